"""Split a cell of places at every separator people use, never inside a listed name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from spo_geo.gazetteer import Gazetteer
from spo_geo.placenames import normalise

_SEPARATORS: Final = {
    "line": r"\n",
    "list": r"[,،;؛|•●▪◦‣*&+/>›→]|\.{2,}|…|\betc\b\.?|وغیرہ|"
    r"(?<=[^\W\d_]{4})\.\s+(?=[^\W\d_])",
    "dash": r"\s[-–—]\s|—",
    "open": r"[(\[{]",
    "close": r"[)\]}]",
    "colon": r":|=|\b(?:namely|including|includes?|included|such as|viz\.?|comprising|"
    r"comprises|covering|which|that|i\.e\.)(?!\w)",
    "district": r"\b(?:districts?|distts?|dists?)\b\.?|\bضلعو?\b|\bاضلاع\b",
    "and": r"\b(?:and|aur|plus|as well as)\b|(?<=\s)(?:اور|۽)(?=\s)",
    "in": r"\b(?:in|of|from|at|within|across)\b",
}
_LEXER: Final = re.compile(
    "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _SEPARATORS.items()), re.I
)
_SIDES: Final = re.compile(r"\b(?:upper|lower|north|south|east|west|central)\b", re.I)
_EDGES: Final = " \t.,;:–—-*\"“”‘’'"
_LONGEST: Final = 4
"""Most parts of one listed name: ``Upper/Lower Dir`` has two."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a cell between separators.

    Attributes
    ----------
    text : str
        Trimmed.
    before : frozenset of str
        Kinds of the separators between it and the part before: ``list`` , ``and``,
        ``line``, ``dash``, ``colon``, ``in``, ``district``.
    comma : bool
        Whether nothing but a comma parts it from the one before.
    inside : tuple of Part
        What stands in brackets after it.
    after : frozenset of str
        Kinds of the separators after it.
    written : str
        The part with what stands in brackets after it, as written.
    """

    text: str
    before: frozenset[str] = frozenset()
    comma: bool = False
    inside: tuple["Part", ...] = ()
    after: frozenset[str] = frozenset()
    written: str = ""


@dataclass(slots=True)
class _Token:
    kind: str
    start: int
    end: int


@dataclass(slots=True)
class _Draft:
    text: str
    gap: list[str]
    start: int = 0
    end: int = 0
    inside: list["_Draft"] = field(default_factory=list)


def split_places(text: str, gazetteer: Gazetteer) -> tuple[Part, ...]:
    """Split a cell of places.

    Parameters
    ----------
    text : str
        The cell, cleaned, without numbering and bullets.
    gazetteer : Gazetteer
        Keeps listed names whole: ``Azad Jammu & Kashmir``, ``Kachhi (Bolan)``.

    Returns
    -------
    tuple of Part
        In order; empty parts are left out.
    """
    tokens = _joined(_tokens(text), text, gazetteer)
    drafts: list[_Draft] = []
    at = 0
    while at < len(tokens):  # a bracket that closes and never opened is no end
        more, at = _nested(tokens, at, text)
        drafts += more
        at += 1
    return _parts(drafts, text)


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    for found in _LEXER.finditer(text):
        tokens += _name(text, at, found.start())
        tokens.append(_Token(found.lastgroup or "", *found.span()))
        at = found.end()
    return tokens + _name(text, at, len(text))


def _name(text: str, start: int, end: int) -> list[_Token]:
    bare = text[start:end].strip(_EDGES)
    if not bare:
        return []
    start = text.index(bare, start, end)
    return [_Token("name", start, start + len(bare))]


def _joined(tokens: Sequence[_Token], text: str, gazetteer: Gazetteer) -> list[_Token]:
    """Put listed names together again that hold a separator."""
    result: list[_Token] = []
    i = 0
    while i < len(tokens):
        end = _end_of_name(tokens, i, text, gazetteer)
        if end > i + 1:
            last = tokens[end - 1]
            result.append(_Token("name", tokens[i].start, last.end))
        else:
            result.append(tokens[i])
        i = max(end, i + 1)
    return result


def _end_of_name(
    tokens: Sequence[_Token], first: int, text: str, gazetteer: Gazetteer
) -> int:
    """Return the position after the longest listed name that begins here."""
    if tokens[first].kind not in ("name", "district"):
        return first + 1
    names = [i for i in range(first, len(tokens)) if tokens[i].kind == "name"]
    for last in reversed(names[:_LONGEST]):
        end = last + 1
        if end == first + 1:
            break
        whole = text[tokens[first].start : tokens[last].end]
        if whole.count("(") > whole.count(")"):
            if end == len(tokens) or tokens[end].kind != "close":
                continue
            whole = text[tokens[first].start : tokens[end].end]
            end += 1
        last_name = text[tokens[last].start : tokens[last].end]
        if _is_one_name(whole, last_name, gazetteer):
            return end
    return first + 1


def _is_one_name(whole: str, last: str, gazetteer: Gazetteer) -> bool:
    """Tell whether words with a separator in them are one listed name."""
    if ":" in whole or ";" in whole or ("," in whole and not _SIDES.search(whole)):
        return False
    if gazetteer.province(whole) and "," not in whole:
        return not gazetteer.province(last)
    if not gazetteer.lists(whole):
        return False
    # A name and its province, or "District" and a name, are two parts.
    return not gazetteer.province(last) and normalise(whole) != normalise(last)


def _nested(tokens: Sequence[_Token], at: int, text: str) -> tuple[list[_Draft], int]:
    """Return the parts up to the bracket that closes here, and where it is."""
    drafts: list[_Draft] = []
    gap: list[str] = []
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "close":
            return drafts, at
        if token.kind == "open":
            inside, at = _nested(tokens, at + 1, text)
            if drafts and not gap:
                drafts[-1].inside += inside
                drafts[-1].end = tokens[min(at, len(tokens) - 1)].end
            else:
                drafts += inside
        elif token.kind == "name":
            name = text[token.start : token.end]
            drafts.append(_Draft(name, gap, token.start, token.end))
            gap = []
        else:
            comma = text[token.start : token.end] in ",،"
            gap.append("comma" if comma else token.kind)
        at += 1
    if drafts and gap:
        drafts.append(_Draft("", gap))
    return drafts, at


def _parts(drafts: Sequence[_Draft], text: str) -> tuple[Part, ...]:
    parts = []
    gaps = [draft.gap for draft in drafts[1:]]
    for draft, after in zip(drafts, [*gaps, []], strict=False):
        if not draft.text:
            continue
        kinds = ("list" if kind == "comma" else kind for kind in draft.gap)
        parts.append(
            Part(
                draft.text,
                frozenset(kinds),
                draft.gap == ["comma"],
                _parts(draft.inside, text),
                frozenset(after),
                " ".join(text[draft.start : draft.end].split()),
            )
        )
    return tuple(parts)
