"""The book: its cover, its pages, what it says of itself, and a page that fails."""

import threading
from dataclasses import replace

import matplotlib as mpl
import pytest
from matplotlib import _pylab_helpers
from matplotlib.text import Text

from spo_geo.atlas import Atlas, PageFailure, make_atlas
from spo_geo.atlas import book as atlas_book
from spo_geo.atlas.closeup import plan_closeup
from spo_geo.atlas.content import Writer
from spo_geo.atlas.crop import make_cropper
from spo_geo.atlas.document import Document
from spo_geo.atlas.edges import PAPER
from spo_geo.atlas.page import PageMaker
from spo_geo.attribution import BOUNDARIES
from spo_geo.errors import SpoGeoError
from spo_geo.filters import Filters
from spo_geo.printmap.drawing import own_settings
from spo_geo.printmap.mapbody import content
from spo_geo.printmap.shading import shade
from spo_geo.provenance import make_stamp
from spo_geo.stamps import read_stamp
from spo_geo.view import make_view
from spo_geo.wording import sentence
from tests.unit.atlas.pages import BADIN, DAY, MULTAN, THATTA, WINDOW, read, texts


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
        patch.setattr(atlas_book, "kept_layer", lambda _: (layer, BOUNDARIES))
        made = make_atlas(view, DAY, progress=lambda *args: told.append(args))
        assert mpl.rcParams["font.size"] == 30
    return made


@pytest.fixture(scope="module")
def chosen_atlas(chosen, layer) -> Atlas:
    return make_atlas(chosen, DAY, layer=layer)


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


def test_place_filter_leaves_neighbours_outside_the_chosen_area(
    chosen, chosen_atlas, layer
):
    shown = content(layer, shade(chosen, layer), Writer(chosen).held)
    assert plan_closeup(make_cropper(shown), BADIN, WINDOW).shows_outside
    assert chosen_atlas.n_pages == 2
    assert "outside the chosen area" in texts(chosen_atlas)[1]
    assert "Thatta page" not in texts(chosen_atlas)[1]


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


def test_empty_selection_is_refused(view, layer):
    empty = make_view(view.dataset, Filters(scopes=("national",)))
    with pytest.raises(SpoGeoError, match="no project names a district"):
        make_atlas(empty, DAY, layer=layer)
