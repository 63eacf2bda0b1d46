"""Rows over pages, and lines inside windows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Polygon, box

from spo_geo.atlas.crop import shorter
from spo_geo.atlas.flow import Piece, flow
from spo_geo.atlas.rows import ALL, BODY, setting_of
from spo_geo.printmap.blocks import BETWEEN_BLOCKS, Row, Setting, height_of
from spo_geo.printmap.boxes import Box
from spo_geo.printmap.lettering import LEADING, Style

WIDTH = 120.0


def piece(*n_lines: int) -> Piece:
    """Return rows of so many lines, 10 points a line and 2 above each row."""
    style = Style(10.0 / LEADING)
    return tuple(
        Setting(
            Row("", style, above=2.0),
            tuple(f"{i}:{j}" for j in range(n)),
            style,
            1.0,
        )
        for i, n in enumerate(n_lines)
    )


def lines(columns: tuple[tuple[Piece, ...], ...]) -> list[str]:
    return [
        line
        for pieces in columns
        for p in pieces
        for setting in p
        for line in setting.lines
    ]


def filled(column: tuple[Piece, ...]) -> float:
    return sum(map(height_of, column)) + BETWEEN_BLOCKS * (len(column) - 1)


sizes = st.lists(
    st.lists(st.integers(1, 40), min_size=1, max_size=8), min_size=1, max_size=8
)


@given(sizes, st.floats(0, 300), st.floats(100, 300))
def test_flow_loses_no_line_and_fills_no_column_over(sizes, first, others):
    pieces = [piece(*rows) for rows in sizes]
    columns = flow(pieces, first, others)
    assert lines(columns) == [line for p in pieces for s in p for line in s.lines]
    rooms = [first] + [others] * (len(columns) - 1)
    assert all(filled(c) <= room + 0.1 for c, room in zip(columns, rooms, strict=True))
    assert all(columns[1:])


def test_flow_keeps_a_piece_whole_where_it_fits_on_the_next_page():
    pieces = [piece(20), piece(1, 1, 1, 1, 1, 1)]
    room = height_of(pieces[0]) + 40.0
    assert flow(pieces, room, room) == ((pieces[0],), (pieces[1],))


def test_flow_tears_a_piece_rather_than_leave_much_of_a_page_empty():
    pieces = [piece(3), piece(*[1] * 20)]  # 32 and 240 points
    first, second = flow(pieces, 200.0, 260.0)
    assert len(first) == 2
    assert len(first[1]) == 13
    assert first[1] + second[0] == pieces[1]


def test_flow_tears_a_row_that_no_page_holds():
    long = piece(60)
    columns = flow([long], 200.0, 200.0)
    assert len(columns) > 2
    assert lines(columns) == list(long[0].lines)
    assert min(len(c[0][0].lines) for c in columns) >= 2


def test_torn_row_goes_on_without_its_sign():
    row = Row("word " * 400, BODY, sign=lambda sheet, box: None, lead=20.0, most=ALL)
    columns = flow([setting_of((row,), WIDTH)], 200.0, 200.0)
    signs = [c[0][0].row.sign is not None for c in columns]
    assert signs == [True] + [False] * (len(columns) - 1)


WINDOW = Box(-1.0, -1.0, 1.0, 1.0)
coordinates = st.tuples(st.integers(-40, 40), st.integers(-40, 40)).map(
    lambda point: (point[0] / 10 + 0.013, point[1] / 10 + 0.017)
)


@given(st.lists(coordinates, min_size=4, max_size=40, unique=True))
def test_shorter_changes_nothing_inside_the_window(points):
    line = np.array([*points, points[0]])
    window = box(WINDOW.left, WINDOW.bottom, WINDOW.right, WINDOW.top)
    cropped = shorter(line, WINDOW)
    assert len(cropped) <= len(line)
    assert (cropped[0] == line[0]).all()
    assert (cropped[-1] == line[-1]).all()
    before = LineString(line).intersection(window)
    after = LineString(cropped).intersection(window)
    assert before.symmetric_difference(after).length < 1e-9


def test_shorter_goes_round_a_corner_of_the_window():
    points = [(-2, -2), (-2, 0), (-2, 2), (0, 2), (2, 2), (2, 3), (-3, 3), (-3, -2)]
    ring = np.array([*points, points[0]], dtype=float)
    area = Polygon(shorter(ring, WINDOW))
    window = box(-1, -1, 1, 1)
    assert area.intersection(window).area == Polygon(ring).intersection(window).area
