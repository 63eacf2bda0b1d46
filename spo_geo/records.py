"""Read the tables of ``data/`` into records, and collect what is wrong in them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spo_geo.codelists import Code, CodeList
from spo_geo.errors import DataError
from spo_geo.model import Office, Presence, Project, Result
from spo_geo.problems import Problem
from spo_geo.project_reader import read_projects
from spo_geo.tables import Row, read_table

_TABLES = ("projects", "funders", "focus_areas", "results", "offices", "presence")


@dataclass(frozen=True, slots=True)
class Records:
    """Everything in ``data/``, immutable.

    Attributes
    ----------
    projects : sequence of Project
        In file order.
    funders, focus_areas : CodeList
        The code lists that filters and aliases go through.
    results, offices, presence : tuple
        The further tables.
    date : str
        Date of the data, as the data package states it (ISO 8601).
    problems : sequence of Problem
        What a person should look at.
    """

    projects: Sequence[Project]
    funders: CodeList
    focus_areas: CodeList
    results: tuple[Result, ...]
    offices: tuple[Office, ...]
    presence: tuple[Presence, ...]
    date: str
    problems: Sequence[Problem]


def read_records(data_dir: Path) -> Records:
    """Read every table of a data folder.

    Parameters
    ----------
    data_dir : Path
        Folder with ``datapackage.json`` and the tables it describes.

    Returns
    -------
    Records
        All rows; a cell that cannot be read is left empty and is a problem.

    Raises
    ------
    DataError
        When a table or a column is missing.
    """
    lists = read_lists(data_dir)
    package = _read_package(data_dir / "datapackage.json")
    rows = read_table(data_dir / "projects.csv", package.columns["projects"])
    projects, problems = read_projects(
        rows, lists.funders, lists.focus_areas, lists.date
    )
    return replace(lists, projects=projects, problems=(*problems, *_repeated_ids(rows)))


def read_lists(data_dir: Path) -> Records:
    """Read every table but that of the projects, which is left empty.

    Parameters
    ----------
    data_dir : Path
        Folder with ``datapackage.json`` and the tables it describes.

    Returns
    -------
    Records
        All rows of the other tables.

    Raises
    ------
    DataError
        When a table or a column is missing.
    """
    package = _read_package(data_dir / "datapackage.json")

    def rows(table: str) -> list[Row]:
        return read_table(data_dir / f"{table}.csv", package.columns[table])

    return Records(
        projects=(),
        funders=CodeList("funder", (_funder(row) for row in rows("funders"))),
        focus_areas=CodeList("focus area", map(_focus_area, rows("focus_areas"))),
        results=tuple(_result(row) for row in rows("results")),
        offices=tuple(_office(row) for row in rows("offices")),
        presence=tuple(_presence(row) for row in rows("presence")),
        date=package.date,
        problems=(),
    )


@dataclass(frozen=True, slots=True)
class _Package:
    columns: dict[str, tuple[str, ...]]
    date: str


def _read_package(path: Path) -> _Package:
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        columns = {
            resource["name"].replace("-", "_"): tuple(
                field["name"] for field in resource["schema"]["fields"]
            )
            for resource in descriptor["resources"]
        }
        described = {name: columns[name] for name in _TABLES}
        return _Package(described, descriptor["created"][:10])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            "the data package descriptor cannot be read",
            where=str(path),
            got=f"{type(error).__name__}: {error}",
            next_step="restore datapackage.json; docs/data-dictionary.md says what "
            "it holds",
        ) from error


def _funder(row: Row) -> Code:
    name = row["name"]
    acronym = row["acronym"] if row["acronym"] != name else ""
    key, aliases = row["funder_id"], row.list("aliases")
    return Code(key, name, row["parent"], aliases, acronym)


def _focus_area(row: Row) -> Code:
    area = row["focus_area"]
    return Code(area, area, row["broader"], row.list("aliases"))


def _repeated_ids(rows: Iterable[Row]) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for row in rows:
        if row["project_id"] in seen:
            problems.append(row.problem("project_id", "an id is used once", "refuse"))
        seen.add(row["project_id"])
    return problems


def _result(row: Row) -> Result:
    return Result(
        result_id=row["result_id"],
        project_id=row["project_id"],
        indicator=row["indicator"],
        value=row["value"],
        unit=row["unit"],
        qualifier=row["qualifier"],
        overlaps_with=row.list("overlaps_with"),
        quote=row["quote"],
        source=row["source"],
        note=row["note"],
    )


def _office(row: Row) -> Office:
    return Office(
        office_id=row["office_id"],
        town=row["town"],
        kind=row["kind"],
        province=row["adm1_name"],
        place=row["place"],
        note=row["note"],
        source=row["source"],
    )


def _presence(row: Row) -> Presence:
    return Presence(
        place=row["place"],
        province_as_written=row["province_as_written"],
        province=row["adm1_name"],
        note=row["note"],
        source=row["source"],
    )
