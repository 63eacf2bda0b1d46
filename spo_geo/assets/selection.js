/* What is selected, and what of it falls in one year. Counts come from the page;
   a year only leaves out the projects that were not active in it. */
(function () {
  "use strict";

  const atlas = window.SpoAtlas;

  /** "PK603 0.4,PK604 1" to a Map of P-code to positions of projects. */
  function readDistricts(text) {
    const pairs = text ? text.split(",").map((part) => part.split(" ")) : [];
    return new Map(pairs.map(([pcode, ids]) => [pcode, ids.split(".").map(Number)]));
  }

  atlas.Selection = class {
    constructor(state, projects) {
      this.projects = projects;
      this.classes = state.classes;
      this.districts = readDistricts(state.districts);
      this.held = state.held.map(([place, project, reason, candidates]) => ({
        place: place,
        project: project,
        reason: reason,
        candidates: candidates ? candidates.split(" ") : [],
      }));
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

    /** The held places of the year's projects. */
    heldIn(year) {
      return this.held.filter((place) => this.isActive(place.project, year));
    }

    /** How many projects name how many districts in the year. */
    totals(year) {
      const projects = new Set();
      let nDistricts = 0;
      for (const pcode of this.districts.keys()) {
        const active = this.projectsIn(pcode, year);
        active.forEach((project) => projects.add(project));
        nDistricts += active.length > 0;
      }
      return { nProjects: projects.size, nDistricts: nDistricts };
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
})();
