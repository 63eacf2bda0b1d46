"""The numbers of a view as plain values, and as text for a terminal."""

from typing import Any

from spo_geo.coverage import Held
from spo_geo.gazetteer import District
from spo_geo.view import DistrictCount, View
from spo_geo.wording import PLANNED_ONLY, filters_in_words, planned_of, sentence


def summarise(view: View) -> dict[str, Any]:
    """Return every number of a view as plain values, ready for JSON.

    Parameters
    ----------
    view : View
        The selection.

    Returns
    -------
    dict
        Counts [projects, districts, pairs, places], lists of ids and P-codes, and
        the sentence; the same keys for every selection.
    """
    return {
        "filters": filters_in_words(view),
        "sentence": sentence(view),
        "n_projects": view.n_projects,
        "n_projects_with_district": view.n_projects_with_district,
        "n_projects_without_district": view.n_projects_without_district,
        "n_planned": view.n_planned,
        "n_districts": view.n_districts,
        "n_districts_planned": view.n_districts_planned,
        "n_provinces": view.n_provinces,
        "n_project_districts": view.n_project_districts,
        "n_places_held": view.n_places_held,
        "n_funders": view.n_funders,
        "n_donor_partners": view.n_donor_partners,
        "n_funders_on_map": view.n_funders_on_map,
        "n_donor_partners_on_map": view.n_donor_partners_on_map,
        "n_undated_left_out": view.n_undated_left_out,
        "first_year": view.first_year,
        "last_year": view.last_year,
        "first_year_on_map": view.first_year_on_map,
        "last_year_on_map": view.last_year_on_map,
        "projects_by_scope": view.by_scope,
        "projects": [project.project_id for project in view.projects],
        "projects_planned": [project.project_id for project in view.projects_planned],
        "districts": [_district_count(count) for count in view.district_counts],
        "held": [_held(held) for held in view.held],
        "by_year": {str(year): n for year, n in view.by_year.items()},
        "by_focus_area": view.by_focus_area,
        "by_funder": view.by_funder,
        "by_source": view.by_source,
        "data_date": view.dataset.records.date,
        "data_version": view.dataset.version,
    }


def district_as_dict(district: District) -> dict[str, str]:
    """Return a district's codes beside its names."""
    return {
        "adm2_pcode": district.adm2_pcode,
        "adm2_name": district.adm2_name,
        "adm1_name": district.adm1_name,
    }


def _district_count(count: DistrictCount) -> dict[str, Any]:
    return {
        **district_as_dict(count.district),
        "n_projects": count.n_projects,
        "n_planned": count.n_planned,
        "project_ids": list(count.project_ids),
    }


def _held(held: Held) -> dict[str, Any]:
    return {
        "place": held.place,
        "project_id": held.project_id,
        "reason": held.reason,
        "candidates": [district_as_dict(c) for c in held.candidates],
        "suggestions": [district_as_dict(c) for c in held.suggestions],
    }


def summary_text(view: View) -> str:
    """Return the numbers of a view as text.

    Parameters
    ----------
    view : View
        The selection.

    Returns
    -------
    str
        Several lines, without a final newline.
    """
    lines = [
        sentence(view),
        "",
        f"Filters: {filters_in_words(view)}",
        f"Projects: {view.n_projects}",
        f"  naming a district: {view.n_projects_with_district}",
        f"  naming none: {view.n_projects_without_district}",
        *_planned(view),
        f"Districts named: {view.n_districts}, in {view.n_provinces} "
        "provinces or territories",
        *_districts_planned(view),
        f"Pairs of project and district: {view.n_project_districts}",
        f"Places held: {view.n_places_held}",
        f"Funders: {view.n_funders}, donor partners with funding not stated: "
        f"{view.n_donor_partners}",
    ]
    if view.n_undated_left_out:
        lines.append(f"Left out, dates not stated: {view.n_undated_left_out}")
    lines += _table("Projects by scope", view.by_scope)
    lines += _table("Active projects by year", view.by_year)
    lines += _table("Projects by focus area", view.by_focus_area)
    lines += _table("Projects by funder (a parent includes its own)", view.by_funder)
    lines += _table("Projects by source", view.by_source)
    lines += ["", "Districts"]
    lines += [_district_line(count) for count in view.district_counts]
    lines += ["", "Held"] if view.held else []
    lines += [f"  {h.place} ({h.project_id}): {h.reason}" for h in view.held]
    return "\n".join(lines)


def _planned(view: View) -> list[str]:
    return [f"  {PLANNED_ONLY}: {view.n_planned}"] if view.n_planned else []


def _districts_planned(view: View) -> list[str]:
    n = view.n_districts_planned
    return [f"  named by such projects alone: {n}"] if n else []


def _table(title: str, counts: dict[Any, int]) -> list[str]:
    return ["", title, *(f"  {n:>4}  {label}" for label, n in counts.items())]


def _district_line(count: DistrictCount) -> str:
    district = count.district
    ids = ", ".join(count.project_ids)
    name = f"{district.adm2_name}, {district.adm1_name}"
    planned = planned_of(count.n_projects, count.n_planned)
    note = f" ({planned})" if planned else ""
    return f"  {count.n_projects:>4}  {district.adm2_pcode}  {name}: {ids}{note}"
