"""The offline map under the mouse and the keyboard."""

import pytest
from playwright.sync_api import expect

from spo_geo.dataset import Dataset
from spo_geo.view import make_view
from tests.browser.offlinepage import OfflinePage

pytestmark = pytest.mark.browser


def test_a_click_opens_the_district_and_its_sources(
    opened: OfflinePage, real: Dataset
) -> None:
    page = opened.page
    panel = page.locator("#district-panel")
    expect(panel).to_be_hidden()
    page.mouse.click(*opened.centre_of("PK603"))
    expect(panel.get_by_role("heading")).to_have_text("Bahawalpur")
    project = real.project("SPO-05")
    for text in (
        "Punjab · PK603",
        "1 project in this selection",
        project.title,
        f"SPO-05 · {project.period}",
        "Focus area: Education",
        "Department for International Development (DFID) – financial support",
        project.sources[0],
    ):
        expect(panel).to_contain_text(text)
    links = panel.get_by_role("link", name="http")
    assert {link.get_attribute("rel") for link in links.all()} == {
        "noopener noreferrer"
    }
    opened.filter(years=(), options=("Health",))
    expect(panel).to_contain_text("No record in this selection names this district.")
    opened.filter(years=(), options=())
    may_be = make_view(real).held[0].candidates[0].adm2_pcode
    page.get_by_label("District (or click the map)").select_option(may_be)
    expect(panel).to_contain_text("0 projects")
    expect(panel).to_contain_text("Karachi (SPO-07) may lie here")


def test_the_keyboard_alone_filters_and_opens_a_district(opened: OfflinePage) -> None:
    page = opened.page
    page.locator(".spo-option", has_text="DFID").locator("input").focus()
    page.keyboard.press("Space")
    expect(page.locator("#n-projects")).to_have_text("3")
    page.get_by_label("From year").focus()
    page.keyboard.type("2015")
    expect(page.locator("#narrowing")).to_contain_text("years 2015–2021")
    page.get_by_label("District (or click the map)").focus()
    page.keyboard.type("Bahawaln")
    expect(page.locator("#district-panel h2")).to_have_text("Bahawalnagar")
    assert page.evaluate("SpoFile.page.map.selected") == "PK602"
    header = page.get_by_role("columnheader", name="Province")
    header.get_by_role("button").press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("row").get_by_role("button", name="Bahawalpur").press("Enter")
    expect(page.locator("#district-panel h2")).to_have_text("Bahawalpur")
    page.get_by_role("button", name="Clear all").first.press("Enter")
    expect(page.locator("#n-projects")).to_have_text("33")
    expect(page.locator("#narrowed")).to_be_hidden()


def test_tooltip_play_control_and_layers_work(opened: OfflinePage) -> None:
    page = opened.page
    page.mouse.move(*opened.centre_of("PK615"))
    tip = page.locator(".spo-tip")
    expect(tip).to_contain_text("Khanewal")
    expect(tip).to_contain_text("2 projects")
    expect(tip).to_contain_text("SPO-12")
    page.get_by_role("button", name="Play through the years").click()
    expect(page.locator(".spo-status")).to_contain_text("2012 on the map:")
    expect(page.locator(".spo-status")).to_contain_text("2013 on the map:")
    page.get_by_role("button", name="Pause").click()
    assert page.locator(".leaflet-marker-icon").count() == 0
    page.get_by_role("button", name="Layers").click()
    page.get_by_label("SPO offices (undated list)").check()
    page.get_by_label("Presence list, undated").check()
    expect(page.locator(".leaflet-marker-icon.spo-office").first).to_be_attached()
    expect(page.locator(".leaflet-marker-icon.spo-presence").first).to_be_attached()
    expect(page.locator(".spo-legend")).to_contain_text("Line of Control")
    dashes = page.locator("path.spo-control").evaluate(
        "e => getComputedStyle(e).strokeDasharray"
    )
    assert dashes != "none"


def test_a_filter_keeps_zoom_open_entries_and_held_outlines(
    opened: OfflinePage,
) -> None:
    page = opened.page
    leaflet = "SpoFile.page.map.map"
    where = f"[{leaflet}.getZoom(), {leaflet}.getCenter()]"
    page.evaluate(f"{leaflet}.setView([25, 68], 7, {{ animate: false }}) && 0")
    before = page.evaluate(where)
    page.locator("#off-map a").first.click()
    entry = page.locator("#project-list details[open]")
    expect(entry).to_have_count(1)
    summary = entry.locator("> summary")
    title = summary.inner_text()
    group = page.locator("#off-map details").first
    group.locator("summary").click()
    opened.filter(years=(2012, 2013, 2014, 2015, 2016), options=())
    assert page.evaluate(where) == before
    expect(summary).to_have_text(title, use_inner_text=True)
    expect(group).not_to_have_attribute("open", "")
    held = page.locator("path.spo-held")
    assert held.get_attribute("fill") == "none"
    assert held.get_attribute("d") != "M0 0"
    opened.filter(years=(), options=("Health",))
    assert held.get_attribute("d") == "M0 0"
    expect(page.locator("#held")).to_be_hidden()
