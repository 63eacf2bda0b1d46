"""What stands at the head and at the foot of every page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from spo_geo.atlas.flow import Piece
from spo_geo.atlas.rows import ALL, setting_of
from spo_geo.gazetteer import District
from spo_geo.printmap.blocks import Row, height_of, stack
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.lettering import INK, MUTED, Style
from spo_geo.printmap.options import Page, PrintOptions
from spo_geo.printmap.projection import EqualArea
from spo_geo.printmap.sheet import Pen, Sheet
from spo_geo.printmap.words import sources
from spo_geo.view import View
from spo_geo.wording import filters_in_words

PAPER: Final[Page] = PrintOptions(orientation="portrait").page
"""A4, upright."""

BODY: Final = Box(0, 0, PAPER.width, PAPER.height).shrunk(36.0)

_ACCENT: Final = Pen("#1572a4", 1.4)
_RULE: Final = Pen("#9aa5b1", 0.5)
_NAME: Final = Style(22.0, INK, weight="bold")
_NAME_AGAIN: Final = Style(13.0, INK, weight="bold")
_PLACE: Final = Style(10.0, MUTED)
_SOURCES: Final = Style(6.0, MUTED)
_NUMBER: Final = Style(7.5, INK)
_NUMBER_ROOM: Final = 44.0
_GAP: Final = 9.0

REFERENCES: Final = "References such as 000:13 name a document and its line."

SELECTION_LINES: Final = 2
"""Lines of the filters at the foot of a page; the cover has room for more."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Head and foot of a page, set.

    Attributes
    ----------
    head, foot : Piece
        Rows above the upper and below the lower rule.
    """

    head: Piece
    foot: Piece

    @property
    def inner(self) -> Box:
        """What is left between the rules."""
        return replace(
            BODY,
            top=BODY.top - height_of(self.head) - 4.0 - _GAP,
            bottom=BODY.bottom + height_of(self.foot) + 3.0 + _GAP,
        )

    def draw(self, sheet: Sheet, number: int, total: int) -> None:
        """Write both, with the number of the page."""
        stack(sheet, "header", [self.head], BODY.left, BODY.top)
        foot = BODY.bottom + height_of(self.foot)
        stack(sheet, "footer", [self.foot], BODY.left, foot)
        _rule(sheet, "header", self.inner.top + _GAP, _ACCENT)
        _rule(sheet, "footer", self.inner.bottom - _GAP, _RULE)
        at = (BODY.right, foot - _SOURCES.leading)
        sheet.text("footer", at, f"{number} of {total}", _NUMBER, align="right")


def head_of(district: District, *, again: bool = False) -> Piece:
    """Return the head of the page of a district.

    Parameters
    ----------
    district : District
        The district.
    again : bool
        Whether the page follows another one of the same district.

    Returns
    -------
    Piece
    """
    place = f"{district.adm1_name} · Pakistan · P-code {district.adm2_pcode}"
    if again:
        words = f"{district.adm2_name}, continued"
        rows = [Row(words, _NAME_AGAIN, above=0.0), Row(place, _SOURCES, above=0.0)]
    else:
        rows = [
            Row(district.adm2_name, _NAME, above=0.0, most=1),
            Row(place, _PLACE, above=1.0, most=1),
        ]
    return setting_of(tuple(rows), BODY.width)


def foot_of(
    view: View, boundaries: str, made: datetime.date, projection: EqualArea | None
) -> Piece:
    """Return the foot of a page.

    Parameters
    ----------
    view : View
        The selection.
    boundaries : str
        Source, licence and disclaimer of the boundary layer.
    made : datetime.date
        The day.
    projection : EqualArea, optional
        That of the map on the page, if there is one.

    Returns
    -------
    Piece
    """
    selection = f"Selection: {filters_in_words(view)}"
    rows = [Row(selection, _SOURCES, above=0.0, most=SELECTION_LINES)]
    records, made_by = sources(view, boundaries, projection, made)
    for words in (records, f"{made_by} {REFERENCES}"):
        rows.append(Row(words, _SOURCES, above=0.0, most=ALL))
    return setting_of(tuple(rows), BODY.width - _NUMBER_ROOM)


def _rule(sheet: Sheet, layer: str, y: float, pen: Pen) -> None:
    sheet.lines(layer, [np.array([[BODY.left, y], [BODY.right, y]])], pen)
