"""A proposal kit as a Word document."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from spo_geo.brief.options import COLUMNS
from spo_geo.brief.parts import Brief, Group, TextTable
from spo_geo.word import WordFile

AUTHOR: Final = "SPO (Strengthening Participatory Organization)"
HASH_DIGITS: Final = 12

_SHARES: Final = {
    "record": 0.7,
    "title": 1.7,
    "funder": 1.5,
    "period": 1.0,
    "districts": 1.8,
    "focus_area": 1.1,
    "role": 1.2,
    "results": 2.9,
    "status": 0.9,
    "sdg": 0.5,
    "collaborators": 1.3,
    "summary": 3.0,
    "sources": 1.8,
}
"""Width of each column of the past-performance table, relative to the others."""

_NARROW: Final = 4
"""So many columns still read well on a page that is higher than wide."""


def render_brief(brief: Brief, picture: bytes, made: date, word: WordFile) -> bytes:
    """Set a proposal kit in Word.

    Parameters
    ----------
    brief : Brief
        The words and numbers.
    picture : bytes
        The map, PNG.
    made : date
        Day of making.
    word : WordFile
        Empty, or the user's own document to start from.

    Returns
    -------
    bytes
        A DOCX; the same arguments give the same bytes.
    """
    upright = not word.is_wide
    stamp = brief.stamp
    word.footer(f"{stamp.program} · data {stamp.data_version[:HASH_DIGITS]}")
    word.write(brief.title, "Title")
    word.picture(picture, brief.picture_text, above=brief.title, below=brief.caption)
    word.caption("Figure", brief.caption)
    word.turn(wide=len(brief.table.headings) > _NARROW or not upright)
    _write_past_performance(word, brief)
    word.turn(wide=not upright)
    _write_places(word, brief)
    _write_end(word, brief)
    return word.to_bytes(
        title=brief.title, author=AUTHOR, stamp=stamp.as_json(), made=made
    )


def _write_past_performance(word: WordFile, brief: Brief) -> None:
    word.write("Past performance", "Heading 1")
    word.write(brief.sentence)
    keys = {heading: key for key, heading in COLUMNS.items()}
    shares = (_SHARES[keys[heading]] for heading in brief.table.headings)
    table = brief.table
    word.table(table.headings, table.rows, shares, title="Past performance of SPO")
    word.notes(brief.table_notes)


def _write_places(word: WordFile, brief: Brief) -> None:
    if brief.districts:
        word.write("Districts by province", "Heading 1")
        word.table(
            ("District", "P-code", "Projects", "Records"),
            _grouped(brief.districts),
            (3, 1, 1, 4),
            title="Districts by province",
        )
    if brief.unnamed:
        word.write("Projects that are not on the map", "Heading 1")
        word.table(
            ("Project", "Where, in the words of the source", "Record"),
            _grouped(brief.unnamed),
            (4, 4, 1),
            title="Projects without a district",
        )
    _write_table(word, "Places held", brief.held, (2, 1, 4, 3))
    _write_table(word, "Places read with a note", brief.read, (2, 1, 2, 5))


def _grouped(groups: tuple[Group, ...]) -> Iterator[tuple[str, ...]]:
    for group in groups:
        yield (group.heading,)
        yield from group.rows


def _write_table(
    word: WordFile, heading: str, table: TextTable, shares: tuple[float, ...]
) -> None:
    if table.rows:
        word.write(heading, "Heading 1")
        word.table(table.headings, table.rows, shares, title=heading)


def _write_end(word: WordFile, brief: Brief) -> None:
    word.write("How these numbers were counted", "Heading 1")
    word.bullets(brief.counting)
    _write_table(word, "Sources", brief.sources, (1, 4, 5))
    word.write("Where this document comes from", "Heading 1")
    word.notes(brief.stamp.lines())
