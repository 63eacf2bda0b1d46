"""Cut polygons on an integer grid into shared arcs, and write them as TopoJSON.

The polygons of ADM2 make the mesh; any union of them (ADM1, ADM0) is then said in
the same arcs, so that the edges of all levels are the same numbers.

References
----------
The TopoJSON Format Specification, https://github.com/topojson/topojson-specification
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from shapely import MultiPolygon, Polygon, get_parts, normalize

Point = tuple[int, int]
Arc = tuple[Point, ...]
Rings = list[list[int]]


@dataclass(frozen=True, slots=True)
class Mesh:
    """The arcs of a coverage, each once.

    Attributes
    ----------
    nodes : frozenset of Point
        Grid points at which arcs end.
    arcs : tuple of Arc
        In the order of their first use; in the direction of that use.
    numbers : dict of Arc to int
        The number of each arc, and ``~number`` of its reverse.
    """

    nodes: frozenset[Point]
    arcs: tuple[Arc, ...]
    numbers: dict[Arc, int]

    def polygons(self, shape: Polygon | MultiPolygon) -> list[Rings]:
        """Say a union of the mesh's polygons in arc numbers.

        Parameters
        ----------
        shape : Polygon or MultiPolygon
            On the grid; its edges are edges of the mesh.

        Returns
        -------
        list of list of list of int
            Polygons of rings of arc numbers; the exterior ring comes first.

        Raises
        ------
        KeyError
            An edge of `shape` is not in the mesh.
        """
        return [
            [[self.numbers[arc] for arc in _cut(ring, self.nodes)] for ring in rings]
            for rings in _rings(shape)
        ]


def mesh(
    shapes: Iterable[Polygon | MultiPolygon], more_nodes: Iterable[Point] = ()
) -> Mesh:
    """Cut a coverage into arcs that neighbours share.

    Parameters
    ----------
    shapes : iterable of Polygon or MultiPolygon
        Polygons on an integer grid; neighbours share vertices. Their order
        decides the numbers of the arcs.
    more_nodes : iterable of Point, optional
        Further vertices at which an arc must end.

    Returns
    -------
    Mesh
    """
    rings = [ring for shape in shapes for polygon in _rings(shape) for ring in polygon]
    nodes = _nodes(rings) | frozenset(more_nodes)
    numbers: dict[Arc, int] = {}
    arcs: list[Arc] = []
    for ring in rings:
        for arc in _cut(ring, nodes):
            if arc not in numbers:
                numbers[arc[::-1]] = ~len(arcs)
                numbers[arc] = len(arcs)
                arcs.append(arc)
    return Mesh(nodes, tuple(arcs), numbers)


def topojson(
    arcs: Sequence[Arc],
    objects: dict[str, list[dict[str, Any]]],
    *,
    scale: float,
    origin: Point,
    metadata: dict[str, Any],
) -> str:
    """Write a topology as compact JSON.

    Parameters
    ----------
    arcs : sequence of Arc
        On the grid.
    objects : dict of str to list of dict
        The TopoJSON geometries of each object.
    scale : float
        Width of a grid cell [degrees].
    origin : Point
        Grid point that becomes (0, 0) in the file.
    metadata : dict
        Source and licence, carried along as a foreign member.

    Returns
    -------
    str
        One line of JSON, ended by a newline.
    """
    topology = {
        "type": "Topology",
        "metadata": metadata,
        "transform": {
            "scale": [scale, scale],
            "translate": [round(scale * value, 9) for value in origin],
        },
        "objects": {
            name: {"type": "GeometryCollection", "geometries": geometries}
            for name, geometries in objects.items()
        },
        "arcs": [_deltas(arc, origin) for arc in arcs],
    }
    return json.dumps(topology, ensure_ascii=False, separators=(",", ":")) + "\n"


def _rings(shape: Polygon | MultiPolygon) -> Iterator[list[list[Point]]]:
    """Yield the rings of each polygon, open, in canonical order and direction."""
    for polygon in get_parts(normalize(shape)):
        yield [
            [(int(x), int(y)) for x, y in ring.coords[:-1]]
            for ring in (polygon.exterior, *polygon.interiors)
        ]


def _nodes(rings: Iterable[list[Point]]) -> frozenset[Point]:
    """Return the points from which other than two edges go out."""
    neighbours: defaultdict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            neighbours[a].add(b)
            neighbours[b].add(a)
    return frozenset(point for point, around in neighbours.items() if len(around) != 2)


def _cut(ring: list[Point], nodes: frozenset[Point]) -> Iterator[Arc]:
    """Yield the pieces of a ring from node to node; without a node, the ring."""
    at = [i for i, point in enumerate(ring) if point in nodes]
    first = at[0] if at else ring.index(min(ring))
    ring = ring[first:] + ring[:first]
    ends = [i - first for i in at[1:]] + [len(ring)]
    closed = [*ring, ring[0]]
    for start, end in zip([0, *ends], ends, strict=False):
        yield tuple(closed[start : end + 1])


def _deltas(arc: Arc, origin: Point) -> list[list[int]]:
    steps = np.diff(np.array([origin, *arc]), axis=0)
    return [[int(x), int(y)] for x, y in steps]
