/* The coverage map on Leaflet. It takes everything from two values: the constant
   data (boundaries, projects, offices) and the state (what is selected now). It
   knows nothing of the page around it:

     const map = SpoAtlas.create(mapOrDivId, geo);
     map.onSelect = (pcode) => ...;
     map.update(state);   map.select(pcode);                                     */
(function () {
  "use strict";

  const atlas = window.SpoAtlas;
  const el = atlas.el;
  const NARROW_PX = 560;
  const TITLES_IN_TIP = 4;
  const TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";
  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  function leafletMap(id) {
    const map = L.map(id, {
      zoomControl: false,
      attributionControl: false,
      zoomSnap: 0.25,
      minZoom: 4,
      maxZoom: 12,
      scrollWheelZoom: false,
      dragging: !L.Browser.mobile, // one finger scrolls the page, two move the map
      zoomAnimation: !STILL,
      inertia: !STILL,
      renderer: L.svg({ padding: 0.6 }),
    });
    if (STILL) {
      map.panBy = (by) => L.Map.prototype.panBy.call(map, by, { animate: false });
    }
    return map.setView([30.4, 69.4], 5);
  }

  class Atlas {
    constructor(mapOrDivId, geo) {
      this.geo = geo;
      this.shape = atlas.decode(geo.topology);
      this.map = typeof mapOrDivId === "string" ? leafletMap(mapOrDivId) : mapOrDivId;
      this.root = this.map.getContainer();
      this.root.classList.add("spo-atlas");
      this.root.setAttribute("role", "region");
      this.root.setAttribute("aria-label", "Map: projects per district of Pakistan");
      this.onSelect = function () {};
      this.selected = "";
      this.tip = new atlas.Tip(this.root);
      this.drawDistricts();
      this.drawBorders();
      const pick = (pcode) => this.pick(pcode);
      this.marks = new atlas.Marks(this.map, this.shape, geo, this.tip, pick);
      this.addControls();
      this.map.on("movestart", () => this.tip.hide());
      const bounds = this.districtGroup.getBounds();
      const { element } = this.legend;
      this.viewport = new atlas.Viewport(this.map, bounds, this.foot, element);
    }

    // -- drawing, once -------------------------------------------------------

    drawDistricts() {
      this.layers = new Map();
      this.districtGroup = L.featureGroup().addTo(this.map);
      for (const district of this.shape.districts.values()) {
        const layer = L.polygon(district.rings, {
          className: "spo-district",
          fillColor: this.geo.noRecord,
          fillOpacity: 1,
          smoothFactor: 0, // simplified apart, neighbours would part
          noClip: true,
        });
        layer.pcode = district.pcode;
        this.layers.set(district.pcode, layer.addTo(this.districtGroup));
      }
      const [first] = this.layers.values();
      if (first) atlas.addHatch(first.getElement().ownerSVGElement, this.geo);
      this.districtGroup
        .on("mouseover mousemove", (e) => this.showTip(e.layer.pcode, e.containerPoint))
        .on("mouseout", () => this.tip.hide())
        .on("click", (e) => this.pick(e.layer.pcode));
    }

    line(lines, className) {
      const options = { className: className, interactive: false, smoothFactor: 0 };
      return L.polyline(lines, { ...options, noClip: true }).addTo(this.map);
    }

    /** A line with a pale one under it, so that it shows on every colour. */
    casedLine(lines, className) {
      const under = this.line(lines, className + "-casing");
      return [under, this.line(lines, className)];
    }

    drawBorders() {
      this.casedLine(this.shape.provinces, "spo-province");
      this.line(this.shape.country, "spo-country");
      this.casedLine(this.shape.control, "spo-control");
      this.heldLines = this.casedLine([], "spo-held");
      this.selectedLines = this.casedLine([], "spo-selected");
    }

    addControls() {
      L.control.zoom().addTo(this.map);
      const home = L.control({ position: "topleft" });
      home.onAdd = () => {
        const box = atlas.shield(el("div", "leaflet-bar spo-home"));
        const label = "Show the whole country";
        const whole = box.appendChild(atlas.button("⤢", () => this.viewport.fit()));
        whole.title = label;
        whole.setAttribute("aria-label", label);
        return box;
      };
      home.addTo(this.map);
      this.marks.addControl();
      this.map.on("overlayadd overlayremove", () => this.paint());
      this.addDock();
    }

    /** Legend, play control and source, stacked so that none covers another. */
    addDock() {
      this.legend = new atlas.Legend(this.root.clientWidth >= NARROW_PX);
      this.play = new atlas.Play(() => this.paint());
      this.source = el("div", "spo-source");
      this.foot = el("div", "spo-foot");
      this.foot.append(this.play.element, this.source);
      this.live = el("div", "spo-live");
      this.live.setAttribute("aria-live", "polite");
      this.empty = el("div", "spo-empty spo-card");
      this.empty.hidden = true;
      const dock = el("div", "spo-dock");
      dock.append(this.legend.element, this.foot, this.live);
      this.root.append(dock, this.empty);
    }

    // -- state --------------------------------------------------------------

    /** Show a new state; the view on the country stays as it is. */
    update(state) {
      this.state = state;
      this.selection = new atlas.Selection(state, this.geo.projects);
      if (state.theme) this.setTheme(state.theme);
      this.setTiles(state.tiles);
      this.play.setYears(state.years, state.all);
      this.select(state.selected);
      this.paint();
    }

    setTheme(theme) {
      this.root.dataset.theme = theme;
    }

    setTiles(isOn) {
      if (isOn && !this.tiles) this.tiles = L.tileLayer(TILES, { maxZoom: 19 });
      if (this.tiles) isOn ? this.tiles.addTo(this.map) : this.tiles.remove();
      this.root.classList.toggle("has-tiles", isOn);
      this.source.textContent =
        this.geo.attribution + (isOn ? " Map tiles © OpenStreetMap contributors." : "");
    }

    /** Colours, outlines and texts for the year that is shown. */
    paint() {
      if (!this.selection) return;
      const year = this.play.year;
      let hasHatch = false;
      for (const [pcode, layer] of this.layers) {
        hasHatch = this.paintDistrict(pcode, layer, year) || hasHatch;
      }
      const held = this.selection.heldIn(year);
      const outlines = held.flatMap((place) => this.shape.outline(place.candidates));
      const lines = [...new Set(outlines)]; // dashes drawn twice look unbroken
      this.heldLines.forEach((line) => line.setLatLngs(lines));
      this.legend.show({
        classes: this.state.classes,
        noRecord: this.geo.noRecord,
        hatch: hasHatch ? atlas.hatchBackground(this.geo) : "",
        leftOut: this.selection.hasPlanned,
        narrowed: this.state.filtered || year !== null,
        hasHeld: lines.length > 0,
        offices: this.marks.showsOffices(),
        presence: this.marks.showsPresence(),
      });
      this.showTotals(year);
    }

    /** Planned work gives no colour, and alone a hatch; tell whether it did. */
    paintDistrict(pcode, layer, year) {
      const count = this.selection.countIn(pcode, year);
      const planned = this.selection.plannedIn(pcode, year);
      const colour = this.selection.colourOf(count - planned);
      const isPlanned = colour === null && planned > 0;
      const fill = colour || (isPlanned ? atlas.HATCH : this.geo.noRecord);
      if (layer.options.fillColor !== fill) layer.setStyle({ fillColor: fill });
      layer.getElement().classList.toggle("is-counted", colour !== null);
      layer.getElement().classList.toggle("is-planned", isPlanned);
      return isPlanned;
    }

    showTotals(year) {
      const { nProjects, nDistricts, nPlanned } = this.selection.totals(year);
      const planned = atlas.plannedOf(nProjects, nPlanned);
      const named =
        atlas.plural(nProjects, "project") + (planned && ", " + planned + ",") + " in " +
        atlas.plural(nDistricts, "named district");
      this.play.status.textContent = year === null ? named : year + " on the map: " + named;
      this.empty.hidden = nDistricts > 0;
      this.empty.textContent =
        "No project of this selection names a district" +
        (year === null ? "." : " in " + year + ".");
    }

    // -- one district ----------------------------------------------------------

    /** A click: select, and tell whoever listens. */
    pick(pcode) {
      if (pcode === this.selected) return;
      this.select(pcode);
      this.onSelect(pcode);
    }

    /** Mark a district as selected; an empty or unknown P-code marks none. */
    select(pcode) {
      const district = this.shape.districts.get(pcode);
      const before = this.selected;
      this.selected = district ? pcode : "";
      if (this.selected === before) return;
      const lines = district ? this.shape.outline([pcode]) : [];
      this.selectedLines.forEach((line) => line.setLatLngs(lines));
      this.live.textContent = district
        ? "Selected: " + this.tipLines(pcode).map((line) => line[1]).join(". ")
        : "No district selected";
    }

    showTip(pcode, point) {
      if (this.tip.pcode === pcode && !this.tip.element.hidden) this.tip.move(point);
      else this.tip.show(this.tipLines(pcode), point);
      this.tip.pcode = pcode;
    }

    tipLines(pcode) {
      const { name, province } = this.shape.districts.get(pcode);
      return [
        ["spo-tip-title", name],
        ["spo-tip-note", province],
        ...(this.selection ? this.projectLines(pcode) : []),
        ...(this.selection ? this.heldLinesOf(pcode) : []),
        ...this.marks.presenceLines(pcode),
      ];
    }

    projectLines(pcode) {
      const year = this.play.year;
      const projects = this.selection.projectsIn(pcode, year);
      const when = year === null ? "" : " in " + year;
      const count = this.selection.countIn(pcode, year);
      const planned = atlas.plannedOf(count, this.selection.plannedIn(pcode, year));
      const words = atlas.plural(count, "project") + when + (planned && ", " + planned);
      const lines = [["spo-tip-count", words]];
      for (const project of projects.slice(0, TITLES_IN_TIP)) {
        const [id, title, period] = this.geo.projects[project];
        const mark = this.selection.isPlanned(project) ? atlas.PLANNED : "";
        const said = [period, mark].filter(Boolean).join("; ");
        const dates = said ? " (" + said + ")" : "";
        lines.push(["spo-tip-project", id + " " + title + dates]);
      }
      const more = projects.length - TITLES_IN_TIP;
      if (more > 0) lines.push(["spo-tip-note", "and " + more + " more"]);
      return lines;
    }

    heldLinesOf(pcode) {
      return this.selection
        .heldIn(this.play.year)
        .filter((place) => place.candidates.includes(pcode))
        .map((held) => [
          "spo-tip-held",
          "Place held, not counted: “" + held.place + "” (" +
            this.selection.namedBy(held) + "): " + held.reason,
        ]);
    }
  }

  let current = null;

  /** Draw the map in a Leaflet map, or in the element of that id. */
  atlas.create = function (mapOrDivId, geo) {
    current = new Atlas(mapOrDivId, geo);
    return current;
  };

  /** Update, or select in, the map that was created last. */
  atlas.update = (state) => current.update(state);
  atlas.select = (pcode) => current.select(pcode);
})();
