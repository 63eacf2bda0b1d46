"""What waits for a person in a sheet: a card each, with one control."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from spo_geo.intake.compare.identity import keys
from spo_geo.intake.compare.repeats import Repeat
from spo_geo.intake.repairs.repair import PROJECT, Kind, Repair
from spo_geo.ui.markup import Markup, notice, tag
from spo_geo.ui.parts import table
from spo_geo.ui.upload import Upload
from spo_geo.ui.uploadcolumns import draw_use
from spo_geo.ui.uploadcontrols import draw_control, rows_of, take_error
from spo_geo.ui.uploadheld import Held
from spo_geo.ui.uploadpages import page_of
from spo_geo.ui.uploadreading import Reading
from spo_geo.ui.uploadrepair import date_repair, now

PAGE: Final = 8
"""Cards on a page."""

SHARES: Final = (0.5, 0.5)
"""Shares of the words and of the control in a card."""

LISTED: Final = 100
"""Most lines of what only the sheet can mend."""

_COMPARED: Final = {
    "districts": "Districts",
    "coverage": "Coverage",
    "start": "Start",
    "end": "End",
    "funders": "Funder",
    "implementing_partners": "Implementing partner",
    "focus_area": "Focus area",
    "status": "Status",
}
_WHICH: Final[tuple[tuple[str, int], ...]] = (("The day", 0), ("The month", 1))

Card = Callable[[], None]


def n_waiting(reading: Reading) -> int:
    """Return how many doubts wait: columns, different words, rows that may be one."""
    return len(reading.asked) + len(reading.held) + len(reading.repeats)


def draw_decisions(state: Upload, reading: Reading) -> None:
    """Draw a card for each doubt, then what only the sheet itself can mend.

    Parameters
    ----------
    state : Upload
        Takes what is decided.
    reading : Reading
        What was understood.
    """
    _draw_last(state)
    if error := take_error():
        st.html(notice(error))
    cards = _cards(state, reading)
    above = st.container()
    for number, card in enumerate(page_of(cards, PAGE, "upload_page")):
        with above.container(border=True, key=f"card_{number}"):
            card()
    in_sheet = [held for held in reading.held if held.control == "sheet"]
    if in_sheet:
        _draw_in_sheet(state, reading, in_sheet)
    elif not cards:
        st.html(tag("p", "Nothing waits for a decision."))


def _draw_last(state: Upload) -> None:
    """Offer to take back what was decided last."""
    lines = state.choices.log.lines
    if lines and lines[-1].holds:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(tag("p", f"Decided last: {lines[-1].sentence()}"))
            st.button("Undo", on_click=state.undo, args=(len(lines),), key="undo_last")


def _cards(state: Upload, reading: Reading) -> list[Card]:
    """Return the cards: columns first, then places, for the map waits for them."""
    groups: dict[str, list[Held]] = {}
    for held in reading.held:
        if held.is_day_or_month:
            groups.setdefault(held.header, []).append(held)
    together = [group for group in groups.values() if len(group) > 1]
    grouped = {held.key for group in together for held in group}
    single = [h for h in reading.held if h.control != "sheet" and h.key not in grouped]
    places = [held for held in single if held.control == "place"]
    others = [held for held in single if held.control != "place"]
    return [
        *(partial(draw_use, state, reading, use) for use in reading.asked),
        *(partial(_draw_held, state, reading, held) for held in places),
        *(partial(_draw_dates, state, group) for group in together),
        *(partial(_draw_repeat, state, reading, pair) for pair in reading.repeats),
        *(partial(_draw_held, state, reading, held) for held in others),
    ]


def _draw_held(state: Upload, reading: Reading, held: Held) -> None:
    left, right = st.columns(SHARES, gap="medium")
    where = (tag("bdi", held.header), f", {rows_of(reading, held.spots)}")
    left.html(_words(held.written, where, held.rule))
    with right:
        draw_control(state, reading, held)


def _words(written: str, where: Sequence[str], why: str) -> Markup:
    """Return words in doubt, where they stand, and why they wait."""
    title = tag("span", "“", tag("bdi", written), "”", class_="spo-title")
    return tag(
        "div",
        tag("p", title, " – ", *where),
        tag("p", why, class_="spo-small"),
        class_="spo-plain",
    )


def _draw_dates(state: Upload, group: Sequence[Held]) -> None:
    """Ask once for all dates in figures of a column which number stands first."""
    left, right = st.columns(SHARES, gap="medium")
    words = ", ".join(held.written for held in group[:3])
    more = f" and {len(group) - 3} more" if len(group) > 3 else ""
    where = (tag("bdi", group[0].header), f", {len(group)} dates")
    left.html(_words(f"{words}{more}", where, "Which stands first, day or month?"))
    with right, st.container(horizontal=True):
        for label, first in _WHICH:
            st.button(
                label,
                on_click=_take_dates,
                args=(state, group, first),
                key=f"first_{first}_{group[0].key}",
                help=f"{group[0].written} is then {group[0].offers[first]}",
            )


def _take_dates(state: Upload, group: Sequence[Held], first: int) -> None:
    state.decide(*(date_repair(held, held.offers[first]) for held in group))


def _draw_repeat(state: Upload, reading: Reading, repeat: Repeat) -> None:
    later = reading.intake.projects[repeat.row]
    first = reading.intake.projects[repeat.first]
    rows = [
        (name, first.row[column] or "–", later.row[column] or "–")
        for column, name in _COMPARED.items()
        if first.row[column] != later.row[column]
    ]
    until = "; counted once until decided" if repeat.counted_once else ""
    names = [reading.label(taken) for taken in (first, later)]
    st.html(_words(later.row["title"], (" and ".join(names),), f"{repeat.why}{until}"))
    if rows:
        st.html(table(("", *names), rows))
    answers: tuple[tuple[str, Kind], ...] = (
        ("The same project", "same project"),
        ("Two projects", "different project"),
    )
    with st.container(horizontal=True):
        for label, kind in answers:
            pair = Repair(PROJECT, keys(later.row)[0], keys(first.row)[0], kind)
            at = later.origin[0]
            pair = replace(pair, sheet=at[0], row=at[1])
            key = f"{kind}_{repeat.row}_{repeat.first}"
            st.button(label, on_click=_take_pair, args=(state, pair), key=key)


def _take_pair(state: Upload, pair: Repair) -> None:
    state.decide(replace(pair, when=now()))


def _draw_in_sheet(state: Upload, reading: Reading, held: Sequence[Held]) -> None:
    st.html(tag("h3", f"To correct in the sheet ({len(held)})"))
    rows = [
        (
            h.header or "whole row",
            h.written,
            rows_of(reading, h.spots),
            h.rule,
            h.suggestion,
        )
        for h in held[:LISTED]
    ]
    headings = ("Column", "As written", "Where", "Why", "Next step")
    st.html(table(headings, rows, wide=True))
    whole_rows = any(not h.header for h in held)
    if whole_rows and reading.intake.mapping.layout == "project":
        st.button(
            "Read it as one row a project and district",
            on_click=_take_layout,
            args=(state,),
            help="A row without a title then belongs to the project above it",
        )


def _take_layout(state: Upload) -> None:
    state.choose(replace(state.choices, layout="project_district"))
