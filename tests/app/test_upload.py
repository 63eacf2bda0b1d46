import io
import json
import shlex
from pathlib import Path

import pytest
from openpyxl import Workbook

from spo_geo.cli import main
from spo_geo.dataset import DATA_DIR, Dataset
from spo_geo.export import to_bytes
from spo_geo.intake.files.limits import LIMIT_BYTES, LIMIT_ROWS
from spo_geo.intake.repairs import repair_file
from spo_geo.ui import uploadreading
from spo_geo.view import make_view
from tests.app.conftest import AppPage, FakeMap, OpenPage, as_text, numbers_of, view_of
from tests.app.uploading import (
    HEADER,
    ROWS,
    decide,
    drop,
    look_at,
    reading_of,
    sheet,
    state_of,
    view_of_sheet,
)

BANNER = "Shown: your sheet list.csv . Only you see it."


def banners(page: AppPage) -> list[str]:
    values = [element.value for element in page.at.get("html")]
    return [as_text(v) for v in values if 'role="status"' in v]


def test_limits_are_said_before_a_file_is_dropped(open_page: OpenPage) -> None:
    page = open_page().open_tab("Your sheet")
    (uploader,) = page.at.file_uploader
    assert f"{LIMIT_BYTES // 2**20} MB" in uploader.label
    assert f"{LIMIT_ROWS:,} rows" in uploader.label
    assert banners(page) == []


def test_dropped_sheet_is_shown_with_its_own_numbers(
    open_page: OpenPage, real: Dataset, fake_map: FakeMap
) -> None:
    page = drop(open_page(), sheet())
    view = view_of_sheet(sheet(), real)
    assert page.numbers == numbers_of(view)
    assert page.numbers["Projects"] == 5
    assert fake_map.shaded == {"PK701", "PK727"}
    assert banners(page) == [BANNER]
    assert "5 rows read = 2 taken + 3 with something held + 0 skipped." in page.text()
    assert page.sentence.startswith("Between 2012 and 2014 this sheet lists 1 recorded")


def test_records_of_spo_are_one_click_away_and_so_is_the_sheet(
    open_page: OpenPage, real: Dataset
) -> None:
    page = drop(open_page(), sheet()).press("Show SPO’s records")
    assert page.numbers == numbers_of(view_of(real, {}))
    assert "SPO implemented" in page.sentence
    assert banners(page) == ["Shown: SPO’s records. Your sheet list.csv is loaded."]
    page.press("Show your sheet")
    assert page.numbers["Projects"] == 5
    for tab in ("Map", "Projects", "Call check", "Data", "About"):
        assert banners(page.open_tab(tab)) == [BANNER]
    assert (
        "A call is checked against SPO’s records"
        in page.open_tab("Call check").at.info[0].value
    )


def test_about_tab_speaks_of_spo_while_a_sheet_is_shown(
    open_page: OpenPage, real: Dataset
) -> None:
    page = drop(open_page(), sheet()).open_tab("About")
    assert real.version in page.text()


def test_file_that_is_no_sheet_leaves_everything_as_it_was(
    open_page: OpenPage, real: Dataset
) -> None:
    page = drop(open_page(), b"%PDF-1.4 nothing", "plan.xlsx")
    assert len(page.notices) == 1
    assert page.notices[0].startswith("The sheet was not loaded:")
    assert "plan.xlsx" in page.notices[0]
    assert page.numbers == numbers_of(view_of(real, {}))
    drop(page, sheet())
    assert page.numbers["Projects"] == 5
    assert page.notices == []
    drop(page, b"\x00\x01\x02", "broken.xls")
    assert page.numbers["Projects"] == 5
    assert banners(page) == [BANNER]
    assert "broken.xls" in page.notices[0]


def test_sheet_without_a_title_waits_for_its_column(
    open_page: OpenPage, real: Dataset
) -> None:
    header = ("What we did there", *HEADER[1:])
    page = drop(open_page(), sheet(header=header))
    assert page.numbers == numbers_of(view_of(real, {}))
    assert "the sheet lacks a column with the project's title" in page.notices[0]
    look_at(page, "columns")
    (box,) = (b for b in page.at.selectbox if b.label == "Column 1 is taken for")
    box.set_value("title")
    page.run()
    assert page.numbers["Projects"] == 5
    assert page.notices == []
    assert {p.title for p in reading_of(page).dataset.projects} == {r[0] for r in ROWS}


def test_column_taken_for_something_else_keeps_the_other_as_text(
    open_page: OpenPage,
) -> None:
    page = look_at(drop(open_page(), sheet()), "columns")
    (box,) = (b for b in page.at.selectbox if b.label == "Column 7 is taken for")
    assert box.value == "kept"
    box.set_value("title")
    page.run()
    uses = {use.header: use.field for use in reading_of(page).intake.mapping.uses}
    assert uses["Budget"] == "title"
    assert uses["Project Name"] == "kept"
    projects = reading_of(page).dataset.projects
    assert projects[0].title == "5"
    assert "Also in the sheet: Project Name: Schools." in projects[0].notes


def test_filters_that_the_sheet_does_not_know_are_dropped_and_named(
    open_page: OpenPage,
) -> None:
    page = open_page({"funder": ["DFID"], "focus-area": ["Health"], "years": ["2014"]})
    drop(page, sheet())
    assert page.numbers["Projects"] == 2
    assert page.address == {"funder": ["DFID"], "years": ["2014"]}
    assert "no longer chosen: “Health”" in banners(page)[1]
    assert page.notices == []
    page.run()
    assert len(banners(page)) == 1
    page.press("Show SPO’s records")
    assert page.address == {"funder": ["DFID"], "years": ["2014"]}


def test_sheet_without_dates_and_one_with_one_year_can_be_shown(
    open_page: OpenPage,
) -> None:
    header = ("Title", "District", "Start")
    page = drop(open_page(), sheet([("Schools", "Badin", "")], header))
    assert page.numbers["Projects"] == 1
    drop(page, sheet([("Schools", "Badin", "2014")], header), "b.csv")
    assert page.sentence.startswith("In 2014 this sheet lists 1 recorded project")
    page.press("Show SPO’s records")
    assert page.numbers["Projects"] > 1


def test_sheet_is_chosen_where_a_workbook_has_several(open_page: OpenPage) -> None:
    book = Workbook()
    for name, districts in (("North", ("Swat", "Buner")), ("South", ("Badin",))):
        page_ = book.create_sheet(name)
        page_.append(["Title", "District", "Donor"])
        for district in districts:
            page_.append([f"Work in {district}", district, "DFID"])
    book.remove(book.worksheets[0])
    content = io.BytesIO()
    book.save(content)
    page = drop(open_page(), content.getvalue(), "two.xlsx")
    assert page.numbers["Projects"] == 3
    look_at(page, "columns")
    page.at.selectbox(key="upload_sheet").set_value("South")
    page.run()
    assert page.numbers["Projects"] == 1
    assert "this sheet was not read (3 rows)" in [
        p.rule for p in reading_of(page).intake.problems
    ]


def test_sheet_is_forgotten_on_demand(open_page: OpenPage, real: Dataset) -> None:
    page = drop(open_page(), sheet()).press("Forget this sheet")
    assert page.numbers == numbers_of(view_of(real, {}))
    assert banners(page) == []
    assert state_of(page).reading is None
    assert page.at.file_uploader[0].value is None


def test_every_problem_is_listed_and_can_be_narrowed_to_a_severity(
    open_page: OpenPage,
) -> None:
    page = look_at(drop(open_page(), sheet()), "problems")
    problems = reading_of(page).intake.problems
    table = page.at.dataframe[0].value
    assert list(table["rule"]) == [p.rule for p in problems]
    assert list(table["value"]) == [p.value for p in problems]
    page.at.pills(key="upload_severities").set_value(["hold"])
    page.run()
    held = [p for p in problems if p.severity == "hold"]
    assert len(held) == 6
    assert list(page.at.dataframe[0].value["row"]) == [p.row for p in held]


def test_comparison_says_what_an_import_would_do(
    open_page: OpenPage, real: Dataset
) -> None:
    known = real.project("SPO-02")
    header = ("Project ID", "Title", "District", "Status")
    rows = [
        ("SPO-02", known.title, "Badin", "Cancelled"),
        ("", "Something new", "Swat", "Completed"),
    ]
    page = look_at(drop(open_page(), sheet(rows, header)), "compare")
    text = page.text()
    n = len(real.projects)
    assert "Projects in the sheet: 2 (1 new · 1 changed)" in text
    assert f"SPO’s records: {n} now, {n + 1} after an import" in text
    assert "status Completed Cancelled" in text.replace(known.status, "Completed")
    assert f"not in the sheet: they stay ({n - 1})" in " ".join(
        e.label for e in page.at.expander
    )
    assert "spo_geo import list.csv --into data --dry-run" in page.at.code[0].value


def test_files_of_a_sheet_name_the_sheet_and_not_spo(open_page: OpenPage) -> None:
    page = drop(open_page(), sheet())
    labels = [b.label for b in page.at.get("download_button")]
    assert labels[:2] == ["Map (PNG)", "Table (CSV)"]
    assert "Word (DOCX)" not in labels
    dataset = reading_of(page).dataset
    view = make_view(dataset, dataset.filter_reader.read({}))
    words = to_bytes(view, ".csv").decode("utf-8-sig")
    assert "the sheet “list.csv” of a visitor, not the records of SPO" in words
    assert "the records of SPO (Strengthening" not in words


def test_command_reads_the_sheet_as_the_page_does(
    open_page: OpenPage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = ("What we did there", *HEADER[1:])
    page = look_at(drop(open_page(), sheet(header=header)), "columns")
    (box,) = (b for b in page.at.selectbox if b.label == "Column 1 is taken for")
    box.set_value("title")
    page.run()
    decide(look_at(page, "decide"), "Dir", "PK520")
    look_at(page, "compare")
    command = page.at.code[0].value.splitlines()[1]
    assert command.endswith("--columns columns.json --repairs repairs.csv")
    plan = page.at.session_state["_upload_plan"][1]
    (tmp_path / "list.csv").write_bytes(sheet(header=header))
    reading = reading_of(page)
    (tmp_path / "columns.json").write_text(reading.intake.mapping.to_json())
    (tmp_path / "repairs.csv").write_bytes(repair_file.to_csv(reading.choices.log))
    options = shlex.split(command)[3:]
    files = ("list.csv", "columns.json", "repairs.csv")
    paths = [str(tmp_path / word) if word in files else word for word in options]
    paths[paths.index("data")] = str(DATA_DIR)
    assert main([*paths, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["import"]["outcomes"] == plan.as_dict()["outcomes"]
    assert told["import"]["new"] == plan.as_dict()["new"]
    assert told["sheet"]["rows_held"] == reading.intake.rows_held


def test_long_sheet_is_read_again_under_a_bar_and_kept_as_bytes(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploadreading, "QUICK_ROWS", 3)
    monkeypatch.setattr(uploadreading, "KEPT_CELLS", 3)
    page = drop(open_page(), sheet())
    assert reading_of(page).loaded.workbook is None
    decide(page, "Dir", "PK520")
    assert page.numbers["Places held"] == 1
    assert state_of(page).job is None
    assert not page.at.get("progress")


def test_read_job_tells_how_far_it_is(real: Dataset) -> None:
    rows = [(f"Work {n}", "Badin") for n in range(450)]
    job = uploadreading.Job("long.csv", sheet(rows, ("Title", "District")))
    told: list[tuple[float, str]] = []
    reading = uploadreading.read_job(
        job, real, {}, lambda share, words: told.append((share, words))
    )
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1
    assert [words for _, words in told].count("Understanding 451 rows …") == 3
    assert len(reading.dataset.projects) == 450


def test_quick_run_reads_nothing_again(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = drop(open_page(), sheet())
    before = reading_of(page)
    monkeypatch.setattr(uploadreading, "understand", None)
    page.choose("funders", "DFID").open_tab("Map").open_tab("Your sheet")
    look_at(page, "compare")
    assert reading_of(page) is before
