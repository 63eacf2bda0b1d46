"""The page that stands where a page failed: it says so in words."""

from __future__ import annotations

from typing import Final

from spo_geo.atlas.edges import BODY, PAPER, Edges, head_of
from spo_geo.atlas.rows import BODY as WORDS
from spo_geo.atlas.rows import HEADING, setting_of
from spo_geo.errors import SpoGeoError
from spo_geo.printmap.blocks import Row, stack
from spo_geo.printmap.lettering import clean, plain
from spo_geo.printmap.sheet import Sheet
from spo_geo.view import DistrictCount

_MOST_LINES: Final = 12


def draw_failure(
    count: DistrictCount, reason: str, edges: Edges, number: int, total: int
) -> Sheet:
    """Draw the page that says why a district's page is missing.

    Parameters
    ----------
    count : DistrictCount
        The district, and the projects that name it.
    reason : str
        Why, in words.
    edges : Edges
        Its foot is written.
    number, total : int
        Number of the page, and of all pages of the atlas.

    Returns
    -------
    Sheet
    """
    sheet = Sheet(PAPER)
    edges = Edges(head_of(count.district), edges.foot)
    edges.draw(sheet, number, total)
    n = count.n_projects
    named = "1 recorded project names" if n == 1 else f"{n} recorded projects name"
    rows = (
        Row("This page could not be made", HEADING, above=0.0),
        Row(f"Reason: {legible(reason)}", WORDS, most=_MOST_LINES),
        Row(
            f"{named} this district: {legible(', '.join(count.project_ids))}",
            WORDS,
            most=_MOST_LINES,
        ),
        Row("The pages that could be made, and every number on them, stand.", WORDS),
    )
    stack(sheet, "legend", [setting_of(rows, BODY.width)], BODY.left, edges.inner.top)
    return sheet


def reason_of(error: Exception) -> str:
    """Return what went wrong, in words; never empty."""
    if isinstance(error, SpoGeoError):
        return str(error)
    return f"an error of the program: {type(error).__name__}: {error}"


def legible(text: str) -> str:
    """Return text in which a character that the font lacks stands as its code.

    Examples
    --------
    >>> legible("map 地")
    'map U+5730'
    """
    return "".join(c if _is_known(c) else f"U+{ord(c):04X}" for c in plain(text))


def _is_known(char: str) -> bool:
    try:
        clean(char, where="", style=WORDS)
    except SpoGeoError:
        return False
    return True
