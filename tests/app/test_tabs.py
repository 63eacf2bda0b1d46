from spo_geo.checks import check_all
from spo_geo.dataset import GEO_DIR, Dataset
from tests.app.conftest import FakeMap, OpenPage, view_of


def test_projects_tab_lists_the_selection(open_page: OpenPage, real: Dataset) -> None:
    words = {"funder": ["USAID"]}
    page = open_page(words).open_tab("Projects")
    table = page.at.dataframe[0].value
    view = view_of(real, words)
    assert list(table["Id"]) == [p.project_id for p in view.projects]
    assert list(table["Title"]) == [p.title for p in view.projects]
    assert list(table["Districts"]) == [0, 0, 5, 0, 4]
    assert table["Start"][2] == "2015-03"
    assert "(inferred)" in table["Focus area"][1]
    assert table["Focus area"][2] == "Governance"


def test_project_opens_with_results_and_sources(
    open_page: OpenPage, real: Dataset
) -> None:
    page = open_page().open_tab("Projects")
    page.at.selectbox(key="project_open").set_value("SPO-07")
    text = page.run().text()
    project = real.project("SPO-07")
    for part in (
        project.title,
        project.summary,
        project.coverage,
        "000:20-22",
        "http://spopk.org/citizen-voice-project",
        "Karachi held: no district counted",
        "Badin, Sindh (PK701)",
        "the numbers are not to be added up",
    ):
        assert part in text
    results = real.results_of["SPO-07"]
    assert results
    for result in results:
        assert result.result_id in text
        assert f"{result.indicator} {result.quote}" in text
        assert f"{result.qualifier} {result.value}".strip() in text
        assert result.source in text


def test_project_closes_when_the_filters_leave_it_out(open_page: OpenPage) -> None:
    page = open_page().open_tab("Projects")
    page.at.selectbox(key="project_open").set_value("SPO-07")
    page.run().choose("funders", "UNICEF")
    assert page.at.selectbox(key="project_open").value is None
    assert "Enhancing Capacities" not in page.text()


def test_data_tab_shows_what_is_held_and_inferred(
    open_page: OpenPage, real: Dataset
) -> None:
    text = open_page().open_tab("Data").text()
    assert "Places held (1)" in text
    (held,) = real.coverage.held
    assert held.reason in text
    assert len(held.candidates) == 6
    for district in held.candidates:
        assert f"{district.adm2_name}, Sindh ({district.adm2_pcode})" in text
    inferred = [p for p in real.projects if p.focus_area_inferred]
    assert len(inferred) == 11
    for project in inferred:
        assert project.focus_area_inferred_reason in text


def test_data_tab_names_the_address_of_each_value_filled_in(
    open_page: OpenPage, real: Dataset
) -> None:
    page = open_page().open_tab("Data")
    for project in real.projects:
        for source in (project.status_source, project.focus_area_source):
            if source.startswith("http"):
                assert f'href="{source}"' in page.html()


def test_data_tab_lists_every_problem(open_page: OpenPage, real: Dataset) -> None:
    page = open_page().open_tab("Data")
    problems = check_all(real, GEO_DIR)
    assert problems
    table = page.at.dataframe[0].value
    assert list(table["value"]) == [problem.value for problem in problems]
    assert f"({len(problems)})" in page.text()


def test_data_tab_does_not_follow_the_filters(open_page: OpenPage) -> None:
    page = open_page({"funder": ["UNICEF"]}).open_tab("Data")
    assert page.numbers["Places held"] == 0
    assert "Places held (1)" in page.text()


def test_about_tab_says_how_things_are_counted(
    open_page: OpenPage, real: Dataset
) -> None:
    page = open_page().open_tab("About")
    words = " ".join(m.value for m in page.at.markdown) + page.text()
    for part in (
        "No district is shaded or counted unless a record names it",
        "A project counts once everywhere",
        "active at any time in the year",
        "Line of Control",
        "Survey of Pakistan",
        "CC BY 3.0 IGO",
        "do not imply official endorsement",
        "document 000, lines 20 to 22",
        real.records.date,
        real.version,
    ):
        assert part in words


def test_other_tabs_are_not_drawn_until_they_open(
    open_page: OpenPage, fake_map: FakeMap
) -> None:
    page = open_page()
    assert not page.at.dataframe
    page.open_tab("Data")
    assert fake_map.n_drawn == 2  # the map stays, so that it keeps its zoom
