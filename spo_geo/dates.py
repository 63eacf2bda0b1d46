"""Dates to the precision a source gives: a year, a month, or a day."""

import calendar
import re
from dataclasses import dataclass
from typing import Final

_FORM = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
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

ONGOING: Final = "ongoing"
"""What the end column holds when the source says that the project goes on."""


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year with, where they are stated, a month and a day. Nothing is invented.

    Attributes
    ----------
    year : int
        Calendar year.
    month : int
        1 to 12, or 0 where the source gives a year only.
    day : int
        1 to 31, or 0 where the source gives no day.
    """

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = (f"{self.year}", f"{self.month:02d}", f"{self.day:02d}")
        return "-".join(parts[: 1 + bool(self.month) + bool(self.day)])

    def label(self) -> str:
        """Return the date in words.

        Examples
        --------
        >>> PartialDate(2014, 9).label(), PartialDate(2014).label()
        ('Sep 2014', '2014')
        >>> PartialDate(2012, 6, 1).label()
        '1 Jun 2012'
        """
        if not self.month:
            return f"{self.year}"
        month = f"{_MONTHS[self.month - 1]} {self.year}"
        return f"{self.day} {month}" if self.day else month

    def ends_before(self, start: "PartialDate") -> bool:
        """Tell whether this end lies before a start, as far as both are stated.

        Examples
        --------
        >>> PartialDate(2012).ends_before(PartialDate(2012, 5))
        False
        >>> PartialDate(2012, 4).ends_before(PartialDate(2012, 5, 1))
        True
        """
        last = (self.year, self.month or 12, self.day or 31)
        return last < (start.year, start.month, start.day)


def parse_date(text: str) -> PartialDate | None:
    """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; anything else is None.

    Examples
    --------
    >>> parse_date("2014-09"), parse_date("2014-13"), parse_date("Sept")
    (PartialDate(year=2014, month=9, day=0), None, None)
    >>> parse_date("2015-02-31") is None
    True
    """
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR or (match["month"] and not 1 <= month <= 12):
        return None
    if match["day"] and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return PartialDate(year, month, day)


def period_label(
    start: PartialDate | None, end: PartialDate | None, *, ongoing: bool = False
) -> str:
    """Return a project's period in words.

    Parameters
    ----------
    start, end : PartialDate or None
        As stated.
    ongoing : bool
        Whether the source says, in place of an end, that the project goes on.

    Returns
    -------
    str

    Examples
    --------
    >>> period_label(PartialDate(2011, 10), PartialDate(2014, 9))
    'Oct 2011 – Sep 2014'
    >>> period_label(PartialDate(2016, 4), None, ongoing=True)
    'Apr 2016 – ongoing as stated'
    """
    if start is None and end is None and not ongoing:
        return "dates not stated"
    first = start.label() if start else "start not stated"
    open_end = "ongoing as stated" if ongoing else "end not stated"
    return f"{first} – {end.label() if end else open_end}"
