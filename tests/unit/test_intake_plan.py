"""A sheet against the projects: what a plan says is new, changed, the same or gone."""

import json

import pytest

from spo_geo.errors import SpoGeoError
from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.merging.merge import plan
from tests.plans import (
    OTHER_TEXT,
    SCHOOLS,
    WATER,
    Row,
    changes,
    fates,
    projects,
    without,
)


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
