"""Gazetteers of a few rows: what the reader refuses, and how twins are told apart."""

import csv
from pathlib import Path

import pytest

from spo_geo.errors import DataError
from spo_geo.gazetteer import Gazetteer, Match, read_gazetteer
from spo_geo.gazetteer_table import COLUMNS
from tests.gazetteers import codes

PROVINCES = [
    {"kind": "province", "name": "Aria", "adm1_pcode": "PK1", "adm1_name": "Aria"},
    {"kind": "province", "name": "Boria", "adm1_pcode": "PK2", "adm1_name": "Boria"},
]


def district(pcode: str, name: str, **cells: str) -> dict[str, str]:
    """A row of kind district."""
    adm1 = "Aria" if pcode.startswith("PK1") else "Boria"
    return {
        "kind": "district",
        "adm2_pcode": pcode,
        "name": name,
        "adm1_pcode": pcode[:3],
        "adm1_name": adm1,
        "status": "current",
        **cells,
    }


def gazetteer_of(tmp_path: Path, *rows: dict[str, str]) -> Gazetteer:
    """Write rows below two provinces and read them."""
    path = tmp_path / "gazetteer.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows([*PROVINCES, *rows])
    return read_gazetteer(path)


def test_match_holds_a_name_of_two_provinces_until_one_is_stated(tmp_path):
    found = gazetteer_of(
        tmp_path, district("PK101", "Nowhere"), district("PK201", "Nowhere")
    )
    note = "a name in more than one province; the province decides"
    candidates = tuple(found.districts.values())
    rule = "several provinces"
    assert found.match("nowhere") == Match(
        "nowhere", "held", rule, (), candidates, note
    )
    assert codes(candidates) == "PK101 PK201"
    assert codes(found.match("nowhere", "Boria").districts) == "PK201"


def test_districts_of_no_division_share_no_nameless_one(tmp_path):
    found = gazetteer_of(
        tmp_path,
        district("PK101", "Apart"),
        district("PK102", "Inside", division="North"),
        district("PK103", "North"),
    )
    assert found._index.divisions == {"north": ("PK102",)}


@pytest.mark.parametrize(
    ("place", "province", "rule", "meant"),
    [
        ("Nowhere", "Boria", "name", "PK201"),
        ("Nowhere (Boria)", "", "name", "PK201"),
        ("Upper/Lower Nowhere", "Boria", "two districts", "PK202 PK203"),
        ("Nowhere Division", "Boria", "division", "PK201"),
        ("Tehsil Nowhere", "Boria", "part of a district", "PK201"),
        ("Nowhere Apart", "Boria", "two names", "PK201 PK204"),
        ("Nowhere?", "Boria", "in doubt", "PK201"),
    ],
)
def test_every_rule_tells_twins_apart_by_the_stated_province(
    tmp_path, place, province, rule, meant
):
    names = ("Nowhere", "Upper Nowhere", "Lower Nowhere")
    twins = [
        district(f"PK{adm1}0{number}", name)
        for adm1 in (1, 2)
        for number, name in enumerate(names, start=1)
    ]
    match = gazetteer_of(tmp_path, *twins, district("PK204", "Apart")).match(
        place, province
    )
    assert (match.rule, codes(match.districts or match.candidates)) == (rule, meant)


def test_match_explains_a_newer_district_of_two_parents(tmp_path):
    newer = {
        "kind": "newer",
        "name": "New",
        "adm1_pcode": "PK1",
        "adm1_name": "Aria",
        "parent": "East; West",
        "parent_pcode": "PK101; PK102",
        "valid_from": "2023",
        "status": "current",
    }
    rows = district("PK101", "East"), district("PK102", "West"), newer
    match = gazetteer_of(tmp_path, *rows).match("New")
    assert codes(match.districts) == "PK101 PK102"
    assert match.note == (
        "New: a district since 2023, not in the boundary layer (9 September 2022); "
        "shown in its parent East and West"
    )


def test_read_gazetteer_names_both_rows_that_claim_one_name(tmp_path):
    rows = district("PK101", "Old Town"), district("PK102", "New", aliases="old-town")
    with pytest.raises(DataError, match=r"Old Town \(line 4\) and New \(line 5\)"):
        gazetteer_of(tmp_path, *rows)


def test_read_gazetteer_refuses_a_name_that_a_row_of_no_province_claims(tmp_path):
    region = {"kind": "region", "name": "Old Town", "candidates": "PK101"}
    with pytest.raises(DataError, match="claim one name"):
        gazetteer_of(tmp_path, district("PK101", "Old Town"), region)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (district("PK101", "New", kind="town"), "unknown kind"),
        (district("PK1", "New"), "no proper P-code"),
        (district("PK101", "New", adm1_pcode="PK2"), "no proper P-code"),
        (district("PK100", "New"), "P-code of line 4"),
        (district("PK101", "New", parent_pcode="PK199"), "that no district has"),
        (district("PK101", "New", candidates="PK199"), "that no district has"),
        (district("PK301", "New"), "that no province has"),
        (district("PK101", "New", valid_from="2oo5"), "not a year"),
        (district("PK101", "New", valid_to="5"), "not a year"),
        (district("PK101", "-"), "a name without a letter"),
        (district("PK101", "New", aliases="Neu; -"), "a name without a letter"),
    ],
)
def test_read_gazetteer_refuses_a_broken_row(tmp_path, row, what):
    with pytest.raises(DataError, match=what) as caught:
        gazetteer_of(tmp_path, district("PK100", "First"), row)
    assert "gazetteer.csv line 5" in caught.value.where


def test_read_gazetteer_says_that_the_file_is_missing(tmp_path):
    with pytest.raises(DataError, match="the gazetteer is missing"):
        read_gazetteer(tmp_path / "none.csv")


def test_read_gazetteer_names_a_missing_column(tmp_path):
    path = tmp_path / "gazetteer.csv"
    path.write_text("kind,name\ndistrict,X\n", encoding="utf-8")
    with pytest.raises(DataError, match="no column adm2_pcode, adm1_pcode"):
        read_gazetteer(path)


def test_read_gazetteer_refuses_other_encodings(tmp_path):
    path = tmp_path / "gazetteer.csv"
    path.write_bytes(",".join(COLUMNS).encode() + b"\ndistrict,\xff\n")
    with pytest.raises(DataError, match="cannot read"):
        read_gazetteer(path)
