"""The pages of a district: planned first, so that their number is known, then drawn."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from spo_geo.atlas.closeup import Closeup, draw_closeup, plan_closeup
from spo_geo.atlas.content import DistrictContent
from spo_geo.atlas.crop import Cropper, make_cropper
from spo_geo.atlas.edges import BODY, PAPER, Edges, foot_of, head_of
from spo_geo.atlas.figures import FigureRow, draw_years, set_figures, strip_height
from spo_geo.atlas.flow import Piece, flow
from spo_geo.atlas.legend import closeup_legend, locator_legend
from spo_geo.atlas.locator import Locator, draw_locator, make_locator
from spo_geo.atlas.rows import project_pieces
from spo_geo.gazetteer import District
from spo_geo.printmap.blocks import height_of, stack
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.mapbody import Content
from spo_geo.printmap.sheet import Sheet
from spo_geo.view import View

Links = list[tuple[Box, str]]
"""Where on a page a district that has a page is named, and its P-code."""

_SIDE: Final = 150.0
_GAP: Final = 10.0
_HIGH: Final = (290.0, 225.0)
"""Height of the closer map: the first that leaves room for the rest [points]."""

_SMALLER: Final = 0.92
"""Factor on the type of the projects where that keeps them on one page."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The pages of a district, set and ready to be drawn.

    Attributes
    ----------
    content : DistrictContent
        What stands on them.
    edges : tuple of Edges
        Of the first page, and of the further ones.
    closeup : Closeup
        The closer map.
    legends : tuple of Piece
        Of the locator map, and of the closer map.
    figures : FigureRow
        The numbers.
    tops : tuple of float
        Upper edges of the numbers, of the strip of years, and of what flows below
        them [points].
    columns : tuple of tuple of Piece
        What flows, page by page.
    """

    content: DistrictContent
    edges: tuple[Edges, Edges]
    closeup: Closeup
    legends: tuple[Piece, Piece]
    figures: FigureRow
    tops: tuple[float, float, float]
    columns: tuple[tuple[Piece, ...], ...]

    @property
    def room(self) -> float:
        """Height of what flows on the first page [points]."""
        return self.tops[2] - self.edges[0].inner.bottom

    def flowing(self, pieces: tuple[Piece, ...]) -> Plan:
        """Return the plan with other words below the numbers."""
        columns = flow(pieces, self.room, self.edges[1].inner.height)
        return replace(self, columns=columns)


@dataclass(frozen=True, slots=True, eq=False)
class PageMaker:
    """Makes the pages of the districts of one atlas.

    Attributes
    ----------
    view : View
        The selection.
    cropper : Cropper
        Crops what the map of the selection shows.
    boundaries : str
        Source, licence and disclaimer of the boundary layer.
    made : datetime.date
        The day.
    locator : Locator
        The map that is the same on every page.
    """

    view: View
    cropper: Cropper
    boundaries: str
    made: datetime.date
    locator: Locator

    def plan(self, content: DistrictContent) -> Plan:
        """Set the pages of a district.

        Parameters
        ----------
        content : DistrictContent
            What stands on them.

        Returns
        -------
        Plan

        Raises
        ------
        SpoGeoError
            The boundary layer does not hold the district.
        """
        pieces = tuple(project_pieces(content, BODY.width))
        for high in _HIGH:
            plan = self._laid_out(content, high, pieces)
            if len(plan.columns) == 1:
                return plan
        if plan.room < _SMALLER**2 * sum(map(height_of, pieces)):
            return plan
        smaller = plan.flowing(tuple(project_pieces(content, BODY.width, _SMALLER)))
        return smaller if len(smaller.columns) == 1 else plan

    def _laid_out(
        self, content: DistrictContent, high: float, pieces: tuple[Piece, ...]
    ) -> Plan:
        """Plan with a closer map of some height [points]."""
        closeup, legends, foot = self._maps(content.district, high)
        edges = (
            self._edges(head_of(content.district), closeup),
            self._edges(head_of(content.district, again=True)),
        )
        figures = set_figures(content.figures, BODY)
        top = foot - _GAP
        strip = top - figures.height - _GAP / 2
        below = strip - (strip_height() if self._years else 0.0) - _GAP
        tops = (top, strip, below)
        plan = Plan(content, edges, closeup, legends, figures, tops, ())
        return plan.flowing(pieces)

    def _edges(self, head: Piece, closeup: Closeup | None = None) -> Edges:
        projection = closeup.frame.projection if closeup else None
        foot = foot_of(self.view, self.boundaries, self.made, projection)
        return Edges(head, foot)

    def _maps(
        self, district: District, high: float
    ) -> tuple[Closeup, tuple[Piece, Piece], float]:
        """Plan the closer map as high as the legends beside it; return their foot."""
        box, shading = self.locator.frame.box, self.cropper.shown.shading
        left = locator_legend(district, _SIDE)
        above = box.height + height_of(left) + _GAP
        foot = box.top - high
        for _ in range(2):  # a higher map may show more, and need a higher legend
            window = Box(BODY.left, foot, box.left - _GAP, box.top)
            closeup = plan_closeup(self.cropper, district.adm2_pcode, window)
            right = closeup_legend(closeup, shading, _SIDE)
            foot = min(foot, box.top - above - height_of(right))
            if foot == window.bottom:
                break
        return closeup, (left, right), foot

    @property
    def _years(self) -> range:
        first, last = self.view.first_year, self.view.last_year
        return range(first, last + 1) if first and last else range(0)

    def draw(
        self, plan: Plan, i: int, number: int, total: int, pages: Mapping[str, int]
    ) -> tuple[Sheet, Links]:
        """Draw a page of a district.

        Parameters
        ----------
        plan : Plan
            The pages of the district.
        i : int
            Which of them.
        number, total : int
            Number of the page, and of all pages of the atlas.
        pages : mapping of str to int
            Number of the first page of each district, by P-code.

        Returns
        -------
        Sheet, list of (Box, str)
            The page, and where it names other districts that have one.
        """
        sheet = Sheet(PAPER)
        plan.edges[min(i, 1)].draw(sheet, number, total)
        if i:
            top, links = plan.edges[1].inner.top, Links()
        else:
            top, links = plan.tops[2], self._draw_upper_half(sheet, plan, pages)
        stack(sheet, "legend", plan.columns[i], BODY.left, top)
        return sheet, links

    def _draw_upper_half(
        self, sheet: Sheet, plan: Plan, pages: Mapping[str, int]
    ) -> Links:
        links = draw_closeup(sheet, plan.closeup, self.cropper, pages)
        draw_locator(sheet, self.locator, plan.closeup.unit, plan.closeup.frame)
        box = self.locator.frame.box
        stack(sheet, "legend", plan.legends, box.left, box.bottom - 2.0)
        figures_top, strip_top, _ = plan.tops
        plan.figures.draw(sheet, figures_top)
        if self._years:
            by_year = plan.content.figures.by_year
            draw_years(sheet, by_year, self._years, BODY, strip_top)
        return links


def make_page_maker(
    view: View, shown: Content, boundaries: str, made: datetime.date
) -> PageMaker:
    """Return what makes the pages of the districts.

    Parameters
    ----------
    view : View
        The selection; it names a district.
    shown : Content
        What its map shows.
    boundaries : str
        Source, licence and disclaimer of the boundary layer.
    made : datetime.date
        The day.

    Returns
    -------
    PageMaker
    """
    any_district = view.district_counts[0].district  # all heads are equally high
    top = Edges(head_of(any_district), ()).inner.top
    locator = make_locator(shown, BODY.right - _SIDE, top, _SIDE)
    return PageMaker(view, make_cropper(shown), boundaries, made, locator)
