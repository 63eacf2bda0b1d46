/* What the map says, as a table, and every project of the selection with what is
   recorded of it. */
(function () {
  "use strict";

  const file = window.SpoFile;
  const { el, button } = window.SpoAtlas;
  const byName = (a, b) => a.name.localeCompare(b.name);
  const MOST = 1; // the column that sorts the largest first, and that sorts at first
  const COLUMNS = [
    { label: "District", order: byName },
    { label: "Projects", order: (a, b) => b.projects.length - a.projects.length },
    { label: "Province", order: (a, b) => a.province.localeCompare(b.province) },
    { label: "P-code", order: (a, b) => a.pcode.localeCompare(b.pcode) },
    { label: "Active" },
    { label: "Which" },
  ];

  file.DistrictTable = class {
    /** `onOpen` is called with the P-code of the district that the reader asks for. */
    constructor(root, onOpen) {
      this.onOpen = onOpen;
      this.column = MOST;
      this.head = el("tr");
      this.body = el("tbody");
      const head = el("thead");
      head.append(this.head);
      const table = el("table", "spo-table");
      table.append(
        el("caption", "spo-live", "Districts that a project of the selection names"),
        head,
        this.body
      );
      root.replaceChildren(table);
      this.drawHead();
    }

    drawHead() {
      const cells = COLUMNS.map(({ label, order }, i) => {
        const cell = el("th");
        cell.scope = "col";
        if (!order) {
          cell.textContent = label;
          return cell;
        }
        const isSorted = i === this.column;
        const direction = i === MOST ? "descending" : "ascending";
        cell.setAttribute("aria-sort", isSorted ? direction : "none");
        const sort = button(label, () => this.sort(i));
        sort.title = "Sort by this column";
        cell.append(sort);
        return cell;
      });
      this.head.replaceChildren(...cells);
    }

    sort(column) {
      this.column = column;
      this.drawHead();
      this.head.children[column].firstChild.focus();
      this.show(this.view);
    }

    show(view) {
      this.view = view;
      const { order } = COLUMNS[this.column];
      const districts = [...view.districts].sort((a, b) => order(a, b) || byName(a, b));
      this.body.replaceChildren(...districts.map((district) => this.row(district)));
    }

    row({ pcode, name, province, projects, nPlanned }) {
      const ids = projects.map((i) => this.view.records.projects[i].id).join(", ");
      const open = button(name, () => this.onOpen(pcode));
      open.title = "Show on the map";
      const heading = el("th");
      heading.scope = "row";
      heading.append(open);
      const counted = projects.length + (nPlanned ? " (" + nPlanned + " planned)" : "");
      const cells = [counted, province, pcode, this.active(projects), ids];
      const row = el("tr");
      row.append(heading, ...cells.map((text) => el("td", "", text)));
      return row;
    }

    active(projects) {
      const span = this.view.span(projects);
      return span.length ? file.years(span) : "not stated";
    }
  };

  /** The entries of the selected projects, each to open; those open stay open. */
  file.showProjects = function (root, view) {
    const open = new Set([...root.querySelectorAll("details[open]")].map((d) => d.id));
    root.replaceChildren(
      ...view.projects.map((i) => {
        const entry = projectEntry(view, i);
        entry.open = open.has(entry.id);
        return entry;
      })
    );
  };

  function projectEntry(view, i) {
    const project = view.records.projects[i];
    const entry = el("details", "spo-entry");
    entry.id = "project-" + i;
    const summary = el("summary");
    const title = el("span", "spo-title", project.title);
    title.dir = "auto";
    summary.append(title, el("span", "spo-small", file.when(project)));
    entry.append(summary);
    if (project.summary) entry.append(file.line(project.summary));
    entry.append(facts(view, i), ...results(project), file.sources(project.sources));
    return entry;
  }

  function facts(view, i) {
    const { area, funders, status, partners, coverage } = view.records.projects[i];
    const rows = [
      ["Focus area", area],
      ["Funders", funders.join("\n") || "not stated"],
      ["Status", status || "not stated"],
      ["Implementing partners", partners],
      ["Coverage, as written", coverage ? "“" + coverage + "”" : "not stated"],
      ["Districts counted", districtsOf(view, i)],
    ];
    const list = el("dl", "spo-facts");
    for (const [name, value] of rows.filter(([, value]) => value)) {
      const row = el("div");
      const words = el("dd", "", value);
      words.dir = "auto";
      row.append(el("dt", "", name), words);
      list.append(row);
    }
    return list;
  }

  function districtsOf(view, i) {
    const { outside } = view.records.projects[i];
    const lines = view.districts
      .filter(({ projects }) => projects.includes(i))
      .map(({ name, province }) => name + ", " + province);
    const held = view.held.filter(({ project }) => project === i);
    lines.push(...held.map(({ place }) => "“" + place + "”: held, not counted"));
    const more = file.plural(outside, "more district") + " outside this selection";
    if (outside) lines.push(more);
    return lines.join("\n") || "none named";
  }

  const CAUTION =
    "As stated by the source. Groups overlap: the numbers are not to be added up.";

  function results({ results }) {
    if (!results.length) return [];
    const group = el("details", "spo-group");
    const items = results.map(([number, indicator, remark, source]) => [
      file.line(indicator + ": " + number),
      file.line([remark, source].filter(Boolean).join(" · "), "spo-small"),
    ]);
    group.append(
      el("summary", "", "Stated results (" + results.length + ")"),
      el("p", "spo-small", CAUTION),
      file.bulletList(items)
    );
    return [group];
  }
})();
