"""Listed names that look like an unknown one: a help to the reader, no decision."""

from collections import Counter
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from spo_geo.place_model import District, Index
from spo_geo.placenames import normalise

N_SUGGESTIONS: Final = 5
LIKENESS: Final = 0.75
"""Least likeness of a suggestion, as difflib's ratio."""


def near(index: Index, place: str, adm1: str) -> tuple[District, ...]:
    """Return districts by likeness of their listed names, the likest first.

    Parameters
    ----------
    index : Index
    place : str
        As written.
    adm1 : str
        P-code of the province to look in; empty for all.

    Returns
    -------
    tuple of District
        At most `N_SUGGESTIONS`.
    """
    scores = _scores(index, normalise(place))
    inside = [code for code in scores if code.startswith(adm1)]
    ranked = sorted(inside, key=lambda code: (-scores[code], code))
    return index.of(ranked[:N_SUGGESTIONS])


@lru_cache(maxsize=65_536)
def _scores(index: Index, key: str) -> Mapping[str, float]:
    """Return the likeness of every district with a name like a normalised one."""
    wanted = SequenceMatcher(b=key, autojunk=False)
    scores: dict[str, float] = {}
    for name in _alike(index, key):
        wanted.set_seq1(name)
        if wanted.quick_ratio() < LIKENESS or wanted.ratio() < LIKENESS:
            continue
        for entry in index.places[name]:
            for code in (*entry.resolves_to, *entry.candidates):
                scores[code] = max(scores.get(code, 0.0), wanted.ratio())
    return scores


def _alike(index: Index, key: str) -> list[str]:
    """Return the names of about this length that share enough pairs of letters.

    Names of that likeness share most of their letters in runs, so that comparing
    the others would only take time.
    """
    names = _names_of(index)
    shared = Counter(name for pair in _pairs(key) for name in names.get(pair, ()))
    least = max(1, len(key) // 4)
    shortest, longest = 0.6 * len(key), len(key) / 0.6
    return [
        name
        for name, n in shared.items()
        if n >= least and shortest <= len(name) <= longest
    ]


@lru_cache(maxsize=8)
def _names_of(index: Index) -> Mapping[str, tuple[str, ...]]:
    """Return the normalised names that hold each pair of neighbouring letters."""
    found: dict[str, list[str]] = {}
    for name in index.places:
        for pair in _pairs(name):
            found.setdefault(pair, []).append(name)
    return {pair: tuple(names) for pair, names in found.items()}


def _pairs(name: str) -> set[str]:
    """Return the pairs of neighbouring letters of a name, its ends included."""
    whole = f"^{name}$"
    return {whole[i : i + 2] for i in range(len(whole) - 1)}
