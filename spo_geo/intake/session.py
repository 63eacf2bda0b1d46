"""An upload as a dataset of its own, for the page of the one visitor who made it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from spo_geo.dataset import Dataset, join
from spo_geo.intake.compare.combine import join as join_rows
from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.projects.result import Intake
from spo_geo.project_reader import read_projects
from spo_geo.tables import Row


def as_dataset(intake: Intake, dataset: Dataset) -> Dataset:
    """Return what was understood as a dataset that every view can be made of.

    Parameters
    ----------
    intake : Intake
        What was understood.
    dataset : Dataset
        Gives the lists, the gazetteer and the date of the data.

    Returns
    -------
    Dataset
        Its projects are those of the file alone, each counted once; one without an
        id is called ``NEW-`` and its row. Results and problems are those of the file.
    """
    records = dataset.records
    rows = [
        Row(intake.file, number, {**cells, "project_id": project_id})
        for number, cells, project_id in _counted(intake, Meaning.of(dataset))
    ]
    projects, problems = read_projects(
        rows, records.funders, records.focus_areas, records.date
    )
    titles = {(p.project_id, p.title) for p in projects}
    same = {p.project_id for p in records.projects if (p.project_id, p.title) in titles}
    uploaded = replace(
        records,
        projects=projects,
        problems=problems,
        results=tuple(r for r in records.results if r.project_id in same),
    )
    return join(uploaded, dataset.gazetteer, _version(intake, dataset))


def _counted(
    intake: Intake, meaning: Meaning
) -> Sequence[tuple[int, dict[str, str], str]]:
    """Return the rows that are counted, joined where a person said so."""
    kept: dict[int, dict[str, str]] = {}
    for n, taken in enumerate(intake.projects):
        if taken.repeats is None:
            kept[n] = dict(taken.row)
        elif taken.is_same and taken.repeats in kept:
            first = kept[taken.repeats]
            kept[taken.repeats] = join_rows(first, taken.row, taken.label, meaning)
    ids: set[str] = set()
    counted = []
    for n, cells in kept.items():
        number = intake.projects[n].origin[0][1]
        project_id = cells["project_id"] or f"NEW-{number}"
        while project_id in ids:
            project_id += "+"
        ids.add(project_id)
        counted.append((number, cells, project_id))
    return counted


def _version(intake: Intake, dataset: Dataset) -> str:
    """Hash the rows together with the data whose lists they were read by."""
    rows = json.dumps(intake.rows, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{dataset.version}\n{rows}".encode()).hexdigest()
