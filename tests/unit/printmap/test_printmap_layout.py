"""Where things lie on the page, and outlines and places in their projection."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from spo_geo.boundaries import Unit
from spo_geo.printmap.blocks import columns
from spo_geo.printmap.boxes import Box, overlap
from spo_geo.printmap.frame import fit
from spo_geo.printmap.furniture import bar_length
from spo_geo.printmap.labels import Name, Placement
from spo_geo.printmap.lettering import Style
from spo_geo.printmap.options import PrintOptions
from spo_geo.printmap.projection import EARTH_RADIUS, EqualArea
from spo_geo.printmap.shapes import edge_of, placed
from tests.unit.printmap.sheets import boxes, compose_sheet, words

SINDH = "PK7"


@pytest.mark.parametrize("paper", ["A4", "A3", "slide"])
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
@pytest.mark.parametrize("frame", ["country", "selection", (SINDH,)])
def test_no_text_leaves_the_page_or_covers_another(
    view, layer, paper, orientation, frame
):
    sheet = compose_sheet(
        view(),
        layer,
        paper=paper,
        orientation=orientation,
        frame=frame,
        labels=True,
        title="A title that is rather long and says what the map is for " * 2,
        subtitle="A subtitle of the user, also long, for the call of next year " * 2,
    )
    measured = boxes(sheet)
    page = PrintOptions(paper=paper, orientation=orientation).page
    for text, box in measured:
        assert box.left >= 0, text
        assert box.bottom >= 0, text
        assert box.right <= page.width, text
        assert box.top <= page.height, text
    clashes = [
        (one, two)
        for (one, a), (two, b) in combinations(measured, 2)
        if overlap(a, b, -1.0)
    ]
    assert clashes == []


def test_inset_enlarges_karachi_only_where_it_belongs(view, layer):
    assert "Karachi" in words(compose_sheet(view(), layer), "inset")
    punjab = compose_sheet(view(), layer, frame=("PK6",))
    assert words(punjab, "inset") == ""
    multan = compose_sheet(view(district=["Multan"]), layer, frame="selection")
    assert words(multan, "inset") == ""


def test_scale_bar_is_right_at_the_middle_of_the_map(layer):
    box = Box(0, 0, 500, 400)
    frame = fit(list(layer.adm0.values()), box, box)
    km = bar_length(frame, 100)
    lat, step = frame.projection.lat, 0.5
    ends = np.array([[frame.projection.lon + s * step, lat] for s in (-1, 1)])
    on_page = np.linalg.norm(np.diff(frame.place(ends), axis=0))
    # Great circle between two points of one latitude (haversine).
    half = np.cos(np.radians(lat)) * np.sin(np.radians(step))
    on_ground = 2 * EARTH_RADIUS * np.arcsin(half)
    assert km in (100, 200, 400)
    assert on_page / on_ground == pytest.approx(frame.scale, rel=2e-3)


@pytest.mark.parametrize("lat", [24.0, 30.4, 36.5])
def test_projection_keeps_areas(lat):
    corners = [(62, lat), (62.1, lat), (62.1, lat + 0.1), (62, lat + 0.1)]
    x, y = EqualArea(69.4, 30.4).forward(np.array(corners)).T
    area = abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
    low, high = np.sin(np.radians([lat, lat + 0.1]))
    on_sphere = EARTH_RADIUS**2 * np.radians(0.1) * (high - low)
    assert area == pytest.approx(on_sphere, rel=1e-3)


def square(pcode: str, x: float) -> Unit:
    ring = np.array([(x, 0), (x, 1), (x + 1, 1), (x + 1, 0), (x, 0)], dtype=float)
    return Unit(pcode, pcode, "", (x + 0.5, 0.5), ((ring,),))


def test_edge_of_leaves_out_what_units_share():
    lines = edge_of([square("A", 0), square("B", 1)])
    segments = {
        tuple(sorted(map(tuple, pair)))
        for line in lines
        for pair in pairwise(line.tolist())
    }
    assert len(segments) == 6
    assert ((1.0, 0.0), (1.0, 1.0)) not in segments


def test_edge_of_leaves_out_a_line_of_control():
    control = np.array([(1.0, 1.0), (1.0, 0.0)])
    (line,) = edge_of([square("A", 0)], without=[control])
    assert line.tolist() == [[1, 0], [0, 0], [0, 1], [1, 1]]


def test_country_outline_leaves_the_line_of_control_to_its_dashes(layer):
    whole = sum(len(line) - 1 for line in edge_of(layer.adm0.values()))
    control = sum(len(line) - 1 for line in layer.line_of_control)
    rest = edge_of(layer.adm0.values(), without=layer.line_of_control)
    assert control > 0
    assert sum(len(line) - 1 for line in rest) == whole - control


def test_placed_keeps_the_ends_and_drops_repeats():
    lines = [
        np.array([(0.0, 0.0), (0.01, 0.0), (1.0, 0.0), (1.01, 0.0)]),
        np.array([(1.0, 0.0), (2.0, 0.0)]),
    ]
    first, second = placed(lines, np.round)
    assert first.tolist() == [[0, 0], [1, 0], [1, 0]]
    assert second.tolist() == [[1, 0], [2, 0]]


def test_placement_keeps_names_apart_and_counts_the_rest():
    frame = Box(0, 0, 120, 60)
    placement = Placement(frame, [Box(0, 0, 20, 60)], 1.0, lambda _: True)
    spots = [(40.0 + 7 * (i % 9), 10.0 + 6 * (i // 9)) for i in range(63)]
    names = [Name((spot,), (("Sukkur",),), Style(6)) for spot in spots]
    found = [placement.add(name) for name in names]
    shown = [place for place in found if place]
    assert 4 < len(shown) < len(names)
    assert not any(overlap(a.box, b.box) for a, b in combinations(shown, 2))
    assert all(p.box.left >= 20 and p.box.right <= 120 for p in shown)
    assert not shown[0].leader
    assert any(place.leader for place in shown)


def test_placement_sends_a_small_territory_off_the_land():
    def is_bare(box: Box) -> bool:
        return box.left > 70

    placement = Placement(Box(0, 0, 200, 60), [], 1.0, is_bare)
    name = Name(((40.0, 30.0),), (("ISLAMABAD",),), Style(6), off_land=True)
    place = placement.add(name)
    assert place
    assert place.box.left > 70
    assert place.leader


def test_columns_share_blocks_evenly():
    assert columns([10, 10, 10, 30], 2, 0) == [range(3), range(3, 4)]
    assert columns([5], 3, 0) == [range(1)]
