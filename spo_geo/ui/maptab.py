"""The map, the district that is open, and the projects that name no district."""

import json
from pathlib import Path

import streamlit as st
import streamlit_folium

from spo_geo import attribution, webmap
from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.gazetteer import District
from spo_geo.mapstate import (
    MapData,
    MapHeld,
    MapMark,
    MapProject,
    data_script,
    map_state,
)
from spo_geo.model import Office, Presence
from spo_geo.ui.mapassets import MapAssets, ensure_assets
from spo_geo.ui.markup import tag
from spo_geo.ui.parts import (
    bullet_list,
    district_label,
    project_item,
    unmapped_item,
)
from spo_geo.ui.projectstab import open_project
from spo_geo.ui.uploadmap import private_assets
from spo_geo.view import View

MAP_HEIGHT = 512  # all of it is in sight on a screen of 768 px
DISTRICT = "district_open"
_MAP = "map"


def draw_map_tab(view: View, static_dir: Path) -> None:
    """Draw the map with what belongs beside it.

    Parameters
    ----------
    view : View
        The selection.
    static_dir : Path
        Folder that the app serves under ``app/static/``.
    """
    left, right = st.columns([0.68, 0.32], gap="medium")
    with left:
        _draw_map(view, static_dir)
    with right:
        _draw_district(view)
        _draw_unmapped(view)


def _draw_map(view: View, static_dir: Path) -> None:
    data, assets = _data_and_assets(view.dataset, str(static_dir))
    state = map_state(
        data,
        {c.district.adm2_pcode: c.project_ids for c in view.district_counts},
        held=[
            MapHeld(
                held.place,
                held.project_id,
                held.reason,
                [candidate.adm2_pcode for candidate in held.candidates],
            )
            for held in view.held
        ],
        selected=st.session_state.get(DISTRICT),
        years=view.filters.years,
        filtered=bool(view.filters) or not view.n_projects,
        theme=st.context.theme.type,
        tiles=st.session_state.get("tiles", False),
    )
    streamlit_folium.st_folium(
        webmap.base_map(assets.scripts, assets.styles, assets.version),
        key=_MAP,
        height=MAP_HEIGHT,
        use_container_width=True,
        returned_objects=webmap.RETURNED_OBJECTS,
        feature_group_to_add=webmap.overlay(state),
        on_change=_open_clicked,
    )
    st.caption(attribution.BOUNDARIES)
    st.toggle(
        "OpenStreetMap background (needs the internet)",
        key="tiles",
        help="Off: the map asks nothing from any other server.",
    )


def _open_clicked() -> None:
    """Open the district that was clicked, before the page is drawn."""
    pcode = webmap.selected_from(st.session_state.get(_MAP))
    if pcode is not None:
        st.session_state[DISTRICT] = pcode


def _data_and_assets(dataset: Dataset, static_dir: str) -> tuple[MapData, MapAssets]:
    """Return what the browser loads once; of a visitor's sheet nothing is shared."""
    if not dataset.sheet:
        return _map_assets(dataset.version, dataset, static_dir)
    return private_assets(dataset, _map_data, static_dir)


@st.cache_resource(max_entries=2, show_spinner=False)
def _map_assets(
    version: str, _dataset: Dataset, static_dir: str
) -> tuple[MapData, MapAssets]:
    """Write what the browser loads once; `version` is the key of the cache."""
    topology = json.loads((GEO_DIR / "pak_adm_web.topojson").read_text("utf-8"))
    data = _map_data(_dataset)
    return data, ensure_assets(Path(static_dir), data_script(topology, data))


def _map_data(dataset: Dataset) -> MapData:
    records = dataset.records
    return MapData(
        projects=tuple(
            MapProject(p.project_id, p.title, p.period, p.active_years)
            for p in dataset.projects
        ),
        offices=_marks(dataset, records.offices),
        presence=_marks(dataset, records.presence),
        attribution=attribution.SHORT,
    )


def _marks(
    dataset: Dataset, rows: tuple[Office, ...] | tuple[Presence, ...]
) -> tuple[MapMark, ...]:
    """Place the rows that name one district; the Data tab lists the others."""
    matches = [(r.place, dataset.gazetteer.match(r.place, r.province)) for r in rows]
    return tuple(
        MapMark(place, match.districts[0].adm2_pcode)
        for place, match in matches
        if match.status == "resolved"
    )


def _draw_district(view: View) -> None:
    counts = {c.district.adm2_pcode: c for c in view.district_counts}
    districts = sorted(
        view.dataset.gazetteer.districts.values(),
        key=lambda d: (d.adm2_pcode not in counts, d.adm2_name),
    )
    by_pcode = {d.adm2_pcode: d for d in districts}

    def label(pcode: str) -> str:
        n = counts[pcode].n_projects if pcode in counts else 0
        return f"{by_pcode[pcode].adm2_name}, {by_pcode[pcode].adm1_name} ({n})"

    if DISTRICT in st.session_state:
        st.session_state[DISTRICT] = st.session_state[DISTRICT]
    pcode = st.selectbox(
        "District (or click the map)",
        list(by_pcode),
        index=None,
        format_func=label,
        key=DISTRICT,
        placeholder="Choose a district",
    )
    if pcode:
        ids = counts[pcode].project_ids if pcode in counts else ()
        _draw_district_projects(view, by_pcode[pcode], ids)


def _draw_district_projects(
    view: View, district: District, project_ids: tuple[str, ...]
) -> None:
    st.html(tag("h2", district_label(district)))
    if not project_ids:
        st.html(tag("p", "No record in this selection names this district."))
    for project_id in project_ids:
        project = view.dataset.project(project_id)
        st.html(bullet_list([project_item(view.dataset, project)]))
        st.button(
            f"Open {project_id}",
            key=f"open {project_id}",
            on_click=open_project,
            args=(project_id,),
            type="tertiary",
            icon=":material/arrow_forward:",
        )
    for held in view.held:
        if district in held.candidates:
            text = f"{held.place} ({held.project_id}) may lie here: {held.reason}"
            st.html(tag("p", text, class_="spo-small"))


def _draw_unmapped(view: View) -> None:
    """List what the map cannot show, grouped by scope, in the sources' own words."""
    unmapped = view.projects_without_district
    st.html(tag("h2", f"Not on the map: {len(unmapped)} of {view.n_projects} projects"))
    scopes = view.dataset.lists["scopes"]
    for scope in scopes:
        projects = [p for p in unmapped if p.scope == scope.key]
        if not projects:
            continue
        with st.expander(f"{scope.label} ({len(projects)})"):
            st.html(bullet_list(unmapped_item(project) for project in projects))
