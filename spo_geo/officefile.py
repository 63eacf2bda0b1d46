"""What Word and Excel files have in common: clean text, fixed dates, sane sizes."""

import io
import re
import zipfile
from datetime import date

from spo_geo.errors import SpoGeoError

PROPERTY = "spo_geo"
"""Name of the custom document property that holds the stamp as JSON."""

MAX_BYTES = 20_000_000
MAX_UNPACKED = 200_000_000
"""Largest Office file that is opened, packed and unpacked [bytes]."""

# What XML 1.0 cannot hold (W3C, "Extensible Markup Language (XML) 1.0", 2.2 Char).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP archive can say


def xml_text(text: str) -> str:
    r"""Return the text without the characters that an XML file cannot hold.

    Parameters
    ----------
    text : str
        Words of a record or of a user.

    Returns
    -------
    str
        Nearly always the same.

    Examples
    --------
    >>> xml_text("Tha\x00tta")
    'Thatta'
    """
    return _NOT_XML.sub("", text)


def settle(content: bytes, made: date) -> bytes:
    """Take the time of writing out of an Office file.

    Parameters
    ----------
    content : bytes
        A DOCX or XLSX.
    made : date
        The day that its properties shall name as that of the last change.

    Returns
    -------
    bytes
        The same parts; equal parts give equal bytes.
    """
    said = rf"\g<1>{made.isoformat()}T00:00:00Z\g<2>".encode()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(said, part)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, part)
    return buffer.getvalue()


def require_sane(content: bytes, *, where: str, kind: str) -> None:
    """Refuse a file that is no Office file or would unpack to something huge.

    Parameters
    ----------
    content : bytes
        The file.
    where : str
        Its name, for the message.
    kind : str
        What it should be, such as ``Word document (.docx)``.

    Raises
    ------
    SpoGeoError
        When it is not a ZIP archive, or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise SpoGeoError(
            f"not a {kind}",
            where=where,
            next_step="open it in its own program and save it anew in that form",
        ) from error
    if len(content) > MAX_BYTES or unpacked > MAX_UNPACKED:
        raise SpoGeoError(
            "the file is too large",
            where=where,
            got=f"{len(content) / 1e6:.0f} MB, unpacked {unpacked / 1e6:.0f} MB",
            allowed=[f"{MAX_BYTES / 1e6:.0f} MB, unpacked {MAX_UNPACKED / 1e6:.0f} MB"],
        )
