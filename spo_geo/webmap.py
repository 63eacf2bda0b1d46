"""The map of the page as folium objects; the only module that knows folium.

The base map is the same script for as long as the served files are the same, so
streamlit-folium keeps its frame, its zoom and its centre. What changes travels as
one call of ``SpoAtlas.update`` in a feature group. How that holds together is told
in ``docs/map-design.md``.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from spo_geo.mapstate import inert_json

# The only value that the page reads from the map.
RETURNED_OBJECTS = ("last_active_drawing",)

_PCODE = re.compile(r"[A-Z]{2}[0-9]{1,8}")


class _AtlasMap(folium.Map):
    """A folium map whose Leaflet map is made by the project's own script.

    It has no header: folium's would name four foreign hosts' files and reset
    styles that ``atlas.css`` sets.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} =
            window.SpoAtlas.attach("{{ this.get_name() }}", "{{ this.version }}");
        {% endmacro %}
        """
    )

    def __init__(
        self, scripts: Sequence[str], styles: Sequence[str], version: str
    ) -> None:
        super().__init__(tiles=None)
        self.version = version
        self.default_js = [(url, url) for url in scripts]
        self.default_css = [(url, url) for url in styles]

    # Render without the styles and switches that folium.Map adds to the page.
    render = JSCSSMixin.render


class _Update(MacroElement):
    """The call that tells the atlas its new state."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        window.SpoAtlas.update({{ this.payload }});
        {% endmacro %}
        """
    )

    def __init__(self, payload: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # branca has no types
        self._name = "Update"
        self.payload = payload


def base_map(scripts: Sequence[str], styles: Sequence[str], version: str) -> folium.Map:
    """Return the map without any data in it. Make a new one for each run.

    Parameters
    ----------
    scripts, styles : sequence of str
        Addresses of the served files, relative to the component's page.
    version : str
        Letters and digits that change when those files change; part of the
        script, so that a new data set gets a new frame.

    Returns
    -------
    folium.Map
        Never cache it: ``st_folium`` alters it.

    Raises
    ------
    ValueError
        `version` holds something else than letters and digits.
    """
    if not version.isalnum() or not version.isascii():
        msg = f"a version is letters and digits, got {version!r}"
        raise ValueError(msg)
    return _AtlasMap(scripts, styles, version)


def overlay(state: Mapping[str, object]) -> folium.FeatureGroup:
    """Return the change to push through ``feature_group_to_add``.

    Parameters
    ----------
    state : mapping
        From `spo_geo.mapstate.map_state`.

    Returns
    -------
    folium.FeatureGroup
        Empty of layers; its script updates the atlas.
    """
    group = folium.FeatureGroup(name="state", control=False)
    _Update(inert_json(state)).add_to(group)
    return group


def selected_from(returned: Mapping[str, Any] | None) -> str | None:
    """Return the P-code of the district that was clicked last.

    Parameters
    ----------
    returned : mapping or None
        What ``st_folium`` returned, or what it left in the session state.

    Returns
    -------
    str or None
        ``adm2_pcode``; None before the first click. Whether the district exists
        is for the caller to look up.

    Examples
    --------
    >>> click = {"properties": {"adm2_pcode": "PK603", "at": 1}}
    >>> selected_from({"last_active_drawing": click})
    'PK603'
    """
    try:
        pcode = (returned or {})["last_active_drawing"]["properties"]["adm2_pcode"]
    except (KeyError, TypeError):
        return None
    return pcode if isinstance(pcode, str) and _PCODE.fullmatch(pcode) else None
