"""The page with more projects than it sends at once."""

from pathlib import Path

import pytest

from benchmarks.synthetic import write_data_dir
from spo_geo.dataset import GEO_DIR, Dataset, load
from spo_geo.ui.projectstab import ROWS_A_PAGE
from spo_geo.ui.store import Store
from spo_geo.view import View, make_view
from tests.app.conftest import AppPage, FakeMap, OpenPage

N_PAGES = 3


@pytest.fixture
def many(tmp_path: Path, real: Dataset) -> Dataset:
    write_data_dir(tmp_path / "many", real, n_pairs=1_100)
    dataset = load(tmp_path / "many", GEO_DIR)
    assert (N_PAGES - 1) * ROWS_A_PAGE < len(dataset.projects) < N_PAGES * ROWS_A_PAGE
    return dataset


@pytest.fixture
def open_many(
    many: Dataset, tmp_path: Path, fake_map: FakeMap, monkeypatch: pytest.MonkeyPatch
) -> OpenPage:
    records = Store(tmp_path / "many", GEO_DIR)
    monkeypatch.setattr("spo_geo.ui.page.store", lambda: records)
    return lambda query=None: AppPage(query or {})


def ids_on(page: AppPage) -> list[str]:
    return list(page.at.dataframe[0].value["Id"])


def all_ids(view: View) -> list[str]:
    return [project.project_id for project in view.projects]


def turn_to(page: AppPage, number: int) -> AppPage:
    page.at.number_input(key="projects_page").set_value(number)
    return page.run()


def test_projects_come_page_by_page(open_many: OpenPage, many: Dataset) -> None:
    page = open_many().open_tab("Projects")
    ids = all_ids(make_view(many))
    shown = [ids_on(turn_to(page, number)) for number in range(1, N_PAGES + 1)]
    assert [len(part) for part in shown[:-1]] == [ROWS_A_PAGE] * (N_PAGES - 1)
    assert [project_id for part in shown for project_id in part] == ids
    assert page.at.number_input(key="projects_page").max == N_PAGES
    options = page.at.selectbox(key="project_open").options
    assert len(options) == len(shown[-1])


def test_rows_count_the_districts_inside_the_filters(
    open_many: OpenPage, many: Dataset
) -> None:
    page = open_many({"province": ["PK7"]}).open_tab("Projects")
    view = make_view(many, many.filter_reader.read({"province": ["PK7"]}))
    table = page.at.dataframe[0].value
    for project_id, n_districts in zip(table["Id"], table["Districts"], strict=True):
        named = [c for c in view.district_counts if project_id in c.project_ids]
        assert n_districts == len(named)


def test_search_finds_on_every_page_and_begins_at_the_first(
    open_many: OpenPage, many: Dataset
) -> None:
    page = turn_to(open_many().open_tab("Projects"), 3)
    page.at.text_input(key="projects_search").set_value("LEGAL lahore")
    expected = [
        p.project_id
        for p in many.projects
        if "Legal" in p.title and "Lahore" in f"{p.title} {p.coverage}"
    ]
    assert ids_on(page.run()) == expected
    assert expected
    page.at.text_input(key="projects_search").set_value("nothing of the kind")
    assert page.run().at.dataframe[0].value.empty
    assert any("No selected project" in caption.value for caption in page.at.caption)


def test_filter_begins_at_the_first_page(open_many: OpenPage, many: Dataset) -> None:
    page = turn_to(open_many().open_tab("Projects"), 3)
    page.choose("scopes", "districts")
    assert page.at.number_input(key="projects_page").value == 1
    chosen = many.filter_reader.read({"scope": ["districts"]})
    assert ids_on(page) == all_ids(make_view(many, chosen))[:ROWS_A_PAGE]


def test_project_of_another_page_stays_open(open_many: OpenPage) -> None:
    page = open_many().open_tab("Projects")
    first = ids_on(page)[0]
    page.at.selectbox(key="project_open").set_value(first)
    turn_to(page.run(), 2)
    assert first not in ids_on(page)
    assert page.at.selectbox(key="project_open").value == first
    assert "Coverage, as written" in page.text()


def test_lists_beside_the_map_stop_and_say_so(
    open_many: OpenPage, many: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spo_geo.ui.maptab.MOST_LISTED", 2)
    page = open_many()
    view = make_view(many)
    count = max(view.district_counts, key=lambda count: count.n_projects)
    page.at.selectbox(key="district_open").set_value(count.district.adm2_pcode)
    opened = [b for b in page.run().at.button if b.label.startswith("Open ")]
    assert [b.label.split()[1] for b in opened] == list(count.project_ids[:2])
    assert f"and {count.n_projects - 2} more" in page.text()
    n_national = view.n_without_district["national"]
    assert f"and {n_national - 2} more" in page.text()


def test_map_of_very_many_pairs_is_told_counts_alone(
    open_many: OpenPage,
    many: Dataset,
    fake_map: FakeMap,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("spo_geo.ui.maptab.MOST_PAIRS", 1_000)
    page = open_many({"funder": ["USAID"]})
    view = make_view(many, many.filter_reader.read({"funder": ["USAID"]}))
    parts = (part.split() for part in fake_map.state["counts"].split(","))
    counts = {pcode: numbers for pcode, *numbers in parts}
    assert counts == {
        c.district.adm2_pcode: [str(n) for n in (c.n_projects, c.n_planned) if n]
        for c in view.district_counts
    }
    assert fake_map.state.get("nPlanned", 0) == view.n_planned_with_district
    assert fake_map.state["nProjects"] == view.n_projects_with_district
    assert fake_map.state["districts"] == ""
    (script,) = (tmp_path / "static").glob("map-*/data.js")
    assert "SYN-" not in script.read_text("utf-8")
    assert page.numbers["Districts named"] == len(counts)
