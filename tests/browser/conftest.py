"""One server and one browser for all tests of the page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from spo_geo.dataset import Dataset
from spo_geo.view import make_view
from tests.browser.atlaspage import AtlasPage, Words
from tests.browser.offlinepage import OfflinePage, open_file
from tests.browser.serving import FLAGS, chromium, served

collect_ignore = ["webmap_app.py"]  # a script that Streamlit runs

OpenAtlas = Callable[..., AtlasPage]


@pytest.fixture(scope="session", autouse=True)
def _patience() -> None:
    expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; a machine without it fails."""
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One for all pages, so that Streamlit's own files are fetched once."""
    shared = browser.new_context(viewport={"width": 1366, "height": 768})
    yield shared
    shared.close()


@pytest.fixture(scope="session")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app on the shipped records."""
    with served(tmp_path_factory.mktemp("served") / "log.txt") as address:
        yield address


@pytest.fixture
def open_atlas(context: BrowserContext, atlas: str) -> Iterator[OpenAtlas]:
    """Return a function that opens the page, in a session of its own."""
    pages = []

    def open_page(
        words: Words | None = None,
        *,
        address: str = atlas,
        size: tuple[int, int] = (1366, 768),
        dark: bool = False,
    ) -> AtlasPage:
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme="dark" if dark else "light")
        return AtlasPage(page, address).open(words)

    yield open_page
    for page in pages:
        page.evaluate("localStorage.clear()")  # Streamlit keeps an open sidebar there
        page.close()


@pytest.fixture
def opened(
    context: BrowserContext, tmp_path: Path, real: Dataset
) -> Iterator[OfflinePage]:
    """The offline map of all records; at the end nothing was asked for and nothing complained."""
    page = open_file(context, tmp_path, make_view(real))
    page.page.set_viewport_size({"width": 1366, "height": 768})
    yield page
    assert page.complaints == []
    assert page.asked_beyond() == []
    page.page.close()
