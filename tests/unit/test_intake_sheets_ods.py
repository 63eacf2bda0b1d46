"""OpenDocument spreadsheets: types, repeats, what is hidden, what is no cell."""

import datetime

import pytest

from spo_geo.intake.files.sheets import Cell, Refused, Sheet, Workbook, read_workbook
from tests.workbooks import ods, ods_cell, ods_content, ods_parts, ods_row, zipped

MONTH = (
    '<number:date-style style:name="N1"><number:month/><number:year/>'
    '</number:date-style><style:style style:name="ce1" style:data-style-name="N1"/>'
)


def read(content: bytes) -> Workbook:
    return read_workbook("list.ods", content)


def first(rows: str, styles: str = "", attributes: str = "") -> Sheet:
    return read(ods(rows, styles, attributes)).sheets[0]


def cells(*xml: str, styles: str = "") -> tuple[Cell, ...]:
    return first(ods_row(*xml), styles).rows[0].cells


def test_row_82_typed_cells() -> None:
    found = cells(
        ods_cell("Schools", office_value_type="string"),
        ods_cell("7", office_value_type="float", office_value="7"),
        ods_cell("1,234.50", office_value_type="float", office_value="1234.5"),
        ods_cell("TRUE", office_value_type="boolean", office_boolean_value="true"),
        ods_cell("5/10/14", office_value_type="date", office_date_value="2014-10-05"),
        ods_cell("85%", office_value_type="percentage", office_value="0.85"),
    )
    assert [(cell.text, cell.kind) for cell in found] == [
        ("Schools", "text"),
        ("7", "number"),
        ("1234.5", "number"),
        ("TRUE", "bool"),
        ("2014-10-05", "date"),
        ("85%", "number"),
    ]
    assert found[4].value == datetime.date(2014, 10, 5)


def test_row_41_a_month_is_shown_as_a_month() -> None:
    date = {"office_value_type": "date", "office_date_value": "2014-10-05T00:00:00"}
    xml = ods_cell("Oct 14", table_style_name="ce1", **date)
    assert cells(xml, styles=MONTH)[0].text == "Oct 2014"


def test_row_41_a_column_gives_its_cells_their_style() -> None:
    column = '<table:table-column table:default-cell-style-name="ce1"/>'
    date = ods_cell("x", office_value_type="date", office_date_value="2014-10-05")
    assert first(column + ods_row(date), MONTH).rows[0].cells[0].text == "Oct 2014"


@pytest.mark.parametrize(
    ("shown", "value", "text"),
    [
        ("Rs 5,945,000", "5945000", "Rs 5,945,000"),
        ("001", "1", "001"),
        ("35201-1234567-1", "3520112345671", "35201-1234567-1"),
        ("5,945,000", "5945000", "5945000"),
        ("1E+20", "1E+20", "100000000000000000000"),
        ("(5)", "-5", "-5"),
    ],
)
def test_row_84_numbers_read_as_people_see_them(
    shown: str, value: str, text: str
) -> None:
    xml = ods_cell(shown, office_value_type="float", office_value=value)
    assert cells(xml)[0].text == text


def test_row_77_hidden_tables_rows_and_columns_are_read_and_noted() -> None:
    style = (
        '<style:style style:name="ta1"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    rows = ods_row(ods_cell("a"), ods_cell("b")) + ods_row(
        ods_cell("c"), attributes='table:visibility="filter"'
    )
    book = read(ods(columns + rows, style, 'table:style-name="ta1"'))
    sheet = book.sheets[0]
    assert sheet.hidden
    assert [row.hidden for row in sheet.rows] == [False, True]
    assert sheet.notes == (
        "columns that the sheet hides, read like the others: B",
        "rows that the sheet hides, read like the others: 1",
    )


def test_row_78_merged_cells_give_their_value_to_all_rows() -> None:
    merged = ods_cell("UNDP", table_number_rows_spanned="2")
    rows = ods_row(merged, ods_cell("a")) + ods_row(ods_cell(), ods_cell("b"))
    found = first(rows).rows
    assert [row.cells[0].text for row in found] == ["UNDP", "UNDP"]
    assert found[1].cells[0].note == "merged from A1"


def test_row_78_comments_shapes_and_links_are_no_cells() -> None:
    comment = "<office:annotation><text:p>closed</text:p></office:annotation>"
    shape = (
        "<draw:frame><draw:text-box><text:p>logo</text:p></draw:text-box></draw:frame>"
    )
    cell = (
        f"<table:table-cell>{comment}<text:p>Badin</text:p>{shape}</table:table-cell>"
    )
    content = ods_content(
        f'<table:table table:name="A">{ods_row(cell)}</table:table>'
        f'<table:dde-links><table:dde-link><table:table table:name="B">'
        f"{ods_row(ods_cell('x'))}</table:table></table:dde-link></table:dde-links>"
    ).replace("xmlns:fo", 'xmlns:draw="d" xmlns:fo')
    book = read(zipped(ods_parts(content)))
    assert [sheet.name for sheet in book.sheets] == ["A"]
    assert [cell.text for cell in book.sheets[0].rows[0].cells] == ["Badin"]
    assert book.notes == (
        "comments are not read",
        "links to other workbooks are not followed; stored values are used",
    )


def test_row_79_formulas_give_the_stored_value_with_a_note() -> None:
    two = {"office_value_type": "float", "office_value": "2"}
    error = {"office_value_type": "string", "calcext_value_type": "error"}
    found = cells(
        ods_cell("2", table_formula="of:=1+1", **two),
        ods_cell("", table_formula="of:=TODAY()"),
        ods_cell("#DIV/0!", table_formula="of:=1/0", **error).replace("calcext:", "c:"),
        ods_cell("Err:502", table_formula="of:=X", **error),
        '<table:table-cell table:formula="of:=IF(1;&quot;&quot;)"><text:p/>'
        "</table:table-cell>",
        ods_cell("end"),
    )
    assert [(cell.text, cell.kind, cell.note) for cell in found] == [
        ("2", "number", "formula, stored value"),
        ("", "empty", "formula without a stored value"),
        ("", "error", "#DIV/0!"),
        ("", "error", "Err:502"),
        ("", "empty", ""),
        ("end", "text", ""),
    ]


def test_repeated_cells_and_rows() -> None:
    row = ods_row(
        ods_cell("a", table_number_columns_repeated="2"),
        ods_cell(table_number_columns_repeated="3"),
        ods_cell("b"),
        ods_cell(table_number_columns_repeated="16378"),
        attributes='table:number-rows-repeated="2"',
    )
    blank = ods_row(
        ods_cell(table_number_columns_repeated="16384"),
        attributes='table:number-rows-repeated="1048570"',
    )
    rows = first(blank.replace("1048570", "3") + row + blank).rows
    assert [row.number for row in rows] == [4, 5]
    assert [cell.text for cell in rows[1].cells] == ["a", "a", "", "", "", "b"]


def test_texts_with_paragraphs_spaces_tabs_and_runs() -> None:
    xml = (
        "<table:table-cell><text:p>Dera<text:s text:c='2'/><text:span>Ghazi</text:span>"
        "</text:p><text:p>Khan<text:tab/>x<text:line-break/>y</text:p></table:table-cell>"
    )
    assert cells(xml)[0].text == "Dera  Ghazi\nKhan\tx\ny"


def test_a_table_inside_a_cell_is_text_of_that_cell() -> None:
    inner = f"<table:table>{ods_row(ods_cell('in'))}</table:table>"
    cell = f"<table:table-cell><text:p>out</text:p>{inner}</table:table-cell>"
    rows = first(ods_row(cell, ods_cell("next"))).rows
    assert [cell.text for cell in rows[0].cells] == ["out\nin", "next"]


def test_row_82_a_password_is_named() -> None:
    parts = ods_parts("not xml") | {
        "META-INF/manifest.xml": "<manifest:encryption-data/>"
    }
    with pytest.raises(Refused, match="protected by a password"):
        read(zipped(parts))


@pytest.mark.parametrize(
    "rows",
    [ods_cell("a"), f"<table:table-row>{ods_row(ods_cell('a'))}</table:table-row>"],
)
def test_cells_and_rows_in_the_wrong_place_are_refused(rows: str) -> None:
    with pytest.raises(Refused, match="damaged"):
        first(rows)


def test_a_row_outside_of_any_table_is_refused() -> None:
    content = ods_content("<table:table/>" + ods_row(ods_cell("a")))
    with pytest.raises(Refused, match="a row in the wrong place"):
        read(zipped(ods_parts(content)))
