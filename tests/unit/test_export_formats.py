from datetime import date
from pathlib import Path

import pytest

from spo_geo.dataset import Dataset
from spo_geo.errors import SpoGeoError
from spo_geo.export import FORMATS, export_name, read_tables, to_bytes, write_export
from spo_geo.view import make_view

MADE = date(2026, 11, 22)


@pytest.mark.parametrize("suffix", FORMATS)
def test_write_export_writes_what_to_bytes_gives(
    tiny: Dataset, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"TABLE{suffix.upper()}"
    write_export(path, make_view(tiny), MADE)
    assert path.read_bytes() == to_bytes(make_view(tiny), suffix, MADE)
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == [
        path.name
    ]


def test_write_export_names_the_endings_it_knows(tiny: Dataset, tmp_path: Path) -> None:
    with pytest.raises(SpoGeoError) as caught:
        write_export(tmp_path / "table.ods", make_view(tiny), MADE)
    assert "got 'table.ods'; allowed: .csv, .xlsx, .geojson, .gpkg" in str(caught.value)


@pytest.mark.parametrize("suffix", FORMATS)
def test_write_export_writes_nothing_when_no_project_matches(
    tiny: Dataset, tmp_path: Path, suffix: str
) -> None:
    nothing = tiny.filter_reader.read({"funder": ["DFID"], "scope": ["national"]})
    path = tmp_path / f"none{suffix}"
    with pytest.raises(SpoGeoError, match="no project matches"):
        write_export(path, make_view(tiny, nothing), MADE)
    assert not path.exists()


def test_write_export_leaves_what_was_there(tiny: Dataset, tmp_path: Path) -> None:
    with pytest.raises(SpoGeoError, match="cannot be written"):
        write_export(tmp_path / "no folder" / "a.csv", make_view(tiny), MADE)
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(SpoGeoError, match="cannot be written"):
        write_export(tmp_path / "folder.xlsx", make_view(tiny), MADE)
    assert [entry.name for entry in tmp_path.iterdir() if entry.suffix] == [
        "folder.xlsx"
    ]


def test_export_name_says_what_and_when() -> None:
    names = [export_name(suffix, MADE) for suffix in FORMATS]
    assert names == [
        "SPO_coverage_projects_20261122.csv",
        "SPO_coverage_tables_20261122.xlsx",
        "SPO_coverage_districts_20261122.geojson",
        "SPO_coverage_districts_20261122.gpkg",
    ]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00junk", b"PK\x03\x04 cut", b"[]"]
)
def test_read_tables_refuses_a_broken_file_in_one_line(
    tmp_path: Path, suffix: str, content: bytes
) -> None:
    path = tmp_path / f"broken{suffix}"
    path.write_bytes(content)
    if suffix == ".csv" and b"\xff" not in content:
        assert not any(read_tables(path).values())
        return
    with pytest.raises(SpoGeoError) as caught:
        read_tables(path)
    assert "\n" not in str(caught.value)


def test_read_tables_says_that_a_file_is_missing(tmp_path: Path) -> None:
    for suffix in FORMATS:
        with pytest.raises(SpoGeoError, match="No such file"):
            read_tables(tmp_path / f"none{suffix}")
    assert not any(tmp_path.iterdir())
