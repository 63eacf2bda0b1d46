"""What the page is served with, as docs/security.md says."""

import tomllib
from pathlib import Path

import pytest
from streamlit import config

from spo_geo.dataset import ROOT
from spo_geo.intake.files.limits import LIMIT_BYTES

SETTINGS = {
    "browser.gatherUsageStats": False,
    "client.allowedOrigins": [],
    "client.showErrorDetails": "none",
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.trustedUserHeaders": {},
    "server.xsrfCookieSameSite": "lax",
}


@pytest.fixture(autouse=True)
def as_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the settings as a start in the project's folder does."""
    monkeypatch.chdir(ROOT)
    config.get_config_options(force_reparse=True)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_page_is_served_with(name: str) -> None:
    assert config.get_option(name) == SETTINGS[name]


def test_the_largest_upload_is_what_the_reader_takes() -> None:
    assert config.get_option("server.maxUploadSize") * 2**20 == LIMIT_BYTES


def test_no_secret_is_in_the_repository() -> None:
    text = Path(ROOT / ".streamlit" / "config.toml").read_text("utf-8")
    assert "cookieSecret" not in str(tomllib.loads(text))
    assert ".streamlit/secrets.toml" in Path(ROOT / ".gitignore").read_text("utf-8")
