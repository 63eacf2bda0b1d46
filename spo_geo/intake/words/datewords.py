"""Dates in words and figures: each form read by itself and by its column."""

import calendar
import re
from dataclasses import dataclass, replace
from typing import Final

from spo_geo.dates import FIRST_YEAR, LAST_YEAR, PartialDate
from spo_geo.intake.words.dateforms import FORMS, MONTHS, SCAN
from spo_geo.intake.words.text import western_digits


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a whole column says about the habit of whoever filled it in.

    Attributes
    ----------
    day_first, month_first : bool
        Some date has a day over 12 in the first, or in the second place.
    year_month, year_range : bool
        Some ``2014-09`` can only be a month, some ``2014-15`` only two years.
    first_days : bool
        Every typed date of the column is the first of a month, as a spreadsheet
        stores a month.
    """

    day_first: bool = False
    month_first: bool = False
    year_month: bool = False
    year_range: bool = False
    first_days: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One date, or two that stand for a period, found in a text.

    Attributes
    ----------
    first : PartialDate or None
        The date; None when it is held.
    last : PartialDate or None
        The second date of a period such as ``2014-15``.
    note : str
        How it was read, where that does not show.
    held : str
        Why it cannot be read, in words; empty when it can.
    suggestion : str
        What it may mean.
    """

    first: PartialDate | None
    last: PartialDate | None = None
    note: str = ""
    held: str = ""
    suggestion: str = ""


def collect(texts: list[str]) -> Evidence:
    """Return what the dates of a column say about each other.

    Parameters
    ----------
    texts : list of str
        The cells of one column.

    Returns
    -------
    Evidence
    """
    found = Evidence()
    for text in texts:
        for hit in SCAN.finditer(western_digits(text)):
            if hit["figures"]:
                first, second = int(hit["fa"]), int(hit["fb"])
                found = replace(
                    found,
                    day_first=found.day_first or first > 12 >= second,
                    month_first=found.month_first or second > 12 >= first,
                )
            if hit["pair"]:
                follows = _follows(int(hit["py"]), int(hit["pn"]))
                month = 1 <= int(hit["pn"]) <= 12
                found = replace(
                    found,
                    year_month=found.year_month or (month and not follows),
                    year_range=found.year_range or (follows and not month),
                )
    return found


def scan(text: str, evidence: Evidence) -> tuple[tuple[Point, ...], str]:
    """Find the dates of a text.

    Parameters
    ----------
    text : str
        A cell.
    evidence : Evidence
        Of its column.

    Returns
    -------
    tuple of (tuple of Point, str)
        The dates in order, and the words that are left, dates marked by ``#``.
    """
    plain = western_digits(text)
    points = tuple(_read(hit, evidence) for hit in SCAN.finditer(plain))
    return points, SCAN.sub(" # ", plain)


_LONGEST: Final = 15
"""Most years of a project that is written as ``2013-17``."""


def _follows(year: int, short: int) -> bool:
    return (year + 1) % 100 == short


def _read(hit: re.Match[str], evidence: Evidence) -> Point:
    form = next(kind for kind in FORMS if hit[kind] is not None)
    return _READERS[form](hit, evidence)


def _point(year: int, month: int = 0, day: int = 0, note: str = "") -> Point:
    """Return a date if there is such a day."""
    text = "-".join(f"{n:02d}" for n in (year, month, day) if n)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        reason = f"no year between {FIRST_YEAR} and {LAST_YEAR}"
        return Point(None, held=f"{reason}: {year}", suggestion="correct the year")
    if month > 12 or (month and day > calendar.monthrange(year, month)[1]):
        return Point(
            None, held=f"there is no such day: {text}", suggestion="correct it"
        )
    return Point(PartialDate(year, month, day), note=note)


def _month(name: str) -> int:
    return MONTHS[name.casefold().rstrip(".")]


def _day(text: str | None) -> int:
    return int(re.sub(r"\D", "", text)) if text else 0


def _span(first: Point, last: Point, note: str) -> Point:
    held = first.held or last.held
    if held:
        return Point(None, held=held, suggestion=first.suggestion or last.suggestion)
    return Point(first.first, last.first, note)


def _fiscal(hit: re.Match[str], evidence: Evidence) -> Point:
    year = int(hit["fy"] or f"20{hit['fs2']}")
    last = int(hit["fz"] or hit["fe2"])
    if last not in (year + 1, (year + 1) % 100):
        reason = f"no fiscal year: {hit[0]}"
        return Point(None, held=reason, suggestion=f"FY {year}-{(year + 1) % 100:02d}?")
    note = f"{hit[0].strip()} is read as July {year} to June {year + 1}"
    return _span(_point(year, 7), _point(year + 1, 6), note)


def _years(hit: re.Match[str], evidence: Evidence) -> Point:
    return _span(_point(int(hit["ya"])), _point(int(hit["yb"])), "")


def _months(hit: re.Match[str], evidence: Evidence) -> Point:
    year = int(hit["my"])
    first = _point(year, _month(hit["ma"]), _day(hit["da"]))
    return _span(first, _point(year, _month(hit["mb"]), _day(hit["db"])), "")


def _iso(hit: re.Match[str], evidence: Evidence) -> Point:
    return _point(int(hit["iy"]), int(hit["im"]), int(hit["id"]))


def _figures(hit: re.Match[str], evidence: Evidence) -> Point:
    """Read ``03/04/2015``: by itself, by its column, or not at all."""
    first, second, short = int(hit["fa"]), int(hit["fb"]), int(hit["fc"])
    year = short + 2000 if short < 100 else short
    if not first or not second or (first > 12 and second > 12):
        return Point(
            None, held=f"there is no such day: {hit[0]}", suggestion="correct it"
        )
    if first > 12 or first == second:
        return _point(year, second, first)
    if second > 12:
        return _point(year, first, second, "the month stands first")
    if evidence.day_first == evidence.month_first:
        either = [
            PartialDate(year, m, d).label()
            for d, m in ((first, second), (second, first))
        ]
        reason = "the day or the month may stand first; the column does not tell"
        return Point(None, held=reason, suggestion=" or ".join(either))
    if evidence.day_first:
        return _point(year, second, first, "the day stands first, as in the column")
    return _point(year, first, second, "the month stands first, as in the column")


def _day_month(hit: re.Match[str], evidence: Evidence) -> Point:
    year = int(hit["dy"])
    note = f"the year {hit['dy']} is read as {year + 2000}" if year < 100 else ""
    year += 2000 if year < 100 else 0
    return _point(year, _month(hit["dm"]), _day(hit["dd"]), note)


def _us(hit: re.Match[str], evidence: Evidence) -> Point:
    return _point(int(hit["uy"]), _month(hit["um"]), _day(hit["ud"]))


def _month_year(hit: re.Match[str], evidence: Evidence) -> Point:
    return _point(int(hit["ny"]), _month(hit["nm"]))


def _year_month(hit: re.Match[str], evidence: Evidence) -> Point:
    return _point(int(hit["gy"]), _month(hit["gm"]), _day(hit["gd"]))


def _short(hit: re.Match[str], evidence: Evidence) -> Point:
    """Read ``Sep'14``; hold ``Sep-14``, which may be a day."""
    year, month = 2000 + int(hit["sy"]), _month(hit["sm"])
    label = PartialDate(year, month).label()
    if "'" in hit["sg"] or "’" in hit["sg"]:
        return _point(year, month, note=f"{hit[0].strip()} is read as {label}")
    reason = f"{hit[0].strip()}: the year 20{hit['sy']}, or day {int(hit['sy'])}?"
    return Point(None, held=reason, suggestion=label)


def _no_year(hit: re.Match[str], evidence: Evidence) -> Point:
    return Point(None, held=f"no year is stated: {hit[0].strip()}", suggestion="add it")


def _pair(hit: re.Match[str], evidence: Evidence) -> Point:
    """Read ``2014-09`` as a month, ``2014-15`` as years, ``2011-12`` by its column."""
    year, n = int(hit["py"]), int(hit["pn"])
    month, follows = 1 <= n <= 12, _follows(year, n)
    if month and follows and evidence.year_month == evidence.year_range:
        either = f"{PartialDate(year, n).label()} or {year} to {year + 1}"
        reason = "a month or two years; the column does not tell"
        return Point(None, held=f"{hit[0]}: {reason}", suggestion=either)
    if month and (not follows or evidence.year_month):
        return _point(year, n)
    if follows:
        note = f"{hit[0]} is read as the years {year} and {year + 1}"
        return _span(_point(year), _point(year + 1), note)
    if year % 100 < n <= year % 100 + _LONGEST and n > 12:
        last = year - year % 100 + n
        note = f"{hit[0]} is read as the years {year} to {last}"
        return _span(_point(year), _point(last), note)
    reason = f"neither a month nor two years: {hit[0]}"
    return Point(None, held=reason, suggestion="write the date in full")


def _figure_month(hit: re.Match[str], evidence: Evidence) -> Point:
    month = int(hit["qm"])
    return _point(int(hit["qy"]), month if month else 13)


def _quarter(hit: re.Match[str], evidence: Evidence) -> Point:
    year = int(hit["ry"] or hit["rz"])
    return _point(year, note=f"{hit[0].strip()}: the year is taken, no month is stated")


def _year(hit: re.Match[str], evidence: Evidence) -> Point:
    return _point(int(hit["yy"]))


_READERS: Final = {
    "fiscal": _fiscal,
    "years": _years,
    "months": _months,
    "iso": _iso,
    "figures": _figures,
    "day": _day_month,
    "us": _us,
    "month": _month_year,
    "yearmonth": _year_month,
    "short": _short,
    "noyear": _no_year,
    "pair": _pair,
    "monthyear": _figure_month,
    "quarter": _quarter,
    "year": _year,
}
