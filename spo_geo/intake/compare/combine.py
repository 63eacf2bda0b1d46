"""Two rows of one project made one: an update by a sheet, or a merge by decision.

An update lets the sheet speak: where it says something else, its words replace those
of the table. A merge loses nothing: what is there stays, lists are joined, and what
contradicts it goes into the notes. Neither lets an empty cell wipe anything.
"""

from collections.abc import Collection, Mapping
from typing import Final

from spo_geo.codelists import fold
from spo_geo.intake.compare.meaning import LISTS, Meaning, Row, is_cut, stated_sources
from spo_geo.intake.words.parallel import SIDE, Pair, read_pairs, write_pairs
from spo_geo.model import HELD
from spo_geo.tables import split_list

COMPANIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title_as_written",),
    "status": ("status_source",),
    "focus_area": ("focus_area_source",),
    "focus_area_inferred": ("focus_area_inferred_reason",),
    "sdg": ("sdg_as_written", "sdg_source"),
    "funders_web": ("funders_web_source",),
}
"""Columns that say where the value of another comes from, and so go with it."""

ADDED: Final = frozenset({"notes", "dates_note", "sources"})
"""Columns to which a row adds, where the sheet has no such column."""

_ID: Final = "project_id"
_FOLLOWERS: Final = frozenset(name for names in COMPANIONS.values() for name in names)
_PLACE_COLUMNS: Final = ("coverage", "districts", "provinces", "n_districts_stated")
# What the words of the coverage are read as.
_READ_AS: Final = ("scope", "districts", "provinces", "n_districts_stated")


def update(
    present: Row, new: Row, columns: Collection[str], meaning: Meaning
) -> dict[str, str]:
    """Return a row with what the sheet says of it.

    A row without an id comes from a sheet of other making. It was found by its title,
    so that is no difference; and other words for the same places are none either.

    Parameters
    ----------
    present : mapping of str to str
        The row as it is.
    new : mapping of str to str
        The same project in the sheet.
    columns : collection of str
        Columns that the sheet has; no other one decides anything.
    meaning : Meaning
        Says what is a difference.

    Returns
    -------
    dict of str to str
        Equal to `present` where the sheet says nothing else.
    """
    if _has_id(new):
        return _replaced(present, new, columns, meaning)
    said = {*columns} - {"title"}
    row = _replaced(present, new, said - {"coverage"}, meaning)
    moved = any(row[c] != present[c] for c in _READ_AS if c in row)
    if moved or not present.get("coverage", "").strip():
        return _replaced(present, new, said, meaning)
    return row


def join(present: Row, new: Row, label: str, meaning: Meaning) -> dict[str, str]:
    """Return a row with what another row of the same project adds to it.

    Parameters
    ----------
    present : mapping of str to str
        The row that stays.
    new : mapping of str to str
        The row that a person called the same project.
    label : str
        Where it stands, such as ``Sheet1 row 7``, for the notes.
    meaning : Meaning
        Says what is a difference.

    Returns
    -------
    dict of str to str
        Equal to `present` where the other row adds nothing. Of two ids the other one
        is in the repair log, by which the two were joined.
    """
    row, against = dict(present), []
    if not _has_id(present) and _has_id(new):
        row[_ID] = new[_ID]
    for column, cell in new.items():
        if column in (_ID, "scope", *_FOLLOWERS, *ADDED, *SIDE.values()):
            continue
        if not meaning.value(new, column):
            continue
        if not meaning.value(row, column):
            row |= {c: new.get(c, "") for c in (column, *_beside(column))}
        elif column in LISTS:
            row |= _joined(row, new, column, meaning)
        elif not _agrees(row, new, column, meaning):
            against.append(f"{column} '{cell.strip()}'")
    _follow(row, new, meaning)
    _join_scope(row, new)
    _add(row, new, ADDED, meaning)
    where = f" ({label})" if label else ""
    sentences = [f"Also written: {words}{where}." for words in against]
    _append(row, "notes", sentences, [f"Also written: {words}" for words in against])
    return row


def differences(before: Row, after: Row) -> tuple[tuple[str, str, str], ...]:
    """Return column, cell before and cell after of every cell that differs."""
    return tuple(
        (column, before.get(column, ""), cell)
        for column, cell in after.items()
        if before.get(column, "") != cell
    )


def left_empty(
    present: Row, new: Row, columns: Collection[str], meaning: Meaning
) -> tuple[str, ...]:
    """Return the columns that the sheet has and leaves empty, and the row fills."""
    return tuple(
        column
        for column in present
        if column in columns
        and column not in (_ID, *SIDE.values())
        and not meaning.value(new, column)
        and meaning.value(present, column)
    )


def _replaced(
    present: Row, new: Row, columns: Collection[str], meaning: Meaning
) -> dict[str, str]:
    """Return a row with the sheet's cells where they mean something else."""
    row = dict(present)
    for column in _speaking(new, columns):
        cells = _replacement(row, new, column, meaning)
        row |= cells
        if cells:
            row |= {c: new.get(c, "") for c in COMPANIONS.get(column, ()) if c in row}
    if row.get("districts") and row.get("scope") != present.get("scope"):
        row["scope"] = "districts"
    if row != present:
        _add(row, new, {"sources", *ADDED} - ({*columns} - {"sources"}), meaning)
    return row


def _speaking(new: Row, columns: Collection[str]) -> list[str]:
    """Return the columns in which the sheet may say something else."""
    names = [c for c in new if c in columns and c not in (_ID, *SIDE.values())]
    places = any(new.get(column, "").strip() for column in _PLACE_COLUMNS)
    read = any(column in columns for column in _PLACE_COLUMNS)
    if "scope" in new and "scope" not in names and places and read:
        names.append("scope")  # read out of the words on the place
    return names


def _replacement(row: Row, new: Row, column: str, meaning: Meaning) -> dict[str, str]:
    """Return the cells that a column of the sheet replaces; none where it agrees."""
    said = meaning.value(new, column)
    if not said or said == meaning.value(row, column):
        return {}
    if column == "sources":
        return _joined(row, {column: stated_sources(new[column])}, column, meaning)
    if column in SIDE:
        cells = write_pairs(column, _in_known_words(row, new, column, meaning))
        before, after = (meaning.value(r, column) for r in (row, {**row, **cells}))
        return cells if before != after else {}
    cell = new[column].strip()
    return {} if is_cut(cell, row.get(column, "")) else {column: cell}


def _in_known_words(row: Row, new: Row, column: str, meaning: Meaning) -> list[Pair]:
    """Return the sheet's list; what the table names too, in the words of the table.

    What the table knows of a part was decided before. That the sheet says nothing of
    it, or that its words alone would be held, does not undo it. How a funder is put
    is read out of the sheet's heading unless the row has an id, and is then our own.
    """
    known: dict[frozenset[str], Pair] = {}
    for part, side in read_pairs(row, column):
        known[_same(column, part, side, meaning)] = (part, side)
        known[frozenset({fold(part)})] = (part, side)
    pairs = []
    for part, side in read_pairs(new, column):
        words, said = frozenset({fold(part)}), _same(column, part, side, meaning)
        old = known.get(said) or known.get(words)
        if old is None:
            pairs.append((part, side))
        elif side in ("", HELD) or (column == "funders" and not _has_id(new)):
            pairs.append((old[0], old[1] or side))
        else:
            pairs.append((old[0] if said in known else part, side))
    return pairs


def _same(column: str, part: str, side: str, meaning: Meaning) -> frozenset[str]:
    if column == "districts":
        return meaning.place(part, side)
    return frozenset({meaning.part(column, part)})


def _joined(row: Row, new: Row, column: str, meaning: Meaning) -> dict[str, str]:
    """Return a list with the parts that another one adds."""
    if column in SIDE:
        pairs = read_pairs(row, column)
        known = {k for p, s in pairs for k in _same(column, p, s, meaning)}
        more = [
            (part, side)
            for part, side in read_pairs(new, column)
            if not _same(column, part, side, meaning) <= known
        ]
        return write_pairs(column, [*pairs, *more]) if more else {}
    known = set(meaning.parts(row, column))
    more_parts = [
        part
        for part in dict.fromkeys(split_list(new.get(column, "")))
        if meaning.part(column, part) not in known
    ]
    if not more_parts:
        return {}
    return {column: "; ".join((*split_list(row.get(column, "")), *more_parts))}


def _agrees(row: Row, new: Row, column: str, meaning: Meaning) -> bool:
    """Tell whether two texts say the same; a title may differ in case and signs."""
    if column == "title":
        return fold(row[column]) == fold(new[column])
    return meaning.value(row, column) == meaning.value(new, column)


def _has_id(row: Row) -> bool:
    return bool(row.get(_ID, "").strip())


def _beside(column: str) -> tuple[str, ...]:
    return (SIDE[column],) if column in SIDE else ()


def _follow(row: dict[str, str], new: Row, meaning: Meaning) -> None:
    """Fill in where a value comes from, if the value is the same."""
    for leader, names in COMPANIONS.items():
        if meaning.value(row, leader) == meaning.value(new, leader):
            row |= {c: new[c] for c in names if new.get(c) and not row.get(c)}


def _join_scope(row: dict[str, str], new: Row) -> None:
    if row.get("districts"):
        row["scope"] = "districts"
    elif row.get("scope", "") in ("", "not-stated") and new.get("scope"):
        row["scope"] = new["scope"]


def _add(
    row: dict[str, str], new: Row, columns: Collection[str], meaning: Meaning
) -> None:
    """Add the sources and notes of a row to those that are there."""
    if "sources" in columns:
        row |= _joined(row, new, "sources", meaning)
    for column in ("dates_note", "notes"):
        if column in columns and (note := new.get(column, "").strip()):
            _append(row, column, [note], [note])


def _append(
    row: dict[str, str], column: str, sentences: list[str], marks: list[str]
) -> None:
    """Append sentences to a text, each unless its mark is there already."""
    for sentence, mark in zip(sentences, marks, strict=True):
        if mark not in row.get(column, ""):
            row[column] = f"{row.get(column, '')} {sentence}".strip()
