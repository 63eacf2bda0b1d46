"""The page with the keyboard alone, and what it tells assistive technology."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.atlaspage import TABS, AtlasPage
from tests.browser.conftest import OpenAtlas

pytestmark = pytest.mark.browser

NAMES = "a => a.getAttribute('aria-label') || a.innerText || a.title || ''"
FOCUSED = f"() => ({NAMES})(document.activeElement).trim()"
# The look of what has the focus, and of what is around it.
REMEMBER = """() => {
  const look = e => { const s = getComputedStyle(e);
    return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow,
            s.borderColor, s.backgroundColor, s.color].join(); };
  const around = [];
  for (let e = document.activeElement; e && around.length < 5; e = e.parentElement)
    around.push(e);
  window.focusLook = { around, looks: around.map(look), look };
}"""
# Asked on until it is so: a look may change over a few frames.
CHANGED = """() => new Promise(answer => {
  const { around, looks, look } = window.focusLook;
  const ask = left => around.some((e, i) => look(e) !== looks[i]) ? answer(true)
    : left ? setTimeout(ask, 20, left - 1) : answer(false);
  ask(50); })"""
STOPS = (
    "Years (active at any time in) — start",
    "Years (active at any time in) — end",
    "Focus area",
    "Funder",
    "Province",
    "More filters",
    "Clear all",
    "Map (PNG)",
    "Table (CSV)",
    "Map",
    "Map: projects per district of Pakistan",
    "Zoom in",
    "Zoom out",
    "Show the whole country",
    "Layers",
    "Legend",
    "Play through the years",
    "Year shown on the map",
    "All years",
    "OpenStreetMap background (needs the internet)",
    "District (or click the map)",
    "National (5)",
)
# Roles that do something, so that each must have a name.
CONTROLS = {"button", "checkbox", "combobox", "link", "listbox", "radio", "slider"}
CONTROLS |= {"switch", "tab", "textbox", "DisclosureTriangle", "region"}


def focused(opened: AtlasPage) -> str:
    """The name of what has the focus, in the page or in the map."""
    inside = opened.page.evaluate("document.activeElement.tagName === 'IFRAME'")
    name = (opened.frame if inside else opened.page).evaluate(FOCUSED)
    return name.splitlines()[-1] if name else ""


def at_rest(opened: AtlasPage) -> AtlasPage:
    """Wait for all that comes late, and would take the focus or move it."""
    opened.page.wait_for_load_state("networkidle")
    expect(opened.page.get_by_role("button", name="Clear all")).to_be_visible()
    opened.settle()
    return opened


def test_tab_key_reaches_everything_in_order(open_atlas: OpenAtlas) -> None:
    opened = at_rest(open_atlas())
    reached = []
    for _ in range(40):
        opened.page.keyboard.press("Tab")
        reached.append(focused(opened))
        if reached[-1] == STOPS[-1]:
            break
    stops = iter(reached)
    assert [stop for stop in STOPS if stop not in stops] == []


def test_focus_can_be_seen_at_every_stop(open_atlas: OpenAtlas) -> None:
    opened = at_rest(open_atlas())
    unseen = []
    opened.page.keyboard.press("Tab")
    for _ in range(24):
        inside = opened.page.evaluate("document.activeElement.tagName === 'IFRAME'")
        place = opened.frame if inside else opened.page
        name = focused(opened)
        if not inside and opened.page.evaluate(
            "document.activeElement.tagName === 'MAIN'"
        ):
            opened.page.keyboard.press("Tab")
            continue  # the page's scrolling area, which Streamlit makes
        place.evaluate(REMEMBER)
        opened.page.keyboard.press("Tab")
        if not place.evaluate(CHANGED):
            unseen.append(name)
    assert unseen == []


def test_keys_alone_filter_open_and_play(open_atlas: OpenAtlas) -> None:
    opened = open_atlas()
    press = opened.page.keyboard.press
    opened.combobox("Funder").focus()
    opened.page.keyboard.type("DFID")
    press("Enter")
    press("Escape")
    opened.expect_number("Projects", 3)
    opened.combobox("District (or click the map)").focus()
    opened.page.keyboard.type("Bahawaln")
    press("Enter")
    heading = opened.page.get_by_role("heading", name="Bahawalnagar, Punjab (PK602)")
    expect(heading).to_be_visible()
    expect(opened.map.locator(".spo-live")).to_contain_text("Selected: Bahawalnagar")
    opened.map.get_by_role("slider", name="Year shown on the map").focus()
    press("End")
    expect(opened.status).to_contain_text("2016 on the map: 1 project")
    opened.page.get_by_role("tab", name="Map").focus()
    press("ArrowRight")
    press("Enter")
    expect(opened.page.get_by_role("tabpanel", name="Projects")).to_be_visible()
    opened.combobox("Project").focus()
    opened.page.keyboard.type("SPO-05")
    press("Enter")
    results = opened.page.get_by_role("heading", name="Stated results")
    expect(results).to_be_visible()


def test_year_slider_moves_with_the_arrow_keys(open_atlas: OpenAtlas) -> None:
    opened = open_atlas()
    name = "Years (active at any time in) — start"
    opened.page.get_by_role("slider", name=name).press("ArrowRight")
    expect(opened.page).to_have_url(f"{opened.address}?years=2004-2021")
    opened.expect_number("Projects", 32)


def test_every_control_has_a_name(open_atlas: OpenAtlas) -> None:
    opened = open_atlas()
    opened.page.get_by_text("More filters").click()
    for tab in TABS:
        opened.open_tab(tab)
        nodes = list(opened.accessible())
        controls = [name for role, name, _ in nodes if role in CONTROLS]
        assert len(controls) > 10
        assert "" not in controls
    frames = opened.page.locator("iframe")
    titles = frames.evaluate_all("all => all.map(frame => frame.title)")
    assert titles
    assert all(titles)


def test_page_has_language_title_and_headings_in_order(open_atlas: OpenAtlas) -> None:
    opened = open_atlas()
    expect(opened.page).to_have_title("SPO coverage atlas")
    assert opened.page.evaluate("document.documentElement.lang") == "en"
    for tab in TABS:
        opened.open_tab(tab)
        if tab == "Projects":
            opened.choose("Project", "SPO-07")
            results = opened.page.get_by_role("heading", name="Stated results")
            expect(results).to_be_visible()
        levels = opened.page.locator("main h1, main h2, main h3, main h4").evaluate_all(
            "all => all.filter(h => h.checkVisibility()).map(h => +h.tagName[1])"
        )
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels))
