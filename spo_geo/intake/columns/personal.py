"""Columns that look like personal data: warned about and not shown."""

import re
from collections.abc import Iterable
from typing import Final

from spo_geo.intake.words.text import western_digits

# A Pakistani identity card (13 digits, often 5-7-1), and telephone numbers.
_CARD: Final = re.compile(r"(?<!\d)\d{5}-?\d{7}-?\d(?!\d)")
_PHONE: Final = re.compile(
    r"(?<![\d/.-])(?:(?:\+|00)92[\s-]?|0)\d{2,3}[\s-]?\d{3}[\s-]?\d{3,5}(?![\d/])"
)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")

SIGNS: Final = {
    "identity card numbers": _CARD,
    "telephone numbers": _PHONE,
    "mail addresses": _MAIL,
}
"""What is looked for, by its name."""


def personal_signs(values: Iterable[str]) -> tuple[str, ...]:
    """Return what in a column looks like personal data.

    Parameters
    ----------
    values : iterable of str
        The cells of a column.

    Returns
    -------
    tuple of str
        Keys of `SIGNS`; empty when nothing does.

    Examples
    --------
    >>> personal_signs(["call 0300-1234567", "35202-1234567-1"])
    ('identity card numbers', 'telephone numbers')
    >>> personal_signs(["2012-06-01", "PKR 5,945,000", "30000"])
    ()
    """
    found = dict.fromkeys(SIGNS, False)
    for value in map(western_digits, values):
        for name, pattern in SIGNS.items():
            found[name] = found[name] or bool(pattern.search(value))
    return tuple(name for name, seen in found.items() if seen)
