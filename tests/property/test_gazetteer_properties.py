"""What holds for every name: noise changes nothing, likeness decides nothing."""

import string
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from spo_geo.gazetteer import normalise, read_gazetteer

GAZETTEER = read_gazetteer(Path(__file__).parents[2] / "geo" / "gazetteer.csv")
PLACES = [entry for entry in GAZETTEER.entries if entry.kind != "province"]
PROVINCES = [entry for entry in GAZETTEER.entries if entry.kind == "province"]
LISTED = {key: entry for entry in PLACES for key in entry.keys}
NAMES = [name for entry in PLACES for name in (entry.name, *entry.aliases)]
DISTRICT_NAMES = [d.adm2_name for d in GAZETTEER.districts.values()]

patiently = settings(deadline=None)  # a slow example is no wrong one

CONTAINS_DISTRICT = [name for name in NAMES if "district" in name.casefold()]
noisy_names = st.sampled_from([n for n in NAMES if n not in CONTAINS_DISTRICT])
noise = st.sampled_from([" ", "  ", "-", ".", "'", "\u00a0", "\u200c", "\u200f", "\n"])
anything = st.one_of(st.text(), st.sampled_from(NAMES), st.sampled_from(DISTRICT_NAMES))


@patiently
@given(st.text())
def test_normalise_is_idempotent(text):
    assert normalise(normalise(text)) == normalise(text)


@patiently
@given(st.text(alphabet="Distrc .-ضلعیكہه\u0301\u0640\u200d\ufdf2ßİ"))
def test_normalise_is_idempotent_on_awkward_letters(text):
    assert normalise(normalise(text)) == normalise(text)


def test_every_listed_name_means_its_own_row_and_no_other():
    for entry in PLACES:
        for name in (entry.name, *entry.aliases):
            match = GAZETTEER.match(name)
            assert tuple(d.adm2_pcode for d in match.districts) == entry.resolves_to
            if not entry.resolves_to:
                assert match.status == "held", name
                codes = tuple(d.adm2_pcode for d in match.candidates)
                assert codes == entry.candidates, name


def test_every_listed_name_holds_in_its_own_province():
    for entry in PLACES:
        for name in (entry.name, *entry.aliases):
            if entry.name.startswith("District "):
                continue  # a side of Karachi: the province decides
            inside = GAZETTEER.match(name, entry.adm1_pcode or None)
            assert inside == GAZETTEER.match(name)


@patiently
@given(noisy_names, st.lists(st.tuples(st.integers(0, 40), noise), max_size=6))
def test_match_ignores_noise(name, insertions):
    written = list(name.swapcase())
    for position, mark in insertions:
        written.insert(min(position, len(written)), mark)
    noisy, plain = GAZETTEER.match("".join(written)), GAZETTEER.match(name)
    assert (noisy.status, noisy.rule) == (plain.status, plain.rule)
    assert (noisy.districts, noisy.candidates) == (plain.districts, plain.candidates)


def edits(name: str) -> Iterator[str]:
    """Every spelling that is one letter away."""
    for i in range(len(name) + 1):
        yield name[:i] + name[i + 1 :]
        for letter in string.ascii_lowercase:
            yield name[:i] + letter + name[i + 1 :]
            yield name[:i] + letter + name[i:]


def test_one_letter_never_leads_from_a_district_to_another():
    crossings = {
        (district.adm2_name, key)
        for code, district in GAZETTEER.districts.items()
        for key in map(normalise, edits(district.adm2_name.casefold()))
        if key in LISTED and LISTED[key].resolves_to not in ((), (code,))
    }
    # both are the districts' everyday names, and the letter tells them apart
    assert crossings == {("D. I. Khan", "dgkhan")}


@patiently
@given(
    st.sampled_from(DISTRICT_NAMES),
    st.integers(0, 20),
    st.sampled_from(["", *string.ascii_lowercase]),
    st.integers(0, 1),
)
def test_an_unlisted_spelling_never_resolves(name, position, letter, width):
    spelling = name[:position] + letter + name[position + width :]
    match = GAZETTEER.match(spelling)
    assert match.status != "resolved" or normalise(spelling) in LISTED


def test_province_words_name_no_district_but_the_capital():
    for entry in PROVINCES:
        for word in (entry.name, *entry.aliases, entry.adm1_pcode):
            match = GAZETTEER.match(word)
            assert GAZETTEER.province(word) == entry.adm1_pcode
            if match.status == "resolved":
                assert [d.adm2_pcode for d in match.districts] == ["PK401"]
                assert entry.adm1_pcode == "PK4"
            else:
                assert (match.status, match.candidates) == ("held", ())


@patiently
@given(anything, st.sampled_from([None, *GAZETTEER.provinces]))
def test_match_shows_districts_only_when_resolved_and_inside(place, adm1_pcode):
    match = GAZETTEER.match(place, adm1_pcode)
    assert match.place == place
    assert bool(match.districts) == (match.status == "resolved")
    assert not (match.districts and match.candidates)
    assert all(d.adm1_pcode == (adm1_pcode or d.adm1_pcode) for d in match.districts)
    assert len(set(match.candidates)) == len(match.candidates)


@patiently
@given(st.lists(st.sampled_from(DISTRICT_NAMES), min_size=2, max_size=3, unique=True))
def test_several_names_in_one_cell_never_resolve(names):
    assert GAZETTEER.match(" ".join(names)).status != "resolved"
