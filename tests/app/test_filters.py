from dataclasses import replace

import pytest

from spo_geo.dataset import Dataset
from spo_geo.filters import Filters
from spo_geo.view import make_view
from tests.app.conftest import AppPage, FakeMap, OpenPage, numbers_of, view_of
from tests.selections import SELECTIONS, Words

CHOICES = {
    "focus_areas": ("Education", "Health"),
    "funders": ("USAID", "OXFAM"),
    "provinces": ("PK6",),
    "districts": ("PK615", "PK701"),
    "scopes": ("national",),
    "statuses": ("not-stated",),
}
LABELS = {
    "focus_areas": "Focus area",
    "funders": "Funder",
    "provinces": "Province",
    "districts": "District",
    "scopes": "Scope of coverage",
    "statuses": "Status",
}


def widgets(page: AppPage) -> dict[str, tuple[str, ...]]:
    return {name: tuple(page.at.multiselect(key=name).value) for name in CHOICES}


@pytest.mark.parametrize("name", CHOICES)
def test_filter_changes_the_numbers_to_those_of_its_view(
    open_page: OpenPage, real: Dataset, name: str
) -> None:
    page = open_page()
    everything = page.numbers
    page.choose(name, *CHOICES[name])
    expected = numbers_of(make_view(real, Filters(**{name: CHOICES[name]})))
    assert page.numbers == expected
    assert page.numbers != everything
    page.choose(name)
    assert page.numbers == everything


def test_years_change_the_numbers_to_those_of_their_view(
    open_page: OpenPage, real: Dataset
) -> None:
    page = open_page()
    page.at.slider(key="years").set_range(2012, 2013)
    page.run()
    assert page.numbers == numbers_of(make_view(real, Filters(years=(2012, 2013))))
    assert page.address == {"years": ["2012-2013"]}


@pytest.mark.parametrize(
    "words", [SELECTIONS["everything"], SELECTIONS["several filters"]]
)
def test_options_carry_their_count_under_the_other_filters(
    open_page: OpenPage, real: Dataset, words: Words
) -> None:
    page = open_page(words)
    view = view_of(real, words)
    for name, label in LABELS.items():
        widget = page.at.multiselect(key=name)
        codes = list(real.lists[name])
        if name == "districts":
            codes.sort(key=lambda code: code.name)
        assert widget.label == label
        assert widget.options == [
            f"{code.menu_label} ({view.facets[name].get(code.key, 0)})"
            for code in codes
            if code.key in real.index.by[name]
        ]


def test_option_with_count_gives_that_many_projects(open_page: OpenPage) -> None:
    page = open_page({"years": ["2014-2016"]})
    (option,) = (
        o for o in page.at.multiselect(key="funders").options if o.startswith("DFID")
    )
    page.choose("funders", "DFID")
    assert option.endswith(f"({page.numbers['Projects']})")


def test_bars_count_the_active_projects_of_each_year(
    open_page: OpenPage, real: Dataset
) -> None:
    words = {"years": ["2014-2016"], "funder": ["USAID"]}
    page = open_page(words)
    counts = view_of(real, words).year_facet
    bars = page.html().split('class="spo-years"')[1]
    for year in real.years:
        assert f'title="Projects in {year}: {counts.get(year, 0)}"' in bars


def test_clear_all_clears_every_filter_and_the_address(
    open_page: OpenPage, real: Dataset
) -> None:
    everything = open_page().numbers
    page = open_page(
        {
            "years": ["2014-2016"],
            "funder": ["USAID"],
            "province": ["Sindh"],
            "district": ["Badin"],
            "status": ["Completed"],
        }
    )
    assert page.numbers != everything
    page.press("Clear all")
    assert page.numbers == everything
    assert page.address == {}
    assert set(widgets(page).values()) == {()}
    assert page.at.slider(key="years").value == (real.years[0], real.years[-1])


@pytest.mark.parametrize("words", SELECTIONS.values(), ids=SELECTIONS)
def test_address_fills_the_widgets_and_comes_back(
    open_page: OpenPage, real: Dataset, words: Words
) -> None:
    page = open_page(words)
    filters = real.filter_reader.read(words)
    assert widgets(page) == {name: getattr(filters, name) for name in CHOICES}
    assert page.address == filters.to_query()
    again = open_page(page.address)
    assert again.numbers == page.numbers
    assert again.address == page.address


def test_separate_years_of_an_address_hold_until_the_slider_moves(
    open_page: OpenPage, real: Dataset
) -> None:
    page = open_page({"years": ["2011", "2016-2017"]})
    separate = numbers_of(make_view(real, Filters(years=(2011, 2016, 2017))))
    assert page.numbers == separate
    assert page.numbers != numbers_of(
        make_view(real, Filters(years=tuple(range(2011, 2018))))
    )
    page.choose("provinces", "PK7")
    assert page.address == {"years": ["2011", "2016-2017"], "province": ["PK7"]}
    page.at.slider(key="years").set_range(2012, 2017)
    page.choose("provinces")
    assert page.address == {"years": ["2012-2017"]}


def test_all_years_are_no_filter(open_page: OpenPage, real: Dataset) -> None:
    page = open_page({"years": ["2014-2016"]})
    page.at.slider(key="years").set_range(real.years[0], real.years[-1])
    page.run()
    assert page.address == {}
    assert page.numbers["Projects"] == len(real.projects)


def test_address_wins_over_the_widgets_when_it_changes(open_page: OpenPage) -> None:
    page = open_page({"funder": ["USAID"]})
    page.choose("provinces", "PK7")
    page.at.query_params.clear()
    page.at.query_params["funder"] = ["DFID"]
    page.run()
    assert widgets(page)["funders"] == ("DFID",)
    assert widgets(page)["provinces"] == ()


def test_unknown_value_shows_nothing_until_one_click(
    open_page: OpenPage, fake_map: FakeMap, real: Dataset
) -> None:
    page = open_page({"funder": ["Nobody"], "province": ["Sindh"]})
    assert set(page.numbers.values()) == {0}
    assert fake_map.shaded == set()
    assert fake_map.state["filtered"] is True
    (message,) = page.notices
    assert "“Nobody”: unknown funder" in message
    assert "Oxfam" in message
    assert page.address["funder"] == ["Nobody"]
    assert not page.at.get("download_button")
    assert "all records" not in page.text()
    page.press("Remove it from the address")
    assert not page.notices
    assert page.address == {"province": ["PK7"]}
    sindh = replace(Filters(), provinces=("PK7",))
    assert page.numbers == numbers_of(make_view(real, sindh))


def test_unknown_value_stays_in_the_address_of_other_filters(
    open_page: OpenPage, fake_map: FakeMap, real: Dataset
) -> None:
    page = open_page({"funder": ["Nobody"]})
    assert fake_map.state["filtered"] is True  # grey is not "no record"
    page.choose("provinces", "PK7")
    assert set(page.numbers.values()) == {0}
    assert page.address["funder"] == ["Nobody"]
    page.press("Clear all")
    assert page.address == {}
    assert page.numbers["Projects"] == len(real.projects)


def test_each_unknown_value_is_named(open_page: OpenPage) -> None:
    page = open_page(
        {"years": ["2040"], "district": ["Karachi"], "focus-area": ["<b>Art</b>"]}
    )
    messages = " ".join(page.notices)
    assert "“2040”: unknown year" in messages
    assert "“Karachi”: not one district" in messages
    assert "Malir Karachi (PK714)" in messages
    assert "“<b>Art</b>”: unknown focus area" in messages
    assert "<b>" not in page.html()


def test_sessions_do_not_leak_into_each_other(
    open_page: OpenPage, fake_map: FakeMap, real: Dataset
) -> None:
    first = open_page({"funder": ["USAID"]})
    first.at.selectbox(key="district_open").set_value("PK622")
    first.run()
    second = open_page()
    assert second.numbers["Projects"] == len(real.projects)
    assert second.at.selectbox(key="district_open").value is None
    assert fake_map.state["selected"] == ""
    second.choose("funders", "DFID")
    first.run()
    assert first.numbers["Projects"] == 5
    assert fake_map.state["selected"] == "PK622"
