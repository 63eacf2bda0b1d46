from dataclasses import replace

import pytest

from spo_geo.coverage import Coverage, join_coverage
from spo_geo.dataset import Dataset
from spo_geo.problems import Problem
from tests.conftest import TINY, MakeDataset


def test_every_place_is_located_held_or_a_repeat(real: Dataset) -> None:
    n_places = sum(len(project.places) for project in real.projects)
    coverage = real.coverage
    repeats = [p for p in coverage.problems if "counted once" in p.rule]
    assert n_places == len(coverage.located) + len(coverage.held) + len(repeats)


def test_a_district_named_twice_counts_once_with_a_note(
    make_dataset: MakeDataset,
) -> None:
    cells = {"districts": "Kech; Turbat", "district_provinces": ""}
    coverage = make_dataset([dict(TINY[0], **cells)]).coverage
    assert [row.district.adm2_name for row in coverage.located] == ["Kech"]
    (problem,) = [p for p in coverage.problems if "counted once" in p.rule]
    assert (problem.value, problem.severity) == ("Turbat", "note")


def test_a_name_in_the_wrong_province_is_held_with_both(
    make_dataset: MakeDataset,
) -> None:
    cells = {"districts": "Bahawalpur", "district_provinces": "Sindh"}
    coverage = make_dataset([dict(TINY[0], **cells)]).coverage
    assert coverage.located == ()
    (held,) = coverage.held
    assert (held.place, held.province) == ("Bahawalpur", "Sindh")
    assert "Bahawalpur" in {c.adm2_name for c in held.candidates}


def test_a_district_that_was_larger_then_says_so(make_dataset: MakeDataset) -> None:
    cells = {"districts": "Thatta", "district_provinces": ""}
    early = make_dataset([dict(TINY[0], **cells, start="2009-01", end="2010-01")])
    (row,) = early.coverage.located
    assert "then included Sujawal (a district since 2013)" in row.note
    late = make_dataset([dict(TINY[0], **cells, start="2019-01", end="2020-01")])
    assert "Sujawal" not in late.coverage.located[0].note


def test_the_words_as_written_stay_beside_what_they_were_read_as(
    real: Dataset,
) -> None:
    read = {row.place: row.district.adm2_pcode for row in real.coverage.located}
    assert read["Mirpurkhas"] == "PK716"
    assert read["Tando Mohammad Khan"] == "PK725"


def test_no_projects_give_no_coverage(real: Dataset) -> None:
    coverage = join_coverage((), real.gazetteer)
    assert (coverage.located, coverage.held, coverage.problems) == ((), (), ())


def joined(make_dataset: MakeDataset, *rows: dict[str, str]) -> Coverage:
    """Coverage of projects T-1, T-2, ... of which only some cells are given."""
    base = TINY[0] | {"district_provinces": ""}
    return make_dataset(
        [base | cells | {"project_id": f"T-{i}"} for i, cells in enumerate(rows, 1)]
    ).coverage


def test_the_problem_of_a_held_place_says_where_and_what_to_write(
    make_dataset: MakeDataset,
) -> None:
    fine, held = {"districts": "Badin"}, {"districts": "Dir; Lodhrann; Zzyzx"}
    coverage = joined(make_dataset, fine, held)
    assert coverage.problems == tuple(
        Problem("projects.csv", 3, "districts", place, rule, "hold", suggestion)
        for place, rule, suggestion in (
            ("Dir", coverage.held[0].reason, "write one of: Upper Dir, Lower Dir"),
            (
                "Lodhrann",
                "no listed name; nearest names are offered",
                "write one of: Lodhran",
            ),
            ("Zzyzx", "no listed name", "write the district's name or P-code"),
        )
    )
    assert coverage.held[0].reason.startswith("Dir: ")


def test_only_what_a_rule_knows_is_a_candidate_the_rest_are_suggestions(
    make_dataset: MakeDataset,
) -> None:
    known, unknown = joined(make_dataset, {"districts": "Dir; Lodhrann"}).held
    assert [d.adm2_name for d in known.candidates] == ["Upper Dir", "Lower Dir"]
    assert known.suggestions == unknown.candidates == ()
    assert [d.adm2_name for d in unknown.suggestions] == ["Lodhran"]


def test_a_pair_is_read_on_after_the_half_that_was_named_before(
    make_dataset: MakeDataset,
) -> None:
    cells = {"districts": "Upper Dir; Upper/Lower Dir"}
    coverage = joined(make_dataset, cells)
    assert [(row.place, row.district.adm2_name) for row in coverage.located] == [
        ("Upper Dir", "Upper Dir"),
        ("Upper/Lower Dir", "Lower Dir"),
    ]
    repeat = "Upper Dir is named twice; counted once"
    assert coverage.problems[1] == Problem(
        "projects.csv", 2, "districts", "Upper/Lower Dir", repeat, "note"
    )


def test_how_a_place_was_read_stands_beside_it_and_among_the_problems(
    make_dataset: MakeDataset,
) -> None:
    cells = {"districts": "Hyderabad; Tatta", "start": "2004-01", "end": "2006-01"}
    coverage = joined(make_dataset, cells)
    hyderabad, thatta = coverage.located
    assert (hyderabad.rule, thatta.rule) == ("name", "alias")
    assert hyderabad.note == (
        "then included Matiari (a district since 2005), Tando Allahyar (a district "
        "since 2005), Tando Muhammad Khan (a district since 2005)"
    )
    assert thatta.note == (
        "listed as another name or spelling of Thatta; "
        "then included Sujawal (a district since 2013)"
    )
    assert coverage.problems == (
        Problem(
            "projects.csv",
            2,
            "districts",
            "Hyderabad",
            f"read as Hyderabad (PK706): {hyderabad.note}",
            "note",
        ),
        Problem(
            "projects.csv",
            2,
            "districts",
            "Tatta",
            f"read as Thatta (PK727): {thatta.note}",
            "note",
        ),
    )


def test_a_district_of_the_projects_own_first_year_was_no_part_of_its_parent(
    make_dataset: MakeDataset,
) -> None:
    cells = {"districts": "Thatta", "start": "2013-01", "end": "2014-01"}
    coverage = joined(make_dataset, cells)
    assert [row.note for row in coverage.located] == [""]
    assert coverage.problems == ()


def test_places_and_their_provinces_must_be_as_many(real: Dataset) -> None:
    project = replace(real.projects[0], places=("Badin", "Thatta"))
    uneven = replace(project, place_provinces=("Sindh",))
    with pytest.raises(ValueError, match="zip"):
        join_coverage([uneven], real.gazetteer)
