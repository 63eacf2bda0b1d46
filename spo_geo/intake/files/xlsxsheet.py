"""One worksheet of an XLSX workbook, cell by cell.

Source of the element names: ECMA-376 part 1, 18.3 (worksheets).
"""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spo_geo.intake.files.cells import EMPTY, Cell
from spo_geo.intake.files.celltext import error_cell, text_cell
from spo_geo.intake.files.grid import (
    NO_STORED_VALUE,
    STORED_VALUE,
    Grid,
    Range,
    check_column_runs,
    check_row,
)
from spo_geo.intake.files.limits import (
    LIMIT_COLUMNS,
    LIMIT_SHEET_ROW,
    Budget,
    check_columns,
    damaged,
)
from spo_geo.intake.files.numberformats import PLAIN, NumberFormat
from spo_geo.intake.files.shown import bool_cell, date_cell, number_cell, parse_number
from spo_geo.intake.files.xmlparts import Attributes, TextHandler

_LETTERS = re.compile(r"[A-Za-z]{1,7}")
_ROW = re.compile(r"[0-9]{1,10}")
_RANGE = re.compile(r"([A-Za-z]{1,7})([0-9]{1,10}):([A-Za-z]{1,7})([0-9]{1,10})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MISSING = "the text of this cell is missing in the file"
_TRUE = ("1", "true")
_SHORT = 20  # characters of numbers that are
_MOST_SHARED = 50_000  # numbers whose cells are kept to be shared


@dataclass(frozen=True, slots=True)
class Lookups:
    """What the worksheets of a workbook refer to.

    Attributes
    ----------
    texts : sequence of Cell
        The shared texts.
    formats : mapping of str to NumberFormat
        By the style number of a cell, as the cell writes it.
    date_1904 : bool
        Whether days count from 1904.
    """

    texts: Sequence[Cell]
    formats: Mapping[str, NumberFormat]
    date_1904: bool


def unescape(text: str) -> str:
    r"""Return a text of XLSX with its escapes, such as ``_x000D_``, undone.

    Examples
    --------
    >>> unescape("a_x000A_b")
    'a\nb'
    """
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


class SheetHandler(TextHandler):
    """Puts the rows of a worksheet into a grid.

    Parameters
    ----------
    grid : Grid
        Takes the rows.
    lookups : Lookups
        Shared texts, formats, first year.
    budget : Budget
        Counts the characters of texts.
    """

    def __init__(self, grid: Grid, lookups: Lookups, budget: Budget) -> None:
        super().__init__(budget)
        self.starts = {
            "row": self._start_row,
            "c": self._start_cell,
            "v": self.open_text,
            "t": self.open_text,
            "rPh": self._start_phonetic,
            "f": self._start_formula,
            "mergeCell": self._merge,
            "col": self._hide_columns,
        }
        self.ends = {
            "row": self._end_row,
            "c": self._end_cell,
            "v": self._end_value,
            "t": self._end_run,
            "rPh": self._end_phonetic,
        }
        self._grid = grid
        self._lookups = lookups
        self._shared: dict[tuple[str, str], Cell] = {}
        self._row = self._n_rows = self._n_column_runs = 0
        self._row_hidden = self._in_row = False
        self._reference = ""  # of the last cell that has one
        self._after = -1  # cells after it
        self._cells: list[Cell] = []
        self._attributes: Attributes = {}
        self._value: str | None = None
        self._runs: list[str] = []
        self._length = 0
        self._has_formula = self._phonetic = False

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if _ROW.fullmatch(number) else self._row + 1
        self._n_rows += 1
        if self._n_rows > LIMIT_SHEET_ROW:
            check_row(self._n_rows, "")
        self._row_hidden = attributes.get("hidden") in _TRUE
        self._reference, self._after = "", -1
        if self._in_row:
            raise damaged(f"row {self._row}", why="a row inside of a row")
        self._in_row = True

    def _end_row(self) -> None:
        self._grid.add_row(self._row, self._cells, self._row_hidden)
        self._cells = []
        self._in_row = False

    def _start_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._after += 1
        else:
            self._reference, self._after = reference, 0
        self._attributes = attributes
        self._value = None
        self._has_formula = False
        if self._runs:
            self._runs.clear()
            self._length = 0

    def _end_value(self) -> None:
        self._value = (self._value or "") + self.close_text()

    def _end_run(self) -> None:
        run = self.close_text()
        if not self._phonetic:
            self._runs.append(run)
            self._length += len(run)
            self.check_length(self._length)

    def _start_phonetic(self, _: Attributes) -> None:
        self._phonetic = True

    def _end_phonetic(self) -> None:
        self._phonetic = False

    def _start_formula(self, _: Attributes) -> None:
        self._has_formula = True

    def _end_cell(self) -> None:
        if self._runs:
            self._value = (self._value or "") + "".join(self._runs)
        if self._value is None and not self._has_formula:
            return
        cell = self._cell()
        if cell is EMPTY:
            return
        if not self._in_row:
            raise damaged(f"row {self._row}", why="a cell outside of any row")
        column = self._column()
        if column == len(self._cells) < LIMIT_COLUMNS:
            self._cells.append(cell)
        else:
            self._put(cell, column)

    def _column(self) -> int:
        """Return the column of the cell: as written, or counted from one that is."""
        last = column_index(self._reference.rstrip("0123456789"))
        return self._after if last is None else last + self._after

    def _put(self, cell: Cell, column: int) -> None:
        where = f"row {self._row}"
        check_columns(column + 1, where)
        if column < len(self._cells) and self._cells[column] is not EMPTY:
            raise damaged(where, why="two cells in one place")
        self._cells.extend([EMPTY] * (column + 1 - len(self._cells)))
        self._cells[column] = cell

    def _cell(self) -> Cell:
        """Return the cell; equal short numbers share one object."""
        text = self._value or ""
        kind = self._attributes.get("t", "n")
        if self._has_formula or kind not in ("s", "n"):
            return self._read(text, kind)
        if kind == "s":
            return self._shared_text(text)
        style = self._attributes.get("s", "0")
        cell = self._shared.get((text, style))
        if cell is None:
            cell = self._number(text, style, "") if text else EMPTY
            few = len(self._shared) < _MOST_SHARED
            if few and len(text) <= _SHORT and len(style) <= _SHORT:
                self._shared[text, style] = cell
        return cell

    def _read(self, text: str, kind: str) -> Cell:
        note = STORED_VALUE if self._has_formula else ""
        if not text:
            no_value = note and kind != "str"
            return Cell("", "empty", None, NO_STORED_VALUE) if no_value else EMPTY
        if kind == "e":
            return error_cell(text)
        if kind == "b":
            return bool_cell(text in _TRUE, note)
        if kind == "s":
            return replace(self._shared_text(text), note=note)
        if kind == "n":
            return self._number(text, self._attributes.get("s", "0"), note)
        self.budget.add_text(len(text))
        if kind == "d":
            return _iso_date(text, note)
        cell = text_cell(unescape(text))
        return replace(cell, note=note) if note and cell.kind == "text" else cell

    def _number(self, text: str, style: str, note: str) -> Cell:
        value = parse_number(text)
        if value is None:
            self.budget.add_text(len(text))
            return text_cell(text, note)
        shape = self._lookups.formats.get(style, PLAIN)
        return number_cell(value, shape, date_1904=self._lookups.date_1904, note=note)

    def _shared_text(self, text: str) -> Cell:
        texts = self._lookups.texts
        known = text.isdecimal() and len(text) < 8 and int(text) < len(texts)
        return texts[int(text)] if known else error_cell(_MISSING)

    def _merge(self, attributes: Attributes) -> None:
        match = _RANGE.fullmatch(attributes.get("ref", ""))
        if match:
            first, last = column_index(match[1]), column_index(match[3])
            if first is not None and last is not None:
                self._grid.merge(Range(int(match[2]), first, int(match[4]), last))

    def _hide_columns(self, attributes: Attributes) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        self._n_column_runs += 1
        check_column_runs(self._n_column_runs)
        if attributes.get("hidden") not in _TRUE:
            return
        if _ROW.fullmatch(first) and _ROW.fullmatch(last):
            self._grid.hide_columns(int(first) - 1, int(last) - 1)


@lru_cache(maxsize=20_000)
def column_index(letters: str) -> int | None:
    """Return the column of its letters, counted from 0; None when they are none.

    Examples
    --------
    >>> column_index("A"), column_index("AB"), column_index("")
    (0, 27, None)
    """
    if not _LETTERS.fullmatch(letters):
        return None
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _iso_date(text: str, note: str) -> Cell:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text_cell(text, note)
    return date_cell(moment.replace(tzinfo=None), note=note)
