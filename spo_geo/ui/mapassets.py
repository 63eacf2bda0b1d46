"""The files of the map that the app serves itself, under a name made of their bytes.

Streamlit serves the app's ``static/`` folder. A set of files that belong together
lies in one folder there, named by a hash of all of them: a browser may keep it for
as long as it likes, and a new data set or a new version is a new address.
"""

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from spo_geo.errors import SpoGeoError
from spo_geo.mapfiles import ASSETS, LEAFLET, MAP_SCRIPTS, read_assets

ATLAS_SCRIPTS = (*MAP_SCRIPTS, "bridge.js")
PREFIX = "map-"
KEEP_SECONDS = 24 * 60 * 60

# From the page of the component, /component/<name>/index.html, to /app/static/. A
# relative address holds behind a proxy's path prefix too.
_TO_STATIC = "../../app/static"


@dataclass(frozen=True, slots=True)
class MapAssets:
    """Where the browser finds the map's files.

    Attributes
    ----------
    scripts, styles : tuple of str
        Addresses relative to the component's page, in the order of loading.
    version : str
        Hash of all files, letters and digits.
    """

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    version: str


def ensure_assets(static_dir: Path, data_script: bytes) -> MapAssets:
    """Write the map's files into the served folder, unless they are there.

    Folders of earlier versions that are older than a day are removed.

    Parameters
    ----------
    static_dir : Path
        The app's ``static`` folder; made if missing.
    data_script : bytes
        From `spo_geo.mapstate.data_script`.

    Returns
    -------
    MapAssets
        The addresses.

    Raises
    ------
    SpoGeoError
        The folder cannot be written.
    """
    files = {**_leaflet_files(), **_atlas_files(), "data.js": data_script}
    version = _hash(files)
    folder = static_dir / f"{PREFIX}{version}"
    try:
        _write_once(folder, files)
    except OSError as error:
        raise SpoGeoError(
            f"the map's files cannot be written ({error.strerror})",
            where=str(static_dir),
            next_step="let the program write there, or start it in another folder",
        ) from error
    _remove_old(static_dir, keep=folder)
    base = f"{_TO_STATIC}/{folder.name}"
    return MapAssets(
        scripts=tuple(f"{base}/{n}" for n in ("leaflet.js", "data.js", "atlas.js")),
        styles=tuple(f"{base}/{n}" for n in ("leaflet.css", "atlas.css")),
        version=version,
    )


def _leaflet_files() -> dict[str, bytes]:
    images = sorted((LEAFLET / "images").glob("*.png"))
    paths = [LEAFLET / "leaflet.js", LEAFLET / "leaflet.css", *images]
    return {path.relative_to(LEAFLET).as_posix(): path.read_bytes() for path in paths}


def _atlas_files() -> dict[str, bytes]:
    style = (ASSETS / "atlas.css").read_bytes()
    return {"atlas.js": read_assets(ATLAS_SCRIPTS), "atlas.css": style}


def _hash(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _write_once(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write aside and rename, so that nobody is ever served half a folder."""
    if folder.is_dir():
        os.utime(folder)
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{PREFIX}", dir=folder.parent))
    try:
        aside.chmod(0o755)
        for name, content in files.items():
            path = aside / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        aside.rename(folder)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        # Another process of the same version may have been quicker.
        if not folder.is_dir():
            raise


def _remove_old(static_dir: Path, keep: Path) -> None:
    limit = time.time() - KEEP_SECONDS
    for pattern in (f"{PREFIX}*", f".{PREFIX}*"):
        for folder in static_dir.glob(pattern):
            # Another process may be cleaning up as well.
            with contextlib.suppress(FileNotFoundError):
                if folder != keep and folder.stat().st_mtime < limit:
                    shutil.rmtree(folder, ignore_errors=True)
