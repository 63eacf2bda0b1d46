"""What was changed in the rows of a file after it was written."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from spo_geo.export.cells import plain
from spo_geo.export.content import STAMP, Row, Tables, content_hash
from spo_geo.provenance import Stamp
from spo_geo.tables import split_list

_AT_MOST: Final = 20  # lines about changed cells
# Columns that tell the rows of a table apart.
_KEYS: Final = ("project_id", "adm2_pcode", "place_as_written", "item")

Key = tuple[str, ...]


def find_edits(stamp: Stamp, tables: Tables, fresh: Tables) -> Iterator[str]:
    """Say what was changed in the rows of a file.

    Parameters
    ----------
    stamp : Stamp
        What the file says about itself.
    tables : mapping of str to sequence of mapping of str to str
        Its rows.
    fresh : mapping of str to sequence of mapping of str to str
        The rows that it was written with; empty where the present data or program
        cannot give them.

    Yields
    ------
    str
        One change; none where the rows are those that were written.
    """
    counted = {
        "projects": (len(projects_in(tables)), stamp.n_projects),
        "districts": (len(districts_in(tables)), stamp.n_districts),
    }
    for noun, (in_rows, in_stamp) in counted.items():
        if in_rows != in_stamp:
            yield f"its rows hold {in_rows} {noun}, its stamp says {in_stamp}"
    if content_hash(tables) == stamp.content:
        return
    if not fresh:
        yield "cells were changed; the data of that day would tell which"
        return
    cells = list(_cell_edits(tables, fresh)) or ["the stamp was changed"]
    yield from cells[:_AT_MOST]
    if len(cells) > _AT_MOST:
        yield f"and {len(cells) - _AT_MOST} more"


def projects_in(tables: Tables) -> set[str]:
    """Return the ids of the projects that the rows of a file name."""
    rows = [row for table in tables.values() for row in table]
    named = {row.get("project_id", "") for row in rows}
    lists = (split_list(row.get("project_ids", "")) for row in rows)
    return named.union(*lists) - {""}


def districts_in(tables: Tables) -> set[str]:
    """Return the P-codes of the districts that the rows of a file name."""
    rows = (row for table in tables.values() for row in table)
    return {row.get("adm2_pcode", "") for row in rows} - {""}


def _cell_edits(tables: Tables, fresh: Tables) -> Iterator[str]:
    for name, rows in fresh.items():
        if name not in tables:
            yield f"{name}: the whole table is gone"
            continue
        here, there = _keyed(tables[name]), _keyed(rows)
        for key in sorted(there.keys() | here.keys()):
            where = f"{name}, {_label(key)}"
            if key not in here:
                yield f"{where}: the row is gone"
            elif key not in there:
                yield f"{where}: the row was added"
            else:
                yield from _row_edits(where, here[key], there[key])


def _keyed(rows: Iterable[Row]) -> dict[Key, Row]:
    """Return the rows by what tells them apart, repeats numbered."""
    seen: Counter[Key] = Counter()
    keyed: dict[Key, Row] = {}
    for row in rows:
        key = tuple(plain(row.get(name, "")) for name in _KEYS)
        if row.get("item") != STAMP:
            seen[key] += 1
            keyed[(*key, str(seen[key]) if seen[key] > 1 else "")] = row
    return keyed


def _label(key: Key) -> str:
    return " / ".join(filter(None, key)) or "first row"


def _row_edits(where: str, here: Row, there: Row) -> Iterator[str]:
    for name in dict.fromkeys((*there, *here)):
        found, written = plain(here.get(name, "")), plain(there.get(name, ""))
        if found != written and name != STAMP:
            yield f"{where}, {name}: {_short(written)} is now {_short(found)}"


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}…")
