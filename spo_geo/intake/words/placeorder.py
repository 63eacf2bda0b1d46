"""Cells whose column says in which order they name a tehsil and its district."""

import re
from typing import Final

_KINDS: Final = {
    "part": r"tehsils?|talukas?|taluqas?|u\.?c\.?s?|union councils?|villages?|towns?",
    "district": r"districts?|distt?s?",
}
_WORD: Final = re.compile(
    r"\b(?:" + "|".join(f"(?P<{k}>{v})" for k, v in _KINDS.items()) + r")\b\.?", re.I
)
_ENTRY: Final = re.compile(r"[\n;]")
_PART: Final = re.compile(r"\s*,\s*")


def named_order(heading: str) -> tuple[str, ...]:
    """Return the kinds of place that a column's name lists with a comma.

    Parameters
    ----------
    heading : str
        The name of a column.

    Returns
    -------
    tuple of str
        ``part`` and ``district``, in order; empty unless both are listed, and parted
        by a comma. ``District/Tehsil`` may mean either, and lists nothing.

    Examples
    --------
    >>> named_order("Location (Tehsil, District)"), named_order("District/Tehsil")
    (('part', 'district'), ())
    """
    kinds = []
    last = None
    for found in _WORD.finditer(heading):
        if last is not None and heading[last : found.start()].strip() != ",":
            return ()
        kinds.append(found.lastgroup or "")
        last = found.end()
    return tuple(kinds) if kinds.count("district") == 1 and "part" in kinds else ()


def with_parts_named(text: str, order: tuple[str, ...]) -> str:
    """Return a cell in which what is less than a district says so.

    Parameters
    ----------
    text : str
        The cell.
    order : tuple of str
        As `named_order` gave it.

    Returns
    -------
    str
        What is left of the district's place, or right of it, has the word tehsil.

    Examples
    --------
    >>> with_parts_named("Sahiwal, Sargodha", ("part", "district"))
    'Tehsil Sahiwal, Sargodha'
    """
    if not order:
        return text
    return "\n".join(_named(entry, order) for entry in _ENTRY.split(text))


def _named(entry: str, order: tuple[str, ...]) -> str:
    parts = _PART.split(entry.strip())
    at = order.index("district")
    if at == len(order) - 1:
        at = len(parts) - 1
    elif at and len(parts) != len(order):
        return entry
    return ", ".join(
        part if i == at or _WORD.search(part) else f"Tehsil {part}"
        for i, part in enumerate(parts)
    )
