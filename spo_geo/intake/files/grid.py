"""A sheet being read: rows as they come, merged ranges, hidden rows and columns."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from spo_geo.intake.files.cells import EMPTY, Cell, Sheet, SheetRow
from spo_geo.intake.files.celltext import column_letters, is_blank
from spo_geo.intake.files.limits import (
    LIMIT_COLUMNS,
    LIMIT_MERGED,
    LIMIT_SHEET_ROW,
    Budget,
    Refused,
    check_columns,
    damaged,
    too_much,
)

NO_STORED_VALUE = "formula without a stored value"
STORED_VALUE = "formula, stored value"
_SHEET_COLUMNS = 16_384  # of a spreadsheet program


class Range(NamedTuple):
    """A merged range; rows and columns counted from 1 and 0, ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


def trimmed(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the cells without the blank ones at the end."""
    end = len(cells)
    while end and is_blank(cells[end - 1]):
        end -= 1
    return tuple(cells[:end])


def filled(cells: Iterable[Cell]) -> int:
    """Return how many cells have something in them."""
    return sum([cell is not EMPTY for cell in cells])


class Grid:
    """Collects one sheet and gives it back whole.

    Parameters
    ----------
    name : str
        Name of the sheet.
    budget : Budget
        Counts rows and cells of the file.
    """

    def __init__(self, name: str, budget: Budget) -> None:
        self._name = name
        self._budget = budget
        self._rows: dict[int, tuple[Cell, ...]] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self._merged: list[Range] = []
        self._notes: list[str] = []

    def add_row(
        self, number: int, cells: Sequence[Cell], hidden: bool = False, times: int = 1
    ) -> None:
        """Take the cells of a row, column A first; a blank row is left out.

        Parameters
        ----------
        number : int
            Row number, from 1.
        cells : sequence of Cell
        hidden : bool, default False
        times : int, default 1
            How many rows in a run are alike.

        Raises
        ------
        Refused
            When the row number, the width or the file as a whole passes a limit.
        """
        kept = trimmed(cells)
        if not kept:
            return
        where = f"sheet {self._name!r} row {number}"
        check_row(number, where)
        check_columns(len(kept), where)
        self._budget.add_rows(filled(kept), len(kept), where, times)
        for row in range(number, number + times):
            if row in self._rows:
                raise damaged(where, why="two rows of one number")
            self._rows[row] = kept
            if hidden:
                self._hidden_rows.add(row)

    def hide_columns(self, first: int, last: int) -> None:
        """Remember that columns `first` to `last`, from 0, are hidden."""
        if len(self._hidden_columns) < LIMIT_COLUMNS:
            self._hidden_columns.append((first, last))

    def merge(self, merged: Range) -> None:
        """Remember a merged range."""
        one_cell = merged[:2] == merged[2:]
        if not one_cell and merged[0] <= merged[2] and merged[1] <= merged[3]:
            self._merged.append(merged)
            check_merged(len(self._merged), f"sheet {self._name!r}")

    def note(self, text: str) -> None:
        """Remember what the user should know about the sheet."""
        self._notes.append(text)

    def sheet(self, hidden: bool = False) -> Sheet:
        """Return the sheet: rows in order, merged values filled in, notes counted."""
        numbers = sorted(self._rows)
        width = max(map(len, self._rows.values()), default=0)
        n_filled = sum(self._fill(merged, numbers, width) for merged in self._merged)
        rows = tuple(
            SheetRow(number, self._rows[number], number in self._hidden_rows)
            for number in numbers
        )
        notes = (*self._notes, *self._counted(n_filled, width, rows))
        return Sheet(self._name, rows, hidden, notes)

    def _fill(self, merged: Range, numbers: list[int], width: int) -> bool:
        """Put the value of a merged range into those of its cells that rows have.

        Rows and columns that show nothing else stay out: the lower half of a
        record two lines high is not a record of its own.
        """
        source = self._cell(merged.first_row, merged.first_column)
        if is_blank(source):
            return False
        name = f"{column_letters(merged.first_column)}{merged.first_row}"
        filling = replace(source, note=f"merged from {name}")
        last = min(merged.last_column, width - 1)
        inside = slice(
            bisect_left(numbers, merged.first_row),
            bisect_right(numbers, merged.last_row),
        )
        for number in numbers[inside]:
            self._budget.add_cells(last - merged.first_column + 1, last + 1, self._name)
            self._fill_row(number, merged, last, source, filling)
        return True

    def _fill_row(
        self, number: int, merged: Range, last: int, source: Cell, filling: Cell
    ) -> None:
        cells = list(self._rows[number])
        cells.extend([EMPTY] * (last + 1 - len(cells)))
        for column in range(merged.first_column, last + 1):
            covered = cells[column]
            if covered is not source:
                cells[column] = _covering(filling, covered)
        self._rows[number] = tuple(cells)

    def _cell(self, number: int, column: int) -> Cell:
        cells = self._rows.get(number, ())
        return cells[column] if column < len(cells) else EMPTY

    def _counted(
        self, n_merged: int, width: int, rows: tuple[SheetRow, ...]
    ) -> list[str]:
        noted = [cell for row in rows for cell in row.cells if cell.note]
        counts = {
            "rows that the sheet hides, read like the others": sum(
                row.hidden for row in rows
            ),
            "merged ranges, their value put in each of their cells": n_merged,
            "formulas, read by the value stored in the file": sum(
                cell.note == STORED_VALUE for cell in noted
            ),
            "formulas without a stored value, left empty (open the file in a "
            "spreadsheet program and save it)": sum(
                cell.note == NO_STORED_VALUE for cell in noted
            ),
            "error values such as #REF!, left empty": sum(
                cell.kind == "error" for cell in noted
            ),
        }
        texts = [f"{text}: {count:,}" for text, count in counts.items() if count]
        return [*self._hidden_letters(width), *texts]

    def _hidden_letters(self, width: int) -> list[str]:
        letters = [
            column_letters(column)
            for column in range(width)
            if any(first <= column <= last for first, last in self._hidden_columns)
        ]
        said = "columns that the sheet hides, read like the others: " + ", ".join(
            letters
        )
        return [said] if letters else []


def check_column_runs(count: int) -> None:
    """Raise `Refused` for more column settings than a sheet has columns."""
    if count > _SHEET_COLUMNS:
        raise damaged(why=f"settings for more than {_SHEET_COLUMNS:,} columns")


def check_merged(count: int, where: str) -> None:
    """Raise `Refused` for more merged ranges than a person can make."""
    if count > LIMIT_MERGED:
        raise too_much(
            "the sheet has too many merged ranges",
            f"more than {LIMIT_MERGED:,}",
            [f"up to {LIMIT_MERGED:,}"],
            where,
            "copy the values of the table to a new file",
        )


def check_row(number: int, where: str) -> None:
    """Raise `Refused` for a row number that no spreadsheet program can hold."""
    if number > LIMIT_SHEET_ROW:
        raise Refused(
            "a row lies beyond the end of any sheet",
            where=where,
            got=f"row {number}",
            allowed=[f"up to row {LIMIT_SHEET_ROW:,}"],
            next_step="save the file again in a spreadsheet program",
        )


def _covering(filling: Cell, covered: Cell) -> Cell:
    """Return the merged value; its note keeps what the range hides."""
    if not covered.text or covered.text == filling.text:
        return filling
    return replace(filling, note=f"{filling.note}; covers {covered.text[:80]!r}")
