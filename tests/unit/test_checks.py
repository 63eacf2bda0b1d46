"""The check of the shipped data: that each of its rules can fail."""

import json
import shutil
from pathlib import Path

import pytest

from spo_geo.boundaries import LAYERS
from spo_geo.checks import check_all
from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.errors import DataError
from spo_geo.problems import Problem
from tests.conftest import TINY, MakeDataset

ASK = "rebuild the layer"


def result(result_id: str, project_id: str, overlaps_with: str = "") -> dict[str, str]:
    return {
        "result_id": result_id,
        "project_id": project_id,
        "indicator": "schools",
        "value": "3",
        "overlaps_with": overlaps_with,
    }


@pytest.fixture
def geo(tmp_path: Path) -> Path:
    """The layers alone, to be changed."""
    folder = tmp_path / "geo"
    folder.mkdir()
    for path in GEO_DIR.iterdir():
        if path.suffix != ".csv":
            shutil.copy(path, folder)
    return folder


def test_results_of_no_project_and_overlaps_with_no_result_are_refused(
    make_dataset: MakeDataset,
) -> None:
    rows = [
        result("R-1", "T-1"),
        result("R-2", "T-9", "R-1"),
        result("R-3", "T-1", "R-7"),
    ]
    dataset = make_dataset(TINY, results=rows)
    found = [p for p in check_all(dataset, GEO_DIR) if p.file == "results.csv"]
    assert found == [
        Problem(
            "results.csv", 3, "project_id", "T-9", "an id of projects.csv", "refuse"
        ),
        Problem(
            "results.csv", 4, "overlaps_with", "R-7", "an id of results.csv", "refuse"
        ),
    ]


def test_offices_and_presence_of_no_one_district_are_held(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset(
        TINY,
        offices=[
            {"office_id": "O-1", "town": "Badin", "kind": "office", "place": "Badin"},
            {
                "office_id": "O-2",
                "town": "Karachi",
                "kind": "office",
                "place": "Karachi",
            },
        ],
        presence=[{"place": "Badin", "adm1_name": "Punjab"}],
    )
    found = [
        (p.file, p.row, p.column, p.value, p.severity)
        for p in check_all(dataset, GEO_DIR)
        if p.file in ("offices.csv", "presence.csv")
    ]
    assert found == [
        ("offices.csv", 3, "place", "Karachi", "hold"),
        ("presence.csv", 2, "place", "Badin", "hold"),
    ]


def test_a_layer_must_hold_the_gazetteers_districts_by_code_and_name(
    tiny: Dataset, geo: Path
) -> None:
    path = geo / LAYERS[0]
    layer = json.loads(path.read_text("utf-8"))
    units = {unit["id"]: unit for unit in layer["objects"]["adm2"]["geometries"]}
    units["PK701"]["id"] = "PK799"
    units["PK727"]["properties"]["adm2_name"] = "Tatta"
    path.write_text(json.dumps(layer), "utf-8")
    assert [p for p in check_all(tiny, geo) if p.severity == "refuse"] == [
        Problem(LAYERS[0], 0, "adm2", "PK701", "missing from the layer", "refuse", ASK),
        Problem(
            LAYERS[0], 0, "adm2", "PK799", "missing from the gazetteer", "refuse", ASK
        ),
        Problem(
            LAYERS[0],
            0,
            "adm2",
            "Tatta",
            "named Thatta in the gazetteer",
            "refuse",
            ASK,
        ),
    ]


def test_a_layer_that_is_missing_stops_the_check(tiny: Dataset, geo: Path) -> None:
    (geo / LAYERS[1]).unlink()
    with pytest.raises(DataError, match=LAYERS[1]):
        check_all(tiny, geo)
