"""The offline map on a screen, on paper and without scripts."""

import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from pypdf import PdfReader

from spo_geo.attribution import DISCLAIMER
from spo_geo.dataset import Dataset
from spo_geo.filters import Filters
from spo_geo.offline import offline_map
from spo_geo.view import make_view
from spo_geo.wording import sentence
from tests.browser.offlinepage import MADE, OfflinePage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["laptop", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_fits_the_screen_in_either_theme(
    opened: OfflinePage, size: tuple[int, int], dark: bool
) -> None:
    page = opened.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.reload()
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.get_by_label("District (or click the map)").select_option("PK615")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    theme = "dark" if dark else "light"
    expect(opened.map).to_have_attribute("data-theme", theme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(16, 20, 26)" if dark else "rgb(243, 245, 247)")
    box = opened.map.bounding_box()
    assert box is not None
    assert box["width"] >= min(size[0] - 40, 600)
    assert box["height"] >= 400
    expect(page.locator(".spo-shown")).to_contain_text(DISCLAIMER)


def test_the_phone_folds_the_filters_and_the_laptop_shows_the_map_at_once(
    opened: OfflinePage,
) -> None:
    page = opened.page
    expect(page.locator("#filter-box")).to_have_attribute("open", "")
    box = opened.map.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 768
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#filter-box")).not_to_have_attribute("open", "")
    page.locator("#filter-box > summary").click()
    page.locator(".spo-option", has_text="DFID").click()
    expect(page.locator("#n-set")).to_have_text(" (1 set)", use_inner_text=False)


def test_it_prints_the_map_and_every_list(opened: OfflinePage, tmp_path: Path) -> None:
    page = opened.page
    page.emulate_media(color_scheme="dark")
    page.locator("#off-map details").first.locator("summary").click()
    pdf = PdfReader(write(tmp_path / "print.pdf", page.pdf(format="A4")))
    printed = " ".join(" ".join(p.extract_text() for p in pdf.pages).split())
    text = unicodedata.normalize("NFKC", printed)  # the font joins letters
    assert 3 <= len(pdf.pages) <= 8
    for words in (
        "SPO coverage atlas",
        "12 more were national or name no district",
        "Not on the map: 12 of 33 projects",
        "across Pakistan",
        "Districts named (40)",
        "Umer Kot",
        "Places held (1)",
        DISCLAIMER,
    ):
        assert words in text
    assert "Choose a district" not in text
    expect(page.locator("#off-map details").first).not_to_have_attribute("open", "")
    expect(opened.map).to_have_attribute("data-theme", "dark")


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_without_scripts_the_selection_is_still_stated(
    context: BrowserContext, tmp_path: Path, real: Dataset
) -> None:
    view = make_view(real, Filters(funders=("USAID",)))
    path = write(tmp_path / "map.html", offline_map(view, made=MADE))
    assert context.browser is not None
    plain = context.browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(path.as_uri())
    expect(page.locator("#sentence")).to_have_text(sentence(view))
    expect(page.locator("#n-projects")).to_have_text(str(view.n_projects))
    expect(page.get_by_text("They need JavaScript")).to_be_visible()
    expect(page.locator("#about").get_by_text(DISCLAIMER)).to_be_visible()
    expect(page.locator("#map, #district, #district-table")).to_have_count(3)
    assert not any(e.is_visible() for e in page.locator("#map, #district").all())
    plain.close()
