import datetime
import io
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import matplotlib as mpl
import numpy as np
import pypdf
import pytest
from matplotlib import _pylab_helpers
from matplotlib.text import Text

from spo_geo.atlas import Atlas, PageFailure, make_atlas
from spo_geo.atlas import book as atlas_book
from spo_geo.atlas.closeup import draw_closeup, pale, plan_closeup
from spo_geo.atlas.content import Writer
from spo_geo.atlas.crop import make_cropper
from spo_geo.atlas.document import Document
from spo_geo.atlas.edges import PAPER
from spo_geo.atlas.page import PageMaker
from spo_geo.atlas.rows import NOT_SHOWN
from spo_geo.attribution import BOUNDARIES
from spo_geo.boundaries import Layer, read_layer
from spo_geo.classify import NO_RECORD, PALETTE
from spo_geo.dataset import GEO_DIR, Dataset, load
from spo_geo.errors import SpoGeoError
from spo_geo.filters import Filters
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.drawing import own_settings
from spo_geo.printmap.mapbody import content
from spo_geo.printmap.shading import shade
from spo_geo.printmap.sheet import Sheet
from spo_geo.provenance import make_stamp
from spo_geo.stamps import read_stamp
from spo_geo.view import View, make_view
from spo_geo.wording import sentence
from tests.conftest import TINY, write_data_dir
from tests.pdftext import words_of

DAY = datetime.date(2026, 11, 22)
HOSTILE = (
    "$x^2$ costs $5 and $6",
    "{{7*7}} {% raw %} ${a} `b`",
    "<img src=x onerror=alert(1)> \"></script> & '",
    r"\frac{1}{2} %s \n (a) \(b\)",
    "=HYPERLINK(1)",
    "کراچی",
)
BADIN, MULTAN, THATTA = "PK701", "PK622", "PK727"


@pytest.fixture(scope="module")
def layer() -> Layer:
    """The boundaries of the page: coarser than those of print, and quicker."""
    return read_layer(GEO_DIR / "pak_adm_web.topojson")


@pytest.fixture(scope="module")
def records(tmp_path_factory) -> Callable[..., Dataset]:
    def make(projects, **tables) -> Dataset:
        tables.setdefault("results", [])
        folder = tmp_path_factory.mktemp("atlas") / "data"
        return load(write_data_dir(folder, projects, **tables), GEO_DIR)

    return make


@pytest.fixture(scope="module")
def view(records) -> View:
    return make_view(records(TINY))


@pytest.fixture(scope="module")
def atlas(view, layer) -> Atlas:
    return make_atlas(view, DAY, layer=layer)


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int, str]]:
    return []


@pytest.fixture(scope="module")
def again(view, layer, told) -> Atlas:
    """The same atlas with no layer given, under settings that must not matter."""
    settings = {"font.size": 30, "pdf.fonttype": 3, "lines.linewidth": 9}
    with pytest.MonkeyPatch.context() as patch, mpl.rc_context(settings):
        patch.setattr(atlas_book, "print_layer", lambda: (layer, BOUNDARIES))
        made = make_atlas(view, DAY, progress=lambda *args: told.append(args))
        assert mpl.rcParams["font.size"] == 30
    return made


@pytest.fixture(scope="module")
def chosen(view) -> View:
    return make_view(view.dataset, Filters(years=(2014,), districts=(BADIN,)))


@pytest.fixture(scope="module")
def chosen_atlas(chosen, layer) -> Atlas:
    return make_atlas(chosen, DAY, layer=layer)


@pytest.fixture(scope="module")
def crowded(records) -> View:
    """25 projects in one district: hostile titles, long titles, a place held."""
    titles = [*HOSTILE, "地図 of schools", "A very long title " * 40]
    titles += [f"Project number {i} of many" for i in range(len(titles), 25)]
    rows = [
        {
            "project_id": f"C-{i:02}",
            "title": title,
            "start": f"{1998 + i}",
            "end": f"{1998 + i}",
            "scope": "districts",
            "districts": "South Karachi; Karachi" if i == 3 else "South Karachi",
            "coverage": "Here. " * (700 if i == 9 else 1),
            "summary": "Schools were built, and teachers trained. " * 5,
            "sources": f"000:{i}",
        }
        for i, title in enumerate(titles)
    ]
    return make_view(records(rows))


@pytest.fixture(scope="module")
def crowded_atlas(crowded, layer) -> Atlas:
    return make_atlas(crowded, DAY, layer=layer)


def read(atlas: Atlas) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(atlas.content))


@lru_cache(maxsize=8)
def texts(atlas: Atlas) -> list[str]:
    return [words_of(page) for page in read(atlas).pages]


# The book


def test_atlas_has_a_cover_and_a_page_for_each_district(atlas, view):
    pages = texts(atlas)
    assert atlas.failures == ()
    assert atlas.n_pages == len(pages) == 1 + view.n_districts == 4
    for number, (name, pcode) in enumerate(
        [("Multan", MULTAN), ("Badin", BADIN), ("Thatta", THATTA)], start=2
    ):
        assert f"P-code {pcode}" in pages[number - 1]
        assert name in pages[number - 1]
        assert f"{number} of 4" in pages[number - 1]


def test_paper_is_a4_upright(atlas):
    for page in read(atlas).pages:
        size = [round(float(length)) for length in page.mediabox[2:]]
        assert size == [595, 842]


def test_cover_says_selection_counts_contents_and_what_is_on_no_page(atlas, view):
    cover = texts(atlas)[0]
    assert "SPO coverage atlas" in cover
    assert "Selection: all records" in cover
    assert sentence(view) in cover
    assert "4 recorded projects" in cover
    assert "3 districts named" in cover
    assert "Punjab 2 Multan Sindh 3 Badin 4 Thatta" in cover
    assert "T-3 Policy (2014 – end not stated): “across Pakistan”" in cover
    assert "T-4 Undated (dates not stated): “Punjab”" in cover
    assert "Karachi: one or more of 6 districts" in cover


def test_every_page_carries_filters_sources_day_and_hash(chosen_atlas, view):
    for page in texts(chosen_atlas):
        assert "Selection: year 2014; district Badin" in page
        assert BOUNDARIES in page
        assert f"data {view.dataset.version[:12]}" in page
        assert "22 November 2026" in page


def test_page_says_the_figures_of_its_district(atlas, view):
    _, multan, badin, thatta = texts(atlas)
    assert "2 recorded projects 2012–2016 first and last year 5 years active" in badin
    assert "2 funders" in badin
    assert "1 donor partner (funding not stated)" in badin
    assert "1 recorded project 2014–2016 first and last year 3 years active" in multan
    assert "Schools T-1 · Mar 2012 – Feb 2014 · Completed" in thatta
    assert "Courts" in multan
    assert "Courts" not in thatta


def test_neighbours_are_named_with_their_pages(atlas):
    badin, thatta = texts(atlas)[2:]
    assert "Thatta page 4" in badin
    assert "Badin page 3" in thatta
    assert "Sujawal" in thatta  # no record names it


def test_outline_lists_provinces_and_districts(atlas):
    reader = read(atlas)

    def listed(entries) -> list:
        return [
            listed(e)
            if isinstance(e, list)
            else (e.title, reader.get_destination_page_number(e))
            for e in entries
        ]

    assert listed(reader.outline) == [
        ("SPO coverage atlas", 0),
        ("Punjab", 1),
        [("Multan", 1)],
        ("Sindh", 2),
        [("Badin", 2), ("Thatta", 3)],
    ]


def test_contents_and_neighbours_link_to_pages(atlas):
    reader = read(atlas)
    numbers = {page.indirect_reference.idnum: i for i, page in enumerate(reader.pages)}
    links = [
        sorted(
            numbers[a.get_object()["/Dest"][0].idnum] for a in page.annotations or ()
        )
        for page in reader.pages
    ]
    assert links == [[1, 2, 3], [], [3], [2]]
    for annotation in reader.pages[0].annotations:
        left, bottom, right, top = map(float, annotation.get_object()["/Rect"])
        assert 0 < left < right < PAPER.width
        assert 5 < top - bottom < 15


def test_same_input_gives_the_same_bytes_whatever_the_settings(atlas, again):
    assert again.content == atlas.content


def test_progress_is_told_after_each_district(again, told):
    assert told == [(1, 3, "Multan"), (2, 3, "Badin"), (3, 3, "Thatta")]


def test_stamp_is_where_verify_looks_for_it(atlas, view, tmp_path):
    target = tmp_path / "atlas.pdf"
    target.write_bytes(atlas.content)
    assert read_stamp(target) == make_stamp(view, DAY)
    info = read(atlas).metadata
    assert info.title == "SPO coverage atlas"
    assert info.creation_date is None


def test_atlas_leaves_no_figure_and_no_lock_behind(atlas):
    assert _pylab_helpers.Gcf.figs == {}
    free = threading.Event()

    def draw() -> None:
        with own_settings():
            free.set()

    threading.Thread(target=draw, daemon=True).start()
    assert free.wait(10)


# Long and hostile content


def test_long_content_flows_to_further_pages(crowded_atlas):
    pages = texts(crowded_atlas)
    assert crowded_atlas.failures == ()
    assert crowded_atlas.n_pages > 4
    for number, page in enumerate(pages[2:], start=3):
        assert "South Karachi, continued" in page
        assert f"{number} of {len(pages)}" in page
    everything = " ".join(pages)
    for i in range(25):
        assert f"C-{i:02} ·" in everything
    assert everything.count("Here.") >= 700 + 24
    assert everything.count("A very long title") == 40
    assert "…" not in everything


def test_text_of_records_stands_as_typed(crowded_atlas):
    everything = " ".join(texts(crowded_atlas))
    for title in HOSTILE[:-1]:
        assert title in everything


def test_title_in_arabic_letters_that_the_font_holds_is_drawn(crowded, layer):
    maker, plan = planned(crowded, layer, "South Karachi")
    drawn = set()
    for i in range(len(plan.columns)):
        with own_settings():
            sheet, _ = maker.draw(plan, i, 1, 1, {})
        drawn |= {text.get_text() for text in sheet.figure.findobj(Text)}
    assert "کراچی" in drawn


def test_words_without_a_font_say_so_and_cost_no_page(crowded_atlas):
    everything = " ".join(texts(crowded_atlas))
    assert everything.count(NOT_SHOWN) == 1
    assert f"{NOT_SHOWN} C-06 · 2004" in everything


def test_place_that_may_lie_here_is_noted(crowded_atlas):
    everything = " ".join(texts(crowded_atlas))
    assert "Places held that may lie here; not counted, not shaded" in everything
    assert "Karachi: one or more of 6 districts, not said which (C-03)" in everything


def test_lists_that_the_cover_cannot_hold_follow_it(records, layer):
    districts = [d.adm2_name for d in records(TINY).gazetteer.districts.values()]
    rows = [
        {
            "project_id": f"D-{i}",
            "title": "Everywhere",
            "scope": "districts",
            "districts": "; ".join(districts[i::3]),
        }
        for i in range(3)
    ]
    rows += [
        {"project_id": f"N-{i}", "title": "Policy " * 20, "scope": "national"}
        for i in range(60)
    ]
    view = make_view(records(rows))
    shown = content(layer, shade(view, layer), ())
    writer = Writer(view)
    overview = atlas_book.write_overview(view, writer.districts, ())
    with own_settings():
        cover = atlas_book.CoverMaker(view, shown, (), overview, BOUNDARIES, DAY)
        plan = cover.plan()
        pages = {c.district.adm2_pcode: 7 for c in writer.districts}
        drawn = list(cover.draw(plan, pages, 99))
    assert plan.n_lists == 0
    assert len(drawn) == plan.n_pages >= 3
    assert sorted(p for _, links in drawn for _, p in links) == sorted(pages)
    said = [
        " ".join(t.get_text() for t in sheet.figure.findobj(Text)) for sheet, _ in drawn
    ]
    assert "Contents" not in said[0]
    assert "Contents" in said[1]
    everything = " ".join(said)
    assert all(f"N-{i} Policy" in everything for i in range(60))


# Pages that fail


def test_page_that_fails_says_so_and_loses_no_other(view, layer, atlas, monkeypatch):
    draw = PageMaker.draw

    def fail(self, plan, *args):
        if plan.content.district.adm2_pcode == BADIN:
            raise ValueError("paper jam 地")
        return draw(self, plan, *args)

    monkeypatch.setattr(PageMaker, "draw", fail)
    broken = make_atlas(view, DAY, layer=layer)
    reason = "an error of the program: ValueError: paper jam 地"
    assert broken.failures == (PageFailure(BADIN, "Badin", reason),)
    assert broken.n_pages == atlas.n_pages
    before, after = texts(atlas), texts(broken)
    assert [a == b for a, b in zip(before, after, strict=True)] == [1, 1, 0, 1]
    assert "This page could not be made" in after[2]
    assert "ValueError: paper jam U+5730" in after[2]
    assert "2 recorded projects name this district: T-1, T-2" in after[2]
    assert "3 of 4" in after[2]


def test_page_that_breaks_off_while_it_is_written_is_replaced(
    view, layer, atlas, monkeypatch
):
    draw = Text.draw

    def fail(self, renderer):
        if self.get_text() == "Courts" and self.figure is broken_figure:
            raise RuntimeError("no ink")
        return draw(self, renderer)

    broken_figure = None
    add = Document.add

    def watch(self, figure):
        nonlocal broken_figure
        found = {text.get_text() for text in figure.findobj(Text)}
        broken_figure = (
            figure if f"Punjab · Pakistan · P-code {MULTAN}" in found else None
        )
        return add(self, figure)

    monkeypatch.setattr(Text, "draw", fail)
    monkeypatch.setattr(Document, "add", watch)
    broken = make_atlas(view, DAY, layer=layer)
    assert [failure.adm2_name for failure in broken.failures] == ["Multan"]
    before, after = texts(atlas), texts(broken)
    assert len(after) == broken.n_pages == 4
    assert "This page could not be made" in after[1]
    assert "no ink" in after[1]
    assert before[2:] == after[2:]


def test_district_that_the_layer_lacks_is_a_failure_in_words(view, layer):
    smaller = {p: unit for p, unit in layer.adm2.items() if p != THATTA}
    made = make_atlas(view, DAY, layer=replace(layer, adm2=smaller))
    assert [failure.adm2_pcode for failure in made.failures] == [THATTA]
    assert "the boundary layer holds no such district" in made.failures[0].reason
    assert "the boundary layer holds no such district" in texts(made)[3]


# The maps


def planned(view: View, layer: Layer, name: str):
    writer = Writer(view)
    shown = content(layer, shade(view, layer), writer.held)
    count = next(c for c in writer.districts if c.district.adm2_name == name)
    with own_settings():
        maker = atlas_book.make_page_maker(view, shown, BOUNDARIES, DAY)
        return maker, maker.plan(writer.district(count))


WINDOW = Box(36.0, 400.0, 396.0, 690.0)


def test_closeup_shows_the_district_whole_and_in_its_class_colour(view, layer):
    cropper = make_cropper(content(layer, shade(view, layer), ()))
    closeup = plan_closeup(cropper, BADIN, WINDOW)
    points = closeup.frame.place(
        np.concatenate([r for p in layer.adm2[BADIN].polygons for r in p])
    )
    assert points[:, 0].min() > WINDOW.left
    assert points[:, 0].max() < WINDOW.right
    wide, high = np.ptp(points, axis=0)
    assert max(wide / WINDOW.width, high / WINDOW.height) == pytest.approx(
        0.46, abs=0.01
    )
    sheet = Sheet(PAPER)
    with own_settings():
        links = draw_closeup(sheet, closeup, cropper, {BADIN: 3, THATTA: 4})
    assert [pcode for _, pcode in links] == [THATTA]
    fills = drawn_fills(sheet)
    shading = cropper.shown.shading
    assert shading.colours[BADIN] in fills
    assert pale(shading.colours[THATTA]) in fills
    assert NO_RECORD in fills
    assert shading.colours[THATTA] not in fills


def drawn_fills(sheet: Sheet) -> set[str]:
    groups = {group.get_gid(): group for group in sheet.figure.get_children()}
    return {
        mpl.colors.to_hex(colour)
        for member in groups["districts"].get_children()
        for colour in member.get_facecolor()
    }


def test_neighbours_are_paler_in_the_same_order():
    def lightness(colour: str) -> float:
        return float(np.dot(mpl.colors.to_rgb(colour), (0.2126, 0.7152, 0.0722)))

    pales = [lightness(pale(colour)) for colour in PALETTE]
    assert pales == sorted(pales, reverse=True)
    assert all(p > lightness(c) for p, c in zip(pales, PALETTE, strict=True))


@pytest.mark.parametrize(
    ("pcode", "outside", "provinces", "held", "control"),
    [
        (BADIN, False, True, True, False),
        (MULTAN, False, True, False, False),
        ("PK107", False, True, False, True),
    ],
)
def test_closeup_knows_what_its_legend_must_explain(
    view, layer, pcode, outside, provinces, held, control
):
    shown = content(layer, shade(view, layer), Writer(view).held)
    closeup = plan_closeup(make_cropper(shown), pcode, WINDOW)
    assert closeup.shows_outside is outside
    assert closeup.shows_provinces is provinces
    assert closeup.shows_held is held
    assert closeup.shows_control is control


def test_place_filter_leaves_neighbours_outside_the_chosen_area(
    chosen, chosen_atlas, layer
):
    shown = content(layer, shade(chosen, layer), Writer(chosen).held)
    assert plan_closeup(make_cropper(shown), BADIN, WINDOW).shows_outside
    assert chosen_atlas.n_pages == 2
    assert "outside the chosen area" in texts(chosen_atlas)[1]
    assert "Thatta page" not in texts(chosen_atlas)[1]


def test_cropped_content_draws_the_same_in_its_window(view, layer):
    shown = content(layer, shade(view, layer), Writer(view).held)
    cropper = make_cropper(shown)
    frame = plan_closeup(cropper, "PK203", WINDOW).frame
    seen = cropper.crop(frame)
    low, high = (WINDOW.left, WINDOW.bottom), (WINDOW.right, WINDOW.top)

    def inside(lines) -> list:
        points = frame.place(np.concatenate(list(lines)))
        return points[((points > low) & (points < high)).all(axis=1)].tolist()

    def rings(units):
        return (ring for unit in units for polygon in unit.polygons for ring in polygon)

    assert inside(rings(seen.layer.adm2.values())) == inside(rings(layer.adm2.values()))
    assert inside(seen.outline) == inside(shown.outline)
    assert inside(seen.layer.province_borders) == inside(layer.province_borders)
    n = [sum(map(len, rings(part.adm2.values()))) for part in (seen.layer, layer)]
    assert n[0] < n[1] / 2


def test_empty_selection_is_refused(view, layer):
    empty = make_view(view.dataset, Filters(scopes=("national",)))
    with pytest.raises(SpoGeoError, match="no project names a district"):
        make_atlas(empty, DAY, layer=layer)
