"""The status of a project: numbers of a code list, and other words for planned."""

from typing import Final

from spo_geo.intake.columns.headings import heading_key
from spo_geo.statuses import is_other_word_for_planned

_IATI: Final = {
    "1": "Pipeline/identification",
    "2": "Implementation",
    "3": "Finalisation",
    "4": "Closed",
    "5": "Cancelled",
    "6": "Suspended",
}
"""Code list ActivityStatus of the IATI standard, 2.03."""

_HEADINGS: Final = frozenset({"activity status", "activity status code"})


def read_status(text: str, heading: str) -> str:
    """Return a status in words.

    Parameters
    ----------
    text : str
        As written.
    heading : str
        Name of its column.

    Returns
    -------
    str
        As written, but for the numbers of an IATI export and for other words for
        ``Planned``.

    Examples
    --------
    >>> read_status("2", "activity-status-code"), read_status("2", "Status")
    ('Implementation', '2')
    >>> read_status("Yet to start", "Status"), read_status("Not completed", "Status")
    ('Planned', 'Not completed')
    """
    if is_other_word_for_planned(text):
        return "Planned"
    return _IATI.get(text, text) if heading_key(heading) in _HEADINGS else text
