"""How the app's messages and files cross the wire."""

import pytest
from websockets.sync.client import connect

from tests.browser.conftest import OpenAtlas

pytestmark = pytest.mark.browser


def test_messages_are_packed_with_a_window_that_holds_a_run(atlas: str) -> None:
    address = atlas.replace("http", "ws") + "_stcore/stream"
    with connect(address, origin=atlas.rstrip("/")) as socket:  # type: ignore[arg-type]
        assert socket.response is not None
        agreed = socket.response.headers["Sec-WebSocket-Extensions"]
    assert agreed.startswith("permessage-deflate")
    assert "server_max_window_bits" not in agreed  # none named: 32 KB


def test_files_of_the_map_are_kept_for_good(open_atlas: OpenAtlas) -> None:
    opened = open_atlas()
    with opened.page.expect_response(lambda r: r.url.endswith("/data.js")) as found:
        opened.page.reload()
    assert "immutable" in found.value.headers["cache-control"]
    opened.expect_map()
    sizes = opened.frame.evaluate(
        "Object.fromEntries(performance.getEntriesByType('resource')"
        ".map(e => [e.name.split('/').pop().split('.')[0], e.transferSize]))"
    )
    kept = ("main", "leaflet", "data", "atlas")  # the first is streamlit-folium's
    assert {name: sizes[name] for name in kept} == dict.fromkeys(kept, 0)
