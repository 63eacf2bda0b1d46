"""Cells that are formatted and empty, taken out of a worksheet before it is parsed.

A sheet that was formatted down to its last row holds millions of them, and the parser
would spend its time on nothing else.
"""

import re
from collections.abc import Iterable, Iterator

from spo_geo.intake.files.limits import LIMIT_TOKEN

# A run of empty cells whose place is written out, before a cell whose place is, too,
# or at the end of a row: no cell's place depends on them.
_EMPTY_CELL = rb'<c r="[A-Z]+[0-9]+"(?: [a-z]+="[^"<>]*")*/>'
_EMPTY_CELLS = re.compile(_EMPTY_CELL + rb"(?:" + _EMPTY_CELL + rb')*(?=<c r="|</row>)')
_LITERAL = (b"<![CDATA[", b"<!--")


def without_empty_cells(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the pieces of a worksheet without the cells that hold nothing.

    From the first comment or literal section on, which no spreadsheet program writes,
    the pieces are left as they are.

    Parameters
    ----------
    pieces : iterable of bytes

    Examples
    --------
    >>> row = [b'<row r="1"><c r="A1" s="2"/><c r="B1"><v>1</v></c></row>']
    >>> b"".join(without_empty_cells(row))
    b'<row r="1"><c r="B1"><v>1</v></c></row>'
    """
    rest = b""  # the last row begun, or the last tag
    untouched = False
    for piece in pieces:
        untouched = untouched or any(mark in rest + piece for mark in _LITERAL)
        whole, rest = _split(rest + piece)
        yield whole if untouched else _EMPTY_CELLS.sub(b"", whole)
    yield rest


def _split(text: bytes) -> tuple[bytes, bytes]:
    """Cut before the last tag, which may not be whole yet."""
    cut = text.rfind(b"<")
    if cut <= 0 or len(text) - cut > LIMIT_TOKEN:
        return text, b""
    return text[:cut], text[cut:]
