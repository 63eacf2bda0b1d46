"""What an import would do, said before anything is written."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from spo_geo.intake.merging.table import Table
from spo_geo.intake.repairs.repair import PROJECT, Repair

Fate = Literal["new", "changed", "same", "merged", "repeat", "waits"]

FATES: Final[dict[Fate, str]] = {
    "new": "new",
    "changed": "changed",
    "same": "the same",
    "merged": "merged by decision",
    "repeat": "repeats of a row above",
    "waits": "waiting for a decision, not written",
}
"""What becomes of a row of the sheet, and how that is called."""

_SHOWN: Final = 70


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one row of the sheet.

    Attributes
    ----------
    label : str
        Where the row stands.
    fate : str
        One of `FATES`.
    project_id : str
        The project that it is or becomes; empty while it waits.
    """

    label: str
    fate: Fate
    project_id: str


@dataclass(frozen=True, slots=True)
class Change:
    """One cell, before and after."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A project of the table of which the sheet says something else."""

    project_id: str
    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A project by id and title, with the label of its row where it is new."""

    project_id: str
    title: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two rows that may be one project; a person decides.

    Attributes
    ----------
    label, title : str
        The row of the sheet.
    other, other_title : str
        The project or the row that it resembles.
    reason : str
        Why.
    waits : bool
        Whether the row stays out until it is decided; else it comes in as a project
        of its own.
    key, other_key : str
        What the two are called in a repair log.
    """

    label: str
    title: str
    other: str
    other_title: str
    reason: str
    waits: bool
    key: str
    other_key: str

    def decide(self, *, same: bool, when: str = "") -> Repair:
        """Return the line of a repair log that settles it."""
        kind: Literal["same project", "different project"]
        kind = "same project" if same else "different project"
        return Repair(PROJECT, self.key, self.other_key, kind, when=when)


@dataclass(frozen=True, slots=True)
class Kept:
    """A cell that the table fills and the sheet leaves empty; it stays."""

    project_id: str
    column: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do.

    Attributes
    ----------
    outcomes : tuple of Outcome
        One for each row of the sheet, in its order.
    new, changed, same, gone : tuple
        Projects: those that come in, those with other cells, those without, and
        those that the sheet does not have. None of them is deleted.
    possible_duplicates : tuple of Duplicate
        Pairs for a person to decide.
    kept : tuple of Kept
        Cells that the sheet leaves empty.
    notes : tuple of str
        What else to know, such as an id in another spelling.
    before, after : Table
        The projects as they are, and as they would be.
    """

    outcomes: tuple[Outcome, ...]
    new: tuple[Listed, ...]
    changed: tuple[Changed, ...]
    same: tuple[Listed, ...]
    gone: tuple[Listed, ...]
    possible_duplicates: tuple[Duplicate, ...]
    kept: tuple[Kept, ...]
    notes: tuple[str, ...]
    before: Table
    after: Table

    @property
    def changes_nothing(self) -> bool:
        """Whether there is nothing to write."""
        return not self.new and not self.changed

    @property
    def counts(self) -> dict[Fate, int]:
        """Number of rows of the sheet by fate; they add up to its rows."""
        found = Counter(outcome.fate for outcome in self.outcomes)
        return {fate: found[fate] for fate in FATES}

    def as_dict(self) -> dict[str, Any]:
        """Return the plan as plain values, for JSON."""
        return {
            "rows": len(self.outcomes),
            "counts": dict(self.counts),
            "projects_before": len(self.before.rows),
            "projects_after": len(self.after.rows),
            "new": [asdict(item) for item in self.new],
            "changed": [asdict(item) for item in self.changed],
            "same": [asdict(item) for item in self.same],
            "gone": [asdict(item) for item in self.gone],
            "possible_duplicates": [asdict(p) for p in self.possible_duplicates],
            "kept": [asdict(item) for item in self.kept],
            "notes": list(self.notes),
            "outcomes": [asdict(outcome) for outcome in self.outcomes],
        }

    def text(self) -> str:
        """Return the plan in lines that a person reads before saying yes."""
        fates = [f"{n} {FATES[fate]}" for fate, n in self.counts.items() if n]
        n_before, n_after = len(self.before.rows), len(self.after.rows)
        changed = (line for item in self.changed for line in _lines(item))
        kept = (f"{item.project_id}: {item.column}" for item in self.kept)
        pairs = map(_pair, self.possible_duplicates)
        sections = [
            _section("New", map(_listed, self.new)),
            _section("Changed", changed),
            _section("In the data, not in this sheet (kept)", map(_listed, self.gone)),
            _section("Possibly one project (the repair log decides)", pairs),
            _section("Empty in the sheet, kept as it is", kept),
            _section("Notes", self.notes),
        ]
        return "\n".join(
            [
                f"Projects in the sheet: {len(self.outcomes)}",
                *(f"  {fate}" for fate in fates),
                *(line for section in sections for line in section),
                f"Projects before: {n_before}, after: {n_after}",
            ]
        )


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return [f"{title}:", *found] if found else []


def _listed(item: Listed) -> str:
    where = f" ({item.label})" if item.label else ""
    return f"{item.project_id}: {_short(item.title)}{where}"


def _lines(item: Changed) -> Iterable[str]:
    yield f"{item.project_id}: {_short(item.title)}"
    for change in item.changes:
        before, after = _short(change.before), _short(change.after)
        yield f"  {change.column}: {before or '(empty)'} -> {after or '(empty)'}"


def _pair(pair: Duplicate) -> str:
    done = "waits" if pair.waits else "comes in as its own project"
    return (
        f"{pair.label} {_short(pair.title)!r} and {pair.other} "
        f"{_short(pair.other_title)!r}: {pair.reason}; {done}"
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
