"""Rows 30 to 37 of the list of tricky inputs: scripts, spaces, and lists of places."""

import pytest

from spo_geo.dataset import Dataset
from tests.placecells import districts, held, places
from tests.sheets import HEADER, adds_up, read


def test_row_30_urdu_and_sindhi_names_are_read_when_listed(real: Dataset) -> None:
    listed = {
        "لاہور": "Lahore",
        "بہاولپور": "Bahawalpur",
        "ٹنڈو الہ یار": "Tando Allahyar",
        "میرپور خاص": "Mirpur Khas",
        "ڈیرہ غازی خان": "Dera Ghazi Khan",
        "ٺٽو": "Thatta",
        "بدين": "Badin",
    }
    assert districts(real, "، ".join(listed)) == list(listed.values())
    assert held(real, "نامعلوم گاؤں") == ["نامعلوم گاؤں"]  # shown unbroken


def test_row_31_arabic_letters_and_marks_are_folded(real: Dataset) -> None:
    assert districts(real, "گوادر") == ["Gwadar"]
    assert districts(real, "كراچي وسطي") == ["Central Karachi"]
    assert districts(real, "\u200fBadin\u200e") == ["Badin"]
    assert districts(real, "لا\u0640ہور") == ["Lahore"]
    (place,) = places(real, "\u200fBadin\u200e").places
    assert place.text == "\u200fBadin\u200e"  # the words stay as typed


def test_row_32_spaces_are_cleaned_and_look_alikes_held(real: Dataset) -> None:
    assert districts(real, "Mirpur\u00a0Khas\u2009, Thatta \t\n Badin  ") == [
        "Mirpur Khas",
        "Thatta",
        "Badin",
    ]
    (place,) = places(real, "B\u0430din").held
    assert "hidden unusual letter" in place.match.note


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Thatta, Badin and Sukkur", ["Thatta", "Badin", "Sukkur"]),
        ("Layyah & Mianwali", ["Leiah", "Mianwali"]),
        ("Badin; Thatta; Sukkur", ["Badin", "Thatta", "Sukkur"]),
        ("Badin/Thatta", ["Badin", "Thatta"]),
        ("Badin | Thatta", ["Badin", "Thatta"]),
        ("Badin + Thatta", ["Badin", "Thatta"]),
        ("Badin، Thatta", ["Badin", "Thatta"]),
        ("• Badin\n• Thatta", ["Badin", "Thatta"]),
        ("- Badin\n- Thatta", ["Badin", "Thatta"]),
        ("Badin\nThatta", ["Badin", "Thatta"]),
        ("1. Badin 2. Thatta", ["Badin", "Thatta"]),
        ("(1) Badin (2) Thatta", ["Badin", "Thatta"]),
        ("Districts: Badin, Thatta", ["Badin", "Thatta"]),
        ("Distt. Badin, Dist: Thatta", ["Badin", "Thatta"]),
        ("District Badin and Thatta Districts", ["Badin", "Thatta"]),
    ],
)
def test_row_33_one_splitter_for_every_separator(
    real: Dataset, cell: str, names: list[str]
) -> None:
    assert (districts(real, cell), held(real, cell)) == (names, [])


def test_row_34_each_province_takes_the_names_before_it(real: Dataset) -> None:
    cell = (
        "Districts Lodhran and Khanewal in Punjab and Matiari and Tando Mohammad Khan "
        "in Sindh"
    )
    found = places(real, cell)
    assert [(p.text, p.province) for p in found.places] == [
        ("Lodhran", "Punjab"),
        ("Khanewal", "Punjab"),
        ("Matiari", "Sindh"),
        ("Tando Mohammad Khan", "Sindh"),
    ]
    assert found.held == ()


def test_row_35_eight_districts_parted_by_the_word_district(real: Dataset) -> None:
    cell = (
        "Nowshera and Dera Ismail Khan Districts in Khyber Pakhtunkhwa; District "
        "Multan and Rajan Pur Districts in Punjab District Thatta and Sukkar Districts "
        "in Sindh; District Naseer Abad and Jafar Abad Districts in Baluchistan"
    )
    names = "Nowshera|D. I. Khan|Multan|Rajanpur|Thatta|Sukkur|Nasirabad|Jaffarabad"
    assert "|".join(districts(real, cell)) == names
    assert [p.province for p in places(real, cell).places][::2] == [
        "Khyber Pakhtunkhwa",
        "Punjab",
        "Sindh",
        "Baluchistan",
    ]


def test_row_36_names_that_hold_separators_stay_whole(real: Dataset) -> None:
    assert districts(real, "Toba Tek Singh, Dera Ghazi Khan") == [
        "Toba Tek Singh",
        "Dera Ghazi Khan",
    ]
    assert places(real, "Sindh and Balochistan").provinces == ("Sindh", "Balochistan")
    assert places(real, "Azad Jammu & Kashmir").provinces == ("Azad Kashmir",)
    title = "We Care; Financial Empowerment, and more & more"
    donor = "Foreign & Commonwealth Office"
    intake = read(real, (title, "Badin", "", "2012", "2014", donor))
    (row,) = intake.rows
    assert (row["title"], row["funders"]) == (title, donor)


def test_row_37_empty_parts_of_a_list_are_ignored(real: Dataset) -> None:
    for cell in (
        "Badin,,Thatta",
        "Badin, , Thatta",
        "Badin, Thatta,",
        ", Badin; Thatta;",
    ):
        assert districts(real, cell) == ["Badin", "Thatta"]
        assert held(real, cell) == []
    assert adds_up(read(real, ("A", "Badin,,", "", "", "", ""), header=HEADER))
