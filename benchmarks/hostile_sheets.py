"""Files made to break a reader: what the intake says, in what time and memory.

    python -m benchmarks.hostile_sheets

Each file is read in a fresh process, of which the table shows the seconds of processor
time and the peak of resident memory, the file and the program included. The marks are
10 s and 500 MB. The peak is read from /proc, so the table needs Linux.
"""

import io
import multiprocessing
import re
import struct
import sys
import time
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import xlwt

from spo_geo.intake.files.sheets import LIMIT_BYTES, Refused, read_workbook
from tests.workbooks import (
    inline,
    ods_cell,
    ods_content,
    ods_parts,
    ods_row,
    xls,
    xls_bytes,
    xlsx_parts,
    xlsx_rows,
    zipped,
)

LIMIT_SECONDS = 10.0
LIMIT_MEGABYTES = 500.0

MEGABYTE = 2**20
_ONE_ROW = f'<sheetData><row r="1">{inline("A1", "x")}</row></sheetData>'
_SHEET = "xl/worksheets/sheet1.xml"


class Hostile(NamedTuple):
    """One hostile file.

    Attributes
    ----------
    name : str
        Name it is uploaded under.
    build : callable
        Returns its bytes.
    says : str
        What the refusal begins with; empty when the file is read.
    quick : bool
        Whether building and reading it takes under a second.
    """

    name: str
    build: Callable[[], bytes]
    says: str
    quick: bool = True


def streamed(name: str, parts: dict[str, str], pieces: Iterable[bytes]) -> bytes:
    """Return an archive whose part `name` is written piece by piece."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, content in parts.items():
            if other != name:
                archive.writestr(other, content)
        with archive.open(name, "w", force_zip64=True) as part:
            for piece in pieces:
                part.write(piece)
    return buffer.getvalue()


def worksheet(pieces: Iterable[bytes]) -> bytes:
    """Return a workbook whose rows are the pieces."""

    def whole() -> Iterable[bytes]:
        yield b"<worksheet><sheetData>"
        yield from pieces
        yield b"</sheetData></worksheet>"

    return streamed(_SHEET, xlsx_parts(""), whole())


def table(pieces: Iterable[bytes]) -> bytes:
    """Return an OpenDocument spreadsheet whose rows are the pieces."""
    before, _, after = ods_content("<table:table>|</table:table>").partition("|")

    def whole() -> Iterable[bytes]:
        yield before.encode()
        yield from pieces
        yield after.encode()

    return streamed("content.xml", ods_parts(""), whole())


def formatted_rows(n_rows: int, n_columns: int) -> Iterable[bytes]:
    """Yield rows of formatted cells without anything in them."""
    letters = "ABCDEFGHIJ"[:n_columns]
    for row in range(1, n_rows + 1):
        cells = "".join(f'<c r="{letter}{row}" s="1"/>' for letter in letters)
        yield f'<row r="{row}" s="1" customFormat="1">{cells}</row>'.encode()


def number_rows(n_rows: int, n_columns: int) -> Iterable[bytes]:
    """Yield rows of numbers, no two alike."""
    for row in range(n_rows):
        numbers = range(row * n_columns, (row + 1) * n_columns)
        cells = "".join(f"<c><v>{number}.5</v></c>" for number in numbers)
        yield f"<row>{cells}</row>".encode()


def ods_number_rows(n_rows: int, n_columns: int) -> Iterable[bytes]:
    """Yield rows of numbers for OpenDocument, no two alike."""
    for row in range(n_rows):
        numbers = range(row * n_columns, (row + 1) * n_columns)
        cells = [
            f'<table:table-cell office:value-type="float" office:value="{number}.5">'
            f"<text:p>{number}.5</text:p></table:table-cell>"
            for number in numbers
        ]
        yield ods_row(*cells).encode()


def csv_number_rows(n_rows: int, n_columns: int) -> bytes:
    """Return text with numbers, no two alike."""
    return b"".join(
        b",".join(b"%d.5" % (row * n_columns + column) for column in range(n_columns))
        + b"\n"
        for row in range(n_rows)
    )


def old_numbers() -> bytes:
    """Return an Excel 97 workbook with two sheets of 500,000 numbers."""
    book = xlwt.Workbook()
    for name in "AB":
        sheet = book.add_sheet(name)
        for row in range(50_000):
            for column in range(10):
                sheet.write(row, column, row * 10 + column + 0.25)
    return xls_bytes(book)


def many_texts(count: int) -> dict[str, str]:
    """Return the parts of a workbook with so many texts, all used once."""
    texts = "".join(f"<si><t>text {number}</t></si>" for number in range(count))
    rows = (
        "<row>"
        + "".join(f'<c t="s"><v>{n}</v></c>' for n in range(at, at + 10))
        + "</row>"
        for at in range(0, count, 10)
    )
    sheet = f"<sheetData>{''.join(rows)}</sheetData>"
    return xlsx_parts(sheet, sharedStrings=texts)


def lying_size() -> bytes:
    """Return a workbook whose directory says that its sheet unpacks to 10 bytes."""
    content = bytearray(worksheet([b" " * MEGABYTE] * 400))
    at = content.rfind(_SHEET.encode()) - 46  # its entry in the directory
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(content)


def billion_laughs(sheet: bool = False) -> bytes:
    """Return a workbook whose texts are entities of entities."""
    entities = "".join(
        f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10)
    )
    doctype = f'<!DOCTYPE x [<!ENTITY a0 "lol">{entities}]>'
    parts = xlsx_parts(_ONE_ROW, sharedStrings="<si><t>x</t></si>")
    part = _SHEET if sheet else "xl/sharedStrings.xml"
    parts[part] = doctype + parts[part].replace(">x<", ">&a9;<")
    return zipped(parts)


def external_entity() -> bytes:
    """Return a workbook that wants a file of the machine as a text."""
    parts = xlsx_parts(_ONE_ROW, sharedStrings="<si><t>&a;</t></si>")
    doctype = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    parts["xl/sharedStrings.xml"] = doctype + parts["xl/sharedStrings.xml"]
    return zipped(parts)


def with_part(name: str, content: bytes | str = b"x") -> bytes:
    """Return a workbook with one more part."""
    return zipped({**xlsx_parts(_ONE_ROW), name: content})


def nested_zip() -> bytes:
    """Return a workbook in an archive in an archive."""
    return zipped({"a.zip": zipped({"b.xlsx": zipped(xlsx_parts(_ONE_ROW))})})


def merged_over(reference: str, times: int) -> bytes:
    """Return a sheet with the same merged range again and again."""
    rows = xlsx_rows([["a", "", "b"]] * 3000)
    merged = f'<mergeCell ref="{reference}"/>' * times
    return zipped(xlsx_parts(f"{rows}<mergeCells>{merged}</mergeCells>"))


def far_cells() -> bytes:
    """Return rows whose one cell is far to the right."""
    return worksheet(
        f'<row r="{row}"><c r="ALK{row}"><v>1</v></c></row>'.encode()
        for row in range(1, 100_000)
    )


def repeated(attributes: str) -> bytes:
    """Return a table with a cell or row that is repeated."""
    return table(
        [ods_row(ods_cell("x", **{"table_" + attributes: "1000000"})).encode()]
    )


def repeated_rows() -> bytes:
    """Return a table with a filled row that is repeated a million times."""
    attributes = 'table:number-rows-repeated="1000000"'
    return table([ods_row(ods_cell("x"), attributes=attributes).encode()])


def old_cells() -> bytes:
    """Return an Excel 97 workbook with a cell in the first and in the last place."""
    rows = [[""] * 256 for _ in range(65_536)]
    rows[0][0] = rows[-1][-1] = "x"
    return xls(rows)


def _same(piece: bytes, times: int) -> Iterable[bytes]:
    return (piece for _ in range(times))


ROW = b"<row>"
HOSTILE: dict[str, Hostile] = {
    "zip bomb, honest size": Hostile(
        "a.xlsx",
        lambda: worksheet(_same(b" " * MEGABYTE, 2000)),
        "the file unpacks to far more",
        quick=False,
    ),
    "zip bomb, lying size": Hostile(
        "a.xlsx", lying_size, "the file is damaged", quick=False
    ),
    "zip bomb, 290 MB of space": Hostile(
        "a.xlsx",
        lambda: worksheet(
            [*_same(b" " * MEGABYTE, 290), b"<row><c><v>1</v></c></row>"]
        ),
        "",
        quick=False,
    ),
    "billion laughs in the texts": Hostile(
        "a.xlsx", billion_laughs, "the file declares XML entities"
    ),
    "billion laughs in a sheet": Hostile(
        "a.xlsx", lambda: billion_laughs(sheet=True), "the file declares XML entities"
    ),
    "external entity": Hostile(
        "a.xlsx", external_entity, "the file declares XML entities"
    ),
    "entities in ODS": Hostile(
        "a.ods",
        lambda: zipped(
            ods_parts('<!DOCTYPE x [<!ENTITY a "b">]>' + ods_content("<table:table/>"))
        ),
        "the file declares XML entities",
    ),
    "elements in elements": Hostile(
        "a.xlsx",
        lambda: worksheet(_same(b"<a>" * 80_000, 100)),
        "the file nests its parts too deep",
    ),
    "300,000 names": Hostile(
        "a.xlsx",
        lambda: worksheet([b"".join(b"<e%x/>" % i for i in range(300_000))]),
        "the file is damaged",
    ),
    "a comment without end": Hostile(
        "a.xlsx",
        lambda: worksheet([b"<!--", *_same(b"a" * MEGABYTE, 100)]),
        "the file is damaged",
        quick=False,
    ),
    "a text without end": Hostile(
        "a.xlsx",
        lambda: worksheet([b"<row><c><v>", *_same(b"a" * MEGABYTE, 100)]),
        "a cell is too long",
        quick=False,
    ),
    "10⁶ formatted rows of 3 cells": Hostile(
        "a.xlsx",
        lambda: worksheet(
            [b"<row><c><v>1</v></c></row>", *formatted_rows(1_048_575, 3)]
        ),
        "",
        quick=False,
    ),
    "10⁶ formatted rows of 9 cells": Hostile(
        "a.xlsx",
        lambda: worksheet(
            [b"<row><c><v>1</v></c></row>", *formatted_rows(1_048_575, 9)]
        ),
        "",
        quick=False,
    ),
    "75 million cells without a place": Hostile(
        "a.xlsx",
        lambda: worksheet([ROW, *_same(b"<c/>" * 250_000, 300), b"</row>"]),
        "the file holds too many cells",
        quick=False,
    ),
    "a row of 10⁶ cells": Hostile(
        "a.xlsx",
        lambda: worksheet([ROW, b"<c><v>1</v></c>" * 1_000_000, b"</row>"]),
        "the sheet has too many columns",
    ),
    "100,000 rows of 10 numbers": Hostile(
        "a.xlsx", lambda: worksheet(number_rows(100_000, 10)), "", quick=False
    ),
    "the same in ODS": Hostile(
        "a.ods", lambda: table(ods_number_rows(100_000, 10)), "", quick=False
    ),
    "the same in CSV": Hostile(
        "a.csv", lambda: csv_number_rows(100_000, 10), "", quick=False
    ),
    "the same in XLS": Hostile("a.xls", old_numbers, "", quick=False),
    "a million texts": Hostile(
        "a.xlsx", lambda: zipped(many_texts(1_000_000)), "", quick=False
    ),
    "100,000 rows of 20 numbers": Hostile(
        "a.xlsx",
        lambda: worksheet(number_rows(100_000, 20)),
        "the file has too many cells",
        quick=False,
    ),
    "cells far to the right": Hostile(
        "a.xlsx", far_cells, "the file has too many cells", quick=False
    ),
    "a cell in row 4,000,000,000": Hostile(
        "a.xlsx",
        lambda: worksheet([b'<row r="4000000000"><c><v>1</v></c></row>']),
        "a row lies beyond the end",
    ),
    "merged over the whole sheet": Hostile(
        "a.xlsx", lambda: merged_over("A1:XFD1048576", 1), ""
    ),
    "merged over and over": Hostile(
        "a.xlsx",
        lambda: merged_over("A1:B1048576", 1000),
        "the file has too many cells",
    ),
    "a million merged ranges": Hostile(
        "a.xlsx",
        lambda: merged_over("A1:B2", 1_000_000),
        "the sheet has too many merged ranges",
        quick=False,
    ),
    "an archive in an archive": Hostile(
        "a.xlsx", nested_zip, "the file is a ZIP archive"
    ),
    "a name that climbs out": Hostile(
        "a.xlsx",
        lambda: with_part("../../etc/cron.d/x"),
        "the file holds a part whose name points outside",
    ),
    "a Windows path": Hostile(
        "a.xlsx",
        lambda: with_part("C:\\Windows\\x.dll"),
        "the file holds a part whose name points outside",
    ),
    "6,000 parts": Hostile(
        "a.xlsx",
        lambda: zipped(
            {**xlsx_parts(_ONE_ROW), **{f"xl/{part}": "" for part in range(6000)}}
        ),
        "the archive holds too many parts",
    ),
    "a cell repeated 10⁶ times": Hostile(
        "a.ods",
        lambda: repeated("number_columns_repeated"),
        "the sheet has too many columns",
    ),
    "a row repeated 10⁶ times": Hostile(
        "a.ods", repeated_rows, "the file has too many rows"
    ),
    "10⁹ spaces": Hostile(
        "a.ods",
        lambda: table([ods_row(_spaces()).encode()]),
        "a cell is too long",
    ),
    "first and last cell of XLS": Hostile("a.xls", old_cells, "", quick=False),
    "one line of 20 MB": Hostile(
        "a.csv", lambda: b"a" * LIMIT_BYTES, "a cell is too long"
    ),
    "20 million commas": Hostile(
        "a.csv", lambda: b"," * LIMIT_BYTES, "the sheet has too many columns"
    ),
    "10⁶ columns": Hostile(
        "a.csv", lambda: b",".join([b"x"] * 10**6), "the sheet has too many columns"
    ),
    "20 million blank lines": Hostile(
        "a.csv",
        lambda: b"\n" * LIMIT_BYTES,
        "a row lies beyond the end",
        quick=False,
    ),
    "20 million quotes": Hostile(
        "a.csv", lambda: b'"' * LIMIT_BYTES, "a cell is too long"
    ),
    "20 million NULs": Hostile(
        "a.csv", lambda: b"\0" * LIMIT_BYTES, "the file is binary data"
    ),
    "a quote left open at the top": Hostile(
        "a.csv",
        lambda: b'"x\n' + b"a,b\n" * 3_000_000,
        "a quote is opened and never closed",
    ),
    "100,001 rows": Hostile(
        "a.csv", lambda: b"a,b\n" * 100_001, "the file has too many rows"
    ),
    "21 MB": Hostile("a.csv", lambda: b"a" * (LIMIT_BYTES + 1), "the file is too big"),
}


def _spaces() -> str:
    many = '<text:s text:c="1000000000"/>'
    return f"<table:table-cell><text:p>{many * 20}</text:p></table:table-cell>"


def answer(hostile: Hostile, content: bytes) -> str:
    """Return what the intake says: the refusal, or empty when the file is read."""
    try:
        read_workbook(hostile.name, content)
    except Refused as refusal:
        return refusal.what
    return ""


def _measure(title: str, content: bytes) -> tuple[str, float, float]:
    """Read a file; return the answer, seconds of processor time and peak in MB."""
    # A fresh process inherits the peak of the one that started it: 5 forgets it.
    Path("/proc/self/clear_refs").write_text("5")
    began = time.process_time()
    said = answer(HOSTILE[title], content)
    seconds = time.process_time() - began
    status = Path("/proc/self/status").read_text()
    peak = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024
    return said, seconds, peak


def main() -> int:
    """Print a table; return 1 when an answer, a time or a memory is not as meant."""
    context = multiprocessing.get_context("spawn")
    print(f"{'file':34}{'MB':>7}{'CPU s':>8}{'peak MB':>9}  answer")
    failed = 0
    with context.Pool(1, maxtasksperchild=1) as pool:
        for title, hostile in HOSTILE.items():
            content = hostile.build()
            said, seconds, peak = pool.apply(_measure, (title, content))
            right = said.startswith(hostile.says) and bool(said) == bool(hostile.says)
            passed = right and seconds <= LIMIT_SECONDS and peak <= LIMIT_MEGABYTES
            failed += not passed
            size = len(content) / MEGABYTE
            numbers = f"{size:7.2f}{seconds:8.2f}{peak:9.0f}"
            mark = "" if passed else "  <- FAILED"
            print(f"{title:34}{numbers}  {said or 'read'}{mark}", flush=True)
    print(f"{len(HOSTILE)} files, {failed} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
