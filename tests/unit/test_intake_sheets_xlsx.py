"""XLSX: types, formulas, merged cells, what is hidden, and odd but valid files."""

import datetime
import io

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from spo_geo.intake.files.sheets import Cell, Refused, Sheet, Workbook, read_workbook
from tests.workbooks import inline, xlsx, xlsx_parts, xlsx_rows, zipped


def read(content: bytes) -> Workbook:
    return read_workbook("list.xlsx", content)


def first(content: bytes) -> Sheet:
    return read(content).sheets[0]


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cells(xml: str, **others: str) -> tuple[Cell, ...]:
    """Return the cells of a sheet with one row, given its XML."""
    row = f'<sheetData><row r="1">{xml}</row></sheetData>'
    return first(xlsx(row, **others)).rows[0].cells


def test_row_41_typed_cells_of_a_real_workbook() -> None:
    book = openpyxl.Workbook()
    book.active.append(
        ["Schools", 7, 7.5, True, datetime.date(2014, 10, 5), 3520112345671, "لاہور 😀"]
    )
    found = first(saved(book)).rows[0].cells
    assert [(cell.text, cell.kind) for cell in found] == [
        ("Schools", "text"),
        ("7", "number"),
        ("7.5", "number"),
        ("TRUE", "bool"),
        ("2014-10-05", "date"),
        ("3520112345671", "number"),
        ("لاہور 😀", "text"),
    ]
    assert found[4].value == datetime.date(2014, 10, 5)


def test_row_41_a_workbook_that_counts_from_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append([datetime.date(2014, 10, 1)])
    found = read(saved(book))
    assert found.date_1904
    assert found.sheets[0].rows[0].cells[0].value == datetime.date(2014, 10, 1)


def test_row_41_a_month_is_shown_as_a_month() -> None:
    book = openpyxl.Workbook()
    book.active.append([datetime.date(2014, 10, 1)])
    book.active["A1"].number_format = "mmm-yy"
    assert first(saved(book)).rows[0].cells[0].text == "Oct 2014"


def test_row_77_hidden_sheets_rows_and_columns_are_read_and_noted() -> None:
    book = openpyxl.Workbook()
    for row in (["Title", "Place"], ["A", "Badin"], ["B", "Kech"]):
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["B"].hidden = True
    secret = book.create_sheet("Old")
    secret.append(["x"])
    secret.sheet_state = "veryHidden"
    found = read(saved(book))
    assert [row.hidden for row in found.sheets[0].rows] == [False, True, False]
    assert found.sheets[0].notes == (
        "columns that the sheet hides, read like the others: B",
        "rows that the sheet hides, read like the others: 1",
    )
    assert [sheet.hidden for sheet in found.sheets] == [False, True]
    assert found.notes == ("sheets that the file hides, read like the others: Old",)


def test_row_78_a_merged_value_applies_to_all_its_rows() -> None:
    book = openpyxl.Workbook()
    for row in (["Title", "Donor"], ["A", "UNDP"], ["B"], ["C"], ["D", "FCO"]):
        book.active.append(row)
    book.active.merge_cells("B2:B4")
    rows = first(saved(book)).rows
    assert [row.cell(1).text for row in rows] == [
        "Donor",
        "UNDP",
        "UNDP",
        "UNDP",
        "FCO",
    ]
    notes = ["", "", "merged from B2", "merged from B2", ""]
    assert [row.cell(1).note for row in rows] == notes


def test_row_78_a_merged_title_fills_its_row_and_no_other() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "SPO projects"
    book.active.merge_cells("A1:Z2")
    for column, title in enumerate(["Title", "Donor", "Place"], 1):
        book.active.cell(3, column, title)
    rows = first(saved(book)).rows
    assert [row.number for row in rows] == [1, 3]
    assert [cell.text for cell in rows[0].cells] == ["SPO projects"] * 3


def test_row_78_what_a_merged_range_covers_is_in_the_note() -> None:
    sheet = (
        xlsx_rows([["a", "b"]]) + '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    )
    covered = first(xlsx(sheet)).rows[0].cells[1]
    assert (covered.text, covered.note) == ("a", "merged from A1; covers 'b'")


def test_row_78_colours_strikes_and_comments_are_left_alone_with_a_note() -> None:
    book = openpyxl.Workbook()
    book.active.append(["A", "B"])
    book.active["A1"].fill = PatternFill("solid", fgColor="FF0000")
    book.active["B1"].font = Font(strike=True)
    book.active["B1"].comment = Comment("closed", "me")
    found = read(saved(book))
    assert [cell.text for cell in found.sheets[0].rows[0].cells] == ["A", "B"]
    assert found.notes == (
        "comments are not read",
        "colours and strike-through carry no meaning here",
    )


def test_row_79_formulas_give_the_stored_value_with_a_note() -> None:
    found = cells(
        '<c r="A1"><f>1+1</f><v>2</v></c>'
        '<c r="B1" t="str"><f>CONCAT("a","b")</f><v>ab</v></c>'
        '<c r="C1" t="b"><f>TRUE()</f><v>1</v></c>'
    )
    assert [cell.text for cell in found] == ["2", "ab", "TRUE"]
    assert {cell.note for cell in found} == {"formula, stored value"}


def test_row_79_a_formula_without_a_stored_value_is_empty_with_a_note() -> None:
    book = openpyxl.Workbook()
    book.active.append(["A", "=TODAY()", '=HYPERLINK("http://x.example","x")'])
    sheet = first(saved(book))
    assert [cell.text for cell in sheet.rows[0].cells] == ["A", "", ""]
    assert sheet.rows[0].cells[1].note == "formula without a stored value"
    assert "formulas without a stored value" in sheet.notes[0]


def test_row_79_a_formula_that_shows_nothing_is_empty() -> None:
    assert cells(inline("A1", "x") + '<c r="B1" t="str"><f>""</f><v></v></c>') == (
        Cell("x", "text", "x"),
    )


def test_row_79_error_values_are_empty_with_a_note() -> None:
    found = cells('<c r="A1" t="e"><v>#N/A</v></c>' + inline("B1", "#REF!"))
    assert [(cell.text, cell.kind, cell.note) for cell in found] == [
        ("", "error", "#N/A"),
        ("", "error", "#REF!"),
    ]


def test_row_79_texts_that_look_like_formulas_stay_texts() -> None:
    texts = ["=A2", "+92 300 1234567", "-", "@SUM(A1)"]
    found = first(xlsx(xlsx_rows([texts]))).rows[0].cells
    assert [(cell.text, cell.kind) for cell in found] == [(t, "text") for t in texts]


def test_row_79_macros_links_and_connections_are_noted_and_not_touched() -> None:
    parts = xlsx_parts(xlsx_rows([["a"]])) | {
        "xl/vbaProject.bin": "x",
        "xl/externalLinks/externalLink1.xml": "<x/>",
        "xl/connections.xml": "<x/>",
        "xl/media/image1.png": "x",
        "xl/embeddings/oleObject1.bin": "x",
    }
    book = read_workbook("list.xlsm", zipped(parts))
    assert book.notes == (
        "macros are not run and not read",
        "links to other workbooks are not followed; stored values are used",
        "data connections are not opened",
        "pictures are not read",
        "embedded files are not opened",
    )


def test_row_80_scripts_are_text_and_entities_are_decoded_once() -> None:
    hostile = ["<script>alert(1)</script>", "{{ 7*7 }}{% x %}", "&amp;", "javascript:x"]
    found = first(xlsx(xlsx_rows([hostile]))).rows[0].cells
    assert [cell.text for cell in found] == hostile


def test_row_81_a_cell_of_32767_characters_is_taken() -> None:
    text = "a" * 32_767
    assert first(xlsx(xlsx_rows([[text]]))).rows[0].cells[0].text == text


def test_row_81_blank_formatted_rows_are_left_out_and_numbers_stay_true() -> None:
    blank = "".join(
        f'<row r="{r}" s="1"><c r="A{r}" s="1"/></row>' for r in range(2, 999)
    )
    row = f'<row r="999"><c r="A999" s="1"/>{inline("B999", "x")}</row>'
    sheet = f'<sheetData><row r="1">{inline("A1", "a")}</row>{blank}{row}</sheetData>'
    rows = first(xlsx(sheet)).rows
    assert [row.number for row in rows] == [1, 999]
    assert [cell.text for cell in rows[1].cells] == ["", "x"]


def test_shared_texts_with_runs_phonetics_and_escapes() -> None:
    texts = (
        "<si><r><t>Kara</t></r><r><t>chi</t></r></si>"
        "<si><t>東</t><rPh><t>ひがし</t></rPh></si>"
        "<si><t>a_x000D__x000A_b_x0000_</t></si><si/>"
    )
    xml = "".join(f'<c r="{"ABCDE"[i]}1" t="s"><v>{i}</v></c>' for i in range(4))
    found = cells(xml + inline("E1", "end"), sharedStrings=texts)
    assert [cell.text for cell in found] == ["Karachi", "東", "a\nb", "", "end"]


@pytest.mark.parametrize("index", ["9", "-1", "x", ""])
def test_a_shared_text_that_is_missing_is_an_error_and_not_another_text(
    index: str,
) -> None:
    xml = f'<c r="A1" t="s"><v>{index}</v></c>' + inline("B1", "x")
    found = cells(xml, sharedStrings="<si><t>first</t></si>")
    assert (found[0].text, found[0].kind) == ("", "error")


def test_cells_without_a_place_follow_each_other() -> None:
    row = '<row><c r="B1"><v>1</v></c><c><v>2</v></c><c/><c><v>3</v></c></row>'
    rows = first(xlsx(f"<sheetData>{row}<row><c><v>4</v></c></row></sheetData>")).rows
    assert [cell.text for cell in rows[0].cells] == ["", "1", "2", "", "3"]
    assert [row.number for row in rows] == [1, 2]


def test_names_with_prefixes_and_targets_from_the_root_are_read() -> None:
    parts = xlsx_parts("")
    parts["xl/worksheets/sheet1.xml"] = (
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v>'
        "</x:c></x:row></x:sheetData></x:worksheet>"
    )
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace('"worksheets', '"/xl/worksheets')
    assert first(zipped(parts)).rows[0].cells[0].text == "5"


def test_chart_sheets_are_noted() -> None:
    chart = '<sheet name="Chart" sheetId="2" r:id="c"/>'
    sheets = f'<sheet name="Projects" sheetId="1" r:id="worksheet"/>{chart}'
    parts = xlsx_parts(xlsx_rows([["a"]]), workbook=f"<sheets>{sheets}</sheets>")
    rels = "xl/_rels/workbook.xml.rels"
    relation = '<Relationship Id="c" Type="x/chartsheet" Target="chartsheets/s.xml"/>'
    parts[rels] = parts[rels].replace("</Rel", f"{relation}</Rel")
    book = read(zipped(parts))
    assert [sheet.name for sheet in book.sheets] == ["Projects"]
    assert book.notes == ("sheet 'Chart' holds no cells (chartsheet)",)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row>' * 2, "two rows of one number"),
        ('<row r="1">' + '<c r="A1"><v>1</v></c>' * 2 + "</row>", "two cells in one"),
        ('<c r="A1"><v>1</v></c>', "a cell outside of any row"),
        ('<row r="1"><row r="2"/></row>', "a row inside of a row"),
    ],
)
def test_rows_and_cells_that_contradict_each_other_are_refused(
    rows: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        read(xlsx(f"<sheetData>{rows}</sheetData>"))
