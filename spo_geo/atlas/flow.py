"""Share rows of type over columns and pages: nothing is cut, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from spo_geo.printmap.blocks import BETWEEN_BLOCKS, Setting, height_of

Piece = tuple[Setting, ...]
"""Rows that are kept together where they fit on one page."""

_LEAST_ROWS: Final = 4
"""A piece is not torn off after fewer rows: heading, title, facts, first words."""

_LEAST_LINES: Final = 2
_EMPTY_MOST: Final = 0.4
"""A piece is torn rather than leave more than this part of a page empty."""

_CLOSE: Final = 0.01
"""Heights that differ by less are the same [points]."""


def flow(
    pieces: Iterable[Piece], first: float, others: float
) -> tuple[tuple[Piece, ...], ...]:
    """Share pieces over columns, in their order.

    Parameters
    ----------
    pieces : iterable of tuple of Setting
        None is empty.
    first, others : float
        Height of the first column, and of each further one [points].

    Returns
    -------
    tuple of tuple of Piece
        What stands in each column. A piece goes whole to the next column where it
        fits there and not much of this one stays empty; else it is torn between two
        rows or, if need be, between two lines.
    """
    columns: list[list[Piece]] = [[]]
    rooms = [first]
    for piece in pieces:
        rest = piece
        while rest:
            room = rooms[-1]
            fits = height_of(rest) <= room + _CLOSE
            head = rest if fits else _head(rest, room, others)
            if head:
                columns[-1].append(head)
                rooms[-1] = room - height_of(head) - _between(head)
                rest = _after(rest, head)
            if rest:
                columns.append([])
                rooms.append(others)
    return tuple(map(tuple, columns))


def _between(piece: Piece) -> float:
    return BETWEEN_BLOCKS * piece[0].factor


def _head(piece: Piece, room: float, others: float) -> Piece:
    """Return what stays in this column of a piece that does not fit into it."""
    moves_whole = height_of(piece) <= others + _CLOSE
    if moves_whole and room <= _EMPTY_MOST * others:
        return ()
    head = _fitting(piece, room)
    if room >= others - _CLOSE:  # there is no better place for it
        return head or piece[:1]
    return head if len(head) >= _LEAST_ROWS else ()


def _fitting(piece: Piece, room: float) -> Piece:
    """Return the rows, the last perhaps in part, that fit into a height."""
    head: list[Setting] = []
    for setting in piece:
        if setting.height > room + _CLOSE:
            lines = _lines_in(setting, room)
            if lines:
                head.append(replace(setting, lines=setting.lines[:lines]))
            break
        head.append(setting)
        room -= setting.height
    return tuple(head)


def _lines_in(setting: Setting, room: float) -> int:
    """Return how many lines of a row fit; no line of it is left alone."""
    above = setting.row.above * setting.factor
    n = int((room - above + _CLOSE) // setting.style.leading)
    n = min(n, len(setting.lines) - _LEAST_LINES)
    return n if n >= _LEAST_LINES else 0


def _after(piece: Piece, head: Sequence[Setting]) -> Piece:
    """Return what is left of a piece; a row goes on without its label."""
    n = len(head)
    done = len(head[-1].lines)
    torn = piece[n - 1]
    if done == len(torn.lines):
        return piece[n:]
    row = replace(torn.row, figure="", sign=None, above=0.0)
    return (replace(torn, row=row, lines=torn.lines[done:]), *piece[n:])
