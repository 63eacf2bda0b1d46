"""A Word document as PDF, by LibreOffice where it is installed."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from datetime import date
from pathlib import Path
from typing import Final

from spo_geo.errors import SpoGeoError

TIME_LIMIT: Final = 120.0
"""Longest time that a conversion may take [s]; the first start takes longest."""

_NAMES: Final = ("soffice", "libreoffice")
_PLACES: Final = (
    Path("/usr/lib/libreoffice/program/soffice"),
    Path("/opt/libreoffice/program/soffice"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.com"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.com"),
)
"""Where its installers put it when it is not on the search path."""

_FILTER: Final = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
"""Tagged, so that a screen reader finds headings, tables and the text of the map."""

_TIME: Final = re.compile(rb"(/(?:CreationDate|ModDate)\(D:)\d{14}")
_MARK: Final = re.compile(
    rb"(/ID ?\[ ?<|>\s*<(?=[0-9A-F]{32}> ?\])|/DocChecksum /)[0-9A-F]{32}"
)
"""Where LibreOffice writes the time, and marks made of it, into a PDF."""


def find_libreoffice() -> Path | None:
    """Return LibreOffice's command, or None where it is not installed."""
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    return next((place for place in _PLACES if place.is_file()), None)


def docx_to_pdf(content: bytes, made: date, *, time_limit: float = TIME_LIMIT) -> bytes:
    """Convert a Word document.

    Parameters
    ----------
    content : bytes
        A DOCX with a stamp; the PDF names it as its subject.
    made : date
        The day that the PDF names as that of its making.
    time_limit : float
        Longest time that it may take [s].

    Returns
    -------
    bytes
        The PDF.

    Raises
    ------
    SpoGeoError
        When LibreOffice is not installed, fails, or takes too long.
    """
    program = find_libreoffice()
    if program is None:
        raise SpoGeoError(
            "a PDF needs LibreOffice, which is not installed here",
            next_step="install LibreOffice Writer (https://www.libreoffice.org), or "
            "write a .docx and save it as PDF in Word",
        )
    # Here, so that a page can ask for LibreOffice without loading python-docx.
    from spo_geo.word.properties import read_stamp, with_subject

    # A profile of its own: a LibreOffice that is open would refuse the work.
    with tempfile.TemporaryDirectory(prefix="spo_geo_pdf_") as folder:
        source = Path(folder) / "brief.docx"
        source.write_bytes(with_subject(content, read_stamp(content) or ""))
        said = _run(_command(program, source), time_limit)
        target = source.with_suffix(".pdf")
        if not target.is_file():
            raise SpoGeoError(
                "LibreOffice made no PDF",
                got=said.strip()[-200:],
                next_step="write a .docx and save it as PDF in Word",
            )
        return _settled(target.read_bytes(), made)


def _command(program: Path, source: Path) -> list[str]:
    profile = (source.parent / "profile").as_uri()
    return [
        str(program),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        _FILTER,
        "--outdir",
        str(source.parent),
        str(source),
    ]


def _settled(content: bytes, made: date) -> bytes:
    """Put the day of making in place of the clock, byte for byte."""
    day = f"{made:%Y%m%d}000000".encode()
    content = _TIME.sub(rb"\g<1>" + day, content)
    blank = _MARK.sub(lambda match: match[1] + b"0" * 32, content)
    mark = hashlib.sha256(blank).hexdigest()[:32].upper().encode()
    return _MARK.sub(lambda match: match[1] + mark, blank)


def _run(command: list[str], limit: float) -> str:
    """Run a command to its end and return what it said; stop it when it hangs."""
    process = subprocess.Popen(  # noqa: S603 - our own command, no shell
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        return process.communicate(timeout=limit)[0]
    except subprocess.TimeoutExpired as error:
        raise SpoGeoError(
            "LibreOffice did not answer in time",
            got=f"{limit:.0f} s",
            next_step="try again, or write a .docx and save it as PDF in Word",
        ) from error
    finally:
        _stop(process)


def _stop(process: "subprocess.Popen[str]") -> None:
    """End the command with all that it started."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
