"""Text of a print map: made inert, measured, broken into lines.

All lettering is in DejaVu Sans, which Matplotlib ships, so that a map looks the same
on every machine. Widths are those of the unhinted outlines, so that PNG, SVG and PDF
break their lines at the same words.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import text_to_path

from spo_geo.errors import SpoGeoError

FAMILY: Final = "DejaVu Sans"
INK: Final = "#1f2933"
MUTED: Final = "#52606d"

LEADING: Final = 1.28
"""From one line to the next [sizes]."""

ASCENT: Final = 0.93
DESCENT: Final = 0.24
"""Above and below the base line: DejaVu Sans, rounded up [sizes]."""

_JOINERS: Final = "\u200c\u200d"
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of text is set.

    Attributes
    ----------
    size : float
        Size of the type [points].
    colour : str
        ``#rrggbb``.
    weight : {'normal', 'bold'}
        Weight of the type.
    slant : {'normal', 'oblique'}
        Slant of the type.
    """

    size: float
    colour: str = INK
    weight: Literal["normal", "bold"] = "normal"
    slant: Literal["normal", "oblique"] = "normal"

    @property
    def leading(self) -> float:
        """From one line to the next [points]."""
        return self.size * LEADING

    def scaled(self, factor: float) -> Style:
        """Return the style at another size."""
        return replace(self, size=self.size * factor)

    def font(self) -> FontProperties:
        """Return the style for Matplotlib."""
        return FontProperties(
            family=[FAMILY], size=self.size, weight=self.weight, style=self.slant
        )


def plain(text: str) -> str:
    """Return text on one line, without control and invisible characters."""
    shown = "".join(c for c in unicodedata.normalize("NFC", text) if _is_shown(c))
    return " ".join(shown.split())


def clean(text: str, *, where: str, style: Style) -> str:
    r"""Return text that draws as typed, on one line.

    Parameters
    ----------
    text : str
        Words of a user or of a record.
    where : str
        What the text is, for the message.
    style : Style
        How it will be set; the weights of the font differ in what they hold.

    Returns
    -------
    str
        Spaces run together, control and invisible characters left out.

    Raises
    ------
    SpoGeoError
        The font has no sign for a character: better no map than one with boxes.

    Examples
    --------
    >>> clean(" Cost:\n $5 ", where="the title", style=Style(12))
    'Cost: $5'
    """
    shown = plain(text)
    known = _characters(Style(1.0, weight=style.weight, slant=style.slant))
    missing = {c for c in shown if ord(c) not in known}
    missing -= set(_JOINERS)
    if missing:
        worst = min(missing)
        raise SpoGeoError(
            "no font for this script",
            where=where,
            got=f"{worst} (U+{ord(worst):04X} {unicodedata.name(worst, 'unnamed')})",
            next_step="write it in Latin letters",
        )
    return shown


def _is_shown(char: str) -> bool:
    """Drop control, format and surrogate characters, but no space and no joiner."""
    if char.isspace() or char in _JOINERS:
        return True
    return unicodedata.category(char)[0] != "C"


@lru_cache(maxsize=8)
def _characters(style: Style) -> frozenset[int]:
    return frozenset(FT2Font(findfont(style.font())).get_charmap())


_MEASURED: Final = 2_000
"""Letters that are measured at most: on no paper does a line hold more."""


@lru_cache(maxsize=20_000)
def width(text: str, style: Style) -> float:
    """Return the width of one line [points]."""
    return float(
        text_to_path.get_text_width_height_descent(text, style.font(), False)[0]
    )


def wrap(
    text: str, style: Style, limit: float, most: int | None = None
) -> tuple[str, ...]:
    """Break text into lines.

    Parameters
    ----------
    text : str
        From `clean`.
    style : Style
        How it is set.
    limit : float
        Longest line [points].
    most : int, optional
        Stop when there are more lines than that: a page of prose in a cell is not
        measured to its end for three lines of it.

    Returns
    -------
    tuple of str
        No line is longer than the limit; a word that is, is broken.
    """
    lines: list[str] = []
    words = text.split(" ")
    while words and (most is None or len(lines) <= most):
        n = _fitting(words, style, limit)
        if n or len(words[0]) < 2:
            n = max(n, 1)
            lines.append(" ".join(words[:n]))
            del words[:n]
        else:
            n = _letters(words[0], style, limit)
            lines.append(words[0][:n])
            words[0] = words[0][n:]
    return tuple(lines)


def _fitting(words: list[str], style: Style, limit: float) -> int:
    """Return how many words fit on a line.

    The widths of the words, which recur, say where to look: to measure whole lines
    is slow.
    """
    space, used, n = width("n n", style) - width("nn", style), 0.0, 0
    for n, word in enumerate(words, start=1):  # noqa: B007  (n is read below)
        used += width(word[:_MEASURED], style) + space
        if used > limit:
            break
    while n and _width_of(words[:n], style) > limit:
        n -= 1
    while n < len(words) and _width_of(words[: n + 1], style) <= limit:
        n += 1
    return n


def _width_of(words: list[str], style: Style) -> float:
    return width(" ".join(words)[:_MEASURED], style)


def _letters(word: str, style: Style, limit: float) -> int:
    """Return how many letters of a word that is too long fit, at least one."""
    tried = range(2, min(len(word), _MEASURED))
    return 1 + bisect_right(tried, limit, key=lambda n: width(word[:n], style))


def cut(
    lines: tuple[str, ...], most: int, style: Style, limit: float
) -> tuple[str, ...]:
    """Keep at most so many lines; what is left out shows as an ellipsis.

    Parameters
    ----------
    lines : tuple of str
        From `wrap`.
    most : int
        At least 1.
    style : Style
        How they are set.
    limit : float
        Longest line [points].

    Returns
    -------
    tuple of str
        The lines that are kept.
    """
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(f"{last} {_ELLIPSIS}", style) > limit:
        last = last[:-1].rstrip()
    return (*lines[: most - 1], f"{last} {_ELLIPSIS}")
