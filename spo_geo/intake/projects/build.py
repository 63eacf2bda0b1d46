"""Build the row of one project out of its rows in a sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from spo_geo.codelists import fold
from spo_geo.intake.columns.grouping import Entry, column_texts
from spo_geo.intake.columns.headnames import COLUMNS_OF
from spo_geo.intake.columns.layout import Table, cell_text
from spo_geo.intake.columns.mapping import MATRIX, ColumnUse
from spo_geo.intake.columns.personal import personal_signs
from spo_geo.intake.files.cells import SheetRow
from spo_geo.intake.projects.report import At
from spo_geo.intake.projects.rowdates import RowDates
from spo_geo.intake.projects.rownames import RowNames
from spo_geo.intake.projects.rowplaces import RowPlaces
from spo_geo.intake.projects.run import Run
from spo_geo.intake.projects.statuses import read_status
from spo_geo.intake.words.text import clean, is_empty, one_line, part_of_list

COLUMNS: Final = (
    "project_id",
    "title",
    "title_as_written",
    "status",
    "status_source",
    "start",
    "end",
    "dates_note",
    "coverage",
    "scope",
    "districts",
    "district_provinces",
    "provinces",
    "n_districts_stated",
    "focus_area",
    "focus_area_source",
    "focus_area_inferred",
    "focus_area_inferred_reason",
    "sdg",
    "sdg_as_written",
    "sdg_source",
    "implementing_partners",
    "collaborators",
    "funders",
    "funding_as_stated",
    "funders_web",
    "funders_web_source",
    "summary",
    "notes",
    "sources",
)
"""The columns of ``projects.csv``, in their order."""

_TEXTS: Final = ("title", "status", "summary", "notes", "sources")
_GOES_ON: Final = frozenset(
    {"ongoing", "inprogress", "continuing", "active", "current"}
)


@dataclass(frozen=True, slots=True)
class Built:
    """One project as a row of ``projects.csv``.

    Attributes
    ----------
    row : dict of str to str
        With `COLUMNS`.
    origin : tuple of (str, int)
        Sheet and row of each of its rows.
    extra : mapping of str to str
        What stands in columns that fill none of `COLUMNS`, by their names.
    headers : mapping of str to str
        Name of the sheet's column behind each filled column of ``projects.csv``.
    """

    row: dict[str, str]
    origin: tuple[tuple[str, int], ...]
    extra: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


class Builder:
    """Builds the projects of one table.

    Parameters
    ----------
    run : Run
        The file.
    table : Table
        The rows.
    """

    def __init__(self, run: Run, table: Table) -> None:
        self.run = run
        self.table = table
        self.dates = RowDates(run, table)
        self.places = RowPlaces(run, table)
        self.names = RowNames(run, table)
        self.personal = self._personal()
        self.headers = self._headers()

    def build(self, entry: Entry) -> Built:
        """Return the project of some rows, and report what is in doubt.

        Parameters
        ----------
        entry : Entry
            Its rows.

        Returns
        -------
        Built
        """
        first = entry.rows[0]
        project_id = self._id(entry)
        title = self._text(entry.rows, "title")
        summary = self._text(entry.rows, "summary")
        keys = tuple(filter(None, (project_id, title)))
        row = dict.fromkeys(COLUMNS, "")
        row |= {"project_id": project_id, "summary": summary}
        row |= self._title(first, title)
        row |= {"status": self._status(entry.rows, keys)}
        row |= self.dates.read(first, keys, f"{title} {summary}")
        places = self.places.read(entry.rows, keys, f"{title}\n{summary}")
        names = self.names.read(entry.rows, keys)
        notes = (self._notes(entry.rows), places.pop("notes"), names.pop("notes"))
        row |= {**places, **names, "notes": " ".join(filter(None, notes))}
        row["sources"] = self._sources(entry.rows)
        self._check_status(first, row)
        self._report_texts(entry.rows)
        origin = tuple((self.table.sheet, r.number) for r in entry.rows)
        return Built(row, origin, self._extra(entry.rows), self.headers)

    def _id(self, entry: Entry) -> str:
        """Return the id as text; one that is used twice is not taken again."""
        text = one_line(column_texts(entry.rows[0], self.table.mapping, "project_id"))
        if not entry.doubt:
            return text
        at = self._at(entry.rows[0], "project_id", text)
        suggestion = "give it an id of its own, or merge the two rows"
        self.run.report.hold(at, entry.doubt, suggestion, "taken without an id")
        return ""

    def _title(self, row: SheetRow, title: str) -> dict[str, str]:
        if not title:
            name = f"Untitled project (row {row.number})"
            at = self._at(row, "title", "")
            self.run.report.note(at, f"no title; shown as {name!r}", "add a title")
            return {"title": name}
        uses = self.table.mapping.of("title")
        if not uses:
            return {"title": title}
        written = one_line(row.cell(uses[0].index).text)
        differs = fold(written) != fold(title)
        return {"title": title, "title_as_written": written if differs else ""}

    def _status(self, rows: Sequence[SheetRow], keys: Sequence[str]) -> str:
        uses = self.table.mapping.of("status")
        heading = uses[0].header if uses else ""
        written = self._text(rows, "status")
        known = {p.status for p in self.run.dataset.projects if p.status}
        text = written if written in known else read_status(written, heading)
        if text != written:
            at = self._at(rows[0], "status", written)
            self.run.report.note(at, f"read as {text}")
        decision = self.run.decision("status", text, *keys) if text else None
        if decision is not None:
            return decision.read_as
        same = next((s for s in sorted(known) if fold(s) == fold(text)), "")
        return same or (self.run.spelling("status", text) if text else "")

    def _check_status(self, row: SheetRow, cells: Mapping[str, str]) -> None:
        """Point out a project that goes on and has ended."""
        year = self.run.dataset.records.date[:7]
        ended = (
            cells["end"][:1].isdigit() and cells["end"][:7] < year[: len(cells["end"])]
        )
        if fold(cells["status"]) in _GOES_ON and ended:
            at = self._at(row, "status", cells["status"])
            rule = f"goes on by its status and ended {cells['end']}; both are kept"
            self.run.report.note(at, rule, "correct one of them")

    def _text(self, rows: Sequence[SheetRow], field_name: str) -> str:
        """Return the first text of a column, on one line."""
        mapping = self.table.mapping
        texts = (one_line(column_texts(row, mapping, field_name)) for row in rows)
        return next(filter(None, texts), "")

    def _notes(self, rows: Sequence[SheetRow]) -> str:
        uses = [
            u for u in self.table.mapping.of("notes") if u.index not in self.personal
        ]
        return " ".join(_distinct(rows, uses))

    def _sources(self, rows: Sequence[SheetRow]) -> str:
        """Return the addresses of a row, and where the row itself stands."""
        texts = [column_texts(row, self.table.mapping, "sources") for row in rows]
        written = [part_of_list(line) for text in texts for line in text.split("\n")]
        numbers = ", ".join(str(row.number) for row in rows)
        noun = "row" if len(rows) == 1 else "rows"
        sheet = f", {self.table.sheet}" if self.run.report.named else ""
        own = part_of_list(f"{self.run.workbook.file}{sheet} {noun} {numbers}")
        return "; ".join(dict.fromkeys(filter(None, [*written, own])))

    def _report_texts(self, rows: Sequence[SheetRow]) -> None:
        """Say what was stripped from a text."""
        for row in rows:
            for use in self.table.mapping.uses:
                cell = row.cell(use.index)
                where = At(self.table.sheet, row.number, use.header, cell.text[:200])
                for note in clean(cell.text).notes if use.field in _TEXTS else ():
                    self.run.report.note(where, note)
                if cell.kind == "error":
                    where = At(self.table.sheet, row.number, use.header, cell.note)
                    self.run.report.note(where, "an error value; taken as empty")

    def _extra(self, rows: Sequence[SheetRow]) -> dict[str, str]:
        """Return what the other columns say, as text."""
        found: dict[str, str] = {}
        for use in self.table.mapping.uses:
            if use.field in (*COLUMNS_OF, MATRIX, "serial", "personal"):
                continue
            if use.index not in self.personal and (texts := _distinct(rows, [use])):
                name = use.header or f"column {use.index + 1}"
                found[name] = " | ".join(filter(None, (found.get(name), *texts)))
        return found

    def _personal(self) -> frozenset[int]:
        """Warn about columns that look like personal data; they are not shown."""
        found = set()
        for use in self.table.mapping.uses:
            if use.field == MATRIX:
                continue
            values = (cell_text(row, use.index) for row in self.table.rows)
            signs = personal_signs(values)
            if signs or use.field == "personal":
                what = " and ".join(signs) or "what its name says"
                rule = f"this column looks like personal data ({what}); not shown"
                at = At(self.table.sheet, 0, use.header)
                self.run.report.note(at, rule, "take it out of the sheet")
                found.add(use.index)
        return frozenset(found)

    def _headers(self) -> dict[str, str]:
        headers: dict[str, str] = {}
        for name, columns in COLUMNS_OF.items():
            for use in self.table.mapping.of(name):
                for column in columns:
                    headers.setdefault(column, use.header)
        for use in self.table.mapping.of("place"):
            headers["coverage"] = use.header
        return headers

    def _at(self, row: SheetRow, field_name: str, value: str) -> At:
        uses = self.table.mapping.of(field_name)
        return At(self.table.sheet, row.number, uses[0].header if uses else "", value)


def _distinct(rows: Iterable[SheetRow], uses: Iterable[ColumnUse]) -> list[str]:
    texts = (one_line(cell_text(row, use.index)) for row in rows for use in uses)
    return list(dict.fromkeys(text for text in texts if not is_empty(text)))
