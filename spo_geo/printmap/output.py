"""A laid-out page as the bytes of a file: the same page gives the same bytes."""

# mypy: allow-untyped-calls
# Matplotlib's backends carry no types.

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG

from spo_geo.printmap.lettering import FAMILY
from spo_geo.printmap.options import Format
from spo_geo.printmap.png import write_png
from spo_geo.printmap.sheet import LAYERS, Sheet
from spo_geo.printmap.words import STAMP

SETTINGS: Final[Any] = {
    "svg.fonttype": "none",  # real text
    "svg.hashsalt": "spo_geo",  # the ids of clip paths do not change
    "pdf.fonttype": 42,  # TrueType: real text
    "pdf.compression": 6,
    "text.hinting": "no_hinting",
    "text.usetex": False,
    "path.simplify": True,
    "path.simplify_threshold": 0.1,
}
"""What a user's matplotlibrc must not change."""

_TEXT_STYLE: Final = re.compile(f"(<text style=\"[^\"<>]*font-family: '{FAMILY}')")


def encode(sheet: Sheet, said: Mapping[str, str], fmt: Format, dpi: int) -> bytes:
    """Write a page.

    Parameters
    ----------
    sheet : Sheet
        The page.
    said : mapping of str to str
        From `words.properties`.
    fmt : {'png', 'svg', 'pdf'}
        Kind of file.
    dpi : int
        Dots per inch of a PNG.

    Returns
    -------
    bytes
        The file, without the time of writing.
    """
    if fmt == "png":
        return _png(sheet, said, dpi)
    return _svg(sheet, said) if fmt == "svg" else _pdf(sheet, said)


def _png(sheet: Sheet, said: Mapping[str, str], dpi: int) -> bytes:
    sheet.figure.set_dpi(dpi)
    # A4 at 300 dpi is 3508 dots wide; Matplotlib would cut 3507.87 down.
    wide, high = (round(inches * dpi) for inches in sheet.figure.get_size_inches())
    sheet.figure.set_size_inches((wide + 1e-6) / dpi, (high + 1e-6) / dpi)
    canvas = FigureCanvasAgg(sheet.figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())[:, :, :3]  # the paper is opaque
    return write_png(pixels, dpi, said)


def _svg(sheet: Sheet, said: Mapping[str, str]) -> bytes:
    """Write, with other fonts to fall back on where the first is missing."""
    sheet.figure.set_dpi(72)
    buffer = io.BytesIO()
    metadata = {
        "Title": said["Title"],
        "Description": said["Description"],
        "Creator": said["Software"],
        "Identifier": said["Data"],
        "Date": said["Date"],
        "Rights": said["Copyright"],
        "Keywords": [said["Filters"], said[STAMP]],
    }
    FigureCanvasSVG(sheet.figure).print_svg(buffer, metadata=metadata)
    text = buffer.getvalue().decode("utf-8")
    return _TEXT_STYLE.sub(r"\1, Verdana, sans-serif", text).encode("utf-8")


def _pdf(sheet: Sheet, said: Mapping[str, str]) -> bytes:
    from spo_geo.printmap.pdf import write_pdf  # slow to import: only where needed

    info = {
        "Title": said["Title"],
        "Subject": said["Filters"],
        "Keywords": said[STAMP],
        "Creator": said["Software"],
        "Producer": "Matplotlib",
        "CreationDate": None,
    }
    sheet.figure.set_dpi(72)
    return write_pdf(sheet.figure, LAYERS, info)
