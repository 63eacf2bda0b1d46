"""The closer map: a district among its neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from matplotlib.colors import to_hex, to_rgb

from spo_geo.atlas.crop import Cropper
from spo_geo.boundaries import Layer, Unit
from spo_geo.classify import NO_RECORD
from spo_geo.errors import SpoGeoError
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.frame import MapFrame, fit
from spo_geo.printmap.furniture import (
    arrow_size,
    bar_length,
    bar_size,
    draw_arrow,
    draw_bar,
)
from spo_geo.printmap.ground import BOTTOM_FIRST, TOP_FIRST, Ground, survey
from spo_geo.printmap.labels import NEXT, Name, Placement, forms_of
from spo_geo.printmap.lettering import INK, MUTED, Style
from spo_geo.printmap.mapbody import Content, draw_body
from spo_geo.printmap.names import around_names, draw_names, place_all, province_names
from spo_geo.printmap.projection import Points
from spo_geo.printmap.shading import PALE, Shading
from spo_geo.printmap.shapes import edge_of, paths, placed
from spo_geo.printmap.sheet import Pen, Sheet

SHARE: Final = 0.46
"""A district takes at most this part of the width and height of its map."""

LEAST: Final = 40.0
"""A small district is drawn as if it were so wide [km]: who are its neighbours?"""

EDGE: Final = Pen(INK, 2.2)
"""The edge of the district whose page it is."""

RULE: Final = Pen("#9aa5b1", 0.6)

_WHITE: Final = 0.55
"""How much white is mixed into the colour of a neighbour."""

_NAME: Final = Style(8.5, INK, weight="bold")
_NEIGHBOUR: Final = Style(6.4, INK)
_OTHER: Final = Style(5.8, MUTED)
_LEAST_CELLS: Final = 12
"""A neighbour of which fewer cells are seen is not named."""

_SPARSE: Final = 4
_LEAST_PART: Final = 0.06
"""A province that takes less than this part of the window is not named."""

_MARGIN: Final = 6.0
_BAR_SHARE: Final = 0.28


@dataclass(frozen=True, slots=True)
class Closeup:
    """The closer map of one district, before it is drawn.

    Attributes
    ----------
    unit : Unit
        The district.
    frame : MapFrame
        Its window.
    shows_outside : bool
        Whether a district outside the chosen area is seen.
    shows_provinces : bool
        Whether a border between provinces is seen.
    shows_held : bool
        Whether the outline of a held place is seen.
    shows_control : bool
        Whether the Line of Control is seen.
    """

    unit: Unit
    frame: MapFrame
    shows_outside: bool
    shows_provinces: bool
    shows_held: bool
    shows_control: bool


def plan_closeup(cropper: Cropper, adm2_pcode: str, box: Box) -> Closeup:
    """Fit a district with its neighbours into a window.

    Parameters
    ----------
    cropper : Cropper
        Crops what the map of the selection shows.
    adm2_pcode : str
        The district.
    box : Box
        The window.

    Returns
    -------
    Closeup

    Raises
    ------
    SpoGeoError
        The layer does not hold the district.
    """
    districts = cropper.shown.layer.adm2
    if adm2_pcode not in districts:
        raise SpoGeoError("the boundary layer holds no such district", got=adm2_pcode)
    unit = districts[adm2_pcode]
    frame = fit((unit,), box, _middle(box), min_extent=LEAST)
    seen = cropper.crop(frame)
    return Closeup(
        unit,
        frame,
        shows_outside=not seen.layer.adm2.keys() <= seen.shading.inside,
        shows_provinces=bool(seen.layer.province_borders),
        shows_held=bool(seen.held),
        shows_control=bool(seen.layer.line_of_control),
    )


def _middle(box: Box) -> Box:
    """Return the part of the window that the district keeps to."""
    edge = (1 - SHARE) / 2
    return Box(
        box.left + edge * box.width,
        box.bottom + edge * box.height,
        box.right - edge * box.width,
        box.top - edge * box.height,
    )


def pale(colour: str) -> str:
    """Return the colour of a neighbour; what has no count stays as it is."""
    if colour in (PALE, NO_RECORD):
        return colour
    red, green, blue = ((1 - _WHITE) * c + _WHITE for c in to_rgb(colour))
    return to_hex((red, green, blue))


def draw_closeup(
    sheet: Sheet, closeup: Closeup, cropper: Cropper, pages: Mapping[str, int]
) -> list[tuple[Box, str]]:
    """Draw the map.

    Parameters
    ----------
    sheet : Sheet
        The page.
    closeup : Closeup
        From `plan_closeup`.
    cropper : Cropper
        Crops what the map of the selection shows.
    pages : mapping of str to int
        Number of the page of each district that has one, by P-code.

    Returns
    -------
    list of (Box, str)
        Where the neighbours that have a page are named, with their P-code.
    """
    frame, unit, layer = closeup.frame, closeup.unit, cropper.shown.layer
    seen = cropper.crop(frame)
    sheet.box("paper", frame.box, "#ffffff")
    draw_body(sheet, frame, replace(seen, shading=_paled(seen.shading, unit)))
    edge = placed(edge_of([unit], without=layer.line_of_control), frame.place)
    sheet.lines("districts", edge, EDGE, frame.box)
    sheet.box("furniture", frame.box, "none", RULE)
    ground = survey(layer, frame, [unit])
    covered = _furnish(sheet, frame, ground)
    placement = Placement(frame.box, covered, sheet.scale, ground.is_bare)
    scene = _Scene(unit, frame, layer, seen, ground)
    return _write_names(sheet, scene, placement, pages)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What names are placed on."""

    unit: Unit
    frame: MapFrame
    layer: Layer
    seen: Content
    ground: Ground


def _paled(shading: Shading, unit: Unit) -> Shading:
    """Make all districts paler but for the one."""
    colours = {pcode: pale(colour) for pcode, colour in shading.colours.items()}
    colours[unit.pcode] = shading.colours[unit.pcode]
    return replace(shading, colours=colours)


def _furnish(sheet: Sheet, frame: MapFrame, ground: Ground) -> list[Box]:
    """Draw scale bar and north arrow where they hide least; return their places."""
    margin = _MARGIN * sheet.scale
    km = bar_length(frame, _BAR_SHARE * frame.box.width)
    corners = BOTTOM_FIRST[:4]
    bar = ground.roomiest(bar_size(frame, km, sheet.scale), corners, [], margin)
    arrow = ground.roomiest(arrow_size(sheet.scale), TOP_FIRST[:4], [bar], margin)
    draw_bar(sheet, "furniture", frame, km, bar)
    draw_arrow(sheet, "furniture", arrow)
    return [bar, arrow]


def _write_names(
    sheet: Sheet, scene: _Scene, placement: Placement, pages: Mapping[str, int]
) -> list[tuple[Box, str]]:
    """Write the district first, then its neighbours, then what has room."""
    unit, units = scene.unit, scene.seen.layer.adm2.values()
    own = _name(scene, unit, _NAME, forms_of(unit.name))
    placed_own, _ = place_all(placement, [own])
    draw_names(sheet, "labels", placed_own)
    others = [other for other in units if other.pcode != unit.pcode]
    links = []
    for other in sorted(others, key=lambda u: (u.pcode not in pages, u.pcode)):
        page = pages.get(other.pcode)
        style = _NEIGHBOUR if page else _OTHER
        name = _name(scene, other, style, _forms(other.name, page))
        if name.spots and (placed_name := placement.add(name)):
            draw_names(sheet, "labels", [placed_name])
            links += [(placed_name.box, other.pcode)] if page else []
    _write_around(sheet, scene, placement)
    return links


def _name(
    scene: _Scene, unit: Unit, style: Style, forms: Sequence[tuple[str, ...]]
) -> Name:
    """Return a name with its spots: its own, then what the window shows of it."""
    frame = scene.frame
    seen = _cells_of(unit, scene)
    spots = [frame.spot(unit.label)] if frame.has(unit.label) else []
    if len(seen) >= _LEAST_CELLS:
        best = np.array(spots[0]) if spots else seen.mean(axis=0)
        order = np.linalg.norm(seen - best, axis=1).argsort(kind="stable")
        spots += [(float(x), float(y)) for x, y in seen[order[::_SPARSE]]]
    return Name(tuple(spots), tuple(forms), style, rings=NEXT)


def _cells_of(unit: Unit, scene: _Scene) -> Points:
    """Return the cells of the window that lie in a district."""
    path = paths([unit], scene.frame.place)[0]
    outline, cells = np.asarray(path.vertices), scene.ground.cells
    low, high = outline.min(axis=0), outline.max(axis=0)
    cells = cells[((cells > low) & (cells < high)).all(axis=1)]
    inside: Points = cells[path.contains_points(cells)]
    return inside


def _forms(name: str, page: int | None) -> tuple[tuple[str, ...], ...]:
    """Put the number of its page below the name of a neighbour."""
    forms = forms_of(name)
    if page is None:
        return forms
    return tuple((*form, f"page {page}") for form in forms)


def _write_around(sheet: Sheet, scene: _Scene, placement: Placement) -> None:
    """Name the other provinces of which much is seen, and what lies around."""
    frame, ground, scale = scene.frame, scene.ground, sheet.scale
    others = _other_provinces(scene)
    provinces = province_names(others, frame, ground, scene.seen.shading, scale)
    names = [name for name in provinces if not name.off_land]
    names += around_names(frame, ground, scale)
    draw_names(sheet, "names", [p for n in names if (p := placement.add(n))])


def _other_provinces(scene: _Scene) -> Layer:
    """Leave the provinces of which much is seen; the head names the district's own."""
    layer, own, ground = scene.layer, scene.unit.parent, scene.ground
    least = _LEAST_PART * len(ground.cells)
    seen = {p for p, mask in ground.provinces.items() if mask.sum() >= least}
    adm1 = {p: u for p, u in layer.adm1.items() if p in seen and p != own}
    return replace(layer, adm1=adm1)
