"""The report of an intake: every problem, and which rows wait for a person."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from spo_geo.problems import COLUMNS, Problem, Severity

# Beginnings that make a spreadsheet run a cell (OWASP, "CSV Injection").
_RUNS = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True, slots=True)
class At:
    """A cell that a problem speaks of.

    Attributes
    ----------
    sheet : str
        Name of the sheet.
    row : int
        Row of the sheet, the first being 1; 0 for the whole sheet.
    column : str
        Name of the column as written, or empty.
    value : str
        The words as written.
    """

    sheet: str
    row: int
    column: str = ""
    value: str = ""


class Report:
    """Collects the problems of one file.

    Parameters
    ----------
    file : str
        Its name.
    named : bool
        Whether its sheets have names of their own, which a text file's has not.
    """

    def __init__(self, file: str, *, named: bool) -> None:
        self.file = file
        self.named = named
        self.problems: dict[Problem, None] = {}
        self.held: set[tuple[str, int]] = set()

    def note(self, at: At, rule: str, suggestion: str = "", done: str = "") -> None:
        """Report something that was taken."""
        self._add(at, rule, "note", suggestion, done)

    def hold(self, at: At, rule: str, suggestion: str = "", done: str = "") -> None:
        """Report something that waits for a person, and with it its row."""
        self._add(at, rule, "hold", suggestion, done)
        if at.row:
            self.held.add((at.sheet, at.row))

    def skip(self, at: At, rule: str) -> None:
        """Report a row that was left out."""
        self._add(at, rule, "skip", "", "")

    def refuse(self, at: At, rule: str, suggestion: str) -> None:
        """Report why nothing was taken."""
        self._add(at, rule, "refuse", suggestion, "")

    def _add(
        self, at: At, rule: str, severity: Severity, suggestion: str, done: str
    ) -> None:
        sheet = at.sheet if self.named else ""
        cell = (self.file, at.row, at.column, at.value)
        problem = Problem(*cell, rule, severity, suggestion, sheet, done)
        self.problems.setdefault(problem)


def problems_csv(problems: Iterable[Problem]) -> bytes:
    """Write problems as a table.

    Parameters
    ----------
    problems : iterable of Problem
        In any order.

    Returns
    -------
    bytes
        UTF-8 with byte order mark, CRLF; cells that a spreadsheet would run begin
        with an apostrophe.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for problem in problems:
        row = problem.as_dict()
        writer.writerow([_inert(str(row[name])) for name in COLUMNS])
    return buffer.getvalue().encode("utf-8-sig", errors="replace")


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("'").startswith(_RUNS) else cell
