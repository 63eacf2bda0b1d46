"""Units of the boundary layer as paths and lines on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from spo_geo.boundaries import Unit
from spo_geo.printmap.projection import Points

Placer = Callable[[Points], Points]


def rings(units: Iterable[Unit]) -> Iterator[Points]:
    """Yield every ring of the units, holes too."""
    for unit in units:
        for polygon in unit.polygons:
            yield from polygon


def vertices(units: Iterable[Unit]) -> Points:
    """Return all vertices of the units, (n, 2) [degrees]."""
    return np.concatenate(list(rings(units)))


def paths(units: Iterable[Unit], place: Placer) -> list[Path]:
    """Return one path a unit.

    Parameters
    ----------
    units : iterable of Unit
        What to draw.
    place : callable
        From degrees to the page [points].

    Returns
    -------
    list of Path
        With their holes, in the order of the units.
    """
    outlines = [list(rings([unit])) for unit in units]
    on_page = iter(placed((ring for outline in outlines for ring in outline), place))
    return [_path(list(islice(on_page, len(outline)))) for outline in outlines]


def placed(lines: Iterable[Points], place: Placer) -> list[Points]:
    """Place lines in one go, without the vertices that fall on the one before.

    Parameters
    ----------
    lines : iterable of ndarray, (n, 2)
        Lines [degrees].
    place : callable
        From degrees to the page [points].

    Returns
    -------
    list of ndarray, (n, 2)
        As many lines [points].
    """
    lines = list(lines)
    if not lines:
        return []
    starts = np.cumsum([0, *(len(line) for line in lines)])
    points = place(np.concatenate(lines))
    moves = np.ones(len(points), dtype=bool)
    moves[1:] = (points[1:] != points[:-1]).any(axis=1)
    moves[starts[:-1]] = moves[starts[1:] - 1] = True  # both ends stay
    kept = np.concatenate([[0], np.cumsum(moves)])[starts[1:-1]]
    return np.split(points[moves], kept)


def _path(outline: list[Points]) -> Path:
    codes = [_ring_codes(len(ring)) for ring in outline]
    return Path(np.concatenate(outline), np.concatenate(codes))


def _ring_codes(n: int) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    codes = np.full(n, Path.LINETO, dtype=np.uint8)
    codes[0], codes[-1] = Path.MOVETO, Path.CLOSEPOLY
    return codes


def edge_of(units: Iterable[Unit], *, without: Iterable[Points] = ()) -> list[Points]:
    """Return the outer edge of units taken together.

    Units share their borders vertex by vertex, so what two rings have in common is
    inside.

    Parameters
    ----------
    units : iterable of Unit
        Units of one level.
    without : iterable of ndarray, (n, 2)
        Lines that run along the edge and are left out [degrees].

    Returns
    -------
    list of ndarray, (n, 2)
        Lines [degrees].
    """
    outlines = list(rings(units))
    borders = list(without)
    keys = [_keys(line) for line in (*outlines, *borders)]
    _, which, uses = np.unique(
        np.concatenate(keys), axis=0, return_inverse=True, return_counts=True
    )
    once = uses[which.ravel()] == 1
    kept = np.split(once, np.cumsum([len(key) for key in keys])[:-1])
    return [
        run
        for ring, keep in zip(outlines, kept, strict=False)
        for run in _runs(ring, keep.tolist())
    ]


def _keys(line: Points) -> NDArray[np.int64]:
    """Name each segment by its two ends, whichever way it runs, (n - 1, 4)."""
    ends = np.round(line * 1e6).astype(np.int64)
    a, b = ends[:-1], ends[1:]
    ahead = (a[:, 0] < b[:, 0]) | ((a[:, 0] == b[:, 0]) & (a[:, 1] <= b[:, 1]))
    return np.where(ahead[:, None], np.hstack([a, b]), np.hstack([b, a]))


def _runs(ring: Points, kept: list[bool]) -> Iterator[Points]:
    """Yield the unbroken stretches of a ring whose segments are kept."""
    if all(kept):
        yield ring
        return
    if not any(kept):
        return
    first = kept.index(False) + 1  # begin after a gap: no stretch spans the seam
    kept = kept[first:] + kept[:first]
    turned = np.concatenate([ring[first:-1], ring[: first + 1]])
    start: int | None = None
    for i, keep in enumerate([*kept, False]):
        if keep and start is None:
            start = i
        elif not keep and start is not None:
            yield turned[start : i + 1]
            start = None


def extent(line: Points) -> float:
    """Return the larger of width and height of a line."""
    return float((line.max(axis=0) - line.min(axis=0)).max())


def is_speck(line: Points, least: float) -> bool:
    """Tell whether a line is a closed ring smaller than that."""
    return bool((line[0] == line[-1]).all()) and extent(line) < least
