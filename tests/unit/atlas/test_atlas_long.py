"""An atlas of long and hostile content."""

import pytest
from matplotlib.text import Text

from spo_geo.atlas import Atlas, make_atlas
from spo_geo.atlas import book as atlas_book
from spo_geo.atlas.content import Writer
from spo_geo.atlas.rows import NOT_SHOWN
from spo_geo.attribution import BOUNDARIES
from spo_geo.printmap.drawing import own_settings
from spo_geo.printmap.mapbody import content
from spo_geo.printmap.shading import shade
from spo_geo.view import View, make_view
from tests.conftest import TINY
from tests.unit.atlas.pages import DAY, planned, texts

HOSTILE = (
    "$x^2$ costs $5 and $6",
    "{{7*7}} {% raw %} ${a} `b`",
    "<img src=x onerror=alert(1)> \"></script> & '",
    r"\frac{1}{2} %s \n (a) \(b\)",
    "=HYPERLINK(1)",
    "کراچی",
)


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
