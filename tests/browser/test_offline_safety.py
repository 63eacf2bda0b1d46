"""The offline map: nothing gets in, and nothing gets out."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from spo_geo.dataset import GEO_DIR, load
from spo_geo.view import make_view
from tests.browser.offlinepage import OfflinePage, open_file
from tests.browser.test_page_hostile import PROJECTS, RESULTS
from tests.conftest import write_data_dir
from tests.probes import TEXT

pytestmark = pytest.mark.browser


def test_hostile_words_are_words(context: BrowserContext, tmp_path: Path) -> None:
    data = write_data_dir(tmp_path / "data", PROJECTS, results=RESULTS)
    page = open_file(context, tmp_path, make_view(load(data, GEO_DIR)), title=TEXT)
    page.page.set_viewport_size({"width": 1366, "height": 768})
    shown = page.page
    expect(shown.locator("h1")).to_have_text(TEXT)
    assert shown.title() == TEXT
    shown.mouse.move(*page.centre_of("PK701"))
    expect(shown.locator(".spo-tip")).to_contain_text(f"Title {TEXT}")
    shown.get_by_label("District (or click the map)").select_option("PK701")
    for start in ("Title", "Focus area: Area", "Funders: Funder", "Source: Source"):
        expect(shown.locator("#district-panel")).to_contain_text(f"{start} {TEXT}")
    expect(shown.locator("#off-map")).to_contain_text(f"“Words {TEXT}”")
    expect(shown.locator("#held-list")).to_contain_text(f"“Place {TEXT}”")
    shown.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    for start in ("Summary", "Status", "Partner", "“Coverage", "Indicator", "Remark"):
        expect(shown.locator("#project-list")).to_contain_text(f"{start} {TEXT}")
    page.filter(years=(), options=(f"Area {TEXT}",))
    expect(shown.locator("#narrowing")).to_have_text(f"focus area Area {TEXT}")
    assert shown.evaluate("window.__pwned") is None
    expect(shown.locator("img[src='x'], a[href^='javascript']")).to_have_count(0)
    expect(shown.locator("script")).to_have_count(4)
    assert page.complaints == []
    assert page.asked_beyond() == []
    shown.close()


def test_the_policy_stops_whatever_should_get_in(opened: OfflinePage) -> None:
    stopped: list[str] = []
    opened.page.on(
        "requestfailed",
        lambda request: stopped.append(f"{request.failure}: {request.url}"),
    )
    blocked = opened.page.evaluate(
        """async () => {
          const blocked = [];
          document.addEventListener('securitypolicyviolation',
            (event) => blocked.push(event.effectiveDirective));
          const frame = document.createElement('div');
          document.body.append(frame);
          frame.innerHTML = '<img src="https://example.org/x.png">'
            + '<img src=x onerror="window.__pwned=1">'
            + '<p style="color: red">red</p><link rel=stylesheet href="https://example.org/x">';
          const script = document.createElement('script');
          script.textContent = 'window.__pwned = 1';
          document.body.append(script);
          await fetch('https://example.org/').catch(() => 0);
          await new Promise((done) => setTimeout(done, 200));
          return blocked;
        }"""
    )
    assert {"img-src", "connect-src", "script-src-elem", "style-src-attr"} <= set(
        blocked
    )
    assert opened.page.evaluate("window.__pwned") is None
    # None of them left the browser: the policy had stopped them before.
    assert sorted(stopped) == sorted(f"csp: {url}" for url in opened.asked_beyond())
    opened.requests.clear()
    assert opened.complaints  # the browser says what it stopped
    opened.complaints.clear()


def test_nothing_is_stored(opened: OfflinePage) -> None:
    opened.filter(years=(2014,), options=("Education",))
    stored = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert opened.page.evaluate(stored) == [0, 0, ""]
    opened.page.reload()
    expect(opened.page.locator("#n-projects")).to_have_text("33")
