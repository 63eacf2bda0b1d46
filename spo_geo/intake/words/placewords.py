"""Words in a cell of places that name no place: scope, counts, levels, remarks."""

import re
from itertools import pairwise
from typing import Final

from spo_geo.intake.words.numbers import NUMBER_WORDS
from spo_geo.intake.words.text import western_digits

_NATIONAL_SIGNS: Final = frozenset(
    {"national", "nationwide", "nation", "nationally", "countrywide", "country"}
    | {"pakistan", "provinces", "province", "ملک", "پاکستان", "قومی"}
)
_NATIONAL_ALONE: Final = _NATIONAL_SIGNS - {"provinces", "province", "nation"}
_NATIONAL_WORDS: Final = _NATIONAL_SIGNS | frozenset(
    {"wide", "all", "over", "across", "whole", "entire", "the", "of", "in", "four"}
    | {"five", "six", "throughout", "and", "level", "coverage", "4", "5", "districts"}
    | {"scope", "based", "pan", "پورا", "بھر", "میں", "سطح", "تمام", "صوبے", "regions"}
)
_LEVEL_SIGNS: Final = frozenset({"federal", "provincial", "institutional", "policy"})
_LEVEL_WORDS: Final = _LEVEL_SIGNS | frozenset(
    {"level", "levels", "and", "government", "governments", "govt", "the", "at"}
    | {"institutions", "ministry", "ministries", "departments", "assemblies"}
    | {"assembly", "parliament", "legislature", "legislatures"}
)
_OFFICE: Final = re.compile(
    r"\b(?:(?:head|regional|field|country|provincial|national|main|sub|liaison|project|"
    r"district)[\s-]*)*(?:office|offices|secretariat|headquarters?|hq)\b",
    re.I,
)
_EVENT: Final = re.compile(
    r"\b(?:workshops?|seminars?|conferences?|meetings?|trainings? (?:at|in|held)|venue|"
    r"held (?:at|in)|ceremony|launch(?:ed|ing)? (?:at|in))\b",
    re.I,
)
_PART: Final = re.compile(
    r"\b(?:tehsils?|talukas?|taluqas?|taluks?|sub[- ]?tehsils?|u\.?c\.?s?|"
    r"union councils?|villages?|goths?|mouzas?|mauzas?|deh|settlements?|mohallas?|"
    r"teh|tal|vill|wards?|towns?|town committees?|municipal\w*|cantonments?|camps?)\b"
    r"|تحصیل|تعلقہ|تعلقو|یونین کونسل|گاؤں",
    re.I,
)
_N: Final = r"(?P<n>\d{1,3}|" + "|".join(NUMBER_WORDS) + ")"
_NO_ADJECTIVE: Final = (
    r"(?!u\.?c|of\b|in\b|and\b|tehsil|taluka|village|union|council|school|"
    r"district|distt)"
)
_COUNT: Final = re.compile(
    rf"(?<![\w.]){_N}\s*(?:\(\s*\w+\s*\)\s*)?"
    rf"(?:(?:{_NO_ADJECTIVE}[a-z][a-z-]*\s+){{0,3}})(?:districts?|distts?|dists?)\b\.?",
    re.I,
)
_PART_COUNT: Final = re.compile(
    r"(?<![\w.])(?:\d[\d,]*|" + "|".join(NUMBER_WORDS) + r")\s*"
    r"(?:[a-z-]+\s+)?(?:u\.?c\.?s?|union councils?|tehsils?|talukas?|villages?|"
    r"schools?|communities|settlements?|households|goths?|clusters?|camps?)\b"
    r"(?:\s+(?:of|in|from|at)\b)?",
    re.I,
)
_EXCEPT: Final = re.compile(
    r"(?:\(\s*)?\b(?:except|excluding|excl\.?|other than|but not|apart from|barring|"
    r"not in|not including|outside|(?:without|minus)(?=\s(?-i:[A-Z]))|all but)\b.*",
    re.I | re.S,
)
_DIVISIONS: Final = re.compile(
    r"(?:\b\d{1,2}\s+)?(?<!sub-)(?<!sub )\bdiv(?:ision|n)?s\b\.?\s*(?:of\b|:)?|"
    r"(?:^|(?<=[,;(\n]))\s*division\s*(?:of\b|:)",
    re.I,
)
_REGIONS: Final = re.compile(
    r"\bregions\s*(?=$|[.;)\n])|(?:^|(?<=[;(\n]))\s*regions?\s*(?:of\b|:)", re.I
)
_WIDER: Final = frozenset({"region", "regions"})
_ORIGIN: Final = re.compile(
    r"\b(?:[it]dps?|refugees?|returnees?|displaced|migrants?|evacuees?)\b.{0,40}"
    r"\b(?:from|of)\b",
    re.I | re.S,
)
_LEADING_COUNT: Final = re.compile(r"^\s*(?P<n>\d{1,3})\s*(?=$|[(:–-])")
_LABEL: Final = re.compile(
    r"[\s,;]*\b(tehsils?|talukas?|taluqas?|u\.?c\.?s?|union councils?|villages?)"
    r"\s*:\s*",
    re.I,
)
_NUMBERING: Final = re.compile(
    r"(?:(?<=^)|(?<=[\s,;]))\(?(\d{1,3})\s?[.)]\s*(?=[^\d\s])"
)
_BULLET: Final = re.compile(r"^\s*(?:[-–—•●▪◦‣·*>o]\s+|\(?[a-z]\)\s+)", re.I | re.M)
_FILLERS: Final = frozenset(
    {"the", "a", "an", "all", "most", "vulnerable", "disaster", "prone", "affected"}
    | {"flood", "hit", "disaster-prone", "flood-affected", "flood-hit", "targeted"}
    | {"target", "selected", "following", "remote", "rural", "urban", "areas", "area"}
    | {"of", "in", "were", "are", "is", "was", "parts", "part", "province", "provinces"}
    | {"project", "region", "regions", "these", "those", "marginalized", "poor"}
    | {"marginalised", "poorest", "underserved", "both", "also", "only", "whole"}
    | {"focus", "focusing", "special", "emphasis", "on", "especially", "particularly"}
    | {
        "over",
        "across",
        "throughout",
        "entire",
        "mainly",
        "with",
        "for",
        "its",
        "has",
        "been",
        "being",
        "where",
    }
)
_LIST_END: Final = frozenset({"etc", "others", "other", "more"})
_GOES_ON: Final = re.compile(r"\betc\b|…|\.{3,}|وغیرہ", re.I)
_REMARKS: Final = frozenset(
    {"rural", "urban", "city", "area", "areas", "district", "districts", "body"}
    | {"text", "title", "again", "sic", "only", "phase", "i", "ii", "iii", "and", "in"}
    | {"all", "whole", "also", "the", "province", "new", "distt"}
)


def plain_words(text: str) -> list[str]:
    """Return the words of a text, caseless, hyphens kept inside a word.

    Examples
    --------
    >>> plain_words("All four Provinces – Disaster-prone")
    ['all', 'four', 'provinces', 'disaster-prone']
    """
    return re.findall(r"[^\W_]+(?:-[^\W_]+)*", western_digits(text).casefold())


def is_national(text: str) -> bool:
    """Tell whether words say "the whole country" and nothing else.

    Examples
    --------
    >>> [is_national(t) for t in ("across Pakistan", "all provinces", "Provinces")]
    [True, True, False]
    """
    found = [part for word in plain_words(text) for part in word.split("-")]
    if not found or not set(found) <= _NATIONAL_WORDS:
        return False
    every = bool({"all", "four", "five", "whole", "entire", "across"} & set(found))
    signs = set(found) & _NATIONAL_SIGNS
    return bool(signs & _NATIONAL_ALONE) or bool(signs and every) or "nation" in signs


def says_many(text: str) -> bool:
    """Tell whether a province is left open by words such as ``all`` or ``multiple``."""
    found = set(plain_words(text))
    return bool(found) and found <= {"all", "multiple", "multi", "various", "several"}


def is_level(text: str) -> bool:
    """Tell whether words name a level of government and nothing else."""
    found = set(plain_words(text))
    return bool(found & _LEVEL_SIGNS) and found <= _LEVEL_WORDS


def is_office(text: str) -> bool:
    """Tell whether words speak of an office or of the venue of an event."""
    return bool(_OFFICE.search(text) or _EVENT.search(text))


def is_part(text: str) -> bool:
    """Tell whether words say "a part of a district", such as a tehsil."""
    return bool(_PART.search(text))


def without_part_words(text: str) -> str:
    """Return a name without the word tehsil, UC or village."""
    return " ".join(_PART.sub(" ", text).split())


def is_remark(text: str) -> bool:
    """Tell whether words in brackets leave the name before them as it is."""
    found = plain_words(text)
    return all(word in _REMARKS or word.isdigit() for word in found)


def is_list_end(text: str) -> bool:
    """Tell whether words say that a list goes on: etc., and others."""
    found = plain_words(text)
    return bool(found) and set(found) <= _LIST_END


def goes_on(text: str) -> bool:
    """Tell whether a list says that it is not whole: etc., or three dots."""
    return bool(_GOES_ON.search(text))


def strip_fillers(text: str) -> str:
    """Return a name without the small words of prose at either end."""
    parts = text.split()
    while parts and parts[0].casefold().strip(".,'’") in _FILLERS:
        del parts[0]
    while parts and parts[-1].casefold().strip(".,'’") in _FILLERS:
        del parts[-1]
    return " ".join(parts)


def is_wider(text: str) -> bool:
    """Tell whether a name is followed by the word region: more than a district.

    Examples
    --------
    >>> is_wider("Hyderabad Region"), is_wider("region of Badin")
    (True, False)
    """
    return text.split()[-1].casefold().strip(".,") in _WIDER if text.split() else False


def names_origin(text: str) -> bool:
    """Tell whether words say where people came from, not only where they are."""
    return bool(_ORIGIN.search(text))


def take_divisions(text: str) -> tuple[str, bool]:
    """Take out words by which every name of a cell is a division.

    Examples
    --------
    >>> take_divisions("Sukkur and Larkana Divisions")
    ('Sukkur and Larkana ', True)
    >>> take_divisions("Malakand Division")
    ('Malakand Division', False)
    """
    bare = _DIVISIONS.sub("", text)
    return bare, bare != text


def take_regions(text: str) -> tuple[str, bool]:
    """Take out words by which every name of a cell is a region.

    Examples
    --------
    >>> take_regions("Badin and Thatta regions")
    ('Badin and Thatta ', True)
    >>> take_regions("Hyderabad Region, remote regions of Badin")
    ('Hyderabad Region, remote regions of Badin', False)
    """
    bare = _REGIONS.sub("", text)
    return bare, bare != text


def take_counts(text: str) -> tuple[str, tuple[int, ...]]:
    """Take numbers of districts out of a text.

    Returns
    -------
    tuple of (str, tuple of int)
        The text without them, and the numbers.

    Examples
    --------
    >>> take_counts("13 districts of Punjab & KPK")
    (' of Punjab & KPK', (13,))
    >>> take_counts("3 (Badin, Thatta, Sujawal)")
    ('(Badin, Thatta, Sujawal)', (3,))
    """
    counts: list[int] = []

    def take(found: re.Match[str]) -> str:
        word = found["n"].casefold()
        counts.append(NUMBER_WORDS.get(word) or int(western_digits(word)))
        return ""

    bare = _COUNT.sub(take, western_digits(text))
    return bare if counts else _LEADING_COUNT.sub(take, bare), tuple(counts)


def take_part_counts(text: str) -> tuple[str, tuple[str, ...]]:
    """Take phrases such as ``5 UCs of`` out of a text; return it and the phrases."""
    phrases = tuple(found[0].strip() for found in _PART_COUNT.finditer(text))
    return _PART_COUNT.sub(" ", text), phrases


def with_labels_apart(text: str) -> str:
    """Return a text in which ``Badin Tehsil: Matli`` is two parts of a list.

    Examples
    --------
    >>> with_labels_apart("District: Badin Tehsil: Matli")
    'District: Badin; Tehsil Matli'
    """
    return _LABEL.sub(lambda found: f"; {found[1]} ", text).removeprefix("; ")


def take_exception(text: str) -> tuple[str, str]:
    """Cut a text where it says "except"; return what is before it, and the rest."""
    found = _EXCEPT.search(text)
    return (text[: found.start()], found[0].strip()) if found else (text, "")


def without_numbering(text: str) -> str:
    """Return a list without its bullets and its numbers ``1. … 2. …``.

    Examples
    --------
    >>> without_numbering("1. Badin 2) Thatta").split()
    ['Badin', 'Thatta']
    >>> without_numbering("Sindh (4)")
    'Sindh (4)'
    """
    plain = _BULLET.sub("", western_digits(text))
    numbers = [int(found[1]) for found in _NUMBERING.finditer(plain)]
    counts_up = all(n in (1, last + 1) for last, n in pairwise([0, *numbers]))
    at_a_line = re.search(rf"^{_NUMBERING.pattern}", plain, re.M)
    if counts_up and (len(numbers) > 1 or at_a_line):
        return _NUMBERING.sub("\n", plain).strip()
    return plain
