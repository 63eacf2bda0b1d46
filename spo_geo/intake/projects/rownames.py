"""The funders, partners, focus areas and goals of one project."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from spo_geo.codelists import CodeList
from spo_geo.intake.columns.layout import Table, cell_text
from spo_geo.intake.columns.mapping import ColumnUse
from spo_geo.intake.files.cells import SheetRow
from spo_geo.intake.projects.report import At
from spo_geo.intake.projects.run import Run
from spo_geo.intake.words.marks import is_marked
from spo_geo.intake.words.names import NameRead, read_areas, read_funders, read_partners
from spo_geo.intake.words.parallel import write_pairs
from spo_geo.intake.words.sdg import read_sdg
from spo_geo.intake.words.text import is_empty, one_line
from spo_geo.model import HELD

LONGEST: Final = 1500
"""Longest cell [characters] that is read as a list of names."""

_BASIS: Final = {"funders": "funding partner", "partner": "not stated"}
"""How a column puts its names; ``Partner`` does not say that it paid."""


class RowNames:
    """Reads the names in the rows of one table.

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
        self.known: dict[tuple[str, str], tuple[NameRead, ...]] = {}
        self.sheet_funder = self._sheet_funder()

    def read(self, rows: Sequence[SheetRow], keys: Sequence[str]) -> dict[str, str]:
        """Return the cells of a project that hold names.

        Parameters
        ----------
        rows : sequence of SheetRow
            Its rows.
        keys : sequence of str
            Its id and title, for the repair log.

        Returns
        -------
        dict of str to str
            `funders`, `funding_as_stated`, `focus_area`, `implementing_partners`,
            `collaborators`, `sdg`, `sdg_as_written`, and `notes` on repairs.
        """
        self.sentences: dict[str, None] = {}
        cells = self._funders(rows, keys)
        cells |= self._areas(rows, keys)
        for column in ("implementing_partners", "collaborators"):
            names = self._names(rows, keys, column, column, read_partners)
            cells[column] = "; ".join(name.text for name in names)
        cells |= self._sdg(rows, keys)
        return {**cells, "notes": " ".join(self.sentences)}

    def _funders(self, rows: Sequence[SheetRow], keys: Sequence[str]) -> dict[str, str]:
        codes, gazetteer = self.run.funders, self.run.dataset.gazetteer
        pairs: dict[str, str] = {}
        for field, basis in _BASIS.items():
            for name in self._names(
                rows,
                keys,
                field,
                "funders",
                lambda t: read_funders(t, codes, gazetteer),
            ):
                text = self._spelled("funders", codes, name.text)
                pairs.setdefault(text, HELD if name.held else name.basis or basis)
        for marked in self._marked_funders(rows):
            pairs.setdefault(marked, _BASIS["funders"])
        if self.sheet_funder:
            pairs.setdefault(self.sheet_funder, _BASIS["partner"])
        return write_pairs("funders", pairs.items())

    def _marked_funders(self, rows: Sequence[SheetRow]) -> list[str]:
        """Return the names of the columns of funders that are marked."""
        return [
            use.header
            for use in self.table.mapping.of("funder_mark")
            if any(is_marked(cell_text(row, use.index)) for row in rows)
        ]

    def _sheet_funder(self) -> str:
        """Return the listed funder that the sheet is named for, if no column has one.

        The name of a sheet does not say that it paid.
        """
        name = self.table.sheet if self.run.report.named else ""
        mapping = self.table.mapping
        columns = [f for f in (*_BASIS, "funder_mark") if mapping.of(f)]
        if not name or columns or self.run.funders.find(name) is None:
            return ""
        at = At(name, mapping.header_rows[-1], value=name)
        rule = "the sheet's name is a listed funder: written to its rows; whether it "
        self.run.report.note(at, f"{rule}paid is not stated", "add a column of funders")
        return name

    def _areas(self, rows: Sequence[SheetRow], keys: Sequence[str]) -> dict[str, str]:
        codes = self.run.areas
        names = self._names(
            rows, keys, "focus_area", "focus_area", lambda t: read_areas(t, codes)
        )
        texts = (self._spelled("focus_area", codes, name.text) for name in names)
        return {"focus_area": "; ".join(dict.fromkeys(texts))}

    def _spelled(self, column: str, codes: CodeList, text: str) -> str:
        return text if codes.find(text) else self.run.spelling(column, text)

    def _names(
        self,
        rows: Sequence[SheetRow],
        keys: Sequence[str],
        field: str,
        column: str,
        read: Callable[[str], Iterable[NameRead]],
    ) -> list[NameRead]:
        """Return the names in the columns of a field, each once, as decided."""
        found: dict[str, NameRead] = {}
        for row in rows:
            for use in self.table.mapping.of(field):
                for name in self._cell(row, use, keys, column, read):
                    found.setdefault(name.text, name)
        return list(found.values())

    def _cell(
        self,
        row: SheetRow,
        use: ColumnUse,
        keys: Sequence[str],
        column: str,
        read: Callable[[str], Iterable[NameRead]],
    ) -> list[NameRead]:
        text = cell_text(row, use.index)
        at = At(self.table.sheet, row.number, use.header, one_line(text))
        if is_empty(text):
            return []
        if len(text) > LONGEST:
            words = one_line(text[:80]).replace(";", ",") + " …"
            reason = f"a cell of {len(text):,} characters is no list of names"
            self.run.report.hold(at, reason, "shorten it")
            return [NameRead(words, held=True)]
        decided = self._decided(column, one_line(text), keys, at)
        if decided is not None:
            return decided
        names: list[NameRead] = []
        known = self.known.get((column, text))
        if known is None:
            known = self.known[column, text] = tuple(read(text))
        for name in known:
            chosen = self._decided(column, name.text, keys, at)
            names += [name] if chosen is None else chosen
            if chosen is None:
                self._report(name, at)
        return names

    def _decided(
        self, column: str, text: str, keys: Sequence[str], at: At
    ) -> list[NameRead] | None:
        """Return what a person said of some words, else None."""
        decision = self.run.decision(column, text, *keys)
        if decision is None:
            return None
        self.sentences[decision.sentence()] = None
        self.run.report.note(at, decision.sentence())
        return [NameRead(part) for part in decision.parts]

    def _report(self, name: NameRead, at: At) -> None:
        if name.doubt and name.held:
            self.run.report.hold(at, name.doubt, name.suggestion)
        elif name.doubt:
            self.run.report.note(at, name.doubt, name.suggestion)

    def _sdg(self, rows: Sequence[SheetRow], keys: Sequence[str]) -> dict[str, str]:
        goals: dict[int, None] = {}
        words: dict[str, None] = {}
        for row in rows:
            for use in self.table.mapping.of("sdg"):
                text = one_line(cell_text(row, use.index))
                at = At(self.table.sheet, row.number, use.header, text)
                found = meant = read_sdg(text)
                if decided := self._decided("sdg", text, keys, at) if text else None:
                    meant = read_sdg("; ".join(name.text for name in decided))
                goals.update(dict.fromkeys(meant.goals))
                words.update(dict.fromkeys(filter(None, [found.text])))
                for number in meant.wrong:
                    self.run.report.hold(at, f"there is no goal {number}", "1 to 17")
                if found.text and not (meant.goals or meant.wrong):
                    self.run.report.note(at, "no number of a goal; kept as text")
        return {
            "sdg": "; ".join(map(str, goals)),
            "sdg_as_written": " | ".join(words),
        }
