"""The rules that read a place, in the order in which they are tried.

Codes and listed names decide; a likeness of spelling only orders suggestions. The
rules are told in words in ``docs/places.md``.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from spo_geo.gazetteer_table import Entry
from spo_geo.place_model import District, Index, Match
from spo_geo.place_suggestions import N_SUGGESTIONS, near
from spo_geo.placenames import as_latin, mixes_scripts, normalise, split_pair, words

LAYER_DATE: Final = "9 September 2022"
"""Day on which the boundary layer (COD-AB Pakistan) is valid."""

DIVISION_WORDS: Final = frozenset({"division", "div", "ڈویژن"})
PART_WORDS: Final = frozenset(
    {"tehsil", "taluka", "taluqa", "uc", "town", "village", "تحصیل", "تعلقہ"}
)
PROVINCE_WORDS: Final = frozenset(
    {"province", "prov", "territory", "all", "whole", "rural", "of", "the", "صوبہ"}
)
"""Words round a province's name that leave it a province and no district."""

HELD_RULES: Final = {
    "historic": "historic name",
    "region": "region",
    "newer": "newer district",
}


def province_of(index: Index, text: str) -> str | None:
    """Return the `adm1_pcode` of a province name, alias or P-code, else None.

    Parameters
    ----------
    index : Index
    text : str

    Returns
    -------
    str or None
    """
    bare = [word for word in words(text) if word not in PROVINCE_WORDS]
    for key in (normalise(text), normalise(" ".join(bare))):
        code = index.province_words.get(key, key.upper())
        if code in index.provinces:
            return code
    return None


def province_of_region(index: Index, text: str) -> str | None:
    """Return the province of a former unit or region written in its stead (FATA)."""
    claims = index.places.get(normalise(text), ())
    codes = {e.adm1_pcode for e in claims if e.kind in ("historic", "region")} - {""}
    return codes.pop() if len(codes) == 1 else None


@lru_cache(maxsize=65_536)
def read_place(index: Index, place: str, province: str) -> Match:
    """Return what a place means beside what is stated as its province.

    Parameters
    ----------
    index : Index
    place : str
        As written, not empty.
    province : str
        As written; empty when nothing is stated.

    Returns
    -------
    Match
    """
    if not province:
        return _apply_rules(index, place, "")
    adm1 = province_of(index, province) or province_of_region(index, province)
    if adm1 is None:
        found = _apply_rules(index, place, "")
        note = f"the stated province {province!r} is not known"
        return _hold(found, "unknown province", note)
    return _within(index, _apply_rules(index, place, adm1), adm1)


def _apply_rules(index: Index, place: str, adm1: str) -> Match:
    """Return what the first rule that fires says; `adm1` only tells twins apart."""
    if doubted := _in_doubt(index, place, adm1):
        return doubted
    plain = as_latin(place) if mixes_scripts(place) else place
    tried = (rule(index, plain, adm1) for rule in RULES)
    found = next(filter(None, tried), None) or _nearest(index, plain, adm1)
    if plain is place:
        return found
    found = replace(found, place=place)
    return _hold(found, "look-alike letters", "hidden unusual letter")


def _in_doubt(index: Index, place: str, adm1: str) -> Match | None:
    """Rule "in doubt": a name with a question mark after it is held."""
    name = place.strip().rstrip("?؟ ")
    if not name or name == place.strip():
        return None
    found = replace(_apply_rules(index, name, adm1), place=place)
    note = "a question mark stands after the name"
    return _hold(found, "in doubt", note) if _meant(found) else None


def _by_pcode(index: Index, place: str, adm1: str) -> Match | None:
    """Rule "P-code": a code that is not in the layer is unknown, not guessed."""
    code = normalise(place).upper()
    if code in index.districts:
        return Match(place, "resolved", "P-code", (index.districts[code],))
    if re.fullmatch(r"PK\d+", code) and code not in index.provinces:
        note = f"no district of the boundary layer ({LAYER_DATE}) has this P-code"
        return Match(place, "unknown", "P-code", note=note)
    return None


def _by_name(index: Index, place: str, adm1: str) -> Match | None:
    """Rules "name", "alias", "newer district", "historic name" and "region"."""
    key = normalise(place)
    claims = index.places.get(key, ())
    inside = [e for e in claims if e.adm1_pcode in (adm1, "")] or claims
    if len(inside) > 1:
        codes = [code for e in inside for code in (*e.resolves_to, *e.candidates)]
        note = "a name in more than one province; the province decides"
        return Match(place, "held", "several provinces", (), index.of(codes), note)
    return _read_entry(index, place, key, inside[0], adm1) if inside else None


def _read_entry(index: Index, place: str, key: str, entry: Entry, adm1: str) -> Match:
    """Return what the one row that claims a name says."""
    side_of_karachi = entry.kind == "region" and entry.name.startswith("District ")
    if side_of_karachi and adm1 == entry.adm1_pcode:
        note = f"{entry.name} of the stated province, a district of Karachi"
        return Match(place, "resolved", "alias", index.of(entry.candidates), (), note)
    if not entry.resolves_to:
        candidates, rule = index.of(entry.candidates), HELD_RULES[entry.kind]
        return Match(place, "held", rule, (), candidates, f"{entry.name}: {entry.note}")
    districts = index.of(entry.resolves_to)
    if entry.kind == "newer":
        return Match(place, "resolved", "newer district", districts, (), _newer(entry))
    listed = key != normalise(entry.name)
    notes = [f"listed as another name or spelling of {entry.name}"] if listed else []
    notes += [] if entry.status == "current" else [f"{entry.name}: {entry.note}"]
    rule = "alias" if listed else "name"
    return Match(place, "resolved", rule, districts, (), "; ".join(notes))


def _newer(entry: Entry) -> str:
    """Return the sentence that explains a district which the layer does not draw."""
    years = f"since {entry.valid_from}"
    if entry.valid_to:
        years = f"from {entry.valid_from} to {entry.valid_to}"
    note = (
        f"{entry.name}: a district {years}, not in the boundary layer ({LAYER_DATE}); "
        f"shown in its parent {' and '.join(entry.parents)}"
    )
    return f"{note} ({entry.note})" if entry.note else note


def _by_pair(index: Index, place: str, adm1: str) -> Match | None:
    """Rule "two districts": "Upper/Lower Dir" names both."""
    pair = split_pair(place)
    found = [_by_name(index, name, adm1) for name in pair] if pair else []
    if not found or not all(one and one.status == "resolved" for one in found):
        return None
    both = [one for one in found if one]
    codes = [district.adm2_pcode for one in both for district in one.districts]
    note = "; ".join(["both are named", *(one.note for one in both if one.note)])
    return Match(place, "resolved", "two districts", index.of(codes), (), note)


def _by_division(index: Index, place: str, adm1: str) -> Match | None:
    """Rule "division": a division is held, also where a district has its name."""
    parts = words(place)
    says_so = len(parts) > 1 and parts[-1] in DIVISION_WORDS
    key = "".join(parts[:-1] if says_so else parts)
    note = "a division, no district named"
    if key in index.divisions:
        codes = index.divisions[key]
        return Match(place, "held", "division", (), index.of(codes), note)
    found = _by_name(index, key, adm1) if says_so else None
    return _hold(replace(found, place=place), "division", note) if found else None


def _by_province(index: Index, place: str, adm1: str) -> Match | None:
    """Rule "province": a province word names no district."""
    code = province_of(index, place)
    if code is None:
        return None
    note = f"{index.provinces[code]}: a province, no district named"
    return Match(place, "held", "province", note=note)


def _by_tail(index: Index, place: str, adm1: str) -> Match | None:
    """Let a province written after the name be the one that is stated."""
    parts = words(place)
    for cut in range(1, len(parts)):
        tail = " ".join(parts[cut:])
        stated = province_of(index, tail)
        if stated is None or normalise(tail) in index.places:
            continue
        found = _by_name(index, " ".join(parts[:cut]), stated)
        if found:
            return _within(index, replace(found, place=place), stated)
    return None


def _by_part(index: Index, place: str, adm1: str) -> Match | None:
    """Rule "part of a district": a tehsil or union council is less than a district."""
    parts = words(place)
    rest = [part for part in parts if part not in PART_WORDS]
    found = _by_name(index, " ".join(rest), adm1) if len(rest) < len(parts) else None
    note = "a tehsil, town, village or union council; the district is not said"
    return (
        _hold(replace(found, place=place), "part of a district", note)
        if found
        else None
    )


def _by_two_names(index: Index, place: str, adm1: str) -> Match | None:
    """Rule "two names": two places in one cell with no separator are held."""
    parts = words(place)
    for cut in range(1, len(parts)):
        pair = [" ".join(parts[:cut]), " ".join(parts[cut:])]
        found = [one for name in pair if (one := _by_name(index, name, adm1))]
        if len(found) == len(pair):
            codes = [d.adm2_pcode for one in found for d in _meant(one)]
            note = "two names without a separator: " + " and ".join(pair)
            return Match(place, "held", "two names", (), index.of(codes), note)
    return None


RULES: Final[tuple[Callable[[Index, str, str], Match | None], ...]] = (
    _by_pcode,
    _by_name,
    _by_pair,
    _by_division,
    _by_province,
    _by_tail,
    _by_part,
    _by_two_names,
)


def _nearest(index: Index, place: str, adm1: str) -> Match:
    """Return an unknown place with the listed names that look most like it."""
    found = near(index, place, adm1) or near(index, place, "")
    note = "no listed name; nearest names are offered" if found else "no listed name"
    return Match(place, "unknown", "nearest names", (), found, note)


def _within(index: Index, found: Match, adm1: str) -> Match:
    """Hold a match that lies outside the stated province (rule "other province")."""
    elsewhere = [d for d in found.districts if d.adm1_pcode != adm1]
    if not elsewhere:
        return found
    alike = near(index, found.place, adm1)
    codes = [d.adm2_pcode for d in (*found.districts, *alike)]
    lies = ", ".join(f"{d.adm2_name} lies in {d.adm1_name}" for d in elsewhere)
    note = f"{lies}; the stated province is {index.provinces[adm1]}"
    candidates = index.of(codes[:N_SUGGESTIONS])
    return Match(found.place, "held", "other province", (), candidates, note)


def _hold(found: Match, rule: str, note: str) -> Match:
    """Return the match held: what it resolved to becomes what it could mean."""
    notes = "; ".join(filter(None, (note, found.note)))
    return Match(found.place, "held", rule, (), _meant(found), notes)


def _meant(found: Match) -> tuple[District, ...]:
    """Return the districts that a match names or could mean."""
    return found.districts or found.candidates
