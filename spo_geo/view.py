"""What a set of filters selects, and every number that is shown of it.

The page, the command line and every file read a `View`; no number is computed
anywhere else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from spo_geo.codelists import NOT_STATED
from spo_geo.coverage import Held
from spo_geo.dataset import Dataset
from spo_geo.filters import Filters
from spo_geo.gazetteer import District
from spo_geo.index import Bits, bit_positions
from spo_geo.model import SCOPES, Project

K = TypeVar("K", int, str)


@dataclass(frozen=True, slots=True)
class DistrictCount:
    """A district with the selected projects that name it.

    Attributes
    ----------
    district : District
        The district.
    project_ids : tuple of str
        Each project once, in the order of the records.
    """

    district: District
    project_ids: tuple[str, ...]

    @property
    def n_projects(self) -> int:
        """Number of projects that name the district."""
        return len(self.project_ids)


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

    @property
    def n_projects(self) -> int:
        """Number of selected projects."""
        return self.bits.bit_count()

    @cached_property
    def district_counts(self) -> tuple[DistrictCount, ...]:
        """Every district that a selected project names, in P-code order."""
        counts = []
        for pcode, bits in sorted(self._district_bits.items()):
            ids = tuple(project.project_id for project in self._members(bits))
            counts.append(DistrictCount(self.dataset.gazetteer.districts[pcode], ids))
        return tuple(counts)

    @cached_property
    def _district_bits(self) -> dict[str, Bits]:
        """The selected projects of each district inside the place filters."""
        chosen = {
            pcode: bits & self.bits
            for pcode, bits in self.dataset.index.by["districts"].items()
            if self._inside(self.dataset.gazetteer.districts[pcode])
        }
        return {pcode: bits for pcode, bits in chosen.items() if bits}

    def _inside(self, district: District) -> bool:
        provinces, districts = self.filters.provinces, self.filters.districts
        return (not provinces or district.adm1_pcode in provinces) and (
            not districts or district.adm2_pcode in districts
        )

    @property
    def n_districts(self) -> int:
        """Number of districts that a selected project names."""
        return len(self._district_bits)

    @cached_property
    def n_project_districts(self) -> int:
        """Number of pairs of a project and a district."""
        return sum(bits.bit_count() for bits in self._district_bits.values())

    @cached_property
    def _bits_with_district(self) -> Bits:
        bits = 0
        for district in self._district_bits.values():
            bits |= district
        return bits

    @property
    def n_projects_with_district(self) -> int:
        """Number of projects with at least one district on the map."""
        return self._bits_with_district.bit_count()

    @property
    def projects_with_district(self) -> tuple[Project, ...]:
        """The selected projects with at least one district on the map."""
        return self._members(self._bits_with_district)

    @property
    def n_projects_without_district(self) -> int:
        """Number of selected projects that shade no district."""
        return self.n_projects - self.n_projects_with_district

    @property
    def projects_without_district(self) -> tuple[Project, ...]:
        """The selected projects that shade no district."""
        return self._members(self.bits & ~self._bits_with_district)

    @cached_property
    def n_provinces(self) -> int:
        """Number of provinces and territories of the districts on the map."""
        districts = self.dataset.gazetteer.districts
        return len({districts[pcode].adm1_pcode for pcode in self._district_bits})

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """The held places of the selected projects, inside the place filters."""
        position = self.dataset.index.position
        selected = self.bits.to_bytes(len(position) // 8 + 1, "little")
        return tuple(
            held
            for held in self.dataset.coverage.held
            for i in (position[held.project_id],)
            if selected[i >> 3] >> (i & 7) & 1 and self._may_lie_inside(held)
        )

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
        return _counts(self.dataset.index.by_year, self._bits_with_district)

    @cached_property
    def by_year(self) -> dict[int, int]:
        """Selected projects active in each calendar year, without empty years."""
        return _counts(self.dataset.index.by_year, self.bits)

    @cached_property
    def by_scope(self) -> dict[str, int]:
        """Selected projects of every scope, the empty ones too.

        Projects for which no place is stated are listed where there are any.
        """
        sets = self.dataset.index.by["scopes"]
        counts = {s: (sets.get(s, 0) & self.bits).bit_count() for s in SCOPES}
        return {s: n for s, n in counts.items() if n or s != NOT_STATED}

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

    def _labelled(self, name: str) -> dict[str, int]:
        counts = _counts(self.dataset.index.by[name], self.bits)
        codes = self.dataset.lists[name]
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
        position = self.dataset.index.position
        bits = 0
        for project in projects:
            bits |= 1 << position[project.project_id]
        return bits

    @cached_property
    def year_facet(self) -> dict[int, int]:
        """Projects that each single year would give under the other filters."""
        index = self.dataset.index
        return _counts(index.by_year, index.select(self.filters.without("years")))

    @cached_property
    def facets(self) -> dict[str, dict[str, int]]:
        """Projects that each option of each filter would give under the others.

        By field of `Filters`, then by key. The two place filters narrow the same
        places, so an option of one counts the places that the other lets through.
        """
        index, filters = self.dataset.index, self.filters
        facets = {}
        for name in ("focus_areas", "funders", "scopes", "statuses"):
            others = index.select(filters.without(name))
            facets[name] = _counts(index.by[name], others)
        others = index.select(filters.without("provinces", "districts"))
        facets["provinces"] = {
            key: (others & index.places((key,), filters.districts)).bit_count()
            for key in index.by["provinces"]
        }
        facets["districts"] = {
            key: (others & index.places(filters.provinces, (key,))).bit_count()
            for key in index.by["districts"]
        }
        return facets

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


def _counts(sets: Mapping[K, Bits], selected: Bits) -> dict[K, int]:
    """Count the selected projects of each set, leaving out the empty ones."""
    counted = ((key, (bits & selected).bit_count()) for key, bits in sets.items())
    return {key: n for key, n in counted if n}


def _carriers(sets: Mapping[str, Bits], selected: Bits) -> frozenset[str]:
    """Return the values that a selected project carries."""
    return frozenset(value for value, bits in sets.items() if bits & selected)
