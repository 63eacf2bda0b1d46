"""A column of a sheet before it is settled what it is."""

from collections.abc import Callable
from dataclasses import dataclass

from spo_geo.intake.columns.headings import Heading, heading_key
from spo_geo.intake.columns.mapping import ColumnUse

Uses = dict[int, ColumnUse]
IsPlace = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Column:
    """A column before it is settled: its name and what it holds."""

    index: int
    name: str
    heading: Heading
    values: tuple[str, ...]

    @property
    def key(self) -> str:
        """The words of its name as they are compared."""
        return heading_key(self.name)
