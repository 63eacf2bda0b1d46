"""Text with one record a line: which delimiter, where a record ends, which rows."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, islice

from spo_geo.intake.files.cells import Cell, Sheet, SheetRow
from spo_geo.intake.files.celltext import text_cell
from spo_geo.intake.files.grid import check_row, filled, trimmed
from spo_geo.intake.files.limits import (
    LIMIT_CELL_CHARS,
    Budget,
    Refused,
    check_columns,
    too_much,
)

DELIMITERS = {"\t": "tab", ";": "semicolon", "|": "pipe", ",": "comma"}
"""Delimiters that are tried; where two fit alike, the earlier one is taken."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_DECLARED = re.compile(r"sep=([\t;|,])\r?\n|sep=([\t;|,])\r", re.IGNORECASE)
_SAMPLE_CHARS = 65_536
_SAMPLE_RECORDS = 200
_NEXT_LINE = "\0"  # no text has it; in a record, it was swallowed
_STRAY_QUOTE = "a quote inside the text is read as it stands"
_SHORT = 40  # characters up to which equal texts share one cell
_MOST_SHARED = 50_000


@dataclass(frozen=True, slots=True)
class Table:
    """A delimited text, read.

    Attributes
    ----------
    sheet : Sheet
    delimiter : str
        The character.
    """

    sheet: Sheet
    delimiter: str


def read_table(name: str, text: str, budget: Budget) -> Table:
    """Return the rows of a delimited text.

    The quoting is that of RFC 4180. Line ends inside quotes stay in the cell; a row
    with more or fewer cells than most rows has a note. Row numbers count records,
    as a spreadsheet program would show them.

    Parameters
    ----------
    name : str
        Name for the sheet.
    text : str
        The whole text.
    budget : Budget
        Counts rows and cells.

    Raises
    ------
    Refused
        When a quote is left open (with its row), or a limit is passed.
    """
    delimiter, start = _declared(text)
    if not delimiter:
        delimiter = detect_delimiter(text)
    written = _rows(_records(text, start, delimiter), budget)
    rows, ragged = _note_ragged(written)
    said = f"rows with more or fewer cells than most: {ragged:,}"
    notes = (said,) if ragged else ()
    return Table(Sheet(name, rows, notes=notes), delimiter)


def _declared(text: str) -> tuple[str, int]:
    """Return the delimiter of a leading ``sep=;`` line, which Excel reads and hides."""
    match = _DECLARED.match(text)
    return (match[1] or match[2], match.end()) if match else ("", 0)


def detect_delimiter(text: str) -> str:
    r"""Return the delimiter by which most records have the same number of cells.

    Parameters
    ----------
    text : str
        The text; its beginning is looked at.

    Returns
    -------
    str
        One of `DELIMITERS`; a comma when nothing splits.

    Examples
    --------
    >>> detect_delimiter("Title;Districts\nSchools;Badin, Thatta\n")
    ';'
    """
    sample = list(islice(_lines(text[:_SAMPLE_CHARS], 0), _SAMPLE_RECORDS))
    scores = {mark: _score(sample, mark) for mark in DELIMITERS}
    best = max(scores, key=lambda mark: scores[mark])
    return best if scores[best][1] > 1 else ","


def _score(lines: list[str], delimiter: str) -> tuple[float, int]:
    """Return the share of records that have the commonest width, and that width."""
    widths = [
        len(record) for record in csv.reader(lines, delimiter=delimiter) if record
    ]
    split = Counter(width for width in widths if width > 1)
    if not split:
        return 0.0, 1
    width = max(split, key=lambda width: (split[width], width))
    return split[width] / len(widths), width


def _lines(text: str, start: int) -> Iterator[str]:
    return (match.group() for match in _LINE.finditer(text, start))


def _records(text: str, start: int, delimiter: str) -> Iterator[tuple[list[str], str]]:
    """Yield each record with a note; a line with a stray quote is read as it stands.

    The strict reader stops at a quote that closes in mid-text. Within one line
    that is a stray quote; over several lines a quote was left open, and the text up
    to the next quote has been swallowed: refused.
    """
    lines: list[str] = []  # of the present record

    def remembered() -> Iterator[str]:
        for line in _lines(text, start):
            _check_line(line, delimiter)
            lines.append(line)
            yield line

    reader = csv.reader(remembered(), delimiter=delimiter, strict=True)
    for number in count(1):
        lines.clear()
        try:
            yield next(reader), ""
        except StopIteration:
            return
        except csv.Error as error:
            if len(lines) != 1:
                raise _open_quote(number, lines) from error
            yield _as_it_stands(number, lines[0], delimiter), _STRAY_QUOTE


def _check_line(line: str, delimiter: str) -> None:
    """Refuse a line of absurdly many cells before they are made."""
    if line.count(delimiter) > LIMIT_CELL_CHARS:
        check_columns(line.count(delimiter) + 1, "")


def _as_it_stands(number: int, line: str, delimiter: str) -> list[str]:
    """Read one line with a stray quote; one that also opens a quote is refused."""
    if len(line) > LIMIT_CELL_CHARS:
        raise _long_line(number, line)
    record = next(csv.reader([line, _NEXT_LINE], delimiter=delimiter))
    if record and record[-1].endswith(_NEXT_LINE):
        raise _open_quote(number, [line])
    return record


def _open_quote(number: int, pending: list[str]) -> Refused:
    first = pending[0].strip() if pending else ""
    return Refused(
        "a quote is opened and never closed",
        where=f"row {number}",
        got=first[:80],
        next_step="close the quote or take it out, and load the file again",
    )


def _long_line(number: int, line: str) -> Refused:
    return too_much(
        "a cell is too long",
        f"a line of {len(line):,} characters",
        [f"up to {LIMIT_CELL_CHARS:,} characters a cell"],
        f"row {number}",
        "look for a quote that was left open, or save the table again",
    )


def _rows(
    records: Iterator[tuple[list[str], str]], budget: Budget
) -> list[tuple[SheetRow, int]]:
    """Return the rows that show something, each with its number of cells as written."""
    rows = []
    shared: dict[str, Cell] = {}
    for number, (record, note) in enumerate(records, 1):
        where = f"row {number}"
        check_row(number, where)
        cells = trimmed([_cell(text, shared, budget) for text in record])
        if cells:
            check_columns(len(cells), where)
            budget.add_rows(filled(cells), len(cells), where)
            rows.append((SheetRow(number, cells, note=note), len(record)))
    return rows


def _cell(text: str, shared: dict[str, Cell], budget: Budget) -> Cell:
    cell = shared.get(text)
    if cell is None:
        budget.add_text(len(text))
        cell = text_cell(text)
        if len(text) <= _SHORT and len(shared) < _MOST_SHARED:
            shared[text] = cell
    return cell


def _note_ragged(
    written: list[tuple[SheetRow, int]],
) -> tuple[tuple[SheetRow, ...], int]:
    """Note rows of another width than most, from the first row of that width on.

    What stands above it is a title or an address line, not a row cut short.
    """
    widths = Counter(width for _, width in written if width > 1)
    usual = max(widths, key=lambda width: (widths[width], width), default=0)
    rows, n_ragged, below = [], 0, False
    for row, width in written:
        below = below or width == usual
        if below and width != usual:
            n_ragged += 1
            row = _with_note(row, f"{width} cells, most rows have {usual}")
        rows.append(row)
    return tuple(rows), n_ragged


def _with_note(row: SheetRow, note: str) -> SheetRow:
    return replace(row, note="; ".join(filter(None, (row.note, note))))
