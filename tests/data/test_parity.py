"""The page, the command line and the files say the same of a selection."""

import csv
import html
import io
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from spo_geo.cli import main
from spo_geo.dataset import ROOT, Dataset
from spo_geo.export import to_csv
from spo_geo.summary import summarise
from spo_geo.view import View, make_view
from tests.selections import SELECTIONS, Words

CASES = pytest.mark.parametrize("words", SELECTIONS.values(), ids=SELECTIONS)


def view_of(dataset: Dataset, words: Words) -> View:
    return make_view(dataset, dataset.filter_reader.read(words))


def options(words: Words) -> list[str]:
    pairs = ((f"--{name}", value) for name, values in words.items() for value in values)
    return [word for pair in pairs for word in pair]


def rows_of(table: bytes) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    return [row for row in rows if row["project_id"]]


@CASES
def test_command_line_prints_the_summary_of_the_view(
    real: Dataset, capsys: pytest.CaptureFixture[str], words: Words
) -> None:
    assert main(["summary", "--json", *options(words)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads(json.dumps(summarise(view_of(real, words))))


@CASES
def test_exported_table_is_the_one_of_the_page(
    real: Dataset, tmp_path: Path, words: Words
) -> None:
    path = tmp_path / "selection.csv"
    view = view_of(real, words)
    code = main(["export", "-o", str(path), *options(words)])
    if view.n_projects:
        assert code == 0
        assert path.read_bytes() == to_csv(view)
    else:
        assert code == 1
        assert not path.exists()


@CASES
def test_exported_table_counts_what_the_summary_counts(
    real: Dataset, words: Words
) -> None:
    view = view_of(real, words)
    summary = summarise(view)
    rows = rows_of(to_csv(view))
    resolved = [row for row in rows if row["place_status"] == "resolved"]
    held = [row for row in rows if row["place_status"] == "held"]
    ids = list(dict.fromkeys(row["project_id"] for row in rows))
    assert ids == summary["projects"]
    assert len({row["adm2_pcode"] for row in resolved}) == summary["n_districts"]
    assert len(resolved) == summary["n_project_districts"]
    named = {row["project_id"] for row in resolved}
    assert len(named) == summary["n_projects_with_district"]
    assert [row["place_as_written"] for row in held] == [
        place["place"] for place in summary["held"]
    ]
    assert not any(row["adm2_pcode"] for row in held)


@CASES
def test_page_shows_what_the_command_line_prints(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: Words,
) -> None:
    monkeypatch.setattr("streamlit_folium.st_folium", lambda *_, **__: {})
    monkeypatch.setattr("spo_geo.ui.page.ROOT", tmp_path)
    main(["summary", "--json", *options(words)])
    printed = json.loads(capsys.readouterr().out)
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, values in words.items():
        page.query_params[name] = values
    page.run()
    assert {metric.label: int(metric.value) for metric in page.metric} == {
        "Projects": printed["n_projects"],
        "Districts named": printed["n_districts"],
        "Funders": printed["n_funders"],
        "Places held": printed["n_places_held"],
        "Projects that name no district": printed["n_projects_without_district"],
    }
    values = [html.unescape(element.value) for element in page.get("html")]
    assert any(f">{printed['sentence']}<" in value for value in values)
