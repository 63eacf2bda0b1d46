"""Single cells of a table that leaves the program: inert, legal, and read back."""

import re
from typing import Final

FORMULA_STARTS: Final = tuple("=+-@\t\r\n＝＋－＠")
"""Beginnings that make a spreadsheet run a cell (OWASP, "CSV Injection")."""

MAX_CELL: Final = 32_767
"""Characters that a cell of a workbook may hold (Excel's published limits)."""

_CUT: Final = " … [cut: a cell holds no more; the CSV file has it whole]"
# What XML 1.0 (section 2.2) cannot hold, and therefore no workbook.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# ISO/IEC 29500-1, 22.9.2.19: "_x0041_" in a workbook's text stands for a character.
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def neutralise(text: str) -> str:
    """Make a cell inert in a spreadsheet: a formula becomes text.

    Parameters
    ----------
    text : str
        A cell as it is.

    Returns
    -------
    str
        With a leading apostrophe where a spreadsheet would run the cell. A cell that
        has such an apostrophe already gets another one, so that `restore` is exact.

    Examples
    --------
    >>> neutralise("=1+1"), neutralise("Thatta"), neutralise("'=1+1")
    ("'=1+1", 'Thatta', "''=1+1")
    """
    return f"'{text}" if _would_run(text) else text


def restore(cell: str) -> str:
    """Return a cell as it was before `neutralise`.

    Parameters
    ----------
    cell : str
        A cell as read from a file.

    Returns
    -------
    str
        Without the apostrophe that `neutralise` put before it.

    Examples
    --------
    >>> restore("'=1+1"), restore("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _would_run(cell) else cell


def _would_run(text: str) -> bool:
    return text.lstrip("'").startswith(FORMULA_STARTS)


def plain(text: str) -> str:
    r"""Return a text as every format can hold it.

    Parameters
    ----------
    text : str
        A cell as it is.

    Returns
    -------
    str
        Trimmed, line ends as ``\n``; a character that XML forbids becomes U+FFFD,
        so that a reader sees that something stood there.

    Examples
    --------
    >>> plain("bell\x07\r\n")
    'bell�'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ILLEGAL.sub("\ufffd", lines).strip()


def to_workbook(text: str) -> str:
    """Return a text as it stands in a workbook's cell: plain, inert, not too long."""
    cell = _ESCAPE.sub("_x005F_", neutralise(plain(text)))
    return cell if len(cell) <= MAX_CELL else cell[: MAX_CELL - len(_CUT)] + _CUT


def from_workbook(cell: str) -> str:
    """Return the text of a workbook's cell, as it was before `to_workbook`."""
    return restore(cell.replace("_x005F_", "_"))
