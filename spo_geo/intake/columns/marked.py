"""Columns that stand for one district, year or funder each, with marks under them."""

from collections.abc import Sequence

from spo_geo.intake.columns.column import Column, IsPlace, Uses
from spo_geo.intake.columns.headnames import FIELDS
from spo_geo.intake.columns.mapping import MATRIX, ColumnUse
from spo_geo.intake.words.marks import is_mark


def marked_districts(columns: Sequence[Column], uses: Uses, is_place: IsPlace) -> Uses:
    """Take columns that are named for districts as marks: one a district.

    Parameters
    ----------
    columns : sequence of Column
        In the order of the sheet.
    uses : mapping of int to ColumnUse
        What their names say.
    is_place : function of str to bool
        Tells a listed district.

    Returns
    -------
    mapping of int to ColumnUse
        Those that change; none unless two are named so.
    """
    named = [
        column
        for column in columns
        if not uses[column.index].field and is_place(column.name.split(" / ")[-1])
    ]
    if len(named) < 2:
        return {}
    why = "named for a district; a mark says that the project works there"
    return {
        column.index: ColumnUse(column.index, column.name, MATRIX, "content", why)
        for column in named
    }


def marked_names(
    columns: Sequence[Column], uses: Uses, field: str, is_named: IsPlace
) -> Uses:
    """Take columns named for years, or for funders, that hold nothing but marks.

    Parameters
    ----------
    columns : sequence of Column
        In the order of the sheet.
    uses : mapping of int to ColumnUse
        What is known of them.
    field : str
        ``year_mark`` or ``funder_mark``.
    is_named : function of str to bool
        Tells a year, or a listed funder.

    Returns
    -------
    mapping of int to ColumnUse
        Those that change; none unless two are named so. What stands between two of
        them is named for one, too, listed or not.
    """
    bare = [
        column
        for column in columns
        if column.name
        and not uses[column.index].field
        and all(map(is_mark, column.values))
    ]
    listed = [column.index for column in bare if is_named(column.name)]
    if len(listed) < 2 or not any(any(column.values) for column in bare):
        return {}
    named = [column for column in bare if listed[0] <= column.index <= listed[-1]]
    why = f"named for {FIELDS[field].partition(':')[0].lower()}, over marks"
    return {
        column.index: ColumnUse(column.index, column.name, field, "content", why)
        for column in named
    }
