"""The dates of one project: start, end, one cell for both, and what else is said."""

from collections.abc import Sequence
from dataclasses import dataclass

from spo_geo.dates import ONGOING, PartialDate, parse_date
from spo_geo.intake.columns.headings import heading_key, year_named
from spo_geo.intake.columns.layout import Table, cell_text
from spo_geo.intake.columns.mapping import ColumnUse
from spo_geo.intake.files.cells import SheetRow
from spo_geo.intake.projects.report import At
from spo_geo.intake.projects.run import Run
from spo_geo.intake.words.dates import (
    DateColumn,
    DateRead,
    months_between,
    months_stated,
)
from spo_geo.intake.words.marks import is_marked
from spo_geo.intake.words.text import is_empty, one_line

_TEMPLATE = frozenset({"project id", "collaborator", "number of district", "end date"})
"""Columns by which the program's own template is known: its dates are YYYY-MM."""

_FAR = 2
"""Lengths that differ by this factor are pointed out."""


@dataclass(slots=True)
class _Side:
    """One end of a period, with the cell it comes from."""

    date: PartialDate | None = None
    at: At | None = None


class RowDates:
    """Reads the dates of the rows of one table.

    Parameters
    ----------
    run : Run
        The file.
    table : Table
        The rows; a whole column tells how its dates are meant.
    """

    def __init__(self, run: Run, table: Table) -> None:
        self.run = run
        self.table = table
        self.columns = {
            use.index: self._column(use)
            for field in ("start", "end", "period", "duration")
            for use in table.mapping.of(field)
        }

    def _column(self, use: ColumnUse) -> DateColumn:
        book = self.run.workbook
        cells = (row.cell(use.index) for row in self.table.rows)
        names = {heading_key(use.header) for use in self.table.mapping.uses}
        column = DateColumn(
            cells, in_workbook=book.kind != "csv", date_1904=book.date_1904
        )
        if names >= _TEMPLATE:
            column.expect_months()
        return column

    def read(self, row: SheetRow, keys: Sequence[str], words: str) -> dict[str, str]:
        """Return the cells `start`, `end` and `dates_note` of a project.

        Parameters
        ----------
        row : SheetRow
            Its first row.
        keys : sequence of str
            Its id and title, for the repair log.
        words : str
            Title and description, in which a length may be stated.

        Returns
        -------
        dict of str to str
        """
        state = _State()
        for field in ("period", "duration", "start", "end"):
            for use in sorted(self.table.mapping.of(field), key=_is_actual):
                self._read_cell(row, field, use, keys, state)
        if state.start.date is None and state.end.date is None:
            self._read_marks(row, state)
        self._check_order(state)
        self._check_length(row, state, words)
        return {
            "start": str(state.start.date or ""),
            "end": ONGOING if state.ongoing else str(state.end.date or ""),
            "dates_note": " ".join(state.notes),
        }

    def _read_cell(
        self,
        row: SheetRow,
        field: str,
        use: ColumnUse,
        keys: Sequence[str],
        state: "_State",
    ) -> None:
        text = one_line(cell_text(row, use.index))
        at = At(self.table.sheet, row.number, use.header, text)
        if is_empty(text):
            return
        found = self._repaired(field, text, keys, state)
        if found is None:
            found = self.columns[use.index].read(row.cell(use.index))
        if found.held and field == "duration":
            found = DateRead(notes=(f"{use.header} as written: {text}",))
        if found.held:
            self.run.report.hold(at, found.held, found.suggestion)
            state.notes.append(f"{use.header} as written: {text!r}, held.")
            return
        for note in found.notes:
            self.run.report.note(at, note)
            state.notes.append(f"{use.header}: {note}.")
        state.take(field, found, at)

    def _read_marks(self, row: SheetRow, state: "_State") -> None:
        """Read marks under years; with a year left out between them they wait."""
        years = {
            year_named(use.header): use.header
            for use in self.table.mapping.of("year_mark")
            if is_marked(cell_text(row, use.index))
        }
        if not years:
            return
        first, last = min(years), max(years)
        words = ", ".join(map(str, sorted(years)))
        at = At(self.table.sheet, row.number, years[first], words)
        if len(years) <= last - first:
            rule = f"marked under {words}: a year between them is not"
            self.run.report.hold(at, rule, f"{first} to {last}?")
            state.notes.append(f"Marked under {words}, held.")
            return
        note = f"marked under {words}"
        self.run.report.note(at, note)
        state.notes.append(f"{note[0].upper()}{note[1:]}.")
        end = PartialDate(last) if last > first else None
        state.take("period", DateRead(PartialDate(first), end), at)

    def _repaired(
        self, field: str, text: str, keys: Sequence[str], state: "_State"
    ) -> DateRead | None:
        """Return what a person decided about a cell."""
        column = field if field in ("start", "end") else "start"
        decision = self.run.decision(column, text, *keys)
        if decision is None:
            return None
        state.notes.append(decision.sentence())
        parts = decision.parts or ("",)
        if parts[0].casefold() == ONGOING:
            return DateRead(ongoing=True)
        dates = [parse_date(part) for part in parts]
        return DateRead(dates[0], dates[1] if len(dates) > 1 else None)

    def _check_order(self, state: "_State") -> None:
        """Hold an end before the start, and a start that is the end."""
        start, end = state.start.date, state.end.date
        if start is None or end is None:
            return
        rule = ""
        if end.ends_before(start):
            rule = f"the end ({end}) lies before the start ({start})"
        elif end == start and start.month:
            rule = f"start and end are the same ({start})"
        if rule:
            for side in (state.start, state.end):
                if side.at is not None:
                    self.run.report.hold(side.at, rule, "correct one of them")
                    words = f"{side.at.column} as written: {side.at.value!r}, held."
                    state.notes.append(words)
            state.start, state.end = _Side(), _Side()

    def _check_length(self, row: SheetRow, state: "_State", words: str) -> None:
        """Point out a stated length that is far from the dates; they stand."""
        start, end = state.start.date, state.end.date
        stated = months_stated(words)
        if start is None or end is None or not stated:
            return
        given = months_between(start, end)
        if given and max(given, stated) >= _FAR * min(given, stated):
            rule = f"{stated} months in the text, {given} in the dates; the dates stand"
            at = At(self.table.sheet, row.number, "", f"{start} to {end}")
            self.run.report.note(at, rule, "check the dates")
            state.notes.append(f"The text speaks of {stated} months.")


def _is_actual(use: ColumnUse) -> bool:
    """Tell whether a column has what happened, which wins over what was planned."""
    return "actual" in heading_key(use.header).split()


class _State:
    """What the cells of one row have said so far."""

    def __init__(self) -> None:
        self.start = _Side()
        self.end = _Side()
        self.ongoing = False
        self.notes: list[str] = []

    def take(self, field: str, found: DateRead, at: At) -> None:
        """Add a cell; start and end cells win over a cell for both."""
        if field == "end":
            date = found.end or found.start
            self.end = _Side(date, at) if date else self.end
        else:
            if found.start:
                self.start = _Side(found.start, at)
            if found.end and not (field == "start" and self.end.date):
                self.end = _Side(found.end, at)
        self.ongoing = found.ongoing or (self.ongoing and not self.end.date)
