import datetime
import io

import pytest

from spo_geo.atlas import make_atlas, terminal_progress
from spo_geo.atlas.content import DistrictContent, Writer
from spo_geo.atlas.edges import BODY
from spo_geo.atlas.figures import set_figures
from spo_geo.atlas.overview import write_overview
from spo_geo.atlas.progress import progress_line
from spo_geo.dataset import Dataset
from spo_geo.errors import SpoGeoError
from spo_geo.filters import Filters
from spo_geo.view import make_view

DAY = datetime.date(2026, 11, 22)


def pages(
    dataset: Dataset, filters: Filters | None = None
) -> dict[str, DistrictContent]:
    writer = Writer(make_view(dataset, filters))
    return {
        count.district.adm2_name: writer.district(count) for count in writer.districts
    }


def fields(content: DistrictContent, i: int) -> dict[str, tuple[str, ...]]:
    return dict(content.projects[i].fields)


def test_districts_come_by_province_code_then_by_name(tiny, make_dataset):
    rows = [{"project_id": "A", "title": "A", "scope": "districts"}]
    rows[0]["districts"] = "Thatta; Badin; Quetta; Multan; Bahawalpur; Awaran"
    names = list(pages(make_dataset(rows)))
    assert names == ["Awaran", "Quetta", "Bahawalpur", "Multan", "Badin", "Thatta"]


def test_figures_are_those_of_the_district_alone(tiny):
    figures = pages(tiny)["Badin"].figures
    assert figures.n_projects == 2
    assert figures.by_year == {2012: 1, 2013: 1, 2014: 2, 2015: 1, 2016: 1}
    assert figures.period == "2012–2016"
    assert figures.gaps == ""
    assert figures.n_funders == 2
    assert [name.split(" (")[-1] for name in figures.funders] == ["DFID)", "Oxfam"]
    assert figures.n_donor_partners == 1
    assert figures.focus_areas == ("Education", "Human Rights (inferred)")
    assert pages(tiny)["Thatta"].figures.n_projects == 1


def test_figures_keep_to_the_filters(tiny):
    filters = tiny.filter_reader.read({"funder": ["DFID"]})
    shown = pages(tiny, filters)
    assert list(shown) == ["Badin", "Thatta"]
    assert shown["Badin"].figures.n_projects == 1
    assert [entry.title for entry in shown["Badin"].projects] == ["Schools"]


def test_gaps_name_the_years_without_a_project(make_dataset):
    common = {"scope": "districts", "districts": "Badin"}
    rows = [
        {"project_id": "A", "title": "A", "start": "2010", "end": "2011"} | common,
        {"project_id": "B", "title": "B", "start": "2014", "end": "2014"} | common,
        {"project_id": "C", "title": "C", "start": "2016", "end": "2017"} | common,
    ]
    figures = pages(make_dataset(rows))["Badin"].figures
    assert figures.period == "2010–2017"
    assert len(figures.by_year) == 5
    assert figures.gaps == "2012–2013, 2015"
    cells = set_figures(figures, BODY).cells
    words = [" ".join(s.row.words for s in cell) for cell in cells]
    assert words[2] == "5 years active none in 2012–2013, 2015"


def test_figures_without_dates_claim_no_year(make_dataset):
    row = {"project_id": "A", "title": "A", "scope": "districts", "districts": "Badin"}
    figures = pages(make_dataset([row]))["Badin"].figures
    assert (figures.period, figures.gaps, figures.by_year) == ("", "", {})
    cells = set_figures(figures, BODY).cells
    words = [" ".join(s.row.words for s in cell) for cell in cells]
    assert words[:3] == [
        "1 recorded project",
        "– no dates stated",
        "– years active not known without dates",
    ]
    assert words[3:] == ["0 funders", "focus areas not stated"]


def test_project_says_funders_as_the_source_puts_it(tiny):
    badin = pages(tiny)["Badin"]
    funders = fields(badin, 1)["Funders"]
    assert funders[0].endswith("– in collaboration; funding not stated")
    assert funders[1] == "Oxfam – financial support"
    assert fields(badin, 0)["Place, as written"] == ("“Badin”",)
    assert fields(badin, 0)["Coverage, as written"] == ("“Badin, Thatta and Karachi”",)
    assert fields(badin, 1)["Focus area"] == ("Human Rights (inferred)",)
    assert badin.projects[0].facts == "T-1 · Mar 2012 – Feb 2014 · Completed"
    assert badin.projects[1].facts.endswith("status not stated")


def test_project_that_is_only_planned_is_marked(make_dataset):
    row = {"project_id": "A", "title": "A", "status": "Planned", "scope": "districts"}
    content = pages(make_dataset([row | {"districts": "Badin"}]))["Badin"]
    assert content.projects[0].facts.endswith("planned or announced only")


def test_results_are_key_results_with_their_source(make_dataset):
    row = {"project_id": "A", "title": "A", "scope": "districts", "districts": "Badin"}
    results = [
        {
            "result_id": f"R{i}",
            "project_id": "A",
            "indicator": "teachers trained",
            "value": str(value),
            "unit": "teachers",
            "source": f"000:{i}",
        }
        for i, value in enumerate((5, 1500, 30, 7))
    ]
    content = pages(make_dataset([row], results=results))["Badin"]
    assert fields(content, 0)["Key results"] == (
        "• 1,500 teachers trained (000:1)",
        "• 30 teachers trained (000:2)",
        "• 7 teachers trained (000:3)",
    )
    assert "of the whole project" in content.rules[0]
    assert pages(make_dataset([row]))["Badin"].rules == ()


def test_notes_say_how_a_place_was_read_and_what_may_lie_here(make_dataset):
    common = {"scope": "districts", "start": "2012", "end": "2013"}
    rows = [
        {"project_id": "A", "title": "A", "districts": "Muzaffargarh; Karachi"}
        | common,
        {"project_id": "B", "title": "B", "districts": "South Karachi"} | common,
    ]
    shown = pages(make_dataset(rows))
    assert shown["Muzaffargarh"].notes == (
        "Muzaffargarh (A): then included Kot Addu (a district since 2022)",
    )
    assert shown["Muzaffargarh"].may_lie_here == ()
    assert shown["South Karachi"].may_lie_here == (
        "Karachi: one or more of 6 districts, not said which (A)",
    )


def test_overview_holds_every_district_and_every_project_without_one(tiny):
    view = make_view(tiny)
    writer = Writer(view)
    overview = write_overview(view, writer.districts, writer.held)
    listed = [(p, [d.adm2_name for d in ds]) for p, ds in overview.contents]
    assert listed == [("Punjab", ["Multan"]), ("Sindh", ["Badin", "Thatta"])]
    assert overview.unnamed == (
        (
            "Provinces named, no district: 1",
            ("T-4 Undated (dates not stated): “Punjab”",),
        ),
        (
            "National: 1",
            ("T-3 Policy (2014 – end not stated): “across Pakistan”",),
        ),
    )
    assert overview.held == (
        "Karachi: one or more of 6 districts, not said which (T-1)",
    )
    assert overview.undated == ""


def test_overview_says_how_many_a_year_filter_leaves_out(tiny):
    view = make_view(tiny, Filters(years=(2013,)))
    writer = Writer(view)
    overview = write_overview(view, writer.districts, writer.held)
    assert overview.undated == (
        "1 project is left out because the source states no dates."
    )


@pytest.mark.parametrize("words", [{"scope": ["national"]}, {"status": ["not-stated"]}])
def test_selection_without_a_district_is_one_clear_line(make_dataset, words):
    row = {"project_id": "A", "title": "A", "scope": "national"}
    dataset = make_dataset([row])
    view = make_view(dataset, dataset.filter_reader.read(words))
    with pytest.raises(SpoGeoError, match="no project names a district") as caught:
        make_atlas(view, DAY)
    assert "\n" not in str(caught.value)


def test_more_than_anybody_reads_is_refused(tiny, monkeypatch):
    monkeypatch.setattr("spo_geo.atlas.content.MOST_ENTRIES", 3)
    with pytest.raises(SpoGeoError, match="too many projects for an atlas; got '4 "):
        make_atlas(make_view(tiny), DAY)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_terminal_progress_writes_one_line_over_and_over(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    stream = Terminal()
    report = terminal_progress(stream)
    report(1, 2, "Badin\x1b[31m")
    report(2, 2, "Thatta")
    first, second = stream.getvalue().split("\r")[1:]
    assert first.rstrip() == "[##########..........] 1 of 2 districts: Badin[31m"
    assert second == "[####################] 2 of 2 districts: Thatta".ljust(59) + "\n"


def test_terminal_progress_writes_nothing_into_a_pipe():
    stream = io.StringIO()
    terminal_progress(stream)(1, 1, "Badin")
    assert stream.getvalue() == ""


def test_progress_line_is_never_longer_than_the_terminal():
    assert len(progress_line(3, 160, "Kambar Shahdad Kot", 30)) == 29
