"""Planned and announced work: counted as records, told apart, never coloured for."""

import dataclasses
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from matplotlib.path import Path as Path2D

from spo_geo.boundaries import Layer, read_layer
from spo_geo.call.check import check_call
from spo_geo.call.reading import read_call
from spo_geo.call.tables import call_table
from spo_geo.classify import NO_RECORD, PLANNED_LINE, count_classes
from spo_geo.dataset import GEO_DIR, Dataset, load
from spo_geo.export.formats import FORMATS
from spo_geo.filters import Filters
from spo_geo.intake.projects.statuses import read_status
from spo_geo.intake.session import as_dataset
from spo_geo.mapdata import map_data
from spo_geo.mapstate import count_state, data_script, map_state
from spo_geo.printmap.drawing import draw_map
from spo_geo.printmap.hatch import hatch
from spo_geo.printmap.heldplaces import held_places
from spo_geo.printmap.panel import panel_blocks
from spo_geo.printmap.shading import shade
from spo_geo.provenance import make_stamp
from spo_geo.recordcache import Stored
from spo_geo.statuses import is_planned
from spo_geo.summary import summarise, summary_text
from spo_geo.verify import verify
from spo_geo.view import View, make_view
from spo_geo.wording import sentence
from tests.conftest import MakeDataset, Row, write_data_dir
from tests.sheets import read

DAY = date(2026, 11, 22)
STATUSES = ("", "Completed", "Planned", "Upcoming (2027)", "Planned end", "Announced")
PLACES = ("Badin", "Thatta", "Multan", "Quetta")
BADIN, THATTA, MULTAN = "PK701", "PK727", "PK622"


def project(n: int, status: str, places: str, years: str = "2012/2014") -> Row:
    start, end = years.split("/")
    return {
        "project_id": f"P-{n}",
        "title": f"Project {n}",
        "status": status,
        "start": start,
        "end": end,
        "coverage": places or "across Pakistan",
        "scope": "districts" if places else "national",
        "districts": places,
        "provinces": "",
    }


# Badin: 2 projects, 1 planned. Thatta: planned only. Multan: done only.
ROWS = (
    project(1, "Completed", "Badin; Multan"),
    project(2, "Planned", "Badin; Thatta", "2014/2016"),
    project(3, "Pipeline/identification", ""),
    project(4, "Approved, not yet started", "Thatta", "2016/2017"),
)


@pytest.fixture
def view(make_dataset: MakeDataset) -> View:
    return make_view(make_dataset(ROWS))


@pytest.fixture(scope="module")
def layer() -> Layer:
    return read_layer(GEO_DIR / "pak_adm_web.topojson")


def planned_of(view: View) -> dict[str, tuple[int, int, int]]:
    return {
        c.district.adm2_name: (c.n_projects, c.n_planned, c.n_carried_out)
        for c in view.district_counts
    }


# -- the words -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "status",
    [
        "Planned",
        "PLANNED.",
        "Planned (2027)",
        "Planned, to be completed in 2028",
        "pipeline",
        "Pipeline/identification",
        "Proposed",
        "Proposal submitted",
        "Announced",
        "Upcoming",
        "Up-coming",
        "Forthcoming",
        "Future",
        "In the pipeline",
        "To be started",
        "Not started",
        "Not yet begun",
        "Yet to start",
        "Expected to start in 2027",
        "Will start in May",
        "Coming soon",
        "Under planning",
        "Planning phase",
        "Approved, not started",
        "Approved but not yet started",
    ],
)
def test_words_that_say_planned(status: str) -> None:
    assert is_planned(status)


@pytest.mark.parametrize(
    "status",
    [
        "",
        "not-stated",
        "Completed",
        "Not completed",
        "On-going",
        "Ongoing",
        "Cancelled",
        "Suspended",
        "Closed",
        "Active",
        "Implementation",
        "Finalisation",
        "Started",
        "Started planning",
        "Approved",
        "Unplanned",
        "Planned end",
        "Planned completion: June 2015",
        "Planned - cancelled",
        "Planned, now ongoing",
        "Expected completion 2015",
        "Expected results achieved",
        "Completed; second phase planned",
        "Completed, next phase not yet started",
        "2",
    ],
)
def test_words_that_do_not_say_planned(status: str) -> None:
    assert not is_planned(status)


def test_iati_numbers_are_planned_under_their_heading_alone() -> None:
    assert is_planned(read_status("1", "activity-status-code"))
    assert not is_planned(read_status("2", "activity-status-code"))
    assert not is_planned(read_status("1", "Status"))


def test_status_that_the_records_use_is_not_put_in_other_words(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset([project(1, "Upcoming", "Badin")])
    header = ("Title", "District", "Status")
    rows = [("Wells", "Thatta", "Upcoming"), ("Roads", "Thatta", "Yet to start")]
    found = as_dataset(read(dataset, *rows, header=header), dataset).projects
    assert [(p.status, p.is_planned) for p in found] == [
        ("Upcoming", True),
        ("Planned", True),
    ]


# -- the numbers ---------------------------------------------------------------------


def test_view_counts_planned_projects_and_districts(view: View) -> None:
    assert (view.n_projects, view.n_planned, view.n_planned_with_district) == (4, 3, 2)
    assert [p.project_id for p in view.projects_planned] == ["P-2", "P-3", "P-4"]
    assert (view.n_districts, view.n_districts_planned) == (3, 1)
    assert planned_of(view) == {
        "Badin": (2, 1, 1),
        "Thatta": (2, 2, 0),
        "Multan": (1, 0, 1),
    }
    only = {c.district.adm2_pcode for c in view.district_counts if c.is_planned_only}
    assert only == {THATTA}


def test_filters_narrow_what_is_planned(view: View) -> None:
    def chosen(**values: tuple[str | int, ...]) -> View:
        return make_view(view.dataset, Filters(**values))

    assert planned_of(chosen(years=(2015,))) == {
        "Badin": (1, 1, 0),
        "Thatta": (1, 1, 0),
    }
    assert chosen(years=(2015,)).n_districts_planned == 2
    assert chosen(districts=(BADIN,)).n_districts_planned == 0
    assert chosen(provinces=("PK6",)).n_planned == 0
    in_2012 = chosen(years=(2012,))  # the national project alone is planned
    assert (in_2012.n_planned, in_2012.n_planned_with_district) == (1, 0)


def test_nothing_planned_is_nothing_to_count(
    real: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = make_view(real)
    sets = real.index.by["districts"]
    counted: list[int] = []
    count = type(sets).counts

    def counting(self: object, bits: int) -> object:
        counted.append(bits)
        return count(sets, bits)

    monkeypatch.setattr(type(sets), "counts", counting)
    assert (shown.n_planned, shown.n_districts_planned) == (0, 0)
    assert not any(c.n_planned for c in shown.district_counts)
    assert counted == [shown.bits]


@pytest.fixture(scope="module")
def load_rows(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Dataset]:
    def load_rows(rows: list[Row]) -> Dataset:
        folder = tmp_path_factory.mktemp("planned") / "data"
        return load(write_data_dir(folder, rows, results=[]), GEO_DIR)

    return load_rows


@given(
    rows=st.lists(
        st.tuples(st.sampled_from(STATUSES), st.sets(st.sampled_from(PLACES))),
        max_size=8,
    ),
    place=st.sampled_from(["", BADIN, "PK7"]),
)
@settings(max_examples=15)
def test_numbers_are_those_of_a_loop_over_the_projects(
    load_rows: Callable[..., Dataset],
    rows: list[tuple[str, set[str]]],
    place: str,
) -> None:
    given_rows = [
        project(i, status, "; ".join(sorted(places)))
        for i, (status, places) in enumerate(rows)
    ]
    filters = {
        "": Filters(),
        BADIN: Filters(districts=(BADIN,)),
        "PK7": Filters(provinces=("PK7",)),
    }[place]
    shown = make_view(load_rows(given_rows), filters)
    named: dict[str, list[bool]] = {}
    for row in shown.dataset.coverage.located:
        pcode = row.district.adm2_pcode
        if shown.has(row.project_id) and pcode.startswith(place):
            found = shown.dataset.project(row.project_id)
            named.setdefault(pcode, []).append(found.is_planned)
    assert shown.n_planned == sum(p.is_planned for p in shown.projects)
    assert shown.n_districts_planned == sum(map(all, named.values()))
    assert {
        c.district.adm2_pcode: (c.n_projects, c.n_planned)
        for c in shown.district_counts
    } == {pcode: (len(flags), sum(flags)) for pcode, flags in named.items()}


# -- in words ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "opening", "end"),
    [
        (("Completed", "Closed"), "SPO implemented 2", "1 province."),
        (
            ("Planned", "Closed"),
            "SPO implemented or planned 2",
            "; 1 of these projects is planned or announced only.",
        ),
        (
            ("Planned", "Announced"),
            "SPO planned 2",
            "; 2 of these projects are planned or announced only.",
        ),
        (("Planned",), "SPO planned 1", "; it is planned or announced only."),
    ],
)
def test_sentence_says_what_is_planned(
    make_dataset: MakeDataset, statuses: tuple[str, ...], opening: str, end: str
) -> None:
    rows = [project(i, status, "Badin") for i, status in enumerate(statuses)]
    said = sentence(make_view(make_dataset(rows)))
    assert opening in said
    assert said.endswith(end)


def test_sentence_without_a_district_says_it_too(make_dataset: MakeDataset) -> None:
    said = sentence(make_view(make_dataset([project(1, "Planned", "")])))
    assert said.endswith("names no district; it is planned or announced only.")


def test_summary_prints_every_number_of_the_sentence(view: View) -> None:
    text, values = summary_text(view), summarise(view)
    assert "; 3 of these projects are planned" in values["sentence"]
    assert "  planned or announced only: 3\n" in text
    assert "  named by such projects alone: 1\n" in text
    assert "Badin, Sindh: P-1, P-2 (1 of them planned or announced only)\n" in text
    assert "Thatta, Sindh: P-2, P-4 (all planned or announced only)" in text
    assert (values["n_planned"], values["n_districts_planned"]) == (3, 1)
    assert values["projects_planned"] == ["P-2", "P-3", "P-4"]
    assert [d["n_planned"] for d in values["districts"]] == [0, 1, 2]


def test_summary_of_the_shipped_records_says_nothing_of_it(real: Dataset) -> None:
    assert "planned" not in summary_text(make_view(real))
    assert "n_planned" not in make_stamp(make_view(real), DAY).numbers


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


# -- the files ---------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".xlsx", ".geojson", ".gpkg"])
def test_tables_of_districts_say_how_many_are_planned(
    view: View, ending: str, tmp_path: Path
) -> None:
    kind = FORMATS[ending]
    path = tmp_path / f"districts{ending}"
    stamp = make_stamp(view, DAY)
    tables = kind.tables(view, stamp, GEO_DIR)
    districts = tables.get("Districts") or tables["districts"]
    found = {
        row["adm2_name"]: (row["n_projects"], row["n_planned"]) for row in districts
    }
    assert found == {"Badin": ("2", "1"), "Thatta": ("2", "2"), "Multan": ("1", "0")}
    about = {r["item"]: r["value"] for r in tables.get("About") or tables["about"]}
    assert about["Projects that are planned or announced only"] == "3"
    assert about["Districts that only such projects name"] == "1"
    assert path.suffix == ending


def test_stamp_finds_work_that_has_begun_since(
    view: View, tmp_path: Path, layer: Layer
) -> None:
    path = tmp_path / "map.svg"
    path.write_bytes(draw_map(view, layer, fmt="svg", date=DAY))
    assert verify(path, view.dataset).outcome == "exact"
    rows = [
        dict(row, status=row["status"].replace("Planned", "On-going")) for row in ROWS
    ]
    begun = load(write_data_dir(tmp_path / "later", rows, results=[]), GEO_DIR)
    verdict = verify(path, begun)
    assert verdict.outcome == "differs"
    assert "n_planned: 3 in the file, 2 now" in verdict.differences


def test_call_says_which_records_are_planned(view: View, layer: Layer) -> None:
    rows = read_call("Badin, Sindh\nMultan\n", view.dataset.gazetteer)
    badin, multan = call_table(check_call(rows, view, layer)).lines
    assert badin["project_ids"] == "P-1, P-2 (planned or announced only)"
    assert (badin["n_projects"], multan["project_ids"]) == (2, "P-1")


def test_kept_copy_of_the_records_knows_what_is_planned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spo_geo.recordcache.LEAST_BYTES", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = write_data_dir(tmp_path / "data", ROWS, results=[])
    shown = [make_view(load(folder, GEO_DIR)) for _ in range(2)]
    assert isinstance(shown[1].dataset.projects, Stored)
    assert [v.projects_planned for v in shown] == [shown[0].projects_planned] * 2
    assert [(v.n_planned, v.n_districts_planned) for v in shown] == [(3, 1), (3, 1)]
