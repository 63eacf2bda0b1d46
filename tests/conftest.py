"""Shared fixtures: the real records, and small ones with answers known by hand."""

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from spo_geo.dataset import DATA_DIR, GEO_DIR, Dataset, load

if TYPE_CHECKING:
    from spo_geo.intake.compare.meaning import Meaning

# A slow machine is no wrong example.
settings.register_profile("patient", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "patient"))

Row = Mapping[str, str]
MakeDataset = Callable[..., Dataset]


@pytest.fixture(scope="session")
def real() -> Dataset:
    """The shipped records."""
    return load(DATA_DIR, GEO_DIR)


@pytest.fixture(scope="session")
def meaning(real: Dataset) -> "Meaning":
    """What the words of a project mean in the shipped records."""
    from spo_geo.intake.compare.meaning import Meaning  # few tests need the intake

    return Meaning.of(real)


@pytest.fixture(autouse=True)
def python_limit() -> Iterator[int]:
    """Python's own limit of a field, which a package that tests import raises."""
    found = csv.field_size_limit(131_072)
    yield 131_072
    csv.field_size_limit(found)


def write_data_dir(
    folder: Path, projects: Sequence[Row], **tables: Sequence[Row]
) -> Path:
    """Write a data folder with the shipped descriptor and the given rows."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(DATA_DIR / "datapackage.json", folder)
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        name = resource["name"].replace("-", "_")
        columns = [field["name"] for field in resource["schema"]["fields"]]
        rows = projects if name == "projects" else tables.get(name)
        target = folder / f"{name}.csv"
        if rows is None:
            shutil.copy(DATA_DIR / target.name, target)
            continue
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


@pytest.fixture
def make_dataset(tmp_path: Path) -> MakeDataset:
    """Return a function that loads records given as rows."""

    def make(projects: Sequence[Row], **tables: Sequence[Row]) -> Dataset:
        tables.setdefault("results", [])
        return load(write_data_dir(tmp_path / "data", projects, **tables), GEO_DIR)

    return make


# Four projects with answers that can be worked out by hand.
TINY: tuple[Row, ...] = (
    {
        "project_id": "T-1",
        "title": "Schools",
        "status": "Completed",
        "start": "2012-03",
        "end": "2014-02",
        "coverage": "Badin, Thatta and Karachi",
        "scope": "districts",
        "districts": "Badin; Thatta; Karachi",
        "district_provinces": "Sindh; Sindh; Sindh",
        "provinces": "Sindh",
        "focus_area": "Education",
        "funders": "DFID",
        "funding_as_stated": "financial support",
    },
    {
        "project_id": "T-2",
        "title": "Courts",
        "start": "2014-01",
        "end": "2016-12",
        "coverage": "Badin and Multan",
        "scope": "districts",
        "districts": "Badin; Multan",
        "focus_area_inferred": "Human Rights",
        "focus_area_inferred_reason": "its text",
        "funders": "USAID-Gender Equity Program; Oxfam",
        "funding_as_stated": "in collaboration; financial support",
    },
    {
        "project_id": "T-3",
        "title": "Policy",
        "start": "2014",
        "coverage": "across Pakistan",
        "scope": "national",
        "focus_area": "Human rights",
    },
    {
        "project_id": "T-4",
        "title": "Undated",
        "coverage": "Punjab",
        "scope": "provinces",
        "provinces": "Punjab",
        "funders": "USAID",
        "funding_as_stated": "financial support",
    },
)


@pytest.fixture
def tiny(make_dataset: MakeDataset) -> Dataset:
    """The four projects, loaded."""
    return make_dataset(TINY)
