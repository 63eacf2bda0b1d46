"""The rows of ``geo/gazetteer.csv``: read, checked, typed. Matching is elsewhere."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast, get_args

from spo_geo.errors import DataError
from spo_geo.placenames import normalise

Kind = Literal["district", "newer", "historic", "region", "province"]

COLUMNS: Final = (
    "kind",
    "adm2_pcode",
    "name",
    "adm1_pcode",
    "adm1_name",
    "division",
    "aliases",
    "parent",
    "parent_pcode",
    "valid_from",
    "valid_to",
    "status",
    "candidates",
    "confidence",
    "source",
    "note",
)

ADM2_PCODE: Final = re.compile(r"PK\d{3}")
"""P-codes of COD-AB Pakistan: a district's begins with that of its province."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the gazetteer.

    Attributes
    ----------
    line : int
        Line in the file, the header being line 1.
    kind : {'district', 'newer', 'historic', 'region', 'province'}
        A district of the boundary layer; one that the layer does not draw; a former
        unit; another name that is no district; a province or territory.
    adm2_pcode, name, adm1_pcode, adm1_name, division : str
        The unit and where it lies; `adm2_pcode` for kind district only.
    aliases : tuple of str
        Other names and spellings that mean this row and no other.
    parents, parent_pcodes : tuple of str
        The districts it was carved out of; empty when that was not looked up.
    valid_from, valid_to : int or None
        Years; None when not stated or not looked up.
    status : str
        current, abolished, split, held or not verified.
    candidates : tuple of str
        P-codes of the districts that a held name could mean.
    confidence : {'high', 'medium', 'low'}
        How well year and parent are known.
    source, note : str
        Where the row comes from; plain words for the reader.
    """

    line: int
    kind: Kind
    adm2_pcode: str
    name: str
    adm1_pcode: str
    adm1_name: str
    division: str
    aliases: tuple[str, ...]
    parents: tuple[str, ...]
    parent_pcodes: tuple[str, ...]
    valid_from: int | None
    valid_to: int | None
    status: str
    candidates: tuple[str, ...]
    confidence: str
    source: str
    note: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Normalised name and aliases, the name first, each once."""
        return tuple(dict.fromkeys(map(normalise, (self.name, *self.aliases))))

    @property
    def resolves_to(self) -> tuple[str, ...]:
        """P-codes of the districts that the row stands for; empty when held."""
        if self.kind == "newer":
            return self.parent_pcodes
        return (self.adm2_pcode,) if self.kind == "district" else ()


def read_entries(path: Path) -> tuple[Entry, ...]:
    """Return the checked rows of the gazetteer, in the order of the file.

    Parameters
    ----------
    path : Path
        The CSV file, UTF-8.

    Returns
    -------
    tuple of Entry

    Raises
    ------
    DataError
        When the file is missing or not UTF-8, a column is missing, a cell cannot be
        read, a P-code is twice or nowhere, or two rows claim one name.
    """
    entries = tuple(_entry(path, line, row) for line, row in _rows(path))
    _check_names(path, entries)
    _check_pcodes(path, entries)
    _check_keys(path, [entry for entry in entries if entry.kind != "province"])
    _check_keys(path, [entry for entry in entries if entry.kind == "province"])
    return entries


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Return each row with its line; a missing column stops."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            header = reader.fieldnames or ()
            rows = [(reader.line_num, row) for row in reader]
    except FileNotFoundError as error:
        raise DataError("the gazetteer is missing", where=str(path)) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"cannot read: {error}", where=str(path)) from error
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise DataError("no column " + ", ".join(missing), where=str(path))
    return rows


def _entry(path: Path, line: int, row: Mapping[str, str | None]) -> Entry:
    """Return one typed row."""
    where = f"{path} line {line}"
    cell = {column: (row[column] or "").strip() for column in COLUMNS}
    if cell["kind"] not in get_args(Kind):
        kinds = get_args(Kind)
        raise DataError("unknown kind", where=where, got=cell["kind"], allowed=kinds)
    return Entry(
        line=line,
        kind=cast(Kind, cell["kind"]),
        adm2_pcode=cell["adm2_pcode"],
        name=cell["name"],
        adm1_pcode=cell["adm1_pcode"],
        adm1_name=cell["adm1_name"],
        division=cell["division"],
        aliases=_items(cell["aliases"]),
        parents=_items(cell["parent"]),
        parent_pcodes=_items(cell["parent_pcode"]),
        valid_from=_year(cell["valid_from"], where),
        valid_to=_year(cell["valid_to"], where),
        status=cell["status"],
        candidates=_items(cell["candidates"]),
        confidence=cell["confidence"],
        source=cell["source"],
        note=cell["note"],
    )


def _items(cell: str) -> tuple[str, ...]:
    """Return the items of a list cell."""
    return tuple(item.strip() for item in cell.split(";") if item.strip())


def _year(cell: str, where: str) -> int | None:
    """Return a year, None for an empty cell."""
    if not cell:
        return None
    if not re.fullmatch(r"(?:19|20)\d\d", cell):
        raise DataError("not a year", where=where, got=cell)
    return int(cell)


def _check_names(path: Path, entries: Iterable[Entry]) -> None:
    """Raise DataError for a name or alias without a letter in it."""
    for entry in entries:
        if "" in entry.keys:
            where = f"{path} line {entry.line}"
            raise DataError("a name without a letter", where=where, got=entry.name)


def _check_pcodes(path: Path, entries: Iterable[Entry]) -> None:
    """Raise DataError for a P-code that is malformed, twice, or nowhere."""
    entries = tuple(entries)
    provinces = {e.adm1_pcode for e in entries if e.kind == "province"}
    districts: dict[str, Entry] = {}
    for entry in (e for e in entries if e.kind == "district"):
        where, code = f"{path} line {entry.line}", entry.adm2_pcode
        if not ADM2_PCODE.fullmatch(code) or not code.startswith(entry.adm1_pcode):
            raise DataError(f"{entry.name} has no proper P-code", where=where, got=code)
        if code in districts:
            raise DataError(f"P-code of line {districts[code].line}", where=where)
        districts[code] = entry
    for entry in entries:
        for code in {*entry.parent_pcodes, *entry.candidates} - set(districts):
            where = f"{path} line {entry.line}"
            raise DataError("a P-code that no district has", where=where, got=code)
        if {entry.adm1_pcode} - provinces - {""}:
            where, got = f"{path} line {entry.line}", entry.adm1_pcode
            raise DataError("a P-code that no province has", where=where, got=got)


def _check_keys(path: Path, entries: Iterable[Entry]) -> None:
    """Raise DataError when two rows of one province claim the same name."""
    claimed: dict[str, list[Entry]] = {}
    for entry in entries:
        for key in entry.keys:
            others = claimed.setdefault(key, [])
            for other in others:
                if _overlap(entry, other):
                    raise DataError(
                        f"{other.name} (line {other.line}) and {entry.name} "
                        f"(line {entry.line}) claim one name",
                        where=str(path),
                        got=key,
                        next_step="take it out of the aliases of one of them",
                    )
            others.append(entry)


def _overlap(one: Entry, two: Entry) -> bool:
    """Tell whether two rows lie in one province, or one of them in no single one."""
    return one.adm1_pcode == two.adm1_pcode or "" in (one.adm1_pcode, two.adm1_pcode)
