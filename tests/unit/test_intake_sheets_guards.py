"""What a reader of sheets does with a part that is odd, broken or beyond a limit."""

import struct

import pytest

from spo_geo.intake.files.biff import survey
from spo_geo.intake.files.encodings import decode
from spo_geo.intake.files.grid import check_column_runs, check_merged, check_row
from spo_geo.intake.files.limits import (
    LIMIT_CELL_CHARS,
    LIMIT_CELLS,
    LIMIT_ELEMENTS,
    LIMIT_MERGED,
    LIMIT_SHEET_ROW,
    LIMIT_SHEETS,
    Budget,
    check_sheets,
)
from spo_geo.intake.files.sheets import Cell, Refused, Workbook, read_workbook
from tests.workbooks import (
    inline,
    ods,
    ods_cell,
    ods_content,
    ods_parts,
    ods_row,
    xlsx,
    xlsx_parts,
    zipped,
)

# ---------------------------------------------------------------- limits


@pytest.mark.parametrize(
    ("check", "most", "said"),
    [
        (lambda n: check_column_runs(n), 16_384, "settings for more than 16,384"),
        (lambda n: check_merged(n, "s"), LIMIT_MERGED, "too many merged ranges"),
        (lambda n: check_row(n, "s"), LIMIT_SHEET_ROW, "beyond the end of any sheet"),
        (lambda n: check_sheets(n), LIMIT_SHEETS, "too many sheets"),
        (lambda n: Budget().add_elements(n, "p"), LIMIT_ELEMENTS, "perhaps empty"),
        (lambda n: Budget().add_text(n), LIMIT_CELL_CHARS, "a cell is too long"),
        (lambda n: Budget().add_cells(n, n, "s"), LIMIT_CELLS, "too many cells"),
    ],
)
def test_a_limit_lets_through_what_it_allows_and_nothing_more(check, most, said):
    check(most)
    with pytest.raises(Refused, match=said):
        check(most + 1)


def test_a_workbook_without_a_sheet_is_refused() -> None:
    with pytest.raises(Refused, match="no sheet in it"):
        read_workbook("list.xlsx", xlsx("", workbook="<sheets/>"))
    with pytest.raises(Refused, match="no sheet in it"):
        read_workbook("list.ods", zipped(ods_parts(ods_content(""))))


# ---------------------------------------------------------------- XLSX


def row_of(xml: str, **others: str) -> tuple[Cell, ...]:
    sheet = f'<sheetData><row r="1">{xml}</row></sheetData>'
    return read_workbook("list.xlsx", xlsx(sheet, **others)).sheets[0].rows[0].cells


def test_xlsx_dates_as_iso_texts_are_dates_and_others_stay_as_they_are() -> None:
    told, odd = row_of(
        '<c r="A1" t="d"><v>2014-03-05T00:00:00</v></c>'
        '<c r="B1" t="d"><v>spring 2014</v></c>'
    )
    assert (told.kind, told.text) == ("date", "2014-03-05")
    assert (odd.kind, odd.text) == ("text", "spring 2014")


def test_xlsx_number_that_is_none_stays_a_text() -> None:
    odd, fine = row_of('<c r="A1"><v>12 to 15</v></c><c r="B1"><v>12</v></c>')
    assert (odd.kind, odd.text) == ("text", "12 to 15")
    assert (fine.kind, fine.value) == ("number", 12)


def test_xlsx_readings_beside_a_text_are_left_out() -> None:
    (cell,) = row_of(
        '<c r="A1" t="inlineStr"><is><r><t>Badin</t></r>'
        "<rPh><t>BA-DIN</t></rPh><r><t> city</t></r></is></c>"
    )
    assert cell.text == "Badin city"


def test_xlsx_sheet_whose_part_is_missing_is_refused() -> None:
    sheets = '<sheets><sheet name="Gone" sheetId="1" r:id="nowhere"/></sheets>'
    with pytest.raises(Refused, match="this part is missing"):
        read_workbook("list.xlsx", xlsx("<sheetData/>", workbook=sheets))


def test_xlsx_part_that_lies_elsewhere_is_not_followed() -> None:
    parts = xlsx_parts(f'<sheetData><row r="1">{inline("A1", "a")}</row></sheetData>')
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(
        "<Relationship ", '<Relationship TargetMode="External" '
    )
    with pytest.raises(Refused, match="this part is missing"):
        read_workbook("list.xlsx", zipped(parts))


def test_xlsx_part_that_ends_in_the_middle_is_refused() -> None:
    parts = xlsx_parts("<sheetData>")
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace("</worksheet>", "")
    with pytest.raises(Refused, match="no element found"):
        read_workbook("list.xlsx", zipped(parts))


# ---------------------------------------------------------------- ODS


def opened(content: bytes) -> Workbook:
    return read_workbook("list.ods", content)


def cell_of(text: str, **values: str) -> Cell:
    book = opened(ods(ods_row(ods_cell("x"), ods_cell(text, **values))))
    return book.sheets[0].rows[0].cells[1]


def test_ods_number_or_date_that_is_none_stays_as_it_is_shown() -> None:
    odd = {"office_value_type": "float", "office_value": "many"}
    assert (cell_of("", **odd).kind, cell_of("", **odd).text) == ("text", "many")
    assert cell_of("about 12", **odd).text == "about 12"
    date = {"office_value_type": "date", "office_date_value": "spring"}
    assert (cell_of("", **date).kind, cell_of("", **date).text) == ("text", "spring")
    assert cell_of("May 2014", **date).text == "May 2014"


@pytest.mark.parametrize("shown", ["TRUE", "FALSE"])
def test_ods_truth_that_is_stored_as_a_number_is_a_truth(shown: str) -> None:
    number = {"office_value_type": "float", "office_value": str(int(shown == "TRUE"))}
    cell = cell_of(shown, **number)
    assert (cell.kind, cell.value) == ("bool", shown == "TRUE")


@pytest.mark.parametrize(
    ("style", "is_noted"),
    [
        ('<style:table-cell-properties fo:background-color="#ff0000"/>', True),
        ('<style:text-properties style:text-line-through-style="solid"/>', True),
        ('<style:table-cell-properties fo:background-color="transparent"/>', False),
        ('<style:text-properties style:text-line-through-style="none"/>', False),
        ("<style:text-properties/><style:table-cell-properties/>", False),
    ],
)
def test_ods_colours_and_strikes_are_left_alone_with_a_note(
    style: str, is_noted: bool
) -> None:
    styles = f'<style:style style:name="ce1">{style}</style:style>'
    book = opened(ods(ods_row(ods_cell("a")), styles))
    note = "colours and strike-through carry no meaning here"
    assert (note in book.notes) is is_noted


def test_ods_styles_of_the_other_part_count_too() -> None:
    parts = ods_parts(
        ods_content(
            f'<table:table table:name="P">{ods_row(ods_cell("a"))}</table:table>'
        )
    )
    style = '<style:text-properties style:text-line-through-style="solid"/>'
    content = ods_content("", f'<style:style style:name="ce1">{style}</style:style>')
    parts["styles.xml"] = content.replace("document-content", "document-styles")
    note = "colours and strike-through carry no meaning here"
    assert note in opened(zipped(parts)).notes


# ---------------------------------------------------------------- Excel 97

BOF, EOF, BOUND, NOTE, ROW, COLUMNS, FORMULA = (
    0x809,
    0x0A,
    0x85,
    0x1C,
    0x208,
    0x7D,
    0x06,
)


def records(*parts: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in parts)


def stream(*sheet: tuple[int, bytes], end: bool = True) -> bytearray:
    """Return a workbook stream whose one sheet has these records."""
    start = len(records((BOF, b""), (BOUND, bytes(6)), (EOF, b"")))
    bound = struct.pack("<IBB", start, 0, 0)
    last = [(EOF, b"")] if end else []
    return bytearray(
        records((BOF, b""), (BOUND, bound), (EOF, b""))
        + records((BOF, b""), *sheet, *last)
    )


def test_xls_comments_and_hidden_rows_and_columns_are_found() -> None:
    row = struct.pack("<H", 4) + bytes(10) + bytes([0x20]) + bytes(3)
    columns = struct.pack("<HHHHH", 1, 3, 0, 0, 1)
    formula = struct.pack("<HH", 6, 2)
    (facts,) = survey(stream((ROW, row), (COLUMNS, columns), (FORMULA, formula)))
    assert (facts.hidden_rows, facts.hidden_columns) == ({5}, [(1, 3)])
    assert (facts.formulas, facts.has_comments) == ({(7, 2)}, False)
    (commented,) = survey(stream((NOTE, b"")))
    assert commented.has_comments


def test_xls_records_that_are_too_short_say_nothing() -> None:
    (facts,) = survey(
        stream((ROW, bytes(15)), (COLUMNS, bytes(9)), (FORMULA, bytes(3)))
    )
    assert (facts.hidden_rows, facts.hidden_columns, facts.formulas) == (
        set(),
        [],
        set(),
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (bytearray(records((EOF, b""))), "a sheet without a beginning"),
        (stream(end=False), "a sheet without an end"),
        (stream((NOTE, bytes(20)))[:-8], "a record is cut short"),
    ],
)
def test_xls_stream_that_breaks_off_is_refused(content: bytearray, why: str) -> None:
    with pytest.raises(Refused, match=why):
        survey(content)


def test_xls_cells_are_counted_also_those_that_share_a_record() -> None:
    shared = (0xBD, bytes(60_006))  # MULRK: 10,000 cells
    assert survey(stream(*[shared] * 100))
    with pytest.raises(Refused, match="too many cells or records"):
        survey(stream(*[shared] * 101))


# ---------------------------------------------------------------- texts


def test_a_broken_character_of_a_declared_encoding_is_marked_and_noted() -> None:
    decoded = decode("Badin, Thatta".encode("utf-16") + b"\x00\xd8")
    assert decoded.text == "Badin, Thatta\ufffd"
    assert decoded.notes == ("broken UTF-16 characters were replaced by \ufffd",)
    with pytest.raises(Refused):
        decode(b"\xff\xfe" + b"\x00\xd8" * 200)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b'<?xml version="1.0"?><office:document x="y">', "a flat OpenDocument file"),
        (b'<?xml version="1.0"?><html/>', "a web page (XHTML)"),
        (b'<?xml version="1.0"?><list/>', "an XML document"),
    ],
)
def test_a_file_of_xml_is_refused_by_its_name(head: bytes, kind: str) -> None:
    with pytest.raises(Refused) as caught:
        read_workbook("list.xlsx", head)
    assert kind in str(caught.value)
