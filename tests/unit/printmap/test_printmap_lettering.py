"""Text is inert, and never a box."""

import pytest

from spo_geo.errors import SpoGeoError
from spo_geo.printmap.drawing import draw_map
from spo_geo.printmap.lettering import Style, clean, cut, width, wrap
from spo_geo.view import make_view
from tests.unit.printmap.sheets import DAY, SVG, compose_sheet, parse, texts, words

HOSTILE = (
    "$x^2$ costs $5",
    "{{7*7}} {% raw %} ${a} `b`",
    "<img src=x onerror=alert(1)> \"></script> & '",
    r"\frac{1}{2} %s \n",
)


@pytest.mark.parametrize("title", HOSTILE)
def test_titles_show_as_typed(view, layer, title):
    sheet = compose_sheet(view(), layer, title=title)
    assert words(sheet, "header").startswith(title)
    assert not any(text.get_parse_math() for text in texts(sheet))
    assert not any(text.get_usetex() for text in texts(sheet))


@pytest.mark.parametrize("title", HOSTILE)
def test_titles_in_svg_are_text(view, layer, title):
    root = parse(draw_map(view(), layer, title=title, fmt="svg", date=DAY))
    shown = [text.text for text in root.iter(f"{SVG}text")]
    assert title in shown
    tags = {node.tag.removeprefix(SVG).lower() for node in root.iter()}
    assert tags.isdisjoint({"script", "img", "image", "foreignobject", "a"})
    assert root.find(f"{SVG}title").text == title


def test_place_of_a_record_shows_as_typed(make_dataset, layer):
    row = {
        "project_id": "T-1",
        "title": "x",
        "coverage": "x",
        "scope": "districts",
        "districts": "$Q$ {{a}} <b>",
    }
    legend = words(compose_sheet(make_view(make_dataset([row])), layer), "legend")
    assert "$Q$ {{a}} <b>: no district known (T-1)" in legend


def test_control_characters_are_dropped(view, layer):
    svg = draw_map(view(), layer, title="A\x00B\u202eC\n D", fmt="svg", date=DAY)
    assert parse(svg).find(f"{SVG}title").text == "ABC D"


@pytest.mark.parametrize("title", ["हिन्दी", "ہری پور", "地図"])
def test_title_in_a_script_without_a_font_is_refused(view, layer, title):
    with pytest.raises(SpoGeoError, match="no font for this script") as caught:
        draw_map(view(), layer, title=title)
    assert "\n" not in str(caught.value)


def test_title_in_arabic_letters_that_the_font_holds_is_drawn(view, layer):
    assert words(compose_sheet(view(), layer, title="کراچی"), "header")[:5] == "کراچی"


def test_title_that_no_page_can_hold_is_refused(view, layer):
    with pytest.raises(SpoGeoError, match="title is too long for the paper"):
        draw_map(view(), layer, title="word " * 300)


def test_clean_names_the_character():
    with pytest.raises(SpoGeoError, match=r"U\+5730"):
        clean("map 地", where="the title", style=Style(10))


def test_wrap_keeps_every_word_within_the_limit():
    style = Style(9)
    text = "Strengthening Participatory Organization " + "x" * 90
    lines = wrap(text, style, 120)
    assert all(width(line, style) <= 120 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_cut_marks_what_is_left_out():
    style = Style(9)
    lines = wrap("one two three four five six seven", style, 50)
    kept = cut(lines, 2, style, 50)
    assert len(lines) > 2
    assert len(kept) == 2
    assert kept[1].endswith(" …")
    assert cut(lines, 99, style, 50) == lines
