"""Where names go on a map: none covers another, none leaves the frame.

Each name tries its own spot, then spots around it, ever farther out and tied to it by
a thin line. The first that is free is taken; a name without one is left out and
counted. The same names give the same map.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from spo_geo.printmap.boxes import Box
from spo_geo.printmap.lettering import ASCENT, DESCENT, Style, width

Boxes = NDArray[np.float64]

_GAP: Final = 0.8
"""Least distance between two names [points]."""

CLEAR: Final = 4.0
"""Distance to land and to furniture [points]."""

_LEADER_FROM: Final = 3.0
"""From this distance on a name is tied to its spot by a line [points]."""

_LEADER_STEPS: Final = 8

_ANGLES: Final = np.radians(
    [*range(0, 360, 90), *range(45, 360, 90), *np.arange(22.5, 360, 45)]
)
_DIRECTIONS: Final = np.column_stack([np.cos(_ANGLES), np.sin(_ANGLES)])

NEAR: Final = (1.5, 6.0, 11.0, 17.0, 24.0, 33.0, 44.0)
NEXT: Final = NEAR[:3]
FAR: Final = (12.0, 18.0, 25.0, 33.0, 42.0, 52.0, 63.0, 75.0)
"""Distances from the spot to the edge of the name [points at A4]."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a map should carry.

    Attributes
    ----------
    spots : tuple of (float, float)
        Where it belongs, best first [points].
    forms : tuple of tuple of str
        The lines it may be broken into, best first.
    style : Style
        How it is set.
    rings : tuple of float
        Distances at which it may stand beside its spot; empty to leave it there.
    off_land : bool
        Whether it looks for a place clear of all land first: what it names is small.
    """

    spots: tuple[tuple[float, float], ...]
    forms: tuple[tuple[str, ...], ...]
    style: Style
    rings: tuple[float, ...] = NEAR
    off_land: bool = False

    def box_at(self, spot: tuple[float, float]) -> Box:
        """Return what the name covers in its first form, centred on a spot."""
        half_width, half_height = (
            half / 2 for half in _size(self.forms[0], self.style)
        )
        x, y = spot
        return Box(x - half_width, y - half_height, x + half_width, y + half_height)


@dataclass(frozen=True, slots=True)
class Placed:
    """A name with its place.

    Attributes
    ----------
    lines : tuple of str
        The name, broken into lines.
    style : Style
        How it is set.
    box : Box
        What it covers.
    leader : tuple of (float, float)
        Two ends of the line to its spot; empty when it needs none [points].
    """

    lines: tuple[str, ...]
    style: Style
    box: Box
    leader: tuple[tuple[float, float], ...] = ()

    def base_lines(self) -> list[tuple[tuple[float, float], str]]:
        """Return the middle of each base line, and its words."""
        middle = (self.box.left + self.box.right) / 2
        top = self.box.top - ASCENT * self.style.size
        return [
            ((middle, top - i * self.style.leading), line)
            for i, line in enumerate(self.lines)
        ]


class Placement:
    """Takes names one by one and keeps account of what is covered.

    Parameters
    ----------
    frame : Box
        No name leaves it.
    covered : iterable of Box
        What is there already.
    scale : float
        Factor on the distances that a name moves.
    is_bare : callable
        Tells whether a box is clear of all land.
    """

    def __init__(
        self,
        frame: Box,
        covered: Iterable[Box],
        scale: float,
        is_bare: Callable[[Box], bool],
    ) -> None:
        self._frame = frame.shrunk(1.0)
        self._scale = scale
        self._is_bare = is_bare
        edges = [_edges(box.shrunk(-CLEAR)) for box in covered]
        self._covered: Boxes = np.array(edges).reshape(-1, 4)

    def copy(self) -> Placement:
        """Return a placement that goes on from here without touching this one."""
        return copy(self)

    def take(self, other: Placement) -> None:
        """Go on from where a copy of this placement has come to."""
        self._covered = other._covered

    def add(
        self, name: Name, *, keep_off: Sequence[tuple[float, float]] = ()
    ) -> Placed | None:
        """Place a name.

        Parameters
        ----------
        name : Name
            What to place.
        keep_off : sequence of (float, float)
            Spots of other names, which this one must not cover [points].

        Returns
        -------
        Placed or None
            None when no place is free.
        """
        points = np.array(keep_off).reshape(-1, 2)
        spots = np.hstack([points - 1, points + 1])
        covered = np.vstack([self._covered, spots])
        tries = _tries(name, self._scale)
        free = self._in_frame(tries.boxes) & ~_hit(tries.boxes, covered)
        for i in np.flatnonzero(free):
            placed = tries.placed(int(i))
            leader = _along(placed.leader)
            if _hit(leader, covered).any():
                continue
            if tries.bare[i] and not self._is_bare(placed.box.shrunk(-CLEAR)):
                continue
            self._covered = np.vstack([self._covered, tries.boxes[i], leader])
            return placed
        return None

    def _in_frame(self, boxes: Boxes) -> NDArray[np.bool_]:
        left, bottom, right, top = _edges(self._frame)
        low = (boxes[:, :2] >= (left, bottom)).all(axis=1)
        high = (boxes[:, 2:] <= (right, top)).all(axis=1)
        return np.asarray(low & high)


@dataclass(frozen=True, slots=True, eq=False)
class _Tries:
    """The places that a name tries, in their order.

    `forms` holds the index of the form, `led` whether a line ties the place to the
    spot, `bare` whether it must be clear of land.
    """

    name: Name
    boxes: Boxes
    forms: NDArray[np.int64]
    led: NDArray[np.bool_]
    bare: NDArray[np.bool_]

    def placed(self, i: int) -> Placed:
        """Return the name in a place."""
        box = Box(*self.boxes[i].tolist())
        lines = self.name.forms[self.forms[i]]
        if not self.led[i]:
            return Placed(lines, self.name.style, box)
        x, y = self.name.spots[0]
        end = (min(max(x, box.left), box.right), min(max(y, box.bottom), box.top))
        return Placed(lines, self.name.style, box, ((x, y), end))


def _tries(name: Name, scale: float) -> _Tries:
    """List the places: at its spots, then around the first; off land the other way."""
    halves = np.array([_size(form, name.style) for form in name.forms]) / 2
    n_forms, rings = len(name.forms), np.array(name.rings) * scale
    spots = np.repeat(np.array(name.spots), n_forms, axis=0)
    reach = rings[:, None, None, None] + halves[None, None, :, :]
    around = (name.spots[0] + _DIRECTIONS[None, :, None, :] * reach).reshape(-1, 2)
    led = np.repeat(rings >= _LEADER_FROM * scale, len(_DIRECTIONS) * n_forms)
    n_spots, n_around = len(spots), len(around)
    first = n_around if name.off_land else 0
    middles = np.vstack([around[:first], spots, around])
    forms = np.arange(len(middles)) % n_forms
    sizes = halves[forms]
    return _Tries(
        name,
        np.hstack([middles - sizes, middles + sizes]),
        forms,
        np.concatenate([led[:first], np.zeros(n_spots, dtype=bool), led]),
        np.arange(len(middles)) < first,
    )


def _size(form: tuple[str, ...], style: Style) -> tuple[float, float]:
    widest = max(width(line, style) for line in form)
    return widest, (len(form) - 1) * style.leading + (ASCENT + DESCENT) * style.size


def _along(leader: tuple[tuple[float, float], ...]) -> Boxes:
    """Return points along the line, without its end at the name, as boxes."""
    if not leader:
        return np.empty((0, 4))
    a, b = np.array(leader)
    points = a + np.linspace(0, 0.9, _LEADER_STEPS)[:, None] * (b - a)
    return np.hstack([points, points])


def _hit(boxes: Boxes, covered: Boxes) -> NDArray[np.bool_]:
    """Tell for each box whether it comes too near to something covered."""
    grown = boxes[:, None, :] + np.array([-_GAP, -_GAP, _GAP, _GAP])
    return np.asarray(
        (
            (covered[None, :, 0] < grown[:, :, 2])
            & (covered[None, :, 2] > grown[:, :, 0])
            & (covered[None, :, 1] < grown[:, :, 3])
            & (covered[None, :, 3] > grown[:, :, 1])
        ).any(axis=1)
    )


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.bottom, box.right, box.top


def forms_of(name: str) -> tuple[tuple[str, ...], ...]:
    """Return a name on one line and, when it has several words, on two.

    Parameters
    ----------
    name : str
        A name.

    Returns
    -------
    tuple of tuple of str

    Examples
    --------
    >>> forms_of("Tando Muhammad Khan")
    (('Tando Muhammad Khan',), ('Tando', 'Muhammad Khan'))
    """
    words = name.split()
    if len(words) < 2:
        return ((name,),)
    breaks = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return ((name,), min(breaks, key=lambda pair: max(map(len, pair))))
