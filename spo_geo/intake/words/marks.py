"""Marks in a cell: what says yes under the name of a district, a year or a funder."""

from typing import Final

from spo_geo.intake.words.text import is_empty, one_line

MARKS: Final = frozenset(
    {"x", "✓", "✔", "√", "●", "•", "■", "yes", "y", "1", "*", "ok"}
)
"""What stands under a district, or under another name, where there is work."""

NO_MARKS: Final = frozenset({"0", "no", "n", "false", "✗", "✘"})


def is_marked(text: str) -> bool:
    """Tell whether a cell is a mark that says yes.

    Examples
    --------
    >>> is_marked("X"), is_marked("0"), is_marked("12")
    (True, False, False)
    """
    return one_line(text).casefold() in MARKS


def is_mark(text: str) -> bool:
    """Tell whether a cell is blank, or a mark that says yes or no."""
    plain = one_line(text).casefold()
    return is_empty(plain) or plain in MARKS | NO_MARKS
