"""Filters that a browser brings along when it comes back to a server started anew.

A page stays open while its server is restarted. Its next message is then the first
one of a new session, and carries what is chosen in the widgets: that is newer than
the address, which the page wrote before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx

from spo_geo.codelists import CodeList
from spo_geo.dataset import Dataset
from spo_geo.filters import PARAMETERS, Filters


def returned_filters(dataset: Dataset, asked: Filters) -> Filters:
    """Return the filters of the address, changed as the browser's widgets say.

    Parameters
    ----------
    dataset : Dataset
        The records.
    asked : Filters
        Those of the address.

    Returns
    -------
    Filters
        The same when the browser brings nothing, as when it opens the page.
    """
    brought = _brought()
    changes: dict[str, Any] = {
        name: _keys(dataset.lists[name], brought[name].string_array_value.data)
        for name in PARAMETERS.values()
        if name in brought
    }
    if "years" in brought and dataset.years:
        first, last = map(int, brought["years"].double_array_value.data)
        ends = (asked.years[0], asked.years[-1]) if asked.years else None
        if (first, last) != ends:
            is_all = (first, last) == (dataset.years[0], dataset.years[-1])
            changes["years"] = () if is_all else tuple(range(first, last + 1))
    return replace(asked, **changes)


def _brought() -> Mapping[str, Any]:
    """Return the widgets' states as the browser sent them, by key of the widget."""
    context = get_script_run_ctx()
    if context is None:
        return {}
    states = context.session_state.get_widget_states()
    return {state.id.split("-", maxsplit=2)[-1]: state for state in states}


def _keys(codes: CodeList, options: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of options as the page words them: name, count in brackets."""
    keys = {code.menu_label: code.key for code in codes}
    names = (option.rpartition(" (")[0] for option in options)
    return tuple(keys[name] for name in names if name in keys)
