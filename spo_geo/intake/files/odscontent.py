"""The tables of an OpenDocument spreadsheet, cell by cell.

Source of the names: OpenDocument 1.3 part 3, 9 (tables), 6.1 (text) and 19.385 (types
of values).
"""

from bisect import bisect_right
from functools import partial
from operator import itemgetter

from spo_geo.intake.files.cells import EMPTY, Cell, Sheet
from spo_geo.intake.files.grid import Grid, Range, check_column_runs, check_row
from spo_geo.intake.files.limits import (
    LIMIT_CELL_CHARS,
    LIMIT_COLUMNS,
    LIMIT_SHEET_ROW,
    Budget,
    check_columns,
    check_sheets,
    damaged,
)
from spo_geo.intake.files.odscell import read_cell
from spo_geo.intake.files.odsstyles import StylesHandler
from spo_geo.intake.files.xmlparts import Attributes, TextHandler

_CELLS = ("table-cell", "covered-table-cell")
# What stands in a cell and is not its text.
_ASIDES = frozenset(("frame", "custom-shape", "g", "rect", "line", "control"))
_HIDDEN = ("collapse", "filter")
_REPEATED = "table:number-columns-repeated"
_ROWS, _COLUMNS = "table:number-rows-spanned", "table:number-columns-spanned"
_DATE = "office:date-value"
_VALUED = ("office:value-type", "table:formula")
_MOST_RUNS = 1_000  # runs of columns whose style is looked at


class ContentHandler(TextHandler):
    """Collects the sheets of ``content.xml``.

    Parameters
    ----------
    styles : StylesHandler
        Those of ``styles.xml``; takes those of the content as they come.
    budget : Budget
        Counts rows, cells and texts.

    Attributes
    ----------
    sheets : list of Sheet
    """

    def __init__(self, styles: StylesHandler, budget: Budget) -> None:
        super().__init__(budget)
        self.starts = {
            **styles.starts,
            "table": self._start_table,
            "table-column": self._columns,
            "table-row": self._start_row,
            **dict.fromkeys(_CELLS, self._start_cell),
            "dde-link": self._start_link,
            "p": self._start_paragraph,
            "s": self._spaces,
            "tab": partial(self._character, "\t"),
            "line-break": partial(self._character, "\n"),
            **dict.fromkeys(_ASIDES, self._start_aside),
            "annotation": self._start_comment,
            **dict.fromkeys(("table-source", "cell-range-source"), self._link),
        }
        self.ends = {
            **styles.ends,
            "table": self._end_table,
            "table-row": self._end_row,
            **dict.fromkeys(_CELLS, self._end_cell),
            "dde-link": self._end_link,
            "p": self._end_paragraph,
            **dict.fromkeys((*_ASIDES, "annotation"), self._end_aside),
        }
        self.sheets: list[Sheet] = []
        self._styles = styles
        self._grid: Grid | None = None
        self._tables = 0  # open ones; a table in a cell is no sheet
        self._aside = 0
        self._seen: set[str] = set()
        self._sheet_hidden = False
        self._in_row = self._in_cell = self._row_hidden = False
        self._cells: list[Cell] = []
        self._column = 0
        self._row_times = 1
        self._row = self._n_rows = 0
        self._attributes: Attributes = {}
        self._paragraphs: list[str] = []
        self._length = 0
        self._start_columns()

    def notes(self) -> list[str]:
        """Return what the sheets hold besides cells."""
        decorated = "colours and strike-through carry no meaning here"
        return [*sorted(self._seen), *([decorated] if self._styles.decorated else [])]

    def _start_table(self, attributes: Attributes) -> None:
        self._tables += 1
        if self._tables > 1:
            return
        check_sheets(len(self.sheets) + 1)
        self._grid = Grid(attributes.get("table:name", "")[:255], self.budget)
        style = attributes.get("table:style-name", "")
        self._sheet_hidden = style in self._styles.hidden_tables
        self._row = self._n_rows = 0
        self._start_columns()

    def _end_table(self) -> None:
        self._tables -= 1
        if self._tables == 0 and self._grid is not None:
            self.sheets.append(self._grid.sheet(self._sheet_hidden))
            self._grid = None

    def _start_aside(self, _: Attributes) -> None:
        self._aside += 1

    def _start_comment(self, attributes: Attributes) -> None:
        self._seen.add("comments are not read")
        self._start_aside(attributes)

    def _end_aside(self) -> None:
        self._aside -= 1

    def _link(self, _: Attributes) -> None:
        self._seen.add(
            "links to other workbooks are not followed; stored values are used"
        )

    def _start_link(self, attributes: Attributes) -> None:
        self._link(attributes)
        self._tables += 1  # the table in it is a copy of another program's

    def _end_link(self) -> None:
        self._tables -= 1

    def _start_columns(self) -> None:
        self._n_columns = self._n_column_runs = 0
        self._column_styles: list[tuple[int, str]] = []  # end of the run, style

    def _columns(self, attributes: Attributes) -> None:
        self._n_column_runs += 1
        check_column_runs(self._n_column_runs)
        first = self._n_columns
        self._n_columns += _count(attributes, "table:number-columns-repeated")
        style = attributes.get("table:default-cell-style-name", "")
        if len(self._column_styles) < _MOST_RUNS:
            self._column_styles.append((self._n_columns, style))
        if self._grid and attributes.get("table:visibility") in _HIDDEN:
            self._grid.hide_columns(first, self._n_columns - 1)

    def _start_row(self, attributes: Attributes) -> None:
        if self._tables > 1:
            return
        if self._in_row or not self._tables:
            raise damaged(f"row {self._row + 1}", why="a row in the wrong place")
        self._in_row = True
        self._row_times = _count(attributes, "table:number-rows-repeated")
        self._row_hidden = attributes.get("table:visibility") in _HIDDEN
        self._cells = []
        self._column = 0

    def _end_row(self) -> None:
        if self._tables != 1 or self._grid is None:
            return
        self._in_row = False
        self._n_rows += 1
        if self._n_rows > LIMIT_SHEET_ROW:
            check_row(self._n_rows, "")
        if self._cells:
            check_row(self._row + self._row_times, "")
            self._grid.add_row(
                self._row + 1, self._cells, self._row_hidden, self._row_times
            )
        self._row += self._row_times

    def _start_cell(self, attributes: Attributes) -> None:
        if self._tables > 1:
            return
        if self._in_cell or not self._in_row:
            raise damaged(f"row {self._row + 1}", why="a cell in the wrong place")
        self._in_cell = True
        self._attributes = attributes
        self._paragraphs = []
        self._length = 0

    def _start_paragraph(self, attributes: Attributes) -> None:
        if self._in_cell and not self._aside:
            self.open_text(attributes)

    def _end_paragraph(self) -> None:
        if self._in_cell and not self._aside:
            paragraph = self.close_text()
            self._paragraphs.append(paragraph)
            self._length += len(paragraph) + 1
            if self._length > LIMIT_CELL_CHARS:
                self.check_length(self._length)

    def _spaces(self, attributes: Attributes) -> None:
        count = min(_count(attributes, "text:c"), LIMIT_CELL_CHARS)
        self.pieces.append(" " * count)
        self.check()

    def _character(self, character: str, _: Attributes) -> None:
        self.pieces.append(character)

    def _end_cell(self) -> None:
        if self._tables != 1:
            return
        self._in_cell = False
        attributes = self._attributes
        times = _count(attributes, _REPEATED) if _REPEATED in attributes else 1
        shown = "\n".join(self._paragraphs) if self._paragraphs else None
        if not shown and attributes.keys().isdisjoint(_VALUED):
            self._column += times
            return
        precision = self._precision(attributes) if _DATE in attributes else "date"
        cell = read_cell(attributes, shown, precision)
        if cell is EMPTY:
            self.budget.add_elements(1, "")  # takes as long as two
        else:
            self.budget.add_text(len(cell.text))
            self._put(cell, times)
            if _ROWS in attributes or _COLUMNS in attributes:
                self._merge(attributes)
        self._column += times

    def _put(self, cell: Cell, times: int) -> None:
        if self._column + times > LIMIT_COLUMNS:
            check_columns(self._column + times, f"row {self._row + 1}")
        self._cells.extend([EMPTY] * (self._column - len(self._cells)))
        self._cells.extend([cell] * times)

    def _merge(self, attributes: Attributes) -> None:
        rows, columns = _count(attributes, _ROWS), _count(attributes, _COLUMNS)
        row = self._row + 1
        if self._grid and (rows > 1 or columns > 1):
            last = self._column + columns - 1
            self._grid.merge(Range(row, self._column, row + rows - 1, last))

    def _precision(self, attributes: Attributes) -> str:
        style = attributes.get("table:style-name") or self._column_style()
        return self._styles.precision(style)

    def _column_style(self) -> str:
        runs = self._column_styles
        at = bisect_right(runs, self._column, key=itemgetter(0))
        return runs[at][1] if at < len(runs) else ""


def _count(attributes: Attributes, name: str) -> int:
    """Return a number of repeats: 1 where the file says nothing or nonsense."""
    text = attributes.get(name)
    if text is None or not text.isdecimal() or len(text) > 12:
        return 1
    return max(int(text), 1)
