"""The records in use: loaded once for all visitors, anew when the files change.

Several files can only be replaced one after the other. New ones are therefore taken
once all of them rest; until then, and when they do not load, the last good records
stay in use.
"""

import contextlib
import gc
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import streamlit as st

from spo_geo.boundaries import LAYERS, read_attribution
from spo_geo.dataset import DATA_DIR, GEO_DIR, Dataset, is_data, load
from spo_geo.errors import DataError, SpoGeoError

REST = 0.5
"""How long no file may change before the files count as all there [s]."""

LONGEST_WAIT = 2.0
"""How long a visitor waits for files that keep changing [s]."""

Signature = tuple[tuple[str, int, int, int, int], ...]


class Store:
    """Holds the last good records and the reason when newer ones do not load.

    Parameters
    ----------
    data_dir, geo_dir : Path
        Folders with the tables and with the boundary layer and gazetteer.
    rest : float
        How long no file may change before the files count as all there [s].
    """

    def __init__(
        self,
        data_dir: Path = DATA_DIR,
        geo_dir: Path = GEO_DIR,
        *,
        rest: float = REST,
    ) -> None:
        self._folders = (data_dir, geo_dir)
        self._rest = rest
        self._lock = threading.Lock()
        self._signature: Signature | None = None
        self._dataset: Dataset | None = None
        self._next_look = 0.0
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
            if signature != self._signature and time.monotonic() >= self._next_look:
                self._take(signature)
            if self._dataset is None:
                raise self.error or SpoGeoError("no records")
            return self._dataset

    def _take(self, signature: Signature) -> None:
        """Load the files once they rest; those that never do wait for a later look."""
        rested = self._rested(signature)
        if rested is None and self._dataset is not None:
            self._next_look = time.monotonic() + LONGEST_WAIT
            return
        self._signature = rested or signature
        self._reload()

    def _rested(self, signature: Signature) -> Signature | None:
        """Return what the files are once none has changed for a while."""
        if self._dataset is None and _age(signature) > self._rest:
            return signature  # nobody was writing as the program started
        end = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < end:
            time.sleep(self._rest)
            later = _signature(*self._folders)
            if later == signature:
                return signature
            signature = later
        return None

    def _reload(self) -> None:
        try:
            dataset = _load(*self._folders)
        except SpoGeoError as error:
            self.error = error
            return
        self.error = None
        if self._dataset is not None and dataset.version == self._dataset.version:
            return
        is_other = self._dataset is not None
        self._dataset = dataset
        _settle_memory(of_others=is_other)


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """Return the one store of this server."""
    return Store()


def _load(data_dir: Path, geo_dir: Path) -> Dataset:
    """Load all that the page needs of the files, or raise `SpoGeoError`."""
    try:
        dataset = load(data_dir, geo_dir)
        for name in LAYERS:
            read_attribution(geo_dir / name)
    except SpoGeoError:
        raise
    except Exception as error:  # whatever a file holds, the page must not fall
        raise DataError(
            "the records cannot be read",
            where=str(data_dir),
            got=f"{type(error).__name__}: {error}",
            next_step="bring back the files as they were",
        ) from error
    return dataset


def _settle_memory(*, of_others: bool) -> None:
    """Let go of other records before, and keep the collector off those that stay.

    It would else walk through them again after each run of the script.
    """
    if of_others:
        gc.unfreeze()
        gc.collect()
    gc.freeze()


def _signature(*folders: Path) -> Signature:
    """Say cheaply which files there are: name, size, times of change, which file."""
    return tuple(entry for folder in folders for entry in _entries(folder))


def _entries(folder: Path) -> Iterator[tuple[str, int, int, int, int]]:
    with contextlib.suppress(OSError):  # replaced this moment: the next look tells
        for path in sorted(folder.iterdir()):
            if is_data(path):
                stat = path.stat()
                times = (stat.st_mtime_ns, stat.st_ctime_ns)
                yield (str(path), stat.st_size, *times, stat.st_ino)


def _age(signature: Signature) -> float:
    """Return for how long no file has changed [s]; less than 0 is a wrong clock."""
    newest = max((max(file[2], file[3]) for file in signature), default=0)
    return time.time() - newest / 1e9
