"""The map itself: districts, borders, the Line of Control, held places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np

from spo_geo.boundaries import Layer, Line, Unit
from spo_geo.printmap.frame import MapFrame
from spo_geo.printmap.hatch import draw_hatch
from spo_geo.printmap.heldplaces import HeldPlace
from spo_geo.printmap.shading import Shading
from spo_geo.printmap.shapes import edge_of, extent, is_speck, paths, placed
from spo_geo.printmap.sheet import Pen, Sheet

DISTRICT: Final = Pen("#6b7782", 0.35)
PALE_DISTRICT: Final = Pen("#d3d6d8", 0.35)
PROVINCE: Final = Pen("#4b5560", 0.8)
COUNTRY: Final = Pen("#1f2933", 1.1)
CONTROL: Final = Pen("#1f2933", 1.1, dashes=(4.5, 2.2))
HELD: Final = Pen("#a63603", 1.3, dashes=(2.2, 1.4))
PAPER: Final = "#ffffff"

_ISLAND: Final = 0.3
"""An island with less than this part of a district's extent is left unoutlined."""

_SPECK: Final = 7.0
"""An island smaller than this has the thin edge of a district only [points at A4]."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a map shows, whatever its window.

    Attributes
    ----------
    layer : Layer
        The boundaries.
    shading : Shading
        The colour of each district.
    outline : list of ndarray, (n, 2)
        The country's edge without the Line of Control [degrees].
    held : list of list of ndarray, (n, 2)
        The edge round all that each held place may mean [degrees].
    """

    layer: Layer
    shading: Shading
    outline: list[Line]
    held: list[list[Line]]


def content(layer: Layer, shading: Shading, held: Sequence[HeldPlace]) -> Content:
    """Gather what a map shows.

    Parameters
    ----------
    layer : Layer
        The boundaries.
    shading : Shading
        The colour of each district.
    held : sequence of HeldPlace
        Places to outline.

    Returns
    -------
    Content
        Where the Line of Control runs there is no other line of the country.
    """
    candidates = [
        [_without_islands(layer.adm2[p]) for p in place.candidates if p in layer.adm2]
        for place in held
    ]
    return Content(
        layer,
        shading,
        edge_of(layer.adm0.values(), without=layer.line_of_control),
        [edge_of(units) for units in candidates if units],
    )


def _without_islands(unit: Unit) -> Unit:
    """Keep the parts that matter for an outline: dashes round islets are a tangle."""
    sizes = [extent(rings[0]) for rings in unit.polygons]
    kept = tuple(
        rings
        for rings, size in zip(unit.polygons, sizes, strict=True)
        if size >= _ISLAND * max(sizes)
    )
    return replace(unit, polygons=kept)


def draw_body(sheet: Sheet, frame: MapFrame, shown: Content, *, into: str = "") -> None:
    """Draw the map in its window.

    Parameters
    ----------
    sheet : Sheet
        The page.
    frame : MapFrame
        The window.
    shown : Content
        From `content`.
    into : str
        Layer of the page that takes everything; empty to give each part its own.
    """
    _draw_districts(sheet, frame, shown, into)
    control = shown.layer.line_of_control
    draw = partial(_draw_lines, sheet, frame)
    draw(into or "provinces", shown.layer.province_borders, PROVINCE)
    draw(into or "country", shown.outline, COUNTRY)
    # White below the dashes hides the edges of the districts in their gaps.
    draw(into or "line-of-control", control, CONTROL.wider(1.6, PAPER))
    draw(into or "line-of-control", control, CONTROL)
    for lines in shown.held:
        draw(into or "held", lines, HELD.wider(1.8, PAPER))
        draw(into or "held", lines, HELD)


def _draw_districts(sheet: Sheet, frame: MapFrame, shown: Content, into: str) -> None:
    """Draw the pale districts first, so that their edges lie below the others."""
    units, shading = shown.layer.adm2, shown.shading
    drawn = dict(zip(units, paths(units.values(), frame.place), strict=True))
    seen = {
        p: path for p, path in drawn.items() if frame.sees(np.asarray(path.vertices))
    }
    for name, pen, inside in (
        ("neighbours", PALE_DISTRICT, False),
        ("districts", DISTRICT, True),
    ):
        chosen = {
            p: path for p, path in seen.items() if (p in shading.inside) is inside
        }
        if chosen:
            sheet.areas(
                into or name,
                list(chosen.values()),
                [shading.colours[pcode] for pcode in chosen],
                pen,
                frame.box,
            )
        planned = [path for p, path in chosen.items() if p in shading.planned]
        draw_hatch(sheet, into or name, planned, frame.box)


def _draw_lines(
    sheet: Sheet, frame: MapFrame, into: str, lines: Sequence[Line], pen: Pen
) -> None:
    """Draw lines; round a speck of an island a thick line would be a blot."""
    on_page = [
        line
        for line in placed(lines, frame.place)
        if frame.sees(line) and not is_speck(line, _SPECK * sheet.scale)
    ]
    if on_page:
        sheet.lines(into, on_page, pen, frame.box)
