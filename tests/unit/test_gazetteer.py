"""The gazetteer's answers, place by place, and what its reader refuses."""

import csv
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from spo_geo.errors import DataError
from spo_geo.gazetteer import District, Gazetteer, Match, normalise, read_gazetteer
from spo_geo.gazetteer_table import COLUMNS
from spo_geo.place_suggestions import near

GAZETTEER = read_gazetteer(Path(__file__).parents[2] / "geo" / "gazetteer.csv")

RESOLVED = [
    # as written, stated province, rule, districts
    ("PK603", None, "P-code", "PK603"),
    ("pk603", "Punjab", "P-code", "PK603"),
    (" PK-603 ", None, "P-code", "PK603"),
    ("Lahore", None, "name", "PK617"),
    ("LAHORE", "punjab", "name", "PK617"),
    ("District Lahore", "PK6", "name", "PK617"),
    ("Lahore District", None, "name", "PK617"),
    ("Distt. Lahore", None, "name", "PK617"),
    ("Dist.Lahore", None, "name", "PK617"),
    ("Lahore.", None, "name", "PK617"),
    ("Lahore,", None, "name", "PK617"),
    ("\u200fLahore\u200e", None, "name", "PK617"),
    # misspellings that occur in SPO's own tables
    ("Lodharan", None, "alias", "PK619"),
    ("Peshawer", None, "alias", "PK528"),
    ("Charsada", None, "alias", "PK506"),
    ("Muzzaffargarh", None, "alias", "PK623"),
    ("Ghokti", None, "alias", "PK705"),
    ("Sibbi", None, "alias", "PK228"),
    ("Pashin", None, "alias", "PK225"),
    ("Buanir", None, "alias", "PK505"),
    ("Manshera", None, "alias", "PK522"),
    ("Sukkar", None, "alias", "PK723"),
    ("Jafarabad", None, "alias", "PK207"),
    ("Jafar Abad", "Baluchistan", "alias", "PK207"),
    ("Jafferabad", None, "alias", "PK207"),
    ("Naseerabad", "Balochistan", "alias", "PK222"),
    ("Naseer Abad", None, "alias", "PK222"),
    ("Rajan Pur", None, "name", "PK629"),
    ("Lasbella", None, "alias", "PK217"),
    # one name in many dresses
    ("Mirpurkhas", None, "name", "PK716"),
    ("Mirpur Khas", "Sindh", "name", "PK716"),
    ("Mirpur  Khas", None, "name", "PK716"),
    ("MIRPURKHAS", None, "name", "PK716"),
    ("Mirpur-Khas", None, "name", "PK716"),
    ("Mirpur\u00a0Khas\t", None, "name", "PK716"),
    ("Mirpur\nKhas", None, "name", "PK716"),
    ("Mirpur", None, "name", "PK106"),
    ("Mirpur", "AJK", "name", "PK106"),
    ("Mirpur (AJK)", None, "alias", "PK106"),
    ("Tando M.Khan", None, "alias", "PK725"),
    ("Tando M. Khan", None, "alias", "PK725"),
    ("Tando Mohammad Khan", None, "alias", "PK725"),
    ("T.M. Khan", None, "alias", "PK725"),
    ("TMK", "Sindh", "alias", "PK725"),
    ("Tando Allah Yar", None, "name", "PK724"),
    ("D.I.Khan", None, "name", "PK509"),
    ("D I Khan", None, "name", "PK509"),
    ("DI Khan", "KPK", "name", "PK509"),
    ("Dera Ismail Khan", "NWFP", "alias", "PK509"),
    ("DIK", None, "alias", "PK509"),
    ("D.G. Khan", None, "alias", "PK607"),
    ("D.G.Khan", "Punjab", "alias", "PK607"),
    ("Toba Tek Singh", None, "name", "PK635"),
    ("T.T. Singh", None, "alias", "PK635"),
    ("R.Y. Khan", None, "alias", "PK628"),
    # neighbours in spelling that must not cross
    ("Kech", None, "name", "PK211"),
    ("Kachhi", None, "name", "PK209"),
    ("Jaffarabad", None, "name", "PK207"),
    ("Jacobabad", None, "name", "PK707"),
    ("Nowshera", "KP", "name", "PK526"),
    ("Naushahro Feroze", "Sindh", "name", "PK717"),
    ("Gujrat", None, "name", "PK610"),
    ("Gujranwala", None, "name", "PK609"),
    ("Swat", None, "name", "PK532"),
    ("Swabi", None, "name", "PK531"),
    ("Sibi", None, "name", "PK228"),
    ("Bahawalpur", None, "name", "PK603"),
    ("Bahawalnagar", None, "name", "PK602"),
    ("Jhelum", None, "name", "PK613"),
    ("Jhelum Valley", None, "name", "PK103"),
    ("Nagar", None, "name", "PK308"),
    # Karachi's districts, either word first
    ("Karachi West", None, "alias", "PK729"),
    ("West Karachi", None, "name", "PK729"),
    ("Karachi (South)", None, "alias", "PK721"),
    ("Malir", "Sindh", "alias", "PK714"),
    ("Korangi", None, "alias", "PK712"),
    ("District West", "Sindh", "alias", "PK729"),
    ("District Central", "PK7", "alias", "PK702"),
    # halves of former districts
    ("Upper/Lower Dir", None, "two districts", "PK535 PK520"),
    ("Upper & Lower Dir", "KP", "two districts", "PK535 PK520"),
    ("Lower and Upper Dir Districts", None, "two districts", "PK520 PK535"),
    ("Dir (Upper/Lower)", None, "two districts", "PK535 PK520"),
    ("Upper/Lower Chitral", None, "two districts", "PK508 PK507"),
    ("North/South Waziristan", None, "two districts", "PK525 PK530"),
    ("Karachi East & West", None, "two districts", "PK704 PK729"),
    ("Upper/Lower South Waziristan", None, "two districts", "PK530"),
    ("Dir Lower", None, "alias", "PK520"),
    ("Lower Dir", None, "name", "PK520"),
    ("Dir (L)", None, "alias", "PK520"),
    ("Lower Chitral", None, "alias", "PK507"),
    # a district and a division of one name
    ("Malakand", None, "name", "PK521"),
    ("Malakand Agency", None, "alias", "PK521"),
    ("Multan", None, "name", "PK622"),
    ("Hyderabad", None, "name", "PK706"),
    ("Quetta", None, "name", "PK226"),
    ("Sukkur", None, "name", "PK723"),
    # former names and towns that stand for their district
    ("Bolan", None, "alias", "PK209"),
    ("Nawabshah", None, "alias", "PK719"),
    ("Turbat", "Balochistan", "alias", "PK211"),
    ("Kambar", None, "alias", "PK709"),
    ("Qambar", None, "alias", "PK709"),
    ("Qambar Shahdadkot", None, "alias", "PK709"),
    ("Amarkot", None, "alias", "PK728"),
    ("Umerkot", "Sindh", "name", "PK728"),
    ("Leiah", None, "name", "PK618"),
    ("Layyah", None, "alias", "PK618"),
    ("Khairpur Mir's", None, "alias", "PK711"),
    ("Khairpur Mirs", None, "alias", "PK711"),
    ("Shaheed Benazirabad", None, "name", "PK719"),
    ("Chaghai", None, "alias", "PK203"),
    # later than the layer, or not drawn by it
    ("Hub", None, "newer district", "PK217"),
    ("Keamari", "Sindh", "newer district", "PK729"),
    ("Kemari", None, "newer district", "PK729"),
    ("Taunsa", None, "newer district", "PK607"),
    ("Wazirabad", None, "newer district", "PK609"),
    ("Murree", "Punjab", "newer district", "PK630"),
    ("Usta Muhammad", None, "newer district", "PK207"),
    ("Kot Addu", None, "newer district", "PK623"),
    ("Upper South Waziristan", "KP", "newer district", "PK530"),
    ("Central Dir", None, "newer district", "PK535"),
    ("Quetta East", None, "newer district", "PK226"),
    ("Chaman", None, "name", "PK235"),
    ("Lehri", None, "name", "PK218"),
    ("South Waziristan", None, "name", "PK530"),
    # former tribal agencies
    ("Khyber", "NWFP", "name", "PK513"),
    ("Khyber Agency", "FATA", "alias", "PK513"),
    ("Orakzai", "FATA agencies", "name", "PK527"),
    ("Mohmand Agencies", None, "alias", "PK524"),
    # the capital is a district and a territory
    ("Islamabad", None, "name", "PK401"),
    ("Islamabad", "Islamabad", "name", "PK401"),
    ("ICT", None, "alias", "PK401"),
    ("Islamabad Capital Territory", "ICT", "alias", "PK401"),
    # a province written after the name is the stated one
    ("Hyderabad (Sindh)", None, "name", "PK706"),
    ("District Khairpur, Sindh Province", None, "name", "PK711"),
    ("Naseerabad, Balochistan", None, "alias", "PK222"),
    ("Mirpur Khas, Sindh", None, "name", "PK716"),
    # Urdu and Sindhi, also typed with Arabic letters
    ("لاہور", None, "alias", "PK617"),
    ("لاهور", None, "alias", "PK617"),
    ("ضلع لاہور", "پنجاب", "alias", "PK617"),
    ("بہاولپور", None, "alias", "PK603"),
    ("بہاول پور", None, "alias", "PK603"),
    ("ٹنڈو الہ یار", None, "alias", "PK724"),
    ("میرپور خاص", None, "alias", "PK716"),
    ("ڈیرہ غازی خان", None, "alias", "PK607"),
    ("ڈیرہ اسماعیل خان", None, "alias", "PK509"),
    ("ٺٽو", "سنڌ", "alias", "PK727"),
    ("بدين", None, "alias", "PK701"),
    ("پشــاور", None, "alias", "PK528"),
    ("كوئٹہ", None, "alias", "PK226"),
]

KARACHI = "PK702 PK704 PK712 PK714 PK721 PK729"
AGENCIES = "PK502 PK513 PK518 PK524 PK525 PK527 PK530"
MALAKAND_DIVISION = "PK502 PK505 PK507 PK508 PK520 PK521 PK529 PK532 PK535"

HELD = [
    # as written, stated province, rule, candidates
    ("Karachi", None, "historic name", KARACHI),
    ("Karachi", "Sindh", "historic name", KARACHI),
    ("Karachi City", None, "historic name", KARACHI),
    ("کراچی", None, "historic name", KARACHI),
    ("Karachi Division", None, "division", KARACHI),
    ("Dir", None, "historic name", "PK535 PK520"),
    ("Dir", "KPK", "historic name", "PK535 PK520"),
    ("Chitral", None, "historic name", "PK507 PK508"),
    ("Kohistan", None, "historic name", "PK515 PK516 PK517"),
    ("Hunza-Nagar", None, "historic name", "PK306 PK308"),
    ("FATA", None, "historic name", AGENCIES),
    ("FR Peshawar", None, "historic name", "PK528"),
    ("F.R. Bannu", None, "historic name", "PK503"),
    ("Frontier Region Dera Ismail Khan", "KP", "historic name", "PK509"),
    ("Malakand Division", None, "division", MALAKAND_DIVISION),
    ("Dir Division", None, "division", "PK535 PK520"),
    ("Multan Division", None, "division", "PK615 PK619 PK622 PK636"),
    ("Bahawalpur Division", "Punjab", "division", "PK602 PK603 PK628"),
    ("Sukkur Division", None, "division", "PK705 PK711 PK723"),
    ("D.I. Khan Division", None, "division", "PK509 PK530 PK533"),
    ("Makran", None, "division", "PK205 PK211 PK224"),
    ("Mekran", None, "region", "PK205 PK211 PK224"),
    ("Waziristan", None, "region", "PK525 PK530"),
    ("Dera", None, "region", "PK509 PK607 PK204"),
    ("Thar", None, "region", "PK726 PK728"),
    ("District West", None, "region", "PK729"),
    ("District West", "Punjab", "region", "PK729"),
    ("Badin?", None, "in doubt", "PK701"),
    ("Hub ?", "Balochistan", "in doubt", "PK217"),
    ("Orangi", None, "region", "PK729"),
    ("Nazimabad", None, "region", "PK702"),
    ("Gulshan", None, "region", "PK704"),
    ("Mirpur Mathelo", "Sindh", "region", "PK705"),
    ("Dasu", None, "region", "PK516"),
    ("Nationwide", None, "region", ""),
    ("All four provinces", None, "region", ""),
    # not verified: no year, no parent, so never resolved
    ("Paharpur", None, "newer district", "PK509"),
    ("Wadh", "Balochistan", "newer district", "PK213"),
    # provinces
    ("Sindh", None, "province", ""),
    ("PK7", None, "province", ""),
    ("All Punjab", None, "province", ""),
    ("KPK", None, "province", ""),
    ("N.W.F.P.", None, "province", ""),
    ("Balochistan (all districts)", None, "province", ""),
    ("Khyber Pakhtunkhwa", None, "province", ""),
    ("Khyber, Pakhtunkhwa", None, "province", ""),
    ("Azad Jammu & Kashmir", None, "province", ""),
    ("Gilgit- Baltistan", None, "province", ""),
    ("خیبر پختونخوا", None, "province", ""),
    # the stated province does not fit
    ("Bahawalpur", "Sindh", "other province", "PK603"),
    ("Badin", "KP", "other province", "PK701"),
    ("PK603", "Sindh", "other province", "PK603"),
    ("Hub", "Sindh", "other province", "PK217"),
    ("Mirpur (AJK)", "Punjab", "other province", "PK106"),
    ("Hyderabad (Punjab)", None, "other province", "PK706"),
    ("Badin", "Narnia", "unknown province", "PK701"),
    ("Badin", "Sindh and Punjab", "unknown province", "PK701"),
    # two names in one cell; less than a district; letters in disguise
    ("Bagh Neelum", None, "two names", "PK101 PK108"),
    ("Lahore Multan", None, "two names", "PK617 PK622"),
    ("Layyah Mianwali", "Punjab", "two names", "PK618 PK621"),
    ("Toba Tek Singh Mirpur Khas", None, "two names", "PK635 PK716"),
    ("Taluka Badin", None, "part of a district", "PK701"),
    ("Taluka Mirpur Khas", None, "part of a district", "PK716"),
    ("Tehsil Murree", None, "part of a district", "PK630"),
    ("B\u0430din", None, "look-alike letters", "PK701"),
    ("\u041ciandali", None, "look-alike letters", "PK621"),
    ("Ka\u0441hhi", "Balochistan", "look-alike letters", "PK209"),
]

UNKNOWN = [
    # as written, stated province, rule, first suggestion
    ("Rajapur", None, "nearest names", "PK629"),
    ("Rajapur", "Punjab", "nearest names", "PK629"),
    ("Rajapur", "Sindh", "nearest names", "PK629"),
    ("Kachi", None, "nearest names", "PK209"),
    ("Multaan", None, "nearest names", "PK622"),
    ("Hyderabad (India)", None, "nearest names", "PK706"),
    ("Kabul", None, "nearest names", ""),
    ("Tehsil Tambu", None, "nearest names", ""),
    ("Islamabad (head office)", None, "nearest names", ""),
    ("TBD", None, "nearest names", ""),
    ("various", None, "nearest names", ""),
    ("?", None, "nearest names", ""),
    ("PK999", None, "P-code", ""),
    ("PK60301", None, "P-code", ""),
    ("N/A", None, "empty", ""),
    ("-", None, "empty", ""),
    ("–", None, "empty", ""),
    ("nil", None, "empty", ""),
    ("", None, "empty", ""),
    (" \u200b", None, "empty", ""),
]


def codes(districts: tuple[District, ...]) -> str:
    """P-codes in the order given."""
    return " ".join(district.adm2_pcode for district in districts)


@pytest.mark.parametrize(("place", "province", "rule", "expected"), RESOLVED)
def test_match_resolves(place, province, rule, expected):
    match = GAZETTEER.match(place, province)
    assert (match.status, match.rule) == ("resolved", rule)
    assert codes(match.districts) == expected
    assert match.candidates == ()
    assert match.place == place


@pytest.mark.parametrize(("place", "province", "rule", "expected"), HELD)
def test_match_holds(place, province, rule, expected):
    match = GAZETTEER.match(place, province)
    assert (match.status, match.rule) == ("held", rule)
    assert match.districts == ()
    assert codes(match.candidates) == expected
    assert match.note
    assert match.place == place


@pytest.mark.parametrize(("place", "province", "rule", "first"), UNKNOWN)
def test_match_leaves_unknown(place, province, rule, first):
    match = GAZETTEER.match(place, province)
    assert (match.status, match.rule) == ("unknown", rule)
    assert match.districts == ()
    assert codes(match.candidates[:1]) == first
    assert len(match.candidates) <= 5


@pytest.mark.parametrize("text", ["word " * 4_000, "a" + " " * 20_000, "\ufdfa" * 400])
def test_match_leaves_a_page_of_prose_unread(text):
    """Every way to part it would be tried: the answer must not take minutes."""
    found = GAZETTEER.match(text)
    assert (found.status, found.rule, found.candidates) == ("unknown", "too long", ())
    assert not GAZETTEER.lists(text)


def test_match_offers_near_names_of_the_stated_province():
    match = GAZETTEER.match("Mirpur", "Sindh")
    assert (match.status, match.rule) == ("held", "other province")
    assert codes(match.candidates[:2]) == "PK106 PK716"
    assert match.note == ("Mirpur lies in Azad Kashmir; the stated province is Sindh")


def test_match_explains_a_newer_district():
    assert GAZETTEER.match("Hub").note == (
        "Hub: a district since 2022, not in the boundary layer (9 September 2022); "
        "shown in its parent Lasbela (effective 1 September 2022)"
    )
    assert "from 2022 to 2022" in GAZETTEER.match("Karezat").note


def test_match_says_what_a_drawn_district_has_become():
    assert "abolished in 2018" in GAZETTEER.match("Lehri").note
    assert "in 2022" in GAZETTEER.match("South Waziristan").note
    assert GAZETTEER.match("Lahore").note == ""


def test_match_says_that_an_alias_was_used():
    note = GAZETTEER.match("Nawabshah").note
    assert note == "listed as another name or spelling of Shaheed Benazir Abad"


def test_match_names_a_hidden_letter():
    assert GAZETTEER.match("B\u0430din").note.startswith("hidden unusual letter")


def test_match_survives_look_alike_letters_that_have_no_latin_twin():
    match = GAZETTEER.match("Ba\u0436din")
    assert (match.status, match.rule) == ("held", "look-alike letters")


@pytest.mark.parametrize("blank", [None, "", " ", "N/A", "–"])
def test_match_takes_an_empty_province_for_none(blank):
    assert GAZETTEER.match("Badin", blank) == GAZETTEER.match("Badin")


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


# ---------------------------------------------------------------- the reader

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


def test_suggestions_keep_to_the_stated_province_where_it_has_any():
    assert codes(GAZETTEER.match("Rajapur", "Punjab").candidates) == "PK629"
    assert codes(GAZETTEER.match("Rajapur", "Sindh").candidates) == "PK629 PK502"


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


def test_suggestions_are_the_likest_names_and_none_for_a_sentence():
    index = GAZETTEER._index
    assert [d.adm2_name for d in near(index, "Rajapur", "")] == ["Rajanpur", "Bajaur"]
    assert [d.adm2_name for d in near(index, "Rajapur", "PK6")] == ["Rajanpur"]
    assert near(index, "a long sentence about floods and schools", "") == ()
    assert near(index, "", "") == ()
