"""Rows that are no records, headers, and what a column is taken for."""

from dataclasses import replace

import pytest

from spo_geo.dataset import Dataset
from spo_geo.intake.columns.header import find_header
from spo_geo.intake.columns.headings import read_heading
from spo_geo.intake.projects.understand import understand
from tests.sheets import (
    HEADER,
    Value,
    adds_up,
    book,
    merged,
    problems,
    read,
    rules,
    sheet,
)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (HEADER, "the header again"),
        ((1, 2, 3, 4, 5, 6), "numbers of the columns"),
        (("(1)", "(2)", "(3)"), "numbers of the columns"),
        (("Grand Total", None, None, None, None, 12), "a total"),
        (("Total: 15",), "a total"),
        (("کل", None, None, None, None, 12), "a total"),
        (("UN Agencies",), "a sub-heading or remark: only one cell is filled in"),
        (("–", "-", "", "", "", "n/a"), "nothing is filled in"),
        (("#activity", "#adm2", None, None, None, "#org"), "a row of HXL tags"),
    ],
)
def test_rows_that_are_no_records_are_skipped_and_listed(
    real: Dataset, row: tuple[Value, ...], why: str
) -> None:
    first = ("Peace", "Badin", "Sindh", "2012", "2014", "DFID")
    intake = read(real, first, row, ("Law", "Multan", "", "", "", ""))
    assert (intake.rows_taken, intake.rows_skipped) == (2, 1)
    assert [(p.row, p.rule) for p in problems(intake, "skip")] == [(3, why)]
    assert adds_up(intake)


def test_a_title_with_the_word_total_is_a_project(real: Dataset) -> None:
    intake = read(real, ("Total Sanitation Project", "Badin", "", "", "", ""))
    assert intake.rows[0]["title"] == "Total Sanitation Project"


def test_a_district_alone_in_its_row_is_no_sub_heading(real: Dataset) -> None:
    intake = read(real, ("Peace", "Badin", "", "", "", ""), (None, "Thatta"))
    assert (intake.rows_taken, intake.rows_held) == (1, 1)


def test_a_heading_merged_over_the_table_is_skipped(real: Dataset) -> None:
    wide = tuple(merged("Sindh", "A3") for _ in range(5))
    intake = read(real, ("Peace", "Badin", "", "", "", ""), ("Sindh", *wide))
    assert "a sub-heading" in rules(intake, "skip", 3)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("District/Tehsil", "districts"),
        ("Province/District", "place"),
        ("Start & End Date", "period"),
        ("From - To", "period"),
        ("Lat/Long", "coordinates"),
        ("Donor/Partner", "funders"),
        ("Project/Activity", "title"),
        ("Start Date (DD/MM/YYYY)", "start"),
        ("Name(s) of Donor Agency", "funders"),
        ("projectTitle", "title"),
        ("DISTRICTS COVERED BY THE PROJECT", "districts"),
        ("Compltion Date", "end"),
        ("District Coordinator", ""),
        ("Donor contact", ""),
        ("Office Location", "kept"),
        ("#org+funder", "funders"),
        ("#adm2 +name +alt", "districts"),
        ("#unheard", ""),
        ("#date+reported", "kept"),
        ("#org +acronym", "kept"),
        ("#adm1+code", "kept"),
        ("#country+name", "country"),
        ("x" * 200, ""),
        ("", ""),
    ],
)
def test_names_of_columns(name: str, field: str) -> None:
    assert read_heading(name).field == field


def test_from_and_to_count_only_beside_each_other(real: Dataset) -> None:
    both = read(
        real, ("A", "Badin", "2012", "2013"), header=("Title", "District", "From", "To")
    )
    assert (both.rows[0]["start"], both.rows[0]["end"]) == ("2012", "2013")
    alone = read(real, ("A", "Badin", "Ali"), header=("Title", "District", "From"))
    assert alone.mapping.uses[2].field == ""


def test_the_first_names_stand_in_where_none_is_known(real: Dataset) -> None:
    header = find_header(sheet([("Report",), ("Wer", "Was"), ("a", "b")]))
    assert header is not None
    assert header.names == ("Wer", "Was")
    assert find_header(sheet([])) is None
    assert find_header(sheet([("a",), ("b",)])) is None
    assert find_header(sheet([(1, 2), (3, 4)])) is None


def test_two_columns_of_one_name_that_say_the_same_are_one(real: Dataset) -> None:
    header = ("Title", "District", "Donor", "Donor")
    for second in ("DFID", ""):
        intake = read(real, ("Law", "Badin", "DFID", second), header=header)
        assert intake.rows[0]["funders"] == "DFID"
        assert problems(intake, "hold") == []


def test_the_best_of_two_titles_is_taken_and_the_other_kept(real: Dataset) -> None:
    header = ("Project", "Title", "District")
    intake = read(real, ("P1", "Law", "Badin"), header=header)
    assert intake.rows[0]["title"] == "Law"
    assert intake.projects[0].extra == {"Project": "P1"}


def test_a_column_of_areas_may_hold_themes_or_agencies(real: Dataset) -> None:
    themes = read(
        real, ("A", "Education", "Badin"), header=("Title", "Area", "District")
    )
    assert themes.rows[0]["focus_area"] == "Education"
    rows = [("A", "Khyber"), ("B", "Kurram")]
    agencies = read(real, *rows, header=("Title", "Agency"))
    assert [row["districts"] for row in agencies.rows] == ["Khyber", "Kurram"]


def test_a_mapping_finds_its_header_by_row_when_its_names_are_unknown(
    real: Dataset,
) -> None:
    rows: list[tuple[Value, ...]] = [
        ("Foundation", "Annual"),
        ("Wer", "Wo"),
        ("Peace", "Badin"),
    ]
    assert understand(book(sheet(rows)), real).is_refused
    known = read(real, ("Peace", "Badin"), header=("Wer", "Wo")).mapping
    chosen = known.choose(0, "title").choose(1, "districts")
    chosen = replace(chosen, header_rows=(2,))
    intake = understand(book(sheet(rows)), real, mapping=chosen)
    assert [row["title"] for row in intake.rows] == ["Peace"]
