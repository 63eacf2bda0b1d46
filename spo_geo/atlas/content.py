"""What stands on the page of a district, in words and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from spo_geo.brief.cells import NONE_STATED, focus_area_of, in_own_words
from spo_geo.brief.results import RULE, key_results, result_text
from spo_geo.coverage import Located
from spo_geo.errors import SpoGeoError
from spo_geo.filters import year_spans
from spo_geo.gazetteer import District
from spo_geo.model import Funding, Project
from spo_geo.printmap.heldplaces import HeldPlace, held_places
from spo_geo.view import DistrictCount, View, make_view
from spo_geo.wording import PLANNED_ONLY, filters_in_words

MOST_ENTRIES: Final = 2000
"""More are a book of about a thousand pages, and minutes of work."""

RESULTS_NOTE: Final = f"{RULE} They are those of the whole project, in all its places."


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a district.

    Attributes
    ----------
    n_projects : int
        Projects that name it.
    by_year : mapping of int to int
        Projects active in each calendar year, without empty years.
    n_planned : int
        Those that are planned or announced only.
    n_funders, n_donor_partners : int
        Bodies that a source says paid; donors named as partners only.
    funders, donor_partners : tuple of str
        Their names, as many.
    focus_areas : tuple of str
        Each once, marked where it is inferred or held.
    """

    n_projects: int
    n_planned: int
    by_year: Mapping[int, int]
    n_funders: int
    n_donor_partners: int
    funders: tuple[str, ...]
    donor_partners: tuple[str, ...]
    focus_areas: tuple[str, ...]

    @property
    def period(self) -> str:
        """First and last year, such as ``2012–2016``; empty without dates."""
        years = sorted(self.by_year)
        if not years:
            return ""
        first, last = years[0], years[-1]
        return f"{first}" if first == last else f"{first}–{last}"

    @property
    def gaps(self) -> str:
        """Years between the first and the last without a project, as spans."""
        if not self.by_year:
            return ""
        years = range(min(self.by_year), max(self.by_year))
        spans = year_spans(year for year in years if year not in self.by_year)
        return ", ".join(spans).replace("-", "–")


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A project as the page of a district lists it.

    Attributes
    ----------
    title : str
        Its title.
    facts : str
        Id, period, status on one line.
    summary : str
        In two sentences.
    fields : tuple of (str, tuple of str)
        Label and lines: funders, focus area, places, key results, sources.
    """

    title: str
    facts: str
    summary: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class DistrictContent:
    """What stands on the page of a district.

    Attributes
    ----------
    district : District
        The district.
    figures : Figures
        Its numbers.
    projects : tuple of ProjectEntry
        In the order of the records.
    notes : tuple of str
        How places were read.
    may_lie_here : tuple of str
        Places held that may mean this district; they are not counted.
    rules : tuple of str
        How the page is to be read.
    """

    district: District
    figures: Figures
    projects: tuple[ProjectEntry, ...]
    notes: tuple[str, ...]
    may_lie_here: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Writer:
    """Writes the pages of a selection.

    Attributes
    ----------
    view : View
        The selection; every number is the view's own.
    """

    view: View

    @cached_property
    def districts(self) -> tuple[DistrictCount, ...]:
        """The districts with a page: provinces by P-code, then by name.

        Raises
        ------
        SpoGeoError
            There is none, or more stands on their pages than anybody reads.
        """
        if not self.view.district_counts:
            raise SpoGeoError(
                "no project names a district, so the atlas has no page",
                got=filters_in_words(self.view),
                next_step="clear a filter; no file was written",
            )
        if self.view.n_project_districts > MOST_ENTRIES:
            raise SpoGeoError(
                "too many projects for an atlas",
                got=f"{self.view.n_project_districts} entries of a project on a page",
                allowed=[f"at most {MOST_ENTRIES}"],
                next_step="set a filter; no file was written",
            )
        return tuple(sorted(self.view.district_counts, key=_order))

    @cached_property
    def held(self) -> tuple[HeldPlace, ...]:
        """The places held of the selection."""
        return held_places(self.view)

    @cached_property
    def _located(self) -> Mapping[tuple[str, str], Located]:
        rows = self.view.dataset.coverage.located
        return {(row.project_id, row.district.adm2_pcode): row for row in rows}

    def district(self, count: DistrictCount) -> DistrictContent:
        """Return what stands on the page of a district.

        Parameters
        ----------
        count : DistrictCount
            One of `districts`.

        Returns
        -------
        DistrictContent
        """
        pcode = count.district.adm2_pcode
        here = [self._located[key, pcode] for key in count.project_ids]
        entries = tuple(map(self._entry, here))
        stated = any(label == "Key results" for e in entries for label, _ in e.fields)
        return DistrictContent(
            district=count.district,
            figures=self._figures(count),
            projects=entries,
            notes=tuple(
                f"{row.place} ({row.project_id}): {row.note}"
                for row in here
                if row.note
            ),
            may_lie_here=tuple(
                place.note for place in self.held if pcode in place.candidates
            ),
            rules=(RESULTS_NOTE,) if stated else (),
        )

    def _figures(self, count: DistrictCount) -> Figures:
        """Read the numbers off the view of the district alone."""
        view, pcode = self.view, count.district.adm2_pcode
        own = make_view(view.dataset, replace(view.filters, districts=(pcode,)))
        return Figures(
            n_projects=own.n_projects,
            n_planned=own.n_planned,
            by_year=own.by_year,
            n_funders=own.n_funders,
            n_donor_partners=own.n_donor_partners,
            funders=self._names(own.funders(own.projects)),
            donor_partners=self._names(own.donor_partners(own.projects)),
            focus_areas=_once(map(focus_area_of, own.projects)),
        )

    def _names(self, keys: Iterable[str]) -> tuple[str, ...]:
        funders = self.view.dataset.records.funders
        return tuple(sorted(funders.label_of(key, key) for key in keys))

    def _entry(self, row: Located) -> ProjectEntry:
        project = self.view.dataset.project(row.project_id)
        fields = (
            ("Funders", tuple(map(self._funder, project.funding)) or (NONE_STATED,)),
            ("Focus area", _once([focus_area_of(project)]) or (NONE_STATED,)),
            ("Place, as written", (f"“{row.place}”",)),
            ("Coverage, as written", (in_own_words(project),)),
            ("Key results", tuple(self._results(project))),
            ("Sources", ("; ".join(project.sources) or NONE_STATED,)),
        )
        return ProjectEntry(
            title=project.title,
            facts=" · ".join(_facts(project)),
            summary=project.summary,
            fields=tuple((label, lines) for label, lines in fields if lines),
        )

    def _funder(self, funding: Funding) -> str:
        funders = self.view.dataset.records.funders
        label = funders.label_of(funding.funder_id, funding.as_written)
        return f"{label} – {funding.label()}"

    def _results(self, project: Project) -> Iterator[str]:
        stated = self.view.dataset.results_of.get(project.project_id, ())
        return (f"• {result_text(result)}" for result in key_results(stated))


def _order(count: DistrictCount) -> tuple[str, str, str]:
    district = count.district
    return district.adm1_pcode, district.adm2_name, district.adm2_pcode


def _note(row: Located) -> str:
    return f"{row.place} ({row.project_id}): {row.note}"


def _facts(project: Project) -> Iterator[str]:
    yield project.project_id
    yield project.period
    yield project.status or "status not stated"
    if project.is_planned:
        yield PLANNED_ONLY


def _once(cells: Iterable[str]) -> tuple[str, ...]:
    """Return the lines of several cells, each once."""
    return tuple(dict.fromkeys(line for c in cells for line in c.split("\n") if line))
