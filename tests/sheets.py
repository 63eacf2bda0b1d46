"""Small sheets for the tests of the intake, written as Python rows."""

import datetime
from collections.abc import Sequence

from spo_geo.dataset import Dataset
from spo_geo.intake.files.cells import EMPTY, Cell, FileKind, Sheet, SheetRow, Workbook
from spo_geo.intake.projects.result import Intake
from spo_geo.intake.projects.understand import understand
from spo_geo.problems import Problem

Value = str | int | float | datetime.date | Cell | None
HEADER = ("Title", "District", "Province", "Start", "End", "Donor")


def cell(value: Value) -> Cell:
    """Return a value as the cell that a reader would make of it."""
    if isinstance(value, Cell):
        return value
    if value is None or value == "":
        return EMPTY
    if isinstance(value, datetime.date):
        return Cell(value.isoformat()[:10], "date", value)
    if isinstance(value, int | float):
        return Cell(f"{value}", "number", value)
    return Cell(value, "text", value)


def merged(text: str, origin: str) -> Cell:
    """Return a cell that shows the value of another one."""
    return Cell(text, "text", text, f"merged from {origin}")


def sheet(
    rows: Sequence[Sequence[Value]], name: str = "Sheet1", hidden: bool = False
) -> Sheet:
    """Return a sheet; blank rows are left out, the numbers of the others stay."""
    kept = [
        SheetRow(number, tuple(map(cell, row)))
        for number, row in enumerate(rows, start=1)
        if any(cell(value).text for value in row)
    ]
    return Sheet(name, tuple(kept), hidden)


def book(*sheets: Sheet, kind: FileKind = "xlsx", date_1904: bool = False) -> Workbook:
    """Return a workbook."""
    return Workbook(f"projects.{kind}", kind, sheets, date_1904=date_1904)


def read(
    dataset: Dataset,
    *rows: Sequence[Value],
    header: Sequence[Value] = HEADER,
    kind: FileKind = "xlsx",
) -> Intake:
    """Understand one sheet with one header row."""
    return understand(book(sheet([header, *rows]), kind=kind), dataset)


def adds_up(intake: Intake) -> bool:
    """Tell whether the counts of the rows add up."""
    parts = intake.rows_taken + intake.rows_held + intake.rows_skipped
    return intake.rows_read == parts


def problems(intake: Intake, severity: str, row: int | None = None) -> list[Problem]:
    """Return the problems of a severity, of one row or of all."""
    return [
        problem
        for problem in intake.problems
        if problem.severity == severity and row in (None, problem.row)
    ]


def rules(intake: Intake, severity: str, row: int | None = None) -> str:
    """Return the rules of the problems of a severity as one text."""
    return "\n".join(problem.rule for problem in problems(intake, severity, row))
