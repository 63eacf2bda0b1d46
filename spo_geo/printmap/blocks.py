"""Blocks of text with figures or signs before them, stacked in columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from spo_geo.printmap.boxes import Box
from spo_geo.printmap.lettering import ASCENT, Style, clean, cut, wrap
from spo_geo.printmap.sheet import Sheet

Sign = Callable[[Sheet, Box], None]
"""Draws the sign of a legend entry into a box."""


@dataclass(frozen=True, slots=True)
class Row:
    """Words, with a figure or a sign before them.

    Attributes
    ----------
    words : str
        The text; it is broken into lines.
    style : Style
        How it is set, at A4.
    figure : str
        A number that stands before it, set bold.
    sign : Sign, optional
        A sign that stands before it.
    lead : float
        Room for the figure or the sign, at A4 [points].
    above : float
        Room above the row, at A4 [points].
    most : int
        Most lines; what is more is cut with an ellipsis.
    """

    words: str
    style: Style
    figure: str = ""
    sign: Sign | None = None
    lead: float = 0.0
    above: float = 2.0
    most: int = 4


Block = tuple[Row, ...]

SIGN_HEIGHT = 0.85
SIGN_FOOT = 0.06
"""Height of a sign, and how far it reaches below the base line [sizes]."""

BETWEEN_BLOCKS = 10.0
BETWEEN_COLUMNS = 18.0


@dataclass(frozen=True, slots=True)
class Setting:
    """A row made ready: its lines and its sizes on the page.

    Attributes
    ----------
    row : Row
        What is set.
    lines : tuple of str
        Its words, broken.
    style : Style
        At the size of the page.
    factor : float
        Factor on the sizes at A4.
    """

    row: Row
    lines: tuple[str, ...]
    style: Style
    factor: float

    @property
    def height(self) -> float:
        """Height with the room above it [points]."""
        return len(self.lines) * self.style.leading + self.row.above * self.factor


def set_block(block: Block, width: float, factor: float) -> tuple[Setting, ...]:
    """Break the rows of a block into lines.

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
    tuple of Setting
    """
    settings = []
    for row in block:
        style = row.style.scaled(factor)
        room = width - row.lead * factor
        words = clean(row.words, where=repr(row.words), style=style)
        lines = cut(wrap(words, style, room, row.most), row.most, style, room)
        settings.append(Setting(row, lines, style, factor))
    return tuple(settings)


def height_of(settings: Sequence[Setting]) -> float:
    """Return the height of a block that is set [points]."""
    return sum(setting.height for setting in settings)


def columns(heights: Sequence[float], n: int, between: float) -> list[range]:
    """Share blocks over columns, in their order, so that the highest is lowest.

    Parameters
    ----------
    heights : sequence of float
        Height of each block [points].
    n : int
        Number of columns.
    between : float
        Room between two blocks of a column [points].

    Returns
    -------
    list of range
        Indices of the blocks of each column; none is empty unless blocks are few.

    Examples
    --------
    >>> columns([60, 70, 50, 70], 2, 0)
    [range(0, 2), range(2, 4)]
    """
    n = min(n, len(heights))
    shares = [
        [range(a, b) for a, b in pairwise((0, *cuts, len(heights)))]
        for cuts in combinations(range(1, len(heights)), n - 1)
    ]

    def highest(share: list[range]) -> float:
        return max(sum(heights[i] + between for i in column) for column in share)

    return min(shares, key=highest)


def stack(
    sheet: Sheet,
    layer: str,
    blocks: Sequence[Sequence[Setting]],
    left: float,
    top: float,
) -> None:
    """Write blocks below each other.

    Parameters
    ----------
    sheet : Sheet
        The page.
    layer : str
        Layer of the page.
    blocks : sequence of sequence of Setting
        From `set_block`.
    left, top : float
        Upper left corner [points].
    """
    for block in blocks:
        for setting in block:
            _write(sheet, layer, setting, left, top)
            top -= setting.height
        if block:
            top -= BETWEEN_BLOCKS * block[0].factor


def _write(sheet: Sheet, layer: str, setting: Setting, left: float, top: float) -> None:
    row, style, factor = setting.row, setting.style, setting.factor
    top -= row.above * factor
    base = top - (style.leading - style.size) / 2 - ASCENT * style.size * 0.9
    lead = row.lead * factor
    if row.figure:
        bold = Style(style.size, style.colour, weight="bold")
        at = (left + lead - 5 * factor, base)
        sheet.text(layer, at, row.figure, bold, align="right")
    if row.sign:
        high = SIGN_HEIGHT * style.size
        foot = base - SIGN_FOOT * style.size
        row.sign(sheet, Box(left, foot, left + lead - 6 * factor, foot + high))
    for i, line in enumerate(setting.lines):
        sheet.text(layer, (left + lead, base - i * style.leading), line, style)
