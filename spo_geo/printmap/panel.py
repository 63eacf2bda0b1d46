"""What stands beside the map: counts, legend, what is not on the map, held places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np

from spo_geo.classify import NO_RECORD
from spo_geo.model import SCOPES
from spo_geo.printmap.blocks import Block, Row, Sign
from spo_geo.printmap.boxes import Box, box_path
from spo_geo.printmap.hatch import draw_hatch
from spo_geo.printmap.heldplaces import HeldPlace
from spo_geo.printmap.lettering import INK, MUTED, Style
from spo_geo.printmap.mapbody import (
    CONTROL,
    DISTRICT,
    HELD,
    PALE_DISTRICT,
    PROVINCE,
)
from spo_geo.printmap.shading import PALE, Shading
from spo_geo.printmap.sheet import Pen, Sheet
from spo_geo.view import View
from spo_geo.wording import PLANNED_ONLY

_HEADING: Final = Style(9.0, INK, weight="bold")
_KEY: Final = Style(10.0, INK)
_BODY: Final = Style(8.0, INK)
_NOTE: Final = Style(7.5, MUTED)
_LEAD: Final = 26.0
MOST_HELD: Final = 6


def panel_blocks(
    view: View,
    shading: Shading,
    held: Sequence[HeldPlace],
    *,
    control: bool,
) -> tuple[Block, ...]:
    """Return the blocks beside the map.

    Parameters
    ----------
    view : View
        The selection; every number is its own.
    shading : Shading
        The classes of the map.
    held : sequence of HeldPlace
        Places that are held.
    control : bool
        Whether the map may show the Line of Control.

    Returns
    -------
    tuple of Block
        Counts, classes, signs, what is not on the map, held places; without those
        that have nothing to say.
    """
    blocks = (
        _counts(view),
        _classes(shading),
        _signs(held, control=control),
        _not_on_the_map(view),
        _held(view, held),
    )
    return tuple(block for block in blocks if block)


def _counts(view: View) -> Block:
    n = view.n_projects_with_district
    rows = [
        (view.n_projects, _plural(view.n_projects, "recorded project")),
        (n, "name a district" if n != 1 else "names a district"),
        (view.n_districts, _plural(view.n_districts, "district") + " named"),
        (view.n_projects_without_district, "not on the map"),
    ]
    if view.n_planned:
        rows.insert(1, (view.n_planned, PLANNED_ONLY))
    return tuple(_figure(n, words, _KEY) for n, words in rows)


def _classes(shading: Shading) -> Block:
    rows = [Row(heading_of(shading), _HEADING)]
    for count_class, n in shading.classes:
        words = f"{count_class.label} ({n} {_plural(n, 'district')})"
        rows.append(_entry(words, _area(count_class.colour, DISTRICT)))
    if n := len(shading.planned):
        words = f"{PLANNED_ONLY} ({n} {_plural(n, 'district')})"
        rows.append(_entry(words, hatched_box))
    if n := shading.n_no_record:
        words = f"no record in this selection names this district ({n})"
        rows.append(_entry(words, _area(NO_RECORD, DISTRICT)))
    if len(shading.inside) < len(shading.colours):
        rows.append(_entry(_outside(shading), _area(PALE, PALE_DISTRICT)))
    return tuple(rows)


def heading_of(shading: Shading) -> str:
    """Return what the classes of a map count."""
    without = ", without planned ones" if shading.leaves_out_planned else ""
    return f"Projects per district{without}"


def _outside(shading: Shading) -> str:
    n = shading.n_counted_outside
    if not n:
        return "outside the chosen area"
    return f"outside the map's frame, not shaded ({n} with a project)"


def _signs(held: Sequence[HeldPlace], *, control: bool) -> Block:
    rows = []
    if any(place.candidates for place in held):
        words = "place held: may mean the districts inside; not counted, not shaded"
        rows.append(_entry(words, _dashed_box))
    rows.append(_entry("border of a province or territory", _line(PROVINCE)))
    if control:
        rows.append(_entry("Line of Control", _line(CONTROL)))
    return tuple(rows)


def _not_on_the_map(view: View) -> Block:
    projects = view.projects_without_district
    if not projects:
        return ()
    counts = Counter(project.scope for project in projects)
    n = view.n_projects_without_district
    heading = f"Not on the map: {n} {_plural(n, 'project')}"
    words = {**SCOPES, "districts": "Districts named, but held or outside"}
    rows = [
        _figure(counts[scope], words[scope], _BODY) for scope in SCOPES if counts[scope]
    ]
    return (Row(heading, _HEADING), *rows)


def _held(view: View, held: Sequence[HeldPlace]) -> Block:
    if not held:
        return ()
    n = view.n_places_held
    rows = [Row(f"{_plural(n, 'Place')} held: {n}", _HEADING)]
    rows += [Row(place.note, _BODY) for place in held[:MOST_HELD]]
    more = len(held) - MOST_HELD
    if more > 0:
        rows.append(
            Row(f"and {more} more; the table of the selection lists all", _NOTE)
        )
    return tuple(rows)


def _figure(n: int, words: str, style: Style) -> Row:
    return Row(words, style, figure=str(n), lead=_LEAD, above=1.0)


def _entry(words: str, sign: Sign) -> Row:
    return Row(words, _BODY, sign=sign, lead=_LEAD)


def _area(fill: str, pen: Pen) -> Sign:
    def draw(sheet: Sheet, box: Box) -> None:
        sheet.box("legend", box, fill, pen)

    return draw


def _line(pen: Pen) -> Sign:
    def draw(sheet: Sheet, box: Box) -> None:
        middle = (box.bottom + box.top) / 2
        ends = np.array([[box.left, middle], [box.right, middle]])
        sheet.lines("legend", [ends], pen)

    return draw


def _dashed_box(sheet: Sheet, box: Box) -> None:
    sheet.lines("legend", [np.array(box_path(box).vertices)], HELD)


def hatched_box(sheet: Sheet, box: Box) -> None:
    """Draw the sign of a district that only planned projects name."""
    sheet.box("legend", box, NO_RECORD, DISTRICT)
    draw_hatch(sheet, "legend", [box_path(box)])


def _plural(n: int, noun: str) -> str:
    return noun if n == 1 else f"{noun}s"
