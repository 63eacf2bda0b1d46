"""Files that are hostile, broken, locked, or of another kind: one sentence each."""

import gc
import io
import zipfile
from collections.abc import Callable

import olefile
import pytest

from benchmarks.hostile_sheets import HOSTILE, answer
from spo_geo.errors import SpoGeoError
from spo_geo.intake.files import archive, limits
from spo_geo.intake.files.limits import Budget
from spo_geo.intake.files.sheets import LIMIT_ROWS, Refused, read_workbook
from spo_geo.intake.files.xmlparts import Handler, parse
from tests.workbooks import (
    inline,
    ods,
    ods_rows,
    xls,
    xlsx,
    xlsx_parts,
    xlsx_rows,
    zipped,
)

ROWS = [["Title", "District"], ["Schools", "Badin"]]
QUICK = [title for title, hostile in HOSTILE.items() if hostile.quick]


def refusal(name: str, content: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read_workbook(name, content)
    return caught.value


@pytest.mark.parametrize("title", QUICK)
def test_row_81_hostile_files_get_their_answer(title: str) -> None:
    said = answer(HOSTILE[title], HOSTILE[title].build())
    assert said.startswith(HOSTILE[title].says)
    assert bool(said) == bool(HOSTILE[title].says)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.csv", b"", "the file is empty (0 bytes)"),
        ("a.csv", b"\n \n,,,\n", "the file has no filled cell"),
        ("a.xlsx", xlsx("<sheetData/>"), "the file has no filled cell"),
        ("a.xlsx", b"%PDF-1.7 ...", "the file is a PDF document"),
        ("a.xlsx", b"<!DOCTYPE html><html><table>", "the file is a web page (HTML)"),
        ("a.xls", b"\xef\xbb\xbf <html x='urn'>", "the file is a web page (HTML)"),
        ("a.xls", b"<table border=1><tr><td>", "the file is a web page (HTML)"),
        ("a.xls", b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>",
         "the file is an Excel 2003 XML spreadsheet"),
        ("a.ods", b"<?xml version='1.0'?><office:document x='office:spreadsheet'>",
         "the file is an Excel 2003 XML spreadsheet"),
        ("a.xml", b"<?xml version='1.0'?><iati-activities>", "the file is an XML"),
        ("a.csv", b'{"projects": []}', "the file is a JSON document"),
        ("a.csv", b'[ {"title": 1}]', "the file is a JSON document"),
        ("a.csv", b"{\\rtf1 x}", "the file is a rich text document (RTF)"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + b"x" * 40, "the file is a picture (PNG)"),
        ("a.csv", b"\x1f\x8b\x08" + b"x" * 40, "the file is a compressed file (gzip)"),
        ("a.csv", bytes(range(256)) * 40, "the file is binary data"),
        ("a.csv", b"\0\0\0\0" * 40, "the file is binary data"),
    ],
)  # fmt: skip
def test_row_82_other_kinds_are_refused_by_name(
    name: str, content: bytes, what: str
) -> None:
    refused = refusal(name, content)
    assert refused.what.startswith(what)
    assert refused.where == name
    assert refused.next_step
    assert "\n" not in str(refused)
    assert isinstance(refused, SpoGeoError)


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"word/document.xml": "x"}, "the file is a Word document"),
        ({"ppt/presentation.xml": "x"}, "the file is a PowerPoint presentation"),
        ({"xl/workbook.bin": "x"}, "the file is a binary Excel workbook (XLSB)"),
        ({"Index/Document.iwa": "x"}, "the file is a document of Apple Numbers"),
        ({"doc.kml": "x"}, "the file is a map file (KMZ)"),
        ({"list.xlsx": "x"}, "the file is a ZIP archive"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.text"},
            "the file is an Open",
        ),
        ({"[Content_Types].xml": "x"}, "the file is damaged or cut short"),
        ({}, "the file is damaged or cut short"),
    ],
)
def test_row_82_other_archives_are_refused_by_name(
    parts: dict[str, str], what: str
) -> None:
    assert refusal("a.xlsx", zipped(parts)).what.startswith(what)


def test_row_82_a_plain_archive_says_what_is_in_it() -> None:
    assert "list.xlsx" in refusal("a.zip", zipped({"list.xlsx": "x"})).next_step


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.xlsx", b"Title,District\nSchools,Badin\n", "csv"),
        ("a.csv", xlsx(xlsx_rows(ROWS)), "xlsx"),
        ("a.xlsx", ods(ods_rows(ROWS)), "ods"),
        ("a.ods", xls(ROWS), "xls"),
        ("a.xls", xlsx(xlsx_rows(ROWS)), "xlsx"),
    ],
)
def test_row_82_a_sheet_under_a_wrong_name_is_read_as_what_it_is(
    name: str, content: bytes, kind: str
) -> None:
    book = read_workbook(name, content)
    assert book.kind == kind
    assert [[cell.text for cell in row.cells] for row in book.sheets[0].rows] == ROWS
    assert book.notes[0].startswith("the name says otherwise, but this is")


@pytest.mark.parametrize("name", ["a.csv", "a.TSV", "a", "a.dat"])
def test_row_82_names_that_fit_or_say_nothing_are_not_noted(name: str) -> None:
    assert read_workbook(name, b"a,b\nc,d\n").notes == ()


def test_row_82_only_a_header_is_a_sheet() -> None:
    assert len(read_workbook("a.csv", b"Title,District\n").sheets[0].rows) == 1


def test_row_82_a_password_is_named() -> None:
    refused = refusal("a.xlsx", _container("EncryptedPackage"))
    assert refused.what == "the file is protected by a password"


@pytest.mark.parametrize(
    ("stream", "what"),
    [
        ("WordDocument", "the file is an old Word document (.doc)"),
        ("Something", "the file is a file in an old Office format"),
    ],
)
def test_row_82_other_old_office_files_are_refused_by_name(
    stream: str, what: str
) -> None:
    assert refusal("a.xls", _container(stream)).what.startswith(what)


def _container(stream: str) -> bytes:
    """Return an Excel 97 file whose stream is called otherwise."""
    content = xls(ROWS)
    assert olefile.isOleFile(content)
    old = "Workbook".encode("utf-16-le") + b"\0\0"
    new = stream.encode("utf-16-le") + b"\0\0"
    at = content.find(old)
    entry = bytearray(content[at : at + 128])
    entry[: len(new)] = new
    entry[len(new) : 64] = bytes(64 - len(new))
    entry[64] = len(new)
    return content[:at] + bytes(entry) + content[at + 128 :]


def test_row_82_an_encrypted_part_is_named() -> None:
    content = bytearray(xlsx(xlsx_rows(ROWS)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 1)
    assert refusal("a.xlsx", bytes(content)).what.endswith("protected by a password")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
@pytest.mark.parametrize("make", [xlsx, ods])
def test_row_82_a_truncated_archive_is_refused(
    make: Callable[[str], bytes], share: float
) -> None:
    rows = [[f"title {row}", "Badin"] for row in range(50)]
    content = make(xlsx_rows(rows) if make is xlsx else ods_rows(rows))
    refused = refusal("a.xlsx", content[: int(len(content) * share)])
    assert refused.what == "the file is damaged or cut short"


def test_row_82_a_damaged_part_is_refused() -> None:
    content = bytearray(xlsx(xlsx_rows([["title"] * 20] * 50)))
    at = content.find(b"xl/worksheets/sheet1.xml") + 60
    content[at] ^= 0xFF
    assert refusal("a.xlsx", bytes(content)).what == "the file is damaged or cut short"


def test_a_missing_part_is_named() -> None:
    parts = xlsx_parts("")
    del parts["xl/worksheets/sheet1.xml"]
    refused = refusal("a.xlsx", zipped(parts))
    assert refused.where == "a.xlsx, xl/worksheets/sheet1.xml"
    assert refused.got == "this part is missing"


def test_the_same_part_twice_is_refused() -> None:
    buffer = io.BytesIO(xlsx(xlsx_rows(ROWS)))
    with zipfile.ZipFile(buffer, "a") as changed:
        changed.writestr("XL/worksheets/sheet1.xml", "<x/>")
    assert refusal("a.xlsx", buffer.getvalue()).got == "the same part twice"


def test_other_ways_of_packing_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as packed:
        for name, content in xlsx_parts(xlsx_rows(ROWS)).items():
            packed.writestr(name, content)
    assert refusal("a.xlsx", buffer.getvalue()).what.startswith("the file is damaged")


def test_row_81_the_limit_of_rows_is_said() -> None:
    refused = refusal("a.csv", b"a,b\n" * (LIMIT_ROWS + 1))
    assert refused.allowed == ("up to 100,000 rows",)
    assert refused.where == "a.csv, row 100001"


def test_row_81_as_many_rows_as_allowed_are_read() -> None:
    book = read_workbook("a.csv", b"a,b\n" * LIMIT_ROWS)
    assert len(book.sheets[0].rows) == LIMIT_ROWS


def test_rows_of_all_sheets_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LIMIT_ROWS", 3)
    sheets = (
        '<sheet name="A" sheetId="1" r:id="worksheet"/>'
        '<sheet name="B" sheetId="2" r:id="worksheet"/>'
    )
    content = xlsx(xlsx_rows(ROWS), workbook=f"<sheets>{sheets}</sheets>")
    assert refusal("a.xlsx", content).where == "a.xlsx, sheet 'B' row 2"


def test_too_many_sheets_are_refused() -> None:
    sheets = '<sheet name="A" sheetId="1" r:id="worksheet"/>' * 501
    content = xlsx(xlsx_rows(ROWS), workbook=f"<sheets>{sheets}</sheets>")
    assert refusal("a.xlsx", content).what == "the file has too many sheets"


def test_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LIMIT_TEXT_CHARS", 20)
    assert refusal("a.csv", b"abcdefghij,klmnopqrstu\n").what == (
        "the file holds too much text"
    )


def test_bytes_that_come_out_are_counted_whatever_is_declared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "LIMIT_INFLATED", 4000)
    sheets = '<sheet name="A" sheetId="1" r:id="worksheet"/>' * 30
    content = xlsx(xlsx_rows(ROWS), workbook=f"<sheets>{sheets}</sheets>")
    assert refusal("a.xlsx", content).what.startswith("the file unpacks to far more")


def test_parse_stops_at_a_token_without_end() -> None:
    pieces = [b"<a ", *[b"x" * 2**20] * 6]
    with pytest.raises(Refused, match="a tag or comment without end"):
        parse("sheet.xml", pieces, Handler(Budget()))


def test_the_search_for_cycles_goes_on_after_a_file_or_a_refusal() -> None:
    read_workbook("a.csv", b"a,b\n")
    assert gc.isenabled()
    refusal("a.csv", b"")
    assert gc.isenabled()
    refusal("a.csv", b'"open\n')
    assert gc.isenabled()


def test_a_path_is_cut_from_the_name() -> None:
    assert refusal("C:\\Users\\me\\list.csv", b"").where == "list.csv"
    assert read_workbook("../../list.csv", b"a,b\n").file == "list.csv"


def test_row_80_nothing_in_a_file_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object, **__: object) -> None:
        raise AssertionError("something in the file was run or opened")

    for target in ("os.system", "subprocess.Popen", "socket.socket", "builtins.eval"):
        monkeypatch.setattr(target, run)
    texts = ["=cmd|'/c calc'!A0", "{{ ''.__class__ }}", "<img src=x onerror=alert(1)>"]
    row = f'<sheetData><row r="1">{"".join(map(inline, ["A1", "B1", "C1"], texts))}'
    cells = read_workbook("a.xlsx", xlsx(f"{row}</row></sheetData>")).sheets[0].rows[0]
    assert [cell.text for cell in cells.cells] == texts
