"""Find the stamp in a file that the program wrote, whatever its format."""

import html
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from spo_geo.errors import SpoGeoError
from spo_geo.export.cells import from_workbook
from spo_geo.export.csvfile import read_lines
from spo_geo.export.formats import read_tables, unreadable
from spo_geo.officefile import require_sane
from spo_geo.provenance import Stamp

KEY: Final = "spo_geo"
"""Name under which a file's metadata hold the stamp."""

# The sorted JSON of a stamp begins with its first member.
_START: Final = '{"boundaries": "'


def read_stamp(path: Path) -> Stamp:
    """Return the stamp of a file.

    Parameters
    ----------
    path : Path
        A file of the program: a table (CSV, XLSX, GeoJSON, GeoPackage), a map
        (PNG, SVG, PDF, HTML) or a document (DOCX, PDF).

    Returns
    -------
    Stamp
        What the file says about itself.

    Raises
    ------
    SpoGeoError
        When the ending is unknown, the file cannot be read, or holds no stamp.
    """
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise SpoGeoError("unknown kind of file", got=path.name, allowed=_READERS)
    try:
        stamp = next(filter(None, map(find_stamp, read(path))), None)
    except Exception as error:  # a broken file may break a parser in any way
        raise unreadable(path, error) from error
    if stamp is None:
        raise SpoGeoError(
            "the file carries no stamp of this program",
            where=str(path),
            next_step="give the file as the program wrote it",
        )
    return stamp


def find_stamp(text: str) -> Stamp | None:
    """Return the first stamp in a text, else None.

    Parameters
    ----------
    text : str
        Any text; the stamp in it is the JSON of `Stamp.as_json`.

    Returns
    -------
    Stamp or None
    """
    decoder = json.JSONDecoder()
    start = text.find(_START)
    while start >= 0:
        try:
            _, end = decoder.raw_decode(text, start)
            return Stamp.from_json(text[start:end])
        except ValueError:
            start = text.find(_START, start + 1)
    return None


def _csv(path: Path) -> Iterable[str]:
    return (cell for line in read_lines(path) for cell in line)


def _layers(path: Path) -> Iterable[str]:
    tables = read_tables(path)
    return (c for rows in tables.values() for row in rows for c in row.values())


def _marked_up(path: Path) -> Iterable[str]:
    """Read SVG or HTML: the stamp is in an element or, escaped, in an attribute."""
    return [html.unescape(path.read_text(encoding="utf-8"))]


def _png(path: Path) -> Iterable[str]:
    from PIL import Image

    with Image.open(path) as image:
        return [str(image.info.get(KEY, ""))]


def _pdf(path: Path) -> Iterable[str]:
    from pypdf import PdfReader

    return [str(value) for value in (PdfReader(path).metadata or {}).values()]


def _office(path: Path) -> Iterator[str]:
    """Read the properties of a document, and the cells of a workbook.

    The parts are searched as text, so that no entity of theirs is ever expanded.
    """
    content = path.read_bytes()
    require_sane(content, where=str(path), kind="document")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith(("docProps/", "customXml/", "xl/")):
                part = archive.read(name).decode(errors="replace")
                yield from_workbook(html.unescape(part))


_READERS: Final[dict[str, Callable[[Path], Iterable[str]]]] = {
    ".csv": _csv,
    ".xlsx": _office,
    ".geojson": _layers,
    ".gpkg": _layers,
    ".png": _png,
    ".svg": _marked_up,
    ".pdf": _pdf,
    ".html": _marked_up,
    ".docx": _office,
}
