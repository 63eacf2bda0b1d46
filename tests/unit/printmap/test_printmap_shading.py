"""What is shaded, in which colour, and what is not."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from spo_geo.classify import NO_RECORD
from spo_geo.printmap.shading import PALE, shade
from spo_geo.view import make_view
from tests.unit.printmap.sheets import compose_sheet, words

SINDH = "PK7"


def test_shade_counts_classes(view, layer):
    shading = shade(view(), layer)
    assert [(c.label, n) for c, n in shading.classes] == [("1", 2), ("2", 1)]
    assert shading.n_no_record == 157
    assert shading.n_counted_outside == 0


@pytest.mark.parametrize(
    ("chosen", "labels"),
    [({"district": ["Badin"]}, ["2"]), ({"focus_area": ["Education"]}, ["1"])],
)
def test_shade_shows_only_classes_that_occur(view, layer, chosen, labels):
    assert [c.label for c, _ in shade(view(**chosen), layer).classes] == labels


def test_shade_never_shades_a_held_place(view, layer):
    shading = shade(view(), layer)
    karachi = [p for p, unit in layer.adm2.items() if "Karachi" in unit.name]
    assert len(karachi) == 6
    assert {shading.colours[p] for p in karachi} == {NO_RECORD}


def test_shade_says_nothing_of_districts_outside_the_place_filter(view, layer):
    multan = next(p for p, unit in layer.adm2.items() if unit.name == "Multan")
    assert shade(view(), layer).colours[multan] not in (NO_RECORD, PALE)
    sindh = shade(view(province=["Sindh"]), layer)
    assert sindh.colours[multan] == PALE
    assert all(layer.adm2[p].parent == SINDH for p in sindh.inside)


def test_shade_counts_what_the_frame_leaves_out(view, layer):
    shading = shade(view(), layer, (SINDH,))
    assert shading.n_counted_outside == 1
    assert sum(n for _, n in shading.classes) == 2
    legend = words(compose_sheet(view(), layer, frame=(SINDH,)), "legend")
    assert "not shaded (1 with a project)" in legend


def test_colours_fall_in_luminance_from_no_record_to_most(make_dataset, layer):
    names = ["Badin", "Thatta", "Multan", "Quetta", "Swat", "Lahore"]
    rows = [
        {
            "project_id": f"T-{i}",
            "title": "x",
            "coverage": "x",
            "scope": "districts",
            "districts": "; ".join(names[: i + 1]),
        }
        for i in range(6)
    ]
    shading = shade(make_view(make_dataset(rows)), layer)
    colours = [PALE, NO_RECORD, *(c.colour for c, _ in shading.classes)]
    luminance = [luminance_of(colour) for colour in colours]
    assert len(colours) == 8
    assert luminance == sorted(set(luminance), reverse=True)


def luminance_of(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in to_rgb(colour)
    ]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))
