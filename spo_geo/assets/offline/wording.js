/* A selection in words, as spo_geo/wording.py words it. */
(function () {
  "use strict";

  const file = window.SpoFile;
  const { PLANNED } = window.SpoAtlas;

  const NOUNS = [
    ["focusAreas", "focus area "],
    ["funders", "funder "],
  ];

  const plural = (n, noun) => n + " " + noun + (n === 1 ? "" : "s");
  file.plural = plural;

  function join(words, last) {
    const [tail, ...head] = [...words].reverse();
    return head.length ? head.reverse().join(", ") + " " + last + " " + tail : tail;
  }

  /** A first and a last year: "2013", or "2011–2014". */
  file.years = ([first, last]) => (first === last ? "" + first : first + "–" + last);

  /** Years as spans: ["2011–2013", "2016"]. */
  function spans(years) {
    const runs = [];
    for (const year of years) {
      const run = runs[runs.length - 1];
      if (run && run[1] === year - 1) run[1] = year;
      else runs.push([year, year]);
    }
    return runs.map(file.years);
  }

  /** The years chosen, as the button that shows all of them says it. */
  file.yearsLabel = function (years) {
    if (!years.length) return "All years";
    return spans(years).length === 1 ? spans(years)[0] : years.join(", ");
  };

  /** What was chosen in this file; empty when nothing was. */
  file.narrowing = function ({ records, filters }) {
    const parts = [];
    if (filters.years.length) {
      const noun = filters.years.length === 1 ? "year " : "years ";
      parts.push(noun + join(spans(filters.years), "or"));
    }
    for (const [name, noun] of NOUNS) {
      const labels = filters[name].map((i) => records.options[name][i].label);
      if (labels.length) parts.push(noun + join(labels, "or"));
    }
    return parts.join("; ");
  };

  /** The selection of the file and what was chosen in it. */
  file.filtersInWords = function (view) {
    const { filtered, filters } = view.records.data;
    const narrowing = file.narrowing(view);
    if (!filtered) return narrowing || filters;
    return narrowing ? filters + "; of these: " + narrowing : filters;
  };

  /** The sentence that can be pasted. */
  file.sentence = function (view) {
    const n = view.projects.length;
    if (!n) return "No recorded project matches (" + file.filtersInWords(view) + ").";
    const opening = period(view) + who(view) + " ";
    if (!view.districts.length) {
      const verb = n === 1 ? "it was national or names" : "they were national or name";
      const counted = plural(n, "recorded project") + donors(view, view.bits);
      return opening + counted + "; " + verb + " no district" + planned(view) + ".";
    }
    const counted = plural(file.count(view.onMap), "recorded project");
    const districts = plural(view.districts.length, "named district");
    const where = " in " + districts + " of " + provinces(view);
    const more = offMap(file.count(view.offMap)) + planned(view);
    return opening + counted + where + donors(view, view.onMap) + more + ".";
  };

  const who = ({ nPlanned, projects }) => {
    if (!nPlanned) return "SPO implemented";
    return nPlanned === projects.length ? "SPO planned" : "SPO implemented or planned";
  };

  function planned({ nPlanned, projects }) {
    if (!nPlanned) return "";
    if (projects.length === 1) return "; it is " + PLANNED;
    const verb = nPlanned === 1 ? "is" : "are";
    return "; " + nPlanned + " of these projects " + verb + " " + PLANNED;
  }

  function period(view) {
    const chosen = view.records.yearsOf(view.filters);
    // Without years chosen: those of the projects that the sentence counts first.
    const counted = view.onMap ? file.positions(view.onMap) : view.projects;
    const years = chosen.length ? chosen : view.span(counted);
    if (!years.length) return "";
    const [first, last] = [years[0], years[years.length - 1]];
    if (first === last) return "In " + first + " ";
    if (spans(chosen).length > 1) return "In " + join(spans(chosen), "and") + " ";
    return "Between " + first + " and " + last + " ";
  }

  function provinces(view) {
    const named = [...new Set(view.districts.map(({ adm1 }) => adm1))];
    const proper = named.filter((adm1) => view.records.data.provinces.includes(adm1));
    if (proper.length === named.length) return plural(named.length, "province");
    if (proper.length) return named.length + " provinces and territories";
    return named.length + (named.length === 1 ? " territory" : " territories");
  }

  function donors(view, bits) {
    const { funders, partners } = view.donors(bits);
    const words = [];
    if (funders) words.push(plural(funders, "funder"));
    const partner = plural(partners, "donor partner") + " (funding not stated)";
    if (partners) words.push(partner);
    return words.length ? " with " + join(words, "and") : "";
  }

  function offMap(n) {
    if (!n) return "";
    if (n === 1) return "; 1 more was national or names no district";
    return "; " + n + " more were national or name no district";
  }
})();
