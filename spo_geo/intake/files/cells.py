"""What a sheet is once it has been read: workbook, sheet, row, cell."""

import datetime
from dataclasses import dataclass
from typing import Literal

CellKind = Literal["text", "number", "date", "bool", "error", "empty"]
CellValue = str | int | float | bool | datetime.date | datetime.datetime | None
FileKind = Literal["csv", "xlsx", "xls", "ods"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, read and never evaluated.

    Attributes
    ----------
    text : str
        What a person sees in the cell, as plain text; empty for an empty cell and
        for an error value. A date reads ``2014-10-05``; one that the sheet shows
        by month only reads ``Oct 2014``, by year only ``2014``.
    kind : {'text', 'number', 'date', 'bool', 'error', 'empty'}
        What the file says the cell is; cells of a text file are all ``text``.
    value : str, int, float, bool, datetime.date, datetime.datetime or None
        The typed value, where the file has one.
    note : str
        What the reader saw besides the value, such as ``merged from B4`` or
        ``formula, stored value``; the error itself for an error value.
    """

    text: str
    kind: CellKind
    value: CellValue
    note: str = ""


EMPTY = Cell("", "empty", None)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row that shows something.

    Attributes
    ----------
    number : int
        Row number in the sheet, from 1, blank rows counted.
    cells : tuple of Cell
        The cells from column A on, without the blank ones at the end; rows of a
        sheet may differ in length.
    hidden : bool
        Whether the sheet hides the row (by hand or by a filter).
    note : str
        What is odd about the row as a whole, such as a number of cells that is
        not that of the sheet.
    """

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False
    note: str = ""

    def cell(self, column: int) -> Cell:
        """Return the cell of a column, counted from 0; an empty one past the end.

        Examples
        --------
        >>> SheetRow(1, ()).cell(7).kind
        'empty'
        """
        return self.cells[column] if column < len(self.cells) else EMPTY


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the rows that show something, in order.

    Attributes
    ----------
    name : str
        Name of the sheet; the file name without its ending for a text file.
    rows : tuple of SheetRow
    hidden : bool
        Whether the workbook hides the sheet.
    notes : tuple of str
        What was read in a way that the user should know.
    """

    name: str
    rows: tuple[SheetRow, ...]
    hidden: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """One file, read.

    Attributes
    ----------
    file : str
        Name of the file.
    kind : {'csv', 'xlsx', 'xls', 'ods'}
        What the file is by its content, whatever it is called.
    sheets : tuple of Sheet
    encoding, delimiter : str
        Of a text file; empty for the others.
    date_1904 : bool
        Whether the workbook counts days from 1904.
    notes : tuple of str
        What was read in a way that the user should know.
    """

    file: str
    kind: FileKind
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""
    date_1904: bool = False
    notes: tuple[str, ...] = ()
