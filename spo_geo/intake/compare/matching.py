"""Which row of a sheet is which project, and what it makes of it.

The rules, each for the whole sheet before the next: 1. the id, where both have one;
2. the same content; 3. no difference, or nothing that the project does not hold
already; 4. the same identity, if one project has it that no other row has claimed;
5. a decision in the repair log, or nothing that speaks for any project: then the row
comes in. What joined projects make clear is settled by 4, and what is left waits for a
person.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from spo_geo.intake.compare.duplicates import OFFERED
from spo_geo.intake.compare.identity import (
    agreement,
    face,
    id_reused,
    keys,
    why_not_settled,
)
from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.compare.targets import Likely, Part, Place, Targets
from spo_geo.intake.repairs.repair import Decisions, same_words
from spo_geo.intake.words.parallel import SIDE

Row = Mapping[str, str]

ID: Final = "project_id"
SAME: Final = "same project"
DIFFERENT: Final = "different project"


class Matching:
    """The matching of one sheet.

    Parameters
    ----------
    rows : sequence of mapping of str to str
        The sheet.
    labels : sequence of str
        Where each row stands.
    present : sequence of mapping of str to str
        The projects.
    meaning : Meaning
        Says what is a difference.
    columns : collection of str
        Columns that the sheet has.
    decisions : Decisions
        What a person decided about pairs of rows.

    Attributes
    ----------
    rows : list of mapping of str to str
        The sheet; an id that a person called that of another project is taken out.
    labels : sequence of str
        As given.
    targets : Targets
        The projects, with what the sheet makes of them.
    places : dict of int to Place
        By row of the sheet.
    likely : list of Likely
        What a person should look at.
    notes : list of str
        What else to know.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        labels: Sequence[str],
        present: Sequence[Row],
        meaning: Meaning,
        columns: Collection[str],
        decisions: Decisions,
    ) -> None:
        self.rows = list(rows)
        self.labels = labels
        self.targets = Targets(present, meaning, columns)
        self.places: dict[int, Place] = {}
        self.likely: list[Likely] = []
        self.notes: list[str] = []
        self._meaning = meaning
        self._columns = [c for c in sorted(columns) if c not in (ID, *SIDE.values())]
        self._decisions = decisions
        self._contents: dict[Hashable, int] = {}
        self._by_own_id: dict[str, int] = {}
        self._faces = [face(row, meaning) for row in rows]
        self._had_id = [bool(_id(row)) for row in rows]
        self._by_id()
        self._by_content()
        self._apply(self._by_no_difference, self._independence)
        self._apply(self._by_identity)
        self._apply(self._by_decision, self._is_compared)
        self._apply(self._by_identity)
        self._apply(self._by_the_rest)

    def _apply(
        self, rule: Callable[[int], None], order: Callable[[int], Any] | None = None
    ) -> None:
        """Apply a rule to the rows that are left.

        The order matters only where several rows could be one project. It makes sure
        that the row that was taken for it is so again the next time: first the rows
        that say more, and last those that wait for what becomes of another row.
        """
        left = [number for number in range(len(self.rows)) if number not in self.places]
        for number in sorted(left, key=order) if order else left:
            rule(number)

    def _independence(self, number: int) -> tuple[bool, int]:
        """Order rows that no decision is about first, then those that say more."""
        n_empty = sum(not cell for cell in self.rows[number].values())
        return self._is_compared(number), n_empty

    def _is_compared(self, number: int) -> bool:
        """Tell whether the log compares a row with another one."""
        return self._has_partners(keys(self.rows[number]))

    def _has_partners(self, names: Sequence[str]) -> bool:
        if not self._decisions.compare_rows:
            return False
        return bool(self._decisions.partners(names))

    def _settle(self, number: int, part: Part, target: int) -> None:
        row = self.rows[number]
        self.places[number] = Place(part, target)
        self.targets.call(target, row)
        if _id(row):
            self._by_own_id.setdefault(same_words(_id(row)), target)
        if part in ("updates", "agrees", "comes in"):
            self.targets.claimed[target] = number
            self._contents.setdefault(self._content(row), target)
        if part == "updates":
            self.targets.update(target, row)
        elif part == "joins":
            self.targets.join(target, row, self.labels[number])

    def _wait(self, number: int, found: Iterable[tuple[int, str]]) -> None:
        self.places[number] = Place("waits")
        for target, reason in islice(found, OFFERED):
            self.likely.append(Likely(number, target, reason, waits=True))

    def _decided(self, number: int, target: int) -> str:
        if not self._decisions.compare_rows:
            return ""
        names = self.targets.names(target)
        repair = self._decisions.pair(keys(self.rows[number]), names)
        return repair.kind if repair else ""

    def _decided_by_id(self, own: str) -> str:
        """Return what was decided about two rows of one id."""
        repair = self._decisions.pair([own], [own])
        return repair.kind if repair else ""

    def _by_id(self) -> None:
        exact: dict[str, int] = {}
        loose: dict[str, int] = {}
        for position, present in enumerate(self.targets.rows):
            exact.setdefault(_id(present), position)
            loose.setdefault(same_words(_id(present)), position)
        asked: list[tuple[bool, int, int]] = []
        for number, row in enumerate(self.rows):
            own = _id(row)
            target = exact.get(own, loose.get(same_words(own)))
            if own and target is not None:
                # Of several rows with one id, the one that it is already comes first.
                is_it = self.targets.is_as(target, row) or self._is_in(target, number)
                asked.append((own not in exact or not is_it, number, target))
        for _, number, target in sorted(asked):
            self._same_id(number, target)

    def _same_id(self, number: int, target: int) -> None:
        row = self.rows[number]
        own, its = _id(row), _id(self.targets.rows[target])
        if own != its:
            self.notes.append(f"the id {own!r} is read as {its!r}")
        if target in self.targets.claimed:
            self._id_again(number, target)
            return
        decided = self._decided_by_id(own)
        if decided == DIFFERENT:
            self.rows[number] = {**row, ID: ""}
        elif not decided and id_reused(self._faces[number], self.targets.face(target)):
            self._wait(number, [(target, "the same id, but another title and date")])
        else:
            part: Part = "agrees" if self._is_in(target, number) else "updates"
            self._settle(number, part, target)

    def _id_again(self, number: int, target: int) -> None:
        """Place a row whose id another row has, or take the id out of it."""
        rows, first = self.rows, self.targets.claimed.get(target)
        decided = self._decided_by_id(_id(rows[number]))
        said = self._content(rows[number])
        if first is not None and said == self._content(rows[first]):
            self._settle(number, "repeats", target)
        elif decided == SAME:
            self._settle(number, "joins", target)
        elif decided == DIFFERENT:
            rows[number] = {**rows[number], ID: ""}
        else:
            self._wait(number, [(target, "the sheet uses the id twice")])

    def _by_content(self) -> None:
        """Settle rows that say, in the sheet's columns, just what a project says."""
        free: dict[Hashable, list[int]] = {}
        for target in reversed(range(self.targets.n_present)):
            if self.targets.is_unclaimed(target):
                content = self._content(self.targets.rows[target])[1:]
                free.setdefault(content, []).append(target)
        for number in self._of_no_id():
            targets = free.get(self._content(self.rows[number])[1:])
            if targets:
                self._settle(number, "updates", targets.pop())

    def _of_no_id(self) -> list[int]:
        """Return the rows that no id says anything of, those that only repeat last."""
        seen: set[Hashable] = set()
        firsts: list[int] = []
        repeats: list[int] = []
        for number, row in enumerate(self.rows):
            own = _id(row)
            if number in self.places or (own and self._decided_by_id(own) != DIFFERENT):
                continue
            content = self._content(row)
            (repeats if content in seen else firsts).append(number)
            seen.add(content)
        return [*firsts, *repeats]

    def _content(self, row: Row) -> tuple[Hashable, ...]:
        """Return the id of a row, and all that it says in the sheet's columns."""
        return (_id(row), *(self._meaning.value(row, c) for c in self._columns))

    def _agreeing(self, number: int) -> list[int]:
        """Return the projects that a row may be, for all that was decided."""
        found = self.targets.agreeing(self._faces[number])
        return [t for t in found if self._decided(number, t) != DIFFERENT]

    def _by_no_difference(self, number: int) -> None:
        row, agreeing = self.rows[number], self._agreeing(number)
        held = [t for t in agreeing if self._is_in(t, number)]
        for target in agreeing:
            if self._is_free(target, number) and self.targets.is_as(target, row):
                self._settle(number, "updates", target)
                return
            if held == [target] and self.targets.is_unclaimed(target):
                self._settle(number, "agrees", target)
                return

    def _by_identity(self, number: int) -> None:
        own = self._faces[number]
        free = [t for t in self._agreeing(number) if self._is_free(t, number)]
        same = [t for t in free if agreement(own, self.targets.face(t)) == "same"]
        named = [t for t in free if self._decided(number, t) == SAME]
        for found in (named, same):
            if len(found) == 1:
                self._settle(number, "updates", found[0])
                return

    def _by_decision(self, number: int) -> None:
        """Settle repeats, what was decided, and what nothing speaks against."""
        row = self.rows[number]
        above = self._contents.get(self._content(row))
        if above is not None and self._decided(number, above) != DIFFERENT:
            self._settle(number, "repeats", above)
            return
        own = self._by_own_id.get(same_words(_id(row)))
        if own is not None:
            self._id_again(number, own)
        is_open = number not in self.places and not self._joined(number)
        if is_open and not self._agreeing(number):
            self._come_in(number)

    def _by_the_rest(self, number: int) -> None:
        """Settle what was decided about rows that came in since; the rest waits."""
        if self._joined(number):
            return
        agreeing = self._agreeing(number)
        if not agreeing:
            self._come_in(number)
            return
        own = self._faces[number]
        faces = ((target, self.targets.face(target)) for target in agreeing)
        self._wait(number, ((t, why_not_settled(own, other)) for t, other in faces))

    def _joined(self, number: int) -> bool:
        """Join a row to the project that a person called the same, if it is there."""
        for key in self._decisions.partners(keys(self.rows[number])):
            target = self.targets.called(key)
            if target is not None and self._decided(number, target) == SAME:
                self._settle(number, "joins", target)
                return True
        return False

    def _is_free(self, target: int, number: int) -> bool:
        """Tell whether no row has claimed a project, and no id speaks against it."""
        two_ids = self._had_id[number] and bool(_id(self.targets.rows[target]))
        return self.targets.is_unclaimed(target) and not two_ids

    def _is_in(self, target: int, number: int) -> bool:
        """Tell whether a project of several rows says all that one of them says."""
        row, names = self.rows[number], self.targets.names(target)
        own, its = same_words(_id(row)), same_words(_id(self.targets.rows[target]))
        if own and its and own != its:
            may_be = self._decided(number, target) == SAME
        else:
            may_be = self._is_compared(number) or self._has_partners(names)
        return may_be and self.targets.holds(target, row)

    def _come_in(self, number: int) -> None:
        like = (
            (target, reason)
            for target, reason in self.targets.resembling(self._faces[number])
            if not self._decided(number, target)
        )
        for target, reason in islice(like, OFFERED):
            self.likely.append(Likely(number, target, reason, waits=False))
        self._settle(number, "comes in", self.targets.add(self.rows[number]))


def _id(row: Row) -> str:
    return row.get(ID, "").strip()
