"""What reading a cell of places gives."""

from dataclasses import dataclass, replace
from typing import Final

from spo_geo.gazetteer import Match


@dataclass(frozen=True, slots=True)
class PlaceRead:
    """One place of a cell.

    Attributes
    ----------
    text : str
        As written, without the word district.
    province : str
        The province that the sheet states for it, as written; may be empty.
    match : Match
        What it was read as. Only ``resolved`` is counted and shaded.
    """

    text: str
    province: str
    match: Match

    @property
    def is_held(self) -> bool:
        """Whether it waits for a person."""
        return self.match.status != "resolved"

    def hold(self, rule: str, note: str) -> "PlaceRead":
        """Return the place held for a reason that its name does not show."""
        meant = self.match.districts or self.match.candidates
        held = Match(self.text, "held", rule, (), meant, note)
        return replace(self, match=held)


@dataclass(frozen=True, slots=True)
class PlacesRead:
    """What a cell of places says.

    Attributes
    ----------
    places : tuple of PlaceRead
        In the order of the cell.
    scope : str
        A key of `model.SCOPES`.
    provinces : tuple of str
        Provinces that are named, under the names of the boundary layer.
    n_districts_stated : str
        A stated number of districts, or empty.
    notes : tuple of str
        What was read as what, and what was passed over.
    strange_provinces : tuple of str
        Words in the row's province that are no province.
    """

    places: tuple[PlaceRead, ...]
    scope: str
    provinces: tuple[str, ...]
    n_districts_stated: str
    notes: tuple[str, ...]
    strange_provinces: tuple[str, ...] = ()

    @property
    def held(self) -> tuple[PlaceRead, ...]:
        """The places that wait for a person."""
        return tuple(place for place in self.places if place.is_held)

    def all_held(self, rule: str, note: str) -> "PlacesRead":
        """Return the same with every place held, those that resolve for this reason."""
        places = (p if p.is_held else p.hold(rule, note) for p in self.places)
        return replace(self, places=tuple(places))


NOTHING: Final = PlacesRead((), "not-stated", (), "", ())
"""What an empty cell says."""
