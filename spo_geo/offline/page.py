"""Build the offline map: one HTML file that asks nothing of anybody."""

import base64
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from pathlib import Path
from string import Template
from typing import Any, Final

from spo_geo import attribution
from spo_geo.boundaries import WEB_LAYER
from spo_geo.dataset import GEO_DIR
from spo_geo.errors import DataError, SpoGeoError
from spo_geo.mapdata import map_data
from spo_geo.mapfiles import ASSETS, LEAFLET, MAP_SCRIPTS, read_assets
from spo_geo.mapstate import data_script, inert_json
from spo_geo.offline import words
from spo_geo.offline.policy import Inline, inline, security_policy
from spo_geo.offline.records import file_data
from spo_geo.provenance import make_stamp
from spo_geo.view import View
from spo_geo.wording import sentence

LIMIT: Final = 600_000
"""Largest size of the file [bytes]: small enough for every mailbox."""

OWN_SCRIPTS: Final = tuple(
    f"offline/{name}.js"
    for name in (
        "records",
        "classes",
        "view",
        "wording",
        "filters",
        "lists",
        "tables",
        "printing",
        "page",
    )
)
STYLES: Final = (
    "atlas.css",
    *(f"offline/{name}.css" for name in ("page", "work", "parts", "paper")),
)

_ADDRESS: Final = re.compile(rb"url\([^)]*\)")
_SOURCE_MAP: Final = re.compile(rb"\n//# sourceMappingURL=\S*")


def offline_map(
    view: View, *, title: str = "", made: date, geo_dir: Path = GEO_DIR
) -> bytes:
    """Return the selection as one HTML file that works without a network.

    Parameters
    ----------
    view : View
        The selection; the file holds exactly this.
    title : str, optional
        Title of the page.
    made : date
        The day to print: the same selection, data and day give the same bytes.
    geo_dir : Path, optional
        Folder of the boundary layer.

    Returns
    -------
    bytes
        UTF-8, at most `LIMIT`. Where a large selection would go beyond it, summaries
        and stated results are left out, and the file says so.

    Raises
    ------
    DataError
        When the boundary layer is missing or cannot be read.
    SpoGeoError
        When the selection is too large all the same.
    """
    topology = _read_layer(geo_dir / WEB_LAYER)
    for details in (True, False):
        page = _page(view, topology, title, made, details=details)
        if len(page) <= LIMIT:
            return page
    raise SpoGeoError(
        f"the offline map would be larger than {LIMIT // 1000} KB",
        got=f"{len(page) // 1000} KB for {view.n_projects} projects",
        next_step="narrow the selection with a filter, or write several files",
    )


def _read_layer(path: Path) -> dict[str, Any]:
    try:
        topology: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(
            "the boundary layer cannot be read",
            where=str(path),
            next_step="build it: python -m spo_geo boundaries build PATH",
        ) from error
    return topology


def _page(
    view: View, topology: Mapping[str, Any], title: str, made: date, *, details: bool
) -> bytes:
    boundaries = _attribution(topology)
    short = attribution.SHORT if boundaries == attribution.BOUNDARIES else boundaries
    styles = [inline("style", _leaflet_style()), inline("style", read_assets(STYLES))]
    scripts = [
        inline("script", _leaflet_script()),
        inline("script", data_script(topology, map_data(view, short))),
        inline("script", _file_script(view, details)),
        inline("script", read_assets((*MAP_SCRIPTS, *OWN_SCRIPTS))),
    ]
    template = Template((ASSETS / "offline" / "page.html").read_text("utf-8"))
    page = template.substitute(
        _words(view, made, title or words.DEFAULT_TITLE),
        boundaries=escape(boundaries),
        shortened=escape("" if details else words.SHORTENED),
        policy=escape(security_policy((*styles, *scripts))),
        icon=_data_address(ASSETS / "icon.png"),
        styles=_elements(styles),
        scripts=_elements(scripts),
    )
    return page.encode()


def _attribution(topology: Mapping[str, Any]) -> str:
    """Return what the layer says of its source; a layer of another release differs."""
    return str(topology.get("metadata", {}).get("attribution", attribution.BOUNDARIES))


def _leaflet_script() -> bytes:
    """Leave out the address of the source map, which only developers' tools ask for."""
    return _SOURCE_MAP.sub(b"", (LEAFLET / "leaflet.js").read_bytes())


def _file_script(view: View, details: bool) -> bytes:
    data = inert_json(file_data(view, details=details))
    return f"window.SPO_FILE={data};\n".encode("ascii")


def _leaflet_style() -> bytes:
    """Leave out the addresses of Leaflet's images; the map shows none of them."""
    return _ADDRESS.sub(b"none", (LEAFLET / "leaflet.css").read_bytes())


def _words(view: View, made: date, title: str) -> dict[str, str]:
    """Return what the page says before any script runs, as HTML."""
    stamp = make_stamp(view, made)
    said = {
        "title": title,
        "stamp": stamp.as_json(),
        "sentence": sentence(view),
        "filters": stamp.filters,
        "made": words.long_date(made),
        "records": attribution.records_line(stamp.records_date, stamp.sheet),
        "left_out": words.left_out_when_made(view),
        "n_projects": str(view.n_projects),
        "n_districts": str(view.n_districts),
        "n_funders": str(view.n_funders),
        "n_held": str(view.n_places_held),
        "n_not_on_map": str(view.n_projects_without_district),
    }
    lists = {
        "how_counted": words.how_counted(),
        "documents": words.documents(view),
        "boundary_notes": words.ABOUT_BOUNDARIES,
    }
    return {
        **{name: escape(text) for name, text in said.items()},
        **{name: _items(lines) for name, lines in lists.items()},
        "facts": _facts(words.facts(stamp)),
    }


def _items(lines: Iterable[str]) -> str:
    return "".join(f"<li>{escape(line)}</li>" for line in lines)


def _facts(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in pairs
    )


def _elements(parts: Iterable[Inline]) -> str:
    return "\n".join(part.element for part in parts)


def _data_address(path: Path) -> str:
    return f"data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()}"
