"""The checks of a layer: a sound one passes, and each kind of harm is told."""

import json

import geopandas as gpd
import pytest
from shapely import MultiLineString, box

from spo_geo.boundary_checks import measure, oversize
from spo_geo.boundary_report import Limits, Spec
from spo_geo.cod_release import EQUAL_AREA, Release
from spo_geo.generalise import draw

LIMITS = Limits(max_bytes=5_000, max_gzip_bytes=2_000, min_iou=0.9)
SPEC = Spec("small.topojson", range(100, 101), 100, 0.001, LIMITS)


@pytest.fixture(scope="module")
def release():
    """Four squares of 50 km, two by two, in two provinces."""
    squares = {
        f"PK{i + 1}0{j + 1}": box(5e4 * i, 5e4 * j, 5e4 * (i + 1), 5e4 * (j + 1))
        for i in range(2)
        for j in range(2)
    }
    table = gpd.GeoDataFrame(
        {
            "adm2_pcode": list(squares),
            "adm2_name": [f"District {code}" for code in squares],
            "adm1_pcode": [code[:3] for code in squares],
            "adm1_name": [f"Province {code[:3]}" for code in squares],
            "adm0_pcode": "PK",
            "adm0_name": "Pakistan",
        },
        geometry=list(squares.values()),
        crs=EQUAL_AREA,
    )
    return Release("squares", "0" * 64, "2024-05-01", table)


@pytest.fixture
def topology(release):
    """The squares as a parsed layer, free to be harmed."""
    text = draw(
        release,
        MultiLineString(),
        tolerance=100,
        fine=100,
        step=SPEC.step,
        metadata={"attribution": "Drawn for a test."},
    )
    return json.loads(text)


@pytest.fixture
def faults(release):
    def _faults(topology):
        return measure(json.dumps(topology), release, SPEC, 100).faults

    return _faults


def _unit(topology, level, pcode):
    units = topology["objects"][level]["geometries"]
    return next(unit for unit in units if unit["id"] == pcode)


def test_measure_finds_no_fault_in_a_sound_layer(release, topology):
    report = measure(json.dumps(topology), release, SPEC, 100)

    assert report.faults == ()
    assert set(report.iou) == {"PK101", "PK102", "PK201", "PK202"}
    assert min(report.iou.values()) > 0.99
    assert (report.n_parts, report.n_arcs) == (4, 8)
    assert report.names["PK101"] == "District PK101"


def test_measure_puts_the_lowest_agreement_first(release, topology):
    topology["arcs"][0][1][0] += 60
    report = measure(json.dumps(topology), release, SPEC, 100)

    values = list(report.iou.values())
    assert values == sorted(values)
    assert values[0] < 0.99


def test_measure_tells_a_lost_district(topology, faults):
    units = topology["objects"]["adm2"]["geometries"]
    units.remove(_unit(topology, "adm2", "PK102"))

    assert "adm2 differs in PK102" in faults(topology)
    assert "adm0 and adm2 do not cover the same ground" in faults(topology)


def test_measure_tells_a_district_of_another_code(topology, faults):
    _unit(topology, "adm2", "PK102")["id"] = "PK109"

    assert "adm2 differs in PK102, PK109" in faults(topology)


def test_measure_tells_a_lost_part(topology, faults):
    unit = _unit(topology, "adm2", "PK101")
    unit["arcs"] = unit["arcs"] * 2

    assert "PK101 has 2 parts, not 1" in faults(topology)


def test_measure_tells_a_province_of_other_ground(topology, faults):
    unit = _unit(topology, "adm1", "PK1")
    unit["arcs"] = _unit(topology, "adm2", "PK101")["arcs"]

    assert "adm1 and adm2 do not cover the same ground" in faults(topology)


def test_measure_tells_an_overlap(topology, faults):
    _unit(topology, "adm2", "PK101")["arcs"] = _unit(topology, "adm1", "PK1")["arcs"]

    told = faults(topology)
    assert "adm2 holds shapes that are broken, overlap or leave slits" in told
    assert "too little of the shape of PK101 is kept" in told


def test_measure_tells_a_broken_shape(topology, faults):
    (rings,) = _unit(topology, "adm2", "PK101")["arcs"]
    arc = topology["arcs"][max(rings[0])]
    arc.insert(1, [-300, 900])

    assert any("broken" in fault for fault in faults(topology))


def test_measure_tells_a_gap(topology, faults):
    west, south = topology["transform"]["translate"]
    lon, lat = _unit(topology, "adm2", "PK101")["properties"]["label"]
    corner = [round((lon - west) / SPEC.step) + 9, round((lat - south) / SPEC.step)]
    topology["arcs"].append([corner, [0, 90], [90, 0], [-90, -90]])
    for level, pcode in (("adm2", "PK101"), ("adm1", "PK1"), ("adm0", "PK")):
        _unit(topology, level, pcode)["arcs"][0].append([len(topology["arcs"]) - 1])

    assert faults(topology) == ("there is a gap between districts",)


def test_measure_tells_a_label_outside(topology, faults):
    label = _unit(topology, "adm2", "PK101")["properties"]["label"]
    label[0] -= 1

    assert faults(topology) == ("a label of adm2 lies outside its unit",)


def test_oversize_tells_each_size_that_is_missed():
    text = "abc" * 1000

    assert oversize(text, LIMITS) == ()
    assert oversize(text, Limits(2999, 2000, 0.9)) == ("3000 bytes of 2999",)
    (fault,) = oversize(text, Limits(3000, 10, 0.9))
    assert fault.endswith("bytes gzipped of 10")


def test_oversize_counts_bytes_not_letters():
    assert oversize("ي" * 100, Limits(199, 2000, 0.9)) == ("200 bytes of 199",)
