"""The sheet to fill in: what it offers, and that it reads back as it was filled."""

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from spo_geo.dataset import DATA_DIR, Dataset
from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.files.sheets import read_workbook
from spo_geo.intake.merging.merge import plan
from spo_geo.intake.merging.table import read_table
from spo_geo.intake.projects.understand import Intake, understand
from spo_geo.intake.template import (
    COLUMNS,
    FILE_NAME,
    LAST_ROW,
    WIDE,
    choices,
    template,
)


@pytest.fixture(scope="module")
def content(real: Dataset) -> bytes:
    return template(real)


@pytest.fixture
def book(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def checks(book: Workbook) -> dict[str, Any]:
    """Return the data validation of each column, by its name."""
    sheet = book["Projects"]
    by_range = {str(v.sqref): v for v in sheet.data_validations.dataValidation}
    return {
        cell.value: by_range[f"{cell.column_letter}2:{cell.column_letter}{LAST_ROW}"]
        for cell in sheet[1]
    }


def filled(book: Workbook, **cells: str) -> bytes:
    """Return the sheet with one row, by the names of the columns."""
    names = [cell.value for cell in book["Projects"][1]]
    for name, text in cells.items():
        at = names.index(name.replace("_", " ")) + 1
        book["Projects"].cell(2, at, text).number_format = "@"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(content: bytes, real: Dataset) -> Intake:
    return understand(read_workbook(FILE_NAME, content), real)


def test_template_is_the_same_each_time(real: Dataset, content: bytes) -> None:
    assert template(real) == content


def test_template_has_its_sheets_and_no_row(book: Workbook) -> None:
    assert book.sheetnames == ["Projects", "Lists", "How to fill in"]
    rows = list(book["Projects"].iter_rows(values_only=True))
    assert rows == [tuple(column.name for column in COLUMNS)]


def test_choices_are_those_of_the_records(real: Dataset) -> None:
    lists = choices(real)
    assert len(lists["district"]) == len(set(lists["district"])) == 160
    assert len(lists["province"]) == 7
    assert lists["funder"] == tuple(f.name for f in real.records.funders)
    assert "Education" in lists["focus area"]


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("Status", "status"),
        ("Coverage", "coverage"),
        ("Province", "province"),
        ("Districts", "district"),
        ("Focus area", "focus area"),
        ("Donor", "funder"),
    ],
)
def test_a_column_offers_its_list_and_forbids_nothing(
    real: Dataset, book: Workbook, column: str, words: str
) -> None:
    check = checks(book)[column]
    assert check.type == "list"
    assert not check.showErrorMessage
    sheet, cells = check.formula1.split("!")
    offered = [row[0].value for row in book[sheet][cells.replace("$", "")]]
    assert offered == list(choices(real)[words])


def test_every_column_explains_itself(book: Workbook) -> None:
    found = checks(book)
    assert set(found) == {column.name for column in COLUMNS}
    for column in COLUMNS:
        assert column.help in found[column.name].prompt
        assert len(found[column.name].prompt) <= 255
        assert len(found[column.name].promptTitle) <= 32
    rows = list(book["How to fill in"].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [column.name for column in COLUMNS]


def test_dates_are_text_and_checked(book: Workbook) -> None:
    sheet = book["Projects"]
    for name in ("Start date", "End date"):
        check = checks(book)[name]
        assert (check.type, check.showErrorMessage) == ("custom", True)
        letter = str(check.sqref)[0]
        assert sheet.column_dimensions[letter].number_format == "@"
    assert 'LOWER(E2)="ongoing"' in checks(book)["End date"].formula1


def test_every_column_of_the_template_is_known(real: Dataset, content: bytes) -> None:
    intake = read(content, real)
    fields = [use.field for use in intake.mapping.uses]
    assert "" not in fields
    assert len(set(fields)) == len(COLUMNS)
    assert {use.sure for use in intake.mapping.uses} == {"name"}


def test_an_empty_template_is_a_header_without_rows(
    real: Dataset, content: bytes
) -> None:
    intake = read(content, real)
    assert (intake.projects, intake.rows_read) == ((), 0)
    assert [p.row for p in intake.problems if p.severity == "refuse"] == [1]
    assert {p.sheet for p in intake.problems} == {"Projects", "Lists", "How to fill in"}


def test_a_filled_template_reads_back_clean(real: Dataset, book: Workbook) -> None:
    content = filled(
        book,
        Project_title="Water for Kech",
        Status="On-going",
        Start_date="2015-04",
        End_date="ongoing",
        Coverage="Kech and Gwadar",
        Province="Balochistan",
        Districts="Kech; Gwadar",
        Focus_area="Education; Health",
        SDG="5; 16",
        Implementing_partner="SPO",
        Donor="DFID; Oxfam",
        Description="Two sentences.",
        Source="http://spopk.org/",
    )
    intake = read(content, real)
    counts = (intake.rows_read, intake.rows_taken, intake.rows_held)
    assert counts == (1, 1, 0)
    (row,) = intake.rows
    assert row["title"] == "Water for Kech"
    assert (row["start"], row["end"]) == ("2015-04", "ongoing")
    assert (row["scope"], row["districts"]) == ("districts", "Kech; Gwadar")
    assert row["focus_area"] == "Education; Health"
    assert row["sdg"] == "5; 16"
    assert row["funders"] == "DFID; Oxfam"
    present = read_table(DATA_DIR / "projects.csv")
    found = plan(
        intake.rows,
        present,
        Meaning.of(real),
        columns=intake.mapping.columns,
        labels=intake.labels,
    )
    assert [(n.project_id, n.label) for n in found.new] == [
        (f"SPO-{len(present.rows) + 1:02d}", "Projects row 2")
    ]


@pytest.mark.parametrize("words", WIDE)
def test_the_coverages_that_are_offered_name_no_district(
    real: Dataset, book: Workbook, words: str
) -> None:
    intake = read(filled(book, Project_title="Law", Coverage=words), real)
    (row,) = intake.rows
    assert row["districts"] == ""
    assert row["scope"] in ("national", "institutional")
    assert intake.rows_held == 0
