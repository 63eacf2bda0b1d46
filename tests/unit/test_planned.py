"""Planned and announced work: counted as records, and told apart in numbers."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spo_geo.boundaries import Layer, read_layer
from spo_geo.call.check import check_call
from spo_geo.call.reading import read_call
from spo_geo.call.tables import call_table
from spo_geo.dataset import GEO_DIR, Dataset, load
from spo_geo.export.formats import FORMATS
from spo_geo.filters import Filters
from spo_geo.printmap.drawing import draw_map
from spo_geo.provenance import make_stamp
from spo_geo.recordcache import Stored
from spo_geo.summary import summarise, summary_text
from spo_geo.verify import verify
from spo_geo.view import View, make_view
from spo_geo.wording import sentence
from tests.conftest import MakeDataset, Row, write_data_dir
from tests.planned import ROWS, project

DAY = date(2026, 11, 22)
STATUSES = ("", "Completed", "Planned", "Upcoming (2027)", "Planned end", "Announced")
PLACES = ("Badin", "Thatta", "Multan", "Quetta")
BADIN, THATTA = "PK701", "PK727"


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
