import os
import stat
import time
from datetime import date
from pathlib import Path

import pytest

from spo_geo.brief import pdf
from spo_geo.brief.pdf import docx_to_pdf, find_libreoffice
from spo_geo.errors import SpoGeoError
from spo_geo.word import WordFile

MADE = date(2026, 11, 22)

needs_posix = pytest.mark.skipif(
    os.name != "posix",
    reason="a shell script stands in for LibreOffice; Windows runs none",
)


def small_docx() -> bytes:
    word = WordFile()
    word.write("Words")
    return word.to_bytes(title="T", author="A", stamp='{"a": 1}', made=MADE)


def stand_in(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: program)


def test_docx_to_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    monkeypatch.setattr(pdf, "_PLACES", ())
    with pytest.raises(SpoGeoError, match=r"needs LibreOffice.*write a \.docx"):
        docx_to_pdf(small_docx(), MADE)


def test_find_libreoffice_looks_in_the_usual_places(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "soffice").touch()
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    monkeypatch.setattr(pdf, "_PLACES", (tmp_path / "no", tmp_path / "soffice"))
    assert find_libreoffice() == tmp_path / "soffice"
    found = {"libreoffice": "/usr/bin/libreoffice"}.get
    monkeypatch.setattr(pdf.shutil, "which", found)
    assert find_libreoffice() == Path("/usr/bin/libreoffice")


@needs_posix
def test_docx_to_pdf_says_what_a_failing_program_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stand_in(monkeypatch, tmp_path, "echo no display")
    with pytest.raises(SpoGeoError, match="made no PDF; got 'no display'"):
        docx_to_pdf(small_docx(), MADE)


@needs_posix
def test_docx_to_pdf_stops_a_program_that_hangs_with_its_children(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    late = tmp_path / "late"
    stand_in(monkeypatch, tmp_path, f"(sleep 1; touch {late}) & sleep 30")
    with pytest.raises(SpoGeoError, match="did not answer in time"):
        docx_to_pdf(small_docx(), MADE, time_limit=0.2)
    time.sleep(1.2)
    assert not late.exists()


@needs_posix
def test_docx_to_pdf_takes_the_clock_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mark = "0123456789ABCDEF" * 2
    written = (
        f"%PDF /CreationDate(D:20310102030405Z') /ID [ <{mark}> <{mark}> ] "
        f"/DocChecksum /{mark} <{mark}>"
    )
    script = f'for last; do :; done; printf "%s" "{written}" > "${{last%.docx}}.pdf"'
    stand_in(monkeypatch, tmp_path, script)
    made = docx_to_pdf(small_docx(), MADE).decode()
    assert made == docx_to_pdf(small_docx(), MADE).decode()
    assert len(made) == len(written)
    assert "D:20261122000000Z" in made
    assert made.count(mark) == 1  # in the text, where it is none of the marks


@pytest.mark.skipif(find_libreoffice() is None, reason="needs LibreOffice to convert")
def test_docx_to_pdf_gives_the_same_pdf_with_the_stamp() -> None:
    content = small_docx()
    made = docx_to_pdf(content, MADE)
    assert made.startswith(b"%PDF")
    assert b"D:20261122000000Z" in made
    assert '{"a": 1}'.encode("utf-16-be").hex().upper().encode() in made
    assert made == docx_to_pdf(content, MADE)
