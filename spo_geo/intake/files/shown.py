"""What a person sees in a cell that holds a number, a date or a truth value.

Source for dates as numbers of days, from 1900 or from 1904: ECMA-376 part 1, 18.17.4.
"""

import datetime
from decimal import Decimal

from spo_geo.intake.files.cells import Cell
from spo_geo.intake.files.numberformats import PLAIN, SLOT, NumberFormat

ZERO_DATE = "a date of zero, which a spreadsheet shows as Jan-00"

_LAST_SERIAL = 2_958_466  # 1 January 10000
_BASE_1900 = datetime.datetime(1899, 12, 30)
_BASE_1904 = datetime.datetime(1904, 1, 1)
# Not from strftime, which speaks the language of the machine.
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_MOST_DIGITS = 40


def parse_number(text: str) -> int | float | None:
    """Return the number a file writes; None when it is none.

    Whole numbers keep all their digits.

    Examples
    --------
    >>> parse_number("3520112345671"), parse_number("41913.0"), parse_number("x")
    (3520112345671, 41913.0, None)
    """
    if not text.isascii() or "_" in text:  # Python reads more than files write
        return None
    if text.isdecimal() and len(text) <= _MOST_DIGITS:
        return int(text)
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def number_cell(
    value: float, shape: NumberFormat, *, date_1904: bool = False, note: str = ""
) -> Cell:
    """Return the cell for a number as its format shows it.

    Parameters
    ----------
    value : float
        The number; an `int` keeps every digit of a long identity or phone number.
    shape : NumberFormat
        How the cell shows it.
    date_1904 : bool, default False
        Whether days count from 1904.
    note : str, optional
        Note of the cell.

    Examples
    --------
    >>> from spo_geo.intake.files.numberformats import number_format
    >>> number_cell(41913.0, number_format("mmm-yy")).text
    'Oct 2014'
    >>> number_cell(41913.0, PLAIN).text
    '41913'
    """
    if shape is PLAIN:
        value = _whole(value)
        return Cell(plain_number(value), "number", value, note)
    if shape.kind in ("date", "month", "year"):
        return _date_cell(value, shape, date_1904, note)
    if shape.kind in ("time", "elapsed") and 0 <= value < _LAST_SERIAL:
        return _time_cell(value, shape.kind == "elapsed", note)
    value = _whole(value)
    return Cell(_number_text(value, shape), "number", value, note)


def _whole(value: float) -> float:
    """Return a whole number as `int`, with the 15 digits that a sheet keeps."""
    if isinstance(value, int) or not value.is_integer() or abs(value) >= 1e21:
        return value
    return int(value) if abs(value) < 1e15 else int(Decimal(format(value, ".15g")))


def _number_text(value: float, shape: NumberFormat) -> str:
    if shape.kind == "percent":
        return f"{value * 100:.{shape.decimals}f}%"
    if shape.kind == "words":
        comma = "," if shape.grouped else ""
        amount = f"{abs(value):{comma}.{shape.decimals}f}"
        sign = "-" if value < 0 else ""
        return f"{sign}{shape.before}{amount}{shape.after}"
    if shape.kind == "mask" and isinstance(value, int) and value >= 0:
        return _masked(str(value), shape.mask)
    return plain_number(value)


def plain_number(value: float) -> str:
    """Return a number as a sheet shows it without a format: 15 digits at most.

    Examples
    --------
    >>> plain_number(0.1 + 0.2), plain_number(3520112345671), plain_number(2014.0)
    ('0.3', '3520112345671', '2014')
    """
    return str(value) if isinstance(value, int) else format(value, ".15g")


def _masked(digits: str, mask: str) -> str:
    """Fill a mask from the right; digits that are left over go to its first place."""
    left = list(digits)
    first = mask.index(SLOT)
    shown = [
        char if char != SLOT else (left.pop() if left else "0")
        for char in reversed(mask)
    ][::-1]
    return "".join([*shown[:first], *left, *shown[first:]])


def _date_cell(value: float, shape: NumberFormat, date_1904: bool, note: str) -> Cell:
    if not 0 <= value < _LAST_SERIAL:
        said = "; ".join(filter(None, (note, "a number that is no date")))
        return number_cell(value, PLAIN, note=said)
    if value < 1 and not date_1904:
        has_time = round(value * 1440) > 0
        return _time_cell(value, False, note) if has_time else _ZERO
    return date_cell(from_serial(value, date_1904), shape.kind, note)


_ZERO = Cell("", "empty", None, ZERO_DATE)


def from_serial(value: float, date_1904: bool = False) -> datetime.datetime:
    """Return the moment of a day number, to the second.

    Excel counts a 29 February 1900 that never was; days before it lie one later.

    Examples
    --------
    >>> from_serial(41913), from_serial(40451, date_1904=True)
    (datetime.datetime(2014, 10, 1, 0, 0), datetime.datetime(2014, 10, 1, 0, 0))
    """
    base = _BASE_1904 if date_1904 else _BASE_1900
    if not date_1904 and value < 60:
        value += 1
    return base + datetime.timedelta(seconds=round(value * 86_400))


def date_cell(moment: datetime.datetime, kind: str = "date", note: str = "") -> Cell:
    """Return the cell for a date with the precision that the sheet shows.

    Parameters
    ----------
    moment : datetime.datetime
        The date; midnight counts as a date without a time.
    kind : {'date', 'month', 'year'}
        What the sheet shows of it.
    note : str, optional
        Note of the cell.

    Examples
    --------
    >>> date_cell(datetime.datetime(2014, 10, 5)).text
    '2014-10-05'
    """
    midnight = moment.time() == datetime.time()
    value = moment.date() if midnight else moment
    if kind == "year":
        text = f"{moment.year:04}"
    elif kind == "month":
        text = f"{_MONTHS[3 * moment.month - 3 : 3 * moment.month]} {moment.year:04}"
    else:
        text = value.isoformat() if midnight else f"{moment:%Y-%m-%d %H:%M}"
    return Cell(text, "date", value, note)


def _time_cell(value: float, elapsed: bool, note: str) -> Cell:
    minutes = round(value * 1440)
    if not elapsed:
        minutes %= 1440
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    return Cell(text, "text", text, note)


def bool_cell(true: bool, note: str = "") -> Cell:
    """Return the cell for a truth value, as spreadsheet programs show it."""
    return Cell("TRUE" if true else "FALSE", "bool", true, note)
