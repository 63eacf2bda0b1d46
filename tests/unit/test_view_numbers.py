"""Every number of a view of the four small projects, worked out by hand."""

import pytest

from spo_geo.dataset import Dataset
from spo_geo.model import Project
from spo_geo.view import View, make_view
from tests.conftest import TINY, MakeDataset

USAID = "United States Agency for International Development (USAID)"
DFID = "Department for International Development (DFID)"
GENDER = "USAID Gender Equity Programme (GEP)"

# T-1 Badin, Thatta, Karachi (held) 2012 to 2014; T-2 Badin, Multan 2014 to 2016;
# T-3 across Pakistan from 2014, no funder; T-4 Punjab, undated.
EVERYTHING = {
    "positions": (0, 1, 2, 3),
    "n_projects": 4,
    "n_districts": 3,
    "n_project_districts": 4,
    "n_projects_with_district": 2,
    "n_projects_without_district": 2,
    "n_without_district": {"national": 1, "provinces": 1},
    "n_provinces": 2,
    "provinces": {"PK6", "PK7"},
    "n_places_held": 1,
    "n_undated_left_out": 0,
    "first_year": 2012,
    "last_year": 2016,
    "first_year_on_map": 2012,
    "last_year_on_map": 2016,
    "by_focus_area": {"Human Rights": 2, "Education": 1, "Not stated": 1},
    "by_funder": {"Oxfam": 1, USAID: 2, GENDER: 1, DFID: 1, "Not stated": 1},
    "by_source": {"Not stated": 4},
    "n_funders": 3,
    "n_donor_partners": 0,  # USAID is T-2's partner, and T-4's funder
    "n_funders_on_map": 2,
    "n_donor_partners_on_map": 1,
    "year_facet": {2012: 1, 2013: 1, 2014: 3, 2015: 1, 2016: 1},
}
IN_SINDH = {
    "positions": (0, 1),
    "n_projects": 2,
    "n_districts": 2,
    "n_project_districts": 3,
    "n_projects_with_district": 2,
    "n_projects_without_district": 0,
    "n_without_district": {},
    "n_provinces": 1,
    "provinces": {"PK7"},
    "n_places_held": 1,
    "by_year": {2012: 1, 2013: 1, 2014: 2, 2015: 1, 2016: 1},
    "by_scope": {
        "districts": 2,
        "provinces": 0,
        "national": 0,
        "count": 0,
        "institutional": 0,
    },
    "by_funder": {"Oxfam": 1, USAID: 1, GENDER: 1, DFID: 1},
}
IN_PUNJAB = {
    "positions": (1, 3),
    "n_districts": 1,
    "n_projects_with_district": 1,
    "n_projects_without_district": 1,
    "n_without_district": {"provinces": 1},
    "provinces": {"PK6"},
    "n_places_held": 0,
    "n_funders": 2,
    "n_donor_partners": 0,
    "n_funders_on_map": 1,
    "n_donor_partners_on_map": 1,
    "first_year_on_map": 2014,
    "last_year": 2016,
}
IN_MULTAN = {
    "positions": (1,),
    "n_districts": 1,
    "n_project_districts": 1,
    "n_projects_with_district": 1,
    "n_provinces": 1,
    "n_places_held": 0,
}
OF_2014_AND_USAID = {
    "positions": (1,),
    "n_undated_left_out": 1,
    "first_year": 2014,
    "by_year": {2014: 1, 2015: 1, 2016: 1},
    "year_facet": {2014: 1, 2015: 1, 2016: 1},
    "n_funders": 1,
    "n_donor_partners": 1,
}
OF_2016 = {
    "positions": (1,),
    "n_undated_left_out": 1,
    "year_facet": {2012: 1, 2013: 1, 2014: 3, 2015: 1, 2016: 1},
}
OF_2012 = {
    "positions": (0,),
    "first_year": 2012,
    "last_year": 2014,
    "n_undated_left_out": 1,
    "n_places_held": 1,
    "n_donor_partners": 0,
}
UNDATED = {
    "positions": (3,),
    "n_undated_left_out": 0,
    "first_year": None,
    "last_year": None,
    "first_year_on_map": None,
    "last_year_on_map": None,
    "by_year": {},
    "n_districts": 0,
    "n_provinces": 0,
    "n_projects_without_district": 1,
    "n_funders": 1,
    "n_funders_on_map": 0,
}


def select(dataset: Dataset, **words: str) -> View:
    given = {name.replace("_", "-"): [word] for name, word in words.items()}
    return make_view(dataset, dataset.filter_reader.read(given))


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ({}, EVERYTHING),
        ({"province": "Sindh"}, IN_SINDH),
        ({"province": "Punjab"}, IN_PUNJAB),
        ({"district": "Multan"}, IN_MULTAN),
        ({"year": "2014", "funder": "USAID"}, OF_2014_AND_USAID),
        ({"year": "2016"}, OF_2016),
        ({"years": "2012-2013"}, OF_2012),
        ({"scope": "provinces"}, UNDATED),
    ],
)
def test_every_number_is_the_one_counted_by_hand(
    tiny: Dataset, words: dict[str, str], numbers: dict[str, object]
) -> None:
    view = select(tiny, **words)
    assert {name: getattr(view, name) for name in numbers} == numbers


def test_projects_are_told_by_their_districts(tiny: Dataset) -> None:
    view = make_view(tiny)
    assert view.n_projects_with_district == 2
    assert ids(view.projects_without_district) == ["T-3", "T-4"]
    assert ids(view.without_district("national", 1)) == ["T-3"]
    assert view.without_district("national", 0) == ()
    assert view.without_district("institutional", 5) == ()
    assert view.without_district("districts", 5) == ()
    assert view.districts_of(view.positions) == [2, 2, 0, 0]
    assert view.districts_of((1,)) == [2]
    assert view.districts_of(()) == []
    assert select(tiny, province="Sindh").districts_of((0, 1)) == [2, 1]
    assert select(tiny, scope="national").districts_of((2,)) == [0]


def test_a_view_knows_its_projects(tiny: Dataset) -> None:
    punjab = select(tiny, province="Punjab")
    known = [name for name in ("T-1", "T-2", "T-3", "T-4") if punjab.has(name)]
    assert known == ["T-2", "T-4"]
    assert punjab.has("T-9") is False
    assert make_view(tiny).has("T-1") is True


def test_a_district_lists_its_selected_projects_in_order(tiny: Dataset) -> None:
    def badin(view: View) -> tuple[int, tuple[str, ...], list[str]]:
        (count,) = (c for c in view.district_counts if c.district.adm2_name == "Badin")
        return count.n_projects, count.project_ids, ids(count.first(1))

    assert badin(make_view(tiny)) == (2, ("T-1", "T-2"), ["T-1"])
    assert badin(select(tiny, year="2016")) == (1, ("T-2",), ["T-2"])


def test_funders_and_partners_are_those_of_the_projects_that_are_asked_for(
    tiny: Dataset,
) -> None:
    view = make_view(tiny)
    schools, courts, policy, _ = view.projects
    assert view.funders([schools]) == {"DFID"}
    assert view.funders([schools, courts]) == {"DFID", "OXFAM"}
    assert view.donor_partners([courts]) == {"USAID"}
    assert view.funders([policy]) == view.donor_partners([policy]) == frozenset()


def test_a_view_is_of_the_filters_that_it_was_made_with(tiny: Dataset) -> None:
    view = select(tiny, district="Badin", province="Sindh")
    assert view.dataset is tiny
    assert view.filters == tiny.filter_reader.read(
        {"district": ["PK701"], "province": ["PK7"]}
    )
    assert not make_view(tiny).filters


def test_facets_of_one_place_filter_keep_to_the_other(tiny: Dataset) -> None:
    sindh = select(tiny, province="Sindh").facets
    assert sindh["provinces"] == {"PK7": 2, "PK6": 2}
    assert sindh["districts"] == {"PK701": 2, "PK727": 1, "PK622": 0}
    assert sindh["scopes"] == {"districts": 2}
    assert sindh["statuses"] == {"Completed": 1, "not-stated": 1}
    assert sindh["sources"] == {"not-stated": 2}
    badin = select(tiny, district="Badin").facets
    assert badin["provinces"] == {"PK7": 2, "PK6": 0}
    assert badin["districts"] == {"PK701": 2, "PK727": 1, "PK622": 1}
    multan = select(tiny, district="Multan")
    assert multan.facets["districts"] == {"PK701": 2, "PK727": 1, "PK622": 1}
    assert [c.district.adm2_name for c in multan.district_counts] == ["Multan"]
    later = select(tiny, year="2016").facets
    assert later["districts"] == {"PK701": 1, "PK727": 0, "PK622": 1}
    assert later["focus_areas"] == {"Human Rights": 1}


def test_a_held_place_shows_where_one_of_its_candidates_is(
    make_dataset: MakeDataset,
) -> None:
    cells = {"districts": "Karachi; Rajapur", "district_provinces": ""}
    dataset = make_dataset([dict(TINY[0], **cells), *TINY[1:]])
    named = {
        place: [held.place for held in select(dataset, **words).held]
        for place, words in {
            "all": {},
            "Sindh": {"province": "Sindh"},
            "Punjab": {"province": "Punjab"},
            "2016": {"year": "2016"},
        }.items()
    }
    assert named == {
        "all": ["Karachi", "Rajapur"],
        "Sindh": ["Karachi", "Rajapur"],  # an unknown place could lie anywhere
        "Punjab": [],  # no project of Punjab names them
        "2016": [],
    }


def test_a_held_place_that_lies_outside_of_the_place_filters_is_not_shown(
    make_dataset: MakeDataset,
) -> None:
    cells = {"districts": "Multan; Karachi; Rajapur", "district_provinces": ""}
    dataset = make_dataset([dict(TINY[0], **cells)])
    for words in ({"province": "Punjab"}, {"district": "Multan"}):
        assert [held.place for held in select(dataset, **words).held] == ["Rajapur"]


def test_a_project_found_by_a_province_it_names_may_have_no_district_inside(
    make_dataset: MakeDataset,
) -> None:
    cells = {"provinces": "Punjab; Sindh", "districts": "Badin"}
    dataset = make_dataset([dict(TINY[0], **cells, district_provinces="")])
    sindh, punjab = (select(dataset, province=name) for name in ("Sindh", "Punjab"))
    assert (sindh.n_projects, sindh.n_projects_with_district) == (1, 1)
    assert (punjab.n_projects, punjab.n_projects_with_district) == (1, 0)
    assert punjab.n_districts == punjab.n_funders_on_map == 0
    assert ids(punjab.without_district("districts", 5)) == ["T-1"]
    assert punjab.without_district("national", 5) == ()


def test_a_province_finds_a_project_by_a_held_place_that_lies_in_it(
    make_dataset: MakeDataset,
) -> None:
    held = {"district_provinces": "", "provinces": ""}
    dataset = make_dataset(
        [
            dict(TINY[0], districts="Karachi", **held),
            dict(TINY[1], districts="Dera", **held),  # in three provinces
        ]
    )
    assert ids(select(dataset, province="Sindh").projects) == ["T-1"]
    assert "Punjab" not in {
        dataset.gazetteer.provinces[key]
        for key in make_view(dataset).facets["provinces"]
    }


def test_a_project_without_a_stated_place_is_counted_by_itself(
    make_dataset: MakeDataset,
) -> None:
    cells = {"scope": "not-stated", "coverage": "", "provinces": ""}
    dataset = make_dataset([*TINY[:3], dict(TINY[3], **cells)])
    assert make_view(dataset).by_scope["not-stated"] == 1
    assert select(dataset, scope="districts").by_scope == {
        "districts": 2,
        "provinces": 0,
        "national": 0,
        "count": 0,
        "institutional": 0,
    }


def test_a_funder_that_waits_for_a_decision_is_in_no_filter_and_no_count(
    make_dataset: MakeDataset,
) -> None:
    basis = "held; financial support"
    cells = {"funders": "DFID; Oxfam", "funding_as_stated": basis}
    view = make_view(make_dataset([dict(TINY[0], **cells), TINY[1]]))
    assert view.projects[0].funding[0].is_held
    assert view.facets["funders"] == {"USAID-GEP": 1, "USAID": 1, "OXFAM": 2}
    assert view.funders(view.projects) == {"OXFAM"}


def test_a_funder_that_is_not_listed_counts_under_its_own_name(
    make_dataset: MakeDataset,
) -> None:
    view = make_view(make_dataset([dict(TINY[0], funders="Aid of Arcadia")]))
    assert view.funders(view.projects) == {"Aid of Arcadia"}
    assert view.facets["funders"] == {"Aid of Arcadia": 1}


def ids(projects: tuple[Project, ...]) -> list[str]:
    return [project.project_id for project in projects]
