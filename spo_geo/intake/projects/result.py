"""What understanding a file gives: projects, problems, and counts that add up."""

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from typing import Any, Literal

from spo_geo.intake.columns.mapping import Mapping
from spo_geo.intake.compare.repeats import Repeat
from spo_geo.problems import Problem


@dataclass(frozen=True, slots=True)
class Taken:
    """One project that was understood.

    Attributes
    ----------
    row : dict of str to str
        With exactly the columns of ``projects.csv``; places stand as written.
    origin : tuple of (str, int)
        Sheet and row of each of its rows.
    status : {'taken', 'held'}
        Held when at least one of its values waits for a person.
    extra : mapping of str to str
        What stands in further columns, by their names; personal data left out.
    repeats : int or None
        Position of the earlier project that it seems to be: it is not counted until
        a person decides. None for every other one.
    is_same : bool
        Whether a person said that it is that earlier project.
    """

    row: dict[str, str]
    origin: tuple[tuple[str, int], ...]
    status: Literal["taken", "held"]
    extra: Map[str, str] = field(default_factory=dict)
    repeats: int | None = None
    is_same: bool = False

    @property
    def label(self) -> str:
        """Where it stands, such as ``Sheet1 row 7``."""
        sheet, number = self.origin[0]
        return f"{sheet} row {number}".strip()


@dataclass(frozen=True, slots=True)
class Intake:
    """What a file holds.

    Attributes
    ----------
    file : str
        Its name.
    projects : tuple of Taken
        In the order of the file.
    problems : tuple of Problem
        Everything that a person should look at, in the order of the rows.
    rows_read, rows_taken, rows_held, rows_skipped : int
        Rows below the header; read = taken + held + skipped.
    mapping : Mapping
        What each column was taken for.
    others : tuple of Mapping
        The same for further tables of other columns.
    repeats : tuple of Repeat
        Projects that may be one, by position.
    """

    file: str
    projects: tuple[Taken, ...]
    problems: tuple[Problem, ...]
    rows_read: int
    rows_taken: int
    rows_held: int
    rows_skipped: int
    mapping: Mapping
    repeats: tuple[Repeat, ...] = ()
    others: tuple[Mapping, ...] = ()

    @property
    def mappings(self) -> tuple[Mapping, ...]:
        """What the columns of each table were taken for, the main one first."""
        return (self.mapping, *self.others)

    @property
    def is_refused(self) -> bool:
        """Whether the file was not loaded; a problem says why."""
        return any(problem.severity == "refuse" for problem in self.problems)

    @property
    def rows(self) -> tuple[dict[str, str], ...]:
        """The projects as rows of ``projects.csv``."""
        return tuple(taken.row for taken in self.projects)

    @property
    def labels(self) -> tuple[str, ...]:
        """Where each of `rows` stands."""
        return tuple(taken.label for taken in self.projects)

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain values, ready for JSON."""
        return {
            "file": self.file,
            "rows_read": self.rows_read,
            "rows_taken": self.rows_taken,
            "rows_held": self.rows_held,
            "rows_skipped": self.rows_skipped,
            "projects": len(self.projects),
            "layout": self.mapping.layout,
            "columns": self._columns(),
            "problems": [problem.as_dict() for problem in self.problems],
        }

    def _columns(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for use in (use for mapping in self.mappings for use in mapping.uses):
            name = use.header or f"column {use.index + 1}"
            found.setdefault(name, use.field or "ignored")
        return found
