"""Records of an Excel 97 workbook: what is let through to the reader, and what is not.

Only the records that hold cells, and what cells refer to, reach the reader. Names,
macros, links, formulas behind names and drawings are blotted out, so that nothing in
them is ever computed. Hidden rows and columns, merged ranges and the places of
formulas are read here.

Source: [MS-XLS] 2.3 (records), 2.4.28 (BoundSheet8), 2.4.53 (ColInfo), 2.4.168
(MergeCells), 2.4.221 (Row), 2.4.127 (Formula).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from spo_geo.intake.files.archive import locked
from spo_geo.intake.files.grid import Range, check_merged
from spo_geo.intake.files.limits import (
    LIMIT_CELLS,
    LIMIT_RECORDS,
    LIMIT_SHEETS,
    damaged,
    too_much,
)

_BOF, _EOF, _BOUNDSHEET, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x002F
_FORMULA, _ROW, _COLUMNS, _MERGED, _MULRK, _NOTE = 0x06, 0x208, 0x7D, 0xE5, 0xBD, 0x1C
_ONE_CELL = frozenset((0x06, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6))
# Beside cells: BOF, EOF, sheets, code page, dates, shared texts and their
# continuations, formats, fonts, styles, results of formulas.
_PASSED = _ONE_CELL | {
    _BOF, _EOF, _BOUNDSHEET, _MULRK, 0x42, 0x22, 0xFC, 0x3C, 0x041E, 0x31, 0xE0,
    0x0207, 0x04BC, 0x0221, 0x0236,
}  # fmt: skip
_BLOT = struct.pack("<H", 0x0FFF)  # a record that no reader knows
_WORKSHEET = 0
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01


class Record(NamedTuple):
    """One record: its kind, where its content begins, and how long that is."""

    kind: int
    start: int
    length: int


@dataclass(slots=True)
class SheetFacts:
    """What a worksheet says beside its cells; rows from 1, columns from 0.

    Attributes
    ----------
    hidden : bool
        Whether the workbook hides the sheet.
    hidden_rows : set of int
    hidden_columns : list of (int, int)
        First and last column of each hidden run.
    merged : list of Range
    formulas : set of (int, int)
        Row and column.
    has_comments : bool
    """

    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    has_comments: bool = False


class _Walk:
    """Steps over the records of a stream, counts them, and blots most of them out."""

    def __init__(self, stream: bytearray) -> None:
        self.stream = stream
        self.n_records = 0
        self.n_cells = 0

    def records(self, start: int) -> Iterator[Record]:
        """Yield the records of one part of the workbook, those inside it included."""
        depth = 0
        while start + 4 <= len(self.stream):
            kind, length = struct.unpack_from("<HH", self.stream, start)
            if not depth and kind != _BOF:
                raise damaged(why="a sheet without a beginning")
            record = Record(kind, start + 4, length)
            self._count(record)
            if start + 4 + length > len(self.stream):
                raise damaged(why="a record is cut short")
            yield record
            if kind not in _PASSED:
                self.stream[start : start + 2] = _BLOT
            depth += (kind == _BOF) - (kind == _EOF)
            if depth <= 0:
                return
            start += 4 + length
        raise damaged(why="a sheet without an end")

    def _count(self, record: Record) -> None:
        self.n_records += 1
        self.n_cells += record.kind in _ONE_CELL
        if record.kind == _MULRK:
            self.n_cells += max(record.length - 6, 0) // 6
        if self.n_records > LIMIT_RECORDS or self.n_cells > LIMIT_CELLS:
            raise too_much(
                "the file has too many cells or records",
                f"more than {LIMIT_CELLS:,} cells or {LIMIT_RECORDS:,} records",
                [f"up to {LIMIT_CELLS:,} cells"],
            )


def survey(stream: bytearray) -> list[SheetFacts]:
    """Blot out what is no cell, in place, and return the facts of each worksheet.

    Parameters
    ----------
    stream : bytearray
        The workbook stream; changed.

    Returns
    -------
    list of SheetFacts
        Worksheets in the order of the workbook; charts and macro sheets left out.

    Raises
    ------
    Refused
        When the workbook is locked, damaged, or beyond a limit.
    """
    walk = _Walk(stream)
    found = [_bound(stream, record) for record in _globals(walk)]
    starts = [start for start, _, _ in found]
    if len(set(starts)) != len(starts) or len(starts) > LIMIT_SHEETS:
        raise damaged(why="sheets that overlap, or too many of them")
    return [
        _facts(walk, start, hidden)
        for start, hidden, kind in found
        if kind == _WORKSHEET
    ]


def _globals(walk: _Walk) -> Iterator[Record]:
    for record in walk.records(0):
        if record.kind == _FILEPASS:
            raise locked()
        if record.kind == _BOUNDSHEET and record.length >= 6:
            yield record


def _bound(stream: bytearray, record: Record) -> tuple[int, bool, int]:
    start, state, kind = struct.unpack_from("<IBB", stream, record.start)
    return start, bool(state & 3), kind


def _facts(walk: _Walk, start: int, hidden: bool) -> SheetFacts:
    facts = SheetFacts(hidden)
    for record in walk.records(start):
        read = _READ.get(record.kind)
        if read:
            read(facts, walk.stream, record)
    return facts


def _formula(facts: SheetFacts, stream: bytearray, record: Record) -> None:
    if record.length >= 4:
        row, column = struct.unpack_from("<HH", stream, record.start)
        facts.formulas.add((row + 1, column))


def _row(facts: SheetFacts, stream: bytearray, record: Record) -> None:
    if record.length >= 16:
        row = struct.unpack_from("<H", stream, record.start)[0]
        if stream[record.start + 12] & _ROW_HIDDEN:
            facts.hidden_rows.add(row + 1)


def _columns(facts: SheetFacts, stream: bytearray, record: Record) -> None:
    if record.length >= 10 and stream[record.start + 8] & _COLUMN_HIDDEN:
        first, last = struct.unpack_from("<HH", stream, record.start)
        facts.hidden_columns.append((first, last))


def _merged(facts: SheetFacts, stream: bytearray, record: Record) -> None:
    for at in range(record.start + 2, record.start + record.length - 7, 8):
        first_row, last_row, first, last = struct.unpack_from("<HHHH", stream, at)
        facts.merged.append(Range(first_row + 1, first, last_row + 1, last))
    check_merged(len(facts.merged), "")


def _note(facts: SheetFacts, stream: bytearray, record: Record) -> None:
    facts.has_comments = True


_READ = {
    _FORMULA: _formula,
    _ROW: _row,
    _COLUMNS: _columns,
    _MERGED: _merged,
    _NOTE: _note,
}
