"""The page asks its own server for everything, and nothing of anybody else."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.atlaspage import TABS, AtlasPage
from tests.browser.conftest import OpenAtlas

pytestmark = pytest.mark.browser


def cut_network(page: Page, own: str) -> None:
    """Refuse every request to another server."""

    def decide(route: Route) -> None:
        if route.request.url.startswith((own, "data:", "blob:")):
            route.continue_()
        else:
            route.abort()

    page.route("**/*", decide)


def test_no_tab_asks_another_server_or_complains(open_atlas: OpenAtlas) -> None:
    opened = open_atlas()
    for tab in TABS:
        opened.open_tab(tab)
    opened.open_tab("Projects")
    opened.choose("Project", "SPO-07")
    heading = opened.page.get_by_role("heading", name="Stated results")
    expect(heading).to_be_visible()
    opened.open_tab("Map")
    opened.click("PK603")
    expect(opened.page.get_by_text("(PK603)")).to_be_visible()
    opened.page.wait_for_load_state("networkidle")
    assert any("/app/static/map-" in url for url in opened.requests)
    assert opened.foreign() == []
    assert opened.complaints == []


def test_map_and_page_are_whole_with_the_network_cut(
    context: BrowserContext, atlas: str
) -> None:
    page = context.new_page()
    cut_network(page, atlas)
    opened = AtlasPage(page, atlas).open()
    expect(opened.map.locator("path.leaflet-interactive")).to_have_count(160)
    opened.expect_number("Districts named", 40)
    opened.add("Funder", "DFID")
    expect(opened.status).to_have_text("1 project in 2 named districts")
    assert opened.complaints == []
    page.close()


def test_tiles_are_asked_for_only_when_switched_on(
    open_atlas: OpenAtlas, atlas: str
) -> None:
    opened = open_atlas()
    cut_network(opened.page, atlas)
    assert opened.foreign() == []
    with opened.page.expect_request("https://tile.openstreetmap.org/**"):
        opened.page.get_by_text("OpenStreetMap background").click()
    source = opened.map.locator(".spo-source")
    expect(source).to_contain_text("© OpenStreetMap contributors")
    hosts = {url.split("/")[2] for url in opened.foreign()}
    assert hosts == {"tile.openstreetmap.org"}
    assert len(opened.fills()) == 160
