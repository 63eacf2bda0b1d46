"""One reading of one workbook: tables found, rows grouped, projects built, all told."""

from collections.abc import Callable
from dataclasses import replace
from textwrap import shorten
from typing import Final

from spo_geo.intake.columns.grouping import Grouped, group
from spo_geo.intake.columns.header import is_sideways
from spo_geo.intake.columns.layout import Table, cell_text
from spo_geo.intake.columns.mapping import Layout, Mapping
from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.compare.repeats import Repeat, find_repeats
from spo_geo.intake.files.cells import SheetRow
from spo_geo.intake.projects.build import Builder, Built
from spo_geo.intake.projects.checkrows import check_rows
from spo_geo.intake.projects.house import HouseReader
from spo_geo.intake.projects.ids import report_ids
from spo_geo.intake.projects.report import At
from spo_geo.intake.projects.result import Intake, Taken
from spo_geo.intake.projects.run import Run
from spo_geo.intake.projects.tablenotes import report_table, report_workbook, words_of
from spo_geo.intake.words.marks import MARKS

_STEP: Final = 200
"""Projects from one report of progress to the next."""

_LONGEST_HEADER: Final = 120
"""Characters of a header that are shown before what it lacks."""

_NAMING: Final = ("summary", "focus_area", "implementing_partners", "collaborators")
"""Fields whose columns may name the projects of a sheet that has no titles."""


class Reading:
    """Reads the tables of one workbook.

    Parameters
    ----------
    run : Run
        The workbook and the lists.
    tables : tuple of Table
        Those that were found; none when it has none.
    layout : {'project', 'project_district'} or None
        As chosen.
    progress : function of float or None
        Told which share of the projects has been built.
    """

    def __init__(
        self,
        run: Run,
        tables: tuple[Table, ...],
        layout: Layout | None,
        progress: Callable[[float], None] | None = None,
    ) -> None:
        self.run = run
        self.report = run.report
        self.tables = tables
        self.layout = layout
        self.progress = progress
        self.n_built = 0
        self.n_rows = sum(len(table.rows) for table in tables)
        self.fate: dict[tuple[str, int], str] = {}
        self.repeats: list[Repeat] = []
        self.mapping = tables[0].mapping if tables else Mapping(())

    def intake(self) -> Intake:
        """Return what the workbook holds."""
        report_workbook(self.run, self.tables)
        built: list[Built] = []
        if not self._refused():
            for table in self.tables:
                report_table(self.report, table)
                built += self._projects(table)
        repeats = self._repeats(built)
        check_rows(self.run, built)
        self._idle_repairs()
        projects = tuple(self._taken(n, one, repeats) for n, one in enumerate(built))
        fates = [self._fate(key) for key in self.fate]
        order = sorted(self.report.problems, key=lambda p: (p.sheet, p.row))
        return Intake(
            file=self.run.workbook.file,
            projects=projects,
            problems=tuple(order),
            rows_read=len(fates),
            rows_taken=fates.count("taken"),
            rows_held=fates.count("held"),
            rows_skipped=fates.count("skipped"),
            mapping=self.mapping,
            repeats=tuple(self.repeats),
            others=self._others(),
        )

    def _others(self) -> tuple[Mapping, ...]:
        """Return the mappings of tables whose columns are not those of the first."""
        found = {one.mapping.signature: one.mapping for one in self.tables[1:]}
        found.pop(self.mapping.signature, None)
        return tuple(found.values())

    def _fate(self, key: tuple[str, int]) -> str:
        fate = self.fate[key]
        return "held" if fate == "taken" and key in self.report.held else fate

    def _refused(self) -> bool:
        """Refuse a workbook without a table of projects; its rows wait."""
        if not self.tables:
            what = "no row names the columns of a table of projects"
            step = "write a header such as: Title, District, Start, End, Donor"
            self.report.refuse(At("", 0), what, self._way_out(step))
            for sheet in self.run.workbook.sheets:
                self.fate |= {(sheet.name, row.number): "held" for row in sheet.rows}
            return True
        table = self.tables[0]
        rows = [row for one in self.tables for row in one.rows]
        if table.missing:
            what = f"the sheet lacks {' and '.join(table.missing)}"
            named = ", ".join(use.header for use in table.mapping.uses if use.header)
            header = shorten(named, _LONGEST_HEADER, placeholder=" …")
            at = At(table.sheet, table.mapping.header_rows[-1], value=header)
            step = self._way_out(_missing_step(table))
            self.report.refuse(at, what, step)
        elif not rows:
            at = At(table.sheet, table.mapping.header_rows[-1])
            self.report.refuse(at, "the sheet has a header and no rows below it", "")
        else:
            return False
        for one in self.tables:
            self.fate |= {(one.sheet, row.number): "held" for row in one.rows}
            self._skip_left_out(one)
        return True

    def _way_out(self, step: str) -> str:
        """Return the next step; another one for a sheet that lies on its side."""
        sideways = any(map(is_sideways, self.run.workbook.sheets))
        own = "its first column names them: paste it transposed"
        return own if sideways else step

    def _projects(self, table: Table) -> list[Built]:
        self._skip_left_out(table)
        if table.mapping.house:
            self.fate |= {(table.sheet, row.number): "taken" for row in table.rows}
            return HouseReader(self.run, table).read()
        grouped = group(table, self.layout)
        self._report_grouped(table, grouped)
        report_ids(self.report, table, [entry.rows[0] for entry in grouped.entries])
        builder = Builder(self.run, table)
        built = []
        for entry in grouped.entries:
            built.append(builder.build(entry))
            self.n_built += len(entry.rows)
            if self.progress and len(built) % _STEP == 0:
                self.progress(self.n_built / self.n_rows)
        return built

    def _skip_left_out(self, table: Table) -> None:
        for row, why in table.left_out:
            self.fate[table.sheet, row.number] = "skipped"
            self.report.skip(At(table.sheet, row.number, value=words_of(row)), why)

    def _report_grouped(self, table: Table, grouped: Grouped) -> None:
        for entry in grouped.entries:
            for row in entry.rows:
                self.fate[table.sheet, row.number] = "taken"
        for row, first in grouped.repeats:
            self.fate[table.sheet, row.number] = "skipped"
            why = f"row {first.number} again, to the letter"
            self.report.skip(At(table.sheet, row.number, value=words_of(row)), why)
        for row in grouped.untitled:
            rule = "no title and no facts of its own: a part of the row above?"
            step = "choose 'one row a project and district', or write the title"
            self._hold_row(table, row, rule, step)
        for row in grouped.ragged:
            self._hold_row(table, row, row.note, "check that no cell is shifted")
        if grouped.layout != table.mapping.layout:
            at = At(table.sheet, table.mapping.header_rows[-1])
            rule = "read as one row a project and district: rows of one title, dates, "
            rule += "funder and partner are one project"
            self.report.note(at, rule, "choose 'one row a project' if they are not")
            self.mapping = replace(self.mapping, layout=grouped.layout)

    def _hold_row(self, table: Table, row: SheetRow, rule: str, step: str) -> None:
        self.fate[table.sheet, row.number] = "held"
        at = At(table.sheet, row.number, value=words_of(row))
        self.report.hold(at, rule, step, "not taken as a project yet")

    def _repeats(self, built: list[Built]) -> dict[int, Repeat]:
        """Report projects that may be one; return those that are counted once."""
        rows = [one.row for one in built]
        meaning = Meaning.of(self.run.dataset)
        once: dict[int, Repeat] = {}
        for repeat in find_repeats(rows, meaning, self.run.decisions):
            self.repeats.append(repeat)
            sheet, number = built[repeat.row].origin[0]
            at = At(sheet, number, "", rows[repeat.row]["title"])
            first = built[repeat.first].origin[0][1]
            rule = f"may be the project of row {first}: {repeat.why}"
            step = "merge the two rows, or say that they are two projects"
            if repeat.decided:
                self.report.note(at, repeat.why)
            elif repeat.counted_once and repeat.row not in once:
                self.report.hold(at, rule, step, "counted once until then")
            else:
                self.report.note(at, rule, step)
            if repeat.counted_once and repeat.row not in once:
                earlier = once.get(repeat.first)
                origin = earlier.first if earlier else repeat.first
                once[repeat.row] = replace(repeat, first=origin)
        return once

    def _taken(self, n: int, built: Built, repeats: dict[int, Repeat]) -> Taken:
        held = any(key in self.report.held for key in built.origin)
        repeat = repeats.get(n)
        return Taken(
            built.row,
            built.origin,
            "held" if held else "taken",
            built.extra,
            repeat.first if repeat else None,
            bool(repeat and repeat.decided),
        )

    def _idle_repairs(self) -> None:
        for repair in self.run.decisions.idle:
            rule = f"a repair that found nothing to do: {repair.sentence()}"
            self.report.note(At("", 0, repair.column, repair.written), rule)


def _missing_step(table: Table) -> str:
    """Return the next step, with columns that could name the projects."""
    fields = {use.field for use in table.mapping.uses}
    crossed = _crossed(table)
    if len(crossed) > 1:
        marked = f"{crossed[0]!r} and {crossed[1]!r}"
        return f"names such as {marked} stand over marks: paste the sheet transposed"
    names = [
        repr(use.header)
        for field in _NAMING
        for use in table.mapping.of(field)
        if "title" not in fields and use.header
    ]
    such = f", such as {' or '.join(names[:2])}" if names else ""
    return f"choose the column{such}, or add it to the sheet"


def _crossed(table: Table) -> list[str]:
    """Return the names over columns that hold nothing but marks."""
    found = []
    for use in table.mapping.of(""):
        texts = {cell_text(row, use.index).casefold() for row in table.rows}
        if use.header and {""} != texts <= {"", *MARKS}:
            found.append(use.header)
    return found
