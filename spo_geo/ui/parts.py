"""Pieces of HTML that several tabs show: projects, funders, places, sources."""

from collections.abc import Iterable

from spo_geo.coverage import join_coverage
from spo_geo.dataset import Dataset
from spo_geo.gazetteer import District
from spo_geo.model import SOURCE_KINDS, Funding, Project
from spo_geo.ui.markup import Markup, definition_list, join, source_link, tag
from spo_geo.wording import PLANNED_ONLY


def bullet_list(items: Iterable[str]) -> Markup:
    """Return a plain list without bullets, a bar before each item."""
    return tag("ul", *(tag("li", item) for item in items), class_="spo-list")


def table(
    headings: Iterable[str], rows: Iterable[Iterable[str]], *, wide: bool = False
) -> Markup:
    """Return a table whose cells are text or `Markup`; a wide one scrolls."""
    headings = tuple(headings)
    head = tag("tr", *(tag("th", heading, scope="col") for heading in headings))
    body = (tag("tr", *(tag("td", cell) for cell in row)) for row in rows)
    style = "spo-table spo-wide" if wide else "spo-table"
    drawn = tag("table", tag("thead", head), tag("tbody", *body), class_=style)
    name = f"Table: {', '.join(headings)}"
    return tag(
        "div", drawn, class_="spo-scroll", role="region", aria_label=name, tabindex="0"
    )


def district_label(district: District) -> str:
    """Return a district's name, province and P-code."""
    return f"{district.adm2_name}, {district.adm1_name} ({district.adm2_pcode})"


def project_item(dataset: Dataset, project: Project) -> Markup:
    """Return a project in a few lines: title, years, focus area, funders, source."""
    return join(
        tag("p", project.title, class_="spo-title"),
        tag("p", _id_and_period(project)),
        tag("p", f"Focus area: {project.focus_area_in_words}"),
        tag("p", f"Funders: {funders(dataset, project)}"),
        tag("p", "Source: ", sources(project.sources), class_="spo-small"),
    )


def unmapped_item(project: Project) -> Markup:
    """Return a project that names no district, in the source's own words."""
    n_stated = project.n_districts_stated
    none_named = f" – {n_stated} districts, none named" if n_stated else ""
    return join(
        tag("p", project.title, class_="spo-title"),
        tag("p", f"“{project.coverage}”{none_named}"),
        tag("p", _id_and_period(project), class_="spo-small"),
    )


def _id_and_period(project: Project) -> str:
    mark = " · web pages only" if project.source_kind == "web" else ""
    planned = f" · {PLANNED_ONLY}" if project.is_planned else ""
    return f"{project.project_id} · {project.period}{planned}{mark}"


def source_kind(project: Project) -> str:
    """Return what the record rests on, in words."""
    return SOURCE_KINDS.get(project.source_kind, "not stated")


def funders(dataset: Dataset, project: Project) -> str:
    """Return the funders, each with how the source puts it."""
    named = (f"{funder_label(dataset, f)} – {f.label()}" for f in project.funding)
    return " · ".join(named) or "not stated"


def funder_label(dataset: Dataset, funding: Funding) -> str:
    """Return a funder's label, or the name as written where it is not listed."""
    return dataset.records.funders.label_of(funding.funder_id, funding.as_written)


def sources(references: Iterable[str]) -> Markup:
    """Return sources after one another, web addresses as links."""
    return join(*(source_link(reference) for reference in references), between="; ")


def project_page(dataset: Dataset, project: Project) -> Markup:
    """Return everything that is recorded of a project."""
    return join(
        tag("h2", project.title),
        tag("p", project.summary),
        definition_list(*_facts(dataset, project)),
        _places(dataset, project),
        _results(dataset, project),
    )


def _facts(dataset: Dataset, project: Project) -> list[tuple[str, str]]:
    status = project.status or "not stated"
    return [
        ("Id", project.project_id),
        ("Title in the source", project.title_as_written),
        ("Period", project.period),
        ("On the dates", project.dates_note),
        ("Status", _with_source(status, project.status_source)),
        ("Coverage, as written", project.coverage),
        ("Scope", dataset.lists["scopes"][project.scope].label),
        ("Districts, number stated", project.n_districts_stated),
        ("Provinces named", ", ".join(project.provinces)),
        ("Focus area, stated", _stated_area(project)),
        ("Focus area, inferred", _inferred_area(project)),
        ("SDG, as written", _with_source(project.sdg_as_written, project.sdg_source)),
        ("Funders", funders(dataset, project)),
        ("Funders, as written", "; ".join(f.as_written for f in project.funding)),
        ("Funders' web source", sources(_funder_addresses(project))),
        ("Implementing partners", "; ".join(project.implementing_partners)),
        ("Collaborators", "; ".join(project.collaborators)),
        ("Notes and conflicts", project.notes),
        ("Known from", source_kind(project)),
        ("Sources", sources(project.sources)),
    ]


def _stated_area(project: Project) -> str:
    parts = (project.focus_area, project.focus_area_held_in_words)
    stated = "; ".join(filter(None, parts))
    return _with_source(stated, project.focus_area_source) or "not stated"


def _inferred_area(project: Project) -> str:
    if not project.focus_area_inferred:
        return ""
    return f"{project.focus_area_inferred}: {project.focus_area_inferred_reason}"


def _funder_addresses(project: Project) -> list[str]:
    return list(dict.fromkeys(f.web_source for f in project.funding if f.web_source))


def _with_source(value: str, source: str) -> str:
    if not value or not source:
        return value
    return tag("span", value, " (", source_link(source), ")")


def _places(dataset: Dataset, project: Project) -> Markup:
    coverage = join_coverage([project], dataset.gazetteer)
    rows: list[tuple[str, str, str]] = [
        (row.place, district_label(row.district), row.note or f"by {row.rule}")
        for row in coverage.located
    ]
    rows += [
        (held.place, "held: no district counted", held.reason) for held in coverage.held
    ]
    if not rows:
        return Markup()
    drawn = table(("Place as written", "Read as", "How, and notes"), rows)
    return join(tag("h3", "Places"), drawn)


def _results(dataset: Dataset, project: Project) -> Markup:
    results = dataset.results_of.get(project.project_id, ())
    if not results:
        return Markup()
    rows = (
        (
            r.result_id,
            f"{r.qualifier} {r.value}".strip(),
            r.unit,
            join(tag("span", r.indicator), tag("q", r.quote), between=" "),
            "; ".join(filter(None, (r.note, _overlap(r.overlaps_with)))),
            source_link(r.source),
        )
        for r in results
    )
    headings = ("Id", "Number", "Unit", "Result, and its words", "Note", "Source")
    caution = "Groups overlap: the numbers are not to be added up."
    return join(
        tag("h3", "Stated results"),
        tag("p", caution, class_="spo-small"),
        table(headings, rows),
    )


def _overlap(result_ids: tuple[str, ...]) -> str:
    return f"may overlap with {', '.join(result_ids)}" if result_ids else ""
