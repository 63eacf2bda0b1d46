"""Versions of the records such that a mixture of two is never a whole one.

In each version every funder and every focus area has another name, in the lists and
in the projects that refer to them, and another number of projects is there.
"""

import csv
import io
import random
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from spo_geo.tables import split_list

Tables = Mapping[str, bytes]
_Row = dict[str, str]


def make_version(data: Path, number: int) -> Tables:
    """Return the tables that differ from the shipped ones, by file name.

    Parameters
    ----------
    data : Path
        Folder of the shipped records.
    number : int
        From 0; so many projects are left out.

    Returns
    -------
    mapping of str to bytes
    """
    mark = f" v{number}"

    def funder(row: _Row) -> _Row:
        names = [row["name"], row["acronym"], *split_list(row["aliases"])]
        marked = "; ".join(f"{name}{mark}" for name in names if name)
        return {**row, "name": row["name"] + mark, "aliases": marked}

    def area(row: _Row) -> _Row:
        return {
            **row,
            "focus_area": row["focus_area"] + mark,
            "broader": _marked(row["broader"], mark),
            "aliases": _marked(row["aliases"], mark),
        }

    def project(row: _Row) -> _Row:
        names = ("funders", "focus_area", "focus_area_inferred")
        return {**row, **{name: _marked(row[name], mark) for name in names}}

    return {
        "funders.csv": _changed(data / "funders.csv", funder),
        "focus_areas.csv": _changed(data / "focus_areas.csv", area),
        "projects.csv": _changed(data / "projects.csv", project, leave_out=number),
    }


def put_by_name(tables: Tables, data: Path, chance: random.Random) -> None:
    """Write each table beside its target and rename it, one after the other."""
    for name, content in tables.items():
        beside = data / f".{name}.new"
        beside.write_bytes(content)
        time.sleep(chance.uniform(0, 0.2))
        beside.replace(data / name)


def put_in_place(tables: Tables, data: Path, chance: random.Random) -> None:
    """Write over each table slowly, as a copy over a network does."""
    for name, content in tables.items():
        with (data / name).open("wb") as file:
            for start in range(0, len(content), 4096):
                file.write(content[start : start + 4096])
                file.flush()
                time.sleep(chance.uniform(0, 0.05))


def _marked(cell: str, mark: str) -> str:
    return "; ".join(f"{item}{mark}" for item in split_list(cell))


def _changed(path: Path, change: Callable[[_Row], _Row], leave_out: int = 0) -> bytes:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(change, rows[leave_out:]))
    return written.getvalue().encode()
