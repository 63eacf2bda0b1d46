"""Forms, matrices and lists of others: exports of surveys, French, marks, divisions."""

import pytest

from spo_geo.cli import main
from spo_geo.dataset import Dataset
from spo_geo.intake.columns.header import without_groups
from spo_geo.intake.columns.headings import read_heading, year_named
from spo_geo.intake.projects.result import Intake
from spo_geo.intake.projects.understand import understand
from spo_geo.intake.session import as_dataset
from spo_geo.intake.words.dates import read_dates
from spo_geo.intake.words.placeorder import named_order, with_parts_named
from spo_geo.intake.words.places import read_places
from spo_geo.view import make_view
from tests.sheets import Value, adds_up, book, problems, read, rules, sheet

PLAIN = ("Title", "District", "Donor")


def shaded(intake: Intake, data: Dataset) -> list[str]:
    """Districts that the map would show."""
    counted = make_view(as_dataset(intake, data)).district_counts
    return sorted(one.district.adm2_name for one in counted)


def column(intake: Intake, name: str) -> list[str]:
    return [row[name] for row in intake.rows]


def taken(text: str, data: Dataset) -> list[str]:
    """Names of a cell that count."""
    found = read_places(text, "", data.gazetteer)
    return [place.text for place in found.places if not place.is_held]


# What is more than a district, or less


@pytest.mark.parametrize(
    "text",
    [
        "Sukkur and Larkana Divisions",
        "Divisions of Mirpurkhas, Hyderabad",
        "Division: Badin",
        "Rawalpindi & Multan Divs.",
        "Hyderabad Region",
        "Sukkur region",
        "Badin and Thatta regions",
        "Regions: Sukkur and Larkana",
    ],
)
def test_a_division_or_region_is_never_its_district(text: str, real: Dataset) -> None:
    assert taken(text, real) == []
    assert read_places(text, "", real.gazetteer).places


def test_names_of_divisions_offer_their_districts(real: Dataset) -> None:
    found = read_places("Sukkur and Larkana Divisions", "", real.gazetteer).places
    assert [place.text for place in found] == ["Sukkur Division", "Larkana Division"]
    offered = {d.adm2_name for d in found[0].match.candidates}
    assert offered == {"Ghotki", "Khairpur", "Sukkur"}


def test_regions_of_a_province_and_before_a_name_stay(real: Dataset) -> None:
    assert read_places("Sindh region", "", real.gazetteer).scope == "provinces"
    assert taken("Badin, Thatta", real) == ["Badin", "Thatta"]
    assert taken("remote regions of Badin", real) == ["Badin"]
    named = "Malakand Division (Swat, Buner)"
    assert taken(named, real) == ["Swat", "Buner"]


@pytest.mark.parametrize(
    ("heading", "text", "counted", "words"),
    [
        ("Location (Tehsil, District)", "Sahiwal, Sargodha", ["Sargodha"], "Sargodha"),
        ("Location (Tehsil, District)", "Khairpur, Bahawalpur", ["Bahawalpur"],
         "Tehsil Khairpur; Bahawalpur"),
        ("District, Tehsil", "Bahawalpur, Khairpur", ["Bahawalpur"],
         "Bahawalpur; Tehsil Khairpur"),
        ("Area (UC, Tehsil, District)", "Swat, Mardan", ["Mardan"],
         "Tehsil Swat; Mardan"),
    ],
)  # fmt: skip
def test_a_heading_says_which_name_is_the_district(
    heading: str, text: str, counted: list[str], words: str, real: Dataset
) -> None:
    intake = read(real, ("A", text), header=("Title", heading))
    assert column(intake, "districts") == [words]
    assert shaded(intake, real) == counted


def test_the_order_of_a_heading() -> None:
    assert named_order("Tehsil, District") == ("part", "district")
    assert named_order("District/Tehsil") == named_order("District") == ()
    assert with_parts_named("Matli, Badin; UC X, Badin", ("part", "district")) == (
        "Tehsil Matli, Badin\nUC X, Badin"
    )
    assert with_parts_named("Matli, Badin", ()) == "Matli, Badin"
    middle = ("part", "district", "part")
    assert with_parts_named("A, B", middle) == "A, B"


def test_where_people_came_from_is_no_coverage(real: Dataset) -> None:
    assert taken("IDPs from Bajaur in Nowshera", real) == []
    assert taken("Displaced families of Swat in Mardan", real) == []
    assert taken("Nowshera", real) == ["Nowshera"]


@pytest.mark.parametrize(
    "text",
    [
        "All districts of Sindh minus Badin",
        "Sindh without Badin",
        "Sindh: all but Badin",
    ],
)
def test_more_words_for_an_exception(text: str, real: Dataset) -> None:
    found = read_places(text, "", real.gazetteer)
    assert (found.scope, found.provinces, found.places) == (
        "provinces",
        ("Sindh",),
        (),
    )


def test_a_code_is_no_number_of_districts(real: Dataset) -> None:
    header = ("Title", "District", "Number of districts")
    intake = read(real, ("A", "612", ""), ("B", "", "400"), header=header)
    assert column(intake, "n_districts_stated") == ["", ""]
    assert column(intake, "scope") == ["districts", "not-stated"]
    assert "a number above the 160 districts of the map" in rules(intake, "hold")
    assert shaded(intake, real) == []


def test_bare_numbers_beside_names_check_nothing(real: Dataset) -> None:
    header = ("Title", "District", "District Code")
    rows = [("A", "Badin", "901"), ("B", "Swat", "902")]
    intake = read(real, *rows, header=header)
    assert shaded(intake, real) == ["Badin", "Swat"]
    assert rules(intake, "note").count("numbers, and no P-codes") == 1
    coded = read(real, ("A", "Badin", "PK999"), header=header)
    assert shaded(coded, real) == []


# Other countries


def test_a_list_whose_cells_name_other_countries_claims_no_province(
    real: Dataset,
) -> None:
    places = ["Rohtak, Haryana", "Junagadh, Gujarat", "Jaisalmer, Rajasthan",
              "Amritsar, Punjab", "Hyderabad, Deccan"]  # fmt: skip
    rows = [(f"Farm {n}", place) for n, place in enumerate(places)]
    intake = read(real, *rows, header=("Title", "Location"))
    assert set(column(intake, "provinces")) == {""}
    assert shaded(intake, real) == []
    here = read(real, ("A", "Badin, Sindh"), header=("Title", "Location"))
    assert column(here, "provinces") == ["Sindh"]


def test_one_listed_name_among_three_strange_ones_waits(real: Dataset) -> None:
    names = ("Hyderabad", "Warangal", "Nizamabad", "Karimnagar")
    header = ("Title", "District", "Province")
    rows = [(f"Project {n}", name, "") for n, name in enumerate(names)]
    assert shaded(read(real, *rows, header=header), real) == []
    stated = [(title, name, "Sindh") for title, name, _ in rows]
    assert shaded(read(real, *stated, header=header), real) == ["Hyderabad"]
    assert shaded(read(real, *rows[:3], header=header), real) == ["Hyderabad"]


def test_a_county_is_no_country(real: Dataset) -> None:
    assert read_heading("County").field == "province"
    assert read_heading("Governorate").field == "province"
    rows = [(f"Project {n}", name) for n, name in enumerate(("Turkana", "Garissa"))]
    intake = read(real, *rows, header=("Title", "County"))
    assert "as its country" not in rules(intake, "hold")
    assert shaded(intake, real) == []


# Headings


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Projet", "title"),
        ("Intitulé du projet", "title"),
        ("Bailleur", "funders"),
        ("Bailleurs de fonds", "funders"),
        ("Partenaire de mise en œuvre", "implementing_partners"),
        ("Date de début", "start"),
        ("DATE DE DEBUT", "start"),
        ("Date de fin", "end"),
        ("Secteur", "focus_area"),
        ("Zone d’intervention", "place"),
        ("Pays", "country"),
        ("N°", "serial"),
        ("Operational Presence", "place"),
        ("Facilitating Partner/Implementer Partner", "implementing_partners"),
        ("Length (m)", ""),
        ("Length of Project", "duration"),
        ("n_planned", ""),
        ("What is the name of your organization?", "implementing_partners"),
        ("What is the title of the project you are reporting on?", "title"),
        ("In which province(s) is the project being implemented?", "province"),
        (
            "Please list all the districts where your project is currently being "
            "implemented (separate by commas)",
            "districts",
        ),
        ("Who is the donor / funding agency of this project?", "funders"),
        ("When did the project start? (month and year)", "start"),
        ("When will the project end?", "end"),
        ("Is the project in a flood-affected district?", ""),
        ("In which district do you live?", ""),
        ("Which district is your office in?", ""),
        ("How many districts does the project cover?", ""),
        ("Which other districts may be added later?", ""),
        ("Where do you work?", ""),
        ("Where is the project being implemented?", ""),
        ("When was the project implemented?", ""),
        ("Who implemented the project?", ""),
        ("What does the project do?", ""),
        ("Please state the district", "districts"),
        ("Which year?", "period"),
        ("What is it? " * 30, ""),
    ],
)
def test_names_of_columns_in_forms_and_in_french(name: str, field: str) -> None:
    assert read_heading(name).field == field


def test_accents_go_and_urdu_letters_stay() -> None:
    assert read_heading("آغاز").field == "start"
    assert read_heading("Début").field == read_heading("De\u0301but").field == "start"


def test_x_and_y_are_coordinates_beside_each_other_only(real: Dataset) -> None:
    header = ("Title", "District", "X")
    alone = read(real, ("A", "Badin", "x"), header=header)
    assert alone.mapping.uses[2].field == ""
    both = read(real, ("A", "Badin", 68.8, 24.7), header=(*header, "Y"))
    assert [u.field for u in both.mapping.uses[2:]] == ["longitude", "latitude"]


def test_an_export_of_a_form_is_read_behind_its_groups(real: Dataset) -> None:
    header = ("start", "end", "org/org_name", "org/donor", "proj/project_title",
              "proj/start_date", "proj/end_date", "loc/province", "loc/district",
              "_submission_time")  # fmt: skip
    rows = [
        ("2022-09-14T10:21:33.000+05:00", "2022-09-16T10:41:03.000+05:00", "SPO",
         "ECHO", "Kits", "2022-10-01", "2022-12-31", "Sindh", "dadu",
         "2022-09-16T05:41:50"),
        ("2022-09-15T09:12:10.000+05:00", "2022-09-17T09:44:51.000+05:00", "SPO",
         "EU", "Tents", "2022-10-05", "2022-11-30", "Punjab", "rahim_yar_khan",
         "2022-09-17T05:41:50"),
    ]  # fmt: skip
    intake = read(real, *rows, header=header, kind="csv")
    assert column(intake, "title") == ["Kits", "Tents"]
    assert column(intake, "start") == ["2022-10-01", "2022-10-05"]
    assert shaded(intake, real) == ["Dadu", "Rahim Yar Khan"]
    assert adds_up(intake)


def test_when_a_form_was_filled_in_is_no_date_of_a_project(real: Dataset) -> None:
    header = ("Title", "District", "start", "end")
    form = ("2022-09-14T10:21:33", "2022-09-16T10:41:03")
    intake = read(real, ("Kits", "Dadu", *form), header=header, kind="csv")
    assert column(intake, "start") == column(intake, "end") == [""]
    zone = ("2014-09-30T19:00:00Z", "2015-09-29T19:00:00Z")
    kept = read(real, ("Kits", "Dadu", *zone), header=header, kind="csv")
    assert column(kept, "start") == ["2014-09-30"]


def test_groups_that_one_name_has_alone_stay() -> None:
    assert without_groups(["District/Tehsil", "Title"]) == ["District/Tehsil", "Title"]
    assert without_groups(["a/b/district", "a/c/donor"]) == ["district", "donor"]
    assert without_groups(["Start / End", "Start / Cost"])[0] == "Start / End"


def test_a_deadline_is_no_start(real: Dataset) -> None:
    header = ("Title", "District", "Deadline")
    rows = [("A", "Badin", "2024-12-31"), ("B", "Dadu", "2025-01-31")]
    assert column(read(real, *rows, header=header), "start") == ["", ""]


def test_periods_under_dates_are_read_and_single_days_are_not(real: Dataset) -> None:
    header = ("Title", "District", "Dates")
    period = read(real, ("A", "Badin", "01-Mar-2015 to 28-Feb-2017"), header=header)
    assert column(period, "end") == ["2017-02-28"]
    report = read(real, ("A", "Badin", "01-Mar-2015"), header=header)
    assert column(report, "start") == [""]


def test_an_actual_date_wins_over_a_date_of_completion(real: Dataset) -> None:
    header = ("Title", "District", "Completion Date", "Actual end date")
    rows = [
        ("A", "Badin", "Oct/29/2014", "Apr\\27\\2015"),
        ("B", "Dadu", "Nov/24/2014", ""),
    ]
    intake = read(real, *rows, header=header)
    assert column(intake, "end") == ["2015-04-27", "2014-11-24"]


def test_a_list_of_places_is_no_list_of_projects(real: Dataset) -> None:
    header = ("name", "district_name")
    rows = [("Dadu, Sindh", "Dadu"), ("Swat", "Swat"), ("Badin (Sindh)", "Badin")]
    places = read(real, *rows, header=header)
    assert places.is_refused
    projects = read(real, ("Wells", "Dadu"), ("Seeds", "Swat"), header=header)
    assert not projects.is_refused


# Marks under years and funders, funders as sheets


def test_marks_under_years_are_the_period(real: Dataset) -> None:
    header = ("Title", "District", "2015", "2016", "2017")
    rows: list[tuple[Value, ...]] = [
        ("A", "Badin", "x", "x", ""),
        ("B", "Dadu", "", "", "✓"),
        ("C", "Thatta", "x", "", "x"),
        ("D", "Swat", "", "", ""),
    ]
    intake = read(real, *rows, header=header)
    assert column(intake, "start") == ["2015", "2017", "", ""]
    assert column(intake, "end") == ["2016", "", "", ""]
    assert "a year between them is not" in rules(intake, "hold", 4)
    amounts = read(real, ("A", "Badin", 120, 30, 5), header=header)
    assert column(amounts, "start") == [""]


def test_a_header_of_years_is_the_header(real: Dataset) -> None:
    rows = [("District", "2012", "2013"), ("Badin", "X", "X"), ("Dadu", "", "X")]
    intake = understand(book(sheet(rows), kind="csv"), real)
    assert intake.mapping.header_rows == (1,)
    assert [u.header for u in intake.mapping.uses] == ["District", "2012", "2013"]


def test_marks_under_funders_are_funders(real: Dataset) -> None:
    header = ("Title", "District", "UNICEF", "UNDP", "USAID", "Youth")
    rows = [("A", "Badin", "x", "✓", "", "x"), ("B", "Dadu", "", "0", "Yes", "x")]
    intake = read(real, *rows, header=header)
    assert column(intake, "funders") == ["UNICEF; UNDP", "USAID"]
    assert [u.field for u in intake.mapping.uses[2:]] == ["funder_mark"] * 3 + [""]
    one = read(real, rows[0][:3], header=header[:3])
    assert column(one, "funders") == [""]


def test_a_sheet_named_for_a_funder_states_it(real: Dataset) -> None:
    header = ("Title", "District")
    named = [sheet([header, (f"{n} A", "Badin")], n) for n in ("UNICEF", "USAID")]
    intake = understand(book(*named), real)
    assert column(intake, "funders") == ["UNICEF", "USAID"]
    assert column(intake, "funding_as_stated") == ["not stated", "not stated"]
    own = sheet([PLAIN, ("A", "Badin", "ECHO")], "UNICEF")
    assert column(understand(book(own), real), "funders") == ["ECHO"]
    other = understand(book(sheet([header, ("A", "Badin")], "Data")), real)
    assert column(other, "funders") == [""]


def test_districts_under_provinces_in_a_table_of_who_works_where(real: Dataset) -> None:
    rows: list[tuple[Value, ...]] = [
        ("Organization", "", "Punjab", "", "Sindh", ""),
        ("", "Sector", "Multan", "Rajanpur", "Badin", "Thatta"),
        ("SPO", "WASH", "x", "", "x", ""),
    ]
    intake = understand(book(sheet(rows)), real)
    assert intake.mapping.header_rows == (1, 2)
    assert shaded(intake, real) == ["Badin", "Multan"]


def test_pan_pakistan_is_the_whole_country(real: Dataset) -> None:
    assert read_places("Pan-Pakistan", "", real.gazetteer).scope == "national"


def test_a_line_that_breaks_inside_a_name_parts_nothing(real: Dataset) -> None:
    broken = "Embassy of\nthe Kingdom of the Netherlands"
    intake = read(real, ("A", "Badin", broken), header=PLAIN)
    assert column(intake, "funders") == [broken.replace("\n", " ")]
    two = read(real, ("A", "Badin", "DFID\nOxfam"), header=PLAIN)
    assert column(two, "funders") == ["DFID; Oxfam"]


@pytest.mark.parametrize(
    ("text", "year"),
    [("2015", 2015), ("Year 2016", 2016), ("2015-16", 0), ("1415", 0), ("2015 x", 0)],
)
def test_years_as_names(text: str, year: int) -> None:
    assert year_named(text) == year


# Dates


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("mars 2017", "2017-03", ""),
        ("1er août 2018", "2018-08-01", ""),
        ("du 1 mai 2015 au 2 juin 2016", "2015-05-01", "2016-06-02"),
        ("Mar/19/2014", "2014-03-19", ""),
        ("Apr\\27\\2015", "2015-04-27", ""),
        ("FY22/23", "2022-07", "2023-06"),
    ],
)
def test_more_forms_of_dates(text: str, start: str, end: str) -> None:
    found = read_dates(text)
    assert (str(found.start or ""), str(found.end or "")) == (start, end)


def test_what_is_held_says_why_and_what_it_may_be(real: Dataset) -> None:
    assert read_dates("en cours").ongoing
    hijri = read_dates("15 Ramadan 1440")
    assert "Islamic calendar" in hijri.held
    assert "Islamic calendar" in read_dates("رمضان ۱۴۴۰").held
    assert read_dates("FY 21").suggestion == "FY 2020-21?"
    assert "Islamic" not in read_dates("1400 households").held
    header = ("Title", "District", "Start Date")
    intake = read(real, ("A", "Badin", "41913"), header=header, kind="csv")
    (held,) = problems(intake, "hold")
    assert held.suggestion == "1 Oct 2014?"


# The first screen


def test_the_counts_stand_first_and_what_keeps_a_sheet_out_above_them(
    tmp_path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Title,Colour,District\nA,red,Badin\nB,red,Nowhere\n", "utf-8")
    assert main(["check", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("2 rows read = 1 taken + 1 held")
    assert lines[1].startswith("hold: ")
    path.write_text("some words\nand more of them\n", "utf-8")
    assert main(["check", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("refuse: ")
    assert lines[1].startswith("2 rows read")
