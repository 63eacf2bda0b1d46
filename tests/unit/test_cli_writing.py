"""The commands that write a file, and what they do instead of writing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader

from spo_geo.cli import main
from tests.conftest import TINY, write_data_dir
from tests.pdftext import words_of

DAY = ("--date", "2026-11-22")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data_dir(tmp_path_factory.mktemp("cli") / "data", TINY, results=[])


def test_map_carries_the_title(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "map.pdf"
    command = ("--data", str(data), "map", "-o", str(target), *DAY, "--labels")
    assert main((*command, "--district", "Badin", "--title", "In Badin")) == 0
    assert "In Badin" in words_of(PdfReader(target).pages[0])


def test_map_is_drawn_in_the_frame_that_is_asked_for(
    data: Path, tmp_path: Path
) -> None:
    def drawn(*words: str) -> bytes:
        target = tmp_path / "map.svg"
        command = ("--data", str(data), "map", "-o", str(target), *DAY)
        assert main((*command, "--province", "sindh", *words)) == 0
        return target.read_bytes()

    of_the_filter = drawn()
    assert drawn("--frame", "PK7") == of_the_filter
    country = drawn("--frame", "country")
    selection = drawn("--frame", "selection")
    assert len({of_the_filter, country, selection}) == 3


def test_map_for_a_browser_carries_the_title(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    command = ("--data", str(data), "map", "-o", str(target), *DAY)
    assert main((*command, "--title", "Schools & courts")) == 0
    page = html.document_fromstring(target.read_bytes())
    assert page.findtext(".//h1") == "Schools & courts"


def test_brief_holds_what_the_options_choose(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "brief.docx"
    options = ("--title", "Our work", "--at-most", "1", "--call-district", "Multan")
    columns = ("--column", "Project", "--column", "Districts")
    command = ("--data", str(data), "brief", "-o", str(target), *DAY, *options)
    assert main((*command, *columns, "--hide-amounts", "--hide-funder", "Oxfam")) == 0
    document = Document(str(target))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert "Our work" in said
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["Project", "Districts"],
        ["Courts\nT-2", "Multan (Punjab)\nBadin (Sindh)"],
    ]
    assert "Sums of money are left out." in said
    assert not any("Oxfam" in text for text in said)


def test_call_tells_the_districts_of_the_call(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, checklist = tmp_path / "call.xlsx", tmp_path / "call.txt"
    checklist.write_text("Badin\nLahore\n", "utf-8")
    command = ("--data", str(data), "call", str(checklist), "-o", str(target), *DAY)
    assert main(command) == 0
    said = "SPO’s records name 1 of the 2 districts resolved.\n"
    assert capsys.readouterr().out == said
    cells = {c.value for sheet in load_workbook(target) for row in sheet for c in row}
    assert {"Badin", "Lahore"} <= cells


def test_atlas_has_a_page_for_the_district_and_tells_how_far_it_is(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "atlas.pdf"
    command = ("--data", str(data), "atlas", "-o", str(target), *DAY)
    assert main((*command, "--district", "Multan")) == 0
    assert len(PdfReader(target).pages) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("name", "command"),
    [("map.png", "map"), ("brief.docx", "brief"), ("atlas.pdf", "atlas")],
)
def test_nothing_selected_is_refused_and_nothing_written(
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    command: str,
) -> None:
    target = tmp_path / name
    words = ("--data", str(data), command, "-o", str(target), "--year", "2016")
    assert main((*words, "--funder", "DFID")) == 1
    assert capsys.readouterr().err == (
        "spo_geo: no project matches, so no file is written; in the filters; "
        "loosen a filter; 'summary' shows what each would give\n"
    )
    assert not target.exists()


@pytest.mark.parametrize("command", ["map", "brief", "atlas"])
def test_an_ending_that_no_writer_knows_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert main((command, "-o", str(tmp_path / "out.txt"))) == 1
    assert ".pdf" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_frame_that_is_no_province_is_refused(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--data", str(data), "map", "-o", str(tmp_path / "map.svg"))
    assert main((*words, "--frame", "Narnia")) == 1
    assert "unknown province; got 'Narnia'" in capsys.readouterr().err


# ---------------------------------------------------------------- verify


@pytest.fixture(scope="module")
def written(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("written") / "table.csv"
    assert main(("--data", str(data), "export", "-o", str(target), *DAY)) == 0
    return target


def test_verify_says_that_a_file_still_holds(
    data: Path, written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(("--data", str(data), "verify", str(written))) == 0
    assert "the present data give it exactly" in capsys.readouterr().out
    assert main(("--data", str(data), "verify", str(written), "--json")) == 0
    assert '"holds": true' in capsys.readouterr().out


def test_verify_fails_when_the_records_are_others(
    tmp_path: Path, written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fewer = write_data_dir(tmp_path / "data", TINY[:3], results=[])
    assert main(("--data", str(fewer), "verify", str(written))) == 1
    said = capsys.readouterr().out
    assert "the present data no longer give it" in said
    assert "projects that are gone: T-4" in said


# ---------------------------------------------------------------- the program


def test_a_reader_that_has_seen_enough_is_no_error(data: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "spo_geo", "--data", str(data), "check"],
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_layers_are_built_where_it_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "release.gpkg"
    out = tmp_path / "geo"
    assert main(("boundaries", "build", str(missing), "--out", str(out))) == 1
    assert str(missing) in capsys.readouterr().err
    assert not out.exists()
