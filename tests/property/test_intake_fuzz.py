"""The reader of sheets under mutation and with any text in any cell."""

import contextlib
import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import fuzz_sheets
from benchmarks.fuzz_sheets import CASES, run
from spo_geo.intake.files.sheets import Refused, Workbook, read_workbook
from tests.workbooks import ods, ods_rows, xls, xlsx, xlsx_rows

SEEDS = st.integers(0, 2**32)
# What XML 1.0 can hold; and a letter in front, since blank cells and error values
# are read as such.
TEXTS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=["Cc", "Cs"],
        exclude_characters="\ufffe\uffff",
    ),
    max_size=30,
).map(lambda text: f"x{text}")
ROWS = st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=2, max_size=5)


@pytest.mark.parametrize("kind", CASES)
@settings(max_examples=75, deadline=None, derandomize=True)
@given(seed=SEEDS)
def test_a_mutated_sheet_is_read_whole_or_refused(kind: str, seed: int) -> None:
    assert run(kind, seed).failure == ""


def test_the_target_sees_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(name: str, content: bytes) -> Workbook:
        raise ZeroDivisionError(name)

    monkeypatch.setattr(fuzz_sheets, "read_workbook", crash)
    assert run("csv", 1).failure == "crash: ZeroDivisionError: sheet.csv"


@pytest.mark.parametrize("kind", CASES)
def test_the_target_sees_a_lost_row(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(name: str, content: bytes) -> Workbook:
        book = read_workbook(name, content)
        return Workbook(book.file, book.kind, ())

    monkeypatch.setattr(fuzz_sheets, "read_workbook", forgetful)
    failures = {run(kind, seed).failure[:9] for seed in range(30)}
    assert "lost rows" in failures


def texts(name: str, content: bytes) -> list[list[str]]:
    book = read_workbook(name, content)
    return [[cell.text for cell in row.cells] for row in book.sheets[0].rows]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(rows=ROWS, delimiter=st.sampled_from(",;\t|"))
def test_any_text_comes_back_from_csv(rows: list[list[str]], delimiter: str) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    assert texts("a.csv", buffer.getvalue().encode("utf-8-sig")) == rows


@settings(max_examples=60, deadline=None, derandomize=True)
@given(rows=ROWS)
def test_any_text_comes_back_from_xlsx(rows: list[list[str]]) -> None:
    assert texts("a.xlsx", xlsx(xlsx_rows(rows))) == rows


@settings(max_examples=60, deadline=None, derandomize=True)
@given(rows=ROWS)
def test_any_text_comes_back_from_ods(rows: list[list[str]]) -> None:
    assert texts("a.ods", ods(ods_rows(rows))) == rows


@settings(max_examples=60, deadline=None, derandomize=True)
@given(rows=ROWS)
def test_any_text_comes_back_from_xls(rows: list[list[str]]) -> None:
    assert texts("a.xls", xls(rows)) == rows


@settings(max_examples=200, deadline=None, derandomize=True)
@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(Refused):
        book = read_workbook("a.xlsx", content)
        assert any(sheet.rows for sheet in book.sheets)
