"""The control beside held words: a district, a date, a name; for one row or for all."""

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from spo_geo.codelists import CodeList
from spo_geo.dates import parse_date
from spo_geo.errors import SpoGeoError
from spo_geo.intake.repairs.repair import Repair
from spo_geo.tables import split_list
from spo_geo.ui.upload import Upload
from spo_geo.ui.uploadheld import Held, Spot, code_list
from spo_geo.ui.uploadreading import Reading
from spo_geo.ui.uploadrepair import date_repair, place_repair, value_repair

ALL: Final = "all"
SEVERAL: Final = "several"
NO_PLACE: Final = "no place"

_ROWS_NAMED: Final = 6
_PROJECTS_OFFERED: Final = 200
_ERROR: Final = "_upload_decide_error"
_OPEN: Final = "_upload_several_open"


def draw_control(state: Upload, reading: Reading, held: Held) -> None:
    """Draw what settles a doubt; a choice is taken at once.

    Parameters
    ----------
    state : Upload
        Takes the choice.
    reading : Reading
        Its gazetteer and code lists are offered.
    held : Held
        The words.
    """
    draw = {"place": _draw_place, "date": _draw_date, "value": _draw_value}
    projects = _projects(held)
    if not projects:
        draw[held.control](state, reading, held)
        return
    left, right = st.columns(2, gap="small")
    with left:
        draw[held.control](state, reading, held)
    with right:
        _draw_only(held, projects)


def take_error() -> str:
    """Return why the last choice was not taken, once; else an empty text."""
    error: str = st.session_state.pop(_ERROR, "")
    return error


def rows_of(reading: Reading, spots: Sequence[Spot]) -> str:
    """Return where words stand: ``rows 8, 23 and 4 more``, with the sheet if needed."""
    several = reading.has_several_sheets
    sheets = dict.fromkeys(spot.sheet for spot in spots if several)
    numbers = ", ".join(str(spot.row) for spot in spots[:_ROWS_NAMED])
    more = len(spots) - _ROWS_NAMED
    where = f"{', '.join(sheets)}, " if sheets else ""
    noun = "row" if len(spots) == 1 else "rows"
    return f"{where}{noun} {numbers}{f' and {more} more' if more > 0 else ''}"


def _draw_place(state: Upload, reading: Reading, held: Held) -> None:
    districts = reading.shipped.gazetteer.districts
    together = [ALL] if held.can_be_all else []
    words = {SEVERAL: "Several districts …", NO_PLACE: "Not a place"}

    def label(option: str) -> str:
        if option == ALL:
            noun = "Both" if len(held.offers) == 2 else "All"
            return f"{noun}: {'; '.join(map(label, held.offers))}"
        district = districts.get(option)
        known = f"{district.adm2_name}, {district.adm1_name}" if district else ""
        return known or words[option]

    others = sorted((code for code in districts if code not in held.offers), key=label)
    st.selectbox(
        "District",
        [*held.offers, *together, SEVERAL, NO_PLACE, *others],
        index=None,
        format_func=label,
        key=_key(held),
        placeholder="Choose a district",
        filter_mode="contains",
        on_change=_take_place,
        args=(state, reading, held),
        label_visibility="collapsed",
    )
    if st.session_state.get(_OPEN) == held.key:
        key = f"several_{held.key}"
        pcodes = [*held.offers, *others]
        st.multiselect(
            "Districts",
            pcodes,
            format_func=label,
            key=key,
            placeholder="Choose districts",
            filter_mode="contains",
            select_all=False,
            wrap=True,
        )
        args = (state, reading, held)
        st.button("Take these districts", on_click=_take_several, args=args)


def _draw_date(state: Upload, reading: Reading, held: Held) -> None:
    def label(text: str) -> str:
        dates = [parse_date(part) for part in split_list(text)]
        return " – ".join(d.label() if d else text for d in dates)

    st.selectbox(
        "Date",
        held.offers,
        index=None,
        format_func=label,
        key=_key(held),
        placeholder="Write a date, such as 2014-09" if not held.offers else "Choose",
        accept_new_options=True,
        filter_mode="contains",
        on_change=_take,
        args=(state, held, lambda text, only: date_repair(held, text, only)),
        label_visibility="collapsed",
    )


def _draw_value(state: Upload, reading: Reading, held: Held) -> None:
    codes = code_list(held.column, reading.shipped)
    names = [*held.offers, *_as_written(held, codes), *(c.name for c in codes or ())]

    def make(text: str, only: Spot | None) -> Repair:
        return value_repair(held, text, reading.shipped, only)

    st.selectbox(
        "Name",
        list(dict.fromkeys(names)),
        index=None,
        format_func=lambda name: (
            f"{name} (as written)" * (name == held.written) or name
        ),
        key=_key(held),
        placeholder="Choose, or write names parted by ;",
        accept_new_options=True,
        filter_mode="contains",
        on_change=_take,
        args=(state, held, make),
        label_visibility="collapsed",
    )


def _as_written(held: Held, codes: CodeList | None) -> list[str]:
    """Offer the words themselves, unless a list holds them too."""
    is_held = codes is not None and codes.read(held.written).status == "held"
    return [] if is_held or ";" in held.written else [held.written]


def _draw_only(held: Held, projects: Sequence[Spot]) -> None:
    """Ask whether the choice is for every row with these words, or for a project."""
    labels = {-1: f"For all {len(held.spots)} rows"}
    for n, spot in enumerate(projects):
        labels[n] = f"Only for {spot.record} (row {spot.row})"
    st.selectbox(
        "For which rows",
        list(labels),
        format_func=labels.__getitem__,
        key=f"only_{held.key}",
        label_visibility="collapsed",
    )


def _projects(held: Held) -> list[Spot]:
    """Return the first row of each project that has the words, where it has a name."""
    first = {spot.record: spot for spot in reversed(held.spots) if spot.record}
    found = list(first.values())[::-1][:_PROJECTS_OFFERED]
    return found if len(first) > 1 or len(held.spots) > len(found) > 0 else []


def _only(held: Held) -> Spot | None:
    number = st.session_state.get(f"only_{held.key}", -1)
    return _projects(held)[number] if number >= 0 else None


def _take_place(state: Upload, reading: Reading, held: Held) -> None:
    option = st.session_state[_key(held)]
    st.session_state[_key(held)] = None
    st.session_state[_OPEN] = held.key if option == SEVERAL else None
    if option not in (None, SEVERAL):
        chosen = {NO_PLACE: (), ALL: held.offers}
        pcodes = chosen.get(option, (option,))
        gazetteer = reading.shipped.gazetteer
        state.decide(place_repair(held, pcodes, gazetteer, _only(held)))


def _take_several(state: Upload, reading: Reading, held: Held) -> None:
    pcodes = st.session_state.get(f"several_{held.key}", ())
    if pcodes:
        st.session_state[_OPEN] = None
        gazetteer = reading.shipped.gazetteer
        state.decide(place_repair(held, pcodes, gazetteer, _only(held)))


def _take(
    state: Upload, held: Held, make: Callable[[str, Spot | None], Repair]
) -> None:
    """Take a choice or what was written; what cannot be read is said."""
    text = st.session_state[_key(held)]
    st.session_state[_key(held)] = None
    if not text:
        return
    try:
        state.decide(make(text, _only(held)))
    except SpoGeoError as error:
        st.session_state[_ERROR] = f"Not taken: {error}."


def _key(held: Held) -> str:
    return f"decide_{held.key}"
