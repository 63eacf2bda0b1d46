"""A sheet against the projects: each case with the answer worked out by hand."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from spo_geo.dataset import DATA_DIR, GEO_DIR, Dataset
from spo_geo.errors import DataError, SpoGeoError
from spo_geo.export import to_bytes
from spo_geo.export.tables import place_rows
from spo_geo.filters import Filters
from spo_geo.intake.compare.identity import face, likeness
from spo_geo.intake.compare.meaning import Meaning, is_cut, plain
from spo_geo.intake.files.sheets import read_workbook
from spo_geo.intake.merging import store
from spo_geo.intake.merging.importing import import_rows
from spo_geo.intake.merging.merge import plan
from spo_geo.intake.merging.plan import Plan
from spo_geo.intake.merging.table import Table, parse_table, read_table, table_of
from spo_geo.intake.projects.understand import understand
from spo_geo.intake.repairs.repair import Repair, RepairLog
from spo_geo.view import make_view
from tests.conftest import TINY, write_data_dir

Row = Mapping[str, str]
COLUMNS = read_table(DATA_DIR / "projects.csv").columns

SCHOOLS = {
    "title": "Schools for All",
    "status": "On-going",
    "start": "2012-03",
    "end": "2014-02",
    "coverage": "Badin and Thatta",
    "scope": "districts",
    "districts": "Badin; Thatta",
    "district_provinces": "Sindh; Sindh",
    "focus_area": "Education",
    "funders": "DFID",
    "funding_as_stated": "in collaboration",
    "implementing_partners": "SPO",
    "summary": "Two sentences.",
    "sources": "000:1",
}
WATER = {
    "title": "Water",
    "start": "2015-01",
    "scope": "national",
    "funders": "Oxfam",
    "implementing_partners": "SPO",
}


@pytest.fixture(scope="module")
def meaning(real: Dataset) -> Meaning:
    return Meaning.of(real)


def projects(*rows: Row) -> Table:
    numbered = ({"project_id": f"SPO-{n:02d}", **r} for n, r in enumerate(rows, 1))
    return table_of(numbered, COLUMNS)


def fates(found: Plan) -> list[tuple[str, str]]:
    return [(outcome.fate, outcome.project_id) for outcome in found.outcomes]


def changes(found: Plan) -> dict[str, tuple[str, str]]:
    """Return what changes in the one project that does."""
    (item,) = found.changed
    return {change.column: (change.before, change.after) for change in item.changes}


def without(row: Row, *columns: str) -> dict[str, str]:
    return {name: cell for name, cell in row.items() if name not in columns}


# -- new, changed, the same, gone ----------------------------------------------


def test_a_row_of_no_project_is_new_and_gets_the_next_free_id(
    meaning: Meaning,
) -> None:
    found = plan([WATER], projects(SCHOOLS), meaning, labels=["Sheet1 row 7"])
    assert fates(found) == [("new", "SPO-02")]
    assert [(n.project_id, n.title, n.label) for n in found.new] == [
        ("SPO-02", "Water", "Sheet1 row 7")
    ]
    assert found.after.rows[1]["title"] == "Water"
    assert [gone.project_id for gone in found.gone] == ["SPO-01"]
    assert len(found.after.rows) == 2


def test_a_new_row_keeps_its_own_id(meaning: Meaning) -> None:
    found = plan([{**WATER, "project_id": "001"}], projects(SCHOOLS), meaning)
    assert fates(found) == [("new", "001")]
    assert found.after.rows[1]["project_id"] == "001"


def test_an_id_that_the_sheet_uses_is_not_given_away(meaning: Meaning) -> None:
    rows = [WATER, {**SCHOOLS, "project_id": "SPO-07"}]
    assert fates(plan(rows, projects(), meaning)) == [
        ("new", "SPO-08"),
        ("new", "SPO-07"),
    ]


def test_the_same_row_is_the_same(meaning: Meaning) -> None:
    found = plan([SCHOOLS], projects(SCHOOLS, WATER), meaning)
    assert fates(found) == [("same", "SPO-01")]
    assert found.changes_nothing
    assert [item.project_id for item in found.same] == ["SPO-01"]
    assert [item.project_id for item in found.gone] == ["SPO-02"]


@pytest.mark.parametrize(
    "cells",
    [
        {"districts": "Thatta; BADIN"},
        {"districts": "PK727; badin; Thatta", "district_provinces": ""},
        {"funders": "DfID"},
        {"district_provinces": ""},
        {"focus_area": "education"},
        {"implementing_partners": "S.P.O."},
        {"coverage": "Thatta and Badin"},
        {"title": "SCHOOLS for all"},
        {"sources": "000:1; other file.xlsx, Sheet1 row 9"},
        {"sources": ""},
        {"summary": ""},
        {"notes": ""},
        {"funding_as_stated": "funding partner"},
    ],
)
def test_another_spelling_or_an_empty_cell_is_no_difference(
    meaning: Meaning, cells: Row
) -> None:
    assert plan([{**SCHOOLS, **cells}], projects(SCHOOLS), meaning).changes_nothing


def test_a_difference_is_told_field_by_field(meaning: Meaning) -> None:
    row = {
        **SCHOOLS,
        "project_id": "SPO-01",
        "title": "Schools for Everyone",
        "end": "2016-12",
        "districts": "Thatta; Kech",
        "district_provinces": "",
        "funders": "Oxfam; DFID",
        "funding_as_stated": "",
    }
    found = plan([row], projects(SCHOOLS), meaning)
    assert fates(found) == [("changed", "SPO-01")]
    assert changes(found) == {
        "title": ("Schools for All", "Schools for Everyone"),
        "end": ("2014-02", "2016-12"),
        "districts": ("Badin; Thatta", "Thatta; Kech"),
        "district_provinces": ("Sindh; Sindh", "Sindh; n/a"),
        "funders": ("DFID", "Oxfam; DFID"),
        "funding_as_stated": ("in collaboration", "not stated; in collaboration"),
    }


def test_columns_that_the_sheet_lacks_change_nothing(meaning: Meaning) -> None:
    row = {**SCHOOLS, "summary": "Other.", "status": "Completed"}
    found = plan(
        [row], projects(SCHOOLS), meaning, columns=["title", "start", "status"]
    )
    assert changes(found) == {"status": ("On-going", "Completed")}


def test_an_empty_cell_is_kept_and_said(meaning: Meaning) -> None:
    rows = [
        {**SCHOOLS, "summary": "", "status": "Completed"},
        {**WATER, "summary": "x"},
    ]
    found = plan(rows, projects(SCHOOLS, WATER), meaning)
    assert ("SPO-01", "summary") in [(k.project_id, k.column) for k in found.kept]
    assert found.after.rows[0]["summary"] == "Two sentences."


def test_the_source_of_a_value_goes_with_it(meaning: Meaning) -> None:
    present = projects({**SCHOOLS, "status_source": "http://old.org"})
    row = without(SCHOOLS, "sources") | {"status": "Completed"}
    row["sources"] = "new.xlsx row 3"
    found = plan([row], present, meaning, columns=["title", "start", "status"])
    assert changes(found) == {
        "status": ("On-going", "Completed"),
        "status_source": ("http://old.org", ""),
        "sources": ("000:1", "000:1; new.xlsx row 3"),
    }


def test_districts_that_are_named_now_make_the_scope_districts(
    meaning: Meaning,
) -> None:
    present = projects({**WATER, "coverage": "Sindh", "scope": "provinces"})
    row = {**WATER, "scope": "districts", "districts": "Badin", "coverage": "Badin"}
    columns = ["title", "start", "funders", "districts", "coverage"]
    assert changes(plan([row], present, meaning, columns=columns)) == {
        "scope": ("provinces", "districts"),
        "districts": ("", "Badin"),
        "coverage": ("Sindh", "Badin"),
    }


def test_a_sheet_without_districts_does_not_unname_them(meaning: Meaning) -> None:
    row = {**SCHOOLS, "scope": "national", "districts": "", "status": "Completed"}
    found = plan([row], projects(SCHOOLS), meaning)
    assert found.after.rows[0]["scope"] == "districts"
    assert found.after.rows[0]["districts"] == "Badin; Thatta"


def test_what_was_decided_on_a_funder_is_not_held_again(meaning: Meaning) -> None:
    row = {**SCHOOLS, "funding_as_stated": "held", "project_id": "SPO-01"}
    assert plan([row], projects(SCHOOLS), meaning).changes_nothing


def test_a_project_without_title_is_found_by_districts_dates_and_funder(
    meaning: Meaning,
) -> None:
    untitled = without(SCHOOLS, "title", "status")
    row = {**untitled, "title": "Untitled project (row 9)", "status": "Completed"}
    found = plan([row], projects(untitled), meaning)
    assert fates(found) == [("changed", "SPO-01")]
    assert changes(found) == {"status": ("", "Completed")}


# -- identity ------------------------------------------------------------------


def test_the_id_goes_before_the_title(meaning: Meaning) -> None:
    rows = [{**WATER, "project_id": "SPO-01", "start": "2012-03"}]
    found = plan(rows, projects(SCHOOLS, WATER), meaning)
    assert fates(found) == [("changed", "SPO-01")]


def test_an_id_in_another_spelling_is_read_and_noted(meaning: Meaning) -> None:
    found = plan([{**SCHOOLS, "project_id": "spo-01 "}], projects(SCHOOLS), meaning)
    assert fates(found) == [("same", "SPO-01")]
    assert found.notes == ("the id 'spo-01' is read as 'SPO-01'",)


def test_an_id_used_for_another_project_waits(meaning: Meaning) -> None:
    row = {**WATER, "project_id": "SPO-01"}
    found = plan([row], projects(SCHOOLS), meaning)
    assert fates(found) == [("waits", "")]
    (pair,) = found.possible_duplicates
    assert pair.reason == "the same id, but another title and date"
    own = plan([row], projects(SCHOOLS), meaning, log=log_of(pair.decide(same=False)))
    assert fates(own) == [("new", "SPO-02")]
    its = plan([row], projects(SCHOOLS), meaning, log=log_of(pair.decide(same=True)))
    assert fates(its) == [("changed", "SPO-01")]


def test_an_id_that_a_spreadsheet_shortened_waits(meaning: Meaning) -> None:
    present = table_of([{**SCHOOLS, "project_id": "001"}], COLUMNS)
    found = plan([{**SCHOOLS, "project_id": "1"}], present, meaning)
    assert fates(found) == [("waits", "")]
    assert found.possible_duplicates[0].reason.endswith(", another id")


def test_an_id_used_twice_in_the_sheet_waits(meaning: Meaning) -> None:
    rows = [{**SCHOOLS, "project_id": "A"}, {**WATER, "project_id": "A"}]
    found = plan(rows, projects(), meaning)
    assert fates(found) == [("new", "A"), ("waits", "")]
    assert found.possible_duplicates[0].reason == "the sheet uses the id twice"


def test_an_end_that_is_stated_now_is_a_change(meaning: Meaning) -> None:
    row = {**WATER, "end": "2016-01"}
    assert changes(plan([row], projects(WATER), meaning)) == {"end": ("", "2016-01")}


def test_another_partner_is_another_project(meaning: Meaning) -> None:
    row = {**SCHOOLS, "implementing_partners": "Pakistan Fisherfolk Forum"}
    found = plan([row], projects(SCHOOLS), meaning)
    assert fates(found) == [("new", "SPO-02")]
    assert found.possible_duplicates == ()


def test_the_full_name_of_spo_is_spo(meaning: Meaning) -> None:
    name = "Strengthening Participatory Organization (SPO)"
    row = {**SCHOOLS, "implementing_partners": name, "status": "Completed"}
    assert fates(plan([row], projects(SCHOOLS), meaning)) == [("changed", "SPO-01")]


# -- possible duplicates -------------------------------------------------------


def log_of(*repairs: Repair) -> RepairLog:
    return RepairLog().add(*repairs)


def test_the_same_row_twice_is_one_project(meaning: Meaning) -> None:
    found = plan([SCHOOLS, dict(SCHOOLS)], projects(), meaning)
    assert fates(found) == [("new", "SPO-01"), ("repeat", "SPO-01")]
    assert len(found.after.rows) == 1


OTHER_TEXT = {**SCHOOLS, "districts": "Badin; Kech", "summary": "Other."}


def test_same_identity_and_other_districts_is_counted_once_until_decided(
    meaning: Meaning,
) -> None:
    found = plan([SCHOOLS, OTHER_TEXT], projects(), meaning)
    assert fates(found) == [("new", "SPO-01"), ("waits", "")]
    (pair,) = found.possible_duplicates
    assert pair.waits
    assert pair.reason == (
        "same title, start and end and funder, and more than one row or project has "
        "them"
    )
    assert len(found.after.rows) == 1


def test_two_rows_called_the_same_project_lose_nothing(meaning: Meaning) -> None:
    first = plan([SCHOOLS, OTHER_TEXT], projects(), meaning)
    log = log_of(first.possible_duplicates[0].decide(same=True))
    found = plan([SCHOOLS, OTHER_TEXT], projects(), meaning, log=log)
    assert fates(found) == [("new", "SPO-01"), ("merged", "SPO-01")]
    (row,) = found.after.rows
    assert row["districts"] == "Badin; Thatta; Kech"
    assert row["district_provinces"] == "Sindh; Sindh; Sindh"
    assert row["summary"] == "Two sentences."
    assert row["notes"] == "Also written: summary 'Other.' (row 2)."
    again = plan([SCHOOLS, OTHER_TEXT], found.after, meaning, log=log)
    assert again.changes_nothing
    assert fates(again) == [("same", "SPO-01"), ("merged", "SPO-01")]


def test_two_rows_called_two_projects_both_come_in(meaning: Meaning) -> None:
    first = plan([SCHOOLS, OTHER_TEXT], projects(), meaning)
    log = log_of(first.possible_duplicates[0].decide(same=False))
    found = plan([SCHOOLS, OTHER_TEXT], projects(), meaning, log=log)
    assert fates(found) == [("new", "SPO-01"), ("new", "SPO-02")]
    again = plan([SCHOOLS, OTHER_TEXT], found.after, meaning, log=log)
    assert fates(again) == [("same", "SPO-01"), ("same", "SPO-02")]


def test_a_merge_that_is_undone_waits_again(meaning: Meaning) -> None:
    pair = plan([SCHOOLS, OTHER_TEXT], projects(), meaning).possible_duplicates[0]
    log = log_of(pair.decide(same=True)).undo(1)
    found = plan([SCHOOLS, OTHER_TEXT], projects(), meaning, log=log)
    assert fates(found) == [("new", "SPO-01"), ("waits", "")]


def test_same_title_and_funder_with_another_end_waits(meaning: Meaning) -> None:
    row = {**SCHOOLS, "end": "2016-02"}
    found = plan([row], projects(SCHOOLS), meaning)
    assert fates(found) == [("waits", "")]
    (pair,) = found.possible_duplicates
    assert pair.reason == "same title, start and funder, another end"
    log = log_of(pair.decide(same=True))
    updated = plan([row], projects(SCHOOLS), meaning, log=log)
    assert changes(updated) == {"end": ("2014-02", "2016-02")}
    assert found.gone == found.same == ()


def test_same_title_in_other_years_is_another_project_and_pointed_out(
    meaning: Meaning,
) -> None:
    row = {**SCHOOLS, "start": "2018-01", "end": "2019-01"}
    found = plan([row], projects(SCHOOLS), meaning)
    assert fates(found) == [("new", "SPO-02")]
    (pair,) = found.possible_duplicates
    assert (pair.waits, pair.reason) == (False, "same title, other dates")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (
            {"title": "Promoting Women in Politics"},
            "same districts, dates and funder under another title",
        ),
        (
            {"title": "Leadership", "start": "2012-12", "end": "2013-01"},
            "same districts, same funder and overlapping dates under another title",
        ),
        (
            {"title": "Schools for All in Sindh", "districts": "Kech", "end": "2013"},
            "titles share 2 of 3 words, same funder",
        ),
    ],
)
def test_one_project_under_two_titles_is_pointed_out(
    meaning: Meaning, cells: Row, reason: str
) -> None:
    found = plan([{**SCHOOLS, **cells}], projects(SCHOOLS), meaning)
    assert fates(found) == [("new", "SPO-02")]
    assert [pair.reason for pair in found.possible_duplicates] == [reason]
    log = log_of(found.possible_duplicates[0].decide(same=True))
    merged = plan([{**SCHOOLS, **cells}], projects(SCHOOLS), meaning, log=log)
    assert fates(merged) == [("merged", "SPO-01")]
    assert f"title '{cells['title']}'" in merged.after.rows[0]["notes"]


@pytest.mark.parametrize(
    "cells",
    [
        {"title": "Water", "districts": "Kech"},
        {"title": "Schools for All Phase II", "districts": "Kech"},
        {"title": "Schools in Court", "funders": "Oxfam", "start": "", "end": ""},
    ],
)
def test_other_projects_and_phases_are_not_pointed_out(
    meaning: Meaning, cells: Row
) -> None:
    found = plan([{**SCHOOLS, **cells}], projects(SCHOOLS), meaning)
    assert found.possible_duplicates == ()


def test_no_two_shipped_projects_look_like_one(real: Dataset, meaning: Meaning) -> None:
    rows = read_table(DATA_DIR / "projects.csv").rows
    faces = [face(row, meaning) for row in rows]
    pairs = [(a, b) for n, a in enumerate(faces) for b in faces[:n]]
    assert [reason for a, b in pairs if (reason := likeness(a, b))] == []


def test_at_most_three_likenesses_are_offered_for_a_row(meaning: Meaning) -> None:
    many = [
        {**SCHOOLS, "start": f"{y}-01", "end": f"{y}-02"} for y in range(1990, 2010)
    ]
    found = plan([SCHOOLS], projects(*many), meaning)
    assert len(found.possible_duplicates) == 3


def test_a_decision_on_rows_that_are_not_there_is_noted(meaning: Meaning) -> None:
    log = log_of(Repair("project", "X", "Y", "same project"))
    found = plan([SCHOOLS], projects(), meaning, log=log)
    assert found.notes == (
        "found nothing to do: 'X' and 'Y' are the same project (by hand).",
    )


# -- the plan in words ---------------------------------------------------------


def test_the_plan_is_readable_and_plain(meaning: Meaning) -> None:
    rows = [{**SCHOOLS, "status": "Completed"}, OTHER_TEXT, WATER]
    found = plan(rows, projects(SCHOOLS, {"title": "Courts"}), meaning)
    assert found.text().splitlines() == [
        "Projects in the sheet: 3",
        "  1 new",
        "  1 changed",
        "  1 waiting for a decision, not written",
        "New:",
        "  SPO-03: Water (row 3)",
        "Changed:",
        "  SPO-01: Schools for All",
        "    status: On-going -> Completed",
        "In the data, not in this sheet (kept):",
        "  SPO-02: Courts",
        "Possibly one project (the repair log decides):",
        "  row 2 'Schools for All' and SPO-01 'Schools for All': same title, start and "
        "end and funder, and more than one row or project has them; waits",
        "Projects before: 2, after: 3",
    ]
    plain_values = json.loads(json.dumps(found.as_dict()))
    assert plain_values["counts"]["waits"] == 1
    assert plain_values["changed"][0]["changes"] == [
        {"column": "status", "before": "On-going", "after": "Completed"}
    ]


def test_rows_with_unknown_columns_are_refused(meaning: Meaning) -> None:
    with pytest.raises(SpoGeoError, match="columns that the projects do not have"):
        plan([{"titel": "x"}], projects(), meaning)


# -- the program's own export --------------------------------------------------


def test_the_programs_own_export_changes_nothing(
    real: Dataset, meaning: Meaning
) -> None:
    rows: dict[str, dict[str, str]] = {}
    for row in place_rows(make_view(real, Filters())):
        known = {c: row[c] for c in COLUMNS if c in row}
        project = rows.setdefault(row["project_id"], {**known, "districts": ""})
        project["districts"] += f"{row['place_as_written']}; "
    present = read_table(DATA_DIR / "projects.csv")
    assert plan(list(rows.values()), present, meaning).changes_nothing


@pytest.mark.parametrize("own", ["export.csv", "projects.csv"])
def test_the_programs_own_files_read_back_change_nothing(
    real: Dataset, meaning: Meaning, own: str
) -> None:
    content = (DATA_DIR / "projects.csv").read_bytes()
    if own == "export.csv":
        content = to_bytes(make_view(real, Filters()), ".csv")
    intake = understand(read_workbook(own, content), real)
    present = read_table(DATA_DIR / "projects.csv")
    found = plan(
        intake.rows,
        present,
        meaning,
        columns=intake.mapping.columns,
        labels=intake.labels,
    )
    assert found.counts["same"] == len(present.rows) == len(intake.rows)
    assert found.changes_nothing


def test_text_cut_for_a_workbook_is_no_difference(meaning: Meaning) -> None:
    whole = "word " * 10_000
    cut = whole[:32_000]
    present = projects({**SCHOOLS, "summary": whole})
    assert not is_cut(cut, whole)
    assert not plan([{**SCHOOLS, "summary": cut}], present, meaning).changes_nothing


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=1+1", "'=1+1"),
        ("bell\x07", "bell\ufffd"),
        ("a\r\nb", "a b "),
        ("Untitled project (row 3)", ""),
        ("Caf\u00e9", "Cafe\u0301"),
    ],
)
def test_plain_texts_are_the_same_through_any_file(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_plain_keeps_an_apostrophe_that_is_written() -> None:
    assert plain("'tis") == "'tis"


# -- the table -----------------------------------------------------------------


def test_the_shipped_table_is_written_back_to_the_byte() -> None:
    content = (DATA_DIR / "projects.csv").read_bytes()
    assert parse_table(content, "x").to_bytes() == content


def test_columns_that_the_program_does_not_know_stay(meaning: Meaning) -> None:
    content = b"project_id,title,colour\nSPO-01,Water,blue\n"
    present = parse_table(content, "x")
    found = plan([{"title": "Courts"}], present, meaning)
    assert found.after.to_bytes() == content + b"SPO-02,Courts,\n"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"project_id,title\nA,b,c\n", "more cells than the header"),
        (b"project_id,project_id\nA,b\n", "a column stands twice"),
        (b'project_id,title\nA,"b"c\n', "cannot be written|can be written back"),
        (b"project_id,title\nA,\xff\n", "can be written back"),
    ],
)
def test_a_table_that_would_lose_something_is_refused(
    content: bytes, what: str
) -> None:
    with pytest.raises(DataError, match=what):
        parse_table(content, "x")


def test_a_missing_table_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the projects cannot be read"):
        read_table(tmp_path / "projects.csv")


# -- the door ------------------------------------------------------------------


def test_import_rows_dry_run_writes_nothing_at_all(tmp_path: Path) -> None:
    folder = write_data_dir(tmp_path / "data", TINY)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    report = import_rows([WATER], folder, dry_run=True)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert not report.written
    assert report.text().endswith("Dry run: nothing was written.")
    assert report.as_dict()["counts"]["new"] == 1


def test_import_rows_says_when_all_that_is_left_waits(tmp_path: Path) -> None:
    folder = write_data_dir(tmp_path / "data", [{"project_id": "S", **SCHOOLS}])
    report = import_rows([{**SCHOOLS, "end": "2016-02"}], folder)
    assert report.text().endswith("Nothing was written: 1 waiting for a decision.")


def test_import_rows_writes_and_undo_brings_back(tmp_path: Path) -> None:
    folder = write_data_dir(tmp_path / "data", TINY)
    before = (folder / "projects.csv").read_bytes()
    report = import_rows([WATER], folder, geo_dir=GEO_DIR, what="import of w.csv")
    assert report.written
    assert "Written as change 1" in report.text()
    assert read_table(folder / "projects.csv").rows[-1]["title"] == "Water"
    again = import_rows([WATER], folder)
    assert again.text().endswith("the data say all that the sheet says.")
    store.undo(folder)
    assert (folder / "projects.csv").read_bytes() == before
