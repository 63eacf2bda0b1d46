"""A sheet against the present projects: new, changed, gone, possibly twice.

A row finds its project by id where both have one; else by title, dates, funder and
implementing partner together. Everything short of that is offered to a person, and
the repair log holds what was decided. No project is ever deleted.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from spo_geo.errors import SpoGeoError
from spo_geo.intake.compare.combine import differences, left_empty
from spo_geo.intake.compare.identity import keys
from spo_geo.intake.compare.matching import ID, Matching
from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.compare.targets import Likely, Part
from spo_geo.intake.merging.plan import (
    Change,
    Changed,
    Duplicate,
    Fate,
    Kept,
    Listed,
    Outcome,
    Plan,
)
from spo_geo.intake.merging.table import Table
from spo_geo.intake.repairs.repair import RepairLog
from spo_geo.intake.words.parallel import SIDE

Row = Mapping[str, str]

_NUMBERED: Final = re.compile(r"SPO-(\d+)")
_FATES: Final[Mapping[Part, Fate]] = {
    "agrees": "same",
    "joins": "merged",
    "repeats": "repeat",
    "comes in": "new",
    "waits": "waits",
}


def plan(
    new_rows: Sequence[Row],
    present: Table,
    meaning: Meaning,
    *,
    columns: Collection[str] | None = None,
    labels: Sequence[str] = (),
    log: RepairLog | None = None,
) -> Plan:
    """Say what an import would do.

    Parameters
    ----------
    new_rows : sequence of mapping of str to str
        One row a project, with columns of ``projects.csv``.
    present : Table
        The projects as they are.
    meaning : Meaning
        Says what is a difference and what another spelling.
    columns : collection of str, optional
        Columns that the sheet has. Only these change a project that is there. Left
        out: those in which any row has something.
    labels : sequence of str, optional
        Where each row stands, such as ``Sheet1 row 7``; its number when left out.
    log : RepairLog, optional
        What was decided about possible duplicates.

    Returns
    -------
    Plan
        The same for the same input. Every present project is in its `after`.

    Raises
    ------
    SpoGeoError
        When a row has a column that the projects do not have.
    """
    _require_known(new_rows, present)
    if columns is None:
        columns = {c for row in new_rows for c, cell in row.items() if cell.strip()}
    decisions = (log or RepairLog()).decisions()
    names = [*labels, *(f"row {n + 1}" for n in range(len(labels), len(new_rows)))]
    matching = Matching(new_rows, names, present.rows, meaning, columns, decisions)
    ids = _ids(matching, present)
    rows = _rows(matching, present, meaning)
    idle = (f"found nothing to do: {line.sentence()}" for line in decisions.idle_pairs)
    return Plan(
        outcomes=_outcomes(matching, present, rows, ids),
        new=_listed(matching, ids),
        changed=_changed(present, rows),
        same=_untouched(matching, present, rows, placed=True),
        gone=_untouched(matching, present, rows, placed=False),
        possible_duplicates=tuple(
            _duplicate(p, matching, ids) for p in matching.likely
        ),
        kept=_kept(matching, present, meaning, columns),
        notes=(*matching.notes, *idle),
        before=present,
        after=replace(present, rows=_with_ids(rows, ids, present), digest=""),
    )


def _require_known(rows: Iterable[Row], present: Table) -> None:
    unknown = {column for row in rows for column in row} - set(present.columns)
    if unknown:
        raise SpoGeoError(
            "the rows have columns that the projects do not have",
            got=", ".join(sorted(unknown)),
            allowed=present.columns,
        )


def _ids(matching: Matching, present: Table) -> list[str]:
    """Return the id of every target: its own, else the next free ``SPO-nn``.

    An id that any row of the sheet has is not free, wherever that row goes.
    """
    known = [row.get(ID, "").strip() for row in present.rows]
    asked = [row.get(ID, "").strip() for row in matching.targets.rows[len(known) :]]
    used = (*known, *(row.get(ID, "").strip() for row in matching.rows))
    last = max((int(m[1]) for m in map(_NUMBERED.fullmatch, used) if m), default=0)
    taken = set(known)
    for own in asked:
        if not own or own in taken:
            last += 1
            own = f"SPO-{last:02d}"
        taken.add(own)
        known.append(own)
    return known


def _rows(matching: Matching, present: Table, meaning: Meaning) -> list[dict[str, str]]:
    """Return every target with all that the sheet says of it, in all columns."""
    n_present = len(present.rows)
    blank = dict.fromkeys(present.columns, "")
    pairs = zip(present.rows, matching.targets.rows[:n_present], strict=True)
    return [
        *(_settled(before, dict(after), meaning) for before, after in pairs),
        *(blank | row for row in matching.targets.rows[n_present:]),
    ]


def _settled(before: Row, after: dict[str, str], meaning: Meaning) -> dict[str, str]:
    """Take back what several rows did to a list and amounts to nothing."""
    for column, cell, _ in differences(before, after):
        if column not in ("sources", *SIDE.values()) and (
            meaning.value(before, column) == meaning.value(after, column)
        ):
            after[column] = cell
            after |= {s: before.get(s, "") for s in (SIDE.get(column),) if s}
    return after


def _with_ids(
    rows: Sequence[dict[str, str]], ids: Sequence[str], present: Table
) -> tuple[dict[str, str], ...]:
    new = range(len(present.rows), len(rows))
    return (*rows[: new.start], *({**rows[n], ID: ids[n]} for n in new))


def _outcomes(
    matching: Matching, present: Table, rows: Sequence[Row], ids: Sequence[str]
) -> tuple[Outcome, ...]:
    found = []
    for number, label in enumerate(matching.labels):
        part, target = matching.places[number].part, matching.places[number].target
        changed = part == "updates" and rows[target] != present.rows[target]
        fate = _FATES.get(part, "changed" if changed else "same")
        found.append(Outcome(label, fate, ids[target] if target >= 0 else ""))
    return tuple(found)


def _listed(matching: Matching, ids: Sequence[str]) -> tuple[Listed, ...]:
    found = []
    for number, place in sorted(matching.places.items()):
        if place.part == "comes in":
            title = matching.rows[number].get("title", "")
            found.append(Listed(ids[place.target], title, matching.labels[number]))
    return tuple(found)


def _changed(present: Table, rows: Sequence[Row]) -> tuple[Changed, ...]:
    pairs = zip(present.rows, rows, strict=False)
    return tuple(
        Changed(
            before.get(ID, ""),
            before.get("title", ""),
            tuple(Change(*cells) for cells in differences(before, after)),
        )
        for before, after in pairs
        if before != after
    )


def _untouched(
    matching: Matching, present: Table, rows: Sequence[Row], *, placed: bool
) -> tuple[Listed, ...]:
    """Return the projects without a change that the sheet has, or has not.

    A project that a waiting row may be is in neither: nobody knows yet.
    """
    found = {place.target for place in matching.places.values()}
    asked = {pair.target for pair in matching.likely if pair.waits} - found
    return tuple(
        Listed(row.get(ID, ""), row.get("title", ""))
        for target, row in enumerate(present.rows)
        if row == rows[target] and (target in found) == placed and target not in asked
    )


def _duplicate(pair: Likely, matching: Matching, ids: Sequence[str]) -> Duplicate:
    row, other = matching.rows[pair.row], matching.targets.known[pair.target]
    return Duplicate(
        label=matching.labels[pair.row],
        title=row.get("title", ""),
        other=ids[pair.target],
        other_title=other.get("title", ""),
        reason=pair.reason,
        waits=pair.waits,
        key=keys(row)[0],
        other_key=keys(other)[0],
    )


def _kept(
    matching: Matching, present: Table, meaning: Meaning, columns: Collection[str]
) -> tuple[Kept, ...]:
    return tuple(
        Kept(present.rows[place.target].get(ID, ""), column)
        for number, place in sorted(matching.places.items())
        if place.part == "updates"
        for column in left_empty(
            present.rows[place.target], matching.rows[number], columns, meaning
        )
    )
