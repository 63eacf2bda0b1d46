"""A page with nothing but the map and what a test changes about it."""

import json
import os
from pathlib import Path

import streamlit as st
import streamlit_folium

from spo_geo import webmap
from spo_geo.mapstate import (
    MapData,
    MapHeld,
    MapMark,
    MapProject,
    data_script,
    map_state,
)
from spo_geo.ui.mapassets import ensure_assets

HOSTILE = (
    "{{7*7}} {% raw %} {{ cycler.__init__.__globals__ }} "
    '<img src=x onerror="window.top.hit=1"> "></script> `tick` ${7*7} \u2028 لاہور'
)
DATA = MapData(
    projects=(
        MapProject("SPO-01", HOSTILE, "Oct 2011 – Sep 2014", range(2011, 2015)),
        MapProject("SPO-02", "Second", "2014 – 2016", range(2014, 2017)),
        MapProject("SPO-03", "Third, no dates", "", range(0)),
    ),
    offices=(MapMark("Quetta", "PK226"), MapMark(HOSTILE, "PK601")),
    presence=(MapMark("Turbat", "PK211"),),
    attribution="Boundaries: a source. No endorsement is implied.",
)
ALL = {
    "PK601": ("SPO-01", "SPO-02", "SPO-03"),
    "PK602": ("SPO-01", "SPO-02"),
    "PK226": ("SPO-01",),
    "PK211": ("SPO-03",),
}
VIEWS = {"all": ALL, "one": {"PK211": ("SPO-03",)}, "none": {}}
HELD = [MapHeld(HOSTILE, "SPO-01", "several districts", ("PK603", "PK604"))]

st.set_page_config(layout="wide")


@st.cache_resource
def assets():
    layer = Path(os.environ["SPO_LAYER"]).read_bytes()
    script = data_script(json.loads(layer), DATA)
    return ensure_assets(Path(__file__).parent / "static", script)


def on_click() -> None:
    clicked = webmap.selected_from(st.session_state.get("map"))
    if clicked:
        st.session_state["district"] = clicked


st.session_state["runs"] = st.session_state.get("runs", 0) + 1
view = st.radio("View", list(VIEWS), horizontal=True, key="view")
chosen = st.selectbox("District", ["", *ALL, "PK603"], key="district")
state = map_state(
    DATA,
    VIEWS[view],
    held=HELD if view == "all" else [],
    selected=chosen,
    filtered=view != "all",
)
served = assets()
streamlit_folium.st_folium(
    webmap.base_map(served.scripts, served.styles, served.version),
    key="map",
    height=560,
    use_container_width=True,
    feature_group_to_add=webmap.overlay(state),
    returned_objects=list(webmap.RETURNED_OBJECTS),
    on_change=on_click,
)
st.text(f"runs={st.session_state['runs']} chosen={chosen}")
