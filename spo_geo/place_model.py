"""What the rules look up and what they answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from spo_geo.gazetteer_table import Entry

Status = Literal["resolved", "held", "unknown"]


@dataclass(frozen=True, slots=True)
class District:
    """An ADM2 unit of the boundary layer.

    Attributes
    ----------
    adm2_pcode, adm2_name : str
        P-code and name in COD-AB.
    adm1_pcode, adm1_name : str
        The province or territory it lies in.
    """

    adm2_pcode: str
    adm2_name: str
    adm1_pcode: str
    adm1_name: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a place was read as, and by which rule.

    Attributes
    ----------
    place : str
        The place as written.
    status : {'resolved', 'held', 'unknown'}
        Only `resolved` may be counted or shaded.
    rule : str
        Name of the rule that decided, as in ``docs/places.md``.
    districts : tuple of District
        What it resolves to: one, or two for "Upper/Lower Dir".
    candidates : tuple of District
        What a held place could mean, or the names nearest to an unknown one.
    note : str
        Plain words for the page and the report; may be empty.
    """

    place: str
    status: Status
    rule: str
    districts: tuple[District, ...] = ()
    candidates: tuple[District, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The gazetteer as the rules look it up.

    Attributes
    ----------
    districts : mapping of str to District
        By `adm2_pcode`.
    provinces : mapping of str to str
        `adm1_name` by `adm1_pcode`.
    places : mapping of str to tuple of Entry
        The rows, provinces apart, that claim each normalised name.
    province_words : mapping of str to str
        `adm1_pcode` by normalised name.
    divisions : mapping of str to tuple of str
        P-codes of the districts of a division by its normalised names.
    """

    districts: Mapping[str, District]
    provinces: Mapping[str, str]
    places: Mapping[str, tuple[Entry, ...]]
    province_words: Mapping[str, str]
    divisions: Mapping[str, tuple[str, ...]]

    def of(self, codes: Iterable[str]) -> tuple[District, ...]:
        """Return the districts of some P-codes, each once, in the order given.

        Parameters
        ----------
        codes : iterable of str
            P-codes of districts in the layer.

        Returns
        -------
        tuple of District
        """
        return tuple(self.districts[code] for code in dict.fromkeys(codes))
