import csv
import io
from datetime import date

from spo_geo.dataset import Dataset
from spo_geo.export import COLUMNS, to_csv
from spo_geo.provenance import Stamp, make_stamp
from spo_geo.view import View, make_view
from tests.conftest import TINY, MakeDataset

MADE = date(2026, 11, 22)


def rows(view: View) -> list[dict[str, str]]:
    text = to_csv(view, MADE).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_to_csv_has_one_row_a_project_and_place(tiny: Dataset) -> None:
    table = rows(make_view(tiny))
    assert [(r["project_id"], r["place_status"], r["adm2_pcode"]) for r in table] == [
        ("T-1", "resolved", "PK701"),
        ("T-1", "resolved", "PK727"),
        ("T-1", "held", ""),
        ("T-2", "resolved", "PK701"),
        ("T-2", "resolved", "PK622"),
        ("T-3", "no district named", ""),
        ("T-4", "no district named", ""),
    ]


def test_to_csv_is_what_a_spreadsheet_opens(tiny: Dataset) -> None:
    content = to_csv(make_view(tiny), MADE)
    assert content.startswith(b"\xef\xbb\xbfproject_id,title")
    assert content.count(b"\r\n") == 1 + 7
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_to_csv_has_names_beside_codes_and_what_is_stated(tiny: Dataset) -> None:
    first = rows(make_view(tiny))[0]
    assert list(first) == [*COLUMNS, "about", "stamp"]
    assert (first["adm2_name"], first["adm1_name"]) == ("Badin", "Sindh")
    assert first["start"] == "2012-03"
    assert first["funders"] == "DFID"
    assert first["funding_as_stated"] == "financial support"
    held = rows(make_view(tiny))[2]
    assert "Central Karachi (PK702)" in held["candidates"]
    assert held["place_province"] == "Sindh"


def test_to_csv_carries_the_stamp_once_in_words_and_for_the_program(
    tiny: Dataset,
) -> None:
    view = make_view(tiny)
    first, *others = rows(view)
    expected = make_stamp(view, MADE)
    found = Stamp.from_json(first["stamp"])
    assert found.selection == expected.selection
    assert len(found.content) == 64
    assert first["about"].startswith("Filters: all records | Projects: 4, of which 2")
    assert "official endorsement" in first["about"]
    assert not any(row["about"] or row["stamp"] for row in others)


def test_to_csv_keeps_only_the_places_inside_a_place_filter(tiny: Dataset) -> None:
    punjab = tiny.filter_reader.read({"province": ["Punjab"]})
    table = rows(make_view(tiny, punjab))
    assert [(r["project_id"], r["adm2_name"]) for r in table] == [
        ("T-2", "Multan"),
        ("T-4", ""),
    ]


def test_to_csv_says_when_a_project_names_districts_outside_the_filter(
    make_dataset: MakeDataset,
) -> None:
    row = dict(TINY[0], districts="Badin", district_provinces="", provinces="Punjab")
    dataset = make_dataset([row])
    punjab = dataset.filter_reader.read({"province": ["Punjab"]})
    (only,) = rows(make_view(dataset, punjab))
    assert only["place_status"] == "none inside the place filter"
    assert only["adm2_pcode"] == ""


def test_to_csv_of_nothing_says_so(tiny: Dataset) -> None:
    nothing = tiny.filter_reader.read({"funder": ["DFID"], "scope": ["national"]})
    (only,) = rows(make_view(tiny, nothing))
    assert only["project_id"] == ""
    assert "Projects: 0" in only["about"]


def test_to_csv_disarms_titles(make_dataset: MakeDataset) -> None:
    hostile = dict(TINY[0], title='=HYPERLINK("http://x","y")', coverage="@SUM(A1)")
    first = rows(make_view(make_dataset([hostile])))[0]
    assert first["title"] == '\'=HYPERLINK("http://x","y")'
    assert first["coverage"] == "'@SUM(A1)"


def test_to_csv_gives_the_same_bytes_for_the_same_day(tiny: Dataset) -> None:
    view = make_view(tiny)
    assert to_csv(view, MADE) == to_csv(view, MADE)
    assert to_csv(view, MADE) != to_csv(view, date(2026, 11, 23))
