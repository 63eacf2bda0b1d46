"""Draw a release at one tolerance: from full shapes to the text of a layer.

ADM1 and ADM0 are unions of the simplified districts, so that all levels share their
edges; the Line of Control is the stretch of the outer edge that follows it.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from spo_geo.cod_files import WGS84
from spo_geo.cod_release import EQUAL_AREA, Release
from spo_geo.errors import SpoGeoError
from spo_geo.topology import Mesh, Point, mesh, topojson

Shapes = NDArray[np.object_]
Geometry = dict[str, Any]

_METRES_PER_DEGREE = 111_700  # no degree of longitude or latitude is longer

# A label is the centre of the largest circle that fits, sought to this part of the
# square root of the area.
_LABEL_PRECISION = 0.01
_LABEL_DECIMALS = 3

# The districts of Karachi are a hundredth of others: one tolerance cannot serve both.
SMALL_M2 = 1_000 * 1e6

# Simplifying shortens a line by some percent; a shorter one has lost a piece.
_LINE_FOUND = 0.8


class FoldError(SpoGeoError):
    """On the grid a polygon touches or crosses itself."""


def draw(
    release: Release,
    line: shapely.MultiLineString,
    *,
    tolerance: int,
    fine: int,
    step: float,
    metadata: dict[str, Any],
) -> str:
    """Return the release as TopoJSON, simplified and laid on a grid.

    Parameters
    ----------
    release : Release
        Full shapes.
    line : MultiLineString
        The Line of Control, in `EQUAL_AREA`; may be empty.
    tolerance : int
        Of the coverage simplification [m]: a corner goes while the triangle that it
        spans with its neighbours is smaller than the square of the tolerance.
    fine : int
        The tolerance for districts smaller than `SMALL_M2`.
    step : float
        Width of a grid cell [degrees].
    metadata : dict
        Source and licence, to be carried in the file.

    Returns
    -------
    str
        One line of JSON.

    Raises
    ------
    FoldError
        The grid is too coarse for a shape.
    SpoGeoError
        The Line of Control does not follow the outer edge.
    """
    full = release.districts.geometry.to_numpy()
    shapes = _on_grid(_simplified(full, tolerance, fine), step)
    shapes = _with_ends(shapes, line, step)
    table = release.districts.drop(columns="geometry").assign(shape=shapes)
    on_line, ends = _along(line, shapes, step)
    net = mesh(shapes, ends)
    objects = {
        "adm0": _units(table, net, step, "adm0_pcode", ["adm0_name"]),
        "adm1": _units(table, net, step, "adm1_pcode", ["adm1_name", "adm0_pcode"]),
        "adm2": _units(table, net, step, "adm2_pcode", ["adm2_name", "adm1_pcode"]),
    }
    objects["line_of_control"] = _line(objects["adm0"], net, on_line)
    _check_line(line, objects["line_of_control"], net, step)
    origin = (min(x for x, _ in _points(net)), min(y for _, y in _points(net)))
    return topojson(net.arcs, objects, scale=step, origin=origin, metadata=metadata)


def _simplified(full: Shapes, tolerance: int, fine: int) -> Shapes:
    """Simplify all districts finely, then all edges that touch no small one further.

    What lies outside the country takes part as one more polygon: so the outer edge
    is an edge between two, and only the edges of small districts stay as they are.
    """
    shapes = np.array(shapely.coverage_simplify(full, fine), dtype=object)
    large = shapely.area(full) >= SMALL_M2
    if large.any():
        rest = np.array([*shapes[large], _outside(shapes)], dtype=object)
        further = shapely.coverage_simplify(rest, tolerance, simplify_boundary=False)
        shapes[large] = further[:-1]
    return shapes


def _outside(shapes: Shapes) -> shapely.Polygon:
    """Return a frame around a coverage, with the coverage cut out of it."""
    country = shapely.coverage_union_all(shapes)
    west, south, east, north = country.bounds
    margin = east - west
    frame = shapely.box(west - margin, south - margin, east + margin, north + margin)
    islands = [part.exterior for part in shapely.get_parts(country)]
    return shapely.Polygon(frame.exterior, islands)


def _on_grid(shapes: Shapes, step: float) -> Shapes:
    """Return polygons whose coordinates count grid cells."""
    cells = shapely.remove_repeated_points(_cells(shapes, step), 0)
    if not shapely.is_valid(cells).all() or not shapely.coverage_is_valid(cells):
        raise FoldError(f"shapes fold on a grid of {step} degrees")
    return np.asarray(cells)


def _cells(shapes: Shapes, step: float) -> Shapes:
    degrees = gpd.GeoSeries(shapes, crs=EQUAL_AREA).to_crs(WGS84).to_numpy()
    return np.asarray(shapely.transform(degrees, lambda xy: np.rint(xy / step)))


def _off_grid(shapes: Shapes, step: float) -> Shapes:
    """Return shapes of the grid in metres."""
    degrees = shapely.transform(shapes, lambda cells: cells * step)
    return np.asarray(gpd.GeoSeries(degrees, crs=WGS84).to_crs(EQUAL_AREA))


def _units(
    table: pd.DataFrame, net: Mesh, step: float, code: str, properties: list[str]
) -> list[Geometry]:
    """Return one TopoJSON geometry for each value of the column `code`."""
    groups = [(str(pcode), rows) for pcode, rows in table.groupby(code, sort=True)]
    unions = [_union(rows["shape"].to_list()) for _, rows in groups]
    return [
        {
            "type": "MultiPolygon",
            "id": pcode,
            "properties": {
                **{name: str(rows[name].iloc[0]).strip() for name in properties},
                "label": label,
            },
            "arcs": net.polygons(union),
        }
        for (pcode, rows), union, label in zip(
            groups, unions, _labels(np.array(unions), step), strict=True
        )
    ]


def _union(shapes: list[shapely.MultiPolygon]) -> shapely.MultiPolygon:
    union = shapely.coverage_union_all(shapes)
    return shapely.MultiPolygon(list(shapely.get_parts(union)))


def _labels(shapes: Shapes, step: float) -> list[list[float]]:
    """Return longitude and latitude of the point farthest from each edge."""
    metric = _off_grid(shapes, step)
    precision = np.sqrt(shapely.area(metric)) * _LABEL_PRECISION
    radii = shapely.maximum_inscribed_circle(metric, precision)
    centres = gpd.GeoSeries(shapely.get_point(radii, 0), crs=EQUAL_AREA).to_crs(WGS84)
    return [
        [round(float(value), _LABEL_DECIMALS) for value in point]
        for point in shapely.get_coordinates(centres.to_numpy())
    ]


def _with_ends(shapes: Shapes, line: shapely.MultiLineString, step: float) -> Shapes:
    """Make the ends of a line vertices of the outer edge, where they are not yet."""
    shapes = shapes.copy()
    for end in _cells(shapely.get_parts(line.boundary), step):
        edge = shapely.coverage_union_all(shapes).boundary
        on_edge = edge.interpolate(edge.project(end))
        point = shapely.transform(on_edge, np.rint)
        if point.distance(shapely.MultiPoint(shapely.get_coordinates(edge))) > 1:
            nearest = int(np.argmin(shapely.distance(shapes, point)))
            shapes[nearest] = shapely.snap(shapes[nearest], point, 1)
    return shapes


def _along(
    line: shapely.MultiLineString, shapes: Shapes, step: float
) -> tuple[frozenset[Point], list[Point]]:
    """Return the vertices of the outer edge on a line, and those nearest its ends."""
    edge = shapely.get_coordinates(shapely.coverage_union_all(shapes).boundary)
    metric = _off_grid(np.asarray(shapely.points(edge), dtype=object), step)
    near = shapely.distance(metric, line) < step * _METRES_PER_DEGREE
    if not near.any():
        return frozenset(), []
    points = [(int(x), int(y)) for x, y in edge[near]]
    ends = shapely.get_parts(line.boundary)
    nearest = [int(np.argmin(shapely.distance(metric[near], end))) for end in ends]
    return frozenset(points), [points[i] for i in nearest]


def _line(
    country: list[Geometry], net: Mesh, on_line: frozenset[Point]
) -> list[Geometry]:
    """Return the stretches of the outer edge whose vertices are all on the line."""
    on = {i for i, arc in enumerate(net.arcs) if on_line.issuperset(arc)}
    stretches = [
        stretch
        for unit in country
        for rings in unit["arcs"]
        for ring in rings
        for stretch in _stretches(ring, on)
    ]
    if not stretches:
        return []
    properties = {"name": "Line of Control"}
    return [{"type": "MultiLineString", "properties": properties, "arcs": stretches}]


def _stretches(ring: list[int], on: set[int]) -> Iterator[list[int]]:
    """Yield the runs of a ring's arcs that are in `on`."""
    hits = [(i if i >= 0 else ~i) in on for i in ring]
    start = hits.index(False) if False in hits else 0
    turned = ring[start:] + ring[:start]
    for hit, run in groupby(turned, key=lambda i: (i if i >= 0 else ~i) in on):
        if hit:
            yield list(run)


def _check_line(
    line: shapely.MultiLineString, found: list[Geometry], net: Mesh, step: float
) -> None:
    """Refuse a line that the outer edge follows in part only."""
    numbers = [i for geometry in found for run in geometry["arcs"] for i in run]
    arcs = [shapely.LineString(net.arcs[i if i >= 0 else ~i]) for i in numbers]
    drawn = shapely.length(_off_grid(np.array(arcs, dtype=object), step)).sum()
    if drawn < _LINE_FOUND * line.length:
        raise SpoGeoError(
            "the Line of Control does not follow the edge of the districts",
            got=f"{drawn / 1000:.0f} of {line.length / 1000:.0f} km",
            allowed=(f"at least {_LINE_FOUND:.0%} of its length",),
            next_step="take the line of the same release",
        )


def _points(net: Mesh) -> Iterator[Point]:
    return (point for arc in net.arcs for point in arc)
