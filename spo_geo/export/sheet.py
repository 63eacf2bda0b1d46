"""One sheet of a workbook: cells of the right kind, and a layout that people can read.

The program writes no formula: a text is stored as text, whatever it looks like.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from spo_geo.dates import parse_date
from spo_geo.export import columns
from spo_geo.export.cells import to_workbook
from spo_geo.export.content import Row

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

WRAPPED: Final = "SPO text"
LINE: Final = "SPO text, one line"
NUMBER: Final = "SPO number"
MONTH: Final = "SPO month"
DAY: Final = "SPO day"
_FORMATS: Final = {
    WRAPPED: "General",
    LINE: "General",
    NUMBER: "0",
    MONTH: "mmm yyyy",
    DAY: "d mmm yyyy",
}

WIDTHS: Final = {
    "project_id": 11,
    "title": 34,
    "status": 12,
    "start": 10,
    "end": 10,
    "scope": 12,
    "coverage": 36,
    "n_districts": 11,
    "n_projects": 11,
    "n_planned": 11,
    "adm2_names": 28,
    "place_note": 32,
    "candidates": 34,
    "project_ids": 28,
    "focus_area_used": 22,
    "focus_areas": 32,
    "sdg": 8,
    "funder_names": 32,
    "funding_in_words": 30,
    "donor_partners": 30,
    "summary": 100,
    "sources": 50,
    "kind": 22,
    "provinces": 20,
    "item": 46,
    "value": 100,
}
"""Width of a column [characters]; the others have `WIDTH`."""

WIDTH: Final = 16
_FONT: Final = ("Calibri", 11)  # that of an empty workbook
_LINE: Final = 15.0  # height of a line [points]
_HIGHEST: Final = 409.0  # what a row may have (Excel's published limits)
_DIGITS: Final = 15  # that a spreadsheet keeps (Excel's published limits)
_HEADER_FILL: Final = "1F4E5F"
_HEADING_FILL: Final = "DCE7EB"


def add_styles(book: Workbook) -> None:
    """Add the styles that `fill` gives to cells; a style a cell would be slow."""
    from openpyxl.styles import Alignment, Font, NamedStyle

    for name, shown_as in _FORMATS.items():
        place = Alignment("left", "top", wrap_text=name == WRAPPED)
        font = Font(*_FONT)
        book.add_named_style(
            NamedStyle(name, font, number_format=shown_as, alignment=place)
        )


def fill(sheet: Worksheet, names: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Write a header and rows into an empty sheet.

    Parameters
    ----------
    sheet : Worksheet
        An empty sheet of a book that has the styles of `add_styles`.
    names : tuple of str
        Its columns.
    rows : iterable of mapping of str to str
        Cells by column, as text.
    """
    from openpyxl.utils import get_column_letter

    for number, name in enumerate(names, start=1):
        _head(sheet.cell(1, number), name)
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = WIDTHS.get(name, WIDTH)
    sheet.row_dimensions[1].height = 2 * _LINE
    for line, row in enumerate(rows, start=2):
        for number, name in enumerate(names, start=1):
            if text := row.get(name, ""):
                _set(sheet.cell(line, number), name, text)
        sheet.row_dimensions[line].height = _height(row)
    sheet.freeze_panes = "C2" if "title" in names[:2] else "A2"
    if names == columns.ABOUT:
        _mark_headings(sheet)
    else:
        sheet.auto_filter.ref = sheet.dimensions


def _head(cell: Any, name: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.value = name
    cell.font = Font(*_FONT, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=_HEADER_FILL)
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def _set(cell: Any, name: str, text: str) -> None:
    """Store a text as what it is: a date, a whole number, else inert text."""
    stated = parse_date(text) if name in columns.DATES else None
    if stated is not None and stated.month:
        cell.value = date(stated.year, stated.month, stated.day or 1)
        cell.style = DAY if stated.day else MONTH
    elif name in columns.NUMBERS | columns.DATES and _is_number(text):
        cell.value = int(text)
        cell.style = NUMBER
    else:
        cell.value = to_workbook(text)
        cell.data_type = "s"  # never a formula or an error value
        cell.style = LINE if name in columns.RECORD else WRAPPED


def _is_number(text: str) -> bool:
    short = len(text) <= _DIGITS and text.isascii() and text.isdecimal()
    return short and str(int(text)) == text


def _height(row: Row) -> float:
    """Return the height that the wrapped cells of a row need [points].

    Spreadsheets do not measure the rows of a file that they did not write.
    """
    wrapped = ((n, text) for n, text in row.items() if n not in columns.RECORD)
    lines = max(
        (_lines(text, WIDTHS.get(name, WIDTH)) for name, text in wrapped), default=1
    )
    return min(lines * _LINE, _HIGHEST)


def _lines(text: str, width: int) -> int:
    """Estimate the lines of a wrapped text; words leave some room at line ends."""
    room = width * 0.95
    return sum(max(1, math.ceil(len(part) / room)) for part in text.split("\n"))


def _mark_headings(sheet: Worksheet) -> None:
    from openpyxl.styles import Font, PatternFill

    for item, value in sheet.iter_rows(min_row=2, max_col=2):
        if value.value is None:
            item.font = Font(*_FONT, bold=True)
            item.fill = value.fill = PatternFill("solid", fgColor=_HEADING_FILL)


def set_up_print(sheet: Worksheet, names: tuple[str, ...], last: str) -> None:
    """Set a filled sheet up for paper: A4 landscape, one page wide, header repeated.

    Parameters
    ----------
    sheet : Worksheet
        A sheet that `fill` has filled.
    names : tuple of str
        Its columns.
    last : str
        The last column that is printed.
    """
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.print_options.gridLines = True
    sheet.print_title_rows = "1:1"
    letter = get_column_letter(names.index(last) + 1)
    sheet.print_area = f"A1:{letter}{sheet.max_row}"
    footer: Any = sheet.oddFooter
    footer.left.text = "SPO coverage: &A"
    footer.right.text = "Page &P of &N"
