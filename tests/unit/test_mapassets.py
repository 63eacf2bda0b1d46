"""The files that the app serves for the map."""

import os
import re
import time

import pytest

from spo_geo.errors import SpoGeoError
from spo_geo.ui import mapassets
from spo_geo.ui.mapassets import ASSETS, ATLAS_SCRIPTS, ensure_assets


def served(static_dir, address):
    return static_dir / address.removeprefix("../../app/static/")


def test_ensure_assets_writes_what_it_names(tmp_path):
    assets = ensure_assets(tmp_path / "static", b"window.SPO_GEO=1;")
    files = [
        served(tmp_path / "static", a).name for a in assets.scripts + assets.styles
    ]
    assert files == ["leaflet.js", "data.js", "atlas.js", "leaflet.css", "atlas.css"]
    data = served(tmp_path / "static", assets.scripts[1])
    assert data.read_bytes() == b"window.SPO_GEO=1;"
    assert (data.parent / "images" / "layers.png").is_file()
    assert assets.version in assets.scripts[0]
    assert assets.version.isalnum()


def test_ensure_assets_names_each_data_set_differently_and_writes_once(tmp_path):
    first = ensure_assets(tmp_path, b"1")
    path = served(tmp_path, first.scripts[0])
    written = path.stat().st_mtime_ns
    assert ensure_assets(tmp_path, b"1") == first
    assert path.stat().st_mtime_ns == written
    assert ensure_assets(tmp_path, b"2").version != first.version
    assert len(list(tmp_path.iterdir())) == 2


def test_ensure_assets_removes_only_its_own_old_folders(tmp_path):
    old = ensure_assets(tmp_path, b"1")
    fresh = ensure_assets(tmp_path, b"2")
    (tmp_path / "other").mkdir()
    long_ago = time.time() - 2 * mapassets.KEEP_SECONDS
    for folder in (served(tmp_path, old.scripts[0]).parent, tmp_path / "other"):
        os.utime(folder, (long_ago, long_ago))
    newest = ensure_assets(tmp_path, b"3")
    assert {p.name for p in tmp_path.iterdir()} == {
        "other",
        f"map-{fresh.version}",
        f"map-{newest.version}",
    }


def test_ensure_assets_says_where_it_cannot_write(tmp_path):
    (tmp_path / "static").write_text("a file is in the way")
    with pytest.raises(SpoGeoError, match="the map's files cannot be written") as error:
        ensure_assets(tmp_path / "static", b"1")
    assert error.value.where == str(tmp_path / "static")


def test_scripts_write_text_as_text_and_ask_no_host():
    names = {path.name for path in ASSETS.glob("*.js")}
    assert names == set(ATLAS_SCRIPTS)
    text = "".join((ASSETS / name).read_text("utf-8") for name in ATLAS_SCRIPTS)
    code = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    for door in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval(",
        "document.write",
    ):
        assert door not in code
    hosts = re.findall(r"https?://([^/\"]+)", code)
    assert hosts == ["tile.openstreetmap.org"]


def test_only_the_bridge_knows_streamlit():
    knowing = {
        name
        for name in ATLAS_SCRIPTS
        if "treamlit" in (ASSETS / name).read_text("utf-8")
    }
    assert knowing == {"bridge.js"}
