"""The page on a small laptop and on a phone, in light and in dark."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.atlaspage import FRAME, TABS, AtlasPage
from tests.browser.conftest import OpenAtlas

pytestmark = pytest.mark.browser

LAPTOP, PHONE = (1366, 768), (390, 844)
SIZES = pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
# Elements that reach out of the window, but for those inside what scrolls.
OUTSIDE = """() => [...document.querySelectorAll('main *')].filter(e => {
  const r = e.getBoundingClientRect();
  if (!r.width || r.right <= innerWidth + 1) return false;
  for (let p = e.parentElement; p; p = p.parentElement) {
    const s = getComputedStyle(p);
    if (s.overflowX !== 'visible' && p.getBoundingClientRect().right <= innerWidth + 1
        && p.tagName !== 'MAIN') return false;
  }
  return true;
}).map(e => e.outerHTML.slice(0, 120))"""
# Lightness of the ground and of the ink, 0 to 255.
SHADES = """() => {
  const grey = c => { const [r, g, b] = c.match(/[0-9.]+/g).map(Number);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const app = getComputedStyle(document.querySelector('[data-testid="stApp"]'));
  return [grey(app.backgroundColor), grey(app.color)]; }"""


def assert_fits(opened: AtlasPage) -> None:
    """Nothing is wider than the window."""
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    main = page.locator("main, [data-testid=stMain]").first
    assert main.evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    assert page.evaluate(OUTSIDE) == []


@SIZES
def test_nothing_overflows_on_any_tab_in_light_and_dark(
    open_atlas: OpenAtlas, size: tuple[int, int]
) -> None:
    opened = open_atlas(size=size)
    assert_theme(opened, "light")
    opened.page.emulate_media(color_scheme="dark")
    assert_theme(opened, "dark")
    width = opened.frame.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]
    expect(opened.page.get_by_role("tab")).to_have_text(list(TABS))
    for tab in TABS:
        opened.open_tab(tab)
        if tab == "Projects":
            opened.choose("Project", "SPO-01")
            heading = opened.page.get_by_role("heading", name="Stated results")
            expect(heading).to_be_visible()
        assert_fits(opened)


def assert_theme(opened: AtlasPage, theme: str) -> None:
    """Page and map are both light or both dark, and nothing is too wide."""
    expect(opened.map.locator(".spo-atlas")).to_have_attribute("data-theme", theme)
    ground, ink = opened.page.evaluate(SHADES)
    dark = ground < 60 and ink > 180
    light = ground > 230 and ink < 80
    assert dark if theme == "dark" else light
    assert_fits(opened)


@SIZES
def test_open_district_and_notes_fit(
    open_atlas: OpenAtlas, size: tuple[int, int]
) -> None:
    opened = open_atlas({"funder": ["Nobody"]}, size=size)
    assert_fits(opened)
    opened.page.get_by_role("button", name="Remove it from the address").click()
    opened.expect_number("Projects", 33)
    opened.choose("District (or click the map)", "Khanewal")
    expect(opened.page.get_by_text("(PK615)")).to_be_visible()
    opened.settle()  # the groups below are drawn after it
    for group in opened.page.get_by_role("tabpanel").locator("summary").all():
        group.click()
    expect(opened.page.get_by_text("42 districts, none named")).to_be_visible()
    assert_fits(opened)


def in_sight(place: Locator, height: int) -> bool:
    """Whether all of an element is in the window before anything is scrolled."""
    box = place.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= height


def covered_by_legend(opened: AtlasPage) -> list[str]:
    """P-codes of the districts under the legend."""
    return opened.frame.evaluate(
        """() => {
          const card = document.querySelector('.spo-legend').getBoundingClientRect();
          return Object.values(map._layers).filter(l => l.pcode).map(l => {
            const r = l.getElement().getBoundingClientRect();
            const apart = r.right <= card.left || card.right <= r.left
              || r.bottom <= card.top || card.bottom <= r.top;
            return apart ? '' : l.pcode;
          }).filter(Boolean);
        }"""
    )


def test_laptop_shows_filters_numbers_map_and_play_at_once(
    open_atlas: OpenAtlas,
) -> None:
    opened = open_atlas(size=LAPTOP)
    page = opened.page
    for place in (
        page.get_by_role("heading", name="SPO coverage atlas"),
        opened.number("Projects"),
        page.get_by_role("button", name="Map (PNG)"),
        page.get_by_role("tab", name="Map"),
        opened.combobox("Funder"),
        page.get_by_role("button", name="Clear all"),
        opened.combobox("District (or click the map)"),
        page.get_by_text("Not on the map: 12 of 33 projects"),
        page.locator(FRAME),
        opened.map.get_by_role("button", name="Play through the years"),
    ):
        assert in_sight(place, LAPTOP[1]), place
    assert covered_by_legend(opened) == []


def test_phone_shows_numbers_and_map_and_opens_the_filters(
    open_atlas: OpenAtlas,
) -> None:
    opened = open_atlas(size=PHONE)
    page = opened.page
    assert in_sight(opened.number("Projects that name no district"), PHONE[1])
    box = page.locator(FRAME).bounding_box()
    assert box is not None
    assert box["y"] < PHONE[1] / 2
    assert box["width"] > 340
    play = opened.map.get_by_role("button", name="Play through the years")
    play.scroll_into_view_if_needed()
    expect(play).to_be_in_viewport()
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(opened.combobox("Funder")).to_be_in_viewport()
    opened.add("Funder", "DFID")
    opened.expect_number("Projects", 3)


def test_page_stays_as_wide_as_it_was_when_a_filter_changes(
    open_atlas: OpenAtlas,
) -> None:
    opened = open_atlas()
    width = "document.querySelector('[data-testid=stMainBlockContainer]').clientWidth"
    before = opened.page.evaluate(width)
    assert before > 1000  # the wide layout
    opened.choose("Funder", "DFID")
    opened.expect_number("Projects", 3)
    assert opened.page.evaluate(width) == before
    expect(opened.page).to_have_title("SPO coverage atlas")
