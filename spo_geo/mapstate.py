"""What the map in the browser is told: once per data set, and on each change.

`data_script` makes the part that is constant (boundaries, project titles, offices,
presence list); the browser loads it as a file and keeps it. `map_state` makes the
part that changes with the filters: small, because it only points into that table.
Both go through `inert_json`, the one door for text into the map.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypedDict, Unpack

from spo_geo.classify import NO_RECORD, PLANNED_LINE, count_classes

Theme = Literal["light", "dark"]

# Everything else is written as \uXXXX. What remains cannot open a Jinja tag, end a
# script or a string, or look like a folium variable (an underscore and a name).
_UNSAFE = re.compile(r"[^A-Za-z0-9 ,.:;()\[\]+\-/|!?=*~]")


@dataclass(frozen=True, slots=True)
class MapProject:
    """A project as the map's tooltips show it.

    Attributes
    ----------
    project_id : str
        ``SPO-01`` and so on.
    title : str
        As shown on the page.
    period : str
        Start and end in words; empty where not stated.
    years : range
        Calendar years in which it was active; empty where no date is stated.
    is_planned : bool
        Whether it is planned or announced only, so that no district is coloured
        for it.
    """

    project_id: str
    title: str
    period: str
    years: range
    is_planned: bool = False


@dataclass(frozen=True, slots=True)
class MapMark:
    """An office or a line of the presence list, drawn at a district's centre.

    Attributes
    ----------
    label : str
        The words as written.
    adm2_pcode : str
        The district that the place resolved to.
    """

    label: str
    adm2_pcode: str


class MapHeld(NamedTuple):
    """A place that is held, drawn as an outline over its candidates.

    Attributes
    ----------
    place : str
        The words as written.
    project_id : str
        The project that names it.
    reason : str
        Why it is held.
    candidates : sequence of str
        ``adm2_pcode`` of the districts that it could mean.
    """

    place: str
    project_id: str
    reason: str
    candidates: Sequence[str]


@dataclass(frozen=True, slots=True)
class MapData:
    """What the map knows for as long as the data do not change.

    Attributes
    ----------
    projects : tuple of MapProject
        All projects; a state names them by their position here.
    offices, presence : tuple of MapMark
        The two layers that are off at first.
    attribution : str
        Source and disclaimer of the boundaries, one short line.
    """

    projects: tuple[MapProject, ...]
    offices: tuple[MapMark, ...]
    presence: tuple[MapMark, ...]
    attribution: str


def inert_json(value: object) -> str:
    r"""Return `value` as a JavaScript expression that nothing on its way can act on.

    branca compiles each script a second time as a Jinja template, streamlit-folium
    rewrites it with regular expressions, and the browser evaluates it. The text
    therefore holds letters, digits and harmless punctuation; every other UTF-16
    code unit is written ``\uXXXX`` inside one string literal, which ``JSON.parse``
    reads back.

    Parameters
    ----------
    value : object
        Anything that JSON can say.

    Returns
    -------
    str
        ``JSON.parse("...")``, ASCII, one line.

    Raises
    ------
    TypeError, ValueError
        `value` is not JSON; NaN and infinity are not either.

    Examples
    --------
    >>> inert_json(["{{x}}"])
    'JSON.parse("[\\u0022\\u007b\\u007bx\\u007d\\u007d\\u0022]")'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f'JSON.parse("{_UNSAFE.sub(_escape, text)}")'


def _escape(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


def data_script(topology: Mapping[str, Any], data: MapData) -> bytes:
    """Return the script that gives the browser everything constant.

    Parameters
    ----------
    topology : mapping
        TopoJSON with the objects ``adm0``, ``adm1``, ``adm2`` and
        ``line_of_control``.
    data : MapData
        The tables.

    Returns
    -------
    bytes
        ``window.SPO_GEO = ...;``, ASCII.
    """
    constants = {
        "topology": topology,
        "projects": [_project_row(project) for project in data.projects],
        "offices": [[mark.label, mark.adm2_pcode] for mark in data.offices],
        "presence": [[mark.label, mark.adm2_pcode] for mark in data.presence],
        "noRecord": NO_RECORD,
        "plannedLine": PLANNED_LINE,
        "attribution": data.attribution,
    }
    return f"window.SPO_GEO={inert_json(constants)};\n".encode("ascii")


def projects_script(projects: Iterable[MapProject], version: str) -> bytes:
    """Return the script that puts other projects into the constants.

    Parameters
    ----------
    projects : iterable of MapProject
        All projects of these records.
    version : str
        Letters and digits by which the records are known; they open the script, so
        that no two sets of records ever have the same bytes.

    Returns
    -------
    bytes
        To be loaded after `data_script`, ASCII.
    """
    rows = [_project_row(project) for project in projects]
    script = f"/* {version} */window.SPO_GEO.projects={inert_json(rows)};\n"
    return script.encode("ascii")


def _project_row(project: MapProject) -> list[object]:
    years = [project.years[0], project.years[-1]] if project.years else []
    planned = [1] if project.is_planned else []  # at the end: few projects are
    return [project.project_id, project.title, project.period, years, *planned]


def map_state(
    data: MapData,
    counts: Mapping[str, Sequence[str]],
    *,
    held: Iterable[MapHeld] = (),
    selected: str | None = None,
    years: Collection[int] = (),
    filtered: bool = False,
    theme: Theme | None = None,
    tiles: bool = False,
) -> dict[str, object]:
    """Return what the map must show now, in as few bytes as reads well.

    Parameters
    ----------
    data : MapData
        The tables that the browser already has.
    counts : mapping of str to sequence of str
        ``adm2_pcode`` to the ids of the selected projects that name the district.
    held : iterable of MapHeld, optional
        Places of the selected projects that are held.
    selected : str, optional
        ``adm2_pcode`` of the district that is open.
    years : collection of int, optional
        The years chosen in the filter; none means all.
    filtered : bool
        Whether any filter is set; the legend says what grey means accordingly.
    theme : {"light", "dark"}, optional
        None leaves it to the page that the map sits in.
    tiles : bool
        Whether OpenStreetMap's tiles are asked for.

    Returns
    -------
    dict
        ``classes`` (lower count, colour, label) of the projects that are more than
        planned, ``districts`` (P-code and positions of its projects,
        ``PK603 0.4,PK604 1``), ``held``, ``selected``,
        ``years`` (those to play through), ``all`` (the label of all of them),
        ``filtered``, ``theme``, ``tiles``.

    Raises
    ------
    KeyError
        A project id is not in `data`.
    """
    number = {project.project_id: i for i, project in enumerate(data.projects)}
    places = [(place.place, number[place.project_id], place) for place in held]
    shown = {number[i] for ids in counts.values() for i in ids}
    shown.update(project for _, project, _ in places)
    planned = {p.project_id for p in data.projects if p.is_planned}
    return {
        "classes": _classes(
            sum(i not in planned for i in ids) for ids in counts.values()
        ),
        "districts": ",".join(
            f"{pcode} {'.'.join(str(number[i]) for i in ids)}"
            for pcode, ids in counts.items()
            if ids
        ),
        "held": [
            [text, project, place.reason, " ".join(place.candidates)]
            for text, project, place in places
        ],
        "selected": selected or "",
        "years": _years_to_play([data.projects[i] for i in sorted(shown)], years),
        "all": years_label(years),
        "filtered": filtered,
        "theme": theme or "",
        "tiles": tiles,
    }


class Look(TypedDict, total=False):
    """What `map_state` and `count_state` are told beside the records."""

    selected: str | None
    years: Collection[int]
    filtered: bool
    theme: Theme | None
    tiles: bool


def count_state(
    counts: Mapping[str, int],
    n_projects: int,
    *,
    planned: Mapping[str, int] | None = None,
    n_planned: int = 0,
    held: Iterable[MapHeld] = (),
    **look: Unpack[Look],
) -> dict[str, object]:
    """Return what the map must show now of very many records: numbers alone.

    Its size does not grow with the records. The browser needs no table of projects
    for it; tooltips name no titles, and there are no years to play through.

    Parameters
    ----------
    counts : mapping of str to int
        ``adm2_pcode`` to the number of selected projects that name the district.
    n_projects : int
        Selected projects that name a district.
    planned : mapping of str to int, optional
        ``adm2_pcode`` to how many of its projects are planned or announced only.
    n_planned : int
        How many of `n_projects` are.
    held : iterable of MapHeld, optional
        Places of the selected projects that are held.
    **look
        As in `map_state`.

    Returns
    -------
    dict
        As of `map_state`, and ``counts`` (P-code and number of projects, and how
        many of them are planned if any, ``PK603 12,PK604 1 1``), ``nProjects`` and,
        if any, ``nPlanned``. A held place stands once however many projects name
        it, with their number in words.
    """
    planned = planned or {}
    places = Counter((p.place, p.reason, " ".join(p.candidates)) for p in held)
    return map_state(MapData((), (), (), ""), {}, **look) | {
        "classes": _classes(n - planned.get(pcode, 0) for pcode, n in counts.items()),
        "counts": ",".join(
            f"{pcode} {n} {planned[pcode]}" if planned.get(pcode) else f"{pcode} {n}"
            for pcode, n in counts.items()
            if n
        ),
        "nProjects": n_projects,
        **({"nPlanned": n_planned} if n_planned else {}),
        "held": [
            [place, f"{n} project{'' if n == 1 else 's'}", reason, candidates]
            for (place, reason, candidates), n in places.items()
        ],
    }


def _classes(numbers: Iterable[int]) -> list[list[object]]:
    """Return lower count, colour and label of each class."""
    return [
        [c.lower, c.colour.removeprefix("#"), c.label] for c in count_classes(numbers)
    ]


def _years_to_play(shown: Iterable[MapProject], chosen: Collection[int]) -> list[int]:
    """Years from the first to the last active one, within the chosen ones."""
    active = [year for p in shown if p.years for year in (p.years[0], p.years[-1])]
    if not active:
        return []
    span = range(min(active), max(active) + 1)
    return [year for year in span if not chosen or year in chosen]


def years_label(years: Collection[int]) -> str:
    """Return the chosen years in words.

    Parameters
    ----------
    years : collection of int
        None chosen means all.

    Examples
    --------
    >>> years_label([2014, 2015, 2016]), years_label({2018, 2014}), years_label([])
    ('2014–2016', '2014, 2018', 'All years')
    """
    if not years:
        return "All years"
    ordered = sorted(years)
    if len(ordered) > 1 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]}–{ordered[-1]}"
    return ", ".join(map(str, ordered))
