"""Lists as clusters, donors and governments keep them, each with its own layout."""

import pytest

from spo_geo.dataset import Dataset
from spo_geo.intake.columns.headings import read_heading
from spo_geo.intake.columns.headnames import FIELDS
from spo_geo.intake.projects.result import Intake
from spo_geo.intake.projects.understand import understand
from spo_geo.intake.session import as_dataset
from spo_geo.intake.words.dates import read_dates, without_length
from spo_geo.intake.words.places import read_places
from spo_geo.ui.uploadheld import held_values
from tests.sheets import Value, adds_up, book, problems, read, rules, sheet

Rows = list[tuple[Value, ...]]


def column(intake: Intake, name: str) -> list[str]:
    return [row[name] for row in intake.rows]


def skipped(intake: Intake) -> list[int]:
    return [problem.row for problem in problems(intake, "skip")]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Lead Org", "implementing_partners"),
        ("Grantee", "implementing_partners"),
        ("participating-org (Implementing)", "implementing_partners"),
        ("participating-org (Funding)", "funders"),
        ("participating-org-ref (Funding)", ""),
        ("Funding Org:Name", "funders"),
        ("Who funds?", "funders"),
        ("Grant Title", "title"),
        ("Sector / Sub-Sector / Name of Scheme", "title"),
        ("پروجیکٹ کا نام", "title"),
        ("Location of Scheme", "place"),
        ("Beneficiary Location:Name", "place"),
        ("Geographical Areas of Work", "place"),
        ("recipient-country", "country"),
        ("ADM0_EN", "country"),
        ("ST_DATE", "start"),
        ("Planned Dates:Start Date", "start"),
        ("Date Completed", "end"),
        ("Target Date for Completion", "end"),
        ("Gen. Sr. No.", "serial"),
        ("activity-status-code", "status"),
    ],
)
def test_names_of_columns_in_lists_of_others(name: str, field: str) -> None:
    assert read_heading(name).field == field
    assert field in ("", *FIELDS)


def test_unlisted_tags_leave_the_name_above_them_its_meaning(real: Dataset) -> None:
    rows: Rows = [
        ("Title", "District", "Latitude", "Longitude", "Remarks", "Indicator"),
        ("#x_title", "#adm2", "#lat_deg", "#lon_deg", "#meta+comments", "#indicator"),
        ("Seeds", "Badin", 24.65, 68.83, "late", "12"),
    ]
    intake = understand(book(sheet(rows)), real)
    fields = [use.field for use in intake.mapping.uses]
    assert fields == ["title", "districts", "latitude", "longitude", "notes", "kept"]


def test_acronyms_and_codes_beside_the_names_are_text(real: Dataset) -> None:
    header = ("Title", "District", "Org Acronym", "Org Name")
    intake = read(real, ("A", "Badin", "IMC", "International Medical"), header=header)
    assert column(intake, "implementing_partners") == ["International Medical"]
    assert intake.projects[0].extra == {"Org Acronym": "IMC"}
    alone = read(real, ("A", "Badin", "IMC"), header=header[:3])
    assert column(alone, "implementing_partners") == ["IMC"]


def test_what_happened_wins_over_what_was_planned(real: Dataset) -> None:
    header = ("title", "location", "start-actual", "start-planned", "end-planned")
    rows = [
        ("A", "Badin", "2013-03-01", "2013-02-01", "2018-02-28", "2018-05-01"),
        ("B", "Badin", "", "2014-02-01", "2019-02-28", ""),
    ]
    intake = read(real, *rows, header=(*header, "end-actual"))
    assert column(intake, "start") == ["2013-03-01", "2014-02-01"]
    assert column(intake, "end") == ["2018-05-01", "2019-02-28"]


def test_codes_of_another_edition_hold_nothing(real: Dataset) -> None:
    header = ("Title", "Province", "District", "District Pcode")
    rows = [
        ("A", "Sindh", "Badin", "PK801"),
        ("B", "Sindh", "Dadu", "PK802"),
        ("C", "Punjab", "Multan", "PK719"),
        ("D", "KP", "Swat", "PK625"),
    ]
    intake = read(real, *rows, header=header)
    assert (intake.rows_taken, intake.rows_held) == (4, 0)
    assert "4 of 4 P-codes are not those of the district" in rules(intake, "note", 1)
    one = read(real, *[(*row[:3], "PK701") for row in rows], header=header)
    assert [p.row for p in problems(one, "hold")] == [3, 4, 5]
    foreign = [(*row[:3], f"AF01{n:02d}") for n, row in enumerate(rows)]
    assert read(real, *foreign, header=header).rows_held == 4


def test_a_cluster_sheet_with_instructions_totals_and_footnotes(real: Dataset) -> None:
    rows: Rows = [
        ("Pakistan floods: 4W",),
        (None, "Partner", None, "What", None, "Where", None, "When", None),
        (
            "Sr",
            "Lead agency",
            "Donor",
            "Activity",
            "Modality",
            "Province",
            "District",
            "Start",
            "End",
        ),
        (
            None,
            "(text)",
            "(text)",
            "(drop-down)",
            "(drop-down)",
            "(drop-down)",
            "(drop-down)",
            "dd/mm/yyyy",
            "dd/mm/yyyy",
        ),
        (1, "FAO", "CERF", "Feed", "Kind", "Sindh", "Dadu", "15/09/2022", "30/11/2022"),
        ("A", "SHELTER", None, None, None, None, None, None, None),
        (2, "IOM", "ECHO", "Tents", "Kind", "KPK", "Swat", "01/09/2022", ""),
        ("Sub-Total: Shelter", 1200, None, None, None, None, None, None, None),
        ("* Figures are provisional and as reported by cluster leads",),
        ("Source:", "Shelter cluster"),
        ("Prepared by: information section",),
    ]
    intake = understand(book(sheet(rows)), real)
    assert column(intake, "title") == ["Feed", "Tents"]
    assert column(intake, "districts") == ["Dadu", "Swat"]
    assert column(intake, "implementing_partners") == ["FAO", "IOM"]
    assert skipped(intake) == [4, 6, 8, 9, 10, 11]
    assert rules(intake, "skip", 4) == "words on how to fill in the columns"
    assert rules(intake, "skip", 8) == "a total"
    assert adds_up(intake)


def test_a_project_that_looks_like_a_remark_is_taken(real: Dataset) -> None:
    header = ("No", "Title", "District")
    rows = [
        ("A", "Sources of Income", "Badin"),
        ("B", "Notes from the Field", "Thatta"),
        ("C", "Total Sanitation", "Dadu"),
        (None, "Approved by the people", "Swat"),
        (5, "Note: a journal", "Multan"),
    ]
    intake = read(real, *rows, header=header)
    assert (intake.rows_taken, len(intake.rows)) == (5, 5)
    lettered = read(real, ("A", "EU"), ("B", "EU"), header=("Title", "Donor", "Place"))
    assert lettered.rows_taken == 2


def test_two_tables_on_one_sheet_are_each_read_by_their_own_header(
    real: Dataset,
) -> None:
    rows: Rows = [
        ("ONGOING PROJECTS",),
        ("S.No", "Project Title", "Donor", "District", "Start Date", "End Date"),
        (1, "Peace", "EU", "Swat", "Jan 2019", "Dec 2021"),
        ("COMPLETED PROJECTS",),
        ("S.No", "Project Title", "District", "Duration", "Donor"),
        (1, "Schools", "Badin", "2012-2014", "DFID"),
        ("S.No", "Project Title", "District", "Duration", "Donor"),
        (2, "Roads", "Dadu", "2010-2011", "World Bank"),
    ]
    intake = understand(book(sheet(rows)), real)
    assert column(intake, "districts") == ["Swat", "Badin", "Dadu"]
    assert column(intake, "funders") == ["EU", "DFID", "World Bank"]
    assert column(intake, "start") == ["2019-01", "2012", "2010"]
    assert rules(intake, "skip", 7) == "the header again"
    assert (intake.rows_read, adds_up(intake)) == (5, True)


def test_sheets_per_year_with_other_columns_are_all_read(real: Dataset) -> None:
    sheets = (
        sheet([("Project", "Donor", "District", "Year"), ("A", "EU", "Swat", 2015)]),
        sheet(
            [
                ("Sr", "Project", "Donor", "District", "Year", "Remarks"),
                (1, "B", "EU", "Badin", 2016, "late"),
            ],
            "2016",
        ),
        sheet(
            [
                ("Name of Project", "Funding Agency", "Districts", "Duration"),
                ("C", "EU", "Dadu", "2017-2018"),
            ],
            "2017",
        ),
        sheet([("Project", "Staff", "District"), ("A", "ten", "Swat")], "Staff"),
    )
    intake = understand(book(*sheets), real)
    assert column(intake, "title") == ["A", "B", "C"]
    assert column(intake, "districts") == ["Swat", "Badin", "Dadu"]
    assert "this sheet was not read (2 rows)" in rules(intake, "note")
    assert {taken.origin[0][0] for taken in intake.projects} == {
        "Sheet1",
        "2016",
        "2017",
    }


def test_the_name_of_a_sheet_is_the_province_of_its_rows(real: Dataset) -> None:
    names = ("Title", "District", "Year")
    sheets = (
        sheet([names, ("A", "Badin", 2015), ("B", "", 2015)], "Sindh"),
        sheet([names, ("C", "Badin", 2015), ("D", "Multan", 2015)], "Punjab"),
    )
    intake = understand(book(*sheets), real)
    assert column(intake, "scope") == ["districts", "provinces", *["districts"] * 2]
    assert column(intake, "provinces") == ["Sindh", "Sindh", "Punjab", "Punjab"]
    assert [p.value for p in problems(intake, "hold")] == ["Badin"]
    assert "the sheet's name is read as the province" in rules(intake, "note")


def test_a_mark_in_doubt_names_its_own_column(real: Dataset) -> None:
    header = ("Title", "Badin", "Swat", "Thatta")
    intake = read(real, ("A", "x", "planned", 3), header=header)
    assert [(p.column, p.value) for p in problems(intake, "hold")] == [
        ("Swat", "Swat"),
        ("Thatta", "Thatta"),
    ]


def test_a_province_before_a_hyphen(real: Dataset) -> None:
    found = read_places("KPK-Nowshera, Sindh–Badin", "", real.gazetteer)
    assert [(p.text, p.province, p.is_held) for p in found.places] == [
        ("Nowshera", "KPK", False),
        ("Badin", "Sindh", False),
    ]
    assert read_places("Punjab-Badin", "", real.gazetteer).held
    assert not read_places("Mirpur-Khas", "", real.gazetteer).held


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("24 months (July 2013 to June 2015)", "2013-07", "2015-06"),
        ("3 months, 2009", "2009", ""),
        ("Two years (2013-15)", "2013", "2015"),
        ("3 yrs. from Jan 2012", "2012-01", ""),
        ("12 months w.e.f. July 2014", "2014-07", ""),
        ("2016-18", "2016", "2018"),
        ("1 year", "", ""),
        ("one (1) year", "", ""),
        ("1.5 years", "", ""),
        ("90 days", "", ""),
    ],
)
def test_lengths_beside_dates(real: Dataset, text: str, start: str, end: str) -> None:
    intake = read(real, ("A", "Badin", text), header=("Title", "District", "Period"))
    (row,) = intake.rows
    assert (row["start"], row["end"]) == (start, end)
    assert problems(intake, "hold") == []
    assert text in row["dates_note"] or "read as the years" in row["dates_note"]


def test_years_that_run_backwards_or_too_far_are_held() -> None:
    assert "neither a month nor two years" in read_dates("2016-99").held
    assert "neither a month nor two years" in read_dates("2016-14").held
    assert without_length("24 months").strip() == ""


def test_planned_work_is_pointed_out(real: Dataset) -> None:
    rows = [("A", "Badin", "Planned"), ("B", "Badin", "Completed")]
    intake = read(real, *rows, header=("Title", "District", "Status"))
    assert "planned or announced only, by its status" in rules(intake, "note", 2)
    assert "planned" not in rules(intake, "note", 3)
    assert intake.rows_taken == 2


@pytest.mark.parametrize(
    "words",
    ["Upcoming", "In pipeline", "Yet to start", "Not yet started", "Not started"],
)
def test_other_words_for_planned_are_read_so(real: Dataset, words: str) -> None:
    header = ("Title", "District", "Status")
    intake = read(real, ("A", "Badin", words), header=header)
    assert column(intake, "status") == ["Planned"]
    assert rules(intake, "note", 2).startswith("read as Planned")
    assert as_dataset(intake, real).projects[0].is_planned


def test_a_cell_that_says_there_is_no_data_is_empty(real: Dataset) -> None:
    header = ("Title", "District", "Donor")
    rows = [("A", "Badin", "No Data"), ("B", "Thatta", "unspecified")]
    intake = read(real, *rows, header=header)
    assert column(intake, "funders") == ["", ""]
    assert column(intake, "funding_as_stated") == ["", ""]


def test_columns_of_every_table_are_known(real: Dataset) -> None:
    rows: Rows = [
        ("Title", "District", "Donor"),
        ("Peace", "Badin", "EU"),
        ("Project", "Location", "Funded by"),
        ("Water", "Karachi", "EU"),
    ]
    intake = understand(book(sheet(rows)), real)
    assert intake.as_dict()["columns"] == {
        "Title": "title",
        "District": "districts",
        "Donor": "funders",
        "Project": "title",
        "Location": "place",
        "Funded by": "funders",
    }
    (held,) = held_values(intake, real)
    assert (held.control, held.header, held.column) == (
        "place",
        "Location",
        "districts",
    )


def test_who_works_where_is_read_by_sector_and_organisation(real: Dataset) -> None:
    header = ("Organization", "Cluster", "Province", "District", "Contact No")
    rows = [
        ("SPO", "WASH", "Sindh", "Badin", ""),
        ("SPO", "WASH", "Sindh", "Thatta", ""),
        ("HANDS", "WASH", "Sindh", "Badin", ""),
        ("SPO", "Health", "KP", "Swat", ""),
    ]
    intake = read(real, *rows, header=header)
    assert column(intake, "title") == ["WASH: SPO", "WASH: HANDS", "Health: SPO"]
    assert column(intake, "districts") == ["Badin; Thatta", "Badin", "Swat"]
    assert column(intake, "focus_area") == ["WASH", "WASH", "Health"]
    assert "each is called by 'Cluster' and 'Organization'" in rules(intake, "note", 1)
    assert "title" in intake.mapping.columns
    assert adds_up(intake)
    chosen = intake.mapping.choose(1, "title")
    titled = understand(book(sheet([header, *rows])), real, mapping=chosen)
    assert set(column(titled, "title")) == {"WASH", "Health"}


def test_offices_in_a_list_of_organisations_are_no_coverage(real: Dataset) -> None:
    header = (
        "Organization",
        "Address",
        "District",
        "Themes",
        "Geographical Areas of Work",
    )
    row = ("GSF", "Main road", "Qambar", "Health", "Larkana, Shikarpur")
    intake = read(real, row, header=header)
    (said,) = problems(intake, "refuse")
    assert said.rule == "the sheet lacks a column with the project's title"
    assert "such as 'Themes' or 'Organization'" in said.suggestion


def test_an_activity_in_several_districts_is_one_line_of_work(real: Dataset) -> None:
    header = ("Lead Org", "Activity", "District", "Start", "Status")
    rows = [
        ("Merlin", "Mobile clinic", "D.G. Khan", "2010-08", "Ongoing"),
        ("Merlin", "Mobile clinic", "Rahim Yar Khan", "2010-08", "Ongoing"),
        ("Merlin", "Mobile clinic", "Layyah", "2010-08", "Planned"),
        ("UNICEF", "Latrines", "Dadu", "2010-09", "Ongoing"),
        ("IOM", "Tents", "Swat", "2010-09", "Ongoing"),
    ]
    intake = read(real, *rows, header=header)
    assert column(intake, "districts")[0] == "D.G. Khan; Rahim Yar Khan"
    assert column(intake, "status")[:2] == ["On-going", "Planned"]
    assert intake.mapping.layout == "project_district"
    titled = read(real, *rows, header=("Lead Org", "Title", *header[2:]))
    assert titled.mapping.layout == "project"


def test_organisations_across_districts(real: Dataset) -> None:
    header = ("Organization", "Thatta", "Badin", "Dadu")
    intake = read(real, ("SPO", 1, 1, 0), ("HANDS", "", "x", "✓"), header=header)
    assert column(intake, "title") == ["SPO", "HANDS"]
    assert column(intake, "districts") == ["Thatta; Badin", "Badin; Dadu"]
    assert column(intake, "implementing_partners") == ["SPO", "HANDS"]


def test_districts_across_organisations_are_refused_with_the_way_out(
    real: Dataset,
) -> None:
    header = ("Sr", "District", "Province", "UNICEF", "WFP", "SPO", "Total")
    rows = [(1, "Thatta", "Sindh", "x", "", "x", 2), (2, "Swat", "KP", "x", "x", "", 2)]
    (said,) = problems(read(real, *rows, header=header), "refuse")
    assert said.suggestion == (
        "names such as 'UNICEF' and 'WFP' stand over marks: paste the sheet transposed"
    )
