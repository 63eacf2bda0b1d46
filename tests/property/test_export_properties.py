"""A table that was written reads back to the same view, whatever the records hold."""

import contextlib
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from spo_geo.dataset import DATA_DIR, GEO_DIR, Dataset, join, load
from spo_geo.errors import SpoGeoError
from spo_geo.export import read_tables, to_bytes, write_export
from spo_geo.export.content import content_hash
from spo_geo.filters import Filters
from spo_geo.model import SCOPES
from spo_geo.project_reader import read_projects
from spo_geo.provenance import make_stamp
from spo_geo.readback import read_export
from spo_geo.records import Records
from spo_geo.stamps import read_stamp
from spo_geo.summary import summarise
from spo_geo.tables import Row
from spo_geo.verify import verify
from spo_geo.view import View, make_view
from tests.conftest import TINY

MADE = date(2026, 11, 22)
COLUMNS = (
    *("project_id", "title", "title_as_written", "status", "status_source"),
    *("start", "end", "dates_note", "coverage", "scope", "districts"),
    *("district_provinces", "provinces", "n_districts_stated", "focus_area"),
    *("focus_area_source", "focus_area_inferred", "focus_area_inferred_reason"),
    *("sdg", "sdg_as_written", "sdg_source", "implementing_partners"),
    *("collaborators", "funders", "funding_as_stated", "funders_web"),
    *("funders_web_source", "summary", "notes", "sources"),
)
PLACES = (
    *("Badin", "Thatta", "Multan", "Karachi", "Kohistan", "Dir", "Upper/Lower Dir"),
    *("PK701", "Nowhere", "=1+1", "Badin District", "FATA", "'Swat"),
)
FUNDERS = ("DFID", "USAID", "USAID-Gender Equity Program", "Oxfam", "Odd & Sons", "-x")
AREAS = ("Education", "human rights", "Climate Change", "HR", "+Health")
DATES = ("", "2012", "2012-03", "2014-07-15", "2011-12", "soon")

# What a cell may hold; control characters are shown as U+FFFD in a workbook.
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=";\ufffe\uffff"),
    max_size=8,
).map(str.strip)
marked = st.tuples(st.sampled_from(["", "=", "-", "'", "_x0041_"]), texts).map("".join)


def listed(values: tuple[str, ...], most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=most)


@st.composite
def project(draw: st.DrawFn) -> dict[str, str]:
    places = draw(listed(PLACES, 4))
    provinces = [draw(st.sampled_from(["", "Sindh", "Punjab"])) for _ in places]
    funders = draw(listed(FUNDERS))
    bases = [draw(st.sampled_from(["financial support", "=by"])) for _ in funders]
    return {
        **{name: draw(marked) for name in ("title", "coverage", "notes")},
        "status": draw(st.sampled_from(["", "Completed", "=odd", "'x"])),
        "start": draw(st.sampled_from(DATES)),
        "end": draw(st.sampled_from((*DATES, "ongoing"))),
        "scope": draw(st.sampled_from(tuple(SCOPES))),
        "districts": "; ".join(places),
        "district_provinces": "; ".join(provinces),
        "provinces": "; ".join(draw(listed(("Sindh", "Punjab", "Atlantis")))),
        "n_districts_stated": draw(st.sampled_from(["", "42", "007", "about 3"])),
        "focus_area": "; ".join(draw(listed(AREAS, 2))),
        "focus_area_inferred": draw(st.sampled_from(["", "Health"])),
        "sdg": "; ".join(draw(listed(("4", "5", "16")))),
        "funders": "; ".join(funders),
        "funding_as_stated": draw(st.sampled_from(["", "; ".join(bases)])),
        "funders_web": "; ".join(draw(listed(FUNDERS, 2))),
        "funders_web_source": draw(st.sampled_from(["", "http://x"])),
    }


@cache
def shipped() -> Dataset:
    return load(DATA_DIR, GEO_DIR)


def dataset_of(rows: list[dict[str, str]]) -> Dataset:
    lists = shipped().records
    given = [
        Row("t.csv", n, {**dict.fromkeys(COLUMNS, ""), **row, "project_id": f"P-{n}"})
        for n, row in enumerate(rows, start=2)
    ]
    projects, problems = read_projects(
        given, lists.funders, lists.focus_areas, lists.date
    )
    records = Records(
        projects, lists.funders, lists.focus_areas, (), (), (), lists.date, problems
    )
    return join(records, shipped().gazetteer, "0" * 64)


def choose(dataset: Dataset, data: st.DataObject) -> Filters:
    """Draw filters among the values that the records hold."""
    chosen: dict[str, Any] = {}
    for name, codes in dataset.lists.items():
        keys = [code.key for code in codes]
        if keys and data.draw(st.integers(0, 3)) == 0:
            values = st.lists(st.sampled_from(keys), max_size=2, unique=True)
            chosen[name] = tuple(data.draw(values))
    if dataset.years and data.draw(st.booleans()):
        year = data.draw(st.sampled_from(dataset.years))
        chosen["years"] = tuple(sorted({year, dataset.years[0]}))
    return Filters(**chosen)


def numbers(view: View) -> dict[str, object]:
    apart = ("data_version", "n_undated_left_out")
    return {k: v for k, v in summarise(view).items() if k not in apart}


def damage(content: bytes, at: int, junk: bytes, *, cut: bool) -> bytes:
    place = at % len(content)
    rest = b"" if cut else content[place + len(junk) :]
    return content[:place] + junk + rest


@settings(max_examples=40, deadline=None)
@given(
    st.lists(project(), min_size=1, max_size=3),
    st.sampled_from([".csv", ".xlsx"]),
    st.data(),
)
def test_a_table_reads_back_to_the_same_view(
    rows: list[dict[str, str]], suffix: str, data: st.DataObject
) -> None:
    dataset = dataset_of(rows)
    view = make_view(dataset, choose(dataset, data))
    assume(view.n_projects)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{suffix}"
        write_export(path, view, MADE)
        back, stamp = read_export(path, dataset), read_stamp(path)
        assert stamp.content == content_hash(read_tables(path))
    assert stamp.selection == make_stamp(view, MADE).selection
    assert numbers(back) == numbers(view)
    assert back.filters == view.filters
    for was, now in zip(view.projects, back.projects, strict=True):
        assert (now.start, now.end) == (was.start, was.end)
        assert now.ongoing_to == was.ongoing_to
        assert set(now.funding) == set(was.funding)


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from([".csv", ".xlsx", ".geojson"]),
    st.integers(0, 1 << 30),
    st.binary(min_size=1, max_size=3),
    st.booleans(),
)
def test_verify_finds_or_refuses_any_damage(
    suffix: str, at: int, junk: bytes, cut: bool
) -> None:
    view = make_view(dataset_of([dict(row) for row in TINY]))
    content = to_bytes(view, suffix, MADE)
    damaged = damage(content, at, junk, cut=cut)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{suffix}"
        path.write_bytes(damaged)
        with contextlib.suppress(SpoGeoError):
            verify(path, view.dataset)
