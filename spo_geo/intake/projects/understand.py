"""The door of understanding: raw cells in, projects and a report of all doubts out."""

from collections.abc import Callable
from pathlib import Path

from spo_geo.dataset import Dataset
from spo_geo.errors import DataError
from spo_geo.intake.columns.layout import find_tables
from spo_geo.intake.columns.mapping import Layout, Mapping
from spo_geo.intake.files.cells import Workbook
from spo_geo.intake.files.sheets import read_workbook
from spo_geo.intake.projects.reading import Reading
from spo_geo.intake.projects.report import Report, problems_csv
from spo_geo.intake.projects.result import Intake, Taken
from spo_geo.intake.projects.run import Run
from spo_geo.intake.repairs.repair import RepairLog

__all__ = ["Intake", "Taken", "check_file", "problems_table", "understand"]


def understand(
    workbook: Workbook,
    dataset: Dataset,
    *,
    mapping: Mapping | None = None,
    sheet: str | None = None,
    layout: Layout | None = None,
    repairs: RepairLog | None = None,
    progress: Callable[[float], None] | None = None,
) -> Intake:
    """Understand a workbook.

    Parameters
    ----------
    workbook : Workbook
        Raw cells.
    dataset : Dataset
        Gives gazetteer, funders, focus areas and the date of the data.
    mapping : Mapping, optional
        What a person said of the columns of a sheet of this shape.
    sheet : str, optional
        Read this sheet alone.
    layout : {'project', 'project_district'}, optional
        How the rows are to be read; found out when left out.
    repairs : RepairLog, optional
        What was decided about words of this or an earlier sheet.
    progress : function of float, optional
        Told now and then which share of the projects has been built, 0 to 1.

    Returns
    -------
    Intake
        Nothing is lost: each row below the header is taken, held or skipped, and
        every row that is not simply taken has a problem that says why.
    """
    named = workbook.kind != "csv"
    report = Report(workbook.file, named=named)
    decisions = (repairs or RepairLog()).decisions()
    run = Run(workbook, dataset, decisions, report, {})
    gazetteer, areas = dataset.gazetteer, dataset.records.focus_areas
    tables = find_tables(
        workbook, gazetteer, areas, sheet=sheet, mapping=mapping, funders=run.funders
    )
    return Reading(run, tables, layout, progress).intake()


def check_file(path: Path, dataset: Dataset) -> Intake:
    """Read and understand a file.

    Parameters
    ----------
    path : Path
        A sheet of any kind that `read_workbook` reads.
    dataset : Dataset
        Gives the lists and the gazetteer.

    Returns
    -------
    Intake

    Raises
    ------
    DataError
        When the file cannot be opened.
    Refused
        When it is no sheet, is broken or hostile, or beyond the limits.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(
            "the file cannot be opened",
            where=str(path),
            got=error.strerror or str(error),
        ) from error
    return understand(read_workbook(path.name, content), dataset)


def problems_table(intake: Intake) -> bytes:
    """Return the problems of an intake as a CSV file.

    Parameters
    ----------
    intake : Intake
        What was understood.

    Returns
    -------
    bytes
        UTF-8 with byte order mark, CRLF; formulas neutralised.
    """
    return problems_csv(intake.problems)
