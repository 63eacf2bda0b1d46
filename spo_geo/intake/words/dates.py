"""Read the dates of a row to the precision that is given; hold what is in doubt."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from spo_geo.dates import PartialDate
from spo_geo.intake.files.cells import Cell
from spo_geo.intake.words.datewords import Evidence, Point, collect, scan
from spo_geo.intake.words.numbers import NUMBER_WORDS
from spo_geo.intake.words.text import clean, is_empty, one_line, western_digits

SERIALS: Final = (32_874, 55_152)
"""First and last day number that is read as a date: 1990 to 2050 in a workbook."""

_DAYS_1904: Final = 1462
"""Days between the two calendars of Excel (ECMA-376, part 1, 18.17.4.1)."""

_EPOCH: Final = datetime.date(1899, 12, 30)
_ONGOING: Final = re.compile(
    r"(?:on\s?-?\s?going|till (?:date|now)|to[\s-]date|up to date|present|"
    r"current(?:ly)?|continu(?:e|es|ed|ing|ous)|in progress|open[\s-]ended|now|"
    r"onwards?|not yet (?:ended|completed)|under implementation|en cours|"
    r"جاری|تاحال|اب تک)",
    re.I,
)
_SMALL_WORDS: Final = re.compile(
    r"(?<![^\W\d_])(?:from|to|till|until|upto|up to|start(?:ing|ed)?|dates?|and|"
    r"end(?:ing|ed)?|"
    r"between|completion|completed|commenced|period|duration|through|year|month of|"
    r"since|the|of|in|on|by|du|au|de|à|w\.?\s?e\.?\s?f\.?|سے|تک|سال)(?![^\W\d_])",
    re.I,
)
_QUALIFIER: Final = re.compile(
    r"\b(?:early|mid|late|end of|beginning of|start of|circa|approx(?:imately)?|about|"
    r"around|expected|planned|tentative(?:ly)?|estimated)\b|~",
    re.I,
)
_LENGTH_WORDS: Final = re.compile(
    r"\b(?:duration|period|length|total|project|for|of|and|approx(?:imately)?|about)\b",
    re.I,
)
_HIJRI: Final = re.compile(
    r"\b(?:muharram|safar|rabi|jumad\w*|rajab|sha'?ban|ramadh?an|ramzan|shawwal|"
    r"dhul?|zul|zil)\b|\b1[34]\d\d\s*(?:a\.?h\.?|h)\b|محرم|صفر|ربیع|جمادی|رجب|شعبان|"
    r"رمضان|شوال|ذوالقعد|ذوالحج|ھ(?!\w)",
    re.I,
)
_SHORT_FISCAL: Final = re.compile(r"f\.?y\.?[\s'’]*(\d{2}|\d{4})", re.I)
_BRACKET: Final = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]")
_NUMBER: Final = r"(?<![\w.])(\d{1,3}|" + "|".join(NUMBER_WORDS) + ")"
_LENGTH: Final = re.compile(_NUMBER + r"[\s-]*months?\b", re.I)
_SPAN: Final = re.compile(
    r"(?<![\w.])(?:an?|\d{1,3}(?:\.\d+)?|"
    + "|".join(NUMBER_WORDS)
    + r")(?:\s*\(\s*\d{1,3}\s*\))?[\s-]*(?:calendar\s+)?"
    r"(?:months?|mths?|years?|yrs?|weeks?|days?)\b\.?",
    re.I,
)
"""A length: ``24 months``, ``one (1) year``, ``1.5 yrs``."""


@dataclass(frozen=True, slots=True)
class DateRead:
    """What a cell of dates says.

    Attributes
    ----------
    start, end : PartialDate or None
        As exactly as they are stated. A cell with one date has it in `start`.
    ongoing : bool
        Whether the cell says that the project goes on.
    notes : tuple of str
        How it was read, where that does not show.
    held : str
        Why it waits for a person; empty when it does not.
    suggestion : str
        What it may mean.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    ongoing: bool = False
    notes: tuple[str, ...] = ()
    held: str = ""
    suggestion: str = ""


class DateColumn:
    """Reads the cells of one column by what the whole column shows.

    Parameters
    ----------
    cells : iterable of Cell
        All its cells.
    in_workbook : bool
        Whether a bare number may be the number of a day.
    date_1904 : bool
        Whether the workbook counts days from 1904.
    """

    def __init__(
        self, cells: Iterable[Cell], *, in_workbook: bool, date_1904: bool = False
    ) -> None:
        known = tuple(cells)
        self.in_workbook = in_workbook
        self.shift = _DAYS_1904 if date_1904 else 0
        self.evidence = replace(
            collect([cell.text for cell in known]), first_days=_are_first_days(known)
        )
        self.known: dict[tuple[str, str], DateRead] = {}

    def expect_months(self) -> None:
        """Read ``2011-12`` as a month, as the column's own instruction says."""
        self.evidence = replace(self.evidence, year_month=True, year_range=False)

    def read(self, cell: Cell) -> DateRead:
        """Return what a cell says.

        Parameters
        ----------
        cell : Cell
            Of this column.

        Returns
        -------
        DateRead
            Empty for an empty cell.
        """
        key = (cell.text, cell.kind)
        if key not in self.known:
            self.known[key] = self._read(cell)
        return self.known[key]

    def _read(self, cell: Cell) -> DateRead:
        text = one_line(clean(cell.text).text)
        if is_empty(text):
            return DateRead()
        if not re.search(r"[^\W_]", _LENGTH_WORDS.sub(" ", without_length(text))):
            return DateRead(notes=(f"a length and no date: {text}",))
        if re.fullmatch(r"\d{5}(?:\.\d+)?", western_digits(text)):
            return self._serial(text)
        if cell.kind == "date":
            return self._typed(text)
        found = read_dates(text, self.evidence)
        return self._beside_length(text, found) if found.held else found

    def _beside_length(self, text: str, found: DateRead) -> DateRead:
        """Read ``24 months (July 2013 to June 2015)`` without its length."""
        rest = re.sub(r"[()\[\]:;,]", " ", without_length(text)).strip()
        if rest == text or not rest:
            return found
        read = read_dates(rest, self.evidence)
        note = f"read beside the length that is stated: {text}"
        return found if read.held else replace(read, notes=(*read.notes, note))

    def _serial(self, text: str) -> DateRead:
        days = int(float(western_digits(text))) + self.shift
        first, last = SERIALS
        reason = f"a bare number is no date: {text}"
        if not first <= days <= last:
            return DateRead(held=reason, suggestion="write the date in full")
        day = _EPOCH + datetime.timedelta(days=days)
        date = PartialDate(day.year, day.month, day.day)
        if not self.in_workbook:
            return DateRead(held=reason, suggestion=f"{date.label()}?")
        note = f"{text} is a workbook's number for {date.label()}"
        return DateRead(date, notes=(note,))

    def _typed(self, text: str) -> DateRead:
        found = read_dates(text, self.evidence)
        if found.start and found.start.day and self.evidence.first_days:
            note = "every date of the column is a first of the month: read as months"
            month = PartialDate(found.start.year, found.start.month)
            return replace(found, start=month, notes=(*found.notes, note))
        return found


def without_length(text: str) -> str:
    """Return a text without the lengths in it, such as ``24 months``."""
    return _SPAN.sub(" ", western_digits(text))


def read_dates(text: str, evidence: Evidence | None = None) -> DateRead:
    """Read one date, a period, or words such as ``ongoing``.

    Parameters
    ----------
    text : str
        A cell, not empty.
    evidence : Evidence, optional
        What its column shows.

    Returns
    -------
    DateRead

    Examples
    --------
    >>> str(read_dates("Sept-2014").start), read_dates("till date").ongoing
    ('2014-09', True)
    >>> [str(d) for d in (read_dates("FY 2014-15").start, read_dates("FY 2014-15").end)]
    ['2014-07', '2015-06']
    """
    remarks = [a or b for a, b in _BRACKET.findall(text)]
    bare = _BRACKET.sub(" ", text)
    points, rest = scan(bare, evidence or Evidence())
    ongoing = bool(_ONGOING.search(rest))
    qualifiers = [q.strip() for q in _QUALIFIER.findall(rest)]
    left = _SMALL_WORDS.sub(" ", _QUALIFIER.sub(" ", _ONGOING.sub(" ", rest)))
    if re.search(r"[^\W_]", left.replace("#", " ")):
        return _unreadable(text, points)
    notes = [f"with the words {word!r}" for word in (*qualifiers, *remarks)]
    return _combined(text, points, ongoing, tuple(notes))


def _combined(
    text: str, points: tuple[Point, ...], ongoing: bool, notes: tuple[str, ...]
) -> DateRead:
    held = [point for point in points if point.held]
    if held:
        suggestions = dict.fromkeys(point.suggestion for point in held)
        return DateRead(held=held[0].held, suggestion="; ".join(suggestions))
    notes = (*(point.note for point in points if point.note), *notes)
    if not points and ongoing:
        return DateRead(ongoing=True)
    if len(points) not in (1, 2):
        return _unreadable(text, points)
    last = points[0].last if len(points) == 1 else points[1].last or points[1].first
    if last and ongoing:
        return _unreadable(text, points)
    return DateRead(points[0].first, last, ongoing, notes)


def _unreadable(text: str, points: tuple[Point, ...]) -> DateRead:
    dates = [d.label() for point in points for d in (point.first, point.last) if d]
    if _HIJRI.search(western_digits(text)):
        reason = f"a date of the Islamic calendar: {text!r}"
        return DateRead(held=reason, suggestion="write it as Sep 2014")
    fiscal = _SHORT_FISCAL.fullmatch(western_digits(text).strip())
    if fiscal:
        year = int(fiscal[1][-2:])
        step = f"FY 20{(year - 1) % 100:02d}-{year:02d}?"
        return DateRead(held=f"one number of a fiscal year: {text!r}", suggestion=step)
    if not dates:
        return DateRead(held=f"no date: {text!r}", suggestion="write it as Sep 2014")
    reason = f"more than a date: {text!r}" if len(dates) < 3 else "more than two dates"
    return DateRead(held=reason, suggestion=" to ".join(dates[:2]) + "?")


def months_stated(text: str) -> int | None:
    """Return the length in months that a text states, such as ``six-month``.

    Examples
    --------
    >>> months_stated("a six-month intervention"), months_stated("12 months")
    (6, 12)
    """
    found = _LENGTH.search(western_digits(text))
    if found is None:
        return None
    word = found[1].casefold()
    return NUMBER_WORDS.get(word) or int(word)


def months_between(start: PartialDate, end: PartialDate) -> int | None:
    """Return the calendar months from start to end, both counted; None for years."""
    if not (start.month and end.month):
        return None
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _are_first_days(cells: Iterable[Cell]) -> bool:
    days = [
        cell.value.day
        for cell in cells
        if cell.kind == "date" and isinstance(cell.value, datetime.date)
    ]
    return bool(days) and set(days) == {1}
