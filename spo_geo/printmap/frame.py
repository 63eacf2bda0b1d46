"""What part of the country a map shows, and where its points fall on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from spo_geo.boundaries import Layer, Unit
from spo_geo.errors import UnknownValueError
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.options import Frame
from spo_geo.printmap.projection import EqualArea, Points
from spo_geo.printmap.shapes import vertices
from spo_geo.view import View

MIN_EXTENT = 240.0
"""A selection's own extent shows at least so much ground [km]: where is it?"""

_GRID = 0.05
"""Finest step on the page: a fifth of a dot at 300 dpi [points]."""

_REACH = 0.6
"""A window goes on beyond what it fits by no more than this part of its extent."""


@dataclass(frozen=True, slots=True)
class MapFrame:
    """A window on the country.

    Attributes
    ----------
    box : Box
        Where it lies on the page.
    projection : EqualArea
        Centred on what the window fits.
    scale : float
        Points on the page for a km at the centre.
    middle : (float, float)
        What falls on the middle of the box: east and north of the centre [km].
    """

    box: Box
    projection: EqualArea
    scale: float
    middle: tuple[float, float]

    def place(self, lonlat: Points) -> Points:
        """Return where points fall on the page.

        Parameters
        ----------
        lonlat : ndarray, (n, 2)
            Longitude and latitude [degrees].

        Returns
        -------
        ndarray, (n, 2)
            On a grid of `_GRID`, so that the file stays small [points].
        """
        km = self.projection.forward(lonlat) - np.array(self.middle)
        x = (self.box.left + self.box.right) / 2
        y = (self.box.bottom + self.box.top) / 2
        steps = np.round((km * self.scale + np.array([x, y])) / _GRID)
        points: Points = np.round(steps * _GRID, 2)
        return points

    def spot(self, lonlat: tuple[float, float]) -> tuple[float, float]:
        """Return where one point falls on the page [points]."""
        x, y = self.place(np.array([lonlat]))[0]
        return float(x), float(y)

    def has(self, lonlat: tuple[float, float]) -> bool:
        """Tell whether a point is in the window."""
        x, y = self.spot(lonlat)
        box = self.box
        return box.left < x < box.right and box.bottom < y < box.top

    def sees(self, points: Points) -> bool:
        """Tell whether a part of the bounding box of placed points is in the window."""
        (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
        return bool(
            left < self.box.right
            and right > self.box.left
            and bottom < self.box.top
            and top > self.box.bottom
        )


def units_to_fit(frame: Frame, view: View, layer: Layer) -> tuple[Unit, ...]:
    """Return the units that a map fits.

    Parameters
    ----------
    frame : 'country', 'selection' or tuple of str
        As in `PrintOptions`.
    view : View
        The selection.
    layer : Layer
        The boundaries.

    Returns
    -------
    tuple of Unit
        For a selection without a district or a held place, the country.

    Raises
    ------
    UnknownValueError
        The layer holds no such province.
    """
    if isinstance(frame, tuple):
        for pcode in frame:
            if pcode not in layer.adm1:
                raise UnknownValueError(
                    "unknown province to frame", got=pcode, allowed=layer.adm1
                )
        return tuple(layer.adm1[pcode] for pcode in frame)
    named = {c.district.adm2_pcode for c in view.district_counts}
    named |= {c.adm2_pcode for held in view.held for c in held.candidates}
    chosen = tuple(layer.adm2[p] for p in sorted(named) if p in layer.adm2)
    if frame == "selection" and chosen:
        return chosen
    return tuple(layer.adm0.values())


def projection_for(units: Sequence[Unit]) -> EqualArea:
    """Return the projection centred on the middle of what is fitted."""
    lonlat = vertices(units)
    lon, lat = (lonlat.min(axis=0) + lonlat.max(axis=0)) / 2
    return EqualArea(float(lon), float(lat))


def fit(
    units: Sequence[Unit], box: Box, inner: Box, *, min_extent: float = 0.0
) -> MapFrame:
    """Fit units into a box.

    Parameters
    ----------
    units : sequence of Unit
        What is to be seen whole.
    box : Box
        The window.
    inner : Box
        The part of it that the units must keep to.
    min_extent : float
        Least width and height of the ground that is shown [km].

    Returns
    -------
    MapFrame
    """
    projection = projection_for(units)
    km = projection.forward(vertices(units))
    low, high = km.min(axis=0), km.max(axis=0)
    extent = np.maximum(high - low, min_extent)
    scale = min(inner.width / extent[0], inner.height / extent[1])
    # The middle of the units falls on the middle of the inner box.
    shift_x = (inner.left + inner.right - box.left - box.right) / 2 / scale
    shift_y = (inner.bottom + inner.top - box.bottom - box.top) / 2 / scale
    x, y = (low + high) / 2
    middle = (float(x - shift_x), float(y - shift_y))
    return MapFrame(box, projection, float(scale), middle)


def near_control(layer: Layer, units: Sequence[Unit]) -> bool:
    """Tell whether a map that fits the units may show the Line of Control."""
    lonlat = vertices(units)
    low, high = lonlat.min(axis=0), lonlat.max(axis=0)
    reach = _REACH * (high - low).max()
    return any(
        ((line > low - reach) & (line < high + reach)).all(axis=1).any()
        for line in layer.line_of_control
    )
