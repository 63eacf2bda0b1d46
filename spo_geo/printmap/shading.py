"""Which district has which colour on a print map, and the counts of its legend."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from spo_geo.boundaries import Layer
from spo_geo.classify import (
    NO_RECORD,
    CountClass,
    class_number,
    count_classes,
)
from spo_geo.view import View

PALE: Final = "#fafaf8"
"""Fill of what lies outside the chosen area: paler than every class."""


@dataclass(frozen=True, slots=True)
class Shading:
    """The choropleth of a selection.

    Attributes
    ----------
    colours : dict of str to str
        Fill of each `adm2_pcode`.
    inside : frozenset of str
        The districts of the chosen area; the others are drawn pale.
    classes : tuple of (CountClass, int)
        Each class that occurs, light to dark, with its number of districts.
    n_no_record : int
        Districts of the chosen area that no record of the selection names.
    n_counted_outside : int
        Districts with a project that are drawn pale because the frame shows other
        provinces.
    planned : frozenset of str
        The districts of the chosen area that only planned or announced projects
        name: no class, but hatched.
    leaves_out_planned : bool
        Whether there are planned projects that no class counts.
    """

    colours: dict[str, str]
    inside: frozenset[str]
    classes: tuple[tuple[CountClass, int], ...]
    n_no_record: int
    n_counted_outside: int
    planned: frozenset[str] = frozenset()
    leaves_out_planned: bool = False


def shade(view: View, layer: Layer, provinces: tuple[str, ...] = ()) -> Shading:
    """Give each district its colour.

    Parameters
    ----------
    view : View
        The selection.
    layer : Layer
        The districts.
    provinces : tuple of str
        The `adm1_pcode` that the frame shows; empty for all.

    Returns
    -------
    Shading
        A district outside the frame, or outside the place filters, is pale: of such
        a district the selection says nothing.
    """
    counts = {c.district.adm2_pcode: c.n_carried_out for c in view.district_counts}
    classes = count_classes(counts.values())
    inside = frozenset(
        pcode
        for pcode, unit in layer.adm2.items()
        if _chosen(view, pcode, unit.parent)
        and (not provinces or unit.parent in provinces)
    )
    shown = {pcode: n for pcode, n in counts.items() if pcode in inside}
    breaks = [c.lower for c in classes]
    number = {pcode: class_number(n, breaks) for pcode, n in shown.items()}
    colours = dict.fromkeys(layer.adm2, PALE) | dict.fromkeys(inside, NO_RECORD)
    colours |= {p: classes[i].colour for p, i in number.items() if i is not None}
    used = Counter(number.values())
    return Shading(
        colours=colours,
        inside=inside,
        classes=tuple((c, used[i]) for i, c in enumerate(classes) if used[i]),
        n_no_record=len(inside) - len(shown),
        n_counted_outside=len(counts) - len(shown),
        planned=frozenset(pcode for pcode, n in shown.items() if not n),
        leaves_out_planned=any(c.n_planned for c in view.district_counts),
    )


def _chosen(view: View, adm2_pcode: str, adm1_pcode: str) -> bool:
    provinces, districts = view.filters.provinces, view.filters.districts
    return (not provinces or adm1_pcode in provinces) and (
        not districts or adm2_pcode in districts
    )
