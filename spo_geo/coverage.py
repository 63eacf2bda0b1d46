"""Join places to districts. Nothing is lost: each place is located or held."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from spo_geo.gazetteer import District, Gazetteer, Match
from spo_geo.model import Project
from spo_geo.problems import Problem

FILE = "projects.csv"


@dataclass(frozen=True, slots=True)
class Located:
    """A place of a project that resolved to one district.

    Attributes
    ----------
    project_id : str
        The project.
    place : str
        The words as written.
    district : District
        What they were read as.
    rule : str
        How they were read.
    note : str
        What a reader should know, such as a district that was larger then.
    """

    project_id: str
    place: str
    district: District
    rule: str
    note: str


@dataclass(frozen=True, slots=True)
class Held:
    """A place of a project that is shown as written and never shaded.

    Attributes
    ----------
    project_id : str
        The project.
    place, province : str
        The words as written, and the province the source gives for them.
    reason : str
        Why it is held, in words.
    candidates : tuple of District
        The districts that it could mean, by a rule of the gazetteer.
    suggestions : tuple of District
        The districts with the nearest names, where no rule knows the place. They
        help a person to decide and decide nothing themselves.
    """

    project_id: str
    place: str
    province: str
    reason: str
    candidates: tuple[District, ...]
    suggestions: tuple[District, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What joining gave.

    Attributes
    ----------
    located : sequence of Located
        One row a project and district, in the order of the records.
    held : tuple of Held
        One row a project and place.
    problems : sequence of Problem
        Held places and notes, for the table of problems.
    """

    located: Sequence[Located]
    held: tuple[Held, ...]
    problems: Sequence[Problem]


def join_coverage(projects: Iterable[Project], gazetteer: Gazetteer) -> Coverage:
    """Resolve every place that a project names.

    Parameters
    ----------
    projects : iterable of Project
        Records as read.
    gazetteer : Gazetteer
        Decides which district a place is.

    Returns
    -------
    Coverage
        Each place is in `located`, in `held`, or repeats a district of the same
        project, which `problems` then says.
    """
    located: dict[tuple[str, str], Located] = {}
    held: list[Held] = []
    problems: list[Problem] = []
    carved_out_of = cache(gazetteer.carved_out_of)
    for project in projects:
        for place, province in zip(
            project.places, project.place_provinces, strict=True
        ):
            match = gazetteer.match(place, province or None)
            if match.status != "resolved":
                row = _held(project, place, province, match)
                held.append(row)
                problems.append(_held_problem(project, row))
                continue
            for district in match.districts:
                key = (project.project_id, district.adm2_pcode)
                if key in located:
                    problems.append(_repeat_problem(project, place, district))
                    continue
                note = _note(project, match, district, carved_out_of)
                located[key] = Located(*key[:1], place, district, match.rule, note)
                if note:
                    problems.append(_note_problem(project, located[key]))
    return Coverage(tuple(located.values()), tuple(held), tuple(problems))


def _note(
    project: Project,
    match: Match,
    district: District,
    carved_out_of: Callable[[str], tuple[tuple[str, int], ...]],
) -> str:
    """Say how a place was read, and what was still part of the district then."""
    parts = [
        f"{name} (a district since {year})"
        for name, year in carved_out_of(district.adm2_pcode)
        if project.active_years and project.active_years[0] < year
    ]
    larger = f"then included {', '.join(parts)}" if parts else ""
    return "; ".join(filter(None, (match.note, larger)))


def _held(project: Project, place: str, province: str, match: Match) -> Held:
    known = match.status == "held"
    return Held(
        project.project_id,
        place,
        province,
        match.note or "no district of this name is known",
        candidates=match.candidates if known else (),
        suggestions=() if known else match.candidates,
    )


def _held_problem(project: Project, held: Held) -> Problem:
    names = ", ".join(c.adm2_name for c in held.candidates or held.suggestions)
    return Problem(
        FILE,
        project.row,
        "districts",
        held.place,
        held.reason,
        "hold",
        f"write one of: {names}" if names else "write the district's name or P-code",
    )


def _repeat_problem(project: Project, place: str, district: District) -> Problem:
    rule = f"{district.adm2_name} is named twice; counted once"
    return Problem(FILE, project.row, "districts", place, rule, "note")


def _note_problem(project: Project, row: Located) -> Problem:
    rule = f"read as {row.district.adm2_name} ({row.district.adm2_pcode}): {row.note}"
    return Problem(FILE, project.row, "districts", row.place, rule, "note")
