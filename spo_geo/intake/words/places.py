"""Read a cell of places: districts, provinces, the country, a count, or no place."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from spo_geo.dataset import GEO_DIR
from spo_geo.gazetteer import Gazetteer, Match
from spo_geo.intake.words.countries import named_abroad
from spo_geo.intake.words.placegroups import Found, Grouper
from spo_geo.intake.words.placeitems import (
    A_REGION,
    IN_BRACKETS,
    WIDER,
    Item,
    ItemReader,
)
from spo_geo.intake.words.placesplit import Part, split_places
from spo_geo.intake.words.placesread import NOTHING, PlaceRead, PlacesRead
from spo_geo.intake.words.placewords import (
    goes_on,
    is_level,
    is_national,
    names_origin,
    says_many,
    take_counts,
    take_divisions,
    take_exception,
    take_part_counts,
    take_regions,
    with_labels_apart,
    without_numbering,
)
from spo_geo.intake.words.provinces import (
    is_other_kashmir,
    is_side,
    province_code,
)
from spo_geo.intake.words.tehsils import Tehsils, read_tehsils
from spo_geo.intake.words.text import clean, is_empty, one_line, part_of_list

MAX_CELL: Final = 6000
"""Longest cell [characters] that is read as a list: all districts take about 2000."""

_NEWER: Final = "newer district"


def read_places(
    cell_text: str,
    province_text: str,
    gazetteer: Gazetteer,
    *,
    tehsils: Tehsils | None = None,
) -> PlacesRead:
    """Read a cell of places.

    Parameters
    ----------
    cell_text : str
        The cell: a list in any dress, a province, "across Pakistan", "42 districts".
    province_text : str
        What the row states as its province, or several; it only checks.
    gazetteer : Gazetteer
        Decides what a name means.
    tehsils : Tehsils, optional
        Suggest the district of a tehsil; the shipped ones when left out.

    Returns
    -------
    PlacesRead
    """
    if tehsils is None:
        tehsils = read_tehsils(GEO_DIR / "tehsils.csv")
    return _Reader(gazetteer, tehsils).read(cell_text, province_text)


class PlaceReader:
    """Reads many cells, each distinct one once.

    Parameters
    ----------
    gazetteer : Gazetteer
        Decides what a name means.
    tehsils : Tehsils, optional
        The shipped ones when left out.
    """

    def __init__(self, gazetteer: Gazetteer, tehsils: Tehsils | None = None) -> None:
        known = read_tehsils(GEO_DIR / "tehsils.csv") if tehsils is None else tehsils
        reader = _Reader(gazetteer, known)
        self.match = reader.match
        self.read = lru_cache(maxsize=65_536)(reader.read)


class _Reader:
    def __init__(self, gazetteer: Gazetteer, tehsils: Tehsils) -> None:
        self.gazetteer = gazetteer
        self.match: Callable[[str, str | None], Match] = lru_cache(maxsize=65_536)(
            self._match
        )
        self.items = ItemReader(gazetteer, tehsils, self.match)

    def read(self, cell_text: str, province_text: str) -> PlacesRead:
        stated = self._stated(clean(province_text).text)
        strange = tuple(
            word for word in stated if not province_code(self.gazetteer, word)
        )
        found = self._read(clean(cell_text).text, stated)
        return replace(found, strange_provinces=strange)

    def _match(self, text: str, province: str | None) -> Match:
        """Match a name; beside a bare side as its province it waits."""
        if province is None or not is_side(province):
            return self.gazetteer.match(text, province)
        note = f"the stated province {province!r} is not known"
        alone = PlaceRead(text, province, self.gazetteer.match(text))
        return alone.hold("unknown province", note).match

    def _read(self, text: str, stated: tuple[str, ...]) -> PlacesRead:
        if len(text) > MAX_CELL:
            return self._too_long(text, stated)
        if is_empty(text):
            return self._province_only(stated)
        line = one_line(text)
        if not self.gazetteer.lists(line):
            if is_national(line):
                return PlacesRead((), "national", self._names(stated), "", ())
            if is_level(line):
                return PlacesRead((), "institutional", self._names(stated), "", ())
        return self._list(text, stated)

    def _list(self, text: str, stated: tuple[str, ...]) -> PlacesRead:
        notes: list[str] = []
        whole = text
        text, exception = take_exception(text)
        if exception:
            notes.append(f"left out by the words {exception!r}")
        if goes_on(text):
            notes.append("the list says that it goes on")
        text, parts = take_part_counts(with_labels_apart(without_numbering(text)))
        notes += [f"not a number of districts: {phrase!r}" for phrase in parts]
        text, counts = take_counts(text)
        if max(counts, default=0) > len(self.gazetteer.districts):
            return self._no_count(whole, stated)
        text, divisions = take_divisions(text)
        text, regions = take_regions(text)
        cut = split_places(text, self.gazetteer)
        parsed = Grouper(self.items).read(cut)
        places = tuple(self._place(item, stated) for item in _details(parsed))
        if divisions:
            places = tuple(map(self._division, places))
        if regions:
            places = tuple(map(_region, places))
        if _is_prose(text, parsed):
            words = one_line(whole.replace(";", ","))[:120]
            match = Match(
                words, "unknown", "prose", (), (), "words, and no listed name"
            )
            places = (PlaceRead(words, "", match),)
        provinces = self._names((*parsed.provinces, *stated))
        n_stated = str(counts[0]) if len(counts) == 1 else ""
        found = PlacesRead(
            places,
            _scope(parsed, places, counts, provinces),
            provinces,
            n_stated,
            (*notes, *parsed.notes, *_count_note(counts, places)),
        )
        if names_origin(whole):
            note = "people from there, and where they are: which place is meant?"
            found = found.all_held("origin", note)
        return _held_beside(found, _abroad(whole, cut))

    def _no_count(self, text: str, stated: tuple[str, ...]) -> PlacesRead:
        """Hold a number that is more than all districts: a code, or a slip."""
        n = len(self.gazetteer.districts)
        note = f"a number above the {n} districts of the map: a code, or a slip?"
        held = _held_words(one_line(text)[:120], note)
        return PlacesRead((held,), "districts", self._names(stated), "", ())

    def _division(self, place: PlaceRead) -> PlaceRead:
        """Read ``Sukkur`` in ``Sukkur and Larkana Divisions``."""
        text = f"{place.text} Division"
        match = self.match(text, None)
        if match.rule == "division":
            return PlaceRead(text, place.province, match)
        note = "the cell names divisions; a division is more than its district"
        return place if place.is_held else place.hold("division", note)

    def _place(self, item: Item, stated: tuple[str, ...]) -> PlaceRead:
        if item.kind == "part" or item.match.rule in (IN_BRACKETS, WIDER):
            return PlaceRead(item.text, "", item.match)
        place = self._within(item.text, item.options or stated)
        outside = not place.is_held and self._outside(place, stated)
        if item.options and outside:
            place = self._within(item.text, stated)
        if place.match.rule == _NEWER:
            note = f"in the sheet, not on this map; {place.match.note}"
            return place.hold(_NEWER, note)
        return place

    def _within(self, text: str, provinces: tuple[str, ...]) -> PlaceRead:
        """Match a name in the one stated province that it lies in."""
        if not provinces:
            return PlaceRead(text, "", self.match(text, None))
        tried = [PlaceRead(text, p, self.match(text, p)) for p in provinces]
        resolved = [place for place in tried if not place.is_held]
        if len({place.match.districts for place in resolved}) == 1:
            return resolved[0]
        if resolved:  # a name of two provinces, and both are stated
            return PlaceRead(text, "", self.match(text, None))
        return tried[0] if len(tried) == 1 else self._nowhere(text, provinces, tried)

    def _nowhere(
        self, text: str, provinces: tuple[str, ...], tried: list[PlaceRead]
    ) -> PlaceRead:
        alone = self.match(text, None)
        if alone.status != "resolved":
            return PlaceRead(text, "", alone)
        note = "; ".join(dict.fromkeys(place.match.note for place in tried))
        words = " and ".join(provinces)
        held = Match(text, "held", "other province", (), alone.districts, note)
        return PlaceRead(text, words, held)

    def _outside(self, place: PlaceRead, stated: tuple[str, ...]) -> bool:
        """Tell whether a district lies in none of the provinces of the row."""
        codes = {province_code(self.gazetteer, word) for word in stated}
        return bool(codes) and any(
            district.adm1_pcode not in codes for district in place.match.districts
        )

    def _stated(self, text: str) -> tuple[str, ...]:
        """Return the provinces that a cell states, each as written."""
        line = one_line(text)
        if is_empty(line) or is_national(line) or is_level(line) or says_many(line):
            return ()
        if province_code(self.gazetteer, line):
            return (line,)
        parts = split_places(text, self.gazetteer)
        if _abroad(line, parts):
            return (line,)
        words = [w for part in parts for w in (part, *part.inside)]
        return tuple(dict.fromkeys(word.text for word in words)) or (line,)

    def _names(self, words: Iterable[str]) -> tuple[str, ...]:
        codes = (province_code(self.gazetteer, w) for w in words)
        names = (self.gazetteer.provinces[code] for code in codes if code)
        return tuple(dict.fromkeys(names))

    def _province_only(self, stated: tuple[str, ...]) -> PlacesRead:
        provinces = self._names(stated)
        return replace(
            NOTHING,
            scope="provinces" if provinces else "not-stated",
            provinces=provinces,
        )

    def _too_long(self, text: str, stated: tuple[str, ...]) -> PlacesRead:
        note = f"a cell of {len(text):,} characters is not read as a list of places"
        held = _held_words(f"{text[:80]} …", note)
        return PlacesRead((held,), "districts", self._names(stated), "", (note,))


def _abroad(text: str, parts: Iterable[Part]) -> str:
    """Return what a cell names outside Pakistan, or nothing."""
    if is_other_kashmir(one_line(text)):
        return one_line(text)
    words = (one.text for part in parts for one in (part, *part.inside))
    return next(iter(named_abroad(words)), "")


def _held_beside(found: PlacesRead, abroad: str) -> PlacesRead:
    """Hold every place of a cell that names another country: it may lie there."""
    if not abroad:
        return found
    note = f"the cell names {abroad}: what of it lies in Pakistan is not said"
    named = [place for place in found.places if not named_abroad([place.text])]
    places = tuple(place.hold("other country", note) for place in named)
    other = _held_words(abroad, "no place in Pakistan")
    return replace(found, places=places or (other,), scope="districts", provinces=())


def _held_words(text: str, note: str) -> PlaceRead:
    """Return a whole cell as one place that waits."""
    words = part_of_list(text)
    return PlaceRead(words, "", Match(words, "held", "prose", (), (), note))


def _region(place: PlaceRead) -> PlaceRead:
    """Read ``Badin`` in ``Badin and Thatta regions``."""
    return place if place.is_held else place.hold(WIDER, A_REGION)


def _details(found: Found) -> list[Item]:
    """Leave out tehsils whose district the cell names too; they are details of it."""
    named = {
        district.adm2_pcode for item in found.items for district in item.match.districts
    }
    kept = []
    for item in found.items:
        lies_in = {d.adm2_pcode for d in item.match.candidates}
        if item.kind == "part" and named and (not lies_in or lies_in & named):
            found.notes.append(f"{item.text}: a part of the district that is named")
        else:
            kept.append(item)
    return kept


def _is_prose(text: str, found: Found) -> bool:
    """Tell whether a cell is a sentence in which no place is listed."""
    named = found.provinces or found.national or found.level
    unknown = all(item.kind == "unknown" for item in found.items)
    return bool(found.items) and not named and unknown and len(text.split()) > 5


def _scope(
    found: Found,
    places: tuple[PlaceRead, ...],
    counts: tuple[int, ...],
    provinces: tuple[str, ...],
) -> str:
    if places:
        return "districts"
    if counts:
        return "count"
    if found.national:
        return "national"
    if found.provinces or (provinces and not found.level):
        return "provinces"
    return "institutional" if found.level else "not-stated"


def _count_note(
    counts: tuple[int, ...], places: tuple[PlaceRead, ...]
) -> tuple[str, ...]:
    if len(counts) > 1:
        return ("several numbers of districts are stated; none is taken",)
    n_named = sum(max(1, len(place.match.districts)) for place in places)
    if places and counts and counts[0] != n_named:
        return (f"{counts[0]} districts are stated and {n_named} named",)
    return ()
