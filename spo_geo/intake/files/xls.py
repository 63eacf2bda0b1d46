"""Excel 97 workbooks (XLS): olefile opens the container, xlrd reads the cells."""

import io
from typing import Any

from spo_geo.intake.files.archive import locked
from spo_geo.intake.files.biff import SheetFacts, survey
from spo_geo.intake.files.cells import EMPTY, Cell, Sheet, Workbook
from spo_geo.intake.files.celltext import error_cell, text_cell
from spo_geo.intake.files.grid import STORED_VALUE, Grid
from spo_geo.intake.files.limits import Budget, Refused, damaged
from spo_geo.intake.files.numberformats import NumberFormat, number_format
from spo_geo.intake.files.shown import bool_cell, number_cell
from spo_geo.intake.files.sniff import not_read

_STREAMS = ("Workbook", "Book")
_OTHERS = (
    ("WordDocument", "an old Word document (.doc)"),
    ("PowerPoint Document", "an old PowerPoint presentation (.ppt)"),
    ("__properties_version1.0", "an Outlook message (.msg)"),
)
_MACROS = "_VBA_PROJECT_CUR"
# Types of cells as xlrd numbers them.
_TEXT, _BOOL = 1, 4
_NUMBERS = (2, 3)
_NOTHING = (0, 6)


def read_xls(name: str, content: bytes) -> Workbook:
    """Return the sheets of an Excel 97 workbook.

    Parameters
    ----------
    name : str
        Name of the file.
    content : bytes
        The whole file.

    Raises
    ------
    Refused
        When the file is locked, damaged, another kind of Office file, or beyond a
        limit.
    """
    try:
        stream, notes = _stream(content)
        facts = survey(stream)
        return _Reader(name, bytes(stream), facts).workbook(notes)
    except Refused:
        raise
    except Exception as error:
        # olefile and xlrd raise what comes to hand on a broken file.
        raise damaged() from error


def _stream(content: bytes) -> tuple[bytearray, list[str]]:
    """Return the workbook stream of the container, and notes."""
    import olefile  # type: ignore[import-untyped]

    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        if ole.exists("EncryptedPackage") or ole.exists("EncryptionInfo"):
            raise locked()
        notes = ["macros are not run and not read"] if ole.exists(_MACROS) else []
        for stream in _STREAMS:
            if ole.exists(stream):
                return bytearray(ole.openstream(stream).read()), notes
        for stream, what in _OTHERS:
            if ole.exists(stream):
                raise not_read(what)
    raise not_read("a file in an old Office format")


class _Reader:
    """Turns what xlrd reads into sheets."""

    def __init__(self, name: str, stream: bytes, facts: list[SheetFacts]) -> None:
        import xlrd  # type: ignore[import-untyped]

        self._name = name
        self._facts = facts
        self._budget = Budget()
        self._book = xlrd.open_workbook(
            file_contents=stream,
            logfile=io.StringIO(),
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
        )
        self._error_names: dict[int, str] = xlrd.error_text_from_code
        self._formats: dict[int, NumberFormat] = {}
        self._texts: dict[str, Cell] = {}

    def workbook(self, notes: list[str]) -> Workbook:
        if self._book.nsheets != len(self._facts):
            raise damaged(why="the list of sheets does not fit the sheets")
        sheets = [self._sheet(index, facts) for index, facts in enumerate(self._facts)]
        if any(facts.has_comments for facts in self._facts):
            notes.append("comments are not read")
        if self._decorated():
            notes.append("colours and strike-through carry no meaning here")
        return Workbook(
            self._name,
            "xls",
            tuple(sheets),
            date_1904=bool(self._book.datemode),
            notes=tuple(notes),
        )

    def _sheet(self, index: int, facts: SheetFacts) -> Sheet:
        sheet = self._book.sheet_by_index(index)
        grid = Grid(sheet.name, self._budget)
        for row in range(sheet.nrows):
            cells = self._row(sheet, row, facts)
            grid.add_row(row + 1, cells, row + 1 in facts.hidden_rows)
        for first, last in facts.hidden_columns:
            grid.hide_columns(first, last)
        for merged in facts.merged:
            grid.merge(merged)
        self._book.unload_sheet(index)
        return grid.sheet(facts.hidden)

    def _row(self, sheet: Any, row: int, facts: SheetFacts) -> list[Cell]:
        formulas = facts.formulas
        cells = []
        pairs = zip(sheet.row_types(row), sheet.row_values(row), strict=True)
        for column, (kind, value) in enumerate(pairs):
            if kind in _NOTHING:
                cells.append(EMPTY)
                continue
            note = STORED_VALUE if formulas and (row + 1, column) in formulas else ""
            if kind == _TEXT:
                cells.append(self._text(value, note))
            elif kind in _NUMBERS:
                shape = self._format(sheet.cell_xf_index(row, column))
                cells.append(self._number(value, shape, note))
            elif kind == _BOOL:
                cells.append(bool_cell(bool(value), note))
            else:
                cells.append(error_cell(self._error_names.get(value, "#VALUE!")))
        return cells

    def _number(self, value: float, shape: NumberFormat, note: str) -> Cell:
        return number_cell(value, shape, date_1904=bool(self._book.datemode), note=note)

    def _text(self, text: str, note: str) -> Cell:
        """Return the cell of a text; equal texts share one object."""
        if note:
            self._budget.add_text(len(text))
            return text_cell(text, note if text else "")
        cell = self._texts.get(text)
        if cell is None:
            self._budget.add_text(len(text))
            cell = self._texts[text] = text_cell(text)
        return cell

    def _format(self, style: int) -> NumberFormat:
        shape = self._formats.get(style)
        if shape is None:
            key = self._book.xf_list[style].format_key
            known = self._book.format_map.get(key)
            shape = number_format(known.format_str if known else "")
            self._formats[style] = shape
        return shape

    def _decorated(self) -> bool:
        filled = any(xf.background.fill_pattern for xf in self._book.xf_list)
        return filled or any(font.struck_out for font in self._book.font_list)
