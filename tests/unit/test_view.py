from dataclasses import replace

import pytest

from spo_geo.dataset import Dataset
from spo_geo.filters import Filters
from spo_geo.view import View, make_view
from tests.conftest import TINY, MakeDataset


def ids(view: View) -> list[str]:
    return [project.project_id for project in view.projects]


def read(dataset: Dataset, **words: str) -> View:
    given = {name.replace("_", "-"): [word] for name, word in words.items()}
    return make_view(dataset, dataset.filter_reader.read(given))


def test_view_without_filters_counts_everything_once(tiny: Dataset) -> None:
    view = make_view(tiny)
    assert ids(view) == ["T-1", "T-2", "T-3", "T-4"]
    counts = {c.district.adm2_name: c.project_ids for c in view.district_counts}
    assert counts == {
        "Multan": ("T-2",),
        "Badin": ("T-1", "T-2"),
        "Thatta": ("T-1",),
    }
    assert view.n_districts == 3
    assert view.n_project_districts == 4
    assert view.n_projects_with_district == 2
    assert view.n_projects_without_district == 2
    assert view.n_provinces == 2
    assert view.by_year == {2012: 1, 2013: 1, 2014: 3, 2015: 1, 2016: 1}
    assert view.by_scope == {
        "districts": 2,
        "provinces": 1,
        "national": 1,
        "count": 0,
        "institutional": 0,
    }


def test_view_holds_karachi_and_never_counts_it(tiny: Dataset) -> None:
    (held,) = make_view(tiny).held
    assert (held.place, held.project_id) == ("Karachi", "T-1")
    assert len(held.candidates) >= 6
    named = {c.district.adm2_name for c in make_view(tiny).district_counts}
    assert not any("Karachi" in name for name in named)


def test_year_filter_means_active_at_any_time(tiny: Dataset) -> None:
    assert ids(read(tiny, year="2014")) == ["T-1", "T-2", "T-3"]
    assert ids(read(tiny, years="2015-2016")) == ["T-2"]
    assert ids(read(tiny, years="2012-")) == ["T-1", "T-2", "T-3"]


def test_year_filter_says_how_many_undated_it_leaves_out(tiny: Dataset) -> None:
    assert make_view(tiny).n_undated_left_out == 0
    assert read(tiny, year="2014").n_undated_left_out == 1
    assert read(tiny, year="2014", province="Sindh").n_undated_left_out == 0


def test_funder_filter_includes_programmes_of_a_parent(tiny: Dataset) -> None:
    assert ids(read(tiny, funder="USAID")) == ["T-2", "T-4"]
    assert ids(read(tiny, funder="USAID-Gender Equity Programme")) == ["T-2"]
    assert ids(read(tiny, funder="not-stated")) == ["T-3"]


def test_funders_stated_and_partners_are_told_apart(tiny: Dataset) -> None:
    view = make_view(tiny)
    assert view.funders(view.projects) == {"DFID", "OXFAM", "USAID"}
    assert view.n_donor_partners == 0
    courts = read(tiny, focus_area="Human Rights", funder="Oxfam")
    assert courts.funders(courts.projects) == {"OXFAM"}
    assert courts.donor_partners(courts.projects) == {"USAID"}


def test_focus_area_filter_uses_stated_else_inferred(tiny: Dataset) -> None:
    assert ids(read(tiny, focus_area="human rights")) == ["T-2", "T-3"]
    assert ids(read(tiny, focus_area="not-stated")) == ["T-4"]


def test_place_filters_narrow_the_places_too(tiny: Dataset) -> None:
    punjab = read(tiny, province="Punjab")
    assert ids(punjab) == ["T-2", "T-4"]
    assert [c.district.adm2_name for c in punjab.district_counts] == ["Multan"]
    assert punjab.held == ()
    sindh = read(tiny, province="Sindh")
    assert ids(sindh) == ["T-1", "T-2"]
    assert sindh.n_places_held == 1
    badin = read(tiny, district="Badin")
    assert ids(badin) == ["T-1", "T-2"]
    assert badin.n_project_districts == 2


def test_place_filters_that_exclude_each_other_select_nothing(tiny: Dataset) -> None:
    assert ids(read(tiny, province="Sindh", district="Multan")) == []


def test_district_filter_never_claims_a_held_place(tiny: Dataset) -> None:
    assert ids(read(tiny, district="Malir Karachi")) == []


def test_empty_selection_has_zero_of_everything(tiny: Dataset) -> None:
    view = read(tiny, year="2012", funder="Oxfam")
    assert view.n_projects == view.n_districts == view.n_places_held == 0
    assert view.by_year == {}
    assert view.first_year is None


def test_facets_count_each_option_under_the_other_filters(tiny: Dataset) -> None:
    filters = Filters(years=(2014,), funders=("DFID",))
    view = make_view(tiny, filters)
    facets = view.facets
    assert facets["funders"] == {
        "DFID": 1,
        "USAID": 1,
        "USAID-GEP": 1,
        "OXFAM": 1,
        "not-stated": 1,
    }
    assert view.year_facet == {2012: 1, 2013: 1, 2014: 1}
    assert facets["provinces"]["PK7"] == 1
    assert facets["provinces"]["PK6"] == 0


@pytest.mark.parametrize(
    "base", [Filters(), Filters(years=(2014, 2015)), Filters(provinces=("PK7",))]
)
def test_facet_equals_the_view_with_that_option_alone(
    real: Dataset, base: Filters
) -> None:
    facets = make_view(real, base).facets
    options = [(name, key) for name, counts in facets.items() for key in counts]
    assert len(options) > 40
    for name, key in options:
        picked = replace(base, **{name: (key,)})
        expected = facets[name][key]
        assert make_view(real, picked).n_projects == expected, (name, key)


def test_an_unknown_place_has_suggestions_and_claims_no_province(
    make_dataset: MakeDataset,
) -> None:
    cells = {"districts": "Rajapur", "district_provinces": "", "provinces": ""}
    dataset = make_dataset([dict(TINY[0], **cells)])
    (held,) = make_view(dataset).held
    assert held.candidates == ()
    assert held.suggestions[0].adm2_name == "Rajanpur"
    assert ids(read(dataset, province="Punjab")) == []
