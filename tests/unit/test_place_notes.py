"""What a reader is told of a place, word for word, and the gazetteer's smaller answers."""

from dataclasses import FrozenInstanceError

import pytest

from spo_geo.placenames import (
    LONGEST,
    as_latin,
    is_too_long,
    mixes_scripts,
    normalise,
    split_pair,
    words,
)
from tests.gazetteers import GAZETTEER

LAYER = "not in the boundary layer (9 September 2022)"
UNKNOWN = "no listed name"
NEAR = "no listed name; nearest names are offered"
DOUBT = "a question mark stands after the name"
DIVISION = "a division, no district named"
PART = "a tehsil, town, village or union council; the district is not said"
PAIR = "two names without a separator: "
DIR = "Dir: one district until 1996, then Upper Dir and Lower Dir (and Central Dir since 2023)"
WAZIRISTAN = (
    f"South Waziristan: a district since 2022, {LAYER}; "
    "shown in its parent South Waziristan (notified October 2022)"
)

NOTES = [
    # as written, stated province, what the reader is told
    ("", None, "nothing is written"),
    ("x" * 1001, None, "1,001 characters are no name of a place"),
    ("PK617", None, ""),
    (
        "PK999",
        None,
        "no district of the boundary layer (9 September 2022) has this P-code",
    ),
    ("PK6", None, "Punjab: a province, no district named"),
    ("All Punjab", None, "Punjab: a province, no district named"),
    ("Lahore", None, ""),
    ("Lodharan", None, "listed as another name or spelling of Lodhran"),
    (
        "Quetta City",
        None,
        "listed as another name or spelling of Quetta; Quetta: split into Quetta East "
        "and Quetta West in 2026; the boundary layer draws it whole",
    ),
    (
        "Lehri",
        None,
        "Lehri: abolished in 2018 (tehsil Lehri counted in Sibi, tehsil Bhag in Kachhi "
        "since then); the boundary layer still draws it",
    ),
    (
        "Karezat",
        None,
        f"Karezat: a district from 2022 to 2022, {LAYER}; shown in its parent Pishin "
        "(approved June 2022, abolished November 2022)",
    ),
    ("Wadh", None, "Wadh: reported July 2026; year and parent not verified"),
    ("Dir", None, DIR),
    (
        "District West",
        "Sindh",
        "District West of the stated province, a district of Karachi",
    ),
    (
        "District West",
        "Punjab",
        "District West: which West is not said; District West of Karachi is likely",
    ),
    ("Upper/Lower Dir", None, "both are named"),
    (
        "Upper/Lower South Waziristan",
        None,
        f"both are named; Upper {WAZIRISTAN}; Lower {WAZIRISTAN}",
    ),
    ("Multan Division", None, DIVISION),
    ("Makran", None, DIVISION),
    ("Dir Division", None, f"{DIVISION}; {DIR}"),
    ("Taluka Badin", None, PART),
    ("Bagh Neelum", None, f"{PAIR}bagh and neelum"),
    ("Lahore Karachi", None, f"{PAIR}lahore and karachi"),
    ("Badin?", None, DOUBT),
    ("Badin ؟ ?", None, DOUBT),
    ("Lodhrann?", None, f"{DOUBT}; {NEAR}"),
    ("Nationwide?", None, UNKNOWN),
    ("BADINX?", None, f"{DOUBT}; {NEAR}"),
    ("B\u0430din", None, "hidden unusual letter"),
    ("Lodhr\u0430nn", None, f"hidden unusual letter; {NEAR}"),
    ("Rajapur", None, NEAR),
    ("Zzyzx", None, UNKNOWN),
    ("Upper/Lower Nowhere", None, UNKNOWN),
    ("Badin", "Narnia", "the stated province 'Narnia' is not known"),
    ("Lodhrann", "Narnia", f"the stated province 'Narnia' is not known; {NEAR}"),
    ("Dir", "Narnia", f"the stated province 'Narnia' is not known; {DIR}"),
    (
        "Upper/Lower Dir",
        "Sindh",
        "Upper Dir lies in Khyber Pakhtunkhwa, Lower Dir lies in Khyber Pakhtunkhwa; "
        "the stated province is Sindh",
    ),
    (
        "Lahore",
        "FATA",
        "Lahore lies in Punjab; the stated province is Khyber Pakhtunkhwa",
    ),
]


@pytest.mark.parametrize(("place", "province", "note"), NOTES)
def test_match_says_why_word_for_word(place, province, note):
    match = GAZETTEER.match(place, province)
    assert match.note == note
    assert match.place == place


def test_candidates_are_each_named_once_and_at_most_five():
    one_shape = GAZETTEER.match("Upper/Lower South Waziristan", "Sindh")
    assert [d.adm2_pcode for d in one_shape.candidates] == ["PK530"]
    many = GAZETTEER.match("Upper/Lower Dir", "Punjab")
    assert [d.adm2_pcode for d in many.candidates[:2]] == ["PK535", "PK520"]
    assert len(GAZETTEER.match("Mandi Bahauddin", "Sindh").candidates) <= 5


@pytest.mark.parametrize(
    ("text", "alone", "with_regions"),
    [
        ("Sindh", "PK7", "PK7"),
        ("FATA", None, "PK5"),
        ("FR Peshawar", None, "PK5"),
        ("Thar", None, "PK7"),
        ("Lahore", None, None),  # a district stands for no province
        ("Waziristan", None, "PK5"),
        ("Dera", None, None),  # in several provinces
        ("Zzyzx", None, None),
    ],
)
def test_province_takes_a_region_for_its_province_only_when_asked(
    text, alone, with_regions
):
    assert GAZETTEER.province(text) == alone
    assert GAZETTEER.province(text, regions=True) == with_regions


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Lahore", True),
        ("lodharan", True),
        ("Karachi", True),
        ("Upper/Lower Dir", True),
        ("Upper/Lower Nowhere", False),
        ("North/South Dir", False),
        ("Sindh", False),
        ("Lodhrann", False),
    ],
)
def test_lists_knows_names_and_pairs_of_names(name, listed):
    assert GAZETTEER.lists(name) is listed


def test_a_match_and_a_district_cannot_be_changed():
    match = GAZETTEER.match("Lahore")
    with pytest.raises(FrozenInstanceError):
        match.status = "held"
    with pytest.raises(FrozenInstanceError):
        match.districts[0].adm2_pcode = "PK701"


# ---------------------------------------------------------------- spellings


def test_a_name_is_too_long_one_character_after_the_limit():
    assert not is_too_long("x" * LONGEST)
    assert is_too_long("x" * (LONGEST + 1))
    assert is_too_long("\ufdfa" * 100)  # one ligature, 18 letters spelled out
    assert not is_too_long("\ufdfa" * 20)


def test_a_text_beyond_the_limit_is_read_like_any_other():
    page = "District " + "Ba-din " * 100
    assert len(page) > LONGEST
    assert words(page) == ["ba", "din"] * 100
    assert normalise(page) == "badin" * 100


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("District Badin", ["badin"]),
        ("Badin Distt.", ["badin"]),
        ("District Districts Badin District", ["badin"]),
        ("District", ["district"]),
        ("District District", ["district"]),
        ("ضلع لاهور", ["لاہور"]),
        (", Tando M.Khan;", ["tando", "m", "khan"]),
        ("Tando\u200bAllah_Yar", ["tandoallah", "yar"]),
        ("", []),
    ],
)
def test_words_are_normalised_and_stand_without_the_word_district(text, found):
    assert words(text) == found


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("Badin", False),
        ("B\u0430din", True),
        ("Bad\u03b9n", True),
        ("\u0431\u0430", False),
        ("Badin ضلع", False),
        ("", False),
        ("B\U0001f600\ue000", False),
        ("Badin\u0482", False),  # a sign of the Cyrillic script is no letter
        ("Badin\U00017000", False),  # a letter for which Python has no name
    ],
)
def test_mixes_scripts_tells_letters_in_disguise(text, mixed):
    assert mixes_scripts(text) is mixed


def test_as_latin_replaces_look_alikes_in_any_case_and_width():
    assert as_latin("\u0410badin") == "abadin"
    assert as_latin("Ｂ\u0430din") == "badin"
    assert as_latin("\u0445\u04bb\u051b\u051d\u03c7") == "xhqwx"


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Upper/Lower Dir", ("upper dir", "lower dir")),
        (" UPPER & lower Dir ", ("upper dir", "lower dir")),
        ("Distt. Upper and Lower Dir", ("upper dir", "lower dir")),
        ("Karachi (East & West)", ("east karachi", "west karachi")),
        ("Dir, Upper/Lower District", ("upper dir", "lower dir")),
        ("Upper/Upper Dir", None),
        ("Upper Dir", None),
        ("Dir", None),
        ("Upper/Lower " + "x" * LONGEST, None),
    ],
)
def test_split_pair_names_both(text, pair):
    assert split_pair(text) == pair
