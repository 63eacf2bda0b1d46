"""A project's focus area in words, and on its page."""

import pytest

from spo_geo.ui.parts import project_item, project_page
from tests.conftest import TINY, MakeDataset

HELD = "“HR” (held: not certain which is meant)"


@pytest.mark.parametrize(
    ("stated", "inferred", "words"),
    [
        ("Education", "", "Education"),
        ("Education", "Health", "Education"),
        ("", "Health", "Health (inferred)"),
        ("", "", "not stated"),
        ("HR", "", HELD),
        ("HR; Education", "", f"Education; {HELD}"),
        ("HR", "Health", f"Health (inferred); {HELD}"),
    ],
)
def test_focus_area_says_what_is_inferred_and_what_is_held(
    make_dataset: MakeDataset, stated: str, inferred: str, words: str
) -> None:
    cells = {"focus_area": stated, "focus_area_inferred": inferred}
    (project,) = make_dataset([dict(TINY[0], **cells)]).projects
    assert project.focus_area_in_words == words


def test_page_shows_a_held_focus_area_as_the_source_writes_it(
    make_dataset: MakeDataset,
) -> None:
    dataset = make_dataset([dict(TINY[0], focus_area="HR")])
    (project,) = dataset.projects
    assert f"Focus area: {HELD}" in project_item(dataset, project)
    page = project_page(dataset, project)
    assert f"<dt>Focus area, stated</dt><dd>{HELD}</dd>" in page
