/* The projects of the file as bit sets: bit i stands for project i. A filter is |
   within and & between, a count is a population count, as in spo_geo/index.py. */
(function () {
  "use strict";

  const file = (window.SpoFile = window.SpoFile || {});

  /** How many bits are set. */
  file.count = (bits) => file.positions(bits).length;

  /** The positions of the bits that are set, ascending. */
  file.positions = function (bits) {
    const digits = bits.toString(2);
    const found = [];
    for (let i = digits.length - 1, at = 0; i >= 0; i--, at++) {
      if (digits[i] === "1") found.push(at);
    }
    return found;
  };

  const union = (sets) => sets.reduce((all, bits) => all | bits, 0n);
  file.union = union;
  const read = (hex) => BigInt("0x" + hex);

  function option([label, menuLabel, depth, bits]) {
    return { label: label, menuLabel: menuLabel, depth: depth, bits: read(bits) };
  }

  /** What is recorded of a project; texts that many share travel once. */
  function recorded(row, texts) {
    const [coverage, stated, outside, area, funders, status, partners, sources] = row;
    const [summary = "", results = []] = row.slice(8);
    return {
      coverage: texts[coverage],
      stated: texts[stated],
      outside: outside,
      area: texts[area],
      funders: funders.map((n) => texts[n]),
      status: texts[status],
      partners: texts[partners],
      sources: sources.map((n) => texts[n]),
      summary: summary,
      results: results,
    };
  }

  file.Records = class {
    /** `data` is window.SPO_FILE, `geo` is window.SPO_GEO. */
    constructor(data, geo) {
      this.data = data;
      this.projects = geo.projects.map(([id, title, period, years, planned], i) => ({
        id: id,
        title: title,
        period: period,
        years: years,
        isPlanned: planned === 1,
        ...recorded(data.projects[i], data.texts),
      }));
      this.everything = (1n << BigInt(this.projects.length)) - 1n;
      this.dated = read(data.dated);
      this.planned = this.those(({ isPlanned }) => isPlanned);
      this.options = {
        focusAreas: data.focusAreas.map(option),
        funders: data.funders.map(option),
      };
      this.scopes = data.scopes.map(([label, bits]) => ({
        label: label,
        bits: read(bits),
      }));
      this.bodies = data.bodies.map(([funded, named]) => [read(funded), read(named)]);
      this.districts = data.districts.map(([pcode, name, adm1, province, bits]) => ({
        pcode: pcode,
        name: name,
        adm1: adm1,
        province: province,
        bits: read(bits),
      }));
      this.held = data.held.map(([place, project, reason, candidates]) => ({
        place: place,
        project: project,
        reason: reason,
        candidates: candidates ? candidates.split(" ") : [],
      }));
      this.byYear = new Map(data.years.map((year) => [year, this.activeIn(year)]));
    }

    /** The projects of which something is true. */
    those(holds) {
      return union(this.projects.map((one, i) => (holds(one) ? 1n << BigInt(i) : 0n)));
    }

    /** The projects that were active at any time in a year. */
    activeIn(year) {
      return this.those(
        ({ years }) => years.length && years[0] <= year && year <= years[1]
      );
    }

    /** The projects that match all filters. */
    select({ years, focusAreas, funders }) {
      return (
        this.everything &
        this.any("focusAreas", focusAreas) &
        this.any("funders", funders) &
        this.inYears(years)
      );
    }

    any(name, chosen) {
      if (!chosen.length) return this.everything;
      return union(chosen.map((i) => this.options[name][i].bits));
    }

    inYears(years) {
      if (!years.length) return this.everything;
      return union(years.map((year) => this.byYear.get(year)));
    }

    /** The years that were chosen, here or when the file was made. */
    yearsOf(filters) {
      return filters.years.length ? filters.years : this.data.chosenYears;
    }
  };
})();
