"""The selected projects as a table, and the page of one of them."""

import streamlit as st

from spo_geo.model import Project
from spo_geo.ui.parts import focus_area, funders, project_page
from spo_geo.view import View

PROJECT = "project_open"
ROWS_IN_SIGHT = 9
TABLE_HEIGHT = 330  # that many rows, so that an opened project is in sight


def draw_projects_tab(view: View) -> None:
    """Draw the table of projects and, under it, the project that is open.

    Parameters
    ----------
    view : View
        The selection.
    """
    rows = [_row(view, project) for project in view.projects]
    picked = st.dataframe(
        rows,
        hide_index=True,
        height=TABLE_HEIGHT if len(rows) > ROWS_IN_SIGHT else "content",
        on_select="rerun",
        selection_mode="single-row",
        key="projects_table",
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
    st.caption("Sort by a column's heading. Open a project by its row, or here:")
    titles = {p.project_id: f"{p.project_id} · {p.title}" for p in view.projects}
    selected = picked.selection.rows if picked else []
    if selected and selected != st.session_state.get("_projects_row"):
        st.session_state[PROJECT] = view.projects[selected[0]].project_id
    st.session_state["_projects_row"] = selected
    if st.session_state.get(PROJECT) not in titles:
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


def _row(view: View, project: Project) -> dict[str, str | int]:
    dataset = view.dataset
    n_districts = sum(
        project.project_id in count.project_ids for count in view.district_counts
    )
    return {
        "Id": project.project_id,
        "Title": project.title,
        "Start": str(project.start or ""),
        "End": str(project.end or ""),
        "Focus area": focus_area(project),
        "Funders": funders(dataset, project),
        "Districts": n_districts,
        "Scope": dataset.lists["scopes"][project.scope].label,
        "Coverage as written": project.coverage,
        "Status": project.status or "Not stated",
    }
