"""The map as tutorials build it, on the project's own records: to compare with.

Each run merges the counts into a GeoDataFrame and builds `folium.Choropleth` and a
layer of tooltips anew. Two things are kinder to it than most tutorials are: it takes
no value from the map, so that a change runs the script once, and it loads Leaflet
alone, from its own server.
"""

import json

import folium
import geopandas
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from spo_geo.boundaries import read_layer
from spo_geo.dataset import GEO_DIR, load
from spo_geo.filters import Filters
from spo_geo.view import make_view

LEAFLET = "../../app/static/leaflet"


class OfflineMap(folium.Map):
    """A folium map that asks no other server for its files."""

    default_js = [("leaflet", f"{LEAFLET}/leaflet.js")]  # noqa: RUF012
    default_css = [("leaflet_css", f"{LEAFLET}/leaflet.css")]  # noqa: RUF012


@st.cache_data
def read_districts() -> geopandas.GeoDataFrame:
    """Return one row a district: P-code, names, geometry."""
    layer = read_layer(GEO_DIR / "pak_adm_web.topojson")
    rows = [
        {
            "adm2_pcode": unit.pcode,
            "adm2_name": unit.name,
            "adm1_name": layer.adm1[unit.parent].name,
            "geometry": layer.geometry(unit.pcode),
        }
        for unit in layer.adm2.values()
    ]
    return geopandas.GeoDataFrame(rows, crs="EPSG:4326")


@st.cache_data
def read_pairs() -> pd.DataFrame:
    """Return one row for each funder, project and district, as the page counts them."""
    dataset = load()
    rows = [
        (code.menu_label, project_id, count.district.adm2_pcode)
        for code in dataset.lists["funders"]
        for count in make_view(dataset, Filters(funders=(code.key,))).district_counts
        for project_id in count.project_ids
    ]
    return pd.DataFrame(rows, columns=["funder", "project_id", "adm2_pcode"])


def draw_map(districts: geopandas.GeoDataFrame, counts: pd.DataFrame) -> folium.Map:
    """Return the map of the counts."""
    merged = districts.merge(counts, on="adm2_pcode", how="left")
    merged["projects"] = merged["projects"].fillna(0).astype(int)
    drawn = OfflineMap(location=[30.4, 69.4], zoom_start=5, tiles=None)
    shapes = json.loads(merged.to_json())
    choropleth = folium.Choropleth(
        geo_data=shapes,
        data=merged,
        columns=["adm2_pcode", "projects"],
        key_on="feature.properties.adm2_pcode",
        fill_color="YlGnBu",
        fill_opacity=0.8,
        line_opacity=0.3,
    )
    for name in [name for name in choropleth._children if name.startswith("color_map")]:
        del choropleth._children[name]  # its legend would need d3 from elsewhere
    choropleth.add_to(drawn)
    folium.GeoJson(
        shapes,
        style_function=lambda _: {"fillOpacity": 0, "weight": 0},
        tooltip=folium.GeoJsonTooltip(
            ["adm2_name", "adm1_name", "projects"], ["District", "Province", "Projects"]
        ),
    ).add_to(drawn)
    return drawn


def draw() -> None:
    """Draw the page: a filter in the sidebar, two numbers, the map."""
    st.set_page_config("Tutorial", layout="wide")
    districts, pairs = read_districts(), read_pairs()
    chosen = st.sidebar.multiselect("Funder", sorted(pairs["funder"].unique()))
    if chosen:
        pairs = pairs[pairs["funder"].isin(chosen)]
    counts = pairs.groupby("adm2_pcode")["project_id"].nunique()
    st.metric("Projects", pairs["project_id"].nunique())
    st.metric("Districts named", len(counts))
    st_folium(
        draw_map(districts, counts.rename("projects").reset_index()),
        height=512,
        use_container_width=True,
        returned_objects=[],
    )
