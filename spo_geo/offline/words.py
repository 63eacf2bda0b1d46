"""What the offline map says of itself."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from spo_geo.export.about import HOW_COUNTED
from spo_geo.mapfiles import LEAFLET_VERSION
from spo_geo.provenance import Stamp
from spo_geo.view import View

DEFAULT_TITLE: Final = "SPO coverage atlas"

DOCUMENTS: Final = {
    "000": "SPO's project write-ups",
    "001": "a project card of SPO",
    "002": "a project card of SPO",
    "003": "a project card of SPO",
    "004": "an encyclopaedia article about SPO, with its coverage list and offices",
}
"""The documents behind the shipped records, by the number that references use."""

ABOUT_BOUNDARIES: Final = (
    "The layer stops at the Line of Control, which is dashed. The colours and lines "
    "take no side in any dispute.",
    "It shows districts as of the date of the layer. A district that was made later "
    "is read as the one it came from.",
    "Maps published in Pakistan may need vetting by the Survey of Pakistan under the "
    "Surveying and Mapping (Amendment) Act 2020. That decision is SPO's.",
)
SHORTENED: Final = (
    "Summaries and stated results are left out, so that the file stays small enough "
    "to send."
)
_IN_THE_BROWSER: Final = (
    "The filters of this file narrow the selection that it holds; nothing else of the "
    "records is in it. Several values in one filter mean any of them; several filters "
    "mean all of them at once.",
    "The play control leaves out, for one year, the projects that were not active in "
    "it; colours stay those of all years shown, so that years can be compared.",
)


def how_counted() -> tuple[str, ...]:
    """Return the rules behind the numbers, a sentence or two each."""
    return (*HOW_COUNTED, *_IN_THE_BROWSER)


def documents(view: View) -> tuple[str, ...]:
    """Say which documents the references of the selection mean.

    Parameters
    ----------
    view : View
        The selection.

    Returns
    -------
    tuple of str
        One line a document that a project of the selection cites.
    """
    cited = {source.split(":")[0] for p in view.projects for source in p.sources}
    return tuple(f"{key}: {name}" for key, name in DOCUMENTS.items() if key in cited)


def long_date(day: date) -> str:
    """Return a day as prose writes it.

    Examples
    --------
    >>> long_date(date(2026, 11, 2))
    '2 November 2026'
    """
    return f"{day.day} {day:%B %Y}"


def left_out_when_made(view: View) -> str:
    """Say how many projects without dates the selection's years left out.

    Parameters
    ----------
    view : View
        The selection.

    Returns
    -------
    str
        Empty when there is none.
    """
    n = view.n_undated_left_out
    if not n:
        return ""
    were = "project without dates was" if n == 1 else "projects without dates were"
    return f"{n} {were} left out by the years of this selection."


def facts(stamp: Stamp) -> Iterable[tuple[str, str]]:
    """Return what identifies the file: names and values.

    Parameters
    ----------
    stamp : Stamp
        Of the selection.

    Returns
    -------
    iterable of tuple of str
        In the order of reading.
    """
    yield "Selection", stamp.filters
    yield "As a query", stamp.query or "none: all records"
    yield "Made on", stamp.made
    yield "Records compiled on", stamp.records_date or "not stated"
    yield "Program", stamp.program
    yield "Hash of data/ and geo/", stamp.data_version
    yield "Hash of the selection", stamp.selection
    yield "Check this file", "python -m spo_geo verify FILE"
    yield "Map library", f"Leaflet {LEAFLET_VERSION}, BSD 2-Clause licence"
