"""What a ZIP archive is: a workbook of a kind we read, or something else by name."""

from typing import Literal

from spo_geo.intake.files.archive import Archive, locked
from spo_geo.intake.files.limits import Budget, Refused, damaged
from spo_geo.intake.files.sniff import not_read
from spo_geo.intake.files.xlsx import main_part

ArchiveKind = Literal["xlsx", "ods"]

_SPREADSHEET = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.sun.xml.calc",
)
# Beginnings of part names that tell other packages.
_OTHERS = (
    ("word/", "a Word document"),
    ("ppt/", "a PowerPoint presentation"),
    ("visio/", "a Visio drawing"),
    ("index/document.iwa", "a document of Apple Numbers, Pages or Keynote"),
    ("index.zip", "a document of Apple Numbers, Pages or Keynote"),
    ("meta-inf/container.xml", "an e-book (EPUB)"),
    ("meta-inf/manifest.mf", "a Java program"),
    ("doc.kml", "a map file (KMZ)"),
)
_SAVE_AS = "open it in the program it comes from and save it as .xlsx"


def archive_kind(archive: Archive) -> ArchiveKind:
    """Return which kind of workbook an archive is.

    Parameters
    ----------
    archive : Archive

    Raises
    ------
    Refused
        When it is a workbook behind a password, or no workbook at all.
    """
    mimetype = archive.small("mimetype", 100).strip()
    if mimetype.startswith(_SPREADSHEET):
        _check_unlocked(archive)
        return "ods"
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        raise not_read("an OpenDocument text, drawing or presentation")
    if "xl/workbook.bin" in archive:
        raise not_read("a binary Excel workbook (XLSB)", _SAVE_AS)
    _refuse_others(archive)
    if "[Content_Types].xml" in archive and main_part(archive, Budget()):
        return "xlsx"
    raise _plain_archive(archive)


def _check_unlocked(archive: Archive) -> None:
    if b"encryption-data" in archive.small("META-INF/manifest.xml"):
        raise locked()


def _refuse_others(archive: Archive) -> None:
    for start, what in _OTHERS:
        if archive.names(start):
            raise not_read(what)


def _plain_archive(archive: Archive) -> Refused:
    names = archive.names()
    if not names or "[Content_Types].xml" in archive:
        return damaged(why="no workbook in it")
    return not_read(
        "a ZIP archive", f"unpack it and load the sheet in it: {names[0][:80]}"
    )
