"""One part of a cell of places: what it names, and what its brackets add."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from spo_geo.gazetteer import Gazetteer, Match
from spo_geo.intake.words.placesplit import Part
from spo_geo.intake.words.placewords import is_part, is_remark, without_part_words
from spo_geo.intake.words.tehsils import Tehsils

Kind = Literal["district", "unknown", "part"]

IN_BRACKETS: Final = "words in brackets"
WIDER: Final = "more than a district"
A_REGION: Final = "a region is more than the district of its name"
_PART: Final = "part of a district"
_NO_DISTRICT: Final = frozenset({"historic name", "region", "division"})
_GAP: Final = re.compile(r"\s+|(?<=\w)[-–](?=\w)")
_ENGLISH: Final = frozenset({"tank", "hub", "bagh", "central", "nagar"})
"""Names that in small letters are words of another meaning."""


@dataclass(slots=True)
class Item:
    """A part of a cell that is a place.

    Attributes
    ----------
    text : str
        As written, without the word district.
    kind : {'district', 'unknown', 'part'}
        ``district`` also where the name is held; ``part`` is less than a district.
    match : Match
        What it means by itself.
    options : tuple of str
        The provinces that the cell says it lies in; usually one.
    """

    text: str
    kind: Kind
    match: Match
    options: tuple[str, ...] = ()


class ItemReader:
    """Reads one part at a time.

    Parameters
    ----------
    gazetteer : Gazetteer
        Says what a name means.
    tehsils : Tehsils
        Say in which district a tehsil lies.
    match : function of (str, str or None) to Match
        The gazetteer's, remembered.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        tehsils: Tehsils,
        match: Callable[[str, str | None], Match],
    ) -> None:
        self.gazetteer = gazetteer
        self.tehsils = tehsils
        self.match = match

    def is_province(self, text: str) -> bool:
        """Tell whether words are a province and no district: Islamabad is both."""
        return bool(self.gazetteer.province(text)) and not self.resolves(text)

    def resolves(self, text: str) -> bool:
        """Tell whether words are the listed name of a district."""
        listed = self.gazetteer.lists(text)
        return listed and self.match(text, None).status == "resolved"

    def item(self, text: str) -> Item:
        """Return what a name means by itself."""
        match = self.match(text, None)
        if text in _ENGLISH:
            note = f"{text!r} in small letters may be no name"
            meant = match.districts or match.candidates
            held = Match(text, "held", IN_BRACKETS, (), meant, note)
            return Item(f"{text}?", "unknown", held)
        if match.status == "resolved" or match.rule in _NO_DISTRICT:
            return Item(text, "district", match)
        province, rest = self._leading_province(text)
        if province:
            return Item(rest, "district", self.match(rest, None), (province,))
        if is_part(text) or self.tehsils.districts(without_part_words(text)):
            return Item(text, "part", self._part_match(text, match))
        return Item(text, "district" if match.status == "held" else "unknown", match)

    def wider(self, text: str, item: Item) -> Item:
        """Return ``Hyderabad Region`` held: a region is more than the district."""
        if item.match.status != "resolved":
            return item
        held = Match(text, "held", WIDER, (), item.match.districts, A_REGION)
        return Item(text, "unknown", held)

    def _leading_province(self, text: str) -> tuple[str, str]:
        """Split ``Sindh Badin`` and ``KPK-Swat`` into a province and a listed name."""
        for gap in reversed(list(_GAP.finditer(text))):
            head, rest = text[: gap.start()], text[gap.end() :]
            if self.is_province(head) and self.gazetteer.lists(rest):
                return head, rest
        return "", text

    def _part_match(self, text: str, match: Match) -> Match:
        codes = self.tehsils.districts(without_part_words(text))
        districts = tuple(self.gazetteer.districts[c] for c in codes)
        if not districts:
            meant = match.candidates if match.rule == _PART else ()
            note = "less than a district; the district is not said"
            return Match(text, "held", _PART, (), meant, note)
        names = " or ".join(district.adm2_name for district in districts)
        note = f"a tehsil of {names} by COD-AB; the district itself is not named"
        return Match(text, "held", _PART, (), districts, note)

    def with_brackets(self, item: Item, part: Part) -> Item:
        """Return a name in the light of what stands in brackets after it.

        Parameters
        ----------
        item : Item
            The name by itself.
        part : Part
            The name with its brackets.

        Returns
        -------
        Item
            The name when the brackets say which part of the district is meant; else
            name and brackets together, held.
        """
        if self._only_details(item, [inner.text for inner in part.inside]):
            return item
        meant = item.match.districts or item.match.candidates
        note = "the words in brackets leave open what is meant"
        held = Match(part.written, "held", IN_BRACKETS, (), meant, note)
        return Item(part.written, "unknown", held)

    def named_by(self, item: Item, inner: Sequence[Part]) -> list[Item]:
        """Return the districts in ``Karachi (East, West)``.

        Parameters
        ----------
        item : Item
            A region or former unit.
        inner : sequence of Part
            What stands in brackets or after a colon.

        Returns
        -------
        list of Item
            Empty unless each part is a district of that region.
        """
        if item.match.status != "held" or item.match.rule not in _NO_DISTRICT:
            return []
        allowed = {d.adm2_pcode for d in item.match.candidates}
        named = []
        for part in inner:
            words = (part.text, f"{item.text} {part.text}")
            text = next(filter(self.resolves, words), "")
            match = self.match(text, None) if text else None
            codes = {d.adm2_pcode for d in match.districts} if match else set()
            if match is None or part.inside or not codes <= allowed:
                return []
            named.append(Item(text, "district", match))
        return named

    def _only_details(self, item: Item, texts: Sequence[str]) -> bool:
        """Tell whether brackets say only which part of a district is meant."""
        if item.match.status != "resolved":
            return False
        own = {district.adm2_pcode for district in item.match.districts}
        return all(self._is_detail(text, own) for text in texts)

    def _is_detail(self, text: str, own: set[str]) -> bool:
        codes = set(self.tehsils.districts(without_part_words(text)))
        match = self.match(text, None)
        same = {d.adm2_pcode for d in match.districts}
        region = {d.adm2_pcode for d in match.candidates}
        return (
            is_remark(text)
            or (match.rule in _NO_DISTRICT and own <= region)
            or bool(codes & own)
            or (bool(same) and same <= own)
            or (is_part(text) and not codes and not same)
        )
