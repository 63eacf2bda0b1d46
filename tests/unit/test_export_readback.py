import csv
import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from spo_geo.dataset import Dataset
from spo_geo.errors import SpoGeoError
from spo_geo.export import read_tables, to_bytes, to_csv, write_export
from spo_geo.readback import read_export, record_rows
from spo_geo.summary import summarise
from spo_geo.view import View, make_view
from tests.conftest import TINY, MakeDataset

MADE = date(2026, 11, 22)
NOT_OF_THE_FILE = ("data_version", "n_undated_left_out")


def numbers(view: View) -> dict[str, object]:
    return {k: v for k, v in summarise(view).items() if k not in NOT_OF_THE_FILE}


def read_back(view: View, folder: Path, suffix: str) -> View:
    path = folder / f"back{suffix}"
    write_export(path, view, MADE)
    return read_export(path, view.dataset)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize(
    "words",
    [
        {},
        {"year": ["2014"]},
        {"province": ["Sindh"]},
        {"district": ["Multan"], "funder": ["USAID"]},
        {"funder": ["USAID", "Oxfam", "not-stated"]},
        {"focus-area": ["not-stated"], "scope": ["provinces"]},
    ],
)
def test_read_export_gives_the_same_view(
    tiny: Dataset, tmp_path: Path, words: dict[str, list[str]], suffix: str
) -> None:
    view = make_view(tiny, tiny.filter_reader.read(words))
    back = read_back(view, tmp_path, suffix)
    assert numbers(back) == numbers(view)
    assert back.n_projects > 0
    assert back.filters == view.filters
    severities = {problem.severity for problem in back.dataset.problems}
    assert severities <= {"note", "hold"}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_read_export_gives_the_same_records(
    tiny: Dataset, tmp_path: Path, suffix: str
) -> None:
    view = make_view(tiny)
    for was, now in zip(
        view.projects, read_back(view, tmp_path, suffix).projects, strict=True
    ):
        assert (now.title, now.start, now.end) == (was.title, was.start, was.end)
        assert now.funding == was.funding
        assert now.focus_areas_used == was.focus_areas_used
        assert dict(zip(now.places, now.place_provinces, strict=True)) == dict(
            zip(was.places, was.place_provinces, strict=True)
        )


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize(
    "cells",
    [
        {"end": "ongoing"},
        {"start": "2012-03-15", "end": "2014"},
        {"districts": "Upper/Lower Dir; Karachi; Karachi; Nowhere"},
        {"districts": "Badin; Multan; Thatta", "district_provinces": "Sindh; ; Sindh"},
        {"funders": "Somebody New; =DDE", "funding_as_stated": ""},
        {"funders_web": "UNICEF; DFID", "funders_web_source": "http://x"},
        {"status": "'=odd", "scope": "count", "districts": ""},
        {"focus_area": "Education; Climate Change; HR"},
    ],
)
def test_read_export_gives_back_what_sheets_contain(
    make_dataset: MakeDataset, tmp_path: Path, cells: dict[str, str], suffix: str
) -> None:
    row = {**TINY[0], "district_provinces": "", **cells}
    view = make_view(make_dataset([row, TINY[1]]))
    back = read_back(view, tmp_path, suffix)
    assert numbers(back) == numbers(view)
    assert back.projects[0].funding == view.projects[0].funding


def test_read_export_keeps_half_of_a_place_that_means_two_districts(
    make_dataset: MakeDataset, tmp_path: Path
) -> None:
    row = dict(TINY[0], districts="Upper/Lower Dir", district_provinces="")
    dataset = make_dataset([row])
    upper = dataset.filter_reader.read({"district": ["Upper Dir"]})
    back = read_back(make_view(dataset, upper), tmp_path, ".csv")
    assert back.n_districts == 1
    assert make_view(back.dataset).n_districts == 1


def test_read_export_after_a_spreadsheet_sorted_the_rows(
    tiny: Dataset, tmp_path: Path
) -> None:
    view = make_view(tiny)
    text = to_csv(view, MADE).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    path = tmp_path / "sorted.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([header, *sorted(rows)[::-1]])
    back = read_export(path, tiny)
    ids = sorted(project.project_id for project in back.projects)
    assert ids == ["T-1", "T-2", "T-3", "T-4"]
    assert back.by_year == view.by_year
    assert back.n_project_districts == view.n_project_districts
    assert back.n_places_held == view.n_places_held


def test_read_export_without_a_stamp_is_a_plain_table(
    tiny: Dataset, tmp_path: Path
) -> None:
    filters = tiny.filter_reader.read({"year": ["2015"]})
    path = tmp_path / "cut.xlsx"
    path.write_bytes(to_bytes(make_view(tiny, filters), ".xlsx", MADE))
    book = load_workbook(path)
    del book["About"]
    book.save(path)
    back = read_export(path, tiny)
    assert not back.filters
    assert [project.project_id for project in back.projects] == ["T-2"]


def test_record_rows_are_those_of_projects_csv(tiny: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    write_export(path, make_view(tiny), MADE)
    rows = record_rows(read_tables(path), path.name, tiny.gazetteer)
    assert rows[0]["districts"] == "Badin; Thatta; Karachi"
    assert rows[0]["district_provinces"] == "Sindh; Sindh; Sindh"
    for row, given in zip(rows, TINY, strict=True):
        assert {name: row[name].casefold() for name in given} == {
            name: cell.casefold() for name, cell in given.items()
        }


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("table.ods", b"", "allowed: .csv, .xlsx"),
        ("empty.csv", b"", "no table of projects"),
        ("other.csv", b"name,place\nx,Badin\n", "no table of projects"),
        ("broken.xlsx", b"PK", "not a workbook"),
    ],
)
def test_read_export_refuses_other_files_in_one_line(
    tiny: Dataset, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SpoGeoError, match=said) as caught:
        read_export(path, tiny)
    assert "\n" not in str(caught.value)


def test_read_export_refuses_a_stamp_with_impossible_filters(
    tiny: Dataset, tmp_path: Path
) -> None:
    filters = tiny.filter_reader.read({"year": ["2014"]})
    path = tmp_path / "table.csv"
    content = to_csv(make_view(tiny, filters), MADE)
    path.write_bytes(content.replace(b"years=2014", b"years=1-999999999"))
    with pytest.raises(SpoGeoError, match="out of reach"):
        read_export(path, tiny)
