"""The selection as tables that leave the program."""

import csv
import io
from collections.abc import Iterator

from spo_geo.model import Project
from spo_geo.view import View

# Beginnings that make a spreadsheet run a cell (OWASP, "CSV Injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

COLUMNS = (
    "project_id",
    "title",
    "status",
    "start",
    "end",
    "scope",
    "coverage_as_written",
    "place_as_written",
    "place_status",
    "adm1_pcode",
    "adm1_name",
    "adm2_pcode",
    "adm2_name",
    "note",
    "focus_area",
    "focus_area_basis",
    "sdg",
    "funders",
    "funding_basis",
    "implementing_partners",
    "collaborators",
    "sources",
)


def neutralise(text: str) -> str:
    """Make a cell inert in a spreadsheet: a formula becomes text.

    Parameters
    ----------
    text : str
        A cell as it is.

    Returns
    -------
    str
        With a leading apostrophe where a spreadsheet would run the cell.

    Examples
    --------
    >>> neutralise("=1+1"), neutralise("Thatta")
    ("'=1+1", 'Thatta')
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def to_csv(view: View) -> bytes:
    """Return the selection as a table: one row a project and place.

    Parameters
    ----------
    view : View
        The selection.

    Returns
    -------
    bytes
        UTF-8 with byte order mark, CRLF; P-codes beside names. A project that names
        no place has one row with empty place columns, so each selected project is
        in the table.
    """
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, COLUMNS)
    writer.writeheader()
    for row in project_rows(view):
        writer.writerow({name: neutralise(cell) for name, cell in row.items()})
    return buffer.getvalue().encode("utf-8-sig")


def project_rows(view: View) -> Iterator[dict[str, str]]:
    """Yield the rows of the table, in the order of the records."""
    places: dict[str, list[dict[str, str]]] = {}
    shown = {count.district.adm2_pcode for count in view.district_counts}
    for located in view.dataset.coverage.located:
        district = located.district
        if district.adm2_pcode in shown:
            places.setdefault(located.project_id, []).append(
                {
                    "place_as_written": located.place,
                    "place_status": "resolved",
                    "adm1_pcode": district.adm1_pcode,
                    "adm1_name": district.adm1_name,
                    "adm2_pcode": district.adm2_pcode,
                    "adm2_name": district.adm2_name,
                    "note": located.note,
                }
            )
    for held in view.held:
        places.setdefault(held.project_id, []).append(
            {
                "place_as_written": held.place,
                "place_status": "held",
                "note": held.reason,
            }
        )
    empty = {"place_status": "no district named"}
    for project in view.projects:
        for place in places.get(project.project_id, [empty]):
            yield dict.fromkeys(COLUMNS, "") | _project_cells(view, project) | place


def _project_cells(view: View, project: Project) -> dict[str, str]:
    funders = view.dataset.records.funders
    return {
        "project_id": project.project_id,
        "title": project.title,
        "status": project.status,
        "start": str(project.start or ""),
        "end": str(project.end or ""),
        "scope": project.scope,
        "coverage_as_written": project.coverage,
        "focus_area": project.focus_area_used,
        "focus_area_basis": project.focus_area_basis,
        "sdg": "; ".join(str(goal) for goal in project.sdg),
        "funders": "; ".join(
            funders[f.funder_id].label if f.funder_id in funders else f.as_written
            for f in project.funding
        ),
        "funding_basis": "; ".join(f.label() for f in project.funding),
        "implementing_partners": "; ".join(project.implementing_partners),
        "collaborators": "; ".join(project.collaborators),
        "sources": "; ".join(project.sources),
    }
