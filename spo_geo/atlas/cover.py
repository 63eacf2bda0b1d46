"""The cover with the national map, and the pages of lists that it has no room for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from spo_geo.atlas.edges import BODY, PAPER, Edges, foot_of
from spo_geo.atlas.flow import Piece, flow
from spo_geo.atlas.lists import Links, contents_blocks, unnamed_blocks
from spo_geo.atlas.overview import Overview
from spo_geo.atlas.rows import ALL, setting_of
from spo_geo.printmap.blocks import (
    BETWEEN_BLOCKS,
    BETWEEN_COLUMNS,
    Block,
    Row,
    columns,
    height_of,
    stack,
)
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.frame import projection_for
from spo_geo.printmap.heldplaces import HeldPlace
from spo_geo.printmap.lettering import INK, MUTED, Style
from spo_geo.printmap.mapbody import Content
from spo_geo.printmap.mapwindow import draw_window, plan_window
from spo_geo.printmap.panel import panel_blocks
from spo_geo.printmap.projection import EqualArea
from spo_geo.printmap.sheet import Sheet
from spo_geo.printmap.words import labels_left_out
from spo_geo.view import View

_TITLE: Final = Style(24.0, INK, weight="bold")
_TITLE_AGAIN: Final = Style(13.0, INK, weight="bold")
_SELECTION: Final = Style(9.0, MUTED)
_SENTENCE: Final = Style(9.0, INK)
_NOTE: Final = Style(6.0, MUTED)
_MOST_LINES: Final = 6

_N: Final = 3
_WIDTH: Final = (BODY.width - (_N - 1) * BETWEEN_COLUMNS) / _N
_LEAST_MAP: Final = 310.0
_FACTORS: Final = (1.0, 0.94, 0.88)
_GAP: Final = 8.0


@dataclass(frozen=True, slots=True)
class CoverPlan:
    """Which lists stand on the cover, and in which size of type.

    Attributes
    ----------
    n_lists : int
        0, 1 or 2: none, the contents, or also the projects on no page.
    factor : float
        Factor on the sizes at A4.
    n_pages : int
        The cover and the pages of lists that follow it.
    """

    n_lists: int
    factor: float
    n_pages: int


@dataclass(frozen=True, slots=True, eq=False)
class CoverMaker:
    """Makes the pages before those of the districts.

    Attributes
    ----------
    view : View
        The selection.
    shown : Content
        What its map shows.
    held : tuple of HeldPlace
        The places held of the selection.
    overview : Overview
        What the cover says.
    boundaries : str
        Source, licence and disclaimer of the boundary layer.
    made : datetime.date
        The day.
    """

    view: View
    shown: Content
    held: tuple[HeldPlace, ...]
    overview: Overview
    boundaries: str
    made: datetime.date

    def plan(self) -> CoverPlan:
        """Put as many lists on the cover as leave room for the map.

        Returns
        -------
        CoverPlan
        """
        panel, lists = self._panel(), self._lists({}, [])
        most = self._edges().inner.height - _LEAST_MAP - _GAP
        for n in (2, 1, 0):
            blocks = [*panel, *_joined(lists[:n])]
            for factor in _FACTORS:
                if _height(_set(blocks, factor)) <= most:
                    return CoverPlan(n, factor, 1 + len(self._list_pages(lists[n:])))
        return CoverPlan(0, _FACTORS[-1], 1 + len(self._list_pages(lists)))

    def draw(
        self, plan: CoverPlan, pages: Mapping[str, int], total: int
    ) -> Iterator[tuple[Sheet, Links]]:
        """Draw the cover, then the lists that follow it.

        Parameters
        ----------
        plan : CoverPlan
            From `plan`.
        pages : mapping of str to int
            Number of the first page of each district, by P-code.
        total : int
            Number of all pages of the atlas.

        Yields
        ------
        Sheet, list of (Box, str)
            A page, and where it names districts that have a page.
        """
        links: Links = []
        lists = self._lists(pages, links)
        yield self._draw_cover(plan, lists[: plan.n_lists], pages, total), [*links]
        columns_of = self._list_pages(lists[plan.n_lists :])
        for number, page in enumerate(columns_of, start=2):
            links.clear()
            sheet = Sheet(PAPER)
            edges = self._list_edges()
            edges.draw(sheet, number, total)
            for i, column in enumerate(page):
                stack(sheet, "legend", column, _left(i), edges.inner.top)
            yield sheet, [*links]

    def _draw_cover(
        self,
        plan: CoverPlan,
        lists: Sequence[Sequence[Block]],
        pages: Mapping[str, int],
        total: int,
    ) -> Sheet:
        sheet, edges = Sheet(PAPER), self._edges()
        edges.draw(sheet, 1, total)
        settings = _set([*self._panel(), *_joined(lists)], plan.factor)
        top = edges.inner.bottom + _height(settings)
        for i, column in enumerate(_columns(settings)):
            stack(sheet, "legend", [settings[j] for j in column], _left(i), top)
        box = replace(edges.inner, bottom=top + _GAP + _NOTE.leading)
        self._draw_map(sheet, box, pages)
        return sheet

    def _draw_map(self, sheet: Sheet, box: Box, pages: Mapping[str, int]) -> None:
        """Draw the national map with the numbers of the pages on the districts."""
        layer = self.shown.layer
        numbered = {
            pcode: replace(unit, name=str(pages[pcode])) if pcode in pages else unit
            for pcode, unit in layer.adm2.items()
        }
        shown = replace(self.shown, layer=replace(layer, adm2=numbered))
        counts = {
            c.district.adm2_pcode: c.n_projects for c in self.view.district_counts
        }
        window = plan_window(self.view, layer, box, "country", sheet.scale)
        if n := draw_window(sheet, window, shown, counts, "counted"):
            at = (box.right, box.bottom - _NOTE.leading)
            sheet.text("footer", at, labels_left_out(n), _NOTE, align="right")

    def _panel(self) -> list[Block]:
        shading = self.shown.shading
        return list(panel_blocks(self.view, shading, self.held, control=True))

    def _lists(
        self, pages: Mapping[str, int], links: Links
    ) -> tuple[list[Block], list[Block]]:
        contents = contents_blocks(self.overview, pages, links, _WIDTH)
        return list(contents), list(unnamed_blocks(self.overview))

    def _list_pages(
        self, lists: Sequence[Sequence[Block]]
    ) -> list[tuple[tuple[Piece, ...], ...]]:
        """Share lists over pages of three columns."""
        pieces = [setting_of(block, _WIDTH) for block in _joined(lists)]
        if not pieces:
            return []
        high = self._list_edges().inner.height
        filled = flow(pieces, high, high)
        return [filled[i : i + _N] for i in range(0, len(filled), _N)]

    def _edges(self) -> Edges:
        overview = self.overview
        rows = (
            Row(overview.title, _TITLE, above=0.0),
            Row(overview.selection, _SELECTION, most=_MOST_LINES),
            Row(overview.sentence, _SENTENCE, above=1.0, most=ALL),
        )
        foot = self._foot(projection_for(tuple(self.shown.layer.adm0.values())))
        return Edges(
            setting_of(rows, BODY.width), foot[1:]
        )  # the head says the filters

    def _list_edges(self) -> Edges:
        row = Row(self.overview.title, _TITLE_AGAIN, above=0.0)
        return Edges(setting_of((row,), BODY.width), self._foot(None))

    def _foot(self, projection: EqualArea | None) -> Piece:
        return foot_of(self.view, self.boundaries, self.made, projection)


def _joined(lists: Sequence[Sequence[Block]]) -> list[Block]:
    return [block for blocks in lists for block in blocks]


def _set(blocks: Sequence[Block], factor: float) -> list[Piece]:
    return [setting_of(block, _WIDTH, factor) for block in blocks]


def _columns(settings: Sequence[Piece]) -> list[range]:
    between = BETWEEN_BLOCKS * settings[0][0].factor
    return columns([height_of(block) for block in settings], _N, between)


def _height(settings: Sequence[Piece]) -> float:
    """Return the height of the highest column [points]."""
    between = BETWEEN_BLOCKS * settings[0][0].factor
    heights = [height_of(block) for block in settings]
    return max(
        sum(heights[i] for i in column) + between * (len(column) - 1)
        for column in _columns(settings)
    )


def _left(column: int) -> float:
    return BODY.left + column * (_WIDTH + BETWEEN_COLUMNS)
