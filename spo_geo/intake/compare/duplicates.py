"""Find, among many rows, those that may be the same project as one row.

Nothing here decides: what it finds is offered to a person.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from spo_geo.intake.compare.identity import ALIKE, Face, agreement, likeness

OFFERED: Final = 3
"""Most pairs that are offered for one row."""

# Rows looked at for one clue, the latest first: a title such as "Training" that a
# thousand rows share is no clue any more, and a sheet must not take minutes.
_LOOKED_AT: Final = 20


class Faces:
    """Rows by what they are recognised by; a row is known by its position."""

    def __init__(self) -> None:
        self._faces: list[Face] = []
        self._by_title: dict[str, list[int]] = {}
        self._by_start: dict[tuple[str, str], list[int]] = {}
        self._by_end: dict[tuple[str, str], list[int]] = {}
        self._by_districts: dict[frozenset[str], list[int]] = {}
        self._by_word: dict[str, list[int]] = {}

    def __getitem__(self, position: int) -> Face:
        return self._faces[position]

    def add(self, face: Face) -> None:
        """Add a row after those that are there."""
        self._faces.append(face)
        self._note(len(self._faces) - 1, face)

    def replace(self, position: int, face: Face) -> None:
        """Let a row be known by what it says now."""
        if face != self._faces[position]:
            self._faces[position] = face
            self._note(position, face)

    def _note(self, position: int, face: Face) -> None:
        """Remember clues to a row; one that no longer holds is harmless."""
        start, end = (face.title, face.start[:4]), (face.title, face.end[:4])
        self._by_title.setdefault(face.title, []).append(position)
        self._by_start.setdefault(start, []).append(position)
        self._by_end.setdefault(end, []).append(position)
        if face.districts:
            self._by_districts.setdefault(face.districts, []).append(position)
        for word in face.words:
            self._by_word.setdefault(word, []).append(position)

    def agreeing(self, face: Face) -> Iterator[int]:
        """Return the rows whose identity does not contradict that of a row.

        Parameters
        ----------
        face : Face
            The row.

        Yields
        ------
        int
            Positions in their order, for `agreement` of ``same`` or ``open``.
        """
        for position in sorted(self._same_title(face)):
            if agreement(face, self._faces[position]) != "other":
                yield position

    def _same_title(self, face: Face) -> set[int]:
        """Return the rows of a title that may agree, without looking at all."""
        if not face.start:
            return set(self._by_title.get(face.title, ()))
        found = {
            *self._by_start.get((face.title, face.start[:4]), ()),
            *self._by_start.get((face.title, ""), ()),
        }
        return found.union(
            self._by_end.get((face.title, face.end[:4]), ()) if face.end else ()
        )

    def resembling(self, face: Face) -> Iterator[tuple[int, str]]:
        """Return rows that look like a row, with the reason.

        Parameters
        ----------
        face : Face
            The row; identity is not looked at.

        Yields
        ------
        tuple of (int, str)
            Position and reason in words.
        """
        seen: set[int] = set()
        for position in self._clues(face):
            if position in seen:
                continue
            seen.add(position)
            reason = likeness(face, self._faces[position])
            if reason:
                yield position, reason

    def _clues(self, face: Face) -> Iterator[int]:
        lists = [
            self._by_title.get(face.title, []) if face.title else [],
            self._by_districts.get(face.districts, []),
            *(self._by_word.get(word, []) for word in self._telling(face)),
        ]
        for positions in lists:
            yield from _latest(positions)

    def _telling(self, face: Face) -> list[str]:
        """Return the rarest words, of which an alike title has one at least.

        A title that shares `ALIKE` of all words has that share of these words, so it
        cannot lack more than the rest of them.
        """
        n_lacking = len(face.words) - math.ceil(ALIKE * len(face.words))
        by_number = sorted(face.words, key=lambda w: (len(self._by_word.get(w, ())), w))
        return by_number[: n_lacking + 1]


def _latest(positions: Sequence[int]) -> Iterator[int]:
    return islice(reversed(positions), _LOOKED_AT)
