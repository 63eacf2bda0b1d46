from dataclasses import replace

import pytest

from spo_geo.dataset import Dataset
from spo_geo.intake.columns.mapping import Mapping
from spo_geo.intake.repairs import repair_file
from spo_geo.model import Project
from tests.app.conftest import AppPage, FakeMap, OpenPage
from tests.app.uploading import (
    HEADER,
    ROWS,
    decide,
    drop,
    held_words,
    look_at,
    reading_of,
    sheet,
    state_of,
)

DIRS = {"Upper Dir": "PK535", "Lower Dir": "PK520"}


def lines(page: AppPage) -> list[tuple[str, str, str]]:
    """Return kind, words and reading of the lines that hold."""
    log = state_of(page).choices.log
    return [(r.kind, r.written, r.read_as) for r in log.lines if r.holds]


def project(page: AppPage, title: str) -> Project:
    (found,) = (p for p in reading_of(page).dataset.projects if p.title == title)
    return found


@pytest.fixture
def page(open_page: OpenPage) -> AppPage:
    return drop(open_page(), sheet())


def test_each_doubt_has_one_card_with_its_candidates_first(page: AppPage) -> None:
    assert held_words(page) == ["Dir", "Rajapur", "HR", "04/05/2013", "07/08/2013"]
    (held,) = (h for h in reading_of(page).held if h.written == "Dir")
    assert [spot.row for spot in held.spots] == [3, 4]
    box = page.at.selectbox(key=f"decide_{held.key}")
    assert box.options[:4] == [
        "Upper Dir, Khyber Pakhtunkhwa",
        "Lower Dir, Khyber Pakhtunkhwa",
        "Both: Upper Dir, Khyber Pakhtunkhwa; Lower Dir, Khyber Pakhtunkhwa",
        "Several districts …",
    ]
    assert len(box.options) == 160 + 3
    assert box.value is None


def test_chosen_district_is_on_the_map_and_in_the_log(
    page: AppPage, fake_map: FakeMap
) -> None:
    assert DIRS["Lower Dir"] not in fake_map.shaded
    decide(page, "Dir", DIRS["Lower Dir"])
    assert DIRS["Lower Dir"] in fake_map.shaded
    assert DIRS["Upper Dir"] not in fake_map.shaded
    assert lines(page) == [("place", "Dir", "Lower Dir, Khyber Pakhtunkhwa")]
    (line,) = state_of(page).choices.log.lines
    assert (line.by, line.file, line.row, line.record) == ("hand", "list.csv", 3, "")
    assert line.when.startswith("20")
    assert "Dir" not in held_words(page)
    assert "'Dir' is read as 'Lower Dir, Khyber Pakhtunkhwa' (by hand" in page.text()
    assert project(page, "Courts").coverage == "Dir"  # the words stay
    assert page.numbers["Places held"] == 1


def test_choice_is_taken_back(page: AppPage, fake_map: FakeMap) -> None:
    decide(page, "Dir", DIRS["Lower Dir"]).press("Undo")
    assert DIRS["Lower Dir"] not in fake_map.shaded
    assert "Dir" in held_words(page)
    (line,) = state_of(page).choices.log.lines
    assert line.undone
    decide(page, "Dir", DIRS["Upper Dir"])
    look_at(page, "log").press("Undo 2")
    assert lines(page) == []
    assert "taken back" in page.text()


def test_choice_for_one_row_leaves_the_others_held(page: AppPage) -> None:
    (held,) = (h for h in reading_of(page).held if h.written == "Dir")
    only = page.at.selectbox(key=f"only_{held.key}")
    assert only.options == [
        "For all 2 rows",
        "Only for Courts (row 3)",
        "Only for Water (row 4)",
    ]
    only.set_value(1)
    decide(page, "Dir", DIRS["Upper Dir"])
    located = reading_of(page).dataset.coverage.located
    assert {(r.place, r.district.adm2_name) for r in located if "Dir" in r.place} == {
        ("Upper Dir", "Upper Dir")
    }
    (held,) = (h for h in reading_of(page).held if h.written == "Dir")
    assert [spot.record for spot in held.spots] == ["Courts"]
    assert page.at.selectbox(key=f"decide_{held.key}").value is None


def test_both_candidates_can_be_meant(page: AppPage, fake_map: FakeMap) -> None:
    decide(page, "Dir", "all")
    assert set(DIRS.values()) <= fake_map.shaded
    assert lines(page)[0][0] == "split"


def test_words_are_split_into_several_districts(
    page: AppPage, fake_map: FakeMap
) -> None:
    decide(page, "Rajapur", "several")
    (held,) = (h for h in reading_of(page).held if h.written == "Rajapur")
    box = page.at.multiselect(key=f"several_{held.key}")
    assert box.value == []
    box.set_value(["PK629", "PK701"])
    page.press("Take these districts")
    assert {"PK629", "PK701"} <= fake_map.shaded
    assert lines(page) == [("split", "Rajapur", "Rajanpur, Punjab; Badin, Sindh")]


def test_words_that_are_no_place_are_dropped_and_kept_as_written(
    page: AppPage,
) -> None:
    decide(page, "Rajapur", "no place")
    assert lines(page) == [("not a place", "Rajapur", "")]
    assert project(page, "Voice").places == ()
    assert project(page, "Voice").coverage == "Rajapur"
    assert "Rajapur" not in held_words(page)


@pytest.mark.parametrize(
    ("label", "starts"),
    [
        ("The day", ["2013-05-04", "2013-08-07"]),
        ("The month", ["2013-04-05", "2013-07-08"]),
    ],
)
def test_one_answer_settles_all_dates_in_figures(
    page: AppPage, label: str, starts: list[str]
) -> None:
    assert project(page, "Courts").start is None
    page.press(label)
    found = [str(project(page, title).start) for title in ("Courts", "Water")]
    assert found == starts
    assert [kind for kind, _, _ in lines(page)] == ["date", "date"]


def test_offered_date_is_chosen(open_page: OpenPage) -> None:
    rows = [("Schools", "Badin", "DFID", "Education", "Sep-14", "2016", "")]
    page = drop(open_page(), sheet(rows))
    (held,) = reading_of(page).held
    assert page.at.selectbox(key=f"decide_{held.key}").options == ["Sep 2014"]
    decide(page, "Sep-14", "2014-09")
    assert lines(page) == [("date", "Sep-14", "2014-09")]
    assert str(project(page, "Schools").start) == "2014-09"


def test_name_is_chosen_from_the_list(page: AppPage) -> None:
    (held,) = (h for h in reading_of(page).held if h.written == "HR")
    options = page.at.selectbox(key=f"decide_{held.key}").options
    assert options[0] == "Human Rights"
    assert "HR (as written)" not in options  # the list holds it
    decide(page, "HR", "Health")
    assert project(page, "Courts").focus_areas == ("Health",)


def test_one_name_of_a_cell_is_chosen_and_the_other_stays(
    open_page: OpenPage,
) -> None:
    donors = "DFID, Mercy Corps (Global Fund)"
    rows = [("Schools", "Badin", donors, "Education", "2014", "2016", "")]
    page = drop(open_page(), sheet(rows))
    (held,) = reading_of(page).held
    box = page.at.selectbox(key=f"decide_{held.key}")
    assert box.options[:2] == ["Mercy Corps", "Global Fund"]
    assert f"{held.written} (as written)" in box.options
    decide(page, held.written, "Mercy Corps")
    named = [f.as_written for f in project(page, "Schools").funding]
    assert named == ["DFID", "Mercy Corps"]


def test_rows_of_one_project_are_counted_once_then_merged_or_told_apart(
    open_page: OpenPage,
) -> None:
    rows = [
        ("Schools", "Badin", "DFID", "Education", "2014", "2016", ""),
        ("Schools", "Swat", "DFID", "Education", "2014", "2016", ""),
    ]
    page = drop(open_page(), sheet(rows))
    assert page.numbers["Projects"] == 1
    assert page.numbers["Districts named"] == 1
    page.press("The same project")
    assert page.numbers["Projects"] == 1
    assert page.numbers["Districts named"] == 2
    assert lines(page)[0][0] == "same project"
    page.press("Undo").press("Two projects")
    assert page.numbers["Projects"] == 2
    assert reading_of(page).repeats == ()


def test_rows_without_a_title_belong_to_the_row_above_when_so_chosen(
    open_page: OpenPage,
) -> None:
    header = ("Title", "District", "Donor")
    rows = [("Schools", "Badin", "DFID"), ("", "Thatta", ""), ("Courts", "Swat", "")]
    page = drop(open_page(), sheet(rows, header))
    assert page.numbers["Districts named"] == 2
    assert "To correct in the sheet (1)" in page.text()
    page.press("Read it as one row a project and district")
    assert page.numbers["Districts named"] == 3
    assert page.numbers["Projects"] == 2
    look_at(page, "columns")
    page.at.radio(key="upload_layout").set_value("project")
    page.run()
    assert page.numbers["Districts named"] == 2


def test_log_is_kept_edited_and_used_again(open_page: OpenPage) -> None:
    first = decide(drop(open_page(), sheet()), "Dir", DIRS["Lower Dir"])
    content = repair_file.to_csv(state_of(first).choices.log)
    edited = content.replace(b"Lower Dir", b"Upper Dir") + b"nonsense\r\n"
    page = look_at(drop(open_page(), sheet()), "log")
    (uploader,) = (u for u in page.at.file_uploader if "repair log" in u.label)
    uploader.set_value(("repairs.csv", edited, "text/csv"))
    page.run()
    assert lines(page) == [("place", "Dir", "Upper Dir, Khyber Pakhtunkhwa")]
    assert "Lines of the file that were left out (1)" in page.text()
    (uploader,) = (u for u in page.at.file_uploader if "repair log" in u.label)
    uploader.set_value(("list.csv", b"Title,District\n", "text/csv"))
    page.run()
    assert "The log is as it was" in page.notices[0]
    assert len(lines(page)) == 1


def test_next_file_of_the_same_shape_is_read_in_the_same_way(
    open_page: OpenPage,
) -> None:
    page = decide(drop(open_page(), sheet()), "Dir", DIRS["Lower Dir"])
    look_at(page, "columns")
    (box,) = (b for b in page.at.selectbox if b.label == "Column 7 is taken for")
    box.set_value("notes")
    page.run()
    more = (*ROWS, ("Roads", "Dir", "", "", "", "", "dear"))
    drop(page, sheet(more), "next.csv")
    assert "Dir" not in held_words(page)
    assert project(page, "Roads").notes.startswith("dear")
    assert len(lines(page)) == 1
    drop(page, sheet([("Roads", "Dir")], ("Title", "District")), "other.csv")
    assert held_words(page) == ["Dir"]  # another shape: nothing is carried over
    assert lines(page) == []


def test_columns_are_kept_as_a_file_for_another_visit(open_page: OpenPage) -> None:
    header = ("What we did there", *HEADER[1:])
    first = look_at(drop(open_page(), sheet(header=header)), "columns")
    (box,) = (b for b in first.at.selectbox if b.label == "Column 1 is taken for")
    box.set_value("title")
    first.run()
    kept = reading_of(first).intake.mapping.to_json()
    page = look_at(drop(open_page(), sheet(header=header)), "columns")
    assert reading_of(page).intake.is_refused
    (uploader,) = (u for u in page.at.file_uploader if "columns" in u.label)
    uploader.set_value(("columns.json", kept.encode(), "application/json"))
    page.run()
    assert page.numbers["Projects"] == 5
    assert Mapping.from_json(kept).of("title")[0].header == header[0]
    (uploader,) = (u for u in page.at.file_uploader if "columns" in u.label)
    uploader.set_value(("columns.json", b'{"uses": 3}', "application/json"))
    page.run()
    assert "The columns are as they were" in page.notices[0]
    assert page.numbers["Projects"] == 5


def test_sheet_is_read_again_when_the_records_change(
    open_page: OpenPage, real: Dataset
) -> None:
    page = decide(drop(open_page(), sheet()), "Dir", DIRS["Lower Dir"])
    state = state_of(page)
    newer = replace(real, version="1" * 64)
    before = state.good.dataset.version
    assert state.records(newer).version != before
    assert state.reading.shipped is newer
    assert len(state.choices.log.lines) == 1


def test_column_that_only_a_person_can_tell_is_asked_about(
    open_page: OpenPage,
) -> None:
    header = ("Title", "District", "Start", "Start")
    rows = [("Schools", "Badin", "2013", "2014"), ("Courts", "Swat", "2015", "2016")]
    page = drop(open_page(), sheet(rows, header))
    assert [use.index for use in reading_of(page).asked] == [2, 3]
    assert reading_of(page).held == ()
    assert project(page, "Schools").start is None
    (box,) = (b for b in page.at.selectbox if b.label == "Column 4 is taken for")
    box.set_value("end")
    page.run()
    (box,) = (b for b in page.at.selectbox if b.label == "Column 3 is taken for")
    box.set_value("start")
    page.run()
    assert project(page, "Schools").period == "2013 – 2014"
    assert "Nothing waits for a decision." in page.text()


def test_districts_that_a_description_names_are_offered_together(
    open_page: OpenPage, fake_map: FakeMap
) -> None:
    header = ("Title", "Coverage", "Description")
    rows = [("Schools", "2 districts in Sindh", "Schools in Badin and Thatta.")]
    page = drop(open_page(), sheet(rows, header))
    assert page.numbers["Districts named"] == 0
    decide(page, "2 districts in Sindh", "all")
    assert fake_map.shaded == {"PK701", "PK727"}
    assert project(page, "Schools").coverage == "2 districts in Sindh"


def test_date_of_a_table_of_the_program_itself_is_repaired(
    open_page: OpenPage, real: Dataset
) -> None:
    header = ("project_id", "title", "coverage", "scope", "districts", "start")
    rows = [("A-1", "Schools", "Badin", "districts", "Badin", "Sep-14")]
    page = drop(open_page(), sheet(rows, header))
    assert reading_of(page).intake.mapping.house
    decide(page, "Sep-14", "2014-09")
    assert str(project(page, "Schools").start) == "2014-09"
    assert reading_of(page).held == ()
