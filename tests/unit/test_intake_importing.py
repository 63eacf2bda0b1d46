"""The projects' table read and written whole, and a sheet's rows put into it."""

from pathlib import Path

import pytest

from spo_geo.dataset import DATA_DIR, GEO_DIR
from spo_geo.errors import DataError
from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.merging import store
from spo_geo.intake.merging.importing import import_rows
from spo_geo.intake.merging.merge import plan
from spo_geo.intake.merging.table import parse_table, read_table
from tests.conftest import TINY, write_data_dir
from tests.plans import SCHOOLS, WATER


def test_the_shipped_table_is_written_back_to_the_byte() -> None:
    content = (DATA_DIR / "projects.csv").read_bytes()
    assert parse_table(content, "x").to_bytes() == content


def test_columns_that_the_program_does_not_know_stay(meaning: Meaning) -> None:
    content = b"project_id,title,colour\nSPO-01,Water,blue\n"
    present = parse_table(content, "x")
    found = plan([{"title": "Courts"}], present, meaning)
    assert found.after.to_bytes() == content + b"SPO-02,Courts,\n"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"project_id,title\nA,b,c\n", "more cells than the header"),
        (b"project_id,project_id\nA,b\n", "a column stands twice"),
        (b'project_id,title\nA,"b"c\n', "cannot be written|can be written back"),
        (b"project_id,title\nA,\xff\n", "can be written back"),
    ],
)
def test_a_table_that_would_lose_something_is_refused(
    content: bytes, what: str
) -> None:
    with pytest.raises(DataError, match=what):
        parse_table(content, "x")


def test_a_missing_table_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the projects cannot be read"):
        read_table(tmp_path / "projects.csv")


def test_import_rows_dry_run_writes_nothing_at_all(tmp_path: Path) -> None:
    folder = write_data_dir(tmp_path / "data", TINY)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    report = import_rows([WATER], folder, dry_run=True)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert not report.written
    assert report.text().endswith("Dry run: nothing was written.")
    assert report.as_dict()["counts"]["new"] == 1


def test_import_rows_says_when_all_that_is_left_waits(tmp_path: Path) -> None:
    folder = write_data_dir(tmp_path / "data", [{"project_id": "S", **SCHOOLS}])
    report = import_rows([{**SCHOOLS, "end": "2016-02"}], folder)
    assert report.text().endswith("Nothing was written: 1 waiting for a decision.")


def test_import_rows_writes_and_undo_brings_back(tmp_path: Path) -> None:
    folder = write_data_dir(tmp_path / "data", TINY)
    before = (folder / "projects.csv").read_bytes()
    report = import_rows([WATER], folder, geo_dir=GEO_DIR, what="import of w.csv")
    assert report.written
    assert "Written as change 1" in report.text()
    assert read_table(folder / "projects.csv").rows[-1]["title"] == "Water"
    again = import_rows([WATER], folder)
    assert again.text().endswith("the data say all that the sheet says.")
    store.undo(folder)
    assert (folder / "projects.csv").read_bytes() == before
