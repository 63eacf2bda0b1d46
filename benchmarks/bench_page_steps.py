"""What is done to the pages: visits, changes of a filter, play, hover, reload."""

import re
import statistics
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from benchmarks.bench_page_relay import Relay
from benchmarks.bench_page_watch import WatchedPage
from spo_geo.dataset import Dataset
from spo_geo.filters import Filters
from spo_geo.view import make_view

FILTER = "Funder"
SCREEN = {"width": 1366, "height": 768}
PLACE = "[map.getZoom(), map.getCenter().lat, map.getCenter().lng]"
SOMEWHERE = "void map.setView([27, 68], 7.25, { animate: false })"
GEOMETRY = re.compile(r"/data\.js$")
HOVERED = 40
REST_MS = 500
"""Before each change, so that no page still tidies up after the change before."""


@dataclass
class Changes:
    """What many changes of a filter took.

    Attributes
    ----------
    times : list of float
        From the key to the repainted map [ms].
    sizes : list of int
        Unpacked messages received for each [bytes].
    """

    times: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Median time [ms]."""
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        """95th percentile of the times [ms]."""
        return statistics.quantiles(self.times, n=20, method="inclusive")[-1]


def new_context(browser: Browser) -> BrowserContext:
    """Return a browser that has never seen a page."""
    return browser.new_context(viewport=SCREEN)  # type: ignore[arg-type]


def options(dataset: Dataset) -> list[str]:
    """Return the labels of the filter whose districts differ from those of all."""
    everything = _counts(dataset, Filters())
    return [
        code.menu_label
        for code in dataset.lists["funders"]
        if _counts(dataset, Filters(funders=(code.key,))) not in ({}, everything)
    ]


def _counts(dataset: Dataset, filters: Filters) -> dict[str, int]:
    view = make_view(dataset, filters)
    return {c.district.adm2_pcode: c.n_projects for c in view.district_counts}


def toggle(page: WatchedPage, option: str, changes: Changes) -> None:
    """Choose an option and take it back, each a change of the whole map."""
    box = page.combobox(FILTER)
    page.page.bring_to_front()
    for act in (
        lambda: page.choose_option(box, option),
        lambda: page.take_back(box),
    ):
        page.page.wait_for_timeout(REST_MS)
        before = page.n_received
        changes.times.append(page.change(act))
        changes.sizes.append(page.n_received - before)
        box.press("Escape")
        page.settle()


def wire_sizes(browser: Browser, relay: Relay, chosen: list[str]) -> list[int]:
    """Return what each of some changes brings over the wire [bytes]."""
    context = new_context(browser)
    page = WatchedPage(context, relay.address)
    page.visit()
    sizes, box = [], page.combobox(FILTER)
    for option in chosen:
        for act in (
            lambda option=option: page.choose_option(box, option),
            lambda: page.take_back(box),
        ):
            before = relay.n_received
            page.change(act)
            page.page.wait_for_timeout(100)
            sizes.append(relay.n_received - before)
            box.press("Escape")
            page.settle()
    context.close()
    return sizes


def play_and_hover(page: WatchedPage) -> tuple[list[float], int]:
    """Play all years and pass over districts.

    Returns
    -------
    tuple of (list of float, int)
        Tasks of more than 50 ms, in page and map [ms]; messages to and from the server.
    """
    page.page.wait_for_timeout(1000)
    since, before = page.clock(), page.n_frames
    page.map.get_by_role("button", name="Play through the years").click()
    names = [*page.fills()]
    for pcode in names[:: max(1, len(names) // HOVERED)]:
        page.hover(pcode)
        page.page.wait_for_timeout(100)
    button = page.map.get_by_role("button", name="Play through the years")
    button.wait_for(timeout=60_000)  # it has come to the last year
    page.map.get_by_role("button", name="All years").click()
    page.page.wait_for_timeout(300)
    return page.long_tasks(since), page.n_frames - before


class Transfers:
    """Counts what the geometry's file takes on the wire, by the browser's account."""

    def __init__(self, page: WatchedPage) -> None:
        session = page.page.context.new_cdp_session(page.page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._on_response)
        session.on("Network.loadingFinished", self._on_finished)
        self._ids: set[str] = set()
        self._sizes: list[int] = []

    def _on_response(self, event: dict[str, Any]) -> None:
        if GEOMETRY.search(event["response"]["url"]):
            self._ids.add(event["requestId"])

    def _on_finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._ids:
            self._sizes.append(int(event["encodedDataLength"]))

    def take(self) -> tuple[int, int]:
        """Return files that crossed the wire, and their bytes, since the last call.

        A file out of the browser's cache brings no byte.
        """
        sizes = [size for size in self._sizes if size]
        self._sizes.clear()
        return len(sizes), sum(sizes)
