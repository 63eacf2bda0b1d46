"""Take the screenshots of the README: ``python -m tests.browser.shots``."""

import io
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.atlaspage import AtlasPage, Words
from tests.browser.serving import FLAGS, ROOT, chromium, served

FOLDER = ROOT / "docs" / "screenshots"
COLOURS = 256  # flat colours and text: no eye misses the others
LAPTOP, PHONE = (1366, 768), (390, 844)

Step = Callable[[AtlasPage], None]


def main() -> None:
    """Write every picture into ``docs/screenshots``."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=30_000)
    with (
        TemporaryDirectory() as scratch,
        served(Path(scratch) / "log.txt") as address,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        years = {"years": ["2012-2018"]}
        take(browser, address, "page", LAPTOP, years, open_count)
        take(browser, address, "district", LAPTOP, {}, open_badin, dark=True)
        take(browser, address, "project", LAPTOP, {"funder": ["USAID"]}, open_project)
        take(browser, address, "phone", PHONE, {"province": ["Sindh"]})
        browser.close()


def open_count(opened: AtlasPage) -> None:
    """Unfold the projects that state a number of districts only."""
    opened.page.get_by_text("A number of districts, none named").click()
    expect(opened.page.get_by_text("42 districts, none named")).to_be_visible()
    opened.page.mouse.move(0, 0)


def open_badin(opened: AtlasPage) -> None:
    """Open a district by a click on the map."""
    opened.click("PK701")
    expect(opened.page.get_by_role("heading", name="Badin, Sindh")).to_be_visible()
    opened.page.mouse.move(0, 0)


def open_project(opened: AtlasPage) -> None:
    """Open a project in its tab."""
    opened.open_tab("Projects")
    opened.choose("Project", "SPO-07")
    title = "Enhancing Capacities for Transparent and Accountable Local Governance"
    expect(opened.page.get_by_role("heading", name=title)).to_be_visible()


def take(
    browser: Browser,
    address: str,
    name: str,
    size: tuple[int, int],
    words: Words,
    step: Step | None = None,
    *,
    dark: bool = False,
) -> None:
    """Open the page, take a step on it, and write what it shows."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    opened = AtlasPage(context.new_page(), address).open(words)
    if step:
        step(opened)
    opened.page.wait_for_load_state("networkidle")
    write(FOLDER / f"{name}.png", opened.page.screenshot(animations="disabled"))
    context.close()


def write(path: Path, picture: bytes) -> None:
    """Write a picture with a palette: far fewer bytes, rare colours kept."""
    with Image.open(io.BytesIO(picture)) as full:
        small = full.convert("RGB").quantize(
            COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        small.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
