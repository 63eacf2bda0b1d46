"""A visitor's sheet as records: the same code joins them as joins those of SPO."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from spo_geo.dataset import Dataset, join
from spo_geo.intake.compare.combine import join as join_rows
from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.projects.result import Intake, Taken
from spo_geo.project_reader import read_projects
from spo_geo.tables import Row


def own_dataset(intake: Intake, shipped: Dataset, version: str) -> Dataset:
    """Return what a sheet holds as a dataset of its own.

    Parameters
    ----------
    intake : Intake
        What was understood.
    shipped : Dataset
        Gives the gazetteer, the lists of funders and focus areas, offices and the
        presence list; none of its projects or results is taken.
    version : str
        What the sheet, with all choices, is known by.

    Returns
    -------
    Dataset
        One project a row of the intake. A row that seems to repeat another one is
        left out until a person decides, and joined to it when they are the same.
        Its problems are those of the intake.
    """
    present = shipped.records
    rows = _rows(intake, Meaning.of(shipped))
    projects, _ = read_projects(
        rows, present.funders, present.focus_areas, present.date
    )
    records = replace(present, projects=projects, results=(), problems=intake.problems)
    dataset = join(records, shipped.gazetteer, version)
    coverage = replace(dataset.coverage, problems=())  # the intake has reported them
    return replace(dataset, coverage=coverage, sheet=intake.file)


def _rows(intake: Intake, meaning: Meaning) -> Iterator[Row]:
    merged = _merged(intake.projects, meaning)
    names = _ids(intake.projects)
    for n, (taken, project_id) in enumerate(zip(intake.projects, names, strict=True)):
        if taken.repeats is None:
            cells = {**merged.get(n, taken.row), "project_id": project_id}
            cells["notes"] = " ".join(filter(None, (cells["notes"], _extra(taken))))
            yield Row(intake.file, taken.origin[0][1], cells)


def _merged(
    projects: tuple[Taken, ...], meaning: Meaning
) -> dict[int, Mapping[str, str]]:
    """Return the rows to which others were joined, by position."""
    merged: dict[int, Mapping[str, str]] = {}
    for taken in projects:
        if taken.is_same and taken.repeats is not None:
            first = taken.repeats
            while (earlier := projects[first].repeats) is not None:
                first = earlier
            present = merged.get(first, projects[first].row)
            merged[first] = join_rows(present, taken.row, taken.label, meaning)
    return merged


def _ids(projects: Iterable[Taken]) -> Iterator[str]:
    """Return an id for each project: its own, else where it stands; each once."""
    projects = tuple(projects)
    several = len({sheet for taken in projects for sheet, _ in taken.origin}) > 1
    seen: set[str] = set()
    for taken in projects:
        row = taken.label if several else f"row {taken.origin[0][1]}"
        own = taken.row["project_id"]
        known = own if own and own not in seen else f"{own} ({row})" if own else row
        seen.add(known)
        yield known


def _extra(taken: Taken) -> str:
    """Return what stands in columns that no field was found for, as text."""
    texts = "; ".join(f"{name}: {text}" for name, text in taken.extra.items())
    return f"Also in the sheet: {texts}." if texts else ""
