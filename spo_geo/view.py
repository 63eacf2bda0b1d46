"""What a set of filters selects, and every number that is shown of it.

The page, the command line and every file read a `View`; no number is computed
anywhere else.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from spo_geo.bitsets import Bits, bit_positions, bits_at, has_bits, union
from spo_geo.codelists import NOT_STATED
from spo_geo.coverage import Held
from spo_geo.dataset import Dataset
from spo_geo.filters import Filters
from spo_geo.gazetteer import District
from spo_geo.index import PLAIN
from spo_geo.model import SCOPES, Project


class DistrictCount(NamedTuple):
    """A district with the selected projects that name it.

    Attributes
    ----------
    district : District
        The district.
    n_projects : int
        Number of projects that name the district.
    named_by, selected : int
        All projects that name the district, and all selected ones, as bit sets.
    records : sequence of Project
        All projects, in the order of the bits.
    n_planned : int
        Those of `n_projects` that are planned or announced only.
    """

    district: District
    n_projects: int
    named_by: Bits
    selected: Bits
    records: Sequence[Project]
    n_planned: int = 0

    @property
    def n_carried_out(self) -> int:
        """Projects that are more than planned: those that a map colours it for."""
        return self.n_projects - self.n_planned

    @property
    def is_planned_only(self) -> bool:
        """Whether only planned or announced projects name the district."""
        return self.n_planned == self.n_projects

    @property
    def bits(self) -> Bits:
        """The projects that are counted here, as a bit set."""
        return self.named_by & self.selected

    @property
    def project_ids(self) -> tuple[str, ...]:
        """Each project once, in the order of the records."""
        return tuple(self.records[i].project_id for i in bit_positions(self.bits))

    def first(self, at_most: int) -> tuple[Project, ...]:
        """Return the first of the projects, in the order of the records."""
        return tuple(self.records[i] for i in bit_positions(self.bits)[:at_most])


@dataclass(frozen=True)
class View:
    """A selection of projects with its numbers, each computed once when read.

    A project counts once everywhere; a district counts a project once. A filter on
    province or district selects the projects with a place inside it, and of those
    projects only the places inside it are counted and shaded.

    Attributes
    ----------
    dataset : Dataset
        The records.
    filters : Filters
        What was chosen.
    bits : int
        The selected projects, as a bit set.
    """

    dataset: Dataset
    filters: Filters
    bits: Bits

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """The selected projects, in the order of the records."""
        return self._members(self.bits)

    @cached_property
    def positions(self) -> tuple[int, ...]:
        """The places of the selected projects among all, ascending."""
        return tuple(bit_positions(self.bits))

    def has(self, project_id: str) -> bool:
        """Tell whether a project is selected."""
        position = self.dataset.index.position.get(project_id)
        return position is not None and bool(self.bits >> position & 1)

    def districts_of(self, positions: Sequence[int]) -> list[int]:
        """Count the districts inside the place filters that some projects name.

        Parameters
        ----------
        positions : sequence of int
            Of selected projects, as in `positions`.

        Returns
        -------
        list of int
            One number a project.
        """
        n = self.dataset.index.n_projects
        rows = (has_bits(c.bits, positions, n) for c in self.district_counts)
        return [sum(column) for column in zip(*rows, strict=True)] or [0] * len(
            positions
        )

    @property
    def n_projects(self) -> int:
        """Number of selected projects."""
        return self.bits.bit_count()

    @cached_property
    def district_counts(self) -> tuple[DistrictCount, ...]:
        """Every district that a selected project names, in P-code order."""
        districts, projects = self.dataset.gazetteer.districts, self.dataset.projects
        sets, bits = self.dataset.index.by["districts"], self.bits
        planned = self._n_planned_by_district.get
        counts = [
            DistrictCount(districts[p], n, sets[p], bits, projects, planned(p, 0))
            for p, n in sorted(self._n_by_district.items())
        ]
        return tuple(counts)

    @cached_property
    def _n_by_district(self) -> dict[str, int]:
        """Selected projects of each district inside the place filters."""
        counts = self._counts("districts", self.bits)
        if not self.filters.provinces and not self.filters.districts:
            return counts
        districts = self.dataset.gazetteer.districts
        return {p: n for p, n in counts.items() if self._inside(districts[p])}

    @property
    def _bits_planned(self) -> Bits:
        return self.bits & self.dataset.index.planned

    @cached_property
    def _n_planned_by_district(self) -> dict[str, int]:
        """Planned projects of the selection by district, also outside the filters."""
        if not self._bits_planned:  # as a rule: then there is nothing to count
            return {}
        return self.dataset.index.by["districts"].counts(self._bits_planned)

    def _inside(self, district: District) -> bool:
        provinces, districts = self.filters.provinces, self.filters.districts
        return (not provinces or district.adm1_pcode in provinces) and (
            not districts or district.adm2_pcode in districts
        )

    @property
    def n_districts(self) -> int:
        """Number of districts that a selected project names."""
        return len(self._n_by_district)

    @property
    def n_planned(self) -> int:
        """Number of selected projects that are planned or announced only."""
        return self._bits_planned.bit_count()

    @property
    def projects_planned(self) -> tuple[Project, ...]:
        """The selected projects that are planned or announced only."""
        return self._members(self._bits_planned)

    @property
    def n_planned_with_district(self) -> int:
        """Number of planned projects with at least one district on the map."""
        return (self._bits_with_district & self.dataset.index.planned).bit_count()

    @cached_property
    def n_districts_planned(self) -> int:
        """Number of districts that only planned or announced projects name."""
        n_all = self._n_by_district
        planned = self._n_planned_by_district.items()
        return sum(n_all.get(pcode) == n for pcode, n in planned)

    @cached_property
    def n_project_districts(self) -> int:
        """Number of pairs of a project and a district."""
        return sum(self._n_by_district.values())

    @cached_property
    def _bits_with_district(self) -> Bits:
        index = self.dataset.index
        if not (self.filters.provinces or self.filters.districts):
            return self.bits & index.located
        sets = index.by["districts"]
        return self.bits & union(sets[pcode] for pcode in self._n_by_district)

    @property
    def n_projects_with_district(self) -> int:
        """Number of projects with at least one district on the map."""
        return self._bits_with_district.bit_count()

    @property
    def n_projects_without_district(self) -> int:
        """Number of selected projects that shade no district."""
        return self.n_projects - self.n_projects_with_district

    @property
    def projects_without_district(self) -> tuple[Project, ...]:
        """The selected projects that shade no district."""
        return self._members(self._bits_without_district)

    @property
    def _bits_without_district(self) -> Bits:
        return self.bits & ~self._bits_with_district

    def without_district(self, scope: str, at_most: int) -> tuple[Project, ...]:
        """Return the first selected projects of a scope that shade no district."""
        of_scope = self.dataset.index.by["scopes"].get(scope, 0)
        found = bit_positions(self._bits_without_district & of_scope)
        return tuple(self.dataset.projects[i] for i in found[:at_most])

    @cached_property
    def n_without_district(self) -> dict[str, int]:
        """Selected projects that shade no district, by scope, without empty ones."""
        return self.dataset.index.by["scopes"].counts(self._bits_without_district)

    @cached_property
    def n_provinces(self) -> int:
        """Number of provinces and territories of the districts on the map."""
        return len(self.provinces)

    @cached_property
    def provinces(self) -> frozenset[str]:
        """The ``adm1_pcode`` of the districts on the map."""
        districts = self.dataset.gazetteer.districts
        return frozenset(districts[pcode].adm1_pcode for pcode in self._n_by_district)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """The held places of the selected projects, inside the place filters."""
        dataset = self.dataset
        chosen = has_bits(self.bits, dataset.held_positions, dataset.index.n_projects)
        held = itertools.compress(dataset.coverage.held, chosen)
        return tuple(filter(self._may_lie_inside, held))

    def _may_lie_inside(self, held: Held) -> bool:
        if not (self.filters.provinces or self.filters.districts):
            return True
        if not held.candidates:
            return True
        return any(self._inside(candidate) for candidate in held.candidates)

    @property
    def n_places_held(self) -> int:
        """Number of places that are held."""
        return len(self.held)

    @cached_property
    def n_undated_left_out(self) -> int:
        """Projects without dates that a year filter leaves out."""
        if not self.filters.years:
            return 0
        index = self.dataset.index
        others = index.select(self.filters.without("years"))
        return (others & ~index.dated).bit_count()

    @cached_property
    def first_year(self) -> int | None:
        """First calendar year in which a selected project was active."""
        return min(self.by_year, default=None)

    @cached_property
    def last_year(self) -> int | None:
        """Last calendar year in which a selected project was active."""
        return max(self.by_year, default=None)

    @cached_property
    def first_year_on_map(self) -> int | None:
        """First calendar year in which a project with a district was active."""
        return min(self._years_on_map, default=None)

    @cached_property
    def last_year_on_map(self) -> int | None:
        """Last calendar year in which a project with a district was active."""
        return max(self._years_on_map, default=None)

    @cached_property
    def _years_on_map(self) -> dict[int, int]:
        return self.dataset.index.by_year.counts(self._bits_with_district)

    @cached_property
    def by_year(self) -> dict[int, int]:
        """Selected projects active in each calendar year, without empty years."""
        return self.dataset.index.by_year.counts(self.bits)

    @cached_property
    def by_scope(self) -> dict[str, int]:
        """Selected projects of every scope, the empty ones too.

        Projects for which no place is stated are listed where there are any.
        """
        counts = self._counts("scopes", self.bits)
        listed = (s for s in SCOPES if s != NOT_STATED or s in counts)
        return {s: counts.get(s, 0) for s in listed}

    @cached_property
    def by_focus_area(self) -> dict[str, int]:
        """Selected projects of each focus area, by label."""
        return self._labelled("focus_areas")

    @cached_property
    def by_funder(self) -> dict[str, int]:
        """Selected projects of each funder, by label; a parent includes its children.

        A project with several funders counts under each, so these do not add up
        to the number of projects.
        """
        return self._labelled("funders")

    @cached_property
    def by_source(self) -> dict[str, int]:
        """Selected projects of the documents and of the web pages, by label."""
        return self._labelled("sources")

    def _labelled(self, name: str) -> dict[str, int]:
        counts, codes = self._counts(name, self.bits), self.dataset.lists[name]
        return {code.label: counts[code.key] for code in codes if code.key in counts}

    @property
    def n_funders(self) -> int:
        """Funders of the selected projects, as `funders` counts them."""
        return len(_carriers(self.dataset.index.funded_by, self.bits))

    @property
    def n_donor_partners(self) -> int:
        """Donor partners of the selected projects, as `donor_partners` counts them."""
        return len(self._partners(self.bits))

    @property
    def n_funders_on_map(self) -> int:
        """Funders of the projects with a district on the map."""
        index = self.dataset.index
        return len(_carriers(index.funded_by, self._bits_with_district))

    @property
    def n_donor_partners_on_map(self) -> int:
        """Donor partners of the projects with a district on the map."""
        return len(self._partners(self._bits_with_district))

    def funders(self, projects: Iterable[Project]) -> frozenset[str]:
        """Return the keys of the bodies that a source says funded a project.

        A programme counts as the body that runs it.
        """
        return _carriers(self.dataset.index.funded_by, self._bits_of(projects))

    def donor_partners(self, projects: Iterable[Project]) -> frozenset[str]:
        """Return the keys of the bodies named only as partners, funding not stated."""
        return self._partners(self._bits_of(projects))

    def _partners(self, bits: Bits) -> frozenset[str]:
        index = self.dataset.index
        named = _carriers(index.partnered_by, bits)
        return named - _carriers(index.funded_by, bits)

    def _bits_of(self, projects: Iterable[Project]) -> Bits:
        index = self.dataset.index
        places = (index.position[project.project_id] for project in projects)
        return bits_at(places, index.n_projects)

    @cached_property
    def year_facet(self) -> dict[int, int]:
        """Projects that each single year would give under the other filters."""
        index = self.dataset.index
        others = index.select(self.filters.without("years"))
        return self.by_year if others == self.bits else index.by_year.counts(others)

    @cached_property
    def facets(self) -> dict[str, dict[str, int]]:
        """Projects that each option of each filter would give under the others.

        By field of `Filters`, then by key. The two place filters narrow the same
        places, so an option of one counts the places that the other lets through.
        """
        index, filters = self.dataset.index, self.filters
        facets = {
            name: self._counts(name, index.select(filters.without(name)))
            for name in PLAIN
        }
        others = index.select(filters.without("provinces", "districts"))
        facets["provinces"] = {
            key: (others & index.places((key,), filters.districts)).bit_count()
            for key in index.by["provinces"]
        }
        counts, provinces = self._counts("districts", others), filters.provinces
        facets["districts"] = {
            key: 0 if provinces and province not in provinces else counts.get(key, 0)
            for key, province in index.province_of.items()
        }
        return facets

    def _counts(self, name: str, selected: Bits) -> dict[str, int]:
        """Count by the values of a field; those of the view itself once only."""
        sets = self.dataset.index.by[name]
        if selected != self.bits:
            return sets.counts(selected)
        if name not in self._own_counts:
            self._own_counts[name] = sets.counts(selected)
        return self._own_counts[name]

    @cached_property
    def _own_counts(self) -> dict[str, dict[str, int]]:
        return {}

    def _members(self, bits: Bits) -> tuple[Project, ...]:
        projects = self.dataset.projects
        return tuple(projects[i] for i in bit_positions(bits))


def make_view(dataset: Dataset, filters: Filters | None = None) -> View:
    """Select projects.

    Parameters
    ----------
    dataset : Dataset
        The records.
    filters : Filters, optional
        What was chosen; everything when left out.

    Returns
    -------
    View
        The selection; its numbers are computed when they are read.
    """
    chosen = filters or Filters()
    return View(dataset, chosen, dataset.index.select(chosen))


def _carriers(sets: Mapping[str, Bits], selected: Bits) -> frozenset[str]:
    """Return the values that a selected project carries."""
    return frozenset(value for value, bits in sets.items() if bits & selected)
