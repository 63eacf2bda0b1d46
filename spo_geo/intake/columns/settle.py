"""Settle what each column is: duplicates, stand-ins, and what a column holds."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from spo_geo.intake.columns.column import Column, IsPlace, Uses
from spo_geo.intake.columns.headings import heading_key, year_named
from spo_geo.intake.columns.headnames import FIELDS, NAMES
from spo_geo.intake.columns.mapping import MATRIX, ColumnUse
from spo_geo.intake.columns.marked import marked_districts, marked_names
from spo_geo.intake.words.dates import read_dates
from spo_geo.intake.words.text import is_empty

LISTS: Final = frozenset(
    {"funders", "implementing_partners", "collaborators", "focus_area", "districts"}
)
"""Fields of which several columns may hold values, such as ``Donor 1``."""

_SAMPLE: Final = 300
_MOSTLY: Final = 0.8
_STAND_INS: Final = (
    "project description",
    "programme",
    "program",
    "programme name",
    "name of programme",
    "name of program",
    "program name",
    "intervention",
    "activity",
    "key activity",
    "main activity",
    "activity type",
    "description",
    "component",
    "name",
    "response",
    "objective",
)
_BY_MARK: Final = ("year_mark", "funder_mark")
_MAY_NAME: Final = ("summary", "kept", "")
_NO_DATE_NAMES: Final = frozenset(
    {"report", "reporting", "update", "updated", "registration", "birth", "signing"}
    | {"signature", "signed", "submission", "created", "modified", "approval", "entry"}
    | {"deadline", "due", "timestamp", "submitted", "today", "observed", "event"}
)
"""Words in the name of a column after which its dates are not those of a project."""

_NO_PLACE_NAMES: Final = frozenset(
    {"office", "venue", "address", "contact", "vendor", "supplier", "birth", "hq"}
    | {"domicile", "bank", "residence", "posting", "duty", "workshop", "meeting"}
    | {"training", "headquarter", "staff"}
)
"""Words in the name of a column after which its places are no coverage."""

_CLOCK: Final = re.compile(r"[T\s]\d{1,2}:(?!00|30)\d\d")
"""A time that is no full or half hour: when a form was filled in.

A day that a program wrote in another time zone stands on the full or half hour.
"""
_OFTEN: Final = 0.5

_NAMED: Final = ("implementing_partners", "funders", "focus_area")
_SHORT: Final = frozenset({"acronym", "abbreviation", "short", "code", "abbr"})


def settle(
    columns: Sequence[Column],
    is_place: IsPlace,
    is_area: IsPlace,
    is_province: IsPlace,
    is_funder: IsPlace = lambda text: False,
) -> tuple[ColumnUse, ...]:
    """Return what each column is taken for.

    Parameters
    ----------
    columns : sequence of Column
        In the order of the sheet.
    is_place, is_area, is_province, is_funder : function of str to bool
        Tell whether a value is a listed place, a listed focus area, provinces, a
        listed funder.

    Returns
    -------
    tuple of ColumnUse
        A single field has one column at most; two columns of one name are for a
        person to tell apart, unless one of them is empty or both say the same.
    """
    uses = {column.index: _as_named(column) for column in columns}
    uses |= _timed(columns, uses)
    uses |= marked_districts(columns, uses, is_place)
    uses |= marked_names(columns, uses, "year_mark", lambda name: year_named(name) > 0)
    uses |= marked_names(columns, uses, "funder_mark", is_funder)
    uses |= _doubles(columns, uses)
    uses |= _short_names(columns, uses)
    uses |= _one_each(columns, uses)
    uses |= _title(columns, uses, is_place)
    uses |= _partners(uses)
    uses |= _regions(columns, uses, is_province)
    uses |= _by_content(columns, uses, is_place, is_area)
    return tuple(uses[column.index] for column in columns)


def _as_named(column: Column) -> ColumnUse:
    field, sure = column.heading.field, column.heading.sure
    why = {"name": "a listed name", "likely": "almost a listed name"}.get(sure, "")
    return ColumnUse(column.index, column.name, field, sure, why)


def _timed(columns: Sequence[Column], uses: Uses) -> Uses:
    """Keep the times at which a form was opened and sent; no project has them."""
    why = "times of the day, as of filling in a form; no project begins at one"
    return {
        column.index: replace(uses[column.index], field="kept", sure="content", why=why)
        for column in columns
        if uses[column.index].field in ("start", "end")
        and _share(_sample(column.values), _has_clock) >= _OFTEN
    }


def _has_clock(text: str) -> bool:
    return bool(_CLOCK.search(text))


def _doubles(columns: Sequence[Column], uses: Uses) -> Uses:
    """Ask about two columns of one name that say different things."""
    settled: Uses = {}
    groups: dict[tuple[str, str], list[Column]] = {}
    for column in columns:
        field = uses[column.index].field
        if field and field not in ("kept", "serial", "personal", MATRIX, *_BY_MARK):
            groups.setdefault((field, column.key), []).append(column)
    for (field, _), group in groups.items():
        filled = [column for column in group if any(column.values)] or group[:1]
        same = len({column.values for column in filled}) == 1
        for column in group if len(group) > 1 else ():
            use = uses[column.index]
            if same and column is not filled[0]:
                why = "says the same as another column of this name, or nothing"
                use = replace(use, field="kept", why=why)
            elif not same:
                why = f"two columns are named so; which is the {FIELDS[field]}?"
                use = replace(use, field="", sure="ask", why=why)
            settled[column.index] = use
    return settled


def _short_names(columns: Sequence[Column], uses: Uses) -> Uses:
    """Keep acronyms and codes as text beside a column of the full names."""
    settled: Uses = {}
    for field in _NAMED:
        same = [column for column in columns if uses[column.index].field == field]
        short = [column for column in same if _SHORT & set(column.key.split())]
        for column in short if len(short) < len(same) else ():
            why = f"short for what another column has, the {FIELDS[field]}"
            use = uses[column.index]
            settled[column.index] = replace(use, field="kept", why=why)
    return settled


def _one_each(columns: Sequence[Column], uses: Uses) -> Uses:
    """Keep the best column of each single field, and the others as text."""
    settled: Uses = {}
    for field in set(NAMES) - LISTS - {"kept", "personal", "serial"}:
        rivals = [c for c in columns if uses[c.index].field == field]
        best = min(rivals, key=lambda c: _rank(field, c), default=None)
        pair = _planned_and_actual(field, rivals)
        for column in rivals:
            if column is not best and column not in pair and best is not None:
                why = f"{best.name!r} is taken for the {FIELDS[field]}"
                use = replace(uses[column.index], field="kept", why=why)
                settled[column.index] = use
    return settled


def _planned_and_actual(field: str, rivals: Sequence[Column]) -> Sequence[Column]:
    """Return two columns of dates of which one says what happened, if there are."""
    words = [{"planned", "actual"} & set(column.key.split()) for column in rivals]
    two = len(words) == 2 and words.count({"actual"}) == 1
    return rivals if two and field in ("start", "end") else ()


def _rank(field: str, column: Column) -> tuple[bool, bool, int]:
    names = [heading_key(name) for name in NAMES[field].split("|")]
    listed = column.key in names
    at = names.index(column.key) if listed else len(names)
    return not any(column.values), column.heading.sure != "name", at


def _title(columns: Sequence[Column], uses: Uses, is_place: IsPlace) -> Uses:
    """Let another column name the projects where none is called a title.

    One whose values are places does not: it makes a list of places.
    """

    def begins_with_place(text: str) -> bool:
        return is_place(re.split(r"[,(]", text)[0].strip())

    if any(use.field == "title" for use in uses.values()):
        return {}
    for name in map(heading_key, _STAND_INS):
        for column in columns:
            use = uses[column.index]
            own = heading_key(column.name.rpartition(" / ")[2])
            if name not in (column.key, own) or use.field not in _MAY_NAME:
                continue
            if _share(_sample(column.values), begins_with_place) < _MOSTLY:
                why = "no column is called a title; this one names the projects"
                return {
                    column.index: replace(use, field="title", sure="likely", why=why)
                }
    return {}


def _partners(uses: Uses) -> Uses:
    """Read ``Partner``: the funder where no other column names one."""
    if not any(use.field == "funders" for use in uses.values()):
        return {}
    why = "another column names the funder"
    return {
        i: replace(use, field="collaborators", sure="likely", why=why)
        for i, use in uses.items()
        if use.field == "partner"
    }


def _regions(columns: Sequence[Column], uses: Uses, is_province: IsPlace) -> Uses:
    """Keep regions of an organisation's own as text; they check no district."""
    settled: Uses = {}
    for column in columns:
        use = uses[column.index]
        named = use.field == "province" and "region" in column.key.split()
        if named and _share(_sample(column.values), is_province) < 0.5:
            why = "its values are no provinces"
            settled[column.index] = replace(use, field="kept", why=why)
    return settled


def _by_content(
    columns: Sequence[Column], uses: Uses, is_place: IsPlace, is_area: IsPlace
) -> Uses:
    """Correct what a name leaves open by what the column holds."""
    settled: Uses = {}
    for column in columns:
        use = uses[column.index]
        sample = _sample(column.values)
        if use.field == "place" and _share(sample, is_area) >= 0.5:
            why = "its values are focus areas, not places"
            settled[column.index] = replace(use, field="focus_area", why=why)
        elif column.key == "agency" and _share(sample, is_place) >= _MOSTLY:
            why = "its values are districts"
            settled[column.index] = replace(use, field="districts", why=why)
    fields = {(settled.get(i) or use).field for i, use in uses.items()}
    if not fields & {"districts", "place", "pcode", MATRIX}:
        settled |= _found(columns, uses, is_place)
    if not fields & {"start", "end", "period"}:
        settled |= _dated(columns, uses | settled)
    return settled


def _dated(columns: Sequence[Column], uses: Uses) -> Uses:
    """Find the column of dates in a sheet that names none."""
    for column in columns:
        use = uses[column.index]
        barred = set(column.key.split()) & _NO_DATE_NAMES or use.field
        is_date, least = _is_date, 2
        if column.key == "date" and use.field == "kept":
            barred, is_date, least = "", _is_period, 1
        sample = _sample(column.values)
        if not barred and len(sample) >= least and _share(sample, is_date) >= _MOSTLY:
            why = "almost all of its values are dates"
            found = replace(use, field="period", sure="content", why=why)
            return {column.index: found}
    return {}


def _is_date(text: str) -> bool:
    found = read_dates(text)
    return found.start is not None and (found.start.month > 0 or found.end is not None)


def _is_period(text: str) -> bool:
    """Tell whether a text says from when to when: no day of a report does."""
    found = read_dates(text)
    return found.start is not None and (found.end is not None or found.ongoing)


def _found(columns: Sequence[Column], uses: Uses, is_place: IsPlace) -> Uses:
    """Find the column of districts in a sheet that names none."""
    for column in columns:
        use = uses[column.index]
        barred = set(column.key.split()) & _NO_PLACE_NAMES or use.field
        sample = _sample(column.values)
        if not barred and len(sample) >= 2 and _share(sample, is_place) >= _MOSTLY:
            why = "almost all of its values are districts"
            found = replace(use, field="districts", sure="content", why=why)
            return {column.index: found}
    return {}


def _sample(values: Iterable[str]) -> list[str]:
    distinct: dict[str, None] = {}
    for value in values:
        if value and value not in distinct and not is_empty(value):
            distinct[value] = None
        if len(distinct) == _SAMPLE:
            break
    return list(distinct)


def _share(sample: Sequence[str], test: IsPlace) -> float:
    return sum(map(test, sample)) / len(sample) if sample else 0.0
