"""What the past-performance table says of a project, column by column."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from spo_geo.brief.results import key_results, result_text
from spo_geo.codelists import fold
from spo_geo.model import FUNDING_STATED, Funding, Project
from spo_geo.view import View
from spo_geo.wording import PLANNED_ONLY

NONE_STATED: Final = "not stated"
_SPO: Final = frozenset(
    map(
        fold,
        (
            "SPO",
            "Strengthening Participatory Organization",
            "Strengthening Participatory Organisation",
        ),
    )
)


@dataclass(frozen=True)
class ProjectCells:
    """Writes the cells of a table of projects.

    Attributes
    ----------
    view : View
        The selection; the places outside it are only counted.
    """

    view: View

    def cell(self, column: str, project: Project) -> str:
        """Return a cell.

        Parameters
        ----------
        column : str
            Key of `options.COLUMNS`.
        project : Project
            A project of the view.

        Returns
        -------
        str
            Lines parted by line breaks; never empty.
        """
        return _WRITERS[column](self, project) or NONE_STATED

    @cached_property
    def _inside(self) -> Mapping[str, dict[str, list[str]]]:
        """District names by project and province, inside the place filters."""
        inside: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for count in self.view.district_counts:
            district = count.district
            for key in count.project_ids:
                names = inside[key].setdefault(district.adm1_name, [])
                names.append(district.adm2_name)
        return inside

    @cached_property
    def _n_located(self) -> Mapping[str, int]:
        """Districts that a project names, the place filters aside."""
        n: dict[str, int] = defaultdict(int)
        for located in self.view.dataset.coverage.located:
            n[located.project_id] += 1
        return n

    @cached_property
    def _held(self) -> Mapping[str, list[str]]:
        held: dict[str, list[str]] = defaultdict(list)
        for row in self.view.held:
            held[row.project_id].append(row.place)
        return held

    def districts(self, project: Project) -> str:
        """Return the districts by province, then what is held or named otherwise."""
        key = project.project_id
        inside = self._inside.get(key, {})
        lines = [
            f"{', '.join(sorted(names))} ({province})"
            for province, names in sorted(inside.items())
        ]
        if key in self._held:
            lines.append(f"{', '.join(self._held[key])} (held: district not certain)")
        outside = self._n_located.get(key, 0) - sum(map(len, inside.values()))
        if outside:
            noun = "district" if outside == 1 else "districts"
            lines.append(f"{outside} more {noun} outside this selection")
        if not lines:
            lines.append(f"none named: {in_own_words(project)}")
        return "\n".join(lines)

    def funders(self, project: Project) -> str:
        """Return the funders; where funding is not stated, how the source puts it."""
        return "\n".join(self._funder(funding) for funding in project.funding)

    def _funder(self, funding: Funding) -> str:
        funders = self.view.dataset.records.funders
        label = funders.label_of(funding.funder_id, funding.as_written)
        if funding.basis in FUNDING_STATED:
            return label
        return f"{label} ({funding.label()})"

    def results(self, project: Project) -> str:
        """Return the key results, one a line."""
        stated = self.view.dataset.results_of.get(project.project_id, ())
        return "\n".join(f"• {result_text(result)}" for result in key_results(stated))


def title_of(project: Project) -> str:
    """Return the title, the id, and whether the work was only planned."""
    planned = f"\n{PLANNED_ONLY}" if project.is_planned else ""
    return f"{project.title}\n{project.project_id}{planned}"


def in_own_words(project: Project) -> str:
    """Return where a project worked, in the words of the source."""
    return f"“{project.coverage}”" if project.coverage else "coverage not stated"


def role_of_spo(project: Project) -> str:
    """Return what the record supports about SPO's part in a project.

    Parameters
    ----------
    project : Project
        As recorded.

    Returns
    -------
    str
        ``Implementing partner``, with those beside it; ``not stated`` where the
        record does not name SPO among the implementing partners.
    """
    partners = project.implementing_partners
    if not any(fold(partner) in _SPO for partner in partners):
        return NONE_STATED
    others = [partner for partner in partners if fold(partner) not in _SPO]
    return f"Implementing partner{_beside(others)}"


def _beside(others: Iterable[str]) -> str:
    names = "; ".join(others)
    return f", with {names}" if names else ""


def focus_area_of(project: Project) -> str:
    """Return the focus areas, marked where they are inferred or held."""
    mark = " (inferred)" if project.focus_area_basis == "inferred" else ""
    lines = [f"{area}{mark}" for area in project.focus_areas_used]
    lines += [f"{words} (held: not certain)" for words in project.focus_areas_held]
    return "\n".join(lines)


_WRITERS: Final[Mapping[str, Callable[[ProjectCells, Project], str]]] = {
    "record": lambda cells, project: project.project_id,
    "title": lambda cells, project: title_of(project),
    "funder": ProjectCells.funders,
    "period": lambda cells, project: project.period,
    "districts": ProjectCells.districts,
    "focus_area": lambda cells, project: focus_area_of(project),
    "role": lambda cells, project: role_of_spo(project),
    "results": ProjectCells.results,
    "status": lambda cells, project: project.status,
    "sdg": lambda cells, project: ", ".join(map(str, project.sdg)),
    "collaborators": lambda cells, project: "; ".join(project.collaborators),
    "summary": lambda cells, project: project.summary,
    "sources": lambda cells, project: "\n".join(project.sources),
}
