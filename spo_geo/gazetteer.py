"""From a place as a record writes it to a district, by listed rules and nothing else.

A place *resolves* when a code, a name or a listed alias says which district it is;
it is *held* when it could be several; all else is *unknown*. Likeness of spelling
orders suggestions and never decides. The rules are listed in ``docs/places.md``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from spo_geo.gazetteer_table import Entry, read_entries
from spo_geo.place_model import District, Index, Match
from spo_geo.place_rules import province_of, province_of_region, read_place
from spo_geo.placenames import is_too_long, normalise, split_pair

__all__ = ["District", "Entry", "Gazetteer", "Match", "normalise", "read_gazetteer"]

EMPTY: Final = frozenset({"", "n/a", "na", "nil", "none", "null", "notapplicable"})
"""Normalised words that hand-kept sheets write into a cell left empty."""


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """The places that are known. Immutable.

    Attributes
    ----------
    entries : tuple of Entry
        The rows of ``geo/gazetteer.csv`` in its order.
    """

    entries: tuple[Entry, ...]
    _index: Index = field(repr=False)

    @property
    def districts(self) -> Mapping[str, District]:
        """Districts of the boundary layer by `adm2_pcode`, in that order."""
        return self._index.districts

    @property
    def provinces(self) -> Mapping[str, str]:
        """`adm1_name` by `adm1_pcode`."""
        return self._index.provinces

    def match(self, place: str, province: str | None = None) -> Match:
        """Return what a place means, without ever guessing.

        Parameters
        ----------
        place : str
            One place as written: a name, an alias or a P-code.
        province : str, optional
            The province stated beside it: a name, an alias or a P-code. What the
            place resolves to must lie in it. None and empty words state nothing.

        Returns
        -------
        Match
        """
        if is_too_long(place):
            note = f"{len(place):,} characters are no name of a place"
            return Match(place, "unknown", "too long", note=note)
        if normalise(place) in EMPTY:
            return Match(place, "unknown", "empty", note="nothing is written")
        stated = province or ""
        return read_place(
            self._index, place, "" if normalise(stated) in EMPTY else stated
        )

    def province(self, text: str, *, regions: bool = False) -> str | None:
        """Return the `adm1_pcode` that a province word stands for, else None.

        Parameters
        ----------
        text : str
            A name, alias or P-code of a province or territory.
        regions : bool
            Take a former unit or region for the province it lies in, such as FATA.

        Returns
        -------
        str or None
        """
        code = province_of(self._index, text)
        return province_of_region(self._index, text) if regions and not code else code

    def lists(self, name: str) -> bool:
        """Tell whether a name is listed as a place, without looking for the nearest.

        Parameters
        ----------
        name : str
            As written; "Upper/Lower Dir" counts when both its halves are listed.

        Returns
        -------
        bool
        """
        names = split_pair(name) or (name,)
        return all(normalise(one) in self._index.places for one in names)

    def carved_out_of(self, adm2_pcode: str) -> tuple[tuple[str, int], ...]:
        """Return the districts that were made out of this one, with the year.

        Parameters
        ----------
        adm2_pcode : str
            P-code of the parent.

        Returns
        -------
        tuple of (str, int)
            Name and first year, in the order of the years. Only rows whose year and
            parent were looked up; not those that the layer never drew and that were
            abolished again.
        """
        children = [
            (entry.valid_from, entry.name)
            for entry in self.entries
            if entry.valid_from is not None
            and adm2_pcode in entry.parent_pcodes
            and not (entry.kind == "newer" and entry.valid_to)
        ]
        return tuple((name, year) for year, name in sorted(children))


def read_gazetteer(path: Path) -> Gazetteer:
    """Read the gazetteer.

    Parameters
    ----------
    path : Path
        ``gazetteer.csv``; its columns are described in ``docs/places.md``.

    Returns
    -------
    Gazetteer

    Raises
    ------
    DataError
        When the file is missing or broken, or two rows claim one name.
    """
    entries = read_entries(path)
    in_layer = sorted(
        (entry for entry in entries if entry.kind == "district"),
        key=lambda entry: entry.adm2_pcode,
    )
    regions = [entry for entry in entries if entry.kind == "province"]
    places = _by_key(entry for entry in entries if entry.kind != "province")
    words = {key: entry.adm1_pcode for entry in regions for key in entry.keys}
    index = Index(
        districts=MappingProxyType({e.adm2_pcode: _district(e) for e in in_layer}),
        provinces=MappingProxyType({e.adm1_pcode: e.name for e in regions}),
        places=places,
        province_words=MappingProxyType(words),
        divisions=_divisions(in_layer, places),
    )
    return Gazetteer(entries, index)


def _district(entry: Entry) -> District:
    """Return the district of a row of kind district."""
    return District(entry.adm2_pcode, entry.name, entry.adm1_pcode, entry.adm1_name)


def _by_key(entries: Iterable[Entry]) -> Mapping[str, tuple[Entry, ...]]:
    """Return the rows that claim each normalised name."""
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        for key in entry.keys:
            found[key] = (*found.get(key, ()), entry)
    return MappingProxyType(found)


def _divisions(
    districts: Iterable[Entry], places: Mapping[str, tuple[Entry, ...]]
) -> Mapping[str, tuple[str, ...]]:
    """Return the P-codes in each division, by every spelling of its name."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in districts:
        name = normalise(entry.division)
        seats = [e for e in places.get(name, ()) if e.adm1_pcode == entry.adm1_pcode]
        for key in {name, *(key for seat in seats for key in seat.keys)} - {""}:
            found[key] = (*found.get(key, ()), entry.adm2_pcode)
    return MappingProxyType(found)
