"""Rows 1 to 37 of the list of tricky inputs: names of places, and lists of them."""

import pytest

from spo_geo.dataset import Dataset
from spo_geo.intake.session import as_dataset
from spo_geo.intake.words.places import read_places
from spo_geo.intake.words.placesread import PlacesRead
from spo_geo.view import View, make_view
from tests.sheets import HEADER, adds_up, problems, read, rules

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


@pytest.fixture(scope="module")
def data(real: Dataset) -> Dataset:
    return real


def places(data: Dataset, text: str, province: str = "") -> PlacesRead:
    return read_places(text, province, data.gazetteer)


def districts(data: Dataset, text: str, province: str = "") -> list[str]:
    """Names of the districts that a cell resolves to, in its order."""
    found = places(data, text, province).places
    return [d.adm2_name for place in found for d in place.match.districts]


def held(data: Dataset, text: str, province: str = "") -> list[str]:
    return [place.text for place in places(data, text, province).held]


def view(data: Dataset, *rows: tuple[str, ...]) -> View:
    return make_view(as_dataset(read(data, *rows), data))


def shaded(chosen: View) -> list[str]:
    return [count.district.adm2_name for count in chosen.district_counts]


def test_row_01_listed_spellings_are_taken_with_a_note(data: Dataset) -> None:
    cell = ", ".join(ALIASES)
    assert districts(data, cell) == list(ALIASES.values())
    intake = read(data, ("Flood relief", cell, "", "2011", "", "DFID"))
    assert (intake.rows_taken, intake.rows_held) == (1, 0)
    notes = rules(intake, "note", 2)
    assert all(f"read as {name}" in notes for name in ALIASES.values())
    assert held(data, "Lodhrann") == ["Lodhrann"]
    (unlisted,) = places(data, "Lodhrann").held
    assert unlisted.match.candidates[0].adm2_name == "Lodhran"


def test_row_02_mirpur_khas_in_every_dress_and_never_mirpur(data: Dataset) -> None:
    cell = "Mirpurkhas / Mirpur Khas / Mirpur  Khas / MIRPURKHAS / Mirpur-Khas"
    assert districts(data, cell) == ["Mirpur Khas"] * 5
    assert held(data, "Mirpur Mathelo") == ["Mirpur Mathelo"]
    assert held(data, "Mirpur", "Sindh") == ["Mirpur"]


def test_row_03_tando_muhammad_khan_is_no_tando_allahyar(data: Dataset) -> None:
    cell = "Tando M.Khan; Tando M. Khan; Tando Mohammad Khan; T.M. Khan; TMK"
    assert districts(data, cell) == ["Tando Muhammad Khan"] * 5
    assert held(data, "TAK") == ["TAK"]


def test_row_04_the_two_deras_never_cross(data: Dataset) -> None:
    assert (
        districts(data, "D.I.Khan, DI Khan, D I Khan, Dera Ismail Khan")
        == ["D. I. Khan"] * 4
    )
    assert districts(data, "D.G. Khan") == ["Dera Ghazi Khan"]
    assert held(data, "D. Khan") == ["D. Khan"]


def test_row_05_likeness_never_decides_between_districts(data: Dataset) -> None:
    cell = (
        "Kech, Kachhi, Jaffarabad, Jacobabad, Nowshera, Naushahro Feroze, Gujrat, "
        "Gujranwala, Swat, Swabi, Sibi, Bahawalpur, Bahawalnagar"
    )
    assert districts(data, cell) == cell.split(", ")
    assert held(data, "Kachi, Gujranwal, Swati") == ["Kachi", "Gujranwal", "Swati"]


def test_row_06_karachi_is_held_and_shades_no_district(data: Dataset) -> None:
    intake = read(data, ("Clinics", "Badin and Karachi", "Sindh", "2012", "", ""))
    assert (intake.rows_held, rules(intake, "hold", 2).count("Karachi:")) == (1, 1)
    chosen = make_view(as_dataset(intake, data))
    assert shaded(chosen) == ["Badin"]
    assert [(h.place, len(h.candidates)) for h in chosen.held] == [("Karachi", 6)]


def test_row_07_sides_of_karachi(data: Dataset) -> None:
    assert districts(data, "Karachi West") == ["West Karachi"]
    early = read(data, ("Schools", "Karachi West", "", "2013", "2014", ""))
    assert "then included Keamari (a district since 2020)" in rules(early, "note", 2)
    assert held(data, "District West") == ["District West"]
    assert districts(data, "District West", "Sindh") == ["West Karachi"]
    assert districts(data, "District West, Karachi") == ["West Karachi"]
    assert districts(data, "District West", "Karachi") == ["West Karachi"]
    assert held(data, "Orangi; Nazimabad; Gulshan") == [
        "Orangi",
        "Nazimabad",
        "Gulshan",
    ]


def test_row_08_dir_alone_is_held_and_its_halves_are_taken(data: Dataset) -> None:
    assert held(data, "Dir") == ["Dir"]
    assert districts(data, "Upper/Lower Dir") == ["Upper Dir", "Lower Dir"]
    assert districts(data, "Dir Lower") == districts(data, "Dir (L)") == ["Lower Dir"]
    both = read(data, ("Roads", "Upper/Lower Dir", "KP", "2012", "", ""))
    assert "both are named" in rules(both, "note", 2)


@pytest.mark.parametrize("year", ["2012", "2022"])
def test_row_09_chitral_is_held_with_both_halves(data: Dataset, year: str) -> None:
    intake = read(data, ("Relief", "Chitral", "KPK", year, "", ""))
    assert "one district until 2018" in rules(intake, "hold", 2)
    chosen = make_view(as_dataset(intake, data))
    assert (chosen.n_districts, chosen.n_places_held) == (0, 1)
    names = [c.adm2_name for c in chosen.held[0].candidates]
    assert names == ["Chitral Lower", "Chitral Upper"]


def test_row_10_divisions_are_never_districts(data: Dataset) -> None:
    assert districts(data, "Malakand; Malakand Agency") == ["Malakand"] * 2
    names = (
        "Malakand Multan Bahawalpur Sukkur Larkana Hyderabad Quetta Loralai Nasirabad"
    )
    for name in names.split():
        assert held(data, f"{name} Division") == [f"{name} Division"]
        assert len(districts(data, name)) == 1
    assert held(data, "Hazara; Makran") == ["Hazara", "Makran"]


def test_row_11_former_names_and_towns_stand_for_their_district(data: Dataset) -> None:
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
    assert districts(data, ", ".join(expected)) == list(expected.values())


@pytest.mark.parametrize(
    ("place", "year", "part"),
    [
        ("Thatta", "2009", "Sujawal"),
        ("Lasbela", "2015", "Hub"),
        ("Muzaffargarh", "2015", "Kot Addu"),
    ],
)
def test_row_12_a_district_that_was_larger_then_says_so(
    data: Dataset, place: str, year: str, part: str
) -> None:
    intake = read(data, ("Relief", place, "", year, "", ""))
    assert f"then included {part}" in rules(intake, "note", 2)
    assert shaded(make_view(as_dataset(intake, data))) == [place]


def test_row_13_a_district_newer_than_the_map_is_held(data: Dataset) -> None:
    newer = (
        "Hub, Keamari, Taunsa, Wazirabad, Murree, Usta Muhammad, Upper South Waziristan"
    )
    assert districts(data, newer) == []
    assert held(data, newer) == newer.split(", ")
    assert districts(data, "Chaman") == ["Chaman"]  # this map draws it
    intake = read(data, ("Water", "Hub", "Balochistan", "2024", "", ""))
    rule = rules(intake, "hold", 2)
    assert "in the sheet, not on this map" in rule
    assert "9 September 2022" in rule
    chosen = make_view(as_dataset(intake, data))
    assert (chosen.n_districts, chosen.n_places_held) == (0, 1)
    assert chosen.held[0].candidates[0].adm2_name == "Lasbela"


def test_row_14_agencies_are_districts_and_frontier_regions_wait(data: Dataset) -> None:
    agencies = ["Khyber", "Orakzai", "Mohmand"]
    assert districts(data, "Khyber, Orakzai and Mohmand Agencies") == agencies
    assert districts(data, "FATA (Khyber, Orakzai and Mohmand Agencies)") == agencies
    assert held(data, "FR Peshawar; FATA") == ["FR Peshawar", "FATA"]


def test_row_15_khyber_is_not_its_province(data: Dataset) -> None:
    both = places(data, "Khyber, Khyber Pakhtunkhwa")
    assert [p.match.districts[0].adm2_pcode for p in both.places] == ["PK513"]
    assert both.provinces == ("Khyber Pakhtunkhwa",)
    assert places(data, "Khyber Pakhtunkhwa").places == ()
    assert districts(data, "Khyber", "Khyber Pakhtunkhwa") == ["Khyber"]


@pytest.mark.parametrize("cell", ["Bagh Neelum", "Lahore Multan", "Layyah Mianwali"])
def test_row_16_two_names_without_a_separator_are_held(
    data: Dataset, cell: str
) -> None:
    (place,) = places(data, cell).held
    assert place.match.rule == "two names"
    assert len(place.match.candidates) == 2
    assert districts(data, cell) == []


def test_row_17_rajapur_is_held_and_rajanpur_is_offered(data: Dataset) -> None:
    intake = read(data, ("Health", "Rajapur; Jhang", "Punjab", "2022", "", ""))
    (problem,) = problems(intake, "hold", 2)
    assert (problem.value, intake.rows_held) == ("Rajapur", 1)
    assert problem.suggestion.startswith("choose: Rajanpur (PK629)")
    assert shaded(make_view(as_dataset(intake, data))) == ["Jhang"]


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
    data: Dataset, cell: str, province: str
) -> None:
    found = places(data, cell)
    assert (found.scope, found.provinces, found.places) == (
        "provinces",
        (province,),
        (),
    )
    assert view(data, ("Policy", cell, "", "2012", "", "")).n_districts == 0


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
def test_row_19_the_whole_country_is_no_district(data: Dataset, cell: str) -> None:
    intake = read(data, ("Policy", cell, "", "2012", "", ""))
    (row,) = intake.rows
    assert (row["scope"], row["districts"], row["coverage"]) == ("national", "", cell)
    assert make_view(as_dataset(intake, data)).n_districts == 0


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
    data: Dataset, cell: str, n: str, provinces: str
) -> None:
    intake = read(data, ("Peace", cell, "", "2012", "", ""))
    (row,) = intake.rows
    assert (row["scope"], row["n_districts_stated"]) == ("count", n)
    assert (row["provinces"], row["coverage"]) == (provinces, cell)
    assert make_view(as_dataset(intake, data)).n_districts == 0


def test_row_21_the_column_rules_and_names_in_the_text_are_offered(
    data: Dataset,
) -> None:
    text = "Schools of Tando Allahyar, Mirpurkhas, Umerkot and Sanghar were assessed."
    header = ("Title", "District", "Description")
    intake = read(data, ("Safer Schools", "4 Districts in Sindh", text), header=header)
    (row,) = intake.rows
    assert (row["scope"], row["districts"], row["n_districts_stated"]) == (
        "count",
        "",
        "4",
    )
    (problem,) = problems(intake, "hold", 2)
    offered = "Tando Allahyar, Mirpurkhas, Umerkot, Sanghar"
    assert problem.suggestion == f"are these meant: {offered}?"
    assert make_view(as_dataset(intake, data)).n_districts == 0


def test_row_22_a_level_of_government_and_an_office_are_no_place(data: Dataset) -> None:
    level = places(data, "Federal and Provincial Level")
    assert (level.scope, level.places) == ("institutional", ())
    for cell in ("Islamabad (head office)", "Head office"):
        assert places(data, cell).scope == "not-stated"
        assert places(data, cell).places == ()
    assert districts(data, "Islamabad") == ["Islamabad"]


def test_row_23_a_tehsil_is_held_unless_its_district_is_named(data: Dataset) -> None:
    assert districts(data, "5UCs of district Kech and Gwadar") == ["Kech", "Gwadar"]
    assert districts(data, "Tehsil Tambu, District Naseerabad") == ["Nasirabad"]
    for cell, candidates in (
        ("Tehsil Tambu", ["Nasirabad"]),
        ("UC Hoshab", []),
        ("Taluka Tando Adam", ["Sanghar"]),
        ("Tehsil Badin", ["Badin"]),
    ):
        (place,) = places(data, cell).held
        assert [d.adm2_name for d in place.match.candidates] == candidates
    assert held(data, "Badin, Taluka Tando Adam") == ["Taluka Tando Adam"]


@pytest.mark.parametrize(
    ("place", "province", "own"),
    [("Bahawalpur", "Sindh", "Punjab"), ("Badin", "Punjab", "Sindh")],
)
def test_row_24_a_name_in_the_wrong_province_is_held_with_both(
    data: Dataset, place: str, province: str, own: str
) -> None:
    intake = read(data, ("Relief", place, province, "2012", "", ""))
    (problem,) = problems(intake, "hold", 2)
    assert f"{place} lies in {own}; the stated province is {province}" == problem.rule
    assert make_view(as_dataset(intake, data)).n_districts == 0
    assert held(data, f"{place} in {province}") == [place]


def test_row_25_each_district_finds_its_own_of_two_provinces(data: Dataset) -> None:
    found = places(data, "Peshawar, Umerkot and Sanghar", "KP and Sindh")
    assert [(p.text, p.province) for p in found.places] == [
        ("Peshawar", "KP"),
        ("Umerkot", "Sindh"),
        ("Sanghar", "Sindh"),
    ]
    assert found.held == ()
    assert held(data, "Lahore, Umerkot", "KP and Sindh") == ["Lahore"]


def test_row_26_the_same_district_twice_counts_once(data: Dataset) -> None:
    cell = "Nowshera, Peshawar, Nowshera, Lower Dir, Upper/Lower Dir"
    intake = read(data, ("Health", cell, "KP", "2012", "", ""))
    chosen = make_view(as_dataset(intake, data))
    assert shaded(chosen) == ["Lower Dir", "Nowshera", "Peshawar", "Upper Dir"]
    assert rules(intake, "note", 2).count("named twice; counted once") == 2
    both = view(data, ("Women", "Kech, Turbat", "", "2012", "", ""))
    assert (shaded(both), both.n_project_districts) == (["Kech"], 1)


def test_row_27_foreign_names_and_nonsense_are_held_and_dashes_empty(
    data: Dataset,
) -> None:
    for cell in ("Kabul", "Srinagar", "Hyderabad (India)", "TBD", "various", "?"):
        assert held(data, cell) == [cell]
        assert districts(data, cell) == []
    for cell in ("N/A", "-", "–", "nil", "NA"):
        assert (places(data, cell).scope, places(data, cell).places) == (
            "not-stated",
            (),
        )


def test_row_28_districts_in_a_description_are_never_harvested(data: Dataset) -> None:
    header = ("Title", "District", "Description")
    text = "Floods struck Barkhan, Kohlu and Sibi."
    intake = read(data, ("WASH response", "Naseerabad", text), header=header)
    assert shaded(make_view(as_dataset(intake, data))) == ["Nasirabad"]
    assert rules(intake, "hold") == ""


def test_row_29_venues_and_offices_are_no_coverage(data: Dataset) -> None:
    for cell in ("workshop at Islamabad", "office Sukkur", "Regional office, Multan"):
        assert "Islamabad" not in districts(data, cell)
        assert "Sukkur" not in districts(data, cell)
    header = ("Title", "District", "Venue", "Field Office")
    row = ("Training", "Badin", "Islamabad", "Sukkur")
    intake = read(data, row, header=header)
    assert shaded(make_view(as_dataset(intake, data))) == ["Badin"]
    only = read(data, ("A", "Lahore"), ("B", "Multan"), header=("Title", "Venue"))
    assert only.is_refused


def test_row_30_urdu_and_sindhi_names_are_read_when_listed(data: Dataset) -> None:
    listed = {
        "لاہور": "Lahore",
        "بہاولپور": "Bahawalpur",
        "ٹنڈو الہ یار": "Tando Allahyar",
        "میرپور خاص": "Mirpur Khas",
        "ڈیرہ غازی خان": "Dera Ghazi Khan",
        "ٺٽو": "Thatta",
        "بدين": "Badin",
    }
    assert districts(data, "، ".join(listed)) == list(listed.values())
    assert held(data, "نامعلوم گاؤں") == ["نامعلوم گاؤں"]  # shown unbroken


def test_row_31_arabic_letters_and_marks_are_folded(data: Dataset) -> None:
    assert districts(data, "گوادر") == ["Gwadar"]
    assert districts(data, "كراچي وسطي") == ["Central Karachi"]
    assert districts(data, "\u200fBadin\u200e") == ["Badin"]
    assert districts(data, "لا\u0640ہور") == ["Lahore"]
    (place,) = places(data, "\u200fBadin\u200e").places
    assert place.text == "\u200fBadin\u200e"  # the words stay as typed


def test_row_32_spaces_are_cleaned_and_look_alikes_held(data: Dataset) -> None:
    assert districts(data, "Mirpur\u00a0Khas\u2009, Thatta \t\n Badin  ") == [
        "Mirpur Khas",
        "Thatta",
        "Badin",
    ]
    (place,) = places(data, "B\u0430din").held
    assert "hidden unusual letter" in place.match.note


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Thatta, Badin and Sukkur", ["Thatta", "Badin", "Sukkur"]),
        ("Layyah & Mianwali", ["Leiah", "Mianwali"]),
        ("Badin; Thatta; Sukkur", ["Badin", "Thatta", "Sukkur"]),
        ("Badin/Thatta", ["Badin", "Thatta"]),
        ("Badin | Thatta", ["Badin", "Thatta"]),
        ("Badin + Thatta", ["Badin", "Thatta"]),
        ("Badin، Thatta", ["Badin", "Thatta"]),
        ("• Badin\n• Thatta", ["Badin", "Thatta"]),
        ("- Badin\n- Thatta", ["Badin", "Thatta"]),
        ("Badin\nThatta", ["Badin", "Thatta"]),
        ("1. Badin 2. Thatta", ["Badin", "Thatta"]),
        ("(1) Badin (2) Thatta", ["Badin", "Thatta"]),
        ("Districts: Badin, Thatta", ["Badin", "Thatta"]),
        ("Distt. Badin, Dist: Thatta", ["Badin", "Thatta"]),
        ("District Badin and Thatta Districts", ["Badin", "Thatta"]),
    ],
)
def test_row_33_one_splitter_for_every_separator(
    data: Dataset, cell: str, names: list[str]
) -> None:
    assert (districts(data, cell), held(data, cell)) == (names, [])


def test_row_34_each_province_takes_the_names_before_it(data: Dataset) -> None:
    cell = (
        "Districts Lodhran and Khanewal in Punjab and Matiari and Tando Mohammad Khan "
        "in Sindh"
    )
    found = places(data, cell)
    assert [(p.text, p.province) for p in found.places] == [
        ("Lodhran", "Punjab"),
        ("Khanewal", "Punjab"),
        ("Matiari", "Sindh"),
        ("Tando Mohammad Khan", "Sindh"),
    ]
    assert found.held == ()


def test_row_35_eight_districts_parted_by_the_word_district(data: Dataset) -> None:
    cell = (
        "Nowshera and Dera Ismail Khan Districts in Khyber Pakhtunkhwa; District "
        "Multan and Rajan Pur Districts in Punjab District Thatta and Sukkar Districts "
        "in Sindh; District Naseer Abad and Jafar Abad Districts in Baluchistan"
    )
    names = "Nowshera|D. I. Khan|Multan|Rajanpur|Thatta|Sukkur|Nasirabad|Jaffarabad"
    assert "|".join(districts(data, cell)) == names
    assert [p.province for p in places(data, cell).places][::2] == [
        "Khyber Pakhtunkhwa",
        "Punjab",
        "Sindh",
        "Baluchistan",
    ]


def test_row_36_names_that_hold_separators_stay_whole(data: Dataset) -> None:
    assert districts(data, "Toba Tek Singh, Dera Ghazi Khan") == [
        "Toba Tek Singh",
        "Dera Ghazi Khan",
    ]
    assert places(data, "Sindh and Balochistan").provinces == ("Sindh", "Balochistan")
    assert places(data, "Azad Jammu & Kashmir").provinces == ("Azad Kashmir",)
    title = "We Care; Financial Empowerment, and more & more"
    donor = "Foreign & Commonwealth Office"
    intake = read(data, (title, "Badin", "", "2012", "2014", donor))
    (row,) = intake.rows
    assert (row["title"], row["funders"]) == (title, donor)


def test_row_37_empty_parts_of_a_list_are_ignored(data: Dataset) -> None:
    for cell in (
        "Badin,,Thatta",
        "Badin, , Thatta",
        "Badin, Thatta,",
        ", Badin; Thatta;",
    ):
        assert districts(data, cell) == ["Badin", "Thatta"]
        assert held(data, cell) == []
    assert adds_up(read(data, ("A", "Badin,,", "", "", "", ""), header=HEADER))
