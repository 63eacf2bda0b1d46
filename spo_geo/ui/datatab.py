"""What a reader should know of the data: held, inferred, in conflict, to mend."""

from collections.abc import Sequence

import streamlit as st

from spo_geo.checks import check_all
from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.gazetteer import District
from spo_geo.problems import Problem
from spo_geo.ui.markup import Markup, join, source_link, tag
from spo_geo.ui.parts import district_label, funder_label, table


def draw_data_tab(dataset: Dataset) -> None:
    """Draw the tables of what was held, inferred, filled in, and is doubtful.

    Parameters
    ----------
    dataset : Dataset
        All records: this tab does not follow the filters.
    """
    st.caption("This tab is about all records; the filters do not touch it.")
    held = dataset.coverage.held
    _section(
        f"Places held ({len(held)})",
        "Shown as written, drawn as an outline, never counted and never filled.",
        ("Place as written", "Project", "Why", "Could be, or is spelt like"),
        [
            (h.place, h.project_id, h.reason, _districts(h.candidates or h.suggestions))
            for h in held
        ],
    )
    _section(
        "Inferred",
        "Not stated by any source. Filters use a stated focus area first, and the "
        "inferred one only where none is stated.",
        ("Project", "Focus area inferred", "Because", "In use"),
        [
            (
                p.project_id,
                p.focus_area_inferred,
                p.focus_area_inferred_reason,
                "no: one is stated" if p.focus_area else "yes",
            )
            for p in dataset.projects
            if p.focus_area_inferred
        ],
    )
    _section(
        "Filled in from SPO's own web cards",
        "The documents leave these open; they never overwrite what a document states.",
        ("Project", "Value", "Address"),
        _web_values(dataset),
    )
    _section(
        "Conflicts and cautions",
        "Where the sources disagree or say too little, and what was done.",
        ("Project", "Note"),
        [
            (p.project_id, "; ".join(filter(None, (p.dates_note, p.notes))))
            for p in dataset.projects
            if p.dates_note or p.notes
        ],
    )
    _problems(check_all(dataset, GEO_DIR))


def _section(
    title: str,
    explanation: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> None:
    drawn = table(headings, rows) if rows else tag("p", "None.")
    st.html(join(tag("h2", title), tag("p", explanation, class_="spo-small"), drawn))


def _districts(districts: Sequence[District]) -> str:
    return "; ".join(district_label(district) for district in districts)


def _web_values(dataset: Dataset) -> list[tuple[str, str, Markup]]:
    """Return one row a project and address, with every value from there."""
    rows = []
    for project in dataset.projects:
        values = [
            ("status", project.status, project.status_source),
            ("focus area", project.focus_area, project.focus_area_source),
            ("SDG", project.sdg_as_written, project.sdg_source),
        ]
        values += [
            ("funder", funder_label(dataset, funding), funding.web_source)
            for funding in project.funding
        ]
        by_address: dict[str, list[str]] = {}
        for name, value, address in values:
            if address.startswith("http"):
                by_address.setdefault(address, []).append(f"{name}: {value}")
        rows += [
            (project.project_id, "; ".join(found), source_link(address))
            for address, found in by_address.items()
        ]
    return rows


def _problems(problems: Sequence[Problem]) -> None:
    title = f"Problems found in the tables ({len(problems)})"
    st.html(tag("h2", title))
    if problems:
        st.dataframe([problem.as_dict() for problem in problems], hide_index=True)
