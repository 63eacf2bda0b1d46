"""Read the tables of ``data/`` into records, and collect what is wrong in them."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from spo_geo.codelists import Code, CodeList
from spo_geo.dates import PartialDate, parse_date
from spo_geo.errors import DataError
from spo_geo.model import SCOPES, Funding, Office, Presence, Project, Result
from spo_geo.problems import Problem
from spo_geo.tables import Row, read_table


@dataclass(frozen=True, slots=True)
class Records:
    """Everything in ``data/``, immutable.

    Attributes
    ----------
    projects : tuple of Project
        In file order.
    funders, focus_areas : CodeList
        The code lists that filters and aliases go through.
    results, offices, presence : tuple
        The further tables.
    date : str
        Date of the data, as the data package states it (ISO 8601).
    problems : tuple of Problem
        What a person should look at.
    """

    projects: tuple[Project, ...]
    funders: CodeList
    focus_areas: CodeList
    results: tuple[Result, ...]
    offices: tuple[Office, ...]
    presence: tuple[Presence, ...]
    date: str
    problems: tuple[Problem, ...]


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
    package = _read_package(data_dir / "datapackage.json")
    problems: list[Problem] = []

    def rows(table: str) -> list[Row]:
        return read_table(data_dir / f"{table}.csv", package.columns[table])

    funders = CodeList("funder", (_funder(row) for row in rows("funders")))
    areas = CodeList("focus area", (_focus_area(row) for row in rows("focus_areas")))
    reader = _ProjectReader(funders, areas, problems.append)
    projects = tuple(reader.read(row) for row in rows("projects"))
    problems.extend(_repeated_ids(rows("projects")))
    return Records(
        projects=projects,
        funders=funders,
        focus_areas=areas,
        results=tuple(_result(row) for row in rows("results")),
        offices=tuple(_office(row) for row in rows("offices")),
        presence=tuple(_presence(row) for row in rows("presence")),
        date=package.date,
        problems=tuple(problems),
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
        return _Package(columns, descriptor["created"][:10])
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


class _ProjectReader:
    """Turns rows of ``projects.csv`` into projects and reports bad cells."""

    def __init__(
        self,
        funders: CodeList,
        areas: CodeList,
        report: Callable[[Problem], None],
    ) -> None:
        self.funders = funders
        self.areas = areas
        self.report = report

    def read(self, row: Row) -> Project:
        start, end = self._dates(row)
        places = row.list("districts")
        return Project(
            project_id=row["project_id"],
            title=row["title"] or f"Untitled project (row {row.number})",
            title_as_written=row["title_as_written"],
            status=row["status"],
            status_source=row["status_source"],
            start=start,
            end=end,
            dates_note=row["dates_note"],
            coverage=row["coverage"],
            scope=self._scope(row),
            places=places,
            place_provinces=self._parallel(row, places, "district_provinces"),
            provinces=row.list("provinces"),
            n_districts_stated=row["n_districts_stated"],
            focus_area=self._area(row, "focus_area"),
            focus_area_source=row["focus_area_source"],
            focus_area_inferred=self._area(row, "focus_area_inferred"),
            focus_area_inferred_reason=row["focus_area_inferred_reason"],
            sdg=self._sdg(row),
            sdg_as_written=row["sdg_as_written"],
            sdg_source=row["sdg_source"],
            implementing_partners=row.list("implementing_partners"),
            collaborators=row.list("collaborators"),
            funding=self._funding(row),
            summary=row["summary"],
            notes=row["notes"],
            sources=row.list("sources"),
            row=row.number,
        )

    def _dates(self, row: Row) -> tuple[PartialDate | None, PartialDate | None]:
        dates = []
        for column in ("start", "end"):
            date = parse_date(row[column])
            if row[column] and date is None:
                self.report(row.problem(column, "YYYY-MM or YYYY", "hold"))
            dates.append(date)
        start, end = dates
        if start and end and (end.year, end.month or 12) < (start.year, start.month):
            self.report(
                row.problem("end", f"not before the start ({start})", "hold", "swap?")
            )
            return None, None
        return start, end

    def _scope(self, row: Row) -> str:
        scope = row["scope"]
        if scope not in SCOPES:
            self.report(row.problem("scope", f"one of {', '.join(SCOPES)}", "hold"))
            return "districts" if row["districts"] else "institutional"
        if (scope == "districts") != bool(row["districts"]):
            rule = "'districts' when districts are named, else another scope"
            self.report(row.problem("scope", rule, "note"))
        return scope

    def _parallel(
        self, row: Row, values: tuple[str, ...], column: str
    ) -> tuple[str, ...]:
        parts = row.list(column)
        if len(parts) == len(values):
            return parts
        if parts:
            rule = f"as many parts as the list beside it ({len(values)}), or none"
            self.report(row.problem(column, rule, "hold"))
        return ("",) * len(values)

    def _area(self, row: Row, column: str) -> str:
        code = self.areas.find(row[column])
        if row[column] and code is None:
            rule = "a label or alias of focus_areas.csv"
            self.report(row.problem(column, rule, "hold"))
        return code.key if code else ""

    def _sdg(self, row: Row) -> tuple[int, ...]:
        goals = []
        for part in row.list("sdg"):
            if part.isdecimal() and 1 <= int(part) <= 17:
                goals.append(int(part))
            else:
                self.report(row.problem("sdg", "goals 1 to 17", "hold"))
        return tuple(goals)

    def _funding(self, row: Row) -> tuple[Funding, ...]:
        names = row.list("funders")
        bases = self._parallel(row, names, "funding_as_stated")
        stated = {
            self._funder_key(row, "funders", name): (name, basis or "not stated")
            for name, basis in zip(names, bases, strict=True)
        }
        web = {
            self._funder_key(row, "funders_web", name): name
            for name in row.list("funders_web")
        }
        funding = []
        for key in dict.fromkeys((*stated, *web)):
            name, basis = stated.get(key) or (web[key], "not stated")
            address = row["funders_web_source"] if key in web else ""
            funding.append(Funding(key, name, basis, address))
        return tuple(funding)

    def _funder_key(self, row: Row, column: str, name: str) -> str:
        """Return the key of a listed funder, else the name itself, reported."""
        code = self.funders.find(name)
        if code is not None:
            return code.key
        nearest = ", ".join(self.funders.nearest(name, 3))
        rule = "a name or alias of funders.csv"
        suggestion = f"add {name!r} to funders.csv, or write one of: {nearest}"
        self.report(row.problem(column, rule, "hold", suggestion))
        return name


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
