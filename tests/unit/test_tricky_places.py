"""Rows 1 to 17 of the list of tricky inputs: names of districts."""

import pytest

from spo_geo.dataset import Dataset
from spo_geo.intake.session import as_dataset
from spo_geo.view import make_view
from tests.placecells import districts, held, places, shaded
from tests.sheets import problems, read, rules

ALIASES = {
    "Lodharan": "Lodhran",
    "Peshawer": "Peshawar",
    "Charsada": "Charsadda",
    "Muzzaffargarh": "Muzaffargarh",
    "Ghokti": "Ghotki",
    "Sibbi": "Sibi",
    "Pashin": "Pishin",
    "Buanir": "Buner",
    "Manshera": "Mansehra",
    "Sukkar": "Sukkur",
}


def test_row_01_listed_spellings_are_taken_with_a_note(real: Dataset) -> None:
    cell = ", ".join(ALIASES)
    assert districts(real, cell) == list(ALIASES.values())
    intake = read(real, ("Flood relief", cell, "", "2011", "", "DFID"))
    assert (intake.rows_taken, intake.rows_held) == (1, 0)
    notes = rules(intake, "note", 2)
    assert all(f"read as {name}" in notes for name in ALIASES.values())
    assert held(real, "Lodhrann") == ["Lodhrann"]
    (unlisted,) = places(real, "Lodhrann").held
    assert unlisted.match.candidates[0].adm2_name == "Lodhran"


def test_row_02_mirpur_khas_in_every_dress_and_never_mirpur(real: Dataset) -> None:
    cell = "Mirpurkhas / Mirpur Khas / Mirpur  Khas / MIRPURKHAS / Mirpur-Khas"
    assert districts(real, cell) == ["Mirpur Khas"] * 5
    assert held(real, "Mirpur Mathelo") == ["Mirpur Mathelo"]
    assert held(real, "Mirpur", "Sindh") == ["Mirpur"]


def test_row_03_tando_muhammad_khan_is_no_tando_allahyar(real: Dataset) -> None:
    cell = "Tando M.Khan; Tando M. Khan; Tando Mohammad Khan; T.M. Khan; TMK"
    assert districts(real, cell) == ["Tando Muhammad Khan"] * 5
    assert held(real, "TAK") == ["TAK"]


def test_row_04_the_two_deras_never_cross(real: Dataset) -> None:
    assert (
        districts(real, "D.I.Khan, DI Khan, D I Khan, Dera Ismail Khan")
        == ["D. I. Khan"] * 4
    )
    assert districts(real, "D.G. Khan") == ["Dera Ghazi Khan"]
    assert held(real, "D. Khan") == ["D. Khan"]


def test_row_05_likeness_never_decides_between_districts(real: Dataset) -> None:
    cell = (
        "Kech, Kachhi, Jaffarabad, Jacobabad, Nowshera, Naushahro Feroze, Gujrat, "
        "Gujranwala, Swat, Swabi, Sibi, Bahawalpur, Bahawalnagar"
    )
    assert districts(real, cell) == cell.split(", ")
    assert held(real, "Kachi, Gujranwal, Swati") == ["Kachi", "Gujranwal", "Swati"]


def test_row_06_karachi_is_held_and_shades_no_district(real: Dataset) -> None:
    intake = read(real, ("Clinics", "Badin and Karachi", "Sindh", "2012", "", ""))
    assert (intake.rows_held, rules(intake, "hold", 2).count("Karachi:")) == (1, 1)
    chosen = make_view(as_dataset(intake, real))
    assert shaded(chosen) == ["Badin"]
    assert [(h.place, len(h.candidates)) for h in chosen.held] == [("Karachi", 6)]


def test_row_07_sides_of_karachi(real: Dataset) -> None:
    assert districts(real, "Karachi West") == ["West Karachi"]
    early = read(real, ("Schools", "Karachi West", "", "2013", "2014", ""))
    assert "then included Keamari (a district since 2020)" in rules(early, "note", 2)
    assert held(real, "District West") == ["District West"]
    assert districts(real, "District West", "Sindh") == ["West Karachi"]
    assert districts(real, "District West, Karachi") == ["West Karachi"]
    assert districts(real, "District West", "Karachi") == ["West Karachi"]
    assert held(real, "Orangi; Nazimabad; Gulshan") == [
        "Orangi",
        "Nazimabad",
        "Gulshan",
    ]


def test_row_08_dir_alone_is_held_and_its_halves_are_taken(real: Dataset) -> None:
    assert held(real, "Dir") == ["Dir"]
    assert districts(real, "Upper/Lower Dir") == ["Upper Dir", "Lower Dir"]
    assert districts(real, "Dir Lower") == districts(real, "Dir (L)") == ["Lower Dir"]
    both = read(real, ("Roads", "Upper/Lower Dir", "KP", "2012", "", ""))
    assert "both are named" in rules(both, "note", 2)


@pytest.mark.parametrize("year", ["2012", "2022"])
def test_row_09_chitral_is_held_with_both_halves(real: Dataset, year: str) -> None:
    intake = read(real, ("Relief", "Chitral", "KPK", year, "", ""))
    assert "one district until 2018" in rules(intake, "hold", 2)
    chosen = make_view(as_dataset(intake, real))
    assert (chosen.n_districts, chosen.n_places_held) == (0, 1)
    names = [c.adm2_name for c in chosen.held[0].candidates]
    assert names == ["Chitral Lower", "Chitral Upper"]


def test_row_10_divisions_are_never_districts(real: Dataset) -> None:
    assert districts(real, "Malakand; Malakand Agency") == ["Malakand"] * 2
    names = (
        "Malakand Multan Bahawalpur Sukkur Larkana Hyderabad Quetta Loralai Nasirabad"
    )
    for name in names.split():
        assert held(real, f"{name} Division") == [f"{name} Division"]
        assert len(districts(real, name)) == 1
    assert held(real, "Hazara; Makran") == ["Hazara", "Makran"]


def test_row_11_former_names_and_towns_stand_for_their_district(real: Dataset) -> None:
    expected = {
        "Bolan": "Kachhi",
        "Nawabshah": "Shaheed Benazir Abad",
        "Turbat": "Kech",
        "Lasbella": "Lasbela",
        "Kambar": "Kambar Shahdad Kot",
        "Qambar Shahdadkot": "Kambar Shahdad Kot",
        "Amarkot": "Umer Kot",
        "Leiah": "Leiah",
        "Layyah": "Leiah",
    }
    assert districts(real, ", ".join(expected)) == list(expected.values())


@pytest.mark.parametrize(
    ("place", "year", "part"),
    [
        ("Thatta", "2009", "Sujawal"),
        ("Lasbela", "2015", "Hub"),
        ("Muzaffargarh", "2015", "Kot Addu"),
    ],
)
def test_row_12_a_district_that_was_larger_then_says_so(
    real: Dataset, place: str, year: str, part: str
) -> None:
    intake = read(real, ("Relief", place, "", year, "", ""))
    assert f"then included {part}" in rules(intake, "note", 2)
    assert shaded(make_view(as_dataset(intake, real))) == [place]


def test_row_13_a_district_newer_than_the_map_is_held(real: Dataset) -> None:
    newer = (
        "Hub, Keamari, Taunsa, Wazirabad, Murree, Usta Muhammad, Upper South Waziristan"
    )
    assert districts(real, newer) == []
    assert held(real, newer) == newer.split(", ")
    assert districts(real, "Chaman") == ["Chaman"]  # this map draws it
    intake = read(real, ("Water", "Hub", "Balochistan", "2024", "", ""))
    rule = rules(intake, "hold", 2)
    assert "in the sheet, not on this map" in rule
    assert "9 September 2022" in rule
    chosen = make_view(as_dataset(intake, real))
    assert (chosen.n_districts, chosen.n_places_held) == (0, 1)
    assert chosen.held[0].candidates[0].adm2_name == "Lasbela"


def test_row_14_agencies_are_districts_and_frontier_regions_wait(real: Dataset) -> None:
    agencies = ["Khyber", "Orakzai", "Mohmand"]
    assert districts(real, "Khyber, Orakzai and Mohmand Agencies") == agencies
    assert districts(real, "FATA (Khyber, Orakzai and Mohmand Agencies)") == agencies
    assert held(real, "FR Peshawar; FATA") == ["FR Peshawar", "FATA"]


def test_row_15_khyber_is_not_its_province(real: Dataset) -> None:
    both = places(real, "Khyber, Khyber Pakhtunkhwa")
    assert [p.match.districts[0].adm2_pcode for p in both.places] == ["PK513"]
    assert both.provinces == ("Khyber Pakhtunkhwa",)
    assert places(real, "Khyber Pakhtunkhwa").places == ()
    assert districts(real, "Khyber", "Khyber Pakhtunkhwa") == ["Khyber"]


@pytest.mark.parametrize("cell", ["Bagh Neelum", "Lahore Multan", "Layyah Mianwali"])
def test_row_16_two_names_without_a_separator_are_held(
    real: Dataset, cell: str
) -> None:
    (place,) = places(real, cell).held
    assert place.match.rule == "two names"
    assert len(place.match.candidates) == 2
    assert districts(real, cell) == []


def test_row_17_rajapur_is_held_and_rajanpur_is_offered(real: Dataset) -> None:
    intake = read(real, ("Health", "Rajapur; Jhang", "Punjab", "2022", "", ""))
    (problem,) = problems(intake, "hold", 2)
    assert (problem.value, intake.rows_held) == ("Rajapur", 1)
    assert problem.suggestion.startswith("choose: Rajanpur (PK629)")
    assert shaded(make_view(as_dataset(intake, real))) == ["Jhang"]
