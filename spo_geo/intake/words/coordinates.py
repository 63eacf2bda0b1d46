"""Coordinates in a sheet only check a district that is named: they never name one."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spo_geo.intake.words.text import western_digits

if TYPE_CHECKING:
    from spo_geo.boundaries import Layer, Line, Unit

TOLERANCE_KM: Final = 3.0
"""How far [km] outside a district a point still agrees with it.

The layer is generalised to about 150 m, and sheets round to two decimals (1 km).
"""

_KM_PER_DEGREE: Final = 111.2
_LATITUDES: Final = (23.0, 37.6)
_LONGITUDES: Final = (60.0, 78.0)
"""Extent of Pakistan and Azad Kashmir, with a margin [degrees, WGS 84]."""

_DEGREES: Final = re.compile(
    r"(?P<d>-?\d{1,3}(?:\.\d+)?)\s*°?\s*(?:(?P<m>\d{1,2}(?:\.\d+)?)\s*['′’]\s*"
    r"(?:(?P<s>\d{1,2}(?:\.\d+)?)\s*(?:\"|″|''|”))?)?\s*(?P<h>[NSEW])?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Position:
    """A point on the map [degrees, WGS 84]."""

    latitude: float
    longitude: float

    def __str__(self) -> str:
        return f"{self.latitude:g}, {self.longitude:g}"


def read_position(latitude: str, longitude: str, both: str = "") -> Position | None:
    r"""Read coordinates in degrees, or in degrees, minutes and seconds.

    Parameters
    ----------
    latitude, longitude : str
        Two cells.
    both : str
        One cell that holds both, latitude first.

    Returns
    -------
    Position or None
        None when they cannot be read, or lie outside Pakistan either way round;
        two that stand the wrong way round are turned.

    Examples
    --------
    >>> str(read_position("24.65", "68.83")), str(read_position("", "", "68.83, 24.65"))
    ('24.65, 68.83', '24.65, 68.83')
    >>> str(read_position("24°39'00\"N", "68°49'48\"E"))
    '24.65, 68.83'
    """
    found = _angles(both) if both else [*_angles(latitude), *_angles(longitude)]
    if len(found) != 2:
        return None
    for lat, lon in (found, reversed(found)):
        if _within(lat, _LATITUDES) and _within(lon, _LONGITUDES):
            return Position(lat, lon)
    return None


def is_abroad(latitude: str, longitude: str, both: str = "") -> bool:
    """Tell whether coordinates are those of a place outside Pakistan.

    Parameters
    ----------
    latitude, longitude, both : str
        As in `read_position`.

    Returns
    -------
    bool
        False for 0, 0, which stands for nothing, and for what are no degrees.

    Examples
    --------
    >>> is_abroad("31.18", "35.70"), is_abroad("24.65", "68.83"), is_abroad("0", "0")
    (True, False, False)
    """
    found = _angles(both) if both else [*_angles(latitude), *_angles(longitude)]
    degrees = len(found) == 2 and all(abs(size) <= 180 for size in found)
    return degrees and any(found) and read_position(latitude, longitude, both) is None


def _angles(text: str) -> list[float]:
    angles = []
    for hit in _DEGREES.finditer(western_digits(text)):
        size = float(hit["d"]) + float(hit["m"] or 0) / 60 + float(hit["s"] or 0) / 3600
        angles.append(round(size, 6))
    return angles


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


class DistrictFinder:
    """Tells in which district a point lies.

    Parameters
    ----------
    layer : Layer
        The boundary layer.
    """

    def __init__(self, layer: "Layer") -> None:
        self._districts = layer.adm2
        self._bounds = {pcode: _bounds(unit) for pcode, unit in layer.adm2.items()}
        self._found: dict[Position, str | None] = {}

    def agrees(self, position: Position, pcode: str) -> bool:
        """Tell whether a point lies in a district, or at most `TOLERANCE_KM` off."""
        unit = self._districts[pcode]
        return _inside(position, unit) or _distance(position, unit) <= TOLERANCE_KM

    def district(self, position: Position) -> str | None:
        """Return the P-code of the district that a point lies in, else None."""
        if position not in self._found:
            inside = (
                pcode
                for pcode, (west, south, east, north) in self._bounds.items()
                if west <= position.longitude <= east
                and south <= position.latitude <= north
                and _inside(position, self._districts[pcode])
            )
            self._found[position] = next(inside, None)
        return self._found[position]


@lru_cache(maxsize=2)
def read_finder(path: Path) -> DistrictFinder:
    """Read the boundary layer for checks of coordinates.

    Raises
    ------
    DataError
        When the layer is missing or broken.
    """
    from spo_geo.boundaries import read_layer

    return DistrictFinder(read_layer(path))


def _bounds(unit: "Unit") -> tuple[float, float, float, float]:
    """Return west, south, east and north of a district."""
    rings = [polygon[0] for polygon in unit.polygons]
    west, south = (min(float(ring[:, i].min()) for ring in rings) for i in (0, 1))
    east, north = (max(float(ring[:, i].max()) for ring in rings) for i in (0, 1))
    return west, south, east, north


def _inside(position: Position, unit: "Unit") -> bool:
    """Count the edges east of the point, holes included: an odd number is inside."""
    rings = (ring for polygon in unit.polygons for ring in polygon)
    return sum(_crossings(position, ring) for ring in rings) % 2 == 1


def _crossings(position: Position, ring: "Line") -> int:
    x, y = ring[:-1, 0], ring[:-1, 1]
    next_x, next_y = ring[1:, 0], ring[1:, 1]
    spans = (y > position.latitude) != (next_y > position.latitude)
    x, y, next_x, next_y = x[spans], y[spans], next_x[spans], next_y[spans]
    at = x + (position.latitude - y) * (next_x - x) / (next_y - y)
    return int((at > position.longitude).sum())


def _distance(position: Position, unit: "Unit") -> float:
    """Return the distance to the nearest edge [km], the earth taken as flat there."""
    import numpy as np

    scale = np.array([np.cos(np.radians(position.latitude)), 1.0]) * _KM_PER_DEGREE
    point = np.array([position.longitude, position.latitude])
    nearest = float("inf")
    for polygon in unit.polygons:
        for ring in polygon:
            start = (ring[:-1] - point) * scale
            step = (ring[1:] - ring[:-1]) * scale
            length = np.maximum((step**2).sum(axis=1), 1e-12)
            along = np.clip(-(start * step).sum(axis=1) / length, 0.0, 1.0)
            gaps = np.hypot(*(start + along[:, None] * step).T)
            nearest = min(nearest, float(gaps.min()))
    return nearest
