"""Dates to the precision a source gives: a year, or a year and a month."""

import re
from dataclasses import dataclass

_FORM = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?")
_MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
FIRST_YEAR, LAST_YEAR = 1950, 2100


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year with, where it is stated, a month. No day is ever invented.

    Attributes
    ----------
    year : int
        Calendar year.
    month : int
        1 to 12, or 0 where the source gives a year only.
    """

    year: int
    month: int = 0

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}" if self.month else str(self.year)

    def label(self) -> str:
        """Return the date in words.

        Examples
        --------
        >>> PartialDate(2014, 9).label(), PartialDate(2014).label()
        ('Sep 2014', '2014')
        """
        return f"{_MONTHS[self.month - 1]} {self.year}" if self.month else f"{self}"


def parse_date(text: str) -> PartialDate | None:
    """Read ``YYYY`` or ``YYYY-MM``; anything else is None.

    Examples
    --------
    >>> parse_date("2014-09"), parse_date("2014-13"), parse_date("Sept")
    (PartialDate(year=2014, month=9), None, None)
    """
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    year, month = int(match["year"]), int(match["month"] or 0)
    if not FIRST_YEAR <= year <= LAST_YEAR or (match["month"] and not 1 <= month <= 12):
        return None
    return PartialDate(year, month)


def period_label(start: PartialDate | None, end: PartialDate | None) -> str:
    """Return a project's period in words.

    Examples
    --------
    >>> period_label(PartialDate(2011, 10), PartialDate(2014, 9))
    'Oct 2011 – Sep 2014'
    """
    if start is None and end is None:
        return "dates not stated"
    first = start.label() if start else "start not stated"
    return f"{first} – {end.label() if end else 'end not stated'}"
