"""The selected projects as a table, and the page of one of them."""

from collections.abc import Sequence

import streamlit as st

from spo_geo.model import Project
from spo_geo.ui.parts import funders, project_page, source_kind
from spo_geo.view import View

PROJECT = "project_open"
SEARCH, PAGE = "projects_search", "projects_page"
ROWS_A_PAGE = 100
"""More are drawn page by page, with a search: the browser gets one page at a time."""

ROWS_IN_SIGHT = 9
TABLE_HEIGHT = 330  # that many rows, so that an opened project is in sight


def draw_projects_tab(view: View) -> None:
    """Draw the table of projects and, under it, the project that is open.

    Parameters
    ----------
    view : View
        The selection.
    """
    shown = _draw_pager(view) if view.n_projects > ROWS_A_PAGE else view.positions
    projects = [view.dataset.projects[i] for i in shown]
    _draw_table(view, projects, view.districts_of(shown))
    _draw_open_project(view, projects)


def _draw_pager(view: View) -> Sequence[int]:
    """Draw the search and the choice of a page; return the projects of that page."""
    left, right = st.columns([0.7, 0.3], vertical_alignment="bottom")
    words = left.text_input(
        "Search id, title and coverage",
        key=SEARCH,
        placeholder="Words that all occur, such as a district's name",
    )
    found = _found(view, words)
    n_pages = max(1, -(-len(found) // ROWS_A_PAGE))
    _turn_to_first_page(view, words)
    page = right.number_input(f"Page of {n_pages:,}", 1, n_pages, key=PAGE)
    first = (page - 1) * ROWS_A_PAGE
    shown = found[first : first + ROWS_A_PAGE]
    span = f"{first + 1:,} to {first + len(shown):,} of {len(found):,}"
    st.caption(
        f"Projects {span}, in the order of the records."
        if shown
        else "No selected project holds all these words."
    )
    return shown


def _found(view: View, words: str) -> Sequence[int]:
    """Return the selected projects in which every word of a search occurs."""
    wanted = words.casefold().split()
    if not wanted:
        return view.positions
    texts = view.dataset.search_words
    return [i for i in view.positions if all(word in texts[i] for word in wanted)]


def _turn_to_first_page(view: View, words: str) -> None:
    """Begin anew when the filters, the search or the records are others."""
    asked = (view.dataset.version, view.filters, words)
    if st.session_state.get("_projects_asked") != asked:
        st.session_state["_projects_asked"] = asked
        st.session_state[PAGE] = 1


def _draw_table(
    view: View, projects: Sequence[Project], n_districts: Sequence[int]
) -> None:
    """Draw the table; a click on a row opens its project."""
    rows = [_row(view, *pair) for pair in zip(projects, n_districts, strict=True)]
    picked = st.dataframe(
        rows,
        hide_index=True,
        height=TABLE_HEIGHT if len(rows) > ROWS_IN_SIGHT else "content",
        on_select="rerun",
        selection_mode="single-row",
        key=f"projects_table_{st.session_state.get(PAGE, 1)}",
        column_config={
            "Title": st.column_config.TextColumn(width=260),
            "Focus area": st.column_config.TextColumn(width=190),
            "Funders": st.column_config.TextColumn(width=220),
            "Districts": st.column_config.NumberColumn(
                help="Named in the records and inside the filters; held places "
                "are not counted"
            ),
        },
    )
    selected = picked.selection.rows if picked else []
    if selected and selected != st.session_state.get("_projects_row"):
        st.session_state[PROJECT] = projects[selected[0]].project_id
    st.session_state["_projects_row"] = selected


def _draw_open_project(view: View, projects: Sequence[Project]) -> None:
    """Draw the choice of a project, and the one that is open."""
    page = " this page" if len(projects) < view.n_projects else ""
    st.caption(f"Sort{page} by a column's heading. Open a project by its row, or here:")
    titles = {p.project_id: f"{p.project_id} · {p.title}" for p in projects}
    opened = st.session_state.get(PROJECT)
    if opened is not None and opened not in titles:
        if view.has(opened):  # opened from the map, or on another page
            titles[opened] = f"{opened} · {view.dataset.project(opened).title}"
        else:
            st.session_state[PROJECT] = None
    project_id = st.selectbox(
        "Project",
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        key=PROJECT,
        placeholder="Choose a project",
    )
    if project_id:
        st.html(project_page(view.dataset, view.dataset.project(project_id)))


def open_project(project_id: str) -> None:
    """Open a project's page: what a button elsewhere calls on its press."""
    st.session_state[PROJECT] = project_id
    st.session_state["tab"] = "Projects"


def _row(view: View, project: Project, n_districts: int) -> dict[str, str | int]:
    dataset = view.dataset
    return {
        "Id": project.project_id,
        "Title": project.title,
        "Start": str(project.start or ""),
        "End": str(project.end or ""),
        "Focus area": project.focus_area_in_words,
        "Funders": funders(dataset, project),
        "Districts": n_districts,
        "Scope": dataset.lists["scopes"][project.scope].label,
        "Coverage as written": project.coverage,
        "Status": project.status or "Not stated",
        "Source": source_kind(project),
    }
