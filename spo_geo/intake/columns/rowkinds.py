"""Rows of a table that are no records: totals, sub-headings, repeated headers."""

import re
from collections.abc import Sequence
from typing import Final

from spo_geo.intake.columns.header import is_tag_row, row_texts
from spo_geo.intake.files.cells import SheetRow
from spo_geo.intake.words.text import is_empty, western_digits

_TOTAL: Final = re.compile(
    r"(?:(?:grand|sub|over ?all)[\s-]*)?totals?(?:[\s-]+(?:no\.?|number|of|the|"
    r"projects?|districts?|beneficiar\w+|budget|amount|cost|provinces?|all|ongoing|"
    r"new|completed|schemes?|activities|organi[sz]ations?))*"
    r"\s*[:=–-]?\s*[\d,.]*(?:\s+(?:projects?|districts?))?|"
    r"(?:grand|sub)[\s-]*totals?\b.{0,60}|totals?\s*[:(].{0,60}|"
    r"\d+\s+(?:projects?\s+)?in\s+total|sum|کل|میزان|ٹوٹل",
    re.I,
)
_LETTER: Final = re.compile(r"[A-Za-z][.)]?|[IVX]{1,4}[.)]?|[ivx]{1,4}[.)]")
_INSTRUCTION: Final = re.compile(
    r"\(.*\)|\[.*\]|<.*>|(?:free )?text|numbers?|dates?|drop[\s-]?down(?: list)?|"
    r"(?:please )?(?:select|choose|pick|enter|write|insert|specify|fill)\b.*|"
    r"[dmy]{1,4}[-/. ][dmy]{1,4}(?:[-/. ][dmy]{1,4})?|e\.?g\.?\W.*|mandatory|optional|"
    r"required",
    re.I,
)
_REMARK: Final = re.compile(
    r"(?:foot)?notes?\s*:|\(?sources?\s*:|n\.?b\.?\s*:|disclaimer\b|remarks?\s*:|"
    r"(?:prepared|compiled|updated|verified|approved|signed|submitted)\s+(?:by|on)\b|"
    r"as (?:of|on) \d|data source\s*:|legend\s*:|نوٹ\s*:",
    re.I,
)
_FIGURE: Final = re.compile(
    r"[^A-Za-z\u0600-\u06ff]*(?:rs|pkr|usd|m|million|k)?\.?", re.I
)


def not_a_record(
    row: SheetRow,
    names: Sequence[str],
    own: frozenset[int],
    serial: frozenset[int],
    n_columns: int,
) -> str:
    """Say why a row below the header is no record.

    Parameters
    ----------
    row : SheetRow
        A row below the header.
    names : sequence of str
        The header's names, by column.
    own : frozenset of int
        Columns whose only filled cell makes a row a sub-heading: those that say
        neither where nor when.
    serial : frozenset of int
        Columns that number the lines.
    n_columns : int
        Number of columns that were taken for something.

    Returns
    -------
    str
        In words; empty for a record.
    """
    texts = row_texts(row)
    filled = {i: text for i, text in enumerate(texts) if text and not is_empty(text)}
    if not filled:
        return "nothing is filled in"
    if is_tag_row(row):
        return "a row of HXL tags"
    if _repeats(filled, names):
        return "the header again"
    if _counts_columns(list(filled.values())):
        return "numbers of the columns"
    if _instructs(list(filled.values())):
        return "words on how to fill in the columns"
    if _is_total(list(filled.values())):
        return "a total"
    if n_columns > 1 and _is_sub_heading(row, filled, own, serial):
        return "a sub-heading or remark: only one cell is filled in"
    if n_columns > 1 and _is_remark(row, filled):
        return "a remark on the table"
    return ""


def _repeats(filled: dict[int, str], names: Sequence[str]) -> bool:
    same = [i for i, text in filled.items() if i < len(names) and _in(text, names[i])]
    return len(same) >= 2 and len(same) * 2 >= len(filled)


def _in(text: str, name: str) -> bool:
    return text.casefold() in (part.casefold() for part in (name, *name.split(" / ")))


def _counts_columns(texts: Sequence[str]) -> bool:
    bare = [western_digits(text).strip("()[]. ") for text in texts]
    first = int(bare[0]) if bare[0].isdecimal() else 0
    wanted = [str(first + i) for i in range(len(bare))]
    return len(bare) >= 3 and first in (1, 2) and bare == wanted


def _is_total(texts: Sequence[str]) -> bool:
    """Tell whether a row sums up: a word for it, and figures beside it."""
    words = [text for text in texts if not _FIGURE.fullmatch(western_digits(text))]
    distinct = list(dict.fromkeys(words))
    return bool(distinct) and all(_TOTAL.fullmatch(text.strip()) for text in distinct)


def _is_sub_heading(
    row: SheetRow, filled: dict[int, str], own: frozenset[int], serial: frozenset[int]
) -> bool:
    """Tell whether one text stands alone, in one cell or merged over several."""
    filled = _without_letter(filled, serial)
    if len(set(filled.values())) != 1:
        return False
    if any(from_above(row, i) for i in filled):
        return False
    return len(filled) > 1 or set(filled) <= own


def _without_letter(filled: dict[int, str], serial: frozenset[int]) -> dict[int, str]:
    """Leave out the ``A`` or ``II`` that numbers a sub-heading."""
    first, *rest = filled
    numbered = first in serial and rest and _LETTER.fullmatch(filled[first])
    return {i: filled[i] for i in rest} if numbered else filled


def _instructs(texts: Sequence[str]) -> bool:
    """Tell whether every cell of a row says what to write in its column."""
    return len(texts) >= 2 and all(_INSTRUCTION.fullmatch(text) for text in texts)


def _is_remark(row: SheetRow, filled: dict[int, str]) -> bool:
    """Tell whether a row is a footnote: ``Source: …`` in one cell, or in two."""
    texts = list(dict.fromkeys(filled.values()))
    if any(from_above(row, i) for i in filled):
        return False
    if len(texts) == 1:
        return texts[0].startswith("*") or bool(_REMARK.match(texts[0]))
    return len(texts) == 2 and texts[0].endswith(":") and bool(_REMARK.match(texts[0]))


def merged_origin(row: SheetRow, column: int) -> str:
    """Return the cell that a merged cell shows, such as ``B4``; else nothing."""
    found = re.search(r"merged from ([A-Z]+\d+)", row.cell(column).note)
    return found[1] if found else ""


def from_above(row: SheetRow, column: int) -> bool:
    """Tell whether a cell is merged with one in a row above."""
    origin = re.search(r"\d+", merged_origin(row, column))
    return bool(origin) and int(origin[0] if origin else 0) < row.number
