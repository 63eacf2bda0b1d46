"""Apply a repair log to rows of ``projects.csv``."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spo_geo.intake.repairs.repair import PLACES, Decisions, Repair, RepairLog
from spo_geo.intake.words.parallel import SIDE, Pair, read_pairs, write_pairs
from spo_geo.model import HELD
from spo_geo.tables import split_list

Row = Mapping[str, str]

DATES: Final = ("start", "end")
LISTS: Final = (
    "provinces",
    "focus_area",
    "sdg",
    "implementing_partners",
    "collaborators",
    "funders_web",
    "sources",
)
"""List columns without a second one beside them."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What applying a log gave.

    Attributes
    ----------
    rows : tuple of dict of str to str
        The rows in their order, each repair beside its words in the notes.
    done, idle : tuple of Repair
        The lines that were of use, and those that found nothing to do.
    """

    rows: tuple[dict[str, str], ...]
    done: tuple[Repair, ...]
    idle: tuple[Repair, ...]


def apply(rows: Iterable[Row], log: RepairLog) -> Repaired:
    """Repair rows; the words as written go into the notes of their project.

    Parameters
    ----------
    rows : iterable of mapping of str to str
        With the columns of ``projects.csv``.
    log : RepairLog
        Lines on two rows are left to `merge.plan`.

    Returns
    -------
    Repaired
        With the log's lines that were of use.
    """
    decisions = log.decisions()
    repaired = tuple(repair_row(row, decisions) for row in rows)
    return Repaired(repaired, decisions.used, decisions.idle)


def repair_row(row: Row, decisions: Decisions) -> dict[str, str]:
    """Return one row with its repairs.

    Parameters
    ----------
    row : mapping of str to str
        With columns of ``projects.csv``.
    decisions : Decisions
        Told which lines were of use.

    Returns
    -------
    dict of str to str
        A new row; a cell of which nothing was decided is as it was.
    """
    result = dict(row)
    said: list[tuple[str, Repair]] = []
    keys = tuple(filter(None, (row.get("project_id", ""), row.get("title", ""))))
    for column, cell in row.items():
        if not cell or column in SIDE.values():
            continue
        if column in SIDE:
            found, cells = _pairs(row, column, keys, decisions)
        elif column in LISTS:
            found, cells = _list(column, cell, keys, decisions)
        else:
            found, cells = _single(column, cell, keys, decisions)
        result |= cells
        said += [("dates_note" if column in DATES else "notes", r) for r in found]
    for column, repair in said:
        _note(result, column, repair)
    return result


Outcome = tuple[list[Repair], dict[str, str]]


def _single(
    column: str, cell: str, keys: Sequence[str], decisions: Decisions
) -> Outcome:
    repair = decisions.decision(column, cell, *keys)
    return ([repair], {column: repair.read_as}) if repair else ([], {})


def _list(column: str, cell: str, keys: Sequence[str], decisions: Decisions) -> Outcome:
    whole = decisions.decision(column, cell, *keys)
    if whole:
        return [whole], {column: "; ".join(whole.parts)}
    found: list[Repair] = []
    parts: list[str] = []
    for part in split_list(cell):
        repair = decisions.decision(column, part, *keys)
        found += [repair] if repair else []
        parts += repair.parts if repair else [part]
    return found, {column: "; ".join(parts)} if found else {}


def _pairs(row: Row, column: str, keys: Sequence[str], decisions: Decisions) -> Outcome:
    whole = decisions.decision(column, row[column], *keys)
    if whole:
        return [whole], write_pairs(column, _read(whole, ""))
    found: list[Repair] = []
    pairs: list[Pair] = []
    for part, side in read_pairs(row, column):
        repair = decisions.decision(column, part, *keys)
        found += [repair] if repair else []
        pairs += _read(repair, side) if repair else [(part, side)]
    return found, write_pairs(column, pairs) if found else {}


def _read(repair: Repair, side: str) -> list[Pair]:
    """Return what the words are read as, each part with what stands beside it."""
    if repair.column.strip().casefold() != PLACES:
        # A funder that waited for this decision waits no longer.
        return [(part, "" if side == HELD else side) for part in repair.parts]
    return [(place, province or side) for place, province in repair.places]


def _note(row: dict[str, str], column: str, repair: Repair) -> None:
    """Write the words as they were into the notes, once."""
    sentence = repair.sentence()
    if sentence not in row.get(column, ""):
        row[column] = f"{row.get(column, '')} {sentence}".strip()
