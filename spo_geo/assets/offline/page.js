/* Ties the file together: filters to view, view to map, numbers, lists and tables.
   Nothing is stored and nothing is asked of anybody. */
(function () {
  "use strict";

  const file = window.SpoFile;
  const byId = (id) => document.getElementById(id);
  const DARK = window.matchMedia("(prefers-color-scheme: dark)");
  const WIDE = window.matchMedia("(min-width: 1100px)");
  const theme = () => (DARK.matches ? "dark" : "light");

  class Page {
    constructor(data, geo) {
      this.records = new file.Records(data, geo);
      this.map = window.SpoAtlas.create("map", geo);
      this.map.onSelect = (pcode) => this.open(pcode);
      const showOnMap = (pcode) => this.showOnMap(pcode);
      this.table = new file.DistrictTable(byId("district-table"), showOnMap);
      const update = () => this.update();
      this.form = new file.FilterForm(byId("filter-form"), this.records, update);
      this.chooser = byId("district");
      this.chooser.addEventListener("change", () => this.open(this.chooser.value));
      for (const clear of document.querySelectorAll(".spo-clear")) {
        clear.addEventListener("click", () => this.clear());
      }
      this.foldFilters();
      this.followLinks();
      const themed = () => this.map.setTheme(theme());
      DARK.addEventListener("change", themed);
      file.preparePrinting(this.map, themed);
      this.update();
    }

    // -- the selection ---------------------------------------------------------

    clear() {
      this.form.clear();
      this.update();
    }

    update() {
      this.view = new file.View(this.records, this.form.filters);
      this.map.update(this.view.mapState(this.map.selected, theme()));
      this.form.show(this.view);
      this.showNumbers();
      this.showChooser();
      this.showPanel();
      this.showLists();
    }

    showNumbers() {
      const { view } = this;
      const numbers = {
        "n-projects": view.projects.length,
        "n-districts": view.districts.length,
        "n-funders": view.donors(view.bits).funders,
        "n-held": view.held.length,
        "n-off-map": file.count(view.offMap),
      };
      for (const [id, n] of Object.entries(numbers)) byId(id).textContent = n;
      byId("sentence").textContent = file.sentence(view);
      byId("narrowing").textContent = file.narrowing(view);
      byId("narrowed").hidden = !view.isNarrowed;
      const n = view.nUndatedLeftOut;
      byId("undated").textContent = "Projects without dates, left out: " + n;
      byId("undated").hidden = n === 0;
      const nSet = Object.values(view.filters).filter((chosen) => chosen.length).length;
      byId("n-set").textContent = nSet ? " (" + nSet + " set)" : "";
    }

    showLists() {
      const { view } = this;
      const nOffMap = file.count(view.offMap);
      const all = file.plural(view.projects.length, "project");
      byId("off-map-title").textContent = "Not on the map: " + nOffMap + " of " + all;
      byId("off-map-note").hidden = nOffMap === 0;
      byId("off-map").replaceChildren(...file.offMapGroups(view, this.folded()));
      const nDistricts = view.districts.length;
      byId("districts-title").textContent = "Districts named (" + nDistricts + ")";
      this.table.show(view);
      byId("projects-title").textContent = "Projects (" + view.projects.length + ")";
      file.showProjects(byId("project-list"), view);
      byId("held-title").textContent = "Places held (" + view.held.length + ")";
      const items = file.heldItems(view, (pcode) => this.nameOf(pcode));
      byId("held-list").replaceChildren(file.bulletList(items));
      byId("held").hidden = !items.length;
    }

    /** The scopes that the reader folded; at first, all where there is little room. */
    folded() {
      const groups = [...byId("off-map").children];
      if (!groups.length && !WIDE.matches) return { has: () => true };
      const closed = groups.filter((group) => !group.open);
      return new Set(closed.map((group) => group.dataset.scope));
    }

    // -- one district ------------------------------------------------------------

    nameOf(pcode) {
      const district = this.map.shape.districts.get(pcode);
      return district ? district.name : pcode;
    }

    /** All districts to choose from, those with projects first. */
    showChooser() {
      const { districts } = this.view;
      const counts = new Map(districts.map((d) => [d.pcode, d.projects.length]));
      const all = [...this.map.shape.districts.values()];
      all.sort((a, b) => a.name.localeCompare(b.name));
      const options = (isCounted) =>
        all
          .filter(({ pcode }) => counts.has(pcode) === isCounted)
          .map(({ pcode, name, province }) => {
            const label = name + ", " + province + " (" + (counts.get(pcode) || 0) + ")";
            return new Option(label, pcode);
          });
      this.chooser.replaceChildren(
        new Option("Choose a district", ""),
        group("Named by a project of the selection", options(true)),
        group("Not named", options(false))
      );
      this.chooser.value = this.map.selected;
    }

    open(pcode) {
      this.map.select(pcode);
      this.chooser.value = pcode;
      this.showPanel();
    }

    showOnMap(pcode) {
      this.open(pcode);
      byId("map").scrollIntoView({ block: "nearest" });
      byId("district-panel").focus();
    }

    showPanel() {
      const district = this.map.shape.districts.get(this.map.selected);
      const panel = byId("district-panel");
      panel.hidden = !district;
      panel.replaceChildren(...(district ? file.districtPanel(this.view, district) : []));
    }

    // -- the page ------------------------------------------------------------------

    /** The filters are folded where they would push the map out of sight. */
    foldFilters() {
      const fold = () => (byId("filter-box").open = WIDE.matches);
      WIDE.addEventListener("change", fold);
      fold();
    }

    /** A link to a project opens its entry. */
    followLinks() {
      document.addEventListener("click", (event) => {
        const link = event.target.closest("a[href^='#project-']");
        const entry = link && byId(link.hash.slice(1));
        if (!entry) return;
        event.preventDefault();
        entry.open = true;
        entry.scrollIntoView({ block: "start" });
        entry.querySelector("summary").focus({ preventScroll: true });
      });
    }
  }

  function group(label, options) {
    const element = document.createElement("optgroup");
    element.label = label;
    element.append(...options);
    return element;
  }

  /** Show what needs scripts; should they fail, leave the file as it was. */
  function start() {
    const { classList } = document.body;
    classList.remove("is-bare");
    try {
      file.page = new Page(window.SPO_FILE, window.SPO_GEO);
    } catch (error) {
      classList.add("is-bare");
      throw error;
    }
  }

  start();
})();
