"""Reading a release of boundaries, whole or faulty, and its Line of Control."""

import pytest
from shapely import Polygon, box

from spo_geo.cod_release import read_line, read_release
from spo_geo.errors import SpoGeoError
from tests.smallcountry import small_release, write_northern_edge, write_release


@pytest.fixture
def release():
    return small_release()


def test_read_line_joins_pieces(tmp_path):
    line = write_northern_edge(tmp_path / "line.geojson")
    assert len(read_line(line).geoms) == 1


def test_read_line_refuses_polygons(release, tmp_path):
    path = tmp_path / "line.geojson"
    release.to_file(path)

    with pytest.raises(SpoGeoError, match="LineString"):
        read_line(path)


def test_read_release_sorts_and_renames(release, tmp_path):
    found = read_release(write_release(release[::-1], tmp_path / "r.gpkg"))

    assert list(found.districts["adm2_pcode"]) == sorted(release["adm2_pcode"])
    assert found.valid_on == "2024-05-01"
    assert found.districts.area.sum() / 1e6 == pytest.approx(11_980, rel=0.01)


def test_read_release_reads_one_file_of_any_name(release, tmp_path):
    release.to_file(tmp_path / "mine.geojson")

    assert len(read_release(tmp_path / "mine.geojson").districts) == 6


def test_read_release_does_without_country_and_date(release, tmp_path):
    bare = release.drop(columns=["adm0_name", "adm0_pcode", "valid_on"])
    found = read_release(write_release(bare, tmp_path / "r.gpkg"))

    assert set(found.districts["adm0_name"]) == {"Pakistan"}
    assert found.valid_on == ""


def test_read_release_takes_the_plain_layer_beside_its_edge_matched_twin(
    release, tmp_path
):
    release.to_file(tmp_path / "pak_admin2.geojson")
    release[:2].to_file(tmp_path / "pak_admin2_em.geojson")

    assert len(read_release(tmp_path).districts) == 6


def _with(table, column, value, row=0):
    changed = table.copy()
    changed.loc[row, column] = value
    return changed


def _overlapping(table):
    shape = table.geometry[0].geoms[0].union(box(70.4, 30.1, 70.6, 30.2))
    return _with(table, "geometry", shape)


def _slit(table):
    ring = list(table.geometry[5].exterior.coords)
    ring[10] = (ring[10][0] + 0.001, ring[10][1] + 0.003)
    return _with(table, "geometry", Polygon(ring), row=5)


def _gap(table):
    hole = box(70.2, 30.2, 70.3, 30.3)
    return _with(table, "geometry", table.geometry[0].difference(hole))


def _bow_tie(table):
    return _with(table, "geometry", Polygon([(60, 25), (62, 27), (62, 25), (60, 27)]))


ERRORS = {
    "no column": (lambda t: t.drop(columns="adm1_pcode"), "adm1_pcode"),
    "two columns": (lambda t: t[["adm2_name", "geometry"]], "adm2_pcode, adm1_pcode"),
    "twice": (lambda t: _with(t, "adm2_pcode", "PK612"), "twice"),
    "bad code": (lambda t: _with(t, "adm2_pcode", "6-01"), "'6-01'"),
    "no code": (lambda t: _with(t, "adm2_pcode", None), "not a P-code"),
    "other parent": (lambda t: _with(t, "adm2_pcode", "PK799"), "'PK799'"),
    "own parent": (lambda t: _with(t, "adm2_pcode", "PK6"), "parent"),
    "no name": (lambda t: _with(t, "adm2_name", " "), "without a name; .*'PK611'"),
    "two names": (lambda t: _with(t, "adm1_name", "Panjab"), "two names; .*'PK6'"),
    "other place": (lambda t: t.set_geometry(t.translate(-40)), "Pakistan"),
    "no system": (lambda t: t.set_crs(None, allow_override=True), "no reference"),
    "metres": (lambda t: t.to_crs(32642), "EPSG:4326"),
    "points": (lambda t: t.set_geometry(t.representative_point()), "Point"),
    "overlap": (_overlapping, "overlap.*'PK611"),
    "slit": (_slit, "gap.*'71"),
    "gap": (_gap, "gap.*'70.250 30.250'"),
    "bow tie": (_bow_tie, "not a valid polygon.*'PK611'"),
    "empty": (lambda t: t[:0], "no shape"),
}


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
@pytest.mark.parametrize(("change", "message"), ERRORS.values(), ids=ERRORS)
def test_read_release_refuses(release, tmp_path, change, message):
    source = write_release(change(release), tmp_path / "release.gpkg")

    with pytest.raises(SpoGeoError, match=message) as caught:
        read_release(source)
    assert "in release.gpkg, layer adm2" in str(caught.value)


def test_read_release_says_where_to_get_one(tmp_path):
    with pytest.raises(SpoGeoError, match=r"nowhere\.zip.*data\.humdata\.org"):
        read_release(tmp_path / "nowhere.zip")


@pytest.mark.parametrize("name", ["notes.txt", "release.gpkg", "pak_admin2.geojson"])
def test_read_release_refuses_a_file_of_something_else(tmp_path, name):
    (tmp_path / name).write_text("not a map", encoding="utf-8")

    with pytest.raises(SpoGeoError, match="not a file of boundaries"):
        read_release(tmp_path / name)


def test_read_release_lists_the_layers_when_none_is_adm2(release, tmp_path):
    for level in (0, 1):
        release.to_file(tmp_path / f"pak_admin{level}.geojson")

    with pytest.raises(SpoGeoError, match="pak_admin0, pak_admin1"):
        read_release(tmp_path)


def test_read_release_lists_the_layers_when_several_are_adm2(release, tmp_path):
    for name in ("adm2_old", "adm2_new"):
        release.to_file(tmp_path / f"{name}.geojson")

    with pytest.raises(SpoGeoError, match="adm2_new, adm2_old"):
        read_release(tmp_path)


def test_read_release_refuses_an_empty_folder(tmp_path):
    with pytest.raises(SpoGeoError, match="no layer"):
        read_release(tmp_path)
