"""What a file is, by its content and never by its name."""

import re
from typing import Literal

from spo_geo.intake.files.limits import Refused

Container = Literal["zip", "ole", "text"]

# First bytes of kinds that people take for a spreadsheet, or rename to one.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "a rich text document (RTF)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"Rar!\x1a", "a compressed archive (RAR)"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive (7-Zip)"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"PAR1\x15", "a Parquet table"),
    (b"MZ\x90\0", "a Windows program"),
    (b"\x7fELF", "a program"),
)
_HTML = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|"
                   rb"meta|body|table)[\s>]", re.IGNORECASE | re.DOTALL)  # fmt: skip
_JSON = re.compile(rb'\s*\[?\s*\{\s*"')
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096  # bytes that are looked at


def container(content: bytes) -> Container:
    r"""Return how the content is packed; refuse what is no sheet at all.

    Parameters
    ----------
    content : bytes
        The whole file.

    Raises
    ------
    Refused
        For a PDF, a web page, a picture and the like, by what it looks like.

    Examples
    --------
    >>> container(b"Title,District"), container(b"PK\x03\x04...")
    ('text', 'zip')
    """
    if content.startswith(_OLE):
        return "ole"
    if content.startswith(_ZIP):
        return "zip"
    looks = _looks_like(content[:_HEAD])
    if looks:
        raise not_read(looks)
    return "text"


def not_read(looks: str, next_step: str = "") -> Refused:
    """Return the refusal of a file of another kind.

    Parameters
    ----------
    looks : str
        What the content is, with its article.
    next_step : str, optional
        What the user can do; saving it as a spreadsheet unless told otherwise.
    """
    return Refused(
        f"the file is {looks}, which is not read here",
        next_step=next_step
        or "open it in the program it comes from and save the table as .xlsx or .csv",
    )


def _looks_like(head: bytes) -> str:
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return what
    if head.startswith(_BYTE_ORDER):
        head = head.replace(b"\0", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return "a web page (HTML)"
    if head.lstrip().startswith(b"<?xml"):
        return _xml_kind(head)
    return "a JSON document" if _JSON.match(head) else ""


def _xml_kind(head: bytes) -> str:
    if b"Excel.Sheet" in head or b"office:spreadsheet" in head:
        return "an Excel 2003 XML spreadsheet"
    if b"office:document" in head:
        return "a flat OpenDocument file"
    return "a web page (XHTML)" if b"<html" in head else "an XML document"
