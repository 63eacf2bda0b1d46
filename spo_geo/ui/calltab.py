"""The districts of a call for proposals, checked against the records."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import streamlit as st

from spo_geo.boundaries import PRINT_LAYER, kept_layer
from spo_geo.dataset import GEO_DIR
from spo_geo.errors import SpoGeoError
from spo_geo.filenames import file_name
from spo_geo.gazetteer import Gazetteer
from spo_geo.ui.markup import tag
from spo_geo.ui.parts import table
from spo_geo.ui.savemenu import save_button
from spo_geo.view import View

if TYPE_CHECKING:
    from spo_geo.call.reading import CallRow

_SHOWN = (
    "district_as_written",
    "adm2_name",
    "status",
    "candidates",
    "n_projects",
    "funders",
    "focus_areas",
    "first_year",
    "last_year",
    "n_years_active",
    "nearest_district",
    "nearest_district_km",
    "nearest_office",
    "may_mean",
    "note",
)


def draw_call_tab(view: View) -> None:
    """Draw the field for a call's districts and, under it, what the records hold.

    Parameters
    ----------
    view : View
        The selection that the call is checked against.
    """
    st.caption(
        "Paste the districts of a call, one a line or separated by commas, or drop a "
        "CSV or XLSX file. They are checked against the records that the filters "
        "select; nothing is dropped, and a name that could mean several districts is "
        "held."
    )
    pasted = st.text_area("Districts of the call", key="call_text", height=120)
    uploaded = st.file_uploader(
        "or a file", type=["csv", "tsv", "txt", "xlsx"], key="call_file"
    )
    if not uploaded and not pasted.strip():
        return
    try:
        if uploaded:
            _draw_check(view, uploaded.name, uploaded.getvalue())
        else:
            _draw_check(view, "", pasted.encode())
    except SpoGeoError as error:
        st.html(tag("p", str(error), role="alert"))


def _draw_check(view: View, name: str, content: bytes) -> None:
    from spo_geo.call.check import check_call
    from spo_geo.call.files import call_file
    from spo_geo.call.tables import COLUMNS, call_table

    rows = _read(name, content, view.dataset.gazetteer)
    check = check_call(rows, view, kept_layer(GEO_DIR / PRINT_LAYER)[0])
    st.html(tag("p", check.coverage(), class_="spo-sentence"))
    lines = (
        ("" if line.get(key) is None else str(line[key]) for key in _SHOWN)
        for line in call_table(check).lines
    )
    st.html(table((COLUMNS[key] for key in _SHOWN), lines, wide=True))
    with st.container(horizontal=True):
        for suffix, label in (("xlsx", "Excel"), ("docx", "Word"), ("csv", "CSV")):
            save_button(
                f"Checked call ({label})",
                lambda suffix=suffix: call_file(  # type: ignore[misc]
                    check, f".{suffix}", date.today()
                ),
                file_name("call", suffix, date.today()),
            )


def _read(name: str, content: bytes, gazetteer: Gazetteer) -> "tuple[CallRow, ...]":
    from spo_geo.call.reading import read_call

    if not name:
        return read_call(content.decode(), gazetteer)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"call{Path(name).suffix}"
        path.write_bytes(content)
        try:
            return read_call(path, gazetteer)
        except SpoGeoError as error:  # the visitor knows the file by its own name
            raise error.at(name) from error
