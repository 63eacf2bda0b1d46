"""The lists before the pages of the districts: contents, and what is on no page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from spo_geo.atlas.overview import Overview
from spo_geo.atlas.rows import ALL, list_block
from spo_geo.printmap.blocks import Block, Row
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.lettering import INK, MUTED, Style
from spo_geo.printmap.panel import MOST_HELD
from spo_geo.printmap.sheet import Sheet

Links = list[tuple[Box, str]]
"""Where on a page a district that has a page is named, and its P-code."""

_HEADING: Final = Style(9.0, INK, weight="bold")
_PROVINCE: Final = Style(7.8, INK, weight="bold")
_ENTRY: Final = Style(7.8, INK)
_WORDS: Final = Style(7.0, INK)
_NOTE: Final = Style(7.0, MUTED)
_LEAD: Final = 22.0


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A sign that draws nothing: it remembers where a district is named.

    Attributes
    ----------
    adm2_pcode : str
        The district.
    width : float
        Width of the column [points].
    links : list of (Box, str)
        Takes the place.
    """

    adm2_pcode: str
    width: float
    links: Links

    def __call__(self, sheet: Sheet, box: Box) -> None:
        """Remember the line of the district."""
        line = Box(box.left, box.bottom - 1.0, box.left + self.width, box.top + 1.0)
        self.links.append((line, self.adm2_pcode))


def contents_blocks(
    overview: Overview, pages: Mapping[str, int], links: Links, width: float
) -> Iterator[Block]:
    """Yield the table of contents, a block a province.

    Parameters
    ----------
    overview : Overview
        Provinces and districts in the order of their pages.
    pages : mapping of str to int
        Number of the page of each district, by P-code; empty while the pages are not
        yet counted: the height is the same.
    links : list of (Box, str)
        Takes the places of the districts when they are drawn.
    width : float
        Width of the column [points].

    Yields
    ------
    tuple of Row
    """
    heading: Block = (
        Row("Contents", _HEADING, above=0.0),
        Row("The numbers on the map are those of the pages.", _NOTE, above=0.5),
    )
    for province, districts in overview.contents:
        rows = [Row(province, _PROVINCE, above=2.0 if heading else 0.0)]
        for district in districts:
            page = str(pages.get(district.adm2_pcode, ""))
            sign = Spot(district.adm2_pcode, width, links)
            name = Row(district.adm2_name, _ENTRY, figure=page, sign=sign, lead=_LEAD)
            rows.append(replace(name, above=0.5))
        yield (*heading, *rows)
        heading = ()


def unnamed_blocks(overview: Overview) -> Iterator[Block]:
    """Yield the projects that have no page, in their own words, a block a scope.

    Parameters
    ----------
    overview : Overview
        What the selection holds of them.

    Yields
    ------
    tuple of Row
        The places held and the projects left out last.
    """
    heading: Block = ()
    if overview.unnamed:
        heading = (Row("Projects on no page, in their own words", _HEADING, above=0.0),)
    for title, lines in overview.unnamed:
        yield (*heading, *_list(title, lines))
        heading = ()
    if len(overview.held) > MOST_HELD:
        yield _list("All places held, in no count of districts", overview.held)
    if overview.undated:
        yield (Row(overview.undated, _NOTE, above=0.0, most=ALL),)


def _list(heading: str, lines: tuple[str, ...]) -> Block:
    return list_block(heading, lines, _WORDS)
