"""One row of the table in which every data problem is collected."""

from dataclasses import dataclass
from typing import Final, Literal

Severity = Literal["note", "hold", "skip", "refuse"]

DONE: Final[dict[Severity, str]] = {
    "note": "taken, with this note",
    "hold": "kept out of map, counts and filters until a person decides",
    "skip": "row left out",
    "refuse": "not loaded",
}
"""What was done, where nothing more exact is said."""

COLUMNS: Final = (
    "file",
    "sheet",
    "row",
    "column",
    "value",
    "rule",
    "severity",
    "done",
    "suggestion",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a table that a person should look at.

    Attributes
    ----------
    file : str
        Name of the file.
    row : int
        Line of the spreadsheet, the header being row 1; 0 for the whole file.
    column : str
        Column name, or empty.
    value : str
        The cell as written.
    rule : str
        What the cell should be, in words.
    severity : {'note', 'hold', 'skip', 'refuse'}
        What was done: taken with a note, value held back, row left out, file
        refused.
    suggestion : str
        The next step.
    sheet : str
        Name of the sheet; empty in a file that has none.
    done : str
        What was done, in words.
    """

    file: str
    row: int
    column: str
    value: str
    rule: str
    severity: Severity
    suggestion: str = ""
    sheet: str = ""
    done: str = ""

    def as_dict(self) -> dict[str, str | int]:
        """Return the problem as a plain mapping, in the order of `COLUMNS`."""
        row = {name: getattr(self, name) for name in COLUMNS}
        return row | {"done": self.done or DONE[self.severity]}

    def line(self) -> str:
        """Return the problem as one line: what was done, where, what, next step."""
        file = f"{self.file}, sheet {self.sheet}," if self.sheet else self.file
        where = f"{file} row {self.row}" if self.row else file
        column = f", {self.column}" if self.column else ""
        tail = f" -> {self.suggestion}" if self.suggestion else ""
        return f"{self.severity}: {where}{column}: {self.value!r}: {self.rule}{tail}"
