/* What some filters select, and every number that is shown of it. The numbers are
   those of spo_geo/view.py for the same filters. */
(function () {
  "use strict";

  const file = window.SpoFile;
  const has = (bits, i) => ((bits >> BigInt(i)) & 1n) === 1n;

  file.View = class {
    constructor(records, filters) {
      this.records = records;
      this.filters = filters;
      this.bits = records.select(filters);
      this.projects = file.positions(this.bits);
      this.districts = records.districts
        .map((district) => ({
          ...district,
          projects: file.positions(district.bits & this.bits),
          nPlanned: file.count(district.bits & this.bits & records.planned),
        }))
        .filter((district) => district.projects.length);
      this.held = records.held.filter((held) => has(this.bits, held.project));
      this.onMap = file.union(this.districts.map(({ bits }) => bits)) & this.bits;
      this.offMap = this.bits & ~this.onMap;
      this.nPlanned = file.count(this.bits & records.planned);
    }

    get isNarrowed() {
      return Object.values(this.filters).some((chosen) => chosen.length);
    }

    /** Bodies that a source says paid, and those named as partners only. */
    donors(bits) {
      const { bodies } = this.records;
      const funded = bodies.filter(([paid]) => paid & bits);
      const named = bodies.filter(([, partner]) => partner & bits);
      const partners = named.filter(([paid]) => !(paid & bits));
      return { funders: funded.length, partners: partners.length };
    }

    /** First and last year in which one of the projects was active; [] for none. */
    span(projects) {
      const years = projects.flatMap((i) => this.records.projects[i].years);
      return years.length ? [Math.min(...years), Math.max(...years)] : [];
    }

    /** The projects off the map by scope, empty scopes left out. */
    get offMapByScope() {
      return this.records.scopes
        .map(({ label, bits }) => ({
          label: label,
          projects: file.positions(bits & this.offMap),
        }))
        .filter(({ projects }) => projects.length);
    }

    /** Projects without dates that the years chosen here leave out. */
    get nUndatedLeftOut() {
      if (!this.filters.years.length) return 0;
      return file.count(this.othersThan("years") & ~this.records.dated);
    }

    othersThan(name) {
      return this.records.select({ ...this.filters, [name]: [] });
    }

    /** How many projects each option would give under the other filters. */
    facet(name) {
      const others = this.othersThan(name);
      return this.records.options[name].map(({ bits }) => file.count(bits & others));
    }

    /** How many projects each year would give under the other filters. */
    get yearFacet() {
      const others = this.othersThan("years");
      const sets = [...this.records.byYear];
      return new Map(sets.map(([year, bits]) => [year, file.count(bits & others)]));
    }

    projectsIn(pcode) {
      const found = this.districts.find((district) => district.pcode === pcode);
      return found ? found.projects : [];
    }

    nPlannedIn(pcode) {
      const found = this.districts.find((district) => district.pcode === pcode);
      return found ? found.nPlanned : 0;
    }

    heldIn(pcode) {
      return this.held.filter((held) => held.candidates.includes(pcode));
    }

    /** The state that the map draws: what spo_geo.mapstate.map_state would say. */
    mapState(selected, theme) {
      const { data } = this.records;
      const counts = this.districts.map((one) => one.projects.length - one.nPlanned);
      const years = this.records.yearsOf(this.filters);
      return {
        classes: file.countClasses(counts, data),
        districts: this.districts
          .map(({ pcode, projects }) => pcode + " " + projects.join("."))
          .join(","),
        held: this.held.map(({ place, project, reason, candidates }) => [
          place,
          project,
          reason,
          candidates.join(" "),
        ]),
        selected: selected,
        years: this.yearsToPlay(years),
        all: file.yearsLabel(years),
        filtered: data.filtered || this.isNarrowed || !this.projects.length,
        theme: theme,
        tiles: false,
      };
    }

    yearsToPlay(chosen) {
      const held = file.union(this.held.map(({ project }) => 1n << BigInt(project)));
      const [first, last] = this.span(file.positions(this.onMap | held));
      if (first === undefined) return [];
      const span = Array.from({ length: last - first + 1 }, (_, i) => first + i);
      return span.filter((year) => !chosen.length || chosen.includes(year));
    }
  };
})();
