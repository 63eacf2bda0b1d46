"""What must hold for any sheet whatsoever."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from spo_geo.coverage import join_coverage
from spo_geo.dataset import DATA_DIR, GEO_DIR, load
from spo_geo.gazetteer import normalise
from spo_geo.intake.files.cells import Sheet, SheetRow, Workbook
from spo_geo.intake.files.sheets import read_workbook
from spo_geo.intake.projects.build import COLUMNS
from spo_geo.intake.projects.result import Intake
from spo_geo.intake.projects.understand import understand
from spo_geo.intake.session import as_dataset
from spo_geo.intake.words.dates import read_dates
from spo_geo.intake.words.places import PlaceReader
from spo_geo.project_reader import read_projects
from spo_geo.tables import Row
from spo_geo.view import make_view
from tests.sheets import adds_up, book, cell, merged, sheet

DATA = load(DATA_DIR, GEO_DIR)
GAZETTEER = DATA.gazetteer
READER = PlaceReader(GAZETTEER)
LISTED = {key for entry in GAZETTEER.entries for key in entry.keys}
NAMES = sorted(d.adm2_name for d in GAZETTEER.districts.values())

TITLES = ("Peace", "Law", "WASH", "", "Total", "UN Agencies", "=1+1", "Peace ", "امن")
PLACES = (
    "Badin",
    "Thatta, Sujawal",
    "Karachi",
    "Upper/Lower Dir",
    "Sindh",
    "across Pakistan",
    "42 districts",
    "Kabul",
    "Hub",
    "Badin; Thatta | Multan & Lahore in Punjab",
    "Hyderabad (India)",
    "",
    "–",
    "1. Badin 2. Thatta",
    "tank",
)
DATES = ("2012", "Sep-14", "03/04/2015", "ongoing", "31 Feb 2015", "", "Oct 2011", "x")
DONORS = ("DFID", "Oxfam and DFID", "Mercy Corps (Global Fund)", "–", "", "HR", "a; b")
HEADERS = ("Title", "District", "Province", "Start", "End", "Donor", "Sector", "Colour")

values = st.one_of(
    st.sampled_from((*TITLES, *PLACES, *DATES, *DONORS)),
    st.text(max_size=12),
    st.integers(-5, 60000),
    st.none(),
    st.just(merged("Peace", "A2")),
)
rows = st.lists(st.lists(values, max_size=9), max_size=9)
headers = st.lists(st.sampled_from(HEADERS), min_size=2, max_size=8)
layouts = st.sampled_from([None, "project", "project_district"])


def text_of(intake: Intake) -> bytes:
    """The projects as a file of the program's own."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, COLUMNS)
    writer.writeheader()
    writer.writerows(intake.rows)
    return buffer.getvalue().encode()


@given(headers, rows, layouts, st.sampled_from(["csv", "xlsx"]))
@settings(max_examples=50, deadline=None)
def test_no_row_is_lost_and_none_is_counted_twice(header, table, layout, kind) -> None:
    one = sheet([header, *table])
    intake = understand(book(one, kind=kind), DATA, layout=layout)
    assert adds_up(intake)
    if intake.is_refused:
        assert intake.projects == ()
        return
    first = intake.mapping.header_rows[-1]
    assert intake.rows_read == sum(row.number > first for row in one.rows)
    told = {p.row for p in intake.problems if p.severity in ("skip", "hold")}
    origins = [number for taken in intake.projects for _, number in taken.origin]
    assert len(origins) == len(set(origins))
    silent = {row.number for row in one.rows if row.number > first} - told
    assert silent <= set(origins)
    assert len(silent) == intake.rows_taken


@given(headers, rows)
@settings(max_examples=80, deadline=None)
def test_what_is_taken_reads_as_a_record_without_a_doubt(header, table) -> None:
    intake = understand(book(sheet([header, *table])), DATA)
    read_as = [Row("x", n, t.row) for n, t in enumerate(intake.projects)]
    records = DATA.records
    projects, problems = read_projects(
        read_as, records.funders, records.focus_areas, records.date
    )
    coverage = join_coverage(projects, GAZETTEER)
    held = {p.row for p in (*problems, *coverage.problems) if p.severity == "hold"}
    for n, taken in enumerate(intake.projects):
        assert tuple(taken.row) == COLUMNS
        assert n not in held or taken.status == "held"


@given(headers, rows)
@settings(max_examples=50, deadline=None)
def test_reading_its_own_rows_again_changes_nothing(header, table) -> None:
    intake = understand(book(sheet([header, *table])), DATA)
    again = understand(read_workbook("projects.csv", text_of(intake)), DATA)
    assert again.rows == intake.rows


@given(headers, rows)
@settings(max_examples=150, deadline=None)
def test_every_shaded_district_is_named_by_a_cell(header, table) -> None:
    intake = understand(book(sheet([header, *table])), DATA)
    view = make_view(as_dataset(intake, DATA))
    written = "".join(
        normalise(cell(value).text) for row in (header, *table) for value in row
    )
    for row in view.dataset.coverage.located:
        words = normalise(row.place)
        assert words in written or row.rule == "two districts"


separators = st.sampled_from(
    [", ", "; ", " and ", " & ", "/", "\n", " | ", "، ", " + "]
)


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=8, unique=True),
    st.lists(separators, min_size=8, max_size=8),
    st.sampled_from(["", "District ", "Distt. ", "1. "]),
)
@settings(max_examples=120, deadline=None)
def test_any_list_of_districts_is_read_as_just_these(names, marks, word) -> None:
    cell_text = word + names[0]
    for name, mark in zip(names[1:], marks, strict=False):
        cell_text += f"{mark}{name}"
    found = READER.read(cell_text, "").places
    read_as = [d.adm2_name for place in found for d in place.match.districts]
    assert sorted(read_as) == sorted(names)
    assert not any(place.is_held for place in found)


@given(st.text(max_size=60), st.sampled_from(["", "Sindh", "KP and Sindh", "Sindh 2"]))
@settings(max_examples=120, deadline=None)
def test_any_text_resolves_by_a_listed_name_or_not_at_all(text, province) -> None:
    for place in READER.read(text, province).places:
        if not place.is_held:
            code = normalise(place.text).upper() in GAZETTEER.districts
            assert code or GAZETTEER.lists(place.text) or place.match.rule == "name"


@given(st.text(alphabet="0123456789-/. JanSepOct20to,'FY()", max_size=24))
@settings(max_examples=200, deadline=None)
def test_dates_are_real_or_held(text) -> None:
    found = read_dates(text or "-")
    for date in (found.start, found.end):
        if date is not None:
            assert not found.held
            assert 1950 <= date.year <= 2100
            assert date.month in range(13)


def test_a_row_number_is_that_of_the_sheet() -> None:
    blank = SheetRow(9, tuple(map(cell, ("Law", "Badin"))))
    head = SheetRow(4, tuple(map(cell, ("Title", "District"))))
    intake = understand(Workbook("a.xlsx", "xlsx", (Sheet("S", (head, blank)),)), DATA)
    assert intake.projects[0].origin == (("S", 9),)
