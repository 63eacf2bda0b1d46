from pathlib import Path

import pytest
from openpyxl import Workbook

from spo_geo.call import reading, sources
from spo_geo.call.reading import CallRow, read_call
from spo_geo.dataset import Dataset
from spo_geo.errors import SpoGeoError
from spo_geo.gazetteer import Gazetteer
from tests.workbooks import xlsx_parts, zipped

Name = tuple[str, str]


@pytest.fixture(scope="module")
def places(real: Dataset) -> Gazetteer:
    return real.gazetteer


def names(source: Path | str, places: Gazetteer) -> list[Name]:
    return [(row.written, row.province) for row in read_call(source, places)]


def only(*written: str) -> list[Name]:
    return [(name, "") for name in written]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Badin\nThatta\n\nMultan\n", only("Badin", "Thatta", "Multan")),
        ("Badin, Thatta and Karachi", only("Badin", "Thatta", "Karachi")),
        ("Badin; Thatta;Multan", only("Badin", "Thatta", "Multan")),
        ("Layyah & Mianwali", only("Layyah", "Mianwali")),
        ("Upper/Lower Dir", only("Upper/Lower Dir")),
        ("Upper and Lower Dir", only("Upper and Lower Dir")),
        (
            "1. Badin\n2) Thatta\n(3) Multan\n- Quetta\n• Swat",
            only("Badin", "Thatta", "Multan", "Quetta", "Swat"),
        ),
        ("1\tBadin\n2\tThatta", only("Badin", "Thatta")),
        ("Badin, Sindh\nSindh\tThatta", [("Badin", "Sindh"), ("Thatta", "Sindh")]),
        ("Rawalpindi, Islamabad", only("Rawalpindi", "Islamabad")),
        ("Punjab, Sindh", only("Punjab", "Sindh")),
        (
            "Sindh: Badin, Thatta; Punjab: Multan",
            [("Badin", "Sindh"), ("Thatta", "Sindh"), ("Multan", "Punjab")],
        ),
        ("Sindh (Badin and Thatta)", [("Badin", "Sindh"), ("Thatta", "Sindh")]),
        ("Sindh and Balochistan", only("Sindh", "Balochistan")),
        ("بدين، ٺٽو", only("بدين", "ٺٽو")),
        ('"Badin\nThatta', only('"Badin', "Thatta")),
    ],
)
def test_read_call_takes_a_pasted_list(
    places: Gazetteer, text: str, expected: list[Name]
) -> None:
    assert names(text, places) == expected


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_read_call_takes_a_table_by_its_headings(
    places: Gazetteer, delimiter: str
) -> None:
    rows = [
        ["No", "Province", "ADM2_NAME", "Budget"],
        ["1", "Sindh", "Badin", "10"],
        ["2", "", "Thatta", ""],
        ["3", "Punjab", "", "7"],
        ["", "", "", ""],
    ]
    text = "\n".join(delimiter.join(row) for row in rows)
    assert names(text, places) == [
        ("Badin", "Sindh"),
        ("Thatta", ""),
        ("", "Punjab"),
    ]


@pytest.mark.parametrize(
    "heading",
    ["District", "DISTRICTS", "Target Districts", "ADM2_EN", "admin2Name", "Location"],
)
def test_read_call_knows_the_headings_that_people_write(
    places: Gazetteer, heading: str
) -> None:
    assert names(f"{heading},Note\nBadin,x\n", places) == only("Badin")


def test_read_call_finds_headings_below_a_title(places: Gazetteer) -> None:
    text = "Call for proposals 2026,\n,\nDistrict,Province\nBadin,Sindh\n"
    assert names(text, places) == [("Badin", "Sindh")]


def test_read_call_takes_no_heading_below_a_place(places: Gazetteer) -> None:
    assert names("Badin\nDistrict, Area\n", places) == only("Badin", "District", "Area")


def test_read_call_takes_one_heading_over_a_list(places: Gazetteer) -> None:
    text = "Districts\nBadin, Sindh\nThatta, Multan and Quetta\n"
    assert names(text, places) == [
        ("Badin", "Sindh"),
        *only("Thatta", "Multan", "Quetta"),
    ]


def test_read_call_splits_a_cell_with_several_names(places: Gazetteer) -> None:
    text = 'District,Province\n"Badin; Thatta",Sindh\n'
    assert names(text, places) == [("Badin", "Sindh"), ("Thatta", "Sindh")]


def test_read_call_keeps_the_pcode_beside_the_name(places: Gazetteer) -> None:
    text = "District,P-code\nBadin,PK701\n,PK727\n"
    assert read_call(text, places) == (
        CallRow(1, 2, "Badin", "", "PK701"),
        CallRow(2, 3, "", "", "PK727"),
    )


def test_read_call_keeps_a_row_with_too_many_cells_whole(places: Gazetteer) -> None:
    text = "District,Province\nBadin, Thatta,Sindh\n"
    assert names(text, places) == only("Badin, Thatta,Sindh")


def test_read_call_counts_names_and_lines(places: Gazetteer) -> None:
    rows = read_call("Badin\n\nThatta, Multan\n", places)
    assert [(row.number, row.line) for row in rows] == [(1, 1), (2, 3), (3, 3)]


@pytest.mark.parametrize(
    ("encoding", "end"),
    [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("utf-16", "\n"), ("cp1252", "\r")],
)
def test_read_call_takes_the_encodings_of_spreadsheets(
    places: Gazetteer, tmp_path: Path, encoding: str, end: str
) -> None:
    path = tmp_path / "call.csv"
    text = end.join(["District,Province", "Badin – é,Sindh", ""])
    path.write_bytes(text.encode(encoding))
    assert names(path, places) == [("Badin – é", "Sindh")]


def workbook(path: Path, *sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_read_call_takes_a_workbook(places: Gazetteer, tmp_path: Path) -> None:
    notes: list[list[object]] = [["About this call"], ["Closes in May"]]
    table: list[list[object]] = [
        ["List of districts", None, None],
        [None, "Province", "District"],
        [1, "Sindh", "Badin"],
        [2, None, "Thatta, Multan"],
        [None, None, None],
    ]
    path = workbook(tmp_path / "call.xlsx", notes, table)
    assert names(path, places) == [("Badin", "Sindh"), *only("Thatta", "Multan")]
    assert [row.line for row in read_call(path, places)] == [3, 4, 4]


def test_read_call_takes_a_workbook_without_headings(
    places: Gazetteer, tmp_path: Path
) -> None:
    rows: list[list[object]] = [[1, "Badin", "Sindh"], [2, "Thatta", "Sindh"]]
    path = workbook(tmp_path / "call.xlsx", rows)
    assert names(path, places) == [("Badin", "Sindh"), ("Thatta", "Sindh")]


def test_read_call_leaves_out_a_hidden_sheet(places: Gazetteer, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = workbook(tmp_path / "c.xlsx", [["District"], ["Swat"]], [["Badin"]])
    book = load_workbook(path)
    book.worksheets[0].sheet_state = "hidden"
    book.save(path)
    assert names(path, places) == only("Badin")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "names no district"),
        ("a.csv", b" \n , ,\n", "names no district"),
        ("a.csv", b"District,Province\n", "names no district"),
        ("a.pdf", b"%PDF-1.7", "got 'PDF'"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1", "Word 97"),
        ("a.txt", b"Badin\x00Thatta", "not text"),
        ("a.xlsx", b"PK\x03\x04 broken", "not a workbook of Excel"),
    ],
)
def test_read_call_says_why_a_file_cannot_be_read(
    places: Gazetteer, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SpoGeoError, match=message) as error:
        read_call(path, places)
    assert str(path) in str(error.value)


def test_read_call_says_that_a_file_is_missing(
    places: Gazetteer, tmp_path: Path
) -> None:
    with pytest.raises(SpoGeoError, match=r"cannot be read.*No such file"):
        read_call(tmp_path / "none.csv", places)


def test_read_call_refuses_more_lines_than_a_country_has(places: Gazetteer) -> None:
    text = "\n".join(["Badin"] * (sources.MAX_LINES + 1))
    with pytest.raises(SpoGeoError, match="too many lines; got '1001'"):
        read_call(text, places)


def test_read_call_refuses_more_names_than_any_call_has(places: Gazetteer) -> None:
    text = "Badin," * (reading.MAX_NAMES + 1)
    with pytest.raises(SpoGeoError, match="too many names; in the pasted text"):
        read_call(text, places)
    assert len(read_call("Badin," * 200, places)) == 200


def test_read_call_takes_a_long_run_of_spaces_for_one(places: Gazetteer) -> None:
    """Each of them could begin the word "and": that must not be tried for each."""
    gap = " " * 20_000
    assert names(f"Badin{gap}and{gap}Thatta", places) == only("Badin", "Thatta")
    assert names(f"Sindh{gap}:{gap}Badin", places) == [("Badin", "Sindh")]


def test_read_call_refuses_a_cell_without_end(
    places: Gazetteer, python_limit: int
) -> None:
    text = f'District,Province\n"{"x" * (python_limit + 1)}",Sindh'
    with pytest.raises(SpoGeoError, match="cannot be read as a table"):
        read_call(text, places)


def test_read_call_refuses_a_text_larger_than_any_list(
    places: Gazetteer, tmp_path: Path
) -> None:
    path = tmp_path / "call.txt"
    with path.open("wb") as file:
        file.truncate(sources.MAX_BYTES + 1)
    with pytest.raises(SpoGeoError, match="the call is too large"):
        read_call(path, places)


def test_read_call_refuses_a_workbook_with_too_many_lines(
    places: Gazetteer, tmp_path: Path
) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(sources.MAX_LINES + 1):
        sheet.append(["Badin"])
    book.save(tmp_path / "call.xlsx")
    with pytest.raises(SpoGeoError, match="the call has too many lines"):
        read_call(tmp_path / "call.xlsx", places)


def test_read_call_refuses_a_workbook_that_is_broken_inside(
    places: Gazetteer, tmp_path: Path
) -> None:
    path = tmp_path / "call.xlsx"
    path.write_bytes(zipped({**xlsx_parts("<sheetData/>"), "xl/workbook.xml": "<a>"}))
    with pytest.raises(SpoGeoError, match="workbook of Excel"):
        read_call(path, places)
