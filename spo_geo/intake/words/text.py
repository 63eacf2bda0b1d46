"""The text of a cell: inert, readable, and the words that mean "nothing"."""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from spo_geo.gazetteer import EMPTY as EMPTY_WORDS
from spo_geo.placenames import normalise

# A shortcode of a page builder: a name with an underscore, or with attributes.
_SHORTCODE: Final = re.compile(
    r"\[/?(?:[a-z]+_[\w-]+(?:\s[^\[\]]*)?|[a-z][\w-]*(?:\s+[\w-]+=[^\[\]]*))/?\]"
)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_MARKED: Final = re.compile(r"[\[&]")
_SPACES: Final = re.compile(r"[^\S\n]+")
# What a spreadsheet would run, with the apostrophe that makes it text (OWASP).
_MADE_INERT: Final = re.compile(r"'(?='*[=+\-@\t＝＋－＠])")
_ZERO_DATE: Final = re.compile(
    r"(?:0{1,2}[-/ ])?jan[-/ ]+00|0{0,2}[-/ ]jan[-/ ](?:00|1900)|0?[01]/0?0/(?:19)?00"
)
_GAPS: Final = frozenset({"Pd", "Pc", "Zs", "Cc", "Cf"})
"""Categories of what fills a cell without saying anything: dashes and spaces."""

_MORE_EMPTY: Final = frozenset(
    {"notavailable", "notstated", "notspecified", "unspecified", "nodata", "blank"}
    | {"tbc", "unknown"}
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    r"""A text as it is taken, and what was done to it.

    Attributes
    ----------
    text : str
        Lines parted by ``\n``, single spaces, no control characters.
    notes : tuple of str
        What was stripped, in words.
    """

    text: str
    notes: tuple[str, ...] = ()


@lru_cache(maxsize=65_536)
def clean(raw: str) -> Cleaned:
    """Return the text of a cell without what a page builder or a machine left in it.

    Parameters
    ----------
    raw : str
        As the sheet holds it.

    Returns
    -------
    Cleaned
        Entities are decoded once and shortcodes stripped, with a note; tags stay
        text, for whoever shows them makes them inert.

    Examples
    --------
    >>> clean("[kc_row _id='7']Law &amp; Order[/kc_row]").text
    'Law & Order'
    >>> clean("<b>x</b> [sic]").text
    '<b>x</b> [sic]'
    >>> clean("'=1+1").text
    '=1+1'
    """
    if raw.isprintable() and raw[:1] != "'" and not _MARKED.search(raw):
        return Cleaned(one_line(raw))
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    inert = _MADE_INERT.match(text)
    text = text[1:] if inert else text
    notes = []
    bare = _SHORTCODE.sub(" ", text)
    if bare != text:
        notes.append("shortcodes of a web page were stripped")
    decoded = _ENTITY.sub(lambda found: html.unescape(found[0]), bare)
    if decoded != bare:
        notes.append("character codes such as &amp; were decoded once")
    kept = "".join(char for char in decoded if _is_text(char))
    lines = (_SPACES.sub(" ", line).strip() for line in kept.split("\n"))
    return Cleaned("\n".join(filter(None, lines)), tuple(notes))


def _is_text(char: str) -> bool:
    return char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")


def one_line(text: str) -> str:
    """Return a text with its lines joined by spaces."""
    return " ".join(text.split())


@lru_cache(maxsize=65_536)
def is_empty(text: str) -> bool:
    """Tell whether a cell says nothing: blank, a dash, ``N/A``, ``nil``, ``Jan-00``.

    Parameters
    ----------
    text : str
        A cleaned cell.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_empty("–"), is_empty("N/A"), is_empty("Jan-00"), is_empty("TBD")
    (True, True, True, False)
    """
    plain = text.strip().casefold()
    if not plain or _ZERO_DATE.fullmatch(plain):
        return True
    if any(char.isalnum() for char in plain):
        return normalise(plain) in EMPTY_WORDS | _MORE_EMPTY
    return all(unicodedata.category(c) in _GAPS or c in ".,;:/\\'\"۔" for c in plain)


def western_digits(text: str) -> str:
    """Return a text with Urdu and Arabic-Indic digits written 0 to 9.

    Examples
    --------
    >>> western_digits("۲۰۱۵ and ٢٠١٥")
    '2015 and 2015'
    """
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text
    )


def part_of_list(text: str) -> str:
    """Return a text as it may stand in a list cell: one line, no semicolon."""
    return one_line(text.replace(";", ","))
