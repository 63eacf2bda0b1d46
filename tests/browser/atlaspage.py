"""The page as a test reads and handles it."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import (
    ConsoleMessage,
    Frame,
    FrameLocator,
    Locator,
    Page,
    WebSocket,
    expect,
)

from spo_geo.view import View

FRAME = 'iframe[title="streamlit_folium.st_folium"]'
TABS = ("Map", "Projects", "Call check", "Your sheet", "Data", "About")
# The browser's own remarks about the frame that Streamlit makes.
NOT_OURS = re.compile(r"Unrecognized feature|can escape its sandboxing")

Words = dict[str, list[str]]


def in_districts(view: View) -> str:
    """What the map says of the projects that it shows."""
    projects, districts = view.n_projects_with_district, view.n_districts
    of_projects = f"{projects} project{'' if projects == 1 else 's'}"
    return f"{of_projects} in {districts} named district{'' if districts == 1 else 's'}"


class AtlasPage:
    """A page with what it asked for, what it said, and what it sent."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.n_frames = 0
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", self._on_websocket)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not NOT_OURS.search(message.text):
            self.complaints.append(message.text)

    def _on_websocket(self, socket: WebSocket) -> None:
        def count(_: object) -> None:
            self.n_frames += 1

        socket.on("framesent", count)
        socket.on("framereceived", count)

    def open(self, words: Words | None = None) -> "AtlasPage":
        """Open an address and wait until the map stands."""
        query = urlencode(words or {}, doseq=True)
        self.page.goto(f"{self.address}?{query}" if query else self.address)
        return self.expect_map()

    def expect_map(self) -> "AtlasPage":
        expect(self.status).to_contain_text("named district")
        self.settle()  # the map is drawn before the rest
        return self

    # -- the page ----------------------------------------------------------------

    def number(self, label: str) -> Locator:
        """The number under a label at the top of the page."""
        metric = self.page.get_by_test_id("stMetric").filter(
            has=self.page.get_by_text(label, exact=True)
        )
        return metric.get_by_test_id("stMetricValue")

    def expect_number(self, label: str, value: int) -> None:
        expect(self.number(label)).to_have_text(str(value))

    def expect_view(self, view: View) -> None:
        """The page shows a view: its number of projects, and its map."""
        self.expect_number("Projects", view.n_projects)
        expect(self.status).to_have_text(in_districts(view))

    def combobox(self, name: str) -> Locator:
        return self.page.get_by_role("combobox", name=name, exact=True)

    def settle(self) -> None:
        """Wait until the script has ended: what it sends may close an open list."""
        idle = '[data-testid="stApp"][data-test-script-state="notRunning"]'
        expect(self.page.locator(idle)).to_be_attached()

    def choose(self, name: str, text: str) -> None:
        """Choose the first option that a text finds in a list of one choice."""
        self.pick(self.combobox(name), text)

    def pick(self, box: Locator, text: str) -> None:
        """Write into a list, wait until it shows an option of the text, and take it."""
        option = self.page.get_by_role("option").filter(has_text=text).first
        for patience in (1_000, 2_000, None):
            self.write(box, text)
            try:
                expect(option).to_have_attribute(
                    "data-focused", "true", timeout=patience
                )
            except AssertionError:
                if patience is None:
                    raise
            else:
                break
        box.press("Enter")

    def write(self, box: Locator, text: str) -> None:
        """Write into a list; it closes when the page moves under it: let it rest."""
        self.settle()
        box.evaluate("e => e.scrollIntoView({ block: 'center' })")
        box.hover()
        box.fill(text)

    def add(self, name: str, text: str) -> None:
        """Choose an option of a filter, and close its list."""
        self.choose(name, text)
        self.combobox(name).press("Escape")

    def clear_all(self) -> None:
        self.page.get_by_test_id("stButton").filter(has_text="Clear all").click()

    def open_tab(self, name: str) -> Locator:
        """Open a tab; the page is let rest, which takes a hasty click for none."""
        tab = self.page.get_by_role("tab", name=name, exact=True)
        self.settle()
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        self.settle()
        if tab.get_attribute("aria-selected") != "true":
            tab.click()
        panel = self.page.get_by_role("tabpanel", name=name)
        expect(panel).to_be_visible()
        return panel

    def foreign(self) -> list[str]:
        """What was asked of any other server."""
        own = (self.address, self.address.replace("http", "ws"), "data:", "blob:")
        return [url for url in self.requests if not url.startswith(own)]

    # -- the map -----------------------------------------------------------------

    @property
    def map(self) -> FrameLocator:
        """The map; one that takes the place of another comes before it."""
        return self.page.frame_locator(FRAME).first

    @property
    def status(self) -> Locator:
        return self.map.locator(".spo-status")

    @property
    def frame(self) -> Frame:
        return next(f for f in self.page.frames if "streamlit_folium" in f.url)

    def fills(self) -> dict[str, str]:
        """The fill of each district, by P-code."""
        return self.frame.evaluate(
            "Object.fromEntries(Object.values(map._layers).filter(l => l.pcode)"
            ".map(l => [l.pcode, l.getElement().getAttribute('fill')]))"
        )

    def shaded(self, no_record: str) -> set[str]:
        return {pcode for pcode, fill in self.fills().items() if fill != no_record}

    def point_in(self, pcode: str) -> tuple[float, float]:
        """Where the district's label point is in the window."""
        self.page.locator(FRAME).first.scroll_into_view_if_needed()
        box = self.page.locator(FRAME).first.bounding_box()
        assert box is not None
        point = self.frame.evaluate(
            "pcode => { const topology = window.SPO_GEO.topology.objects.adm2;"
            "const found = topology.geometries.find(g => g.id === pcode);"
            "const [lon, lat] = found.properties.label;"
            "return map.latLngToContainerPoint([lat, lon]); }",
            pcode,
        )
        return box["x"] + point["x"], box["y"] + point["y"]

    def click(self, pcode: str) -> None:
        self.page.mouse.click(*self.point_in(pcode))

    def hover(self, pcode: str) -> None:
        self.page.mouse.move(*self.point_in(pcode))

    # -- the browser's own account of the page --------------------------------------

    def accessible(self) -> Iterator[tuple[str, str, bool]]:
        """Yield role, name and whether it takes the focus, of page and map."""
        session = self.page.context.new_cdp_session(self.page)
        tree = session.send("Page.getFrameTree")["frameTree"]
        for frame in _frames(tree):
            answer = session.send("Accessibility.getFullAXTree", {"frameId": frame})
            for node in answer["nodes"]:
                if not node.get("ignored"):
                    yield _node(node)
        session.detach()


def _frames(tree: dict[str, Any]) -> Iterator[str]:
    yield tree["frame"]["id"]
    for child in tree.get("childFrames", []):
        yield from _frames(child)


def _node(node: dict[str, Any]) -> tuple[str, str, bool]:
    properties = {p["name"]: p["value"].get("value") for p in node["properties"]}
    name = node.get("name", {}).get("value", "")
    return node["role"]["value"], name, bool(properties.get("focusable"))
