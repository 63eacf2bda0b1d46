"""Which words of a status say that work is only planned or announced.

A status is a person's own words. It counts as planned when it begins by saying so
(*Planned*, *Pipeline/identification*, *Approved, not yet started*) and nothing after
that says otherwise (*Planned end*, *Expected completion*). Where a status leaves it
open, the work is not called planned.

References
----------
IATI Standard 2.03, code list ActivityStatus: 1 is *Pipeline/identification*.
"""

import re
from functools import lru_cache
from typing import Final

_BEGIN: Final = r"(?:start(?:ed)?|begin|begun|commenced?|launch(?:ed)?|initiated?)"
_NOT_YET: Final = (
    rf"(?:not|yet|about|due|scheduled|expected|will)(?: yet)?(?: to)?(?: be)? {_BEGIN}|"
    rf"to (?:be )?(?:{_BEGIN}|implemented|announced)|"
    r"(?:awaiting|pending) (?:start|commencement|launch)|(?:starting|coming) soon"
)
_DECIDED: Final = r"(?:approved|agreed|awarded|funded|sanctioned|signed)(?: and| but)?"
_NAMES: Final = r"planned|pipeline|proposed|proposal|announced|intended"
_OTHER_WORDS: Final = re.compile(
    rf"{_NOT_YET}|up ?coming|forthcoming|future|in (?:the )?pipeline|"
    r"(?:under|in) planning|planning(?: (?:stage|phase))?|(?:expected|scheduled)$"
)
_PLANNED: Final = re.compile(
    rf"(?:{_NAMES}|{_OTHER_WORDS.pattern}|{_DECIDED} (?:{_NOT_YET}))\b"
)
_OTHERWISE: Final = re.compile(
    r"\b(?<!to be )(?:end(?:s|ed|ing)?|clos(?:ed|ing|ure)|complet(?:ed|e|ion)|"
    r"finish(?:ed)?|on ?going|(?:has|was|now|already) (?:start|begu)\w*|running|"
    r"active|in progress|under ?way|cancel\w*|dropped|abandoned|rejected|withdrawn|"
    r"suspended|postponed)\b"
)


@lru_cache(maxsize=4096)  # a few words stand in very many records
def is_planned(status: str) -> bool:
    """Tell whether a status says that work is only planned or announced.

    Parameters
    ----------
    status : str
        As written; empty where none is stated.

    Returns
    -------
    bool
        False where the status leaves it open.

    Examples
    --------
    >>> [is_planned(s) for s in ("Planned", "Approved, not started", "Upcoming (2027)")]
    [True, True, True]
    >>> [is_planned(s) for s in ("Planned end", "On-going", "Cancelled", "Approved")]
    [False, False, False, False]
    """
    text = _words(status)
    return bool(_PLANNED.match(text)) and not _OTHERWISE.search(text)


def is_other_word_for_planned(status: str) -> bool:
    """Tell whether a status says ``Planned`` in other words, and nothing more.

    Examples
    --------
    >>> [is_other_word_for_planned(s) for s in ("Yet to start", "Upcoming", "Proposed")]
    [True, True, False]
    """
    words_alone = not re.search(r"\d", status)
    return words_alone and bool(_OTHER_WORDS.fullmatch(_words(status)))


def _words(text: str) -> str:
    """Return the words in small letters, one space between them."""
    return " ".join(re.findall("[a-z]+", text.casefold()))
