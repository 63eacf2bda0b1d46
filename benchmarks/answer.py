"""What the page must answer to some filters, worked out by the program itself."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from benchmarks.visitor import Visitor
from spo_geo.dataset import Dataset
from spo_geo.filters import PARAMETERS, Filters
from spo_geo.intake.files.sheets import read_workbook
from spo_geo.intake.projects.understand import understand
from spo_geo.ui.uploaddata import own_dataset
from spo_geo.view import View, make_view
from spo_geo.wording import sentence

LISTS = tuple(PARAMETERS.values())
"""Keys of the filters whose options are chosen from a list."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page shows of a selection.

    Attributes
    ----------
    numbers : dict of str to str
        By label.
    sentence : str
        The selection in words.
    shaded : str
        Districts of the map with the positions of their projects.
    options : dict of str to set of str
        Options of each filter, with their counts in brackets.
    query : dict of str to list of str
        The filters in the address.
    """

    numbers: dict[str, str]
    sentence: str
    shaded: str
    options: dict[str, set[str]]
    query: dict[str, list[str]]


def answer(dataset: Dataset, filters: Filters) -> Answer:
    """Return what the page must show.

    Parameters
    ----------
    dataset : Dataset
        The records that are shown.
    filters : Filters
        What is chosen.

    Returns
    -------
    Answer
    """
    view = make_view(dataset, filters)
    numbers = {
        "Projects": view.n_projects,
        "Districts named": view.n_districts,
        "Funders": view.n_funders,
        "Places held": view.n_places_held,
        "Projects that name no district": view.n_projects_without_district,
    }
    return Answer(
        {label: str(number) for label, number in numbers.items()},
        " ".join(sentence(view).split()),
        _shaded(view),
        {name: _options(view, name) for name in LISTS},
        parse_qs(urlencode(filters.to_query(), doseq=True)),
    )


def wrong_parts(visitor: Visitor, expected: Answer) -> list[str]:
    """Return what of a visitor's page is not what it must be.

    Parameters
    ----------
    visitor : Visitor
        Its page was drawn.
    expected : Answer
        For the filters that this visitor chose.

    Returns
    -------
    list of str
        Names of the parts; empty when all is right.
    """
    page = visitor.page
    parts = {
        "numbers": page.numbers == expected.numbers,
        "sentence": page.sentence == expected.sentence,
        "map": page.shaded == expected.shaded,
        "address": visitor.query == expected.query,
        "options": all(
            set(page.lists[name].options) == options
            if name in page.lists
            else len(options) < 2  # a list without a choice may be left out
            for name, options in expected.options.items()
        ),
    }
    return [name for name, is_right in parts.items() if not is_right]


def sheet_as_records(name: str, content: bytes, shipped: Dataset) -> Dataset:
    """Return the records that a visitor's sheet becomes."""
    intake = understand(read_workbook(name, content), shipped)
    return own_dataset(intake, shipped, "0" * 64)


def chosen_keys(dataset: Dataset, name: str, options: list[str]) -> tuple[str, ...]:
    """Return the keys behind options as the page words them."""
    keys = {code.menu_label: code.key for code in dataset.lists[name]}
    return tuple(keys[option.rpartition(" (")[0]] for option in options)


def _shaded(view: View) -> str:
    position = {p.project_id: str(i) for i, p in enumerate(view.dataset.projects)}
    return ",".join(
        f"{count.district.adm2_pcode} "
        f"{'.'.join(position[project_id] for project_id in count.project_ids)}"
        for count in view.district_counts
    )


def _options(view: View, name: str) -> set[str]:
    shown = view.dataset.index.by[name].keys() | set(getattr(view.filters, name))
    counts = view.facets[name]
    return {
        f"{code.menu_label} ({counts.get(code.key, 0)})"
        for code in view.dataset.lists[name]
        if code.key in shown
    }
