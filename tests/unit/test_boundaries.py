import copy
import json

import numpy as np
import pytest

from spo_geo.boundaries import read_attribution, read_layer
from spo_geo.errors import DataError, UnknownValueError


def _unit(pcode, level, parent, arcs):
    properties = {f"{level}_name": f"Name of {pcode}", "label": [60.5, 25.5]}
    if parent:
        properties[f"adm{int(level[-1]) - 1}_pcode"] = parent
    return {"type": "MultiPolygon", "id": pcode, "properties": properties, "arcs": arcs}


# Two squares side by side, the right one with a hole; one grid step is 0.5 degrees.
TOPOLOGY = {
    "type": "Topology",
    "metadata": {"attribution": "From somewhere, on a day."},
    "transform": {"scale": [0.5, 0.5], "translate": [60.0, 25.0]},
    "objects": {
        "adm0": {"geometries": [_unit("PK", "adm0", "", [[[0, 2], [3]]])]},
        "adm1": {
            "geometries": [
                _unit("PK2", "adm1", "PK", [[[1, 2], [3]]]),
                _unit("PK1", "adm1", "PK", [[[0, -2]]]),
            ]
        },
        "adm2": {
            "geometries": [
                _unit("PK201", "adm2", "PK2", [[[1, 2], [3]]]),
                _unit("PK101", "adm2", "PK1", [[[0, -2]]]),
            ]
        },
        "line_of_control": {
            "geometries": [{"type": "MultiLineString", "arcs": [[0, 2], [-4]]}]
        },
    },
    "arcs": [
        [[4, 0], [-4, 0], [0, 4], [4, 0]],
        [[4, 0], [0, 4]],
        [[4, 4], [4, 0], [0, -4], [-4, 0]],
        [[5, 1], [1, 0], [0, 1], [-1, -1]],
    ],
}


@pytest.fixture
def write(tmp_path):
    def _write(topology):
        path = tmp_path / "layer.topojson"
        path.write_text(json.dumps(topology), encoding="utf-8")
        return path

    return _write


@pytest.fixture
def layer(write):
    return read_layer(write(TOPOLOGY))


def test_read_layer_orders_units_by_pcode(layer):
    assert list(layer.adm2) == ["PK101", "PK201"]
    assert list(layer.adm1) == ["PK1", "PK2"]
    assert list(layer.adm0) == ["PK"]


def test_read_layer_reads_names_parents_and_labels(layer):
    unit = layer.adm2["PK201"]

    assert (unit.pcode, unit.name, unit.parent) == ("PK201", "Name of PK201", "PK2")
    assert unit.label == (60.5, 25.5)
    assert layer.adm1["PK2"].parent == "PK"
    assert layer.adm0["PK"].parent == ""


def test_read_layer_decodes_steps_and_walks_arcs_backwards(layer):
    ((ring,),) = layer.adm2["PK101"].polygons

    expected = [(62, 25), (60, 25), (60, 27), (62, 27), (62, 25)]
    np.testing.assert_array_equal(ring, expected)


def test_read_layer_keeps_holes_behind_the_exterior(layer):
    ((exterior, hole),) = layer.adm2["PK201"].polygons

    assert exterior[0].tolist() == exterior[-1].tolist() == [62, 25]
    assert hole.tolist() == [[62.5, 25.5], [63, 25.5], [63, 26], [62.5, 25.5]]


def test_read_layer_finds_the_arcs_between_two_provinces(layer):
    (border,) = layer.province_borders

    np.testing.assert_array_equal(border, [(62, 25), (62, 27)])


def test_read_layer_chains_the_arcs_of_each_line(layer):
    first, second = layer.line_of_control

    assert len(first) == 7
    assert first[3].tolist() == [62, 27]
    assert second[1].tolist() == [63, 26]


def test_read_layer_gives_data_that_cannot_be_changed(layer):
    with pytest.raises(TypeError):
        layer.adm2["PK999"] = layer.adm2["PK101"]
    with pytest.raises(ValueError, match="read-only"):
        layer.adm2["PK101"].polygons[0][0][0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        layer.line_of_control[0][0, 0] = 1


@pytest.mark.parametrize(
    ("pcode", "area"), [("PK101", 4), ("PK201", 3.875), ("PK1", 4), ("PK", 7.875)]
)
def test_geometry_gives_each_level_as_shapely(layer, pcode, area):
    shape = layer.geometry(pcode)

    assert shape.geom_type == "MultiPolygon"
    assert shape.area == area


def test_geometry_refuses_an_unknown_pcode(layer):
    with pytest.raises(UnknownValueError, match="PK999"):
        layer.geometry("PK999")


def test_read_layer_says_which_file_is_missing(tmp_path):
    with pytest.raises(DataError) as caught:
        read_layer(tmp_path / "none.topojson")

    assert "none.topojson" in str(caught.value)
    assert "boundaries build" in str(caught.value)


@pytest.mark.parametrize("data", [b"{", b"\xff\xfe\x00", b""])
def test_read_layer_refuses_what_is_not_json(tmp_path, data):
    path = tmp_path / "layer.topojson"
    path.write_bytes(data)

    with pytest.raises(DataError, match="not JSON"):
        read_layer(path)


def _without(*keys):
    topology = copy.deepcopy(TOPOLOGY)
    place = topology
    for key in keys[:-1]:
        place = place[key]
    del place[keys[-1]]
    return topology


@pytest.mark.parametrize(
    "topology",
    [
        [],
        {},
        _without("arcs", 3),
        _without("objects", "adm1"),
        _without("objects", "adm2", "geometries", 0, "properties", "label"),
        _without("transform"),
        {**TOPOLOGY, "objects": {**TOPOLOGY["objects"], "adm2": {"geometries": []}}},
        {**TOPOLOGY, "arcs": [[["a", "b"]]] * 4},
    ],
)
def test_read_layer_refuses_a_broken_layer(write, topology):
    with pytest.raises(DataError, match="broken"):
        read_layer(write(topology))


def test_read_attribution_gives_the_paragraph(write):
    assert read_attribution(write(TOPOLOGY)) == "From somewhere, on a day."


def test_read_attribution_refuses_a_layer_without_it(write):
    with pytest.raises(DataError, match="attribution"):
        read_attribution(write(_without("metadata")))
