"""A checked call as a file: Excel, Word or CSV, each with its stamp."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from spo_geo.call.check import CallCheck
from spo_geo.call.tables import (
    COLUMNS,
    PROJECT_COLUMNS,
    RULES,
    Cell,
    call_table,
)
from spo_geo.errors import SpoGeoError
from spo_geo.export.cells import neutralise, to_workbook
from spo_geo.export.content import STAMP
from spo_geo.officefile import settle
from spo_geo.provenance import Stamp, make_stamp

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ABOUT: Final = "about"
TITLE: Final = "Districts of a call, checked against SPO’s records"

CALL_SHEET: Final = "Call check"
PROJECT_SHEET: Final = "Projects"
ABOUT_SHEET: Final = "About"

_WIDTHS: Final = {
    "number": 6,
    "line": 9,
    "status": 11,
    "adm2_pcode": 10,
    "note": 36,
    "candidates": 28,
    "repeats": 9,
    "n_projects": 9,
    "funders": 40,
    "focus_areas": 26,
    "first_year": 8,
    "last_year": 8,
    "n_years_active": 8,
    "nearest_district_km": 10,
    "nearest_office_km": 12,
    "may_mean": 34,
    "title": 44,
    "sources": 44,
    "item": 26,
    "value": 110,
}
_WIDTH: Final = 18
_HEADER_FILL: Final = "1F4E5F"
_ABOUT_COLUMNS: Final = {"item": "item", "value": "value"}

# Columns of the Word table, with their shares of its width.
_WORD_COLUMNS: Final = {
    "No.": 0.5,
    "District as written": 1.6,
    "Read as": 2.2,
    "Projects": 1.2,
    "Funders": 2.0,
    "Focus areas": 1.4,
    "Years active": 1.3,
    "Nearest with a project": 1.3,
    "Nearest office": 1.3,
}


def call_file(check: CallCheck, suffix: str, made: date) -> bytes:
    """Return a checked call as a file.

    Parameters
    ----------
    check : CallCheck
        From `check_call`.
    suffix : {'.xlsx', '.docx', '.csv'}
        The kind of file.
    made : date
        The day to print.

    Returns
    -------
    bytes
        The same arguments give the same bytes.

    Raises
    ------
    SpoGeoError
        For another suffix.
    """
    write = FORMATS.get(suffix.lower())
    if write is None:
        raise SpoGeoError("unknown kind of file", got=suffix, allowed=tuple(FORMATS))
    return write(check, make_stamp(check.view, made))


def _to_csv(check: CallCheck, stamp: Stamp) -> bytes:
    """Write UTF-8 with byte order mark and CRLF; the stamp ends the first row."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, (*COLUMNS, ABOUT, STAMP), restval="")
    writer.writeheader()
    first, *rest = call_table(check).lines
    about = " | ".join((check.coverage(), *RULES, *stamp.lines()))
    for row in ({**first, ABOUT: about, STAMP: stamp.as_json()}, *rest):
        writer.writerow({name: _inert(cell) for name, cell in row.items()})
    return buffer.getvalue().encode("utf-8-sig", errors="replace")


def _inert(cell: Cell) -> Cell:
    return neutralise(cell.replace("\n", " | ")) if isinstance(cell, str) else cell


def _to_xlsx(check: CallCheck, stamp: Stamp) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    table = call_table(check)
    _add_sheet(book, CALL_SHEET, COLUMNS, table.lines)
    _add_sheet(book, PROJECT_SHEET, PROJECT_COLUMNS, table.projects)
    _add_sheet(book, ABOUT_SHEET, _ABOUT_COLUMNS, _about(check, stamp))
    made = date.fromisoformat(stamp.made)
    book.properties.title = TITLE
    book.properties.creator = stamp.program
    book.properties.created = datetime(made.year, made.month, made.day)
    buffer = io.BytesIO()
    book.save(buffer)
    return settle(buffer.getvalue(), made)


def _about(check: CallCheck, stamp: Stamp) -> list[dict[str, Cell]]:
    rows: list[tuple[str, str]] = [("Coverage of the call", check.coverage())]
    rows += [("How to read it", rule) for rule in RULES]
    rows += [("Where it comes from", line) for line in stamp.lines()]
    rows.append((STAMP, stamp.as_json()))
    return [{"item": item, "value": value} for item, value in rows]


def _add_sheet(
    book: "Workbook",
    name: str,
    columns: Mapping[str, str],
    rows: Iterable[Mapping[str, Cell]],
) -> None:
    """Write a sheet: frozen heading, filter, text that wraps, print on A4 across."""
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    for number, (key, heading) in enumerate(columns.items(), start=1):
        _set_heading(sheet.cell(1, number), heading)
        width = _WIDTHS.get(key, _WIDTH)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for line, row in enumerate(rows, start=2):
        for number, key in enumerate(columns, start=1):
            _set_cell(sheet.cell(line, number), row.get(key))
    sheet.freeze_panes = "D2" if name == CALL_SHEET else "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _set_page(sheet)


def _set_heading(cell: Any, heading: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.value = heading
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=_HEADER_FILL)
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def _set_cell(cell: Any, value: Cell) -> None:
    from openpyxl.styles import Alignment

    if isinstance(value, str) and value:
        cell.value = to_workbook(value)
        cell.data_type = "s"  # never a formula or an error value
    elif isinstance(value, int):
        cell.value = value
    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)


def _set_page(sheet: "Worksheet") -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _to_docx(check: CallCheck, stamp: Stamp) -> bytes:
    from spo_geo.word import WordFile

    word = WordFile()
    word.lay_out(wide=True)
    word.footer(f"{stamp.program} · data {stamp.data_version[:12]}")
    word.write(TITLE, "Title")
    word.write(check.coverage())
    rows = [_word_row(row) for row in call_table(check).lines]
    word.table(_WORD_COLUMNS, rows, _WORD_COLUMNS.values(), title=TITLE)
    word.write("How to read it", "Heading 1")
    word.bullets(RULES)
    word.write("Where this document comes from", "Heading 1")
    word.notes(stamp.lines())
    made = date.fromisoformat(stamp.made)
    return word.to_bytes(
        title=TITLE, author=stamp.program, stamp=stamp.as_json(), made=made
    )


def _word_row(row: Mapping[str, Cell]) -> tuple[str, ...]:
    """Gather the cells of a line in the few columns that a page has room for."""
    cells = {name: "" if cell is None else str(cell) for name, cell in row.items()}
    return (
        cells["number"],
        _lines(cells["district_as_written"] or "–", _written_beside(cells)),
        _lines(*_reading(cells)),
        _lines(*_projects(cells)),
        cells.get("funders", ""),
        cells.get("focus_areas", ""),
        _lines(*_years(cells)),
        _at(cells, "nearest_district"),
        _at(cells, "nearest_office"),
    )


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _written_beside(cells: Mapping[str, str]) -> str:
    return ", ".join(
        filter(None, (cells["province_as_written"], cells["pcode_as_written"]))
    )


def _reading(cells: Mapping[str, str]) -> Iterable[str]:
    if cells["status"] == "resolved":
        yield f"{cells['adm2_name']} ({cells['adm1_name']})"
    else:
        yield cells["status"]
    yield cells["note"]
    if cells["candidates"]:
        yield f"could be: {cells['candidates']}"
    if cells["repeats"]:
        yield f"the same as no. {cells['repeats']}"


def _projects(cells: Mapping[str, str]) -> Iterable[str]:
    yield cells.get("n_projects", "–")
    yield cells.get("project_ids", "")
    yield cells["may_mean"]


def _years(cells: Mapping[str, str]) -> Iterable[str]:
    first, last = cells.get("first_year", ""), cells.get("last_year", "")
    if not first:
        return
    yield first if first == last else f"{first}–{last}"
    n = cells["n_years_active"]
    yield f"{n} year" if n == "1" else f"{n} years"
    if cells["years_without"]:
        yield f"none in {cells['years_without']}"


def _at(cells: Mapping[str, str], name: str) -> str:
    return f"{cells[name]}, {cells[f'{name}_km']} km" if cells.get(name) else ""


FORMATS: Final[Mapping[str, Callable[[CallCheck, Stamp], bytes]]] = {
    ".xlsx": _to_xlsx,
    ".docx": _to_docx,
    ".csv": _to_csv,
}
"""What writes each kind of file, by the ending of its name."""
