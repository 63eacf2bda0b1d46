from spo_geo.dataset import Dataset
from spo_geo.view import make_view
from tests.app.conftest import AppPage, FakeMap, OpenPage, as_text


def open_district(page: AppPage, pcode: str) -> AppPage:
    page.at.selectbox(key="district_open").set_value(pcode)
    return page.run()


def test_district_list_opens_its_projects(open_page: OpenPage) -> None:
    page = open_district(open_page(), "PK615")
    text = page.text()
    assert "Khanewal, Punjab (PK615)" in text
    for part in (
        "Enhancing Capacities for Transparent and Accountable Local Governance",
        "SPO-07 · Mar 2015 – Feb 2016",
        "Focus area: Governance",
        "United States Agency for International Development (USAID)",
        "000:20-22",
        "SPO-12 · Jan 2013 – Dec 2015",
        "Packard Foundation",
    ):
        assert part in text
    assert "Citizen First" not in text


def test_district_list_says_when_no_record_names_it(
    open_page: OpenPage, fake_map: FakeMap
) -> None:
    page = open_district(open_page(), "PK714")
    assert "No record in this selection names this district." in page.text()
    assert "Karachi (SPO-07) may lie here" in page.text()
    assert fake_map.shaded.isdisjoint({"PK714"})


def test_district_list_begins_with_the_districts_named(
    open_page: OpenPage, real: Dataset
) -> None:
    options = open_page().at.selectbox(key="district_open").options
    counted = make_view(real).district_counts
    named = sorted(
        (c.district.adm2_name, c.district.adm1_name, c.n_projects) for c in counted
    )
    assert options[: len(named)] == [f"{d}, {p} ({n})" for d, p, n in named]
    assert len(options) == 160
    assert all(option.endswith("(0)") for option in options[len(named) :])


def test_click_on_the_map_opens_the_district(
    open_page: OpenPage, fake_map: FakeMap
) -> None:
    page = open_page()
    fake_map.click = "PK602"
    page.run()
    assert page.at.selectbox(key="district_open").value == "PK602"
    assert "Access to Education for All" in page.text()
    page.run()
    assert fake_map.state["selected"] == "PK602"


def test_open_district_stays_open_and_follows_the_filters(
    open_page: OpenPage, fake_map: FakeMap
) -> None:
    page = open_district(open_page(), "PK615")
    page.choose("funders", "USAID")
    assert fake_map.state["selected"] == "PK615"
    text = page.text()
    assert "SPO-07 · Mar 2015 – Feb 2016" in text
    assert "SPO-12 · Jan 2013 – Dec 2015" not in text
    page.choose("funders", "UNICEF")
    assert "No record in this selection names this district." in page.text()


def test_projects_without_district_stand_under_their_scope(
    open_page: OpenPage, real: Dataset
) -> None:
    page = open_page()
    view = make_view(real)
    assert "Not on the map: 12 of 33 projects" in page.text()
    groups = {e.label: e for e in page.at.expander if e.label != "More filters"}
    assert list(groups) == [
        "Provinces named, no district (2)",
        "National (5)",
        "A number of districts, none named (4)",
        "Federal or provincial level, no place (1)",
    ]
    shown = " ".join(as_text(e.children[0].value) for e in groups.values())
    for project in view.projects_without_district:
        assert f"{project.project_id} · {project.period}" in shown
        assert " ".join(project.coverage.split()) in shown
    (counted,) = (e for label, e in groups.items() if label.startswith("A number"))
    assert "42 districts, none named" in as_text(counted.children[0].value)


def test_projects_without_district_follow_the_filters(open_page: OpenPage) -> None:
    page = open_page({"funder": ["USAID"]})
    assert "Not on the map: 3 of 5 projects" in page.text()
    labels = [e.label for e in page.at.expander]
    assert "National (2)" in labels
    assert not any(label.startswith("A number") for label in labels)


def test_tiles_are_off_until_switched_on(
    open_page: OpenPage, fake_map: FakeMap
) -> None:
    page = open_page()
    assert fake_map.state["tiles"] is False
    page.at.toggle(key="tiles").set_value(True)
    page.run()
    assert fake_map.state["tiles"] is True


def test_boundaries_carry_source_and_disclaimer(open_page: OpenPage) -> None:
    captions = " ".join(caption.value for caption in open_page().at.caption)
    assert "COD-AB Pakistan, valid 9 September 2022" in captions
    assert "do not imply official endorsement" in captions
