"""Rows 52 to 63 of the list of tricky inputs: funders, focus areas, goals."""

import pytest

from spo_geo.dataset import Dataset
from spo_geo.intake.session import as_dataset
from spo_geo.intake.words.sdg import read_sdg
from spo_geo.view import View, make_view
from tests.sheets import problems, read, rules

FUNDED = ("Title", "District", "Donor")
AREAS = ("Title", "District", "Thematic Area")


def funded(real: Dataset, *donors: str) -> View:
    rows = [(f"Project {n}", "Badin", donor) for n, donor in enumerate(donors)]
    return make_view(as_dataset(read(real, *rows, header=FUNDED), real))


def areas(real: Dataset, *cells: str) -> View:
    rows = [(f"Project {n}", "Badin", cell) for n, cell in enumerate(cells)]
    return make_view(as_dataset(read(real, *rows, header=AREAS), real))


def test_row_52_spellings_of_a_funder_are_one_entry(real: Dataset) -> None:
    spellings = (
        "Foreign & Common Wealth Office",
        "Foreign Common Wealth Office (FCO)",
        "FCO",
        "F.C.O.",
    )
    view = funded(real, *spellings)
    assert view.by_funder == {"Foreign & Commonwealth Office (FCO)": 4}
    shown = tuple(project.funding[0].as_written for project in view.projects)
    assert shown == spellings


def test_row_53_a_programme_is_found_under_its_funder_too(real: Dataset) -> None:
    view = funded(
        real,
        "USAID-Gender Equity Programme",
        "USAID-Gender Equity Program",
        "USAID GEP",
        "US AID",
    )
    assert view.by_funder == {
        "United States Agency for International Development (USAID)": 4,
        "USAID Gender Equity Programme (GEP)": 3,
    }


def test_row_54_british_bodies_are_kept_apart(real: Dataset) -> None:
    view = funded(real, "DFID", "UKaid", "UK Aid", "FCDO", "BHC")
    assert view.by_funder == {
        "Department for International Development (DFID)": 1,
        "British High Commission (BHC)": 1,
        "FCDO": 1,
        "UKaid": 2,
    }


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Royal Netherland Embassy and Oxfam", ["Royal Netherland Embassy", "Oxfam"]),
        (
            "Care International, UNOCHA, Oxfam Novib",
            ["Care International", "UNOCHA", "Oxfam Novib"],
        ),
        ("DFID & DAI", ["DFID", "DAI"]),
        ("Alif Ailan-DFID", ["Alif Ailan", "DFID"]),
        (
            "Training for Pakistan (TFP) & USAID",
            ["Training for Pakistan (TFP)", "USAID"],
        ),
        ("Foreign & Commonwealth Office", ["Foreign & Commonwealth Office"]),
        (
            "Foreign & Commonwealth Office and DFID",
            ["Foreign & Commonwealth Office", "DFID"],
        ),
    ],
)
def test_row_55_several_funders_and_one_project(
    real: Dataset, cell: str, names: list[str]
) -> None:
    view = funded(real, cell)
    (project,) = view.projects
    assert [funding.as_written for funding in project.funding] == names
    assert (view.n_projects, len(view.by_funder)) == (1, len(names))


def test_row_55_an_unlisted_pair_is_taken_whole_and_asked_about(real: Dataset) -> None:
    row = ("Law", "Badin", "Belgian Government & Belgian Aid")
    intake = read(real, row, header=FUNDED)
    assert intake.rows[0]["funders"] == "Belgian Government & Belgian Aid"
    assert "one funder or several?" in rules(intake, "note", 2)


def test_row_56_a_channel_and_a_funder_wait_for_a_person(real: Dataset) -> None:
    intake = read(real, ("TB", "Pishin", "Mercy Corps (Global Fund)"), header=FUNDED)
    (problem,) = problems(intake, "hold", 2)
    assert problem.suggestion == "Mercy Corps, or Global Fund?"
    view = make_view(as_dataset(intake, real))
    (funding,) = view.projects[0].funding
    assert (funding.as_written, funding.is_held) == ("Mercy Corps (Global Fund)", True)
    assert (view.by_funder, view.n_funders) == ({}, 0)


def test_row_57_not_stated_and_own_resources_are_apart(real: Dataset) -> None:
    view = funded(real, "–", "", "SPO own resources", "own resources", "In-kind")
    assert view.by_funder == {"In-kind": 1, "Own resources": 2, "Not stated": 2}


def test_row_58_in_collaboration_with_does_not_say_that_it_paid(real: Dataset) -> None:
    view = funded(real, "in collaboration with the Packard Foundation")
    (funding,) = view.projects[0].funding
    assert (funding.funder_id, funding.basis) == ("PACKARD", "in collaboration")
    assert (funding.is_stated, view.n_funders, view.n_donor_partners) == (False, 0, 1)


@pytest.mark.parametrize(
    "cell", ["Australian Development Agency", "Australian Development Agency [sic]"]
)
def test_row_59_australian_or_austrian_is_a_question(real: Dataset, cell: str) -> None:
    intake = read(real, ("Relief", "Nowshera", cell), header=FUNDED)
    (problem,) = problems(intake, "hold", 2)
    assert "Austrian Development Agency or Australian aid" in problem.rule
    view = make_view(as_dataset(intake, real))
    assert view.by_funder == {}
    assert view.projects[0].funding[0].as_written == "Australian Development Agency"


def test_row_60_several_areas_case_ignored_and_hr_held(real: Dataset) -> None:
    view = areas(
        real,
        "Peace, Education",
        "Gender and Development (Early Recovery/Rehabilitation)",
        "Human rights",
        "Human Rights",
        "WASH",
        "W.A.S.H.",
    )
    assert view.projects[0].focus_areas == ("Peace", "Education")
    assert view.by_focus_area == {
        "Human Rights": 2,
        "Education": 1,
        "Gender and Development (Early Recovery/Rehabilitation)": 1,
        "Peace": 1,
        "WASH": 2,
    }
    for word, meant in (("HR", "Human Rights"), ("Eductaion", "Education")):
        intake = read(real, ("A", "Badin", word), header=AREAS)
        (problem,) = problems(intake, "hold", 2)
        assert meant in problem.suggestion
        assert make_view(as_dataset(intake, real)).by_focus_area == {}


def test_row_61_a_stated_area_is_never_corrected(real: Dataset) -> None:
    header = ("Title", "District", "Focus Area", "Description")
    text = "Access to maternal and newborn health care."
    row = ("We Care", "Quetta", "Women Political Participation", text)
    intake = read(real, row, header=header)
    assert intake.rows[0]["focus_area"] == "Women Political Participation"
    assert intake.rows[0]["focus_area_inferred"] == ""
    assert intake.rows_held == 0


def test_row_62_goals_are_numbers_one_to_seventeen(real: Dataset) -> None:
    for cell in ("16", "Goal 16", "SDG-16", "16 Peace, Justice and Institutions"):
        assert (read_sdg(cell).goals, read_sdg(cell).text) == ((16,), cell)
    assert read_sdg("4- ...; Goal 16-...").goals == (4, 16)
    assert read_sdg("17.1").goals == (17,)
    assert (read_sdg("–").goals, read_sdg("–").text) == ((), "")
    intake = read(real, ("A", "Badin", "SDG 18"), header=("Title", "District", "SDG"))
    assert intake.rows[0]["sdg"] == ""
    assert intake.rows[0]["sdg_as_written"] == "SDG 18"
    assert "there is no goal 18" in rules(intake, "hold", 2)


def test_row_63_a_new_area_is_taken_and_reported(real: Dataset) -> None:
    intake = read(real, ("Faith", "Sanghar", "Climate Change"), header=AREAS)
    assert (intake.rows_taken, intake.rows_held) == (1, 0)
    assert "a new focus area" in rules(intake, "note", 2)
    dataset = as_dataset(intake, real)
    assert "Climate Change" in dataset.lists["focus_areas"]
    assert make_view(dataset).by_focus_area == {"Climate Change": 1}
