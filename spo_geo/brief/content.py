"""What goes into a proposal kit, in words and numbers, before it is set in Word."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Final

from spo_geo import attribution
from spo_geo.brief import results
from spo_geo.brief.cells import ProjectCells, in_own_words
from spo_geo.brief.counting import counting_notes
from spo_geo.brief.options import COLUMNS, BriefOptions
from spo_geo.brief.parts import Brief, Group, TextTable
from spo_geo.brief.redact import names_hidden, redacted
from spo_geo.brief.similarity import closest_first, order_in_words
from spo_geo.errors import SpoGeoError
from spo_geo.model import SCOPES, Project
from spo_geo.provenance import Stamp, make_stamp
from spo_geo.view import DistrictCount, View
from spo_geo.wording import filters_in_words, sentence

MOST_PROJECTS: Final = 1000
"""More than these are no reading for a proposal, and slow to set in Word."""

ALL_HELD: Final = "Districts named, none of them certain or inside this selection"


def shown_view(view: View, options: BriefOptions) -> View:
    """Return the view that the kit and its map are written from.

    Parameters
    ----------
    view : View
        The selection.
    options : BriefOptions
        What shall not be named.

    Returns
    -------
    View
        The same selection with the same numbers.

    Raises
    ------
    SpoGeoError
        No project matches, too many do, or the title names a hidden funder.
    """
    if not view.n_projects:
        raise SpoGeoError(
            "no recorded project matches",
            got=filters_in_words(view),
            next_step="clear a filter; no file was written",
        )
    if view.n_projects > MOST_PROJECTS:
        raise SpoGeoError(
            "too many projects for a proposal kit",
            got=f"{view.n_projects}",
            allowed=[f"at most {MOST_PROJECTS}"],
            next_step="set a filter",
        )
    if names_hidden(view.dataset, options.hide_funders, options.title):
        raise SpoGeoError(
            "the title names a funder that is to be hidden", got=options.title
        )
    return redacted(view, options.hide_funders, amounts=options.hide_amounts)


def write_brief(view: View, shown: View, options: BriefOptions, made: date) -> Brief:
    """Write everything of a proposal kit but the map.

    Parameters
    ----------
    view : View
        The selection.
    shown : View
        The same as it is shown, from `shown_view`.
    options : BriefOptions
        What the user chose.
    made : date
        The day to print.

    Returns
    -------
    Brief
        Every number in it is the view's own.
    """
    stamp = _stamp(view, shown, made)
    projects = _listed(shown, options)
    return Brief(
        title=options.title.strip() or _title(shown),
        caption=_caption(shown, stamp),
        picture_text=_picture_text(shown),
        sentence=sentence(shown),
        table=_past_performance(shown, projects, options.columns),
        table_notes=tuple(_table_notes(shown, options, len(projects))),
        districts=tuple(_districts(shown)),
        unnamed=tuple(_unnamed(shown)),
        held=_held(shown),
        read=_read(shown),
        counting=tuple(
            counting_notes(
                shown,
                hides_funders=bool(options.hide_funders),
                hides_amounts=options.hide_amounts,
            )
        ),
        sources=_sources(shown),
        stamp=stamp,
    )


def _stamp(view: View, shown: View, made: date) -> Stamp:
    """Stamp the true selection, without the names that the kit leaves out."""
    said = make_stamp(shown, made)
    return replace(make_stamp(view, made), filters=said.filters, query=said.query)


def _listed(view: View, options: BriefOptions) -> tuple[Project, ...]:
    """Return the projects of the table, in the order that was asked for."""
    if options.at_most is None and not options.call:
        return view.projects
    return closest_first(view, options.call)[: options.at_most]


def _title(view: View) -> str:
    title = "SPO’s recorded projects"
    return f"{title}: {filters_in_words(view)}" if view.filters else title


def _caption(view: View, stamp: Stamp) -> str:
    records = attribution.records_line(stamp.records_date, stamp.sheet)
    return (
        "Districts by number of SPO’s recorded projects. "
        f"Filters: {filters_in_words(view)}. Made on {stamp.made}. "
        f"{records} {attribution.SHORT}. "
        f"{attribution.DISCLAIMER}"
    )


def _picture_text(view: View) -> str:
    return (
        f"Map of Pakistan, districts shaded by number of projects. {sentence(view)} "
        "The same is written under “Districts by province” and “Projects that are "
        "not on the map”."
    )


def _past_performance(
    view: View, projects: tuple[Project, ...], columns: tuple[str, ...]
) -> TextTable:
    cells = ProjectCells(view)
    return TextTable(
        tuple(COLUMNS[column] for column in columns),
        tuple(
            tuple(cells.cell(column, project) for column in columns)
            for project in projects
        ),
    )


def _table_notes(view: View, options: BriefOptions, n_listed: int) -> Iterator[str]:
    if options.at_most is not None or options.call:
        yield order_in_words(view.dataset, options.call)
    if n_listed < view.n_projects:
        yield (
            f"{n_listed} of the {view.n_projects} projects of this selection are "
            "listed; map, sentence and counts are those of all."
        )
    if "results" in options.columns:
        yield results.RULE


def _districts(view: View) -> Iterator[Group]:
    by_province = sorted(
        view.district_counts,
        key=lambda c: (c.district.adm1_name, c.district.adm2_name),
    )
    for province, counts in groupby(by_province, lambda c: c.district.adm1_name):
        rows = tuple(map(_district_row, counts))
        noun = "district" if len(rows) == 1 else "districts"
        yield Group(f"{province}: {len(rows)} {noun}", rows)


def _district_row(count: DistrictCount) -> tuple[str, ...]:
    district = count.district
    return (
        district.adm2_name,
        district.adm2_pcode,
        _number(count),
        ", ".join(count.project_ids),
    )


def _number(count: DistrictCount) -> str:
    planned = f" ({count.n_planned} planned)" if count.n_planned else ""
    return f"{count.n_projects}{planned}"


def _unnamed(view: View) -> Iterator[Group]:
    for scope, label in SCOPES.items():
        rows = tuple(
            (f"{project.title} ({project.period})", _words(project), project.project_id)
            for project in view.projects_without_district
            if project.scope == scope
        )
        if rows:
            heading = ALL_HELD if scope == "districts" else label
            yield Group(f"{heading}: {len(rows)}", rows)


def _words(project: Project) -> str:
    stated = project.n_districts_stated
    none_named = f"; {stated} districts stated, none named" if stated else ""
    return f"{in_own_words(project)}{none_named}"


def _held(view: View) -> TextTable:
    rows = (
        (
            held.place,
            held.project_id,
            held.reason,
            ", ".join(candidate.adm2_name for candidate in held.candidates) or "–",
        )
        for held in view.held
    )
    return TextTable(
        ("Place as written", "Record", "Why it is held", "Could be"), tuple(rows)
    )


def _read(view: View) -> TextTable:
    shown = {
        (key, count.district.adm2_pcode)
        for count in view.district_counts
        for key in count.project_ids
    }
    rows = (
        (row.place, row.project_id, row.district.adm2_name, row.note)
        for row in view.dataset.coverage.located
        if row.note and (row.project_id, row.district.adm2_pcode) in shown
    )
    return TextTable(("Place as written", "Record", "Read as", "Note"), tuple(rows))


def _sources(view: View) -> TextTable:
    rows = (
        (project.project_id, project.title, "\n".join(project.sources))
        for project in view.projects
    )
    return TextTable(("Record", "Project", "Sources"), tuple(rows))
