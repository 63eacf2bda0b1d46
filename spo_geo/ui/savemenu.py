"""Saving the selection: two files at once, every other in a menu.

What draws and writes is imported when a file is asked for: the page itself needs
neither Matplotlib nor openpyxl nor python-docx.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from spo_geo.codelists import NOT_STATED
from spo_geo.filenames import file_name
from spo_geo.view import View

if TYPE_CHECKING:
    from spo_geo.printmap.options import Format, Frame, Orientation, Paper

TITLE_CHARACTERS = 120
"""So many always fit on the narrowest paper."""

_MENU_CHOICES = (
    "map_title",
    "map_paper",
    "map_orientation",
    "map_frame",
    "map_labels",
    "brief_at_most",
    "brief_hidden",
)

_MIME = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "html": "text/html",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
}


def draw_saving(view: View) -> None:
    """Draw the two files that are saved most, and the menu of the others.

    Parameters
    ----------
    view : View
        The selection; with no project in it nothing can be saved.
    """
    with st.container(horizontal=True, horizontal_alignment="right"):
        map_and_table(view, lambda: _map(view))
        menu = st.popover(
            "More files", disabled=not view.n_projects, key="menu", on_change="rerun"
        )
        for key in _MENU_CHOICES:  # kept while the menu is closed, and so not drawn
            if key in st.session_state:
                st.session_state[key] = st.session_state[key]
        if menu.open:
            with menu:
                _draw_map_menu(view)
                _draw_table_menu(view)
                _draw_brief_menu(view)


def map_and_table(
    view: View, draw: Callable[[], bytes], *, of: str = "", prefix: str = ""
) -> None:
    """Draw the buttons of the two files that are saved most.

    Parameters
    ----------
    view : View
        The selection; with no project in it nothing can be saved.
    draw : callable
        Returns the map as a PNG.
    of : str
        What the selection is of, for the words that appear on hovering.
    prefix : str
        Stands before the names of the files.
    """
    save_button(
        "Map (PNG)",
        draw,
        file_name(f"{prefix}map", "png", date.today(), paper="A4"),
        help=f"This selection{of} on A4 landscape, 300 dpi",
        disabled=not view.n_projects,
    )
    save_button(
        "Table (CSV)",
        lambda: _table(view, ".csv"),
        file_name(f"{prefix}projects", "csv", date.today()),
        help="One row for each project and place, P-codes beside names",
        disabled=not view.n_projects,
    )


def save_button(
    label: str,
    make: Callable[[], bytes],
    name: str,
    *,
    help: str | None = None,
    disabled: bool = False,
) -> None:
    """Draw a button that makes its file when it is pressed.

    Parameters
    ----------
    label : str
        Words on the button.
    make : callable
        Returns the file; called on the press, not before.
    name : str
        File name; its ending tells the browser the kind.
    help : str, optional
        Words that appear on hovering.
    disabled : bool
        Whether the button is grey.
    """
    st.download_button(
        label,
        make,
        name,
        _MIME[name.rpartition(".")[2]],
        icon=":material/download:",
        on_click="ignore",
        help=help,
        disabled=disabled,
        key=f"save {label} {name}",
    )


def _draw_map_menu(view: View) -> None:
    st.markdown("**Map**")
    title = st.text_input(
        "Title",
        key="map_title",
        placeholder="From the selection",
        max_chars=TITLE_CHARACTERS,
    )
    first, second, third = st.columns(3)
    paper: Paper = first.selectbox("Paper", ("A4", "A3", "slide"), key="map_paper")
    orientation: Orientation = second.selectbox(
        "Orientation", ("landscape", "portrait"), key="map_orientation"
    )
    frames: dict[str, Frame] = {"whole country": "country", "selection": "selection"}
    if view.filters.provinces:
        frames["chosen provinces"] = view.filters.provinces
    if st.session_state.get("map_frame") not in frames:
        st.session_state.pop("map_frame", None)
    fits = frames[third.selectbox("Shows", list(frames), key="map_frame")]
    labels = st.checkbox("Names of districts", key="map_labels")
    with st.container(horizontal=True):
        for fmt in ("png", "svg", "pdf"):
            save_button(
                fmt.upper(),
                lambda fmt=fmt: _map(  # type: ignore[misc]
                    view, fmt, title, paper, orientation, fits, labels=labels
                ),
                file_name("map", fmt, date.today(), paper=paper),
            )
        save_button(
            "Map for any browser (HTML)",
            lambda: _offline_map(view, title),
            file_name("map", "html", date.today()),
            help="One file that opens by double click, without internet",
        )


def _draw_table_menu(view: View) -> None:
    st.markdown("**Tables and layers**")
    with st.container(horizontal=True):
        for suffix, label in (
            ("xlsx", "Excel (XLSX)"),
            ("geojson", "GeoJSON"),
            ("gpkg", "GeoPackage"),
        ):
            save_button(
                label,
                lambda suffix=suffix: _table(view, f".{suffix}"),  # type: ignore[misc]
                file_name("tables", suffix, date.today()),
            )


def _draw_brief_menu(view: View) -> None:
    from spo_geo.brief.pdf import find_libreoffice

    st.markdown("**Proposal kit**: map, sentence, past performance, districts")
    facet = view.facets["funders"]
    labels = {
        code.key: code.menu_label
        for code in view.dataset.lists["funders"]
        if facet.get(code.key) and code.key != NOT_STATED
    }
    at_most = st.number_input(
        "At most so many projects (0: all)", 0, step=1, key="brief_at_most"
    )
    still_there = filter(labels.__contains__, st.session_state.get("brief_hidden", ()))
    st.session_state["brief_hidden"] = list(still_there)
    hidden = st.multiselect(
        "Funders not to be named",
        list(labels),
        format_func=labels.__getitem__,
        key="brief_hidden",
        placeholder="None",
    )
    pdf = find_libreoffice() is not None
    with st.container(horizontal=True):
        for suffix, disabled in (("docx", False), ("pdf", not pdf)):
            save_button(
                "Word (DOCX)" if suffix == "docx" else "PDF",
                lambda suffix=suffix: _brief(  # type: ignore[misc]
                    view, f".{suffix}", at_most, tuple(hidden)
                ),
                file_name("brief", suffix, date.today()),
                disabled=disabled,
                help="Needs LibreOffice on this computer" if disabled else None,
            )
        save_button(
            "Atlas (PDF)",
            lambda: _atlas(view),
            file_name("atlas", "pdf", date.today(), paper="A4"),
            help="A cover, then a page for each district that has a project",
        )


def _map(
    view: View,
    fmt: "Format" = "png",
    title: str = "",
    paper: "Paper" = "A4",
    orientation: "Orientation" = "landscape",
    frame: "Frame" = "country",
    *,
    labels: bool = False,
) -> bytes:
    from spo_geo.printmap import draw_map

    return draw_map(
        view,
        title=title,
        fmt=fmt,
        paper=paper,
        orientation=orientation,
        frame=frame,
        labels=labels,
    )


def _offline_map(view: View, title: str) -> bytes:
    from spo_geo.offline import offline_map

    return offline_map(view, title=title, made=date.today())


def _table(view: View, suffix: str) -> bytes:
    from spo_geo.export import to_bytes

    return to_bytes(view, suffix)


def _brief(view: View, suffix: str, at_most: int, hidden: tuple[str, ...]) -> bytes:
    from spo_geo.brief.kit import brief_file
    from spo_geo.brief.options import BriefOptions

    options = BriefOptions(at_most=at_most or None, hide_funders=hidden)
    return brief_file(view, suffix, date.today(), options)


def _atlas(view: View) -> bytes:
    from spo_geo.atlas import make_atlas

    return make_atlas(view, date.today()).content
