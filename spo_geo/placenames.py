"""Spellings of place names: what counts as the same, and letters that deceive.

Nothing here knows a place; the gazetteer does.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_FOLDED: Final = str.maketrans(
    {
        "ي": "ی",  # Arabic yeh, as Sindhi and Arabic keyboards type it
        "ى": "ی",  # alef maksura
        "ك": "ک",
        "ه": "ہ",
        "ە": "ہ",
        "ة": "ہ",
    }
)
"""Arabic letters to the Urdu letters of the same sound (Unicode block Arabic)."""

_SILENT: Final = frozenset(
    "\u0640\u034f\u0670" + "".join(map(chr, range(0x064B, 0x0653)))
)
"""Tatweel, grapheme joiner, dagger alef and vowel marks: written or left out freely."""

_GAPS: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Pd", "Pc", "Ps", "Pe", "Pi", "Pf"})
"""General categories of spaces, dashes, brackets and curly quotes."""

_STOPS: Final = frozenset(".'\"`´ʼ′·۔:")
_EDGES: Final = ",;،؛ "

_DISTRICT_WORDS: Final = frozenset(
    {"district", "districts", "distt", "dist", "ضلع", "ضلعو"}
)

_LOOK_ALIKE_SCRIPTS: Final = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})

_AS_LATIN: Final = str.maketrans(
    "авеѕіјкмноԁрстухһԛԝαβεικνορτυχ",
    "abesijkmhodpctyxhqwabeikvoptux",
)
"""Cyrillic and Greek letters by the Latin letter they look like (after UTS 39)."""

_SIDE: Final = "upper|lower|north|south|east|west|central"
_AND: Final = r"(?:\s*[/&+,،\-–]\s*|\s+and\s+)"
_PAIR_FIRST: Final = re.compile(
    rf"(?:dist\w*\.?\s+)?(?P<one>{_SIDE}){_AND}(?P<two>{_SIDE})\s+(?P<base>.+)"
)
_PAIR_LAST: Final = re.compile(
    rf"(?P<base>.+?)[\s(\-–,]+(?P<one>{_SIDE}){_AND}(?P<two>{_SIDE})\)?(?:\s+dist\w*)?"
)


LONGEST: Final = 500
"""Characters of a text that can still be a place with its province.

The rules try every way to part a text in two, so that a page of prose would keep them
busy for minutes; and what is no name need not be kept in memory for the next time.
"""


def is_too_long(text: str) -> bool:
    """Tell whether a text is longer than any name, as written or spelled out.

    Examples
    --------
    >>> is_too_long("Tando Muhammad Khan"), is_too_long("word " * 101)
    (False, True)
    """
    return len(text) > LONGEST or len(unicodedata.normalize("NFKC", text)) > LONGEST


def normalise(text: str) -> str:
    """Return the key by which two spellings of one name are compared.

    Case, width and form of letters (NFKC), spaces, hyphens, dots, quotes, brackets
    and invisible marks do not count; Arabic letters are folded to Urdu ones; the
    word "District" is dropped at either end. Idempotent.

    Parameters
    ----------
    text : str
        A place name as written.

    Returns
    -------
    str
        The key, without spaces; empty when the text has no letter or digit in it.

    Examples
    --------
    >>> normalise("MIRPUR-KHAS") == normalise("District Mirpurkhas")
    True
    >>> normalise("D. I.Khan")
    'dikhan'
    """
    if len(text) > LONGEST:
        return _normalise.__wrapped__(text)
    return _normalise(text)


@lru_cache(maxsize=65_536)
def _normalise(text: str) -> str:
    before = None
    while before != text:
        before, text = text, "".join(_words(text))
    return text


def words(text: str) -> list[str]:
    """Return the normalised words of a name, without "District" at either end.

    Parameters
    ----------
    text : str
        A place name as written.

    Returns
    -------
    list of str
        At least one word is kept: the word "District" alone stays.

    Examples
    --------
    >>> words("Distt. Tando M.Khan")
    ['tando', 'm', 'khan']
    """
    return list(_words(text))


def _words(text: str) -> tuple[str, ...]:
    if len(text) > LONGEST:
        return _parted.__wrapped__(text)
    return _parted(text)


@lru_cache(maxsize=65_536)
def _parted(text: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = unicodedata.normalize("NFKC", folded).translate(_FOLDED)
    found = "".join(map(_heard, folded)).strip(_EDGES).split()
    while len(found) > 1 and found[0] in _DISTRICT_WORDS:
        del found[0]
    while len(found) > 1 and found[-1] in _DISTRICT_WORDS:
        del found[-1]
    return tuple(found)


def mixes_scripts(text: str) -> bool:
    """Tell whether Latin letters stand beside letters that only look Latin.

    Parameters
    ----------
    text : str
        A place name as written.

    Returns
    -------
    bool
        True when the text has Latin letters and Cyrillic, Greek, Armenian or
        Cherokee ones. Arabic letters never look Latin and do not count.

    Examples
    --------
    >>> mixes_scripts("B\u0430din"), mixes_scripts("Badin ضلع")
    (True, False)
    """
    letters = filter(str.isalpha, unicodedata.normalize("NFKC", text))
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in letters}
    return "LATIN" in scripts and bool(scripts & _LOOK_ALIKE_SCRIPTS)


def as_latin(text: str) -> str:
    """Return the text with look-alike letters replaced by the Latin ones.

    For suggestions only: what it yields is never taken for what was meant.

    Parameters
    ----------
    text : str
        A place name as written.

    Returns
    -------
    str
        The text in small letters.

    Examples
    --------
    >>> as_latin("B\u0430din")
    'badin'
    """
    return unicodedata.normalize("NFKC", text).casefold().translate(_AS_LATIN)


def split_pair(text: str) -> tuple[str, str] | None:
    """Return the two names in a form such as "Upper/Lower Dir", or None.

    Parameters
    ----------
    text : str
        A place name as written.

    Returns
    -------
    tuple of str or None
        Both names in full; None when the text has no such form.

    Examples
    --------
    >>> split_pair("Upper/Lower Dir")
    ('upper dir', 'lower dir')
    >>> split_pair("Karachi (East & West)")
    ('east karachi', 'west karachi')
    """
    if is_too_long(text):
        return None
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    found = _PAIR_FIRST.fullmatch(plain) or _PAIR_LAST.fullmatch(plain)
    if found is None or found["one"] == found["two"]:
        return None
    return f"{found['one']} {found['base']}", f"{found['two']} {found['base']}"


def _heard(char: str) -> str:
    """Return a letter as it is, a separator as a space, a silent mark as nothing."""
    category = unicodedata.category(char)
    if category == "Cf" or char in _SILENT:
        return ""
    return " " if category in _GAPS or char in _STOPS else char
