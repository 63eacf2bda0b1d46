"""Which words of a status say that work is only planned or announced."""

import pytest

from spo_geo.intake.projects.statuses import read_status
from spo_geo.intake.session import as_dataset
from spo_geo.statuses import is_planned
from tests.conftest import MakeDataset
from tests.planned import project
from tests.sheets import read


@pytest.mark.parametrize(
    "status",
    [
        "Planned",
        "PLANNED.",
        "Planned (2027)",
        "Planned, to be completed in 2028",
        "pipeline",
        "Pipeline/identification",
        "Proposed",
        "Proposal submitted",
        "Announced",
        "Upcoming",
        "Up-coming",
        "Forthcoming",
        "Future",
        "In the pipeline",
        "To be started",
        "Not started",
        "Not yet begun",
        "Yet to start",
        "Expected to start in 2027",
        "Will start in May",
        "Coming soon",
        "Under planning",
        "Planning phase",
        "Approved, not started",
        "Approved but not yet started",
    ],
)
def test_words_that_say_planned(status: str) -> None:
    assert is_planned(status)


@pytest.mark.parametrize(
    "status",
    [
        "",
        "not-stated",
        "Completed",
        "Not completed",
        "On-going",
        "Ongoing",
        "Cancelled",
        "Suspended",
        "Closed",
        "Active",
        "Implementation",
        "Finalisation",
        "Started",
        "Started planning",
        "Approved",
        "Unplanned",
        "Planned end",
        "Planned completion: June 2015",
        "Planned - cancelled",
        "Planned, now ongoing",
        "Expected completion 2015",
        "Expected results achieved",
        "Completed; second phase planned",
        "Completed, next phase not yet started",
        "2",
    ],
)
def test_words_that_do_not_say_planned(status: str) -> None:
    assert not is_planned(status)


def test_iati_numbers_are_planned_under_their_heading_alone() -> None:
    assert is_planned(read_status("1", "activity-status-code"))
    assert not is_planned(read_status("2", "activity-status-code"))
    assert not is_planned(read_status("1", "Status"))


def test_status_that_the_records_use_is_not_put_in_other_words(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset([project(1, "Upcoming", "Badin")])
    header = ("Title", "District", "Status")
    rows = [("Wells", "Thatta", "Upcoming"), ("Roads", "Thatta", "Yet to start")]
    found = as_dataset(read(dataset, *rows, header=header), dataset).projects
    assert [(p.status, p.is_planned) for p in found] == [
        ("Upcoming", True),
        ("Planned", True),
    ]
