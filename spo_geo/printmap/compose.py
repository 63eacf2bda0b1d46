"""The page as a whole: title above, map and panel in the middle, sources below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from spo_geo.boundaries import Layer
from spo_geo.errors import SpoGeoError
from spo_geo.printmap.blocks import (
    BETWEEN_BLOCKS,
    BETWEEN_COLUMNS,
    Block,
    Row,
    Setting,
    columns,
    height_of,
    set_block,
    stack,
)
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.frame import near_control, projection_for, units_to_fit
from spo_geo.printmap.heldplaces import held_places
from spo_geo.printmap.lettering import INK, MUTED, Style
from spo_geo.printmap.mapbody import content
from spo_geo.printmap.mapwindow import Naming, draw_window, plan_window
from spo_geo.printmap.options import PrintOptions
from spo_geo.printmap.panel import panel_blocks
from spo_geo.printmap.shading import shade
from spo_geo.printmap.sheet import Pen, Sheet
from spo_geo.printmap.words import labels_left_out, selection_line, sources, title_of
from spo_geo.view import View
from spo_geo.wording import sentence

_ACCENT: Final = Pen("#1572a4", 1.4)
_RULE: Final = Pen("#9aa5b1", 0.5)

_TITLE_SIZES: Final = (18.0, 16.0, 14.0, 12.0)
_TITLE_LINES: Final = 3
_SUBTITLE: Final = Style(10.5, INK)
_SELECTION: Final = Style(8.5, MUTED)
_SENTENCE: Final = Style(8.5, INK)
_SOURCES: Final = Style(6.0, MUTED)
_MOST_LINES: Final = 3

_GAP: Final = 8.0
_PANEL_SHARE: Final = 0.25
_PANEL_MOST: Final = 0.34
_PANEL_COLUMNS: Final = 3
_FACTORS: Final = (1.0, 0.94, 0.88, 0.82, 0.76)


def compose(view: View, layer: Layer, boundaries: str, options: PrintOptions) -> Sheet:
    """Lay out a print map.

    Parameters
    ----------
    view : View
        The selection.
    layer : Layer
        The boundaries to draw.
    boundaries : str
        Their source, licence and disclaimer.
    options : PrintOptions
        What the user chose.

    Returns
    -------
    Sheet
        Its figure is ready to be written.

    Raises
    ------
    SpoGeoError
        The title is too long, the font lacks a character, or the frame names a
        province that the layer does not hold.
    """
    page, frame = options.page, options.frame
    units = units_to_fit(frame, view, layer)
    sheet = Sheet(page)
    held = held_places(view)
    shading = shade(view, layer, frame if isinstance(frame, tuple) else ())
    projection = projection_for(units)
    body = Box(0, 0, page.width, page.height).shrunk(page.margin)
    body = _write_header(sheet, body, view, options)
    paragraphs = sources(view, boundaries, projection, options.date)
    body = _write_footer(sheet, body, paragraphs)
    blocks = panel_blocks(view, shading, held, control=near_control(layer, units))
    write_panel = _write_beside if page.is_wide else _write_below
    box = write_panel(sheet, body, blocks)
    shown = content(layer, shading, held)
    counts = {c.district.adm2_pcode: c.n_projects for c in view.district_counts}
    if not options.labels:
        window = plan_window(view, layer, box, frame, sheet.scale)
        draw_window(sheet, window, shown, counts)
        return sheet
    style = _SOURCES.scaled(sheet.scale)
    box = replace(box, bottom=box.bottom + style.leading)
    window = plan_window(view, layer, box, frame, sheet.scale)
    naming: Naming = "counted" if frame == "country" else "all"
    if n := draw_window(sheet, window, shown, counts, naming):
        at = (box.right, box.bottom - style.leading)
        sheet.text("footer", at, labels_left_out(n), style, align="right")
    return sheet


def _write_header(sheet: Sheet, body: Box, view: View, options: PrintOptions) -> Box:
    """Write title, subtitle, filters and sentence; return what is left below."""
    words = title_of(view, options)
    title = _title(words, body.width, sheet.scale, is_own=bool(options.title))
    block = (
        Row(options.subtitle, _SUBTITLE, most=_MOST_LINES),
        Row(selection_line(view, options), _SELECTION, most=_MOST_LINES),
        Row(sentence(view), _SENTENCE, above=1.0, most=_MOST_LINES),
    )
    rows = tuple(row for row in block if row.words.strip())
    settings = (*title, *set_block(rows, body.width, sheet.scale))
    stack(sheet, "header", [settings], body.left, body.top)
    foot = body.top - height_of(settings) - 4 * sheet.scale
    _rule(sheet, "header", body, foot, _ACCENT)
    return replace(body, top=foot - _GAP * sheet.scale)


def _title(
    words: str, width: float, scale: float, *, is_own: bool
) -> tuple[Setting, ...]:
    """Set the title as large as it fits; one made from the selection may be cut."""

    def in_size(size: float, most: int) -> tuple[Setting, ...]:
        style = Style(size, INK, weight="bold")
        return set_block((Row(words, style, above=0.0, most=most),), width, scale)

    for size in _TITLE_SIZES:
        settings = in_size(size, _TITLE_LINES + 1)
        if len(settings[0].lines) <= _TITLE_LINES:
            return settings
    if not is_own:  # the line below it names the filters
        return in_size(_TITLE_SIZES[-1], _TITLE_LINES)
    raise SpoGeoError(
        "the title is too long for the paper",
        got=f"{len(words)} characters",
        next_step="shorten it, or put a part of it into the subtitle",
    )


def _write_footer(sheet: Sheet, body: Box, paragraphs: Sequence[str]) -> Box:
    """Write the sources at the foot; return what is left above."""
    rows = tuple(Row(words, _SOURCES, above=0.0, most=99) for words in paragraphs)
    settings = set_block(rows, body.width, sheet.scale)
    top = body.bottom + height_of(settings)
    stack(sheet, "footer", [settings], body.left, top)
    rule = top + 3 * sheet.scale
    _rule(sheet, "footer", body, rule, _RULE)
    return replace(body, bottom=rule + _GAP * sheet.scale)


def _rule(sheet: Sheet, layer: str, body: Box, y: float, pen: Pen) -> None:
    sheet.lines(layer, [np.array([[body.left, y], [body.right, y]])], pen)


def _write_beside(sheet: Sheet, body: Box, blocks: Sequence[Block]) -> Box:
    """Write the panel to the right of the map; return the window of the map."""
    width = _PANEL_SHARE * body.width
    settings = _set_to_fit(blocks, width, 1, body.height, sheet.scale)
    left = body.right - width
    stack(sheet, "legend", settings, left, body.top)
    return replace(body, right=left - 1.5 * _GAP * sheet.scale)


def _write_below(sheet: Sheet, body: Box, blocks: Sequence[Block]) -> Box:
    """Write the panel below the map in columns; return the window of the map."""
    n, between = _PANEL_COLUMNS, BETWEEN_COLUMNS * sheet.scale
    width = (body.width - (n - 1) * between) / n
    settings = _set_to_fit(blocks, width, n, _PANEL_MOST * body.height, sheet.scale)
    top = body.bottom + _height(settings, n)
    for i, column in enumerate(_columns(settings, n)):
        shared = [settings[j] for j in column]
        stack(sheet, "legend", shared, body.left + i * (width + between), top)
    return replace(body, bottom=top + _GAP * sheet.scale)


def _set_to_fit(
    blocks: Sequence[Block], width: float, n: int, most: float, scale: float
) -> list[tuple[Setting, ...]]:
    """Set blocks in the largest type that fits; in the smallest, cut long rows."""
    for factor in _FACTORS:
        settings = [set_block(block, width, factor * scale) for block in blocks]
        if _height(settings, n) <= most:
            return settings
    short = [tuple(replace(row, most=1) for row in block) for block in blocks]
    return [set_block(block, width, _FACTORS[-1] * scale) for block in short]


def _columns(settings: Sequence[Sequence[Setting]], n: int) -> list[range]:
    between = BETWEEN_BLOCKS * settings[0][0].factor
    return columns([height_of(block) for block in settings], n, between)


def _height(settings: Sequence[Sequence[Setting]], n: int) -> float:
    """Return the height of the highest of n columns [points]."""
    between = BETWEEN_BLOCKS * settings[0][0].factor
    heights = [height_of(block) for block in settings]
    return max(
        sum(heights[i] for i in column) + between * (len(column) - 1)
        for column in columns(heights, n, between)
    )
