"""The sheet of a map, taken apart into its texts and their places."""

import datetime
from itertools import pairwise
from xml.etree import ElementTree as ET

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from spo_geo.attribution import BOUNDARIES
from spo_geo.boundaries import Layer
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.compose import compose
from spo_geo.printmap.options import PrintOptions
from spo_geo.printmap.sheet import Sheet
from spo_geo.view import View

DAY = datetime.date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"


def compose_sheet(view: View, layer: Layer, **options: object) -> Sheet:
    """Return the sheet of a view, of a fixed day."""
    return compose(view, layer, BOUNDARIES, PrintOptions(date=DAY, **options))


def texts(sheet: Sheet, *names: str) -> list[Text]:
    """Return the texts of the groups of these names, or of all."""
    chosen = [group for group in sheet.figure.get_children() if group.get_gid()]
    return [
        text
        for group in chosen
        if not names or group.get_gid() in names
        for text in group.findobj(Text)
        if text.get_text()
    ]


def words(sheet: Sheet, *names: str) -> str:
    """Return the words of those groups."""
    return " ".join(text.get_text() for text in texts(sheet, *names))


def boxes(sheet: Sheet, *names: str) -> list[tuple[str, Box]]:
    """Return every text with the box that it fills, in points."""
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


def parse(svg: bytes) -> ET.Element:
    """Read an SVG."""
    return ET.fromstring(svg)  # noqa: S314  (written here, by the program)
