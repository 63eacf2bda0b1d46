"""From a call's list of districts, in whatever form, to one row a name.

The list is a table with a heading such as *District*, or a plain list: a district a
line, or several parted by commas, semicolons or "and". What is written stays as it is;
the gazetteer only helps to tell a province from a district, and two names from one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from spo_geo.call.sources import (
    DELIMITERS,
    Line,
    read_sheets,
    read_text,
    split_text,
)
from spo_geo.codelists import fold
from spo_geo.errors import SpoGeoError
from spo_geo.gazetteer import Gazetteer

_DISTRICT: Final = re.compile(
    r"(?:nameof|proposed|target)?districts?(?:name|aswritten)?"
    r"|adm(?:in)?2(?:name|en)?|places?|locations?|areas?|ضلع"
)
_PCODE: Final = re.compile(r"pcodes?(?:aswritten)?|(?:adm(?:in)?2|district)p?code")
_PROVINCE: Final = re.compile(
    r"provinces?(?:name|aswritten|orterritory|territory)?"
    r"|adm(?:in)?1(?:name|en)?|region|صوبہ"
)
"""Headings of columns as people write them, folded by `codelists.fold`."""

MAX_NAMES: Final = 5_000
"""Names of a call, many a line: thirty times as many as there are districts."""

_HEADER_WITHIN: Final = 10
"""A heading is looked for in so many lines from the top."""

_SEPARATORS: Final = re.compile(r"[,;|\n\t،؛•]+")
# A run of spaces is looked at once, from its first: a long one takes no long time.
_AND: Final = re.compile(r"(?<!\s)\s++(?:and|&)\s++", re.IGNORECASE)
_LISTING: Final = re.compile(r"^\s*(?:[-–—*•·▪]\s+|\(?\d{1,3}[.)]\s*|\d{1,3}\s*[\t,;])")
"""A bullet or number in front of a name."""

_IN_PROVINCE: Final = re.compile(r"(?P<province>[^:(]++)[:(]\s*+(?P<names>[^()]++)\)?")
"""Such as "Sindh: Badin, Thatta" or "Sindh (Badin, Thatta)"."""


@dataclass(frozen=True, slots=True)
class CallRow:
    """A name in a call.

    Attributes
    ----------
    number : int
        Position among the names, from 1.
    line : int
        Line of the text, or row of the sheet, from 1.
    written : str
        The district as written; empty where only a P-code or province is.
    province, pcode : str
        What stands beside it; may be empty.
    """

    number: int
    line: int
    written: str
    province: str = ""
    pcode: str = ""


@dataclass(frozen=True, slots=True)
class _Header:
    """Where a table's columns are; -1 where there is none."""

    at: int
    width: int
    district: int
    province: int
    pcode: int


def read_call(source: Path | str, gazetteer: Gazetteer) -> tuple[CallRow, ...]:
    """Read the districts of a call.

    Parameters
    ----------
    source : Path or str
        A file (CSV, TSV, plain text, XLSX), or the text itself as pasted.
    gazetteer : Gazetteer
        Tells provinces from districts, and "A and B" from one name.

    Returns
    -------
    tuple of CallRow
        In the order written; of a workbook the first visible sheet with a heading,
        else the first that holds something.

    Raises
    ------
    SpoGeoError
        When the file cannot be read, no name is in it, or more than `MAX_NAMES`.
    """
    rows = tuple(islice(_Reader(gazetteer).read(source), MAX_NAMES + 1))
    if len(rows) > MAX_NAMES:
        raise SpoGeoError(
            "the call has too many names",
            where=_place(source),
            allowed=[f"at most {MAX_NAMES:,}"],
        )
    if not rows:
        raise SpoGeoError(
            "the call names no district",
            where=_place(source),
            next_step="write one district a line, or a table with a column District",
        )
    return rows


def _place(source: Path | str) -> str:
    return str(source) if isinstance(source, Path) else "the pasted text"


class _Reader:
    """Reads lines into numbered rows."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.number = 0

    def read(self, source: Path | str) -> Iterator[CallRow]:
        text = source if isinstance(source, str) else read_text(source)
        if text is None and isinstance(source, Path):
            return self._from_sheets(read_sheets(source))
        return self._from_text(text or "")

    def _from_text(self, text: str) -> Iterator[CallRow]:
        for delimiter in DELIMITERS:
            lines = split_text(text, delimiter)
            header = self._header(lines)
            if header and header.width > 1:
                return self._from_table(lines, header)
        lines = split_text(text, "\t")
        header = self._header(lines)
        return self._from_list(lines[header.at + 1 :] if header else lines)

    def _from_sheets(self, sheets: list[list[Line]]) -> Iterator[CallRow]:
        for lines in sheets:
            if header := self._header(lines):
                return self._from_table(lines, header)
        return self._from_list(sheets[0] if sheets else [])

    def _header(self, lines: Iterable[Line]) -> _Header | None:
        """Find the headings; a place above them means that there are none."""
        for at, line in enumerate(lines):
            folded = [fold(cell) for cell in line.cells]
            district, pcode = _position(folded, _DISTRICT), _position(folded, _PCODE)
            if max(district, pcode) >= 0:
                province = _position(folded, _PROVINCE)
                return _Header(at, len(folded), district, province, pcode)
            if at >= _HEADER_WITHIN or any(map(self._is_place, line.cells)):
                return None
        return None

    def _is_place(self, text: str) -> bool:
        return bool(text) and self.gazetteer.match(text).status != "unknown"

    def _from_table(self, lines: list[Line], header: _Header) -> Iterator[CallRow]:
        for line in lines[header.at + 1 :]:
            if any(line.cells[header.width :]):
                # More cells than headings: which is which cannot be told.
                yield self._row(line, line.text)
                continue
            written = _cell(line, header.district)
            province, pcode = _cell(line, header.province), _cell(line, header.pcode)
            names = [written] if pcode else list(self._names(written)) or [""]
            for name in names:
                yield self._row(line, name, province, pcode)

    def _from_list(self, lines: Iterable[Line]) -> Iterator[CallRow]:
        for line in lines:
            parts = _LISTING.sub("", line.text).split(";")
            groups = [_IN_PROVINCE.fullmatch(part.strip()) for part in parts]
            if all(g and self._is_only_province(g["province"]) for g in groups):
                for group in filter(None, groups):
                    province = group["province"].strip()
                    for name in self._names(group["names"]):
                        yield self._row(line, name, province)
            else:
                names = [name for part in parts for name in self._names(part)]
                yield from self._with_province(line, names)

    def _with_province(self, line: Line, names: list[str]) -> Iterator[CallRow]:
        """Read "Badin, Sindh" as one district in its province."""
        provinces = [name for name in names if self._is_only_province(name)]
        if len(names) == 2 and len(provinces) == 1:
            names.remove(provinces[0])
            yield self._row(line, names[0], provinces[0])
            return
        for name in names:
            yield self._row(line, name)

    def _is_only_province(self, name: str) -> bool:
        """Tell Sindh from Islamabad, which is a district as well."""
        is_province = self.gazetteer.province(name) is not None
        return is_province and self.gazetteer.match(name).status != "resolved"

    def _names(self, text: str) -> Iterator[str]:
        """Yield the names in a cell; "and" parts two where it is in no name."""
        for part in filter(None, map(str.strip, _SEPARATORS.split(text))):
            pieces = [piece.strip() for piece in _AND.split(part) if piece.strip()]
            yield from [part] if len(pieces) < 2 or self._is_one(part) else pieces

    def _is_one(self, part: str) -> bool:
        """Tell whether "and" belongs to a name, as in "Upper and Lower Dir"."""
        match = self.gazetteer.match(part)
        return match.status == "resolved" or match.rule == "province"

    def _row(
        self, line: Line, written: str, province: str = "", pcode: str = ""
    ) -> CallRow:
        self.number += 1
        return CallRow(self.number, line.number, written, province, pcode)


def _position(folded: list[str], heading: re.Pattern[str]) -> int:
    return next((i for i, cell in enumerate(folded) if heading.fullmatch(cell)), -1)


def _cell(line: Line, position: int) -> str:
    return line.cells[position] if 0 <= position < len(line.cells) else ""
