import csv
import io

import pytest

from spo_geo.dataset import Dataset
from spo_geo.export import COLUMNS, neutralise, to_csv
from spo_geo.view import make_view
from tests.conftest import TINY, MakeDataset


def rows(dataset: Dataset) -> list[dict[str, str]]:
    text = to_csv(make_view(dataset)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_to_csv_has_one_row_a_project_and_place(tiny: Dataset) -> None:
    table = [(r["project_id"], r["place_status"], r["adm2_pcode"]) for r in rows(tiny)]
    assert table == [
        ("T-1", "resolved", "PK701"),
        ("T-1", "resolved", "PK727"),
        ("T-1", "held", ""),
        ("T-2", "resolved", "PK701"),
        ("T-2", "resolved", "PK622"),
        ("T-3", "no district named", ""),
        ("T-4", "no district named", ""),
    ]


def test_to_csv_begins_with_a_byte_order_mark_and_names_beside_codes(
    tiny: Dataset,
) -> None:
    assert to_csv(make_view(tiny)).startswith(b"\xef\xbb\xbfproject_id,title")
    first = rows(tiny)[0]
    assert set(COLUMNS) <= set(first)
    assert first["adm2_name"] == "Badin"
    assert first["adm1_name"] == "Sindh"
    assert first["start"] == "2012-03"
    assert first["funding_basis"] == "financial support"


@pytest.mark.parametrize(
    "text", ["=1+1", "+92", "-x", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]
)
def test_neutralise_disarms_what_a_spreadsheet_would_run(text: str) -> None:
    assert neutralise(text) == f"'{text}"


def test_neutralise_leaves_text_alone() -> None:
    assert [neutralise(t) for t in ("", "Badin", "a=b", "2014-15")] == [
        "",
        "Badin",
        "a=b",
        "2014-15",
    ]


def test_to_csv_disarms_titles(make_dataset: MakeDataset) -> None:
    hostile = dict(TINY[0], title='=HYPERLINK("http://x","y")')
    assert rows(make_dataset([hostile]))[0]["title"].startswith("'=HYPERLINK")
