"""Read the program's own tables back: ``projects.csv``, and what was exported."""

from collections.abc import Iterable, Sequence
from typing import Final

from spo_geo.dates import ONGOING, parse_date
from spo_geo.intake.columns.header import row_texts
from spo_geo.intake.columns.layout import Table
from spo_geo.intake.files.cells import SheetRow, Workbook
from spo_geo.intake.projects.build import COLUMNS, Built
from spo_geo.intake.projects.report import At
from spo_geo.intake.projects.run import Run
from spo_geo.intake.repairs.repair_rows import repair_row
from spo_geo.intake.words.dates import DateColumn
from spo_geo.intake.words.parallel import Pair, read_pairs, write_pairs
from spo_geo.intake.words.text import clean, one_line
from spo_geo.model import SCOPES
from spo_geo.tables import split_list

_PLACE: Final = ("place_as_written", "place_province")


class HouseReader:
    """Reads tables that have the columns of ``projects.csv``.

    Cells that read as they should stay as they are, to the letter; only a date or a
    place that does not is read like one of any other sheet.

    Parameters
    ----------
    run : Run
        The file.
    table : Table
        The rows; one a project, or one a project and place.
    """

    def __init__(self, run: Run, table: Table) -> None:
        self.run = run
        self.table = table
        self.at = {use.header: use.index for use in table.mapping.uses}
        self.dates = {name: self._dates(name) for name in ("start", "end")}
        self.beside = _places_beside(run.workbook)

    def read(self) -> list[Built]:
        """Return the projects in the order of the table."""
        groups: dict[str, list[SheetRow]] = {}
        for row in self.table.rows:
            known = self._cell(row, "project_id") or f"row {row.number}"
            if not any(self._cell(row, name) for name in ("title", "project_id")):
                known = f"row {row.number}"
            place = "place_as_written" in self.at
            groups.setdefault(known if place else f"{row.number}", []).append(row)
        return [self._project(rows) for rows in groups.values()]

    def _project(self, rows: Sequence[SheetRow]) -> Built:
        row = {name: self._cell(rows[0], name) for name in COLUMNS}
        for name in ("start", "end"):
            row |= self._date(rows[0], name, row)
        if "place_as_written" in self.at:
            row |= write_pairs("districts", list(self._long_places(rows)))
        elif "districts" not in self.at:
            places = self.beside.get(row["project_id"], [])
            row |= write_pairs("districts", places)
        row = repair_row(row, self.run.decisions)
        row |= self._places(rows[0], row)
        row["scope"] = self._scope(row)
        if not row["title"]:
            name = f"Untitled project (row {rows[0].number})"
            at = At(self.table.sheet, rows[0].number, "title")
            self.run.report.note(at, f"no title; shown as {name!r}", "add a title")
            row["title"] = name
        origin = tuple((self.table.sheet, r.number) for r in rows)
        return Built(row, origin, {}, {name: name for name in COLUMNS})

    def _cell(self, row: SheetRow, name: str) -> str:
        index = self.at.get(name)
        return "" if index is None else one_line(clean(row.cell(index).text).text)

    def _dates(self, name: str) -> DateColumn:
        index = self.at.get(name, -1)
        cells = (row.cell(index) for row in self.table.rows) if index >= 0 else ()
        book = self.run.workbook
        return DateColumn(
            cells, in_workbook=book.kind != "csv", date_1904=book.date_1904
        )

    def _date(self, row: SheetRow, name: str, cells: dict[str, str]) -> dict[str, str]:
        """Keep a date that reads; read any other like one of a foreign sheet."""
        text = cells[name]
        typed = row.cell(self.at[name]).kind == "date" if name in self.at else False
        if not text or (parse_date(text) and not typed):
            return {}
        if name == "end" and text.casefold() == ONGOING:
            return {name: ONGOING}
        if self.run.decision(name, text, cells["project_id"], cells["title"]):
            return {}  # the repair of the row reads it
        found = self.dates[name].read(row.cell(self.at[name]))
        at = At(self.table.sheet, row.number, name, text)
        if found.held:
            self.run.report.hold(at, found.held, found.suggestion)
            words = f"{name} as written: {text!r}, held."
            note = " ".join(filter(None, (cells["dates_note"], words)))
            return {name: "", "dates_note": note}
        for note in found.notes:
            self.run.report.note(at, note)
        open_end = name == "end" and found.ongoing
        return {name: ONGOING if open_end else str(found.start or "")}

    def _long_places(self, rows: Sequence[SheetRow]) -> Iterable[Pair]:
        for row in rows:
            place, province = (self._cell(row, name) for name in _PLACE)
            if place:
                yield place, province

    def _places(self, row: SheetRow, cells: dict[str, str]) -> dict[str, str]:
        """Keep places that mean something; split what is a list in one part."""
        n_sides = len(split_list(cells["district_provinces"]))
        before = read_pairs(cells, "districts")
        if n_sides not in (0, len(before)):
            at = At(self.table.sheet, row.number, "district_provinces")
            rule = f"as many parts as there are districts ({len(before)}), or none"
            self.run.report.hold(at, rule, "write n/a where none is stated")
        after = [pair for place in before for pair in self._parts(*place)]
        self._report(row, after)
        return write_pairs("districts", after) if after != before else {}

    def _parts(self, place: str, province: str) -> list[Pair]:
        if self.run.places.match(place, province or None).status != "unknown":
            return [(place, province)]
        found = self.run.places.read(place, province).places
        pairs = [(one.text, one.province or province) for one in found]
        return pairs or [(place, province)]

    def _report(self, row: SheetRow, pairs: Iterable[Pair]) -> None:
        for place, province in pairs:
            match = self.run.places.match(place, province or None)
            if match.status != "resolved":
                names = ", ".join(d.adm2_name for d in match.candidates)
                at = At(self.table.sheet, row.number, "districts", place)
                suggestion = f"choose: {names}" if names else "write its district"
                rule = match.note or "no district of this name is known"
                self.run.report.hold(at, rule, suggestion)

    def _scope(self, cells: dict[str, str]) -> str:
        if cells["districts"] or cells["scope"] in SCOPES:
            return "districts" if cells["districts"] else cells["scope"]
        return "provinces" if split_list(cells["provinces"]) else "not-stated"


def _places_beside(workbook: Workbook) -> dict[str, list[Pair]]:
    """Return the places of each project from the further sheets of an export."""
    found: dict[str, dict[Pair, None]] = {}
    for sheet in workbook.sheets:
        names: list[str] = []
        for row in sheet.rows:
            texts = row_texts(row)
            if {"project_id", *_PLACE} <= set(texts):
                names = texts
                continue
            cells = dict(zip(names, texts, strict=False))
            place, province = (cells.get(name, "") for name in _PLACE)
            if place:
                known = found.setdefault(cells.get("project_id", ""), {})
                known[place, province] = None
    return {project_id: list(pairs) for project_id, pairs in found.items()}
