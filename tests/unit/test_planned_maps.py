"""Planned work on maps: a hatch of its own, and never a colour."""

import dataclasses
import json
from datetime import date

import numpy as np
import pytest
from lxml import etree
from matplotlib.path import Path as Path2D

from spo_geo.boundaries import Layer, read_layer
from spo_geo.classify import NO_RECORD, PLANNED_LINE, count_classes
from spo_geo.dataset import GEO_DIR
from spo_geo.filters import Filters
from spo_geo.mapdata import map_data
from spo_geo.mapstate import count_state, data_script, map_state
from spo_geo.printmap.drawing import draw_map
from spo_geo.printmap.hatch import hatch
from spo_geo.printmap.heldplaces import held_places
from spo_geo.printmap.panel import panel_blocks
from spo_geo.printmap.shading import shade
from spo_geo.view import View, make_view
from tests.conftest import MakeDataset
from tests.planned import ROWS

DAY = date(2026, 11, 22)
BADIN, THATTA, MULTAN = "PK701", "PK727", "PK622"


@pytest.fixture
def view(make_dataset: MakeDataset) -> View:
    return make_view(make_dataset(ROWS))


@pytest.fixture(scope="module")
def layer() -> Layer:
    return read_layer(GEO_DIR / "pak_adm_web.topojson")


# -- the map on the page ---------------------------------------------------------------


def test_browser_knows_which_projects_are_planned(view: View) -> None:
    script = data_script({}, map_data(view, "")).decode()
    text = json.loads(script.removeprefix("window.SPO_GEO=JSON.parse(")[:-3])
    rows = json.loads(text)["projects"]
    assert [row[4:] for row in rows] == [[], [1], [1], [1]]


def test_state_counts_what_is_carried_out_and_does_not_grow(view: View) -> None:
    data = map_data(view, "")
    counts = {c.district.adm2_pcode: c.project_ids for c in view.district_counts}
    state = map_state(data, counts)
    plain = dataclasses.replace(
        data,
        projects=tuple(dataclasses.replace(p, is_planned=False) for p in data.projects),
    )
    before = map_state(plain, counts)
    assert [c[2] for c in before["classes"]] == ["1", "2"]
    assert [c[2] for c in state["classes"]] == ["1"]
    assert {**state, "classes": before["classes"]} == before


def test_state_of_numbers_alone_says_how_many_are_planned() -> None:
    counts = {"PK701": 5, "PK729": 2, "PK622": 1}
    planned = {"PK701": 2, "PK729": 2, "PK622": 0}
    state = count_state(counts, 6, planned=planned, n_planned=3)
    assert state["counts"] == "PK701 5 2,PK729 2 2,PK622 1"
    assert (state["nProjects"], state["nPlanned"]) == (6, 3)
    assert [c[2] for c in state["classes"]] == ["1", "2", "3"]
    plain = count_state(counts, 6)
    assert plain == count_state(counts, 6, planned=dict.fromkeys(counts, 0))
    assert plain["counts"] == "PK701 5,PK729 2,PK622 1"
    assert "nPlanned" not in plain


# -- the map on paper --------------------------------------------------------------------


def test_shading_colours_for_what_is_carried_out(view: View, layer: Layer) -> None:
    shading = shade(view, layer)
    (one,) = count_classes([1])
    assert shading.planned == {THATTA}
    assert shading.colours[THATTA] == NO_RECORD
    assert shading.colours[BADIN] == shading.colours[MULTAN] == one.colour
    assert [(c.label, n) for c, n in shading.classes] == [("1", 2)]
    assert shading.n_no_record == len(layer.adm2) - 3


def test_district_outside_the_frame_is_not_hatched(view: View, layer: Layer) -> None:
    shading = shade(view, layer, ("PK6",))
    assert (shading.planned, shading.n_counted_outside) == (frozenset(), 2)


def legend(view: View, layer: Layer) -> list[str]:
    held = held_places(view)
    blocks = panel_blocks(view, shade(view, layer), held, control=False)
    return [f"{row.figure} {row.words}".strip() for block in blocks for row in block]


def test_legend_has_the_hatch_only_where_the_map_has(view: View, layer: Layer) -> None:
    rows = legend(view, layer)
    assert "3 planned or announced only" in rows
    assert "Projects per district, without planned ones" in rows
    assert "planned or announced only (1 district)" in rows
    done = make_view(view.dataset, Filters(statuses=("Completed",)))
    assert not any("planned" in row for row in legend(done, layer))
    mixed = make_view(view.dataset, Filters(districts=(BADIN,)))
    assert "1 planned or announced only" in legend(mixed, layer)
    assert "planned or announced only (1 district)" not in legend(mixed, layer)


def test_hatch_fills_an_area_and_leaves_its_holes_out() -> None:
    outer = [(0, 0), (100, 0), (100, 80), (0, 80), (0, 0)]
    hole = [(20, 20), (20, 60), (60, 60), (60, 20), (20, 20)]
    codes = [Path2D.MOVETO, *[Path2D.LINETO] * 3, Path2D.CLOSEPOLY]
    lines = np.array(hatch(Path2D(outer + hole, codes * 2), 2.0))
    starts, ends = lines[:, 0], lines[:, 1]
    length = np.hypot(*(ends - starts).T)
    assert length.sum() == pytest.approx((100 * 80 - 40 * 40) / 2, rel=0.02)
    steep = ends - starts
    assert np.allclose(steep[:, 0], steep[:, 1], atol=0.03)  # up to the right
    for part in np.linspace(0.02, 0.98, 9):
        x, y = (starts + part * steep).T
        assert ((x > -0.1) & (x < 100.1) & (y > -0.1) & (y < 80.1)).all()
        assert not ((x > 20.1) & (x < 59.9) & (y > 20.1) & (y < 59.9)).any()


def test_hatch_of_nothing_and_of_a_speck_is_none() -> None:
    codes = [Path2D.MOVETO, *[Path2D.LINETO] * 2, Path2D.CLOSEPOLY]
    speck = Path2D([(0.1, 0.2), (0.2, 0.3), (0.1, 0.3), (0.1, 0.2)], codes)
    assert hatch(speck, 3.0) == []


def test_hatch_lies_in_the_layer_of_the_districts(view: View, layer: Layer) -> None:
    root = etree.fromstring(draw_map(view, layer, fmt="svg", date=DAY))

    def lines(gid: str) -> int:
        (group,) = root.xpath(f"//*[@id='{gid}']")
        return etree.tostring(group).decode().count(f"stroke: {PLANNED_LINE}")

    assert lines("districts") > 0
    assert lines("legend") > 0
    assert lines("neighbours") == lines("held") == 0
    done = make_view(view.dataset, Filters(statuses=("Completed",)))
    root = etree.fromstring(draw_map(done, layer, fmt="svg", date=DAY))
    assert lines("districts") == lines("legend") == 0


@pytest.mark.parametrize("fmt", ["svg", "pdf", "png"])
def test_files_of_a_map_with_planned_work_are_the_same_each_time(
    view: View, layer: Layer, fmt: str
) -> None:
    def drawn(shown: View) -> bytes:
        return draw_map(shown, layer, fmt=fmt, date=DAY, dpi=50)

    assert drawn(view) == drawn(make_view(view.dataset))
