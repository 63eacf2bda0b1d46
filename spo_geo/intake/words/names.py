"""Funders, partners and focus areas: several in a cell, never split inside a name."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from spo_geo.codelists import CodeList, fold
from spo_geo.gazetteer import Gazetteer
from spo_geo.intake.words.namesplit import STRONG, atoms_of, one_name, runs_of
from spo_geo.intake.words.text import is_empty, one_line

_THROUGH: Final = re.compile(r"\b(?:through|via|under|managed by|c/o|routed)\b", re.I)
_BRACKET: Final = re.compile(r"\s*\(([^()]*)\)\s*$")
_BASIS: Final = (
    (
        "in collaboration",
        re.compile(r"^in (?:collaboration|partnership) with\s+(?:the\s+)?", re.I),
    ),
    (
        "financial support",
        re.compile(
            r"^(?:(?:with )?(?:the )?financial (?:support|assistance) (?:of|from|by)|"
            r"funded by|supported by|financed by)\s+(?:the\s+)?",
            re.I,
        ),
    ),
    ("initiated by", re.compile(r"^initiated by\s+(?:the\s+)?", re.I)),
)
_OWN: Final = re.compile(
    r"(?:spo(?:'s|’s)?\s+)?(?:own (?:resources?|funds?|sources?)|self[\s-](?:funded|"
    r"financed|help)|core (?:funds?|funding)|internal (?:resources?|funds?))",
    re.I,
)
_MANY: Final = re.compile(
    r"(?:various|multiple|multi|several|different)[\s-]?(?:donors?|"
    r"funders?|partners?|agencies)?|donors?|consortium",
    re.I,
)
_SELF: Final = frozenset(
    {
        "spo",
        "strengtheningparticipatoryorganization",
        "strengtheningparticipatoryorganizationspo",
    }
)

OWN_RESOURCES: Final = "Own resources"
"""How an organisation's own money is listed; it is no "not stated"."""


@dataclass(frozen=True, slots=True)
class NameRead:
    """One name of a cell.

    Attributes
    ----------
    text : str
        As written; the first spelling where a listed value has several.
    basis : str
        How a cell of funders puts it, where the cell says so; else empty.
    doubt : str
        Why a person should look at it; empty when nobody needs to.
    held : bool
        Whether it stays out of filters and counts until somebody has.
    suggestion : str
        What it may mean.
    """

    text: str
    basis: str = ""
    doubt: str = ""
    held: bool = False
    suggestion: str = ""


def read_funders(
    text: str, funders: CodeList, gazetteer: Gazetteer
) -> tuple[NameRead, ...]:
    """Read a cell of funders.

    Parameters
    ----------
    text : str
        The cell, cleaned.
    funders : CodeList
        Listed names are never split; what they part is.
    gazetteer : Gazetteer
        Tells a place after a comma from a second funder.

    Returns
    -------
    tuple of NameRead
        Empty for an empty cell or a dash: not stated.
    """
    found: list[NameRead] = []
    for piece in STRONG.split(text):
        if is_empty(piece):
            continue
        basis, whole = _basis(one_name(piece))
        if _OWN.fullmatch(whole):
            found.append(NameRead(OWN_RESOURCES, basis))
        elif _MANY.fullmatch(whole):
            reason = "several funders, none named"
            found.append(NameRead(whole, basis, reason, True, "name them"))
        else:
            found += [
                _funder(name, basis, funders)
                for name in _split(whole, funders, _ends_name(gazetteer))
            ]
    return _once(found)


def read_areas(text: str, areas: CodeList) -> tuple[NameRead, ...]:
    """Read a cell of focus areas.

    Parameters
    ----------
    text : str
        The cell, cleaned.
    areas : CodeList
        Listed labels are never split: ``Peace & Governance`` is one.

    Returns
    -------
    tuple of NameRead
        ``&``, ``and`` and ``/`` part two listed labels only; a comma parts any two.
    """
    found: list[NameRead] = []
    for piece in STRONG.split(text):
        for name in _commas(piece, areas):
            if not is_empty(name):
                found += [NameRead(one_name(one)) for one in _halves(name, areas)]
    return _once(found)


def read_partners(text: str) -> tuple[NameRead, ...]:
    """Read a cell of partners: parted at semicolons and lines, and beside SPO.

    ``and`` and ``&`` stand inside the names of ministries, so that they part two
    names only where one of them is SPO itself.
    """
    found = []
    for piece in STRONG.split(text):
        if not is_empty(piece):
            found += [NameRead(one_name(name)) for name in _beside_spo(piece)]
    return _once(found)


def _basis(text: str) -> tuple[str, str]:
    for basis, pattern in _BASIS:
        bare = pattern.sub("", text)
        if bare != text:
            return basis, bare
    return "", text


def _ends_name(gazetteer: Gazetteer) -> Callable[[str], bool]:
    """Return a test for words that end a name, such as ``, Islamabad``."""

    def test(text: str) -> bool:
        place = gazetteer.lists(text) or gazetteer.province(text)
        return bool(place) or fold(text) in ("pakistan", "ltd", "pvtltd", "inc", "usa")

    return test


def _split(text: str, codes: CodeList, ends_name: Callable[[str], bool]) -> list[str]:
    """Split a list of names at commas, and elsewhere beside a listed name."""
    if codes.find(text) or _THROUGH.search(text):
        return [text]
    runs = runs_of(text, codes)
    names: list[str] = []
    listed_before = True
    for mark, run, listed in runs:
        comma = mark in (",", "،") and not ends_name(run)
        beside = mark not in ("-", ",", "،") and (listed or listed_before)
        both = mark == "-" and listed and listed_before
        if not names or comma or (mark and (beside or both)):
            names.append(run)
        else:
            joined = f"{mark} " if mark in (",", "،") else f" {mark} "
            names[-1] += "-" + run if mark == "-" else joined + run
        listed_before = codes.find(names[-1]) is not None
    return names


def _funder(name: str, basis: str, funders: CodeList) -> NameRead:
    text = one_name(name)
    reading = funders.read(text)
    if reading.status == "listed":
        return NameRead(text, basis)
    if reading.status == "held":
        meant = " or ".join(reading.suggestions) or "write who is meant"
        return NameRead(text, basis, reading.reason, True, meant)
    if _THROUGH.search(text):
        reason = "a funder and a channel; which one is counted?"
        return NameRead(text, basis, reason, True, "name the funder alone")
    inside = _BRACKET.search(text)
    if inside and not _is_acronym(inside[1]):
        head = _BRACKET.sub("", text)
        reason = "a second name in brackets; which one is the funder?"
        return NameRead(text, basis, reason, True, f"{head}, or {inside[1]}?")
    if re.search(r"\s(?:and|&|/|\+)\s", text):
        halves = " | ".join(atom for _, atom in atoms_of(text))
        reason = "one funder or several? taken as one"
        return NameRead(text, basis, reason, False, halves)
    return NameRead(text, basis)


def _is_acronym(text: str) -> bool:
    letters = re.sub(r"[\W\d_]+", "", text)
    capitals = sum(char.isupper() for char in letters)
    return bool(letters) and " " not in text.strip() and capitals * 2 >= len(letters)


def _commas(text: str, areas: CodeList) -> Iterable[str]:
    atoms = atoms_of(text)
    listed = any(areas.find(atom) for _, atom in atoms)
    joined = any(mark not in (",", "،", "/", "") for mark, _ in atoms)
    if areas.find(text) or (joined and not listed):
        return [text]  # "Water, Sanitation and Hygiene" is one
    names: list[str] = []
    depth = 0
    start = 0
    for i, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char in ",،" and depth == 0:
            names.append(text[start:i])
            start = i + 1
    return [*names, text[start:]]


def _halves(text: str, areas: CodeList) -> list[str]:
    """Part ``Education & Health`` when both are listed, and long words at a slash."""
    if areas.find(text):
        return [text]
    runs = runs_of(text, areas)
    if len(runs) > 1 and all(listed for _, _, listed in runs):
        return [run for _, run, _ in runs]
    slashed = [part.strip() for part in re.split(r"/(?![^(]*\))", text)]
    if len(slashed) > 1 and all(len(part) > 5 for part in slashed):
        return slashed
    return [text]


def _beside_spo(text: str) -> list[str]:
    """Part a list at its commas when SPO is one of it, and a pair beside SPO."""
    line = one_line(text)
    commas = [part.strip() for part in re.split(r",(?![^(]*\))", line)]
    if len(commas) > 1 and any(fold(part) in _SELF for part in commas):
        return commas
    pair = re.split(r"\s*(?:&|\band\b|\bwith\b|/)\s*(?![^(]*\))", line, flags=re.I)
    for at, rest in ((0, pair[1:]), (len(pair) - 1, pair[:-1])):
        if rest and fold(pair[at]) in _SELF:
            other = line[len(pair[0]) :] if at == 0 else line[: -len(pair[-1])]
            other = re.sub(r"^\s*(?:&|and\b|with\b|/)\s*", "", other, flags=re.I)
            other = re.sub(r"\s*(?:&|\band|\bwith|/)\s*$", "", other, flags=re.I)
            return [pair[0], other] if at == 0 else [other, pair[-1]]
    return [line]


def _once(names: Iterable[NameRead]) -> tuple[NameRead, ...]:
    """Return each name once, by its letters."""
    first: dict[str, NameRead] = {}
    for name in names:
        if name.text:
            first.setdefault(fold(name.text) or name.text, name)
    return tuple(first.values())
