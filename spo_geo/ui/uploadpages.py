"""Pages of a long list."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def page_of(items: Sequence[T], size: int, key: str) -> Sequence[T]:
    """Draw the choice of a page, where there are several, and return its items.

    Parameters
    ----------
    items : sequence
        All items.
    size : int
        Items on a page.
    key : str
        Key of the control.

    Returns
    -------
    sequence
    """
    n_pages = -(-len(items) // size)
    if n_pages < 2:
        return items
    if st.session_state.get(key, 1) > n_pages:  # the list has become shorter
        st.session_state[key] = n_pages
    number = st.pagination(n_pages, key=key)
    return items[(number - 1) * size : number * size]
