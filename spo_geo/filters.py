"""The filters of a view: values chosen, and their form in an address."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise

from spo_geo.codelists import CodeList
from spo_geo.dates import FIRST_YEAR, LAST_YEAR
from spo_geo.errors import UnknownValueError

_SPAN = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})?")


@dataclass(frozen=True, slots=True)
class Filters:
    """Values chosen in each filter; an empty filter lets everything through.

    Several values in one filter mean *or*; filters among themselves mean *and*.

    Attributes
    ----------
    years : tuple of int
        Calendar years; a project matches when it was active in any of them.
    focus_areas, funders, scopes, statuses, sources : tuple of str
        Keys of the code lists; a funder includes those below it.
    provinces, districts : tuple of str
        P-codes (``adm1_pcode``, ``adm2_pcode``).
    """

    years: tuple[int, ...] = ()
    focus_areas: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def without(self, *names: str) -> "Filters":
        """Return the filters with the named ones cleared."""
        return replace(self, **dict.fromkeys(names, ()))

    def to_query(self) -> dict[str, list[str]]:
        """Return the filters as the parameters of an address.

        Examples
        --------
        >>> Filters(years=(2014, 2015, 2016), funders=("DFID",)).to_query()
        {'years': ['2014-2016'], 'funder': ['DFID']}
        """
        query = {"years": year_spans(self.years)} if self.years else {}
        for parameter, name in PARAMETERS.items():
            if values := getattr(self, name):
                query[parameter] = list(values)
        return query


# Parameter of an address, and option of the command line, to field of Filters.
PARAMETERS = {
    "focus-area": "focus_areas",
    "funder": "funders",
    "province": "provinces",
    "district": "districts",
    "scope": "scopes",
    "status": "statuses",
    "source": "sources",
}


class FilterReader:
    """Reads filters from words, for an address or a command line.

    Parameters
    ----------
    lists : mapping of str to CodeList
        Code list of each field of `Filters` but the years.
    years : range
        Calendar years that the records reach; empty when no record has dates.
    """

    def __init__(self, lists: Mapping[str, CodeList], years: range) -> None:
        self.lists = lists
        self.years = years

    def read(self, words: Mapping[str, Sequence[str]]) -> Filters:
        """Read filters, all values of which must be known.

        Parameters
        ----------
        words : mapping of str to sequence of str
            Values as typed, by parameter: ``year``, ``years``, ``focus-area``,
            ``funder``, ``province``, ``district``, ``scope``, ``status``, ``source``.

        Returns
        -------
        Filters
            Without repeats; years in order.

        Raises
        ------
        UnknownValueError
            For the first value that the data do not hold.
        """
        filters, unknown = self.read_known(words)
        if unknown:
            raise unknown[0]
        return filters

    def read_known(
        self, words: Mapping[str, Sequence[str]]
    ) -> tuple[Filters, tuple[UnknownValueError, ...]]:
        """Read what is known, and return the errors for the rest beside it."""
        unknown: list[UnknownValueError] = []
        years: set[int] = set()
        for text in (*words.get("year", ()), *words.get("years", ())):
            try:
                years.update(self._read_years(text))
            except UnknownValueError as error:
                unknown.append(error)
        values: dict[str, tuple[str, ...]] = {}
        for parameter, name in PARAMETERS.items():
            keys: dict[str, None] = {}
            for text in words.get(parameter, ()):
                try:
                    keys[self.lists[name].resolve(text).key] = None
                except UnknownValueError as error:
                    unknown.append(error)
            values[name] = tuple(keys)
        return Filters(years=tuple(sorted(years)), **values), tuple(unknown)

    def _read_years(self, text: str) -> range:
        text = text.strip()
        span = _SPAN.fullmatch(text)
        if span:
            first = int(span[1])
            last = int(span[2]) if span[2] else max(first, self.years.stop - 1)
        elif re.fullmatch(r"\d{4}", text):
            first = last = int(text)
        else:
            raise self._unknown_years(text)
        asked = range(first, last + 1)
        reached = set(asked) & set(self.years) if first >= FIRST_YEAR else ()
        if not reached or last > LAST_YEAR:
            raise self._unknown_years(text)
        return asked

    def _unknown_years(self, text: str) -> UnknownValueError:
        allowed = [str(year) for year in self.years] or ["no record has dates"]
        return UnknownValueError(
            "unknown year",
            got=text,
            allowed=allowed,
            next_step="write a year, or a span such as 2014-2016 or 2014-",
        )


def year_spans(years: Iterable[int]) -> list[str]:
    """Write years as spans.

    Examples
    --------
    >>> year_spans([2011, 2012, 2013, 2016])
    ['2011-2013', '2016']
    """
    ordered = sorted(set(years))
    if not ordered:
        return []
    breaks = [0, *(i for i, (a, b) in enumerate(pairwise(ordered), 1) if b > a + 1)]
    runs = [ordered[i:j] for i, j in pairwise([*breaks, len(ordered)])]
    return [f"{r[0]}-{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs]
