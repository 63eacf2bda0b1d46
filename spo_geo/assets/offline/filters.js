/* The filters: years, focus area, funder, each option with its count. */
(function () {
  "use strict";

  const file = window.SpoFile;
  const { el } = window.SpoAtlas;
  const ROOM = 12; // as many years have room for a number each
  const NAMES = { focusAreas: "Focus area", funders: "Funder" };

  file.FilterForm = class {
    /** Fills `root`; `onChange` is called after each change of `filters`. */
    constructor(root, records, onChange) {
      this.records = records;
      this.onChange = onChange;
      this.years = [...records.byYear.keys()];
      this.boxes = {};
      if (this.years.length > 1) root.append(this.yearSet());
      for (const name of Object.keys(NAMES)) {
        if (records.options[name].length) root.append(this.optionSet(name));
      }
      root.addEventListener("submit", (event) => event.preventDefault());
      root.addEventListener("change", () => onChange());
      this.clear();
    }

    fieldset(title) {
      const set = el("fieldset");
      set.append(el("legend", "", title));
      return set;
    }

    // -- years ---------------------------------------------------------------

    yearSet() {
      const set = this.fieldset("Years (active at any time in)");
      this.bars = el("ol", "spo-bars");
      this.bars.setAttribute("aria-label", "Projects by year");
      this.bars.classList.toggle("is-dense", this.years.length > ROOM);
      this.from = this.yearList("From");
      this.to = this.yearList("to");
      this.from.addEventListener("change", () => {
        if (this.from.value > this.to.value) this.to.value = this.from.value;
      });
      this.to.addEventListener("change", () => {
        if (this.to.value < this.from.value) this.from.value = this.to.value;
      });
      const row = el("div", "spo-span");
      for (const list of [this.from, this.to]) {
        const label = el("label", "", list.name + " ");
        label.append(list);
        row.append(label);
      }
      set.append(this.bars, row);
      return set;
    }

    yearList(name) {
      const list = el("select");
      list.name = name;
      list.setAttribute("aria-label", name === "From" ? "From year" : "To year");
      list.append(...this.years.map((year) => new Option(year, year)));
      return list;
    }

    drawBars(facet) {
      const most = Math.max(1, ...facet.values());
      const chosen = this.filters.years;
      const bars = this.years.map((year) => {
        const n = facet.get(year) || 0;
        const bar = el("li", chosen.length && !chosen.includes(year) ? "is-out" : "");
        const fill = el("span", "spo-bar");
        fill.style.height = Math.round((n / most) * 100) + "%";
        const track = el("span", "spo-track");
        track.append(fill);
        const label = "’" + String(year % 100).padStart(2, "0");
        bar.append(el("span", "spo-n", n), track, el("span", "spo-when", label));
        bar.title = year + ": " + file.plural(n, "project");
        return bar;
      });
      this.bars.replaceChildren(...bars);
    }

    // -- options -------------------------------------------------------------

    optionSet(name) {
      const set = this.fieldset(NAMES[name]);
      this.boxes[name] = this.records.options[name].map((option) => {
        const box = el("input");
        box.type = "checkbox";
        const label = el("label", "spo-option");
        label.style.paddingInlineStart = option.depth * 1.1 + "rem";
        const text = el("span", "spo-label", option.menuLabel);
        text.dir = "auto";
        const n = el("span", "spo-n");
        label.append(box, text, n);
        set.append(label);
        return { box: box, n: n, label: label };
      });
      return set;
    }

    // -- what is chosen --------------------------------------------------------

    /** What is chosen; a span over all years is no filter. */
    get filters() {
      const chosen = (name) =>
        (this.boxes[name] || []).flatMap(({ box }, i) => (box.checked ? [i] : []));
      return {
        years: this.span(),
        focusAreas: chosen("focusAreas"),
        funders: chosen("funders"),
      };
    }

    span() {
      if (!this.from) return [];
      const [from, to] = [Number(this.from.value), Number(this.to.value)];
      const years = this.years.filter((year) => from <= year && year <= to);
      return years.length === this.years.length ? [] : years;
    }

    clear() {
      if (this.from) {
        this.from.value = this.years[0];
        this.to.value = this.years[this.years.length - 1];
      }
      for (const { box } of Object.values(this.boxes).flat()) box.checked = false;
    }

    /** Write the counts of a view beside the options. */
    show(view) {
      if (this.bars) this.drawBars(view.yearFacet);
      for (const [name, boxes] of Object.entries(this.boxes)) {
        const counts = view.facet(name);
        boxes.forEach(({ n, label }, i) => {
          n.textContent = counts[i];
          label.classList.toggle("is-none", counts[i] === 0);
        });
      }
    }
  };
})();
