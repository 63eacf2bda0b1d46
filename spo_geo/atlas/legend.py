"""The legend of a district's page: what locator map and closer map show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from spo_geo.atlas.closeup import Closeup, pale
from spo_geo.atlas.flow import Piece
from spo_geo.atlas.locator import DISTRICT_FILL, EXTENT, PROVINCE_FILL
from spo_geo.atlas.rows import setting_of
from spo_geo.classify import NO_RECORD
from spo_geo.gazetteer import District
from spo_geo.printmap.blocks import Row, Sign
from spo_geo.printmap.boxes import Box, box_path
from spo_geo.printmap.lettering import INK, Style
from spo_geo.printmap.mapbody import CONTROL, DISTRICT, HELD, PALE_DISTRICT, PROVINCE
from spo_geo.printmap.panel import hatched_box, heading_of
from spo_geo.printmap.shading import PALE, Shading
from spo_geo.printmap.sheet import Pen, Sheet
from spo_geo.wording import PLANNED_ONLY

_HEADING: Final = Style(8.0, INK, weight="bold")
_BODY: Final = Style(7.0, INK)
_LEAD: Final = 26.0


@dataclass(frozen=True, slots=True)
class Area:
    """A filled box; with two colours, this district left and a neighbour right."""

    fill: str
    pen: Pen | None = DISTRICT
    right: str = ""

    def __call__(self, sheet: Sheet, box: Box) -> None:
        """Draw the sign."""
        middle = (box.left + box.right) / 2
        sheet.box("legend", box, self.fill, self.pen)
        if self.right:
            half = Box(middle, box.bottom, box.right, box.top)
            sheet.box("legend", half, self.right, self.pen)


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the edge of a box."""

    pen: Pen
    closed: bool = False

    def __call__(self, sheet: Sheet, box: Box) -> None:
        """Draw the sign."""
        middle = (box.bottom + box.top) / 2
        ends = np.array([[box.left, middle], [box.right, middle]])
        ring = np.array(box_path(box).vertices)
        sheet.lines("legend", [ring if self.closed else ends], self.pen)


def locator_legend(district: District, width: float) -> Piece:
    """Return the legend of the locator map.

    Parameters
    ----------
    district : District
        The one that is marked.
    width : float
        Width of the column [points].

    Returns
    -------
    Piece
    """
    rows = (
        _entry(district.adm2_name, Area(DISTRICT_FILL, None)),
        _entry(district.adm1_name, Area(PROVINCE_FILL, None)),
        _entry("extent of the map on the left", Line(EXTENT, closed=True)),
    )
    return setting_of(rows, width)


def closeup_legend(closeup: Closeup, shading: Shading, width: float) -> Piece:
    """Return the legend of the closer map.

    Parameters
    ----------
    closeup : Closeup
        The map.
    shading : Shading
        The classes of the selection.
    width : float
        Width of the column [points].

    Returns
    -------
    Piece
        Every class of the selection, so that a colour means the same on all pages;
        of the other signs those that the map shows.
    """
    rows = [
        Row(heading_of(shading), _HEADING, above=0.0),
        Row("left: this district; right: its neighbours", _BODY, above=0.5),
    ]
    for count_class, _ in shading.classes:
        colour = count_class.colour
        rows.append(_entry(count_class.label, Area(colour, DISTRICT, pale(colour))))
    if shading.planned:
        rows.append(_entry(PLANNED_ONLY, hatched_box))
    rows.append(_entry("no record in this selection", Area(NO_RECORD)))
    if closeup.shows_outside:
        rows.append(_entry("outside the chosen area", Area(PALE, PALE_DISTRICT)))
    if closeup.shows_provinces:
        rows.append(_entry("border of a province or territory", Line(PROVINCE)))
    if closeup.shows_held:
        rows.append(_entry("place held; not counted", Line(HELD, closed=True)))
    if closeup.shows_control:
        rows.append(_entry("Line of Control", Line(CONTROL)))
    return setting_of(tuple(rows), width)


def _entry(words: str, sign: Sign) -> Row:
    return Row(words, _BODY, sign=sign, lead=_LEAD, above=1.5)
