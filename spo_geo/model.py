"""What a record is: projects, funders, results, offices, the presence list."""

from dataclasses import dataclass
from typing import Literal

from spo_geo.dates import PartialDate, period_label
from spo_geo.statuses import is_planned

Scope = Literal[
    "districts", "provinces", "national", "count", "institutional", "not-stated"
]

SCOPES: dict[str, str] = {
    "districts": "Districts named",
    "provinces": "Provinces named, no district",
    "national": "National",
    "count": "A number of districts, none named",
    "institutional": "Federal or provincial level, no place",
    "not-stated": "No place stated",
}

# Where a record was read. A project that a document names counts with the documents,
# whatever a web page adds to it.
SOURCE_KINDS: dict[str, str] = {
    "documents": "Documents",
    "web": "Web pages",
}

# Words of a source after which the funder paid for the project; every other
# wording ("in collaboration with") leaves the funding open.
FUNDING_STATED = frozenset({"financial support", "funding partner"})

HELD = "held"
"""Basis of a funder, and of a focus area, that waits for a person's decision."""


@dataclass(frozen=True, slots=True)
class Funding:
    """A funder of a project, with how the source puts it.

    Attributes
    ----------
    funder_id : str
        Key in the funder list, or the name itself where it is not listed.
    as_written : str
        The name in the source's words.
    basis : str
        How the source puts it, such as ``financial support``; ``held`` where it is
        not certain who is meant, so that the name is shown and never counted.
    web_source : str
        Address of SPO's own project card, where that card names the funder.
    """

    funder_id: str
    as_written: str
    basis: str
    web_source: str = ""

    @property
    def is_held(self) -> bool:
        """Whether the name waits for a decision and stays out of filters."""
        return self.basis == HELD

    @property
    def is_stated(self) -> bool:
        """Whether the document or the card says that this funder funded."""
        return self.basis in FUNDING_STATED or bool(self.web_source)

    def label(self) -> str:
        """Return the basis in words, with the card where it adds something."""
        if self.is_held:
            return "held: not certain who is meant; not counted"
        if self.basis == "not stated" and self.web_source:
            return "funding partner on SPO's web card; not stated in the documents"
        if self.basis in FUNDING_STATED:
            return self.basis
        if self.web_source:
            return f"{self.basis}; funding partner on SPO's web card"
        return f"{self.basis}; funding not stated"


@dataclass(frozen=True, slots=True)
class Project:
    """One project, as the sources state it.

    Attributes
    ----------
    project_id : str
        ``SPO-01`` and so on.
    places, place_provinces : tuple of str
        Places as written, and beside each the province the source gives for it.
    provinces : tuple of str
        Provinces that the record names.
    start, end : PartialDate or None
        As stated; None where the source states none.
    focus_areas : tuple of str
        Stated by a source; a project may have several.
    focus_area_inferred : str
        Inferred by this project, with its reason.
    sdg : tuple of int
        Goals 1 to 17, as stated.
    funding : tuple of Funding
        Every funder named.
    sources : tuple of str
        ``file:line`` and web addresses.
    row : int
        Row of ``projects.csv``, the header being row 1.
    focus_areas_held : tuple of str
        Words for a focus area that wait for a decision: shown, never counted.
    ongoing_to : int
        Year of the data, where the source says in place of an end that the project
        goes on; else 0.
    """

    project_id: str
    title: str
    title_as_written: str
    status: str
    status_source: str
    start: PartialDate | None
    end: PartialDate | None
    dates_note: str
    coverage: str
    scope: str
    places: tuple[str, ...]
    place_provinces: tuple[str, ...]
    provinces: tuple[str, ...]
    n_districts_stated: str
    focus_areas: tuple[str, ...]
    focus_area_source: str
    focus_area_inferred: str
    focus_area_inferred_reason: str
    sdg: tuple[int, ...]
    sdg_as_written: str
    sdg_source: str
    implementing_partners: tuple[str, ...]
    collaborators: tuple[str, ...]
    funding: tuple[Funding, ...]
    summary: str
    notes: str
    sources: tuple[str, ...]
    row: int
    focus_areas_held: tuple[str, ...] = ()
    ongoing_to: int = 0

    @property
    def focus_area(self) -> str:
        """The stated focus areas as one text."""
        return "; ".join(self.focus_areas)

    @property
    def focus_areas_used(self) -> tuple[str, ...]:
        """The focus areas that filters read: stated, else inferred, else none."""
        inferred = (self.focus_area_inferred,) if self.focus_area_inferred else ()
        return self.focus_areas or inferred

    @property
    def focus_area_used(self) -> str:
        """The focus areas that filters read, as one text."""
        return "; ".join(self.focus_areas_used)

    @property
    def focus_area_basis(self) -> str:
        """Where the focus area in use comes from: stated, inferred, not stated.

        ``held`` when a source states one and it is not certain which is meant.
        """
        if self.focus_areas:
            return "stated"
        if self.focus_area_inferred:
            return "inferred"
        return HELD if self.focus_areas_held else "not stated"

    @property
    def focus_area_held_in_words(self) -> str:
        """What the source writes where it is not certain what is meant, or nothing."""
        held = "; ".join(self.focus_areas_held)
        return f"“{held}” ({HELD}: not certain which is meant)" if held else ""

    @property
    def focus_area_in_words(self) -> str:
        """The focus areas in use, marked where inferred, then what is held."""
        mark = " (inferred)" if self.focus_area_basis == "inferred" else ""
        used = f"{self.focus_area_used}{mark}" if self.focus_areas_used else ""
        words = filter(None, (used, self.focus_area_held_in_words))
        return "; ".join(words) or "not stated"

    @property
    def source_kind(self) -> str:
        """What the record rests on: ``documents``, ``web``, or empty with no source."""
        if not self.sources:
            return ""
        pages = (source.startswith("http") for source in self.sources)
        return "web" if all(pages) else "documents"

    @property
    def is_planned(self) -> bool:
        """Whether the status says that the work is only planned or announced."""
        return is_planned(self.status)

    @property
    def active_years(self) -> range:
        """Calendar years in which the project was active at any time.

        With one date missing only the stated year is claimed; with none, no year.
        A project that is ongoing as stated was active up to the year of the data.
        """
        first = self.start or self.end
        last = self.end or self.start
        if first is None or last is None:
            return range(0)
        open_to = self.ongoing_to if self.start and not self.end else 0
        return range(first.year, max(last.year, open_to) + 1)

    @property
    def period(self) -> str:
        """Start and end in words."""
        return period_label(self.start, self.end, ongoing=bool(self.ongoing_to))


@dataclass(frozen=True, slots=True)
class Result:
    """A number that a document states as a result of a project."""

    result_id: str
    project_id: str
    indicator: str
    value: str
    unit: str
    qualifier: str
    overlaps_with: tuple[str, ...]
    quote: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Office:
    """A town in which SPO states an office. An office is not coverage."""

    office_id: str
    town: str
    kind: str
    province: str
    place: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Presence:
    """A line of the undated list of districts. It is not project coverage."""

    place: str
    province_as_written: str
    province: str
    note: str
    source: str
