"""From a view to the bytes of a map."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib as mpl

from spo_geo.attribution import BOUNDARIES
from spo_geo.boundaries import PRINT_LAYER, Layer, kept_layer
from spo_geo.dataset import GEO_DIR
from spo_geo.printmap.compose import compose
from spo_geo.printmap.lettering import plain
from spo_geo.printmap.options import Format, Frame, Orientation, Paper, PrintOptions
from spo_geo.printmap.output import SETTINGS, encode
from spo_geo.printmap.words import properties
from spo_geo.view import View

_one_at_a_time = threading.Lock()


def draw_map(
    view: View,
    layer: Layer | None = None,
    *,
    title: str = "",
    subtitle: str = "",
    fmt: Format = "png",
    paper: Paper = "A4",
    orientation: Orientation = "landscape",
    frame: Frame = "country",
    labels: bool = False,
    date: datetime.date | None = None,
    dpi: int = 300,
) -> bytes:
    """Draw a selection as a map for print.

    Parameters
    ----------
    view : View
        The selection; every number on the map is its own.
    layer : Layer, optional
        Boundaries of the release that `attribution.BOUNDARIES` names; the print
        layer of ``geo/`` when left out, read once a process.
    title, subtitle : str
        The user's own words, shown as typed; an empty title is made from the
        selection.
    fmt : {'png', 'svg', 'pdf'}
        Kind of file. SVG and PDF hold real text and named layers.
    paper : {'A4', 'A3', 'slide'}
        Size of the sheet; a slide is 13.33 by 7.5 inches.
    orientation : {'landscape', 'portrait'}
        How the sheet is held.
    frame : {'country', 'selection'} or tuple of str
        What the map fits: Pakistan, the districts and held places of the selection,
        or the provinces of these `adm1_pcode`, their neighbours pale.
    labels : bool
        Whether the districts of the selection are named on the map; in a frame that
        is not the country, the others too, where there is room.
    date : datetime.date, optional
        The day printed on the map; today when left out.
    dpi : int
        Dots per inch of a PNG.

    Returns
    -------
    bytes
        The file. The same arguments give the same bytes.

    Raises
    ------
    SpoGeoError
        An option is unknown, the title is too long, or the font has no sign for a
        character.
    DataError
        The print layer is missing or broken.
    """
    options = PrintOptions(
        title=plain(title),
        subtitle=plain(subtitle),
        fmt=fmt,
        paper=paper,
        orientation=orientation,
        frame=frame,
        labels=labels,
        date=date or datetime.date.today(),
        dpi=dpi,
    )
    boundaries = BOUNDARIES
    if layer is None:
        layer, boundaries = kept_layer(GEO_DIR / PRINT_LAYER)
    with own_settings():
        sheet = compose(view, layer, boundaries, options)
        said = properties(view, options)
        return encode(sheet, said, options.fmt, options.dpi)


@contextmanager
def own_settings() -> Iterator[None]:
    """Draw alone and with `SETTINGS`.

    Matplotlib's settings and fonts are shared by all threads of the process.
    """
    with _one_at_a_time, mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        yield
