/* Projects, places and sources as elements. Text is set as text, never as markup. */
(function () {
  "use strict";

  const file = window.SpoFile;
  const { el, plannedOf, PLANNED } = window.SpoAtlas;

  /** A paragraph whose direction follows its text. */
  function line(text, className) {
    const element = el("p", className || "", text);
    element.dir = "auto";
    return element;
  }
  file.line = line;

  function bulletList(items) {
    const list = el("ul", "spo-list");
    list.append(
      ...items.map((parts) => {
        const item = el("li");
        item.append(...parts);
        return item;
      })
    );
    return list;
  }
  file.bulletList = bulletList;

  /** Sources after one another; a web address is a link that the reader may follow. */
  file.sources = function (sources) {
    const element = el("p", "spo-small", "Source: ");
    sources.forEach((source, i) => {
      if (i) element.append("; ");
      element.append(reference(source));
    });
    if (!sources.length) element.append("not stated");
    return element;
  };

  function reference(source) {
    if (!/^https?:\/\//.test(source)) return source;
    const link = el("a", "", source);
    link.href = source;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    return link;
  }

  const funders = ({ funders }) => "Funders: " + (funders.join(" · ") || "not stated");
  const when = ({ id, period, isPlanned }) =>
    id + " · " + (period || "dates not stated") +
    (isPlanned ? " · " + PLANNED : "");
  file.when = when;

  /** The title as a link to the project's own entry further down. */
  function heading(project, i) {
    const link = el("a", "spo-title", project.title);
    link.href = "#project-" + i;
    link.dir = "auto";
    const element = el("p");
    element.append(link);
    return element;
  }

  /** A project as the page shows it beside the map. */
  file.projectItem = function (records, i) {
    const project = records.projects[i];
    return [
      heading(project, i),
      line(when(project)),
      line("Focus area: " + project.area),
      line(funders(project)),
      file.sources(project.sources),
    ];
  };

  /** Where a project works, in the words of its source. */
  file.ownWords = function ({ coverage, stated }) {
    const words = coverage ? "“" + coverage + "”" : "coverage not stated";
    return words + (stated ? " – " + stated + " districts, none named" : "");
  };

  /** A project that names no district, in its own words. */
  function offMapItem(records, i) {
    const project = records.projects[i];
    return [
      heading(project, i),
      line(file.ownWords(project)),
      line(when(project), "spo-small"),
    ];
  }

  /** The projects off the map: a group for every scope, those in `folded` closed. */
  file.offMapGroups = function (view, folded) {
    return view.offMapByScope.map(({ label, projects }) => {
      const group = el("details", "spo-group");
      group.dataset.print = "open";
      group.dataset.scope = label;
      group.open = !folded.has(label);
      const items = projects.map((i) => offMapItem(view.records, i));
      group.append(
        el("summary", "", label + " (" + projects.length + ")"),
        bulletList(items)
      );
      return group;
    });
  };

  /** A district with its projects and the held places that may lie in it. */
  file.districtPanel = function (view, { pcode, name, province }) {
    const projects = view.projectsIn(pcode);
    const parts = [
      el("h2", "", name),
      el("p", "spo-small", province + " · " + pcode),
      el("p", "", file.plural(projects.length, "project") + " in this selection"),
    ];
    const planned = plannedOf(projects.length, view.nPlannedIn(pcode));
    if (planned) parts[2].append(", " + planned);
    const none = "No record in this selection names this district.";
    if (!projects.length) parts.push(line(none));
    parts.push(bulletList(projects.map((i) => file.projectItem(view.records, i))));
    for (const held of view.heldIn(pcode)) {
      const { id } = view.records.projects[held.project];
      const text = held.place + " (" + id + ") may lie here: " + held.reason;
      parts.push(line(text, "spo-small spo-held-note"));
    }
    return parts;
  };

  /** The places that are held: what they could mean and why nothing is decided. */
  file.heldItems = function (view, nameOf) {
    return view.held.map(({ place, project, reason, candidates }) => {
      const { id, title } = view.records.projects[project];
      const names = candidates.map(nameOf).join(", ");
      return [
        line("“" + place + "”", "spo-title"),
        line(id + " · " + title),
        line("Why: " + reason),
        line("Could mean: " + (names || "no district that is known"), "spo-small"),
      ];
    });
  };
})();
