"""Rows 73 to 90 of the list of tricky inputs: what the sheet is like, and its use.

Bytes are the part of the reader; these tests ask what becomes of what it gives.
"""

import csv
import io

import pytest

from spo_geo.dataset import DATA_DIR, Dataset
from spo_geo.filters import Filters
from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.files.cells import Cell, SheetRow
from spo_geo.intake.files.sheets import read_workbook
from spo_geo.intake.merging.merge import plan
from spo_geo.intake.merging.table import NAME, read_table
from spo_geo.intake.projects.understand import problems_table, understand
from spo_geo.intake.session import as_dataset
from spo_geo.intake.words.numbers import is_money, read_number
from spo_geo.intake.words.places import read_places
from spo_geo.view import make_view
from tests.sheets import (
    HEADER,
    Value,
    adds_up,
    book,
    merged,
    problems,
    read,
    rules,
    sheet,
)

CSV = (
    "Title,District,Province,Start,End,Donor\r\n"
    "Law – “Rights”,Badin,Sindh,2012,,DFID\r\n"
)


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode("utf-8-sig"),
        CSV.encode("utf-16"),
        CSV.encode("cp1252"),
        CSV.replace("\r\n", "\r").encode("utf-8"),
    ],
    ids=["bom", "utf-16", "windows-1252", "old mac"],
)
def test_row_73_the_first_header_is_a_title_in_any_encoding(
    real: Dataset, content: bytes
) -> None:
    intake = understand(read_workbook("x.csv", content), real)
    assert intake.mapping.uses[0].header == "Title"
    assert intake.rows[0]["title"] == "Law – “Rights”"
    assert intake.rows[0]["districts"] == "Badin"


def test_row_74_ragged_rows_are_held_and_lines_in_cells_kept(real: Dataset) -> None:
    text = 'Title;District;Donor\n"Law, order";"Badin\nThatta";DFID\nShort;Multan\n'
    intake = understand(read_workbook("x.csv", text.encode()), real)
    (row,) = intake.rows
    assert (row["title"], row["districts"]) == ("Law, order", "Badin; Thatta")
    assert (intake.rows_taken, intake.rows_held) == (1, 1)
    (problem,) = problems(intake, "hold")
    assert "cells" in problem.rule
    assert problem.done == "not taken as a project yet"


NAMES_OF_COLUMNS = {
    "district": ("Districts", "District(s)", "Area", "Location", "Project Location"),
    "funder": ("Donor", "Partner", "Funding Partner", "Donor Agency", "Funded by"),
    "start": ("Start", "Start Date", "Date of Commencement", "Project Start Date"),
    "end": ("Completion Date", "End", "Date of Completion", "Closing Date"),
}


@pytest.mark.parametrize(
    "place", [*NAMES_OF_COLUMNS["district"], "Geographic Coverage"]
)
@pytest.mark.parametrize("donor", NAMES_OF_COLUMNS["funder"])
def test_row_75_columns_are_known_by_the_names_people_use(
    real: Dataset, place: str, donor: str
) -> None:
    rows = [
        ("SPO", None, None, None, None),
        (None, None, None, None, None),
        ("List of projects", None, None, None, None),
        ("Project Title", place, "Start", "Completion Date", donor),
        ("Law", "Badin", "2012", "2014", "DFID"),
    ]
    intake = understand(book(sheet(rows)), real)
    (row,) = intake.rows
    assert (row["districts"], row["start"], row["end"]) == ("Badin", "2012", "2014")
    assert row["funders"] == "DFID"
    assert intake.mapping.header_rows == (4,)
    assert "2 rows above the header were left out" in rules(intake, "note", 4)


def test_row_75_two_header_rows_are_read_together(real: Dataset) -> None:
    rows: list[tuple[Value, ...]] = [
        (
            "S. No",
            "Name of Project",
            "Location",
            merged("Location", "C1"),
            "Duration",
            None,
        ),
        (None, None, "Province", "District", "From", "To"),
        (1, "Law", "Sindh", "Badin", "Jan 2012", "Dec 2014"),
    ]
    intake = understand(book(sheet(rows)), real)
    (row,) = intake.rows
    assert (row["districts"], row["district_provinces"]) == ("Badin", "Sindh")
    assert (row["start"], row["end"]) == ("2012-01", "2014-12")
    assert intake.mapping.header_rows == (1, 2)


def test_row_75_unknown_columns_are_listed_and_kept_as_text(real: Dataset) -> None:
    header = ("Title", "District", "Colour of folder")
    intake = read(real, ("Law", "Badin", "green"), header=header)
    assert [use.header for use in intake.mapping.ignored] == ["Colour of folder"]
    assert "nobody knows this column" in rules(intake, "note", 1)
    assert intake.projects[0].extra == {"Colour of folder": "green"}


def test_row_76_order_is_free_and_typos_are_read_with_a_note(real: Dataset) -> None:
    header = ("Donor ", " Distrcit", "Extra", "Tittle")
    intake = read(real, ("DFID", "Badin", "x", "Law"), header=header)
    (row,) = intake.rows
    assert (row["title"], row["districts"], row["funders"]) == ("Law", "Badin", "DFID")
    assert "taken for districts: almost a listed name" in rules(intake, "note", 1)


def test_row_76_a_missing_needed_column_refuses_and_names_it(real: Dataset) -> None:
    for header, lacks in (
        (("Title", "Donor", "Start"), "a column that says where"),
        (("District", "Donor", "Start"), "a column with the project's title"),
    ):
        intake = read(real, ("a", "DFID", "2012"), header=header)
        assert intake.is_refused
        assert lacks in rules(intake, "refuse")
        assert (intake.projects, intake.rows_held) == ((), 1)
        assert adds_up(intake)


def test_row_76_a_missing_start_date_leaves_the_dates_not_stated(real: Dataset) -> None:
    intake = read(real, ("Law", "Badin"), header=("Title", "District"))
    (project,) = make_view(as_dataset(intake, real)).projects
    assert project.period == "dates not stated"


def test_row_76_two_columns_of_one_name_are_asked_about(real: Dataset) -> None:
    header = ("Title", "District", "Partner", "Partner")
    intake = read(real, ("Law", "Badin", "DFID", "SAP-PK"), header=header)
    asked = [use for use in intake.mapping.uses if use.sure == "ask"]
    assert [use.index for use in asked] == [2, 3]
    assert len(problems(intake, "hold", 1)) == 2
    assert intake.rows[0]["funders"] == ""
    chosen = intake.mapping.choose(2, "funders").choose(3, "collaborators")
    again = understand(
        book(sheet([header, ("Law", "Badin", "DFID", "SAP-PK")])), real, mapping=chosen
    )
    assert again.rows[0]["funders"] == "DFID"
    assert again.rows[0]["collaborators"] == "SAP-PK"
    assert problems(again, "hold") == []


def test_row_77_sheets_hidden_rows_totals_and_sub_headings(real: Dataset) -> None:
    rows: list[tuple[Value, ...]] = [
        HEADER,
        ("UN Agencies",),
        ("Law", "Badin", "Sindh", "2012", "2014", "UNICEF"),
        ("INGOs/NGOs",),
        ("Peace", "Multan", "Punjab", "2013", "2014", "Oxfam"),
        ("Total: 15",),
        ("Grand Total", None, None, None, None, 15),
    ]
    one = sheet(rows)
    hidden = SheetRow(one.rows[4].number, one.rows[4].cells, hidden=True)
    shown = sheet(rows)
    numbered = type(one)(one.name, (*one.rows[:4], hidden, *one.rows[5:]))
    other = sheet([("Read me",), ("This file lists projects",)], "Notes")
    intake = understand(book(numbered, other), real)
    assert [row["title"] for row in intake.rows] == ["Law", "Peace"]
    skipped = {p.row: p.rule for p in problems(intake, "skip")}
    assert sorted(skipped) == [2, 4, 6, 7]
    assert "sub-heading" in skipped[2]
    assert (skipped[6], skipped[7]) == ("a total", "a total")
    assert "a hidden row" in rules(intake, "note", 5)
    assert "this sheet was not read (2 rows)" in rules(intake, "note", 0)
    secret = understand(book(type(one)("S", shown.rows, hidden=True)), real)
    assert len(secret.projects) == 2  # nothing else to read


def test_row_77_sheets_of_one_shape_are_read_together(real: Dataset) -> None:
    books = book(
        sheet([HEADER, ("Law", "Badin", "", "2012", "", "")], "2012"),
        sheet([HEADER, ("Peace", "Multan", "", "2013", "", "")], "2013"),
    )
    both = understand(books, real)
    assert [taken.label for taken in both.projects] == ["2012 row 2", "2013 row 2"]
    one = understand(books, real, sheet="2013")
    assert [row["title"] for row in one.rows] == ["Peace"]


def test_row_78_a_merged_donor_is_that_of_all_its_rows(real: Dataset) -> None:
    donor = merged("Sindh Education Foundation (SEF)", "C2")
    rows = [
        ("FAS", "Sukkur", "Sindh Education Foundation (SEF)"),
        ("PPRS", "Jacobabad", donor),
        ("SMHSP", "Shikarpur", donor),
    ]
    intake = read(real, *rows, header=("Title", "District", "Donor"))
    assert [row["title"] for row in intake.rows] == ["FAS", "PPRS", "SMHSP"]
    assert {row["funders"] for row in intake.rows} == {
        "Sindh Education Foundation (SEF)"
    }


def test_row_79_stored_values_are_used_and_errors_are_empty(real: Dataset) -> None:
    formula = Cell("Badin", "text", "Badin", "formula, stored value")
    error = Cell("", "error", None, "#REF!")
    intake = read(real, ("=A2", formula, "", error, "", "@SUM(1)"))
    (row,) = intake.rows
    assert (row["title"], row["districts"], row["start"]) == ("=A2", "Badin", "")
    assert "an error value; taken as empty" in rules(intake, "note", 2)
    table = problems_table(intake).decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(table)) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    exported = read(real, ("'=A2", "Badin", "", "", "", ""))
    assert exported.rows[0]["title"] == "=A2"


def test_row_80_code_stays_text_and_shortcodes_are_stripped(real: Dataset) -> None:
    titles = {
        "<script>alert(1)</script>": "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>": "<img src=x onerror=alert(1)>",
        '[kc_row _id="12"]Law[/kc_row]': "Law",
        "Law &amp; Order &amp;lt;": "Law & Order &lt;",
        "javascript:alert(1)": "javascript:alert(1)",
        "{{7*7}} {% raw %}": "{{7*7}} {% raw %}",
    }
    rows = [(title, "Badin", "", "", "", f"D{n}") for n, title in enumerate(titles)]
    intake = read(real, *rows)
    assert [row["title"] for row in intake.rows] == list(titles.values())
    assert "shortcodes of a web page were stripped" in rules(intake, "note", 4)
    assert "decoded once" in rules(intake, "note", 5)
    assert intake.rows[2]["title_as_written"] == '[kc_row _id="12"]Law[/kc_row]'


def test_row_81_a_cell_as_long_as_a_workbook_allows_is_held(real: Dataset) -> None:
    long = "Some place, " * 2730
    intake = read(real, ("Law", long, "", "", "", long))
    assert intake.rows_held == 1
    assert len(intake.rows[0]["districts"]) < 200
    assert len(intake.rows[0]["funders"]) < 200
    assert "no list of names" in rules(intake, "hold", 2)


def test_row_82_nothing_to_read_is_one_plain_sentence(real: Dataset) -> None:
    only_header = read(real)
    assert "the sheet has a header and no rows below it" in rules(only_header, "refuse")
    empty = understand(book(sheet([])), real)
    assert "no row names the columns" in rules(empty, "refuse")
    prose = understand(book(sheet([("Dear all",), ("see below",)])), real)
    assert (prose.is_refused, prose.rows_read, prose.rows_held) == (True, 2, 2)
    for intake in (only_header, empty, prose):
        assert len(problems(intake, "refuse")) == 1
        assert adds_up(intake)


def test_row_83_numbers_keep_their_words() -> None:
    read_as = {
        text: (read_number(text).value, read_number(text).qualifier)
        for text in (
            "around 30,000",
            "14,000",
            "1,00,000",
            "15000 complaints",
            "~47",
            "maximum 100",
            "more than 60",
        )
    }
    assert read_as == {
        "around 30,000": (30000, "around"),
        "14,000": (14000, ""),
        "1,00,000": (100000, ""),
        "15000 complaints": (15000, ""),
        "~47": (47, "around"),
        "maximum 100": (100, "maximum"),
        "more than 60": (60, "more than"),
    }


def test_row_84_money_stays_text_and_is_never_added_up(real: Dataset) -> None:
    amounts = ("Rs. 8.5 M", "PKR 5,945,000", "USD 69,940", "8,470,200/-")
    assert all(is_money(text) and read_number(text).value is None for text in amounts)
    header = ("Title", "District", "Budget")
    rows = [(f"P{n}", "Badin", text) for n, text in enumerate(amounts)]
    intake = read(real, *rows, header=header)
    assert [taken.extra["Budget"] for taken in intake.projects] == list(amounts)


def test_row_85_titles_of_any_length_script_and_case(real: Dataset) -> None:
    titles = (
        "A very long title " * 40,
        "تعلیم سب کے لیے",
        "RIGHTS NOW",
        "Water 💧 for all",
    )
    rows = [(title, "Badin", "", "", "", f"D{n}") for n, title in enumerate(titles)]
    intake = read(real, *rows)
    assert [row["title"] for row in intake.rows] == [title.strip() for title in titles]


def test_row_86_personal_data_is_warned_about_and_not_shown(real: Dataset) -> None:
    header = ("Title", "District", "Remarks", "Contact Person", "Folder")
    rows = [
        ("Law", "Badin", "call Ali 0300-1234567", "Ali", "35202-1234567-1"),
        ("Peace", "Multan", "fine", "Sara", "none"),
    ]
    intake = read(real, *rows, header=header)
    warned = {p.column for p in intake.problems if "looks like personal data" in p.rule}
    assert warned == {"Remarks", "Contact Person", "Folder"}
    shown = str(intake.rows) + str([taken.extra for taken in intake.projects])
    assert not [w for w in ("0300", "35202", "Sara") if w in shown]


def test_row_87_autofilled_slips_are_held_and_jan_00_is_empty(real: Dataset) -> None:
    rows = [
        ("Law", "Badin", "Sindh 2", "2012", "Jan-00", ""),
        ("Peace", "Punjab1", "", "2013", "", ""),
    ]
    intake = read(real, *rows)
    assert intake.rows_held == 2
    assert "'Sindh 2' is not known" in rules(intake, "hold", 2)
    assert intake.rows[0]["end"] == ""
    assert problems(intake, "hold", 3)[0].value == "Punjab1"
    assert make_view(as_dataset(intake, real)).n_districts == 0


def test_row_88_an_upload_is_itself_and_says_what_is_gone(real: Dataset) -> None:
    table = read_table(DATA_DIR / NAME)
    lines = (DATA_DIR / NAME).read_bytes().split(b"\n")
    intake = understand(read_workbook(NAME, b"\n".join([*lines[:-2], b""])), real)
    assert make_view(as_dataset(intake, real)).n_projects == len(real.projects) - 1
    planned = plan(intake.rows, table, Meaning.of(real), columns=intake.mapping.columns)
    assert (len(planned.same), len(planned.gone)) == (len(real.projects) - 1, 1)
    assert (planned.new, planned.changed) == ((), ())


def test_row_89_a_filter_value_that_is_gone_opens_the_page(real: Dataset) -> None:
    words = {"funder": ["DfID"], "year": ["2031"]}
    filters, unknown = real.filter_reader.read_known(words)
    assert filters.funders == ("DFID",)
    assert [error.got for error in unknown] == ["2031"]
    assert make_view(real, filters).n_projects > 0


def test_row_90_no_result_is_no_error_and_no_whole_map(real: Dataset) -> None:
    rows = [
        ("A", "Badin", "", "2018", "2018", "Oxfam"),
        ("B", "Multan", "", "2012", "", "DFID"),
    ]
    dataset = as_dataset(read(real, *rows), real)
    view = make_view(dataset, Filters(years=(2018,), funders=("DFID",)))
    assert (view.n_projects, view.n_districts, view.district_counts) == (0, 0, ())


def test_row_33_is_the_splitter_of_the_whole_program(real: Dataset) -> None:
    """A list of every district, in one cell, is read without a slip."""
    names = [district.adm2_name for district in real.gazetteer.districts.values()]
    found = read_places(", ".join(names), "", real.gazetteer)
    assert [p.match.districts[0].adm2_name for p in found.places] == names
