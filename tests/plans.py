"""Projects, a sheet's rows, and what a plan says of them, as plain values."""

from collections.abc import Mapping

from spo_geo.dataset import DATA_DIR
from spo_geo.intake.merging.plan import Plan
from spo_geo.intake.merging.table import Table, read_table, table_of
from spo_geo.intake.repairs.repair import Repair, RepairLog

Row = Mapping[str, str]
COLUMNS = read_table(DATA_DIR / "projects.csv").columns

SCHOOLS = {
    "title": "Schools for All",
    "status": "On-going",
    "start": "2012-03",
    "end": "2014-02",
    "coverage": "Badin and Thatta",
    "scope": "districts",
    "districts": "Badin; Thatta",
    "district_provinces": "Sindh; Sindh",
    "focus_area": "Education",
    "funders": "DFID",
    "funding_as_stated": "in collaboration",
    "implementing_partners": "SPO",
    "summary": "Two sentences.",
    "sources": "000:1",
}
OTHER_TEXT = {**SCHOOLS, "districts": "Badin; Kech", "summary": "Other."}
WATER = {
    "title": "Water",
    "start": "2015-01",
    "scope": "national",
    "funders": "Oxfam",
    "implementing_partners": "SPO",
}


def projects(*rows: Row) -> Table:
    """Return rows as the projects' table, numbered from SPO-01."""
    numbered = ({"project_id": f"SPO-{n:02d}", **r} for n, r in enumerate(rows, 1))
    return table_of(numbered, COLUMNS)


def fates(found: Plan) -> list[tuple[str, str]]:
    """Return what becomes of each row, and the project it goes to."""
    return [(outcome.fate, outcome.project_id) for outcome in found.outcomes]


def changes(found: Plan) -> dict[str, tuple[str, str]]:
    """Return what changes in the one project that does."""
    (item,) = found.changed
    return {change.column: (change.before, change.after) for change in item.changes}


def without(row: Row, *columns: str) -> dict[str, str]:
    """Return a row without some cells."""
    return {name: cell for name, cell in row.items() if name not in columns}


def log_of(*repairs: Repair) -> RepairLog:
    """Return a repair log of these entries."""
    return RepairLog().add(*repairs)
