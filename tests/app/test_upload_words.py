"""Held words and what a person writes for them, without the page."""

import pytest

from spo_geo.dataset import Dataset
from spo_geo.errors import SpoGeoError
from spo_geo.intake.files.sheets import read_workbook
from spo_geo.intake.projects.understand import understand
from spo_geo.ui.uploaddata import own_dataset
from spo_geo.ui.uploadheld import Held, Spot, held_values
from spo_geo.ui.uploadrepair import date_repair, place_repair, value_repair
from tests.app.uploading import sheet

SPOTS = (Spot("", 3, "Courts"), Spot("", 9, "Water"))


def held(control: str, column: str, written: str) -> Held:
    return Held(control, column, "Header", written, "why", "", (), SPOTS)


def found(rows: list[tuple[str, ...]], header: tuple[str, ...], real: Dataset):
    content = sheet(rows, header)
    return held_values(understand(read_workbook("a.csv", content), real), real)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("2014", "2014"),
        ("2014-09", "2014-09"),
        ("14 September 2015", "2015-09-14"),
        ("Sep 2014", "2014-09"),
        ("2014-09; 2016-02", "2014-09; 2016-02"),
        ("Sep 2014 to Feb 2016", "2014-09; 2016-02"),
        ("ongoing", "ongoing"),
        ("till date", "ongoing"),
        ("31/12/2014", "2014-12-31"),
    ],
)
def test_date_repair_reads_what_is_written(text: str, read_as: str) -> None:
    repair = date_repair(held("date", "start", "Sept?"), text)
    assert (repair.kind, repair.read_as) == ("date", read_as)
    assert (repair.column, repair.written) == ("start", "Sept?")


@pytest.mark.parametrize("text", ["03/04/2015", "soon", "2015-02-31", "2014;2015;2016"])
def test_date_repair_refuses_what_is_in_doubt(text: str) -> None:
    with pytest.raises(SpoGeoError) as error:
        date_repair(held("date", "start", "Sept?"), text)
    assert error.value.got == text


def test_value_repair_takes_several_names(real: Dataset) -> None:
    repair = value_repair(held("value", "focus_area", "HR"), "Health ; Roads", real)
    assert (repair.kind, repair.parts) == ("value", ("Health", "Roads"))


@pytest.mark.parametrize("text", ["HR", "Health; Eductaion", " ; "])
def test_value_repair_refuses_what_is_in_doubt(text: str, real: Dataset) -> None:
    with pytest.raises(SpoGeoError):
        value_repair(held("value", "focus_area", "HR"), text, real)


def test_value_repair_asks_no_list_where_there_is_none(real: Dataset) -> None:
    repair = value_repair(held("value", "status", "HR"), "HR", real)
    assert repair.read_as == "HR"


def test_place_repair_names_every_district_so_that_it_is_found_again(
    real: Dataset,
) -> None:
    gazetteer = real.gazetteer
    for pcode, district in gazetteer.districts.items():
        repair = place_repair(held("place", "districts", "x"), [pcode], gazetteer)
        ((name, province),) = repair.places
        assert gazetteer.match(name, province).districts == (district,)
        assert repair.kind == "place"


def test_place_repair_is_for_one_row_or_for_all(real: Dataset) -> None:
    words = held("place", "districts", "Dir")
    everywhere = place_repair(words, ["PK520"], real.gazetteer)
    assert (everywhere.record, everywhere.row) == ("", 3)
    one = place_repair(words, ["PK520"], real.gazetteer, SPOTS[1])
    assert (one.record, one.row) == ("Water", 9)


def test_held_values_of_one_kind_stand_once_with_all_their_rows(real: Dataset) -> None:
    rows = [(f"P{n}", "Karachi" if n % 2 else "karachi ", "") for n in range(6)]
    (one,) = found(rows, ("Title", "District", "Donor"), real)
    assert one.written.strip().casefold() == "karachi"
    assert [spot.row for spot in one.spots] == [2, 3, 4, 5, 6, 7]
    assert len(one.offers) == 6


def test_held_values_offer_the_district_of_another_province(real: Dataset) -> None:
    rows = [("Schools", "Bahawalpur", "Sindh")]
    (one,) = found(rows, ("Title", "District", "Province"), real)
    assert one.control == "place"
    assert one.offers == ("PK603",)


def test_held_values_offer_the_goals_for_a_wrong_one(real: Dataset) -> None:
    rows = [("Schools", "Badin", "18"), ("Courts", "Swat", "4")]
    (one,) = found(rows, ("Title", "District", "SDG"), real)
    assert (one.control, one.column, one.written) == ("value", "sdg", "18")
    assert one.offers == tuple(str(goal) for goal in range(1, 18))
    assert value_repair(one, "16; 4", real).parts == ("16", "4")
    with pytest.raises(SpoGeoError):
        value_repair(one, "19", real)


def test_held_values_without_a_control_are_for_the_sheet(real: Dataset) -> None:
    rows = [("Schools", "Badin", "DFID"), ("", "Thatta", "")]
    (one,) = found(rows, ("Title", "District", "Donor"), real)
    assert (one.control, one.column) == ("sheet", "")
    assert [spot.row for spot in one.spots] == [3]
    assert one.suggestion


def test_own_dataset_gives_each_row_an_id_of_its_own(real: Dataset) -> None:
    header = ("Project ID", "Title", "District", "Donor", "Budget")
    rows = [
        ("A-1", "Schools", "Badin", "DFID", "5"),
        ("A-1", "Courts", "Swat", "USAID", ""),
        ("", "Water", "Multan", "A new fund", "7"),
    ]
    intake = understand(read_workbook("a.csv", sheet(rows, header)), real)
    dataset = own_dataset(intake, real, "v")
    ids = [p.project_id for p in dataset.projects]
    assert len(set(ids)) == 3
    assert ids[0] == "A-1"
    assert ids[2] == "row 4"
    assert dataset.sheet == "a.csv"
    assert dataset.records.results == ()
    assert dataset.records.offices == real.records.offices
    assert dataset.problems == intake.problems
    assert dataset.projects[0].notes == "Also in the sheet: Budget: 5."
    funders = [code.label for code in dataset.lists["funders"]]
    assert "A new fund" in funders
    assert not {p.project_id for p in real.projects} & set(ids)
