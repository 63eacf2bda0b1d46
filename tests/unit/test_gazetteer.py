"""The gazetteer's answers, place by place."""

import pytest

from spo_geo.place_suggestions import near
from tests.gazetteers import GAZETTEER, codes

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


def test_suggestions_keep_to_the_stated_province_where_it_has_any():
    assert codes(GAZETTEER.match("Rajapur", "Punjab").candidates) == "PK629"
    assert codes(GAZETTEER.match("Rajapur", "Sindh").candidates) == "PK629 PK502"


def test_suggestions_are_the_likest_names_and_none_for_a_sentence():
    index = GAZETTEER._index
    assert [d.adm2_name for d in near(index, "Rajapur", "")] == ["Rajanpur", "Bajaur"]
    assert [d.adm2_name for d in near(index, "Rajapur", "PK6")] == ["Rajanpur"]
    assert near(index, "a long sentence about floods and schools", "") == ()
    assert near(index, "", "") == ()
