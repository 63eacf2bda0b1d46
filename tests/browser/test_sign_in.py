"""Signing in: a provider of OpenID Connect on this machine, the app, and a browser."""

import json
import re
from collections.abc import Iterator

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, WebSocket, expect

from spo_geo.dataset import Dataset
from tests.browser.atlaspage import FRAME, AtlasPage
from tests.browser.serving import served

pytestmark = pytest.mark.browser

NAME = "Data <b>Officer</b> {{7*7}}"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    user = User(sub="officer", claims={"name": NAME})
    with run_server_in_thread(user_claims=[user]) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="module")
def guarded(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app with the table of docs/deploy.md among its secrets."""
    folder = tmp_path_factory.mktemp("guarded")
    auth = {
        "redirect_uri": "http://127.0.0.1:{port}/oauth2callback",
        "cookie_secret": "a secret of the test that is long enough",
        "client_id": "atlas",
        "client_secret": "also a secret",
        "server_metadata_url": f"{provider}/.well-known/openid-configuration",
    }
    secrets = folder / "secrets.toml"
    lines = (f"{name} = {json.dumps(value)}\n" for name, value in auth.items())
    secrets.write_text("[auth]\n" + "".join(lines), "utf-8")
    with served(folder / "log.txt", secrets_files=str(secrets)) as address:
        yield address


class Visitor(AtlasPage):
    """A browser of its own, with all that the server sends it."""

    def __init__(self, page: Page, address: str) -> None:
        self.received: list[bytes] = []
        super().__init__(page, address)
        page.on("websocket", self._keep)

    def _keep(self, socket: WebSocket) -> None:
        def keep(payload: str | bytes) -> None:
            self.received.append(
                payload.encode() if isinstance(payload, str) else payload
            )

        socket.on("framereceived", keep)


@pytest.fixture
def visitor(browser: Browser, guarded: str) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    yield Visitor(context.new_page(), guarded)
    context.close()


def expect_way_in(visitor: Visitor) -> None:
    button = visitor.page.get_by_role("button", name="Sign in", exact=True)
    expect(button).to_be_visible()
    visitor.settle()


def test_a_visitor_signs_in_sees_the_map_and_signs_out(
    visitor: Visitor, provider: str, real: Dataset
) -> None:
    page = visitor.page
    page.goto(f"{visitor.address}?focus-area=Education")
    expect_way_in(visitor)
    assert_nothing_told(visitor, real)

    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile(re.escape(provider)))
    page.get_by_role("button", name="officer").click()
    visitor.expect_map()
    visitor.expect_number("Projects", len(real.projects))
    expect(page.get_by_text(f"Signed in as {NAME}")).to_be_visible()
    told = b"".join(visitor.received)
    assert any(project.title.encode() in told for project in real.projects)

    page.get_by_role("button", name="Sign out").click()
    sure = page.get_by_role("button").first  # the provider asks whether it is meant
    expect(page).to_have_url(re.compile(re.escape(provider)))
    visitor.received.clear()
    visitor.requests.clear()
    sure.click()
    expect(page).to_have_url(visitor.address)
    expect_way_in(visitor)
    assert_nothing_told(visitor, real)


def assert_nothing_told(visitor: Visitor, real: Dataset) -> None:
    """Nothing of the records, and none of the map's files, has reached the browser."""
    told = b"".join(visitor.received)
    assert b"Sign in to see the atlas" in told
    for project in real.projects:
        assert project.project_id.encode() not in told
        assert project.title.encode() not in told
    assert b"Badin" not in told
    assert not [url for url in visitor.requests if "/app/static/" in url]
    expect(visitor.page.locator(FRAME)).to_have_count(0)
