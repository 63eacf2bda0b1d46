"""The map in a single file, as one would hand it on: no Streamlit, no server."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from spo_geo.mapstate import (
    MapData,
    MapHeld,
    MapProject,
    count_state,
    data_script,
    inert_json,
    map_state,
)
from spo_geo.ui.mapassets import ensure_assets
from tests.browser.atlaspage import AtlasPage
from tests.browser.mapserving import LAYER

pytestmark = pytest.mark.browser

TITLE = '<img src=x onerror="window.hit=1"> </script>'


def single_file(context: BrowserContext, folder: Path) -> AtlasPage:
    """Open the map from the disk, without Streamlit, as one would hand it on."""
    topology = json.loads(LAYER.read_text("utf-8"))
    project = MapProject("SPO-01", TITLE, "2014", range(2014, 2015))
    data = MapData((project,), (), (), "A source.")
    served = ensure_assets(folder / "app" / "static", data_script(topology, data))
    # The addresses are relative to the component's page; here they lead to the disk.
    tags = [f'<script src="{url}"></script>' for url in served.scripts]
    state = map_state(data, {"PK603": ("SPO-01",)}, selected="PK603", theme="dark")
    page_file = folder / "component" / "x" / "index.html"
    page_file.parent.mkdir(parents=True)
    page_file.write_text(
        f"<body><div id='here' style='height:400px'></div>{''.join(tags)}<script>"
        f"const state = {inert_json(state)};"
        "const atlas = SpoAtlas.create('here', window.SPO_GEO);"
        "atlas.onSelect = (pcode) => (window.picked = pcode);"
        "SpoAtlas.update(state);</script></body>",
        "utf-8",
    )
    opened = AtlasPage(context.new_page(), page_file.as_uri())
    opened.page.goto(opened.address)
    return opened


def test_atlas_draws_in_a_single_file_without_streamlit(context, tmp_path):
    opened = single_file(context, tmp_path)
    page = opened.page
    expect(page.locator("path.leaflet-interactive")).to_have_count(160)
    expect(page.locator(".spo-atlas")).to_have_attribute("data-theme", "dark")
    page.evaluate("atlas.pick('PK604')")
    assert page.evaluate("window.picked") == "PK604"
    page.evaluate("SpoAtlas.select('PK603')")
    expect(page.locator(".spo-live")).to_contain_text(TITLE)
    assert page.evaluate("window.picked") == "PK604"
    assert all(url.startswith("file:") for url in opened.requests)
    assert opened.complaints == []
    page.close()


def test_atlas_shows_counts_without_projects(context, tmp_path):
    opened = single_file(context, tmp_path)
    held = [MapHeld(TITLE, "SPO-01", "several", ("PK604",))] * 2
    state = count_state({"PK603": 120, "PK604": 1}, 121, held=held, selected="PK604")
    opened.page.evaluate(f"SpoAtlas.update({inert_json(state)})")
    expect(opened.page.locator(".spo-status")).to_have_text(
        "121 projects in 2 named districts"
    )
    expect(opened.page.locator("path.is-counted")).to_have_count(2)
    expect(opened.page.locator(".spo-live")).to_contain_text("1 project. Place held")
    expect(opened.page.locator(".spo-live")).to_contain_text("(2 projects): several")
    expect(opened.page.locator(".spo-play.is-empty")).to_be_attached()
    assert opened.complaints == []
    opened.page.close()


def test_tiles_are_asked_for_only_when_switched_on(context, tmp_path):
    opened = single_file(context, tmp_path)
    tiles = "https://tile.openstreetmap.org/"
    opened.page.route(f"{tiles}**", lambda route: route.fulfill(status=204))
    source = opened.page.locator(".spo-source")
    expect(source).to_have_text("A source.")
    assert not any(url.startswith(tiles) for url in opened.requests)
    with opened.page.expect_request(f"{tiles}**"):
        opened.page.evaluate("SpoAtlas.update({...state, tiles: true})")
    expect(source).to_contain_text("© OpenStreetMap contributors")
    opened.page.evaluate("SpoAtlas.update(state)")
    expect(source).to_have_text("A source.")
    expect(opened.page.locator(".leaflet-tile")).to_have_count(0)
    opened.page.close()
