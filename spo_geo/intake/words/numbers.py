"""Numbers with the words round them; money stays text and is never added up."""

import re
from dataclasses import dataclass
from typing import Final

from spo_geo.intake.words.text import western_digits

_QUALIFIERS: Final = {
    "around": r"around|about|approx(?:imately|\.)?|nearly|almost|circa|ca\.|some|~|±",
    "more than": r"more than|over|above|>|exceeding",
    "at least": r"at ?least|minimum|min\.?|≥",
    "maximum": r"maximum|max\.?|up ?to|at most|not more than|≤",
    "less than": r"less than|under|below|fewer than|<",
}
_QUALIFIER: Final = re.compile(
    "|".join(f"(?P<{k.replace(' ', '_')}>{v})" for k, v in _QUALIFIERS.items()), re.I
)
# 1,234,567 or, as South Asia groups, 12,34,567; else digits alone.
_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?")
_MONEY: Final = re.compile(
    r"(?i)(?:\b(?:rs|pkr|usd|us\$|eur|gbp|aud|cad|nok|sek|dkk|chf|jpy)\b\.?|[$€£¥₨])"
    r"|\d\s*/[-=]|\b(?:rupees|dollars|euros|pounds)\b"
)
_WORDS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
NUMBER_WORDS: Final = {word: n for n, word in enumerate(_WORDS.split(), start=1)}
"""English number words up to twenty, as sheets write counts of districts."""


@dataclass(frozen=True, slots=True)
class NumberRead:
    """A number as written.

    Attributes
    ----------
    text : str
        The words.
    value : int, float or None
        The one number in them; None when there is none, or several, or it is money.
    qualifier : str
        ``around``, ``more than``, ``at least``, ``maximum``, ``less than`` or empty.
    """

    text: str
    value: int | float | None
    qualifier: str = ""


def is_money(text: str) -> bool:
    """Tell whether a text is an amount of money.

    Examples
    --------
    >>> [is_money(t) for t in ("Rs. 8.5 M", "8,470,200/-", "USD 69,940", "14,000")]
    [True, True, True, False]
    """
    return bool(_MONEY.search(text)) and bool(re.search(r"\d", western_digits(text)))


def read_number(text: str) -> NumberRead:
    """Read the number of a cell and the word that weakens or bounds it.

    Parameters
    ----------
    text : str
        A cell.

    Returns
    -------
    NumberRead

    Examples
    --------
    >>> read_number("around 30,000"), read_number("1,00,000").value
    (NumberRead(text='around 30,000', value=30000, qualifier='around'), 100000)
    >>> read_number("PKR 5,945,000").value is None
    True
    """
    plain = western_digits(text)
    found = _NUMBER.findall(plain)
    word = NUMBER_WORDS.get(plain.strip().casefold())
    if word is not None:
        return NumberRead(text, word)
    if len(found) != 1 or is_money(text):
        return NumberRead(text, None)
    digits = found[0].replace(",", "")
    value = float(digits) if "." in digits else int(digits)
    bound = _QUALIFIER.search(plain[: plain.index(found[0])])
    name = (bound.lastgroup or "").replace("_", " ") if bound else ""
    return NumberRead(text, value, name)
