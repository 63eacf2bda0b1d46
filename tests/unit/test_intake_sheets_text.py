"""Delimited text: encodings, delimiters, quotes, ragged rows."""

import pytest

from spo_geo.intake.files.sheets import Refused, Workbook, read_workbook

PEOPLE = "Title,District\nPeople’s voice – Sindh,Lahore\n“Café”,Multan\n"
URDU = "عنوان,ضلع\nسکول,لاہور\nصحت,ملتان\n"


def texts(book: Workbook) -> list[list[str]]:
    """Return the texts of the first sheet."""
    return [[cell.text for cell in row.cells] for row in book.sheets[0].rows]


def read(text: str, encoding: str = "utf-8") -> Workbook:
    return read_workbook("list.csv", text.encode(encoding))


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_row_73_encodings_are_read_rightly(encoding: str, named: str) -> None:
    book = read(PEOPLE, encoding)
    assert texts(book) == [
        ["Title", "District"],
        ["People’s voice – Sindh", "Lahore"],
        ["“Café”", "Multan"],
    ]
    assert book.encoding == named


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_row_73_the_byte_order_mark_is_no_part_of_the_first_header(mark: str) -> None:
    assert texts(read("Title,District\nA,B\n", mark))[0][0] == "Title"


def test_row_73_a_second_byte_order_mark_is_no_part_either() -> None:
    assert texts(read("\ufeffTitle,District\nA,B\n", "utf-8-sig"))[0][0] == "Title"


def test_row_73_the_encoding_in_doubt_is_said() -> None:
    assert read(PEOPLE).notes == ()
    assert "read as Windows-1252" in read(PEOPLE, "cp1252").notes[0]


def test_row_73_mac_line_ends_and_mac_letters() -> None:
    book = read(PEOPLE.replace("\n", "\r"), "mac_roman")
    assert texts(book)[1] == ["People’s voice – Sindh", "Lahore"]
    assert book.encoding == "Mac Roman"


def test_row_73_excel_unicode_text_is_utf_16_with_tabs() -> None:
    book = read(URDU.replace(",", "\t"), "utf-16")
    assert texts(book)[1] == ["سکول", "لاہور"]
    assert book.delimiter == "\t"


def test_row_73_urdu_of_windows_1256() -> None:
    arabic = URDU.replace("ہ", "ه")  # the code page has no Urdu heh
    book = read(arabic, "cp1256")
    assert book.encoding == "Windows-1256"
    assert texts(book)[2] == ["صحت", "ملتان"]


def test_row_73_utf_8_with_a_few_pasted_windows_characters() -> None:
    content = (URDU * 20).encode() + "SPO\x92s list,Café\n".encode("latin-1")
    book = read_workbook("list.csv", content)
    assert texts(book)[-1] == ["SPO’s list", "Café"]
    assert "2 characters are not UTF-8" in book.notes[0]


def test_nul_is_left_out_and_noted() -> None:
    book = read("Title,District\nA\0B,C\n")
    assert texts(book)[1] == ["AB", "C"]
    assert book.notes == ("NUL characters were left out",)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_row_74_the_delimiter_is_detected(delimiter: str) -> None:
    rows = [["Title", "Places", "Start"], ["Schools, A; B", "Badin; Thatta", "2012"]]
    lines = [delimiter.join(f'"{text}"' for text in row) for row in rows]
    book = read("\n".join(lines))
    assert texts(book) == rows
    assert book.delimiter == delimiter


def test_row_74_a_list_inside_a_cell_is_not_the_delimiter() -> None:
    text = "Title;Places\nSchools;Badin, Thatta, Karachi\nCourts;Multan, Lahore, Kech\n"
    assert texts(read(text))[1] == ["Schools", "Badin, Thatta, Karachi"]


def test_row_74_decimal_commas_are_not_the_delimiter() -> None:
    assert texts(read("a;1,5\nb;2,5\nc;3,5\n"))[0] == ["a", "1,5"]


def test_row_74_a_title_above_the_table_does_not_mislead() -> None:
    text = "SPO; list of projects\n\nTitle,District,Start\nA,Badin,2012\nB,Kech,2013\n"
    book = read(text)
    assert book.delimiter == ","
    assert texts(book)[0] == ["SPO; list of projects"]


def test_row_74_the_delimiter_that_excel_declares_is_taken() -> None:
    book = read("sep=|\na,b|c,d\ne,f|g,h\n")
    assert texts(book) == [["a,b", "c,d"], ["e,f", "g,h"]]
    assert book.sheets[0].rows[0].number == 1


def test_row_74_one_column_is_one_column() -> None:
    assert texts(read("District\nBadin\nKech\n")) == [["District"], ["Badin"], ["Kech"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_row_74_line_ends_inside_quotes_stay_in_the_cell(end: str) -> None:
    text = f'Title,Places{end}Schools,"Badin{end}Thatta"{end}B,Kech{end}'
    book = read(text)
    assert texts(book)[1] == ["Schools", "Badin\nThatta"]
    assert [row.number for row in book.sheets[0].rows] == [1, 2, 3]


def test_row_74_a_quote_open_to_the_end_is_refused_with_its_row() -> None:
    with pytest.raises(Refused, match=r"never closed; in list\.csv, row 3; got '\"B,K"):
        read('Title,Places\nA,Badin\n"B,Kech\nC,Swat\n')


def test_row_74_a_quote_that_swallows_rows_is_refused_with_its_row() -> None:
    with pytest.raises(Refused, match=r"never closed; in list\.csv, row 2"):
        read('Title,Places\n"A,Badin\nB,"Kech, Swat"\nC,"Sibi, Kohlu"\n')


def test_row_74_a_quote_inside_a_text_is_read_as_it_stands() -> None:
    book = read('Title,Size\n"Pipe" laying,5" pipe\n"A","x"\n')
    assert texts(book)[1] == ["Pipe laying", '5" pipe']
    assert "a quote inside the text" in book.sheets[0].rows[1].note


def test_row_74_a_stray_quote_does_not_hide_an_open_one() -> None:
    with pytest.raises(Refused, match=r"never closed; in list\.csv, row 2"):
        read('Title,Size\n"Pipe" laying,"open\nB,C\n')


def test_row_74_ragged_rows_are_kept_and_noted() -> None:
    book = read("SPO projects\nTitle,District,Start\nA,Badin,2012\nB,Kech\nC,D,E,F\n")
    assert texts(book)[3:] == [["B", "Kech"], ["C", "D", "E", "F"]]
    notes = [row.note for row in book.sheets[0].rows]
    assert notes == [
        "",
        "",
        "",
        "2 cells, most rows have 3",
        "4 cells, most rows have 3",
    ]
    assert book.sheets[0].notes == ("rows with more or fewer cells than most: 2",)


def test_row_81_blank_rows_are_left_out_and_numbers_stay_true() -> None:
    book = read("\n\nTitle,District\n,,,\nA,Badin\n   ,\n")
    assert [row.number for row in book.sheets[0].rows] == [3, 5]


def test_blank_cells_at_the_end_are_left_out() -> None:
    row = read("a,b,,\nc,d,,\n").sheets[0].rows[0]
    assert [cell.text for cell in row.cells] == ["a", "b"]
    assert row.cell(7).kind == "empty"


def test_row_79_formulas_and_errors_in_text_are_never_evaluated() -> None:
    row = read("a,b,c,d\n=1+1,@SUM(A1),#REF!,-\n").sheets[0].rows[1]
    assert [cell.text for cell in row.cells] == ["=1+1", "@SUM(A1)", "", "-"]
    assert (row.cells[2].kind, row.cells[2].note) == ("error", "#REF!")


def test_row_80_scripts_and_templates_are_text() -> None:
    hostile = [
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "[kc_row use_container]",
        "&amp;",
    ]
    assert texts(read("a,b,c,d\n" + ",".join(hostile)))[1] == hostile


def test_row_83_numbers_in_text_stay_as_typed() -> None:
    row = read('a,b\n"1,00,000",001\n').sheets[0].rows[1]
    assert [(cell.text, cell.kind) for cell in row.cells] == [
        ("1,00,000", "text"),
        ("001", "text"),
    ]
