"""How much a file may ask for, and how it is refused when it asks for more."""

from collections.abc import Iterable

from spo_geo.errors import SpoGeoError

LIMIT_BYTES = 20 * 2**20
"""Size of an uploaded file, bytes."""
LIMIT_ROWS = 100_000
"""Rows with something in them, in all sheets of a file together."""
LIMIT_COLUMNS = 1_000
"""Columns of one sheet."""
LIMIT_CELLS = 1_000_000
"""Filled cells in all sheets of a file together: 10 in each of the rows."""
LIMIT_AREA = 10_000_000
"""Cells of all kept rows from column A to the last filled one, blank ones included."""
LIMIT_CELL_CHARS = 131_072
"""Characters of one cell; a spreadsheet program stops at 32,767."""
LIMIT_TEXT_CHARS = 40_000_000
"""Characters of all texts of a file together, a shared text counted once."""
LIMIT_SHEETS = 500
"""Sheets of a file."""
LIMIT_SHEET_ROW = 1_048_576
"""Highest row number that a spreadsheet program can hold."""
LIMIT_PARTS = 5_000
"""Parts of a zipped workbook."""
LIMIT_INFLATED = 300 * 2**20
"""Bytes that the parts of a zipped workbook unpack to, together."""
LIMIT_ELEMENTS = 4 * LIMIT_CELLS + 2 * LIMIT_ROWS
"""XML elements of a zipped workbook: a cell, its value, and a text of two more."""
LIMIT_MERGED = 200_000
"""Merged ranges of one sheet."""
LIMIT_NAMES = 10_000
"""Different names of XML elements and attributes in one part."""
LIMIT_DEPTH = 100
"""XML elements inside each other."""
LIMIT_TOKEN = 4 * 2**20
"""Bytes of one XML tag or comment."""
LIMIT_RECORDS = 4_000_000
"""Records of an Excel 97 workbook."""


class Refused(SpoGeoError):  # noqa: N818 (the word of the house)
    """The file is not loaded; the message says why in one plain sentence."""

    def named(self, file: str) -> "Refused":
        """Return the same refusal with the name of the file in front of the place.

        Parameters
        ----------
        file : str
            Name of the file as the user knows it.

        Examples
        --------
        >>> str(Refused("the file is empty").named("a.csv"))
        'the file is empty; in a.csv'
        """
        where = f"{file}, {self.where}" if self.where else file
        return Refused(
            self.what,
            where=where,
            got=self.got,
            allowed=self.allowed,
            next_step=self.next_step,
        )


def damaged(part: str = "", *, why: str = "") -> Refused:
    """Return the refusal of a file that is cut short or broken.

    Parameters
    ----------
    part : str, optional
        The part of the file that cannot be read.
    why : str, optional
        What the reader said.
    """
    return Refused(
        "the file is damaged or cut short",
        where=part,
        got=why or None,
        next_step="download or save it again and check that it opens in a "
        "spreadsheet program",
    )


def too_much(
    what: str, got: str, allowed: Iterable[str], where: str = "", hint: str = ""
) -> Refused:
    """Return the refusal of a file that goes beyond a limit.

    Parameters
    ----------
    what : str
        Which limit.
    got, allowed : str, iterable of str
        What the file asks for and what may be asked for, with units.
    where : str, optional
        Sheet, row or part.
    hint : str, optional
        The next step, where splitting the sheet is not it.
    """
    step = hint or "split the sheet, or leave out what is no project"
    return Refused(what, where=where, got=got, allowed=allowed, next_step=step)


class Budget:
    """Counts what has been read of one file; raises when a limit is passed.

    Attributes
    ----------
    rows, cells, area, chars, elements : int
        Rows kept, filled cells, cells with the blank ones before them, characters
        of texts and XML elements so far.
    """

    __slots__ = ("area", "cells", "chars", "elements", "rows")

    def __init__(self) -> None:
        self.rows = 0
        self.cells = 0
        self.area = 0
        self.chars = 0
        self.elements = 0

    def add_rows(self, n_filled: int, width: int, where: str, times: int = 1) -> None:
        """Count rows of `n_filled` cells in `width`; raise `Refused` past a limit."""
        self.rows += times
        if self.rows > LIMIT_ROWS:
            raise too_much(
                "the file has too many rows",
                f"more than {LIMIT_ROWS:,}",
                [f"up to {LIMIT_ROWS:,} rows"],
                where,
            )
        self.add_cells(n_filled * times, width * times, where)

    def add_cells(self, n_filled: int, area: int, where: str) -> None:
        """Count cells; raise `Refused` past a limit."""
        self.cells += n_filled
        self.area += area
        if self.cells > LIMIT_CELLS or self.area > LIMIT_AREA:
            raise too_much(
                "the file has too many cells",
                f"more than {min(self.cells, LIMIT_CELLS):,} filled ones"
                f" in {self.area:,}",
                [f"up to {LIMIT_CELLS:,} filled ones in {LIMIT_AREA:,}"],
                where,
            )

    def add_elements(self, count: int, part: str) -> None:
        """Count XML elements; raise `Refused` past the limit."""
        self.elements += count
        if self.elements > LIMIT_ELEMENTS:
            raise too_much(
                "the file holds too many cells, most of them perhaps empty",
                f"more than {LIMIT_ELEMENTS:,} XML elements",
                [f"up to {LIMIT_ELEMENTS:,}"],
                part,
                "delete empty formatted rows, or copy the table to a new file",
            )

    def add_text(self, n_chars: int) -> None:
        """Count the characters of one text; raise `Refused` beyond the limits."""
        if n_chars > LIMIT_CELL_CHARS:
            raise too_much(
                "a cell is too long",
                f"{n_chars:,} characters",
                [f"up to {LIMIT_CELL_CHARS:,} characters"],
                hint="look for a quote that was left open, or shorten the text",
            )
        self.chars += n_chars
        if self.chars > LIMIT_TEXT_CHARS:
            raise too_much(
                "the file holds too much text",
                f"more than {LIMIT_TEXT_CHARS:,} characters",
                [f"up to {LIMIT_TEXT_CHARS:,} characters"],
            )


def check_columns(n_columns: int, where: str) -> None:
    """Raise `Refused` when a sheet is wider than a sheet of projects can be."""
    if n_columns > LIMIT_COLUMNS:
        raise too_much(
            "the sheet has too many columns",
            f"{n_columns:,}",
            [f"up to {LIMIT_COLUMNS:,} columns"],
            where,
            "leave out the columns that are not needed",
        )


def check_sheets(count: int) -> None:
    """Raise `Refused` when a workbook lists no sheet, or too many."""
    if not count:
        raise damaged(why="no sheet in it")
    if count > LIMIT_SHEETS:
        raise too_much(
            "the file has too many sheets",
            f"{count:,}",
            [f"up to {LIMIT_SHEETS} sheets"],
            hint="copy the sheets that hold projects to a new file",
        )
