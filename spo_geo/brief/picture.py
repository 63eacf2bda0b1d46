"""The map of a proposal kit: drawn for paper, its empty edge cut off for the page."""

import io
from datetime import date
from typing import Final

from PIL import Image

from spo_geo.boundaries import Layer
from spo_geo.printmap import draw_map
from spo_geo.view import View

DPI: Final = 200
"""Of the map on A4 [dots per inch]; the page shows it a little smaller."""

MOST_LABELS: Final = 60
"""With more districts than these their names would hide the map."""

_EDGE: Final = 8
"""White that stays around the map [pixels]."""


def map_picture(
    view: View, made: date, layer: Layer | None = None, *, upright: bool = True
) -> bytes:
    """Draw a selection for a page of text.

    Parameters
    ----------
    view : View
        The selection; the provinces of its filter fill the frame.
    made : date
        The day to print.
    layer : Layer, optional
        Boundaries to draw; the print layer of ``geo/`` when left out.
    upright : bool
        Whether the map is higher than wide, as most pages are.

    Returns
    -------
    bytes
        A PNG.

    Raises
    ------
    SpoGeoError
        A word of the map cannot be drawn.
    """
    png = draw_map(
        view,
        layer,
        orientation="portrait" if upright else "landscape",
        frame=view.filters.provinces or "country",
        labels=view.n_districts <= MOST_LABELS,
        date=made,
        dpi=DPI,
    )
    return without_edge(png)


def without_edge(png: bytes) -> bytes:
    """Cut the white edge off a picture.

    Parameters
    ----------
    png : bytes
        A PNG on white.

    Returns
    -------
    bytes
        The same picture without it, and without the texts that it carries: the
        document has a stamp of its own.
    """
    with Image.open(io.BytesIO(png)) as image:
        grey = image.convert("L").point(lambda value: 255 - value)
        left, top, right, bottom = grey.getbbox() or (0, 0, *image.size)
        box = (
            max(left - _EDGE, 0),
            max(top - _EDGE, 0),
            min(right + _EDGE, image.width),
            min(bottom + _EDGE, image.height),
        )
        buffer = io.BytesIO()
        image.crop(box).save(buffer, "PNG", dpi=(DPI, DPI), compress_level=6)
    return buffer.getvalue()
