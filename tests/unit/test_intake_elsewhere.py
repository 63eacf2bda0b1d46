"""Sheets on other countries: no district of Pakistan may be claimed by accident."""

import pytest

from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.intake.projects.result import Intake
from spo_geo.intake.projects.understand import understand
from spo_geo.intake.repairs.repair import Repair, RepairLog
from spo_geo.intake.session import as_dataset
from spo_geo.intake.words.coordinates import is_abroad
from spo_geo.intake.words.countries import named_abroad
from spo_geo.intake.words.places import read_places
from spo_geo.tables import read_table
from spo_geo.view import make_view
from tests.sheets import Value, adds_up, book, problems, read, rules, sheet

COUNTRIES = ("Country", "Project Name", "Province", "District", "Donor")


def shaded(intake: Intake, real: Dataset) -> list[str]:
    """Districts that the map would show."""
    counted = make_view(as_dataset(intake, real)).district_counts
    return sorted(one.district.adm2_name for one in counted)


def column(intake: Intake, name: str) -> list[str]:
    return [row[name] for row in intake.rows]


def test_rows_of_another_country_claim_nothing(real: Dataset) -> None:
    rows = [
        ("Jordan", "Cash", "", "Karak", "ECHO"),
        ("India", "Wells", "", "Hyderabad", "EU"),
        ("Bangladesh", "Work", "Dhaka", "Mirpur", "EU"),
        ("Nepal", "Votes", "", "Nationwide", "EU"),
        ("India", "Seeds", "Punjab", "", "EU"),
        ("Kenya", "Goats", "", "12 districts", "EU"),
        ("Pakistan", "Law", "Sindh", "Badin", "EU"),
    ]
    intake = read(real, *rows, header=COUNTRIES)
    assert shaded(intake, real) == ["Badin"]
    assert (intake.rows_taken, intake.rows_held) == (1, 6)
    assert column(intake, "districts")[:2] == ["Karak?", "Hyderabad?"]
    assert set(column(intake, "scope")[3:6]) == {"not-stated"}
    assert column(intake, "provinces")[:6] == [""] * 6
    assert column(intake, "n_districts_stated") == [""] * 7
    assert column(intake, "coverage")[0] == "Karak, Jordan"
    said = problems(intake, "hold", 2)
    assert [p.rule for p in said] == [
        "the row states Jordan as its country; nothing of it is placed"
    ]
    assert (said[0].column, said[0].value) == ("Country", "Jordan")


@pytest.mark.parametrize(
    "country",
    [
        "Pakistan",
        "PK",
        "pak",
        "PAKISTAN.",
        "Afghanistan; Pakistan",
        "پاکستان",
        "",
        "-",
        "Islamic Republic of Pakistan",
        "Regional (Pakistan, Iran)",
    ],
)
def test_pakistan_in_many_spellings_is_here(real: Dataset, country: str) -> None:
    intake = read(real, (country, "Law", "Sindh", "Badin", "EU"), header=COUNTRIES)
    assert shaded(intake, real) == ["Badin"]


def test_a_person_may_still_place_a_row_of_another_country(real: Dataset) -> None:
    choice = Repair("districts", "Hyderabad", "Hyderabad, Sindh", "place")
    rows: list[tuple[Value, ...]] = [
        COUNTRIES,
        ("Regional", "Wells", "", "Hyderabad", "EU"),
    ]
    log = RepairLog((choice,))
    intake = understand(book(sheet(rows)), real, repairs=log)
    assert shaded(intake, real) == ["Hyderabad"]
    assert problems(intake, "hold") == []


def test_a_country_alone_says_where_and_shades_nothing(real: Dataset) -> None:
    header = ("iati-identifier", "title", "recipient-country", "activity-status")
    rows = [("A-1", "Trade", "Pakistan", "2"), ("A-2", "Roads", "Sierra Leone", "1")]
    intake = read(real, *rows, header=header)
    assert not intake.is_refused
    assert column(intake, "status") == ["Implementation", "Pipeline/identification"]
    assert column(intake, "coverage") == ["Pakistan", "Sierra Leone"]
    assert shaded(intake, real) == []
    assert "Sierra Leone as its country" in rules(intake, "hold", 3)


def test_a_listed_name_among_strange_ones_waits(real: Dataset) -> None:
    strange = ("Qasr", "Faqo", "Qatraneh", "Irbid Qasabah", "Ramtha", "Mafraq", "Ajlun")
    rows = [(f"Cash {n}", name) for n, name in enumerate(("Karak", *strange))]
    intake = read(real, *rows, header=("Title", "District"))
    assert shaded(intake, real) == []
    (problem,) = problems(intake, "hold", 2)
    assert problem.rule == "7 of the 8 names in its column are no districts of Pakistan"
    assert problem.suggestion == "choose: Karak (PK512)"
    beside = [(*row, "KP" if row[1] == "Karak" else "") for row in rows]
    stated = read(real, *beside, header=("Title", "District", "Province"))
    assert shaded(stated, real) == ["Karak"]


def test_villages_of_pakistan_are_no_strange_names(real: Dataset) -> None:
    parts = ("UC Hoshab", "Tehsil Tambu", "Taluka Mehar", "Village Jan", "UC Jar")
    names = ("Badin", *parts, "UC Keti", "Johi")
    rows = [(f"Cash {n}", name) for n, name in enumerate(names)]
    intake = read(real, *rows, header=("Title", "District"))
    assert shaded(intake, real) == ["Badin"]


def test_the_poonch_across_the_line_of_control_is_held(real: Dataset) -> None:
    for stated in ("Jammu & Kashmir", "J&K", "Jammu and Kashmir"):
        (place,) = read_places("Poonch", stated, real.gazetteer).places
        assert place.is_held
        assert place.match.note == f"the stated province {stated!r} is not known"
    for stated in ("Azad Jammu & Kashmir", "AJ&K", "AJK"):
        assert not read_places("Poonch", stated, real.gazetteer).places[0].is_held


@pytest.mark.parametrize("side", ["East", "south", "West", "Central"])
def test_a_bare_side_is_no_province(real: Dataset, side: str) -> None:
    found = read_places("Hyderabad", side, real.gazetteer)
    assert (found.provinces, found.held[0].match.note) == (
        (),
        f"the stated province {side!r} is not known",
    )
    assert read_places("", side, real.gazetteer).scope == "not-stated"
    west = read_places("District West, Karachi", "", real.gazetteer)
    assert not west.held


def test_coordinates_abroad_hold_a_name_that_is_also_here(real: Dataset) -> None:
    rows = [
        ("A", "Karak", 31.18, 35.7),
        ("B", "Hyderabad", "17.38 N", "78.48 E"),
        ("C", "Badin", 0, 0),
        ("D", "Thatta", 345678, 2765432),
    ]
    intake = read(real, *rows, header=("Title", "District", "Lat", "Lon"))
    assert shaded(intake, real) == ["Badin", "Thatta"]
    assert (
        rules(intake, "hold", 2) == "the coordinates 31.18, 35.7 lie outside Pakistan"
    )
    assert is_abroad("", "", "31.18, 35.7")
    assert not is_abroad("", "", "24.65, 68.83")


def test_a_who_does_what_where_sheet_of_afghanistan(real: Dataset) -> None:
    header = ("PROVINCE", "DISTRICT", "DIST_CODE", "ORG_ACRONYM", "ORG_NAME", "SECTOR")
    tags = ("#adm1+name", "#adm2+name", "#adm2+code", "#org +acronym", "#org +name")
    rows: list[tuple[Value, ...]] = [
        header,
        (*tags, "#sector +cluster +name"),
        ("Badakhshan", "Kohistan", "AF1717", "DRC", "Danish Refugee Council", "WASH"),
        ("Khost", "Khost", "AF2601", "DRC", "Danish Refugee Council", "WASH"),
        ("Kabul", "Kabul", "AF0101", "IOM", "Migration", "Protection"),
    ]
    intake = understand(book(sheet(rows)), real)
    assert column(intake, "title") == [
        "WASH: Danish Refugee Council",
        "Protection: Migration",
    ]
    assert column(intake, "districts")[0] == "Kohistan; Khost"
    assert (intake.rows_held, intake.rows_skipped, shaded(intake, real)) == (3, 1, [])
    (said,) = problems(intake, "hold", 4)
    assert (said.column, said.value) == ("PROVINCE", "Khost")
    assert said.rule == (
        "3 of the 3 provinces in its column are not known: another country? "
        "nothing of it is placed"
    )
    assert adds_up(intake)


@pytest.mark.parametrize(
    "cell",
    [
        "Hyderabad, India",
        "Hyderabad, Telangana",
        "Karak (Jordan)",
        "Jordan: Karak",
        "Mirpur, Dhaka",
        "Poonch, J&K",
        "Punjab, India",
        "Punjab (India)",
        "Swat and Nepal",
    ],
)
def test_a_cell_that_names_another_country_waits(real: Dataset, cell: str) -> None:
    found = read_places(cell, "", real.gazetteer)
    assert found.places
    assert found.held == found.places
    assert (found.provinces, found.scope) == ((), "districts")
    assert read_places("", cell, real.gazetteer).provinces == ()


def test_what_names_no_other_country_is_read(real: Dataset) -> None:
    for cell in ("Thatta, Sindh, Pakistan", "Pakistan > Sindh > Thatta"):
        found = read_places(cell, "", real.gazetteer)
        assert [p.match.districts[0].adm2_name for p in found.places] == ["Thatta"]
        assert found.provinces == ("Sindh",)
    for cell in ("Gujrat, Gujranwala", "Peshawar", "Bahrain, Swat", "Bagh, AJ&K"):
        assert not read_places(cell, "", real.gazetteer).held


def test_no_country_of_the_list_is_a_place_of_pakistan(real: Dataset) -> None:
    districts = real.gazetteer.districts.values()
    assert named_abroad(district.adm2_name for district in districts) == ()
    assert named_abroad(real.gazetteer.provinces.values()) == ()
    tehsils = read_table(GEO_DIR / "tehsils.csv", ["adm3_name", "aliases"])
    names = [row[name] for row in tehsils for name in ("adm3_name", "aliases")]
    assert named_abroad(part for name in names for part in name.split("; ")) == ()


def test_the_punjab_of_india_is_not_that_of_pakistan(real: Dataset) -> None:
    rows = [
        ("A", "Hyderabad", "Telangana"),
        ("B", "Poonch", "Jammu & Kashmir"),
        ("C", "", "Punjab"),
        ("D", "Nagar", "Uttar Pradesh"),
        ("E", "Kachchh", "Gujarat"),
        ("F", "Badin", ""),
    ]
    intake = read(real, *rows, header=("Title", "District", "State"))
    assert shaded(intake, real) == ["Badin"]
    assert set(column(intake, "provinces")) == {""}
    assert "4 of the 5 provinces" in rules(intake, "hold", 4)
    assert (intake.rows_held, intake.rows_taken) == (5, 1)
