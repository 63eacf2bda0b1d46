import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from spo_geo.dataset import Dataset
from spo_geo.export import to_bytes
from spo_geo.provenance import Stamp
from spo_geo.summary import summarise
from spo_geo.view import View, make_view
from tests.conftest import TINY, MakeDataset

MADE = date(2026, 11, 22)
SHEETS = ["Projects", "Project × district", "Districts", "Not on the map", "About"]


def book_of(view: View) -> Workbook:
    return load_workbook(io.BytesIO(to_bytes(view, ".xlsx", MADE)))


def table(book: Workbook, name: str) -> list[dict[str, Any]]:
    header, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.fixture
def book(tiny: Dataset) -> Workbook:
    return book_of(make_view(tiny))


def test_workbook_has_a_sheet_for_each_question(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    projects = table(book, "Projects")
    assert [row["project_id"] for row in projects] == ["T-1", "T-2", "T-3", "T-4"]
    assert projects[0]["adm2_names"] == "Badin; Thatta"
    assert projects[0]["adm2_pcodes"] == "PK701; PK727"
    assert projects[0]["places_held"] == "Karachi"
    assert [row["n_districts"] for row in projects] == [2, 2, 0, 0]


def test_workbook_pairs_have_codes_beside_names(book: Workbook) -> None:
    found = [
        (r["project_id"], r["adm2_pcode"], r["adm2_name"], r["adm1_pcode"])
        for r in table(book, "Project × district")
    ]
    assert found == [
        ("T-1", "PK701", "Badin", "PK7"),
        ("T-1", "PK727", "Thatta", "PK7"),
        ("T-2", "PK701", "Badin", "PK7"),
        ("T-2", "PK622", "Multan", "PK6"),
    ]


def test_workbook_districts_count_what_the_view_counts(
    tiny: Dataset, book: Workbook
) -> None:
    rows = table(book, "Districts")
    found = [(r["adm2_pcode"], r["n_projects"], r["project_ids"]) for r in rows]
    assert found == [
        ("PK622", 1, "T-2"),
        ("PK701", 2, "T-1; T-2"),
        ("PK727", 1, "T-1"),
    ]
    badin = rows[1]
    assert (badin["first_year"], badin["last_year"]) == (2012, 2016)
    assert badin["focus_areas"] == "Education; Human Rights"
    assert "USAID" in badin["donor_partners"]
    assert "Oxfam" in badin["funder_names"]


def test_workbook_keeps_what_is_not_on_the_map_in_its_own_words(
    book: Workbook,
) -> None:
    rows = table(book, "Not on the map")
    assert [(r["kind"], r["project_id"], r["coverage"]) for r in rows[:2]] == [
        ("Provinces named, no district", "T-4", "Punjab"),
        ("National", "T-3", "across Pakistan"),
    ]
    held = rows[2]
    assert (held["kind"], held["place_as_written"]) == ("Held place", "Karachi")
    assert "South Karachi (PK" in held["candidates"]
    assert len(rows) == 3


def test_workbook_says_when_no_named_district_is_on_the_map(
    make_dataset: MakeDataset,
) -> None:
    row = dict(TINY[0], districts="Karachi", district_provinces="")
    kinds = [
        row["kind"]
        for row in table(book_of(make_view(make_dataset([row]))), "Not on the map")
    ]
    assert kinds == ["Districts named, none on the map", "Held place"]


def test_workbook_about_tells_every_count_of_the_summary(
    tiny: Dataset, book: Workbook
) -> None:
    summary = summarise(make_view(tiny))
    about = {row["item"]: row["value"] for row in table(book, "About")}
    assert about["In one sentence"] == summary["sentence"]
    assert about["Projects not on the map"] == summary["n_projects_without_district"]
    assert about["Districts named"] == summary["projects_by_scope"]["districts"]
    assert about["Data hash"] == tiny.version
    assert about["Made on"] == "2026-11-22"
    assert "official endorsement" in about["Boundaries"]
    assert "first day" in about["Dates"]
    assert Stamp.from_json(about["stamp"]).n_projects == 4


def test_workbook_dates_are_dates_shown_as_precise_as_stated(
    make_dataset: MakeDataset,
) -> None:
    row = dict(TINY[0], start="2012-03", end="2014")
    sheet = book_of(make_view(make_dataset([row])))["Projects"]
    names = [cell.value for cell in sheet[1]]
    start, end = (sheet.cell(2, names.index(n) + 1) for n in ("start", "end"))
    assert start.value == datetime(2012, 3, 1)
    assert start.is_date
    assert start.number_format == "mmm yyyy"
    assert (end.value, end.is_date) == (2014, False)


def test_workbook_stores_texts_as_texts(make_dataset: MakeDataset) -> None:
    hostile = dict(
        TINY[0],
        title='=HYPERLINK("http://x","y")',
        coverage="#REF!",
        status="+1",
        n_districts_stated="007",
    )
    book = book_of(make_view(make_dataset([hostile])))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert not any(cell.data_type in ("f", "e") for cell in cells)
    project = table(book, "Projects")[0]
    assert project["title"] == '\'=HYPERLINK("http://x","y")'
    assert (project["coverage"], project["status"]) == ("#REF!", "'+1")
    assert project["n_districts_stated"] == "007"


def test_workbook_can_be_read_and_printed(book: Workbook) -> None:
    for name in SHEETS:
        sheet = book[name]
        assert sheet.freeze_panes in ("A2", "C2")
        assert sheet["A1"].font.bold
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert bool(sheet.auto_filter.ref) == (name != "About")
    projects = book["Projects"]
    assert projects.auto_filter.ref == projects.dimensions
    assert projects.column_dimensions["B"].width == 34
    assert projects["B2"].alignment.wrap_text
    assert projects.row_dimensions[2].height >= 15


def test_workbook_rows_are_high_enough_for_their_text(
    make_dataset: MakeDataset,
) -> None:
    row = dict(TINY[2], coverage="word " * 100)
    sheet = book_of(make_view(make_dataset([row])))["Projects"]
    assert sheet.row_dimensions[2].height == 15 * 15
    row = dict(TINY[2], coverage="word " * 10_000)
    sheet = book_of(make_view(make_dataset([row])))["Projects"]
    assert sheet.row_dimensions[2].height == 409


def test_workbook_properties_and_bytes_know_no_clock(tiny: Dataset) -> None:
    view = make_view(tiny)
    content = to_bytes(view, ".xlsx", MADE)
    assert content == to_bytes(view, ".xlsx", MADE)
    properties = load_workbook(io.BytesIO(content)).properties
    assert properties.created == properties.modified == datetime(2026, 11, 22)
    assert "all records" in (properties.subject or "")
    assert tiny.version in (properties.keywords or "")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len({entry.date_time for entry in archive.infolist()}) == 1


def test_workbook_of_nothing_has_its_sheets(tiny: Dataset) -> None:
    nothing = tiny.filter_reader.read({"funder": ["DFID"], "scope": ["national"]})
    book = book_of(make_view(tiny, nothing))
    assert book.sheetnames == SHEETS
    assert table(book, "Projects") == []
    about = {row["item"]: row["value"] for row in table(book, "About")}
    assert about["Projects"] is not None
    assert "No recorded project matches" in about["In one sentence"]
