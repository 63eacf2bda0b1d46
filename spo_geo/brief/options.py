"""What a user chooses of a proposal kit."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from spo_geo.codelists import NOT_STATED, fold
from spo_geo.dataset import Dataset
from spo_geo.errors import SpoGeoError, UnknownValueError

COLUMNS: Final = MappingProxyType(
    {
        "record": "Record",
        "title": "Project",
        "funder": "Funder",
        "period": "Period",
        "districts": "Districts",
        "focus_area": "Focus area",
        "role": "Role of SPO",
        "results": "Key results, as stated",
        "status": "Status",
        "sdg": "SDG",
        "collaborators": "Collaborators",
        "summary": "Summary",
        "sources": "Sources",
    }
)
"""Key and heading of every column that the past-performance table can have."""

DEFAULT_COLUMNS: Final = (
    "title",
    "funder",
    "period",
    "districts",
    "focus_area",
    "role",
    "results",
)


@dataclass(frozen=True, slots=True)
class CallProfile:
    """What a call for proposals asks for; an empty profile asks for nothing.

    Attributes
    ----------
    focus_areas : tuple of str
        Keys of ``focus_areas.csv``; an area includes those below it.
    districts, provinces : tuple of str
        `adm2_pcode` and `adm1_pcode`.
    """

    focus_areas: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.focus_areas or self.districts or self.provinces)


@dataclass(frozen=True, slots=True)
class BriefOptions:
    """What a user chooses of a proposal kit.

    Attributes
    ----------
    title : str
        The user's own title; an empty one is made from the filters.
    columns : tuple of str
        Keys of `COLUMNS`, in the order wanted.
    at_most : int or None
        Projects in the table, the closest to the call first; None for all.
    call : CallProfile
        What the projects are ordered by; without it and `at_most` the order is
        that of the records.
    hide_amounts : bool
        Whether sums of money are left out.
    hide_funders : tuple of str
        Keys of funders that are not named, nor those below them.
    template : Path or None
        A Word document whose styles, header and footer are used.

    Raises
    ------
    SpoGeoError
        For columns or a number of projects that cannot be.
    """

    title: str = ""
    columns: tuple[str, ...] = DEFAULT_COLUMNS
    at_most: int | None = None
    call: CallProfile = CallProfile()
    hide_amounts: bool = False
    hide_funders: tuple[str, ...] = ()
    template: Path | None = None

    def __post_init__(self) -> None:
        if not self.columns:
            raise SpoGeoError("the table has no column", allowed=COLUMNS)
        if len(set(self.columns)) < len(self.columns):
            raise SpoGeoError("a column is named twice", got=", ".join(self.columns))
        for column in self.columns:
            if column not in COLUMNS:
                raise UnknownValueError(
                    "unknown column", got=column, allowed=tuple(COLUMNS)
                )
        if self.at_most is not None and self.at_most < 1:
            raise SpoGeoError(
                "a table needs at least one project", got=str(self.at_most)
            )


def read_brief_options(
    dataset: Dataset,
    *,
    title: str = "",
    columns: Iterable[str] = (),
    at_most: int | None = None,
    call_focus_areas: Iterable[str] = (),
    call_districts: Iterable[str] = (),
    call_provinces: Iterable[str] = (),
    hide_amounts: bool = False,
    hide_funders: Iterable[str] = (),
    template: Path | None = None,
) -> BriefOptions:
    """Read the options from words as typed.

    Parameters
    ----------
    dataset : Dataset
        Knows the names, aliases and codes.
    title, at_most, hide_amounts, template
        As in `BriefOptions`.
    columns : iterable of str
        Keys or headings of `COLUMNS`; none for the usual ones.
    call_focus_areas, call_districts, call_provinces : iterable of str
        What the call asks for, by name, alias or P-code.
    hide_funders : iterable of str
        Funders that are not named, by name, acronym or alias.

    Returns
    -------
    BriefOptions

    Raises
    ------
    UnknownValueError
        For the first word that the data do not hold.
    SpoGeoError
        For options that contradict themselves.
    """
    lists = dataset.lists
    areas = dataset.records.focus_areas
    return BriefOptions(
        title=title,
        columns=tuple(map(_column, columns)) or DEFAULT_COLUMNS,
        at_most=at_most,
        call=CallProfile(
            focus_areas=_keys(areas.resolve(word).key for word in call_focus_areas),
            districts=_keys(lists["districts"].resolve(w).key for w in call_districts),
            provinces=_keys(lists["provinces"].resolve(w).key for w in call_provinces),
        ),
        hide_amounts=hide_amounts,
        hide_funders=_keys(_funder(dataset, word) for word in hide_funders),
        template=template,
    )


def _keys(keys: Iterable[str]) -> tuple[str, ...]:
    """Return each key once, in the order given."""
    return tuple(dict.fromkeys(keys))


def _column(word: str) -> str:
    """Return the key of a column that is named by key or heading."""
    for key, heading in COLUMNS.items():
        if fold(word) in (fold(key), fold(heading)):
            return key
    raise UnknownValueError("unknown column", got=word, allowed=tuple(COLUMNS))


def _funder(dataset: Dataset, word: str) -> str:
    """Return the key of a funder that can be hidden."""
    known = dataset.records.funders.find(word)
    key = known.key if known else dataset.lists["funders"].resolve(word).key
    if key == NOT_STATED:
        raise UnknownValueError("no funder to hide", got=word)
    return key
