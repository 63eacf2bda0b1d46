"""The log, its file, and its lines applied to rows of the house."""

from dataclasses import replace

import pytest

from spo_geo.errors import SpoGeoError
from spo_geo.intake.repairs.repair import Repair, RepairLog
from spo_geo.intake.repairs.repair_file import COLUMNS, from_csv, to_csv
from spo_geo.intake.repairs.repair_rows import apply

TYPO = Repair("districts", "Rajapur", "Rajanpur", "place", when="2026-11-22")
SPLIT = Repair(
    "districts", "Bagh Neelum", "Bagh, Azad Kashmir; Neelum, Azad Kashmir", "split"
)
OFFICE = Repair("districts", "Head office", "", "not a place")
SAME = Repair("project", "SPO-05", "Access to Education | 2015-03", "same project")


def lines(log: RepairLog) -> bytes:
    return to_csv(log).removeprefix(b"\xef\xbb\xbf")


# -- the log -------------------------------------------------------------------


def test_add_keeps_the_log_as_it_was() -> None:
    log = RepairLog()
    assert log.add(TYPO).lines == (TYPO,)
    assert log.lines == ()


def test_add_does_not_repeat_a_line_that_holds() -> None:
    log = RepairLog().add(TYPO, replace(TYPO, file="other.xlsx", when="2027-01-01"))
    assert log.lines == (TYPO,)


def test_of_two_lines_on_the_same_words_the_later_decides() -> None:
    other = replace(TYPO, read_as="Rajanpur, Punjab")
    log = RepairLog().add(TYPO, other)
    assert log.decisions().decision("districts", "Rajapur") == other
    assert log.undo(2).decisions().decision("districts", "Rajapur") == TYPO


def test_undo_marks_and_never_deletes() -> None:
    log = RepairLog().add(TYPO, OFFICE).undo(1, "2026-11-23")
    assert [line.undone for line in log.lines] == ["2026-11-23", ""]
    assert log.decisions().decision("districts", "Rajapur") is None
    assert log.add(TYPO).lines[2] == TYPO


@pytest.mark.parametrize("number", [0, 3])
def test_undo_of_no_such_line_says_so(number: int) -> None:
    with pytest.raises(SpoGeoError, match="no such line of the repair log"):
        RepairLog((TYPO, OFFICE)).undo(number)


def test_undo_of_an_undone_line_says_so() -> None:
    log = RepairLog((TYPO,)).undo(1)
    with pytest.raises(SpoGeoError, match="taken back before"):
        log.undo(1)


@pytest.mark.parametrize("written", [" rajapur ", "RAJAPUR", "Rajapur\u00a0\n"])
def test_decision_looks_past_case_and_spaces(written: str) -> None:
    assert RepairLog((TYPO,)).decisions().decision("districts", written) == TYPO


def test_decision_looks_past_nothing_else() -> None:
    decisions = RepairLog((TYPO,)).decisions()
    assert decisions.decision("districts", "Raja-pur") is None
    assert decisions.decision("provinces", "Rajapur") is None


def test_a_line_for_one_project_comes_before_one_for_all() -> None:
    every = Repair("districts", "Dir", "Lower Dir", "place")
    own = replace(every, read_as="Upper Dir", record="Schools in Dir")
    decisions = RepairLog((own, every)).decisions()
    assert decisions.decision("districts", "Dir", "SPO-30", "schools in dir") == own
    assert decisions.decision("districts", "Dir", "Other title") == every
    only_own = RepairLog((own,)).decisions()
    assert only_own.decision("districts", "Dir", "Other title") is None


def test_idle_names_the_lines_that_found_nothing_to_do() -> None:
    decisions = RepairLog((TYPO, OFFICE, SAME)).decisions()
    decisions.decision("districts", "Head office")
    assert decisions.used == (OFFICE,)
    assert decisions.idle == (TYPO,)
    assert decisions.idle_pairs == (SAME,)


def test_pair_is_found_from_either_side() -> None:
    decisions = RepairLog((SAME,)).decisions()
    keys = ("X-1", "Access to education | 2015-03")
    assert decisions.pair(keys, ("SPO-05",)) == SAME
    assert decisions.pair(("spo-05",), keys) == SAME
    assert decisions.pair(("SPO-06",), keys) is None
    assert decisions.idle_pairs == ()
    assert decisions.partners(["SPO-05"]) == ("access to education | 2015-03",)


def test_places_of_a_repair_carry_their_province() -> None:
    assert SPLIT.places == (("Bagh", "Azad Kashmir"), ("Neelum", "Azad Kashmir"))
    assert TYPO.places == (("Rajanpur", ""),)
    assert OFFICE.places == ()


@pytest.mark.parametrize(
    ("repair", "sentence"),
    [
        (TYPO, "'Rajapur' is read as 'Rajanpur' (by hand, 2026-11-22)."),
        (OFFICE, "'Head office' is not a place (by hand)."),
        (replace(TYPO, by="rule"), "'Rajapur' is read as 'Rajanpur' (by rule, "),
        (SAME, "'SPO-05' and 'Access to Education | 2015-03' are the same project"),
    ],
)
def test_sentence_says_what_was_read_as_what(repair: Repair, sentence: str) -> None:
    assert repair.sentence().startswith(sentence)


# -- the file ------------------------------------------------------------------


def test_the_file_has_one_line_a_repair() -> None:
    log = RepairLog((replace(TYPO, file="a.xlsx", sheet="S", row=12),))
    header, line = lines(log).decode().splitlines()
    assert header == ",".join(COLUMNS)
    assert line == ("a.xlsx,S,12,,districts,Rajapur,place,Rajanpur,hand,2026-11-22,")


def test_formulas_are_inert_in_the_file_and_whole_after_it() -> None:
    log = RepairLog((replace(TYPO, written="=1+1", read_as="@SUM(A1)"),))
    assert b",'=1+1,place,'@SUM(A1)," in lines(log)
    assert from_csv(to_csv(log)) == (log, ())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_that_a_spreadsheet_saved_is_read(delimiter: str, encoding: str) -> None:
    rows = ["Kind,Written,Column,Read_as,further", "Place,Dir\u2019,districts,Dir,x"]
    text = "\r\n".join(rows).replace(",", delimiter)
    log, problems = from_csv(text.encode(encoding))
    assert problems == ()
    assert log.lines == (Repair("districts", "Dir\u2019", "Dir", "place"),)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("districts,Dir,guess,Dir,hand,,,3", "kind"),
        ("districts,Dir,place,,hand,,,3", "read_as"),
        (",Dir,place,Dir,hand,,,3", "column"),
        ("districts,,place,Dir,hand,,,3", "written"),
        ("districts,Dir,place,Dir,robot,,,3", "by"),
        ("districts,Dir,place,Dir,hand,yesterday,,3", "when"),
        ("districts,Dir,place,Dir,hand,,,three", "row"),
    ],
)
def test_a_bad_line_is_a_problem_and_the_others_are_read(
    cells: str, column: str
) -> None:
    header = "column,written,kind,read_as,by,when,undone,row"
    good = "districts,Rajapur,place,Rajanpur,hand,2026-11-22,,"
    log, problems = from_csv("\n".join([header, good, cells, "", good]).encode())
    assert log.lines == (TYPO, TYPO)
    (problem,) = problems
    assert (problem.row, problem.column, problem.severity) == (3, column, "skip")


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK\x03\x04\x00\x00"])
def test_a_file_that_is_no_log_is_refused_in_words(content: bytes) -> None:
    log, (problem,) = from_csv(content, "x.csv")
    assert log == RepairLog()
    assert (problem.file, problem.severity) == ("x.csv", "refuse")
    assert "column, written, kind, read_as" in problem.rule


def test_a_file_beyond_the_limit_is_refused() -> None:
    log, (problem,) = from_csv(b"x" * (20 * 2**20 + 1))
    assert log == RepairLog()
    assert problem.severity == "refuse"


def test_a_cell_beyond_the_limit_ends_the_reading_and_says_so(
    python_limit: int,
) -> None:
    content = to_csv(RepairLog((TYPO, replace(TYPO, written="x" * (python_limit + 1)))))
    log, (problem,) = from_csv(content)
    assert log.lines == (TYPO,)
    assert (problem.row, problem.severity) == (3, "refuse")


# -- rows ----------------------------------------------------------------------

ROW = {
    "project_id": "SPO-30",
    "title": "Schools",
    "start": "31 Feb 2015",
    "coverage": "Rajapur, Bagh Neelum, Head office and Multan",
    "districts": "Rajapur; Bagh Neelum; Head office; Multan",
    "district_provinces": "Punjab; n/a; n/a; Punjab",
    "focus_area": "Eductaion; Health",
    "funders": "Australian Development Agency; Oxfam",
    "funding_as_stated": "held; financial support",
    "notes": "A note.",
    "dates_note": "",
}


def test_apply_reads_places_and_keeps_the_words_beside() -> None:
    (row,) = apply([ROW], RepairLog((TYPO, SPLIT, OFFICE))).rows
    assert row["districts"] == "Rajanpur; Bagh; Neelum; Multan"
    assert row["district_provinces"] == "Punjab; Azad Kashmir; Azad Kashmir; Punjab"
    assert row["coverage"] == ROW["coverage"]
    assert row["notes"] == (
        "A note. 'Rajapur' is read as 'Rajanpur' (by hand, 2026-11-22). 'Bagh Neelum' "
        "is read as 'Bagh, Azad Kashmir; Neelum, Azad Kashmir' (by hand). 'Head "
        "office' is not a place (by hand)."
    )


def test_apply_reads_dates_funders_and_focus_areas() -> None:
    log = RepairLog().add(
        Repair("start", "31 Feb 2015", "2015-02", "date"),
        Repair("focus_area", "Eductaion", "Education", "value"),
        Repair("funders", "australian development agency", "ADA", "value"),
    )
    (row,) = apply([ROW], log).rows
    assert row["start"] == "2015-02"
    assert row["dates_note"] == "'31 Feb 2015' is read as '2015-02' (by hand)."
    assert row["focus_area"] == "Education; Health"
    assert row["funders"] == "ADA; Oxfam"
    assert row["funding_as_stated"] == "not stated; financial support"


def test_apply_to_a_whole_list_cell() -> None:
    whole = Repair("districts", ROW["districts"], "Multan, Punjab", "split")
    (row,) = apply([ROW], RepairLog((whole,))).rows
    assert (row["districts"], row["district_provinces"]) == ("Multan", "Punjab")


def test_apply_changes_nothing_without_a_line_and_says_which_were_idle() -> None:
    other = Repair("districts", "Kabul", "", "not a place")
    result = apply([ROW], RepairLog((other, SAME)))
    assert result.rows == (ROW,)
    assert result.done == ()
    assert result.idle == (other,)


def test_apply_after_undo_gives_the_words_as_written() -> None:
    log = RepairLog((TYPO,))
    assert apply([ROW], log).rows != (ROW,)
    assert apply([ROW], log.undo(1)).rows == (ROW,)


def test_apply_to_the_next_version_of_the_sheet() -> None:
    own = replace(TYPO, record="SPO-30", row=12)
    later = [{**ROW, "title": "Schools II"}, {**ROW, "project_id": "SPO-31"}]
    first, second = apply(later, RepairLog((own,))).rows
    assert first["districts"].startswith("Rajanpur")
    assert second["districts"].startswith("Rajapur")
