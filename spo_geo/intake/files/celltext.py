"""A text as a file holds it, made into a cell; names of columns."""

import re

from spo_geo.intake.files.cells import EMPTY, Cell

# Error values of Excel and LibreOffice Calc as they appear in a cell.
ERRORS = frozenset(
    f"#{word}"
    for word in (
        *("REF!", "N/A", "VALUE!", "DIV/0!", "NAME?", "NUM!", "NULL!", "SPILL!"),
        *("CALC!", "FIELD!", "BLOCKED!", "CONNECT!", "UNKNOWN!", "GETTING_DATA"),
    )
)
_LONGEST_ERROR = 80  # characters
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def text_cell(text: str, note: str = "") -> Cell:
    r"""Return the cell for a text as a file holds it.

    Line ends become ``\n``, control characters and NUL are left out; an error value
    such as ``#REF!`` gives an empty text with the error as note.

    Examples
    --------
    >>> text_cell("Lahore").kind, text_cell("  ").kind, text_cell("#N/A").note
    ('text', 'empty', '#N/A')
    """
    if not text.isprintable():
        text = _plain(text)
    if text.startswith("\ufeff"):
        text = text.lstrip("\ufeff")
    if not text or text.isspace():
        return Cell("", "empty", None, note) if note else EMPTY
    if text.startswith("#") and text in ERRORS:
        return error_cell(text)
    return Cell(text, "text", text, note)


def error_cell(code: str) -> Cell:
    """Return the cell for an error value: nothing to see, the error as note."""
    return Cell("", "error", None, code[:_LONGEST_ERROR])


def _plain(text: str) -> str:
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    # Halves of a surrogate pair come from escapes such as _xD83D_; join or mark them.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def is_blank(cell: Cell) -> bool:
    """Return whether a cell shows nothing and has nothing to say."""
    return cell.kind == "empty" and not cell.note


def column_letters(column: int) -> str:
    """Return the letters of a column, counted from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
