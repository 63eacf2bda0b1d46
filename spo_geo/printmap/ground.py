"""Where on the window there is land, and where there is room for something else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from spo_geo.boundaries import Layer, Unit
from spo_geo.printmap.boxes import Box, overlap
from spo_geo.printmap.frame import MapFrame
from spo_geo.printmap.shapes import extent, placed, rings

Mask = NDArray[np.bool_]

_CELLS: Final = 56
"""Cells across the longer side of the window."""

_EVERY: Final = 8
"""A cell is wider than eight steps of a border."""

_SPOTS: Final = 40
"""How many cells of a province its name may try."""

Spots = tuple[tuple[float, float], ...]

TOP_FIRST: Final[Spots] = ((1, 1), (0, 1), (1, 0), (0, 0), (1, 0.5), (0, 0.5))
BOTTOM_FIRST: Final[Spots] = ((0, 0), (1, 0), (0, 1), (1, 1), (0, 0.5), (1, 0.5))
"""Corners and sides of the window, best first: left 0, right 1; bottom 0, top 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A coarse grid over the window.

    Attributes
    ----------
    box : Box
        The window.
    step : float
        Width of a cell [points].
    cells : ndarray, (n, 2)
        Middles of the cells [points].
    land : ndarray of bool, (n,)
        Whether the cell is in Pakistan.
    chosen : ndarray of bool, (n,)
        Whether it is in what the window fits.
    provinces : dict of str to ndarray of bool, (n,)
        Whether it is in the province, by `adm1_pcode`.
    """

    box: Box
    step: float
    cells: NDArray[np.float64]
    land: Mask
    chosen: Mask
    provinces: dict[str, Mask]

    def is_bare(self, box: Box) -> bool:
        """Tell whether no land is under a box."""
        return not (self.land & self._under(box)).any()

    def share(self, box: Box, adm1_pcode: str) -> float:
        """Return how much of a box lies in a province, 0 to 1."""
        under = self._under(box)
        inside = int((self.provinces[adm1_pcode] & under).sum())
        return inside / max(int(under.sum()), 1)

    def hides(self, box: Box) -> int:
        """Return the number of cells that a box hides of what the window fits."""
        return int((self.chosen & self._under(box)).sum())

    def roomiest(
        self,
        size: tuple[float, float],
        where: Spots,
        taken: Sequence[Box],
        margin: float,
    ) -> Box:
        """Return the place at the edge of the window that hides least.

        Parameters
        ----------
        size : (float, float)
            Width and height of what is placed [points].
        where : tuple of (float, float)
            `TOP_FIRST` or `BOTTOM_FIRST`.
        taken : sequence of Box
            What lies there already.
        margin : float
            Distance to the edge of the window and to others [points].

        Returns
        -------
        Box
        """
        width, height = size
        inner = self.box.shrunk(margin)
        tries = []
        for x, y in where:
            left = inner.left + x * (inner.width - width)
            bottom = inner.bottom + y * (inner.height - height)
            tries.append(Box(left, bottom, left + width, bottom + height))
        return min(tries, key=lambda box: self._cost(box, taken, margin))

    def _cost(self, box: Box, taken: Sequence[Box], margin: float) -> float:
        if any(overlap(box, other, margin) for other in taken):
            return float("inf")
        under = self._under(box)
        return 10.0 * float((self.chosen & under).sum()) + float(
            (self.land & under).sum()
        )

    def _under(self, box: Box) -> Mask:
        """Tell which cells a box touches, were it but a corner."""
        x, y = self.cells.T
        touched = box.shrunk(-self.step / 2)
        return np.asarray(
            (x > touched.left)
            & (x < touched.right)
            & (y > touched.bottom)
            & (y < touched.top)
        )

    def spots_in(
        self, adm1_pcode: str, near: tuple[float, float] | None
    ) -> list[tuple[float, float]]:
        """Return spots in what the window shows of a province, best first.

        Parameters
        ----------
        adm1_pcode : str
            The province.
        near : (float, float), optional
            The best spot [points]; the middle of the part that shows without one.

        Returns
        -------
        list of (float, float)
            The best spot and middles of cells, ever farther from it [points].
        """
        inside = self.cells[self.provinces[adm1_pcode]]
        if not len(inside):
            return [near] if near else []
        best = np.array(near) if near else inside.mean(axis=0)
        order = np.linalg.norm(inside - best, axis=1).argsort(kind="stable")
        spread = order[:: 1 + len(order) // _SPOTS]
        spots = [(float(x), float(y)) for x, y in inside[spread]]
        return [near, *spots] if near else spots


def survey(layer: Layer, frame: MapFrame, fitted: Iterable[Unit]) -> Ground:
    """Look where there is land.

    Parameters
    ----------
    layer : Layer
        The boundaries.
    frame : MapFrame
        The window.
    fitted : iterable of Unit
        What the window fits.

    Returns
    -------
    Ground
    """
    box = frame.box
    step = max(box.width, box.height) / _CELLS
    x = np.arange(box.left + step / 2, box.right, step)
    y = np.arange(box.bottom + step / 2, box.top, step)
    cells = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    provinces = {p: _inside([u], frame, cells, step) for p, u in layer.adm1.items()}
    land = np.logical_or.reduce(list(provinces.values()))
    return Ground(
        box, step, cells, land, _inside(fitted, frame, cells, step), provinces
    )


def _inside(
    units: Iterable[Unit], frame: MapFrame, cells: NDArray[np.float64], step: float
) -> Mask:
    inside = np.zeros(len(cells), dtype=bool)
    thinned = [np.concatenate([ring[:-1:_EVERY], ring[:1]]) for ring in rings(units)]
    for outline in placed(thinned, frame.place):
        if frame.sees(outline) and extent(outline) > step:
            inside |= Path(outline, closed=True).contains_points(cells)
    return inside
