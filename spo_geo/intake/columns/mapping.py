"""What each column of a sheet was taken for, and how to say so again next time."""

import hashlib
import json
from collections.abc import Iterable
from collections.abc import Mapping as Map
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, Final, Literal, get_args

from spo_geo.errors import SpoGeoError
from spo_geo.intake.columns.headings import Sure, heading_key
from spo_geo.intake.columns.headnames import COLUMNS_OF, FIELDS

Layout = Literal["project", "project_district"]

LAYOUTS: Final[dict[Layout, str]] = {
    "project": "one row a project",
    "project_district": "one row a project and district",
}
_ACTIVITIES: Final = frozenset({"activity", "intervention", "response"})
MATRIX: Final = "matrix"
"""Field of a column that stands for one district, marked where a project works."""

HOUSE: Final = "house"
"""Field of a column that is one of ``projects.csv`` by its very name."""


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What one column was taken for.

    Attributes
    ----------
    index : int
        Position, the first column being 0.
    header : str
        Its name as written; two header rows are joined by `` / ``.
    field : str
        A key of `headnames.FIELDS`, ``matrix``, ``house``, or empty when ignored.
    sure : {'name', 'likely', 'content', 'chosen', 'ask', ''}
        By a listed name, an almost listed one, what the column holds, a person;
        ``ask`` when only a person can tell; empty when nobody knows it.
    why : str
        In words, for the mapping screen.
    """

    index: int
    header: str
    field: str = ""
    sure: Sure = ""
    why: str = ""


@dataclass(frozen=True)
class Mapping:
    """What the columns of a sheet were taken for.

    Attributes
    ----------
    uses : tuple of ColumnUse
        Every column that has a name or holds something, in order.
    layout : {'project', 'project_district'}
        Whether a row is a project, or a project in one district.
    sheet : str
        Name of the first sheet that was read so.
    header_rows : tuple of int
        Rows of the names, the first row of the sheet being 1.
    house : bool
        Whether the sheet has the columns of ``projects.csv`` itself.
    """

    uses: tuple[ColumnUse, ...]
    layout: Layout = "project"
    sheet: str = ""
    header_rows: tuple[int, ...] = ()
    house: bool = False

    @property
    def signature(self) -> str:
        """What the sheet's shape is known by: a hash of its column names in order."""
        names = "\n".join(heading_key(use.header) for use in self.uses)
        return hashlib.sha256(names.encode()).hexdigest()[:16]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of ``projects.csv`` that the sheet fills."""
        found: dict[str, None] = {}
        for use in self.uses:
            if use.field in (HOUSE, MATRIX):
                names = (use.header,) if use.field == HOUSE else COLUMNS_OF["districts"]
            else:
                names = COLUMNS_OF.get(use.field, ())
            found.update(dict.fromkeys(names))
        return ("title", *found) if self.called_by else tuple(found)

    @cached_property
    def called_by(self) -> tuple[ColumnUse, ...]:
        """The columns of sector and organisation where none has titles.

        Beside columns that are named for districts the organisation is enough. A
        sheet of who works where names no projects. One with addresses is a list of
        organisations, whose districts are those of their offices: nothing is read.
        """
        by_sector, by_name = self.of("focus_area"), self.of("implementing_partners")
        keys = {word for use in self.uses for word in heading_key(use.header).split()}
        listed = self.house or self.of("title") or "address" in keys
        told = by_name and (by_sector or self.of(MATRIX))
        return (*by_sector, *by_name) if told and not listed else ()

    @property
    def ignored(self) -> tuple[ColumnUse, ...]:
        """The columns that nobody knows, and those that only a person can tell."""
        return tuple(use for use in self.uses if not use.field)

    @cached_property
    def is_by_activity(self) -> bool:
        """Whether its rows are activities of an organisation, not projects by title."""
        words = {w for u in self.of("title") for w in heading_key(u.header).split()}
        plain = words & _ACTIVITIES and not words & {"title", "name"}
        return bool(plain or self.called_by)

    def of(self, field: str) -> tuple[ColumnUse, ...]:
        """Return the columns that were taken for a field."""
        return self._by_field.get(field, ())

    @cached_property
    def _by_field(self) -> dict[str, tuple[ColumnUse, ...]]:
        found: dict[str, tuple[ColumnUse, ...]] = {}
        for use in self.uses:
            found[use.field] = (*found.get(use.field, ()), use)
        return found

    def choose(self, index: int, field: str) -> "Mapping":
        """Return the mapping with a column taken for what a person says.

        Parameters
        ----------
        index : int
            Position of the column.
        field : str
            A key of `headnames.FIELDS`, or empty to ignore the column.

        Returns
        -------
        Mapping

        Raises
        ------
        SpoGeoError
            When there is no such column or field.
        """
        _check("field", field, ("", *FIELDS))
        _check("column", index, [use.index for use in self.uses])
        uses = (
            ColumnUse(index, use.header, field, "chosen", "chosen by hand")
            if use.index == index
            else use
            for use in self.uses
        )
        return replace(self, uses=tuple(uses))

    def to_json(self) -> str:
        """Return the mapping as text that `from_json` reads."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> "Mapping":
        """Read a mapping that was written by `to_json`.

        Raises
        ------
        SpoGeoError
            When the text is not such a mapping.
        """
        try:
            return _mapping(json.loads(text))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise SpoGeoError(
                "the remembered mapping cannot be read",
                got=f"{type(error).__name__}: {error}",
                next_step="choose the columns again",
            ) from error


def _mapping(plain: Map[str, Any]) -> Mapping:
    uses = []
    for use in plain["uses"]:
        field, sure = str(use["field"]), use["sure"]
        _check("field", field, ("", MATRIX, HOUSE, *FIELDS))
        _check("certainty", sure, get_args(Sure))
        header, why = str(use["header"]), str(use["why"])
        uses.append(ColumnUse(int(use["index"]), header, field, sure, why))
    layout: Layout = plain["layout"]
    _check("layout", layout, LAYOUTS)
    rows = tuple(int(row) for row in plain["header_rows"])
    return Mapping(tuple(uses), layout, str(plain["sheet"]), rows, bool(plain["house"]))


def _check(what: str, got: object, allowed: Iterable[object]) -> None:
    values = list(allowed)
    if got not in values:
        names = [str(value) for value in values if value != ""]
        raise SpoGeoError(f"unknown {what}", got=str(got), allowed=names)
