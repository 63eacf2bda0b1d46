"""Full disks and folders that may not be written to, under exports and imports."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.server import copied_data
from benchmarks.soak.finding import Finding
from spo_geo.dataset import ROOT

SIZE = 2**21
"""Size of the small disk [bytes]."""

SCRATCH = 2**18
"""Size of the disk for temporary files [bytes]; a GeoPackage is larger."""

FILE_LIMIT = 4096
"""Where no small disk can be had: longest file that a process may write [bytes]."""

NOBODY = 65534
OLD = b"what was there before"

_OUT = "{folder}/old"
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("export", "-o", f"{_OUT}.csv"),
    ("export", "-o", f"{_OUT}.xlsx"),
    ("export", "-o", f"{_OUT}.geojson"),
    ("export", "-o", f"{_OUT}.gpkg"),
    ("map", "-o", f"{_OUT}.png", "--dpi", "60"),
    ("map", "-o", f"{_OUT}.html"),
    ("brief", "-o", f"{_OUT}.docx"),
    ("template", "-o", f"{_OUT}-template.xlsx"),
    ("import", "{sheet}", "--into", "{folder}/data"),
)


@dataclass
class Fault:
    """A folder in which writing fails, and how a command is started to meet that.

    Attributes
    ----------
    what : str
        What was done, for the table.
    folder : Path
        Where the commands write to.
    options : dict
        Further arguments of `subprocess.run`.
    mend : callable
        Makes writing work again.
    """

    what: str
    folder: Path
    options: dict[str, Any] = field(default_factory=dict)
    mend: Callable[[], object] = lambda: None


def failing_disks(folder: Path) -> Iterator[Finding]:
    """Run commands that write, where nothing can be written.

    Kept when each command ends with one line that says why, what was there before
    is still there, nothing is left behind, and the command works once it can.
    """
    for make in (_full_disk, _read_only):
        with make(folder) as fault:
            yield _finding(folder, fault)
    yield from _full_scratch(folder)


def _finding(folder: Path, fault: Fault) -> Finding:
    sheet = folder / "sheet.csv"
    sheet.write_text("Project Name,Area,Start\nOn a full disk,Badin,2019\n", "utf-8")
    words = {"folder": str(fault.folder), "sheet": str(sheet)}
    before = _contents(fault.folder)
    faults = []
    for command in COMMANDS:
        own = [word.format_map(words) for word in command]
        faults += _faults_of(own, _run(own, fault.options))
        if _contents(fault.folder) != before:
            faults.append(f"{' '.join(own)}: the folder is not as it was")
    fault.mend()
    for command in (COMMANDS[0], COMMANDS[-1]):
        ended = _run([word.format_map(words) for word in command], {})
        if ended.returncode:
            faults.append(f"{command[0]} does not work afterwards: {ended.stderr}")
    return Finding(
        fault.what,
        f"{len(COMMANDS)} commands, {len(faults)} faults",
        not faults,
        tuple(faults),
    )


def _full_scratch(folder: Path) -> Iterator[Finding]:
    """Export where the folder for temporary files has too little room."""
    out, scratch = folder / "layer.gpkg", folder / "scratch"
    out.write_bytes(OLD)
    command = ["export", "-o", str(out)]
    with _mounted(scratch, f"size={SCRATCH}") as is_disk:
        options: dict[str, Any] = {"env": {**os.environ, "TMPDIR": str(scratch)}}
        if not is_disk:
            options["preexec_fn"] = _limit
        faults = _faults_of(command, _run(command, options))
        if out.read_bytes() != OLD or any(scratch.iterdir()):
            faults.append("the folders are not as they were")
    how = "tmpfs" if is_disk else "RLIMIT_FSIZE"
    yield Finding(
        f"too little room for temporary files ({how})",
        f"GeoPackage, {len(faults)} faults",
        not faults,
        tuple(faults),
    )


def _faults_of(
    command: Sequence[str], ended: subprocess.CompletedProcess[str]
) -> list[str]:
    """Return what is wrong with the way in which a command failed."""
    lines = ended.stderr.strip().splitlines()
    name = " ".join(command[:3])
    if ended.returncode == 0:
        return [f"{name}: ended as if all were well"]
    if len(lines) != 1 or "Traceback" in ended.stderr:
        return [f"{name}: {len(lines)} lines, the last: {lines[-1:]}"]
    return []


def _run(
    command: Sequence[str], options: Mapping[str, Any]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 its own command
        [sys.executable, "-m", "spo_geo", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **options,
    )


def _contents(folder: Path) -> dict[str, bytes]:
    """Return every file that counts, the lock of imports and empty folders apart."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def _fill_in(folder: Path) -> None:
    """Put the records and older files into a folder."""
    copied_data(folder)
    for command in COMMANDS:
        name = command[2].format(folder=folder)
        if command[1] == "-o":
            Path(name).write_bytes(OLD)


@contextmanager
def _full_disk(folder: Path) -> Iterator[Fault]:
    """Give a small disk that is full; else a limit to the length of files."""
    with ExitStack() as stack:
        own = folder / "full"
        is_disk = stack.enter_context(_mounted(own, f"size={SIZE}"))
        _fill_in(own)
        if is_disk:
            what, options = f"disk full (tmpfs of {SIZE // 2**20} MB)", {}
            filler = own / ".filler"
            _fill_up(filler)
            mend: Callable[[], object] = filler.unlink
        else:
            what = f"disk full (RLIMIT_FSIZE of {FILE_LIMIT} bytes)"
            options, mend = {"preexec_fn": _limit}, lambda: None
        yield Fault(what, own, options, mend)
    shutil.rmtree(own, ignore_errors=True)


@contextmanager
def _read_only(folder: Path) -> Iterator[Fault]:
    """Give a read-only disk; else a folder without the right to write, as nobody."""
    with ExitStack() as stack:
        own = folder / "read-only"
        if stack.enter_context(_mounted(own, f"size={SIZE}")):
            _fill_in(own)
            _mount("-o", "remount,ro", str(own))

            def mend() -> bool:
                return _mount("-o", "remount,rw", str(own))

            yield Fault("folder read-only (tmpfs mounted ro)", own, {}, mend)
        else:
            _fill_in(own)
            yield _without_right(own)
    shutil.rmtree(own, ignore_errors=True)


def _without_right(folder: Path) -> Fault:
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]

    def allow(mode: int) -> None:
        for path in folders:
            path.chmod(mode)

    allow(0o555)
    is_root = os.geteuid() == 0
    options = {"user": NOBODY} if is_root else {}
    what = "folder read-only (mode 555" + (", as nobody)" if is_root else ")")
    return Fault(what, folder, options, lambda: allow(0o755))


@contextmanager
def _mounted(folder: Path, options: str) -> Iterator[bool]:
    """Mount a small disk in memory, and tell whether that is allowed."""
    folder.mkdir()
    is_there = _mount("-t", "tmpfs", "-o", options, "tmpfs", str(folder))
    try:
        yield is_there
    finally:
        if is_there:
            subprocess.run(["umount", str(folder)], check=False)  # noqa: S603, S607


def _mount(*words: str) -> bool:
    command = shutil.which("mount")
    if command is None or os.geteuid() != 0:
        return False
    ended = subprocess.run([command, *words], capture_output=True, check=False)  # noqa: S603
    return ended.returncode == 0


def _fill_up(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (2**16, 2**8, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_LIMIT, FILE_LIMIT))
