"""What the columns of a sheet are taken for: changed, remembered, handed on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from spo_geo.errors import SpoGeoError
from spo_geo.intake.columns.headnames import FIELDS
from spo_geo.intake.columns.mapping import LAYOUTS, MATRIX, ColumnUse, Layout, Mapping
from spo_geo.ui.markup import join, tag
from spo_geo.ui.upload import Upload
from spo_geo.ui.uploadpages import page_of
from spo_geo.ui.uploadreading import Choices, Reading

PAGE: Final = 30
"""Columns on a page."""

_FILE: Final = "upload_mapping_file"
_LARGEST: Final = 2**20
_LAYOUTS: Final[tuple[Layout | None, ...]] = (None, *LAYOUTS)
_MATRIX: Final = "A district: a mark says that the project works there"


def draw_columns(state: Upload, reading: Reading) -> None:
    """Draw the choice of sheet and layout, and a select box for each column.

    Parameters
    ----------
    state : Upload
        Takes what is chosen.
    reading : Reading
        What was understood.
    """
    _draw_sheet(state, reading)
    mapping = reading.intake.mapping
    if mapping.house:
        st.html(tag("p", "The columns are those of the program’s own table."))
        return
    _draw_layout(state, reading)
    _draw_uses(state, reading, mapping.uses)
    _draw_files(state, mapping)


def _draw_sheet(state: Upload, reading: Reading) -> None:
    names = reading.loaded.sheets
    if len(names) < 2:
        return
    options = [None, *names]
    st.selectbox(
        "Sheet",
        options,
        index=options.index(reading.choices.sheet),
        format_func=lambda name: (
            "Every sheet with the same columns" * (name is None) or name
        ),
        key="upload_sheet",
        on_change=_take_sheet,
        args=(state,),
    )


def _draw_layout(state: Upload, reading: Reading) -> None:
    found = LAYOUTS[reading.intake.mapping.layout]
    st.radio(
        f"Rows (found: {found})",
        _LAYOUTS,
        index=_LAYOUTS.index(reading.choices.layout),
        format_func=lambda layout: LAYOUTS[layout] if layout else "find out",
        key="upload_layout",
        horizontal=True,
        on_change=_take_layout,
        args=(state,),
    )


def _draw_uses(state: Upload, reading: Reading, uses: Sequence[ColumnUse]) -> None:
    for use in page_of(uses, PAGE, "upload_columns_page"):
        draw_use(state, reading, use)


def draw_use(state: Upload, reading: Reading, use: ColumnUse) -> None:
    """Draw one column: its name, what it is taken for, and why.

    Parameters
    ----------
    state : Upload
        Takes what is chosen.
    reading : Reading
        The sheet.
    use : ColumnUse
        The column.
    """
    left, middle, right = st.columns(
        [0.34, 0.36, 0.3], gap="small", vertical_alignment="center"
    )
    name = tag("bdi", use.header or f"column {use.index + 1} (no name)")
    left.html(tag("div", tag("p", name, class_="spo-title"), class_="spo-plain"))
    options = ["", *FIELDS] if use.field != MATRIX else ["", MATRIX, *FIELDS]
    key = f"upload_use_{reading.dataset.version[:12]}_{use.index}"
    middle.selectbox(
        f"Column {use.index + 1} is taken for",
        options,
        index=options.index(use.field),
        format_func=_label,
        key=key,
        on_change=_take_use,
        args=(state, use.index, key),
        label_visibility="collapsed",
    )
    doubt = "choose what it is: " if use.sure == "ask" else ""
    why = tag("p", f"{doubt}{use.why}", class_="spo-small")
    right.html(tag("div", why, class_="spo-plain"))


def _label(field: str) -> str:
    if field == MATRIX:
        return _MATRIX
    return FIELDS[field] if field else "Ignored"


def _draw_files(state: Upload, mapping: Mapping) -> None:
    st.html(
        join(
            tag("h3", "The same columns next time"),
            tag(
                "p",
                "In this visit a sheet with these column names is read in the same "
                "way. For another visit, keep the choices as a file.",
                class_="spo-small",
            ),
        )
    )
    st.download_button(
        "Columns (JSON)",
        mapping.to_json(),
        "columns.json",
        "application/json",
        icon=":material/download:",
        on_click="ignore",
        key="save_columns",
    )
    st.file_uploader(
        "Read the columns as a file says",
        type=["json"],
        key=_FILE,
        on_change=_receive,
        args=(state,),
    )


def _take_sheet(state: Upload) -> None:
    log = state.choices.log
    state.choose(Choices(sheet=st.session_state["upload_sheet"], log=log))


def _take_layout(state: Upload) -> None:
    layout = st.session_state["upload_layout"]
    state.choose(replace(state.choices, layout=layout))


def _take_use(state: Upload, index: int, key: str) -> None:
    field = st.session_state[key]
    if field != MATRIX:
        state.take_column(index, field)


def _receive(state: Upload) -> None:
    """Take a mapping that was kept as a file; one that is none is said."""
    file = st.session_state.get(_FILE)
    if file is None:
        return
    try:
        state.take_mapping(_mapping(file.getvalue()))
    except SpoGeoError as error:
        state.message = f"The columns are as they were: {error}."


def _mapping(content: bytes) -> Mapping:
    if len(content) > _LARGEST:
        raise SpoGeoError("the file is too big to name columns")
    return Mapping.from_json(content.decode("utf-8-sig", errors="replace"))
