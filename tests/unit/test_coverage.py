from spo_geo.coverage import join_coverage
from spo_geo.dataset import Dataset
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
