"""The selection as one CSV file: a row a project and place."""

import csv
import io
from pathlib import Path
from typing import Final

from spo_geo.export import columns
from spo_geo.export.cells import neutralise, restore
from spo_geo.export.content import STAMP, Tables
from spo_geo.export.tables import place_rows
from spo_geo.provenance import Stamp
from spo_geo.view import View

PLACES: Final = "places"
ABOUT: Final = "about"
_DELIMITERS: Final = ",;\t"


def csv_tables(view: View, stamp: Stamp) -> Tables:
    """Return the rows of the file, and what it says about itself."""
    return {
        PLACES: place_rows(view),
        ABOUT: [{ABOUT: " | ".join(stamp.lines())}],
    }


def write_csv(tables: Tables, stamp: Stamp) -> bytes:
    """Write the tables of `csv_tables`.

    Parameters
    ----------
    tables : mapping of str to sequence of mapping of str to str
        The rows.
    stamp : Stamp
        Goes into the last column of the first row; a selection without projects
        has a first row that holds nothing else.

    Returns
    -------
    bytes
        UTF-8 with byte order mark, CRLF, formulas neutralised.
    """
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, (*columns.PLACES, ABOUT, STAMP), restval="")
    writer.writeheader()
    first, *rest = tables[PLACES] or [{}]
    stamped = {**first, ABOUT: tables[ABOUT][0][ABOUT], STAMP: stamp.as_json()}
    for row in (stamped, *rest):
        writer.writerow({name: neutralise(cell) for name, cell in row.items()})
    return buffer.getvalue().encode("utf-8-sig", errors="replace")


def read_csv(path: Path) -> Tables:
    """Read a file of `write_csv`, also after a spreadsheet sorted or saved it.

    Parameters
    ----------
    path : Path
        UTF-8; separated by commas, semicolons or tabs.

    Returns
    -------
    mapping of str to sequence of mapping of str to str
        As `csv_tables` gave them, and the stamp in the table ``about``.

    Raises
    ------
    OSError, ValueError, csv.Error
        When the file cannot be read as such a table.
    """
    places, about = [], []
    header, *lines = read_lines(path) or [[]]
    for line in lines:
        row = dict(zip(header, map(restore, line), strict=False))
        own = {name: row.pop(name, "") for name in (ABOUT, STAMP)}
        if any(own.values()):
            about.append(own)
        if any(row.values()):
            places.append(row)
    return {PLACES: places, ABOUT: about}


def read_lines(path: Path) -> list[list[str]]:
    """Return the cells of any CSV file, the delimiter being that of its first line."""
    text = path.read_text(encoding="utf-8-sig")
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
