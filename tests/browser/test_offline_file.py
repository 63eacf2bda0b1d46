"""The offline map, opened from the disk by a browser that reaches no network."""

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect
from pypdf import PdfReader

from spo_geo.attribution import DISCLAIMER
from spo_geo.classify import NO_RECORD, class_number, count_classes
from spo_geo.dataset import GEO_DIR, Dataset, load
from spo_geo.filters import Filters
from spo_geo.offline import offline_map
from spo_geo.view import View, make_view
from spo_geo.wording import filters_in_words, sentence
from tests.browser.offlinepage import OfflinePage
from tests.browser.test_page_hostile import PROJECTS, RESULTS
from tests.conftest import TINY, write_data_dir
from tests.probes import TEXT

pytestmark = pytest.mark.browser

MADE = date(2026, 11, 22)
NONE = Filters()

# What a reader chooses in the file, by the records and the selection in it.
ON_EVERYTHING = (
    NONE,
    Filters(years=(2014,)),
    Filters(years=(2014, 2015, 2016)),
    Filters(years=(2017, 2018)),
    Filters(focus_areas=("Education", "Health")),
    Filters(focus_areas=("Human Rights",)),
    Filters(funders=("USAID",)),
    Filters(funders=("TFP",)),
    Filters(funders=("USAID", "DFID")),
    Filters(years=(2012, 2013), funders=("USAID",)),
    Filters(focus_areas=("Governance",), funders=("USAID", "DFID")),
    Filters(years=(2014, 2015, 2016), focus_areas=("Human Rights",), funders=("NED",)),
    Filters(focus_areas=("Education",), funders=("UNICEF",)),
    Filters(focus_areas=("Education",), funders=("PACKARD",)),
)
ON_A_PART = (NONE, Filters(years=(2016, 2017)), Filters(funders=("USAID",)))
PARTS = {
    "province": Filters(provinces=("PK7",)),
    "district": Filters(districts=("PK615",)),
    "separate years": Filters(years=(2011, 2016, 2017)),
    "scopes": Filters(scopes=("national", "count")),
    "funder": Filters(funders=("USAID",)),
}


@dataclass(frozen=True)
class Case:
    """A file and what a reader chooses in it."""

    base: View
    chosen: Filters

    @property
    def view(self) -> View:
        """The selection that Python makes of both."""
        given = {name: getattr(self.chosen, name) for name in self.set}
        filters = replace(self.base.filters, **given)
        index = self.base.dataset.index
        return View(self.base.dataset, filters, index.select(filters) & self.base.bits)

    @property
    def set(self) -> list[str]:
        names = ("years", "focus_areas", "funders")
        return [name for name in names if getattr(self.chosen, name)]

    def others(self, name: str) -> int:
        """The projects that the filters but one select."""
        index = self.base.dataset.index
        return index.select(self.chosen.without(name)) & self.base.bits

    def options(self, name: str) -> dict[str, str]:
        """Key to menu label of the values in the file."""
        sets = self.base.dataset.index.by[name]
        codes = self.base.dataset.lists[name]
        return {c.key: c.menu_label for c in codes if sets[c.key] & self.base.bits}

    def labels(self) -> tuple[str, ...]:
        return tuple(
            self.options(name)[key]
            for name in ("focus_areas", "funders")
            for key in getattr(self.chosen, name)
        )

    def expected(self) -> dict[str, Any]:
        """What the file must show, from the core alone."""
        view, index = self.view, self.base.dataset.index
        counts = {c.district.adm2_pcode: c.n_projects for c in view.district_counts}
        numbers = (
            "n_projects",
            "n_districts",
            "n_funders",
            "n_places_held",
            "n_projects_without_district",
        )
        undated = self.others("years") & ~index.dated if self.chosen.years else 0
        return {
            "numbers": {name: getattr(view, name) for name in numbers},
            "undated": undated.bit_count(),
            "districts": {
                c.district.adm2_pcode: list(c.project_ids) for c in view.district_counts
            },
            "counts": counts,
            "names": {
                c.district.adm2_pcode: [c.district.adm2_name, c.district.adm1_name]
                for c in view.district_counts
            },
            "off_map": off_map(view),
            "projects": [project.project_id for project in view.projects],
            "held": [[f"“{held.place}”", held.project_id] for held in view.held],
            "focus_areas": self.facet("focus_areas"),
            "funders": self.facet("funders"),
            "classes": [
                [c.lower, c.colour.removeprefix("#"), c.label]
                for c in count_classes(counts.values())
            ],
            "fills": fills(self.base.dataset, counts),
        }

    def facet(self, name: str) -> dict[str, int]:
        sets, others = self.base.dataset.index.by[name], self.others(name)
        options = self.options(name).items()
        return {label: (sets[key] & others).bit_count() for key, label in options}

    def by_year(self) -> dict[str, int]:
        sets, others = self.base.dataset.index.by_year, self.others("years")
        first, last = self.base.first_year, self.base.last_year
        assert first is not None
        assert last is not None
        chosen = self.base.filters.years
        years = [y for y in range(first, last + 1) if not chosen or y in chosen]
        if len(years) < 2:
            return {}
        return {str(year): (sets.get(year, 0) & others).bit_count() for year in years}


def off_map(view: View) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for code in view.dataset.lists["scopes"]:
        ids = [
            p.project_id for p in view.projects_without_district if p.scope == code.key
        ]
        if ids:
            groups[code.label] = ids
    return groups


def fills(dataset: Dataset, counts: dict[str, int]) -> dict[str, str]:
    classes = count_classes(counts.values())
    lowers = [c.lower for c in classes]
    numbers = {
        pcode: class_number(counts.get(pcode, 0), lowers)
        for pcode in dataset.gazetteer.districts
    }
    return {
        pcode: NO_RECORD if n is None else classes[n].colour
        for pcode, n in numbers.items()
    }


def open_file(
    context: BrowserContext, folder: Path, view: View, title: str = ""
) -> OfflinePage:
    path = folder / "map of a selection.html"  # a space must do no harm
    path.write_bytes(offline_map(view, title=title, made=MADE))
    return OfflinePage(context, path)


@pytest.fixture
def opened(
    context: BrowserContext, tmp_path: Path, real: Dataset
) -> Iterator[OfflinePage]:
    """All records; at the end nothing was asked for and nothing complained."""
    page = open_file(context, tmp_path, make_view(real))
    page.page.set_viewport_size({"width": 1366, "height": 768})
    yield page
    assert page.complaints == []
    assert page.asked_beyond() == []
    page.page.close()


def assert_same(page: OfflinePage, case: Case) -> None:
    page.filter(years=case.chosen.years, options=case.labels())
    shown, expected = page.shown(), case.expected()
    assert {name: shown[name] for name in expected} == expected
    assert shown["by_year"] == case.by_year()
    if case.view.n_projects or not case.base.filters:
        assert shown["sentence"] == sentence(case.view)
    words = filters_in_words(replace(case.view, filters=case.chosen))
    assert (shown["narrowing"] or "all records") == words


# -- the numbers -------------------------------------------------------------------


def test_filters_give_the_numbers_of_the_view(
    opened: OfflinePage, real: Dataset
) -> None:
    base = make_view(real)
    for chosen in ON_EVERYTHING:
        case = Case(base, chosen)
        assert case.view.bits == make_view(real, chosen).bits
        assert_same(opened, case)
    totals = {Case(base, chosen).view.n_projects for chosen in ON_EVERYTHING}
    assert {0, 1, 5, 33} <= totals


@pytest.mark.parametrize("name", PARTS)
def test_filters_within_a_selection_give_the_numbers_of_the_view(
    context: BrowserContext, tmp_path: Path, real: Dataset, name: str
) -> None:
    base = make_view(real, PARTS[name])
    page = open_file(context, tmp_path, base)
    n_compared = 0
    for chosen in ON_A_PART:
        case = Case(base, chosen)
        if set(chosen.funders) <= set(case.options("funders")):
            years = tuple(y for y in chosen.years if str(y) in case.by_year())
            assert_same(page, replace(case, chosen=replace(chosen, years=years)))
            n_compared += 1
    assert n_compared >= 2
    assert page.complaints == []
    page.page.close()


def test_filters_give_the_numbers_of_the_view_on_other_records(
    context: BrowserContext, tmp_path: Path
) -> None:
    for rows, choices in (
        (TINY, (NONE, Filters(years=(2014,)), Filters(years=(2012, 2013)))),
        (many(), (NONE, Filters(funders=("DFID",)), Filters(years=(2010, 2011)))),
    ):
        data = write_data_dir(tmp_path / str(len(rows)), rows, results=[])
        base = make_view(load(data, GEO_DIR))
        page = open_file(context, tmp_path, base)
        for chosen in choices:
            assert_same(page, Case(base, chosen))
        page.page.close()
    largest = max(count.n_projects for count in base.district_counts)
    assert largest > 8  # so that classes are made of groups of counts


def many() -> list[dict[str, str]]:
    """Sixty projects in few districts, two of a funder's kind, some undated."""
    rng = random.Random(7)  # the same records each time
    places = (
        "Badin",
        "Thatta",
        "Multan",
        "Quetta",
        "Swat",
        "Skardu",
        "Karachi",
        "Kech",
    )
    weights = (30, 20, 12, 8, 5, 3, 2, 1)
    return [
        {
            "project_id": f"M-{i:02}",
            "title": f"Project {i}",
            "start": str(2008 + i % 7) if i % 5 else "",
            "end": str(2010 + i % 7) if i % 5 else "",
            "coverage": "as agreed",
            "scope": "districts",
            "districts": "; ".join(
                dict.fromkeys(rng.choices(places, weights, k=1 + i % 3))
            ),
            "focus_area": rng.choice(("Education", "Health", "Human Rights")),
            "funders": rng.choice(("DFID", "Oxfam", "TFP")),
            "funding_as_stated": rng.choice(("financial support", "in collaboration")),
        }
        for i in range(60)
    ]


# -- handling ------------------------------------------------------------------------


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


# -- nothing gets in, nothing gets out ------------------------------------------------


def test_hostile_words_are_words(context: BrowserContext, tmp_path: Path) -> None:
    data = write_data_dir(tmp_path / "data", PROJECTS, results=RESULTS)
    page = open_file(context, tmp_path, make_view(load(data, GEO_DIR)), title=TEXT)
    page.page.set_viewport_size({"width": 1366, "height": 768})
    shown = page.page
    expect(shown.locator("h1")).to_have_text(TEXT)
    assert shown.title() == TEXT
    shown.mouse.move(*page.centre_of("PK701"))
    expect(shown.locator(".spo-tip")).to_contain_text(f"Title {TEXT}")
    shown.get_by_label("District (or click the map)").select_option("PK701")
    for start in ("Title", "Focus area: Area", "Funders: Funder", "Source: Source"):
        expect(shown.locator("#district-panel")).to_contain_text(f"{start} {TEXT}")
    expect(shown.locator("#off-map")).to_contain_text(f"“Words {TEXT}”")
    expect(shown.locator("#held-list")).to_contain_text(f"“Place {TEXT}”")
    shown.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    for start in ("Summary", "Status", "Partner", "“Coverage", "Indicator", "Remark"):
        expect(shown.locator("#project-list")).to_contain_text(f"{start} {TEXT}")
    page.filter(years=(), options=(f"Area {TEXT}",))
    expect(shown.locator("#narrowing")).to_have_text(f"focus area Area {TEXT}")
    assert shown.evaluate("window.__pwned") is None
    expect(shown.locator("img[src='x'], a[href^='javascript']")).to_have_count(0)
    expect(shown.locator("script")).to_have_count(4)
    assert page.complaints == []
    assert page.asked_beyond() == []
    shown.close()


def test_the_policy_stops_whatever_should_get_in(opened: OfflinePage) -> None:
    stopped: list[str] = []
    opened.page.on(
        "requestfailed",
        lambda request: stopped.append(f"{request.failure}: {request.url}"),
    )
    blocked = opened.page.evaluate(
        """async () => {
          const blocked = [];
          document.addEventListener('securitypolicyviolation',
            (event) => blocked.push(event.effectiveDirective));
          const frame = document.createElement('div');
          document.body.append(frame);
          frame.innerHTML = '<img src="https://example.org/x.png">'
            + '<img src=x onerror="window.__pwned=1">'
            + '<p style="color: red">red</p><link rel=stylesheet href="https://example.org/x">';
          const script = document.createElement('script');
          script.textContent = 'window.__pwned = 1';
          document.body.append(script);
          await fetch('https://example.org/').catch(() => 0);
          await new Promise((done) => setTimeout(done, 200));
          return blocked;
        }"""
    )
    assert {"img-src", "connect-src", "script-src-elem", "style-src-attr"} <= set(
        blocked
    )
    assert opened.page.evaluate("window.__pwned") is None
    # None of them left the browser: the policy had stopped them before.
    assert sorted(stopped) == sorted(f"csp: {url}" for url in opened.asked_beyond())
    opened.requests.clear()
    assert opened.complaints  # the browser says what it stopped
    opened.complaints.clear()


def test_nothing_is_stored(opened: OfflinePage) -> None:
    opened.filter(years=(2014,), options=("Education",))
    stored = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert opened.page.evaluate(stored) == [0, 0, ""]
    opened.page.reload()
    expect(opened.page.locator("#n-projects")).to_have_text("33")


# -- how it looks ----------------------------------------------------------------------


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
