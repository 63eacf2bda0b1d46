"""Which projects carry which value, as bit sets over the projects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from spo_geo.bitsets import Bits, BitSets, bits_at, union
from spo_geo.codelists import NOT_STATED, CodeList
from spo_geo.coverage import Coverage
from spo_geo.filters import Filters
from spo_geo.model import Project
from spo_geo.statuses import is_planned

# The fields of `Filters` that the records carry as values.
PLAIN = ("focus_areas", "funders", "scopes", "statuses", "sources")
"""Those that select by value alone."""
FIELDS = (*PLAIN, "provinces", "districts")


@dataclass(frozen=True)
class Index:
    """Bit sets of the projects by value.

    Attributes
    ----------
    n_projects : int
        Number of projects.
    by : dict of str to BitSets
        Field of `Filters` to value to bit set. A funder's set holds the projects
        of the funders below it; a province's holds those that name the province
        or a place in it.
    by_year : BitSets
        Calendar year to the bit set of the projects active in it.
    dated, located : int
        Projects with at least one date, and with at least one district.
    province_of : dict of str to str
        ``adm2_pcode`` to ``adm1_pcode`` of the districts that a project names.
    position : dict of str to int
        Project id to the number of its bit.
    funded_by, partnered_by : dict of str to int
        Bodies to the projects that a source says they funded, and to those that
        name them as partners, funding not stated. A programme counts as the body
        that runs it.
    """

    n_projects: int
    by: Mapping[str, BitSets[str]]
    by_year: BitSets[int]
    dated: Bits
    located: Bits
    province_of: Mapping[str, str] = field(repr=False)
    position: Mapping[str, int] = field(repr=False)
    funded_by: Mapping[str, Bits] = field(repr=False)
    partnered_by: Mapping[str, Bits] = field(repr=False)

    @cached_property
    def everything(self) -> Bits:
        """The set of all projects."""
        return (1 << self.n_projects) - 1

    @cached_property
    def planned(self) -> Bits:
        """The projects that are planned or announced only, by their status."""
        statuses = self.by["statuses"]
        return union(statuses[status] for status in statuses if is_planned(status))

    def select(self, filters: Filters) -> Bits:
        """Return the projects that match all filters."""
        bits = self.everything
        for name in PLAIN:
            bits &= self._any(name, getattr(filters, name))
        bits &= self.years(filters.years)
        return bits & self.places(filters.provinces, filters.districts)

    def years(self, years: tuple[int, ...]) -> Bits:
        """Return the projects active in any of the years; all when none is given."""
        if not years:
            return self.everything
        return union(self.by_year.get(year, 0) for year in years)

    def places(self, provinces: tuple[str, ...], districts: tuple[str, ...]) -> Bits:
        """Return the projects with a place that both filters let through."""
        if districts:
            inside = (
                district
                for district in districts
                if not provinces or self.province_of.get(district) in provinces
            )
            return union(self.by["districts"].get(key, 0) for key in inside)
        return self._any("provinces", provinces)

    def _any(self, name: str, values: tuple[str, ...]) -> Bits:
        if not values:
            return self.everything
        return union(self.by[name].get(value, 0) for value in values)


def build_index(
    projects: Sequence[Project],
    coverage: Coverage,
    funders: CodeList,
    focus_areas: CodeList,
    provinces: CodeList,
) -> Index:
    """Build the bit sets of the records.

    Parameters
    ----------
    projects : sequence of Project
        In the order of the bits.
    coverage : Coverage
        Their places, joined.
    funders, focus_areas, provinces : CodeList
        Say which values include which, and which province a word means.

    Returns
    -------
    Index
        One set a value that occurs.
    """
    builder = _Builder(projects)
    find_province = cache(provinces.find)
    areas_above = cache(lambda key: _upwards(focus_areas, key))
    funders_above = cache(lambda key: _upwards(funders, key))
    for project in projects:
        pid = project.project_id
        for area in project.focus_areas_used:
            builder.add("focus_areas", areas_above(area), pid)
        if project.focus_area_basis == "not stated":
            builder.add("focus_areas", (NOT_STATED,), pid)
        for funding in project.funding:
            if funding.is_held:
                continue
            key = funding.funder_id
            builder.add("funders", funders_above(key), pid)
            body = funders.root(key) if key in funders else key
            builder.add("funded" if funding.is_stated else "partnered", (body,), pid)
        if not project.funding:
            builder.add("funders", (NOT_STATED,), pid)
        builder.add("scopes", (project.scope,), pid)
        builder.add("statuses", (project.status or NOT_STATED,), pid)
        builder.add("sources", (project.source_kind or NOT_STATED,), pid)
        named = (find_province(name) for name in project.provinces)
        builder.add("provinces", (code.key for code in named if code), pid)
    for row in coverage.located:
        builder.add("districts", (row.district.adm2_pcode,), row.project_id)
        builder.add("provinces", (row.district.adm1_pcode,), row.project_id)
    for held in coverage.held:
        inside = {candidate.adm1_pcode for candidate in held.candidates}
        if len(inside) == 1:
            builder.add("provinces", inside, held.project_id)
    return builder.index(coverage)


def _upwards(codes: CodeList, key: str) -> tuple[str, ...]:
    """Return a value with all values that include it."""
    if key not in codes:
        return (key,)
    parent = codes[key].parent
    return (key, *(_upwards(codes, parent) if parent in codes else ()))


class _Builder:
    def __init__(self, projects: Sequence[Project]) -> None:
        self.projects = projects
        self.position = {p.project_id: i for i, p in enumerate(projects)}
        self.members: dict[str, dict[str, list[int]]] = {
            name: {} for name in (*FIELDS, "funded", "partnered")
        }

    def add(self, name: str, values: Iterable[str], project_id: str) -> None:
        sets, i = self.members[name], self.position[project_id]
        for value in values:
            sets.setdefault(value, []).append(i)

    def index(self, coverage: Coverage) -> Index:
        n = len(self.projects)
        years: dict[int, list[int]] = {}
        for i, project in enumerate(self.projects):
            for year in project.active_years:
                years.setdefault(year, []).append(i)
        by_year = {year: bits_at(years[year], n) for year in sorted(years)}
        sets = {
            name: {value: bits_at(members, n) for value, members in values.items()}
            for name, values in self.members.items()
        }
        return Index(
            n_projects=n,
            by={name: BitSets(sets[name], n) for name in FIELDS},
            by_year=BitSets(by_year, n),
            dated=union(by_year.values()),
            located=union(sets["districts"].values()),
            province_of={
                row.district.adm2_pcode: row.district.adm1_pcode
                for row in coverage.located
            },
            position=self.position,
            funded_by=sets["funded"],
            partnered_by=sets["partnered"],
        )
