"""The table of problems and the repair log of a visitor's sheet."""

from collections import Counter
from datetime import date
from typing import Final

import streamlit as st

from spo_geo.intake.projects.result import Intake
from spo_geo.intake.projects.understand import problems_table
from spo_geo.intake.repairs import repair_file
from spo_geo.problems import Severity
from spo_geo.ui.markup import join, tag
from spo_geo.ui.parts import table
from spo_geo.ui.savemenu import save_button
from spo_geo.ui.upload import Upload
from spo_geo.ui.uploadpages import page_of

SHOWN: Final = 2_000
"""Problems that the page shows; the file has all."""

PAGE: Final = 20
"""Lines of the log on a page."""

_FILE: Final = "upload_log_file"
_SEVERITIES: Final[dict[Severity, str]] = {
    "refuse": "refused",
    "hold": "held",
    "skip": "skipped",
    "note": "taken, with a note",
}


def draw_problems(intake: Intake) -> None:
    """Draw the problems, those of a severity alone when one is chosen.

    Parameters
    ----------
    intake : Intake
        What was understood.
    """
    counts = Counter(problem.severity for problem in intake.problems)
    if not counts:
        st.html(tag("p", "No problem was found."))
        return
    chosen = st.pills(
        "Only",
        [severity for severity in _SEVERITIES if counts[severity]],
        selection_mode="multi",
        format_func=lambda severity: f"{_SEVERITIES[severity]} ({counts[severity]:,})",
        key="upload_severities",
    )
    shown = [p for p in intake.problems if not chosen or p.severity in chosen]
    st.dataframe(
        [problem.as_dict() for problem in shown[:SHOWN]],
        hide_index=True,
        height="content" if len(shown) < 12 else 430,
        column_order=_COLUMNS,
        column_config={
            "rule": st.column_config.TextColumn(width=320),
            "suggestion": st.column_config.TextColumn(width=240),
        },
        key="upload_problems",
    )
    if len(shown) > SHOWN:
        st.caption(f"The first {SHOWN:,} of {len(shown):,}; the file has all.")
    save_button(
        "All problems (CSV)",
        lambda: problems_table(intake),
        f"problems_{date.today():%Y%m%d}.csv",
    )


_COLUMNS: Final = (
    "severity",
    "sheet",
    "row",
    "column",
    "value",
    "rule",
    "done",
    "suggestion",
)


def draw_log(state: Upload) -> None:
    """Draw the repair log: each line with a button, the whole as a file.

    Parameters
    ----------
    state : Upload
        Takes back what is undone.
    """
    lines = state.choices.log.lines
    st.html(
        tag(
            "p",
            "Each decision is a line: the words as written, what they are read as, "
            "when. The sheet itself is never changed.",
            class_="spo-small",
        )
    )
    if lines:
        _draw_lines(state)
        save_button(
            "Repair log (CSV)",
            lambda: repair_file.to_csv(state.choices.log),
            "repairs.csv",
        )
    else:
        st.html(tag("p", "Nothing has been decided yet."))
    st.file_uploader(
        "Use a repair log from a file, in place of this one",
        type=["csv"],
        key=_FILE,
        on_change=_receive,
        args=(state,),
    )
    problems = st.session_state.get("upload_log_problems", ())
    if problems:
        rows = [(str(p.row), p.column, p.value, p.rule) for p in problems[:SHOWN]]
        heading = tag("h3", f"Lines of the file that were left out ({len(problems)})")
        st.html(join(heading, table(("Row", "Column", "Value", "Rule"), rows)))


def _draw_lines(state: Upload) -> None:
    lines = list(enumerate(state.choices.log.lines, start=1))[::-1]
    for number, line in page_of(lines, PAGE, "upload_log_page"):
        left, right = st.columns([0.85, 0.15], vertical_alignment="center")
        where = f"{line.column}, for {line.record}" if line.record else line.column
        taken_back = f"taken back {line.undone[:10]}" if line.undone else ""
        about = " · ".join(filter(None, (where, taken_back)))
        small = tag("span", f" {about}", class_="spo-small")
        words = tag("p", f"{number}. ", line.sentence(), small)
        left.html(tag("div", words, class_="spo-plain"))
        if line.holds:
            label = f"Undo {number}"
            right.button(
                label, on_click=state.undo, args=(number,), key=f"undo_{number}"
            )


def _receive(state: Upload) -> None:
    """Take a log that was kept or edited as a file; it replaces the present one."""
    file = st.session_state.get(_FILE)
    if file is None:
        return
    log, problems = repair_file.from_csv(file.getvalue(), file.name)
    st.session_state["upload_log_problems"] = problems
    if any(problem.severity == "refuse" for problem in problems):
        state.message = f"The log is as it was: {problems[0].line()}"
    else:
        state.take_log(log)
