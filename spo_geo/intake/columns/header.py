"""Find the row, or the two rows, in which a sheet names its columns."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from spo_geo.intake.columns.headings import (
    MAX_HEADING,
    Heading,
    is_tag,
    read_heading,
    weak_field,
    year_named,
)
from spo_geo.intake.files.cells import Sheet, SheetRow
from spo_geo.intake.words.text import clean, one_line

LOOK_AT: Final = 60
"""Rows at the top of a sheet in which its header is looked for."""

_POINTS: Final = {"name": 3, "likely": 2, "": 0}
_TELLING: Final = frozenset(
    {"title", "districts", "place", "province", "funders", "start", "end", "pcode"}
)
_QUIET: Final = frozenset({"kept", "serial", "notes"})
_PAIRS: Final = (frozenset({"start", "end"}), frozenset({"longitude", "latitude"}))
_PATH: Final = re.compile(r"(?P<group>\w+(?:/\w+)*)/(?P<name>\w+)")
"""The name of a question behind the groups of a form: ``group_loc/district``."""


@dataclass(frozen=True, slots=True)
class Header:
    """The names of a sheet's columns.

    Attributes
    ----------
    first, last : int
        Positions of its rows in the sheet's rows, the first being 0.
    names : tuple of str
        A name a column; two rows are joined by `` / ``.
    headings : tuple of Heading
        What each name says.
    groups : tuple of str
        The upper name of each column where there are two rows, else empty texts.
    score : int
        How telling the names are.
    """

    first: int
    last: int
    names: tuple[str, ...]
    headings: tuple[Heading, ...]
    groups: tuple[str, ...]
    score: int


def row_texts(row: SheetRow) -> list[str]:
    """Return the cleaned one-line texts of a row's cells."""
    return [one_line(clean(cell.text).text) for cell in row.cells]


def find_header(sheet: Sheet) -> Header | None:
    """Return the header of a sheet, else None.

    Parameters
    ----------
    sheet : Sheet
        Any sheet; logos, titles and remarks may stand above the header.

    Returns
    -------
    Header or None
        The most telling row, or pair of rows, of the first `LOOK_AT`; where none
        tells anything the first row that could name columns, so that a person can
        say what they are. None when there is no such row either.
    """
    rows = sheet.rows[:LOOK_AT]
    singles = [_single(i, row_texts(row)) for i, row in enumerate(rows)]
    best = max(singles, key=lambda header: header.score, default=None)
    if best is None:
        return None
    if is_tag_row(rows[best.first]) and best.first:
        best = singles[best.first - 1]  # the names stand above their HXL tags
        return replace(best, score=max(one.score for one in singles))
    for at in (best.first, best.first - 1):
        if at >= 0 and at + 1 < len(rows) and _are_grouped(rows[at], rows[at + 1]):
            best = _pair(at, row_texts(rows[at]), row_texts(rows[at + 1]))
            break
    return best if _is_telling(best) else _first_names(rows, singles)


def next_header(rows: Sequence[SheetRow], header: Header) -> int:
    """Return the position of the row where another table begins, else of the end.

    Parameters
    ----------
    rows : sequence of SheetRow
        All rows of the sheet.
    header : Header
        The header of the table above.

    Returns
    -------
    int
        A row that names a title, or a place, and two more fields by listed names, and
        does not name the columns as the header above does.
    """
    above = {text.casefold() for text in header.names}
    for at in range(header.last + 1, len(rows)):
        row = rows[at]
        texts = row_texts(row)
        if not _names_only(row) or is_tag_row(row):
            continue
        found = _single(at, texts)
        fields = {heading.field for heading in found.headings} - {""}
        listed = sum(heading.sure == "name" for heading in found.headings)
        named = {text.casefold() for text in texts if text}
        telling = len(fields & _TELLING) >= 3 and listed * 2 > len(named)
        strange = len(named & above) * 2 < len(named)
        if telling and (strange or _is_moved(texts, header.names)):
            return at
    return len(rows)


def _is_moved(texts: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether names of columns stand in other places than above."""
    below = [text.casefold() for text in texts]
    above = [name.casefold() for name in names]
    return any(t in above and above.index(t) != i for i, t in enumerate(below) if t)


def _first_names(rows: Sequence[SheetRow], singles: Sequence[Header]) -> Header | None:
    """Return the first row of several short texts that has a row below it."""
    for row, header in zip(rows[:-1], singles, strict=False):
        if _names_only(row) and len(set(header.names) - {""}) >= 2:
            return replace(header, score=0)
    return None


def _is_telling(header: Header) -> bool:
    fields = {heading.field for heading in header.headings} - {""}
    years = sum(year_named(name) > 0 for name in header.names)
    if header.last > header.first:  # who works where, under names of provinces
        return len(fields) >= 2
    return bool(fields & _TELLING) and (len(fields) >= 2 or years >= 2)


def _single(at: int, texts: Sequence[str]) -> Header:
    read = without_groups(texts)
    headings = tuple(_weak(read, i) for i in range(len(read)))
    blank = ("",) * len(texts)
    return Header(at, at, tuple(texts), headings, blank, _score(texts, headings))


def _weak(texts: Sequence[str], at: int) -> Heading:
    """Read a name; ``From`` and ``To`` count when both stand in the row."""
    heading = read_heading(texts[at])
    weak = "" if heading.field else weak_field(texts[at])
    beside = {weak_field(text) for text in texts} if weak else set()
    if any(weak in pair and pair <= beside for pair in _PAIRS):
        return Heading(weak, "likely")
    return heading


def without_groups(texts: Sequence[str]) -> list[str]:
    """Return names without the groups of a form that several of them share.

    Parameters
    ----------
    texts : sequence of str
        A header row.

    Returns
    -------
    list of str

    Examples
    --------
    >>> without_groups(["loc/district", "loc/province", "District/Tehsil"])
    ['district', 'province', 'District/Tehsil']
    """
    found = [_PATH.fullmatch(text.strip()) for text in texts]
    groups = Counter(path["group"].split("/")[0] for path in found if path)
    return [
        path["name"] if path and groups[path["group"].split("/")[0]] > 1 else text
        for path, text in zip(found, texts, strict=True)
    ]


def _score(texts: Sequence[str], headings: Sequence[Heading]) -> int:
    """Count each field once; a row that repeats one text counts it once."""
    points: dict[str, int] = {}
    for text, heading in dict(zip(texts, headings, strict=True)).items():
        n = 1 if heading.field in _QUIET else _POINTS[heading.sure]
        points[heading.field] = max(points.get(heading.field, 0), n)
        if len(text) > MAX_HEADING and not heading.field:
            points["long"] = points.get("long", 0) - 2
    points.pop("", None)
    return sum(points.values())


def _are_grouped(above: SheetRow, below: SheetRow) -> bool:
    """Tell whether one row names groups of columns and the next the columns in them.

    Below a name that stands for one column nothing stands, or the name again; only
    below a name that reaches over several columns do others stand.
    """
    if not (_names_only(above) and _names_only(below)):
        return False
    upper, lower = row_texts(above), row_texts(below)
    if len(set(upper) - {""}) < 2:
        return False  # a title over the whole table
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    inside = [i for i in range(width) if lower[i] and lower[i] != upper[i]]
    grouped = [i for i in inside if _in_group(upper, lower, i)]
    alone = set(inside) - set(grouped)  # a group of one column, such as a province
    return len(grouped) >= 2 and not any(read_heading(upper[i]).field for i in alone)


def _in_group(upper: Sequence[str], lower: Sequence[str], at: int) -> bool:
    """Tell whether the upper name of a column reaches over its neighbours, too."""
    if not upper[at]:
        return at > 0 and bool(lower[at - 1])
    right = at + 1
    if right >= len(upper) or (upper[right] and upper[right] != upper[at]):
        return at > 0 and upper[at - 1] == upper[at]
    return bool(lower[right])


def _names_only(row: SheetRow) -> bool:
    """Tell whether a row could be one of two header rows: short texts, no values."""
    filled = [cell for cell in row.cells if cell.text.strip()]
    texts = [cell.text for cell in filled]
    plain = all(cell.kind == "text" for cell in filled)
    no_values = not any(text.strip().replace(",", "").isdigit() for text in texts)
    short = all(len(text) <= MAX_HEADING for text in texts)
    return bool(filled) and plain and no_values and short


def _pair(at: int, upper: Sequence[str], lower: Sequence[str]) -> Header:
    width = max(len(upper), len(lower))
    below = [*lower, *[""] * (width - len(lower))]
    above = _spread([*upper, *[""] * (width - len(upper))], below)
    texts = [_join(a, b) for a, b in zip(above, below, strict=True)]
    headings = tuple(_nested(a, b) for a, b in zip(above, below, strict=True))
    score = _score(texts, headings)
    return Header(at, at + 1, tuple(texts), headings, tuple(above), score)


def _spread(above: list[str], below: Sequence[str]) -> list[str]:
    """Let an upper name reach over the columns to its right that it has no name for.

    A text file knows no merged cells: ``Location,,Budget`` over
    ``Province,District,`` means that both lie under ``Location``.
    """
    spread = list(above)
    for i in range(1, len(spread)):
        if not spread[i] and below[i] and below[i - 1]:
            spread[i] = spread[i - 1]
    return spread


def _join(above: str, below: str) -> str:
    if not above or above == below:
        return below or above
    return f"{above} / {below}" if below else above


def _nested(above: str, below: str) -> Heading:
    """Read the lower name, the two together, or ``From`` under a name of dates."""
    if not below or above == below:
        return read_heading(above or below)
    alone, group = read_heading(below), read_heading(above)
    if alone.field and alone.field not in _QUIET:
        return alone
    if group.field in ("period", "duration", "start", "end") and weak_field(below):
        return Heading(weak_field(below), "likely")
    together = read_heading(f"{above} {below}")
    return together if together.field else alone


def is_tag_row(row: SheetRow) -> bool:
    """Tell whether a row holds HXL tags: at least two, and half of its cells."""
    texts = [text for text in row_texts(row) if text]
    tags = sum(map(is_tag, texts))
    return tags >= 2 and tags * 2 >= len(texts)


def is_sideways(sheet: Sheet) -> bool:
    """Tell whether the first column of a sheet names what its rows are."""
    rows = sheet.rows[:LOOK_AT]
    texts = [texts[0] for row in rows if (texts := row_texts(row))]
    fields = {read_heading(text).field for text in texts} - {""}
    return len(fields) >= 3 and bool(fields & _TELLING)
