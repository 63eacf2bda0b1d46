"""Files of a visitor's own sheet: a map and a table that name the sheet as source.

The proposal kit and the atlas speak of SPO's records, so they are made from those.
"""

import streamlit as st

from spo_geo.ui.savemenu import map_and_table
from spo_geo.view import View


def draw_own_saving(view: View) -> None:
    """Draw the two files that a sheet may leave the page as.

    Parameters
    ----------
    view : View
        The selection; with no project in it nothing can be saved.
    """
    with st.container(horizontal=True, horizontal_alignment="right"):
        map_and_table(view, lambda: _map(view), of=" of your sheet", prefix="sheet_")


def _map(view: View) -> bytes:
    from spo_geo.printmap import draw_map

    return draw_map(view, title=f"Projects of the sheet {view.dataset.sheet}")
