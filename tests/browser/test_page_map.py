"""The map on the real page: what it draws, how it answers, what it keeps."""

import re

import pytest
from playwright.sync_api import expect

from spo_geo.classify import NO_RECORD, count_classes
from spo_geo.dataset import Dataset
from spo_geo.filters import Filters
from spo_geo.view import make_view
from tests.browser.atlaspage import in_districts
from tests.browser.conftest import OpenAtlas

pytestmark = pytest.mark.browser

PLACE = "[map.getZoom(), map.getCenter().lat, map.getCenter().lng]"


def test_map_shades_the_districts_of_the_view_and_no_other(
    open_atlas: OpenAtlas, real: Dataset
) -> None:
    opened = open_atlas()
    counts = make_view(real).district_counts
    classes = count_classes(count.n_projects for count in counts)
    expect(opened.map.locator("path.leaflet-interactive")).to_have_count(160)
    fills = opened.fills()
    assert len(fills) == 160
    shaded = {pcode: fill for pcode, fill in fills.items() if fill != NO_RECORD}
    assert shaded == {
        count.district.adm2_pcode: max(
            (c for c in classes if c.lower <= count.n_projects), key=lambda c: c.lower
        ).colour
        for count in counts
    }


def test_held_places_are_outlined_and_never_filled(open_atlas: OpenAtlas) -> None:
    opened = open_atlas()
    lines = opened.map.locator("path.spo-held")
    expect(lines).to_have_attribute("fill", "none")
    expect(lines).to_have_attribute("d", re.compile("L"))
    fills = opened.fills()
    karachi = {"PK702", "PK704", "PK712", "PK714", "PK721"}  # SPO-20 names West
    assert {fills[pcode] for pcode in karachi} == {NO_RECORD}
    opened.hover("PK714")
    tip = opened.map.locator(".spo-tip")
    expect(tip).to_contain_text("0 projects")
    expect(tip).to_contain_text("Place held, not counted: “Karachi”")
    opened.hover("PK615")
    expect(tip).to_contain_text("Khanewal")
    expect(tip).to_contain_text("2 projects")


def test_offices_and_presence_list_are_off_until_asked_for(
    open_atlas: OpenAtlas, real: Dataset
) -> None:
    opened = open_atlas()
    offices = opened.map.locator(".leaflet-marker-icon.spo-office")
    presence = opened.map.locator(".leaflet-marker-icon.spo-presence")
    shaded = opened.shaded(NO_RECORD)
    expect(offices).to_have_count(0)
    expect(presence).to_have_count(0)
    opened.map.get_by_role("button", name="Layers").press("Enter")
    names = ("SPO offices (undated list)", "Presence list, undated")
    for name in names:
        opened.map.get_by_label(name).press("Space")
        expect(opened.map.get_by_label(name)).to_be_checked()
    assert 0 < offices.count() <= len(real.records.offices)
    assert 0 < presence.count() <= len(real.records.presence)
    assert opened.shaded(NO_RECORD) == shaded


def test_click_on_the_map_opens_the_district(open_atlas: OpenAtlas) -> None:
    opened = open_atlas()
    opened.click("PK603")
    panel = opened.page.get_by_role("tabpanel", name="Map")
    heading = panel.get_by_role("heading", name="Bahawalpur, Punjab (PK603)")
    expect(heading).to_be_visible()
    expect(opened.combobox("District (or click the map)")).to_have_value(
        "Bahawalpur, Punjab (1)"
    )
    expect(panel.get_by_text("Access to Education for All")).to_be_visible()
    expect(panel.get_by_text("SPO-05 · Mar 2015 – Mar 2016")).to_be_visible()
    expect(panel.get_by_text("Focus area: Education")).to_be_visible()
    expect(panel.get_by_text("(DFID) – financial support")).to_be_visible()
    expect(panel.get_by_text("000:13-16")).to_be_visible()
    opened.click("PK216")
    text = panel.get_by_text("No record in this selection names this district.")
    expect(text).to_be_visible()
    expect(heading).to_have_count(0)


def test_zoom_centre_and_frame_survive_filters_and_tabs(
    open_atlas: OpenAtlas, real: Dataset
) -> None:
    opened = open_atlas()
    opened.frame.evaluate(
        "window.marker = 1; void map.setView([27, 68], 7.25, { animate: false })"
    )
    before = opened.frame.evaluate(PLACE)
    opened.add("Funder", "USAID – United")
    usaid = make_view(real, Filters(funders=("USAID",)))
    opened.expect_view(usaid)
    named = {count.district.adm2_pcode for count in usaid.district_counts}
    assert opened.shaded(NO_RECORD) == named
    opened.open_tab("Data")
    opened.open_tab("Map")
    opened.clear_all()
    opened.expect_view(make_view(real))
    assert opened.frame.evaluate("window.marker") == 1
    # A tab that hides the map may move it by less than a pixel.
    assert opened.frame.evaluate(PLACE) == pytest.approx(before, abs=0.005)


def test_play_run_repaints_without_a_word_to_the_server(
    open_atlas: OpenAtlas, real: Dataset
) -> None:
    opened = open_atlas()
    opened.page.wait_for_load_state("networkidle")
    before, painted = opened.n_frames, opened.fills()
    opened.map.get_by_role("button", name="Play through the years").click()
    for year in (2012, 2013):
        view = make_view(real, Filters(years=(year,)))
        expect(opened.status).to_contain_text(
            f"{year} on the map: {view.n_projects_with_district} project"
        )
        named = {count.district.adm2_pcode for count in view.district_counts}
        assert opened.shaded(NO_RECORD) == named
        assert opened.fills() != painted
    opened.map.get_by_role("button", name="Pause").click()
    opened.map.get_by_role("button", name="All years").click()
    expect(opened.status).to_have_text(in_districts(make_view(real)))
    assert opened.fills() == painted
    assert opened.n_frames == before


def test_empty_selection_says_so_and_keeps_the_map(open_atlas: OpenAtlas) -> None:
    opened = open_atlas({"funder": ["Packard"], "focus-area": ["Education"]})
    expect(opened.page.get_by_text("0 projects match.")).to_be_visible()
    expect(opened.map.locator(".spo-empty")).to_be_visible()
    expect(opened.map.locator("path.leaflet-interactive")).to_have_count(160)
    assert opened.shaded(NO_RECORD) == set()
