"""What the server does for all visitors: a warm start, small messages, kept files."""

import gc
import re
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any, Final

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

SLOW_TO_IMPORT: Final = (
    "folium.plugins",
    "spo_geo.webmap",
    "spo_geo.ui.store",
    "spo_geo.ui.savemenu",
    "spo_geo.ui.sidebar",
    "spo_geo.ui.projectstab",
    "spo_geo.ui.mapassets",
)
"""What the page needs, but for streamlit-folium: only a run of it can import that."""

HASHED: Final = re.compile(r"/app/static/map-|/component/.+\.[0-9a-f]{8,}\.(?:js|css)$")
"""Files whose address has a hash of their bytes: the map's, and those of its frame."""

FOR_GOOD: Final = "private, max-age=31536000, immutable"
SHORT_SWITCH: Final = 0.0005
"""How long a thread keeps the interpreter while others import [s]."""


@asynccontextmanager
async def started(app: object) -> AsyncIterator[None]:
    """Prepare the page while the first visitor's browser still loads Streamlit.

    Parameters
    ----------
    app : streamlit.App
        Not read.
    """
    _widen_window()
    threading.Thread(target=_import, daemon=True).start()
    yield


def _import() -> None:
    """Import what takes long; should that fail, the page's first run says so."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SHORT_SWITCH)  # files are served at the same time
    gc.disable()  # modules stay: nothing of them is to be collected
    try:
        for name in SLOW_TO_IMPORT:
            import_module(name)
        gc.freeze()
    finally:
        gc.enable()
        sys.setswitchinterval(before)


def _widen_window() -> None:
    """Let messages be packed with what the last 32 KB have in common.

    Two runs of the page send nearly the same 30 KB. Uvicorn packs with a window of
    4 KB, which the run before has left; it takes no setting for that.
    """

    def factory(**_: Any) -> ServerPerMessageDeflateFactory:
        return ServerPerMessageDeflateFactory()

    vars(websockets_sansio_impl)["ServerPerMessageDeflateFactory"] = factory


class _KeepsHashedFiles:
    """Tells browsers to keep files that never change under their address."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_kept(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message)["Cache-Control"] = FOR_GOOD
            await send(message)

        is_kept = scope["type"] == "http" and HASHED.search(scope["path"])
        await self._app(scope, receive, send_kept if is_kept else send)


KEEPS_HASHED_FILES: Final = Middleware(_KeepsHashedFiles)
