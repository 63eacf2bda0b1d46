"""Two list columns of which the second goes with the first, part by part."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from spo_geo.tables import split_list

SIDE: Final[Mapping[str, str]] = {
    "districts": "district_provinces",
    "funders": "funding_as_stated",
}
"""Each list column, and the one that goes with it."""

NOTHING: Final[Mapping[str, str]] = {
    "district_provinces": "n/a",
    "funding_as_stated": "not stated",
}
"""What stands in the second list for a part of which nothing is stated."""

Pair = tuple[str, str]


def read_pairs(row: Mapping[str, str], column: str) -> list[Pair]:
    """Return the parts of a list, each with what stands beside it.

    Parameters
    ----------
    row : mapping of str to str
        A row of ``projects.csv``.
    column : str
        ``districts`` or ``funders``.

    Returns
    -------
    list of (str, str)
        The second is empty where nothing is stated.
    """
    parts = split_list(row.get(column, ""))
    beside: Sequence[str] = split_list(row.get(SIDE[column], ""))
    if len(beside) != len(parts):
        beside = [""] * len(parts)
    blank = NOTHING[SIDE[column]]
    return [
        (part, "" if side == blank else side)
        for part, side in zip(parts, beside, strict=True)
    ]


def write_pairs(column: str, pairs: Iterable[Pair]) -> dict[str, str]:
    """Return the cells of both columns.

    Parameters
    ----------
    column : str
        ``districts`` or ``funders``.
    pairs : iterable of (str, str)
        As `read_pairs` gave them.

    Returns
    -------
    dict of str to str
        The second cell is empty when nothing is stated beside any part.
    """
    known = list(pairs)
    side = SIDE[column]
    beside = [said or NOTHING[side] for _, said in known]
    return {
        column: "; ".join(part for part, _ in known),
        side: "; ".join(beside) if any(said for _, said in known) else "",
    }
