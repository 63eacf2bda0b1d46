"""The readers against an independent one: python-calamine sees the same values."""

import datetime
import io
import random
from collections.abc import Callable

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from spo_geo.intake.files.sheets import Sheet, read_workbook
from tests.workbooks import ods, ods_cell, ods_row, xls

Value = str | int | float | bool | datetime.date
WORDS = [
    "Badin",
    "لاہور",
    "Dera Ghazi Khan",
    "a;b,c",
    '"quoted"',
    "two\nlines",
    "<b>&amp;",
]


def table(seed: int, *, dates: bool = True) -> list[list[Value]]:
    """Return rows of random values."""
    rng = random.Random(seed)
    day = datetime.date(2010, 1, 1)
    makers = [
        lambda: rng.choice(WORDS),
        lambda: rng.randrange(-(10**6), 10**12),
        lambda: round(rng.uniform(-1e6, 1e6), 6),
        lambda: rng.random() < 0.5,
        lambda: "",
        *([lambda: day + datetime.timedelta(rng.randrange(5000))] if dates else []),
    ]
    rows = [[rng.choice(makers)() for _ in range(8)] for _ in range(40)]
    return [["first", *row, "last"] for row in rows]


def as_xlsx(rows: list[list[Value]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([None if value == "" else value for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_ods(rows: list[list[Value]]) -> bytes:
    return ods("".join(ods_row(*map(_ods_cell, row)) for row in rows))


def _ods_cell(value: Value) -> str:
    if isinstance(value, bool):
        word = str(value).lower()
        return ods_cell(word, office_value_type="boolean", office_boolean_value=word)
    if isinstance(value, int | float):
        text = repr(value)
        return ods_cell(text, office_value_type="float", office_value=text)
    if isinstance(value, datetime.date):
        day = value.isoformat()
        return ods_cell(day, office_value_type="date", office_date_value=day)
    if "\n" in value:
        paragraphs = "</text:p><text:p>".join(value.split("\n"))
        return ods_cell("|", office_value_type="string").replace("|", paragraphs)
    return ods_cell(value, office_value_type="string") if value else ods_cell()


def values(sheet: Sheet) -> list[list[Value]]:
    """Return what we read, with empty texts for blank cells as calamine has them."""
    width = max(len(row.cells) for row in sheet.rows)
    return [
        [_plain(row.cell(column).value) for column in range(width)]
        for row in sheet.rows
    ]


def _plain(value: Value | None) -> Value:
    """Return a value in the form in which the two readers can be compared."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("name", "make"), [("a.xlsx", as_xlsx), ("a.ods", as_ods), ("a.xls", xls)]
)
def test_read_workbook_agrees_with_calamine(
    name: str, make: Callable[..., bytes], seed: int
) -> None:
    content = make(table(seed, dates=name != "a.xls"))
    ours = values(read_workbook(name, content).sheets[0])
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    rows = theirs.to_python(skip_empty_area=False)
    assert ours == [[_plain(value) for value in row] for row in rows]
