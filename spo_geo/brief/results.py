"""Which stated results a table shows of a project, and how each one reads."""

import re
from collections.abc import Iterable
from typing import Final

from spo_geo.model import Result

MOST: Final = 3
RULE: Final = (
    f"Key results: at most {MOST} a project, those with the largest stated numbers; "
    "of results that may count the same people or things only the larger one. They "
    "are never added up."
)
"""How `key_results` chooses, in words."""

_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_COUNT_OF: Final = re.compile(r"^(?:total )?(?:number|no\.?|#) of ", re.IGNORECASE)


def key_results(results: Iterable[Result], most: int = MOST) -> tuple[Result, ...]:
    """Choose the results that a table shows.

    Parameters
    ----------
    results : iterable of Result
        Those of one project, in the order of the records.
    most : int
        How many at most.

    Returns
    -------
    tuple of Result
        The largest numbers first; a result whose value is not a plain number comes
        after all numbers. Of two results that may overlap the later one is left out.
    """
    chosen: list[Result] = []
    for result in sorted(results, key=lambda r: -_size(r.value)):
        if len(chosen) == most:
            break
        if not any(_overlap(result, other) for other in chosen):
            chosen.append(result)
    return tuple(chosen)


def _size(value: str) -> float:
    return float(value.replace(",", "")) if _NUMBER.fullmatch(value) else -1.0


def _overlap(one: Result, other: Result) -> bool:
    return one.result_id in other.overlaps_with or other.result_id in one.overlaps_with


def result_text(result: Result) -> str:
    """Return a stated result in words, with its source.

    Parameters
    ----------
    result : Result
        As recorded.

    Returns
    -------
    str
        Number and indicator as one phrase where the indicator says what is counted,
        such as ``around 30,000 out-of-school children enrolled (000:15)``; else the
        indicator, then number and unit.
    """
    number = f"{result.qualifier} {_grouped(result.value)}".strip()
    if _says_unit(result):
        text = f"{number} {_lowered(_COUNT_OF.sub('', result.indicator))}"
    else:
        text = f"{result.indicator}: {f'{number} {result.unit}'.strip()}"
    return f"{text} ({result.source})" if result.source else text


def _says_unit(result: Result) -> bool:
    """Tell whether the indicator itself says what the number counts."""
    unit = result.unit.casefold()
    counts_people = unit == "people"
    return bool(unit) and (counts_people or unit in result.indicator.casefold())


def _grouped(value: str) -> str:
    """Write a plain whole number with thousands separators, all else as it is."""
    return f"{int(value):,}" if value.isdecimal() else value


def _lowered(text: str) -> str:
    """Begin with a small letter, except an abbreviation such as CSO."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
