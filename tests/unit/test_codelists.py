import pytest

from spo_geo.codelists import Code, CodeList
from spo_geo.errors import UnknownValueError

BODIES = CodeList(
    "funder",
    [
        Code("US", "United States", "", ("America",), "USA"),
        Code("GEP", "Gender Programme", "US"),
        Code("GEP-2", "Second Phase", "GEP"),
        Code("DFID", "Department"),
    ],
)


@pytest.mark.parametrize("text", ["us", "united states", "America", "U.S.A.", "US"])
def test_resolve_knows_key_name_acronym_and_alias(text: str) -> None:
    assert BODIES.resolve(text).key == "US"


@pytest.mark.parametrize("text", ["", "  ", "-", "Americas", "Gender"])
def test_resolve_refuses_what_is_not_listed(text: str) -> None:
    with pytest.raises(UnknownValueError) as caught:
        BODIES.resolve(text)
    assert caught.value.allowed == (
        "United States (USA)",
        "Gender Programme",
        "Second Phase",
        "Department",
    )


def test_nearest_orders_a_long_list_by_similarity() -> None:
    long = CodeList(
        "x",
        [Code(word, word) for word in ["ab", "cd", "ef", "gh", "ij", "kl", "mn", "op"]],
    )
    assert long.nearest("mm", 3)[0] == "mn"
    assert len(long.nearest("zz", 3)) == 3


def test_family_and_root_follow_parents() -> None:
    assert BODIES.family("US") == ("US", "GEP", "GEP-2")
    assert BODIES.root("GEP-2") == "US"
    assert BODIES.root("DFID") == "DFID"


def test_labels_put_the_acronym_where_it_reads_best() -> None:
    assert BODIES["US"].label == "United States (USA)"
    assert BODIES["US"].menu_label == "USA – United States"
    assert BODIES["DFID"].menu_label == "Department"


def test_a_name_with_its_own_acronym_in_brackets_is_listed() -> None:
    codes = CodeList("funder", [Code("DFID", "Department for Development", "", ("D",))])
    assert codes.read("Department for Development (DFID)").key == "DFID"
    assert codes.read("DFID (Department for Development)").key == "DFID"
    assert codes.find("Department for Development (Oxfam)") is None


def test_read_asks_about_near_words_and_takes_far_ones() -> None:
    codes = CodeList("area", [Code("Education", "Education"), Code("FCO", "FCO")])
    typo = codes.read("Eductaion")
    assert (typo.status, typo.key, typo.suggestions) == ("held", "", ("Education",))
    assert codes.read("Energy").key == "Energy"
    assert codes.read("FCDO").status == "new"


def test_read_holds_a_word_that_means_two_things() -> None:
    codes = CodeList("area", [Code("Human Rights", "Human Rights")])
    reading = codes.read("H.R.")
    assert (reading.status, reading.suggestions) == ("held", ("Human Rights",))
    assert "human resources" in reading.reason
    assert codes.read("hr").status == "held"
