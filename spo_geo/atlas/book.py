"""From a view to the bytes of an atlas."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from spo_geo.atlas.content import Writer
from spo_geo.atlas.cover import CoverMaker
from spo_geo.atlas.document import Bookmark, Document, PageLink
from spo_geo.atlas.edges import Edges, foot_of
from spo_geo.atlas.failure import draw_failure, reason_of
from spo_geo.atlas.lists import Links
from spo_geo.atlas.overview import TITLE, write_overview
from spo_geo.atlas.page import PageMaker, Plan, make_page_maker
from spo_geo.atlas.progress import Progress
from spo_geo.attribution import BOUNDARIES
from spo_geo.boundaries import PRINT_LAYER, Layer, kept_layer
from spo_geo.dataset import GEO_DIR
from spo_geo.printmap.drawing import own_settings
from spo_geo.printmap.mapbody import content
from spo_geo.printmap.options import PrintOptions
from spo_geo.printmap.shading import shade
from spo_geo.printmap.sheet import Sheet
from spo_geo.printmap.words import STAMP, properties
from spo_geo.view import DistrictCount, View


@dataclass(frozen=True, slots=True)
class PageFailure:
    """A page that failed; another one says so in its place.

    Attributes
    ----------
    adm2_pcode, adm2_name : str
        The district.
    reason : str
        Why, in words.
    """

    adm2_pcode: str
    adm2_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Atlas:
    """An atlas that is made.

    Attributes
    ----------
    content : bytes
        The PDF.
    n_pages : int
        Number of its pages.
    failures : tuple of PageFailure
        The pages that failed; empty when all is well.
    """

    content: bytes
    n_pages: int
    failures: tuple[PageFailure, ...]


def make_atlas(
    view: View,
    made: datetime.date,
    *,
    layer: Layer | None = None,
    progress: Progress | None = None,
) -> Atlas:
    """Make an atlas: a cover with the national map, then a page for each district.

    Parameters
    ----------
    view : View
        The selection; every number in the atlas is its own.
    made : datetime.date
        The day to print.
    layer : Layer, optional
        Boundaries of the release that `attribution.BOUNDARIES` names; the print
        layer of ``geo/`` when left out.
    progress : callable, optional
        Is called after the pages of each district with the number of districts
        done, the number of all, and the name of the district.

    Returns
    -------
    Atlas
        The same arguments give the same bytes.

    Raises
    ------
    SpoGeoError
        No project of the selection names a district, or there are too many.
    DataError
        The print layer is missing or broken.
    """
    writer = Writer(view)
    counts = writer.districts
    boundaries = BOUNDARIES
    if layer is None:
        layer, boundaries = kept_layer(GEO_DIR / PRINT_LAYER)
    shown = content(layer, shade(view, layer), writer.held)
    overview = write_overview(view, counts, writer.held)
    with own_settings():
        cover = CoverMaker(view, shown, writer.held, overview, boundaries, made)
        maker = make_page_maker(view, shown, boundaries, made)
    return _Book(writer, cover, maker, made, progress).make()


class _Book:
    """An atlas in the making: all pages are planned first, for their numbers."""

    def __init__(
        self,
        writer: Writer,
        cover: CoverMaker,
        maker: PageMaker,
        made: datetime.date,
        progress: Progress | None,
    ) -> None:
        self.writer = writer
        self.cover = cover
        self.maker = maker
        self.made = made
        self.progress = progress
        self.failures: dict[str, PageFailure] = {}
        self.links: list[PageLink] = []
        self.number = 0
        with own_settings():
            self.cover_plan = cover.plan()
            foot = foot_of(maker.view, maker.boundaries, made, None)
            self.document = Document(_info(maker.view, made))
        self.failure_edges = Edges((), foot)
        self.plans = [self._plan(count) for count in writer.districts]
        self.pages = dict(self._numbered())
        self.total = self.cover_plan.n_pages + sum(map(_n_pages, self.plans))

    def make(self) -> Atlas:
        """Draw all pages."""
        counts = self.writer.districts
        with own_settings():
            cover = self.cover.draw(self.cover_plan, self.pages, self.total)
            for sheet, links in cover:
                self._add(sheet, links)
        for done, (count, plan) in enumerate(zip(counts, self.plans, strict=True), 1):
            for i in range(_n_pages(plan)):
                self._draw(count, plan, i)
            if self.progress:
                self.progress(done, len(counts), count.district.adm2_name)
        with own_settings():
            content = self.document.finish(self._outline(), self.links)
        return Atlas(content, self.total, tuple(self.failures.values()))

    def _plan(self, count: DistrictCount) -> Plan | None:
        """Plan the pages of a district; None when that fails."""
        try:
            with own_settings():
                return self.maker.plan(self.writer.district(count))
        except Exception as error:  # one page must not cost the others
            self._fail(count, error)
            return None

    def _numbered(self) -> Iterator[tuple[str, int]]:
        number = self.cover_plan.n_pages + 1
        for count, plan in zip(self.writer.districts, self.plans, strict=True):
            yield count.district.adm2_pcode, number
            number += _n_pages(plan)

    def _draw(self, count: DistrictCount, plan: Plan | None, i: int) -> None:
        """Draw a page, or in its place the one that says why there is none."""
        with own_settings():
            if plan is None or not self._drawn(count, plan, i):
                reason = self.failures[count.district.adm2_pcode].reason
                edges, number = self.failure_edges, self.number + 1
                self._add(draw_failure(count, reason, edges, number, self.total), [])

    def _drawn(self, count: DistrictCount, plan: Plan, i: int) -> bool:
        """Draw a page; tell whether that went well."""
        number = self.number + 1
        try:
            self._add(*self.maker.draw(plan, i, number, self.total, self.pages))
        except Exception as error:  # one page must not cost the others
            self._fail(count, error)
            return False
        return True

    def _add(self, sheet: Sheet, links: Links) -> None:
        self.document.add(sheet.figure)
        self.number += 1
        self.links += [
            PageLink(self.number, box, self.pages[pcode]) for box, pcode in links
        ]

    def _fail(self, count: DistrictCount, error: Exception) -> None:
        district = count.district
        failure = PageFailure(district.adm2_pcode, district.adm2_name, reason_of(error))
        self.failures.setdefault(district.adm2_pcode, failure)

    def _outline(self) -> Iterator[Bookmark]:
        yield Bookmark(TITLE, 1)
        districts = [count.district for count in self.writer.districts]
        for province, members in groupby(districts, lambda d: d.adm1_name):
            below = tuple(
                Bookmark(d.adm2_name, self.pages[d.adm2_pcode]) for d in members
            )
            yield Bookmark(province, below[0].page, below)


def _n_pages(plan: Plan | None) -> int:
    return len(plan.columns) if plan else 1


def _info(view: View, made: datetime.date) -> dict[str, str | None]:
    """Return the document information, with the stamp that ``verify`` reads."""
    said = properties(view, PrintOptions(title=TITLE, date=made))
    return {
        "Title": said["Title"],
        "Subject": said["Filters"],
        "Keywords": said[STAMP],
        "Creator": said["Software"],
        "Producer": "Matplotlib and pypdf",
        "CreationDate": None,
    }
