"""The records in use: loaded once for all visitors, anew when the files change."""

import gc
import threading
from pathlib import Path

import streamlit as st

from spo_geo.dataset import DATA_DIR, GEO_DIR, Dataset, load
from spo_geo.errors import SpoGeoError

Signature = tuple[tuple[str, int, int], ...]


class Store:
    """Holds the last good records and the reason when newer ones do not load."""

    def __init__(self, data_dir: Path = DATA_DIR, geo_dir: Path = GEO_DIR) -> None:
        self._folders = (data_dir, geo_dir)
        self._lock = threading.Lock()
        self._signature: Signature | None = None
        self._dataset: Dataset | None = None
        self.error: SpoGeoError | None = None

    @property
    def data_dir(self) -> Path:
        """Folder of the tables."""
        return self._folders[0]

    def dataset(self) -> Dataset:
        """Return the records as they are on disk, or the last that loaded.

        Raises
        ------
        SpoGeoError
            When no records have loaded yet.
        """
        with self._lock:
            signature = _signature(*self._folders)
            if signature != self._signature:
                self._signature = signature
                self._reload()
            if self._dataset is None:
                raise self.error or SpoGeoError("no records")
            return self._dataset

    def _reload(self) -> None:
        try:
            self._dataset, self.error = load(*self._folders), None
        except SpoGeoError as error:
            self.error = error
            return
        # What was loaded stays for good: the collector need not walk it again
        # after each run of the script.
        gc.freeze()


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """Return the one store of this server."""
    return Store()


def _signature(*folders: Path) -> Signature:
    """Say cheaply which files there are: name, size, time of change."""
    return tuple(
        (str(path), stat.st_size, stat.st_mtime_ns)
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        for stat in (path.stat(),)
    )
