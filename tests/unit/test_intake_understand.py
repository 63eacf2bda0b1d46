"""The door of understanding: repairs, remembered mappings, own tables, the report."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from spo_geo.dataset import DATA_DIR, GEO_DIR, Dataset
from spo_geo.errors import DataError, SpoGeoError
from spo_geo.export import to_bytes
from spo_geo.intake.columns.headings import read_heading
from spo_geo.intake.columns.headnames import COLUMNS_OF, FIELDS, NAMES
from spo_geo.intake.columns.mapping import Mapping
from spo_geo.intake.files.sheets import read_workbook
from spo_geo.intake.projects.understand import check_file, problems_table, understand
from spo_geo.intake.repairs.repair import Repair, RepairLog
from spo_geo.intake.session import as_dataset
from spo_geo.intake.template import template
from spo_geo.intake.words.coordinates import Position, read_finder, read_position
from spo_geo.intake.words.tehsils import Tehsils, read_tehsils
from spo_geo.problems import COLUMNS, DONE
from spo_geo.view import make_view
from tests.sheets import HEADER, adds_up, book, problems, read, rules, sheet

ROW = ("Health", "Rajapur; Bagh Neelum; Jhang", "", "03/04/2015", "Dec 2016", "DFID")


def repaired(real: Dataset, *repairs: Repair) -> tuple[dict[str, str], str]:
    log = RepairLog(repairs)
    intake = understand(book(sheet([HEADER, ROW])), real, repairs=log)
    return intake.rows[0], rules(intake, "hold") + rules(intake, "note")


def test_a_chosen_district_replaces_the_words_and_keeps_them(real: Dataset) -> None:
    row, told = repaired(real, Repair("districts", "Rajapur", "Rajanpur", "place"))
    assert row["districts"] == "Rajanpur; Bagh Neelum; Jhang"
    assert row["coverage"] == "Rajapur; Bagh Neelum; Jhang"
    sentence = "'Rajapur' is read as 'Rajanpur' (by hand)."
    assert sentence in row["notes"]
    assert sentence in told


def test_a_split_and_what_is_no_place(real: Dataset) -> None:
    split = Repair("districts", "Bagh Neelum", "Bagh; Neelum, Azad Kashmir", "split")
    gone = Repair("districts", "Rajapur", "", "not a place")
    row, _ = repaired(real, split, gone)
    assert row["districts"] == "Bagh; Neelum; Jhang"
    assert row["district_provinces"] == "n/a; Azad Kashmir; n/a"


def test_a_whole_cell_and_a_date_decided_by_hand(real: Dataset) -> None:
    cell = Repair("districts", ROW[1], "Rajanpur; Jhang", "split")
    day = Repair("start", "03/04/2015", "2015-04", "date")
    row, told = repaired(real, cell, day)
    assert (row["districts"], row["start"]) == ("Rajanpur; Jhang", "2015-04")
    assert "'03/04/2015' is read as '2015-04'" in row["dates_note"]
    assert "the day or the month may stand first" not in told


def test_a_repaired_value_of_funder_and_status(real: Dataset) -> None:
    donor = Repair("funders", "DFID", "Oxfam; NED", "value")
    row, _ = repaired(real, donor)
    assert row["funders"] == "Oxfam; NED"


def test_a_repair_of_another_project_and_one_without_use(real: Dataset) -> None:
    other = Repair("districts", "Rajapur", "Rajanpur", "place", record="Law")
    row, told = repaired(real, other)
    assert row["districts"].startswith("Rajapur")
    assert "a repair that found nothing to do" in told


def test_a_mapping_is_remembered_for_the_next_file_of_its_shape(real: Dataset) -> None:
    header = ("Name", "Wo", "Geber")
    first = read(real, ("Law", "Badin", "DFID"), header=header)
    chosen = first.mapping.choose(1, "districts").choose(2, "funders")
    kept = Mapping.from_json(chosen.to_json())
    assert kept == chosen
    assert kept.signature == first.mapping.signature
    swapped = book(sheet([("Geber", "Name", "Wo"), ("Oxfam", "Peace", "Multan")]))
    (row,) = understand(swapped, real, mapping=kept).rows
    assert (row["title"], row["districts"], row["funders"]) == (
        "Peace",
        "Multan",
        "Oxfam",
    )
    other = read(real, ("Law", "Badin"), header=("Name", "District"))
    assert other.mapping.signature != kept.signature


def test_a_mapping_refuses_what_it_does_not_know(real: Dataset) -> None:
    mapping = read(real, ("Law", "Badin", "", "", "", "")).mapping
    with pytest.raises(SpoGeoError, match="unknown field"):
        mapping.choose(0, "colour")
    with pytest.raises(SpoGeoError, match="unknown column"):
        mapping.choose(99, "title")
    with pytest.raises(SpoGeoError, match="cannot be read"):
        Mapping.from_json("[]")


def test_mapping_names_the_columns_of_the_table_that_the_sheet_has(
    real: Dataset,
) -> None:
    mapping = read(real, ("Law", "Badin"), header=("Title", "District")).mapping
    assert set(mapping.columns) == {
        "title",
        "scope",
        "districts",
        "district_provinces",
        "provinces",
        "coverage",
    }


def test_every_field_has_words_and_every_name_one_field() -> None:
    assert set(NAMES) <= set(FIELDS)
    assert set(COLUMNS_OF) <= set(FIELDS)
    wrong = {
        name: read_heading(name).field
        for field, names in NAMES.items()
        for name in names.split("|")
        if read_heading(name).field != field
    }
    assert wrong == {}


def test_the_shipped_table_reads_back_to_the_letter(real: Dataset) -> None:
    path = DATA_DIR / "projects.csv"
    intake = check_file(path, real)
    with path.open(encoding="utf-8", newline="") as lines:
        assert list(intake.rows) == list(csv.DictReader(lines))
    n_rows = len(real.projects)
    assert (intake.rows_read, intake.rows_held, intake.rows_skipped) == (n_rows, 1, 0)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_an_export_reads_back_to_the_same_view(real: Dataset, suffix: str) -> None:
    view = make_view(real)
    content = to_bytes(view, suffix, date(2026, 1, 1))
    intake = understand(read_workbook(f"export{suffix}", content), real)
    again = make_view(as_dataset(intake, real))
    assert [p.project_id for p in again.projects] == [
        p.project_id for p in view.projects
    ]
    assert [(one.district, one.project_ids) for one in again.district_counts] == [
        (one.district, one.project_ids) for one in view.district_counts
    ]
    assert [(h.place, h.project_id) for h in again.held] == [
        (h.place, h.project_id) for h in view.held
    ]
    assert (again.by_funder, again.by_year) == (view.by_funder, view.by_year)
    assert (again.by_focus_area, again.by_scope) == (view.by_focus_area, view.by_scope)
    assert again.n_donor_partners == view.n_donor_partners


def test_a_messy_cell_in_a_table_of_our_own_is_still_read(real: Dataset) -> None:
    text = (DATA_DIR / "projects.csv").read_text("utf-8")
    text = text.replace(",2017-12,", ",Dec-17,").replace(
        "Tando Allahyar; Mirpurkhas; Umerkot; Sanghar,Sindh; Sindh; Sindh; Sindh",
        "Tando Allahyar / Mirpurkhas; Umerkot; Sanghar,Sindh; Sindh; Sindh",
    )
    intake = understand(read_workbook("projects.csv", text.encode()), real)
    first = intake.rows[0]
    assert first["districts"] == "Tando Allahyar; Mirpurkhas; Umerkot; Sanghar"
    assert first["district_provinces"] == "Sindh; Sindh; Sindh; Sindh"
    assert (first["start"], first["dates_note"]) == (
        "",
        "start as written: 'Dec-17', held.",
    )
    assert {p.row for p in problems(intake, "hold")} == {2, 8}


def test_the_template_is_refused_while_empty_and_reads_back_when_filled(
    real: Dataset,
) -> None:
    workbook = read_workbook("template.xlsx", template(real))
    empty = understand(workbook, real)
    assert "has a header and no rows" in rules(empty, "refuse")
    projects = next(s for s in workbook.sheets if s.name == "Projects")
    names = [cell.text for cell in projects.rows[0].cells]
    filled = dict.fromkeys(names, "") | {
        "Project title": "Citizen First",
        "Start date": "2011-12",
        "End date": "2014-09",
        "Province": "Sindh",
        "Districts": "Khairpur; Sukkur",
        "Donor": "Royal Netherland Embassy; Oxfam",
        "Focus area": "Governance",
        "SDG": "5; 16",
    }
    intake = read(real, tuple(filled.values()), header=tuple(names))
    (row,) = intake.rows
    assert (intake.rows_taken, problems(intake, "hold")) == (1, [])
    assert (row["start"], row["end"], row["sdg"]) == ("2011-12", "2014-09", "5; 16")
    assert row["districts"] == "Khairpur; Sukkur"


def test_check_file_counts_and_says_so_in_plain_values(
    real: Dataset, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("Title,District\nLaw,Karachi\nLaw,Karachi\n\nTotal,2\n", "utf-8")
    intake = check_file(path, real)
    report = intake.as_dict()
    keys = ("rows_read", "rows_taken", "rows_held", "rows_skipped")
    assert [report[key] for key in keys] == [3, 0, 1, 2]
    assert set(report["problems"][0]) == set(COLUMNS)
    assert adds_up(intake)
    with pytest.raises(DataError, match="cannot be opened"):
        check_file(tmp_path / "nowhere.csv", real)


def test_the_table_of_problems_has_every_column_and_says_what_was_done(
    real: Dataset,
) -> None:
    intake = read(real, ("Law", "Karachi", "", "", "", ""))
    text = problems_table(intake).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(lines[0]) == COLUMNS
    assert len(lines) == len(intake.problems)
    held = next(line for line in lines if line["severity"] == "hold")
    assert (held["sheet"], held["row"], held["value"]) == ("Sheet1", "2", "Karachi")
    assert held["done"] == DONE["hold"]


def test_progress_is_told_and_ends_within_bounds(real: Dataset) -> None:
    rows = [(f"P{n}", "Badin", "", "", "", f"D{n}") for n in range(450)]
    told: list[float] = []
    understand(book(sheet([HEADER, *rows])), real, progress=told.append)
    assert told == sorted(told)
    assert len(told) == 2
    assert 0 < told[0] < told[-1] <= 1


def test_a_session_dataset_holds_the_upload_alone(real: Dataset) -> None:
    rows = [
        ("Law", "Badin", "", "2012", "", "DFID"),
        ("Law", "Multan", "", "2015", "", ""),
    ]
    dataset = as_dataset(read(real, *rows), real)
    assert [p.project_id for p in dataset.projects] == ["NEW-2", "NEW-3"]
    assert dataset.version != real.version
    assert dataset.results_of == {}
    assert real.projects[0].project_id == "SPO-01"  # the shipped data are untouched


def test_coordinates_are_read_in_the_ways_people_write_them() -> None:
    here = Position(24.65, 68.83)
    assert read_position("24.65", "68.83") == here
    assert read_position("68.83", "24.65") == here
    assert read_position("", "", "24.65, 68.83") == here
    assert read_position("24.65 N", "68.83 E") == here
    assert read_position("0", "0") is None
    assert read_position("24.65", "") is None


def test_a_point_agrees_with_its_district_and_just_across_its_border() -> None:
    finder = read_finder(GEO_DIR / "pak_adm_print.topojson")
    badin = Position(24.65, 68.83)
    assert finder.district(badin) == "PK701"
    assert finder.agrees(badin, "PK701")
    assert not finder.agrees(badin, "PK617")
    assert finder.district(replace(badin, longitude=61.0)) is None
    border = next(
        Position(24.65, 68.83 + n / 100)
        for n in range(200)
        if finder.district(Position(24.65, 68.83 + n / 100)) != "PK701"
    )
    assert finder.agrees(border, "PK701")
    assert not finder.agrees(replace(border, longitude=border.longitude + 0.2), "PK701")


def test_tehsils_name_their_district_and_a_missing_table_none(tmp_path: Path) -> None:
    tehsils = read_tehsils(GEO_DIR / "tehsils.csv")
    assert tehsils.districts("Tando Adam") == ("PK718",)
    assert tehsils.districts("Tambu") == tehsils.districts("Tamboo") == ("PK222",)
    assert tehsils.districts("Nowhere") == ()
    assert read_tehsils(tmp_path / "none.csv") == Tehsils()


def test_every_tehsil_lies_in_a_district_of_the_layer(real: Dataset) -> None:
    with (GEO_DIR / "tehsils.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 577
    assert {row["adm2_pcode"] for row in rows} == set(real.gazetteer.districts)
    assert all(row["adm3_pcode"].startswith(row["adm2_pcode"]) for row in rows)
