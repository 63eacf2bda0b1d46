"""Files that survive a kill or a power cut: whole and old, or whole and new."""

import contextlib
import errno
import glob
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from spo_geo.errors import SpoGeoError

UNFINISHED: Final = ".tmp"
"""Ending of what is being written; it counts for nothing and is swept away."""

_ABANDONED: Final = 24 * 60 * 60
"""Age from which nobody can still be writing what is unfinished [s]."""

_NO_SPACE: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the target and rename, so that no half-written file stays.

    Parameters
    ----------
    path : Path
        Target; replaced when it exists. Where it is a link, the file that it leads to.
    content : bytes
        The whole file.

    Raises
    ------
    SpoGeoError
        When the target cannot be written; what was there before is still there.
    """
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            raise SpoGeoError(
                "the file cannot be written",
                where=str(path),
                got="something that is no file",
                next_step="choose another name",
            )
        _sweep(target)
        with prepared(target, content) as temporary:
            temporary.replace(target)
    except OSError as error:
        raise SpoGeoError(
            "the file cannot be written",
            where=str(path),
            got=error.strerror or str(error),
            next_step="free some space, or choose another disk"
            if error.errno in _NO_SPACE
            else "choose a folder that exists and that you may write to",
        ) from error


@contextlib.contextmanager
def prepared(path: Path, content: bytes) -> Iterator[Path]:
    """Write a file beside its target, on the disk to the last byte.

    Parameters
    ----------
    path : Path
        The target.
    content : bytes
        All of the file.

    Yields
    ------
    Path
        The file, with the target's permissions, to be renamed to it; it is removed
        if it was not.
    """
    handle, name = tempfile.mkstemp(UNFINISHED, f".{path.name}.", path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        else:
            temporary.chmod(0o644)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _sweep(target: Path) -> None:
    """Remove what a killed process left beside a target long ago."""
    for path in target.parent.glob(f".{glob.escape(target.name)}.*{UNFINISHED}"):
        with contextlib.suppress(OSError):  # another process may be sweeping too
            if path.stat().st_mtime < time.time() - _ABANDONED:
                path.unlink()
