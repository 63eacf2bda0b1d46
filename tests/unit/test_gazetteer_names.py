"""The districts and provinces that the gazetteer knows, and which spellings are equal."""

from dataclasses import FrozenInstanceError

import pytest

from spo_geo.gazetteer import District, normalise
from tests.gazetteers import GAZETTEER


@pytest.mark.parametrize(
    ("word", "adm1_pcode"),
    [
        ("Sindh", "PK7"),
        ("pk7", "PK7"),
        ("Sindh Province", "PK7"),
        ("Province of Sindh", "PK7"),
        ("The whole of Azad Kashmir", "PK1"),
        ("سندھ", "PK7"),
        ("KP", "PK5"),
        ("K.P.K", "PK5"),
        ("N.W.F.P.", "PK5"),
        ("Khyber-Pakhtunkhwa", "PK5"),
        ("Baluchistan", "PK2"),
        ("Paunjab", "PK6"),
        ("AJK", "PK1"),
        ("Azad Jammu Kashmir", "PK1"),
        ("Azad Jammu & Kashmir", "PK1"),
        ("GB", "PK3"),
        ("Gilgit- Baltistan", "PK3"),
        ("Northern Areas", "PK3"),
        ("ICT", "PK4"),
        ("Islamabad", "PK4"),
        ("Khyber", None),
        ("Lahore", None),
        ("FATA", None),
        ("PK9", None),
        ("", None),
        ("all", None),
    ],
)
def test_province_reads_province_words_only(word, adm1_pcode):
    assert GAZETTEER.province(word) == adm1_pcode


def test_carved_out_of_gives_verified_children_by_year():
    assert GAZETTEER.carved_out_of("PK706") == (
        ("Matiari", 2005),
        ("Tando Allahyar", 2005),
        ("Tando Muhammad Khan", 2005),
    )
    assert GAZETTEER.carved_out_of("PK217") == (("Hub", 2022),)
    assert GAZETTEER.carved_out_of("PK228") == (("Lehri", 2013),)
    assert GAZETTEER.carved_out_of("PK729") == (("Keamari", 2020),)


def test_carved_out_of_leaves_out_the_unverified_and_the_undone():
    assert GAZETTEER.carved_out_of("PK509") == ()
    assert "Karezat" not in dict(GAZETTEER.carved_out_of("PK225"))


def test_districts_come_in_the_order_of_their_pcodes():
    assert list(GAZETTEER.districts) == sorted(GAZETTEER.districts)
    assert GAZETTEER.districts["PK603"] == District(
        "PK603", "Bahawalpur", "PK6", "Punjab"
    )
    assert GAZETTEER.provinces["PK1"] == "Azad Kashmir"


def test_gazetteer_cannot_be_changed():
    with pytest.raises(TypeError):
        GAZETTEER.districts["PK000"] = None
    with pytest.raises(FrozenInstanceError):
        GAZETTEER.entries = ()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("D.I.Khan", "D I Khan"),
        ("MIRPUR-KHAS", "Mirpurkhas"),
        ("Khairpur Mir’s", "khairpur mirs"),
        ("District Districts Badin", "badin"),
        ("ضلع لاہور", "لاهور"),
        ("ﻻﮨﻮﺭ", "لاہور"),
        ("موسیٰ خیل", "موسی خیل"),
        ("Ｂａｄｉｎ", "badin"),
    ],
)
def test_normalise_makes_spellings_equal(one, two):
    assert normalise(one) == normalise(two)


def test_normalise_keeps_different_names_apart():
    names = ["Upper Dir", "Upper/Dir", "Badin?", "Badin", "District", "Dir"]
    assert len({normalise(name) for name in names}) == len(names)
