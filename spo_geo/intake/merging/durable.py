"""Folders that appear at once, locks that no dead process holds, sweeping up."""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from spo_geo.errors import SpoGeoError
from spo_geo.files import UNFINISHED

if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, 1 << 20, os.SEEK_SET)  # past the words, which others read
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class BusyError(SpoGeoError):
    """Another process is writing."""


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock; the system lets go of it when the process ends, however it ends.

    Parameters
    ----------
    path : Path
        The lock's file. It stays: only the lock on it counts.

    Raises
    ------
    BusyError
        When another process holds it.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _take(handle)
        except OSError as error:
            raise BusyError(
                "another import is being written",
                where=str(path.parent.parent),
                got=_holder(path),
                next_step="wait until it is done, then import again",
            ) from error
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"process {os.getpid()}".encode())
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def prepared_folder(path: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """Make a folder with its files appear at once, on the disk to the last byte.

    Parameters
    ----------
    path : Path
        The folder; must not exist.
    files : mapping of str to bytes
        Name and content.

    Yields
    ------
    None
        While the folder is there; an `OSError` of the caller removes it again.
    """
    draft = path.with_name(path.name + UNFINISHED)
    try:
        draft.mkdir()
        for name, content in files.items():
            with (draft / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        sync_folder(draft)
        draft.rename(path)
        sync_folder(path.parent)
        yield
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        if path.exists():
            remove_folder(path)
        raise


def remove_folder(path: Path) -> None:
    """Remove a folder such that no half of it stays under its name."""
    draft = path.with_name(path.name + UNFINISHED)
    path.rename(draft)
    shutil.rmtree(draft, ignore_errors=True)


def sweep(folder: Path, prefix: str = "") -> None:
    """Remove what an earlier process left unfinished.

    Parameters
    ----------
    folder : Path
        Where it lies.
    prefix : str
        How the names of the unfinished begin.
    """
    for path in folder.glob(f"{prefix}*{UNFINISHED}"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system can."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # some network drives have no such call
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return "unknown process"
