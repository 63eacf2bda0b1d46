"""The words of an atlas as rows of type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from spo_geo.atlas.content import DistrictContent, ProjectEntry
from spo_geo.atlas.flow import Piece
from spo_geo.errors import SpoGeoError
from spo_geo.printmap.blocks import SIGN_FOOT, SIGN_HEIGHT, Block, Row, set_block
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.lettering import INK, MUTED, Style
from spo_geo.printmap.sheet import Sheet

HEADING: Final = Style(10.5, INK, weight="bold")
TITLE: Final = Style(9.0, INK, weight="bold")
BODY: Final = Style(7.8, INK)
SMALL: Final = Style(7.0, MUTED)
LABEL: Final = Style(7.8, MUTED)

ALL: Final = 100_000
"""No row of an atlas is cut: it flows to the next page."""

NOT_SHOWN: Final = (
    "[not shown here: there is no font for the script of these words; the tables of "
    "the selection hold them as written]"
)

_LEAD: Final = 92.0
_NOTES_HEADING: Final = "Notes on places"
_HELD_HEADING: Final = "Places held that may lie here; not counted, not shaded"


@dataclass(frozen=True, slots=True)
class Label:
    """A sign that is a word: it stands before the lines that it names."""

    words: str

    def __call__(self, sheet: Sheet, box: Box) -> None:
        """Write the word on the base line of its row."""
        factor = box.height / (SIGN_HEIGHT * BODY.size)
        at = (box.left, box.bottom + SIGN_FOOT * BODY.size * factor)
        sheet.text("legend", at, self.words, LABEL.scaled(factor))


def project_pieces(
    content: DistrictContent, width: float, factor: float = 1.0
) -> Iterator[Piece]:
    """Yield what flows below the figures of a district: projects, then notes.

    Parameters
    ----------
    content : DistrictContent
        What stands on the page.
    width : float
        Width of the column [points].
    factor : float
        Factor on the sizes at A4.

    Yields
    ------
    Piece
        A project each; the heading stays with the first.

    """
    heading: Block = (Row("Projects", HEADING, above=0.0),)
    for entry in content.projects:
        yield setting_of((*heading, *_project_rows(entry)), width, factor)
        heading = ()
    for title, lines in (
        (_NOTES_HEADING, content.notes),
        (_HELD_HEADING, content.may_lie_here),
    ):
        if lines:
            yield setting_of(list_block(title, lines), width, factor)
    if content.rules:
        rules = tuple(Row(rule, SMALL, above=0.0, most=ALL) for rule in content.rules)
        yield setting_of(rules, width, factor)


def _project_rows(entry: ProjectEntry) -> Iterator[Row]:
    yield Row(entry.title, TITLE, above=3.0, most=ALL)
    yield Row(entry.facts, LABEL, above=0.5, most=ALL)
    if entry.summary:
        yield Row(entry.summary, BODY, above=1.5, most=ALL)
    for label, lines in entry.fields:
        yield from _field(label, lines)


def _field(label: str, lines: Sequence[str]) -> Iterator[Row]:
    """Yield the lines of a field, its label before the first."""
    first, *others = lines
    yield Row(first, BODY, sign=Label(label), lead=_LEAD, above=1.5, most=ALL)
    for line in others:
        yield Row(line, BODY, lead=_LEAD, above=0.5, most=ALL)


def list_block(title: str, lines: Iterable[str], style: Style = BODY) -> Block:
    """Return a heading with lines below it."""
    rows = (Row(line, style, above=1.5, most=ALL) for line in lines)
    return (Row(title, TITLE, above=0.0, most=ALL), *rows)


def setting_of(block: Block, width: float, factor: float = 1.0) -> Piece:
    """Break the rows of a block into lines; what recurs is remembered.

    Parameters
    ----------
    block : tuple of Row
        What to set.
    width : float
        Width of the column [points].
    factor : float
        Factor on the sizes at A4.

    Returns
    -------
    Piece
        A row in a script for which there is no font says so, and costs no other.
    """
    return tuple(_set_row(row, width, factor)[0] for row in block)


@lru_cache(maxsize=4096)
def _set_row(row: Row, width: float, factor: float) -> Piece:
    """Set one row: a project stands on the page of each of its districts."""
    try:
        return set_block((row,), width, factor)
    except SpoGeoError:
        return set_block((replace(row, words=NOT_SHOWN),), width, factor)
