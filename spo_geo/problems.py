"""One row of the table in which every data problem is collected."""

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["note", "hold", "skip", "refuse"]


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
    """

    file: str
    row: int
    column: str
    value: str
    rule: str
    severity: Severity
    suggestion: str = ""

    def as_dict(self) -> dict[str, str | int]:
        """Return the problem as a plain mapping, in the order of the columns."""
        return asdict(self)

    def line(self) -> str:
        """Return the problem as one line: what was done, where, what, next step."""
        where = f"{self.file} row {self.row}" if self.row else self.file
        column = f", {self.column}" if self.column else ""
        tail = f" -> {self.suggestion}" if self.suggestion else ""
        return f"{self.severity}: {where}{column}: {self.value!r}: {self.rule}{tail}"
