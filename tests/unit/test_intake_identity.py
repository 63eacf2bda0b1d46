"""Which rows and projects are one project, and which only look like it."""

import pytest

from spo_geo.dataset import DATA_DIR, Dataset
from spo_geo.intake.compare.identity import face, likeness
from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.merging.merge import plan
from spo_geo.intake.merging.table import read_table, table_of
from spo_geo.intake.repairs.repair import Repair
from tests.plans import (
    COLUMNS,
    OTHER_TEXT,
    SCHOOLS,
    WATER,
    Row,
    changes,
    fates,
    log_of,
    projects,
)


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


def test_the_same_row_twice_is_one_project(meaning: Meaning) -> None:
    found = plan([SCHOOLS, dict(SCHOOLS)], projects(), meaning)
    assert fates(found) == [("new", "SPO-01"), ("repeat", "SPO-01")]
    assert len(found.after.rows) == 1


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
