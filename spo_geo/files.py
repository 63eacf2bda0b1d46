"""Write a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from spo_geo.errors import SpoGeoError


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the target and rename, so that no half-written file stays.

    Parameters
    ----------
    path : Path
        Target; replaced when it exists.
    content : bytes
        The whole file.

    Raises
    ------
    SpoGeoError
        When the target cannot be written; what was there before is still there.
    """
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise SpoGeoError(
            "the file cannot be written",
            where=str(path),
            got=error.strerror or str(error),
            next_step="choose a folder that exists and that you may write to",
        ) from error
