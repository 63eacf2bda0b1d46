"""A checked call as rows of cells, the same for every kind of file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from spo_geo.brief.cells import ProjectCells, focus_area_of
from spo_geo.call.check import CallCheck, CallLine
from spo_geo.filters import year_spans
from spo_geo.gazetteer import District
from spo_geo.model import Project
from spo_geo.view import View
from spo_geo.wording import PLANNED_ONLY

Cell = str | int | None
"""None where nothing can be said, such as the projects of an unknown name."""

COLUMNS: Final = {
    "number": "No.",
    "line": "Line in the call",
    "district_as_written": "District as written",
    "province_as_written": "Province as written",
    "pcode_as_written": "P-code as written",
    "status": "Status",
    "adm2_name": "Read as",
    "adm2_pcode": "P-code read as",
    "adm1_name": "Province read as",
    "note": "How it was read",
    "candidates": "Could be",
    "repeats": "Repeats no.",
    "n_projects": "Projects",
    "project_ids": "Records",
    "funders": "Funders",
    "focus_areas": "Focus areas",
    "first_year": "First year",
    "last_year": "Last year",
    "n_years_active": "Years active",
    "years_without": "Years between without a project",
    "nearest_district": "Nearest district with a project",
    "nearest_district_km": "Distance [km]",
    "nearest_office": "Nearest office",
    "nearest_office_km": "Distance of the office [km]",
    "may_mean": "Places held that may mean it",
}
"""Name and heading of each column."""

PROJECT_COLUMNS: Final = {
    "adm2_name": "District",
    "adm2_pcode": "P-code",
    "project_id": "Record",
    "title": "Project",
    "period": "Period",
    "funders": "Funders",
    "focus_area": "Focus area",
    "sources": "Sources",
}
"""Name and heading of each column of the pairs of a district and a project."""

RULES: Final = (
    "A project is counted for a district only where its record names the district and "
    "the name means exactly one. National projects, and those that name only "
    "provinces, are counted for none.",
    "“held” means that the name could be several districts or is not certain; "
    "“unknown” means that it is no listed name; similar names are only offered. For "
    "both nothing is counted.",
    "Years active are calendar years in which at least one of the projects was active "
    "at any time; projects without dates count as projects only.",
    "Distances run in a straight line (great circle) between the middle points of two "
    "districts, not by road; 0 km is the district itself. An office stands at the "
    "middle point of its district or, where that is not stated, of the nearest "
    "possible one. The list of offices is undated.",
    "“Places held that may mean it” are places in SPO’s records that name no single "
    "district, such as Karachi. They are counted nowhere.",
)
"""How the columns are to be read."""


@dataclass(frozen=True, slots=True)
class CallTable:
    """Rows of a checked call.

    Attributes
    ----------
    lines : tuple of dict
        By name of `COLUMNS`: one row a name of the call.
    projects : tuple of dict
        By name of `PROJECT_COLUMNS`: one row a district and project.
    """

    lines: tuple[dict[str, Cell], ...]
    projects: tuple[dict[str, Cell], ...]


def call_table(check: CallCheck) -> CallTable:
    """Return a checked call as rows.

    Parameters
    ----------
    check : CallCheck
        From `check_call`.

    Returns
    -------
    CallTable
        As many lines as the call has names.
    """
    writer = _Writer(check.view)
    return CallTable(
        tuple(writer.line(line) for line in check.lines),
        tuple(writer.pairs(check)),
    )


class _Writer:
    def __init__(self, view: View) -> None:
        self.view = view
        self.cells = ProjectCells(view)

    def line(self, line: CallLine) -> dict[str, Cell]:
        row, match = line.row, line.match
        return {
            "number": row.number,
            "line": row.line,
            "district_as_written": row.written,
            "province_as_written": row.province,
            "pcode_as_written": row.pcode,
            "status": match.status,
            "adm2_name": _names(match.districts),
            "adm2_pcode": "; ".join(d.adm2_pcode for d in match.districts),
            "adm1_name": "; ".join(dict.fromkeys(d.adm1_name for d in match.districts)),
            "note": match.note,
            "candidates": _names(match.candidates),
            "repeats": line.repeats,
            **self._activity(line),
            **_near(line),
            "may_mean": "\n".join(
                f"{held.project_id} names {held.place} without the district"
                for held in line.may_mean
            ),
        }

    def _activity(self, line: CallLine) -> dict[str, Cell]:
        if line.match.status != "resolved":
            return {}
        projects, years = line.projects, line.years_active
        return {
            "n_projects": len(projects),
            "project_ids": ", ".join(map(_marked, projects)),
            "funders": _each(self.cells.funders(p) for p in projects),
            "focus_areas": _each(map(focus_area_of, projects)),
            "first_year": min(years, default=None),
            "last_year": max(years, default=None),
            "n_years_active": len(years),
            "years_without": ", ".join(year_spans(line.years_without)),
        }

    def pairs(self, check: CallCheck) -> Iterable[dict[str, Cell]]:
        ids = {count.district: count.project_ids for count in self.view.district_counts}
        for district in check.districts_with_project:
            for key in ids[district]:
                project = self.view.dataset.project(key)
                yield {
                    "adm2_name": district.adm2_name,
                    "adm2_pcode": district.adm2_pcode,
                    **self._project(project),
                }

    def _project(self, project: Project) -> dict[str, Cell]:
        return {
            "project_id": project.project_id,
            "title": project.title,
            "period": f"{project.period}{_mark(project)}",
            "funders": _each([self.cells.funders(project)]),
            "focus_area": _each([focus_area_of(project)]),
            "sources": "\n".join(project.sources),
        }


def _marked(project: Project) -> str:
    return f"{project.project_id}{_mark(project)}"


def _mark(project: Project) -> str:
    return f" ({PLANNED_ONLY})" if project.is_planned else ""


def _near(line: CallLine) -> dict[str, Cell]:
    near: dict[str, Cell] = {}
    if line.nearest:
        near["nearest_district"] = line.nearest.district.adm2_name
        near["nearest_district_km"] = round(line.nearest.km)
    if line.office:
        near["nearest_office"] = line.office.label()
        near["nearest_office_km"] = round(line.office.km)
    return near


def _names(districts: Iterable[District]) -> str:
    return "; ".join(district.adm2_name for district in districts)


def _each(cells: Iterable[str]) -> str:
    """Gather the lines of several cells, each once."""
    lines = (line for cell in cells for line in cell.split("\n") if line)
    return "\n".join(dict.fromkeys(lines))
