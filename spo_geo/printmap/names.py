"""The names on a map: provinces, what lies around the country, districts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

import numpy as np

from spo_geo.boundaries import Layer, Unit
from spo_geo.printmap.frame import MapFrame
from spo_geo.printmap.ground import Ground
from spo_geo.printmap.labels import FAR, NEAR, NEXT, Name, Placed, Placement, forms_of
from spo_geo.printmap.lettering import INK, MUTED, Style, width
from spo_geo.printmap.shading import Shading
from spo_geo.printmap.shapes import vertices
from spo_geo.printmap.sheet import Pen, Sheet

_PROVINCE: Final = Style(7.0, "#3e4c59", weight="bold")
_PALE_PROVINCE: Final = Style(6.5, "#7b8794")
_AROUND: Final = Style(6.5, "#7b8794", slant="oblique")
_DISTRICT: Final = Style(5.6, INK)
_OTHER_DISTRICT: Final = Style(5.2, MUTED)
_LEADER: Final = Pen(INK, 0.4)

_WITHIN: Final = 0.75
"""A province's name stands on it when this part of the name lies inside."""

_SPOTS: Final = 24
"""How many spots on its province a name tries."""

_FEW: Final = 60
"""So many names are worth three tries."""

_AROUND_SPOTS: Final = (
    ("AFGHANISTAN", (65.6, 33.4)),
    ("IRAN", (61.3, 27.9)),
    ("INDIA", (74.4, 27.4)),
    ("CHINA", (77.2, 37.0)),
    ("ARABIAN SEA", (64.6, 24.3)),
)
"""Where the names of what lies around Pakistan stand [degrees]: lettering, no data."""


def province_names(
    layer: Layer, frame: MapFrame, ground: Ground, shading: Shading, scale: float
) -> list[Name]:
    """Return the names of the provinces and territories in the window.

    Parameters
    ----------
    layer : Layer
        The boundaries.
    frame : MapFrame
        The window.
    ground : Ground
        Where each province lies in it.
    shading : Shading
        Which districts are drawn pale.
    scale : float
        Factor on the size of the type.

    Returns
    -------
    list of Name
        The largest on the page first.
    """
    lively = {layer.adm2[pcode].parent for pcode in shading.inside}
    size = {p: int(mask.sum()) for p, mask in ground.provinces.items()}
    names = []
    for pcode in sorted(layer.adm1, key=lambda p: (-size[p], p)):
        unit = layer.adm1[pcode]
        own = frame.spot(unit.label) if frame.has(unit.label) else None
        if spots := ground.spots_in(pcode, own):
            style = _PROVINCE if pcode in lively else _PALE_PROVINCE
            forms = forms_of(unit.name.upper())
            name = Name(tuple(spots), forms, style.scaled(scale))
            names.append(_fitted(name, ground, pcode))
    return names


def _fitted(name: Name, ground: Ground, adm1_pcode: str) -> Name:
    """Keep the spots at which the name lies on its province; without one, send it out.

    The form that lies most on the province at its best spot is tried first.
    """

    def share(form: tuple[str, ...], spot: tuple[float, float]) -> float:
        return ground.share(replace(name, forms=(form,)).box_at(spot), adm1_pcode)

    forms = tuple(sorted(name.forms, key=lambda form: -share(form, name.spots[0])))
    for form in forms:
        inside = (spot for spot in name.spots if share(form, spot) >= _WITHIN)
        if spots := tuple(islice(inside, _SPOTS)):
            return replace(name, spots=spots, forms=(form,), rings=())
    return replace(name, spots=name.spots[:1], forms=forms, rings=FAR, off_land=True)


def around_names(frame: MapFrame, ground: Ground, scale: float) -> list[Name]:
    """Return the names of the neighbours and the sea that stand clear of all land."""
    names = []
    for words, lonlat in _AROUND_SPOTS:
        spot = frame.spot(lonlat)
        name = Name((spot,), ((words,),), _AROUND.scaled(scale), rings=())
        if ground.is_bare(name.box_at(spot)):
            names.append(name)
    return names


def district_names(
    units: Mapping[str, Unit],
    counts: Mapping[str, int],
    frame: MapFrame,
    scale: float,
    *,
    leave_out: str = "",
) -> list[Name]:
    """Return the names of districts, those that a record names first.

    Parameters
    ----------
    units : mapping of str to Unit
        The districts to name, by P-code.
    counts : mapping of str to int
        Projects of each district that a record names [projects].
    frame : MapFrame
        The window.
    scale : float
        Factor on the size of the type.
    leave_out : str
        A word that the heading says already.

    Returns
    -------
    list of Name
        Within both groups the largest district first: it has room at its own spot.
        The others do not go far from their own spot.
    """
    order = sorted(units, key=lambda p: (p not in counts, -_area(units[p]), p))
    return [
        Name(
            spots=(frame.spot(units[pcode].label),),
            forms=_forms(units[pcode], frame, leave_out, scale),
            style=(_DISTRICT if pcode in counts else _OTHER_DISTRICT).scaled(scale),
            rings=NEAR if pcode in counts else NEXT,
        )
        for pcode in order
    ]


def _forms(
    unit: Unit, frame: MapFrame, leave_out: str, scale: float
) -> tuple[tuple[str, ...], ...]:
    """Put the form in two lines first where the district is narrower than its name."""
    forms = forms_of(unit.name.replace(leave_out, "").strip())
    points = frame.place(vertices([unit]))
    across = float(np.ptp(points[:, 0]))
    if width(forms[0][0], _DISTRICT.scaled(scale)) > across:
        return forms[::-1]
    return forms


def _area(unit: Unit) -> float:
    """Return the area of the largest polygon in square degrees, for an order only."""
    return max(
        abs(float((r[:-1, 0] * r[1:, 1] - r[1:, 0] * r[:-1, 1]).sum())) / 2
        for r, *_ in unit.polygons
    )


def place_all(placement: Placement, names: Sequence[Name]) -> tuple[list[Placed], int]:
    """Place as many names as one of three orders allows.

    Parameters
    ----------
    placement : Placement
        What is covered so far; the names placed are added to it.
    names : sequence of Name
        In the order of their rank, which is tried first; if they are few, also the
        other way round, and the most crowded first.

    Returns
    -------
    list of Placed, int
        Those that found a place, and the number of those left out.
    """
    trials = []
    orders = (names, names[::-1], _crowded_first(names))
    for order in orders if len(names) <= _FEW else orders[:1]:
        trial = placement.copy()
        trials.append((_place_in_order(trial, order), trial))
        if len(trials[-1][0]) == len(names):
            break
    placed, trial = max(trials, key=lambda pair: len(pair[0]))
    placement.take(trial)
    return placed, len(names) - len(placed)


def _place_in_order(placement: Placement, names: Sequence[Name]) -> list[Placed]:
    """Place names one by one, each off the spots of those that follow."""
    placed = []
    for i, name in enumerate(names):
        later = [other.spots[0] for other in names[i + 1 :] if other.rings]
        found = placement.add(name, keep_off=later)
        if found:
            placed.append(found)
    return placed


def _crowded_first(names: Sequence[Name]) -> list[Name]:
    """Sort names by the distance of their spot to the nearest other one."""
    spots = np.array([name.spots[0] for name in names]).reshape(-1, 2)
    apart = np.linalg.norm(spots[:, None] - spots[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    order = apart.min(axis=1, initial=np.inf).argsort(kind="stable")
    return [names[i] for i in order]


def draw_names(sheet: Sheet, layer: str, placed: Iterable[Placed]) -> None:
    """Write names, with their lines below them.

    Parameters
    ----------
    sheet : Sheet
        The page.
    layer : str
        Layer of the page.
    placed : iterable of Placed
        From `place_all`.
    """
    placed = list(placed)
    leaders = [np.array(name.leader) for name in placed if name.leader]
    if leaders:
        sheet.lines(layer, leaders, _LEADER)
    for name in placed:
        for at, line in name.base_lines():
            sheet.text(
                layer,
                at,
                line,
                name.style,
                align="center",
                halo=0.22 * name.style.size,
            )
