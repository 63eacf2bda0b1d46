"""The part of a map's content that one window shows: a page holds no more than that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from spo_geo.boundaries import Line, Unit
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.frame import MapFrame
from spo_geo.printmap.mapbody import Content
from spo_geo.printmap.shapes import vertices

_KM: Final = 111.2
"""Length of a degree of latitude [km]."""

_MARGIN: Final = 1.2
"""A window in degrees is wider than on the page: parallels are curved there."""


@dataclass(frozen=True, slots=True)
class Cropper:
    """Crops the content of a map to windows.

    Attributes
    ----------
    shown : Content
        What the map of the selection shows.
    extents : dict of str to Box
        Least and greatest longitude and latitude of each district, by P-code
        [degrees].
    """

    shown: Content
    extents: dict[str, Box]

    def crop(self, frame: MapFrame) -> Content:
        """Return what a window shows.

        Parameters
        ----------
        frame : MapFrame
            The window.

        Returns
        -------
        Content
            Only districts, borders and held places of which a vertex is in the
            window. Outside it their lines run shorter ways; inside they are the
            same.
        """
        window = _in_degrees(frame)
        layer = self.shown.layer
        near = {
            p: _cropped(unit, window)
            for p, unit in layer.adm2.items()
            if _overlap(self.extents[p], window)
        }
        return replace(
            self.shown,
            layer=replace(
                layer,
                adm2={p: u for p, u in near.items() if _sees(frame, vertices([u]))},
                province_borders=tuple(_seen(frame, window, layer.province_borders)),
                line_of_control=tuple(_seen(frame, window, layer.line_of_control)),
            ),
            outline=_seen(frame, window, self.shown.outline),
            held=[
                lines
                for held in self.shown.held
                if (lines := _seen(frame, window, held))
            ],
        )


def make_cropper(shown: Content) -> Cropper:
    """Return what crops the content of a map.

    Parameters
    ----------
    shown : Content
        What the map of the selection shows.

    Returns
    -------
    Cropper
    """
    extents = {}
    for pcode, unit in shown.layer.adm2.items():
        points = vertices([unit])
        low, high = points.min(axis=0), points.max(axis=0)
        extents[pcode] = Box(*map(float, (*low, *high)))
    return Cropper(shown, extents)


def shorter(line: Line, window: Box) -> Line:
    """Leave out the vertices that cannot matter inside a window.

    Parameters
    ----------
    line : ndarray, (n, 2)
        A line or ring.
    window : Box
        The window, in the units of the line.

    Returns
    -------
    ndarray, (m, 2)
        Of each stretch beyond one side of the window only the two ends: the way
        between them does not cross it.
    """
    for axis, limit, sign in (
        (0, window.left, -1),
        (0, window.right, 1),
        (1, window.bottom, -1),
        (1, window.top, 1),
    ):
        beyond = sign * line[:, axis] > sign * limit
        kept = np.ones(len(line), dtype=bool)
        kept[1:-1] = ~(beyond[:-2] & beyond[1:-1] & beyond[2:])
        line = line[kept]
    return line


def _in_degrees(frame: MapFrame) -> Box:
    """Return a window in longitude and latitude, wider than it is."""
    east, north = np.array(frame.middle) / _KM
    half_x, half_y = (
        np.array([frame.box.width, frame.box.height]) / 2 / frame.scale / _KM * _MARGIN
    )
    lat = frame.projection.lat + north
    widest = np.cos(np.radians(abs(lat) + half_y))
    lon = frame.projection.lon + east / np.cos(np.radians(lat))
    half_x /= widest
    return Box(*map(float, (lon - half_x, lat - half_y, lon + half_x, lat + half_y)))


def _cropped(unit: Unit, window: Box) -> Unit:
    polygons = tuple(
        tuple(shorter(ring, window) for ring in polygon) for polygon in unit.polygons
    )
    return replace(unit, polygons=polygons)


def _seen(frame: MapFrame, window: Box, lines: Iterable[Line]) -> list[Line]:
    near = (shorter(line, window) for line in lines if _near(line, window))
    return [line for line in near if _sees(frame, line)]


def _near(line: Line, window: Box) -> bool:
    (left, bottom), (right, top) = line.min(axis=0), line.max(axis=0)
    return _overlap(Box(left, bottom, right, top), window)


def _sees(frame: MapFrame, lonlat: Line) -> bool:
    """Tell whether one of the points is in the window."""
    box, points = frame.box, frame.place(lonlat)
    low, high = (box.left, box.bottom), (box.right, box.top)
    return bool(((points > low) & (points < high)).all(axis=1).any())


def _overlap(extent: Box, window: Box) -> bool:
    return (
        extent.left < window.right
        and extent.right > window.left
        and extent.bottom < window.top
        and extent.top > window.bottom
    )
