"""Find the table of projects in a workbook, and what its columns and rows are."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from spo_geo.codelists import CodeList
from spo_geo.gazetteer import Gazetteer
from spo_geo.intake.columns.column import Column
from spo_geo.intake.columns.header import (
    Header,
    find_header,
    is_tag_row,
    next_header,
    row_texts,
)
from spo_geo.intake.columns.headings import Heading, heading_key, read_heading
from spo_geo.intake.columns.mapping import HOUSE, MATRIX, ColumnUse, Mapping
from spo_geo.intake.columns.rowkinds import not_a_record
from spo_geo.intake.columns.settle import settle
from spo_geo.intake.files.cells import Sheet, SheetRow, Workbook
from spo_geo.intake.words.provinces import province_code
from spo_geo.intake.words.text import clean

HOUSE_COLUMNS: Final = frozenset({"project_id", "title", "scope", "coverage"})
HOUSE_PLACES: Final = frozenset({"districts", "place_as_written", "places_held"})
"""Columns by which a table of this program is known: its records, or its export."""

_WHERE: Final = ("districts", "pcode", "place", "province", "tehsil", "n_districts")

_MOST_NAMES: Final = 0.75
_LEAST_NAMES: Final = 3
"""Sheets are read together that share this many names, and this share of them."""

_WHEN: Final = ("start", "end", "period", "duration")
_KINDS: Final = dict.fromkeys(_WHERE, "where") | dict.fromkeys(_WHEN, "when")
_COMPARED: Final = frozenset({"title", "funders", *_WHERE, *_WHEN})

_PLACED: Final = frozenset(
    {*_WHERE, MATRIX, "country", "latitude", "longitude", "coordinates"}
    | {"project_id", "start", "end", "period", "duration", "sdg"}
)
"""Fields of which a single cell may be a part of the row above, or a project's own."""


@dataclass(frozen=True, slots=True)
class Table:
    """The part of a sheet that is a table of projects.

    Attributes
    ----------
    sheet : str
        Name of the sheet.
    mapping : Mapping
        What its columns were taken for.
    rows : tuple of SheetRow
        The records.
    left_out : tuple of (SheetRow, str)
        Rows below the header that are no records, each with the reason.
    n_above : int
        Rows above the header.
    """

    sheet: str
    mapping: Mapping
    rows: tuple[SheetRow, ...]
    left_out: tuple[tuple[SheetRow, str], ...]
    n_above: int

    @property
    def missing(self) -> tuple[str, ...]:
        """What a table of projects needs and this one lacks, in words."""
        fields = {use.field for use in self.mapping.uses}
        if self.mapping.house:
            return ()
        named = "title" in fields or self.mapping.called_by
        needs = [] if named else ["a column with the project's title"]
        if not fields & {*_WHERE, MATRIX, "country"}:
            needs.append("a column that says where (district, province or location)")
        return tuple(needs)


def find_tables(
    workbook: Workbook,
    gazetteer: Gazetteer,
    areas: CodeList,
    *,
    sheet: str | None = None,
    mapping: Mapping | None = None,
    funders: CodeList | None = None,
) -> tuple[Table, ...]:
    """Find the sheets of a workbook that hold projects.

    Parameters
    ----------
    workbook : Workbook
        Raw cells.
    gazetteer : Gazetteer
        Tells a column of districts by what it holds.
    areas : CodeList
        Tells a column of focus areas by what it holds.
    sheet : str, optional
        Read this sheet alone.
    mapping : Mapping, optional
        What a person said of columns of these names.
    funders : CodeList, optional
        Tells columns that are named for funders.

    Returns
    -------
    tuple of Table
        The most telling sheet, every other visible one that shares most of its
        columns, and the tables that follow each other on a sheet; hidden sheets only
        where no other has a header. Empty when none has one.
    """
    wanted = [s for s in workbook.sheets if sheet is None or s.name == sheet]
    for hidden in (False, True):
        found = [
            (header, one)
            for one in wanted
            if one.hidden is hidden or sheet is not None
            for header in [_header(one, mapping)]
            if header is not None
        ]
        if found:
            return _tables(found, _Reader(gazetteer, areas, mapping, funders))
    return ()


def _tables(
    found: Sequence[tuple[Header, Sheet]], reader: "_Reader"
) -> tuple[Table, ...]:
    best, _ = max(found, key=lambda pair: (pair[0].score, len(pair[1].rows)))
    tables: list[Table] = []
    for header, sheet in found:
        if _is_alike(header, best):
            tables += reader.tables(header, sheet)
    whole = [table for table in tables if not table.missing]
    return tuple(whole or tables)


def _is_alike(header: Header, best: Header) -> bool:
    """Tell whether a sheet has most columns of the best one, or says as much."""
    own, others = set(_shape(header)), set(_shape(best))
    shared = len(own & others)
    least = _MOST_NAMES * min(len(own), len(others))
    if own == others or (shared >= _LEAST_NAMES and shared >= least):
        return True
    kinds = _kinds(header)
    return len(kinds) >= _LEAST_NAMES and "title" in kinds and kinds == _kinds(best)


def _kinds(header: Header) -> set[str]:
    """Return what the columns of a sheet say of a project, in kinds."""
    fields = {heading.field for heading in header.headings}
    return {_KINDS.get(field, field) for field in fields if field in _COMPARED}


def _shape(header: Header) -> tuple[str, ...]:
    return tuple(key for name in header.names if (key := heading_key(name)))


def _header(sheet: Sheet, mapping: Mapping | None) -> Header | None:
    """Return the header that was found, or the one that a mapping remembers."""
    found = find_header(sheet)
    if mapping is None:
        return found
    names = {heading_key(use.header) for use in mapping.uses} - {""}
    if found is not None and names & set(_shape(found)):
        return found
    for at, row in enumerate(sheet.rows):
        texts = row_texts(row)
        if names & set(map(heading_key, texts)) and row.number in mapping.header_rows:
            headings = tuple(map(read_heading, texts))
            return Header(at, at, tuple(texts), headings, ("",) * len(texts), 0)
    return found


class _Reader:
    """Reads tables with the lists of a dataset."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        areas: CodeList,
        mapping: Mapping | None,
        funders: CodeList | None,
    ) -> None:
        self.gazetteer = gazetteer
        self.areas = areas
        self.known = mapping
        self.funders = funders

    def tables(self, header: Header, sheet: Sheet) -> list[Table]:
        """Return the table of a sheet, and those that begin below it."""
        end = next_header(sheet.rows, header)
        own = replace(sheet, rows=sheet.rows[:end])
        found = [self.table(header, own)]
        rest = replace(sheet, rows=sheet.rows[end:])
        below = find_header(rest) if rest.rows else None
        return found if below is None else [*found, *self.tables(below, rest)]

    def table(self, header: Header, sheet: Sheet) -> Table:
        below = sheet.rows[header.last + 1 :]
        header = self._with_tags(header, below)
        uses = self._uses(header, below)
        layout = self.known.layout if self.known else "project"
        numbers = tuple(r.number for r in sheet.rows[header.first : header.last + 1])
        house = any(use.field == HOUSE for use in uses)
        mapping = Mapping(uses, layout, sheet.name, numbers, house)
        n_columns = sum(bool(use.field) for use in uses)
        serial = frozenset(use.index for use in uses if use.field == "serial")
        own = frozenset(use.index for use in uses if use.field not in _PLACED)
        rows, left_out = [], []
        for row in below:
            why = not_a_record(row, header.names, own, serial, n_columns)
            if why:
                left_out.append((row, why))
            else:
                rows.append(row)
        return Table(sheet.name, mapping, tuple(rows), tuple(left_out), header.first)

    def _with_tags(self, header: Header, below: Sequence[SheetRow]) -> Header:
        """Let the HXL tags under a header say what its columns are."""
        if not below or not is_tag_row(below[0]):
            return header
        tags = [read_heading(text) for text in row_texts(below[0])]
        tags += [read_heading("")] * (len(header.names) - len(tags))
        headings = tuple(
            tag if tag.field else heading
            for tag, heading in zip(tags, header.headings, strict=False)
        )
        return replace(header, headings=headings)

    def _uses(self, header: Header, rows: Sequence[SheetRow]) -> tuple[ColumnUse, ...]:
        if set(header.names) >= HOUSE_COLUMNS and HOUSE_PLACES & set(header.names):
            return tuple(
                ColumnUse(i, name, HOUSE, "name", "a column of projects.csv")
                for i, name in enumerate(header.names)
                if name
            )
        texts = [row_texts(row) for row in rows]
        width = max(map(len, (header.names, *texts)))
        names = (*header.names, *[""] * (width - len(header.names)))
        headings = (*header.headings, *[Heading()] * (width - len(header.names)))
        columns = [
            Column(i, name, heading, tuple(_at(row, i) for row in texts))
            for i, (name, heading) in enumerate(zip(names, headings, strict=True))
        ]
        named = [c for c in columns if c.name or any(c.values)]
        settled = settle(
            named,
            self._is_place(),
            self._is_area,
            self._is_province,
            self._is_funder,
        )
        return _as_chosen(settled, self.known)

    def _is_place(self) -> Callable[[str], bool]:
        seen: dict[str, bool] = {}

        def is_place(text: str) -> bool:
            if text not in seen:
                short = 0 < len(text) <= 60
                seen[text] = short and self.gazetteer.match(text).status == "resolved"
            return seen[text]

        return is_place

    def _is_province(self, text: str) -> bool:
        parts = re.split(r"[,;/&]|\band\b", text)
        return all(province_code(self.gazetteer, part) for part in parts)

    def _is_funder(self, text: str) -> bool:
        return self.funders is not None and self.funders.find(text) is not None

    def _is_area(self, text: str) -> bool:
        return self.areas.find(text) is not None


def _at(texts: Sequence[str], column: int) -> str:
    return texts[column] if column < len(texts) else ""


def _as_chosen(
    uses: tuple[ColumnUse, ...], mapping: Mapping | None
) -> tuple[ColumnUse, ...]:
    """Let what a person chose for a name decide, wherever the column now stands."""
    if mapping is None:
        return uses
    chosen: dict[str, list[ColumnUse]] = {}
    for use in mapping.uses:
        chosen.setdefault(heading_key(use.header), []).append(use)
    result = []
    for use in uses:
        same = chosen.get(heading_key(use.header), [])
        said = same.pop(0) if same else None
        if said is not None and said.sure == "chosen":
            why = "chosen by hand"
            use = replace(use, field=said.field, sure="chosen", why=why)
        result.append(use)
    return tuple(result)


def cell_text(row: SheetRow, column: int) -> str:
    """Return the cleaned text of a cell, its lines kept."""
    return clean(row.cell(column).text).text
