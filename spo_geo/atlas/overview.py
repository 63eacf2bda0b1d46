"""What stands before the pages of the districts: contents, and what is on no page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from spo_geo.brief.cells import in_own_words
from spo_geo.brief.content import ALL_HELD
from spo_geo.gazetteer import District
from spo_geo.model import SCOPES, Project
from spo_geo.printmap.heldplaces import HeldPlace
from spo_geo.view import DistrictCount, View
from spo_geo.wording import filters_in_words, sentence

TITLE: Final = "SPO coverage atlas"


@dataclass(frozen=True, slots=True)
class Overview:
    """What the cover says, and the pages that follow it where it is too small.

    Attributes
    ----------
    title, selection, sentence : str
        Above the map.
    contents : tuple of (str, tuple of District)
        Province, and its districts in the order of their pages.
    unnamed : tuple of (str, tuple of str)
        Heading of a scope, and its projects in their own words: those that have no
        page.
    held : tuple of str
        Every place that is held.
    undated : str
        How many projects a year filter leaves out for want of dates; may be empty.
    """

    title: str
    selection: str
    sentence: str
    contents: tuple[tuple[str, tuple[District, ...]], ...]
    unnamed: tuple[tuple[str, tuple[str, ...]], ...]
    held: tuple[str, ...]
    undated: str


def write_overview(
    view: View, districts: Sequence[DistrictCount], held: Sequence[HeldPlace]
) -> Overview:
    """Return what the cover of an atlas says.

    Parameters
    ----------
    view : View
        The selection; every number is the view's own.
    districts : sequence of DistrictCount
        In the order of their pages.
    held : sequence of HeldPlace
        The places held of the selection.

    Returns
    -------
    Overview
    """
    return Overview(
        title=TITLE,
        selection=f"Selection: {filters_in_words(view)}",
        sentence=sentence(view),
        contents=tuple(_contents(districts)),
        unnamed=tuple(_unnamed(view)),
        held=tuple(place.note for place in held),
        undated=_undated(view.n_undated_left_out),
    )


def _contents(
    counts: Sequence[DistrictCount],
) -> Iterator[tuple[str, tuple[District, ...]]]:
    districts = (count.district for count in counts)
    for province, members in groupby(districts, lambda d: d.adm1_name):
        yield province, tuple(members)


def _unnamed(view: View) -> Iterator[tuple[str, tuple[str, ...]]]:
    for scope, label in SCOPES.items():
        lines = tuple(
            _line(project)
            for project in view.projects_without_district
            if project.scope == scope
        )
        if lines:
            heading = ALL_HELD if scope == "districts" else label
            yield f"{heading}: {len(lines)}", lines


def _line(project: Project) -> str:
    stated = project.n_districts_stated
    none_named = f"; {stated} districts stated, none named" if stated else ""
    named = f"{project.project_id} {project.title} ({project.period})"
    return f"{named}: {in_own_words(project)}{none_named}"


def _undated(n: int) -> str:
    if not n:
        return ""
    left_out = "1 project is" if n == 1 else f"{n} projects are"
    return f"{left_out} left out because the source states no dates."
