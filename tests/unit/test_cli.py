import csv
import io
import json
import stat
from pathlib import Path

import pytest

from spo_geo.cli import main
from tests.conftest import TINY, write_data_dir


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_data_dir(tmp_path / "data", TINY, results=[])


def test_summary_json_holds_the_numbers(
    capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    code, out, _ = run(capsys, "--data", str(data), "summary", "--json")
    summary = json.loads(out)
    assert code == 0
    assert summary["projects"] == ["T-1", "T-2", "T-3", "T-4"]
    assert summary["n_projects"] == 4
    assert summary["n_projects_with_district"] == 2
    assert summary["n_districts"] == 3
    assert summary["n_project_districts"] == 4
    assert summary["n_places_held"] == 1
    assert summary["projects_by_scope"] == {
        "districts": 2,
        "provinces": 1,
        "national": 1,
        "count": 0,
        "institutional": 0,
    }
    assert summary["districts"][-2] == {
        "adm2_pcode": "PK701",
        "adm2_name": "Badin",
        "adm1_name": "Sindh",
        "n_projects": 2,
        "n_planned": 0,
        "project_ids": ["T-1", "T-2"],
    }
    (held,) = summary["held"]
    assert (held["place"], held["project_id"]) == ("Karachi", "T-1")
    assert {c["adm1_name"] for c in held["candidates"]} == {"Sindh"}
    assert summary["by_year"]["2014"] == 3
    assert summary["by_focus_area"] == {
        "Human Rights": 2,
        "Education": 1,
        "Not stated": 1,
    }
    assert summary["by_funder"]["Oxfam"] == 1
    assert summary["sentence"].startswith("Between 2012 and 2016 SPO implemented 2")


def test_summary_text_says_the_same(
    capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    code, out, _ = run(capsys, "--data", str(data), "summary", "--year", "2016")
    assert code == 0
    assert "Projects: 1\n" in out
    assert "PK701  Badin, Sindh: T-2" in out
    assert "Left out, dates not stated: 1" in out


def test_summary_filters_repeat(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--funder", "DFID", "--funder", "UNICEF", "--province", "punjab")
    _, out, _ = run(capsys, "summary", "--json", *words)
    assert json.loads(out)["projects"] == ["SPO-05", "SPO-16"]


def test_unknown_value_is_one_line_and_exit_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(capsys, "summary", "--funder", "DIFD")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "unknown funder; got 'DIFD'; allowed: Department for International" in err


@pytest.mark.parametrize(
    "words",
    [(), ("summary", "--nonsense"), ("match",), ("map",), ("boundaries",)],
)
def test_usage_error_is_exit_2(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2


def test_match_json(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "match", "Mirpur-Khas", "--json")
    match = json.loads(out)
    assert match["status"] == "resolved"
    assert [d["adm2_pcode"] for d in match["districts"]] == ["PK716"]
    _, out, _ = run(capsys, "match", "Karachi", "--json")
    assert json.loads(out)["status"] == "held"
    _, out, _ = run(capsys, "match", "Mirpur", "--province", "Sindh", "--json")
    assert json.loads(out)["status"] == "held"


def test_match_text(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "match", "Rajapur")
    assert code == 0
    assert out.startswith("Rajapur: unknown")
    assert "may be Rajanpur, Punjab (PK629)" in out


def test_check_lists_held_places_and_passes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(capsys, "check", "--json")
    report = json.loads(out)
    assert code == 0
    assert report["n_problems"] == len(report["problems"])
    held = {(p["file"], p["value"]) for p in report["problems"]}
    assert ("projects.csv", "Karachi") in held
    assert ("presence.csv", "Dir") in held


def test_check_fails_on_a_refused_row(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    twice = write_data_dir(tmp_path / "data", [TINY[0], TINY[0]], results=[])
    code, out, _ = run(capsys, "--data", str(twice), "check")
    assert code == 1
    assert "refuse: projects.csv row 3, project_id: 'T-1'" in out


def test_export_writes_exactly_the_selection(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "out.csv"
    words = ("--province", "Sindh")
    assert run(capsys, "export", "-o", str(target), *words)[0] == 0
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"), newline="")))
    _, out, _ = run(capsys, "summary", "--json", *words)
    summary = json.loads(out)
    assert list(dict.fromkeys(r["project_id"] for r in rows)) == summary["projects"]
    codes = {row["adm2_pcode"] for row in rows} - {""}
    assert codes == {d["adm2_pcode"] for d in summary["districts"]}
    assert sum(bool(r["adm2_pcode"]) for r in rows) == summary["n_project_districts"]


@pytest.mark.parametrize("name", ["out.txt", "missing/out.csv"])
def test_export_that_cannot_be_written_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    code, _, err = run(capsys, "export", "-o", str(tmp_path / name))
    assert code == 1
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_missing_data_folder_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = run(capsys, "--data", str(tmp_path / "no"), "summary")
    assert (code, err.count("\n")) == (1, 1)
    assert "a folder is missing" in err


def test_written_file_is_readable_by_others(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    main(["export", "-o", str(target)])
    assert stat.S_IMODE(target.stat().st_mode) == 0o644
