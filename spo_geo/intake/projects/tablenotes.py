"""What a reader should know of a workbook and its tables before any row."""

from collections.abc import Sequence

from spo_geo.intake.columns.layout import Table
from spo_geo.intake.files.cells import SheetRow
from spo_geo.intake.files.celltext import column_letters
from spo_geo.intake.projects.report import At, Report
from spo_geo.intake.projects.run import Run


def report_workbook(run: Run, tables: Sequence[Table]) -> None:
    """Report what the reader of the file said, and the sheets that were not read.

    Parameters
    ----------
    run : Run
        The workbook.
    tables : sequence of Table
        Those that are read.
    """
    for note in run.workbook.notes:
        run.report.note(At("", 0), note)
    read = {table.sheet for table in tables}
    own = any(table.mapping.house for table in tables)
    for sheet in run.workbook.sheets:
        for note in sheet.notes:
            run.report.note(At(sheet.name, 0), note)
        if sheet.name not in read and sheet.rows and not own:
            hidden = "a hidden sheet" if sheet.hidden else "this sheet"
            rule = f"{hidden} was not read ({len(sheet.rows)} rows)"
            run.report.note(At(sheet.name, 0), rule, "choose it to read it")


def report_table(report: Report, table: Table) -> None:
    """Report what each column of a table was taken for, and rows that are hidden.

    Parameters
    ----------
    report : Report
        Collects the notes.
    table : Table
        A table that is read.
    """
    number = table.mapping.header_rows[-1]
    if table.n_above:
        rule = f"{table.n_above} rows above the header were left out"
        report.note(At(table.sheet, number), rule)
    if table.mapping.called_by:
        names = " and ".join(repr(use.header) for use in table.mapping.called_by)
        rule = f"no column names the projects: each is called by {names}"
        step = "choose the column that has the titles, if there is one"
        report.note(At(table.sheet, number), rule, step)
    for use in table.mapping.uses:
        at = At(table.sheet, number, use.header, f"column {column_letters(use.index)}")
        if use.sure == "ask":
            report.hold(at, use.why, "choose what each of them is")
        elif not use.field:
            rule = "nobody knows this column; it is kept as text and not read"
            report.note(at, rule, "choose what it is, or leave it")
        elif use.sure in ("likely", "content"):
            report.note(at, f"taken for {use.field}: {use.why}")
    for row in table.rows:
        if row.hidden:
            at = At(table.sheet, row.number, value=words_of(row))
            report.note(at, "a hidden row; read like the others")


def words_of(row: SheetRow) -> str:
    """Return the beginning of what a row says."""
    texts = dict.fromkeys(cell.text.strip() for cell in row.cells)
    return " | ".join(filter(None, texts))[:120]
