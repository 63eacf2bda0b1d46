"""The build, on a small country: two provinces, six districts, an island."""

import dataclasses
import hashlib
import json
import zipfile

import pytest

from spo_geo import build_boundaries
from spo_geo.boundaries import read_attribution, read_layer
from spo_geo.build_boundaries import attribution, build
from spo_geo.errors import SpoGeoError
from tests.smallcountry import (
    ISLAND,
    XS,
    YS,
    district,
    small_release,
    wavy,
    write_lines,
    write_northern_edge,
    write_release,
)

FILES = ("pak_adm_web.topojson", "pak_adm_print.topojson", "layer.json")


def _zipped(table, tmp_path, suffix, folder="pak/"):
    """A zip as HDX serves it, with the upper levels beside."""
    files = tmp_path / f"files{suffix}"
    files.mkdir()
    for level in (1, 2):
        table.to_file(files / f"pak_admin{level}{suffix}", encoding="UTF-8")
    path = tmp_path / f"pak_admin_boundaries{suffix}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(files.iterdir()):
            archive.write(file, folder + file.name)
    return path


@pytest.fixture
def release():
    return small_release()


@pytest.fixture
def source(release, tmp_path):
    return write_release(release, tmp_path / "release.gpkg")


@pytest.fixture
def line(tmp_path):
    return write_northern_edge(tmp_path / "line.geojson")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A build of the small country with its line."""
    folder = tmp_path_factory.mktemp("built")
    edge = wavy((XS[0], YS[2]), (XS[1], YS[2]))
    path = write_lines(folder / "line.geojson", edge)
    source = write_release(small_release(), folder / "release.gpkg")
    return folder / "geo", build(source, folder / "geo", line_of_control=path)


def _bytes(folder):
    return [(folder / name).read_bytes() for name in FILES[:2]]


def _n_vertices(layer):
    polygons = [rings for unit in layer.adm2.values() for rings in unit.polygons]
    return sum(len(ring) for rings in polygons for ring in rings)


@pytest.mark.parametrize("file", FILES[:2])
def test_build_keeps_every_unit_with_its_name_and_parent(built, file):
    layer = read_layer(built[0] / file)

    assert list(layer.adm2) == ["PK611", "PK612", "PK621", "PK622", "PK731", "PK732"]
    assert [unit.parent for unit in layer.adm2.values()] == ["PK6"] * 4 + ["PK7"] * 2
    assert layer.adm2["PK611"].name == "Ḍistrict PK611"
    assert [unit.name for unit in layer.adm1.values()] == ["Punjab", "Sindh"]
    assert layer.adm1["PK7"].parent == "PK"
    assert layer.adm0["PK"].name == "Pakistan"
    assert len(layer.adm2["PK611"].polygons) == len(layer.adm0["PK"].polygons) == 2


@pytest.mark.parametrize("file", FILES[:2])
def test_build_keeps_the_shapes(built, release, file):
    layer = read_layer(built[0] / file)

    for full, code in zip(release.geometry, release["adm2_pcode"], strict=True):
        drawn = layer.geometry(code)
        assert drawn.intersection(full).area / drawn.union(full).area > 0.97


def test_build_simplifies_the_web_layer_further_than_the_print_layer(built, release):
    web, fine = (read_layer(built[0] / file) for file in FILES[:2])
    full = release.geometry.count_coordinates().sum()

    assert _n_vertices(web) < 0.6 * full < _n_vertices(fine) < 0.9 * full


def test_build_draws_the_province_border_once(built):
    borders = read_layer(built[0] / FILES[0]).province_borders

    ends = sorted(sorted(line[[0, -1]].round(3).tolist()) for line in borders)
    assert ends == [[[71, 30], [71, 30.5]], [[71, 30.5], [71, 31]]]


def test_build_puts_the_line_on_the_edge(built):
    layer = read_layer(built[0] / FILES[0])
    (line,) = layer.line_of_control

    assert sorted(line[[0, -1]].round(3).tolist()) == [[70, 31], [70.5, 31]]
    outline = {tuple(point) for point in layer.adm2["PK612"].polygons[0][0].tolist()}
    assert outline.issuperset(map(tuple, line.tolist()))


def test_build_adds_an_end_of_the_line_that_is_no_vertex(tmp_path):
    table = small_release()
    table.loc[table["adm2_pcode"] == "PK611", "geometry"] = district(0, 0)
    table.loc[len(table)] = {**table.iloc[0], "adm2_pcode": "PK699", "geometry": ISLAND}
    west = [(70.2, 29.73), (70.2, 29.8), (70.3, 29.8), (70.3, 29.72)]
    path = write_lines(tmp_path / "line.geojson", west)

    build(write_release(table, tmp_path / "r.gpkg"), tmp_path, line_of_control=path)

    (line,) = read_layer(tmp_path / FILES[0]).line_of_control
    assert sorted(line[[0, -1]].round(3).tolist()) == [[70.2, 29.73], [70.3, 29.72]]


def test_build_without_a_line_draws_none(source, tmp_path):
    report = build(source, tmp_path / "geo")

    assert read_layer(tmp_path / "geo" / FILES[0]).line_of_control == ()
    assert "Line of Control: none given" in str(report)


def test_build_gives_the_same_bytes_for_shuffled_rows(release, built, line, tmp_path):
    shuffled = release.sample(frac=1, random_state=7)
    assert list(shuffled["adm2_pcode"]) != list(release["adm2_pcode"])
    for name, table in (("a", release), ("b", shuffled)):
        source = write_release(table, tmp_path / f"{name}.gpkg")
        build(source, tmp_path / name, line_of_control=line)

    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b")


@pytest.mark.parametrize(
    ("suffix", "folder"), [(".shp", ""), (".geojson", "pak {admin}/")]
)
def test_build_gives_the_same_bytes_for_each_format(
    release, source, tmp_path, suffix, folder
):
    zipped = _zipped(release, tmp_path, suffix, folder)
    build(source, tmp_path / "gpkg")
    build(zipped, tmp_path / "zip")
    build(tmp_path / f"files{suffix}", tmp_path / "folder")

    assert _bytes(tmp_path / "zip") == _bytes(tmp_path / "gpkg")
    assert _bytes(tmp_path / "folder") == _bytes(tmp_path / "gpkg")


def test_build_twice_gives_the_same_report(source, tmp_path):
    for name in "ab":
        build(source, tmp_path / name)

    reports = [(tmp_path / name / "layer.json").read_bytes() for name in "ab"]
    assert reports[0] == reports[1]


def test_build_writes_what_it_measured(built):
    folder, report = built
    written = json.loads((folder / "layer.json").read_text(encoding="utf-8"))

    source = folder.parent / "release.gpkg"
    assert written["source"] == "release.gpkg"
    assert written["sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
    assert written["valid_on"] == "2024-05-01"
    assert written["line_of_control"] == "line.geojson"
    for figures, layer in zip(written["layers"], report.layers, strict=True):
        data = (folder / figures["file"]).read_bytes()
        assert figures["bytes"] == len(data) == layer.n_bytes
        assert figures["n_adm2"] == 6
        assert figures["n_parts"] == 7
        assert figures["min_iou"] == min(layer.iou.values()) > 0.97
        assert layer.faults == ()


def test_build_report_prints_sizes_and_lowest_agreement(built):
    _, report = built
    text = str(report)

    lowest, iou = next(iter(report.layers[0].iou.items()))
    assert f"    {iou:.4f}  {lowest}  Ḍistrict {lowest}" in text
    assert f"{report.layers[1].n_bytes} bytes (limit 1000000)" in text
    assert "6 districts in 7 polygons" in text


def test_build_leaves_only_the_three_files(built):
    assert sorted(path.name for path in built[0].iterdir()) == sorted(FILES)


def test_build_dates_the_attribution(built):
    assert "valid 1 May 2024, CC BY 3.0 IGO" in read_attribution(built[0] / FILES[0])
    assert attribution("2024-05-01") == read_attribution(built[0] / FILES[1])


def test_attribution_says_when_the_date_is_not_stated():
    assert "Pakistan, date not stated, CC BY" in attribution("")


def _limits(monkeypatch, name="WEB", **limits):
    spec = getattr(build_boundaries, name)
    tight = dataclasses.replace(spec.limits, **limits)
    monkeypatch.setattr(build_boundaries, name, dataclasses.replace(spec, limits=tight))


def test_build_takes_the_finest_tolerance_that_fits(
    built, source, tmp_path, monkeypatch
):
    free = built[1].layers[0]
    assert free.tolerance == 300
    _limits(monkeypatch, max_bytes=free.n_bytes - 800)

    tight = build(source, tmp_path).layers[0]

    assert tight.n_bytes <= free.n_bytes - 800
    assert tight.tolerance > 300
    _limits(monkeypatch, max_bytes=tight.n_bytes)
    assert build(source, tmp_path).layers[0].tolerance == tight.tolerance


@pytest.mark.parametrize(
    ("name", "limits", "fault"),
    [
        ("WEB", {"max_bytes": 900}, "bytes of 900"),
        ("WEB", {"max_gzip_bytes": 300}, "bytes gzipped of 300"),
        ("PRINT", {"max_bytes": 1000}, "bytes of 1000"),
        ("WEB", {"min_iou": 0.9999}, "too little of the shape of PK"),
    ],
)
def test_build_refuses_a_missed_limit_and_writes_nothing(
    source, tmp_path, monkeypatch, name, limits, fault
):
    out = tmp_path / "geo"
    out.mkdir()
    (out / FILES[0]).write_text("old", encoding="utf-8")
    _limits(monkeypatch, name, **limits)

    with pytest.raises(SpoGeoError) as caught:
        build(source, out)

    assert fault in str(caught.value)
    assert [path.name for path in out.iterdir()] == [FILES[0]]
    assert (out / FILES[0]).read_text(encoding="utf-8") == "old"


def test_build_refuses_a_grid_on_which_shapes_fold(source, tmp_path, monkeypatch):
    coarse = dataclasses.replace(build_boundaries.WEB, step=0.2)
    monkeypatch.setattr(build_boundaries, "WEB", coarse)

    with pytest.raises(SpoGeoError, match="fold"):
        build(source, tmp_path)


def test_build_refuses_a_line_that_leaves_the_edge(source, tmp_path):
    away = [(70.1, 30.1), (70.4, 30.4)]
    path = write_lines(tmp_path / "line.geojson", away)

    with pytest.raises(SpoGeoError, match="0 of 44 km") as caught:
        build(source, tmp_path, line_of_control=path)
    assert "same release" in str(caught.value)
