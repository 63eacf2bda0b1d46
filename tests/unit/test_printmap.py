import datetime
import io
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pypdf
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.text import Text
from PIL import Image

from spo_geo.attribution import BOUNDARIES, DISCLAIMER
from spo_geo.boundaries import Layer, Unit, read_layer
from spo_geo.classify import NO_RECORD
from spo_geo.dataset import Dataset
from spo_geo.errors import DataError, SpoGeoError, UnknownValueError
from spo_geo.printmap import drawing
from spo_geo.printmap.blocks import columns
from spo_geo.printmap.boxes import Box, overlap
from spo_geo.printmap.compose import compose
from spo_geo.printmap.drawing import PRINT_LAYER, draw_map
from spo_geo.printmap.frame import fit
from spo_geo.printmap.furniture import bar_length
from spo_geo.printmap.heldplaces import held_places
from spo_geo.printmap.labels import Name, Placement
from spo_geo.printmap.lettering import Style, clean, cut, width, wrap
from spo_geo.printmap.options import PrintOptions
from spo_geo.printmap.output import SETTINGS
from spo_geo.printmap.png import write_png
from spo_geo.printmap.projection import EARTH_RADIUS, EqualArea
from spo_geo.printmap.shading import PALE, shade
from spo_geo.printmap.shapes import edge_of, placed
from spo_geo.printmap.sheet import LAYERS, Sheet
from spo_geo.provenance import make_stamp
from spo_geo.stamps import read_stamp
from spo_geo.view import View, make_view
from spo_geo.wording import sentence
from tests.pdftext import words_of

DAY = datetime.date(2026, 11, 22)
SINDH = "PK7"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "$x^2$ costs $5",
    "{{7*7}} {% raw %} ${a} `b`",
    "<img src=x onerror=alert(1)> \"></script> & '",
    r"\frac{1}{2} %s \n",
)


@pytest.fixture(scope="module")
def layer() -> Layer:
    return read_layer(PRINT_LAYER)


@pytest.fixture(autouse=True)
def settings() -> Iterator[None]:
    with mpl.rc_context():
        mpl.rcParams.update(SETTINGS)
        yield


@pytest.fixture
def view(tiny: Dataset) -> Callable[..., View]:
    def select(**words: list[str]) -> View:
        words = {name.replace("_", "-"): values for name, values in words.items()}
        return make_view(tiny, tiny.filter_reader.read(words))

    return select


def compose_sheet(view: View, layer: Layer, **options: object) -> Sheet:
    return compose(view, layer, BOUNDARIES, PrintOptions(date=DAY, **options))


def texts(sheet: Sheet, *names: str) -> list[Text]:
    chosen = [group for group in sheet.figure.get_children() if group.get_gid()]
    return [
        text
        for group in chosen
        if not names or group.get_gid() in names
        for text in group.findobj(Text)
        if text.get_text()
    ]


def words(sheet: Sheet, *names: str) -> str:
    return " ".join(text.get_text() for text in texts(sheet, *names))


def boxes(sheet: Sheet, *names: str) -> list[tuple[str, Box]]:
    sheet.figure.set_dpi(144)
    renderer = FigureCanvasAgg(sheet.figure).get_renderer()
    measured = []
    for text in texts(sheet, *names):
        x0, y0, x1, y1 = text.get_window_extent(renderer).extents / 2
        measured.append((text.get_text(), Box(x0, y0, x1, y1)))
    return measured


def figures(sheet: Sheet) -> dict[str, str]:
    """Return the bold figures of the panel by the words beside them."""
    panel = texts(sheet, "legend")
    return {
        words.get_text(): number.get_text()
        for number, words in pairwise(panel)
        if number.get_text().isdigit()
    }


# What the map says


def test_panel_shows_the_counts_of_the_view(view, layer):
    shown = figures(compose_sheet(view(), layer))
    assert shown["recorded projects"] == "4"
    assert shown["name a district"] == "2"
    assert shown["districts named"] == "3"
    assert shown["not on the map"] == "2"
    assert shown["National"] == "1"
    assert shown["Provinces named, no district"] == "1"


def test_legend_counts_every_district_once(view, layer):
    legend = words(compose_sheet(view(), layer), "legend")
    assert "1 (2 districts)" in legend
    assert "2 (1 district)" in legend
    assert "no record in this selection names this district (157)" in legend


def test_header_says_title_filters_and_sentence(view, layer):
    chosen = view(focus_area=["Education"], years=["2012-2014"])
    sheet = compose_sheet(chosen, layer, subtitle="For the call of 2027")
    header = words(sheet, "header")
    assert header.startswith("SPO projects by district: Education, 2012–2014 For the")
    assert "Selection: years 2012–2014; focus area Education" in header
    assert header.endswith(sentence(chosen))


def test_title_is_the_users_own(view, layer):
    assert words(compose_sheet(view(), layer, title="Ours"), "header").startswith(
        "Ours"
    )


def test_footer_carries_sources_disclaimer_version_and_hash(view, layer):
    footer = words(compose_sheet(view(), layer), "footer")
    assert BOUNDARIES in footer
    assert DISCLAIMER in footer
    assert "compiled on" in footer
    assert "22 November 2026" in footer
    assert f"data {view().dataset.version[:12]}" in footer


def test_selection_without_a_project_has_a_map_and_says_so(view, layer):
    nothing = view(funder=["Oxfam"], focus_area=["Education"])
    sheet = compose_sheet(nothing, layer, frame="selection")
    assert figures(sheet)["recorded projects"] == "0"
    assert "No recorded project matches" in words(sheet, "header")
    assert "names this district (160)" in words(sheet, "legend")
    assert "BALOCHISTAN" in words(sheet, "names")


def test_labels_name_the_districts_with_a_project_only(view, layer):
    named = words(compose_sheet(view(), layer, labels=True), "labels")
    assert sorted(named.split()) == ["Badin", "Multan", "Thatta"]
    assert words(compose_sheet(view(), layer), "labels") == ""


def test_labels_left_out_are_counted(view, layer):
    sheet = compose_sheet(view(), layer, labels=True, frame=(SINDH, "PK6", "PK5"))
    n_shown = len({box for _, box in boxes(sheet, "labels")})
    found = re.search(r"(\d+) labels? left out", words(sheet, "footer"))
    assert found
    assert int(found[1]) > 0
    assert n_shown > 0


# What is shaded, and what is not


def test_shade_counts_classes(view, layer):
    shading = shade(view(), layer)
    assert [(c.label, n) for c, n in shading.classes] == [("1", 2), ("2", 1)]
    assert shading.n_no_record == 157
    assert shading.n_counted_outside == 0


@pytest.mark.parametrize(
    ("chosen", "labels"),
    [({"district": ["Badin"]}, ["2"]), ({"focus_area": ["Education"]}, ["1"])],
)
def test_shade_shows_only_classes_that_occur(view, layer, chosen, labels):
    assert [c.label for c, _ in shade(view(**chosen), layer).classes] == labels


def test_shade_never_shades_a_held_place(view, layer):
    shading = shade(view(), layer)
    karachi = [p for p, unit in layer.adm2.items() if "Karachi" in unit.name]
    assert len(karachi) == 6
    assert {shading.colours[p] for p in karachi} == {NO_RECORD}


def test_shade_says_nothing_of_districts_outside_the_place_filter(view, layer):
    multan = next(p for p, unit in layer.adm2.items() if unit.name == "Multan")
    assert shade(view(), layer).colours[multan] not in (NO_RECORD, PALE)
    sindh = shade(view(province=["Sindh"]), layer)
    assert sindh.colours[multan] == PALE
    assert all(layer.adm2[p].parent == SINDH for p in sindh.inside)


def test_shade_counts_what_the_frame_leaves_out(view, layer):
    shading = shade(view(), layer, (SINDH,))
    assert shading.n_counted_outside == 1
    assert sum(n for _, n in shading.classes) == 2
    legend = words(compose_sheet(view(), layer, frame=(SINDH,)), "legend")
    assert "not shaded (1 with a project)" in legend


def test_colours_fall_in_luminance_from_no_record_to_most(make_dataset, layer):
    names = ["Badin", "Thatta", "Multan", "Quetta", "Swat", "Lahore"]
    rows = [
        {
            "project_id": f"T-{i}",
            "title": "x",
            "coverage": "x",
            "scope": "districts",
            "districts": "; ".join(names[: i + 1]),
        }
        for i in range(6)
    ]
    shading = shade(make_view(make_dataset(rows)), layer)
    colours = [PALE, NO_RECORD, *(c.colour for c, _ in shading.classes)]
    luminance = [luminance_of(colour) for colour in colours]
    assert len(colours) == 8
    assert luminance == sorted(set(luminance), reverse=True)


def parse(svg: bytes) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  (written here, by the program)


def luminance_of(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in to_rgb(colour)
    ]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


# Held places


def test_held_places_are_outlined_and_listed(view, layer):
    sheet = compose_sheet(view(), layer)
    group = next(g for g in sheet.figure.get_children() if g.get_gid() == "held")
    assert group.get_children()
    assert all(isinstance(line, LineCollection) for line in group.get_children())
    legend = words(sheet, "legend")
    assert "Place held: 1 Karachi: one or more of 6 districts" in legend
    assert "place held: may mean the districts inside" in legend


def test_held_places_group_projects_and_drop_mere_likeness(make_dataset):
    rows = [
        {
            "project_id": name,
            "title": "x",
            "coverage": "x",
            "scope": "districts",
            "districts": "Karachi; Bahdin",
        }
        for name in ("T-1", "T-2")
    ]
    first, second = held_places(make_view(make_dataset(rows)))
    assert (first.place, first.project_ids) == ("Karachi", ("T-1", "T-2"))
    assert len(first.candidates) == 6
    assert (second.place, second.candidates) == ("Bahdin", ())
    assert second.note == "Bahdin: no district known (T-1, T-2)"


# Where things lie


@pytest.mark.parametrize("paper", ["A4", "A3", "slide"])
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
@pytest.mark.parametrize("frame", ["country", "selection", (SINDH,)])
def test_no_text_leaves_the_page_or_covers_another(
    view, layer, paper, orientation, frame
):
    sheet = compose_sheet(
        view(),
        layer,
        paper=paper,
        orientation=orientation,
        frame=frame,
        labels=True,
        title="A title that is rather long and says what the map is for " * 2,
        subtitle="A subtitle of the user, also long, for the call of next year " * 2,
    )
    measured = boxes(sheet)
    page = PrintOptions(paper=paper, orientation=orientation).page
    for text, box in measured:
        assert box.left >= 0, text
        assert box.bottom >= 0, text
        assert box.right <= page.width, text
        assert box.top <= page.height, text
    clashes = [
        (one, two)
        for (one, a), (two, b) in combinations(measured, 2)
        if overlap(a, b, -1.0)
    ]
    assert clashes == []


def test_inset_enlarges_karachi_only_where_it_belongs(view, layer):
    assert "Karachi" in words(compose_sheet(view(), layer), "inset")
    punjab = compose_sheet(view(), layer, frame=("PK6",))
    assert words(punjab, "inset") == ""
    multan = compose_sheet(view(district=["Multan"]), layer, frame="selection")
    assert words(multan, "inset") == ""


def test_scale_bar_is_right_at_the_middle_of_the_map(layer):
    box = Box(0, 0, 500, 400)
    frame = fit(list(layer.adm0.values()), box, box)
    km = bar_length(frame, 100)
    lat, step = frame.projection.lat, 0.5
    ends = np.array([[frame.projection.lon + s * step, lat] for s in (-1, 1)])
    on_page = np.linalg.norm(np.diff(frame.place(ends), axis=0))
    # Great circle between two points of one latitude (haversine).
    half = np.cos(np.radians(lat)) * np.sin(np.radians(step))
    on_ground = 2 * EARTH_RADIUS * np.arcsin(half)
    assert km in (100, 200, 400)
    assert on_page / on_ground == pytest.approx(frame.scale, rel=2e-3)


@pytest.mark.parametrize("lat", [24.0, 30.4, 36.5])
def test_projection_keeps_areas(lat):
    corners = [(62, lat), (62.1, lat), (62.1, lat + 0.1), (62, lat + 0.1)]
    x, y = EqualArea(69.4, 30.4).forward(np.array(corners)).T
    area = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
    low, high = np.sin(np.radians([lat, lat + 0.1]))
    on_sphere = EARTH_RADIUS**2 * np.radians(0.1) * (high - low)
    assert area == pytest.approx(on_sphere, rel=1e-3)


def square(pcode: str, x: float) -> Unit:
    ring = np.array([(x, 0), (x, 1), (x + 1, 1), (x + 1, 0), (x, 0)], dtype=float)
    return Unit(pcode, pcode, "", (x + 0.5, 0.5), ((ring,),))


def test_edge_of_leaves_out_what_units_share():
    lines = edge_of([square("A", 0), square("B", 1)])
    segments = {
        tuple(sorted(map(tuple, pair)))
        for line in lines
        for pair in pairwise(line.tolist())
    }
    assert len(segments) == 6
    assert ((1.0, 0.0), (1.0, 1.0)) not in segments


def test_edge_of_leaves_out_a_line_of_control():
    control = np.array([(1.0, 1.0), (1.0, 0.0)])
    (line,) = edge_of([square("A", 0)], without=[control])
    assert line.tolist() == [[1, 0], [0, 0], [0, 1], [1, 1]]


def test_country_outline_leaves_the_line_of_control_to_its_dashes(layer):
    whole = sum(len(line) - 1 for line in edge_of(layer.adm0.values()))
    control = sum(len(line) - 1 for line in layer.line_of_control)
    rest = edge_of(layer.adm0.values(), without=layer.line_of_control)
    assert control > 0
    assert sum(len(line) - 1 for line in rest) == whole - control


def test_placed_keeps_the_ends_and_drops_repeats():
    lines = [
        np.array([(0.0, 0.0), (0.01, 0.0), (1.0, 0.0), (1.01, 0.0)]),
        np.array([(1.0, 0.0), (2.0, 0.0)]),
    ]
    first, second = placed(lines, np.round)
    assert first.tolist() == [[0, 0], [1, 0], [1, 0]]
    assert second.tolist() == [[1, 0], [2, 0]]


def test_placement_keeps_names_apart_and_counts_the_rest():
    frame = Box(0, 0, 120, 60)
    placement = Placement(frame, [Box(0, 0, 20, 60)], 1.0, lambda _: True)
    spots = [(40.0 + 7 * (i % 9), 10.0 + 6 * (i // 9)) for i in range(63)]
    names = [Name((spot,), (("Sukkur",),), Style(6)) for spot in spots]
    found = [placement.add(name) for name in names]
    shown = [place for place in found if place]
    assert 4 < len(shown) < len(names)
    assert not any(overlap(a.box, b.box) for a, b in combinations(shown, 2))
    assert all(p.box.left >= 20 and p.box.right <= 120 for p in shown)
    assert not shown[0].leader
    assert any(place.leader for place in shown)


def test_placement_sends_a_small_territory_off_the_land():
    def is_bare(box: Box) -> bool:
        return box.left > 70

    placement = Placement(Box(0, 0, 200, 60), [], 1.0, is_bare)
    name = Name(((40.0, 30.0),), (("ISLAMABAD",),), Style(6), off_land=True)
    place = placement.add(name)
    assert place
    assert place.box.left > 70
    assert place.leader


def test_columns_share_blocks_evenly():
    assert columns([10, 10, 10, 30], 2, 0) == [range(3), range(3, 4)]
    assert columns([5], 3, 0) == [range(1)]


# Text is inert, and never a box


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


# The files


@pytest.mark.parametrize("fmt", ["png", "svg", "pdf"])
def test_same_input_gives_the_same_bytes(view, layer, fmt):
    one, two = (
        draw_map(view(), layer, fmt=fmt, date=DAY, labels=True, dpi=60)
        for _ in range(2)
    )
    assert one == two


def test_two_visitors_at_once_get_their_own_maps(view, layer):
    views = [view(province=["Sindh"]), view(province=["Punjab"])] * 2

    def draw(chosen: View) -> bytes:
        return draw_map(chosen, layer, date=DAY, dpi=60)

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(draw, views))
    assert together[:2] == together[2:] == [draw(chosen) for chosen in views[:2]]


def test_another_day_gives_another_file(view, layer):
    one, two = (
        draw_map(view(), layer, date=DAY.replace(day=day), dpi=60) for day in (1, 2)
    )
    assert one != two


@pytest.mark.parametrize("fmt", ["png", "svg", "pdf"])
def test_file_carries_the_stamp_of_the_view(view, layer, fmt, tmp_path):
    chosen = view(province=["Sindh"])
    path = tmp_path / f"map.{fmt}"
    path.write_bytes(draw_map(chosen, layer, fmt=fmt, date=DAY, dpi=60))
    assert read_stamp(path) == make_stamp(chosen, DAY)


def test_png_is_the_paper_at_its_dots_per_inch(view, layer):
    image = Image.open(io.BytesIO(draw_map(view(), layer, date=DAY, dpi=100)))
    assert image.mode == "RGB"
    assert image.size == pytest.approx((1169, 827), abs=1)
    assert image.info["dpi"] == pytest.approx((100, 100), abs=0.1)
    assert image.info["Title"] == "SPO projects by district"
    assert image.info["Filters"] == "all records"
    assert image.info["Copyright"] == BOUNDARIES


def test_write_png_reads_back():
    pixels = np.arange(4 * 5 * 3, dtype=np.uint8).reshape(4, 5, 3)
    image = Image.open(io.BytesIO(write_png(pixels, 300, {"Title": "2014–2016 ضلع"})))
    assert np.array_equal(np.asarray(image), pixels)
    assert image.info["Title"] == "2014–2016 ضلع"


def test_svg_has_named_layers_and_text(view, layer):
    svg = draw_map(view(), layer, fmt="svg", date=DAY, labels=True)
    root = parse(svg)
    groups = {group.get("id") for group in root.iter(f"{SVG}g")}
    assert set(LAYERS) <= groups
    labels = next(g for g in root.iter(f"{SVG}g") if g.get("id") == "labels")
    assert {text.text for text in labels.iter(f"{SVG}text")} >= {"Badin", "Thatta"}
    assert b"'DejaVu Sans', Verdana, sans-serif" in svg


def test_pdf_has_named_layers_and_text(view, layer):
    content = draw_map(view(), layer, fmt="pdf", date=DAY, title="Cost $5 {{x}} <b>")
    reader = pypdf.PdfReader(io.BytesIO(content))
    groups = reader.trailer["/Root"]["/OCProperties"]["/OCGs"]
    assert [group.get_object()["/Name"] for group in groups] == list(LAYERS.values())
    text = words_of(reader.pages[0])
    assert "Cost $5 {{x}} <b>" in text
    assert "recorded projects" in text
    drawn = reader.pages[0].get_contents().get_data()
    marks = re.findall(rb"/OC /([a-z-]+) BDC", drawn)
    assert [mark.decode() for mark in marks] == list(LAYERS)
    assert drawn.count(b"EMC\n") == len(LAYERS)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"fmt": "gif"}, "unknown format"),
        ({"paper": "A5"}, "unknown paper"),
        ({"orientation": "upright"}, "unknown orientation"),
        ({"frame": "world"}, "unknown frame"),
        ({"frame": ()}, "unknown frame"),
        ({"dpi": 5000}, "unknown dpi"),
    ],
)
def test_unknown_options_are_refused(view, layer, options, message):
    with pytest.raises(SpoGeoError, match=message):
        draw_map(view(), layer, **options)


def test_unknown_province_of_the_frame_is_refused(view, layer):
    with pytest.raises(UnknownValueError, match="PK99"):
        draw_map(view(), layer, frame=("PK99",))


def test_missing_layer_is_one_clear_line(view, monkeypatch, tmp_path):
    monkeypatch.setattr(drawing, "PRINT_LAYER", Path(tmp_path) / "none.topojson")
    with pytest.raises(DataError, match="cannot be read"):
        draw_map(view())


def test_settings_of_the_user_do_not_change_the_map(view, layer):
    before = draw_map(view(), layer, fmt="svg", date=DAY)
    with mpl.rc_context({"font.size": 30, "svg.hashsalt": "x", "text.color": "red"}):
        assert draw_map(view(), layer, fmt="svg", date=DAY) == before
        assert mpl.rcParams["font.size"] == 30
