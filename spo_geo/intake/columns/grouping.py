"""Put the rows of a table together into projects, without filling in any blank."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from spo_geo.codelists import fold
from spo_geo.intake.columns.layout import Table, cell_text
from spo_geo.intake.columns.mapping import HOUSE, MATRIX, Layout, Mapping
from spo_geo.intake.columns.rowkinds import from_above, merged_origin
from spo_geo.intake.files.cells import SheetRow
from spo_geo.intake.files.celltext import column_letters
from spo_geo.intake.words.text import is_empty, one_line, western_digits

_IDENTITY: Final = ("title", "start", "end", "period", "funders", "partner")
_WHO: Final = ("implementing_partners", "project_id")
_OWN_FACTS: Final = (*_IDENTITY, *_WHO, "status", "focus_area", "sdg", "summary")
_PLACES: Final = frozenset(
    {"districts", "pcode", "place", "province", "tehsil", MATRIX}
)

_LEAST_ROWS: Final = 4
_MOSTLY: Final = 0.6
"""A sheet has one row a project and district when this share of its rows says so."""


@dataclass(slots=True)
class Entry:
    """The rows of one project.

    Attributes
    ----------
    rows : list of SheetRow
        In the order of the sheet.
    doubt : str
        Why the id of its first row was not taken; else empty.
    """

    rows: list[SheetRow]
    doubt: str = ""


@dataclass(slots=True)
class Grouped:
    """What became of the rows of a table.

    Attributes
    ----------
    entries : list of Entry
        Projects.
    repeats : list of (SheetRow, SheetRow)
        Rows that are exactly as an earlier one, and that one.
    untitled : list of SheetRow
        Rows that look like a part of the row above and say no title.
    ragged : list of SheetRow
        Rows whose cells may stand in the wrong columns.
    layout : {'project', 'project_district'}
        How the rows were read.
    """

    entries: list[Entry] = field(default_factory=list)
    repeats: list[tuple[SheetRow, SheetRow]] = field(default_factory=list)
    untitled: list[SheetRow] = field(default_factory=list)
    ragged: list[SheetRow] = field(default_factory=list)
    layout: Layout = "project"


def group(table: Table, layout: Layout | None) -> Grouped:
    """Group the rows of a table.

    Parameters
    ----------
    table : Table
        Records of one sheet.
    layout : {'project', 'project_district'} or None
        As chosen; None finds out. A blank title is filled from the row above only
        where cells are merged or ``project_district`` was chosen.

    Returns
    -------
    Grouped
        Each row is in exactly one of its lists.
    """
    found = layout or _layout(table)
    return _Grouper(table.mapping, found, chosen=layout is not None).group(table.rows)


def column_texts(row: SheetRow, mapping: Mapping, field_name: str) -> str:
    """Return what the columns of a field say in a row, one line a column.

    Where no column has titles, the sector and the organisation are the title.
    """
    if field_name == "title" and mapping.called_by:
        words = (one_line(cell_text(row, use.index)) for use in mapping.called_by)
        return ": ".join(dict.fromkeys(word for word in words if not is_empty(word)))
    texts = (cell_text(row, use.index) for use in mapping.of(field_name))
    return "\n".join(text for text in texts if not is_empty(text))


class _Grouper:
    def __init__(self, mapping: Mapping, layout: Layout, *, chosen: bool) -> None:
        self.mapping = mapping
        self.chosen = chosen
        self.result = Grouped(layout=layout)
        self.seen: dict[tuple[str, ...], SheetRow] = {}
        self.by_key: dict[tuple[str, ...], Entry] = {}
        self.by_cell: dict[str, Entry] = {}

    def group(self, rows: Sequence[SheetRow]) -> Grouped:
        for row in rows:
            self._add(row)
        return self.result

    def _add(self, row: SheetRow) -> None:
        if row.note:
            self.result.ragged.append(row)
            return
        first = self.seen.setdefault(self._words(row), row)
        if first is not row:
            self.result.repeats.append((row, first))
            return
        entry = self._entry_of(row)
        if entry is not None:
            entry.rows.append(row)
        elif self._is_continuation(row):
            self.result.untitled.append(row)
        else:
            self._open(row)

    def _words(self, row: SheetRow) -> tuple[str, ...]:
        """Return the row as it is compared with others, line numbers apart."""
        serial = {use.index for use in self.mapping.of("serial")}
        width = max((use.index for use in self.mapping.uses), default=-1) + 1
        return tuple(
            one_line(cell_text(row, i)) for i in range(width) if i not in serial
        )

    def _entry_of(self, row: SheetRow) -> Entry | None:
        """Return the project above that a row belongs to, else None."""
        for name in ("title", "project_id"):
            for use in self.mapping.of(name):
                if from_above(row, use.index):
                    return self.by_cell.get(merged_origin(row, use.index))
        if self.result.layout == "project_district":
            title = column_texts(row, self.mapping, "title")
            if not title and self.chosen and self._is_continuation(row):
                return self.result.entries[-1] if self.result.entries else None
            return self.by_key.get(self._identity(row)) if title else None
        return self._of_same_id(row)

    def _of_same_id(self, row: SheetRow) -> Entry | None:
        """Return the project of this id, if the row says nothing else of it."""
        project_id = one_line(column_texts(row, self.mapping, "project_id"))
        entry = self.by_key.get(("id", project_id)) if project_id else None
        if entry is None or self._identity(entry.rows[0]) != self._identity(row):
            return None
        return entry

    def _identity(self, row: SheetRow) -> tuple[str, ...]:
        names = (*_IDENTITY, *_WHO, *(("status",) * self.mapping.is_by_activity))
        return tuple(fold(column_texts(row, self.mapping, name)) for name in names)

    def _is_continuation(self, row: SheetRow) -> bool:
        """Tell whether a row without a title says nothing of its own but places."""
        if self.mapping.house:
            return False
        return not any(column_texts(row, self.mapping, name) for name in _OWN_FACTS)

    def _open(self, row: SheetRow) -> None:
        entry = Entry([row])
        self.result.entries.append(entry)
        project_id = one_line(column_texts(row, self.mapping, "project_id"))
        if project_id:
            first = self.by_key.setdefault(("id", project_id), entry)
            if first is not entry:
                entry.doubt = f"the id of row {first.rows[0].number} again"
        self.by_key.setdefault(self._identity(row), entry)
        for name in ("title", "project_id"):
            for use in self.mapping.of(name):
                origin = merged_origin(row, use.index)
                own = f"{column_letters(use.index)}{row.number}"
                self.by_cell[origin or own] = entry


def _layout(table: Table) -> Layout:
    """Find out whether a sheet has one row a project and district.

    It has when most of its rows share title, dates, funder and partner with another
    row and each names one place in a column of districts, for two projects at least.
    Where rows are activities of organisations, two such rows are enough.
    """
    mapping = table.mapping
    uses = {use.field for use in mapping.uses}
    if mapping.called_by and not mapping.of(MATRIX):
        return "project_district"
    if mapping.house or not uses & {"districts", "pcode"} or HOUSE in uses:
        return mapping.layout
    keys = Counter(key for row in table.rows if (key := _long_key(row, mapping)))
    shared = {key: n for key, n in keys.items() if n > 1}
    n_rows = sum(keys.values())
    if shared and mapping.is_by_activity:
        return "project_district"
    enough = len(shared) >= 2 and n_rows >= _LEAST_ROWS
    if enough and sum(shared.values()) >= _MOSTLY * n_rows:
        return "project_district"
    return mapping.layout


def _long_key(row: SheetRow, mapping: Mapping) -> tuple[str, ...]:
    """Return what rows of one project share; nothing where a cell lists places."""
    places = column_texts(row, mapping, "districts") or column_texts(
        row, mapping, "pcode"
    )
    title = fold(column_texts(row, mapping, "title"))
    several = any(mark in western_digits(places) for mark in ",;،\n&/")
    if not title or not places or several:
        return ()
    names = ("start", "end", "period", "funders", "partner", *_WHO)
    return (title, *(fold(column_texts(row, mapping, name)) for name in names))
