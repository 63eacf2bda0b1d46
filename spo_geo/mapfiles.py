"""The scripts and styles of the map, for whoever puts them on a page.

The app serves them as files, the offline map holds them; both draw with the same.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from xstatic.pkg import leaflet

ASSETS: Final = Path(__file__).parent / "assets"
LEAFLET: Final = Path(leaflet.BASE_DIR)
LEAFLET_VERSION: Final[str] = leaflet.VERSION
MAP_SCRIPTS: Final = (
    "topology.js",
    "selection.js",
    "hatch.js",
    "controls.js",
    "marks.js",
    "viewport.js",
    "atlas.js",
)
"""The map itself, in the order of loading; none of them knows the page around it."""


def read_assets(names: Iterable[str]) -> bytes:
    """Return several of the project's own scripts, or styles, as one.

    Parameters
    ----------
    names : iterable of str
        Paths under ``spo_geo/assets``, in the order of loading.

    Returns
    -------
    bytes
        UTF-8.
    """
    return b"".join((ASSETS / name).read_bytes() for name in names)
