"""The page: address to filters, filters to view, view to tabs."""

import base64
from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.mutable_tab_container import TabContainer

from spo_geo.dataset import ROOT, Dataset
from spo_geo.errors import SpoGeoError
from spo_geo.ui import address
from spo_geo.ui.abouttab import draw_about_tab
from spo_geo.ui.calltab import draw_call_tab
from spo_geo.ui.datatab import draw_data_tab
from spo_geo.ui.maptab import draw_map_tab, is_new_to_visitor
from spo_geo.ui.markup import notice, tag
from spo_geo.ui.projectstab import draw_projects_tab
from spo_geo.ui.savemenu import draw_saving
from spo_geo.ui.sidebar import draw_sidebar
from spo_geo.ui.signin import draw_sign_out, is_admitted
from spo_geo.ui.store import Store, store
from spo_geo.ui.turns import turn
from spo_geo.ui.uploaddoor import TAB as UPLOAD_TAB
from spo_geo.ui.uploaddoor import (
    draw_banner,
    draw_upload_tab,
    is_waiting,
    records_in_use,
)
from spo_geo.ui.uploadsaving import draw_own_saving
from spo_geo.view import View, make_view
from spo_geo.wording import sentence

TITLE = "SPO coverage atlas"
TABS = ("Map", "Projects", "Call check", UPLOAD_TAB, "Data", "About")
ASSETS = ROOT / "spo_geo" / "assets"
_CONFIGURED = "_page_configured"


NUMBER_HELP = {
    "Funders": "Of all selected projects, a programme counted with the body that runs "
    "it. The sentence counts those of the projects that name a district.",
    "Places held": "Places that could be several districts: outlined, never counted.",
}


def draw_page() -> None:
    """Draw the whole page for the filters in its address."""
    _configure()
    st.html(ASSETS / "page.css")
    st.title(TITLE, anchor=False)
    try:
        if is_admitted():
            with turn():
                _draw(store())
    except SpoGeoError as error:
        st.html(notice(f"The records cannot be shown. {error}"))
        st.stop()


def _configure() -> None:
    """Name the page and lay it out; once a visit, for the browser then does it anew.

    The icon goes along: a file of it would be served as long as a run asks for it.
    """
    if _CONFIGURED in st.session_state:
        return
    icon = base64.b64encode((ASSETS / "icon.png").read_bytes()).decode()
    st.set_page_config(TITLE, f"data:image/png;base64,{icon}", layout="wide")
    st.session_state[_CONFIGURED] = True


def _draw(records: Store) -> None:
    """Draw the map first: it is what a visitor waits for, whatever stands above it.

    Only on the first visit what stands above it goes before, that the map need not
    move down.
    """
    shipped = records.dataset()
    dataset = records_in_use(shipped)
    address.adopt(dataset)
    filters = address.chosen(dataset)
    is_known = not address.unknown_values()
    if is_known:
        address.publish(filters)
    view = make_view(dataset, filters) if is_known else View(dataset, filters, bits=0)
    head = st.container(key="head")
    st.sidebar.header("Filters", anchor=False)
    is_new = is_new_to_visitor()
    if is_new:
        _draw_head(head, view, records.error, is_known=is_known)
    tabs = st.tabs(TABS, key="tab", on_change="rerun")
    with tabs[0]:  # always drawn, so that the map keeps its zoom
        draw_map_tab(view, ROOT / "static")
    draw_sidebar(view)
    draw_sign_out()
    if not is_new:
        _draw_head(head, view, records.error, is_known=is_known)
    _draw_other_tabs(tabs, view, shipped, records.data_dir)


def _draw_head(
    head: DeltaGenerator, view: View, error: SpoGeoError | None, *, is_known: bool
) -> None:
    """Draw what stands above the tabs: notices, numbers, the sentence, saving."""
    with head:
        if error is not None:
            text = "Newer records do not load; the last good ones are shown. "
            st.html(notice(f"{text}{error}"))
        draw_banner()
        _draw_dropped()
        if not is_known:
            _draw_unknown()
        _draw_numbers(view)
        if is_known:
            _draw_sentence(view)


def _draw_dropped() -> None:
    """Name the filters that the records shown before had, and these do not."""
    names = ", ".join(f"“{error.got}”" for error in address.dropped())
    if names:
        text = f"Not in these records, and so no longer chosen: {names}."
        st.html(tag("p", text, role="status", class_="spo-small"))


def _draw_unknown() -> None:
    """Name what the address asks for in vain; nothing is shown until it is gone.

    The address keeps it until then, so that a reload says the same.
    """
    for error in address.unknown_values():
        near = ", ".join(error.allowed) or "none"
        asked = f"The address asks for “{error.got}”: {error.what}"
        text = f"{asked}. Nearest known: {near}. Nothing is shown until it is removed."
        st.html(notice(text))
    st.button("Remove it from the address", on_click=address.forget_unknown)


def _draw_numbers(view: View) -> None:
    numbers = {
        "Projects": view.n_projects,
        "Districts named": view.n_districts,
        "Funders": view.n_funders,
        "Places held": view.n_places_held,
        "Projects that name no district": view.n_projects_without_district,
    }
    with st.container(horizontal=True, gap="large", key="numbers"):
        for label, number in numbers.items():
            st.metric(label, number, width="content", help=NUMBER_HELP.get(label))


def _draw_sentence(view: View) -> None:
    left, right = st.columns([0.6, 0.4], gap="medium", vertical_alignment="center")
    with left:
        st.html(tag("p", sentence(view), class_="spo-sentence"))
    with right:
        draw = draw_own_saving if view.dataset.sheet else draw_saving
        draw(view)
    if view.n_undated_left_out:
        st.caption(f"Projects without dates, left out: {view.n_undated_left_out}")
    if not view.n_projects:
        st.info("0 projects match. Loosen a filter, or clear all of them.")


def _draw_other_tabs(
    tabs: Sequence[TabContainer], view: View, shipped: Dataset, data_dir: Path
) -> None:
    if tabs[1].open:
        with tabs[1]:
            draw_projects_tab(view)
    if tabs[2].open:
        with tabs[2]:
            _draw_call(view)
    if tabs[3].open or is_waiting():  # a sheet is read wherever the reader is
        with tabs[3]:
            draw_upload_tab(shipped, data_dir)
    if tabs[4].open:
        with tabs[4]:
            draw_data_tab(view.dataset)
    if tabs[5].open:
        with tabs[5]:
            draw_about_tab(shipped)


def _draw_call(view: View) -> None:
    if view.dataset.sheet:
        st.info("A call is checked against SPO’s records. Show those first.")
    else:
        draw_call_tab(view)
