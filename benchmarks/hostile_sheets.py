"""Files made to break a reader: what the intake says, in what time and memory.

    python -m benchmarks.hostile_sheets

Each file is read in a fresh process, of which the table shows the seconds of processor
time and the peak of resident memory, the file and the program included. The marks are
10 s and 500 MB. The peak is read from /proc, so the table needs Linux.
"""

import multiprocessing
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from benchmarks.hostile_files import (
    MEGABYTE,
    ONE_ROW,
    billion_laughs,
    csv_number_rows,
    external_entity,
    far_cells,
    formatted_rows,
    lying_size,
    many_texts,
    merged_over,
    nested_zip,
    number_rows,
    ods_number_rows,
    old_cells,
    old_numbers,
    repeated,
    repeated_rows,
    spaces,
    table,
    with_part,
    worksheet,
)
from spo_geo.intake.files.sheets import LIMIT_BYTES, Refused, read_workbook
from tests.workbooks import (
    ods_content,
    ods_parts,
    ods_row,
    xlsx_parts,
    zipped,
)

LIMIT_SECONDS = 10.0
LIMIT_MEGABYTES = 500.0


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
            {**xlsx_parts(ONE_ROW), **{f"xl/{part}": "" for part in range(6000)}}
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
        lambda: table([ods_row(spaces()).encode()]),
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
