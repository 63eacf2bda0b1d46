"""Filters in the address of the page and in its widgets."""

from collections.abc import Mapping

import streamlit as st

from spo_geo.dataset import Dataset
from spo_geo.errors import UnknownValueError
from spo_geo.filters import PARAMETERS, Filters
from spo_geo.ui.returning import returned_filters

WIDGETS = tuple(PARAMETERS.values())
_WRITTEN = "_address_written"
_UNKNOWN = "_address_unknown"
_EXACT_YEARS = "_address_years"
_RECORDS = "_address_records"
_DROPPED = "_address_dropped"


def adopt(dataset: Dataset) -> None:
    """Set the widgets from the address, when it is not the one this page wrote.

    When other records are shown the filters stay. A value that these do not know was
    not asked of them: it is dropped, and `dropped` says so.

    Parameters
    ----------
    dataset : Dataset
        Says which values are known.
    """
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    here = (dataset.version, dataset.years)
    version, span = st.session_state.get(_RECORDS, here)
    st.session_state[_RECORDS] = here
    st.session_state[_DROPPED] = ()
    is_other = version != dataset.version
    if st.session_state.get(_WRITTEN) != query or (is_other and unknown_values()):
        filters, unknown = dataset.filter_reader.read_known(query)
        if _WRITTEN not in st.session_state:
            filters = returned_filters(dataset, filters)
        st.session_state[_WRITTEN] = query
        st.session_state[_UNKNOWN] = unknown
        _set_widgets(filters, dataset)
    elif is_other:
        filters, unknown = dataset.filter_reader.read_known(_chosen(span).to_query())
        st.session_state[_DROPPED] = unknown
        _set_widgets(filters, dataset)


def _set_widgets(filters: Filters, dataset: Dataset) -> None:
    for name in WIDGETS:
        st.session_state[name] = list(getattr(filters, name))
    if dataset.years:
        inside = [year for year in filters.years if year in dataset.years]
        span = inside or list(dataset.years)
        st.session_state["years"] = (span[0], span[-1])
    st.session_state[_EXACT_YEARS] = filters.years


def chosen(dataset: Dataset) -> Filters:
    """Return the filters that the widgets hold.

    A span over all years is no filter. Separate years, which only an address can
    ask for, hold until the slider is moved.
    """
    return _chosen(dataset.years)


def _chosen(span: range) -> Filters:
    values = {name: tuple(st.session_state.get(name, ())) for name in WIDGETS}
    return Filters(years=_years(span), **values)


def _years(span: range) -> tuple[int, ...]:
    if not span or "years" not in st.session_state:
        return ()
    first, last = st.session_state["years"]
    exact: tuple[int, ...] = st.session_state.get(_EXACT_YEARS, ())
    inside = [year for year in exact if year in span]
    if inside and (first, last) == (inside[0], inside[-1]):
        return exact
    if (first, last) == (span[0], span[-1]):
        return ()
    return tuple(range(first, last + 1))


def publish(filters: Filters) -> None:
    """Write the filters into the address, when they are not there already."""
    query = filters.to_query()
    written: Mapping[str, list[str]] = st.session_state.get(_WRITTEN, {})
    if query == written:
        return
    st.query_params.from_dict(query)
    st.session_state[_WRITTEN] = query


def unknown_values() -> tuple[UnknownValueError, ...]:
    """Return what the address asks for and the records do not hold."""
    values: tuple[UnknownValueError, ...] = st.session_state.get(_UNKNOWN, ())
    return values


def dropped() -> tuple[UnknownValueError, ...]:
    """Return the filters that the records shown before had, and these do not."""
    values: tuple[UnknownValueError, ...] = st.session_state.get(_DROPPED, ())
    return values


def forget_unknown() -> None:
    """Drop what the records do not hold from the address."""
    st.session_state[_UNKNOWN] = ()


def clear_all(dataset: Dataset) -> None:
    """Clear every filter."""
    forget_unknown()
    _set_widgets(Filters(), dataset)
