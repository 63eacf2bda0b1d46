"""Read the rows that were built as the program reads its own, and report what it says.

So nothing that is called taken can be held later, and every note on a place is the
one that the map shows.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from spo_geo.coverage import join_coverage
from spo_geo.intake.projects.build import Built
from spo_geo.intake.projects.report import At
from spo_geo.intake.projects.run import Run
from spo_geo.model import HELD, Project
from spo_geo.problems import Problem
from spo_geo.project_reader import read_projects
from spo_geo.tables import Row

_FILE: Final = "projects.csv"


def check_rows(run: Run, built: Sequence[Built]) -> None:
    """Report what reading the rows as records, and joining their places, says.

    Parameters
    ----------
    run : Run
        The file.
    built : sequence of Built
        Its projects.
    """
    projects, problems = _read(run, built)
    coverage = join_coverage(projects, run.dataset.gazetteer)
    for problem in problems:
        _report(run, built[problem.row], problem)
    for project in projects:
        if project.is_planned:
            _report_planned(run, built[int(project.project_id)], project.status)
    for problem in coverage.problems:
        if problem.severity == "note":
            _report(run, built[problem.row], problem)


def _read(
    run: Run, built: Sequence[Built]
) -> tuple[tuple[Project, ...], Iterable[Problem]]:
    rows = (
        Row(_FILE, n, {**one.row, "project_id": f"{n}"}) for n, one in enumerate(built)
    )
    records = run.dataset.records
    return read_projects(rows, records.funders, records.focus_areas, records.date)


def _report_planned(run: Run, built: Built, status: str) -> None:
    sheet, number = built.origin[0]
    at = At(sheet, number, built.headers.get("status", "status"), status)
    rule = "planned or announced only, by its status"
    run.report.note(at, rule, "change the status when the work begins")


def _report(run: Run, built: Built, problem: Problem) -> None:
    sheet, number = built.origin[0]
    header = built.headers.get(problem.column, problem.column)
    at = At(sheet, number, header, problem.value)
    if problem.severity != "hold":
        run.report.note(at, problem.rule, problem.suggestion)
    elif HELD not in built.row["funding_as_stated"].split("; ") or (
        problem.column != "funders"
    ):
        run.report.hold(at, problem.rule, problem.suggestion)
