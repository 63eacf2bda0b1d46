"""Rows that are about another country: none of their places may count here.

Karak lies in Jordan, too, Hyderabad in India and Mirpur in Bangladesh.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Final

from spo_geo.intake.columns.grouping import column_texts
from spo_geo.intake.columns.layout import Table
from spo_geo.intake.files.cells import SheetRow
from spo_geo.intake.projects.run import Run
from spo_geo.intake.words.placesread import NOTHING, PlaceRead, PlacesRead
from spo_geo.intake.words.text import is_empty, one_line
from spo_geo.placenames import normalise

_HERE: Final = frozenset(
    {"pakistan", "pak", "pk", "islamicrepublicofpakistan", "irpakistan", "پاکستان"}
)
_PARTS: Final = re.compile(r"[,،;/|&+\n()\[\]]|\band\b", re.I)

_LEAST_NAMES: Final = 4
_MOSTLY: Final = 0.6
_FEW: Final = 0.25
"""Names are those of another country when this share of them, or less, is listed."""

_LEAST_ABROAD: Final = 3
_MOST_ABROAD: Final = 0.5
"""A list is one of another country when this share of its cells names one."""

_LEAST_PROVINCES: Final = 3
_MOST_PROVINCES: Final = 0.8
"""Provinces are those of another country when this share of them is not listed."""

_ABROAD: Final = "other country"
_UNLISTED: Final = "nearest names"
"""Rule by which the gazetteer answers for a name that it does not list."""


class Elsewhere:
    """Holds the places of rows that are not about Pakistan.

    Parameters
    ----------
    run : Run
        The file.
    table : Table
        The rows.
    """

    def __init__(self, run: Run, table: Table) -> None:
        self.run = run
        self.table = table
        self.mapping = table.mapping

    def country(self, row: SheetRow) -> str:
        """Return the country that a row states, if it is another one.

        Parameters
        ----------
        row : SheetRow
            The row.

        Returns
        -------
        str
            As written; empty where none is stated, or Pakistan is one of several.
        """
        text = column_texts(row, self.mapping, "country")
        named = {normalise(part) for part in _PARTS.split(text)} - {""}
        if is_empty(text) or not named or named & _HERE:
            return ""
        return one_line(text)

    def held(self, row: SheetRow, found: PlacesRead, country: str) -> PlacesRead:
        """Return the places of a row with those held that may lie elsewhere.

        Parameters
        ----------
        row : SheetRow
            The row.
        found : PlacesRead
            Its places by their names.
        country : str
            The other country that it states, or empty.

        Returns
        -------
        PlacesRead
            Of a row of another country nothing but the held names is left.
        """
        if country:
            note = f"the row states {country} as its country"
            places = found.all_held("other country", note).places
            scope = "districts" if places else "not-stated"
            return replace(NOTHING, places=places, scope=scope)
        if self.strange_province(row):
            places = found.all_held("other country", self._provinces).places
            scope = "districts" if places else "not-stated"
            return replace(NOTHING, places=places, scope=scope, notes=found.notes)
        if not self._doubt or self._is_stated(row):
            return found
        held = found.all_held("names of another country", self._doubt)
        return replace(held, provinces=()) if found.places else held

    def strange_province(self, row: SheetRow) -> str:
        """Return why the province of a row is of another country, else nothing.

        Where hardly a province of the table is listed the others are not meant
        either: India has a Punjab, too.
        """
        stated = not is_empty(column_texts(row, self.mapping, "province"))
        here = not is_empty(column_texts(row, self.mapping, "country"))
        return self._provinces if stated and not here else ""

    @cached_property
    def _provinces(self) -> str:
        texts = (column_texts(r, self.mapping, "province") for r in self.table.rows)
        names = {one_line(text) for text in texts if not is_empty(text)}
        read = [self.run.places.read("", name) for name in names]
        strange = sum(bool(r.strange_provinces and not r.provinces) for r in read)
        if len(names) < _LEAST_PROVINCES or strange < _MOST_PROVINCES * len(names):
            return ""
        return f"{strange} of the {len(names)} provinces in its column are not known"

    @cached_property
    def _doubt(self) -> str:
        """Why no name of the column of places is taken by itself, else nothing."""
        names = dict(self._names())
        n = len(names)
        listed = sum(not place.is_held for place in names.values())
        strange = sum(place.match.rule == _UNLISTED for place in names.values())
        abroad = sum(place.match.rule == _ABROAD for place in names.values())
        if abroad >= max(_LEAST_ABROAD, _MOST_ABROAD * n):
            return f"{abroad} of the {n} names in its column stand by another country"
        if n < _LEAST_NAMES or listed > _FEW * n or strange < _MOSTLY * n:
            return ""
        return f"{strange} of the {n} names in its column are no districts of Pakistan"

    def _names(self) -> Iterable[tuple[str, PlaceRead]]:
        """Yield the places of the table by their names."""
        for row in self.table.rows:
            texts = (column_texts(row, self.mapping, f) for f in ("districts", "place"))
            text = next(filter(None, texts), "")
            province = column_texts(row, self.mapping, "province")
            for place in self.run.places.read(text, province).places:
                yield normalise(place.text), place

    def _is_stated(self, row: SheetRow) -> bool:
        """Tell whether a row states Pakistan, or a province of it."""
        if not is_empty(column_texts(row, self.mapping, "country")):
            return True
        province = column_texts(row, self.mapping, "province")
        return bool(self.run.places.read("", province).provinces)
