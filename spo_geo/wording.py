"""A selection in words: what was chosen, and the sentence that can be pasted."""

from collections.abc import Iterable

from spo_geo.filters import year_spans
from spo_geo.view import View

# The four provinces; Azad Kashmir, Gilgit Baltistan and Islamabad are territories.
PROVINCES = frozenset({"PK2", "PK5", "PK6", "PK7"})

PLANNED_ONLY = "planned or announced only"
"""What is said of a project whose status says no more, and of its districts."""

_LABELS = {
    "focus_areas": "focus area",
    "funders": "funder",
    "provinces": "province",
    "districts": "district",
    "scopes": "scope",
    "statuses": "status",
    "sources": "source",
}


def filters_in_words(view: View) -> str:
    """Say what was chosen in each filter.

    Parameters
    ----------
    view : View
        The selection.

    Returns
    -------
    str
        Such as ``years 2014–2016; funder DFID``; ``all records`` without filters.
    """
    parts = []
    if view.filters.years:
        spans = year_spans(view.filters.years)
        noun = "year" if len(view.filters.years) == 1 else "years"
        parts.append(f"{noun} {_or(span.replace('-', '–') for span in spans)}")
    for name, noun in _LABELS.items():
        keys = getattr(view.filters, name)
        codes = view.dataset.lists[name]
        if keys:
            parts.append(f"{noun} {_or(codes[key].label for key in keys)}")
    return "; ".join(parts) or "all records"


def sentence(view: View) -> str:
    """Say in one sentence what the selection holds.

    Parameters
    ----------
    view : View
        The selection.

    Returns
    -------
    str
        A sentence with no number that `summary` does not print. The funders in it
        are those of the projects it counts first.
    """
    if not view.n_projects:
        return f"No recorded project matches ({filters_in_words(view)})."
    words = f"{_period(view)}{_who(view)} "
    opening = words[0].upper() + words[1:]
    if not view.n_projects_with_district:
        counted = _count(view.n_projects, "recorded project")
        donors = _donors(view.n_funders, view.n_donor_partners)
        one = view.n_projects == 1
        verb = "it was national or names" if one else "they were national or name"
        return f"{opening}{counted}{donors}; {verb} no district{_planned(view)}."
    counted = _count(view.n_projects_with_district, "recorded project")
    districts = _count(view.n_districts, "named district")
    donors = _donors(view.n_funders_on_map, view.n_donor_partners_on_map)
    where = f"{districts} of {_provinces(view)}"
    return f"{opening}{counted} in {where}{donors}{_more(view)}{_planned(view)}."


def planned_of(n_projects: int, n_planned: int) -> str:
    """Say how many of some projects are planned or announced only.

    Examples
    --------
    >>> planned_of(3, 2), planned_of(5, 0)
    ('2 of them planned or announced only', '')
    >>> planned_of(2, 2), planned_of(1, 1)
    ('all planned or announced only', 'planned or announced only')
    """
    if not n_planned:
        return ""
    if n_planned < n_projects:
        return f"{n_planned} of them {PLANNED_ONLY}"
    return PLANNED_ONLY if n_projects == 1 else f"all {PLANNED_ONLY}"


def _who(view: View) -> str:
    if view.dataset.sheet:
        return "this sheet lists"
    if not view.n_planned:
        return "SPO implemented"
    all_planned = view.n_planned == view.n_projects
    return "SPO planned" if all_planned else "SPO implemented or planned"


def _period(view: View) -> str:
    """Open with the years chosen, else with those of the projects counted first."""
    spanned = (view.first_year, view.last_year)
    if view.n_projects_with_district:
        spanned = (view.first_year_on_map, view.last_year_on_map)
    years = view.filters.years or tuple(year for year in spanned if year is not None)
    if not years:
        return ""
    if min(years) == max(years):
        return f"In {years[0]} "
    if len(year_spans(view.filters.years)) > 1:
        return f"In {_and(s.replace('-', '–') for s in year_spans(years))} "
    return f"Between {min(years)} and {max(years)} "


def _provinces(view: View) -> str:
    named = view.provinces
    if named <= PROVINCES:
        return _count(view.n_provinces, "province")
    if named.isdisjoint(PROVINCES):
        noun = "territory" if view.n_provinces == 1 else "territories"
        return f"{view.n_provinces} {noun}"
    return f"{view.n_provinces} provinces and territories"


def _more(view: View) -> str:
    more = view.n_projects_without_district
    if not more:
        return ""
    if more == 1:
        return "; 1 more was national or names no district"
    return f"; {more} more were national or name no district"


def _planned(view: View) -> str:
    n = view.n_planned
    if not n:
        return ""
    if view.n_projects == 1:
        return f"; it is {PLANNED_ONLY}"
    verb = "is" if n == 1 else "are"
    return f"; {n} of these projects {verb} {PLANNED_ONLY}"


def _donors(n_funders: int, n_partners: int) -> str:
    words = []
    if n_funders:
        words.append(_count(n_funders, "funder"))
    if n_partners:
        words.append(f"{_count(n_partners, 'donor partner')} (funding not stated)")
    return f" with {_and(words)}" if words else ""


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _or(words: Iterable[str]) -> str:
    return _join(words, "or")


def _and(words: Iterable[str]) -> str:
    return _join(words, "and")


def _join(words: Iterable[str], last: str) -> str:
    *head, tail = words
    return f"{', '.join(head)} {last} {tail}" if head else tail
