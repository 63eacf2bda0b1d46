"""One cell of an OpenDocument spreadsheet: its typed value and the text it shows."""

import datetime
import re
from dataclasses import replace

from spo_geo.intake.files.cells import EMPTY, Cell
from spo_geo.intake.files.celltext import error_cell, text_cell
from spo_geo.intake.files.grid import NO_STORED_VALUE, STORED_VALUE
from spo_geo.intake.files.numberformats import PLAIN
from spo_geo.intake.files.shown import bool_cell, date_cell, number_cell, parse_number
from spo_geo.intake.files.xmlparts import Attributes

_WORD = re.compile(r"[^\W\d_]|[%$£€¥₨₹+]|/-")
_TRUTHS = ("TRUE", "FALSE")  # a formula gives them as numbers
_PLAIN_NUMBER = re.compile(r"[1-9][0-9]*(?:\.[0-9]*[1-9])?")
_MASK = re.compile(r"[0-9 ()\-]+")


def read_cell(attributes: Attributes, shown: str | None, precision: str) -> Cell:
    """Return a cell as the table shows it.

    Parameters
    ----------
    attributes : dict
        Of the cell element, with the usual prefixes.
    shown : str or None
        The text that the cell shows; None where it has no paragraph.
    precision : {'date', 'month', 'year'}
        What the cell shows of a date.

    Examples
    --------
    >>> read_cell({"office:value-type": "float", "office:value": "7"}, "007", "").text
    '007'
    """
    kind = attributes.get("office:value-type", "")
    note = STORED_VALUE if "table:formula" in attributes else ""
    if not kind and not shown:
        no_value = note and shown is None
        return Cell("", "empty", None, NO_STORED_VALUE) if no_value else EMPTY
    text = shown or ""
    if attributes.get("calcext:value-type") == "error":
        return error_cell(text or "error")
    if kind in ("float", "currency", "percentage"):
        return _number(attributes.get("office:value", ""), text, note)
    if kind == "date":
        return _date(attributes.get("office:date-value", ""), text, precision, note)
    if kind == "boolean":
        return bool_cell(attributes.get("office:boolean-value") == "true", note)
    cell = text_cell(text or attributes.get("office:string-value", ""))
    return replace(cell, note=note) if note and cell.kind == "text" else cell


def _number(written: str, text: str, note: str) -> Cell:
    """Return a number; its text as shown where that says more than the number."""
    value = parse_number(written)
    if value is None:
        return text_cell(text or written, note)
    if text == written and len(text) <= 15 and _PLAIN_NUMBER.fullmatch(text):
        return Cell(text, "number", value, note)  # most numbers, and quickly
    cell = number_cell(value, PLAIN, note=note)
    shown = text.strip()
    if shown in _TRUTHS:
        return bool_cell(shown == "TRUE", note)
    if shown == cell.text:
        return cell
    if _WORD.search(shown) and not _is_exponent(shown):
        return replace(cell, text=" ".join(shown.split()))
    masked = (
        _MASK.fullmatch(shown) and re.sub(r"\D", "", shown).lstrip("0") == cell.text
    )
    return replace(cell, text=shown) if masked else cell


def _is_exponent(shown: str) -> bool:
    return bool(re.fullmatch(r"-?[\d.,]+E[+-]?\d+", shown))


def _date(written: str, text: str, precision: str, note: str) -> Cell:
    try:
        moment = datetime.datetime.fromisoformat(written.partition(".")[0])
    except ValueError:
        return text_cell(text or written, note)
    return date_cell(moment.replace(tzinfo=None), precision, note)
