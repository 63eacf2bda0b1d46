"""The built layers as they are shipped: sizes, shapes, names, and their report."""

import csv
import gzip
import json
import re
from collections import Counter
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from spo_geo import attribution
from spo_geo.boundaries import read_attribution, read_layer

GEO = Path(__file__).parents[2] / "geo"
FILES = ("pak_adm_web.topojson", "pak_adm_print.topojson")
EQUAL_AREA = "+proj=laea +lat_0=30 +lon_0=70 +datum=WGS84 +units=m"

PROVINCES = {
    "PK1": "Azad Kashmir",
    "PK2": "Balochistan",
    "PK3": "Gilgit Baltistan",
    "PK4": "Islamabad",
    "PK5": "Khyber Pakhtunkhwa",
    "PK6": "Punjab",
    "PK7": "Sindh",
}
DISTRICTS = {"PK1": 10, "PK2": 35, "PK3": 14, "PK4": 1, "PK5": 35, "PK6": 36, "PK7": 29}


@pytest.fixture(scope="module", params=FILES)
def path(request):
    return GEO / request.param


@pytest.fixture(scope="module")
def layer(path):
    return read_layer(path)


@pytest.fixture(scope="module")
def shapes(layer):
    return np.array([layer.geometry(pcode) for pcode in layer.adm2], dtype=object)


@pytest.fixture(scope="module")
def report():
    return json.loads((GEO / "layer.json").read_text(encoding="utf-8"))


def test_layer_holds_one_country_its_provinces_and_160_districts(layer):
    assert list(layer.adm0) == ["PK"]
    assert {code: unit.name for code, unit in layer.adm1.items()} == PROVINCES
    assert len(layer.adm2) == 160


def test_layer_holds_each_district_under_its_province(layer):
    for code, unit in layer.adm2.items():
        assert re.fullmatch(r"PK[1-7]\d\d", code)
        assert unit.parent == code[:3]
        assert unit.name == unit.name.strip() != ""
    assert Counter(unit.parent for unit in layer.adm2.values()) == DISTRICTS
    assert {unit.parent for unit in layer.adm1.values()} == {"PK"}


@pytest.mark.parametrize(
    ("pcode", "name"),
    [("PK217", "Lasbela"), ("PK218", "Lehri"), ("PK702", "Central Karachi")],
)
def test_layer_names_districts_as_the_release_does(layer, pcode, name):
    assert layer.adm2[pcode].name == name


def test_layer_covers_the_country_without_gap_or_overlap(layer, shapes):
    country = shapely.coverage_union_all(shapes)

    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    assert not any(part.interiors for part in shapely.get_parts(country))
    assert layer.geometry("PK").equals(country)
    assert shapely.area(shapes).sum() == pytest.approx(country.area)


def test_layer_makes_each_province_of_its_districts(layer, shapes):
    for code in layer.adm1:
        own = [s for s, pcode in zip(shapes, layer.adm2, strict=True) if code in pcode]
        assert layer.geometry(code).equals(shapely.coverage_union_all(own))


def test_layer_draws_province_borders_on_district_edges(layer, shapes):
    edges = {
        frozenset((tuple(a), tuple(b)))
        for unit in layer.adm2.values()
        for rings in unit.polygons
        for ring in rings
        for a, b in zip(ring[:-1].tolist(), ring[1:].tolist(), strict=True)
    }
    lines = (*layer.province_borders, *layer.line_of_control)
    drawn = [
        frozenset((tuple(a), tuple(b)))
        for line in lines
        for a, b in zip(line[:-1].tolist(), line[1:].tolist(), strict=True)
    ]
    assert len(drawn) > 500
    assert edges.issuperset(drawn)


def test_layer_holds_the_line_of_control_in_one_stretch(layer):
    (line,) = layer.line_of_control
    metres = gpd.GeoSeries([shapely.LineString(line)], crs=4326).to_crs(EQUAL_AREA)

    assert metres.length.item() == pytest.approx(694_052, rel=0.01)
    ends = sorted(line[[0, -1]].tolist())
    assert ends[0] == pytest.approx((74.4617, 32.7917), abs=0.001)
    assert ends[1] == pytest.approx((77.1237, 35.0421), abs=0.001)


def test_layer_puts_each_label_inside_its_unit(layer):
    for level in (layer.adm0, layer.adm1, layer.adm2):
        for code, unit in level.items():
            shape = layer.geometry(code)
            assert shape.contains(shapely.Point(unit.label)), code


def test_layer_has_the_area_of_the_release(shapes):
    area = gpd.GeoSeries(shapes, crs=4326).to_crs(EQUAL_AREA).area.sum()

    assert area / 1e6 == pytest.approx(876_141, rel=0.001)


def test_layer_opens_in_gdal(path):
    table = gpd.read_file(path, layer="adm2")

    assert len(table) == 160
    assert {"id", "adm2_name", "adm1_pcode"} <= set(table.columns)
    assert table.set_index("id").loc["PK217", "adm2_name"] == "Lasbela"
    assert len(gpd.read_file(path, layer="line_of_control")) == 1


def test_layer_carries_source_date_licence_and_disclaimer(path, report):
    assert read_attribution(path) == report["attribution"] == attribution.BOUNDARIES
    assert report["valid_on"] == "2022-09-09"


def test_web_layer_keeps_its_sizes():
    data = (GEO / FILES[0]).read_bytes()

    assert len(data) <= 150_000
    assert len(gzip.compress(data, 9, mtime=0)) <= 50_000


def test_print_layer_keeps_its_size():
    assert (GEO / FILES[1]).stat().st_size <= 1_000_000


def test_report_tells_the_sizes_of_the_files(report):
    assert [layer["file"] for layer in report["layers"]] == list(FILES)
    for figures in report["layers"]:
        data = (GEO / figures["file"]).read_bytes()
        topology = json.loads(data)
        assert figures["bytes"] == len(data)
        assert figures["gzip_bytes"] == len(gzip.compress(data, 9, mtime=0))
        assert figures["n_arcs"] == len(topology["arcs"])
        assert figures["n_vertices"] == sum(map(len, topology["arcs"]))


def test_report_tells_the_agreement_of_every_district(report):
    for figures in report["layers"]:
        iou = figures["iou"]
        assert set(iou) == set(read_layer(GEO / figures["file"]).adm2)
        assert figures["min_iou"] == min(iou.values()) >= 0.90
        assert iou[figures["min_iou_pcode"]] == figures["min_iou"]


def test_web_and_print_layer_agree(report):
    web, fine = (read_layer(GEO / file) for file in FILES)

    assert list(web.adm2) == list(fine.adm2)
    for code, unit in web.adm2.items():
        coarse, detailed = web.geometry(code), fine.geometry(code)
        common = coarse.intersection(detailed).area
        # The two agree at least as well as each does with the full shape, less a bit.
        assert common / coarse.union(detailed).area > 0.95, code
        assert (unit.name, unit.parent) == (
            fine.adm2[code].name,
            fine.adm2[code].parent,
        )
        assert len(unit.polygons) == len(fine.adm2[code].polygons)


@pytest.fixture(scope="module")
def source_page():
    text = (GEO / "SOURCE.md").read_text(encoding="utf-8")
    return " ".join(text.replace("> ", "").split())


def test_source_page_names_the_source_as_the_report_does(source_page, report):
    for key in ("source", "sha256", "valid_on", "line_of_control", "licence"):
        assert report[key] in source_page
    assert report["attribution"] in source_page


def test_source_page_says_what_is_left_to_spo(source_page):
    assert "Surveying and Mapping (Amendment) Act 2020" in source_page
    assert "Survey of Pakistan" in source_page
    assert "Line of Control is drawn dashed" in source_page


def test_source_page_names_every_district_newer_than_the_layer(source_page):
    with (GEO / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    newer = [row for row in rows if row["kind"] == "newer"]

    assert len(newer) > 15
    for row in newer:
        assert row["name"] in source_page
        assert row["parent_pcode"] in source_page
        assert row["valid_from"] in source_page
    assert "Lehri" in source_page
