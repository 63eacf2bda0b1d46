"""``projects.csv`` whole: every column and every cell as it stands in the file."""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from spo_geo.errors import DataError

NAME = "projects.csv"
"""The one table that an import changes."""


@dataclass(frozen=True, slots=True)
class Table:
    """The projects as rows of text.

    Attributes
    ----------
    columns : tuple of str
        In the order of the file, columns that the program does not know included.
    rows : tuple of dict of str to str
        In the order of the file; blank rows are left out.
    digest : str
        SHA-256 of the file that it was read from; empty for none.
    """

    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    digest: str = ""

    def to_bytes(self) -> bytes:
        """Return the file: UTF-8, comma, LF, quoted where needed."""
        lines = [self.columns, *([row[c] for c in self.columns] for row in self.rows)]
        return "".join(map(_line, lines)).encode("utf-8", errors="replace")


def read_table(path: Path) -> Table:
    """Read the projects without changing a cell.

    Parameters
    ----------
    path : Path
        UTF-8, with or without byte order mark; comma separated.

    Returns
    -------
    Table

    Raises
    ------
    DataError
        When the file is missing or no such table, or a row has more cells than the
        header: written back, they would be lost.
    """
    try:
        content = path.read_bytes()
        return parse_table(content, str(path))
    except OSError as error:
        raise DataError(
            "the projects cannot be read",
            where=str(path),
            got=error.strerror or str(error),
        ) from error


def parse_table(content: bytes, where: str) -> Table:
    """Read the projects from the bytes of their file; see `read_table`."""
    try:
        lines = io.StringIO(content.decode("utf-8-sig"), newline="")
        header, *rows = list(csv.reader(lines, strict=True)) or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(
            "the projects are not a table that can be written back",
            where=where,
            got=str(error),
            next_step="save it as 'CSV UTF-8 (comma delimited)'",
        ) from error
    columns = tuple(name.strip() for name in header)
    if len(set(columns)) < len(columns):
        raise DataError("a column stands twice", where=where, got=", ".join(columns))
    filled = [(n, cells) for n, cells in enumerate(rows, start=2) if any(cells)]
    for number, cells in filled:
        if any(cells[len(columns) :]):
            raise DataError(
                "a row has more cells than the header",
                where=f"{where} row {number}",
                got=cells[-1],
                next_step="give its column a name, or quote the cell with a comma",
            )
    digest = hashlib.sha256(content).hexdigest()
    return Table(columns, tuple(_row(columns, cells) for _, cells in filled), digest)


def table_of(rows: Iterable[Mapping[str, str]], columns: Iterable[str]) -> Table:
    """Return rows as a table that stands in no file.

    Parameters
    ----------
    rows : iterable of mapping of str to str
        With any of the columns.
    columns : iterable of str
        The columns.

    Returns
    -------
    Table
    """
    names = tuple(columns)
    return Table(names, tuple({c: row.get(c, "") for c in names} for row in rows))


def _line(cells: Iterable[str]) -> str:
    """Return a line of the file; a carriage return inside a cell is quoted too."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().removesuffix("\r\n") + "\n"


def _row(columns: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    return dict(zip(columns, [*cells, *[""] * len(columns)], strict=False))
