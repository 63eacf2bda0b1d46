"""A file or a pasted text as rows of cells."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from spo_geo.errors import SpoGeoError
from spo_geo.officefile import MAX_BYTES, require_sane

KIND: Final = "workbook of Excel (.xlsx)"
ALLOWED: Final = (".csv", ".tsv", ".txt", ".xlsx", "pasted text")
DELIMITERS: Final = "\t;,|"
MAX_LINES: Final = 1000
"""Lines of a call; the country has some 160 districts."""

_ZIP: Final = b"PK\x03\x04"
_OTHERS: Final = {b"%PDF": "PDF", b"\xd0\xcf\x11\xe0": "file of Excel or Word 97"}
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list, or a row of a sheet.

    Attributes
    ----------
    number : int
        Counted from 1 in the file or text.
    cells : tuple of str
        At least one of them holds something.
    text : str
        The line as written; for a row of a workbook its cells, parted by tabs.
    """

    number: int
    cells: tuple[str, ...]
    text: str


def read_text(source: Path) -> str | None:
    """Return the text of a file, or None where it is a workbook.

    Raises
    ------
    SpoGeoError
        When the file cannot be read, is too large, or is of another kind.
    """
    try:
        content = source.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SpoGeoError(
            "the call cannot be read", where=str(source), got=reason
        ) from error
    if content.startswith(_ZIP):
        return None
    for start, kind in _OTHERS.items():
        if content.startswith(start):
            raise _wrong_kind(source, kind)
    if len(content) > MAX_BYTES:
        raise SpoGeoError(
            "the call is too large",
            where=str(source),
            allowed=[f"{MAX_BYTES / 1e6:.0f} MB"],
        )
    text = _decoded(content)
    if "\0" in text:
        raise _wrong_kind(source, "a file that is not text")
    return text


def _wrong_kind(source: Path, kind: str) -> SpoGeoError:
    return SpoGeoError(
        "a call cannot be read from this kind of file",
        where=str(source),
        got=kind,
        allowed=ALLOWED,
    )


def _decoded(content: bytes) -> str:
    """Decode what spreadsheets write: UTF-8, UTF-16 with its mark, Windows-1252."""
    if content.startswith(_UTF16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def split_text(text: str, delimiter: str) -> list[Line]:
    """Return the lines of a text that hold something, cut at a delimiter.

    Parameters
    ----------
    text : str
        The whole text; a quoted cell may hold the delimiter and line breaks.
    delimiter : str
        One of `DELIMITERS`.

    Returns
    -------
    list of Line

    Raises
    ------
    SpoGeoError
        When there are more than `MAX_LINES`.
    """
    written = list(io.StringIO(text, newline=""))
    reader = csv.reader(written, delimiter=delimiter)
    lines = []
    first = 1
    try:
        for cells in reader:
            number, first = first, reader.line_num + 1
            whole = "".join(written[number - 1 : first - 1]).strip("\r\n")
            lines.append(Line(number, tuple(cell.strip() for cell in cells), whole))
    except csv.Error as error:
        raise SpoGeoError(
            "the call cannot be read as a table", got=f"line {first}: {error}"
        ) from error
    return _filled(lines)


def _filled(lines: list[Line]) -> list[Line]:
    filled = [line for line in lines if any(line.cells)]
    if len(filled) > MAX_LINES:
        raise SpoGeoError(
            "the call has too many lines",
            got=str(len(filled)),
            allowed=[f"at most {MAX_LINES}"],
        )
    return filled


def read_sheets(source: Path) -> list[list[Line]]:
    """Return the rows of each visible sheet that holds something.

    Raises
    ------
    SpoGeoError
        When the file is no workbook, or too large.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    content = source.read_bytes()
    require_sane(content, where=str(source), kind=KIND)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [
            _filled(list(_sheet_lines(sheet.iter_rows(values_only=True))))
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
        ]
    except (InvalidFileException, KeyError, ValueError, TypeError, OSError) as error:
        raise SpoGeoError(
            f"not a {KIND}",
            where=str(source),
            next_step="open it in Excel and save it as .xlsx, or paste the districts",
        ) from error
    return [lines for lines in sheets if lines]


def _sheet_lines(rows: Iterator[tuple[Any, ...]]) -> Iterator[Line]:
    """Yield the rows that hold something; stop soon after the most that are read."""
    n_filled = 0
    for number, values in enumerate(rows, start=1):
        cells = tuple("" if value is None else str(value).strip() for value in values)
        if any(cells):
            yield Line(number, cells, "\t".join(cells))
            n_filled += 1
        if n_filled > MAX_LINES or number > 100 * MAX_LINES:
            return
