"""The server killed and started again under a page that is open in a browser."""

import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlparse

from playwright.sync_api import expect, sync_playwright

from benchmarks.answer import answer
from benchmarks.server import Server, copied_data, running
from benchmarks.soak.finding import Finding
from spo_geo.dataset import Dataset, load
from spo_geo.filters import Filters
from tests.browser.atlaspage import AtlasPage
from tests.browser.serving import FLAGS, chromium

WORDS = {"province": ["Sindh"], "years": ["2012-2016"]}
ROUNDS = 3
DOWN_SECONDS = 2
QUIET_SECONDS = 2
TRIES = 2
_AREA = "Education"
PATIENCE = 60_000
"""Longest time until the page is back [ms]."""


@dataclass
class Seen:
    """What was seen of the page after each start.

    Attributes
    ----------
    seconds : list of float
        Until the page was connected again [s].
    tries : list of int
        How often a filter had to be chosen until it was taken.
    faults : list of str
        What was not as it must be.
    """

    seconds: list[float] = field(default_factory=list)
    tries: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def restarted_server(folder: Path) -> Iterator[Finding]:
    """Kill the server under an open page and start it again on its port.

    Kept when the page, which nobody touches, connects again each time, has its
    filters, takes another one at the first try, and keeps all of them when it is
    loaded anew.
    """
    data = copied_data(folder)
    geo = data.with_name("geo")
    seen = Seen()
    with (
        running(folder / "log.txt", data, geo) as server,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        expect.set_options(timeout=PATIENCE)
        page = AtlasPage(browser.new_page(), server.address)
        for _ in range(ROUNDS):
            try:
                _kill_under(page, server, load(data, geo), seen)
            except AssertionError as error:
                seen.faults.append(str(error).splitlines()[0])
        browser.close()
    times = ", ".join(f"{one:.0f}" for one in seen.seconds) or "never"
    tries = ", ".join(map(str, seen.tries)) or "never"
    yield Finding(
        f"server killed under an open page, {ROUNDS} times",
        f"back with its filters after {times} s; next choice taken at try {tries}",
        not seen.faults and seen.tries == [1] * ROUNDS,
        tuple(seen.faults),
    )


def _kill_under(page: AtlasPage, server: Server, dataset: Dataset, seen: Seen) -> None:
    chosen = dataset.filter_reader.read(WORDS)
    connections: list[object] = []
    page.page.goto(f"{server.address}?{urlencode(WORDS, doseq=True)}")
    _expect(page, dataset, chosen)
    page.page.on("websocket", lambda found: connections.append(found))
    server.end(signal.SIGKILL)
    page.page.wait_for_timeout(DOWN_SECONDS * 1000)
    server.start()
    seen.seconds.append(_wait(page, lambda: bool(connections)))
    _expect(page, dataset, chosen)
    code = dataset.lists["focus_areas"][_AREA]
    narrowed = Filters(**{**_fields(chosen), "focus_areas": (code.key,)})
    seen.tries.append(_choose(page, code.menu_label, dataset, narrowed))
    _expect(page, dataset, narrowed)
    page.page.reload()
    _expect(page, dataset, narrowed)


def _choose(page: AtlasPage, label: str, dataset: Dataset, narrowed: Filters) -> int:
    """Choose a focus area until the page takes it; return how often that was."""
    expected = answer(dataset, narrowed).sentence
    sentence = page.page.locator(".spo-sentence")
    for number in range(1, TRIES + 1):
        n_frames = page.n_frames
        page.add("Focus area", label)
        _wait(page, lambda before=n_frames: page.n_frames > before)
        page.page.wait_for_timeout(QUIET_SECONDS * 1000)
        page.settle()
        if sentence.inner_text() == expected:
            return number
    raise AssertionError(f"{label!r} was not taken")


def _wait(page: AtlasPage, is_so: Callable[[], bool]) -> float:
    """Wait until something is so, and return how long that took [s]."""
    start = time.monotonic()
    while not is_so():
        if time.monotonic() - start > PATIENCE / 1000:
            raise AssertionError("the page did not connect again")
        page.page.wait_for_timeout(100)
    return time.monotonic() - start


def _expect(page: AtlasPage, dataset: Dataset, filters: Filters) -> None:
    """Assert that numbers, sentence and address are those of some filters."""
    expected = answer(dataset, filters)
    expect(page.page.locator(".spo-sentence")).to_have_text(expected.sentence)
    for label, number in expected.numbers.items():
        page.expect_number(label, int(number))
    found = parse_qs(urlparse(page.page.url).query)
    if found != expected.query:
        raise AssertionError(f"address {found}, not {expected.query}")


def _fields(filters: Filters) -> dict[str, tuple[object, ...]]:
    return {name: getattr(filters, name) for name in filters.__slots__}
