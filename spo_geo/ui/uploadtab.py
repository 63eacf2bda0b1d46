"""A visitor's own sheet: dropped, understood, repaired, and seen on the map."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from spo_geo.dataset import Dataset
from spo_geo.intake.columns.headnames import FIELDS
from spo_geo.intake.columns.mapping import HOUSE, MATRIX
from spo_geo.intake.files.limits import LIMIT_BYTES, LIMIT_ROWS
from spo_geo.ui.markup import Markup, join, notice, tag
from spo_geo.ui.savemenu import save_button
from spo_geo.ui.turns import turn_given_up
from spo_geo.ui.upload import Upload, upload
from spo_geo.ui.uploadcolumns import draw_columns
from spo_geo.ui.uploadcompare import draw_compare
from spo_geo.ui.uploaddecide import draw_decisions, n_waiting
from spo_geo.ui.uploadlists import draw_log, draw_problems
from spo_geo.ui.uploadreading import Reading

ENDINGS: Final = ("csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods")
_FILE: Final = "upload_file"
_VIEWS: Final[Mapping[str, str]] = {
    "decide": "To decide",
    "columns": "Columns",
    "problems": "All problems",
    "log": "Repairs",
    "compare": "Compare with SPO’s records",
}
_ELSE: Final = {MATRIX: "A district a column", HOUSE: "As named"}


def draw(shipped: Dataset, data_dir: Path) -> None:
    """Draw where a sheet is dropped and, once it is read, what was understood.

    Parameters
    ----------
    shipped : Dataset
        The records of SPO.
    data_dir : Path
        Their folder, for the comparison.
    """
    state = upload()
    if state.job is not None:
        _work(state, shipped)
    if state.message:
        st.html(notice(state.message))
    if state.reading is None:
        _draw_entrance(state, shipped)
        return
    _draw_head(state, state.reading)
    _draw_view(state, state.reading, data_dir)
    st.divider()
    _draw_entrance(state, shipped)


def _work(state: Upload, shipped: Dataset) -> None:
    """Read what waits under a progress bar, and draw the page anew."""
    bar = st.progress(0.0, "Reading the file …")
    with turn_given_up():
        state.work(shipped, lambda share, words: _tell(bar, share, words))
    bar.empty()
    if not state.message:
        st.rerun()


def _tell(bar: DeltaGenerator, share: float, words: str) -> None:
    bar.progress(share, words)


def _draw_entrance(state: Upload, shipped: Dataset) -> None:
    size, rows = LIMIT_BYTES // 2**20, f"{LIMIT_ROWS:,}"
    left, right = st.columns([0.7, 0.3], gap="medium", vertical_alignment="bottom")
    with left:
        st.file_uploader(
            f"A sheet of projects: CSV, Excel or ODS, up to {size} MB and {rows} rows",
            type=list(ENDINGS),
            key=f"{_FILE}_{state.n_forgotten}",
            on_change=_receive,
            args=(state,),
        )
    with right:
        save_button(
            "Template (Excel)",
            lambda: _template(shipped),
            "spo-projects-template.xlsx",
            help="An empty sheet with lists for province, district, focus area, status",
        )
    st.caption(
        "The columns may have any names and stand in any order. The sheet stays in "
        "this visit: nobody else sees it, nothing is written, and it is gone when "
        "this page is closed."
    )


def _draw_head(state: Upload, reading: Reading) -> None:
    intake, dataset = reading.intake, reading.dataset
    counts = (
        f"{intake.rows_read:,} rows read = {intake.rows_taken:,} taken + "
        f"{intake.rows_held:,} with something held + {intake.rows_skipped:,} skipped."
    )
    n_held = len({row.project_id for row in dataset.coverage.held})
    gave = f" Projects: {len(dataset.projects):,}."
    gave += f" A place is held in {n_held:,} of them." if n_held else ""
    name = tag("b", tag("bdi", reading.loaded.file))
    words = tag("p", name, ": ", counts, "" if intake.is_refused else gave)
    left, right = st.columns([0.7, 0.3], gap="medium")
    left.html(tag("div", words, _read_as(reading), class_="spo-plain"))
    with right.container(horizontal=True, horizontal_alignment="right"):
        if not intake.is_refused:
            st.button("Show on the map", type="primary", on_click=_to_map)
        st.button("Forget this sheet", on_click=state.forget)
    for problem in intake.problems:
        if problem.severity == "refuse":
            st.html(notice(f"Nothing was taken: {problem.rule}; {problem.suggestion}."))


def _read_as(reading: Reading) -> Markup:
    """Return in one line what each column was taken for."""
    uses = reading.intake.mapping.uses
    if reading.intake.mapping.house:
        return tag("p", "The columns are those of the program’s own table.")
    taken = [
        join(
            tag("span", f"{FIELDS.get(use.field, _ELSE.get(use.field, ''))} ← "),
            tag("bdi", use.header or f"column {use.index + 1}"),
        )
        for use in uses
        if use.field not in ("", "kept", "serial", "personal", MATRIX)
    ]
    n_else = len(uses) - len(taken)
    rest = tag("span", f" · {n_else} other columns") if n_else else Markup()
    return tag("p", join(*taken, between=" · "), rest, class_="spo-small")


def _draw_view(state: Upload, reading: Reading, data_dir: Path) -> None:
    numbers = {
        "decide": n_waiting(reading),
        "problems": len(reading.intake.problems),
        "log": sum(line.holds for line in reading.choices.log.lines),
    }

    def label(key: str) -> str:
        return f"{_VIEWS[key]} ({numbers[key]:,})" if key in numbers else _VIEWS[key]

    view = st.segmented_control(
        "What to look at",
        list(_VIEWS),
        default="decide",
        required=True,
        format_func=label,
        key="upload_view",
        label_visibility="collapsed",
    )
    draw: dict[str, Callable[[], None]] = {
        "decide": lambda: draw_decisions(state, reading),
        "columns": lambda: draw_columns(state, reading),
        "problems": lambda: draw_problems(reading.intake),
        "log": lambda: draw_log(state),
        "compare": lambda: draw_compare(reading, data_dir),
    }
    draw[view or "decide"]()


def _receive(state: Upload) -> None:
    """Take the file that was dropped.

    That a file was removed says nothing: it is what a new one begins with.
    """
    file = st.session_state.get(f"{_FILE}_{state.n_forgotten}")
    if file is not None:
        state.receive(file.name, file.getvalue())


def _to_map() -> None:
    upload().is_shown = True
    st.session_state["tab"] = "Map"


def _template(shipped: Dataset) -> bytes:
    from spo_geo.intake.template import template

    return template(shipped)
