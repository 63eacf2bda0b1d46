"""Everything that is loaded once: records, gazetteer, their join, their hash."""

import gc
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from spo_geo.codelists import NOT_STATED, NOT_STATED_LABEL, Code, CodeList
from spo_geo.coverage import Coverage, join_coverage
from spo_geo.errors import DataError, UnknownValueError
from spo_geo.filters import FilterReader
from spo_geo.gazetteer import Gazetteer, read_gazetteer
from spo_geo.index import Index, build_index
from spo_geo.model import SCOPES, SOURCE_KINDS, Project, Result
from spo_geo.problems import Problem
from spo_geo.recordcache import Joined, keep_joined, read_joined
from spo_geo.records import Records, read_records

ROOT = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("SPO_GEO_DATA", ROOT / "data"))
GEO_DIR = Path(os.environ.get("SPO_GEO_GEO", ROOT / "geo"))

_READINGS = 5
"""How often files are read again that change while they are read."""

_SOURCES = CodeList("source", (Code(key, name) for key, name in SOURCE_KINDS.items()))


@dataclass(frozen=True)
class Dataset:
    """The records joined to the districts; immutable and shared by all visitors.

    Attributes
    ----------
    records : Records
        The tables of ``data/``.
    gazetteer : Gazetteer
        The districts and their names.
    coverage : Coverage
        Places joined to districts.
    index : Index
        Bit sets over the projects.
    lists : mapping of str to CodeList
        Code list of each filter, by field of `Filters`.
    version : str
        SHA-256 of every file of ``data/`` and ``geo/``, hexadecimal.
    sheet : str
        Name of the file, where the records are a visitor's own sheet, which nobody
        else may see; empty for those of SPO.
    """

    records: Records
    gazetteer: Gazetteer
    coverage: Coverage
    index: Index
    lists: Mapping[str, CodeList]
    version: str
    sheet: str = ""

    @property
    def projects(self) -> Sequence[Project]:
        """All projects, in the order of the records."""
        return self.records.projects

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of the records and of their places."""
        return (*self.records.problems, *self.coverage.problems)

    @cached_property
    def years(self) -> range:
        """Calendar years from the first to the last that a record reaches."""
        years = self.index.by_year
        return range(min(years), max(years) + 1) if years else range(0)

    @cached_property
    def filter_reader(self) -> FilterReader:
        """The reader of filters for these records."""
        return FilterReader(self.lists, self.years)

    @cached_property
    def held_positions(self) -> tuple[int, ...]:
        """For each held place the position of its project."""
        position = self.index.position
        return tuple(position[held.project_id] for held in self.coverage.held)

    @cached_property
    def results_of(self) -> Mapping[str, tuple[Result, ...]]:
        """Stated results by project."""
        results: dict[str, tuple[Result, ...]] = {}
        for row in self.records.results:
            results[row.project_id] = (*results.get(row.project_id, ()), row)
        return results

    @cached_property
    def search_words(self) -> tuple[str, ...]:
        """For each project what a search looks through, caseless."""
        return tuple(
            f"{p.project_id} {p.title} {p.coverage}".casefold() for p in self.projects
        )

    def project(self, project_id: str) -> Project:
        """Return a project by its id."""
        return self.projects[self.index.position[project_id]]


def load(data_dir: Path = DATA_DIR, geo_dir: Path = GEO_DIR) -> Dataset:
    """Load the records and join them to the districts.

    Parameters
    ----------
    data_dir, geo_dir : Path
        Folders with the tables and with the boundary layer and gazetteer.

    Returns
    -------
    Dataset
        Immutable.

    Raises
    ------
    DataError
        When a file is missing or cannot be read, or the files keep changing.
    """
    for _ in range(_READINGS):
        version = data_version(data_dir, geo_dir)
        with _no_collection():
            dataset = _load_once(data_dir, geo_dir, version)
        if data_version(data_dir, geo_dir) == version:  # all of one moment
            joined = Joined(dataset.records, dataset.coverage, dataset.index)
            keep_joined(data_dir, geo_dir, version, joined)
            return dataset
    raise DataError(
        "the files change while they are read",
        where=str(data_dir),
        next_step="wait until all of them are written, then try again",
    )


def _load_once(data_dir: Path, geo_dir: Path, version: str) -> Dataset:
    gazetteer = read_gazetteer(geo_dir / "gazetteer.csv")
    kept = read_joined(data_dir, geo_dir, version, gazetteer)
    if kept is None:
        return join(read_records(data_dir), gazetteer, version)
    return _dataset(kept, gazetteer, version)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the collector still: it would walk records again and again as they grow."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def join(records: Records, gazetteer: Gazetteer, version: str) -> Dataset:
    """Join records to the districts.

    Parameters
    ----------
    records : Records
        As read.
    gazetteer : Gazetteer
        Decides which district a place is.
    version : str
        What the records are known by, such as the hash of their files.

    Returns
    -------
    Dataset
        Immutable.
    """
    coverage = join_coverage(records.projects, gazetteer)
    index = build_index(
        records.projects,
        coverage,
        records.funders,
        records.focus_areas,
        ProvinceList(gazetteer),
    )
    return _dataset(Joined(records, coverage, index), gazetteer, version)


def _dataset(joined: Joined, gazetteer: Gazetteer, version: str) -> Dataset:
    """Return the records with the lists of values that occur in them."""
    records, index = joined.records, joined.index
    lists = {
        "focus_areas": _used(records.focus_areas, index.by["focus_areas"]),
        "funders": _used(records.funders, index.by["funders"]),
        "provinces": ProvinceList(gazetteer),
        "districts": DistrictList(gazetteer),
        "scopes": CodeList("scope", _scopes(index)),
        "statuses": _used(CodeList("status", ()), index.by["statuses"]),
        "sources": _used(_SOURCES, index.by["sources"]),
    }
    return Dataset(records, gazetteer, joined.coverage, index, lists, version)


def data_version(data_dir: Path = DATA_DIR, geo_dir: Path = GEO_DIR) -> str:
    """Hash every file of the two folders, by name and content.

    Parameters
    ----------
    data_dir, geo_dir : Path
        Folders to hash; hidden and temporary files are left out.

    Returns
    -------
    str
        SHA-256, hexadecimal.

    Raises
    ------
    DataError
        When a folder is missing, or a file cannot be read.
    """
    digest = hashlib.sha256()
    for folder in (data_dir, geo_dir):
        if not folder.is_dir():
            raise DataError("a folder is missing", where=str(folder))
        for path in sorted(folder.iterdir()):
            if is_data(path):
                digest.update(f"{folder.name}/{path.name} {_hash(path)}\n".encode())
    return digest.hexdigest()


def is_data(path: Path) -> bool:
    """Tell whether a file is part of the data: no folder, not hidden, not temporary."""
    return not path.name.startswith((".", "~")) and path.is_file()


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise DataError(
            "a file of the data cannot be read",
            where=str(path),
            got=error.strerror or str(error),
        ) from error


class DistrictList(CodeList):
    """The districts as a code list; the gazetteer decides what a name means."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        codes = (Code(d.adm2_pcode, d.adm2_name) for d in gazetteer.districts.values())
        super().__init__("district", codes)
        self._gazetteer = gazetteer

    def find(self, text: str) -> Code | None:
        """Return the one district that a name resolves to, else None."""
        match = self._gazetteer.match(text)
        if match.status == "resolved" and len(match.districts) == 1:
            return self[match.districts[0].adm2_pcode]
        return None

    def resolve(self, text: str) -> Code:
        """Return the district that a name or P-code stands for.

        Raises
        ------
        UnknownValueError
            When the name is held or unknown; names the candidates.
        """
        code = self.find(text)
        if code is None:
            match = self._gazetteer.match(text)
            named = match.districts or match.candidates
            raise UnknownValueError(
                "not one district" if match.status != "unknown" else "unknown district",
                got=text,
                allowed=[f"{d.adm2_name} ({d.adm2_pcode})" for d in named],
                next_step=match.note or "write the district's name or P-code",
            )
        return code


class ProvinceList(CodeList):
    """The provinces and territories as a code list, with the gazetteer's aliases."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__(
            "province", (Code(k, name) for k, name in gazetteer.provinces.items())
        )
        self._gazetteer = gazetteer

    def find(self, text: str) -> Code | None:
        """Return the province that a word stands for, else None."""
        key = self._gazetteer.province(text)
        return self[key] if key else None


def _scopes(index: Index) -> list[Code]:
    """Return the scopes; that no place is stated only where it occurs."""
    occurring = index.by["scopes"]
    kept = (key for key in SCOPES if key != NOT_STATED or key in occurring)
    return [Code(key, SCOPES[key]) for key in kept]


def _used(codes: CodeList, occurring: Mapping[str, int]) -> CodeList:
    """Return the values that occur, and those that records bring themselves."""
    used = [code for code in codes if code.key in occurring]
    own = [key for key in occurring if key not in codes and key != NOT_STATED]
    used.extend(Code(key, key) for key in sorted(own))
    if NOT_STATED in occurring:
        used.append(Code(NOT_STATED, NOT_STATED_LABEL))
    return CodeList(codes.name, used)
