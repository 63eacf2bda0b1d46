"""The check of the pinned libraries: licences, and what is known against them."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.supply import (
    LISTS,
    ROOT,
    TABLE,
    Pin,
    check_advisories,
    check_licences,
    pins,
    table,
)

PINS = pins(*LISTS)


def same(name: str) -> str:
    """Return a package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_table_of_libraries_is_what_is_installed() -> None:
    assert TABLE.read_text("utf-8") == table(PINS)


def test_every_licence_is_on_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_licences(PINS) == 0
    said = capsys.readouterr().out
    assert said == f"licences: {len(PINS)} pinned packages, each on the list\n"


def test_the_pins_name_all_that_is_needed() -> None:
    pinned = {same(pin.name) for pin in PINS}
    needed = {
        same(need.name)
        for pin in PINS
        for need in map(Requirement, requires(pin.name) or ())
        if need.marker is None or need.marker.evaluate({"extra": ""})
    }
    assert needed - pinned == set()


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("License-Expression", "GPL-3.0-only"),
        ("License-Expression", "MIT AND AGPL-3.0-only"),
        ("License", "Proprietary"),
        ("Classifier", "License :: OSI Approved :: GNU General Public License (GPL)"),
        ("Summary", "says nothing of a licence"),
    ],
)
def test_a_licence_that_is_not_on_the_list_is_named(
    field: str,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    installed = tmp_path / "strangelib-1.0.dist-info"
    installed.mkdir()
    head = "Metadata-Version: 2.4\nName: strangelib\nVersion: 1.0\n"
    (installed / "METADATA").write_text(f"{head}{field}: {words}\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert check_licences([*PINS, Pin("strangelib", "1.0")]) == 1
    said = capsys.readouterr().out
    assert said.startswith("licences: strangelib==1.0: ")
    assert said.count("\n") == 1


@contextmanager
def advisories(known: dict[str, str]) -> Iterator[str]:
    """Serve vulnerabilities as OSV does, by package and version that mends it."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            name = json.loads(self.rfile.read(length))["package"]["name"]
            body = json.dumps(record(name, known[name]) if name in known else {})
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    server.server_close()


def record(name: str, mended: str) -> dict:
    events = [{"introduced": "0"}, {"fixed": mended}]
    affected = {
        "package": {"name": name, "ecosystem": "PyPI"},
        "ranges": [{"type": "ECOSYSTEM", "events": events}],
    }
    return {"vulns": [{"id": f"PYSEC-{name}", "affected": [affected]}]}


SMALL = (Pin("folium", "0.20.0"), Pin("numpy", "2.4.6"))


def check(url: str) -> int:
    return check_advisories(SMALL, "--vulnerability-service", "osv", "--osv-url", url)


def test_a_known_vulnerability_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with advisories({"jinja2": "3.1.3", "folium": "0.21.0"}) as url:
        assert check(url) == 1
    said = capsys.readouterr().out
    assert said == "advisories: folium 0.20.0: PYSEC-folium, mended in 0.21.0\n"


def test_pins_without_known_vulnerabilities_pass(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with advisories({"jinja2": "3.1.3"}) as url:
        assert check(url) == 0
    assert capsys.readouterr().out == "advisories: none known for 2 pinned packages\n"


def test_a_service_that_knows_nothing_is_no_finding(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with advisories({}) as url:
        assert check(url) == 0
    assert "advisories: not checked" in capsys.readouterr().out


def test_a_service_that_does_not_answer_is_no_finding(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with advisories({}) as url:
        pass
    assert check(url) == 0  # nobody listens there any more
    assert "advisories: not checked" in capsys.readouterr().out


def test_make_check_runs_it() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "$(BIN)/python -m tests.supply\n" in makefile
