"""A sheet stays with the visitor who dropped it, and its text stays text."""

from pathlib import Path

import pytest

from spo_geo.dataset import Dataset
from spo_geo.ui import maptab, uploadmap
from tests.app.conftest import AppPage, FakeMap, OpenPage, numbers_of, view_of
from tests.app.uploading import HEADER, drop, look_at, reading_of, sheet
from tests.probes import MARKUP, PROBES, WRITING

HIDDEN = "Confidential Schools"
TEXT = " ".join({**MARKUP, **WRITING}.values())


def secret_sheet() -> bytes:
    return sheet([(HIDDEN, "Badin", f"{HIDDEN} Fund", "Education", "2014", "2015", "")])


def everything(page: AppPage) -> str:
    """All that the page sends to the browser."""
    elements = [*page.at.main, *page.at.sidebar]
    return page.html() + "".join(str(element.proto) for element in elements)


def test_another_session_sees_nothing_of_a_sheet(
    open_page: OpenPage, real: Dataset, fake_map: FakeMap
) -> None:
    mine = drop(open_page(), secret_sheet())
    assert mine.numbers["Projects"] == 1
    assert HIDDEN in mine.open_tab("Projects").at.dataframe[0].value["Title"].tolist()
    other = open_page()
    assert other.numbers == numbers_of(view_of(real, {}))
    for tab in ("Map", "Projects", "Call check", "Your sheet", "Data", "About"):
        assert HIDDEN not in everything(other.open_tab(tab))
        assert "list.csv" not in everything(other)
    assert mine.run().numbers["Projects"] == 1


def test_titles_of_a_sheet_are_not_among_the_files_that_all_may_fetch(
    open_page: OpenPage, fake_map: FakeMap, tmp_path: Path
) -> None:
    page = drop(open_page(), secret_sheet())
    served = [path for path in (tmp_path / "static").rglob("*") if path.is_file()]
    assert any(path.name == "data.js" for path in served)
    for path in served:
        assert b"Confidential" not in path.read_bytes(), path
    scripts = [url for _, url in fake_map.arguments["base"].default_js]
    assert [url.rsplit("/", 1)[-1] for url in scripts][:2] == ["leaflet.js", "data.js"]
    assert "/media/" in scripts[2]
    assert reading_of(page).dataset.version[:16] in fake_map.arguments["base"].version


def test_map_of_a_sheet_is_a_new_frame_with_its_own_projects(
    open_page: OpenPage, fake_map: FakeMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = []

    class Media:
        def add(self, content: bytes, kind: str, where: str) -> str:
            given.append((content, kind))
            return "/media/own.js"

    page = open_page()
    before = fake_map.arguments["base"].version
    runtime = type("Runtime", (), {"media_file_mgr": Media()})
    monkeypatch.setattr(uploadmap, "get_instance", runtime)
    drop(page, secret_sheet())
    assert fake_map.arguments["base"].version != before
    content, kind = given[-1]
    assert kind == "text/javascript"
    assert b"window.SPO_GEO.projects=" in content
    assert b"Confidential Schools" in content
    n_given = len(given)
    page.run()
    assert len(given) == n_given + 1  # the session keeps what each run hands over
    page.press("Show SPO’s records")
    assert fake_map.arguments["base"].version == before
    assert len(given) == n_given + 1


def test_only_records_of_spo_reach_the_shared_cache_of_the_map(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached = []
    shared = maptab._map_assets

    def spy(version: str, dataset: Dataset, static_dir: str) -> object:
        cached.append(dataset.sheet)
        return shared(version, dataset, static_dir)

    monkeypatch.setattr(maptab, "_map_assets", spy)
    page = drop(open_page(), secret_sheet())
    n_before = len(cached)
    page.run()
    assert len(cached) == n_before
    page.press("Show SPO’s records")
    assert len(cached) == n_before + 1
    assert set(cached) == {""}


def test_text_of_a_sheet_stays_text_in_every_list(open_page: OpenPage) -> None:
    header = (*HEADER[:-1], f"Odd {TEXT}")
    rows = [
        (
            f"Title {TEXT}",
            f"Dir {TEXT}",
            f"Fund {TEXT} (x)",
            "HR",
            "soon",
            "2015",
            TEXT,
        ),
        (f"Title {TEXT}", "Dir", f"Fund {TEXT} (x)", TEXT, "03/04/2015", "2016", TEXT),
        (f"Title {TEXT}", "Swat", "", TEXT, "05/06/2015", "2016", TEXT),
    ]
    page = drop(
        open_page(), sheet(rows, header), f"name {PROBES['jinja']}{PROBES['bold']}.csv"
    )
    assert reading_of(page).held
    for view in ("decide", "columns", "problems", "log", "compare"):
        look_at(page, view)
        assert "<img" not in page.html()
        marked_up = [
            *(
                e.value
                for kind in ("markdown", "caption", "info")
                for e in getattr(page.at, kind)
            ),
            *(
                e.label
                for kind in ("button", "selectbox", "radio", "expander")
                for e in getattr(page.at, kind)
            ),
        ]
        assert marked_up
        for words in marked_up:
            found = [name for name, probe in PROBES.items() if probe in words]
            assert not found, (view, words)
