"""Read the program's own CSV or XLSX file back to the selection that it was.

A row that was read as a district is taken by its P-code where its words alone would
not give that district; a held place is taken by its words.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

from spo_geo.codelists import NOT_STATED, NOT_STATED_LABEL, Code, CodeList
from spo_geo.dataset import Dataset, join
from spo_geo.dates import FIRST_YEAR, LAST_YEAR
from spo_geo.errors import SpoGeoError
from spo_geo.export import columns, csvfile, workbook
from spo_geo.export.content import Row, Tables
from spo_geo.export.formats import read_tables, unreadable
from spo_geo.export.tables import HELD, HELD_STATUS, RESOLVED_STATUS
from spo_geo.filters import PARAMETERS, Filters
from spo_geo.gazetteer import Gazetteer
from spo_geo.model import SCOPES
from spo_geo.project_reader import read_projects
from spo_geo.provenance import Stamp
from spo_geo.records import Records
from spo_geo.stamps import find_stamp
from spo_geo.tables import Row as RecordRow
from spo_geo.view import View, make_view

SUFFIXES: Final = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class _File:
    """The rows of a file: one record a project, and the places of each."""

    records: Mapping[str, Row]
    places: Mapping[str, Sequence[Row]]


def read_export(path: Path, dataset: Dataset) -> View:
    """Read an exported table back.

    Parameters
    ----------
    path : Path
        A CSV or XLSX file that the program wrote; its rows may have been sorted.
    dataset : Dataset
        Gives the gazetteer and the lists of funders and focus areas; none of its
        projects is taken.

    Returns
    -------
    View
        The records of the file under the filters of its stamp; without a stamp,
        without filters. Its numbers are those of the view that was written, apart
        from the hash of the data and from `View.n_undated_left_out`, which counts
        projects that were not written.

    Raises
    ------
    SpoGeoError
        When the ending is another one, the file cannot be read, or it holds no
        table of projects.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise SpoGeoError(
            "this kind of file cannot be read back", got=path.name, allowed=SUFFIXES
        )
    tables = read_tables(path)
    stamp = _stamp(tables)
    try:
        filters = _filters(stamp.query) if stamp else Filters()
    except ValueError as error:
        raise unreadable(path, error) from error
    rows = record_rows(tables, path.name, dataset.gazetteer)
    records = _records(rows, stamp, dataset.records)
    version = hashlib.sha256(path.read_bytes()).hexdigest()
    read = join(records, dataset.gazetteer, version)
    return make_view(_with_choices(read, filters), filters)


def record_rows(tables: Tables, file: str, gazetteer: Gazetteer) -> list[RecordRow]:
    """Return the rows of ``projects.csv`` that an exported table stands for.

    Parameters
    ----------
    tables : mapping of str to sequence of mapping of str to str
        As `export.read_tables` returns them for a CSV or XLSX file.
    file : str
        Name of the file, for problems.
    gazetteer : Gazetteer
        Tells whether the words of a place give the district beside them.

    Returns
    -------
    list of Row
        One a project, in the order of the file, with the columns of
        ``projects.csv``.

    Raises
    ------
    SpoGeoError
        When it is no table of projects.
    """
    found = _rows_of(tables, file)
    return [
        RecordRow(file, number, _cells(record, found.places.get(key, ()), gazetteer))
        for number, (key, record) in enumerate(found.records.items(), start=2)
    ]


def _records(rows: list[RecordRow], stamp: Stamp | None, present: Records) -> Records:
    date = stamp.records_date if stamp else present.date
    projects, problems = read_projects(rows, present.funders, present.focus_areas, date)
    return replace(present, projects=projects, results=(), date=date, problems=problems)


def _stamp(tables: Tables) -> Stamp | None:
    """Return the stamp, which is in the last table of either layout."""
    rows = tables.get(csvfile.ABOUT) or tables.get(workbook.ABOUT) or ()
    cells = (cell for row in rows for cell in row.values())
    return next(filter(None, map(find_stamp, cells)), None)


def _rows_of(tables: Tables, file: str) -> _File:
    """Find records and places in either of the two layouts."""
    if csvfile.PLACES in tables:
        rows = placed = tables[csvfile.PLACES]
    else:
        rows = tables.get(workbook.PROJECTS, ())
        placed = [
            *_marked(tables.get(workbook.PAIRS, ()), RESOLVED_STATUS),
            *_marked(_held(tables.get(workbook.NOT_ON_MAP, ())), HELD_STATUS),
        ]
    if not any(tables.values()) or not all(row.get("project_id") for row in rows):
        raise SpoGeoError("the file holds no table of projects", where=file)
    records: dict[str, Row] = {}
    places: dict[str, list[Row]] = {}
    for row in rows:
        records.setdefault(row.get("project_id", ""), row)
    for row in placed:
        if row.get("place_status") in (RESOLVED_STATUS, HELD_STATUS):
            places.setdefault(row.get("project_id", ""), []).append(row)
    return _File(records, places)


def _held(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.get("kind") == HELD]


def _marked(rows: Iterable[Row], status: str) -> list[Row]:
    return [{**row, "place_status": status} for row in rows]


def _cells(record: Row, places: Sequence[Row], gazetteer: Gazetteer) -> dict[str, str]:
    """Return the cells of a row of ``projects.csv``."""
    named = _places(places, gazetteer)
    return {
        **dict.fromkeys(columns.PROJECTS, ""),
        **record,
        "districts": "; ".join(place for place, _ in named),
        "district_provinces": "; ".join(province for _, province in named),
    }


def _places(rows: Sequence[Row], gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """Return each place to read, with its province."""
    read_as: dict[tuple[str, str], list[Row]] = {}
    held = []
    for row in rows:
        words = (row.get("place_as_written", ""), row.get("place_province", ""))
        if row["place_status"] == RESOLVED_STATUS:
            read_as.setdefault(words, []).append(row)
        else:
            held.append(words)
    named = []
    for (place, province), located in read_as.items():
        pcodes = [row.get("adm2_pcode", "") for row in located]
        match = gazetteer.match(place, province or None)
        if sorted(d.adm2_pcode for d in match.districts) == sorted(pcodes):
            named.append((place, province))
        else:
            codes = [(row.get("adm2_pcode", ""), province) for row in located]
            named.extend(codes)
    return [*named, *held]


def _with_choices(dataset: Dataset, filters: Filters) -> Dataset:
    """Return the data with every chosen value in its list, chosen in vain or not."""
    lists = {
        name: _with_codes(codes, getattr(filters, name, ()), dataset.records)
        for name, codes in dataset.lists.items()
    }
    return replace(dataset, lists=lists)


def _with_codes(codes: CodeList, keys: Iterable[str], records: Records) -> CodeList:
    missing = [_code(key, records) for key in keys if key not in codes]
    return CodeList(codes.name, [*codes, *missing]) if missing else codes


def _code(key: str, records: Records) -> Code:
    for codes in (records.funders, records.focus_areas):
        if key in codes:
            return codes[key]
    return Code(key, NOT_STATED_LABEL if key == NOT_STATED else SCOPES.get(key, key))


def _filters(query: str) -> Filters:
    """Read the query of a stamp; its values are keys already."""
    words = parse_qs(query)
    years = tuple(year for span in words.get("years", ()) for year in _years(span))
    chosen = {
        name: tuple(words.get(parameter, ())) for parameter, name in PARAMETERS.items()
    }
    return Filters(years=years, **chosen)


def _years(span: str) -> range:
    first, _, last = span.partition("-")
    years = range(int(first), int(last or first) + 1)
    if years.start < FIRST_YEAR or years.stop > LAST_YEAR + 1:
        raise ValueError(f"years {span} are out of reach")
    return years
