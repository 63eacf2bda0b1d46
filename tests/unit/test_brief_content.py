from datetime import date

import pytest

from spo_geo.brief.cells import ProjectCells, role_of_spo
from spo_geo.brief.content import shown_view, write_brief
from spo_geo.brief.options import BriefOptions, CallProfile
from spo_geo.brief.parts import Brief
from spo_geo.brief.redact import NOT_NAMED
from spo_geo.brief.results import RULE
from spo_geo.dataset import Dataset
from spo_geo.errors import SpoGeoError
from spo_geo.filters import Filters
from spo_geo.provenance import make_stamp
from spo_geo.view import View, make_view
from spo_geo.wording import sentence
from tests.conftest import TINY, MakeDataset

MADE = date(2026, 11, 22)


def brief_of(view: View, **options: object) -> Brief:
    chosen = BriefOptions(**options)  # type: ignore[arg-type]
    return write_brief(view, shown_view(view, chosen), chosen, MADE)


def test_write_brief_says_what_the_view_says(tiny: Dataset) -> None:
    view = make_view(tiny)
    brief = brief_of(view)
    assert brief.sentence == sentence(view)
    assert brief.stamp == make_stamp(view, MADE)
    assert len(brief.table.rows) == view.n_projects == 4
    assert brief.title == "SPO’s recorded projects"
    assert "Filters: all records. Made on 2026-11-22." in brief.caption
    assert "OCHA/WFP COD-AB" in brief.caption
    assert sentence(view) in brief.picture_text


def test_write_brief_lists_the_districts_by_province(tiny: Dataset) -> None:
    punjab, sindh = brief_of(make_view(tiny)).districts
    assert (punjab.heading, sindh.heading) == (
        "Punjab: 1 district",
        "Sindh: 2 districts",
    )
    assert sindh.rows == (
        ("Badin", "PK701", "2", "T-1, T-2"),
        ("Thatta", "PK727", "1", "T-1"),
    )


def test_write_brief_lists_projects_without_district_in_their_own_words(
    tiny: Dataset,
) -> None:
    groups = {g.heading: g.rows for g in brief_of(make_view(tiny)).unnamed}
    assert groups == {
        "Provinces named, no district: 1": (
            ("Undated (dates not stated)", "“Punjab”", "T-4"),
        ),
        "National: 1": (
            ("Policy (2014 – end not stated)", "“across Pakistan”", "T-3"),
        ),
    }


def test_write_brief_lists_held_places(tiny: Dataset) -> None:
    ((place, record, reason, candidates),) = brief_of(make_view(tiny)).held.rows
    assert (place, record) == ("Karachi", "T-1")
    assert "several districts" in reason
    assert "Malir Karachi" in candidates


def test_write_brief_says_how_places_were_read(real: Dataset) -> None:
    rows = brief_of(make_view(real, Filters(provinces=("PK7",)))).read.rows
    read = {(row[0], row[2]) for row in rows}
    assert ("Tando Mohammad Khan", "Tando Muhammad Khan") in read
    assert "Muzaffargarh" not in {row[2] for row in rows}


def test_write_brief_shows_the_columns_asked_for_in_their_order(tiny: Dataset) -> None:
    table = brief_of(make_view(tiny), columns=("period", "title")).table
    assert table.headings == ("Period", "Project")
    assert table.rows[0] == ("Mar 2012 – Feb 2014", "Schools\nT-1")


def test_write_brief_explains_choice_and_order_under_the_table(tiny: Dataset) -> None:
    assert brief_of(make_view(tiny)).table_notes == (RULE,)
    call = CallProfile(districts=("PK701",))
    brief = brief_of(make_view(tiny), at_most=1, call=call, columns=("title",))
    assert [row[0] for row in brief.table.rows] == ["Courts\nT-2"]
    assert brief.table_notes == (
        "Order: more of these districts (Badin), then the later end; ties in the "
        "order of the records.",
        "1 of the 4 projects of this selection are listed; map, sentence and counts "
        "are those of all.",
    )
    assert len(brief.sources.rows) == 4


def test_write_brief_counts_hidden_funders_and_names_none(tiny: Dataset) -> None:
    view = make_view(tiny, Filters(funders=("DFID",)))
    brief = brief_of(view, hide_funders=("DFID",))
    assert brief.sentence == sentence(view)
    assert brief.title == f"SPO’s recorded projects: funder {NOT_NAMED}"
    assert brief.table.rows[0][1] == NOT_NAMED
    assert brief.stamp.selection == make_stamp(view, MADE).selection
    assert "DFID" not in repr(brief)
    assert "International Development" not in repr(brief)
    assert any("counted like all others" in note for note in brief.counting)


def test_write_brief_refuses_a_title_that_names_a_hidden_funder(tiny: Dataset) -> None:
    with pytest.raises(SpoGeoError, match="title names a funder"):
        brief_of(make_view(tiny), title="For DFID", hide_funders=("DFID",))
    assert brief_of(make_view(tiny), title=" For DFID ").title == "For DFID"


def test_write_brief_needs_a_project(tiny: Dataset) -> None:
    view = make_view(tiny, Filters(years=(2012,), funders=("OXFAM",)))
    with pytest.raises(
        SpoGeoError, match="no recorded project matches; got 'year 2012"
    ):
        brief_of(view)


def test_write_brief_refuses_a_thousand_projects(make_dataset: MakeDataset) -> None:
    rows = [{**TINY[2], "project_id": f"T-{i}"} for i in range(1001)]
    with pytest.raises(SpoGeoError, match="too many projects for a proposal kit"):
        brief_of(make_view(make_dataset(rows)), at_most=3)


def test_counting_notes_say_only_what_bears_on_the_selection(tiny: Dataset) -> None:
    everything = " ".join(brief_of(make_view(tiny)).counting)
    assert "2 projects name no district" in everything
    assert "1 place is held" in everything
    assert "belongs to a year" not in everything
    in_2014 = brief_of(make_view(tiny, Filters(years=(2014,)))).counting
    assert any("1 project is left out" in note for note in in_2014)
    thatta = brief_of(make_view(tiny, Filters(districts=("PK727",)))).counting
    assert not any("no district that can be shown" in note for note in thatta)
    assert any("only districts inside it" in note for note in thatta)


def cell(view: View, column: str, position: int = 0) -> str:
    return ProjectCells(view).cell(column, view.projects[position])


def test_districts_cell_tells_counted_held_and_outside_apart(tiny: Dataset) -> None:
    everywhere = make_view(tiny)
    assert cell(everywhere, "districts") == (
        "Badin, Thatta (Sindh)\nKarachi (held: district not certain)"
    )
    assert cell(everywhere, "districts", 2) == "none named: “across Pakistan”"
    in_thatta = make_view(tiny, Filters(districts=("PK727",)))
    assert cell(in_thatta, "districts") == (
        "Thatta (Sindh)\n1 more district outside this selection"
    )


def test_funder_cell_says_where_funding_is_not_stated(tiny: Dataset) -> None:
    assert cell(make_view(tiny), "funder", 1) == (
        "USAID Gender Equity Programme (GEP) (in collaboration; funding not stated)\n"
        "Oxfam"
    )
    assert cell(make_view(tiny), "funder", 2) == "not stated"


def test_focus_area_cell_marks_an_inference(tiny: Dataset) -> None:
    assert cell(make_view(tiny), "focus_area", 1) == "Human Rights (inferred)"
    assert cell(make_view(tiny), "focus_area", 3) == "not stated"


def test_title_cell_says_that_a_project_was_only_planned(
    make_dataset: MakeDataset,
) -> None:
    view = make_view(make_dataset([{**TINY[0], "status": "Planned"}]))
    assert cell(view, "title") == "Schools\nT-1\nplanned or announced only"


def test_role_of_spo_is_what_the_record_supports(make_dataset: MakeDataset) -> None:
    partners = ("SPO", "SPO; Ministry of Health", "Another NGO", "")
    rows = [
        {**TINY[2], "project_id": f"T-{i}", "implementing_partners": partner}
        for i, partner in enumerate(partners)
    ]
    assert [role_of_spo(project) for project in make_dataset(rows).projects] == [
        "Implementing partner",
        "Implementing partner, with Ministry of Health",
        "not stated",
        "not stated",
    ]


def test_counting_notes_say_that_amounts_are_left_out(tiny: Dataset) -> None:
    notes = brief_of(make_view(tiny), hide_amounts=True).counting
    assert "Sums of money are left out." in notes
    assert "Sums of money are left out." not in brief_of(make_view(tiny)).counting
