"""The files of a map: their bytes, stamps, layers and sizes."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

import matplotlib as mpl
import numpy as np
import pypdf
import pytest
from PIL import Image

from spo_geo.attribution import BOUNDARIES
from spo_geo.errors import DataError, SpoGeoError, UnknownValueError
from spo_geo.printmap import drawing
from spo_geo.printmap.drawing import draw_map
from spo_geo.printmap.png import write_png
from spo_geo.printmap.sheet import LAYERS
from spo_geo.provenance import make_stamp
from spo_geo.stamps import read_stamp
from spo_geo.view import View
from tests.pdftext import words_of
from tests.unit.printmap.sheets import DAY, SVG, parse


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
    monkeypatch.setattr(drawing, "GEO_DIR", tmp_path)
    with pytest.raises(DataError, match="cannot be read"):
        draw_map(view())


def test_settings_of_the_user_do_not_change_the_map(view, layer):
    before = draw_map(view(), layer, fmt="svg", date=DAY)
    with mpl.rc_context({"font.size": 30, "svg.hashsalt": "x", "text.color": "red"}):
        assert draw_map(view(), layer, fmt="svg", date=DAY) == before
        assert mpl.rcParams["font.size"] == 30
