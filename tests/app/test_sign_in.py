"""Who may see the page, by what stands among the server's secrets.

Signing in itself is tested in the browser, against a provider.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config

from spo_geo.ui import signin
from tests.app.conftest import AppPage, OpenPage

COMPLETE = """
[auth]
redirect_uri = "http://127.0.0.1:8501/oauth2callback"
cookie_secret = "a secret of the test that is long enough"
client_id = "atlas"
client_secret = "also a secret"
server_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"
"""
TWO_PROVIDERS = """
[auth]
redirect_uri = "http://127.0.0.1:8501/oauth2callback"
cookie_secret = "a secret of the test that is long enough"
[auth.google]
client_id = "a"
[auth.microsoft]
client_id = "b"
"""

OpenGuarded = Callable[[str | None], AppPage]


@pytest.fixture
def open_guarded(
    open_tiny: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OpenGuarded]:
    """Return a function that opens the page on a server with given secrets."""
    path = tmp_path / "secrets.toml"
    before = config.get_option("secrets.files")

    def open_page(secrets: str | None) -> AppPage:
        if secrets is not None:
            path.write_text(secrets, "utf-8")
        config.set_option("secrets.files", [str(path)])
        st.secrets._reset()
        return open_tiny()

    yield open_page
    config.set_option("secrets.files", before)
    st.secrets._reset()


def buttons(page: AppPage) -> list[str]:
    return [button.label for button in page.at.button]


@pytest.mark.parametrize("secrets", [None, "", '[other]\npassword = "x"\n'])
def test_nobody_signs_in_unless_it_is_set_up(
    open_guarded: OpenGuarded, secrets: str | None
) -> None:
    page = open_guarded(secrets)
    assert page.numbers["Projects"] == 4
    assert not page.notices
    assert not {"Sign in", "Sign out"} & set(buttons(page))


@pytest.mark.parametrize("secrets", [COMPLETE, "[auth]\n", 'auth = "yes"\n'])
def test_a_visitor_who_has_not_signed_in_gets_no_records(
    open_guarded: OpenGuarded, secrets: str
) -> None:
    page = open_guarded(secrets)
    assert page.text() == "Sign in to see the atlas."
    assert buttons(page) == ["Sign in"]
    assert not page.numbers
    assert not page.at.tabs


def test_each_provider_has_a_button(open_guarded: OpenGuarded) -> None:
    page = open_guarded(TWO_PROVIDERS)
    assert buttons(page) == ["Sign in with Google", "Sign in with Microsoft"]


@pytest.mark.parametrize("secrets", ["[auth\n", "auth = {", "[auth]\n[auth]\n"])
def test_secrets_that_cannot_be_read_close_the_page(
    open_guarded: OpenGuarded, secrets: str
) -> None:
    page = open_guarded(secrets)
    (notice,) = page.notices
    assert notice.startswith("Nobody can sign in: the server's secrets cannot be read")
    assert not page.numbers
    assert not buttons(page)


def test_a_missing_library_is_named_with_what_to_run(
    open_guarded: OpenGuarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signin, "LIBRARIES", ("spo_geo_no_such_library",))
    page = open_guarded(COMPLETE)
    (notice,) = page.notices
    assert "the server lacks spo_geo_no_such_library" in notice
    assert "pip install -r requirements-sso.txt" in notice
    assert not page.numbers
    assert not buttons(page)


@pytest.mark.parametrize("left_out", ["cookie_secret", "client_id", "redirect_uri"])
def test_a_table_that_is_not_complete_says_what_is_missing(
    open_guarded: OpenGuarded, left_out: str
) -> None:
    lines = [line for line in COMPLETE.splitlines() if not line.startswith(left_out)]
    page = open_guarded("\n".join(lines))
    page.press("Sign in")
    (notice,) = page.notices
    assert "the [auth] table of secrets.toml is not complete" in notice
    assert left_out in notice
    assert "also a secret" not in notice
