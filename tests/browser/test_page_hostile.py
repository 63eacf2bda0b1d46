"""Text from the records is text: in the page, the map, the tables and the files."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.atlaspage import AtlasPage
from tests.browser.conftest import OpenAtlas
from tests.browser.serving import served
from tests.browser.test_page_saving import save
from tests.conftest import write_data_dir
from tests.probes import CONTROLS, DIRECTIONS, ENTITIES, FORMULAS, LONG, TEXT

pytestmark = pytest.mark.browser

ODD = " ".join({**FORMULAS, **ENTITIES, **CONTROLS, **DIRECTIONS}.values())
PROJECTS = (
    {
        "project_id": "H-1",
        "title": f"Title {TEXT}",
        "status": f"Status {TEXT}",
        "start": "2014-01",
        "end": "2015-12",
        "coverage": f"Coverage {TEXT}",
        "scope": "districts",
        "districts": f"Badin; Place {TEXT}; Karachi",
        "focus_area": f"Area {TEXT}",
        "implementing_partners": f"Partner {TEXT}",
        "funders": f"Funder {TEXT}",
        "funding_as_stated": f"{TEXT}",
        "summary": f"Summary {TEXT}",
        "notes": f"Note {TEXT}",
        "sources": f"Source {TEXT}; https://example.org/?q={TEXT.replace(' ', '')}",
    },
    {
        "project_id": "H-2",
        "title": f"National {TEXT}",
        "coverage": f"Words {TEXT}",
        "scope": "national",
        "sources": "000:1",
    },
    {
        "project_id": "H-3",
        "title": f"Odd {ODD}",
        "coverage": ODD,
        "scope": "institutional",
        "summary": LONG["long and unbroken"],
        "notes": ODD,
        "sources": "000:1",
    },
)
RESULTS = (
    {
        "result_id": "H-1-R01",
        "project_id": "H-1",
        "indicator": f"Indicator {TEXT}",
        "value": "7",
        "unit": "people",
        "quote": f"Quote {TEXT}",
        "note": f"Remark {TEXT}",
        "source": "000:1",
    },
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    data = write_data_dir(folder / "data", PROJECTS, results=RESULTS)
    with served(folder / "log.txt", data) as address:
        yield address


@pytest.fixture
def opened(open_atlas: OpenAtlas, hostile: str) -> Iterator[AtlasPage]:
    """The page on the hostile records; nothing of it may have run at the end."""
    page = open_atlas(address=hostile)
    dialogs = []
    page.page.on("dialog", lambda dialog: dialogs.append(dialog.dismiss()))
    yield page
    assert dialogs == []
    for frame in page.page.frames:
        assert frame.evaluate("window.__pwned") is None
    assert not [url for url in page.requests if url.endswith("/x")]
    assert page.complaints == []
    assert page.foreign() == []
    for kind in ("img[src='x']", "a[href^='javascript']", "main script"):
        expect(page.page.locator(kind)).to_have_count(0)


def test_map_tooltip_and_lists_show_text_as_typed(opened: AtlasPage) -> None:
    opened.hover("PK701")
    tip = opened.map.locator(".spo-tip")
    expect(tip).to_contain_text(f"Title {TEXT}")
    opened.click("PK701")
    panel = opened.page.get_by_role("tabpanel", name="Map")
    expect(panel.get_by_text("(PK701)")).to_be_visible()
    for start in ("Title", "Focus area: Area", "Funders: Funder", "Source: Source"):
        expect(panel.get_by_text(f"{start} {TEXT}").first).to_be_visible()
    panel.get_by_text("National (1)").click()
    for start in ("National", "“Words"):
        expect(panel.get_by_text(f"{start} {TEXT}").first).to_be_visible()
    opened.hover("PK714")
    expect(tip).to_contain_text("Place held, not counted: “Karachi”")
    assert tip.locator("img, script, a, b").count() == 0


def test_filters_show_text_as_typed(opened: AtlasPage) -> None:
    opened.add("Focus area", f"Area {TEXT}")
    opened.expect_number("Projects", 1)
    sidebar = opened.page.get_by_role("region", name="Sidebar")
    expect(sidebar.get_by_text(f"Area {TEXT} (1)")).to_be_attached()
    box = opened.combobox("Funder")
    box.click()
    option = opened.page.get_by_role("option", name=f"Funder {TEXT} (1)")
    expect(option).to_have_text(f"Funder {TEXT} (1)")
    box.press("Escape")


def test_empty_selection_and_tooltips_of_buttons_show_text_as_typed(
    open_atlas: OpenAtlas, opened: AtlasPage, hostile: str
) -> None:
    words = {"focus-area": [f"Area {TEXT}"], "scope": ["national"]}
    empty = open_atlas(words, address=hostile)
    sentence = empty.page.locator(".spo-sentence")
    expect(sentence).to_contain_text(f"focus area Area {TEXT}")
    empty.page.get_by_role("button", name="Map (PNG)").hover()
    expect(empty.page.get_by_text("A4 landscape, 300 dpi")).to_be_visible()
    assert empty.page.locator(".katex, main a[href^='javascript']").count() == 0
    unknown = open_atlas({"funder": [TEXT]}, address=hostile)
    expect(unknown.page.get_by_role("alert").first).to_contain_text(f"“{TEXT}”")
    assert unknown.complaints == []


def test_project_page_and_tables_show_text_as_typed(opened: AtlasPage) -> None:
    panel = opened.open_tab("Projects")
    cells = opened.page.get_by_role("gridcell", include_hidden=True)
    expect(cells.filter(has_text="Title").first).to_have_text(f"Title {TEXT}")
    opened.choose("Project", "H-1 · Title")
    heading = panel.get_by_role("heading", name=f"Title {TEXT}")
    expect(heading).to_be_visible()
    for start in (
        "Summary",
        "Coverage",
        "Status",
        "Area",
        "Partner",
        "Note",
        "Place",
        "Indicator",
        "Quote",
        "Remark",
    ):
        found = panel.get_by_text(f"{start} {TEXT}").filter(visible=True)
        expect(found.first).to_be_visible()


def test_call_check_shows_pasted_text_as_typed(opened: AtlasPage) -> None:
    panel = opened.open_tab("Call check")
    field = panel.get_by_role("textbox", name="Districts of the call")
    field.fill(f"Badin\nDistrict {TEXT}")
    field.press("Control+Enter")
    expect(panel.get_by_role("cell", name=f"District {TEXT}")).to_be_visible()
    expect(panel.get_by_role("cell", name="Badin").first).to_be_visible()


def test_data_tab_shows_text_as_typed(opened: AtlasPage) -> None:
    panel = opened.open_tab("Data")
    expect(panel.get_by_text(f"Place {TEXT}").first).to_be_visible()
    expect(panel.get_by_text(f"Note {TEXT}").first).to_be_visible()


def test_saved_files_hold_text_as_typed(opened: AtlasPage, tmp_path: Path) -> None:
    opened.add("Funder", f"Funder {TEXT}")
    opened.expect_number("Projects", 1)
    table = save(opened, "Table (CSV)", tmp_path).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert {row["title"] for row in rows} == {f"Title {TEXT}"}
    assert f"Place {TEXT}" in {row["place_as_written"] for row in rows}
    with Image.open(save(opened, "Map (PNG)", tmp_path)) as picture:
        picture.load()
        assert picture.text["Filters"] == f"funder Funder {TEXT}"
