"""The page under Streamlit's own harness, with the map's component replaced.

The harness knows no custom component: `st_folium` is replaced by a function that
keeps what it is given and can answer with a click.
"""

import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from spo_geo.dataset import GEO_DIR, ROOT, Dataset
from spo_geo.summary import summarise
from spo_geo.ui.store import Store
from spo_geo.view import View, make_view
from tests.conftest import TINY, write_data_dir

NUMBERS = {
    "Projects": "n_projects",
    "Districts named": "n_districts",
    "Funders": "n_funders",
    "Places held": "n_places_held",
    "Projects that name no district": "n_projects_without_district",
}


class FakeMap:
    """Stands for the map: keeps the last state, and clicks when told to."""

    def __init__(self) -> None:
        self.state: dict[str, Any] = {}
        self.arguments: dict[str, Any] = {}
        self.n_drawn = 0
        self.click: str | None = None

    def __call__(self, base: object, **arguments: Any) -> dict[str, Any]:
        self.n_drawn += 1
        self.arguments = {"base": base, **arguments}
        (change,) = arguments["feature_group_to_add"]._children.values()
        self.state = read_payload(change.payload)
        if self.click:
            self._click(arguments["key"], arguments["on_change"])
        return {}

    def _click(self, key: str, on_change: Callable[[], None]) -> None:
        import streamlit as st

        drawing = {"properties": {"adm2_pcode": self.click, "at": self.n_drawn}}
        st.session_state[key] = {"last_active_drawing": drawing}
        self.click = None
        on_change()

    @property
    def shaded(self) -> set[str]:
        """P-codes of the districts that are shaded."""
        pairs = filter(None, self.state["districts"].split(","))
        return {pair.split(" ")[0] for pair in pairs}


def read_payload(payload: str) -> dict[str, Any]:
    """Read `inert_json` back."""
    text = payload.removeprefix('JSON.parse("').removesuffix('")')
    escaped = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
    return json.loads(escaped.encode("utf-16", "surrogatepass").decode("utf-16"))


@pytest.fixture
def fake_map(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeMap:
    """The map's stand-in; what the map would serve goes to a temporary folder."""
    fake = FakeMap()
    monkeypatch.setattr("streamlit_folium.st_folium", fake)
    monkeypatch.setattr("spo_geo.ui.page.ROOT", tmp_path)
    for pause in ("PAINT", "FIRST_PAINT"):  # nobody is looking
        monkeypatch.setattr(f"spo_geo.ui.maptab.{pause}", 0)
    return fake


class AppPage:
    """A session of the page."""

    def __init__(self, query: Mapping[str, Sequence[str]]) -> None:
        self.at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        for name, values in query.items():
            self.at.query_params[name] = list(values)
        self.run()

    def run(self) -> "AppPage":
        self.at.run()
        assert not self.at.exception
        return self

    def open_tab(self, name: str) -> "AppPage":
        self.at.session_state["tab"] = name
        return self.run()

    def choose(self, key: str, *values: str) -> "AppPage":
        self.at.multiselect(key=key).set_value(list(values))
        return self.run()

    def press(self, label: str) -> "AppPage":
        (button,) = (b for b in self.at.button if b.label == label)
        button.click()
        return self.run()

    @property
    def numbers(self) -> dict[str, int]:
        return {metric.label: int(metric.value) for metric in self.at.metric}

    @property
    def sentence(self) -> str:
        return as_text(self._html_with('class="spo-sentence"'))

    @property
    def address(self) -> dict[str, list[str]]:
        return {
            name: [values] if isinstance(values, str) else list(values)
            for name, values in self.at.query_params.items()
        }

    def html(self) -> str:
        """Every piece of HTML on the page but the style sheet."""
        values = [element.value for element in self.at.get("html")]
        return "\n".join(v for v in values if not v.startswith("<style>"))

    @property
    def notices(self) -> list[str]:
        values = [element.value for element in self.at.get("html")]
        return [as_text(v) for v in values if 'role="alert"' in v]

    def text(self) -> str:
        """The words of the HTML on the page."""
        return as_text(self.html())

    def _html_with(self, part: str) -> str:
        (found,) = (e.value for e in self.at.get("html") if part in e.value)
        return found


def as_text(markup: str) -> str:
    """Return what a reader sees of HTML, in one line."""
    words = html.unescape(re.sub(r"<[^>]*>", " ", markup))
    return re.sub(r"\s+", " ", words).strip()


OpenPage = Callable[..., AppPage]


@pytest.fixture
def open_page(fake_map: FakeMap) -> OpenPage:
    """Return a function that opens the page on the shipped records."""
    return lambda query=None: AppPage(query or {})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with four small projects."""
    return write_data_dir(tmp_path / "records", TINY, results=[])


@pytest.fixture
def open_tiny(
    fake_map: FakeMap, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> OpenPage:
    """Return a function that opens the page on `folder`."""
    records = Store(folder, GEO_DIR)
    monkeypatch.setattr("spo_geo.ui.page.store", lambda: records)
    return lambda query=None: AppPage(query or {})


def view_of(dataset: Dataset, words: Mapping[str, Sequence[str]]) -> View:
    """Return the view that the core makes of the same words."""
    return make_view(dataset, dataset.filter_reader.read(words))


def numbers_of(view: View) -> dict[str, int]:
    """Return what the page's numbers must say of a view."""
    summary = summarise(view)
    return {label: summary[key] for label, key in NUMBERS.items()}
