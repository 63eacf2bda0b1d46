"""Rows 18 to 29 of the list of tricky inputs: what names no district, or not for sure."""

import pytest

from spo_geo.dataset import Dataset
from spo_geo.intake.session import as_dataset
from spo_geo.view import View, make_view
from tests.placecells import districts, held, places, shaded
from tests.sheets import problems, read, rules


def view(real: Dataset, *rows: tuple[str, ...]) -> View:
    return make_view(as_dataset(read(real, *rows), real))


@pytest.mark.parametrize(
    ("cell", "province"),
    [
        ("Sindh", "Sindh"),
        ("All Punjab", "Punjab"),
        ("KPK", "Khyber Pakhtunkhwa"),
        ("Balochistan (all districts)", "Balochistan"),
    ],
)
def test_row_18_a_province_among_districts_shades_none(
    real: Dataset, cell: str, province: str
) -> None:
    found = places(real, cell)
    assert (found.scope, found.provinces, found.places) == (
        "provinces",
        (province,),
        (),
    )
    assert view(real, ("Policy", cell, "", "2012", "", "")).n_districts == 0


@pytest.mark.parametrize(
    "cell",
    [
        "Nationwide",
        "across Pakistan",
        "All four provinces",
        "all provinces",
        "National – All four provinces",
    ],
)
def test_row_19_the_whole_country_is_no_district(real: Dataset, cell: str) -> None:
    intake = read(real, ("Policy", cell, "", "2012", "", ""))
    (row,) = intake.rows
    assert (row["scope"], row["districts"], row["coverage"]) == ("national", "", cell)
    assert make_view(as_dataset(intake, real)).n_districts == 0


@pytest.mark.parametrize(
    ("cell", "n", "provinces"),
    [
        ("42 Districts", "42", ""),
        ("13 districts of Paunjab & KPK", "13", "Punjab; Khyber Pakhtunkhwa"),
        ("8 Districts in Balochistan", "8", "Balochistan"),
        ("2 Districts in Sindh", "2", "Sindh"),
    ],
)
def test_row_20_a_count_is_kept_and_added_to_no_total(
    real: Dataset, cell: str, n: str, provinces: str
) -> None:
    intake = read(real, ("Peace", cell, "", "2012", "", ""))
    (row,) = intake.rows
    assert (row["scope"], row["n_districts_stated"]) == ("count", n)
    assert (row["provinces"], row["coverage"]) == (provinces, cell)
    assert make_view(as_dataset(intake, real)).n_districts == 0


def test_row_21_the_column_rules_and_names_in_the_text_are_offered(
    real: Dataset,
) -> None:
    text = "Schools of Tando Allahyar, Mirpurkhas, Umerkot and Sanghar were assessed."
    header = ("Title", "District", "Description")
    intake = read(real, ("Safer Schools", "4 Districts in Sindh", text), header=header)
    (row,) = intake.rows
    assert (row["scope"], row["districts"], row["n_districts_stated"]) == (
        "count",
        "",
        "4",
    )
    (problem,) = problems(intake, "hold", 2)
    offered = "Tando Allahyar, Mirpurkhas, Umerkot, Sanghar"
    assert problem.suggestion == f"are these meant: {offered}?"
    assert make_view(as_dataset(intake, real)).n_districts == 0


def test_row_22_a_level_of_government_and_an_office_are_no_place(real: Dataset) -> None:
    level = places(real, "Federal and Provincial Level")
    assert (level.scope, level.places) == ("institutional", ())
    for cell in ("Islamabad (head office)", "Head office"):
        assert places(real, cell).scope == "not-stated"
        assert places(real, cell).places == ()
    assert districts(real, "Islamabad") == ["Islamabad"]


def test_row_23_a_tehsil_is_held_unless_its_district_is_named(real: Dataset) -> None:
    assert districts(real, "5UCs of district Kech and Gwadar") == ["Kech", "Gwadar"]
    assert districts(real, "Tehsil Tambu, District Naseerabad") == ["Nasirabad"]
    for cell, candidates in (
        ("Tehsil Tambu", ["Nasirabad"]),
        ("UC Hoshab", []),
        ("Taluka Tando Adam", ["Sanghar"]),
        ("Tehsil Badin", ["Badin"]),
    ):
        (place,) = places(real, cell).held
        assert [d.adm2_name for d in place.match.candidates] == candidates
    assert held(real, "Badin, Taluka Tando Adam") == ["Taluka Tando Adam"]


@pytest.mark.parametrize(
    ("place", "province", "own"),
    [("Bahawalpur", "Sindh", "Punjab"), ("Badin", "Punjab", "Sindh")],
)
def test_row_24_a_name_in_the_wrong_province_is_held_with_both(
    real: Dataset, place: str, province: str, own: str
) -> None:
    intake = read(real, ("Relief", place, province, "2012", "", ""))
    (problem,) = problems(intake, "hold", 2)
    assert f"{place} lies in {own}; the stated province is {province}" == problem.rule
    assert make_view(as_dataset(intake, real)).n_districts == 0
    assert held(real, f"{place} in {province}") == [place]


def test_row_25_each_district_finds_its_own_of_two_provinces(real: Dataset) -> None:
    found = places(real, "Peshawar, Umerkot and Sanghar", "KP and Sindh")
    assert [(p.text, p.province) for p in found.places] == [
        ("Peshawar", "KP"),
        ("Umerkot", "Sindh"),
        ("Sanghar", "Sindh"),
    ]
    assert found.held == ()
    assert held(real, "Lahore, Umerkot", "KP and Sindh") == ["Lahore"]


def test_row_26_the_same_district_twice_counts_once(real: Dataset) -> None:
    cell = "Nowshera, Peshawar, Nowshera, Lower Dir, Upper/Lower Dir"
    intake = read(real, ("Health", cell, "KP", "2012", "", ""))
    chosen = make_view(as_dataset(intake, real))
    assert shaded(chosen) == ["Lower Dir", "Nowshera", "Peshawar", "Upper Dir"]
    assert rules(intake, "note", 2).count("named twice; counted once") == 2
    both = view(real, ("Women", "Kech, Turbat", "", "2012", "", ""))
    assert (shaded(both), both.n_project_districts) == (["Kech"], 1)


def test_row_27_foreign_names_and_nonsense_are_held_and_dashes_empty(
    real: Dataset,
) -> None:
    for cell in ("Kabul", "Srinagar", "Hyderabad (India)", "TBD", "various", "?"):
        assert held(real, cell) == [cell]
        assert districts(real, cell) == []
    for cell in ("N/A", "-", "–", "nil", "NA"):
        assert (places(real, cell).scope, places(real, cell).places) == (
            "not-stated",
            (),
        )


def test_row_28_districts_in_a_description_are_never_harvested(real: Dataset) -> None:
    header = ("Title", "District", "Description")
    text = "Floods struck Barkhan, Kohlu and Sibi."
    intake = read(real, ("WASH response", "Naseerabad", text), header=header)
    assert shaded(make_view(as_dataset(intake, real))) == ["Nasirabad"]
    assert rules(intake, "hold") == ""


def test_row_29_venues_and_offices_are_no_coverage(real: Dataset) -> None:
    for cell in ("workshop at Islamabad", "office Sukkur", "Regional office, Multan"):
        assert "Islamabad" not in districts(real, cell)
        assert "Sukkur" not in districts(real, cell)
    header = ("Title", "District", "Venue", "Field Office")
    row = ("Training", "Badin", "Islamabad", "Sukkur")
    intake = read(real, row, header=header)
    assert shaded(make_view(as_dataset(intake, real))) == ["Badin"]
    only = read(real, ("A", "Lahore"), ("B", "Multan"), header=("Title", "Venue"))
    assert only.is_refused
