"""The app behind nginx: a path of its own, a password, and a policy for the browser."""

import base64
import http.client
import re
import ssl
import urllib.parse
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Browser, Response, expect

from spo_geo.classify import NO_RECORD
from spo_geo.dataset import Dataset
from spo_geo.offline.policy import inline
from spo_geo.view import make_view
from tests.browser.atlaspage import TABS, AtlasPage
from tests.browser.proxying import CONFIG, PASSWORD, USER, proxied
from tests.browser.serving import served
from tests.browser.test_page_saving import save

pytestmark = pytest.mark.browser

VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("proxy")
    with (
        served(folder / "app.txt", prefix="atlas/") as app,
        proxied(app, folder) as address,
    ):
        yield address


class Guest(AtlasPage):
    """A page with the headers of every answer."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.context = browser.new_context(
            viewport={"width": 1366, "height": 768},
            ignore_https_errors=True,
            http_credentials={"username": USER, "password": PASSWORD},
        )
        self.context.add_init_script(VIOLATIONS)
        super().__init__(self.context.new_page(), address)
        self.answers: list[Response] = []
        self.page.on("response", lambda answer: self.answers.append(answer))

    def answered(self, part: str) -> Response:
        return next(a for a in self.answers if part in a.url)


@pytest.fixture
def guest(browser: Browser, address: str) -> Iterator[Guest]:
    opened = Guest(browser, address)
    yield opened
    opened.context.close()


def test_all_of_the_page_works_under_the_policy(
    guest: Guest, real: Dataset, tmp_path: Path
) -> None:
    guest.open()
    whole = make_view(real)
    shaded = {c.district.adm2_pcode for c in whole.district_counts}
    assert guest.shaded(NO_RECORD) == shaded
    guest.add("Focus area", "Education")
    chosen = make_view(real, real.filter_reader.read({"focus-area": ["Education"]}))
    guest.expect_number("Projects", chosen.n_projects)
    expect(guest.status).to_contain_text(f"{chosen.n_districts} named district")
    for tab in TABS[1:]:
        guest.open_tab(tab)
        guest.settle()
    table = save(guest, "Table (CSV)", tmp_path)
    assert chosen.projects[0].project_id in table.read_text("utf-8-sig")
    assert_private_map_of_a_sheet(guest)

    geometry = guest.answered("/app/static/map-")
    assert geometry.url.startswith(f"{guest.address}app/static/map-")
    assert geometry.status == 200
    assert not geometry.header_value("access-control-allow-origin")
    assert guest.answered("/data.js").header_value("content-encoding") == "gzip"
    assert guest.foreign() == []
    assert_street_map_may_be_switched_on(guest)
    assert guest.complaints == []
    for frame in guest.page.frames:
        assert frame.evaluate("window.violations") == []
    (token,) = guest.context.cookies()
    assert (token["name"], token["path"], token["secure"]) == (
        "_streamlit_xsrf",
        "/atlas/",
        True,
    )


def assert_private_map_of_a_sheet(guest: Guest) -> None:
    """A sheet goes up, and its map's own file comes down, under the prefix too."""
    panel = guest.open_tab("Your sheet")
    content = b"Title,District\nRoads,Badin\nWells,Swat\n"
    sheet = {"name": "list.csv", "mimeType": "text/csv", "buffer": content}
    panel.get_by_test_id("stFileUploaderDropzoneInput").last.set_input_files(sheet)
    expect(panel.get_by_text("rows read =")).to_be_visible()
    guest.clear_all()
    guest.open_tab("Map")
    expect(guest.status).to_have_text("2 projects in 2 named districts")
    guest.hover("PK701")
    expect(guest.map.locator(".spo-tip")).to_contain_text("Roads")


def assert_street_map_may_be_switched_on(guest: Guest) -> None:
    tiles = "https://tile.openstreetmap.org/"
    guest.context.route(f"{tiles}**", lambda route: route.fulfill(status=204))
    with guest.page.expect_request(f"{tiles}**") as asked:
        guest.page.get_by_text("OpenStreetMap background").click()
    # That server serves nobody who does not say where the request comes from.
    origin = guest.address.removesuffix("atlas/")
    assert asked.value.headers["referer"] == origin


@pytest.mark.parametrize(
    "path",
    [
        "",
        "_stcore/health",
        "_stcore/stream",
        "_stcore/host-config",
        "static/",
        "media/x",
    ],
)
def test_nothing_is_served_without_the_password(address: str, path: str) -> None:
    assert status(f"{address}{path}") == 401
    assert status(f"{address}{path}", "wrong") == 401


@pytest.mark.parametrize(
    "path",
    [
        "app/static/../../data/projects.csv",
        "app/static/..%2f..%2fapp.py",
        "app/static/%2e%2e/%2e%2e/app.py",
        r"app/static/..%5c..%5capp.py",
        "app/static//etc/passwd",
        "app/static/",
        "media/..%2f..%2fapp.py",
        "component/streamlit_folium.st_folium/..%2f..%2f__init__.py",
    ],
)
def test_no_path_leads_out_of_what_is_served(address: str, path: str) -> None:
    assert status(f"{address}{path}", PASSWORD) in {400, 404}


@pytest.mark.parametrize(
    "path", ["_stcore/metrics", "_stcore/agent/interact", "../data/projects.csv"]
)
def test_what_no_visitor_needs_is_not_there(address: str, path: str) -> None:
    assert status(f"{address}{path}", PASSWORD) == 404


@pytest.mark.parametrize("is_own", [True, False], ids=["own", "foreign"])
def test_a_page_elsewhere_cannot_speak_with_the_app(address: str, is_own: bool) -> None:
    origin = address.removesuffix("/atlas/") if is_own else "https://foreign.example"
    headers = {
        "Origin": origin,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(b"sixteen letters.").decode(),
    }
    found = answer(f"{address}_stcore/stream", PASSWORD, **headers)
    assert found.status == (101 if is_own else 403)


def status(url: str, secret: str = "") -> int:
    return answer(url, secret).status


def answer(url: str, secret: str, **headers: str) -> http.client.HTTPResponse:
    """Ask for one thing, over https with whatever certificate."""
    parts = urllib.parse.urlsplit(url)
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with closing(http.client.HTTPSConnection(parts.netloc, context=trusting)) as line:
        word = base64.b64encode(f"{USER}:{secret}".encode()).decode()
        if secret:
            headers["Authorization"] = f"Basic {word}"
        line.request("GET", parts.path, headers=headers)
        found = line.getresponse()
        if found.status != http.HTTPStatus.SWITCHING_PROTOCOLS:
            found.read()
    return found


def test_every_answer_carries_the_headers(address: str) -> None:
    headers = answer(address, PASSWORD).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Server"] == "nginx"


def test_the_policy_knows_the_script_that_streamlit_writes_into_the_page() -> None:
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    written = re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.S)
    hashes = {inline("script", text.encode()).source for text in written}
    assert set(re.findall(r"'sha256-[^']+'", CONFIG.read_text("utf-8"))) == hashes
