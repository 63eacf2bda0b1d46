"""The map of a visitor's own sheet: its projects reach this visitor's browser alone.

What the app serves under ``static/`` is open to everyone, so the titles of a sheet do
not go there. They are a file of the visitor's session, kept in memory like the files
behind download buttons and gone with the session; boundaries, offices and the
presence list are the shared ones.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st
from streamlit.runtime import get_instance

from spo_geo.boundaries import WEB_LAYER
from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.mapstate import MapData, data_script, projects_script
from spo_geo.ui.mapassets import MapAssets, ensure_assets

_KNOWN = "_upload_map"
_TO_MEDIA = "../.."  # from the page of the component, as in mapassets


@dataclass(frozen=True, slots=True)
class _Known:
    """What this session's map was made of last."""

    version: str
    data: MapData
    projects: bytes


def private_assets(
    dataset: Dataset, make_data: Callable[[Dataset], MapData], static_dir: str
) -> tuple[MapData, MapAssets]:
    """Return the map's tables and files for records that one visitor may see.

    Parameters
    ----------
    dataset : Dataset
        A visitor's sheet.
    make_data : callable
        Makes the tables of the map.
    static_dir : str
        Folder that the app serves; no project of the sheet is written there.

    Returns
    -------
    tuple of (MapData, MapAssets)
        The files are the shared ones and, after those that it corrects, one with
        the projects. That one is handed to the session anew in every run.
    """
    known = st.session_state.get(_KNOWN)
    if known is None or known.version != dataset.version:
        data = make_data(dataset)
        script = projects_script(data.projects, dataset.version)
        known = st.session_state[_KNOWN] = _Known(dataset.version, data, script)
    shared = replace(known.data, projects=())
    base = _shared_assets(hash(shared), shared, static_dir)
    media = get_instance().media_file_mgr
    address = media.add(known.projects, "text/javascript", _KNOWN)
    leaflet, constants, atlas = base.scripts
    scripts = (leaflet, constants, f"{_TO_MEDIA}{address}", atlas)
    version = f"{base.version}{dataset.version[:16]}"
    return known.data, MapAssets(scripts, base.styles, version)


@st.cache_resource(max_entries=2, show_spinner=False)
def _shared_assets(key: int, _data: MapData, static_dir: str) -> MapAssets:
    """Write the files without any project; `key` is the hash of what is in them."""
    topology = json.loads((GEO_DIR / WEB_LAYER).read_text("utf-8"))
    return ensure_assets(Path(static_dir), data_script(topology, _data))
