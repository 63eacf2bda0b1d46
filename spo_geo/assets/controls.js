/* The parts of the map that are plain elements: legend, play control, tooltip.
   Text is set as text and never as markup. */
(function () {
  "use strict";

  const atlas = window.SpoAtlas;
  const STEP_MS = 1200; // one year of the play control
  const ALL = -1; // the slider's position for all years

  /** An element with a class and a text. */
  function el(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }
  atlas.el = el;

  function button(label, action) {
    const element = el("button", "spo-button", label);
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  }
  atlas.button = button;

  /** Clicks, drags and the wheel on a control are not meant for the map. */
  atlas.shield = function (element) {
    L.DomEvent.disableClickPropagation(element);
    L.DomEvent.disableScrollPropagation(element);
    return element;
  };

  function legendRow(swatchClass, text, colour) {
    const row = el("li");
    const swatch = el("span", "spo-swatch " + swatchClass);
    swatch.setAttribute("aria-hidden", "true");
    if (colour) swatch.style.background = colour;
    row.append(swatch, el("span", "", text));
    return row;
  }

  /** The legend; `show` fills it for the classes and layers now on the map. */
  atlas.Legend = class {
    constructor(open) {
      this.element = atlas.shield(el("details", "spo-legend spo-card"));
      this.list = el("ul");
      this.element.append(el("summary", "", "Legend"), this.list);
      this.element.open = open;
    }

    show({ classes, noRecord, hatch, leftOut, narrowed, hasHeld, offices, presence }) {
      const title = "Projects per district" + (leftOut ? ", without planned ones" : "");
      const rows = [el("li", "spo-legend-title", title)];
      for (const [, colour, label] of classes) {
        rows.push(legendRow("spo-class", label, "#" + colour));
      }
      if (hatch) {
        rows.push(legendRow("spo-class spo-hatch", atlas.PLANNED, hatch));
      }
      const record = narrowed ? "no selected record" : "no record";
      rows.push(
        legendRow("spo-class", "grey: " + record + " names this district", noRecord)
      );
      if (hasHeld) {
        rows.push(
          legendRow("spo-held-line", "place held: which district is not certain")
        );
      }
      if (offices) {
        rows.push(
          legendRow("spo-office", "SPO office, at the district's centre (no address)")
        );
      }
      if (presence) {
        rows.push(legendRow("spo-presence", "in the undated presence list"));
      }
      rows.push(legendRow("spo-control-line", "Line of Control"));
      this.list.replaceChildren(...rows);
    }
  };

  /** Play, pause, a slider over the years, and all of them together. */
  atlas.Play = class {
    constructor(onChange) {
      this.onChange = onChange;
      this.years = [];
      this.year = null;
      this.timer = null;
      this.element = atlas.shield(el("div", "spo-play spo-card"));
      this.element.setAttribute("role", "group");
      this.element.setAttribute("aria-label", "Play through the years");
      this.toggle = button("", () => (this.timer ? this.stop() : this.start()));
      this.toggle.classList.add("spo-toggle");
      this.slider = el("input");
      this.slider.type = "range";
      this.slider.min = ALL; // one step left of the first year
      this.slider.setAttribute("aria-label", "Year shown on the map");
      this.slider.addEventListener("input", () => {
        this.stop();
        const position = Number(this.slider.value);
        this.show(position === ALL ? null : this.years[position]);
      });
      this.first = el("span", "spo-year");
      this.last = el("span", "spo-year");
      this.all = button("", () => {
        this.stop();
        this.show(null);
      });
      this.status = el("output", "spo-status");
      const range = el("span", "spo-range");
      range.append(this.first, this.slider, this.last);
      this.element.append(this.toggle, range, this.all, this.status);
      this.stop();
    }

    /** Take new years; the one that is shown stays if it is among them. */
    setYears(years, allLabel) {
      this.years = years;
      this.all.textContent = allLabel;
      this.first.textContent = years.length ? years[0] : "";
      this.last.textContent = years.length ? years[years.length - 1] : "";
      this.element.classList.toggle("is-empty", years.length === 0);
      this.slider.max = years.length - 1;
      if (!years.includes(this.year)) {
        this.stop();
        this.year = null;
      }
      this.mark();
    }

    start() {
      const last = this.years[this.years.length - 1];
      const from = this.year === null || this.year === last ? 0 : this.index() + 1;
      this.timer = setInterval(() => this.step(), STEP_MS);
      this.label("❚❚", "Pause");
      this.show(this.years[from]);
    }

    step() {
      const next = this.index() + 1;
      if (next >= this.years.length) this.stop();
      else this.show(this.years[next]);
    }

    stop() {
      clearInterval(this.timer);
      this.timer = null;
      this.label("►", "Play through the years");
    }

    label(sign, words) {
      this.toggle.textContent = sign;
      this.toggle.setAttribute("aria-label", words);
      this.toggle.title = words;
    }

    index() {
      return this.years.indexOf(this.year);
    }

    show(year) {
      this.year = year;
      this.mark();
      this.onChange();
    }

    mark() {
      const isAll = this.year === null;
      this.slider.value = isAll ? ALL : this.index();
      this.slider.classList.toggle("is-all", isAll);
      this.slider.setAttribute(
        "aria-valuetext",
        isAll ? this.all.textContent : String(this.year)
      );
      this.all.setAttribute("aria-pressed", String(isAll));
    }
  };

  /** The tooltip: lines of text beside the pointer, always inside the map. */
  atlas.Tip = class {
    constructor(container) {
      this.container = container;
      this.element = el("div", "spo-tip spo-card");
      this.element.setAttribute("role", "tooltip");
      this.element.hidden = true;
      container.append(this.element);
    }

    /** `lines` is a list of [class, text]. */
    show(lines, point) {
      this.element.replaceChildren(...lines.map(([name, text]) => el("div", name, text)));
      this.element.hidden = false;
      this.move(point);
    }

    /** Beside the pointer; above or below it where neither side has room. */
    move(point) {
      const gap = 14;
      const { offsetWidth: width, offsetHeight: height } = this.element;
      const { clientWidth, clientHeight } = this.container;
      const inside = (at, size, room) => Math.max(2, Math.min(at, room - size - 2));
      const left = point.x - gap - width;
      let x = point.x + gap;
      let y = point.y - height / 2;
      if (x + width > clientWidth) x = left;
      if (x === left && left < 2) {
        x = point.x - width / 2;
        y = point.y - gap - height;
        if (y < 2) y = point.y + gap;
      }
      x = inside(x, width, clientWidth);
      y = inside(y, height, clientHeight);
      this.element.style.transform = "translate(" + x + "px," + y + "px)";
    }

    hide() {
      this.element.hidden = true;
    }
  };
})();
