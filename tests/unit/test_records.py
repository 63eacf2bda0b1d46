from pathlib import Path

import pytest

from spo_geo.dataset import Dataset
from spo_geo.dates import PartialDate
from spo_geo.errors import DataError
from spo_geo.records import read_records
from spo_geo.view import make_view
from tests.conftest import TINY, MakeDataset, write_data_dir


def problems(dataset: Dataset) -> list[tuple[int, str, str, str]]:
    return [(p.row, p.column, p.value, p.severity) for p in dataset.records.problems]


def test_clean_records_have_no_problem(tiny: Dataset) -> None:
    assert tiny.records.problems == ()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"start": "03/2012"}, (2, "start", "03/2012", "hold")),
        ({"start": "2012-13"}, (2, "start", "2012-13", "hold")),
        ({"end": "2011-01"}, (2, "end", "2011-01", "hold")),
        ({"scope": "local"}, (2, "scope", "local", "hold")),
        ({"scope": "national"}, (2, "scope", "national", "note")),
        ({"focus_area": "Eductaion"}, (2, "focus_area", "Eductaion", "hold")),
        ({"funders": "Nobody"}, (2, "funders", "Nobody", "note")),
        ({"funders": "Oxfm"}, (2, "funders", "Oxfm", "hold")),
        ({"focus_area": "HR"}, (2, "focus_area", "HR", "hold")),
        ({"focus_area": "Energy"}, (2, "focus_area", "Energy", "note")),
        ({"sdg": "18"}, (2, "sdg", "18", "hold")),
        (
            {"district_provinces": "Sindh"},
            (2, "district_provinces", "Sindh", "hold"),
        ),
    ],
)
def test_bad_cell_is_one_problem_and_the_row_stays(
    make_dataset: MakeDataset,
    cells: dict[str, str],
    expected: tuple[int, str, str, str],
) -> None:
    dataset = make_dataset([dict(TINY[0], **cells)])
    assert problems(dataset) == [expected]
    assert [p.project_id for p in dataset.projects] == ["T-1"]


def test_dates_that_are_the_wrong_way_round_are_held(
    make_dataset: MakeDataset,
) -> None:
    (project,) = make_dataset([dict(TINY[0], end="2011-01")]).projects
    assert (project.start, project.end) == (None, None)
    assert not project.active_years


def test_a_year_without_months_may_end_in_the_year_it_starts(
    make_dataset: MakeDataset,
) -> None:
    (project,) = make_dataset([dict(TINY[0], start="2012-05", end="2012")]).projects
    assert project.period == "May 2012 – 2012"
    assert list(project.active_years) == [2012]


def test_an_open_end_claims_only_the_stated_year(make_dataset: MakeDataset) -> None:
    (project,) = make_dataset([dict(TINY[0], end="")]).projects
    assert project.start == PartialDate(2012, 3)
    assert list(project.active_years) == [2012]
    assert project.period == "Mar 2012 – end not stated"


def test_an_unlisted_funder_is_kept_as_written(make_dataset: MakeDataset) -> None:
    cells = {"funders": "Nobody; DFID", "funding_as_stated": "funding partner; x"}
    dataset = make_dataset([dict(TINY[0], **cells)])
    (project,) = dataset.projects
    assert [(f.funder_id, f.as_written, f.basis) for f in project.funding] == [
        ("Nobody", "Nobody", "funding partner"),
        ("DFID", "DFID", "x"),
    ]
    assert "Nobody" in dataset.lists["funders"]


def test_funders_from_the_web_stand_beside_those_of_the_document(
    real: Dataset,
) -> None:
    packard = real.project("SPO-12").funding[0]
    assert packard.basis == "in collaboration"
    assert packard.is_stated
    assert packard.web_source.startswith("http")
    women = real.project("SPO-08").funding[0]
    assert (women.basis, women.is_stated) == ("in collaboration", False)
    assert women.label() == "in collaboration; funding not stated"
    (ned,) = real.project("SPO-10").funding
    assert ned.label().startswith("funding partner on SPO's web card")


def test_missing_title_is_named_by_its_row(make_dataset: MakeDataset) -> None:
    (project,) = make_dataset([dict(TINY[0], title="")]).projects
    assert project.title == "Untitled project (row 2)"


def test_missing_column_is_refused_by_name(tmp_path: Path) -> None:
    folder = write_data_dir(tmp_path / "data", TINY, results=[])
    table = folder / "projects.csv"
    table.write_text(table.read_text("utf-8").replace("coverage", "area", 1), "utf-8")
    with pytest.raises(DataError, match=r"projects\.csv row 1.*allowed: coverage"):
        read_records(folder)


def test_table_that_is_not_utf8_is_refused_with_the_cure(tmp_path: Path) -> None:
    folder = write_data_dir(tmp_path / "data", TINY, results=[])
    (folder / "offices.csv").write_bytes(b"town\n\xe9\n")
    with pytest.raises(DataError, match=r"offices\.csv.*CSV UTF-8"):
        read_records(folder)


def test_broken_descriptor_is_refused(tmp_path: Path) -> None:
    folder = write_data_dir(tmp_path / "data", TINY, results=[])
    (folder / "datapackage.json").write_text("{", "utf-8")
    with pytest.raises(DataError, match="descriptor"):
        read_records(folder)


def test_a_day_is_kept_as_given(make_dataset: MakeDataset) -> None:
    dates = {"start": "2012-06-01", "end": "2018-03-20"}
    (project,) = make_dataset([dict(TINY[0], **dates)]).projects
    assert project.period == "1 Jun 2012 – 20 Mar 2018"
    assert (str(project.start), str(project.end)) == ("2012-06-01", "2018-03-20")


def test_a_day_that_no_month_has_is_held(make_dataset: MakeDataset) -> None:
    dataset = make_dataset([dict(TINY[0], start="2011-02-29")])
    assert problems(dataset) == [(2, "start", "2011-02-29", "hold")]


def test_an_ongoing_project_is_active_up_to_the_year_of_the_data(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset([dict(TINY[0], end="ongoing")])
    (project,) = dataset.projects
    assert dataset.records.problems == ()
    assert project.period == "Mar 2012 – ongoing as stated"
    assert list(project.active_years) == list(
        range(2012, int(dataset.records.date[:4]) + 1)
    )


def test_a_project_may_have_several_focus_areas(make_dataset: MakeDataset) -> None:
    dataset = make_dataset([dict(TINY[0], focus_area="human rights; Education")])
    (project,) = dataset.projects
    assert project.focus_areas == ("Human Rights", "Education")
    view = make_view(dataset)
    assert view.by_focus_area == {"Human Rights": 1, "Education": 1}
    assert view.n_projects == 1


def test_a_held_focus_area_is_in_no_filter_value(make_dataset: MakeDataset) -> None:
    dataset = make_dataset([dict(TINY[0], focus_area="HR")])
    (project,) = dataset.projects
    assert (project.focus_areas, project.focus_areas_held) == ((), ("HR",))
    assert project.focus_area_basis == "held"
    assert make_view(dataset).by_focus_area == {}


def test_a_held_funder_is_shown_and_never_counted(make_dataset: MakeDataset) -> None:
    cells = {"funders": "Australian Development Agency; Oxfam"}
    bases = {"funding_as_stated": "funding partner; funding partner"}
    dataset = make_dataset([dict(TINY[0], **cells, **bases)])
    held, _oxfam = dataset.projects[0].funding
    assert (held.as_written, held.is_held) == ("Australian Development Agency", True)
    assert "not counted" in held.label()
    view = make_view(dataset)
    assert (view.n_funders, view.n_donor_partners) == (1, 0)
    assert view.by_funder == {"Oxfam": 1}


def test_the_province_of_one_place_may_be_left_open(make_dataset: MakeDataset) -> None:
    cells = {"district_provinces": "Sindh; n/a; Sindh"}
    dataset = make_dataset([dict(TINY[0], **cells)])
    assert dataset.records.problems == ()
    located = [row.district.adm2_name for row in dataset.coverage.located]
    assert located == ["Badin", "Thatta"]


def test_no_place_stated_is_a_scope_of_its_own(make_dataset: MakeDataset) -> None:
    cells = {"scope": "not-stated", "districts": "", "district_provinces": ""}
    view = make_view(make_dataset([dict(TINY[0], **cells)]))
    assert view.by_scope["not-stated"] == 1
    assert "not-stated" in view.dataset.lists["scopes"]


@pytest.mark.parametrize(
    ("status", "planned"),
    [("Planned", True), ("pipeline", True), ("Completed", False), ("", False)],
)
def test_a_project_is_planned_only_when_its_status_says_so(
    make_dataset: MakeDataset, status: str, planned: bool
) -> None:
    (project,) = make_dataset([dict(TINY[0], status=status)]).projects
    assert project.is_planned is planned
