"""What a cell of ``projects.csv`` says, apart from how it is spelled.

Two rows differ where they mean something else: other districts, another funder,
other words of a text. Another spelling of the same is no difference, nor is another
order of a list.
"""

import re
import unicodedata
from collections.abc import Hashable, Mapping
from typing import Final

from spo_geo.codelists import CodeList, fold
from spo_geo.dataset import Dataset
from spo_geo.export.cells import MAX_CELL, from_workbook, neutralise, to_workbook
from spo_geo.gazetteer import Gazetteer
from spo_geo.intake.repairs.repair import same_words
from spo_geo.intake.words.parallel import SIDE, read_pairs
from spo_geo.model import FUNDING_STATED
from spo_geo.tables import split_list

Row = Mapping[str, str]

LISTS: Final = frozenset(
    {
        "provinces",
        "focus_area",
        "sdg",
        "implementing_partners",
        "collaborators",
        "funders_web",
        "sources",
        *SIDE,
    }
)
"""Columns whose cells are lists."""

PAID: Final = "paid"
"""What every wording of `FUNDING_STATED` comes down to."""

# Characters that no workbook can hold, and the sign that stands for one.
_LOST: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd\ufffe\uffff]")
# How a row names itself as its own source.
_OWN: Final = re.compile(r" rows? \d+(, \d+)*$")
# How a project without a title is shown.
_UNTITLED: Final = re.compile(r"Untitled project \(row \d+\)")


class Meaning:
    """Reads cells by the lists and the gazetteer of a dataset.

    Parameters
    ----------
    gazetteer : Gazetteer
        Says which district a place is.
    funders, focus_areas : CodeList
        Say which spellings are one value.
    """

    def __init__(
        self, gazetteer: Gazetteer, funders: CodeList, focus_areas: CodeList
    ) -> None:
        self._gazetteer = gazetteer
        self._codes = {
            "funders": funders,
            "funders_web": funders,
            "focus_area": focus_areas,
        }
        self._places: dict[tuple[str, str], frozenset[str]] = {}

    @classmethod
    def of(cls, dataset: Dataset) -> "Meaning":
        """Return the reader for a dataset."""
        records = dataset.records
        return cls(dataset.gazetteer, records.funders, records.focus_areas)

    def value(self, row: Row, column: str) -> Hashable:
        """Return what a cell says; equal values are no difference.

        Parameters
        ----------
        row : mapping of str to str
            A row of ``projects.csv``.
        column : str
            A column; what goes with ``districts`` and ``funders`` is read with them.

        Returns
        -------
        hashable
            An empty set or text where nothing is said.
        """
        if column == "districts":
            return self.districts(row)
        if column == "funders":
            return frozenset(
                (self.part(column, name), PAID if basis in FUNDING_STATED else basis)
                for name, basis in read_pairs(row, column)
            )
        if column == "sources":
            return self.parts({column: stated_sources(row.get(column, ""))}, column)
        if column in LISTS:
            return self.parts(row, column)
        return plain(row.get(column, ""))

    def parts(self, row: Row, column: str) -> frozenset[str]:
        """Return what each part of a list cell says."""
        parts = split_list(row.get(column, ""))
        return frozenset(self.part(column, part) for part in parts)

    def part(self, column: str, part: str) -> str:
        """Return what one part of a list says: the key of a code, else its letters."""
        if column == "sources":
            return same_words(part)
        if column == "provinces":
            return self._gazetteer.province(part) or fold(part)
        codes = self._codes.get(column)
        code = codes.find(part) if codes is not None else None
        return code.key if code else fold(part) or part

    def districts(self, row: Row) -> frozenset[str]:
        """Return the districts of a row and, in their own words, its held places."""
        found: frozenset[str] = frozenset()
        for place, province in read_pairs(row, "districts"):
            found |= self.place(place, province)
        return found

    def place(self, place: str, province: str) -> frozenset[str]:
        """Return the P-codes that a place resolves to, else its own words."""
        key = (place, province)
        if key not in self._places:
            match = self._gazetteer.match(place, province or None)
            resolved = match.status == "resolved"
            codes = frozenset(district.adm2_pcode for district in match.districts)
            self._places[key] = codes if resolved else frozenset({fold(place) or place})
        return self._places[key]


def stated_sources(cell: str) -> str:
    """Return the sources that a sheet states, without the row of the sheet itself.

    That another file says the same is no difference; where it says something else,
    its row becomes a source.

    Examples
    --------
    >>> stated_sources("000:4-6; projects 2027.xlsx, Sheet1 row 7")
    '000:4-6'
    """
    return "; ".join(part for part in split_list(cell) if not _OWN.search(part))


def plain(text: str) -> str:
    r"""Return the words of a text, whatever file it came through.

    Examples
    --------
    >>> plain(" Thatta \r\n and Badin") == plain("Thatta and  Badin")
    True
    >>> plain("'=1+1") == plain("=1+1")
    True
    """
    if not text:
        return ""
    words = " ".join(unicodedata.normalize("NFC", _LOST.sub("", text)).split())
    if words.startswith("'"):
        inert = words.lstrip("'")
        return inert if neutralise(inert) != inert else words
    return "" if _UNTITLED.fullmatch(words) else words


def is_cut(text: str, whole: str) -> bool:
    """Tell whether a text is what a workbook's cell could hold of a longer one."""
    return len(whole) > MAX_CELL and from_workbook(to_workbook(whole)) == text
