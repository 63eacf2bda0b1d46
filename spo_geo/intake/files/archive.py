"""A zipped workbook, read in memory: what it holds, and its parts piece by piece.

Nothing is written to disk. Sizes that the archive declares are checked first, and the
bytes that really come out are counted besides.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from spo_geo.intake.files.limits import (
    LIMIT_INFLATED,
    LIMIT_PARTS,
    Refused,
    damaged,
    too_much,
)

CHUNK = 256 * 1024
"""Bytes that are unpacked at a time."""

_CENTRAL_ENTRY = b"PK\x01\x02"
_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:")
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1  # bit of the flags of an entry
_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


class Archive:
    """The parts of a zipped workbook, found by name whatever its case.

    Parameters
    ----------
    content : bytes
        The whole file.

    Raises
    ------
    Refused
        When the archive is damaged, locked, unpacks to too much, or holds names
        that point outside of it.
    """

    def __init__(self, content: bytes) -> None:
        if content.count(_CENTRAL_ENTRY) > LIMIT_PARTS:
            raise _too_many_parts()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _ERRORS as error:
            raise damaged() from error
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            self._add(info)
        _check_total(sum(info.file_size for info in self._parts.values()))
        self._inflated = 0

    def _add(self, info: zipfile.ZipInfo) -> None:
        if _OUTSIDE.search(info.filename):
            raise Refused(
                "the file holds a part whose name points outside of it",
                got=info.filename[:80],
                next_step="do not use this file; ask for a fresh one",
            )
        name = _key(info.filename)
        if name in self._parts:
            raise damaged(info.filename[:80], why="the same part twice")
        self._parts[name] = info

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    def names(self, beginning: str = "") -> list[str]:
        """Return the names, in lower case, that begin so."""
        return [name for name in self._parts if name.startswith(beginning)]

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part, a piece at a time.

        Raises
        ------
        Refused
            When the part is missing, locked or damaged, or when all that has been
            unpacked passes `LIMIT_INFLATED`.
        """
        info = self._parts.get(_key(name))
        if info is None:
            raise damaged(name, why="this part is missing")
        if info.flag_bits & _ENCRYPTED:
            raise locked()
        if info.compress_type not in _READABLE:
            raise damaged(name, why="packed in a way that spreadsheets do not use")
        try:
            yield from self._pieces(info)
        except _ERRORS as error:
            raise damaged(name) from error

    def _pieces(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        with self._zip.open(info) as stream:
            while piece := stream.read(CHUNK):
                self._inflated += len(piece)
                _check_total(self._inflated)
                yield piece

    def small(self, name: str, most: int = 1_000_000) -> bytes:
        """Return the first `most` bytes of a part; nothing where it is missing."""
        if name not in self:
            return b""
        found = bytearray()
        for piece in self.pieces(name):
            found += piece
            if len(found) >= most:
                break
        return bytes(found[:most])


def locked() -> Refused:
    """Return the refusal of a file behind a password."""
    return Refused(
        "the file is protected by a password",
        next_step="open it, take the password off, save it and load it again",
    )


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _check_total(n_bytes: int) -> None:
    if n_bytes > LIMIT_INFLATED:
        raise too_much(
            "the file unpacks to far more than a sheet of projects",
            f"more than {LIMIT_INFLATED // 2**20} MB",
            [f"up to {LIMIT_INFLATED // 2**20} MB unpacked"],
            hint="delete empty formatted rows, or copy the table to a new file",
        )


def _too_many_parts() -> Refused:
    return too_much(
        "the archive holds too many parts",
        f"more than {LIMIT_PARTS:,}",
        [f"up to {LIMIT_PARTS:,}"],
    )
