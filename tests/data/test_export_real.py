"""What the shipped records give in every format, for the selections of the page."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from spo_geo.dataset import ROOT, Dataset
from spo_geo.export import FORMATS, read_tables, to_bytes, write_export
from spo_geo.export import columns as names
from spo_geo.export.workbook import SHEETS
from spo_geo.readback import read_export
from spo_geo.summary import summarise
from spo_geo.verify import verify
from spo_geo.view import View, make_view
from tests.selections import SELECTIONS, Words

MADE = date(2026, 11, 22)
MATCHING = {name: words for name, words in SELECTIONS.items() if name != "nothing"}
CASES = pytest.mark.parametrize("words", MATCHING.values(), ids=MATCHING)


def view_of(dataset: Dataset, words: Words) -> View:
    return make_view(dataset, dataset.filter_reader.read(words))


@CASES
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_tables_read_back_to_the_same_summary(
    real: Dataset, tmp_path: Path, words: Words, suffix: str
) -> None:
    view = view_of(real, words)
    path = tmp_path / f"table{suffix}"
    write_export(path, view, MADE)
    back = summarise(read_export(path, real))
    given = summarise(view)
    for apart in ("data_version", "n_undated_left_out"):
        del back[apart], given[apart]
    assert back == given


@CASES
def test_verify_holds_for_every_selection(
    real: Dataset, tmp_path: Path, words: Words
) -> None:
    view = view_of(real, words)
    for suffix in FORMATS:
        path = tmp_path / f"file{suffix}"
        write_export(path, view, MADE)
        verdict = verify(path, real)
        assert (verdict.outcome, verdict.edits) == ("exact", ()), suffix


@CASES
def test_workbook_and_layers_show_the_numbers_of_the_summary(
    real: Dataset, tmp_path: Path, words: Words
) -> None:
    view = view_of(real, words)
    summary = summarise(view)
    counts = {d["adm2_pcode"]: d["n_projects"] for d in summary["districts"]}
    path = tmp_path / "table.xlsx"
    write_export(path, view, MADE)
    tables = read_tables(path)
    assert [r["project_id"] for r in tables["Projects"]] == summary["projects"]
    assert len(tables["Project × district"]) == summary["n_project_districts"]
    found = {r["adm2_pcode"]: int(r["n_projects"]) for r in tables["Districts"]}
    assert found == counts
    kinds = [row["kind"] for row in tables["Not on the map"]]
    assert kinds.count("Held place") == summary["n_places_held"]
    assert (
        len(kinds) - kinds.count("Held place")
        == (summary["n_projects_without_district"])
    )
    layer = json.loads(to_bytes(view, ".geojson", MADE))
    assert {f["id"]: f["properties"]["n_projects"] for f in layer["features"]} == counts


def test_no_cell_of_the_real_workbook_would_run(real: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    write_export(path, make_view(real), MADE)
    book = load_workbook(path)
    for sheet in book:
        for row in sheet:
            for cell in row:
                assert cell.data_type in ("s", "n", "d")


def test_documentation_explains_every_column() -> None:
    text = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    explained = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|$", text, re.MULTILINE))
    assert explained == names.MEANING
    used = {name for table in SHEETS.values() for name in table} | set(names.PLACES)
    assert used - {"item", "value"} <= names.MEANING.keys()
