"""The door to a visitor's own sheet.

What reads sheets is imported when there is one, or when its tab is opened: the page
itself needs none of it.
"""

from pathlib import Path
from typing import Final

import streamlit as st

from spo_geo.dataset import Dataset

STATE: Final = "upload"
"""Where a session keeps the sheet."""

TAB: Final = "Your sheet"


def records_in_use(shipped: Dataset) -> Dataset:
    """Return the records to show: the visitor's own sheet, or those of SPO.

    Parameters
    ----------
    shipped : Dataset
        The records of SPO.

    Returns
    -------
    Dataset
    """
    if STATE not in st.session_state:
        return shipped
    from spo_geo.ui.upload import upload

    return upload().records(shipped)


def is_waiting() -> bool:
    """Tell whether a sheet is still to be read."""
    if STATE not in st.session_state:
        return False
    from spo_geo.ui.upload import upload

    return upload().job is not None


def draw_banner() -> None:
    """Say which records are shown, once a sheet is loaded."""
    if STATE in st.session_state:
        from spo_geo.ui.uploadbanner import draw

        draw()


def draw_upload_tab(shipped: Dataset, data_dir: Path) -> None:
    """Draw where a sheet is dropped and, once it is read, what was understood.

    Parameters
    ----------
    shipped : Dataset
        The records of SPO.
    data_dir : Path
        Their folder, for the comparison.
    """
    from spo_geo.ui.uploadtab import draw

    draw(shipped, data_dir)
