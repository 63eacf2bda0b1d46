"""Planned and announced work on the maps of the browser: hatched, never a colour."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageColor
from playwright.sync_api import BrowserContext, FrameLocator, Locator, expect

from spo_geo.classify import NO_RECORD, PLANNED_LINE, class_colours
from spo_geo.dataset import GEO_DIR, load
from spo_geo.filters import Filters
from spo_geo.view import View, make_view
from spo_geo.wording import sentence
from tests.browser.conftest import OpenAtlas
from tests.browser.offlinepage import OfflinePage, open_file
from tests.browser.serving import served
from tests.conftest import write_data_dir
from tests.planned import project

pytestmark = pytest.mark.browser

BADIN, THATTA, MULTAN, QUETTA = "PK701", "PK727", "PK622", "PK226"
HATCH = "url(#spo-hatch)"
(ONE,) = class_colours(1)
ONLY = "planned or announced only"
MIXED = f"2 projects, 1 of them {ONLY}"


# Badin 2 projects, 1 of them planned; Thatta 2, all planned; Multan 1, done.
ROWS = (
    project(1, "Completed", "Badin; Multan"),
    project(2, "Planned", "Badin; Thatta", "2014/2016"),
    project(3, "Approved, not yet started", "Thatta", "2016/2017"),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data_dir(tmp_path_factory.mktemp("data") / "d", ROWS, results=[])


@pytest.fixture(scope="module")
def view(data: Path) -> View:
    return make_view(load(data, GEO_DIR))


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with served(data.parent / "log.txt", data) as found:
        yield found


@pytest.fixture(scope="module")
def file(
    context: BrowserContext, tmp_path_factory: pytest.TempPathFactory, view: View
) -> Iterator[OfflinePage]:
    page = open_file(context, tmp_path_factory.mktemp("file"), view)
    yield page
    page.page.close()


@pytest.fixture
def offline(file: OfflinePage) -> Iterator[OfflinePage]:
    """The file as it opens; at the end nothing was asked for, nothing complained."""
    yield file
    file.page.emulate_media(color_scheme="light", forced_colors="none", media="screen")
    file.filter(years=(), options=())
    file.page.evaluate("SpoFile.page.update()")
    assert file.complaints == []
    assert file.asked_beyond() == []


class Shown:
    """What a map shows, in the frame of the page or in the file."""

    def __init__(self, map_: Locator | FrameLocator) -> None:
        self.map = map_

    def expect_year(self, year: int | None, words: str) -> None:
        """Choose a year, or all of them, and read what the map says of it."""
        if year is None:
            self.map.get_by_role("button", name="All years").click()
        else:
            self.map.get_by_label("Year shown on the map").fill(str(year - 2012))
        expect(self.map.locator(".spo-status")).to_have_text(words)

    def expect_hatched(self, n: int) -> None:
        paths = self.map.locator("path.spo-district.is-planned")
        expect(paths).to_have_count(n)
        expect(self.map.locator(f'path[fill="{HATCH}"]')).to_have_count(n)
        rows = self.map.locator(".spo-legend li:has(.spo-hatch)")
        expect(rows).to_have_text([ONLY] if n else [])

    def expect_pattern(self) -> None:
        """The hatch is in the drawing, and looks like neither grey nor a class."""
        pattern = self.map.locator("svg pattern#spo-hatch")
        expect(pattern.locator("rect")).to_have_attribute("fill", NO_RECORD)
        expect(pattern.locator("path")).to_have_attribute("stroke", PLANNED_LINE)
        swatch = self.map.locator(".spo-hatch")
        image = swatch.evaluate("e => getComputedStyle(e).backgroundImage")
        assert "repeating-linear-gradient" in image


def expect_play(shown: Shown) -> None:
    """Each year has the colours and the hatch of what was active in it."""
    shown.expect_year(2012, "2012 on the map: 1 project in 2 named districts")
    shown.expect_hatched(0)
    shown.expect_year(2014, f"2014 on the map: {MIXED}, in 3 named districts")
    shown.expect_hatched(1)
    shown.expect_year(2015, f"2015 on the map: 1 project, {ONLY}, in 2 named districts")
    shown.expect_hatched(2)
    shown.expect_year(
        2016, f"2016 on the map: 2 projects, all {ONLY}, in 2 named districts"
    )
    shown.expect_year(None, f"3 projects, 2 of them {ONLY}, in 3 named districts")
    shown.expect_hatched(1)


def test_map_of_the_page_hatches_planned_work(
    open_atlas: OpenAtlas, address: str, view: View
) -> None:
    opened = open_atlas(address=address)
    shown = Shown(opened.map)
    shown.expect_hatched(1)
    shown.expect_pattern()
    fills = opened.fills()
    assert {fills[BADIN], fills[MULTAN]} == {ONE}
    assert (fills[THATTA], fills[QUETTA]) == (HATCH, NO_RECORD)
    title = opened.map.locator(".spo-legend-title")
    expect(title).to_have_text("Projects per district, without planned ones")
    expect(opened.page.get_by_text(sentence(view))).to_be_visible()
    tip = opened.map.locator(".spo-tip")
    opened.hover(BADIN)
    expect(tip).to_contain_text(MIXED)
    expect(tip).to_contain_text(f"P-2 Project 2 (2014 – 2016; {ONLY})")
    opened.hover(THATTA)
    expect(tip).to_contain_text(f"2 projects, all {ONLY}")
    opened.click(BADIN)
    panel = opened.page.get_by_role("tabpanel", name="Map")
    expect(panel.get_by_text(MIXED, exact=True)).to_be_visible()
    expect(panel.get_by_text(f"P-2 · 2014 – 2016 · {ONLY}")).to_be_visible()
    expect_play(shown)
    assert opened.complaints == []
    assert opened.foreign() == []


def test_offline_file_hatches_planned_work(offline: OfflinePage, view: View) -> None:
    shown = Shown(offline.map)
    shown.expect_hatched(1)
    shown.expect_pattern()
    found = offline.shown()
    assert found["sentence"] == sentence(view)
    assert found["classes"] == [[1, ONE.removeprefix("#"), "1"]]
    assert {found["fills"][BADIN], found["fills"][MULTAN]} == {ONE}
    assert (found["fills"][THATTA], found["fills"][QUETTA]) == (HATCH, NO_RECORD)
    table = offline.page.locator("#district-table tbody tr")
    expect(table.filter(has_text="Badin").locator("td").first).to_have_text(
        "2 (1 planned)"
    )
    expect(table.filter(has_text="Multan").locator("td").first).to_have_text("1")
    offline.page.get_by_label("District (or click the map)").select_option(BADIN)
    beside = offline.page.locator("#district-panel")
    expect(beside).to_contain_text(f"2 projects in this selection, 1 of them {ONLY}")
    expect_play(shown)


def test_filters_of_the_offline_file_say_what_the_view_says(
    offline: OfflinePage, view: View
) -> None:
    n_hatched = []
    for years in ((2012, 2013), (2014, 2015), (2015,), (2016, 2017)):
        offline.filter(years=years, options=())
        chosen = make_view(view.dataset, Filters(years=years))
        expect(offline.page.locator("#sentence")).to_have_text(sentence(chosen))
        n_hatched.append(sum(c.is_planned_only for c in chosen.district_counts))
        Shown(offline.map).expect_hatched(n_hatched[-1])
        without = ", without planned ones" if chosen.n_planned else ""
        title = offline.map.locator(".spo-legend-title")
        expect(title).to_have_text(f"Projects per district{without}")
    assert n_hatched == [0, 1, 2, 2]


def test_map_that_is_told_numbers_alone_hatches_too(offline: OfflinePage) -> None:
    offline.page.evaluate(
        """() => SpoFile.page.map.update({
          classes: [[1, "5bbbcf", "1"]], districts: "", held: [], selected: "",
          years: [], all: "All years", filtered: false, theme: "", tiles: false,
          counts: "PK701 3 2,PK727 2 2,PK622 1", nProjects: 5, nPlanned: 3,
        })"""
    )
    Shown(offline.map).expect_hatched(1)
    words = f"5 projects, 3 of them {ONLY}, in 3 named districts"
    expect(offline.map.locator(".spo-status")).to_have_text(words)
    fills = offline.shown()["fills"]
    assert (fills[BADIN], fills[THATTA], fills[MULTAN]) == (
        "#5bbbcf",
        HATCH,
        "#5bbbcf",
    )


def test_hatch_is_seen_in_dark_on_paper_and_in_forced_colours(
    offline: OfflinePage,
) -> None:
    for media in (
        {"color_scheme": "dark"},
        {"color_scheme": "light", "forced_colors": "active"},
        {"color_scheme": "light", "forced_colors": "none", "media": "print"},
    ):
        offline.page.emulate_media(**media)
        x, y = offline.centre_of(THATTA)
        clip = {"x": x - 8, "y": y - 8, "width": 16, "height": 16}
        seen = Image.open(BytesIO(offline.page.screenshot(clip=clip))).convert("RGB")
        assert is_among(PLANNED_LINE, seen), media
        assert is_among(NO_RECORD, seen), media


def is_among(colour: str, seen: Image.Image) -> bool:
    """Tell whether a pixel has a colour, or nearly has where an edge is smoothed."""
    pixels = np.asarray(seen, dtype=int).reshape(-1, 3)
    return bool((abs(pixels - ImageColor.getrgb(colour)).max(axis=1) < 24).any())
