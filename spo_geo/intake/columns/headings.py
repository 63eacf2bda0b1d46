"""What the name of a column says that the column is."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from spo_geo.intake.columns.headnames import (
    CODED,
    COMPANIONS,
    NAMES,
    QUESTION,
    TAGS,
    WEAK,
    YES_OR_NO,
)

Sure = Literal["name", "likely", "content", "chosen", "ask", ""]

MAX_HEADING: Final = 90
"""Longest text [characters] that is taken for the name of a column."""

MAX_QUESTION: Final = 250
"""Longest question [characters] of a form that is taken for the name of a column."""

_ASKS: Final = re.compile(r".*\?|(?:what|which|who|when|where|please|kindly)\b.*", re.I)
_TELL_NOTHING: Final = frozenset({"kept", "serial", "notes", "personal", "country"})
_FIT: Final = {
    "where": frozenset({"districts", "place", "province", "tehsil"}),
    "when": frozenset({"start", "end", "period", "duration"}),
    "who": frozenset({"funders", "partner", "implementing_partners", "collaborators"}),
}
"""Fields that a word of a question can ask for."""

_ACCENTS: Final = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_TYPO: Final = 0.86
_LETTERS: Final = str.maketrans("يىكهةە", "ییکہہہ")
_BRACKET: Final = re.compile(r"[(\[][^)\]]*[)\]]")
_TAG: Final = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*", re.I)
_PLACE_FIELDS: Final = frozenset({"districts", "place", "tehsil"})


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column's name says.

    Attributes
    ----------
    field : str
        A key of `headnames.FIELDS`, or empty.
    sure : {'name', 'likely', ''}
        A listed name; one that is almost listed; none.
    """

    field: str = ""
    sure: Sure = ""


def heading_key(text: str) -> str:
    """Return the words of a column's name as they are compared.

    Parameters
    ----------
    text : str
        As written.

    Returns
    -------
    str
        Caseless singular words parted by spaces.

    Examples
    --------
    >>> heading_key("Name of District(s):"), heading_key("StartDate")
    ('name of district', 'start date')
    """
    text = re.sub(r"\((?:s|es|ies)\)", "", text, flags=re.I).replace("#", " no ")
    text = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text)
    plain = unicodedata.normalize("NFKD", text.replace("°", "o")).casefold()
    folded = unicodedata.normalize("NFKC", _ACCENTS.sub("", plain))
    folded = folded.translate(_LETTERS)
    return " ".join(_singular(word) for word in re.findall(r"[^\W_]+", folded))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us"))
    return word[:-1] if plural else word


_KEYS: Final = {
    heading_key(name): field
    for field, names in NAMES.items()
    for name in names.split("|")
}
_COMPANIONS: Final = frozenset(map(_singular, COMPANIONS))
_QUESTION: Final = frozenset(map(_singular, QUESTION))


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading:
    """Return what a column's name says that the column is.

    Parameters
    ----------
    text : str
        A cell of a header row.

    Returns
    -------
    Heading
        Empty for a name that is in no list.

    Examples
    --------
    >>> read_heading("Name of Donor Agency").field, read_heading("Distrcits").sure
    ('funders', 'likely')
    >>> read_heading("District Coordinator")
    Heading(field='', sure='')
    """
    if not text.strip():
        return Heading()
    if len(text) > MAX_HEADING:
        return _asked(text) or Heading()
    if _TAG.fullmatch(text.strip()):
        return Heading(field := _tag_field(text), "name" if field else "")
    for written in (text, _BRACKET.sub(" ", text)):
        field = _listed(heading_key(written))
        if field:
            return Heading(field, "name")
    found = _joined(text) or _accompanied(text) or _asked(text)
    return found or _misspelt(text)


def is_tag(text: str) -> bool:
    """Tell whether a cell holds an HXL tag, such as ``#adm2+name``."""
    return bool(_TAG.fullmatch(text.strip()))


def weak_field(text: str) -> str:
    """Return the field of a name such as ``From``, which alone says little."""
    return WEAK.get(heading_key(text), "")


def year_named(text: str) -> int:
    """Return the year that is the whole name of a column, else 0.

    Examples
    --------
    >>> year_named("2015"), year_named("Year 2016"), year_named("2015-16")
    (2015, 2016, 0)
    """
    found = re.fullmatch(r"\s*(?:year\s+)?((?:19|20)\d\d)(?:\.0)?\s*", text, re.I)
    return int(found[1]) if found else 0


def _listed(key: str) -> str:
    """Return the field of a listed name; ``Donor 2`` is another ``Donor``."""
    return _KEYS.get(key) or _KEYS.get(re.sub(r"\s*\d{1,2}$", "", key), "")


def _tag_field(text: str) -> str:
    """Return the field of a tag; nothing for one that is in no list."""
    tag = re.sub(r"\s+", "", text).casefold()
    head, *attributes = tag.split("+")
    for attribute in attributes:
        if f"{head}+{attribute}" in TAGS:
            return TAGS[f"{head}+{attribute}"]
    if CODED.intersection(attributes):
        return "kept"
    return TAGS.get(head, "")


def _joined(text: str) -> Heading | None:
    """Read ``District/Tehsil`` or ``Start & End Date``: two names in one."""
    for marks in (r"[/&+,\n]|\band\b", r"[/&+,\n–-]|\band\b"):
        parts = re.split(marks, _BRACKET.sub(" ", text))
        keys = [key for key in map(heading_key, parts) if key]
        fields = [_listed(key) or WEAK.get(key, "") for key in keys]
        if len(fields) > 1 and all(fields):
            return _of_several(fields)
    return None


def _of_several(fields: Sequence[str]) -> Heading | None:
    """Return what several names in one say together."""
    kinds = set(fields)
    if kinds == {"start", "end"}:
        return Heading("period", "likely")
    if kinds <= {"latitude", "longitude"}:
        return Heading("coordinates", "likely")
    if "districts" in kinds and kinds <= _PLACE_FIELDS:
        return Heading("districts", "likely")
    if kinds <= _PLACE_FIELDS | {"province"}:
        return Heading("place", "likely")
    if "title" in kinds and kinds <= {"title", "kept", "summary", "focus_area"}:
        return Heading("title", "likely")
    if kinds == {"funders", "partner"}:
        return Heading("funders", "likely")
    return Heading(fields[0], "likely") if len(kinds) == 1 else None


def _accompanied(text: str) -> Heading | None:
    """Read ``Districts covered by the project``: a listed name and its companions."""
    words = heading_key(_BRACKET.sub(" ", text)).split()
    for size in range(len(words) - 1, 0, -1):
        for at in range(len(words) - size + 1):
            rest = [*words[:at], *words[at + size :]]
            field = _KEYS.get(" ".join(words[at : at + size]))
            if field and field != "serial" and all(w in _COMPANIONS for w in rest):
                return Heading(field, "likely")
    return None


def _asked(text: str) -> Heading | None:
    """Read ``In which districts is the project being implemented?``.

    A listed name decides when the other words of the question leave it open, or name
    the same field; a question for yes or no says nothing.
    """
    bare = _BRACKET.sub(" ", text).strip()
    words = heading_key(bare).split()
    if len(bare) > MAX_QUESTION or not words or not _ASKS.fullmatch(bare):
        return None
    if words[0] in YES_OR_NO:
        return None
    words = [word for word in words if word not in ("the", "your", "our", "a", "an")]
    for size in range(min(len(words), 5), 0, -1):
        for at in range(len(words) - size + 1):
            name = words[at : at + size]
            field = _KEYS.get(" ".join(name), "")
            asked = field and field not in _TELL_NOTHING and name[0] not in _FIT
            if asked and _leaves_open(words, field, name):
                return Heading(field, "likely")
    return None


def _leaves_open(words: Sequence[str], field: str, name: Sequence[str]) -> bool:
    """Tell whether the other words of a question let a field be what it asks for.

    ``Where`` asks for a place only, and a project alone is no title: ``What does the
    project do?``.
    """
    barred = any(word in words and field not in _FIT[word] for word in _FIT)
    named = field != "title" or bool({"title", "name"} & {*words})
    rest = [word for word in words if word not in name]
    plain = all(word in _QUESTION or _KEYS.get(word) == field for word in rest)
    return plain and named and not barred


def _misspelt(text: str) -> Heading:
    """Read a name that is one slip from a listed one; a person sees how it was read.

    ``n_projects`` counts them, and is no slip of ``project``.
    """
    key = heading_key(_BRACKET.sub(" ", text))
    near = difflib.get_close_matches(key, _KEYS, n=1, cutoff=_TYPO)
    if len(key) < 5 or not near or key.startswith("n ") or key.endswith("officer"):
        return Heading()
    return Heading(_KEYS[near[0]], "likely")
