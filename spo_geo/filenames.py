"""Names of the files that leave the program, in OCHA's habit."""

from datetime import date


def file_name(what: str, suffix: str, made: date, *, paper: str = "") -> str:
    """Return a file name: what it shows, the paper, the day.

    Parameters
    ----------
    what : str
        What the file holds, one word.
    suffix : str
        Without the dot.
    made : date
        The day.
    paper : str, optional
        Paper size of a map.

    Returns
    -------
    str
        After OCHA's map naming: name, paper size, date.

    Examples
    --------
    >>> file_name("map", "png", date(2026, 11, 22), paper="A4")
    'SPO_coverage_map_A4_20261122.png'
    """
    parts = ("SPO_coverage", what, paper, f"{made:%Y%m%d}")
    return f"{'_'.join(filter(None, parts))}.{suffix}"
