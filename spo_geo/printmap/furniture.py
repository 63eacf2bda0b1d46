"""Scale bar and north arrow."""

from __future__ import annotations

from typing import Final

import numpy as np
from matplotlib.path import Path

from spo_geo.printmap.boxes import Box
from spo_geo.printmap.frame import MapFrame
from spo_geo.printmap.lettering import INK, Style, width
from spo_geo.printmap.sheet import HALO, Pen, Sheet

_LENGTHS: Final = (2, 4, 10, 20, 40, 100, 200, 400, 1000)
"""Lengths of a bar of two equal parts [km]."""

_BAR: Final = 3.0
_TYPE: Final = Style(6.0)
_ARROW: Final = 22.0
_EDGE: Final = Pen(INK, 0.6)


def bar_length(frame: MapFrame, most: float) -> int:
    """Return the longest round length that a scale bar may show.

    Parameters
    ----------
    frame : MapFrame
        The window.
    most : float
        Greatest length of the bar on the page [points].

    Returns
    -------
    int
        Length on the ground [km].
    """
    fitting = [km for km in _LENGTHS if km * frame.scale <= most]
    return max(fitting, default=_LENGTHS[0])


def bar_size(frame: MapFrame, km: int, scale: float) -> tuple[float, float]:
    """Return width and height of a scale bar with its figures [points]."""
    style = _TYPE.scaled(scale)
    unit = width(f"{km} km", style)
    return km * frame.scale + unit + 2, style.leading + (_BAR + 2) * scale


def draw_bar(sheet: Sheet, layer: str, frame: MapFrame, km: int, box: Box) -> None:
    """Draw a scale bar.

    Parameters
    ----------
    sheet : Sheet
        The page.
    layer : str
        Layer of the page.
    frame : MapFrame
        The window that it belongs to: lengths are right at its middle.
    km : int
        From `bar_length`.
    box : Box
        Where, of the size of `bar_size`.
    """
    style = _TYPE.scaled(sheet.scale)
    left = box.left + width("0", style) / 2 + 1
    half = km * frame.scale / 2
    high = _BAR * sheet.scale
    for i, fill in enumerate((INK, HALO)):
        part = Box(
            left + i * half, box.bottom, left + (i + 1) * half, box.bottom + high
        )
        sheet.box(layer, part, fill, _EDGE)
    base = box.bottom + high + 2.5 * sheet.scale
    halo = 1.6 * sheet.scale
    sheet.text(layer, (left, base), "0", style, align="center", halo=halo)
    middle = f"{km / 2:g}"
    if half > (width(middle, style) + width(f"{km}", style)) / 2 + 2 * sheet.scale:
        sheet.text(layer, (left + half, base), middle, style, align="center", halo=halo)
    # The figure stands above the end of the bar; its unit follows.
    end = left + 2 * half - width(f"{km}", style) / 2
    sheet.text(layer, (end, base), f"{km} km", style, halo=halo)


def arrow_size(scale: float) -> tuple[float, float]:
    """Return width and height of a north arrow with its letter [points]."""
    return 12 * scale, (_ARROW + 9) * scale


def draw_arrow(sheet: Sheet, layer: str, box: Box) -> None:
    """Draw a north arrow: up is north at the middle of the map.

    Parameters
    ----------
    sheet : Sheet
        The page.
    layer : str
        Layer of the page.
    box : Box
        Where, of the size of `arrow_size`.
    """
    middle = (box.left + box.right) / 2
    tip = box.bottom + _ARROW * sheet.scale
    for side, fill in ((-1, INK), (1, HALO)):
        corners = [
            (middle, tip),
            (middle + side * 5 * sheet.scale, box.bottom),
            (middle, box.bottom + 5 * sheet.scale),
            (middle, tip),
        ]
        path = Path(np.array(corners), closed=True)
        sheet.area(layer, path, fill, _EDGE)
    style = Style(7.5 * sheet.scale, weight="bold")
    at = (middle, tip + 1.5 * sheet.scale)
    sheet.text(layer, at, "N", style, align="center", halo=1.6 * sheet.scale)
