"""Diagonal lines inside an area: the style of a district that is planned only.

They are lines like all others and no pattern of the file format, so that they are the
same in PNG, SVG and PDF, run on from one district to the next, and scale with the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from spo_geo.classify import PLANNED_LINE
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.projection import Points
from spo_geo.printmap.sheet import Pen, Sheet

LINE: Final = Pen(PLANNED_LINE, 0.7)
APART: Final = 3.4
"""From line to line [points at A4]."""

# Along the lines, and across them: up to the right, at 45 degrees.
_TURN: Final = np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2)


def draw_hatch(
    sheet: Sheet, layer: str, areas: Sequence[Path], clip: Box | None = None
) -> None:
    """Draw diagonal lines inside areas.

    Parameters
    ----------
    sheet : Sheet
        The page.
    layer : str
        Key of `sheet.LAYERS`.
    areas : sequence of Path
        Outlines with their holes [points].
    clip : Box, optional
        Nothing outside it is drawn.
    """
    lines = [line for area in areas for line in hatch(area, APART * sheet.scale)]
    if lines:
        sheet.lines(layer, lines, LINE, clip)


def hatch(area: Path, apart: float) -> list[Points]:
    """Return the parts of diagonal lines that lie inside an area.

    Parameters
    ----------
    area : Path
        Closed rings; what lies in an even number of them is outside.
    apart : float
        From line to line [points]; the lines of all areas lie on the same ones.

    Returns
    -------
    list of ndarray, (2, 2)
        Both ends of each part [points].
    """
    starts, ends = _edges(area)
    number, along = _crossings(starts @ _TURN, ends @ _TURN, apart)
    order = np.lexsort((along, number))
    met = np.column_stack([along, number * apart])[order] @ _TURN.T
    return list(np.round(met, 2).reshape(-1, 2, 2))


def _edges(area: Path) -> tuple[Points, Points]:
    """Return both ends of every edge of the rings."""
    points = np.asarray(area.vertices, dtype=np.float64)
    goes_on = np.asarray(area.codes)[1:] != Path.MOVETO
    return points[:-1][goes_on], points[1:][goes_on]


def _crossings(
    starts: Points, ends: Points, apart: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return where edges meet the lines: the line's number, and how far along it.

    An edge has its lower end and not its upper one, so a line meets each ring an even
    number of times, also where it runs through a vertex.
    """
    low, high = np.sort(np.stack([starts[:, 1], ends[:, 1]]), axis=0) / apart
    first = np.ceil(low).astype(np.int64)
    n = np.ceil(high).astype(np.int64) - first
    edge = np.repeat(np.arange(len(n)), n)
    number = first[edge] + np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n)
    rise = ends[edge, 1] - starts[edge, 1]
    part = (number * apart - starts[edge, 1]) / rise
    return number, starts[edge, 0] + part * (ends[edge, 0] - starts[edge, 0])
