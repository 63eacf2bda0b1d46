"""Results, funders, focus areas, offices and the presence list of SPO's records."""

import re
from collections import Counter

import pytest

from tests.data.tables import BY_ID, REFERENCE, TABLES, fold, lines_of, parts

NUMBER_WORDS = {"two": "2", "four": "4", "ten": "10"}


def spellings(rows: list[dict[str, str]], *columns: str) -> dict[str, set[str]]:
    """Map each folded spelling to the keys of the rows that claim it."""
    key = next(iter(rows[0]))
    claims: dict[str, set[str]] = {}
    for row in rows:
        for spelling in (*(row[name] for name in columns), *parts(row["aliases"])):
            if spelling:
                claims.setdefault(fold(spelling), set()).add(row[key])
    return claims


FUNDER_OF = spellings(TABLES["funders"], "funder_id", "name", "acronym")


def test_results_are_numbered_within_their_project():
    seen: Counter[str] = Counter()
    for row in TABLES["results"]:
        seen[row["project_id"]] += 1
        number = seen[row["project_id"]]
        assert row["result_id"] == f"{row['project_id']}-R{number:02d}"
    assert dict(seen) == {
        "SPO-01": 13,
        "SPO-02": 3,
        "SPO-03": 3,
        "SPO-04": 1,
        "SPO-05": 1,
        "SPO-07": 1,
        "SPO-08": 4,
        "SPO-09": 2,
        "SPO-11": 1,
        "SPO-13": 22,
    }


@pytest.mark.parametrize("row", TABLES["results"], ids=lambda row: row["result_id"])
def test_result_value_and_qualifier_occur_in_its_quote(row):
    quote = row["quote"].lower()
    numbers = {number.replace(",", "") for number in re.findall(r"\d[\d,]*", quote)}
    words = {NUMBER_WORDS[word] for word in quote.split() if word in NUMBER_WORDS}
    assert row["value"] in numbers | words
    assert row["qualifier"] in quote
    for word in ("around", "more than", "at least", "maximum"):
        assert (word in quote) == (row["qualifier"] == word)


@pytest.mark.parametrize("row", TABLES["results"], ids=lambda row: row["result_id"])
def test_result_source_lies_in_the_lines_of_its_project(row):
    project = BY_ID[row["project_id"]]
    known = set().union(
        *(lines_of(r) for r in parts(project["sources"]) if REFERENCE.fullmatch(r))
    )
    for reference in parts(row["source"]):
        assert lines_of(reference) <= known


def test_results_do_not_repeat():
    claims = [
        (row["project_id"], row["value"], fold(row["indicator"]))
        for row in TABLES["results"]
    ]
    assert len(set(claims)) == len(claims)
    # The exact repeat 000:45-48 is never the only or the first source.
    first = [parts(row["source"])[0] for row in TABLES["results"]]
    assert not {"000:45", "000:46", "000:47", "000:48"} & set(first)


def test_overlaps_are_said_on_both_sides_within_one_project():
    overlaps = {r["result_id"]: parts(r["overlaps_with"]) for r in TABLES["results"]}
    for result, others in overlaps.items():
        assert others == sorted(set(others) - {result})
        for other in others:
            assert other[:6] == result[:6]
            assert result in overlaps[other]


def test_people_trained_and_reached_in_spo_01_all_overlap():
    people = [
        row
        for row in TABLES["results"]
        if row["project_id"] == "SPO-01" and row["unit"] == "people"
    ]
    assert len(people) == 10
    assert {len(parts(row["overlaps_with"])) for row in people} == {9}


def test_funder_spellings_belong_to_one_funder():
    assert {s: ids for s, ids in FUNDER_OF.items() if len(ids) > 1} == {}


def test_funders_of_projects_resolve_and_every_funder_is_named():
    named = set()
    for row in TABLES["projects"]:
        stated = zip(
            parts(row["funders"]), parts(row["funding_as_stated"]), strict=True
        )
        sure = [name for name, how in stated if how != "held"]
        for name in (*sure, *parts(row["funders_web"])):
            (funder,) = FUNDER_OF[fold(name)]
            named.add(funder)
    assert named == {row["funder_id"] for row in TABLES["funders"]}


@pytest.mark.parametrize(
    ("spelling", "funder"),
    [
        ("Foreign Common Wealth Office (FCO)", "FCO"),
        ("USAID-Gender Equity Program", "USAID-GEP"),
        ("USAID-Gender Equity Programme", "USAID-GEP"),
        ("Training for Pakistan (TFP)", "TFP"),
        ("Care International In Pakistan", "CARE"),
        ("US AID", "USAID"),
        ("DfID", "DFID"),
        ("Alif Ailaan", "ALIF-AILAAN"),
    ],
)
def test_funder_spelling_resolves(spelling, funder):
    assert FUNDER_OF[fold(spelling)] == {funder}


@pytest.mark.parametrize(
    "spelling", ["UK Aid", "UKaid", "FCDO", "National Endowment for Democracy"]
)
def test_funder_spelling_that_no_source_supports_is_unknown(spelling):
    assert fold(spelling) not in FUNDER_OF


def test_funder_parents_are_usaid_for_its_programmes_only():
    parents = {r["funder_id"]: r["parent"] for r in TABLES["funders"] if r["parent"]}
    assert parents == {"USAID-GEP": "USAID", "USAID-CVP": "USAID", "TFP": "USAID"}


def test_focus_areas_are_all_used_and_their_lists_are_parallel():
    used = {
        area
        for row in TABLES["projects"]
        for name in ("focus_area", "focus_area_inferred")
        for area in parts(row[name])
    }
    assert used == {row["focus_area"] for row in TABLES["focus_areas"]}
    for row in TABLES["focus_areas"]:
        assert len(parts(row["dac_code"])) == len(parts(row["dac_name"])) > 0
    claims = spellings(TABLES["focus_areas"], "focus_area")
    assert max(len(labels) for labels in claims.values()) == 1


def test_dac_codes_have_one_name_and_are_active():
    names: dict[str, set[str]] = {}
    for row in TABLES["focus_areas"]:
        pairs = zip(parts(row["dac_code"]), parts(row["dac_name"]), strict=True)
        for code, name in pairs:
            names.setdefault(code, set()).add(name)
    assert {len(found) for found in names.values()} == {1}
    assert "74010" not in names  # withdrawn at the end of 2017


def test_presence_has_the_stated_number_of_places():
    listed = Counter(row["province_as_written"] for row in TABLES["presence"])
    assert listed == {
        "Balochistan": 18,
        "NWFP": 9,
        "FATA agencies": 3,
        "Punjab": 14,
        "Sindh": 12,
    }
    for row in TABLES["presence"]:
        group = row["province_as_written"]
        stated = "" if group == "FATA agencies" else str(listed[group])
        assert row["stated_group_count"] == stated
    assert len({row["place"] for row in TABLES["presence"]}) == 56


def test_seven_places_of_documented_projects_are_not_in_the_presence_list():
    # The list spells Tando Mohammad Khan with a u; the other names agree.
    listed = {row["place"] for row in TABLES["presence"]}
    named = {
        place.replace("Mohammad", "Muhammad")
        for row in TABLES["projects"]
        if "000:" in row["sources"] or "003:" in row["sources"]
        for place in parts(row["districts"])
    }
    assert named - listed == {
        "Bahawalnagar",
        "Faisalabad",
        "Khairpur",
        "Larkana",
        "Nowshera",
        "Sanghar",
        "Sukkur",
    }


def test_offices_are_nine_permanent_and_four_project_places():
    kinds = Counter(row["kind"] for row in TABLES["offices"])
    assert kinds == {"national centre": 1, "regional": 8, "project": 4}
    project = [row["town"] for row in TABLES["offices"] if row["kind"] == "project"]
    assert project == ["Muzaffarabad", "Bagh", "Neelum", "Sukkur"]
    (sukkur,) = [row for row in TABLES["offices"] if row["town"] == "Sukkur"]
    assert sukkur["adm1_name"] == "Sindh"
