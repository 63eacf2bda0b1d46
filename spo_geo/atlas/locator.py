"""The small map that says where in Pakistan a district lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from matplotlib.path import Path

from spo_geo.boundaries import Unit
from spo_geo.classify import NO_RECORD
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.frame import MapFrame, fit, projection_for
from spo_geo.printmap.lettering import INK
from spo_geo.printmap.mapbody import Content
from spo_geo.printmap.projection import Points
from spo_geo.printmap.shapes import Placer, extent, paths, placed, vertices
from spo_geo.printmap.sheet import Pen, Sheet

PROVINCE_FILL: Final = "#bcc8d1"
DISTRICT_FILL: Final = INK
EXTENT: Final = Pen("#1572a4", 1.0)

_PROVINCE: Final = Pen("#ffffff", 0.6)
_COUNTRY: Final = Pen("#4b5560", 0.6)
_CONTROL: Final = Pen("#4b5560", 0.6, dashes=(3.0, 1.6))
_NONE: Final = Pen(DISTRICT_FILL, 0.3)

_STEP: Final = 0.2
"""Finest step of a line: the map is small, and stands on every page [points]."""

_ISLAND: Final = 1.5
"""A ring smaller than this is left without a line [points]."""

_LAYER: Final = "inset"


@dataclass(frozen=True, slots=True, eq=False)
class Locator:
    """The map without its district: the same on every page.

    Attributes
    ----------
    frame : MapFrame
        Its window.
    provinces : dict of str to Path
        The provinces and territories, by `adm1_pcode` [points].
    outline, control : list of ndarray, (n, 2)
        The country's edge, and the Line of Control [points].
    """

    frame: MapFrame
    provinces: dict[str, Path]
    outline: list[Points]
    control: list[Points]


def make_locator(shown: Content, left: float, top: float, width: float) -> Locator:
    """Return the map of the country, as high as it needs to be.

    Parameters
    ----------
    shown : Content
        Holds the boundaries, and the country's edge without the Line of Control.
    left, top, width : float
        Of its window [points].

    Returns
    -------
    Locator
    """
    layer = shown.layer
    units = tuple(layer.adm0.values())
    wide, high = np.ptp(projection_for(units).forward(vertices(units)), axis=0)
    box = Box(left, top - width * float(high / wide), left + width, top)
    frame = fit(units, box, box.shrunk(1.0))
    place = _coarse(frame)
    outline = placed(shown.outline, place)
    return Locator(
        frame,
        dict(zip(layer.adm1, paths(layer.adm1.values(), place), strict=True)),
        [line for line in outline if extent(line) > _ISLAND],
        placed(layer.line_of_control, place),
    )


def _coarse(frame: MapFrame) -> Placer:
    """Return what places points on a coarse grid."""

    def place(lonlat: Points) -> Points:
        points: Points = np.round(np.round(frame.place(lonlat) / _STEP) * _STEP, 2)
        return points

    return place


def draw_locator(sheet: Sheet, locator: Locator, unit: Unit, window: MapFrame) -> None:
    """Draw the map with a district and its province.

    Parameters
    ----------
    sheet : Sheet
        The page.
    locator : Locator
        From `make_locator`.
    unit : Unit
        The district.
    window : MapFrame
        The closer map; a rectangle shows what it covers.
    """
    box = locator.frame.box
    fills = [
        PROVINCE_FILL if pcode == unit.parent else NO_RECORD
        for pcode in locator.provinces
    ]
    shapes = list(locator.provinces.values())
    sheet.areas(_LAYER, shapes, fills, _PROVINCE, box)
    sheet.lines(_LAYER, locator.outline, _COUNTRY, box)
    if locator.control:
        sheet.lines(_LAYER, locator.control, _CONTROL, box)
    district = paths([unit], _coarse(locator.frame))
    sheet.areas(_LAYER, district, [DISTRICT_FILL], _NONE, box)
    sheet.lines(_LAYER, [_extent(locator.frame, window)], EXTENT, box)


def _extent(locator: MapFrame, window: MapFrame) -> Points:
    """Return the ground of the closer map as a ring, kept inside the locator map."""
    half = np.array([window.box.width, window.box.height]) / 2 * locator.scale
    middle = np.array(window.middle) * locator.scale  # east and north of its centre
    centre = np.array([window.projection.lon, window.projection.lat])
    spot = locator.place(centre[None, :])[0] + middle
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]])
    ring = spot + corners * half / window.scale
    edge = locator.box.shrunk(EXTENT.weight / 2)
    return np.asarray(
        ring.clip((edge.left, edge.bottom), (edge.right, edge.top)), dtype=np.float64
    )
