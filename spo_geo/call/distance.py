"""How far districts and offices lie from each other.

A district stands for its middle point: the point well inside it at which maps write
its name. Distances run along the great circle between two such points; they are no
road distances, and the edge of a large district may be much nearer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final

from spo_geo.boundaries import Unit
from spo_geo.dataset import Dataset
from spo_geo.gazetteer import District

EARTH_RADIUS: Final = 6371.0088
"""Mean radius of the Earth [km] (IUGG; H. Moritz, "Geodetic Reference System 1980")."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class NearDistrict:
    """The nearest district with a project.

    Attributes
    ----------
    district : District
        The district; that of the call itself where it has a project.
    km : float
        Between the middle points [km].
    """

    district: District
    km: float


@dataclass(frozen=True, slots=True)
class NearOffice:
    """The nearest office.

    Attributes
    ----------
    town : str
        Town as written in the list of offices.
    km : float
        To the middle point of its district [km]; where several districts are
        possible, to the nearest of them.
    is_certain : bool
        Whether the town lies in one district only.
    """

    town: str
    km: float
    is_certain: bool

    def label(self) -> str:
        """Return the town, and what is not certain about it."""
        if self.is_certain:
            return self.town
        return f"{self.town} (district not stated)"


def great_circle_km(one: Point, other: Point) -> float:
    """Return the distance between two points on the sphere.

    Parameters
    ----------
    one, other : (float, float)
        Longitude and latitude [degrees].

    Returns
    -------
    float
        By the haversine formula [km].

    Examples
    --------
    >>> round(great_circle_km((67.0, 24.9), (73.05, 33.7)))  # Karachi to Islamabad
    1140
    """
    (lon1, lat1), (lon2, lat2) = ((radians(a), radians(b)) for a, b in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2
    half += cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(half)))


class Distances:
    """Measures from the districts of a boundary layer.

    Parameters
    ----------
    units : mapping of str to Unit
        ADM2 units of the layer by P-code.
    """

    def __init__(self, units: Mapping[str, Unit]) -> None:
        self._units = units

    def between(self, ones: Iterable[District], others: Iterable[District]) -> float:
        """Return the least distance between two groups of districts [km].

        Infinite when one of them has no district in the layer.
        """
        points = [self._point(district) for district in others]
        return min(
            (
                great_circle_km(a, b)
                for a in map(self._point, ones)
                for b in points
                if a and b
            ),
            default=float("inf"),
        )

    def _point(self, district: District) -> Point | None:
        unit = self._units.get(district.adm2_pcode)
        return unit.label if unit else None

    def nearest(
        self, origins: tuple[District, ...], goals: Iterable[District]
    ) -> NearDistrict | None:
        """Return the nearest of some districts; of equal ones the first."""
        near = (NearDistrict(goal, self.between(origins, (goal,))) for goal in goals)
        return min(near, key=lambda found: found.km, default=None)

    def nearest_office(
        self, origins: tuple[District, ...], dataset: Dataset
    ) -> NearOffice | None:
        """Return the nearest office whose town is known."""
        near = []
        for office in dataset.records.offices:
            match = dataset.gazetteer.match(office.place, office.province)
            places = match.districts or match.candidates
            if places:
                km = self.between(origins, places)
                near.append(NearOffice(office.town, km, len(places) == 1))
        return min(near, key=lambda found: found.km, default=None)
