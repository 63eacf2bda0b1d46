"""Which projects carry which value, as bit sets over the projects.

Bit *i* of a set stands for project *i*. A filter is ``|`` within and ``&``
between; a count is a population count. Python's own integers hold the sets:
nothing to import, immutable, and fast at a million pairs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from spo_geo.codelists import NOT_STATED, CodeList
from spo_geo.coverage import Coverage
from spo_geo.filters import Filters
from spo_geo.model import Project

Bits = int

# The fields of `Filters` that the records carry as values.
FIELDS = (
    "focus_areas",
    "funders",
    "scopes",
    "statuses",
    "provinces",
    "districts",
)


def bit_positions(bits: Bits) -> list[int]:
    """Return the positions of the bits that are set, ascending.

    Examples
    --------
    >>> bit_positions(0b1010)
    [1, 3]
    """
    return [i for i, digit in enumerate(bin(bits)[:1:-1]) if digit == "1"]


@dataclass(frozen=True, slots=True)
class Index:
    """Bit sets of the projects by value.

    Attributes
    ----------
    n_projects : int
        Number of projects.
    by : dict of str to dict of str to int
        Field of `Filters` to value to bit set. A funder's set holds the projects
        of the funders below it; a province's holds those that name the province
        or a place in it.
    by_year : dict of int to int
        Calendar year to the bit set of the projects active in it.
    dated : int
        Projects with at least one date.
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
    by: Mapping[str, Mapping[str, Bits]]
    by_year: Mapping[int, Bits]
    dated: Bits
    province_of: Mapping[str, str] = field(repr=False)
    position: Mapping[str, int] = field(repr=False)
    funded_by: Mapping[str, Bits] = field(repr=False)
    partnered_by: Mapping[str, Bits] = field(repr=False)

    @property
    def everything(self) -> Bits:
        """The set of all projects."""
        return (1 << self.n_projects) - 1

    def select(self, filters: Filters) -> Bits:
        """Return the projects that match all filters."""
        bits = self.everything
        for name in ("focus_areas", "funders", "scopes", "statuses"):
            bits &= self._any(name, getattr(filters, name))
        bits &= self.years(filters.years)
        return bits & self.places(filters.provinces, filters.districts)

    def years(self, years: tuple[int, ...]) -> Bits:
        """Return the projects active in any of the years; all when none is given."""
        if not years:
            return self.everything
        return _union(self.by_year.get(year, 0) for year in years)

    def places(self, provinces: tuple[str, ...], districts: tuple[str, ...]) -> Bits:
        """Return the projects with a place that both filters let through."""
        if districts:
            inside = (
                district
                for district in districts
                if not provinces or self.province_of.get(district) in provinces
            )
            return _union(self.by["districts"].get(key, 0) for key in inside)
        return self._any("provinces", provinces)

    def _any(self, name: str, values: tuple[str, ...]) -> Bits:
        if not values:
            return self.everything
        return _union(self.by[name].get(value, 0) for value in values)


def _union(sets: Iterable[Bits]) -> Bits:
    union = 0
    for bits in sets:
        union |= bits
    return union


def build_index(
    projects: tuple[Project, ...],
    coverage: Coverage,
    funders: CodeList,
    focus_areas: CodeList,
    provinces: CodeList,
) -> Index:
    """Build the bit sets of the records.

    Parameters
    ----------
    projects : tuple of Project
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
    for project in projects:
        pid = project.project_id
        for area in project.focus_areas_used:
            builder.add("focus_areas", _upwards(focus_areas, area), pid)
        if project.focus_area_basis == "not stated":
            builder.add("focus_areas", (NOT_STATED,), pid)
        for funding in project.funding:
            if funding.is_held:
                continue
            key = funding.funder_id
            builder.add("funders", _upwards(funders, key), pid)
            body = funders.root(key) if key in funders else key
            builder.add("funded" if funding.is_stated else "partnered", (body,), pid)
        if not project.funding:
            builder.add("funders", (NOT_STATED,), pid)
        builder.add("scopes", (project.scope,), pid)
        builder.add("statuses", (project.status or NOT_STATED,), pid)
        named = (provinces.find(name) for name in project.provinces)
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
    def __init__(self, projects: tuple[Project, ...]) -> None:
        self.projects = projects
        self.position = {p.project_id: i for i, p in enumerate(projects)}
        self.members: dict[str, dict[str, list[int]]] = {
            name: {} for name in (*FIELDS, "funded", "partnered")
        }

    def add(self, name: str, values: Iterable[str], project_id: str) -> None:
        for value in values:
            members = self.members[name].setdefault(value, [])
            members.append(self.position[project_id])

    def index(self, coverage: Coverage) -> Index:
        n = len(self.projects)
        years: dict[int, list[int]] = {}
        for i, project in enumerate(self.projects):
            for year in project.active_years:
                years.setdefault(year, []).append(i)
        by_year = {year: _bits(years[year], n) for year in sorted(years)}
        sets = {
            name: {value: _bits(members, n) for value, members in values.items()}
            for name, values in self.members.items()
        }
        return Index(
            n_projects=n,
            by={name: sets[name] for name in FIELDS},
            by_year=by_year,
            dated=_union(by_year.values()),
            province_of={
                row.district.adm2_pcode: row.district.adm1_pcode
                for row in coverage.located
            },
            position=self.position,
            funded_by=sets["funded"],
            partnered_by=sets["partnered"],
        )


def _bits(positions: list[int], n: int) -> Bits:
    """Set many bits at once, in time linear in `n`."""
    buffer = bytearray(n // 8 + 1)
    for i in positions:
        buffer[i >> 3] |= 1 << (i & 7)
    return int.from_bytes(buffer, "little")
