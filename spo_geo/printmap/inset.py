"""The inset for Karachi, whose districts are too small for the main map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from spo_geo.boundaries import Layer, Unit
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.frame import MapFrame, fit
from spo_geo.printmap.furniture import bar_length, bar_size, draw_bar
from spo_geo.printmap.ground import BOTTOM_FIRST, Ground, survey
from spo_geo.printmap.labels import Name, Placement
from spo_geo.printmap.lettering import ASCENT, INK, Style, width
from spo_geo.printmap.mapbody import PAPER, Content, draw_body
from spo_geo.printmap.names import district_names, draw_names, place_all
from spo_geo.printmap.shapes import vertices
from spo_geo.printmap.sheet import Pen, Sheet
from spo_geo.view import View

PLACE: Final = "Karachi"

_HEADING: Final = Style(7.0, INK, weight="bold")
_POINTER: Final = Style(5.6, INK, slant="oblique")

_SHARE: Final = 0.33
"""Width and height of the inset by those of the window, at most."""

_EDGE: Final = 0.05
"""Free edge inside the inset by its width."""

_GAIN: Final = 1.3
"""The inset must enlarge by this factor to be worth its room."""

_BAR_SHARE: Final = 0.3
_OUTLINE: Final = Pen(INK, 0.8)


@dataclass(frozen=True, slots=True)
class InsetPlan:
    """An inset of which size and ground are known, but not yet its place.

    Attributes
    ----------
    units : tuple of Unit
        What it fits.
    size : (float, float)
        Width and height, with the heading [points].
    heading : float
        Height of its heading [points].
    locator : Box
        Its ground on the main map.
    """

    units: tuple[Unit, ...]
    size: tuple[float, float]
    heading: float
    locator: Box

    def at(self, box: Box) -> Inset:
        """Put the inset into its place."""
        edge = _EDGE * box.width
        inner = box.shrunk(edge)
        inner = Box(inner.left, inner.bottom, inner.right, inner.top - self.heading)
        pcodes = frozenset(unit.pcode for unit in self.units)
        return Inset(fit(self.units, box, inner), pcodes, self.heading, self.locator)


@dataclass(frozen=True, slots=True)
class Inset:
    """An inset in its place.

    Attributes
    ----------
    frame : MapFrame
        Its window.
    pcodes : frozenset of str
        The `adm2_pcode` of the districts that it enlarges.
    heading : float
        Height of its heading [points].
    locator : Box
        Its ground on the main map.
    """

    frame: MapFrame
    pcodes: frozenset[str]
    heading: float
    locator: Box

    def pointer(self, ground: Ground, scale: float) -> Name:
        """Return the words on the main map that point to the inset, best off land."""
        words, style = f"{PLACE}: see inset", _POINTER.scaled(scale)
        box, gap = self.locator, 2 * scale
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        wide = width(words, style) / 2 + gap
        high = style.leading / 2 + gap
        spots = (
            (x, box.bottom - high),
            (box.left - wide, box.bottom + high),
            (box.left - wide, box.bottom - high),
            (box.left - wide, y),
            (box.right + wide, y),
            (x, box.top + high),
        )
        name = Name(spots, ((words,),), style, rings=())
        bare = sorted(spots, key=lambda spot: not ground.is_bare(name.box_at(spot)))
        return replace(name, spots=tuple(bare))


def plan_inset(
    view: View,
    layer: Layer,
    frame: MapFrame,
    fitted: Sequence[Unit],
    scale: float,
) -> InsetPlan | None:
    """Return the inset that a window needs.

    Parameters
    ----------
    view : View
        The selection; its gazetteer knows which districts "Karachi" may mean.
    layer : Layer
        The boundaries.
    frame : MapFrame
        The window of the main map.
    fitted : sequence of Unit
        What the window fits.
    scale : float
        Factor on the size of the type.

    Returns
    -------
    InsetPlan or None
        None when none of these districts is a part of what the window fits, or the
        window shows them as large.
    """
    match = view.dataset.gazetteer.match(PLACE)
    candidates = match.candidates if match.status == "held" else ()
    pcodes = sorted(c.adm2_pcode for c in candidates if c.adm2_pcode in layer.adm2)
    units = tuple(layer.adm2[pcode] for pcode in pcodes)
    if not any(_is_part(layer, unit, fitted) for unit in units):
        return None
    points = frame.place(vertices(units))
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    locator = Box(float(left), float(bottom), float(right), float(top))
    most = _SHARE * min(frame.box.width, frame.box.height)
    gain = most * (1 - 2 * _EDGE) / max(locator.width, locator.height)
    if gain < _GAIN:
        return None
    heading = _HEADING.scaled(scale).leading
    edge = 2 * _EDGE * most
    size = (locator.width * gain + edge, locator.height * gain + edge + heading)
    return InsetPlan(units, size, heading, locator)


def _is_part(layer: Layer, district: Unit, fitted: Sequence[Unit]) -> bool:
    above = {district.pcode, district.parent, layer.adm1[district.parent].parent}
    return any(unit.pcode in above for unit in fitted)


def draw_inset(
    sheet: Sheet,
    inset: Inset,
    shown: Content,
    counts: Mapping[str, int],
    wanted: Mapping[str, Unit],
) -> int:
    """Draw the inset and the rectangle on the main map that shows where it is.

    Parameters
    ----------
    sheet : Sheet
        The page.
    inset : Inset
        In its place.
    shown : Content
        What the map shows.
    counts : mapping of str to int
        Projects of each district.
    wanted : mapping of str to Unit
        Districts to name.

    Returns
    -------
    int
        Number of district names for which there was no room.
    """
    frame = inset.frame
    ground = survey(shown.layer, frame, [shown.layer.adm2[p] for p in inset.pcodes])
    sheet.box("inset", inset.locator, "none", _OUTLINE)
    sheet.box("inset", frame.box, PAPER)
    draw_body(sheet, frame, shown, into="inset")
    heading = _draw_heading(sheet, inset)
    covered = [heading, _draw_bar(sheet, frame, ground, heading)]
    sheet.box("inset", frame.box, "none", _OUTLINE)
    placement = Placement(frame.box, covered, sheet.scale, ground.is_bare)
    names = district_names(wanted, counts, frame, sheet.scale, leave_out=PLACE)
    placed, n_left_out = place_all(placement, names)
    draw_names(sheet, "inset", placed)
    return n_left_out


def _draw_heading(sheet: Sheet, inset: Inset) -> Box:
    style = _HEADING.scaled(sheet.scale)
    box = inset.frame.box
    strip = Box(box.left, box.top - inset.heading, box.right, box.top)
    base = strip.top - ASCENT * style.size - 0.5 * sheet.scale
    sheet.box("inset", strip, PAPER)
    sheet.text("inset", (strip.left + 4 * sheet.scale, base), PLACE, style)
    return strip


def _draw_bar(sheet: Sheet, frame: MapFrame, ground: Ground, heading: Box) -> Box:
    km = bar_length(frame, _BAR_SHARE * frame.box.width)
    size, margin = bar_size(frame, km, sheet.scale), 4 * sheet.scale
    box = ground.roomiest(size, BOTTOM_FIRST, [heading], margin)
    draw_bar(sheet, "inset", frame, km, box)
    return box
