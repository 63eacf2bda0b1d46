"""The projects that the rows of a sheet go to, with what was said of them so far."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from spo_geo.intake.compare.combine import join, update
from spo_geo.intake.compare.duplicates import Faces
from spo_geo.intake.compare.identity import Face, face, keys
from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.repairs.repair import same_words

Row = Mapping[str, str]
Part = Literal["updates", "agrees", "joins", "repeats", "comes in", "waits"]

# Projects of one identity that are compared; beyond that a person decides anyway.
_COMPARED: Final = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row of the sheet went.

    Attributes
    ----------
    part : str
        What it does there.
    target : int
        Position of the project in `Targets`; -1 while it waits.
    """

    part: Part
    target: int = -1


@dataclass(frozen=True, slots=True)
class Likely:
    """A row of the sheet and a project that it may be, by position, and why."""

    row: int
    target: int
    reason: str
    waits: bool


class Targets:
    """First the present projects, then the rows that come in, by position.

    Parameters
    ----------
    present : iterable of mapping of str to str
        The projects.
    meaning : Meaning
        Says what is a difference.
    columns : collection of str
        Columns that the sheet has.

    Attributes
    ----------
    rows : list of dict of str to str
        Each with all that the sheet says of it so far.
    known : list of mapping of str to str
        The same, as they were at first.
    n_present : int
        Number of the present ones.
    claimed : dict of int to int
        By position, the row of the sheet that is this project.
    """

    def __init__(
        self, present: Iterable[Row], meaning: Meaning, columns: Collection[str]
    ) -> None:
        self.rows: list[dict[str, str]] = []
        self.known: list[Row] = []
        self.claimed: dict[int, int] = {}
        self._meaning = meaning
        self._columns = columns
        self._faces = Faces()
        self._names: list[list[str]] = []
        self._joined: list[list[tuple[Row, str]]] = []
        self._called: dict[str, int] = {}
        for row in present:
            self.add(row)
        self.n_present = len(self.rows)

    def add(self, row: Row) -> int:
        """Let a row come in; return its position."""
        position = len(self.rows)
        self.rows.append(dict(row))
        self.known.append(row)
        self._faces.add(face(row, self._meaning))
        self._names.append([])
        self._joined.append([])
        self.call(position, row)
        return position

    def call(self, position: int, row: Row) -> None:
        """Remember that a project is also called what a row is called in a log."""
        for key in keys(row):
            self._names[position].append(key)
            self._called.setdefault(same_words(key), position)

    def called(self, key: str) -> int | None:
        """Return the project that a log calls so."""
        return self._called.get(same_words(key))

    def names(self, position: int) -> list[str]:
        """Return what a log may call a project."""
        return self._names[position]

    def face(self, position: int) -> Face:
        """Return what a project is recognised by now."""
        return self._faces[position]

    def is_unclaimed(self, position: int) -> bool:
        """Tell whether a project was there before and no row of the sheet is it."""
        return position < self.n_present and position not in self.claimed

    def agreeing(self, row: Face) -> list[int]:
        """Return the projects whose identity does not contradict that of a row."""
        return list(islice(self._faces.agreeing(row), _COMPARED))

    def resembling(self, row: Face) -> Iterator[tuple[int, str]]:
        """Return the projects that look like a row, with the reason."""
        return self._faces.resembling(row)

    def update(self, position: int, row: Row) -> None:
        """Let a row say what a project is; what others added stays added."""
        said = self._updated(position, row)
        for other, label in self._joined[position]:
            said = join(said, other, label, self._meaning)
        self._set(position, said)

    def join(self, position: int, row: Row, label: str) -> None:
        """Add to a project what a row says."""
        self._joined[position].append((row, label))
        self._set(position, join(self.rows[position], row, label, self._meaning))

    def is_as(self, position: int, row: Row) -> bool:
        """Tell whether a row, as an update of a project, makes no difference."""
        return self._updated(position, row) == self.known[position]

    def holds(self, position: int, row: Row) -> bool:
        """Tell whether a project says all that a row says."""
        said = {column: row.get(column, "") for column in self._columns}
        present = self.rows[position]
        return join(present, said, "", self._meaning) == present

    def _updated(self, position: int, row: Row) -> dict[str, str]:
        """Return a project as it was at first, with what a row says of it."""
        return update(self.known[position], row, self._columns, self._meaning)

    def _set(self, position: int, row: dict[str, str]) -> None:
        self.rows[position] = row
        self._faces.replace(position, face(row, self._meaning))
