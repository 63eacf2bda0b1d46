"""The same sheet with the same decisions, imported twice, makes no difference."""

from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.merging.merge import plan
from tests.plans import Row, fates, log_of, projects

COLUMNS = ("project_id", "title", "start", "funders", "notes", "sources")
TITLE = {"title": "Schools for All"}


def row(**cells: str) -> Row:
    return dict.fromkeys(COLUMNS, "") | TITLE | cells


def test_a_row_that_was_joined_does_not_take_the_place_of_the_one_that_it_joined(
    meaning: Meaning,
) -> None:
    present = projects(
        {**TITLE, "funders": "DFID"}, {**TITLE, "funders": "DFID; Oxfam"}
    )
    rows = [row(funders="DFID"), row(project_id="X 7", sources="000:1")]
    offered = plan(rows, present, meaning).possible_duplicates
    pair = next(p for p in offered if (p.key, p.other_key) == ("X 7", "SPO-01"))
    log = log_of(pair.decide(same=True))
    first = plan(rows, present, meaning, log=log)
    assert fates(first) == [("changed", "SPO-01"), ("merged", "SPO-01")]
    again = plan(rows, first.after, meaning, log=log)
    assert again.changes_nothing
    assert [r["funders"] for r in again.after.rows] == ["DFID", "DFID; Oxfam"]


def test_what_a_joined_row_adds_outlives_an_update_after_it(meaning: Meaning) -> None:
    present = projects({**TITLE, "start": "2012"})
    rows = [
        row(funders="F.C.O.", notes="A note."),
        row(funders="F.C.O.", start="2014-01"),
    ]
    pair = plan(rows, present, meaning).possible_duplicates[0]
    log = log_of(pair.decide(same=True))
    first = plan(rows, present, meaning, log=log)
    assert fates(first) == [("changed", "SPO-01"), ("merged", "SPO-01")]
    (after,) = first.after.rows
    assert after["notes"] == "A note. Also written: start '2014-01' (row 2)."
    assert plan(rows, first.after, meaning, log=log).changes_nothing


def test_a_project_that_a_row_was_joined_to_is_still_the_one_it_was(
    meaning: Meaning,
) -> None:
    places = {"districts": "", "scope": ""}
    dfid = {**TITLE, "funders": "DFID"}
    present = projects({**dfid, "districts": "Badin", "scope": "districts"}, dfid)
    rows = [
        {**row(funders="DFID"), **places, "districts": "Badin"},
        {**row(), **places, "districts": "Badin; Thatta"},
    ]
    pair = plan(rows, present, meaning).possible_duplicates[0]
    assert pair.other_key == "SPO-01"
    log = log_of(pair.decide(same=True))
    first = plan(rows, present, meaning, log=log)
    assert [r["districts"] for r in first.after.rows] == ["Badin; Thatta", ""]
    again = plan(rows, first.after, meaning, log=log)
    assert again.changes_nothing
    assert fates(again) == [("same", "SPO-01"), ("merged", "SPO-01")]


def test_a_repeated_row_does_not_take_the_place_of_one_called_another_project(
    meaning: Meaning,
) -> None:
    nothing = dict.fromkeys((*COLUMNS, "districts", "scope"), "")
    badin = {"districts": "Badin", "scope": "districts", "funders": "DFID"}
    named = {**nothing, "project_id": "X 7"}
    rows = [nothing, nothing, named, {**named, **badin}]
    present = projects({}, badin)
    offered = plan(rows, present, meaning).possible_duplicates
    log = log_of(*(pair.decide(same=False) for pair in offered))
    first = plan(rows, present, meaning, log=log)
    assert len(first.new) == 1
    assert plan(rows, first.after, meaning, log=log).changes_nothing


def test_a_project_of_two_rows_has_the_id_that_one_of_them_has(
    meaning: Meaning,
) -> None:
    nothing = dict.fromkeys((*COLUMNS, "end", "districts", "scope"), "")
    places = {"districts": "Badin; Thatta", "scope": "districts"}
    untitled = {**nothing, **places, "end": "2014", "funders": "DFID"}
    rows = [untitled, {**untitled, **TITLE, "project_id": "X 7"}]
    (pair,) = plan(rows, projects(), meaning).possible_duplicates
    log = log_of(pair.decide(same=True))
    first = plan(rows, projects(), meaning, log=log)
    assert fates(first) == [("new", "X 7"), ("merged", "X 7")]
    assert plan(rows, first.after, meaning, log=log).changes_nothing
