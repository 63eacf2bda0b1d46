import json
from itertools import pairwise

import pytest
from shapely import MultiPolygon, Polygon, box, coverage_union_all

from spo_geo.topology import mesh, topojson

WEST, EAST = box(0, 0, 2, 2), box(2, 0, 4, 2)
LAKE = Polygon(
    [(4, 0), (9, 0), (9, 5), (4, 5), (4, 2)], [[(6, 2), (7, 2), (7, 3), (6, 3)]]
)
ISLAND = box(6, 2, 7, 3)


def _points(net, ring):
    """The open ring that a list of arc numbers stands for."""
    arcs = [net.arcs[i] if i >= 0 else net.arcs[~i][::-1] for i in ring]
    assert all(a[-1] == b[0] for a, b in zip(arcs, arcs[1:] + arcs[:1], strict=True))
    return [point for arc in arcs for point in arc[:-1]]


def test_mesh_holds_a_shared_edge_once():
    net = mesh([WEST, EAST])

    edges = [{a, b} for arc in net.arcs for a, b in pairwise(arc)]
    assert edges.count({(2, 0), (2, 2)}) == 1
    assert len(edges) == 7
    assert net.nodes == {(2, 0), (2, 2)}
    assert len(net.arcs) == 3


def test_mesh_lets_neighbours_walk_an_arc_in_opposite_directions():
    net = mesh([WEST, EAST])

    used = {i for shape in (WEST, EAST) for i in net.polygons(shape)[0][0]}
    (shared,) = (i for i in used if i >= 0 and ~i in used)
    assert set(net.arcs[shared]) == {(2, 0), (2, 2)}


@pytest.mark.parametrize("shape", [WEST, EAST, LAKE, ISLAND])
def test_polygons_gives_back_each_shape(shape):
    net = mesh([WEST, EAST, LAKE, ISLAND])

    (rings,) = net.polygons(shape)
    exterior, *holes = [_points(net, ring) for ring in rings]
    assert Polygon(exterior, holes).equals(shape)


def test_polygons_says_a_union_in_the_same_arcs():
    shapes = [WEST, EAST, LAKE, ISLAND]
    net = mesh(shapes)

    (rings,) = net.polygons(coverage_union_all(shapes))
    assert Polygon(_points(net, rings[0])).equals(coverage_union_all(shapes))
    assert len(rings) == 1


def test_polygons_keeps_every_part():
    parts = MultiPolygon([box(0, 0, 1, 1), box(3, 3, 4, 4)])

    assert len(mesh([parts]).polygons(parts)) == 2


def test_polygons_refuses_an_edge_that_is_not_in_the_mesh():
    with pytest.raises(KeyError):
        mesh([WEST]).polygons(EAST)


def test_mesh_ends_arcs_at_further_nodes():
    plain, cut = mesh([WEST]), mesh([WEST], [(0, 0), (2, 2)])

    assert len(plain.arcs) == 1
    assert {arc[0] for arc in cut.arcs} == {(0, 0), (2, 2)}


def test_mesh_does_not_depend_on_where_a_ring_starts():
    turned = Polygon([(2, 2), (2, 0), (0, 0), (0, 2)])

    assert mesh([turned, EAST]).arcs == mesh([WEST, EAST]).arcs


def test_topojson_writes_steps_from_the_origin():
    text = topojson(
        [((12, 21), (13, 21), (11, 25))],
        {"thing": [{"type": "LineString", "arcs": [0]}]},
        scale=0.5,
        origin=(10, 20),
        metadata={"note": "Chaghī"},
    )

    assert text.endswith("\n")
    assert "Chaghī" in text
    assert json.loads(text) == {
        "type": "Topology",
        "metadata": {"note": "Chaghī"},
        "transform": {"scale": [0.5, 0.5], "translate": [5.0, 10.0]},
        "objects": {
            "thing": {
                "type": "GeometryCollection",
                "geometries": [{"type": "LineString", "arcs": [0]}],
            }
        },
        "arcs": [[[2, 1], [1, 0], [-2, 4]]],
    }
