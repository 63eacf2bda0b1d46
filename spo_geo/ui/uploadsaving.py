"""Files of a visitor's own sheet: a map and a table that name the sheet as source.

The proposal kit and the atlas speak of SPO's records, so they are made from those.
"""

from datetime import date

import streamlit as st

from spo_geo.filenames import file_name
from spo_geo.ui.savemenu import save_button
from spo_geo.view import View


def draw_own_saving(view: View) -> None:
    """Draw the two files that a sheet may leave the page as.

    Parameters
    ----------
    view : View
        The selection; with no project in it nothing can be saved.
    """
    with st.container(horizontal=True, horizontal_alignment="right"):
        save_button(
            "Map (PNG)",
            lambda: _map(view),
            file_name("sheet_map", "png", date.today(), paper="A4"),
            help="This selection of your sheet on A4 landscape, 300 dpi",
            disabled=not view.n_projects,
        )
        save_button(
            "Table (CSV)",
            lambda: _table(view),
            file_name("sheet_projects", "csv", date.today()),
            help="One row for each project and place, P-codes beside names",
            disabled=not view.n_projects,
        )


def _map(view: View) -> bytes:
    from spo_geo.printmap import draw_map

    return draw_map(view, title=f"Projects of the sheet {view.dataset.sheet}")


def _table(view: View) -> bytes:
    from spo_geo.export import to_bytes

    return to_bytes(view, ".csv")
