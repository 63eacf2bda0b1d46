"""The selection as an Excel workbook of five sheets."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from spo_geo.export import columns
from spo_geo.export.about import about_rows
from spo_geo.export.cells import from_workbook, to_workbook
from spo_geo.export.content import STAMP, Row, Tables
from spo_geo.export.sheet import add_styles, fill, set_up_print
from spo_geo.export.tables import (
    Rows,
    district_rows,
    not_on_map_rows,
    pair_rows,
    project_rows,
)
from spo_geo.officefile import require_sane, settle
from spo_geo.provenance import Stamp
from spo_geo.view import View

if TYPE_CHECKING:
    from openpyxl import Workbook

PROJECTS: Final = "Projects"
PAIRS: Final = "Project × district"
DISTRICTS: Final = "Districts"
NOT_ON_MAP: Final = "Not on the map"
ABOUT: Final = "About"

SHEETS: Final = {
    PROJECTS: columns.PROJECTS,
    PAIRS: columns.PAIRS,
    DISTRICTS: columns.DISTRICTS,
    NOT_ON_MAP: columns.NOT_ON_MAP,
    ABOUT: columns.ABOUT,
}
"""Sheets in their order, with their columns."""

# What a number format quotes or switches with: text, a locale, a colour.
_NOT_SHOWN: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_LAST_PRINTED: Final = {PROJECTS: "funder_names", NOT_ON_MAP: "candidates"}
"""Last column on paper; more of them would make the print too small to read."""


def workbook_tables(view: View, stamp: Stamp) -> Tables:
    """Return the rows of every sheet, each cell as a workbook can hold it."""
    used = [name for names in SHEETS.values() for name in names]
    known = [name for name in used if name in columns.MEANING]
    tables = {
        PROJECTS: project_rows(view),
        PAIRS: pair_rows(view),
        DISTRICTS: district_rows(view),
        NOT_ON_MAP: not_on_map_rows(view),
        ABOUT: about_rows(view, stamp, known),
    }
    return {name: [_as_stored(row) for row in rows] for name, rows in tables.items()}


def _as_stored(row: Row) -> dict[str, str]:
    return {name: from_workbook(to_workbook(cell)) for name, cell in row.items()}


def write_workbook(tables: Tables, stamp: Stamp) -> bytes:
    """Write the tables of `workbook_tables`.

    Parameters
    ----------
    tables : mapping of str to sequence of mapping of str to str
        The rows of each sheet.
    stamp : Stamp
        Goes into the last row of the sheet *About*.

    Returns
    -------
    bytes
        An XLSX file; the same input gives the same bytes.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    _describe(book, stamp)
    add_styles(book)
    for name, names in SHEETS.items():
        last = [{"item": STAMP, "value": stamp.as_json()}] if name == ABOUT else []
        sheet = book.create_sheet(name)
        fill(sheet, names, [*tables[name], *last])
        set_up_print(sheet, names, _LAST_PRINTED.get(name, names[-1]))
    buffer = io.BytesIO()
    book.save(buffer)
    return settle(buffer.getvalue(), date.fromisoformat(stamp.made))


def _describe(book: Workbook, stamp: Stamp) -> None:
    properties = book.properties
    properties.title = "SPO coverage: projects and districts"
    properties.subject = to_workbook(stamp.filters)
    properties.creator = properties.lastModifiedBy = stamp.program
    properties.keywords = f"data hash {stamp.data_version}"
    properties.description = to_workbook("\n".join(stamp.lines()))
    properties.created = datetime.fromisoformat(stamp.made)


def read_workbook(path: Path) -> Tables:
    """Read a file of `write_workbook`, also after a spreadsheet saved it.

    Parameters
    ----------
    path : Path
        An XLSX file; the values that formulas had when it was saved are read.

    Returns
    -------
    mapping of str to sequence of mapping of str to str
        The sheets that are there, by name.

    Raises
    ------
    SpoGeoError
        When the file is no workbook, or too large.
    Exception
        What openpyxl raises for a broken one.
    """
    from openpyxl import load_workbook

    content = path.read_bytes()
    require_sane(content, where=str(path), kind="workbook (.xlsx)")
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        return {
            name: _read_sheet(book[name].iter_rows())
            for name in SHEETS
            if name in book.sheetnames
        }
    finally:
        book.close()


def _read_sheet(lines: Iterable[Iterable[Any]]) -> Rows:
    rows = ([_text(cell) for cell in line] for line in lines)
    names = next(rows, [])
    found = (dict(zip(names, cells, strict=False)) for cells in rows)
    return [row for row in found if any(row.values())]


def _text(cell: Any) -> str:
    """Return a cell as the tables have it; a month is a date shown without its day."""
    value = cell.value
    if isinstance(value, datetime):
        day = "d" in _NOT_SHOWN.sub("", cell.number_format).lower()
        return f"{value:%Y-%m-%d}" if day else f"{value:%Y-%m}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else from_workbook(str(value))
