"""What a reader should know of the ids of a sheet; they are compared as text."""

from collections.abc import Iterable

from spo_geo.codelists import fold
from spo_geo.intake.columns.layout import Table, cell_text
from spo_geo.intake.files.cells import SheetRow
from spo_geo.intake.projects.report import At, Report
from spo_geo.intake.words.text import is_empty, one_line


def report_ids(report: Report, table: Table, rows: Iterable[SheetRow]) -> None:
    """Report ids that only case or spaces tell apart, and ids that are numbers.

    Parameters
    ----------
    report : Report
        Collects the notes.
    table : Table
        The sheet.
    rows : iterable of SheetRow
        The first row of each project.
    """
    for use in table.mapping.of("project_id"):
        seen: dict[str, tuple[str, int]] = {}
        n_numbers = 0
        for row in rows:
            text = one_line(cell_text(row, use.index))
            if is_empty(text):
                continue
            n_numbers += row.cell(use.index).kind == "number"
            first, number = seen.setdefault(fold(text), (text, row.number))
            if first != text:
                rule = f"differs from the id of row {number} by case or spaces only"
                at = At(table.sheet, row.number, use.header, text)
                report.note(at, rule, "write one of them, or give it another id")
        if n_numbers:
            rule = "ids are numbers: a zero before them (001) is lost in a spreadsheet"
            report.note(At(table.sheet, 0, use.header), rule, "store them as text")
