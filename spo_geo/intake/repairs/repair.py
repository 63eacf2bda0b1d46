"""What a person, or a listed rule, decided about words of a sheet.

A repair never touches the words: it stands beside them, says how they are read, and
is found again by column and words when the next version of the sheet comes.
"""

import unicodedata
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from itertools import product
from typing import Final, Literal, get_args

from spo_geo.errors import SpoGeoError
from spo_geo.tables import split_list

Kind = Literal[
    "place",
    "not a place",
    "split",
    "date",
    "value",
    "same project",
    "different project",
]
By = Literal["rule", "hand"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
MAKERS: Final[tuple[By, ...]] = get_args(By)
PAIRS: Final[frozenset[Kind]] = frozenset({"same project", "different project"})
"""Kinds that speak of two rows; `written` and `read_as` are their keys."""

PROJECT: Final = "project"
"""The column of a repair that speaks of two rows."""

PLACES: Final = "districts"
"""The column of places."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One line of the log.

    Attributes
    ----------
    column : str
        Column of ``projects.csv`` that the words are for, such as ``districts`` or
        ``start``; ``project`` where two rows are compared.
    written : str
        The words as written: a whole cell, or one part of a list.
    read_as : str
        What they are read as. A place: its district, with or without a comma and the
        province; a split: the parts, by semicolons; a date: ``YYYY-MM`` or ``YYYY``;
        empty for what is not a place.
    kind : str
        One of `KINDS`.
    by : {'hand', 'rule'}
        Who decided.
    when : str
        Day or time of the decision (ISO 8601), or empty.
    file, sheet : str
        Where the words were first seen.
    row : int
        Their row there, the first row of the sheet being 1; 0 where not known.
    record : str
        Id or title of the only project that it is for; empty for every row with
        these words.
    undone : str
        Empty while it holds; else when it was taken back, or ``yes``.
    """

    column: str
    written: str
    read_as: str
    kind: Kind
    by: By = "hand"
    when: str = ""
    file: str = ""
    sheet: str = ""
    row: int = 0
    record: str = ""
    undone: str = ""

    @property
    def holds(self) -> bool:
        """Whether it has not been taken back."""
        return not self.undone

    @property
    def parts(self) -> tuple[str, ...]:
        """The values that it reads out of the words."""
        return split_list(self.read_as)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The places that it reads out of the words, each with its province or ''."""
        pairs = (part.partition(",") for part in self.parts)
        return tuple((name.strip(), province.strip()) for name, _, province in pairs)

    def sentence(self) -> str:
        """Return the repair in words, for the notes of the project.

        Examples
        --------
        >>> Repair("districts", "Rajapur", "Rajanpur", "place").sentence()
        "'Rajapur' is read as 'Rajanpur' (by hand)."
        """
        day = f", {self.when[:10]}" if self.when else ""
        how = f"by {self.by}{day}"
        if self.kind == "not a place":
            return f"'{self.written}' is not a place ({how})."
        if self.kind in PAIRS:
            are = "the same project" if self.kind == "same project" else "two projects"
            return f"'{self.written}' and '{self.read_as}' are {are} ({how})."
        return f"'{self.written}' is read as '{self.read_as}' ({how})."


@dataclass(frozen=True, slots=True)
class RepairLog:
    """All repairs in the order in which they were made. Immutable.

    Attributes
    ----------
    lines : tuple of Repair
        Those taken back among them.
    """

    lines: tuple[Repair, ...] = ()

    def add(self, *repairs: Repair) -> "RepairLog":
        """Return the log with further lines; one that already holds is not repeated.

        Of two lines on the same words the later one decides.
        """
        lines = list(self.lines)
        latest = {_subject(line): line for line in lines if line.holds}
        for repair in repairs:
            known = latest.get(_subject(repair))
            if known is None or _reading(known) != _reading(repair):
                lines.append(repair)
                latest[_subject(repair)] = repair
        return RepairLog(tuple(lines))

    def undo(self, number: int, when: str = "yes") -> "RepairLog":
        """Return the log with one line taken back: marked, never deleted.

        Parameters
        ----------
        number : int
            The line, the first being 1.
        when : str
            Day or time (ISO 8601).

        Returns
        -------
        RepairLog
            In it an earlier line on the same words holds again.

        Raises
        ------
        SpoGeoError
            When there is no such line, or it was taken back before.
        """
        if not 1 <= number <= len(self.lines):
            last = str(len(self.lines))
            raise SpoGeoError(
                "no such line of the repair log", got=str(number), allowed=["1", last]
            )
        line = self.lines[number - 1]
        if not line.holds:
            raise SpoGeoError("this repair was taken back before", got=line.sentence())
        lines = list(self.lines)
        lines[number - 1] = replace(line, undone=when or "yes")
        return RepairLog(tuple(lines))

    def decisions(self) -> "Decisions":
        """Return the look-up for one reading of a sheet."""
        return Decisions(self)


class Decisions:
    """The lines of a log that hold, by their words; notes which were of use."""

    def __init__(self, log: RepairLog) -> None:
        self._of: dict[tuple[str, str, str], Repair] = {}
        self._others: dict[str, list[str]] = {}
        self._pairs: dict[frozenset[str], Repair] = {}
        for line in filter(lambda line: line.holds, log.lines):
            if line.kind in PAIRS:
                self._add_pair(line)
            else:
                self._of[_target(line)] = line
        self._used: set[Repair] = set()

    @property
    def compare_rows(self) -> bool:
        """Whether any line speaks of two rows."""
        return bool(self._pairs)

    def decision(self, column: str, written: str, *keys: str) -> Repair | None:
        """Return what was decided about some words, else None.

        Parameters
        ----------
        column : str
            Column of ``projects.csv``.
        written : str
            A whole cell, or one part of a list; case and spaces do not matter.
        *keys : str
            Id and title of the project, where known.

        Returns
        -------
        Repair or None
            A line for this very project before one for every row.
        """
        words = (same_words(column), same_words(written))
        for key in (*filter(None, map(same_words, keys)), ""):
            line = self._of.get((*words, key))
            if line is not None:
                self._used.add(line)
                return line
        return None

    def pair(self, one: Iterable[str], other: Iterable[str]) -> Repair | None:
        """Return what was decided about two rows, each given by its keys.

        Parameters
        ----------
        one, other : iterable of str
            Id and identity of each row.

        Returns
        -------
        Repair or None
        """
        for first, second in product(map(same_words, one), map(same_words, other)):
            line = self._pairs.get(frozenset((first, second)))
            if line is not None:
                self._used.add(line)
                return line
        return None

    def partners(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the keys of all rows that were compared with this one by name."""
        found = (self._others.get(same_words(key), ()) for key in keys)
        return tuple(dict.fromkeys(other for others in found for other in others))

    @property
    def used(self) -> tuple[Repair, ...]:
        """The lines that were asked for and found."""
        lines = (*self._of.values(), *self._pairs.values())
        return tuple(line for line in lines if line in self._used)

    @property
    def idle(self) -> tuple[Repair, ...]:
        """The lines on words that found nothing to do, in the order of the log."""
        return tuple(line for line in self._of.values() if line not in self._used)

    @property
    def idle_pairs(self) -> tuple[Repair, ...]:
        """The lines on two rows that found nothing to do, in the order of the log."""
        return tuple(line for line in self._pairs.values() if line not in self._used)

    def _add_pair(self, line: Repair) -> None:
        one, other = same_words(line.written), same_words(line.read_as)
        self._pairs[_rows(line)] = line
        self._others.setdefault(one, []).append(other)
        self._others.setdefault(other, []).append(one)


def same_words(text: str) -> str:
    r"""Return words as they are compared: NFC, caseless, spaces made one.

    Examples
    --------
    >>> same_words(" Rajapur\u00a0 Sharif\n")
    'rajapur sharif'
    """
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def _target(line: Repair) -> tuple[str, str, str]:
    """Return what a line speaks of: column, words and project."""
    words = (line.column, line.written, line.record)
    column, written, record = map(same_words, words)
    return column, written, record


def _rows(line: Repair) -> frozenset[str]:
    return frozenset((same_words(line.written), same_words(line.read_as)))


def _subject(line: Repair) -> Hashable:
    """Return what a line decides about: words, or two rows."""
    return _rows(line) if line.kind in PAIRS else _target(line)


def _reading(line: Repair) -> tuple[Kind, str]:
    return line.kind, "" if line.kind in PAIRS else line.read_as
