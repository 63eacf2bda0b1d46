import re

import pytest

from spo_geo.dataset import Dataset
from spo_geo.summary import summarise
from spo_geo.view import make_view
from tests.app.conftest import FakeMap, OpenPage, numbers_of, view_of
from tests.selections import SELECTIONS, Words


@pytest.mark.parametrize("words", SELECTIONS.values(), ids=SELECTIONS)
def test_page_shows_the_numbers_of_the_summary(
    open_page: OpenPage, fake_map: FakeMap, real: Dataset, words: Words
) -> None:
    page = open_page(words)
    summary = summarise(view_of(real, words))
    assert page.numbers == numbers_of(view_of(real, words))
    assert page.sentence == summary["sentence"]
    assert fake_map.shaded == {d["adm2_pcode"] for d in summary["districts"]}
    assert len(fake_map.state["held"]) == summary["n_places_held"]


def test_selections_differ_from_one_another(real: Dataset) -> None:
    views = [view_of(real, words) for words in SELECTIONS.values()]
    assert len({view.bits for view in views}) == len(SELECTIONS)
    assert views[-1].n_projects == 0


def test_empty_selection_says_so_and_keeps_the_map(
    open_page: OpenPage, fake_map: FakeMap
) -> None:
    page = open_page(SELECTIONS["nothing"])
    assert set(page.numbers.values()) == {0}
    assert [info.value for info in page.at.info] == [
        "0 projects match. Loosen a filter, or clear all of them."
    ]
    assert fake_map.n_drawn == 1
    assert fake_map.shaded == set()
    assert fake_map.state["filtered"] is True


def test_full_selection_says_nothing_of_emptiness(open_page: OpenPage) -> None:
    page = open_page()
    assert not page.at.info
    assert not page.notices


def test_base_map_is_the_same_script_for_every_selection(
    open_page: OpenPage, fake_map: FakeMap
) -> None:
    page = open_page()
    before = base_script(fake_map)
    page.choose("funders", "USAID")
    assert "SpoAtlas.attach" in before
    assert base_script(fake_map) == before
    assert fake_map.arguments["key"] == "map"
    assert fake_map.arguments["returned_objects"] == ("last_active_drawing",)


def base_script(fake_map: FakeMap) -> str:
    """The page that the base map renders to, folium's random names aside."""
    rendered = fake_map.arguments["base"].get_root().render()
    return re.sub(r"[0-9a-f]{32}", "id", rendered)


def test_undated_projects_left_out_are_said(open_tiny: OpenPage) -> None:
    page = open_tiny({"year": ["2014"]})
    assert page.numbers["Projects"] == 3
    captions = [caption.value for caption in page.at.caption]
    assert "Projects without dates, left out: 1" in captions


def test_small_records_give_the_answers_worked_out_by_hand(
    open_tiny: OpenPage, fake_map: FakeMap, tiny: Dataset
) -> None:
    page = open_tiny()
    assert page.numbers == {
        "Projects": 4,
        "Districts named": 3,
        "Funders": 3,
        "Places held": 1,
        "Projects that name no district": 2,
    }
    assert page.numbers == numbers_of(make_view(tiny))
    assert fake_map.shaded == {"PK622", "PK701", "PK727"}
    (held,) = fake_map.state["held"]
    assert held[0] == "Karachi"
