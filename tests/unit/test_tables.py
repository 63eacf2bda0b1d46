"""A table that was cut off is not taken for a shorter one."""

from pathlib import Path

import pytest

from spo_geo import dataset
from spo_geo.dataset import GEO_DIR, Dataset, load
from spo_geo.errors import DataError
from spo_geo.records import Records, read_records
from spo_geo.tables import read_table
from tests.conftest import TINY, write_data_dir


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(text, "utf-8", newline="")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "a,b,c\n1,2,3\n4,5",
        "a,b,c\r\n1,2,3\r\n4",
        'a,b,c\n1,2,3\n4,5,"open',
        'a,b,c\n1,"2,3\n4,5,6',
    ],
)
def test_a_table_that_was_cut_off_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(DataError, match="ends in the middle of a row"):
        read_table(written(tmp_path, text), ("a", "b", "c"))


@pytest.mark.parametrize(
    "text", ["a,b,c\n1,2,3", 'a,b,c\n1,2,"3"', "a,b,c\n1,2,3\n4,5\n", "a,b,c"]
)
def test_a_last_row_without_a_line_break_is_read(tmp_path: Path, text: str) -> None:
    rows = read_table(written(tmp_path, text), ("a", "b", "c"))
    assert len(rows) == text.rstrip("\n").count("\n")


def test_a_cell_without_end_is_an_error_of_the_data(
    tmp_path: Path, python_limit: int
) -> None:
    long = "x" * (python_limit + 1)
    with pytest.raises(DataError, match="cannot be read"):
        read_table(written(tmp_path, f'a,b\n"{long}"\n'), ("a", "b"))


def test_files_that_change_while_they_are_read_are_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_data_dir(tmp_path / "data", TINY, results=[])
    change = iter((True, False))

    def read_late(data_dir: Path) -> Records:
        records = read_records(data_dir)
        if next(change):
            write_data_dir(data_dir, TINY[:2], results=[])
        return records

    monkeypatch.setattr(dataset, "read_records", read_late)
    loaded: Dataset = load(folder, GEO_DIR)
    assert [p.project_id for p in loaded.projects] == ["T-1", "T-2"]
    assert loaded.version == dataset.data_version(folder, GEO_DIR)
