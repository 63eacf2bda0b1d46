"""Excel 97 workbooks: types, what is hidden, and records that must not pass."""

import datetime
import io
import struct

import olefile
import pytest
import xlwt

from spo_geo.intake.files.biff import survey
from spo_geo.intake.files.sheets import Refused, Workbook, read_workbook
from tests.workbooks import xls, xls_bytes


def read(book: xlwt.Workbook) -> Workbook:
    return read_workbook("list.xls", xls_bytes(book))


def stream_of(content: bytes) -> bytes:
    """Return the workbook stream of a container."""
    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        return bytes(ole.openstream("Workbook").read())


def test_row_82_an_excel_97_workbook_is_read() -> None:
    style = xlwt.easyxf(num_format_str="MMM-YY")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Projects")
    day = datetime.date(2014, 10, 5)
    for column, value in enumerate(["Schools", 7, 7.5, True, "لاہور", 3520112345671]):
        sheet.write(0, column, value)
    sheet.write(0, 6, day, xlwt.easyxf(num_format_str="D/M/YYYY"))
    sheet.write(0, 7, day, style)
    found = read(book)
    assert found.kind == "xls"
    assert [(cell.text, cell.kind) for cell in found.sheets[0].rows[0].cells] == [
        ("Schools", "text"),
        ("7", "number"),
        ("7.5", "number"),
        ("TRUE", "bool"),
        ("لاہور", "text"),
        ("3520112345671", "number"),
        ("2014-10-05", "date"),
        ("Oct 2014", "date"),
    ]


def test_row_41_a_workbook_that_counts_from_1904() -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("A")
    sheet.write(0, 0, 40451, xlwt.easyxf(num_format_str="D/M/YYYY"))
    found = read(book)
    assert found.date_1904
    assert found.sheets[0].rows[0].cells[0].value == datetime.date(2014, 10, 1)


def test_row_77_hidden_sheets_rows_and_columns_are_read_and_noted() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    for row in range(3):
        sheet.write(row, 0, f"t{row}")
        sheet.write(row, 1, "x")
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True
    other = book.add_sheet("Old")
    other.write(0, 0, "y")
    other.visibility = 1
    found = read(book)
    assert [row.hidden for row in found.sheets[0].rows] == [False, True, False]
    assert "columns that the sheet hides, read like the others: B" in (
        found.sheets[0].notes
    )
    assert [sheet.hidden for sheet in found.sheets] == [False, True]


def test_row_78_merged_cells_give_their_value_to_all_rows() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    for row in range(3):
        sheet.write(row, 0, f"t{row}")
    sheet.write_merge(0, 2, 1, 1, "UNDP")
    found = read(book).sheets[0].rows
    assert [row.cells[1].text for row in found] == ["UNDP"] * 3
    assert found[2].cells[1].note == "merged from B1"


def test_row_79_formulas_give_the_stored_value_with_a_note() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    sheet.write(0, 0, "a")
    sheet.write(0, 1, xlwt.Formula("1+1"))
    sheet.write(0, 2, xlwt.Formula("2+2"))  # stored as an empty text
    content = bytearray(xls_bytes(book))
    at = content.find(struct.pack("<HHHH", 0x06, 29, 0, 1))  # B1; 29 bytes follow
    content[at + 10 : at + 18] = struct.pack("<d", 2.0)
    found = read_workbook("list.xls", bytes(content)).sheets[0].rows[0].cells
    assert [(cell.text, cell.kind, cell.note) for cell in found] == [
        ("a", "text", ""),
        ("2", "number", "formula, stored value"),
    ]


def test_row_79_error_values_are_empty_with_a_note() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    sheet.row(0).set_cell_error(0, 42)
    sheet.write(0, 1, "x")
    cell = read(book).sheets[0].rows[0].cells[0]
    assert (cell.text, cell.kind, cell.note) == ("", "error", "#N/A")


def test_row_78_colours_are_left_alone_with_a_note() -> None:
    book = xlwt.Workbook()
    style = xlwt.easyxf("pattern: pattern solid, fore_colour red; font: struck_out on")
    book.add_sheet("A").write(0, 0, "closed", style)
    assert read(book).notes == ("colours and strike-through carry no meaning here",)


def test_survey_blots_out_names_so_that_nothing_in_them_is_computed() -> None:
    stream = bytearray(stream_of(xls([["a", 1]])))
    end = len(stream)
    name = struct.pack("<HH", 0x18, 4) + b"evil"
    bof = struct.unpack_from("<H", stream, 2)[0] + 4
    shifted = _with_record(stream, bof, name)
    survey(shifted)
    assert len(shifted) == end + 8
    assert struct.unpack_from("<H", shifted, bof)[0] == 0x0FFF


def _with_record(stream: bytearray, at: int, record: bytes) -> bytearray:
    """Put a record into the stream and move the sheets that lie behind it."""
    changed = bytearray(stream[:at] + record + stream[at:])
    position = 0
    while position + 4 <= len(changed):
        kind, length = struct.unpack_from("<HH", changed, position)
        if kind == 0x85:
            start = struct.unpack_from("<I", changed, position + 4)[0]
            struct.pack_into("<I", changed, position + 4, start + len(record))
        position += 4 + length
    return changed


def test_sheets_that_overlap_are_refused() -> None:
    book = xlwt.Workbook()
    for name in "AB":
        book.add_sheet(name).write(0, 0, name)
    content = bytearray(xls_bytes(book))
    sheets = [at for at in range(512, len(content) - 4) if _is_boundsheet(content, at)]
    first, second = sheets[:2]
    content[second + 4 : second + 8] = content[first + 4 : first + 8]
    with pytest.raises(Refused, match="sheets that overlap"):
        read_workbook("list.xls", bytes(content))


def _is_boundsheet(content: bytearray, at: int) -> bool:
    kind, length = struct.unpack_from("<HH", content, at)
    return kind == 0x85 and length < 12 and content[at + 10] == 1


def test_row_82_a_password_is_named() -> None:
    content = bytearray(xls([["a"]]))
    stream = stream_of(bytes(content))
    at = bytes(content).find(stream[:64])
    second = at + 4 + struct.unpack_from("<H", stream, 2)[0]
    struct.pack_into("<H", content, second, 0x2F)  # FILEPASS
    with pytest.raises(Refused, match="protected by a password"):
        read_workbook("list.xls", bytes(content))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_row_82_a_truncated_workbook_is_refused(share: float) -> None:
    content = xls([[f"title {row}", row] for row in range(500)])
    with pytest.raises(Refused, match="damaged or cut short"):
        read_workbook("list.xls", content[: int(len(content) * share)])
