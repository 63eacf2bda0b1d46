import json
import shutil
from pathlib import Path

import pytest

from spo_geo.cli import main
from spo_geo.dataset import DATA_DIR

SHEET = """Project,Districts,Start,End,Donor
A,"Badin, Karachi",Oct 2011,Sep 2014,DFID
B,Lodharan,2012,2013,USAID
Total,2,,,
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    target = tmp_path / "records"
    shutil.copytree(DATA_DIR, target, ignore=shutil.ignore_patterns(".*"))
    return target


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.csv"
    path.write_text(SHEET, "utf-8")
    return path


def test_check_file_counts_add_up(
    capsys: pytest.CaptureFixture[str], sheet: Path
) -> None:
    assert main(["check", str(sheet), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["rows_read"] == 3
    parts = [report[f"rows_{fate}"] for fate in ("taken", "held", "skipped")]
    assert parts == [1, 1, 1]
    held = [p for p in report["problems"] if p["severity"] == "hold"]
    assert [p["value"] for p in held] == ["Karachi"]


def test_import_dry_run_writes_nothing(
    capsys: pytest.CaptureFixture[str], sheet: Path, data: Path
) -> None:
    before = (data / "projects.csv").read_bytes()
    assert main(["import", str(sheet), "--into", str(data), "--dry-run"]) == 0
    assert "2 new" in capsys.readouterr().out
    assert (data / "projects.csv").read_bytes() == before
    assert not (data / ".previous").exists()


def test_import_and_undo(
    capsys: pytest.CaptureFixture[str], sheet: Path, data: Path
) -> None:
    before = (data / "projects.csv").read_bytes()
    assert main(["import", str(sheet), "--into", str(data)]) == 0
    assert (data / "projects.csv").read_bytes() != before
    capsys.readouterr()
    assert main(["--data", str(data), "summary", "--json", "--funder", "USAID"]) == 0
    assert "SPO-35" in json.loads(capsys.readouterr().out)["projects"]
    assert main(["undo", "--into", str(data)]) == 0
    assert (data / "projects.csv").read_bytes() == before


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_import_of_an_own_export_changes_nothing(
    tmp_path: Path, data: Path, suffix: str
) -> None:
    before = (data / "projects.csv").read_bytes()
    export = tmp_path / f"all.{suffix}"
    assert main(["--data", str(data), "export", "-o", str(export)]) == 0
    assert main(["import", str(export), "--into", str(data)]) == 0
    assert (data / "projects.csv").read_bytes() == before


def test_import_of_an_export_with_a_place_filter_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, data: Path
) -> None:
    export = tmp_path / "part.csv"
    assert main(["export", "-o", str(export), "--province", "Sindh"]) == 0
    assert main(["import", str(export), "--into", str(data)]) == 1
    assert "province or district filter" in capsys.readouterr().err


def test_a_file_that_is_no_sheet_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, data: Path
) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"%PDF-1.7 not a workbook")
    for words in (["check", str(bad)], ["import", str(bad), "--into", str(data)]):
        assert main(words) == 1
        assert capsys.readouterr().err.count("\n") == 1


def test_template_is_a_workbook(tmp_path: Path) -> None:
    target = tmp_path / "template.xlsx"
    assert main(["template", "-o", str(target)]) == 0
    assert target.read_bytes().startswith(b"PK")


LOG = """column,written,kind,read_as
districts,Karachi,place,"Malir, Sindh"
districts,Karachi,guess,Malir
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(LOG, "utf-8")
    return path


@pytest.mark.parametrize("command", ["check", "import"])
def test_lines_of_a_log_that_are_left_out_are_said_once_beside_the_json(
    capsys: pytest.CaptureFixture[str],
    sheet: Path,
    data: Path,
    log: Path,
    command: str,
) -> None:
    into = ["--into", str(data), "--dry-run"] if command == "import" else []
    options = [*into, "--repairs", str(log), "--json"]
    assert main([command, str(sheet), *options]) == 0
    printed = capsys.readouterr()
    report = json.loads(printed.out)
    assert report.get("sheet", report)["rows_held"] == 0
    assert printed.err.count("\n") == 1
    assert "log.csv row 3, kind: 'guess'" in printed.err


def test_a_file_that_is_no_repair_log_stops_an_import(
    capsys: pytest.CaptureFixture[str], sheet: Path, data: Path
) -> None:
    before = (data / "projects.csv").read_bytes()
    words = ["import", str(sheet), "--into", str(data), "--repairs", str(sheet)]
    assert main(words) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "the repair log cannot be read: a repair log has the" in printed.err
    assert (data / "projects.csv").read_bytes() == before
