"""Read the Sustainable Development Goals of a cell: numbers 1 to 17."""

import re
from dataclasses import dataclass
from typing import Final

from spo_geo.intake.words.text import is_empty, one_line, western_digits

N_GOALS: Final = 17
"""Number of goals (United Nations General Assembly, A/RES/70/1)."""

# "SDG 4 & 5", "Goal 16", "SDGs: 3.8, 5": a word for a goal and the numbers after it.
_NAMED: Final = re.compile(
    r"(?:sdgs?|goals?|ہدف)[\s#:.-]*(?:no\.?\s*)?"
    r"((?:\d{1,2}(?:\.\w{1,2}){0,2}(?:\s*(?:,|&|and|/|\+)\s*(?=\d))?)+)",
    re.I,
)
# A number at the beginning of the cell or of a part: "16 Peace, Justice …", "4- …".
_LEADING: Final = re.compile(r"(?:^|[;\n|])\s*(\d{1,2})(?:\.\w{1,2}){0,2}(?!\d)")
_NUMBERS: Final = re.compile(r"(\d{1,2})(?:\.\w{1,2}){0,2}")


@dataclass(frozen=True, slots=True)
class SdgRead:
    """What a cell says.

    Attributes
    ----------
    goals : tuple of int
        Each goal once, in the order of the cell.
    text : str
        The words.
    wrong : tuple of int
        Numbers that are no goal.
    """

    goals: tuple[int, ...]
    text: str
    wrong: tuple[int, ...] = ()


def read_sdg(text: str) -> SdgRead:
    """Read a cell of goals; a target such as 17.1 counts for its goal.

    Parameters
    ----------
    text : str
        The cell, cleaned.

    Returns
    -------
    SdgRead

    Examples
    --------
    >>> read_sdg("4- Quality education; Goal 16-Peace").goals
    (4, 16)
    >>> read_sdg("16 Peace, 2 or 3 things").goals, read_sdg("SDG 18").wrong
    ((16,), (18,))
    """
    plain = western_digits(text)
    if is_empty(text):
        return SdgRead((), "")
    if re.fullmatch(r"[\d.,;&/\s+]+(?:and[\d.,;&/\s+]+)*", plain, re.I):
        numbers = [int(n) for n in _NUMBERS.findall(plain)]
    else:
        spans = [(m.start(1), m[1]) for m in _NAMED.finditer(plain)]
        spans += [(m.start(1), m[1]) for m in _LEADING.finditer(plain)]
        numbers = [int(n) for _, s in sorted(spans) for n in _NUMBERS.findall(s)]
    numbers = list(dict.fromkeys(numbers))
    goals = tuple(n for n in numbers if 1 <= n <= N_GOALS)
    wrong = tuple(n for n in numbers if not 1 <= n <= N_GOALS)
    return SdgRead(goals, one_line(text), wrong)
