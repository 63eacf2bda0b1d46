"""A data person drops a sheet, decides what is held, and has it on the map."""

import datetime
import io
from collections.abc import Sequence

import pytest
from openpyxl import Workbook
from playwright.sync_api import Locator, expect

from tests.browser.atlaspage import AtlasPage
from tests.browser.conftest import OpenAtlas
from tests.browser.test_page_layout import LAPTOP, PHONE, assert_fits
from tests.probes import MARKUP, TEXT

pytestmark = pytest.mark.browser

HEADER = ("S#", "Project Name", "Project Location", "Donor", "Theme", "Start", "End")
PLACES = ("Badin", "Thatta & Sanghar", "Swat", "Multan", "Kech, Gwadar", "Layyah")
HELD = {7: "Karachi", 19: "Karachi", 11: "Dir", 23: "Rajapur"}
NO_RECORD = "#e8e8e6"
PLACE = f"Place {MARKUP['event handler']}"


def workbook(
    rows: Sequence[Sequence[object]], title: str = "List of projects"
) -> bytes:
    """Return a sheet as people keep it: a title above, donors in merged cells."""
    book = Workbook()
    page = book.worksheets[0]
    page.append([title])
    page.append([])
    page.append(HEADER)
    for row in rows:
        page.append(row)
    page.merge_cells(start_row=4, end_row=6, start_column=4, end_column=4)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def fifty() -> bytes:
    rows = [
        (
            n,
            f"Work of the year {n}",
            HELD.get(n, PLACES[n % len(PLACES)]),
            "DFID",
            "Education",
            "Sep-14"
            if n == 40
            else f"{n % 12 + 1:02d}/05/2013"
            if n in (30, 31)
            else datetime.date(2010 + n % 5, n % 12 + 1, 1),
            "Dec 2016",
        )
        for n in range(1, 51)
    ]
    return workbook(rows)


def drop(opened: AtlasPage, content: bytes, name: str = "projects.xlsx") -> Locator:
    """Drop a file on the page and return the tab, once it has been read."""
    panel = opened.open_tab("Your sheet")
    field = panel.get_by_test_id("stFileUploaderDropzoneInput").last
    field.set_input_files({"name": name, "mimeType": "", "buffer": content})
    expect(panel.get_by_text("rows read =")).to_be_visible()
    return panel


def card(panel: Locator, words: str) -> Locator:
    return panel.locator('[class*="st-key-card_"]').filter(has_text=words)


def choose(opened: AtlasPage, words: str, choice: str, *, typed: bool = False) -> None:
    """Choose, or write, what held words are read as; the card is then gone."""
    held = card(opened.page.get_by_role("tabpanel"), f"“{words}”")
    box = held.get_by_role("combobox").first
    if typed:
        opened.write(box, choice)
        box.press("Enter")
    else:
        opened.pick(box, choice)
    expect(held).to_have_count(0)


def test_sheet_of_fifty_rows_is_repaired_and_on_the_map(
    open_atlas: OpenAtlas,
) -> None:
    opened = open_atlas()
    panel = drop(opened, fifty())
    expect(panel.get_by_text("50 rows read = 43 taken + 7 with")).to_be_visible()
    opened.expect_number("Places held", 4)
    choose(opened, "Karachi", "Central Karachi")
    opened.expect_number("Places held", 2)
    choose(opened, "Dir", "Both: Upper Dir")
    choose(opened, "Rajapur", "Rajanpur")
    card(panel, "Start, 2 dates").get_by_role("button", name="The day").click()
    choose(opened, "Sep-14", "14 Sep 2014", typed=True)
    expect(panel.get_by_text("Nothing waits for a decision.")).to_be_visible()
    opened.expect_number("Places held", 0)
    panel.get_by_role("button", name="Show on the map").click()
    expect(opened.status).to_have_text("50 projects in 12 named districts")
    opened.hover("PK535")
    tip = opened.map.locator(".spo-tip")
    expect(tip).to_contain_text("Upper Dir")
    expect(tip).to_contain_text("row 14 Work of the year 11")
    assert opened.complaints == []
    assert opened.foreign() == []


def test_either_records_are_one_click_away_each_on_its_own_map(
    open_atlas: OpenAtlas,
) -> None:
    opened = open_atlas()
    drop(opened, fifty())
    opened.open_tab("Map")
    expect(opened.page.get_by_text("Shown: your sheet")).to_be_visible()
    expect(opened.status).to_contain_text("46 projects")
    opened.hover("PK701")
    tip = opened.map.locator(".spo-tip")
    expect(tip).to_contain_text("Work of the year")
    opened.page.get_by_role("button", name="Show SPO’s records").click()
    opened.expect_number("Projects", 33)
    expect(opened.status).to_contain_text("21 projects in 40 named districts")
    opened.hover("PK701")
    expect(tip).to_contain_text("SPO-")
    expect(tip).not_to_contain_text("Work of the year")
    opened.page.get_by_role("button", name="Show your sheet").click()
    expect(opened.status).to_contain_text("46 projects")
    for tab in ("Projects", "Data", "Your sheet"):
        opened.open_tab(tab)
        expect(opened.page.get_by_text("Shown: your sheet")).to_be_visible()
    expect(opened.page.get_by_text("50 rows read =")).to_be_visible()


def test_another_visitor_sees_nothing_of_it(open_atlas: OpenAtlas) -> None:
    mine, other = open_atlas(), open_atlas()
    drop(mine, fifty())
    mine.expect_number("Projects", 50)
    other.page.reload()
    other.expect_map()
    other.expect_number("Projects", 33)
    other.open_tab("Your sheet")
    expect(other.page.get_by_text("The columns may have any names")).to_be_visible()
    expect(other.page.get_by_text("projects.xlsx")).to_have_count(0)
    expect(other.page.get_by_text("Shown:")).to_have_count(0)


def test_broken_file_is_one_sentence_and_nothing_else_changes(
    open_atlas: OpenAtlas,
) -> None:
    opened = open_atlas()
    panel = drop(opened, fifty())
    field = panel.get_by_test_id("stFileUploaderDropzoneInput").last
    broken = {"name": "cut.xlsx", "mimeType": "", "buffer": fifty()[:900]}
    field.set_input_files(broken)
    notice = panel.get_by_role("alert")
    expect(notice).to_contain_text("The sheet was not loaded")
    expect(notice).to_contain_text("cut.xlsx")
    opened.expect_number("Projects", 50)
    panel.get_by_role("button", name="Forget this sheet").click()
    opened.expect_number("Projects", 33)
    expect(panel.get_by_text("cut.xlsx")).to_have_count(0)


def test_text_of_a_sheet_is_shown_as_typed(open_atlas: OpenAtlas) -> None:
    opened = open_atlas()
    rows = [
        (1, f"Place {TEXT}", f"Thatta; {PLACE}", TEXT, "HR", "soon", ""),
        (2, f"Title {TEXT}", "Dir", f"Fund {TEXT}", f"Theme {TEXT}", "2014", "2015"),
        (3, f"Title {TEXT}", "Badin", "", "Education", "2015", "2016"),
        (4, "Roads", "Swat", "", "Education", "2014", "2015"),
    ]
    panel = drop(opened, workbook(rows), "list {{7*7}} $x$ **b**.xlsx")
    banner = opened.page.locator(".spo-notice").first
    expect(banner).to_contain_text("list {{7*7}} $x$ **b**.xlsx")
    for view in ("Columns", "All problems", "Repairs", "Compare with"):
        panel.get_by_role("radio", name=view).click()
        expect(panel.get_by_role("radio", name=view)).to_be_checked()
        expect(opened.page.locator(".katex, main img[src='x']")).to_have_count(0)
    opened.open_tab("Map")
    opened.hover("PK701")
    expect(opened.map.locator(".spo-tip")).to_contain_text(f"Title {TEXT}")
    for frame in opened.page.frames:
        assert frame.evaluate("window.__pwned") is None
    assert opened.complaints == []
    assert opened.foreign() == []
    assert not [url for url in opened.requests if url.endswith("/x")]


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_nothing_overflows(open_atlas: OpenAtlas, size: tuple[int, int]) -> None:
    opened = open_atlas(size=size)
    panel = drop(opened, fifty())
    for view in ("To decide", "Columns", "All problems", "Repairs", "Compare with"):
        panel.get_by_role("radio", name=view).click()
        expect(panel.get_by_role("radio", name=view)).to_be_checked()
        assert_fits(opened)
    assert opened.complaints == []


def test_laptop_shows_what_was_understood_and_what_is_held_at_once(
    open_atlas: OpenAtlas,
) -> None:
    opened = open_atlas(size=LAPTOP)
    panel = drop(opened, fifty())
    opened.page.get_by_test_id("stMain").evaluate("e => e.scrollTo(0, 0)")
    for place in (
        opened.page.get_by_text("Shown: your sheet"),
        panel.get_by_text("50 rows read ="),
        panel.get_by_text("Coverage in words ← Project Location"),
        card(panel, "“Karachi”"),
        card(panel, "“Dir”"),
        panel.get_by_role("button", name="Show on the map"),
    ):
        box = place.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= LAPTOP[1]
