"""Check the districts of a row by what else it says: a P-code, coordinates."""

import re
from dataclasses import replace
from functools import cached_property
from typing import Final

from spo_geo.intake.columns.grouping import column_texts
from spo_geo.intake.columns.layout import Table
from spo_geo.intake.files.cells import SheetRow
from spo_geo.intake.projects.report import At
from spo_geo.intake.projects.run import Run
from spo_geo.intake.words.coordinates import is_abroad, read_position
from spo_geo.intake.words.placesread import PlacesRead
from spo_geo.intake.words.text import one_line

_CODE: Final = re.compile(r"PK\d{3}", re.I)
_LEAST_CODES: Final = 4
_FEW: Final = 0.1
"""P-codes are those of another edition when this share of them, or less, agrees."""


class PlaceChecks:
    """Holds what a P-code or coordinates contradict; neither names a district.

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

    def checked(self, row: SheetRow, found: PlacesRead, at: At) -> PlacesRead:
        """Return the places of a row, those held that something speaks against.

        Parameters
        ----------
        row : SheetRow
            The row.
        found : PlacesRead
            Its places by their names.
        at : At
            Their cell.

        Returns
        -------
        PlacesRead
        """
        return self._located(row, self._coded(row, found), at)

    def _coded(self, row: SheetRow, found: PlacesRead) -> PlacesRead:
        code = one_line(column_texts(row, self.mapping, "pcode"))
        name = column_texts(row, self.mapping, "districts")
        if not code or not name or len(found.places) != 1:
            return found
        (place,) = found.places
        meant = self.run.places.match(code, None)
        if place.is_held or meant.districts == place.match.districts:
            return found
        if _CODE.fullmatch(code) and self._are_of_another_edition:
            return found
        if code.isdecimal() and not meant.districts and self._are_bare_numbers:
            return found
        names = " and ".join(d.adm2_name for d in meant.districts) or "no district"
        held = place.hold("P-code", f"the P-code {code} is that of {names}")
        return replace(found, places=(held,))

    @cached_property
    def _are_bare_numbers(self) -> bool:
        """Whether no code of the column is a P-code, but a number of its own kind."""
        texts = (column_texts(row, self.mapping, "pcode") for row in self.table.rows)
        bare = all(one_line(text).isdecimal() for text in texts if text)
        if bare:
            use = self.mapping.of("pcode")[0]
            at = At(self.table.sheet, self.mapping.header_rows[-1], use.header)
            self.run.report.note(at, "numbers, and no P-codes; not used to check")
        return bare

    @cached_property
    def _are_of_another_edition(self) -> bool:
        """Whether hardly a code of the column is that of the district beside it.

        P-codes are given anew when provinces change, as in 2018 with FATA.
        """
        pairs: dict[tuple[str, str], bool] = {}
        for row in self.table.rows:
            code = one_line(column_texts(row, self.mapping, "pcode"))
            name = column_texts(row, self.mapping, "districts")
            province = column_texts(row, self.mapping, "province")
            places = self.run.places.read(name, province).places
            if _CODE.fullmatch(code) and len(places) == 1 and not places[0].is_held:
                meant = self.run.places.match(code, None).districts
                pairs[code, name] = meant == places[0].match.districts
        agree = sum(pairs.values())
        other = len(pairs) >= _LEAST_CODES and agree <= _FEW * len(pairs)
        if other:
            n, use = len(pairs) - agree, self.mapping.of("pcode")[0]
            at = At(self.table.sheet, self.mapping.header_rows[-1], use.header)
            rule = f"{n} of {len(pairs)} P-codes are not those of the district beside "
            rule += "them: codes of another edition, not used to check"
            self.run.report.note(at, rule, "check one or two of them")
        return other

    def _located(self, row: SheetRow, found: PlacesRead, at: At) -> PlacesRead:
        """Let coordinates agree with a district, or hold it and show both."""
        cells = [
            one_line(column_texts(row, self.mapping, name))
            for name in ("latitude", "longitude", "coordinates")
        ]
        if not any(cells):
            return found
        position = read_position(*cells)
        words = ", ".join(filter(None, cells))
        here = replace(at, column="coordinates", value=words)
        if position is None and is_abroad(*cells):
            note = f"the coordinates {words} lie outside Pakistan"
            return found.all_held("coordinates", note)
        if position is None:
            self.run.report.note(here, "no coordinates in Pakistan; not used to check")
            return found
        lies = self.run.finder.district(position)
        named = self.gazetteer.districts[lies].adm2_name if lies else "no district"
        codes = {d.adm2_pcode for p in found.places for d in p.match.districts}
        if any(self.run.finder.agrees(position, code) for code in codes):
            return found
        if not codes:
            rule = "coordinates name no district; they only check one"
            step = f"they lie in {named}: write it?" if lies else "correct them"
            self.run.report.hold(here, rule, step)
            return found
        note = f"the coordinates {position} lie in {named}"
        places = [p if p.is_held else p.hold("coordinates", note) for p in found.places]
        return replace(found, places=tuple(places))
