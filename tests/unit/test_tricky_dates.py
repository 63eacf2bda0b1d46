"""Rows 38 to 51 of the list of tricky inputs: dates, years, and what has none."""

import datetime

import pytest

from spo_geo.dataset import Dataset
from spo_geo.filters import Filters
from spo_geo.intake.session import as_dataset
from spo_geo.intake.words.dates import DateColumn, read_dates
from spo_geo.view import View, make_view
from tests.sheets import Value, cell, problems, read, rules

DATES = ("Title", "District", "Start Date", "End Date")


def start(text: str) -> str:
    return str(read_dates(text).start)


def both(text: str) -> tuple[str, str]:
    found = read_dates(text)
    return str(found.start), str(found.end)


def dated(real: Dataset, first: Value, last: Value) -> dict[str, str]:
    (row,) = read(real, ("Schools", "Badin", first, last), header=DATES).rows
    return {name: row[name] for name in ("start", "end")}


def view(real: Dataset, *rows: tuple[Value, ...], year: str = "") -> View:
    dataset = as_dataset(read(real, *rows, header=DATES), real)
    return make_view(dataset, Filters(years=(int(year),)) if year else None)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Oct 2011", "2011-10"),
        ("October 2011", "2011-10"),
        ("Sept-2014", "2014-09"),
        ("Sep. 2014", "2014-09"),
        ("09/2014", "2014-09"),
        ("2014-09", "2014-09"),
        ("1st Jun 2012", "2012-06-01"),
        ("April 01, 2015", "2015-04-01"),
        ("20th Mar 2018", "2018-03-20"),
    ],
)
def test_row_38_dates_keep_the_precision_that_is_given(text: str, date: str) -> None:
    assert start(text) == date
    assert read_dates(text).held == ""


def test_row_39_day_or_month_first_is_decided_by_the_column_alone(
    real: Dataset,
) -> None:
    rows = [("A", "Badin", "03/04/2015", ""), ("B", "Badin", "25/12/2015", "")]
    day_first = read(real, *rows, header=DATES)
    assert [row["start"] for row in day_first.rows] == ["2015-04-03", "2015-12-25"]
    rows[1] = ("B", "Badin", "12/25/2015", "")
    month_first = read(real, *rows, header=DATES)
    assert [row["start"] for row in month_first.rows] == ["2015-03-04", "2015-12-25"]
    alone = read(real, rows[0], header=DATES)
    assert alone.rows[0]["start"] == ""
    (problem,) = problems(alone, "hold")
    assert (problem.row, problem.suggestion) == (2, "3 Apr 2015 or 4 Mar 2015")
    mixed = read(real, *rows, ("C", "Badin", "25/12/2015", ""), header=DATES)
    assert [row["start"] for row in mixed.rows] == ["", "2015-12-25", "2015-12-25"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2012", ("2012", "None")),
        ("2012-2013", ("2012", "2013")),
        ("2014-15", ("2014", "2015")),
        ("FY 2014-15", ("2014-07", "2015-06")),
        ("July 2014 - June 2015", ("2014-07", "2015-06")),
    ],
)
def test_row_40_years_stay_years(text: str, dates: tuple[str, str]) -> None:
    assert both(text) == dates


def test_row_40_a_year_is_shown_and_filtered_as_a_year(real: Dataset) -> None:
    row = ("Schools", "Badin", "2012", "2013")
    assert dated(real, *row[2:]) == {"start": "2012", "end": "2013"}
    (project,) = view(real, row).projects
    assert project.period == "2012 – 2013"
    assert [view(real, row, year=y).n_projects for y in ("2012", "2013", "2014")] == [
        1,
        1,
        0,
    ]


def test_row_41_typed_dates_serials_and_the_1904_calendar() -> None:
    typed = cell(datetime.date(2014, 10, 1))
    plain = DateColumn([typed, cell(datetime.date(2014, 10, 9))], in_workbook=True)
    assert str(plain.read(typed).start) == "2014-10-01"
    assert start("2014-10-01T00:00:00") == "2014-10-01"
    serial = DateColumn([], in_workbook=True).read(cell(41913))
    assert str(serial.start) == "2014-10-01"
    assert serial.notes == ("41913 is a workbook's number for 1 Oct 2014",)
    old = DateColumn([], in_workbook=True, date_1904=True).read(cell(40451))
    assert str(old.start) == "2014-10-01"
    assert DateColumn([], in_workbook=False).read(cell("41913")).held
    for number in (32873, 55153, 99999):
        assert DateColumn([], in_workbook=True).read(cell(number)).held


def test_row_41_months_that_a_workbook_stores_as_first_days() -> None:
    cells = [cell(datetime.date(2014, 10, 1)), cell(datetime.date(2015, 3, 1))]
    column = DateColumn(cells, in_workbook=True)
    assert [str(column.read(one).start) for one in cells] == ["2014-10", "2015-03"]


def test_row_42_sep_14_is_held(real: Dataset) -> None:
    found = read_dates("Sep-14")
    assert (found.start, found.suggestion) == (None, "Sep 2014")
    assert "day 14" in found.held
    intake = read(real, ("A", "Badin", "Sep-14", "Dec 2015"), header=DATES)
    assert (intake.rows_held, intake.rows[0]["start"]) == (1, "")
    assert "'Sep-14'" in intake.rows[0]["dates_note"]


@pytest.mark.parametrize(
    "word",
    ["ongoing", "On-going", "till date", "to date", "present", "continue", "ONGOING"],
)
def test_row_43_an_ongoing_project_is_active_up_to_now(
    real: Dataset, word: str
) -> None:
    chosen = view(real, ("Schools", "Sukkur", "April 2016", word))
    (project,) = chosen.projects
    assert project.period == "Apr 2016 – ongoing as stated"
    year = int(real.records.date[:4])
    assert list(project.active_years) == list(range(2016, year + 1))


def test_row_43_a_blank_end_is_not_stated(real: Dataset) -> None:
    (project,) = view(real, ("Schools", "Sukkur", "April 2016", "")).projects
    assert project.period == "Apr 2016 – end not stated"
    assert list(project.active_years) == [2016]


def test_row_44_ongoing_with_an_end_in_the_past_is_flagged(real: Dataset) -> None:
    header = (*DATES, "Status")
    row = ("SMHSP", "Sukkur", "Apr 2019", "Jun 2020", "On-going")
    intake = read(real, row, header=header)
    (taken,) = intake.rows
    assert (taken["status"], taken["end"]) == ("On-going", "2020-06")
    assert "goes on by its status and ended 2020-06" in rules(intake, "note", 2)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Mar 2015", "Jan 2014"),
        ("Mar 2015", "Mar 2015"),
        ("5 Mar 2015", "5 Mar 2015"),
        ("Mar 2015", "Mar 2105"),
        ("Mar 1915", "Mar 2016"),
        ("31 Feb 2015", "Mar 2016"),
        ("Mar 2015", "June 31"),
    ],
)
def test_row_45_impossible_dates_are_held_and_never_swapped(
    real: Dataset, first: str, last: str
) -> None:
    intake = read(real, ("Schools", "Badin", first, last), header=DATES)
    assert intake.rows_held == 1
    held = problems(intake, "hold", 2)
    assert {problem.column for problem in held} <= {"Start Date", "End Date"}
    assert {problem.value for problem in held} <= {first, last}
    (row,) = intake.rows
    assert {row["start"], row["end"]} & {"2014-01", "2105-03", "1915-03"} == set()
    if "2014" in last or first == last:
        assert (row["start"], row["end"]) == ("", "")
        assert make_view(as_dataset(intake, real)).by_year == {}
    assert first in row["dates_note"] or last in row["dates_note"]


def test_row_46_a_length_far_from_the_dates_is_a_soft_warning(real: Dataset) -> None:
    header = (*DATES, "Description")
    text = "A six-month response to the floods."
    far = read(real, ("A", "Badin", "Jan 2012", "May 2014", text), header=header)
    assert "6 months in the text, 29 in the dates" in rules(far, "note", 2)
    assert (far.rows[0]["start"], far.rows[0]["end"]) == ("2012-01", "2014-05")
    near = read(real, ("A", "Badin", "Sep 2014", "Mar 2015", text), header=header)
    assert "months in the text" not in rules(near, "note")


def test_row_47_words_stuck_to_dates_and_two_dates_in_a_cell(real: Dataset) -> None:
    assert start("2015and") == "2015"
    assert start("Mar2015") == "2015-03"
    cell_of_two = "Start Date: Oct 2011 End Date: Sep 2014"
    assert both(cell_of_two) == ("2011-10", "2014-09")
    header = ("Title", "District", "Period")
    (row,) = read(real, ("A", "Badin", cell_of_two), header=header).rows
    assert (row["start"], row["end"]) == ("2011-10", "2014-09")


def test_row_48_urdu_digits_and_months() -> None:
    assert start("۲۰۱۵") == start("٢٠١٥") == "2015"
    assert start("مارچ ۲۰۱۵") == "2015-03"
    assert read_dates("رمضان ۲۰۱۵").held  # a month that is not listed


def test_row_49_years_are_never_read_from_other_columns(real: Dataset) -> None:
    header = ("Title", "District", "Description", "Results", "Beneficiaries")
    row = ("Theatre", "Badin", "2015 people trained", "1916 people came", "2014")
    intake = read(real, row, header=header)
    assert (intake.rows[0]["start"], intake.rows[0]["end"]) == ("", "")
    assert make_view(as_dataset(intake, real)).by_year == {}
    assert intake.projects[0].extra["Results"] == "1916 people came"


def test_row_50_a_year_filter_means_active_in_that_year(real: Dataset) -> None:
    row = ("Peace", "Badin", "Oct 2011", "Sep 2014")
    found = {y: view(real, row, year=str(y)).n_projects for y in range(2010, 2016)}
    assert found == {2010: 0, 2011: 1, 2012: 1, 2013: 1, 2014: 1, 2015: 0}


def test_row_51_undated_projects_are_listed_and_counted_when_left_out(
    real: Dataset,
) -> None:
    rows = (("Dated", "Badin", "2014", "2014"), ("Undated", "Sukkur", "", "–"))
    everything = view(real, *rows)
    assert everything.n_projects == 2
    assert everything.projects[1].period == "dates not stated"
    filtered = view(real, *rows, year="2014")
    assert (filtered.n_projects, filtered.n_undated_left_out) == (1, 1)
