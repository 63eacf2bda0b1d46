"""All problems of ``data/`` and ``geo/`` in one table."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from spo_geo.boundaries import LAYERS, Layer, read_layer
from spo_geo.dataset import Dataset
from spo_geo.gazetteer import Gazetteer
from spo_geo.model import Office, Presence
from spo_geo.problems import Problem


def check_all(dataset: Dataset, geo_dir: Path) -> tuple[Problem, ...]:
    """Collect every problem that a person should look at.

    Parameters
    ----------
    dataset : Dataset
        The records, joined.
    geo_dir : Path
        Folder of the boundary layers.

    Returns
    -------
    tuple of Problem
        Those of the records and places, of the other tables, and of the layers.

    Raises
    ------
    DataError
        When a layer is missing or cannot be read.
    """
    layers = (
        problem
        for name in LAYERS
        for problem in _layer(name, read_layer(geo_dir / name), dataset.gazetteer)
    )
    return (*dataset.problems, *_references(dataset), *_places(dataset), *layers)


def _references(dataset: Dataset) -> Iterator[Problem]:
    """Check that results belong to a project, and overlaps to a result."""
    projects = {project.project_id for project in dataset.projects}
    results = {result.result_id for result in dataset.records.results}
    for row, result in enumerate(dataset.records.results, start=2):
        if result.project_id not in projects:
            yield _unknown(row, "project_id", result.project_id, "projects.csv")
        for other in result.overlaps_with:
            if other not in results:
                yield _unknown(row, "overlaps_with", other, "results.csv")


def _unknown(row: int, column: str, value: str, table: str) -> Problem:
    return Problem("results.csv", row, column, value, f"an id of {table}", "refuse")


def _places(dataset: Dataset) -> Iterator[Problem]:
    """List offices and presence places that name no one district."""
    records = dataset.records
    yield from _held("offices.csv", records.offices, dataset.gazetteer)
    yield from _held("presence.csv", records.presence, dataset.gazetteer)


def _held(
    file: str, rows: Iterable[Office | Presence], gazetteer: Gazetteer
) -> Iterator[Problem]:
    for number, row in enumerate(rows, start=2):
        match = gazetteer.match(row.place, row.province or None)
        if match.status != "resolved":
            yield Problem(file, number, "place", row.place, match.note, "hold")


def _layer(file: str, layer: Layer, gazetteer: Gazetteer) -> Iterator[Problem]:
    """Compare the layer with the gazetteer's districts, by code and name."""

    def problem(value: str, rule: str) -> Problem:
        return Problem(file, 0, "adm2", value, rule, "refuse", "rebuild the layer")

    drawn = {pcode: unit.name for pcode, unit in layer.adm2.items()}
    known = {pcode: d.adm2_name for pcode, d in gazetteer.districts.items()}
    for pcode in sorted(drawn.keys() ^ known.keys()):
        where = "the gazetteer" if pcode in drawn else "the layer"
        yield problem(pcode, f"missing from {where}")
    for pcode in sorted(drawn.keys() & known.keys()):
        if drawn[pcode] != known[pcode]:
            yield problem(drawn[pcode], f"named {known[pcode]} in the gazetteer")
