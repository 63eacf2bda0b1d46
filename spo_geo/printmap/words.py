"""What a print map says above and below the map."""

from __future__ import annotations

import datetime
from typing import Final

from spo_geo import __version__
from spo_geo.attribution import records_line
from spo_geo.filters import year_spans
from spo_geo.printmap.lettering import plain
from spo_geo.printmap.options import PrintOptions
from spo_geo.printmap.projection import EqualArea
from spo_geo.provenance import make_stamp
from spo_geo.view import View
from spo_geo.wording import filters_in_words, sentence

DEFAULT_TITLE: Final = "SPO projects by district"
STAMP: Final = "spo_geo"
"""Key under which a PNG holds the stamp; `stamps` looks for it there."""

_HASH_DIGITS: Final = 12
_FEW: Final = 2


def title_of(view: View, options: PrintOptions) -> str:
    """Return the user's title, else one made from the selection.

    Parameters
    ----------
    view : View
        The selection.
    options : PrintOptions
        May hold a title.

    Returns
    -------
    str
        Such as ``SPO projects by district: Education, DFID, 2014–2016``; a filter
        with more than two values is left to the line below the title.
    """
    if options.title:
        return options.title
    filters, lists = view.filters, view.dataset.lists
    places = filters.provinces or _framed(options)
    chosen = {
        "focus_areas": filters.focus_areas,
        "funders": filters.funders,
        "provinces": () if filters.districts else places,
        "districts": filters.districts,
    }
    parts = []
    for name, keys in chosen.items():
        codes = [lists[name][key] for key in keys]
        if 0 < len(codes) <= _FEW:
            parts.append(" and ".join(code.acronym or code.label for code in codes))
    spans = year_spans(filters.years)
    if len(spans) == 1:
        parts.append(spans[0].replace("-", "–"))
    return f"{DEFAULT_TITLE}: {', '.join(parts)}" if parts else DEFAULT_TITLE


def selection_line(view: View, options: PrintOptions) -> str:
    """Return the filters in words, and what the map shows if that is less."""
    line = f"Selection: {filters_in_words(view)}"
    provinces = _framed(options)
    if not provinces or set(provinces) == set(view.filters.provinces):
        return line
    codes = view.dataset.lists["provinces"]
    return f"{line}. The map shows {', '.join(codes[p].label for p in provinces)}"


def _framed(options: PrintOptions) -> tuple[str, ...]:
    return options.frame if isinstance(options.frame, tuple) else ()


def sources(
    view: View, boundaries: str, projection: EqualArea | None, made: datetime.date
) -> tuple[str, ...]:
    """Return the paragraphs below the map.

    Parameters
    ----------
    view : View
        The selection.
    boundaries : str
        Source, licence and disclaimer of the boundary layer.
    projection : EqualArea, optional
        The projection of the main map; none where the page has no map.
    made : datetime.date
        The day.

    Returns
    -------
    tuple of str
        Sources and disclaimer; how the map was made and from which data.
    """
    made_by = (
        f"Made on {made.day} {made:%B %Y} with spo_geo {__version__}; "
        f"data {view.dataset.version[:_HASH_DIGITS]}."
    )
    if projection:
        centre = f"{projection.lat:.1f}° N, {projection.lon:.1f}° E"
        projected = f"Lambert azimuthal equal-area projection centred on {centre}."
        made_by = f"{projected} {made_by}"
    return f"{records_line(view.dataset.records.date)} {boundaries}", made_by


def properties(view: View, options: PrintOptions) -> dict[str, str]:
    """Return what every file says of itself, out of sight.

    Parameters
    ----------
    view : View
        The selection.
    options : PrintOptions
        Title and date.

    Returns
    -------
    dict of str to str
        Keys and plain text; under `STAMP` the stamp that ``verify`` reads.
    """
    stamp = make_stamp(view, options.date)
    said = {
        "Title": title_of(view, options),
        "Description": sentence(view),
        "Filters": stamp.filters,
        "Copyright": stamp.boundaries,
        "Software": stamp.program,
        "Data": stamp.data_version,
        "Date": stamp.made,
    }
    plain_words = {key: plain(value) for key, value in said.items()}
    return {**plain_words, STAMP: stamp.as_json()}


def labels_left_out(n: int) -> str:
    """Say how many district names the map has no room for."""
    return f"{n} {'label' if n == 1 else 'labels'} left out: no room."
