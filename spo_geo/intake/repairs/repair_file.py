"""The repair log as a CSV file that people download, edit and hand back."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Final, cast

from spo_geo.export.cells import neutralise, restore
from spo_geo.intake.repairs.repair import (
    KINDS,
    MAKERS,
    PROJECT,
    By,
    Kind,
    Repair,
    RepairLog,
)
from spo_geo.problems import Problem

COLUMNS: Final = (
    "file",
    "sheet",
    "row",
    "record",
    "column",
    "written",
    "kind",
    "read_as",
    "by",
    "when",
    "undone",
)
"""Columns of the file; each is an attribute of `Repair`."""

MAX_BYTES: Final = 20 * 2**20
"""Largest log that is read [bytes]: the limit of an uploaded sheet."""

_NEEDED: Final = ("column", "written", "kind", "read_as")
_DELIMITERS: Final = ",;\t"
# ISO 8601: a day, or a day and a time, with or without its offset.
_WHEN: Final = re.compile(
    r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?"
)


def to_csv(log: RepairLog) -> bytes:
    """Write a log.

    Parameters
    ----------
    log : RepairLog
        Lines taken back are written too.

    Returns
    -------
    bytes
        UTF-8 with byte order mark, CRLF, formulas neutralised.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for line in log.lines:
        cells = [str(getattr(line, name) or "") for name in COLUMNS]
        writer.writerow([neutralise(cell) for cell in cells])
    return buffer.getvalue().encode("utf-8-sig", errors="replace")


def from_csv(
    content: bytes, name: str = "repairs.csv"
) -> tuple[RepairLog, tuple[Problem, ...]]:
    """Read a log, also after a spreadsheet saved it.

    Parameters
    ----------
    content : bytes
        UTF-8 or Windows-1252; separated by commas, semicolons or tabs; the columns
        in any order, further ones ignored.
    name : str
        Name of the file, for the problems.

    Returns
    -------
    log : RepairLog
        The lines that could be read, in the order of the file.
    problems : tuple of Problem
        One for each line that could not, with its row; one of severity ``refuse``
        where the file, or the rest of it, could not.
    """
    if len(content) > MAX_BYTES:
        rule = f"a repair log of at most {MAX_BYTES // 2**20} MB"
        return RepairLog(), (Problem(name, 0, "", "", rule, "refuse"),)
    lines: list[Repair] = []
    problems: list[Problem] = []
    try:
        for number, cells in _rows(_reader(_decode(content))):
            found = _problem(name, number, cells)
            problems.extend(found)
            if not found:
                lines.append(_repair(cells))
    except csv.Error as error:
        rule = f"a table ({error}); nothing from here on was read"
        problems.append(Problem(name, len(lines) + 2, "", "", rule, "refuse"))
    except _NoLogError as error:
        rule = f"a repair log has the columns {', '.join(_NEEDED)}"
        next_step = "start from a log that the program wrote"
        problems.append(Problem(name, 1, "", str(error), rule, "refuse", next_step))
    return RepairLog(tuple(lines)), tuple(problems)


class _NoLogError(Exception):
    """The first row is not that of a log; the message is that row."""


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _reader(text: str) -> "csv.DictReader[str]":
    header = re.split(r"[\r\n]", text, maxsplit=1)[0]
    delimiter = max(_DELIMITERS, key=header.count)
    lines = io.StringIO(text, newline="")
    reader = csv.DictReader(lines, delimiter=delimiter, restkey="", restval="")
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
    if not set(_NEEDED) <= set(reader.fieldnames):
        raise _NoLogError(header[:200])
    return reader


def _rows(reader: "csv.DictReader[str]") -> Iterator[tuple[int, dict[str, str]]]:
    """Return the rows that hold something, the header being row 1."""
    for number, row in enumerate(reader, start=2):
        cells = {column: restore(row.get(column, "")) for column in COLUMNS}
        if any(cells.values()):
            yield number, cells


def _problem(file: str, number: int, cells: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return what is wrong in a line: its leftmost bad cell, or nothing."""
    for column in COLUMNS:
        rule = _rule_broken(column, cells)
        if rule:
            value = cells[column]
            return (Problem(file, number, column, value, rule, "skip"),)
    return ()


def _rule_broken(column: str, cells: Mapping[str, str]) -> str:
    """Return the rule that a cell of a line breaks, else an empty text."""
    cell, kind = _word(cells[column]), _word(cells["kind"])
    match column:
        case "row" if not re.fullmatch("[0-9]{0,7}", cell):
            return "the number of a row, or nothing"
        case "column" if not cell:
            return f"a column of the records, or '{PROJECT}'"
        case "written" if not cell:
            return "the words as written"
        case "kind" if cell not in KINDS:
            return f"one of: {', '.join(KINDS)}"
        case "read_as" if not cell and kind != "not a place":
            return "what the words are read as"
        case "by" if cell not in ("", *MAKERS):
            return f"one of: {', '.join(MAKERS)}"
        case "when" if cell and not _WHEN.fullmatch(cells["when"].strip()):
            return "a day, YYYY-MM-DD, or nothing"
    return ""


def _repair(cells: Mapping[str, str]) -> Repair:
    return Repair(
        column=cells["column"],
        written=cells["written"],
        read_as=cells["read_as"],
        kind=cast(Kind, _word(cells["kind"])),
        by=cast(By, _word(cells["by"]) or "hand"),
        when=cells["when"].strip(),
        file=cells["file"],
        sheet=cells["sheet"],
        row=int(cells["row"].strip() or 0),
        record=cells["record"],
        undone=cells["undone"].strip(),
    )


def _word(cell: str) -> str:
    return cell.strip().lower()
