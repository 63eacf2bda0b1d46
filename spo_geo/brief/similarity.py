"""Which projects of a selection are closest to a call, by one plain rule.

First the projects with the same focus area, then those in more of the districts of
the call, then those in its provinces, then the later end; what is equal stays in the
order of the records. No weights: the order can be checked by hand.
"""

from collections.abc import Callable, Iterable

from spo_geo.bitsets import bit_positions
from spo_geo.brief.options import CallProfile
from spo_geo.codelists import CodeList
from spo_geo.dataset import Dataset
from spo_geo.model import Project
from spo_geo.view import View


def closest_first(view: View, call: CallProfile) -> tuple[Project, ...]:
    """Order the projects of a view by closeness to a call.

    Parameters
    ----------
    view : View
        The selection.
    call : CallProfile
        What the call asks for; with nothing asked, the later end comes first.

    Returns
    -------
    tuple of Project
        Every project of the view once.
    """
    projects = view.dataset.projects
    rank = _ranking(view.dataset, call)
    return tuple(projects[i] for i in sorted(bit_positions(view.bits), key=rank))


def _ranking(
    dataset: Dataset, call: CallProfile
) -> Callable[[int], tuple[bool, int, bool, int]]:
    """Return the sort key of a project, given by its position in the records."""
    index = dataset.index
    areas = _with_narrower(dataset.records.focus_areas, call.focus_areas)
    districts = [index.by["districts"].get(key, 0) for key in call.districts]
    # Without a province asked for, `places` would let every project through.
    provinces = index.places(call.provinces, ()) if call.provinces else 0

    def rank(i: int) -> tuple[bool, int, bool, int]:
        project = dataset.projects[i]
        n_districts = sum(bits >> i & 1 for bits in districts)
        in_province = bool(provinces >> i & 1)
        same_area = not areas.isdisjoint(project.focus_areas_used)
        return (not same_area, -n_districts, not in_province, -_end(project))

    return rank


def _with_narrower(areas: CodeList, keys: Iterable[str]) -> frozenset[str]:
    """Return focus areas with those below them."""
    return frozenset(narrower for key in keys for narrower in areas.family(key))


def _end(project: Project) -> int:
    """Return the stated end as a number of months; the start where no end is."""
    if project.ongoing_to:
        return project.ongoing_to * 12 + 12
    last = project.end or project.start
    return last.year * 12 + (last.month or 12) if last else 0


def order_in_words(dataset: Dataset, call: CallProfile) -> str:
    """Say in one line how `closest_first` orders.

    Parameters
    ----------
    dataset : Dataset
        Knows the labels.
    call : CallProfile
        What the call asks for.

    Returns
    -------
    str
        One sentence.
    """
    asked: tuple[tuple[str, tuple[str, ...], CodeList], ...] = (
        ("the same focus area", call.focus_areas, dataset.records.focus_areas),
        ("more of these districts", call.districts, dataset.lists["districts"]),
        ("the same province", call.provinces, dataset.lists["provinces"]),
    )
    steps = [
        f"{step} ({', '.join(codes[key].label for key in keys)})"
        for step, keys, codes in asked
        if keys
    ]
    steps.append("the later end")
    return f"Order: {', then '.join(steps)}; ties in the order of the records."
