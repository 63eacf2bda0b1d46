"""The map, the district that is open, and the projects that name no district."""

import json
import time
from pathlib import Path

import streamlit as st
import streamlit_folium

from spo_geo import attribution, webmap
from spo_geo.boundaries import WEB_LAYER
from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.errors import SpoGeoError
from spo_geo.filters import Filters
from spo_geo.gazetteer import District
from spo_geo.mapdata import map_data
from spo_geo.mapstate import (
    Look,
    MapData,
    MapHeld,
    count_state,
    data_script,
    map_state,
)
from spo_geo.ui.mapassets import MapAssets, ensure_assets
from spo_geo.ui.markup import notice, tag
from spo_geo.ui.parts import (
    bullet_list,
    district_label,
    project_item,
    unmapped_item,
)
from spo_geo.ui.projectstab import open_project
from spo_geo.ui.turns import turn_given_up
from spo_geo.ui.uploadmap import private_assets
from spo_geo.view import DistrictCount, View, make_view
from spo_geo.wording import planned_of

MAP_HEIGHT = 512  # all of it is in sight on a screen of 768 px
DISTRICT = "district_open"
_MAP = "map"
_PAINTED = "_map_painted"

PAINT = 0.12
"""How long a changed map is left alone with the browser [s]."""

FIRST_PAINT = 0.6
"""How long a map that is new to a visitor is, its frame being loaded first [s]."""

MOST_PAIRS = 20_000
"""Pairs of project and district from which the map is told counts alone.

What the browser is sent, once and on each change, grows with the records up to there.
"""

MOST_LISTED = 50
"""Projects of a list beside the map; the Projects tab has all of them."""


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
        try:
            _draw_map(view, static_dir)
        except SpoGeoError as error:  # such as a full disk: all else can be shown
            st.html(notice(f"The map cannot be shown. {error}"))
    with right:
        _draw_district(view)
        _draw_unmapped(view)


def is_new_to_visitor() -> bool:
    """Tell whether the visitor has not seen the map yet."""
    return _PAINTED not in st.session_state


def _draw_map(view: View, static_dir: Path) -> None:
    data, assets = _data_and_assets(view.dataset, str(static_dir))
    state = _map_state(view, data)
    streamlit_folium.st_folium(
        webmap.base_map(assets.scripts, assets.styles, assets.version),
        key=_MAP,
        height=MAP_HEIGHT,
        use_container_width=True,
        returned_objects=webmap.RETURNED_OBJECTS,
        feature_group_to_add=webmap.overlay(state),
        on_change=_open_clicked,
    )
    _let_it_paint(state)
    st.caption(attribution.BOUNDARIES)
    st.toggle(
        "OpenStreetMap background (needs the internet)",
        key="tiles",
        help="Off: the map asks nothing from any other server.",
    )


def _map_state(view: View, data: MapData) -> dict[str, object]:
    """Return what the map shows of a selection."""
    held = [
        MapHeld(
            held.place,
            held.project_id,
            held.reason,
            [candidate.adm2_pcode for candidate in held.candidates],
        )
        for held in view.held
    ]
    look = Look(
        selected=st.session_state.get(DISTRICT),
        years=view.filters.years,
        filtered=bool(view.filters) or not view.n_projects,
        theme=st.context.theme.type,
        tiles=st.session_state.get("tiles", False),
    )
    if _is_counted_only(view.dataset):
        counts = {c.district.adm2_pcode: c.n_projects for c in view.district_counts}
        planned = {c.district.adm2_pcode: c.n_planned for c in view.district_counts}
        return count_state(
            counts,
            view.n_projects_with_district,
            planned=planned,
            n_planned=view.n_planned_with_district,
            held=held,
            **look,
        )
    ids = {c.district.adm2_pcode: c.project_ids for c in view.district_counts}
    return map_state(data, ids, held=held, **look)


def _is_counted_only(dataset: Dataset) -> bool:
    return len(dataset.coverage.located) > MOST_PAIRS


def _let_it_paint(state: dict[str, object]) -> None:
    """Send the rest of the page once the browser has had time to paint a new map.

    It would otherwise lay out the whole page before it hands the map its new state.
    """
    before = st.session_state.get(_PAINTED)
    if state == before:
        return
    st.session_state[_PAINTED] = state
    pause = PAINT if before else FIRST_PAINT
    if pause:
        with turn_given_up():
            time.sleep(pause)


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
    topology = json.loads((GEO_DIR / WEB_LAYER).read_text("utf-8"))
    data = _map_data(_dataset)
    return data, ensure_assets(Path(static_dir), data_script(topology, data))


def _map_data(dataset: Dataset) -> MapData:
    """Return the map's tables; one that is told counts alone needs no projects."""
    nothing = View(dataset, Filters(), bits=0)
    view = nothing if _is_counted_only(dataset) else make_view(dataset)
    return map_data(view, attribution.SHORT)


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
        _draw_district_projects(view, by_pcode[pcode], counts.get(pcode))


def _draw_district_projects(
    view: View, district: District, count: DistrictCount | None
) -> None:
    st.html(tag("h2", district_label(district)))
    if count is None:
        st.html(tag("p", "No record in this selection names this district."))
    if count and count.n_planned:
        st.html(tag("p", _how_many(count)))
    for project in count.first(MOST_LISTED) if count else ():
        st.html(bullet_list([project_item(view.dataset, project)]))
        st.button(
            f"Open {project.project_id}",
            key=f"open {project.project_id}",
            on_click=open_project,
            args=(project.project_id,),
            type="tertiary",
            icon=":material/arrow_forward:",
        )
    if count:
        _draw_more(count.n_projects, "choose the district in the filters")
    held_here = [held for held in view.held if district in held.candidates]
    for held in held_here[:MOST_LISTED]:
        text = f"{held.place} ({held.project_id}) may lie here: {held.reason}"
        st.html(tag("p", text, class_="spo-small"))
    _draw_more(len(held_here), "the Data tab lists every place held")


def _how_many(count: DistrictCount) -> str:
    """Say how many projects name a district, and how many of them are planned."""
    noun = "project" if count.n_projects == 1 else "projects"
    planned = planned_of(count.n_projects, count.n_planned)
    return f"{count.n_projects} {noun}, {planned}"


def _draw_more(n: int, where: str) -> None:
    """Say how many are not listed, and where they are."""
    if n > MOST_LISTED:
        text = f"and {n - MOST_LISTED:,} more: {where}"
        st.html(tag("p", text, class_="spo-small"))


def _draw_unmapped(view: View) -> None:
    """List what the map cannot show, grouped by scope, in the sources' own words."""
    n_unmapped = view.n_projects_without_district
    st.html(tag("h2", f"Not on the map: {n_unmapped} of {view.n_projects} projects"))
    numbers = view.n_without_district
    for scope in view.dataset.lists["scopes"]:
        if scope.key not in numbers:
            continue
        with st.expander(f"{scope.label} ({numbers[scope.key]})"):
            projects = view.without_district(scope.key, MOST_LISTED)
            st.html(bullet_list(unmapped_item(project) for project in projects))
            _draw_more(numbers[scope.key], "choose the scope in the filters")
