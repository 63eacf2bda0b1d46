"""The tables of a file as text, and a hash that finds whether a row was changed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Final

from spo_geo.export.cells import plain

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]
"""Rows by name of table; a missing cell and an empty one are the same."""

STAMP: Final = "stamp"
"""Column, or item of the table *About*, that holds the stamp."""


def content_hash(tables: Tables) -> str:
    """Hash the cells of a file, apart from its stamp.

    Parameters
    ----------
    tables : mapping of str to sequence of mapping of str to str
        As written, or as read back.

    Returns
    -------
    str
        SHA-256, hexadecimal; the order of rows and columns does not matter, for
        people sort tables.
    """
    digest = hashlib.sha256()
    for name in sorted(tables):
        rows = sorted(filter(None, map(_line, tables[name])))
        digest.update(json.dumps([name, *rows]).encode())
    return digest.hexdigest()


def _line(row: Row) -> str:
    cells = {name: plain(cell) for name, cell in row.items() if name != STAMP}
    filled = {name: cell for name, cell in cells.items() if cell}
    if not filled or filled.get("item") == STAMP:
        return ""
    return json.dumps(filled, sort_keys=True)
