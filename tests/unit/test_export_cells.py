import pytest
from hypothesis import given
from hypothesis import strategies as st

from spo_geo.export.cells import (
    MAX_CELL,
    from_workbook,
    neutralise,
    plain,
    restore,
    to_workbook,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@pytest.mark.parametrize(
    "text", ["=1+1", "+92", "-x", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1"]
)
def test_neutralise_disarms_what_a_spreadsheet_would_run(text: str) -> None:
    assert neutralise(text) == f"'{text}"


def test_neutralise_leaves_text_alone() -> None:
    harmless = ["", "Badin", "a=b", "2014-15", "'tis", "–"]
    assert [neutralise(text) for text in harmless] == harmless


@given(st.sampled_from(["", "'", "''", "=", "-", "+", "@"]), texts)
def test_restore_undoes_neutralise(start: str, rest: str) -> None:
    text = start + rest
    assert restore(neutralise(text)) == text
    assert not neutralise(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_plain_shows_where_a_forbidden_character_stood() -> None:
    assert plain(" a\x00b\ufffe\r\nc\rd ") == "a\ufffdb\ufffd\nc\nd"


@given(st.sampled_from(["", "=", "_x0041_", "'+"]), texts)
def test_from_workbook_undoes_to_workbook(start: str, rest: str) -> None:
    text = start + rest
    assert from_workbook(to_workbook(text)) == plain(text)


def test_to_workbook_says_that_it_cut_a_cell() -> None:
    cell = to_workbook("=" * (MAX_CELL + 1))
    assert len(cell) == MAX_CELL
    assert cell.startswith("'=")
    assert cell.endswith("the CSV file has it whole]")
    assert to_workbook("a" * MAX_CELL) == "a" * MAX_CELL
