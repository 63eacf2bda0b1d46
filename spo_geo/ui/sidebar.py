"""The filters beside the page, each option with its count under the others."""

from collections.abc import Mapping

import streamlit as st

from spo_geo.dataset import Dataset
from spo_geo.ui import address
from spo_geo.ui.markup import Markup, tag
from spo_geo.view import View

MOST_YEARS_NAMED = 10
"""Names that the sidebar has room for; with more years, some go without."""


def draw_sidebar(view: View) -> None:
    """Draw the filters, below their heading.

    Parameters
    ----------
    view : View
        What the filters chose; its facets are the counts of the options.
    """
    dataset, facets = view.dataset, view.facets
    with st.sidebar:
        _years(dataset, view.year_facet)
        _options(dataset, "focus_areas", "Focus area", facets)
        _options(dataset, "funders", "Funder", facets)
        _options(dataset, "provinces", "Province", facets)
        with st.expander("More filters"):
            _options(dataset, "districts", "District", facets)
            _options(dataset, "scopes", "Scope of coverage", facets)
            _options(dataset, "statuses", "Status", facets)
            if len(dataset.lists["sources"]) > 1 or st.session_state.get("sources"):
                _options(dataset, "sources", "Source", facets)
        st.button(
            "Clear all",
            icon=":material/filter_alt_off:",
            on_click=address.clear_all,
            args=(dataset,),
            width="stretch",
        )
        st.caption(
            "In brackets: projects under the other filters. Several values in one "
            "filter mean *or*; filters together mean *and*."
        )


def _years(dataset: Dataset, counts: Mapping[int, int]) -> None:
    years = dataset.years
    if len(years) < 2:
        return
    st.slider("Years (active at any time in)", years[0], years[-1], key="years")
    st.html(_year_bars(years, counts))


def _year_bars(years: range, counts: Mapping[int, int]) -> Markup:
    """Return a bar with its count for every year."""
    most = max(counts.values(), default=0)
    step = -(-len(years) // MOST_YEARS_NAMED)
    columns = []
    for i, year in enumerate(years):
        n = counts.get(year, 0)
        height = f"height: {n / most * 100 if most else 0:.0f}%"
        bar = tag("span", tag("span", style=height), class_="spo-bar")
        label = tag("small", f"’{year % 100:02d}" if i % step == 0 else "\u00a0")
        shown = str(n) if most < 100 else "\u00a0"  # wider ones run into each other
        columns.append(tag("div", shown, bar, label, title=f"Projects in {year}: {n}"))
    return tag("div", *columns, class_="spo-years", aria_label="Projects by year")


def _options(
    dataset: Dataset, name: str, label: str, facets: Mapping[str, Mapping[str, int]]
) -> None:
    codes, counts = dataset.lists[name], facets[name]
    occurring = dataset.index.by[name]
    chosen = st.session_state.get(name, [])
    shown = [code for code in codes if code.key in occurring or code.key in chosen]
    if name == "districts":  # the list is in P-code order; people look by name
        shown.sort(key=lambda code: code.name)
    st.session_state[name] = list(chosen)  # kept as the labels change with the counts
    st.multiselect(
        label,
        options=[code.key for code in shown],
        format_func=lambda key: f"{codes[key].menu_label} ({counts.get(key, 0)})",
        key=name,
        placeholder="Any",
        select_all=False,
        wrap=True,
    )
