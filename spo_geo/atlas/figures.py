"""The figures of a district: a row of numbers, and a strip of its years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spo_geo.atlas.content import Figures
from spo_geo.atlas.flow import Piece
from spo_geo.atlas.rows import setting_of
from spo_geo.brief.cells import NONE_STATED
from spo_geo.classify import NO_RECORD
from spo_geo.printmap.blocks import Row, height_of, stack
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.lettering import INK, MUTED, Style, width
from spo_geo.printmap.sheet import Pen, Sheet
from spo_geo.wording import planned_of

_VALUE: Final = Style(14.0, INK, weight="bold")
_WORDS: Final = Style(7.5, INK)
_NAMES: Final = Style(7.0, MUTED)
_SHARES: Final = (0.14, 0.19, 0.15, 0.29, 0.23)
_GAP: Final = 10.0
_MOST_NAMES: Final = 4

_ACTIVE: Final = "#1572a4"
_CELL: Final = Pen("#ffffff", 0.8)
_HIGH: Final = 10.0
_COUNT: Final = Style(7.0, "#ffffff", weight="bold")
_YEAR: Final = Style(6.2, MUTED)
_APART: Final = 4.0
_LEAD: Final = 92.0


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The numbers, set.

    Attributes
    ----------
    cells : tuple of Piece
        From left to right.
    lefts : tuple of float
        Their left edges [points].
    """

    cells: tuple[Piece, ...]
    lefts: tuple[float, ...]

    @property
    def height(self) -> float:
        """Height of the highest cell [points]."""
        return max(map(height_of, self.cells))

    def draw(self, sheet: Sheet, top: float) -> None:
        """Write the cells beside each other."""
        for cell, left in zip(self.cells, self.lefts, strict=True):
            stack(sheet, "legend", [cell], left, top)


def set_figures(figures: Figures, body: Box) -> FigureRow:
    """Set the numbers of a district.

    Parameters
    ----------
    figures : Figures
        The numbers.
    body : Box
        Its left and right edges are those of the row.

    Returns
    -------
    FigureRow
    """
    texts = (
        _projects(figures),
        _period(figures),
        _active(figures),
        _funders(figures),
        _focus_areas(figures),
    )
    room = body.width - _GAP * (len(_SHARES) - 1)
    cells, lefts, left = [], [], body.left
    for ((value, words), names), share in zip(texts, _SHARES, strict=True):
        cells.append(setting_of(tuple(_cell(value, words, names)), share * room))
        lefts.append(left)
        left += share * room + _GAP
    return FigureRow(tuple(cells), tuple(lefts))


_Cell = tuple[tuple[str, str], tuple[str, ...]]


def _projects(figures: Figures) -> _Cell:
    n = figures.n_projects
    planned = planned_of(n, figures.n_planned)
    return (str(n), "recorded project" if n == 1 else "recorded projects"), (
        (planned,) if planned else ()
    )


def _period(figures: Figures) -> _Cell:
    if not figures.by_year:
        return ("–", "no dates stated"), ()
    words = "only year" if "–" not in figures.period else "first and last year"
    return (figures.period, words), ()


def _active(figures: Figures) -> _Cell:
    n = len(figures.by_year)
    what = "planned" if figures.n_planned == figures.n_projects else "active"
    if not n:
        return ("–", f"years {what}"), ("not known without dates",)
    gaps = f"none in {figures.gaps}" if figures.gaps else "without a gap"
    return (str(n), f"year {what}" if n == 1 else f"years {what}"), (
        (gaps,) if n > 1 else ()
    )


def _funders(figures: Figures) -> _Cell:
    n, n_partners = figures.n_funders, figures.n_donor_partners
    names = _some(figures.funders)
    if n_partners:
        noun = "donor partner" if n_partners == 1 else "donor partners"
        partners = ", ".join(_some(figures.donor_partners))
        names += (f"{n_partners} {noun} (funding not stated): {partners}",)
    return (str(n), "funder" if n == 1 else "funders"), names


def _focus_areas(figures: Figures) -> _Cell:
    words = "focus area" if len(figures.focus_areas) == 1 else "focus areas"
    return ("", words), _some(figures.focus_areas) or (NONE_STATED,)


def _some(names: Sequence[str]) -> tuple[str, ...]:
    """Keep the first names; the projects below give all."""
    more = len(names) - _MOST_NAMES
    if more <= 1:
        return tuple(names)
    return (*names[:_MOST_NAMES], f"and {more} more, see below")


def _cell(value: str, words: str, names: Sequence[str]) -> list[Row]:
    above = 0.0 if value else _VALUE.leading
    rows = [Row(value, _VALUE, above=0.0)] if value else []
    rows.append(Row(words, _WORDS, above=above))
    return rows + [Row(name, _NAMES, above=0.5, most=2) for name in names]


def strip_height() -> float:
    """Return the height of the strip of years [points]."""
    return _HIGH + _YEAR.leading


def draw_years(
    sheet: Sheet, by_year: Mapping[int, int], years: range, body: Box, top: float
) -> None:
    """Draw a cell a year, with the number of projects active in it.

    Parameters
    ----------
    sheet : Sheet
        The page.
    by_year : mapping of int to int
        Projects active in each year.
    years : range
        The years of the whole selection, so that pages compare.
    body : Box
        Its left and right edges are those of the strip.
    top : float
        Its upper edge [points].
    """
    at = (body.left, top - _HIGH + 2.2)
    sheet.text("legend", at, "Projects by year", Style(7.5, INK))
    step = (body.right - body.left - _LEAD) / len(years)
    label = width("2000", _YEAR) + _APART
    every = -(-label // step)
    for i, year in enumerate(years):
        left = body.left + _LEAD + i * step
        cell = Box(left, top - _HIGH, left + step, top)
        _draw_year(sheet, cell, by_year.get(year, 0))
        if i % every == 0:
            at = ((cell.left + cell.right) / 2, cell.bottom - _YEAR.size)
            sheet.text("legend", at, str(year), _YEAR, align="center")


def _draw_year(sheet: Sheet, cell: Box, n: int) -> None:
    sheet.box("legend", cell, _ACTIVE if n else NO_RECORD, _CELL)
    if n and width(str(n), _COUNT) < cell.width - 1:
        at = ((cell.left + cell.right) / 2, cell.bottom + 2.5)
        sheet.text("legend", at, str(n), _COUNT, align="center")
