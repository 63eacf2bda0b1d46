"""Single cells: places, dates, names and texts in the forms that sheets hold them."""

import pytest

from spo_geo.dataset import Dataset
from spo_geo.intake.words.dates import (
    DateColumn,
    months_between,
    months_stated,
    read_dates,
)
from spo_geo.intake.words.datewords import collect
from spo_geo.intake.words.names import read_areas, read_funders, read_partners
from spo_geo.intake.words.numbers import read_number
from spo_geo.intake.words.places import MAX_CELL, PlaceReader
from spo_geo.intake.words.text import clean, is_empty, part_of_list
from tests.sheets import cell


@pytest.fixture(scope="module")
def reader(real: Dataset) -> PlaceReader:
    return PlaceReader(real.gazetteer)


def shown(reader: PlaceReader, text: str, province: str = "") -> str:
    """Each place with its province, a question mark before what is held."""
    found = reader.read(text, province)
    parts = [
        f"{'?' * place.is_held}{place.text}{f' @{place.province}' * bool(place.province)}"
        for place in found.places
    ]
    return "; ".join(parts) or found.scope


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # a province before, after and around its districts
        ("Sindh: Sukkur & Jacobabad", "Sukkur @Sindh; Jacobabad @Sindh"),
        ("Sindh - Badin", "Badin @Sindh"),
        ("Sindh Badin, Thatta", "Badin @Sindh; Thatta"),
        ("Hyderabad (Sindh)", "Hyderabad @Sindh"),
        ("Hyderabad - Sindh", "Hyderabad @Sindh"),
        ("Swat, KP, Quetta, Balochistan", "Swat @KP; Quetta @Balochistan"),
        ("Punjab (Lahore, Kasur), KP (Swat)", "Lahore @Punjab; Kasur @Punjab; Swat @KP"),
        ("Punjab – Lahore\nSindh – Badin", "Lahore @Punjab; Badin @Sindh"),
        ("Punjab:\n1. Lahore\n2. Multan", "Lahore @Punjab; Multan"),
        ("Badin and Lahore in Sindh and Punjab", "Badin @Sindh; Lahore @Punjab"),
        ("Sindh, Badin, Punjab, Lahore", "Badin; Lahore"),
        ("Lahore, Multan and Sindh", "Lahore; Multan"),
        ("Lahore, Badin, Sindh", "Lahore; Badin @Sindh"),
        ("Lahore, Sindh", "?Lahore @Sindh"),
        ("Sindh: Lahore", "?Lahore @Sindh"),
        ("Lahore (Sindh)", "?Lahore @Sindh"),
        # regions and divisions with their districts
        ("Karachi: Malir, Korangi", "Malir; Korangi"),
        ("Karachi (East, West, South)", "Karachi East; Karachi West; Karachi South"),
        ("Karachi: Badin, Thatta", "?Karachi; Badin; Thatta"),
        ("South Punjab (Multan, Bahawalpur)", "Multan; Bahawalpur"),
        ("Mirpurkhas Division (Umerkot)", "Umerkot"),
        ("Karachi (Gadap, Baldia)", "?Karachi (Gadap, Baldia)"),
        ("S. Waziristan (ex-FATA)", "S. Waziristan"),
        # words in brackets and round a name
        ("Lahore (10 schools)", "Lahore"),
        ("Sanghar (body text)", "Sanghar"),
        ("Dadu (Johi)", "Dadu"),
        ("Kech (Turbat)", "Kech (Turbat)"),
        ("Badin (planned)", "?Badin (planned)"),
        ("Badin (Sanghar)", "?Badin (Sanghar)"),
        ("near Thatta", "?near Thatta"),
        ("Construction of tank, Badin", "?Construction; ?tank?; Badin"),
        ("Badin, Thatta & others", "Badin; Thatta"),
        ("Badin, Thatta etc.", "Badin; Thatta"),
        ("Badin. Thatta. Sujawal.", "Badin; Thatta; Sujawal"),
        ("Badin) Thatta", "Badin; Thatta"),
        ("((Badin", "Badin"),
        ("the poor areas of (Badin)", "Badin"),
        # parts of a district
        ("District: Badin Tehsil: Matli UC: Talhar", "Badin"),
        ("UC Kot Diji, District Khairpur", "Khairpur"),
        ("Tambu, Naseerabad", "Naseerabad"),
        ("Upper/Lower Dir ICT", "?Upper/Lower Dir ICT"),
        # the whole country, a level, an exception
        ("Nationwide (Badin)", "Badin"),
        ("All provinces and AJK", "national"),
        ("All over Sindh", "provinces"),
        ("All 29 districts of Sindh", "count"),
        ("Federal level, Sindh", "provinces"),
        ("Federal departments; provincial departments", "institutional"),
        ("All districts of Punjab except Lahore", "provinces"),
        ("4 districts in Sindh, 3 districts in Punjab", "count"),
        ("this is a long sentence without any place", "?this is a long sentence "
         "without any place"),
        ("Islamabad (head office), Badin", "Badin"),
        ("Regional office in Sukkur, Badin", "Badin"),
        ("PK603; PK617; PK999", "PK603; PK617; ?PK999"),
    ],
)  # fmt: skip
def test_places_of_a_cell(reader: PlaceReader, text: str, places: str) -> None:
    assert shown(reader, text) == places


@pytest.mark.parametrize(
    ("text", "province", "places"),
    [
        ("Badin", "Sindh", "Badin @Sindh"),
        ("Badin in Sindh", "Punjab", "?Badin @Punjab"),
        ("Lahore, Umerkot", "KP and Sindh", "?Lahore @KP and Sindh; Umerkot @Sindh"),
        ("Nowhere", "KP and Sindh", "?Nowhere"),
        ("Khyber Agency", "FATA", "Khyber Agency @FATA"),
        ("Badin", "National", "Badin"),
        ("Badin", "All", "Badin"),
        ("", "Punjab & KPK", "provinces"),
        ("Badin", "Sindh (Lower)", "?Badin @Sindh"),
    ],
)
def test_places_beside_a_province(
    reader: PlaceReader, text: str, province: str, places: str
) -> None:
    found = shown(reader, text, province)
    assert found == places or found == places.removeprefix("?")


def test_numbers_of_districts_and_what_is_named(reader: PlaceReader) -> None:
    both = reader.read("5 districts (Badin, Thatta)", "")
    assert both.n_districts_stated == "5"
    assert both.notes == ("5 districts are stated and 2 named",)
    several = reader.read("Sindh (4 districts), Punjab (3 districts)", "")
    assert (several.n_districts_stated, several.scope) == ("", "count")
    assert "several numbers of districts" in several.notes[0]


def test_a_cell_beyond_every_list_is_held_whole(reader: PlaceReader) -> None:
    found = reader.read("Badin, " * MAX_CELL, "Sindh")
    (place,) = found.places
    assert (place.is_held, place.text[-1], found.provinces) == (True, "…", ("Sindh",))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Jan, 2015", "2015-01", None),
        ("2014 March 5", "2014-03-05", None),
        ("15th of March, 2014", "2014-03-15", None),
        ("15-Jun-12", "2012-06-15", None),
        ("2014 Q3", "2014", None),
        ("Q1 2015", "2015", None),
        ("05/05/2015", "2015-05-05", None),
        ("Oct-Dec 2014", "2014-10", "2014-12"),
        ("1 Jan to 31 Dec 2014", "2014-01-01", "2014-12-31"),
        ("Jul'14-Jun'15", "2014-07", "2015-06"),
        ("2013 & 2014", "2013", "2014"),
        ("January 2014 – December 2014 (12 months)", "2014-01", "2014-12"),
        ("Started in June 2013", "2013-06", None),
        ("December 2020 (planned)", "2020-12", None),
        ("~2012", "2012", None),
    ],
)
def test_dates_of_a_cell(text: str, start: str, end: str | None) -> None:
    found = read_dates(text)
    assert (str(found.start), found.end and str(found.end)) == (start, end)
    assert found.held == ""


@pytest.mark.parametrize(
    "text",
    [
        "13/2014",
        "00/2014",
        "14 Sep",
        "31/31/2014",
        "FY 2014-17",
        "2014-70",
        "May 2014, Jun 2015, Jul 2016",
        "Winter 2014",
        "(launch reported 24 Sep 2020)",
        "2012-13 to 31 Feb 2015",
        "2012 - 2013 to date",
        "TBD",
        "2011-12",
        "31 Feb - 3 Mar 2014",
    ],
)
def test_dates_that_wait_for_a_person(text: str) -> None:
    found = read_dates(text)
    assert (found.start, found.end) == (None, None)
    assert found.held


def test_2011_12_is_what_its_column_is() -> None:
    months = collect(["2011-12", "2014-09"])
    years = collect(["2011-12", "2014-15"])
    assert str(read_dates("2011-12", months).start) == "2011-12"
    assert [
        str(read_dates("2011-12", years).start),
        str(read_dates("2011-12", years).end),
    ] == [
        "2011",
        "2012",
    ]
    column = DateColumn([], in_workbook=False)
    column.expect_months()
    assert str(column.read(cell("2011-12")).start) == "2011-12"


def test_a_length_is_no_date() -> None:
    found = DateColumn([], in_workbook=False).read(cell("12 month"))
    assert (found.start, found.held) == (None, "")
    assert found.notes == ("a length and no date: 12 month",)
    assert months_stated("no length") is None
    start, end = read_dates("Sep 2014").start, read_dates("Mar 2015").start
    assert start is not None
    assert end is not None
    assert months_between(start, end) == 7
    year = read_dates("2015").start
    assert year is not None
    assert months_between(start, year) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UNICEF; WFP", "UNICEF|WFP"),
        ("UNICEF\nUNHCR", "UNICEF|UNHCR"),
        ("UNICEF/WFP", "UNICEF|WFP"),
        ("UN Women, Islamabad", "UN Women, Islamabad"),
        ("XYZ (Pvt), Ltd", "XYZ (Pvt), Ltd"),
        ("Oxfam + DFID", "Oxfam|DFID"),
        ("SEF, Government of Sindh.", "SEF|Government of Sindh"),
        ("A-B Foundation", "A-B Foundation"),
        ("Research & Advocacy Fund", "Research & Advocacy Fund"),
        ("supported by the DFID", "DFID"),
        ("initiated by USAID", "USAID"),
        ("Oxfam; oxfam", "Oxfam"),
    ],
)
def test_funders_of_a_cell(real: Dataset, text: str, names: str) -> None:
    found = read_funders(text, real.records.funders, real.gazetteer)
    assert "|".join(name.text for name in found) == names
    assert not any(name.held for name in found)


@pytest.mark.parametrize(
    "text",
    ["Various donors", "Global Fund, through Mercy Corps", "USAID via X", "Oxfamm"],
)
def test_funders_that_wait_for_a_person(real: Dataset, text: str) -> None:
    (name,) = read_funders(text, real.records.funders, real.gazetteer)
    assert (name.text, name.held) == (text, True)


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Education & Health", "Education|Health"),
        ("Peace & Governance", "Peace & Governance"),
        ("Health and Nutrition", "Health and Nutrition"),
        ("Water, Sanitation and Hygiene", "Water, Sanitation and Hygiene"),
        ("Health, Water and Sanitation", "Health|Water and Sanitation"),
        (
            "Violence (VAW)/Humanitarian Assistance",
            "Violence (VAW)|Humanitarian Assistance",
        ),
        ("HIV/AIDS", "HIV/AIDS"),
        ("–", ""),
        ("Health, –", "Health"),
    ],
)
def test_focus_areas_of_a_cell(real: Dataset, text: str, areas: str) -> None:
    found = read_areas(text, real.records.focus_areas)
    assert "|".join(area.text for area in found) == areas


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        (
            "SPO & Ministry of Law and Justice (MoLJ)",
            "SPO|Ministry of Law and Justice (MoLJ)",
        ),
        ("WaterAid with SPO", "WaterAid|SPO"),
        ("Aurat Foundation, SAP-PK, SPO, Sungi", "Aurat Foundation|SAP-PK|SPO|Sungi"),
        ("Ministry of Law and Justice", "Ministry of Law and Justice"),
        ("SPO; PFF", "SPO|PFF"),
        ("N/A", ""),
    ],
)
def test_partners_of_a_cell(text: str, partners: str) -> None:
    assert "|".join(name.text for name in read_partners(text)) == partners


def test_texts_of_a_cell() -> None:
    assert clean("a\r\nb\rc").text == "a\nb\nc"
    assert clean(" a\u00a0\u00a0b ").text == "a b"
    assert clean("a\x00b").text == "ab"
    assert clean("[caption id='1']x[/caption_x] [sic]").text == "x [sic]"
    assert clean("''=1").text == "'=1"
    assert part_of_list("a; b\nc") == "a, b c"
    for word in ("", "–", "N/A", "nil", "...", "Jan-00", "1/0/1900", "not available"):
        assert is_empty(word)
    for word in ("?", "*", "✓", "0", "TBD"):
        assert not is_empty(word)


def test_numbers_of_a_cell() -> None:
    assert read_number("seven").value == 7
    assert read_number("between 3 and 5").value is None
    assert read_number("no number").value is None
    assert (read_number("at least 2.5").value, read_number("< 9").qualifier) == (
        2.5,
        "less than",
    )
