"""The places of one project: districts, provinces, a count, the country, or none."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from spo_geo.intake.columns.grouping import column_texts
from spo_geo.intake.columns.layout import Table, cell_text
from spo_geo.intake.columns.mapping import MATRIX
from spo_geo.intake.files.cells import SheetRow
from spo_geo.intake.projects.elsewhere import Elsewhere
from spo_geo.intake.projects.placechecks import PlaceChecks
from spo_geo.intake.projects.report import At
from spo_geo.intake.projects.run import Run
from spo_geo.intake.repairs.repair import Repair
from spo_geo.intake.words.marks import MARKS, NO_MARKS
from spo_geo.intake.words.numbers import read_number
from spo_geo.intake.words.parallel import write_pairs
from spo_geo.intake.words.placeorder import named_order, with_parts_named
from spo_geo.intake.words.placesplit import split_places
from spo_geo.intake.words.placesread import NOTHING, PlaceRead, PlacesRead
from spo_geo.intake.words.provinces import province_code
from spo_geo.intake.words.text import is_empty, one_line, part_of_list

SCOPES_BY_WEIGHT: Final = (
    "districts",
    "count",
    "national",
    "provinces",
    "institutional",
    "not-stated",
)
"""Of several rows of one project, the scope that says most counts."""

NAMED_IN_TEXT: Final = "a number of districts is stated; the text names some"
"""Why a cell that only counts districts waits; the suggestion names those."""

_LONGEST_TEXT: Final = 4000


@dataclass(slots=True)
class _Where:
    """What the rows of one project say of places."""

    places: list[PlaceRead] = field(default_factory=list)
    scopes: list[str] = field(default_factory=list)
    provinces: dict[str, None] = field(default_factory=dict)
    counts: dict[str, None] = field(default_factory=dict)
    words: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)


class RowPlaces:
    """Reads the places of the rows of one table.

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
        self.mapping = table.mapping
        self.gazetteer = run.dataset.gazetteer
        self.checks = PlaceChecks(run, table)
        self.elsewhere = Elsewhere(run, table)
        self.marked = {_under(u.header): u.header for u in self.mapping.of(MATRIX)}
        self.sheet_province = self._sheet_province()
        names = (u.header for f in ("districts", "place") for u in self.mapping.of(f))
        self.order = next(filter(None, map(named_order, names)), ())

    def read(
        self, rows: Sequence[SheetRow], keys: Sequence[str], text: str
    ) -> dict[str, str]:
        """Return the cells of a project that say where.

        Parameters
        ----------
        rows : sequence of SheetRow
            Its rows.
        keys : sequence of str
            Its id and title, for the repair log.
        text : str
            Its description: offered from, never read.

        Returns
        -------
        dict of str to str
            `coverage`, `scope`, `districts`, `district_provinces`, `provinces`,
            `n_districts_stated`, and `notes` on what was read as what.
        """
        where = _Where()
        for row in rows:
            self._read_row(row, keys, where)
        scope = min(where.scopes, key=SCOPES_BY_WEIGHT.index)
        scope = scope if where.places or scope != "districts" else "not-stated"
        if scope == "count":
            self._offer(rows[0], text, where)
        pairs = [self._written(place) for place in where.places]
        counts = list(where.counts)
        return {
            "coverage": one_line("; ".join(where.words)),
            "scope": "districts" if pairs else scope,
            **write_pairs("districts", pairs),
            "provinces": "; ".join(where.provinces),
            "n_districts_stated": counts[0] if len(counts) == 1 else "",
            "notes": " ".join(where.notes),
        }

    def _read_row(self, row: SheetRow, keys: Sequence[str], where: _Where) -> None:
        country = self.elsewhere.country(row)
        province = column_texts(row, self.mapping, "province") or self.sheet_province
        found, at = self._cell(row, province, keys, where)
        found = self.checks.checked(row, found, at)
        found = self.elsewhere.held(row, found, country)
        places = [p for q in found.places for p in self._decided(q, at, keys, where)]
        where.places += places
        for note in found.notes:
            self.run.report.note(at, note)
        self._report_places(row, places, at, country)
        for word in () if places else found.strange_provinces:
            there = self._at(row, "province", word)
            self.run.report.hold(
                there, "no province of this name is known", "correct it"
            )
        count = "" if country else self._count(row) or found.n_districts_stated
        plain = found.scope in ("not-stated", "provinces")
        where.scopes.append("count" if count and plain else found.scope)
        where.provinces.update(dict.fromkeys(found.provinces))
        where.counts.update(dict.fromkeys(filter(None, [count])))
        words = self._words(row, province)
        words = [", ".join([*words, country])] if country else words
        where.words.update(dict.fromkeys(words))

    def _sheet_province(self) -> str:
        """Return the province that the sheet is named for, where no column has one."""
        name = self.table.sheet if self.run.report.named else ""
        named = province_code(self.gazetteer, name) if name else None
        if named is None or self.mapping.of("province"):
            return ""
        at = At(name, self.mapping.header_rows[-1], value=name)
        self.run.report.note(at, "the sheet's name is read as the province of its rows")
        return name

    def _report_places(
        self, row: SheetRow, places: Sequence[PlaceRead], at: At, country: str
    ) -> None:
        """Report each place that waits; a row of another country once."""
        strange = "" if country else self.elsewhere.strange_province(row)
        if not country and not strange:
            self._report_held(places, at)
        elif places and not any(place.is_held for place in places):
            return  # a person placed it
        elif country:
            rule = f"the row states {country} as its country; nothing of it is placed"
            step = "leave the row out, or correct its country"
            self.run.report.hold(self._at(row, "country", country), rule, step)
        else:
            province = one_line(column_texts(row, self.mapping, "province"))
            rule = f"{strange}: another country? nothing of it is placed"
            step = "leave the row out, or choose what the column is"
            self.run.report.hold(self._at(row, "province", province), rule, step)

    def _cell(
        self, row: SheetRow, province: str, keys: Sequence[str], where: _Where
    ) -> tuple[PlacesRead, At]:
        """Read the column that rules: districts, else marks, codes, or the words."""
        for name in ("districts", "pcode"):
            text = column_texts(row, self.mapping, name)
            if text:
                at = self._at(row, name, text)
                return self._list(text, province, at, keys, where), at
        if self.mapping.of(MATRIX):
            return self._marked(row, province)
        text = column_texts(row, self.mapping, "place")
        at = self._at(row, "place", text)
        if text:
            found = self._list(text, province, at, keys, where)
            if self.mapping.of("districts") and found.places:
                found = found.all_held("location", "the column of districts is empty")
            return found, at
        return self._part(row, province)

    def _list(
        self,
        text: str,
        province: str,
        at: At,
        keys: Sequence[str],
        where: _Where,
    ) -> PlacesRead:
        """Read a cell, or take what a person said of the whole of it."""
        decision = self.run.decision("districts", one_line(text), *keys)
        found = self.run.places.read(with_parts_named(text, self.order), province)
        is_one = len(split_places(text, self.gazetteer)) < 2 and found.places
        if decision is None or is_one:
            return found
        where.notes[decision.sentence()] = None
        self.run.report.note(at, decision.sentence())
        places = tuple(self._chosen(decision))
        return replace(NOTHING, places=places, scope="districts")

    def _part(self, row: SheetRow, province: str) -> tuple[PlacesRead, At]:
        """Hold a tehsil or village: its district is not said."""
        for use in self.mapping.of("tehsil"):
            text = one_line(cell_text(row, use.index))
            if not is_empty(text):
                kind = use.header.split("/")[0].split()[0]
                words = part_of_list(f"{kind} {text}")
                found = self.run.places.read(words, province).all_held(
                    "part of a district",
                    "less than a district; the district is not said",
                )
                return found, self._at(row, "tehsil", text)
        return self.run.places.read("", province), self._at(row, "province", province)

    def _marked(self, row: SheetRow, province: str) -> tuple[PlacesRead, At]:
        """Read marks in columns that are named for districts."""
        places: list[PlaceRead] = []
        for use in self.mapping.of(MATRIX):
            mark = one_line(cell_text(row, use.index)).casefold()
            if is_empty(mark) or mark in NO_MARKS:
                continue
            above, _, name = use.header.rpartition(" / ")
            stated = above if self.gazetteer.province(above) else province
            read = self.run.places.read(name, stated).places
            if mark not in MARKS:
                rule, note = "mark", f"{mark!r} under {name}: does it work there?"
                read = tuple(place.hold(rule, note) for place in read)
            places += read
        at = At(self.table.sheet, row.number, self.mapping.of(MATRIX)[0].header)
        only = self.run.places.read("", province)
        scope = "districts" if places else only.scope
        return replace(only, places=tuple(places), scope=scope), at

    def _decided(
        self, place: PlaceRead, at: At, keys: Sequence[str], where: _Where
    ) -> list[PlaceRead]:
        """Return what a person said that a place is, else the place."""
        decision = self.run.decision("districts", place.text, *keys)
        decision = decision or self.run.decision(
            "districts", self._written(place)[0], *keys
        )
        if decision is None:
            if place.match.rule in ("coordinates", "P-code", "mark"):
                where.notes[f"{place.text}: {place.match.note}."] = None
            return [place]
        where.notes[decision.sentence()] = None
        self.run.report.note(replace(at, value=place.text), decision.sentence())
        return self._chosen(decision)

    def _chosen(self, decision: Repair) -> list[PlaceRead]:
        return [
            PlaceRead(name, province, self.run.places.match(name, province or None))
            for name, province in decision.places
            if decision.kind != "not a place"
        ]

    def _report_held(self, places: Iterable[PlaceRead], at: At) -> None:
        for place in places:
            if place.is_held:
                column = self.marked.get(place.text, at.column)
                meant = place.match.candidates
                names = ", ".join(f"{d.adm2_name} ({d.adm2_pcode})" for d in meant)
                suggestion = f"choose: {names}" if names else "write its district"
                rule = place.match.note or "no district of this name is known"
                self.run.report.hold(
                    replace(at, column=column, value=place.text), rule, suggestion
                )

    def _written(self, place: PlaceRead) -> tuple[str, str]:
        """Return the words of a place for the table, such that a held one stays held.

        A name that resolves by itself and is held for another reason gets the
        question mark that the gazetteer reads as a doubt.
        """
        text = part_of_list(place.text)
        match = self.run.places.match(text, place.province or None)
        if place.is_held and match.status == "resolved":
            text = f"{text}?"
        return text, part_of_list(place.province)

    def _count(self, row: SheetRow) -> str:
        text = one_line(column_texts(row, self.mapping, "n_districts"))
        number = read_number(text).value if text else None
        if not isinstance(number, int) or isinstance(number, bool) or not number:
            return ""
        at = self._at(row, "n_districts", text)
        most = len(self.gazetteer.districts)
        if number > most:
            rule = f"a number above the {most} districts of the map"
            self.run.report.hold(at, rule, "correct it")
            return ""
        if text != str(number):
            self.run.report.note(at, f"read as {number}")
        return str(number)

    def _words(self, row: SheetRow, province: str) -> list[str]:
        """Return the coverage of a row in its own words."""
        place = one_line(column_texts(row, self.mapping, "place"))
        names = one_line(
            column_texts(row, self.mapping, "districts").replace("\n", ", ")
        )
        if self.mapping.of(MATRIX):
            uses = self.mapping.of(MATRIX)
            marked = (u for u in uses if not is_empty(cell_text(row, u.index)))
            names = ", ".join(u.header.rpartition(" / ")[2] for u in marked)
        stated = one_line(province)
        where = f"{names} ({stated})" if names and stated else names or stated
        both = [place, where if names or not place else ""]
        return [words for words in both if words] or self._country_words(row)

    def _country_words(self, row: SheetRow) -> list[str]:
        text = one_line(column_texts(row, self.mapping, "country"))
        return [text] if text and not self.elsewhere.country(row) else []

    def _offer(self, row: SheetRow, text: str, where: _Where) -> None:
        """Offer the districts that a description names where a cell only counts."""
        names = dict.fromkeys(_named_in(text, self.run))
        if names:
            at = At(self.table.sheet, row.number, "", "; ".join(where.words))
            self.run.report.hold(
                at, NAMED_IN_TEXT, f"are these meant: {', '.join(names)}?"
            )

    def _at(self, row: SheetRow, field_name: str, text: str) -> At:
        uses = self.mapping.of(field_name)
        header = " + ".join(use.header for use in uses)
        return At(self.table.sheet, row.number, header, one_line(text))


def _under(header: str) -> str:
    """Return the lower of two names of a column."""
    return header.rpartition(" / ")[2]


def _named_in(text: str, run: Run) -> Iterable[str]:
    """Yield the listed districts that a description writes with a capital."""
    for part in split_places(text[:_LONGEST_TEXT], run.dataset.gazetteer):
        words = re.sub(r"^\W+", "", part.text).split()
        for n in range(len(words) if words and words[0][0].isupper() else 0, 0, -1):
            name = " ".join(words[:n])
            listed = run.dataset.gazetteer.lists(name)
            if listed and run.places.match(name, None).status == "resolved":
                yield name
                break
