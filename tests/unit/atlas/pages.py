"""The pages of an atlas as a test plans and reads them."""

import datetime
import io
from functools import lru_cache

import pypdf

from spo_geo.atlas import Atlas
from spo_geo.atlas import book as atlas_book
from spo_geo.atlas.content import Writer
from spo_geo.atlas.page import PageMaker, Plan
from spo_geo.attribution import BOUNDARIES
from spo_geo.boundaries import Layer
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.drawing import own_settings
from spo_geo.printmap.mapbody import content
from spo_geo.printmap.shading import shade
from spo_geo.view import View
from tests.pdftext import words_of

DAY = datetime.date(2026, 11, 22)
BADIN, MULTAN, THATTA = "PK701", "PK622", "PK727"
WINDOW = Box(36.0, 400.0, 396.0, 690.0)


def read(atlas: Atlas) -> pypdf.PdfReader:
    """Open the file of an atlas."""
    return pypdf.PdfReader(io.BytesIO(atlas.content))


@lru_cache(maxsize=8)
def texts(atlas: Atlas) -> list[str]:
    """Return the words of each page."""
    return [words_of(page) for page in read(atlas).pages]


def planned(view: View, layer: Layer, name: str) -> tuple[PageMaker, Plan]:
    """Return what draws the pages of a district, and their plan."""
    writer = Writer(view)
    shown = content(layer, shade(view, layer), writer.held)
    count = next(c for c in writer.districts if c.district.adm2_name == name)
    with own_settings():
        maker = atlas_book.make_page_maker(view, shown, BOUNDARIES, DAY)
        return maker, maker.plan(writer.district(count))
