"""A selection as rows of text: what every tabular file is written from.

Numbers come from the `View`; this module only lays them out.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from spo_geo.coverage import Held, Located
from spo_geo.dates import ONGOING
from spo_geo.export import columns
from spo_geo.gazetteer import District, Gazetteer
from spo_geo.model import SCOPES, Project
from spo_geo.view import DistrictCount, View, make_view

Row = dict[str, str]
Rows = list[Row]

HELD: Final = "Held place"
RESOLVED_STATUS: Final = "resolved"
HELD_STATUS: Final = "held"


def place_rows(view: View) -> Rows:
    """Return one row a selected project and place.

    Parameters
    ----------
    view : View
        The selection.

    Returns
    -------
    list of dict of str to str
        In the order of the records, with `columns.PLACES`. A project without a
        place has one row, so each selected project is in the table.
    """
    places = _places(view)
    return [
        _row(columns.PLACES, _record(view, project), place)
        for project in view.projects
        for place in places.get(project.project_id, [_no_place(project)])
    ]


def project_rows(view: View) -> Rows:
    """Return one row a selected project, with `columns.PROJECTS`."""
    places = _places(view)
    return [
        _row(
            columns.PROJECTS,
            _record(view, project),
            _place_lists(places.get(project.project_id, [])),
        )
        for project in view.projects
    ]


def pair_rows(view: View) -> Rows:
    """Return one row a project and district on the map, with `columns.PAIRS`."""
    return [
        {name: row[name] for name in columns.PAIRS}
        for row in place_rows(view)
        if row["place_status"] == RESOLVED_STATUS
    ]


def district_rows(view: View) -> Rows:
    """Return one row a district on the map, with `columns.DISTRICTS`."""
    return [_district_row(view, count) for count in view.district_counts]


def not_on_map_rows(view: View) -> Rows:
    """Return what the map leaves out, in its own words, with `columns.NOT_ON_MAP`.

    Parameters
    ----------
    view : View
        The selection.

    Returns
    -------
    list of dict of str to str
        The projects that name no district on the map, by scope, then each held
        place of any selected project.
    """
    without = view.projects_without_district
    rows = [
        _row(columns.NOT_ON_MAP, _record(view, project), {"kind": _kind(project)})
        for scope in SCOPES
        for project in without
        if project.scope == scope
    ]
    for held in view.held:
        record = _record(view, view.dataset.project(held.project_id))
        place = {"kind": HELD, **_held_cells(held)}
        rows.append(_row(columns.NOT_ON_MAP, record, place))
    return rows


def _row(names: Iterable[str], *cells: Row) -> Row:
    known: Row = {}
    for part in cells:
        known |= part
    return {name: known.get(name, "") for name in names}


def _kind(project: Project) -> str:
    if project.scope == "districts":
        return "Districts named, none on the map"
    return SCOPES[project.scope]


def _places(view: View) -> dict[str, Rows]:
    """Return the cells of every place of the selected projects, by project."""
    places: dict[str, Rows] = {project.project_id: [] for project in view.projects}
    shown = {count.district.adm2_pcode for count in view.district_counts}
    for located in view.dataset.coverage.located:
        if located.project_id in places and located.district.adm2_pcode in shown:
            places[located.project_id].append(_located_cells(view, located))
    for held in view.held:
        places[held.project_id].append(_held_cells(held))
    return {project_id: rows for project_id, rows in places.items() if rows}


def _located_cells(view: View, located: Located) -> Row:
    project = view.dataset.project(located.project_id)
    return {
        "place_as_written": located.place,
        "place_province": _province_of(project, located, view.dataset.gazetteer),
        "place_status": RESOLVED_STATUS,
        **_district_cells(located.district),
        "place_note": located.note,
    }


def _province_of(project: Project, located: Located, gazetteer: Gazetteer) -> str:
    """Return the province stated beside the words that were read as the district."""
    pairs = zip(project.places, project.place_provinces, strict=True)
    stated = dict.fromkeys(p for place, p in pairs if place == located.place)
    if len(stated) == 1:
        return next(iter(stated))
    return next(
        province
        for province in stated
        if located.district in gazetteer.match(located.place, province).districts
    )


def _held_cells(held: Held) -> Row:
    return {
        "place_as_written": held.place,
        "place_province": held.province,
        "place_status": HELD_STATUS,
        "place_note": held.reason,
        "candidates": _join(f"{c.adm2_name} ({c.adm2_pcode})" for c in held.candidates),
    }


def _no_place(project: Project) -> Row:
    words = "none inside the place filter" if project.places else "no district named"
    return {"place_status": words}


def _district_cells(district: District) -> Row:
    return {
        "adm2_pcode": district.adm2_pcode,
        "adm2_name": district.adm2_name,
        "adm1_pcode": district.adm1_pcode,
        "adm1_name": district.adm1_name,
    }


def _place_lists(places: Rows) -> Row:
    located = [row for row in places if row["place_status"] == RESOLVED_STATUS]
    held = [row for row in places if row["place_status"] == HELD_STATUS]
    return {
        "n_districts": str(len(located)),
        "adm2_names": _join(row["adm2_name"] for row in located),
        "adm2_pcodes": _join(row["adm2_pcode"] for row in located),
        "places_held": _join(row["place_as_written"] for row in held),
    }


def _district_row(view: View, count: DistrictCount) -> Row:
    pcode = count.district.adm2_pcode
    inside = make_view(view.dataset, replace(view.filters, districts=(pcode,)))
    projects = inside.projects
    areas = (area for project in projects for area in project.focus_areas_used)
    return {
        **_district_cells(count.district),
        "n_projects": str(count.n_projects),
        "n_planned": str(count.n_planned),
        "project_ids": _join(count.project_ids),
        "first_year": str(inside.first_year or ""),
        "last_year": str(inside.last_year or ""),
        "focus_areas": _join(dict.fromkeys(areas)),
        "funder_names": _join(_names(view, inside.funders(projects))),
        "donor_partners": _join(_names(view, inside.donor_partners(projects))),
    }


def _names(view: View, keys: Iterable[str]) -> list[str]:
    funders = view.dataset.records.funders
    return sorted(funders.label_of(key, key) for key in keys)


def _record(view: View, project: Project) -> Row:
    """Return the record's own columns, and those that put it in words."""
    return {
        "project_id": project.project_id,
        "title": project.title,
        "title_as_written": project.title_as_written,
        "status": project.status,
        "status_source": project.status_source,
        "start": str(project.start or ""),
        "end": str(project.end or (ONGOING if project.ongoing_to else "")),
        "dates_note": project.dates_note,
        "scope": project.scope,
        "coverage": project.coverage,
        "provinces": _join(project.provinces),
        "n_districts_stated": project.n_districts_stated,
        "focus_area": _join((*project.focus_areas, *project.focus_areas_held)),
        "focus_area_source": project.focus_area_source,
        "focus_area_inferred": project.focus_area_inferred,
        "focus_area_inferred_reason": project.focus_area_inferred_reason,
        "focus_area_used": project.focus_area_used,
        "focus_area_basis": project.focus_area_basis,
        "sdg": _join(str(goal) for goal in project.sdg),
        "sdg_as_written": project.sdg_as_written,
        "sdg_source": project.sdg_source,
        "implementing_partners": _join(project.implementing_partners),
        "collaborators": _join(project.collaborators),
        "summary": project.summary,
        "notes": project.notes,
        "source_kind": project.source_kind,
        "sources": _join(project.sources),
        **_funding(view, project),
    }


def _funding(view: View, project: Project) -> Row:
    """Return the funders in words, and as ``projects.csv`` writes them."""
    funding, funders = project.funding, view.dataset.records.funders
    card = [f for f in funding if f.web_source]
    stated = [f for f in funding if f.basis != "not stated" or not f.web_source]
    return {
        "funder_names": _join(
            f.as_written if f.is_held else funders.label_of(f.funder_id, f.funder_id)
            for f in funding
        ),
        "funding_in_words": " | ".join(f.label() for f in funding),
        "funders": _join(f.as_written for f in stated),
        "funding_as_stated": _join(f.basis for f in stated),
        "funders_web": _join(f.as_written for f in card),
        "funders_web_source": card[0].web_source if card else "",
    }


def _join(parts: Iterable[str]) -> str:
    return "; ".join(parts)
