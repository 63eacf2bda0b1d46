"""The map in Chromium, on a page of its own."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from spo_geo.classify import NO_RECORD, class_colours
from spo_geo.mapstate import inert_json
from tests.browser.atlaspage import FRAME, AtlasPage
from tests.browser.mapserving import served_map

pytestmark = pytest.mark.browser

EVERYTHING = "3 projects in 4 named districts"
HOSTILE_PARTS = (
    "{{7*7}} {% raw %} {{ cycler.__init__.__globals__ }}",
    '<img src=x onerror="window.top.hit=1">',
    '"></script> `tick` ${7*7}',
    "لاہور",
)


class MapPage(AtlasPage):
    """The test's page: its radio buttons, and the sentence under them."""

    def choose_view(self, name: str) -> None:
        self.page.get_by_text(name, exact=True).click()

    def expect_status(self, text: str) -> None:
        expect(self.status).to_have_text(text)

    def expect_chosen(self, pcode: str) -> None:
        expect(self.page.get_by_text(f"chosen={pcode}")).to_be_visible()

    def expect_runs(self, n: int) -> None:
        expect(self.page.get_by_text(f"runs={n} ")).to_be_visible()


OpenMap = Callable[..., MapPage]


def _prepared(page: Page, width: int, scheme: str) -> Page:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    return page


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_map(tmp_path_factory.mktemp("webmap")) as found:
        yield found


@pytest.fixture
def open_map(context: BrowserContext, address: str) -> Iterator[OpenMap]:
    """Opens a page of its own, for a test that changes something."""
    pages = []

    def open_page(width: int = 1366, scheme: str = "light") -> MapPage:
        pages.append(_prepared(context.new_page(), width, scheme))
        opened = MapPage(pages[-1], address)
        opened.open()
        opened.expect_status(EVERYTHING)
        return opened

    yield open_page
    for page in pages:
        page.close()


@pytest.fixture(scope="module")
def first_map(context: BrowserContext, address: str) -> Iterator[MapPage]:
    """One page for the tests that only look."""
    opened = MapPage(_prepared(context.new_page(), 1366, "light"), address)
    opened.open()
    opened.expect_status(EVERYTHING)
    yield opened
    opened.page.close()


def test_map_draws_every_district_with_the_colour_of_its_count(first_map):
    one, two, three = class_colours(3)
    expected = {"PK601": three, "PK602": two, "PK226": one, "PK211": one}
    fills = first_map.fills()
    expect(first_map.map.locator("path.leaflet-interactive")).to_have_count(160)
    assert len(fills) == 160
    assert {p: c for p, c in fills.items() if c != NO_RECORD} == expected


def test_map_asks_only_its_own_server_and_says_nothing_on_the_console(
    open_map, address
):
    opened = open_map()
    opened.choose_view("one")
    opened.expect_status("1 project in 1 named district")
    assert opened.foreign() == []
    assert any(url.startswith(f"{address}app/static/map-") for url in opened.requests)
    assert opened.complaints == []


def test_legend_says_classes_grey_and_held(open_map):
    opened = open_map()
    rows = opened.map.locator(".spo-legend li")
    expect(rows).to_have_text(
        [
            "Projects per district",
            "1",
            "2",
            "3",
            "grey: no record names this district",
            "place held: which district is not certain",
            "Line of Control",
        ]
    )
    swatch = opened.map.locator(".spo-legend .spo-class").nth(2)
    colour = swatch.evaluate("e => e.style.backgroundColor")
    red, green, blue = (int(class_colours(3)[2][i : i + 2], 16) for i in (1, 3, 5))
    assert colour == f"rgb({red}, {green}, {blue})"
    opened.choose_view("one")
    expect(rows.nth(2)).to_have_text("grey: no selected record names this district")
    expect(rows).to_have_count(4)


def test_held_place_is_an_outline_that_is_never_filled(open_map):
    opened = open_map()
    held = opened.map.locator("path.spo-held")
    expect(held).to_have_attribute("fill", "none")
    assert "L" in held.get_attribute("d")
    assert opened.fills()["PK603"] == NO_RECORD
    opened.choose_view("one")
    expect(held).to_have_attribute("d", "M0 0")


def test_tooltip_shows_hostile_text_as_typed(first_map):
    first_map.hover("PK601")
    tip = first_map.map.locator(".spo-tip")
    expect(tip).to_be_visible()
    for part in HOSTILE_PARTS:
        expect(tip).to_contain_text(part)
    expect(tip).to_contain_text("3 projects")
    first_map.hover("PK603")
    expect(tip).to_contain_text("Place held, not counted")
    expect(tip).to_contain_text(HOSTILE_PARTS[1])
    assert tip.locator("img, script").count() == 0
    assert first_map.page.evaluate("window.hit") is None
    assert first_map.complaints == []


def test_payload_reads_back_in_the_browser_as_it_was(first_map):
    values = [*HOSTILE_PARTS, "\u2028\u2029\U0001f600\x00\\'\"_a1", {"a": [1.5]}]
    assert first_map.frame.evaluate(inert_json(values)) == values


def test_update_keeps_frame_zoom_and_centre(open_map):
    opened = open_map()
    opened.frame.evaluate("window.marker = 1; void map.setView([27, 68], 7.25)")
    before = opened.frame.evaluate("[map.getZoom(), map.getCenter()]")
    opened.choose_view("one")
    opened.expect_status("1 project in 1 named district")
    opened.choose_view("none")
    empty = opened.map.locator(".spo-empty")
    expect(empty).to_have_text("No project of this selection names a district.")
    assert opened.frame.evaluate("window.marker") == 1
    assert opened.frame.evaluate("[map.getZoom(), map.getCenter()]") == before


def test_pan_and_zoom_do_not_run_the_page_again(open_map):
    opened = open_map()
    opened.map.get_by_role("button", name="Zoom in").click()
    opened.map.locator(".spo-atlas").press("ArrowLeft")
    opened.click("PK602")
    opened.expect_chosen("PK602")
    # Only the click counted: a second run, after the first.
    opened.expect_runs(2)


def test_click_marks_the_district_and_returns_its_pcode(open_map):
    opened = open_map()
    opened.click("PK226")
    expect(opened.map.locator(".spo-live")).to_contain_text("Selected: Quetta")
    opened.expect_chosen("PK226")
    opened.choose_view("one")
    opened.expect_chosen("PK226")


def test_pressing_on_the_map_does_not_scroll_the_page(open_map):
    # It did, and the click was lost: the pointer was over another district by then.
    opened = open_map()
    opened.page.set_viewport_size({"width": 1366, "height": 600})
    before = opened.page.locator(FRAME).bounding_box()
    assert before["y"] + before["height"] > 600
    opened.page.mouse.move(before["x"] + 600, before["y"] + 100)
    opened.page.mouse.down()
    expect(opened.map.locator(".spo-atlas")).to_be_focused()
    opened.page.evaluate(
        "() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"
    )
    assert opened.page.locator(FRAME).bounding_box() == before
    opened.page.mouse.up()


def test_a_district_can_be_clicked_again_after_another_choice(open_map):
    opened = open_map()
    opened.click("PK226")
    opened.expect_chosen("PK226")
    box = opened.page.get_by_role("combobox", name="District")
    box.fill("PK211")
    box.press("Enter")
    opened.expect_chosen("PK211")
    expect(opened.map.locator(".spo-live")).to_contain_text("Kech")
    opened.click("PK226")
    opened.expect_chosen("PK226")


def test_play_control_repaints_without_a_word_to_the_server(open_map):
    opened = open_map()
    opened.page.wait_for_load_state("networkidle")
    before = opened.n_frames
    one = class_colours(3)[0]
    play = opened.map.get_by_role("button", name="Play through the years")
    play.focus()
    play.press("Enter")
    opened.expect_status("2011 on the map: 1 project in 3 named districts")
    opened.map.get_by_role("button", name="Pause").press("Enter")
    fills = opened.fills()
    shaded = {p for p, c in fills.items() if c != NO_RECORD}
    assert shaded == {"PK601", "PK602", "PK226"}
    assert fills["PK601"] == one
    slider = opened.map.get_by_role("slider", name="Year shown on the map")
    slider.press("Home")
    opened.expect_status(EVERYTHING)
    slider.press("ArrowRight")
    opened.expect_status("2011 on the map: 1 project in 3 named districts")
    slider.press("End")
    opened.expect_status("2016 on the map: 1 project in 2 named districts")
    expect(slider).to_have_attribute("aria-valuetext", "2016")
    expect(opened.map.locator("path.spo-held")).to_have_attribute("d", "M0 0")
    opened.map.get_by_role("button", name="All years").press("Enter")
    opened.expect_status(EVERYTHING)
    assert opened.n_frames == before


def test_layers_are_off_at_first_and_named_for_what_they_are(open_map):
    opened = open_map()
    offices = opened.map.locator(".leaflet-marker-icon.spo-office")
    presence = opened.map.locator(".leaflet-marker-icon.spo-presence")
    expect(offices).to_have_count(0)
    expect(presence).to_have_count(0)
    opened.map.get_by_role("button", name="Layers").press("Enter")
    opened.map.get_by_label("SPO offices (undated list)").check()
    presence_box = "Presence list, undated (not project coverage)"
    opened.map.get_by_label(presence_box).press("Space")
    expect(offices).to_have_count(2)
    expect(presence).to_have_count(1)
    offices.first.focus()
    tip = opened.map.locator(".spo-tip")
    expect(tip).to_contain_text("at the district's centre, not an address")
    expect(opened.map.locator("path.leaflet-interactive")).to_have_count(160)
    opened.hover("PK211")
    expect(tip).to_contain_text("“Turbat” (not project coverage)")


def test_map_follows_the_page_into_the_dark(open_map):
    opened = open_map(scheme="dark")
    expect(opened.map.locator(".spo-atlas")).to_have_attribute("data-theme", "dark")
    opened.page.emulate_media(color_scheme="light")
    expect(opened.map.locator(".spo-atlas")).to_have_attribute("data-theme", "light")


def test_a_change_made_while_the_map_loads_is_not_lost(context, address):
    opened = MapPage(context.new_page(), address)
    held_back = []
    opened.page.route("**/atlas.js", lambda route: held_back.append(route))
    with opened.page.expect_request("**/atlas.js"):
        opened.page.goto(address)
    opened.expect_runs(1)
    opened.choose_view("one")
    opened.expect_runs(2)
    held_back[0].continue_()
    opened.expect_status("1 project in 1 named district")
    opened.page.close()


@pytest.mark.parametrize("width", [1366, 390])
def test_controls_do_not_cover_each_other(open_map, width):
    opened = open_map(width=width)
    boxes = json.loads(
        opened.frame.evaluate(
            "JSON.stringify([...document.querySelectorAll('.leaflet-control, "
            ".spo-legend, .spo-play, .spo-source')].map(e => {"
            "const r = e.getBoundingClientRect();"
            "return [r.left, r.top, r.right, r.bottom]; }))"
        )
    )
    room = opened.frame.evaluate("[innerWidth, innerHeight]")
    assert len(boxes) == 6
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert 0 <= left < right <= room[0]
        assert 0 <= top < bottom <= room[1]
        for other in boxes[i + 1 :]:
            apart_x = right <= other[0] or other[2] <= left
            apart_y = bottom <= other[1] or other[3] <= top
            assert apart_x or apart_y
