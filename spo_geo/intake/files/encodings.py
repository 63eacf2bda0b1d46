"""Bytes of a text file to text: UTF-8, UTF-16, or an old one-byte code page."""

import codecs
import re
from dataclasses import dataclass

from spo_geo.intake.files.limits import Refused

# Code pages of the machines that such sheets come from: Windows for English, for
# Urdu and Sindhi in Arabic script, and the old Macintosh. Tried in this order.
_CODE_PAGES = {
    "cp1252": "Windows-1252",
    "cp1256": "Windows-1256",
    "mac_roman": "Mac Roman",
}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
# Control characters that no text file has; NUL is counted apart.
_CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_MOST_CONTROLS = 0.005  # share of bytes; random bytes have 0.1
_MOST_NULS = 0.01
_SAMPLE = 65_536  # bytes that a guess looks at
_HIGH_LINES = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*[\r\n]*")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text file as text.

    Attributes
    ----------
    text : str
        The whole text without byte order mark and without NUL.
    encoding : str
        Name of the encoding, as people write it.
    notes : tuple of str
        What was in doubt.
    """

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(content: bytes) -> Decoded:
    r"""Return the text of a text file and how it was encoded.

    A byte order mark decides; then valid UTF-8; then the pattern of NULs of
    UTF-16; else the likeliest of Windows-1252, Windows-1256 and Mac Roman by
    charset-normalizer, which is said in a note.

    Parameters
    ----------
    content : bytes
        The whole file.

    Raises
    ------
    Refused
        When the bytes are no text.

    Examples
    --------
    >>> decode("Café".encode("utf-16")).text, decode(b"Caf\xe9").encoding
    ('Café', 'Windows-1252')
    """
    decoded = _by_mark(content) or _by_nul_pattern(content)
    if decoded is None:
        _check_text(content)
        decoded = _utf8(content) or _utf8_with_strays(content) or _one_byte(content)
    if "\0" not in decoded.text:
        return decoded
    notes = (*decoded.notes, "NUL characters were left out")
    return Decoded(decoded.text.replace("\0", ""), decoded.encoding, notes)


def _by_mark(content: bytes) -> Decoded | None:
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], codec, name)
    return None


def _strictly(content: bytes, codec: str, name: str) -> Decoded:
    """Decode what is declared; a broken character is marked and noted."""
    try:
        return Decoded(content.decode(codec), name)
    except UnicodeDecodeError as error:
        text = content.decode(codec, "replace")
        if text.count("\ufffd") > len(text) * _MOST_NULS + 1:
            raise _binary() from error
        note = f"broken {name} characters were replaced by \ufffd"
        return Decoded(text, name, (note,))


def _by_nul_pattern(content: bytes) -> Decoded | None:
    """Decode UTF-16 without a mark: every second byte of plain letters is NUL."""
    head = content[: _SAMPLE - _SAMPLE % 2]
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    for few, many, codec in ((even, odd, "utf-16-le"), (odd, even, "utf-16-be")):
        if few <= half * _MOST_NULS and many > half / 2:
            return _strictly(content, codec, "UTF-16")
    return None


def _check_text(content: bytes) -> None:
    n_controls = len(content) - len(content.translate(None, _CONTROLS))
    n_nuls = content.count(0)
    if n_controls > len(content) * _MOST_CONTROLS + 2:
        raise _binary()
    if n_nuls > len(content) * _MOST_NULS + 8:
        raise _binary()


def _binary() -> Refused:
    return Refused(
        "the file is binary data of an unknown kind, not a spreadsheet",
        next_step="save the table as .xlsx or .csv in the program it comes from",
    )


def _utf8(content: bytes) -> Decoded | None:
    try:
        return Decoded(content.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return None


def _utf8_with_strays(content: bytes) -> Decoded | None:
    """Decode UTF-8 into which a few characters of Windows-1252 were pasted."""
    marked = content.decode("utf-8", "replace")
    n_strays = marked.count("\ufffd")
    n_valid = len(marked) - len(marked.encode("ascii", "ignore")) - n_strays
    if n_valid < 2 * n_strays:
        return None
    text = content.decode("utf-8", "spo_geo.stray_byte")
    note = f"{n_strays} characters are not UTF-8; read as Windows-1252, please check"
    return Decoded(text, "UTF-8", (note,))


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", "replace"), error.end


codecs.register_error("spo_geo.stray_byte", _stray_byte)


def _one_byte(content: bytes) -> Decoded:
    codec = _likeliest(content)
    name = _CODE_PAGES[codec]
    note = (
        f"the file is not UTF-8; read as {name}, please check quotes, dashes and "
        "letters with accents"
    )
    return Decoded(content.decode(codec, "replace"), name, (note,))


def _likeliest(content: bytes) -> str:
    from charset_normalizer import from_bytes

    lines = _HIGH_LINES.finditer(content[: 16 * _SAMPLE])
    sample = b"".join(line.group() for line in lines)[:_SAMPLE] or content[-_SAMPLE:]
    best = from_bytes(sample, cp_isolation=list(_CODE_PAGES)).best()
    return best.encoding if best and best.encoding in _CODE_PAGES else "cp1252"
