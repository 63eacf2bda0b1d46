"""The projects on the disk: switched at once, the version before kept, undo.

An import changes one file, ``projects.csv``. The new one is written beside it and
takes its name in one step of the file system, so that a kill at any moment leaves
the old or the new one whole. Before that step the old one is copied into the hidden
folder ``.previous``, under the next number, with a line on what the change is.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from spo_geo.errors import DataError, SpoGeoError
from spo_geo.files import UNFINISHED, prepared
from spo_geo.intake.merging.durable import (
    locked,
    prepared_folder,
    remove_folder,
    sweep,
    sync_folder,
)
from spo_geo.intake.merging.plan import Plan
from spo_geo.intake.merging.table import NAME, parse_table

PREVIOUS: Final = ".previous"
"""Folder of the versions before; hidden, so that it is no part of the data."""

KEEP: Final = 20
"""Number of versions that are kept."""

_CHANGE: Final = "change.json"
_LOCK: Final = "lock"


@dataclass(frozen=True, slots=True)
class Version:
    """One change of the projects, with the file as it was before.

    Attributes
    ----------
    number : int
        From 1, in the order of the changes.
    what : str
        What was done, in words.
    before, after : str
        SHA-256 of ``projects.csv``, hexadecimal.
    undoes : int
        Number of the change that it took back; 0 for an import.
    """

    number: int
    what: str
    before: str
    after: str
    undoes: int = 0


def apply(plan: Plan, data_dir: Path, what: str = "import") -> Version | None:
    """Write what a plan says.

    Parameters
    ----------
    plan : Plan
        Made from the projects of this folder.
    data_dir : Path
        Folder of the records.
    what : str
        What is done, in words, such as ``import of projects 2027.xlsx``.

    Returns
    -------
    Version or None
        What `undo` will take back; None when there was nothing to write.

    Raises
    ------
    SpoGeoError
        When another process writes, the projects are no longer those of the plan,
        or the folder cannot be written to. The projects are then as they were.
    """
    if plan.changes_nothing:
        return None
    content = plan.after.to_bytes()
    if parse_table(content, "the plan").rows != plan.after.rows:
        raise SpoGeoError("the plan holds text that no table can hold")
    with _writing(data_dir):
        present = _content(data_dir)
        if _digest(present) != plan.before.digest:
            raise SpoGeoError(
                "the projects were changed after the plan was made",
                where=str(data_dir / NAME),
                next_step="nothing was written; import again",
            )
        return _switch(data_dir, present, content, what)


def undo(data_dir: Path, *, anyway: bool = False) -> Version:
    """Bring back the projects as they were before the last import.

    Parameters
    ----------
    data_dir : Path
        Folder of the records.
    anyway : bool
        Also when the file was edited after that import. What is there now is kept
        among the previous versions.

    Returns
    -------
    Version
        The undo itself. Called again, `undo` goes one import further back.

    Raises
    ------
    SpoGeoError
        When there is nothing to undo, the file was edited since, or it cannot be
        written. The projects are then as they were.
    """
    if not (data_dir / PREVIOUS).is_dir():
        raise _nothing_to_undo(data_dir)
    with _writing(data_dir):
        last = _last_import(data_dir)
        present = _content(data_dir)
        if _digest(present) != last.after and not anyway:
            raise SpoGeoError(
                f"the projects were edited after the last change ({last.what})",
                where=str(data_dir / NAME),
                next_step="undo it anyway, if the edits may go: they are kept in "
                f"{PREVIOUS}",
            )
        content = (_folder(data_dir, last.number) / NAME).read_bytes()
        if _digest(content) != last.before:
            raise DataError(
                "the kept version was changed",
                where=str(_folder(data_dir, last.number) / NAME),
            )
        return _switch(data_dir, present, content, f"undo of {last.what}", last.number)


def versions(data_dir: Path) -> tuple[Version, ...]:
    """Return the changes of which the version before is kept, in their order.

    Parameters
    ----------
    data_dir : Path
        Folder of the records.

    Returns
    -------
    tuple of Version
        Without those whose description cannot be read.
    """
    found = (_version(_folder(data_dir, number)) for number in _numbers(data_dir))
    return tuple(version for version in found if version is not None)


@contextlib.contextmanager
def _writing(data_dir: Path) -> Iterator[None]:
    """Hold the lock of a folder and put right what a killed process left."""
    previous = data_dir / PREVIOUS
    try:
        previous.mkdir(exist_ok=True)
        with locked(previous / _LOCK):
            _recover(data_dir)
            yield
    except OSError as error:
        raise SpoGeoError(
            "the projects cannot be written",
            where=str(data_dir),
            got=error.strerror or str(error),
            next_step="nothing was changed; free some space, or ask for the right to "
            "write there",
        ) from error


def _recover(data_dir: Path) -> None:
    """Sweep away the unfinished, and a kept version whose change never came."""
    sweep(_target(data_dir).parent, f".{NAME}.")
    sweep(data_dir / PREVIOUS)
    numbers = _numbers(data_dir)
    last = _version(_folder(data_dir, numbers[-1])) if numbers else None
    digest = _digest(_content(data_dir))
    if last is not None and last.before == digest != last.after:
        remove_folder(_folder(data_dir, last.number))


def _switch(
    data_dir: Path, present: bytes, content: bytes, what: str, undoes: int = 0
) -> Version:
    numbers = _numbers(data_dir)
    number = numbers[-1] + 1 if numbers else 1
    version = Version(number, what, _digest(present), _digest(content), undoes)
    kept = {
        NAME: present,
        _CHANGE: json.dumps(asdict(version), ensure_ascii=False, indent=2).encode(),
    }
    target = _target(data_dir)
    with (
        prepared(target, content) as temporary,
        prepared_folder(_folder(data_dir, number), kept),
    ):
        temporary.replace(target)
    sync_folder(target.parent)
    for old in _numbers(data_dir)[:-KEEP]:
        with contextlib.suppress(OSError):  # the next change tries again
            remove_folder(_folder(data_dir, old))
    return version


def _last_import(data_dir: Path) -> Version:
    known = versions(data_dir)
    undone = {version.undoes for version in known}
    for version in reversed(known):
        if not version.undoes and version.number not in undone:
            return version
    raise _nothing_to_undo(data_dir)


def _nothing_to_undo(data_dir: Path) -> SpoGeoError:
    return SpoGeoError(
        "there is no import to undo",
        where=str(data_dir),
        next_step="an import that was undone comes back by importing its file again",
    )


def _numbers(data_dir: Path) -> list[int]:
    paths = (data_dir / PREVIOUS).glob("[0-9]*")
    names = (path.name for path in paths if path.suffix != UNFINISHED)
    return sorted(int(name) for name in names if name.isdecimal())


def _folder(data_dir: Path, number: int) -> Path:
    return data_dir / PREVIOUS / f"{number:04d}"


def _version(folder: Path) -> Version | None:
    try:
        found = json.loads((folder / _CHANGE).read_text(encoding="utf-8"))
        version = Version(**found)
    except (OSError, ValueError, TypeError):
        return None
    return version if version.number == int(folder.name) else None


def _target(data_dir: Path) -> Path:
    """Return the file itself, where the name is a link to it."""
    return (data_dir / NAME).resolve()


def _content(data_dir: Path) -> bytes:
    return _target(data_dir).read_bytes()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
