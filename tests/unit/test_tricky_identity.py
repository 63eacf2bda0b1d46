"""Rows 64 to 72 of the list of tricky inputs: which rows are one project."""

from spo_geo.dataset import Dataset
from spo_geo.intake.projects.understand import understand
from spo_geo.intake.repairs.repair import Repair, RepairLog
from spo_geo.intake.session import as_dataset
from spo_geo.view import make_view
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

FULL = ("Title", "Districts", "Start", "End", "Donor", "Implementing Partner")


def test_row_64_an_exact_repeat_is_skipped(real: Dataset) -> None:
    row = ("Peace", "Badin", "Sindh", "2012", "2014", "DFID")
    intake = read(real, row, ("Law", "Multan", "", "2013", "", ""), row)
    assert (intake.rows_read, intake.rows_taken, intake.rows_skipped) == (3, 2, 1)
    (problem,) = problems(intake, "skip")
    assert (problem.row, problem.rule) == (4, "row 2 again, to the letter")


def test_row_65_one_project_in_other_districts_is_counted_once(real: Dataset) -> None:
    rows = (
        ("Peace", "Badin", "Oct 2011", "Sep 2014", "DFID", "SPO"),
        ("Peace", "Thatta", "Oct 2011", "Sep 2014", "DFID", "SPO"),
        ("Law", "Multan", "2013", "2014", "Oxfam", "SPO"),
    )
    intake = read(real, *rows, header=FULL)
    assert [taken.repeats for taken in intake.projects] == [None, 0, None]
    (problem,) = problems(intake, "hold")
    assert (problem.row, problem.done) == (3, "counted once until then")
    assert "merge the two rows" in problem.suggestion
    view = make_view(as_dataset(intake, real))
    names = [count.district.adm2_name for count in view.district_counts]
    assert (view.n_projects, names) == (2, ["Multan", "Badin"])


def test_row_65_a_decision_joins_or_parts_the_two_rows(real: Dataset) -> None:
    rows = (
        ("Peace", "Badin", "Oct 2011", "Sep 2014", "DFID", "SPO"),
        ("Peace", "Thatta", "Oct 2011", "Sep 2014", "DFID", "SPO"),
    )
    key = "Peace | 2011-10 | 2014-09 | DFID | SPO"
    for kind, n, n_districts in (("same project", 1, 2), ("different project", 2, 2)):
        log = RepairLog((Repair("project", key, key, kind),))  # type: ignore[arg-type]
        intake = understand(book(sheet([FULL, *rows])), real, repairs=log)
        view = make_view(as_dataset(intake, real))
        assert (view.n_projects, view.n_districts) == (n, n_districts)
        assert problems(intake, "hold") == []


def test_row_66_two_titles_or_two_ends_are_flagged_and_both_counted(
    real: Dataset,
) -> None:
    dates = ("Jul 2013", "Jul 2014", "UNICEF", "SPO")
    rows = (
        ("Social Cohesion & Resilience", "Karachi West; Jacobabad", *dates),
        ("Social Cohesion Through Education", "Karachi West; Jacobabad", *dates),
    )
    intake = read(real, *rows, header=FULL)
    assert "may be the project of row 2" in rules(intake, "note", 3)
    assert make_view(as_dataset(intake, real)).n_projects == 2
    ends = (
        ("PESP-2", "Bahawalpur", "Mar 2015", "Mar 2016", "DFID", "SPO"),
        ("PESP-2", "Bahawalpur", "Mar 2015", "Nov 2015", "DFID", "SPO"),
    )
    two = read(real, *ends, header=FULL)
    assert "may be the project of row 2: same title" in rules(two, "note", 3)
    assert make_view(as_dataset(two, real)).n_projects == 2


def test_row_67_another_organisation_makes_another_project(real: Dataset) -> None:
    title = "Resilient, Informed and Safer Schools"
    rows = (
        (title, "Umerkot", "Dec 2017", "Nov 2018", "UNICEF", "SPO"),
        (title, "Badin", "Dec 2017", "Nov 2018", "UNICEF", "Pakistan Fisherfolk Forum"),
    )
    intake = read(real, *rows, header=FULL)
    assert [taken.repeats for taken in intake.projects] == [None, None]
    assert "may be the project" not in rules(intake, "note") + rules(intake, "hold")


def test_row_68_near_same_words_are_not_merged(real: Dataset) -> None:
    rows = (
        ("Human Rights Policy Framework", "Badin", "2014", "2015", "NED", "SPO"),
        ("Human Rights Framework Agenda", "Multan", "2015", "2016", "USAID", "SPO"),
        ("Accountable for Human Rights", "Quetta", "2016", "2017", "FCO", "SPO"),
    )
    intake = read(real, *rows, header=FULL)
    assert intake.rows_taken == 3
    assert make_view(as_dataset(intake, real)).n_projects == 3


def test_row_69_phases_are_rows_of_their_own_and_districts_count_once(
    real: Dataset,
) -> None:
    rows = (
        ("SMHSP Phase I", "Sukkur", "Apr 2016", "Mar 2017", "SEF", "SPO"),
        ("SMHSP Phase II", "Sukkur", "Apr 2017", "Mar 2018", "SEF", "SPO"),
        ("AALTP", "Sukkur", "Apr 2016", "Mar 2017", "SEF", "SPO"),
        ("AALTP", "Sukkur", "Apr 2017", "Mar 2018", "SEF", "SPO"),
    )
    intake = read(real, *rows, header=FULL)
    view = make_view(as_dataset(intake, real))
    assert (view.n_projects, view.n_districts) == (4, 1)
    assert intake.rows_held == 0


def test_row_70_blank_titles_are_held_and_merged_ones_filled(real: Dataset) -> None:
    header = ("Title", "District", "Donor")
    blank = read(real, ("Peace", "Badin", "DFID"), ("", "Thatta", ""), header=header)
    assert (blank.rows_taken, blank.rows_held, len(blank.projects)) == (1, 1, 1)
    assert "a part of the row above?" in rules(blank, "hold", 3)
    title, donor = merged("Peace", "A2"), merged("DFID", "C2")
    whole = read(
        real, ("Peace", "Badin", "DFID"), (title, "Thatta", donor), header=header
    )
    assert (whole.rows_taken, len(whole.projects)) == (2, 1)
    assert whole.rows[0]["districts"] == "Badin; Thatta"
    assert whole.projects[0].origin == (("Sheet1", 2), ("Sheet1", 3))


def test_row_70_a_chosen_layout_fills_down(real: Dataset) -> None:
    rows: list[tuple[Value, ...]] = [
        ("Title", "District", "Donor"),
        ("Peace", "Badin", "DFID"),
        ("", "Thatta", ""),
        ("Law", "Multan", "Oxfam"),
    ]
    intake = understand(book(sheet(rows)), real, layout="project_district")
    assert [row["districts"] for row in intake.rows] == ["Badin; Thatta", "Multan"]
    assert (intake.rows_taken, intake.rows_held) == (3, 0)


def test_row_70_one_row_a_project_and_district_is_found_out(real: Dataset) -> None:
    rows = [
        (title, district, "Sindh", "2012", "2014", "DFID")
        for title in ("Peace", "Law")
        for district in ("Badin", "Thatta", "Sukkur")
    ]
    intake = read(real, *rows)
    assert (len(intake.projects), intake.rows_taken) == (2, 6)
    assert intake.mapping.layout == "project_district"
    assert "read as one row a project and district" in rules(intake, "note", 1)
    assert intake.rows[1]["districts"] == "Badin; Thatta; Sukkur"


def test_row_71_no_title_is_taken_under_the_number_of_its_row(real: Dataset) -> None:
    intake = read(real, ("", "Badin", "Sindh", "Sep 2014", "Mar 2015", "CARE"))
    assert intake.rows[0]["title"] == "Untitled project (row 2)"
    assert "no title" in rules(intake, "note", 2)
    assert (intake.rows_taken, intake.rows_held) == (1, 0)


def test_row_72_ids_are_text_and_reused_ones_warn(real: Dataset) -> None:
    header = ("Project ID", *HEADER)
    rows = (
        ("001", "Peace", "Badin", "", "2012", "", "DFID"),
        ("SPO-9", "Law", "Multan", "", "2013", "", "Oxfam"),
        ("spo-9 ", "Health", "Quetta", "", "2014", "", "NED"),
        ("001", "Water", "Sukkur", "", "2015", "", "UNICEF"),
    )
    intake = read(real, *rows, header=header)
    assert [row["project_id"] for row in intake.rows] == ["001", "SPO-9", "spo-9", ""]
    assert "differs from the id of row 3 by case or spaces only" in rules(
        intake, "note", 4
    )
    assert "the id of row 2 again" in rules(intake, "hold", 5)
    typed = read(real, (1, *rows[0][1:]), header=header)
    assert typed.rows[0]["project_id"] == "1"
    assert "ids are numbers" in rules(typed, "note")
    assert adds_up(intake)
    assert make_view(as_dataset(intake, real)).n_projects == 4
