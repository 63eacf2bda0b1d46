"""Projects of one sheet that may be the same: asked about, never merged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from spo_geo.intake.compare.duplicates import Faces
from spo_geo.intake.compare.identity import (
    Face,
    agreement,
    face,
    keys,
    overlap,
    same_work,
)
from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.repairs.repair import Decisions

_MOST: Final = 3
"""Most pairs that are pointed out for one row."""

_LOOKED_AT: Final = 20


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two rows that may be one project.

    Attributes
    ----------
    row, first : int
        Positions of the later and the earlier row.
    why : str
        In words.
    counted_once : bool
        Whether the later row stays out of counts until a person decides.
    decided : bool
        Whether a person said that they are the same.
    """

    row: int
    first: int
    why: str
    counted_once: bool
    decided: bool = False


def find_repeats(
    rows: Sequence[Mapping[str, str]], meaning: Meaning, decisions: Decisions
) -> tuple[Repeat, ...]:
    """Find rows that may speak of one project.

    Parameters
    ----------
    rows : sequence of mapping of str to str
        With the columns of ``projects.csv``.
    meaning : Meaning
        Reads funders and places.
    decisions : Decisions
        What a person said of two rows.

    Returns
    -------
    tuple of Repeat
        Same title, dates, funder and partner: counted once. Same title and another
        date in the same time, or the same districts, dates and funder under another
        title: both are counted.
    """
    faces = Faces()
    found: list[Repeat] = []
    for n, row in enumerate(rows):
        known = face(row, meaning)
        pairs = _pairs(n, known, rows, faces, decisions)
        found += pairs[:_MOST]
        faces.add(known)
    return tuple(found)


def _pairs(
    n: int,
    known: Face,
    rows: Sequence[Mapping[str, str]],
    faces: Faces,
    decisions: Decisions,
) -> list[Repeat]:
    """Return the earlier rows that a row may be, the surest first."""
    found: dict[int, Repeat] = {}
    for first in islice(faces.agreeing(known), _MOST):
        agreed = agreement(known, faces[first]) == "same"
        why = "same title, and what else is stated leaves it open"
        why = "same title, dates, funder and partner" if agreed else why
        found[first] = Repeat(n, first, why, counted_once=agreed)
    for first, _ in islice(faces.resembling(known), _LOOKED_AT):
        why = _resemblance(known, faces[first])
        if why:
            found.setdefault(first, Repeat(n, first, why, counted_once=False))
    decided = (_as_decided(repeat, rows, decisions) for repeat in found.values())
    return [repeat for repeat in decided if repeat is not None]


def _resemblance(one: Face, other: Face) -> str:
    if one.title == other.title and overlap(one, other):
        conflict = one.partners and other.partners and not one.partners & other.partners
        return "" if conflict else "same title at the same time, and other dates"
    if same_work(one, other):
        return "same districts, dates and funder under another title"
    return ""


def _as_decided(
    repeat: Repeat, rows: Sequence[Mapping[str, str]], decisions: Decisions
) -> Repeat | None:
    """Let what a person said of two rows decide."""
    pair = decisions.pair(keys(rows[repeat.row]), keys(rows[repeat.first]))
    if pair is None:
        return repeat
    if pair.kind == "different project":
        return None
    return replace(repeat, why=pair.sentence(), counted_once=True, decided=True)
