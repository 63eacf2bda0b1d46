/* What is selected, and what of it falls in one year. Counts come from the page;
   a year only leaves out the projects that were not active in it. Of very many
   records the page sends counts alone: no titles, and no years to play through. */
(function () {
  "use strict";

  const atlas = window.SpoAtlas;

  /** "PK603 0.4,PK604 1" to a Map of P-code to positions of projects. */
  function readDistricts(text) {
    const pairs = text ? text.split(",").map((part) => part.split(" ")) : [];
    return new Map(pairs.map(([pcode, ids]) => [pcode, ids.split(".").map(Number)]));
  }

  /** "PK603 12,PK604 1 1" to a Map of P-code to [projects, planned ones]. */
  function readCounts(text) {
    const parts = text ? text.split(",").map((part) => part.split(" ")) : [];
    return new Map(
      parts.map(([pcode, n, planned]) => [pcode, [Number(n), Number(planned || 0)]])
    );
  }

  const NONE = [0, 0];

  atlas.Selection = class {
    constructor(state, projects) {
      this.projects = projects;
      this.counts = state.nProjects === undefined ? null : readCounts(state.counts);
      this.nProjects = state.nProjects;
      this.nPlanned = state.nPlanned || 0;
      this.classes = state.classes;
      this.districts = readDistricts(state.districts);
      this.held = state.held.map(([place, project, reason, candidates]) => ({
        place: place,
        project: project,
        reason: reason,
        candidates: candidates ? candidates.split(" ") : [],
      }));
      this.hasPlanned = this.totals(null).nPlanned > 0;
    }

    /** Whether a project is planned or announced only. */
    isPlanned(project) {
      return this.projects[project][4] === 1;
    }

    /** Whether a project was active in the year; null means any time at all. */
    isActive(project, year) {
      if (year === null) return true;
      const years = this.projects[project][3];
      return years.length > 0 && years[0] <= year && year <= years[1];
    }

    /** The selected projects that name a district, in the year. */
    projectsIn(pcode, year) {
      const all = this.districts.get(pcode) || [];
      return all.filter((project) => this.isActive(project, year));
    }

    /** How many selected projects name a district, in the year. */
    countIn(pcode, year) {
      if (this.counts) return (this.counts.get(pcode) || NONE)[0];
      return this.projectsIn(pcode, year).length;
    }

    /** How many of them are planned or announced only. */
    plannedIn(pcode, year) {
      if (this.counts) return (this.counts.get(pcode) || NONE)[1];
      return this.projectsIn(pcode, year).filter((i) => this.isPlanned(i)).length;
    }

    /** Who names a held place: an id, or in words how many projects do. */
    namedBy({ project }) {
      return typeof project === "number" ? this.projects[project][0] : project;
    }

    /** The held places of the year's projects. */
    heldIn(year) {
      return this.held.filter((place) => this.isActive(place.project, year));
    }

    /** How many projects, and planned ones, name how many districts in the year. */
    totals(year) {
      if (this.counts) {
        const { nProjects, nPlanned } = this;
        return { nProjects: nProjects, nPlanned: nPlanned, nDistricts: this.counts.size };
      }
      const projects = new Set();
      let nDistricts = 0;
      for (const pcode of this.districts.keys()) {
        const active = this.projectsIn(pcode, year);
        active.forEach((project) => projects.add(project));
        nDistricts += active.length > 0;
      }
      const nPlanned = [...projects].filter((i) => this.isPlanned(i)).length;
      return { nProjects: projects.size, nPlanned: nPlanned, nDistricts: nDistricts };
    }

    /** The colour of a count, or null for none. */
    colourOf(count) {
      const fitting = this.classes.filter(([lower]) => lower <= count);
      return fitting.length ? "#" + fitting[fitting.length - 1][1] : null;
    }
  };

  /** "1 project", "2 projects". */
  atlas.plural = function (n, noun) {
    return n + " " + noun + (n === 1 ? "" : "s");
  };

  atlas.PLANNED = "planned or announced only";

  /** How many of some projects are planned, as spo_geo/wording.py words it. */
  atlas.plannedOf = function (nProjects, nPlanned) {
    if (!nPlanned) return "";
    if (nPlanned < nProjects) return nPlanned + " of them " + atlas.PLANNED;
    return (nProjects === 1 ? "" : "all ") + atlas.PLANNED;
  };
})();
