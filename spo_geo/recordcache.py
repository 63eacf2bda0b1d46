"""Large records as they were read last, kept on disk so that they open quickly.

Reading a table of a hundred thousand projects, finding what every place means and
building the bit sets takes many seconds. The result is kept in one file of JSON
texts, one a line: data that nothing executes. A row becomes a record when it is
asked for. The file is only ever a copy: one that is missing, broken, of other data,
of another program or not the user's own is passed over, and written anew.
"""

import contextlib
import hashlib
import json
import os
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final, Generic, TypeVar, overload

from spo_geo.bitsets import BitSets
from spo_geo.coverage import Coverage, Held, Located
from spo_geo.dates import PartialDate
from spo_geo.errors import SpoGeoError
from spo_geo.files import write_whole
from spo_geo.gazetteer import District, Gazetteer
from spo_geo.index import Index
from spo_geo.model import Funding, Project
from spo_geo.problems import Problem
from spo_geo.records import Records, read_lists

LEAST_BYTES: Final = 4_000_000
"""Size of ``projects.csv`` from which a copy is kept; smaller ones are read at once."""

UNUSED_SECONDS: Final = 30 * 24 * 60 * 60
"""How long a copy stays that is not opened [s]."""

ROWS_A_LINE: Final = 32
"""Few enough to read one row quickly, enough to read all lines quickly."""

T = TypeVar("T")
Cells = list[Any]
Districts = Mapping[str, District]


@dataclass(frozen=True, slots=True)
class Joined:
    """Records with what was worked out from them."""

    records: Records
    coverage: Coverage
    index: Index


class Stored(Sequence[T], Generic[T]):
    """Rows of the file; each becomes a record when it is asked for.

    Parameters
    ----------
    lines : list of bytes
        The JSON of `ROWS_A_LINE` rows each, the last of what is left.
    n_rows : int
        Rows in all lines.
    make : callable
        Makes a record of a row.
    """

    def __init__(
        self, lines: list[bytes], n_rows: int, make: Callable[[Cells], T]
    ) -> None:
        self._lines = lines
        self._places = range(n_rows)
        self._make = make

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, i: int) -> T: ...
    @overload
    def __getitem__(self, i: slice) -> tuple[T, ...]: ...
    def __getitem__(self, i: int | slice) -> T | tuple[T, ...]:
        if isinstance(i, slice):
            return tuple(self[place] for place in self._places[i])
        line, row = divmod(self._places[i], ROWS_A_LINE)
        return self._make(json.loads(self._lines[line])[row])

    def __iter__(self) -> Iterator[T]:
        return (self._make(row) for line in self._lines for row in json.loads(line))


def read_joined(
    data_dir: Path, geo_dir: Path, version: str, gazetteer: Gazetteer
) -> Joined | None:
    """Return the records from the file that is kept of them.

    Parameters
    ----------
    data_dir, geo_dir : Path
        Folders with the tables and with the gazetteer.
    version : str
        Hash of all files of the two.
    gazetteer : Gazetteer
        Of `geo_dir`.

    Returns
    -------
    Joined or None
        None where there is no file of these very records that can be trusted.

    Raises
    ------
    DataError
        When one of the small tables is missing or cannot be read.
    """
    path = _path(data_dir, geo_dir)
    if path is None:
        return None
    lists = read_lists(data_dir)
    # Whatever a broken file does to the reading of it, the tables are still there.
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
        return _unpack(_own_lines(path), _key(version), lists, gazetteer)
    return None


def keep_joined(data_dir: Path, geo_dir: Path, version: str, joined: Joined) -> None:
    """Keep records for the next time, when they are large and a file can be written.

    Parameters
    ----------
    data_dir, geo_dir : Path
        Folders that they were read from.
    version : str
        Hash of all files of the two.
    joined : Joined
        What was read, and what was worked out from it.
    """
    path = _path(data_dir, geo_dir)
    if path is None or isinstance(joined.records.projects, Stored):
        return
    with contextlib.suppress(OSError, SpoGeoError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_own(path.parent.stat()):
            path.unlink(missing_ok=True)  # its rights are not to stay either
            write_whole(path, _pack(_key(version), joined))
            _remove_unused(path.parent)


def _remove_unused(folder: Path) -> None:
    """Remove the copies that nobody has opened for long, such as of folders gone."""
    for path in folder.glob("*.jsonl"):
        if path.stat().st_mtime < time.time() - UNUSED_SECONDS:
            path.unlink(missing_ok=True)


def _path(data_dir: Path, geo_dir: Path) -> Path | None:
    """Return the one file of these folders; None when they are small or none can be."""
    with contextlib.suppress(OSError, RuntimeError):  # no such table, no home folder
        if (data_dir / "projects.csv").stat().st_size >= LEAST_BYTES:
            folders = f"{data_dir.resolve()}\n{geo_dir.resolve()}"
            name = hashlib.sha256(folders.encode()).hexdigest()[:16]
            return _user_folder() / "spo_geo" / f"{name}.jsonl"
    return None


def _user_folder() -> Path:
    """Return the user's own folder for files that can be made again."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        return named
    windows = os.environ.get("LOCALAPPDATA") if os.name == "nt" else None
    return Path(windows) if windows else Path.home() / ".cache"


def _key(version: str) -> str:
    """Name the records and the program, either of which decides what is in a file."""
    return f"{version} {_program()}"


@cache
def _program() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _own_lines(path: Path) -> list[bytes]:
    """Return the lines of a file that only this user can have written, and whole.

    Raises
    ------
    OSError, ValueError
        There is no such file, or it is not one to trust.
    """
    with path.open("rb") as file:
        if not all(map(_is_own, (path.parent.stat(), os.fstat(file.fileno())))):
            raise ValueError("somebody else may have written this")
        expected, lines = file.readline(), file.readlines()
    if expected != _checksum(lines):
        raise ValueError("the file is not whole")
    os.utime(path)  # still of use
    return lines


def _is_own(stat: os.stat_result) -> bool:
    """Tell whether a file or folder is the user's, and nobody else may write to it."""
    if os.name == "nt":  # the folder of a user's profile is guarded by the system
        return True
    return stat.st_uid == os.getuid() and not stat.st_mode & 0o022


def _checksum(lines: list[bytes]) -> bytes:
    """Sum up the lines, to tell a file that was cut off or damaged by accident."""
    check = 0
    for line in lines:
        check = zlib.crc32(line, check)
    return b"%08x %d\n" % (check, len(lines))


def _pack(key: str, joined: Joined) -> bytes:
    """Return the file: checksum, head, then the rows of one table after the other."""
    records, coverage, index = joined.records, joined.coverage, joined.index
    tables: dict[str, Sequence[object]] = {
        "projects": records.projects,
        "problems": records.problems,
        "located": coverage.located,
        "held": coverage.held,
        "place_problems": coverage.problems,
    }
    head = {
        "key": key,
        "rows": {name: len(rows) for name, rows in tables.items()},
        "ids": list(index.position.items()),
        "by": {name: _hex(sets) for name, sets in index.by.items()},
        "by_year": _hex(index.by_year),
        "dated": f"{index.dated:x}",
        "located": f"{index.located:x}",
        "province_of": dict(index.province_of),
        "funded_by": _hex(index.funded_by),
        "partnered_by": _hex(index.partnered_by),
    }
    lines = [_line(head)]
    for rows in tables.values():
        starts = range(0, len(rows), ROWS_A_LINE)
        lines += (_line(rows[start : start + ROWS_A_LINE]) for start in starts)
    return b"".join((_checksum(lines), *lines))


def _line(value: object) -> bytes:
    text = json.dumps(value, default=_plain, separators=(",", ":"))
    return f"{text}\n".encode("ascii")


def _plain(row: Any) -> str | Cells:
    """Return a district as its P-code, any other record as the list of its fields."""
    if isinstance(row, District):
        return row.adm2_pcode
    return [getattr(row, field.name) for field in fields(row)]


def _hex(sets: Mapping[Any, int]) -> dict[str, str]:
    return {str(value): f"{bits:x}" for value, bits in sets.items()}


def _unpack(
    lines: list[bytes], key: str, lists: Records, gazetteer: Gazetteer
) -> Joined:
    """Return what the lines hold.

    Raises
    ------
    LookupError, TypeError, ValueError
        They are of other records or of another program, or not a file of this one.
    """
    head = json.loads(lines[0])
    if head["key"] != key:
        raise ValueError("other records, or another program")
    left = iter(lines[1:])

    def table(name: str, make: Callable[[Cells], T]) -> Stored[T]:
        n_rows = head["rows"][name]
        n_lines = -(-n_rows // ROWS_A_LINE)
        return Stored(list(islice(left, n_lines)), n_rows, make)

    districts = gazetteer.districts
    projects = table("projects", _project)
    problems = table("problems", lambda row: Problem(*row))
    coverage = Coverage(
        located=table("located", lambda row: _located(row, districts)),
        held=tuple(table("held", lambda row: _held(row, districts))),
        problems=table("place_problems", lambda row: Problem(*row)),
    )
    records = replace(lists, projects=projects, problems=problems)
    return Joined(records, coverage, _index(head))


def _project(cells: Cells) -> Project:
    values = (tuple(cell) if isinstance(cell, list) else cell for cell in cells)
    named: dict[str, Any] = dict(zip(_PROJECT, values, strict=True))
    for name in ("start", "end"):
        named[name] = PartialDate(*named[name]) if named[name] else None
    named["funding"] = tuple(Funding(*parts) for parts in named["funding"])
    return Project(**named)


_PROJECT: Final = tuple(field.name for field in fields(Project))


def _located(cells: Cells, districts: Districts) -> Located:
    project_id, place, pcode, rule, note = cells
    return Located(project_id, place, districts[pcode], rule, note)


def _held(cells: Cells, districts: Districts) -> Held:
    project_id, place, province, reason, *lists = cells
    candidates, suggestions = (tuple(districts[p] for p in pcodes) for pcodes in lists)
    return Held(project_id, place, province, reason, candidates, suggestions)


def _index(head: dict[str, Any]) -> Index:
    n = head["rows"]["projects"]

    def sets(packed: dict[str, str]) -> dict[str, int]:
        return {value: int(bits, 16) for value, bits in packed.items()}

    by_year = {int(year): bits for year, bits in sets(head["by_year"]).items()}
    return Index(
        n_projects=n,
        by={name: BitSets(sets(packed), n) for name, packed in head["by"].items()},
        by_year=BitSets(by_year, n),
        dated=int(head["dated"], 16),
        located=int(head["located"], 16),
        province_of=head["province_of"],
        position=dict(head["ids"]),
        funded_by=sets(head["funded_by"]),
        partnered_by=sets(head["partnered_by"]),
    )
