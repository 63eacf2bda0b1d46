"""What a word in the place of a province stands for."""

import re
from typing import Final

from spo_geo.gazetteer import Gazetteer
from spo_geo.placenames import normalise

_SIDES: Final = frozenset({"central", "east", "west", "south", "north"})
"""Alone no province: Cameroon has an East, too, and Karachi four of them."""

_NOT_AZAD: Final = re.compile(r"jammu|\bj\s*(?:&|and)\s*k\b", re.I)
_AZAD: Final = re.compile(r"\bazad|\ba\.?\s*j", re.I)


def province_code(gazetteer: Gazetteer, text: str) -> str | None:
    """Return the `adm1_pcode` of a province, or of a former unit in its stead.

    Parameters
    ----------
    gazetteer : Gazetteer
        Lists provinces and regions.
    text : str
        As written.

    Returns
    -------
    str or None
        None for words that name no province of Pakistan, and for bare sides such as
        ``East``.
    """
    return None if is_side(text) else gazetteer.province(text, regions=True)


def is_side(text: str) -> bool:
    """Tell whether a word is a bare side such as ``East``."""
    return normalise(text) in _SIDES


def is_other_kashmir(text: str) -> bool:
    """Tell whether words name Jammu and Kashmir without Azad.

    Its Poonch lies across the Line of Control from the district of that name in Azad
    Kashmir.

    Examples
    --------
    >>> is_other_kashmir("Jammu & Kashmir"), is_other_kashmir("Azad Jammu & Kashmir")
    (True, False)
    """
    return bool(_NOT_AZAD.search(text)) and not _AZAD.search(text)
