"""The window on the map with all that lies in it: map, inset, furniture, names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from spo_geo.boundaries import Layer, Unit
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.frame import MIN_EXTENT, MapFrame, fit, units_to_fit
from spo_geo.printmap.furniture import (
    arrow_size,
    bar_length,
    bar_size,
    draw_arrow,
    draw_bar,
)
from spo_geo.printmap.ground import BOTTOM_FIRST, TOP_FIRST, Ground, survey
from spo_geo.printmap.inset import Inset, InsetPlan, draw_inset, plan_inset
from spo_geo.printmap.labels import CLEAR, Name, Placement
from spo_geo.printmap.mapbody import Content, draw_body
from spo_geo.printmap.names import (
    around_names,
    district_names,
    draw_names,
    place_all,
    province_names,
)
from spo_geo.printmap.options import Frame
from spo_geo.printmap.sheet import Pen, Sheet
from spo_geo.view import View

Naming = Literal["none", "counted", "all"]

_RULE: Final = Pen("#9aa5b1", 0.6)
_MARGIN: Final = 6.0
_PADS: Final = (0.025, 0.05, 0.08, 0.12, 0.16)
"""Free edge round what is fitted: the least that leaves room for the furniture."""

_BAR_SHARE: Final = 0.2

_WEIGHTS: Final = {"names": 10, "labels": 1}
"""A province without its name is worse than ten districts without theirs."""


@dataclass(frozen=True, slots=True)
class Window:
    """What is seen in the window, and where each thing lies in it.

    Attributes
    ----------
    frame : MapFrame
        The map.
    ground : Ground
        Where there is land.
    bar_km : int
        Length of the scale bar [km].
    bar, arrow : Box
        Scale bar and north arrow.
    inset : Inset, optional
        The inset.
    """

    frame: MapFrame
    ground: Ground
    bar_km: int
    bar: Box
    arrow: Box
    inset: Inset | None

    @property
    def furniture(self) -> tuple[Box, ...]:
        """What covers the map."""
        boxes = (self.bar, self.arrow)
        return (*boxes, self.inset.frame.box) if self.inset else boxes

    @property
    def n_hidden(self) -> int:
        """Cells of what the window fits that are covered."""
        return sum(self.ground.hides(box) for box in self.furniture)


def plan_window(
    view: View, layer: Layer, box: Box, frame: Frame, scale: float
) -> Window:
    """Fit the map into its window so that the furniture hides none of it.

    Parameters
    ----------
    view : View
        The selection.
    layer : Layer
        The boundaries.
    box : Box
        The window.
    frame : 'country', 'selection' or tuple of str
        As in `PrintOptions`.
    scale : float
        Factor on the sizes of type and line.

    Returns
    -------
    Window
        With the free edge at which the furniture hides least.
    """
    units = units_to_fit(frame, view, layer)
    least = MIN_EXTENT if frame == "selection" else 0.0
    tried: list[Window] = []
    for pad in _PADS:
        inner = box.shrunk(pad * min(box.width, box.height))
        fitted = fit(units, box, inner, min_extent=least)
        inset = plan_inset(view, layer, fitted, units, scale)
        tried.append(_furnish(fitted, survey(layer, fitted, units), inset, scale))
        if not tried[-1].n_hidden:
            break
    return min(tried, key=lambda window: window.n_hidden)


def _furnish(
    frame: MapFrame, ground: Ground, plan: InsetPlan | None, scale: float
) -> Window:
    """Give inset, scale bar and north arrow the places that hide least."""
    margin = _MARGIN * scale
    taken: list[Box] = []
    if plan:
        taken.append(ground.roomiest(plan.size, BOTTOM_FIRST, taken, margin))
    inset = plan.at(taken[0]) if plan else None
    km = bar_length(frame, _BAR_SHARE * frame.box.width)
    bar = ground.roomiest(bar_size(frame, km, scale), BOTTOM_FIRST, taken, margin)
    arrow = ground.roomiest(arrow_size(scale), TOP_FIRST, [*taken, bar], margin)
    return Window(frame, ground, km, bar, arrow, inset)


def draw_window(
    sheet: Sheet,
    window: Window,
    shown: Content,
    counts: Mapping[str, int],
    naming: Naming = "none",
) -> int:
    """Draw the map and what lies in its window.

    Parameters
    ----------
    sheet : Sheet
        The page.
    window : Window
        From `plan_window`.
    shown : Content
        What the map shows.
    counts : mapping of str to int
        Projects of each district, by P-code.
    naming : {'none', 'counted', 'all'}
        Which districts are named on the map: those with a project, or the others
        too, where there is room.

    Returns
    -------
    int
        Number of district names for which there was no room.
    """
    box = window.frame.box
    draw_body(sheet, window.frame, shown)
    sheet.box("furniture", box, "none", _RULE)
    draw_bar(sheet, "furniture", window.frame, window.bar_km, window.bar)
    draw_arrow(sheet, "furniture", window.arrow)
    wanted = _wanted(window, shown, counts, naming)
    n_left_out = 0
    if window.inset:
        own = {p: wanted.pop(p) for p in window.inset.pcodes & wanted.keys()}
        n_left_out = draw_inset(sheet, window.inset, shown, counts, own)
    return n_left_out + _write_names(sheet, window, shown, counts, wanted)


def _wanted(
    window: Window, shown: Content, counts: Mapping[str, int], naming: Naming
) -> dict[str, Unit]:
    """Return the districts to be named whose own spot is in the window."""
    inside = shown.shading.inside
    named = {"none": frozenset(), "counted": inside & counts.keys(), "all": inside}
    units = {pcode: shown.layer.adm2[pcode] for pcode in sorted(named[naming])}
    return {p: unit for p, unit in units.items() if window.frame.has(unit.label)}


def _write_names(
    sheet: Sheet,
    window: Window,
    shown: Content,
    counts: Mapping[str, int],
    wanted: Mapping[str, Unit],
) -> int:
    """Write all names; return the number of districts left out."""
    frame, ground, scale = window.frame, window.ground, sheet.scale
    covered = list(window.furniture)
    if window.inset:
        covered.append(window.inset.locator.shrunk(CLEAR))
    placement = Placement(frame.box, covered, scale, ground.is_bare)
    if window.inset:
        _write(sheet, "names", placement, [window.inset.pointer(ground, scale)])
    provinces = province_names(shown.layer, frame, ground, shown.shading, scale)
    districts = district_names(wanted, counts, frame, scale)
    n = len(wanted.keys() & counts.keys())
    n_left_out = _write_better(sheet, placement, provinces, districts[:n])
    n_left_out += _write(sheet, "labels", placement, districts[n:])
    _write(sheet, "names", placement, around_names(frame, ground, scale))
    return n_left_out


def _write(
    sheet: Sheet, layer: str, placement: Placement, names: Sequence[Name]
) -> int:
    """Write the names that find a place; return the number of the others."""
    placed, n_left_out = place_all(placement, names)
    draw_names(sheet, layer, placed)
    return n_left_out


def _write_better(
    sheet: Sheet,
    placement: Placement,
    provinces: Sequence[Name],
    districts: Sequence[Name],
) -> int:
    """Write provinces and districts, first the ones or the others; as `_write`."""
    groups = {"names": provinces, "labels": districts}
    trials = []
    for order in (("names", "labels"), ("labels", "names")):
        trial = placement.copy()
        found = {layer: place_all(trial, groups[layer]) for layer in order}
        loss = sum(_WEIGHTS[layer] * n for layer, (_, n) in found.items())
        trials.append((loss, found, trial))
        if not loss:
            break
    _, found, trial = min(trials, key=lambda made: made[0])
    placement.take(trial)
    for layer, (placed, _) in found.items():
        draw_names(sheet, layer, placed)
    return found["labels"][1]
