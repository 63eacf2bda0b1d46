import pytest

from spo_geo.brief.options import CallProfile, read_brief_options
from spo_geo.brief.similarity import closest_first, order_in_words
from spo_geo.dataset import Dataset
from spo_geo.view import make_view
from tests.conftest import TINY, MakeDataset


def profile(dataset: Dataset, **asked: list[str]) -> CallProfile:
    words = {f"call_{name}": values for name, values in asked.items()}
    return read_brief_options(dataset, **words).call  # type: ignore[arg-type]


def order(dataset: Dataset, call: CallProfile) -> list[str]:
    return [p.project_id for p in closest_first(make_view(dataset), call)]


def test_closest_first_without_a_call_is_the_later_end_first(tiny: Dataset) -> None:
    # Ends: 2014-02, 2016-12, 2014 (a year counts as its end), none.
    assert order(tiny, CallProfile()) == ["T-2", "T-3", "T-1", "T-4"]


def test_closest_first_puts_the_focus_area_before_all_else(tiny: Dataset) -> None:
    call = profile(tiny, focus_areas=["Education"], districts=["Multan"])
    assert order(tiny, call) == ["T-1", "T-2", "T-3", "T-4"]


def test_closest_first_counts_a_narrower_focus_area_as_the_same(real: Dataset) -> None:
    call = profile(real, focus_areas=["Human Rights"])
    areas = [p.focus_area_used for p in closest_first(make_view(real), call)]
    assert set(areas[:4]) == {"Human Rights", "Human Rights Capacity Building"}
    assert not set(areas[4:]) & set(areas[:4])


def test_closest_first_counts_the_districts_in_common(tiny: Dataset) -> None:
    call = profile(tiny, districts=["Badin", "Thatta"])
    assert order(tiny, call)[:2] == ["T-1", "T-2"]
    assert order(tiny, profile(tiny, districts=["Badin"]))[:2] == ["T-2", "T-1"]


def test_closest_first_never_takes_a_held_place_for_a_district(tiny: Dataset) -> None:
    call = profile(tiny, districts=["Malir Karachi"])
    assert order(tiny, call) == order(tiny, CallProfile())


def test_closest_first_counts_a_province_that_is_named_without_district(
    tiny: Dataset,
) -> None:
    assert order(tiny, profile(tiny, provinces=["Punjab"]))[:2] == ["T-2", "T-4"]


def test_closest_first_lists_every_project_of_the_view_once(real: Dataset) -> None:
    call = profile(real, focus_areas=["Health"], provinces=["Sindh"])
    assert sorted(order(real, call)) == sorted(p.project_id for p in real.projects)


def test_order_in_words_names_every_step(tiny: Dataset) -> None:
    call = profile(
        tiny, focus_areas=["Education"], districts=["Badin"], provinces=["Sindh"]
    )
    assert order_in_words(tiny, call) == (
        "Order: the same focus area (Education), then more of these districts "
        "(Badin), then the same province (Sindh), then the later end; ties in the "
        "order of the records."
    )
    assert order_in_words(tiny, CallProfile()).startswith("Order: the later end;")


def test_read_brief_options_refuses_what_the_call_cannot_mean(tiny: Dataset) -> None:
    with pytest.raises(Exception, match="not one district"):
        profile(tiny, districts=["Karachi"])


def test_closest_first_takes_an_ongoing_project_for_the_latest(
    make_dataset: MakeDataset,
) -> None:
    ongoing = {**TINY[0], "project_id": "T-9", "end": "ongoing"}
    dataset = make_dataset([*TINY, ongoing])
    assert order(dataset, CallProfile())[0] == "T-9"
