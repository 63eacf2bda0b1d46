"""What the records hold about each district of a call."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

from spo_geo.boundaries import Layer
from spo_geo.call.distance import Distances, NearDistrict, NearOffice
from spo_geo.call.reading import CallRow
from spo_geo.coverage import Held
from spo_geo.gazetteer import District, Gazetteer, Match, normalise
from spo_geo.model import Project
from spo_geo.view import View
from spo_geo.wording import filters_in_words


@dataclass(frozen=True, slots=True)
class CallLine:
    """A name of a call with what the records hold about it.

    Attributes
    ----------
    row : CallRow
        As written.
    match : Match
        What it was read as: resolved, held or unknown.
    repeats : int or None
        Number of the earlier row that means the same.
    projects : tuple of Project
        Those that name the district, in the order of the records; none unless the
        name resolves.
    may_mean : tuple of Held
        Places of records that are held and may mean this district.
    nearest : NearDistrict or None
        The nearest district with a project; None unless the name resolves.
    office : NearOffice or None
        The nearest office; None unless the name resolves.
    """

    row: CallRow
    match: Match
    repeats: int | None
    projects: tuple[Project, ...]
    may_mean: tuple[Held, ...]
    nearest: NearDistrict | None
    office: NearOffice | None

    @property
    def years_active(self) -> tuple[int, ...]:
        """Calendar years with at least one project."""
        years = {year for project in self.projects for year in project.active_years}
        return tuple(sorted(years))

    @property
    def years_without(self) -> tuple[int, ...]:
        """Calendar years between the first and the last without a project."""
        active = self.years_active
        if not active:
            return ()
        return tuple(sorted(set(range(active[0], active[-1])) - set(active)))


@dataclass(frozen=True, slots=True)
class CallCheck:
    """A call, checked.

    Attributes
    ----------
    view : View
        The selection of records that it was checked against.
    lines : tuple of CallLine
        One a row of the call, in its order.
    """

    view: View
    lines: tuple[CallLine, ...]

    @property
    def districts(self) -> tuple[District, ...]:
        """Each district that a line resolves to, once, in the order of the call."""
        return tuple(
            dict.fromkeys(chain(*(line.match.districts for line in self.lines)))
        )

    @property
    def districts_with_project(self) -> tuple[District, ...]:
        """Those of the districts that a record of the selection names."""
        named = {count.district for count in self.view.district_counts}
        return tuple(district for district in self.districts if district in named)

    def n_names(self, status: str) -> int:
        """Return how many different names are ``held`` or ``unknown``."""
        return sum(
            line.match.status == status and line.repeats is None for line in self.lines
        )

    @property
    def n_repeats(self) -> int:
        """Number of rows that repeat an earlier one."""
        return sum(line.repeats is not None for line in self.lines)

    def coverage(self) -> str:
        """Say in one line how much of the call the records cover."""
        records = "SPO’s records"
        if self.view.filters:
            records += f" ({filters_in_words(self.view)})"
        n, n_named = len(self.districts), len(self.districts_with_project)
        noun = "district" if n == 1 else "districts"
        parts = [f"{records} name {n_named} of the {n} {noun} resolved"]
        for status in ("held", "unknown"):
            if count := self.n_names(status):
                parts.append(
                    f"{count} {'name is' if count == 1 else 'names are'} {status}"
                )
        if self.n_repeats:
            verb = "row repeats" if self.n_repeats == 1 else "rows repeat"
            parts.append(f"{self.n_repeats} {verb} an earlier one")
        return f"{'; '.join(parts)}."


def check_call(rows: Iterable[CallRow], view: View, layer: Layer) -> CallCheck:
    """Look up every row of a call.

    Parameters
    ----------
    rows : iterable of CallRow
        From `read_call`.
    view : View
        The records to check against; all of them, or a selection.
    layer : Layer
        Boundaries, for the distances.

    Returns
    -------
    CallCheck
        As many lines as rows.
    """
    checker = _Checker(view, layer)
    return CallCheck(view, tuple(checker.line(row) for row in rows))


class _Checker:
    """Looks rows up, and remembers what was asked for before."""

    def __init__(self, view: View, layer: Layer) -> None:
        self.view = view
        self.dataset = view.dataset
        self.distances = Distances(layer.adm2)
        self.counts = {
            count.district: count.project_ids for count in view.district_counts
        }
        self.seen: dict[object, int] = {}

    def line(self, row: CallRow) -> CallLine:
        match = read_row(row, self.dataset.gazetteer)
        resolved = match.districts
        return CallLine(
            row=row,
            match=match,
            repeats=self._repeats(row, match),
            projects=self._projects(resolved),
            may_mean=self._may_mean(match),
            nearest=self.distances.nearest(resolved, self.counts) if resolved else None,
            office=(
                self.distances.nearest_office(resolved, self.dataset)
                if resolved
                else None
            ),
        )

    def _repeats(self, row: CallRow, match: Match) -> int | None:
        """Return the first row with the same districts, or else the same words."""
        key: object = frozenset(match.districts) or (
            normalise(row.written),
            normalise(row.province),
            normalise(row.pcode),
        )
        first = self.seen.setdefault(key, row.number)
        return None if first == row.number else first

    def _projects(self, districts: tuple[District, ...]) -> tuple[Project, ...]:
        ids = {key for district in districts for key in self.counts.get(district, ())}
        return tuple(p for p in self.view.projects if p.project_id in ids)

    def _may_mean(self, match: Match) -> tuple[Held, ...]:
        """Return the held places of the records that share a possible district."""
        meant = set(match.districts or match.candidates)
        if match.status == "unknown":  # its candidates are only similar names
            return ()
        return tuple(h for h in self.view.held if meant.intersection(h.candidates))


def read_row(row: CallRow, gazetteer: Gazetteer) -> Match:
    """Return what a row means; name and P-code must not contradict each other.

    Parameters
    ----------
    row : CallRow
        A row of a call.
    gazetteer : Gazetteer
        Decides.

    Returns
    -------
    Match
        Of the P-code where one is written and the name may mean it; of the name where
        there is no P-code; else held with both as candidates.
    """
    by_name = gazetteer.match(row.written, row.province or None)
    if not row.pcode:
        return by_name
    by_code = gazetteer.match(row.pcode, row.province or None)
    if not row.written.strip():
        return by_code
    meant = by_name.districts or by_name.candidates
    if by_code.status == "resolved" and set(by_code.districts) <= set(meant):
        return replace(by_code, place=row.written)
    both = dict.fromkeys((*by_code.districts, *meant))
    note = f"the name and the P-code {row.pcode} do not say the same district"
    return Match(row.written, "held", "name and P-code", (), tuple(both), note)
