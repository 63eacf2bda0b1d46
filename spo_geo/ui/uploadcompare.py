"""What an import of the sheet would do to SPO's records; nothing is written here."""

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.merging.merge import plan as make_plan
from spo_geo.intake.merging.plan import FATES, Plan
from spo_geo.intake.merging.table import NAME, read_table
from spo_geo.ui.markup import join, tag
from spo_geo.ui.parts import table
from spo_geo.ui.uploadreading import Reading

LISTED: Final = 200
"""Most lines of each list that the page shows."""

_PLAN: Final = "_upload_plan"


def draw_compare(reading: Reading, data_dir: Path) -> None:
    """Draw what is new, changed, gone, and possibly the same project.

    Parameters
    ----------
    reading : Reading
        The sheet as understood.
    data_dir : Path
        Folder of SPO's records.
    """
    if reading.intake.is_refused:
        st.html(tag("p", "Nothing was taken from the sheet yet."))
        return
    plan = _plan(reading, data_dir)
    counts = " · ".join(f"{n:,} {FATES[fate]}" for fate, n in plan.counts.items() if n)
    n_before, n_after = len(plan.before.rows), len(plan.after.rows)
    st.html(
        join(
            tag("p", f"Projects in the sheet: {len(plan.outcomes):,} ({counts})"),
            tag("p", f"SPO’s records: {n_before:,} now, {n_after:,} after an import"),
        )
    )
    _draw_lists(plan)
    _draw_command(reading)


def _plan(reading: Reading, data_dir: Path) -> Plan:
    """Return the plan; it is made once for each reading."""
    version = reading.dataset.version
    known = st.session_state.get(_PLAN)
    if known is None or known[0] != version:
        intake = reading.intake
        plan = make_plan(
            intake.rows,
            read_table(data_dir / NAME),
            Meaning.of(reading.shipped),
            columns=intake.mapping.columns,
            labels=intake.labels,
            log=reading.choices.log,
        )
        known = st.session_state[_PLAN] = (version, plan)
    made: Plan = known[1]
    return made


def _draw_lists(plan: Plan) -> None:
    changes = [
        (item.project_id, item.title, change.column, change.before, change.after)
        for item in plan.changed
        for change in item.changes
    ]
    pairs = [
        (p.label, p.title, p.other, p.other_title, p.reason, _done(p.waits))
        for p in plan.possible_duplicates
    ]
    _draw_list(
        f"New ({len(plan.new):,})",
        ("Id", "Title", "In the sheet"),
        [(item.project_id, item.title, item.label) for item in plan.new],
    )
    _draw_list(
        f"Changed ({len(plan.changed):,})",
        ("Id", "Title", "Column", "Now", "In the sheet"),
        changes,
    )
    _draw_list(
        f"Possibly one project ({len(pairs):,})",
        ("In the sheet", "Title", "Other", "Its title", "Why", "Until decided"),
        pairs,
    )
    _draw_list(
        f"In SPO’s records and not in the sheet: they stay ({len(plan.gone):,})",
        ("Id", "Title"),
        [(item.project_id, item.title) for item in plan.gone],
    )
    _draw_list(f"Notes ({len(plan.notes):,})", ("Note",), [(n,) for n in plan.notes])


def _draw_list(
    title: str, headings: Sequence[str], rows: Sequence[Iterable[str]]
) -> None:
    if not rows:
        return
    with st.expander(title):
        st.html(table(headings, rows[:LISTED], wide=len(headings) > 3))
        if len(rows) > LISTED:
            st.caption(f"The first {LISTED:,} of {len(rows):,} lines.")


def _done(waits: bool) -> str:
    return "waits" if waits else "comes in as its own project"


def _draw_command(reading: Reading) -> None:
    """Say how the records are changed, with the files to keep from this page."""
    st.html(
        tag(
            "p",
            "The page writes nothing. The records are changed by the command line, "
            "which shows this plan before it writes:",
        )
    )
    command = _command(reading)
    st.code(f"{command} --dry-run\n{command}", language=None)
    if reading.choices.log.lines or reading.choices.mapping:
        st.caption("Keep the files that it names: see Columns and Repairs.")


def _command(reading: Reading) -> str:
    """Return the command that imports the sheet as it is read here."""
    said = reading.choices
    options = {
        "--sheet": said.sheet,
        "--layout": said.layout,
        "--columns": "columns.json" if said.mapping else None,
        "--repairs": "repairs.csv" if said.log.lines else None,
    }
    words = ["python", "-m", "spo_geo", "import", reading.loaded.file]
    words += ["--into", "data"]
    for option, value in options.items():
        words += [option, value] if value else []
    return shlex.join(words)
