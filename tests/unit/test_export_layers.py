import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from shapely import get_exterior_ring, is_ccw
from shapely.geometry import shape

from spo_geo.boundaries import PRINT_LAYER, read_layer
from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.errors import DataError, UnknownValueError
from spo_geo.export import to_bytes
from spo_geo.provenance import Stamp
from spo_geo.view import make_view

MADE = date(2026, 11, 22)
COUNTS = {"PK622": 1, "PK701": 2, "PK727": 1}


@pytest.fixture
def collection(tiny: Dataset) -> Any:
    return json.loads(to_bytes(make_view(tiny), ".geojson", MADE))


@pytest.fixture
def package(tiny: Dataset, tmp_path: Path) -> Path:
    path = tmp_path / "districts.gpkg"
    path.write_bytes(to_bytes(make_view(tiny), ".gpkg", MADE))
    return path


def test_geojson_has_the_districts_of_the_selection(collection: Any) -> None:
    found = {f["id"]: f["properties"] for f in collection["features"]}
    assert {pcode: p["n_projects"] for pcode, p in found.items()} == COUNTS
    assert found["PK701"]["project_ids"] == ["T-1", "T-2"]
    assert found["PK701"]["adm1_name"] == "Sindh"
    assert found["PK622"]["first_year"] == 2014


def test_geojson_outlines_are_those_of_the_layer_and_turn_rightly(
    collection: Any,
) -> None:
    layer = read_layer(GEO_DIR / PRINT_LAYER)
    for feature in collection["features"]:
        outline = shape(feature["geometry"])
        assert outline.is_valid
        assert outline.symmetric_difference(layer.geometry(feature["id"])).area < 1e-6
        areas = getattr(outline, "geoms", [outline])
        assert all(is_ccw(get_exterior_ring(area)) for area in areas)
    assert "crs" not in collection


def test_geojson_carries_the_stamp_and_what_is_not_on_the_map(
    collection: Any,
) -> None:
    assert collection["type"] == "FeatureCollection"
    assert Stamp.from_json(json.dumps(collection["spo_geo"])).n_not_on_map == 2
    kinds = [row["kind"] for row in collection["not_on_map"]]
    assert kinds == ["Provinces named, no district", "National", "Held place"]
    about = {row["item"]: row["value"] for row in collection["about"]}
    assert "official endorsement" in about["Boundaries"]


def test_geopackage_opens_as_a_layer_in_wgs_84(package: Path) -> None:
    assert [name for name, _ in pyogrio.list_layers(package)] == [
        "districts",
        "not_on_map",
        "about",
    ]
    frame = pyogrio.read_dataframe(package, layer="districts")
    assert frame.crs.to_epsg() == 4326
    counts = dict(zip(frame["adm2_pcode"], frame["n_projects"], strict=True))
    assert counts == COUNTS
    layer = read_layer(GEO_DIR / PRINT_LAYER)
    for row in frame.itertuples():
        assert row.geometry.equals(layer.geometry(row.adm2_pcode))


def test_geopackage_has_tables_beside_the_layer(package: Path) -> None:
    rows = pyogrio.read_dataframe(package, layer="not_on_map", read_geometry=False)
    assert list(rows["project_id"]) == ["T-4", "T-3", "T-1"]
    about = pyogrio.read_dataframe(package, layer="about", read_geometry=False)
    stamp = about.loc[about["item"] == "stamp", "value"].item()
    assert Stamp.from_json(stamp).n_districts == 3


def test_geopackage_knows_no_clock(tiny: Dataset, package: Path) -> None:
    assert package.read_bytes() == to_bytes(make_view(tiny), ".gpkg", MADE)
    with sqlite3.connect(package) as base:
        changes = {
            day for (day,) in base.execute("SELECT last_change FROM gpkg_contents")
        }
    assert changes == {"2026-11-22T00:00:00.000Z"}
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_layers_need_the_boundaries(tiny: Dataset, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="boundary layer cannot be read"):
        to_bytes(make_view(tiny), ".geojson", MADE, geo_dir=tmp_path)


def test_layers_of_nothing_are_valid(tiny: Dataset, tmp_path: Path) -> None:
    filters = tiny.filter_reader.read({"funder": ["DFID"], "scope": ["national"]})
    nothing = make_view(tiny, filters)
    assert json.loads(to_bytes(nothing, ".geojson", MADE))["features"] == []
    path = tmp_path / "nothing.gpkg"
    path.write_bytes(to_bytes(nothing, ".gpkg", MADE))
    assert len(pyogrio.read_dataframe(path, layer="districts")) == 0


def test_layer_without_a_district_is_an_error() -> None:
    with pytest.raises(UnknownValueError, match="PK999"):
        read_layer(GEO_DIR / PRINT_LAYER).geometry("PK999")
