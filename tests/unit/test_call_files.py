import csv
import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from spo_geo.boundaries import read_layer
from spo_geo.call.check import CallCheck, check_call
from spo_geo.call.files import FORMATS, call_file
from spo_geo.call.reading import read_call
from spo_geo.call.tables import COLUMNS, PROJECT_COLUMNS, call_table
from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.errors import SpoGeoError
from spo_geo.provenance import Stamp, make_stamp
from spo_geo.view import make_view
from spo_geo.word import read_stamp

MADE = date(2026, 11, 22)
TEXT = """Badin, Sindh
Quetta
Karachi
Badin
=HYPERLINK("x")
+Lahore
"""


AREAS = ("Governance", "Women Political Participation", "Education")
BADIN = "SPO-07, SPO-14, SPO-21, SPO-33"


@pytest.fixture(scope="module")
def check(real: Dataset) -> CallCheck:
    layer = read_layer(GEO_DIR / "pak_adm_web.topojson")
    return check_call(read_call(TEXT, real.gazetteer), make_view(real), layer)


def csv_rows(check: CallCheck) -> list[dict[str, str]]:
    text = call_file(check, ".csv", MADE).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def workbook(check: CallCheck) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(call_file(check, ".xlsx", MADE)))


def test_call_table_says_of_each_name_what_the_view_says(check: CallCheck) -> None:
    badin, quetta, karachi, again, *_ = call_table(check).lines
    assert badin["n_projects"] == 4
    assert badin["project_ids"] == BADIN
    assert badin["focus_areas"] == "\n".join(AREAS)
    assert (badin["first_year"], badin["last_year"]) == (2012, 2021)
    assert badin["n_years_active"] == 10
    assert (badin["nearest_district"], badin["nearest_district_km"]) == ("Badin", 0)
    assert (quetta["nearest_office"], quetta["nearest_office_km"]) == ("Quetta", 0)
    assert karachi["may_mean"] == "SPO-07 names Karachi without the district"
    assert "n_projects" not in karachi
    assert again["repeats"] == 1


def test_call_table_lists_each_pair_of_district_and_project(check: CallCheck) -> None:
    pairs = call_table(check).projects
    assert [(p["adm2_name"], p["project_id"]) for p in pairs] == [
        ("Badin", "SPO-07"),
        ("Badin", "SPO-14"),
        ("Badin", "SPO-21"),
        ("Badin", "SPO-33"),
        ("Quetta", "SPO-14"),
    ]
    assert pairs[0]["sources"] == "000:20-22\nhttp://spopk.org/citizen-voice-project"


def test_csv_has_a_row_a_name_and_the_stamp(check: CallCheck) -> None:
    rows = csv_rows(check)
    assert [row["number"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert list(rows[0]) == [*COLUMNS, "about", "stamp"]
    assert Stamp.from_json(rows[0]["stamp"]) == make_stamp(check.view, MADE)
    assert rows[0]["about"].startswith(check.coverage())
    assert rows[2]["n_projects"] == ""
    assert rows[0]["focus_areas"] == " | ".join(AREAS)


def test_csv_and_workbook_neutralise_formulas(check: CallCheck) -> None:
    written = [row["district_as_written"] for row in csv_rows(check)[4:]]
    assert written == ['\'=HYPERLINK("x")', "'+Lahore"]
    sheet = workbook(check)["Call check"]
    cells = [sheet.cell(row, 3) for row in (6, 7)]
    assert [cell.value for cell in cells] == written
    assert {cell.data_type for cell in cells} == {"s"}


def test_workbook_holds_numbers_headings_and_the_stamp(check: CallCheck) -> None:
    book = workbook(check)
    assert book.sheetnames == ["Call check", "Projects", "About"]
    lines = list(book["Call check"].iter_rows(values_only=True))
    assert lines[0] == tuple(COLUMNS.values())
    assert len(lines) == 1 + len(check.lines)
    first = dict(zip(COLUMNS, lines[1], strict=True))
    assert (first["n_projects"], first["nearest_district_km"]) == (4, 0)
    assert book["Call check"].freeze_panes == "D2"
    assert book["Call check"].auto_filter.ref == "A1:Y7"
    pairs = list(book["Projects"].iter_rows(values_only=True))
    assert pairs[0] == tuple(PROJECT_COLUMNS.values())
    assert len(pairs) == 6
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert about["Coverage of the call"] == check.coverage()
    assert Stamp.from_json(about["stamp"]) == make_stamp(check.view, MADE)


def test_document_holds_coverage_table_and_stamp(check: CallCheck) -> None:
    content = call_file(check, ".docx", MADE)
    document = docx.Document(io.BytesIO(content))
    assert document.paragraphs[1].text == check.coverage()
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert len(rows) == 1 + len(check.lines)
    assert rows[1][:4] == ["1", "Badin\nSindh", "Badin (Sindh)", f"4\n{BADIN}"]
    assert rows[1][6] == "2012–2021\n10 years"
    assert rows[3][2].startswith("held\nKarachi: a city of several districts")
    assert rows[3][3] == "–\nSPO-07 names Karachi without the district"
    assert rows[4][2].endswith("the same as no. 1")
    assert document.sections[0].page_width > document.sections[0].page_height
    stamp = read_stamp(content)
    assert stamp == make_stamp(check.view, MADE).as_json()


@pytest.mark.parametrize("suffix", list(FORMATS))
def test_call_file_gives_the_same_bytes_again(check: CallCheck, suffix: str) -> None:
    assert call_file(check, suffix, MADE) == call_file(check, suffix, MADE)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_call_file_reads_back_as_the_same_call(
    check: CallCheck, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"call{suffix}"
    path.write_bytes(call_file(check, suffix, MADE))
    again = read_call(path, check.view.dataset.gazetteer)
    read = [(row.written.lstrip("'"), row.province) for row in again]
    assert read == [(line.row.written, line.row.province) for line in check.lines]


def test_call_file_refuses_another_ending(check: CallCheck) -> None:
    with pytest.raises(SpoGeoError, match=r"got '\.pdf'; allowed: \.xlsx"):
        call_file(check, ".pdf", MADE)
