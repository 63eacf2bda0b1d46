"""Tell which parts of a cell are places, and which province goes with each of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Final

from spo_geo.intake.words.placeitems import Item, ItemReader
from spo_geo.intake.words.placesplit import Part
from spo_geo.intake.words.placewords import (
    is_level,
    is_list_end,
    is_national,
    is_office,
    is_remark,
    is_wider,
    strip_fillers,
)
from spo_geo.intake.words.text import is_empty

_SIDES: Final = frozenset(
    {"upper", "lower", "north", "south", "east", "west", "central"}
)


@dataclass(slots=True)
class Found:
    """What a cell says, part by part.

    Attributes
    ----------
    items : list of Item
        The places.
    provinces : list of str
        Provinces as written.
    national, level : bool
        Whether it says the whole country, and a level of government.
    notes : list of str
        What was passed over.
    """

    items: list[Item] = field(default_factory=list)
    provinces: list[str] = field(default_factory=list)
    national: bool = False
    level: bool = False
    notes: list[str] = field(default_factory=list)


class Grouper:
    """Reads the parts of one cell.

    Parameters
    ----------
    reader : ItemReader
        Says what each part is.
    """

    def __init__(self, reader: ItemReader) -> None:
        self.reader = reader
        self.found = Found()
        self.open: list[Item] = []
        self.heading = ""
        self.attached: list[Item] = []
        self.begins_with_province = False
        self.in_office = False

    def read(self, parts: Sequence[Part]) -> Found:
        """Return what the parts of a cell say.

        Parameters
        ----------
        parts : sequence of Part
            As `split_places` gave them.

        Returns
        -------
        Found
        """
        parts = self._headed(_sides_joined(parts))
        first = parts[0].text if parts else ""
        self.begins_with_province = self.reader.is_province(first)
        self._read_all(parts)
        return self.found

    def _headed(self, parts: Sequence[Part]) -> list[Part]:
        """Read ``Karachi: Malir, Korangi`` as ``Karachi (Malir, Korangi)``."""
        for i, part in enumerate(parts):
            if "colon" not in part.after or part.inside:
                continue
            rest = list(takewhile(_on_the_line, parts[i + 1 :]))
            if rest and self.reader.named_by(self.reader.item(part.text), rest):
                headed = replace(part, inside=tuple(rest))
                return [*parts[:i], headed, *parts[i + 1 + len(rest) :]]
        return list(parts)

    def _read_all(self, parts: Sequence[Part]) -> None:
        for part in parts:
            self._read_part(part)

    def _read_part(self, part: Part) -> None:
        if "line" in part.before and not part.before & {"colon", "in"}:
            self.heading, self.open = "", []
        text = part.text
        self.in_office = is_office(part.written) or (
            self.in_office and bool(part.before & {"in"})
        )
        if self.in_office:
            note = f"an office or an event is no coverage: {part.written!r}"
            self.found.notes.append(note)
        elif is_list_end(text):
            self.found.notes.append(f"the list goes on: {text!r}")
        elif self.reader.is_province(text):
            self._read_province(part)
        elif is_national(text) and not self.reader.resolves(text):
            self.found.national = True
            self._read_all(part.inside)
        elif is_level(text):
            self.found.level = True
        elif not is_empty(text):
            self._read_place(part)

    def _read_province(self, part: Part) -> None:
        """Read a province: a heading, the province of names before it, or a mention."""
        self.found.provinces.append(part.text)
        inside = [p for p in part.inside if not is_remark(p.text)]
        if inside:
            before, self.heading, self.open = self.heading, part.text, []
            self._read_all(inside)
            self.heading, self.open = before, []
        elif part.after & {"colon"} or (part.after & {"dash"} and not self.open):
            self.heading, self.open = part.text, []
        elif "in" in part.before and self.open:
            self._attach(self.open, part.text)
        elif part.before & {"and", "list"} and self.attached and not self.open:
            for item in self.attached:
                item.options = (*item.options, part.text)
        elif self.open and self._trails(part):
            self._attach_if_possible(part.text)
        else:
            self.open = []

    def _trails(self, part: Part) -> bool:
        """Tell whether a province follows names as in ``Lahore and Multan, Punjab``."""
        plain = part.comma or not part.before or part.before == {"dash"}
        return plain and not self.begins_with_province and not self.heading

    def _attach(self, items: Sequence[Item], province: str) -> None:
        self.attached = list(items)
        for item in items:
            item.options = (province,)
        self.open = []

    def _attach_if_possible(self, province: str) -> None:
        """Attach a province to the names that lie in it, or to all when none does."""
        match = self.reader.match
        inside = [i for i in self.open if match(i.text, province).status == "resolved"]
        self._attach(inside or self.open, province)

    def _read_place(self, part: Part) -> None:
        text = strip_fillers(part.text)
        if text != part.text and self.reader.is_province(text):
            self._read_province(replace(part, text=text))
            return
        if "district" in part.before and text.casefold() in _SIDES:
            text = f"District {text}"
        if not text:
            self.found.notes.append(f"words that name no place: {part.text!r}")
            self._read_all(part.inside)
            return
        self.attached = []
        item = self.reader.item(text)
        if is_wider(part.text):
            item = self.reader.wider(part.text, item)
        self.found.provinces += item.options
        for place in self._in_brackets(item, part) if part.inside else [item]:
            if not self._is_city_of(place):
                place.options = place.options or tuple(filter(None, [self.heading]))
                self.found.items.append(place)
                self.open.append(place)

    def _in_brackets(self, item: Item, part: Part) -> list[Item]:
        """Return the places that a name and the words in brackets after it are."""
        texts = tuple(inner.text for inner in part.inside)
        if all(map(self.reader.is_province, texts)):
            item.options = texts
            self.found.provinces += texts
            return [item]
        named = self.reader.named_by(item, part.inside)
        if named:
            self.found.notes.append(f"{item.text}: the districts in brackets are read")
            return named
        whole = self.reader.with_brackets(item, part)
        if whole is item:
            self.found.notes.append(f"{part.written}: read as {item.text}")
        return [whole]

    def _is_city_of(self, item: Item) -> bool:
        """Read ``District West, Karachi``: the city says which West is meant."""
        sides = [i for i in self.open if i.text.startswith("District ")]
        match = self.reader.match
        if not sides or match(sides[0].text, item.text).status != "resolved":
            return False
        for side in sides:
            side.options = (item.text,)
        return True


def _on_the_line(part: Part) -> bool:
    return "line" not in part.before and "colon" not in part.after


def _sides_joined(parts: Sequence[Part]) -> list[Part]:
    """Put ``Upper`` and ``Lower Dir ICT`` together again: alone, Upper is no name."""
    result: list[Part] = []
    for part in parts:
        last = result[-1] if result else None
        if last and last.text.casefold() in _SIDES and part.before == {"list"}:
            first = part.text.split()[0].casefold()
            if first in _SIDES and not last.inside:
                text = f"{last.text}/{part.text}"
                joined = replace(last, text=text, written=text)
                result[-1] = replace(joined, inside=part.inside, after=part.after)
                continue
        result.append(part)
    return result
