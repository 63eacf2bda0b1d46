"""Number format codes of spreadsheets: what sort of thing a cell shows.

Sources: ECMA-376 part 1, 18.8.30 (built-in numbers) and 18.8.31 (codes).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

FormatKind = Literal[
    "plain", "date", "month", "year", "time", "elapsed", "percent", "mask", "words"
]

# Built-in numbers that are not plain; the East Asian ones are dates in every locale.
BUILT_IN = {
    9: "0%",
    10: "0.00%",
    14: "m/d/yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    **dict.fromkeys([*range(27, 37), *range(50, 59)], "yyyy-m-d"),
}
SLOT = "\0"
"""Stands for one digit in a mask."""

_LONGEST = 256  # characters of a code; Excel allows 255
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*')
_NO_DATE_PART = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]|am/pm|a/p')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]")
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[[^\]]*\]|(?P<space>[_*].)|(?P<slot>[#0?.,])|(?P<other>.)"
)
_WORD = re.compile(r"[^\W\d_]|[$£€¥₨₹+]|/-")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a cell shows its number.

    Attributes
    ----------
    kind : str
        ``plain``, ``date`` (with a day), ``month`` (month and year), ``year``,
        ``time``, ``elapsed``, ``percent``, ``mask`` (fixed digits, such as
        ``00000-0000000-0``) or ``words`` (a currency or other words around it).
    mask : str
        For ``mask``: the text, `SLOT` for each digit.
    before, after : str
        For ``words``: what stands around the number.
    decimals : int
        Places after the decimal point of ``percent`` and ``words``.
    grouped : bool
        Whether ``words`` groups the thousands.
    """

    kind: FormatKind
    mask: str = ""
    before: str = ""
    after: str = ""
    decimals: int = 0
    grouped: bool = False


PLAIN = NumberFormat("plain")


def number_format(code: str) -> NumberFormat:
    r"""Return what a number format code shows; a code that is not known is plain.

    Parameters
    ----------
    code : str
        The code as the file holds it; only its first section counts, which is the
        one for positive numbers.

    Examples
    --------
    >>> number_format("mmm-yy").kind, number_format('[$-409]d\\-mmm;@').kind
    ('month', 'date')
    >>> number_format('"Rs" #,##0')
    NumberFormat(kind='words', mask='', before='Rs ', after='', decimals=0, grouped=True)
    """  # noqa: E501
    return _number_format(code[:_LONGEST])


@lru_cache(maxsize=4096)
def _number_format(code: str) -> NumberFormat:
    match = _SECTION.match(code)
    section = match[0] if match else ""
    bare = _NO_DATE_PART.sub("", section.lower())
    if "general" in bare or bare in ("", "@"):
        return PLAIN
    if re.search(r"[#0?]", re.sub(r"s\.0+", "s", bare)):
        return _of_numbers(section, bare)
    return NumberFormat(_of_dates(bare))


def _of_dates(bare: str) -> FormatKind:
    if _ELAPSED.search(bare):
        return "elapsed"
    clock = "h" in bare or "s" in bare
    if "d" in bare or (clock and "y" in bare):
        return "date"
    if clock:
        return "time"
    if "m" in bare:
        return "month"
    return "year" if "y" in bare else "plain"


def _of_numbers(section: str, bare: str) -> NumberFormat:
    if "%" in bare:
        return NumberFormat("percent", decimals=_decimals(bare))
    if re.match(r"\[[<>=]", section):  # a condition: other numbers look otherwise
        return PLAIN
    tokens = list(_tokens(section))
    slots = "".join(text for is_slot, text in tokens if is_slot)
    literal = "".join(text for is_slot, text in tokens if not is_slot)
    if set(slots) == {"0"} and len(slots) > 1:
        return NumberFormat("mask", mask=_mask(tokens))
    if not _WORD.search(literal) or not re.fullmatch(r"[#0?,]*[#0?](\.[#0?]+)?", slots):
        return PLAIN
    return _with_words(tokens, slots)


def _tokens(section: str) -> list[tuple[bool, str]]:
    """Return the pieces of a section: whether a piece is a digit's place, its text."""
    tokens = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup
        if kind == "space":
            tokens.append((False, " "))
        elif kind:
            tokens.append((kind == "slot", match[kind]))
    return tokens


def _mask(tokens: list[tuple[bool, str]]) -> str:
    return "".join(SLOT if is_slot else text for is_slot, text in tokens).strip(" ")


def _with_words(tokens: list[tuple[bool, str]], slots: str) -> NumberFormat:
    places = [index for index, (is_slot, _) in enumerate(tokens) if is_slot]
    if places[-1] - places[0] + 1 != len(places):  # words between the digits
        return PLAIN
    before = "".join(text for _, text in tokens[: places[0]])
    after = "".join(text for _, text in tokens[places[-1] + 1 :])
    return NumberFormat(
        "words",
        before=re.sub(" +", " ", before).lstrip(),
        after=re.sub(" +", " ", after).rstrip(),
        decimals=_decimals(slots),
        grouped="," in slots,
    )


def _decimals(bare: str) -> int:
    match = re.search(r"\.([0?#]+)", bare)
    return min(len(match[1]), 15) if match else 0
