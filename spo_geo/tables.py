"""Read one CSV table of ``data/`` into rows that remember their line."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spo_geo.errors import DataError
from spo_geo.problems import Problem, Severity

LIST_SEPARATOR = ";"


def split_list(cell: str) -> tuple[str, ...]:
    """Split a list cell at semicolons; empty parts are dropped.

    Examples
    --------
    >>> split_list("Thatta; Badin;; Karachi ")
    ('Thatta', 'Badin', 'Karachi')
    """
    parts = (part.strip() for part in cell.split(LIST_SEPARATOR))
    return tuple(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes
    ----------
    file : str
        File name.
    number : int
        Line in the spreadsheet; the header is row 1.
    cells : dict of str to str
        Column name to trimmed cell.
    """

    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def list(self, column: str) -> tuple[str, ...]:
        """Return the parts of a list cell."""
        return split_list(self.cells[column])

    def problem(
        self, column: str, rule: str, severity: Severity, suggestion: str = ""
    ) -> Problem:
        """Return a problem of one cell of this row."""
        value = self.cells.get(column, "")
        return Problem(
            self.file, self.number, column, value, rule, severity, suggestion
        )


def read_table(path: Path, columns: Sequence[str]) -> list[Row]:
    """Read a CSV table whose columns are known.

    Parameters
    ----------
    path : Path
        UTF-8, with or without byte order mark; comma separated, one header row.
    columns : sequence of str
        Columns that must be there, in any order; further ones are ignored.

    Returns
    -------
    list of Row
        In file order; rows with no content are left out.

    Raises
    ------
    DataError
        When the file is missing, is not UTF-8, was cut off, or lacks a column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DataError("a table is missing", where=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            "a table cannot be read",
            where=str(path),
            got=str(error),
            next_step="save it as 'CSV UTF-8 (comma delimited)'",
        ) from error
    _check_end(path, text)
    try:
        return list(_rows(path.name, io.StringIO(text, newline=""), columns))
    except csv.Error as error:
        raise DataError(
            "a table cannot be read", where=str(path), got=str(error)
        ) from error


def _check_end(path: Path, text: str) -> None:
    """Raise DataError for a file that was cut off: by a full disk, by a copy.

    Every program that writes tables ends the last row with a line break. Without one
    the row may be whole all the same; it is not when cells or a quote are missing.
    """
    if not text or text.endswith(("\n", "\r")):
        return
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if len(rows[-1]) < len(rows[0]) or text.count('"') % 2:
        raise DataError(
            "a table ends in the middle of a row",
            where=f"{path.name} row {len(rows)}",
            got=text[-40:],
            next_step="copy or save it again, whole",
        )


def _rows(file: str, lines: io.StringIO, columns: Sequence[str]) -> Iterator[Row]:
    reader = csv.DictReader(lines, restval="")
    header = [name.strip() for name in reader.fieldnames or ()]
    reader.fieldnames = header
    missing = [column for column in columns if column not in header]
    if missing:
        raise DataError(
            "columns are missing",
            where=f"{file} row 1",
            got=", ".join(header),
            allowed=missing,
            next_step="add them to the header",
        )
    for number, cells in enumerate(reader, start=2):
        trimmed = {column: (cells[column] or "").strip() for column in columns}
        if any(trimmed.values()):
            yield Row(file, number, trimmed)
