"""A page that notes what a reader would see, and when.

The times are the browser's own. A script notes what changes a filter, every picture
painted after a change of the map, in its frame, and every task of more than 50 ms.
"""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Locator, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.atlaspage import AtlasPage

QUIET_MS = 250  # nothing painted for so long: the change is complete
LONGEST_WAIT_MS = 60_000

_WATCH = """(() => {
  if (window !== window.top) return; // watched from the top, once it has its document
  const notes = window.benchNotes = { paints: [], acts: [], long: [] };
  const watched = "path.leaflet-interactive, [data-testid=stText]";
  const isWatched = (node) => node.nodeType === 1 &&
    (node.matches(watched) || node.querySelector(watched) !== null);

  function watch(view) {
    const clock = () => view.performance.timeOrigin + view.performance.now();
    const painted = () => view.requestAnimationFrame(() => {
      const channel = new view.MessageChannel();
      channel.port1.onmessage = () => notes.paints.push(clock());
      channel.port2.postMessage(0);
    });
    new view.MutationObserver((changes) => {
      const added = changes.flatMap((change) => [...change.addedNodes]);
      if (added.some(isWatched) || changes.some((change) =>
          change.type === "attributes" && change.target.matches(watched))) painted();
      added.filter((node) => node.nodeType === 1).forEach(watchFrames);
    }).observe(view.document, {
      subtree: true, childList: true, attributes: true, attributeFilter: ["fill"] });
    new view.PerformanceObserver((list) => {
      for (const task of list.getEntries()) notes.long.push(
        [view.performance.timeOrigin + task.startTime, task.duration]);
    }).observe({ type: "longtask", buffered: true });
  }

  function watchFrames(node) {
    const frames = [...node.querySelectorAll("iframe")];
    if (node.tagName === "IFRAME") frames.push(node);
    for (const frame of frames) {
      const wait = () => {
        const own = frame.contentDocument;
        if (own && own.documentElement && own.URL !== "about:blank")
          watch(frame.contentWindow);
        else if (frame.isConnected) setTimeout(wait, 5);
      };
      wait();
    }
  }

  const noteAct = (event) => {
    if (event.key === "Backspace" || event.target.closest("[role=option]"))
      notes.acts.push(performance.timeOrigin + event.timeStamp);
  };
  addEventListener("keydown", noteAct, true);
  addEventListener("pointerup", noteAct, true);
  watch(window);
})()"""

_IS_QUIET = """([since, quiet]) => {
  const last = benchNotes.paints.filter((at) => at > since).pop();
  return last && performance.timeOrigin + performance.now() - last > quiet;
}"""


class WatchedPage(AtlasPage):
    """A page of any of the apps; counts frames, runs of the script and bytes."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        page = context.new_page()
        page.add_init_script(_WATCH)
        self.n_runs = 0
        self.n_received = 0
        self.n_map_loads = 0
        page.on("framenavigated", self._on_frame)
        super().__init__(page, address)

    def _on_frame(self, frame: Any) -> None:
        self.n_map_loads += "streamlit_folium" in frame.url

    def _on_websocket(self, socket: WebSocket) -> None:
        super()._on_websocket(socket)
        socket.on("framereceived", self._on_message)

    def _on_message(self, content: bytes | str) -> None:
        self.n_received += len(content)
        message = ForwardMsg.FromString(content)  # type: ignore[arg-type]
        self.n_runs += message.WhichOneof("type") == "new_session"

    def visit(self) -> float:
        """Load the page and return when all of it was first painted [ms since 1970]."""
        self.page.goto(self.address, wait_until="commit")
        return self.painted(since=0)

    def painted(self, since: float) -> float:
        """Wait until all is painted and the script has ended; return the last paint.

        Parameters
        ----------
        since : float
            Paints before are not waited for [ms since 1970].
        """
        self.page.wait_for_function(
            _IS_QUIET, arg=[since, QUIET_MS], timeout=LONGEST_WAIT_MS, polling=50
        )
        self.settle()
        return float(self.page.evaluate("benchNotes.paints.at(-1)"))

    def change(self, act: Callable[[], None]) -> float:
        """Return the time from the press of a filter to the last paint [ms]."""
        before = self.page.evaluate("benchNotes.acts.length")
        act()
        pressed = float(self.page.evaluate("n => benchNotes.acts[n]", before))
        return self.painted(since=pressed) - pressed

    def choose_option(self, box: Locator, label: str) -> None:
        """Choose the option of a label, whether or not a count stands behind it."""
        self.write(box, label)
        words = re.compile(rf"^{re.escape(label)}( \(\d+\))?$")
        self.page.get_by_role("option").filter(has_text=words).click()

    def take_back(self, box: Locator) -> None:
        """Take back the option that was chosen last."""
        box.fill("")
        box.press("Backspace")

    def long_tasks(self, since: float) -> list[float]:
        """Return the tasks of more than 50 ms that began since [ms]."""
        tasks = self.page.evaluate("benchNotes.long")
        return [duration for start, duration in tasks if start >= since]

    def clock(self) -> float:
        """Return the browser's time [ms since 1970]."""
        return float(self.page.evaluate("performance.timeOrigin + performance.now()"))
