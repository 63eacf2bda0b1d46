"""How the numbers of a selection were counted, in words for who reads the kit."""

from collections.abc import Iterator

from spo_geo.export.about import PLANNED_RULE
from spo_geo.view import View


def counting_notes(
    view: View, *, hides_funders: bool, hides_amounts: bool
) -> Iterator[str]:
    """Yield what a reader must know to count the same himself.

    Parameters
    ----------
    view : View
        The selection; only what bears on it is said.
    hides_funders, hides_amounts : bool
        Whether names of funders or sums of money were left out.

    Yields
    ------
    str
        A sentence or two.
    """
    yield (
        "A project counts once, however many districts it names; a district counts "
        "a project once."
    )
    yield (
        "A district is counted and shaded only where a record names it and the name "
        "means exactly one district. Offices, places of events and SPO’s undated "
        "list of districts are not counted."
    )
    if view.n_planned:
        yield PLANNED_RULE
    yield from _what_is_not_shaded(view)
    yield from _what_the_filters_mean(view)
    yield (
        "Funders counted in the sentence are those that a source says paid; a "
        "programme counts as the body that runs it. Donors that are named as "
        "partners only are counted apart."
    )
    if any(project.focus_area_basis == "inferred" for project in view.projects):
        yield (
            "Where no source states a focus area it was inferred from the text and "
            "is marked “inferred”."
        )
    if hides_funders:
        yield (
            "Some funders are not named here. They are counted like all others; "
            "the same number after the words is the same funder."
        )
    if hides_amounts:
        yield "Sums of money are left out."
    yield (
        "References such as 000:13 name a document and its line; they and the web "
        "addresses stand under “Sources”."
    )


def _what_is_not_shaded(view: View) -> Iterator[str]:
    n, n_held = view.n_projects_without_district, view.n_places_held
    if n:
        named = "1 project names" if n == 1 else f"{n} projects name"
        yield (
            f"{named} no district that can be shown. They count as projects, shade "
            "nothing, and are listed in their own words."
        )
    if n_held:
        places = "1 place is" if n_held == 1 else f"{n_held} places are"
        yield (
            f"{places} held, because the name could mean several districts or none "
            "that is known: shown as written, in no count of districts."
        )


def _what_the_filters_mean(view: View) -> Iterator[str]:
    filters = view.filters
    if filters:
        yield (
            "Several values in one filter mean any of them; several filters mean "
            "all of them at once."
        )
    if filters.years:
        yield (
            "A project belongs to a year when it was active at any time in it, by "
            "the months or years that its source states."
        )
    if view.n_undated_left_out:
        n = view.n_undated_left_out
        left_out = "1 project is" if n == 1 else f"{n} projects are"
        yield f"{left_out} left out because the source states no dates."
    if filters.provinces or filters.districts:
        yield (
            "With a filter on places, only districts inside it are counted and "
            "shaded; further districts of the same projects are mentioned, not "
            "counted."
        )
