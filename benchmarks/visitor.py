"""A visitor without a browser: one session of the page over its websocket.

Streamlit talks to the browser in the messages of ``streamlit.proto``. A visitor sends
what a browser would send (the address, the state of each widget) and keeps what the
page sends back: the numbers, the sentence, the options, the map, the address.
"""

import asyncio
import html
import re
import time
import urllib.request
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs, UploadedFileInfo
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE = 120
"""Longest time that an answer may take [s]."""

UPLOAD_TAB = "Your sheet"

_SHADED = re.compile(r"districts\\+u0022:\\+u0022([^\\]*)\\+u0022")


class VisitorError(Exception):
    """The page showed an error, or did not answer."""


@dataclass
class Page:
    """What one run of the page sent.

    Attributes
    ----------
    numbers : dict of str to str
        The numbers at the top, by label.
    lists : dict of str to MultiSelect
        The lists of which several options can be chosen, by the key of their widget.
    years : Slider or None
        The filter of years.
    texts : list of str
        The pieces of HTML.
    map_arguments : str
        What the map's component is given.
    tabs, uploader : str
        Ids of the tabs and of the field for a sheet of one's own; the latter is empty
        while its tab is closed.
    errors : list of str
        Exceptions that are shown.
    raw : list of bytes
        Every message as it came.
    """

    numbers: dict[str, str] = field(default_factory=dict)
    lists: dict[str, Any] = field(default_factory=dict)
    years: Any = None
    texts: list[str] = field(default_factory=list)
    map_arguments: str = ""
    tabs: str = ""
    uploader: str = ""
    errors: list[str] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """The sentence on the selection."""
        own = (words for text, words in self.plain if 'class="spo-sentence"' in text)
        return next(own, "")

    @property
    def plain(self) -> list[tuple[str, str]]:
        """Each piece of HTML, and what a reader sees of it."""
        return [(text, _words(text)) for text in self.texts]

    @property
    def notices(self) -> list[str]:
        """What the page reports in red."""
        return [words for text, words in self.plain if 'role="alert"' in text]

    @property
    def shaded(self) -> str:
        """The districts that the map shades, with their projects."""
        found = _SHADED.search(self.map_arguments)
        return found[1] if found else ""

    def found(self, pattern: re.Pattern[bytes]) -> set[bytes]:
        """Return what a pattern finds anywhere in what the page sent."""
        return {match[0] for text in self.raw for match in pattern.finditer(text)}


class Visitor:
    """A session of the page; open it with ``async with``."""

    def __init__(self, address: str, words: Mapping[str, Sequence[str]]) -> None:
        self._base = address
        self._socket: ClientConnection | None = None
        self._session = ""
        self._states: dict[str, WidgetState] = {}
        self.query = dict(words)
        self.page = Page()
        self.seconds = 0.0

    async def __aenter__(self) -> "Visitor":
        await self._connect()
        try:
            await self.run()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def _connect(self) -> None:
        self._socket = await connect(
            self._base.replace("http", "ws", 1) + "_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            compression=None,
        )

    async def __aexit__(self, *_: object) -> None:
        if self._socket is not None:
            await self._socket.close()

    @property
    def is_open(self) -> bool:
        """Whether the page is open."""
        return self._socket is not None

    # -- what a visitor does -----------------------------------------------------

    async def run(self) -> Page:
        """Have the page drawn; `seconds` is how long it took."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode(self.query, doseq=True)
        message.rerun_script.widget_states.widgets.extend(self._states.values())
        start = time.perf_counter()
        await self._send(message)
        await self._receive_page()
        self.seconds = time.perf_counter() - start
        return self.page

    async def choose(self, key: str, positions: Sequence[int]) -> Page:
        """Choose options of a filter by their position in its list."""
        found = self.page.lists[key]
        state = WidgetState(id=found.id)
        state.string_array_value.data.extend(found.options[i] for i in positions)
        self._states[found.id] = state
        return await self.run()

    async def choose_years(self, first: int, last: int) -> Page:
        """Move the slider of years."""
        state = WidgetState(id=self.page.years.id)
        state.double_array_value.data.extend((first, last))
        self._states[state.id] = state
        return await self.run()

    async def open_tab(self, name: str) -> Page:
        """Open a tab of the page."""
        self._states[self.page.tabs] = WidgetState(id=self.page.tabs, string_value=name)
        return await self.run()

    async def come_back(self, server: str) -> None:
        """Go on with a server that knows nothing of this visit, as a browser does."""
        assert self._socket is not None  # noqa: S101
        await self._socket.close()
        self._base = server
        await self._connect()

    async def drop(self, name: str, content: bytes) -> Page:
        """Drop a sheet of one's own on the page."""
        await self.open_tab(UPLOAD_TAB)
        urls = await self._file_urls(name)
        await asyncio.to_thread(self._put, urls, name, content)
        info = UploadedFileInfo(
            name=name, size=len(content), file_id=urls.file_id, file_urls=urls
        )
        state = WidgetState(id=self.page.uploader)
        state.file_uploader_state_value.uploaded_file_info.append(info)
        self._states[self.page.uploader] = state
        return await self.run()

    # -- the messages ------------------------------------------------------------

    async def _send(self, message: BackMsg) -> None:
        assert self._socket is not None  # noqa: S101
        await self._socket.send(message.SerializeToString())

    async def _messages(self) -> AsyncIterator[tuple[ForwardMsg, bytes]]:
        assert self._socket is not None  # noqa: S101
        while True:
            content = await asyncio.wait_for(self._socket.recv(decode=False), PATIENCE)
            message = ForwardMsg()
            message.ParseFromString(content)
            yield message, content

    async def _receive_page(self) -> None:
        async for message, content in self._messages():
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.page = Page()
                self._session = message.new_session.initialize.session_id
            self.page.raw.append(content)
            if kind == "delta":
                self._take(message.delta)
            elif kind == "page_info_changed":
                self.query = parse_qs(message.page_info_changed.query_string)
            elif (
                kind == "script_finished"
                and message.script_finished
                != ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
            ):
                break
        if self.page.errors:
            raise VisitorError("; ".join(self.page.errors))

    def _take(self, delta: Delta) -> None:
        if delta.WhichOneof("type") == "add_block":
            if delta.add_block.HasField("tab_container"):
                self.page.tabs = delta.add_block.tab_container.id
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "metric":
            self.page.numbers[element.metric.label] = element.metric.body
        elif kind == "multiselect":
            self._take_list(element.multiselect)
        elif kind == "slider":
            self._take_years(element.slider)
        elif kind == "html":
            self.page.texts.append(element.html.body)
        elif kind == "component_instance":
            self.page.map_arguments = element.component_instance.json_args
        elif kind == "file_uploader":
            self.page.uploader = element.file_uploader.id
        elif kind == "exception":
            self.page.errors.append(element.exception.message)

    def _take_list(self, found: Any) -> None:
        """Keep a filter, and what the page set it to, as a browser would."""
        self.page.lists[found.id.rpartition("-")[2]] = found
        if found.set_value:
            state = WidgetState(id=found.id)
            state.string_array_value.data.extend(found.raw_values)
            self._states[found.id] = state

    def _take_years(self, found: Any) -> None:
        self.page.years = found
        if found.set_value:
            state = WidgetState(id=found.id)
            state.double_array_value.data.extend(found.value)
            self._states[found.id] = state

    async def _file_urls(self, name: str) -> FileURLs:
        message = BackMsg()
        message.file_urls_request.request_id = uuid.uuid4().hex
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self._session
        await self._send(message)
        async for answer, _ in self._messages():
            if answer.WhichOneof("type") == "file_urls_response":
                return answer.file_urls_response.file_urls[0]
        raise VisitorError("no address for the file")

    def _put(self, urls: FileURLs, name: str, content: bytes) -> None:
        cookie = self._xsrf_cookie()
        edge = uuid.uuid4().hex
        kept = f'Content-Disposition: form-data; name="f"; filename="{name}"'
        head = f"--{edge}\r\n{kept}\r\nContent-Type: text/csv\r\n\r\n"
        request = urllib.request.Request(  # noqa: S310 of this machine
            self._base.rstrip("/") + urls.upload_url,
            head.encode() + content + f"\r\n--{edge}--\r\n".encode(),
            {
                "Content-Type": f"multipart/form-data; boundary={edge}",
                "Cookie": f"_streamlit_xsrf={cookie}",
                "X-Xsrftoken": cookie,
            },
            method="PUT",
        )
        with urllib.request.urlopen(request, timeout=PATIENCE):  # noqa: S310
            pass

    def _xsrf_cookie(self) -> str:
        with urllib.request.urlopen(f"{self._base}_stcore/health") as answer:  # noqa: S310
            cookies = answer.headers.get_all("Set-Cookie") or []
        found = re.search(r"_streamlit_xsrf=([^;]+)", ";".join(cookies))
        return found[1] if found else ""


def _words(markup: str) -> str:
    """Return what a reader sees of HTML, in one line."""
    words = html.unescape(re.sub(r"<[^>]*>", " ", markup))
    return re.sub(r"\s+", " ", words).strip()
