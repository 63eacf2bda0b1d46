"""How far an atlas is, on one line of a terminal."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Final, TextIO

from spo_geo.printmap.lettering import plain

Progress = Callable[[int, int, str], None]
"""Takes the districts done, their number, and the name of the last one."""

_BAR: Final = 20


def terminal_progress(stream: TextIO) -> Progress:
    """Return what writes a progress line to a terminal.

    Parameters
    ----------
    stream : TextIO
        Such as ``sys.stderr``.

    Returns
    -------
    callable
        Writes one line over and over, and ends it after the last district; to a
        stream that is no terminal it writes nothing.
    """

    def write(done: int, total: int, name: str) -> None:
        line = progress_line(done, total, name, shutil.get_terminal_size().columns)
        end = "\n" if done == total else ""
        stream.write(f"\r{line}{end}")
        stream.flush()

    def ignore(done: int, total: int, name: str) -> None:
        """Write nothing into a file or a pipe."""

    return write if stream.isatty() else ignore


def progress_line(done: int, total: int, name: str, columns: int) -> str:
    """Return the line.

    Parameters
    ----------
    done, total : int
        Districts done, and all of them.
    name : str
        The last district done.
    columns : int
        Width of the terminal [characters].

    Returns
    -------
    str
        Filled with spaces, so that it covers the line before it.

    Examples
    --------
    >>> progress_line(5, 20, "Badin", 49)
    '[#####...............]  5 of 20 districts: Badin'
    """
    n = _BAR * done // total
    bar = "#" * n + "." * (_BAR - n)
    line = f"[{bar}] {done:>{len(str(total))}} of {total} districts: {plain(name)}"
    return line[: columns - 1].ljust(columns - 1)
