"""When two rows speak of one project, and when they only look as if they did.

Identity is the id where both rows have one, else title, dates, funder and
implementing partner together. Likeness of titles only ever suggests.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from spo_geo.codelists import fold
from spo_geo.dates import parse_date
from spo_geo.intake.compare.meaning import Meaning, plain
from spo_geo.tables import split_list

Row = Mapping[str, str]
Agreement = Literal["same", "open", "other"]

ALIKE: Final = 0.6
"""Share of common words from which two titles are called alike."""

# SPO under its full name and its acronym; the name in brackets is dropped before.
_OWN: Final = frozenset({"spo", "strengtheningparticipatoryorganization"})
_SMALL: Final = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to"})
_NUMBER: Final = re.compile(r"\d+|[ivx]+|phase|year|part|round")


@dataclass(frozen=True, slots=True)
class Face:
    """What a row is recognised by.

    Attributes
    ----------
    project_id : str
        As written; may be empty.
    title : str
        Its letters and digits, caseless, ``&`` as ``and``; may be empty.
    words : frozenset of str
        The words of the title, small ones apart.
    start, end : str
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; empty for words such as ``ongoing``.
    funders, partners : frozenset of str
        By key or letters.
    districts : frozenset of str
        P-codes, and held places in their own words.
    """

    project_id: str
    title: str
    words: frozenset[str]
    start: str
    end: str
    funders: frozenset[str]
    partners: frozenset[str]
    districts: frozenset[str]


def face(row: Row, meaning: Meaning) -> Face:
    """Return what a row is recognised by.

    Parameters
    ----------
    row : mapping of str to str
        With columns of ``projects.csv``; missing ones count as empty.
    meaning : Meaning
        Reads funders and places.

    Returns
    -------
    Face
    """
    title = _spelled(plain(row.get("title", "")))
    return Face(
        project_id=row.get("project_id", "").strip(),
        title=fold(title),
        words=frozenset(_stem(w) for w in re.findall(r"\w+", title)) - _SMALL,
        start=str(parse_date(row.get("start", "").strip()) or ""),
        end=str(parse_date(row.get("end", "").strip()) or ""),
        funders=meaning.parts(row, "funders"),
        partners=frozenset(_partners(row.get("implementing_partners", ""))),
        districts=meaning.districts(row),
    )


def identity(row: Row) -> str:
    """Return the words that stand for a row without an id, in a log or a message.

    Examples
    --------
    >>> identity({"title": "Schools", "start": "2012-03", "funders": "DFID"})
    'Schools | 2012-03 | DFID'
    """
    named = ("title",) if plain(row.get("title", "")) else ("coverage", "districts")
    names = (*named, "start", "end", "funders", "implementing_partners")
    return " | ".join(filter(None, (plain(row.get(name, "")) for name in names)))


def keys(row: Row) -> tuple[str, ...]:
    """Return what a row is called in a repair log: its id, then its identity."""
    return tuple(filter(None, (row.get("project_id", "").strip(), identity(row))))


def agreement(one: Face, other: Face) -> Agreement:
    """Compare two rows by title, dates, funder and implementing partner.

    Parameters
    ----------
    one, other : Face
        Two rows.

    Returns
    -------
    {'same', 'open', 'other'}
        ``same``: the titles agree, so does a date or a funder, and nothing speaks
        against it. ``open``: the titles agree, and either nothing else is stated by
        both, or one of start, end and funder differs while the other two agree.
        ``other``: another title, another partner, or more speaks against. Two rows
        without a title are ``same`` only if they name the same districts, too.
    """
    if one.title != other.title or _names(one.partners, other.partners) is False:
        return "other"
    clues = list(_clues(one, other).values())
    if not one.title:
        by_place = bool(one.districts) and one.districts == other.districts
        return "same" if by_place and True in clues and False not in clues else "other"
    if False in clues:
        return "open" if clues.count(True) == len(clues) - 1 else "other"
    return "same" if True in clues else "open"


def likeness(one: Face, other: Face) -> str:
    """Say why two rows that are not the same may yet be one project.

    Parameters
    ----------
    one, other : Face
        Two rows.

    Returns
    -------
    str
        The reason in words; empty where there is none.
    """
    if _names(one.partners, other.partners) is False and one.title == other.title:
        return ""
    if one.title and one.title == other.title:
        return f"same title, {_difference(one, other)}"
    if same_work(one, other):
        return "same districts, dates and funder under another title"
    if _same_places(one, other):
        return f"same districts, {_common(one, other)} under another title"
    return _alike_titles(one, other)


def why_not_settled(one: Face, other: Face) -> str:
    """Say why two rows of one identity wait for a person, `agreement` being given."""
    clues = _clues(one, other)
    words = "same title" if one.title else "no title, same districts"
    if agreeing := [name for name, agrees in clues.items() if agrees]:
        words += f", {' and '.join(agreeing)}"
    if differing := [name for name, agrees in clues.items() if agrees is False]:
        return f"{words}, another {' and '.join(differing)}"
    if not agreeing:
        return f"{words}, and no date or funder that both state"
    if one.project_id and other.project_id:
        return f"{words}, another id"
    return f"{words}, and more than one row or project has them"


def id_reused(one: Face, other: Face) -> bool:
    """Tell whether two rows of one id have nothing else in common."""
    common, every = one.words & other.words, one.words | other.words
    unlike = len(common) < ALIKE * len(every)
    titled = bool(one.title and other.title)
    return titled and unlike and _dates(one.start, other.start) is False


def same_work(one: Face, other: Face) -> bool:
    """Tell whether two rows state the same districts, both dates, and a funder."""
    return (
        bool(one.districts and one.start and one.end)
        and one.districts == other.districts
        and (one.start, one.end) == (other.start, other.end)
        and _names(one.funders, other.funders) is True
    )


def overlap(one: Face, other: Face) -> bool:
    """Tell whether the periods of two rows, as far as stated, have a month in common.

    False where one of them states no date.
    """
    if not (one.start or one.end) or not (other.start or other.end):
        return False
    (first, last), (other_first, other_last) = _period(one), _period(other)
    return first <= other_last and other_first <= last


def _clues(one: Face, other: Face) -> dict[str, bool | None]:
    """Compare what identity rests on beside title and partner."""
    return {
        "start": _dates(one.start, other.start),
        "end": _dates(one.end, other.end),
        "funder": _names(one.funders, other.funders),
    }


def _spelled(title: str) -> str:
    title = unicodedata.normalize("NFKC", title).casefold().replace("&", " and ")
    return re.sub(r"\bprogramme", "program", title)


def _stem(word: str) -> str:
    """Drop the ending of a plural, for the likeness of titles only."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _partners(cell: str) -> Iterable[str]:
    for part in split_list(cell):
        name = fold(re.sub(r"\([^)]*\)", "", part)) or fold(part)
        yield "spo" if name in _OWN else name or part


def _dates(one: str, other: str) -> bool | None:
    """Compare two dates: None where one is empty, or only less exact."""
    if not one or not other:
        return None
    if one == other:
        return True
    return None if one.startswith(other) or other.startswith(one) else False


def _names(one: frozenset[str], other: frozenset[str]) -> bool | None:
    """Compare two lists of names: None where one is empty."""
    return bool(one & other) if one and other else None


def _period(row: Face) -> tuple[str, str]:
    """Return first and last month as text that sorts."""
    first, last = row.start or row.end, row.end or row.start
    return (
        first[:7] if len(first) > 4 else f"{first}-01",
        last[:7] if len(last) > 4 else f"{last}-12",
    )


def _difference(one: Face, other: Face) -> str:
    differs = [
        name
        for name, same in (
            ("other dates", (one.start, one.end) == (other.start, other.end)),
            ("another funder", one.funders == other.funders),
            ("other districts", one.districts == other.districts),
        )
        if not same
    ]
    return " and ".join(differs) or "other words"


def _same_places(one: Face, other: Face) -> bool:
    """Tell whether both name the same two or more districts at the same time."""
    if len(one.districts) < 2 or one.districts != other.districts:
        return False
    return bool(_common(one, other))


def _common(one: Face, other: Face) -> str:
    if len(one.start) > 4 and one.start == other.start:
        return "same start"
    shares = _names(one.funders, other.funders) is True
    return "same funder and overlapping dates" if shares and overlap(one, other) else ""


def _alike_titles(one: Face, other: Face) -> str:
    common, differing = one.words & other.words, one.words ^ other.words
    n_words = len(common) + len(differing)
    if not common or len(common) < ALIKE * n_words:
        return ""
    if differing and all(_NUMBER.fullmatch(word) for word in differing):
        return ""  # phases of one programme are projects of their own
    shares = _names(one.funders, other.funders) is True
    if not shares and not overlap(one, other):
        return ""
    why = "same funder" if shares else "overlapping dates"
    return f"titles share {len(common)} of {n_words} words, {why}"
