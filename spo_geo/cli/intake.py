"""Commands that bring a sheet in: check FILE, import, undo, template."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from spo_geo.cli.common import (
    Commands,
    add_json,
    add_output,
    print_json,
    read_dataset,
    require_suffix,
)
from spo_geo.dataset import Dataset
from spo_geo.errors import DataError, SpoGeoError
from spo_geo.files import write_whole

if TYPE_CHECKING:
    from spo_geo.intake.columns.mapping import Mapping
    from spo_geo.intake.projects.result import Intake
    from spo_geo.intake.repairs.repair import RepairLog


def add_commands(commands: Commands) -> None:
    """Add the commands to the parser."""
    importing = commands.add_parser(
        "import", help="bring a sheet into the records: shown first, then written"
    )
    importing.add_argument("file", type=Path, help="CSV, TSV, XLSX, XLS or ODS")
    importing.add_argument(
        "--into", type=Path, required=True, metavar="DIR", help="folder of records"
    )
    importing.add_argument(
        "--dry-run", action="store_true", help="show the plan and write nothing"
    )
    add_reading(importing)
    add_json(importing)
    importing.set_defaults(run=_import)

    undo = commands.add_parser("undo", help="take the last import back")
    undo.add_argument(
        "--into", type=Path, required=True, metavar="DIR", help="folder of records"
    )
    undo.add_argument(
        "--anyway", action="store_true", help="also when the file was edited since"
    )
    undo.set_defaults(run=_undo)

    template = commands.add_parser("template", help="an empty sheet to fill in")
    add_output(template, (".xlsx",))
    template.set_defaults(run=_template)


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add what a person may say of a sheet."""
    parser.add_argument("--sheet", help="read this sheet of the workbook alone")
    parser.add_argument(
        "--layout",
        choices=("project", "project_district"),
        help="one row a project, or one a project and district (found out)",
    )
    parser.add_argument(
        "--columns",
        type=Path,
        metavar="COLUMNS.json",
        help="what the columns are, as kept from the page",
    )
    parser.add_argument(
        "--repairs", type=Path, metavar="LOG.csv", help="a repair log to apply"
    )


def read_sheet(
    path: Path, dataset: Dataset, options: argparse.Namespace, log: "RepairLog | None"
) -> "Intake":
    """Read a sheet as the options say, repaired by a log from `read_repairs`.

    Raises
    ------
    SpoGeoError
        When it cannot be opened, is no sheet, or is hostile.
    """
    from spo_geo.intake.files.sheets import read_workbook
    from spo_geo.intake.projects.understand import understand

    content = _bytes(path, "the file")
    return understand(
        read_workbook(path.name, content),
        dataset,
        mapping=_columns(options.columns),
        sheet=options.sheet,
        layout=options.layout,
        repairs=log,
    )


def read_repairs(path: Path | None) -> "RepairLog | None":
    """Read a repair log; its lines that are left out go to standard error.

    Raises
    ------
    SpoGeoError
        When it cannot be opened, or is no repair log.
    """
    from spo_geo.intake.repairs.repair_file import from_csv

    if path is None:
        return None
    log, problems = from_csv(_bytes(path, "the repair log"), path.name)
    for problem in problems:
        if problem.severity == "refuse":
            raise SpoGeoError(
                f"the repair log cannot be read: {problem.rule}",
                where=f"{path} row {problem.row}",
                got=problem.value,
                next_step=problem.suggestion,
            )
        print(problem.line(), file=sys.stderr)
    return log


def print_intake(intake: "Intake") -> None:
    """Print the counts of a sheet, which add up, and its problems.

    What keeps the whole sheet out stands above the counts; notes stand last.
    """
    counts = (
        f"{intake.rows_read} rows read = {intake.rows_taken} taken "
        f"+ {intake.rows_held} held + {intake.rows_skipped} skipped; "
        f"{len(intake.projects)} projects, {len(intake.problems)} problems"
    )
    weights = ("refuse", "hold", "skip", "note")
    ordered = sorted(intake.problems, key=lambda p: weights.index(p.severity))
    refused = [p for p in ordered if p.severity == "refuse"]
    lines = [p.line() for p in ordered]
    print("\n".join([*lines[: len(refused)], counts, *lines[len(refused) :]]))


def _columns(path: Path | None) -> "Mapping | None":
    from spo_geo.intake.columns.mapping import Mapping

    if path is None:
        return None
    content = _bytes(path, "the file of columns")
    return Mapping.from_json(content.decode("utf-8-sig", errors="replace"))


def _bytes(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(
            f"{what} cannot be opened", where=str(path), got=reason
        ) from error


def _import(options: argparse.Namespace) -> int:
    from spo_geo.intake.merging.importing import import_rows

    options.data = options.into
    dataset = read_dataset(options)
    log = read_repairs(options.repairs)
    rows = _own_rows(options.file, dataset, options.into)
    labels: tuple[str, ...] = ()
    intake = None
    if rows is None:
        intake = read_sheet(options.file, dataset, options, log)
        rows, labels = intake.rows, intake.labels
        if not options.json:
            print_intake(intake)
        if intake.is_refused:
            raise SpoGeoError("the sheet is not loaded", where=str(options.file))
    report = import_rows(
        rows,
        options.into,
        geo_dir=options.geo,
        columns=intake.mapping.columns if intake else None,
        labels=labels,
        log=log,
        what=f"import of {options.file.name}",
        dry_run=options.dry_run,
    )
    if options.json:
        sheet = intake.as_dict() if intake else None
        print_json({"sheet": sheet, "import": report.as_dict()})
    else:
        print(report.text())
    return 0


def _own_rows(
    path: Path, dataset: Dataset, data_dir: Path
) -> "tuple[dict[str, str], ...] | None":
    """Return the records of a table that this program wrote; None for other files.

    Raises
    ------
    SpoGeoError
        When it was written with a province or district filter: it lacks the places
        outside, and bringing it in would take them from the records.
    """
    from spo_geo.export import read_tables
    from spo_geo.intake.merging.table import NAME, read_table
    from spo_geo.readback import SUFFIXES, record_rows
    from spo_geo.stamps import read_stamp

    if path.suffix.lower() not in SUFFIXES:
        return None
    try:
        query = parse_qs(read_stamp(path).query)
    except SpoGeoError:  # no stamp: a sheet like any other
        return None
    if query.keys() & {"province", "district"}:
        raise SpoGeoError(
            "this export holds only the places inside a province or district filter",
            where=str(path),
            next_step="export without these filters, then import",
        )
    rows = record_rows(read_tables(path), path.name, dataset.gazetteer)
    known = read_table(data_dir / NAME).columns
    return tuple(
        {name: row[name] for name in known if name in row.cells} for row in rows
    )


def _undo(options: argparse.Namespace) -> int:
    from spo_geo.intake.merging.store import undo

    print(f"Taken back: {undo(options.into, anyway=options.anyway).what}")
    return 0


def _template(options: argparse.Namespace) -> int:
    from spo_geo.intake.template import template

    require_suffix(options.output, (".xlsx",))
    write_whole(options.output, template(read_dataset(options)))
    return 0
