"""The shipped gazetteer keeps its promises."""

import csv
import re
from collections import Counter
from pathlib import Path

from spo_geo.gazetteer import normalise, read_gazetteer

PATH = Path(__file__).parents[2] / "geo" / "gazetteer.csv"
GAZETTEER = read_gazetteer(PATH)
ENTRIES = GAZETTEER.entries
DISTRICTS = [entry for entry in ENTRIES if entry.kind == "district"]
NAMES = {entry.adm2_pcode: entry.name for entry in DISTRICTS}
BY_NAME = {entry.name: entry for entry in ENTRIES if entry.kind != "province"}


def test_there_are_160_districts_in_seven_provinces():
    per_province = Counter(entry.adm1_pcode for entry in DISTRICTS)
    assert per_province == {
        "PK1": 10,
        "PK2": 35,
        "PK3": 14,
        "PK4": 1,
        "PK5": 35,
        "PK6": 36,
        "PK7": 29,
    }
    assert len(GAZETTEER.districts) == 160
    assert GAZETTEER.provinces == {
        "PK1": "Azad Kashmir",
        "PK2": "Balochistan",
        "PK3": "Gilgit Baltistan",
        "PK4": "Islamabad",
        "PK5": "Khyber Pakhtunkhwa",
        "PK6": "Punjab",
        "PK7": "Sindh",
    }


def test_pcodes_are_well_formed_and_begin_with_their_province():
    for entry in DISTRICTS:
        assert re.fullmatch(r"PK[1-7]\d\d", entry.adm2_pcode)
        assert entry.adm2_pcode[:3] == entry.adm1_pcode
    assert all(not entry.adm2_pcode for entry in ENTRIES if entry.kind != "district")


def test_province_names_agree_with_their_codes():
    for entry in ENTRIES:
        assert entry.adm1_name == GAZETTEER.provinces.get(entry.adm1_pcode, "")


def test_parents_and_candidates_lie_in_the_province_of_the_row():
    for entry in ENTRIES:
        for code in (*entry.parent_pcodes, *entry.candidates):
            assert code in NAMES
            assert code[:3] == entry.adm1_pcode or not entry.adm1_pcode


def test_parent_names_are_those_of_their_codes():
    for entry in ENTRIES:
        if entry.parent_pcodes:
            codes = entry.parent_pcodes
            assert entry.parents == tuple(NAMES[code] for code in codes), entry.name


def test_what_was_not_looked_up_decides_nothing():
    low = [e for e in ENTRIES if e.confidence == "low"]
    assert len(low) > 50
    for entry in low:
        assert entry.valid_from is entry.valid_to is None, entry.name
        assert entry.parents == entry.parent_pcodes == (), entry.name
        if entry.kind == "district":
            assert "not looked up" in entry.note, entry.name
        else:
            assert entry.resolves_to == (), entry.name


def test_newer_districts_have_a_year_and_a_parent_or_only_candidates():
    newer = [entry for entry in ENTRIES if entry.kind == "newer"]
    assert len(newer) == 22
    for entry in newer:
        verified = bool(entry.valid_from and len(entry.parent_pcodes) == 1)
        assert verified != bool(entry.candidates), entry.name
    assert {e.name for e in newer if e.candidates} == {"Paharpur", "Wadh"}


def test_held_names_say_why_and_what_they_could_mean():
    for entry in ENTRIES:
        if entry.kind in ("historic", "region"):
            assert entry.note, entry.name
            assert entry.candidates or entry.name == "Pakistan"
            assert entry.parent_pcodes == ()


def test_former_units_name_their_successors():
    assert BY_NAME["Dir"].candidates == ("PK535", "PK520")
    assert BY_NAME["Dir"].valid_to == 1996
    assert BY_NAME["Chitral"].candidates == ("PK507", "PK508")
    assert BY_NAME["Chitral"].valid_to == 2018
    assert set(BY_NAME["Karachi"].candidates) == {
        code for code, name in NAMES.items() if name.endswith("Karachi")
    }
    assert len(BY_NAME["FATA"].candidates) == 7
    hosts = [e.candidates for e in ENTRIES if e.name.startswith("FR ")]
    assert BY_NAME["Frontier Regions"].candidates == tuple(sum(hosts, ()))


def test_every_row_has_source_status_and_confidence():
    for entry in ENTRIES:
        assert entry.source, entry.name
        assert entry.confidence in ("high", "medium", "low")
        allowed = {"current", "abolished", "split", "held", "not verified"}
        assert entry.status in allowed
        held = entry.kind in ("historic", "region")
        assert (entry.status == "held") == held, entry.name


def test_no_alias_is_written_twice():
    for places in (True, False):
        rows = [e for e in ENTRIES if (e.kind != "province") == places]
        written = [normalise(n) for e in rows for n in (e.name, *e.aliases)]
        assert [k for k, n in Counter(written).items() if n > 1] == []


def test_only_the_capital_is_both_place_and_province():
    places = {k: e for e in ENTRIES if e.kind != "province" for k in e.keys}
    words = {k: e for e in ENTRIES if e.kind == "province" for k in e.keys}
    shared = places.keys() & words.keys()
    assert "islamabad" in shared
    assert {places[key].adm2_pcode for key in shared} == {"PK401"}
    assert {words[key].adm1_pcode for key in shared} == {"PK4"}


def test_every_district_has_its_urdu_name():
    for entry in DISTRICTS:
        urdu = [a for a in entry.aliases if re.search(r"[\u0600-\u06ff]", a)]
        assert urdu, entry.name


def test_no_alias_carries_a_year():
    assert not [a for e in ENTRIES for a in e.aliases if re.search(r"\d{4}", a)]


def test_districts_come_first_and_in_the_order_of_their_codes():
    codes = [entry.adm2_pcode for entry in ENTRIES[:160]]
    assert codes == sorted(NAMES)


def test_file_is_plain_csv_in_utf8():
    raw = PATH.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    with PATH.open(encoding="utf-8", newline="") as file:
        widths = {len(row) for row in csv.reader(file)}
    assert widths == {16}
