"""The table *About*: what was chosen, what it counts, and where it comes from."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from spo_geo import attribution
from spo_geo.export import columns
from spo_geo.export.tables import Rows
from spo_geo.model import SCOPES
from spo_geo.provenance import Stamp
from spo_geo.summary import summarise
from spo_geo.view import View

COUNTS: Final = {
    "n_projects": "Projects",
    "n_projects_with_district": "Projects that name a district on the map",
    "n_projects_without_district": "Projects not on the map",
    "n_planned": "Projects that are planned or announced only",
    "n_districts": "Districts named",
    "n_districts_planned": "Districts that only such projects name",
    "n_provinces": "Provinces and territories of these districts",
    "n_project_districts": "Pairs of project and district",
    "n_places_held": "Places held (several districts possible; never counted)",
    "n_funders": "Funders",
    "n_donor_partners": "Donor partners, funding not stated",
    "n_undated_left_out": "Projects without dates that the year filter leaves out",
    "first_year": "First year in which a project was active",
    "last_year": "Last year in which a project was active",
}
"""What to call each number of a summary."""

PLANNED_RULE: Final = (
    "A project that is planned or announced only, by its status, counts as a record "
    "and is told apart. No map colours a district for it: a district that only such "
    "projects name is hatched."
)
HOW_COUNTED: Final = (
    "A district is counted when a record names it and the name stands for exactly one "
    "district by P-code, name or listed alias; likeness of spelling never decides.",
    "A project counts once in the total; a district counts a project once. A project "
    "with several funders counts under each of them.",
    PLANNED_RULE,
    "A project matches a year when it was active at any time in it.",
    "A filter on province or district selects the projects with a place inside it, "
    "and then counts only the places inside it.",
    "A funder includes its programmes. Where a source does not say that a donor "
    "paid, the donor is a partner whose funding is not stated.",
    "National projects, those that name only provinces or a number of districts, and "
    "places that could be several districts are never spread over districts.",
)
"""The rules behind the numbers, a sentence each."""

DATES_NOTE: Final = (
    "Dates are as precise as stated: a day, a month or a year. In a workbook a month "
    "without a day is stored as its first day and shown as a month, so no day is "
    "stated there; a year is a plain number."
)
FORMULA_NOTE: Final = (
    "A cell that a spreadsheet would run (it begins with = + - @ or a tab) has an "
    "apostrophe before it."
)


def about_rows(view: View, stamp: Stamp, used: Iterable[str] = ()) -> Rows:
    """Return the table *About* without the stamp itself.

    Parameters
    ----------
    view : View
        The selection.
    stamp : Stamp
        Its stamp.
    used : iterable of str, optional
        Names of columns to explain at the end.

    Returns
    -------
    list of dict of str to str
        With `columns.ABOUT`; a heading has no value.
    """
    summary = summarise(view)
    rows = [
        _line("What this is", ""),
        _line("In one sentence", summary["sentence"]),
        _line("Filters", stamp.filters),
        _line("Made on", stamp.made),
        _line("Counts", ""),
        *(_line(label, _number(summary[name])) for name, label in COUNTS.items()),
        *_tables(summary),
        _line("Sources", ""),
        _line("Projects", attribution.records_line(stamp.records_date, stamp.sheet)),
        _line("Boundaries", stamp.boundaries),
        _line("Program", stamp.program),
        _line("Data hash", stamp.data_version),
        _line("Check this file", "python -m spo_geo verify FILE"),
        _line("How these numbers were counted", ""),
        *(_line(f"Rule {i}", rule) for i, rule in enumerate(HOW_COUNTED, start=1)),
        _line("Dates", DATES_NOTE),
        _line("Formulas", FORMULA_NOTE),
    ]
    explained = [_line(name, columns.MEANING[name]) for name in dict.fromkeys(used)]
    return [*rows, *([_line("Columns", ""), *explained] if explained else [])]


def _tables(summary: Mapping[str, Any]) -> Rows:
    by_scope = {
        SCOPES[scope]: n for scope, n in summary["projects_by_scope"].items() if n
    }
    return [
        *_table("Projects by scope", by_scope),
        *_table("Active projects by year", summary["by_year"]),
        *_table("Projects by focus area", summary["by_focus_area"]),
        *_table("Projects by funder (with its programmes)", summary["by_funder"]),
    ]


def _table(title: str, counts: Mapping[str, int]) -> Rows:
    return [_line(title, ""), *(_line(label, str(n)) for label, n in counts.items())]


def _number(value: int | None) -> str:
    return "not stated" if value is None else str(value)


def _line(item: str, value: str) -> dict[str, str]:
    return {"item": item, "value": value}
