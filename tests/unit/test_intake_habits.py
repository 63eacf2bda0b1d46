"""Sheets as organisations keep them: each in another habit, each read whole."""

import datetime

from spo_geo.dataset import Dataset
from spo_geo.intake.projects.result import Intake
from spo_geo.intake.projects.understand import understand
from tests.sheets import Value, adds_up, book, merged, problems, read, rules, sheet

Rows = list[tuple[Value, ...]]
DAY = datetime.date


def taken(intake: Intake, column: str) -> list[str]:
    return [row[column] for row in intake.rows]


def test_a_who_does_what_where_sheet_with_hxl_tags(real: Dataset) -> None:
    rows: Rows = [
        ("Organization", "Donor", "Cluster", "Activity", "admin1Name", "admin2Name"),
        ("#org+prog", "#org+donor", "#sector", "#activity", "#adm1+name", "#adm2+name"),
        ("WFP", "USAID", "Food Security", "Food distribution", "Sindh", "Dadu"),
        ("WFP", "USAID", "Food Security", "Food distribution", "Sindh", "Khairpur"),
        ("PRSP", "UNICEF", "WASH", "Water trucking", "Balochistan", "Nasirabad"),
        ("PRSP", "UNICEF", "WASH", "Water trucking", "Balochistan", "Kachhi"),
    ]
    intake = understand(book(sheet(rows)), real)
    assert taken(intake, "title") == ["Food distribution", "Water trucking"]
    assert taken(intake, "districts") == ["Dadu; Khairpur", "Nasirabad; Kachhi"]
    assert taken(intake, "implementing_partners") == ["WFP", "PRSP"]
    assert rules(intake, "skip", 2) == "a row of HXL tags"
    assert intake.mapping.uses[0].header == "Organization"


def test_hxl_tags_say_what_a_foreign_name_does_not(real: Dataset) -> None:
    rows: Rows = [
        ("Titel", "Distrikt 2", "Geldgeber"),
        ("#activity", "#adm2+name", "#org+funder"),
        ("Wasser", "Badin", "GIZ"),
    ]
    (row,) = understand(book(sheet(rows)), real).rows
    assert (row["title"], row["districts"], row["funders"]) == (
        "Wasser",
        "Badin",
        "GIZ",
    )


def test_a_matrix_with_a_mark_under_each_district(real: Dataset) -> None:
    sindh, punjab = merged("Sindh", "D3"), merged("Punjab", "F3")
    rows: Rows = [
        ("Annex B: coverage",),
        (None,),
        ("S#", "Project", "Donor", "Sindh", sindh, "Punjab", punjab, "KP", "Remarks"),
        (None, None, None, "Badin", "Thatta", "Multan", "Lodhran", "Swat", None),
        (1, "Flood Recovery", "DFID", "X", "x", None, "✓", None, None),
        (2, "Girls Education", "UNICEF", None, "no", "yes", None, 1, "late"),
        (3, "Legal aid", "Oxfam", 250, None, None, None, None, None),
    ]
    intake = understand(book(sheet(rows)), real)
    assert taken(intake, "districts") == [
        "Badin; Thatta; Lodhran",
        "Multan; Swat",
        "Badin?",
    ]
    assert taken(intake, "district_provinces")[1] == "Punjab; KP"
    (problem,) = problems(intake, "hold")
    assert (problem.row, "does it work there?" in problem.rule) == (7, True)
    assert intake.mapping.header_rows == (3, 4)


def test_a_donor_report_with_merged_cells_and_from_and_to(real: Dataset) -> None:
    def down(text: str, origin: str) -> Value:
        return merged(text, origin)

    rows: Rows = [
        ("ABC Development Foundation",),
        ("Sr. No.", "Project Name", "Donor Agency", "Province", "District",
         "Project Duration", merged("Project Duration", "F2"), "Budget (PKR)"),
        (None, None, None, None, None, "From", "To", None),
        (1, "Integrated WASH", "UNICEF", "Sindh", "Sanghar", "Jan 2012", "Dec 2012",
         "Rs. 12.5 M"),
        (down("1", "A4"), down("Integrated WASH", "B4"), down("UNICEF", "C4"),
         down("Sindh", "D4"), "Mirpurkhas", None, None, None),
        (down("1", "A4"), down("Integrated WASH", "B4"), down("UNICEF", "C4"),
         "Punjab", "Rajanpur", None, None, None),
        (2, "Livelihoods", "PPAF", "KPK", "Charsada, Nowshehra",
         DAY(2012, 3, 15), DAY(2013, 2, 28), 5400000),
        ("Total", None, None, None, None, None, None, 17900000),
    ]  # fmt: skip
    intake = understand(book(sheet(rows)), real)
    first, second = intake.rows
    assert first["districts"] == "Sanghar; Mirpurkhas; Rajanpur"
    assert first["district_provinces"] == "Sindh; Sindh; Punjab"
    assert (first["start"], first["end"]) == ("2012-01", "2012-12")
    assert (second["start"], second["end"]) == ("2012-03-15", "2013-02-28")
    assert (intake.rows_read, intake.rows_taken, intake.rows_skipped) == (5, 4, 1)
    assert intake.projects[1].extra == {"Budget (PKR)": "5400000"}


def test_a_sheet_in_urdu(real: Dataset) -> None:
    header = (
        "نمبر شمار",
        "منصوبے کا نام",
        "ضلع",
        "صوبہ",
        "ڈونر",
        "تاریخ آغاز",
        "تاریخ اختتام",
    )
    rows = [
        (
            1,
            "تعلیم سب کے لیے",
            "لاہور، ملتان",
            "پنجاب",
            "یونیسف",
            "مارچ ۲۰۱۵",
            "دسمبر ۲۰۱۶",
        ),
        (2, "صاف پانی", "بدین اور ٹھٹہ", "سندھ", "آکسفیم", "۲۰۱۳", "جاری"),
    ]
    intake = read(real, *rows, header=header)
    assert taken(intake, "districts") == ["لاہور; ملتان", "بدین; ٹھٹہ"]
    assert taken(intake, "provinces") == ["Punjab", "Sindh"]
    assert taken(intake, "start") == ["2015-03", "2013"]
    assert taken(intake, "end") == ["2016-12", "ongoing"]
    assert intake.rows_taken == 2


def test_a_work_plan_with_quarter_columns(real: Dataset) -> None:
    year = merged("Year 1", "E1")
    rows: Rows = [
        ("Programme", "Project title", "Target Districts", "Funding Source", "Year 1",
         year, "Start"),
        (None, None, None, None, "Q1", "Q2", None),
        ("Governance", "Voice", "Khairpur / Sukkur", "Oxfam", "x", None, "4/15/2015"),
        ("Governance", "Youth", "Quetta & Pishin", "NDI", None, "x", "2/1/2014"),
    ]  # fmt: skip
    intake = understand(book(sheet(rows)), real)
    assert taken(intake, "districts") == ["Khairpur; Sukkur", "Quetta; Pishin"]
    assert taken(intake, "start") == ["2015-04-15", "2014-02-01"]
    assert intake.projects[0].extra == {"Programme": "Governance", "Year 1 / Q1": "x"}


def test_a_list_of_past_performance(real: Dataset) -> None:
    header = ("#", "Name of Assignment/Project", "Name of Client", "Value of Contract",
              "Location (Districts)", "Period of Performance")  # fmt: skip
    rows = [
        (1, "Infrastructure", "PPAF", "PKR 45,000,000",
         "Districts Bhakkar, Layyah and D.G Khan (Punjab)", "July 2009 – June 2012"),
        (2, "Elections", "UNDP", "USD 60,000", "All Pakistan", "2013"),
        (3, "Baseline", "GIZ", "EUR 20,000", "Swat and Chitral", "March-May 2011"),
    ]  # fmt: skip
    intake = read(real, *rows, header=header)
    assert taken(intake, "districts") == [
        "Bhakkar; Layyah; D.G Khan",
        "",
        "Swat; Chitral",
    ]
    assert taken(intake, "scope") == ["districts", "national", "districts"]
    assert taken(intake, "start") == ["2009-07", "2013", "2011-03"]
    assert taken(intake, "end") == ["2012-06", "", "2011-05"]
    assert (intake.rows_taken, intake.rows_held) == (2, 1)


def test_numbered_columns_and_coordinates_that_only_check(real: Dataset) -> None:
    header = (
        "Project Code",
        "Project Title",
        "District 1",
        "District 2",
        "Lat",
        "Long",
    )
    rows = [
        ("P-001", "Seeds", "Badin", "Thatta", 24.65, 68.83),
        ("P-002", "Goats", "Tharparkar", None, 31.5, 74.3),
        ("P-003", "Wells", None, None, 24.65, 68.83),
        ("P-004", "Trees", "Multan", None, "here", "there"),
    ]
    intake = read(real, *rows, header=header)
    assert taken(intake, "districts") == ["Badin; Thatta", "Tharparkar?", "", "Multan"]
    assert taken(intake, "scope")[2] == "not-stated"
    assert "the coordinates 31.5, 74.3 lie in Lahore" in rules(intake, "hold", 3)
    assert "the coordinates 31.5, 74.3 lie in Lahore" in intake.rows[1]["notes"]
    assert problems(intake, "hold", 4)[0].suggestion == "they lie in Badin: write it?"
    assert "not used to check" in rules(intake, "note", 5)


def test_a_pcode_beside_a_name_checks_it(real: Dataset) -> None:
    header = ("Activity", "District", "admin2Pcode")
    rows = [("A", "Badin", "PK701"), ("B", "Badin", "PK617"), ("C", None, "PK617")]
    intake = read(real, *rows, header=header)
    assert taken(intake, "districts") == ["Badin", "Badin?", "PK617"]
    assert "the P-code PK617 is that of Lahore" in rules(intake, "hold", 3)


def test_villages_and_union_councils_beside_their_district(real: Dataset) -> None:
    header = ("Name of Project", "Province", "District", "Tehsil", "UC", "Start Date")
    rows = [
        ("Latrines", "Sindh", "Umerkot", "Kunri", "Nabisar", "13/02/2014"),
        ("Latrines", "Sindh", "Sanghar", "Khipro", "Hathungo", "13/02/2014"),
        ("Wells", "Punjab", "Rajanpur", "Rojhan", "Umerkot", "05/03/2014"),
        ("Wells", "Punjab", "Rajanpur", "Jampur", "Kot", "05/03/2014"),
    ]
    intake = read(real, *rows, header=header)
    assert taken(intake, "districts") == ["Umerkot; Sanghar", "Rajanpur; Rajanpur"]
    assert taken(intake, "start") == ["2014-02-13", "2014-03-05"]
    assert intake.rows_held == 0


def test_a_tehsil_alone_is_held_even_when_a_district_has_its_name(
    real: Dataset,
) -> None:
    intake = read(real, ("Wells", "Badin"), header=("Project", "Tehsil"))
    assert taken(intake, "districts") == ["Tehsil Badin"]
    assert intake.rows_held == 1


def test_blank_cells_below_a_project_are_not_filled(real: Dataset) -> None:
    header = ("Donor", "Project", "District", "Start", "End")
    rows = [
        ("EU", "Rule of law", "Swat", "2014", "2017"),
        (None, None, "Buner", None, None),
        ("ADB", "Roads", "Karak", "2015", "2016"),
    ]
    intake = read(real, *rows, header=header)
    assert taken(intake, "districts") == ["Swat", "Karak"]
    assert (intake.rows_taken, intake.rows_held) == (2, 1)


def test_free_words_of_a_consultant(real: Dataset) -> None:
    header = ("Title", "Geographic Focus", "Partner", "Timeline", "Thematic Focus")
    rows = [
        ("Shelter", "AJK (Muzaffarabad, Bagh) and KP (Mansehra, Battagram)", "NDMA",
         "Oct 2005 – Dec 2007", "DRR; Shelter"),
        ("SDGs", "Nationwide, with focus on South Punjab", "UN", "2018 to date", "Law"),
        ("Law", "Federal level", "EU", "FY 2019-20", "Governance"),
        ("Cash", "Tehsil Jampur, District Rajanpur & Taluka Mehar, District Dadu",
         "WFP", "Sep'22 - Feb'23", "Food"),
        ("Return", "Khyber, N. Waziristan and S. Waziristan (ex-FATA)", "UNHCR",
         "2015-2017", "Protection"),
    ]  # fmt: skip
    intake = read(real, *rows, header=header)
    assert taken(intake, "districts") == [
        "Muzaffarabad; Bagh; Mansehra; Battagram",
        "South Punjab",
        "",
        "Rajanpur; Dadu",
        "Khyber; N. Waziristan; S. Waziristan",
    ]
    assert taken(intake, "scope")[2] == "institutional"
    assert taken(intake, "start") == ["2005-10", "2018", "2019-07", "2022-09", "2015"]
    assert taken(intake, "end") == ["2007-12", "ongoing", "2020-06", "2023-02", "2017"]
    assert taken(intake, "funding_as_stated") == ["not stated"] * 5
    assert [p.row for p in problems(intake, "hold")] == [3]


def test_a_sheet_that_lies_on_its_side_is_refused_with_the_way_out(
    real: Dataset,
) -> None:
    rows: Rows = [
        ("Project title", "Peace", "Law"),
        ("Donor", "DFID", "NED"),
        ("District", "Badin", "Multan"),
        ("Start date", "2012", "2014"),
    ]
    intake = understand(book(sheet(rows)), real)
    (problem,) = problems(intake, "refuse")
    assert problem.suggestion == "its first column names them: paste it transposed"
    assert adds_up(intake)


def test_districts_in_a_column_nobody_named_are_found_by_what_it_holds(
    real: Dataset,
) -> None:
    rows = [("Peace", "Badin"), ("Law", "Multan"), ("Water", "Quetta")]
    intake = read(
        real,
        *rows,
        header=(
            "Title",
            "Wo?",
        ),
    )
    assert taken(intake, "districts") == ["Badin", "Multan", "Quetta"]
    assert intake.mapping.uses[1].sure == "content"
    assert "almost all of its values are districts" in rules(intake, "note", 1)


def test_dates_in_a_column_nobody_named_are_found_by_what_it_holds(
    real: Dataset,
) -> None:
    rows = [("Peace", "Badin", "Oct 2011 – Sep 2014"), ("Law", "Multan", "Jan 2012")]
    intake = read(real, *rows, header=("Title", "District", "Wann"))
    assert taken(intake, "start") == ["2011-10", "2012-01"]
    reported = read(real, *rows, header=("Title", "District", "Report submitted"))
    assert taken(reported, "start") == ["", ""]


def test_a_number_in_a_column_of_districts_is_a_count(real: Dataset) -> None:
    rows = [("Peace", "5"), ("Law", "3 (Badin, Thatta, Sujawal)"), ("Aid", "Badin")]
    intake = read(real, *rows, header=("Title", "Districts"))
    assert taken(intake, "n_districts_stated") == ["5", "3", ""]
    assert taken(intake, "districts") == ["", "Badin; Thatta; Sujawal", "Badin"]
    assert taken(intake, "scope") == ["count", "districts", "districts"]


def test_an_empty_column_of_districts_beside_a_location_is_asked_about(
    real: Dataset,
) -> None:
    header = ("Title", "District", "Location")
    rows = [
        ("Peace", "Badin", "Goth Ali"),
        ("Law", None, "Multan"),
        ("Aid", None, "Sindh"),
    ]
    intake = read(real, *rows, header=header)
    assert taken(intake, "districts") == ["Badin", "Multan?", ""]
    assert "the column of districts is empty" in rules(intake, "hold", 3)
    assert taken(intake, "scope")[2] == "provinces"


def test_the_table_of_current_projects_on_the_organisations_own_site(
    real: Dataset,
) -> None:
    header = ("Sr. No", "Project Title", "Thematic Area", "Partner",
              "Geographical Region", "Target District")  # fmt: skip
    foundation = merged("Sindh Education Foundation (SEF)", "D4")
    rows: Rows = [
        header,
        ("UN Agencies",),
        (1, "Early Response", "Education", "UNICEF", "Sindh",
         "Khairpur, Dadu, Larkana and Qambar Shahdadkot"),
        (2, "FAS", "Education", "Sindh Education Foundation (SEF)", "Sindh",
         "Sukkur and Jacobabad"),
        (3, "PPRS", "Education", foundation, "Sindh", "Sukkur and Jacobabad"),
        ("INGOs/NGOs",),
        (4, "TB", "Health", "Mercy Corps (Global Fund)", "Balochistan",
         "Sibbi, Pashin, Jaffarabad, Kech, Panjgur, Lasbela"),
        (5, "Faith in Action", "Climate Change", "Norwegian Church Aid (NCA)",
         "KP and Sindh", "Peshawar, Umerkot and Sanghar"),
        (6, "Family Planning", "Health", "PPIF", "Punjab", "Rajapur, Jhang, Okara"),
    ]  # fmt: skip
    intake = understand(book(sheet(rows)), real)
    assert (intake.rows_read, intake.rows_taken) == (8, 4)
    assert (intake.rows_held, intake.rows_skipped) == (2, 2)
    assert taken(intake, "district_provinces")[4] == "KP; Sindh; Sindh"
    assert taken(intake, "funding_as_stated")[0] == "not stated"
    assert [p.value for p in problems(intake, "hold")] == [
        "Mercy Corps (Global Fund)",
        "Rajapur",
    ]


def test_regions_of_an_organisations_own_check_nothing(real: Dataset) -> None:
    rows = [("Peace", "Badin", "South Region"), ("Law", "Multan", "Centre")]
    intake = read(real, *rows, header=("Title", "District", "Geographical Region"))
    assert (intake.rows_taken, intake.rows_held) == (2, 0)
    assert intake.projects[0].extra == {"Geographical Region": "South Region"}


def test_a_strange_province_is_held_with_and_without_a_district(real: Dataset) -> None:
    rows = [
        ("Peace", "", "Punjab1"),
        ("Law", "Sindh", "Badin"),
        ("Aid", "Badin", "All"),
        ("Tax", "", "Sindh and KP"),
    ]
    intake = read(real, *rows, header=("Title", "District", "Province"))
    assert [p.value for p in problems(intake, "hold")] == ["Punjab1", "Badin"]
    assert taken(intake, "scope") == [
        "not-stated",
        "provinces",
        "districts",
        "provinces",
    ]
    assert taken(intake, "provinces")[3] == "Sindh; Khyber Pakhtunkhwa"
