"""The line that says which records are shown, and the one click to the others."""

import streamlit as st

from spo_geo.ui.markup import tag
from spo_geo.ui.upload import upload


def draw() -> None:
    """Draw the line, on every tab; nothing while no sheet is loaded."""
    state = upload()
    if state.good is None:
        return
    name = tag("b", tag("bdi", state.good.loaded.file))
    words = ("Shown: your sheet ", name, ". Only you see it.")
    if not state.is_shown:
        words = ("Shown: SPO’s records. Your sheet ", name, " is loaded.")
    with st.container(horizontal=True, vertical_alignment="center", key="banner"):
        st.html(tag("p", *words, class_="spo-notice", role="status"))
        label = "Show SPO’s records" if state.is_shown else "Show your sheet"
        st.button(label, on_click=state.switch, key="upload_switch")
