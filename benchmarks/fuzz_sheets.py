"""Mutated sheets by the ten thousand: no crash, no lost row.

    python -m benchmarks.fuzz_sheets [--runs 50000] [--seed 1] [--jobs 2]

Each run takes one small sheet (CSV, XLSX, ODS, XLS), mutates its bytes or the XML in
it, and reads it. The reader must answer with a workbook or with a refusal, within
seconds. Where it answers with a workbook, every row whose mark an independent look at
the mutated file finds must be in it: a plain search in text files, ElementTree in XML,
and xlrd on the untouched container of XLS.
"""

import argparse
import io
import random
import re
import sys
import time
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from typing import NamedTuple

import xlrd

from spo_geo.intake.files.sheets import Refused, Workbook, read_workbook
from tests.workbooks import (
    ods_content,
    ods_parts,
    ods_rows,
    xls,
    xlsx_parts,
    xlsx_rows,
    zipped,
)

LIMIT_SECONDS = 10.0

# Marks that no mutation makes by chance and that no text contains.
_MARK = re.compile(r"mark-\d{3}-end")
_ROWS = [
    ["Project", "Title", "Districts", "Start", "Amount"],
    *(
        [
            f"mark-{number:03}-end",
            f'Schools, "girls" & boys – {number}',
            "Badin; Thatta\nKarachi",
            "Oct 2014",
            str(number * 1000),
        ]
        for number in range(1, 13)
    ),
]
# What a mutation may paste in: the words of the formats, and what breaks readers.
_WORDS = [
    *(b'"', b",", b";", b"\t", b"\r", b"\n", b"\r\n", b"\0", b"\xff", b"\xfe", b"\x80"),
    *(b"\xef\xbb\xbf", b"'", b"=1+1", b"#REF!", b"sep=;\n", b"mark-", b"<", b">", b"&"),
    *(b"</row>", b"<row>", b'<row r="1">', b"<c>", b"</c>", b"<v>", b"</v>", b"<t>"),
    *(b'r="9999999999"', b'r="XFD1"', b't="s"', b't="b"', b't="e"', b's="99"', b"-1"),
    *(b"<!DOCTYPE a>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"&amp;", b"&#0;"),
    *(b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', b"</sheetData>"),
    *(b"</table:table-row>", b"<table:table-row>", b"</table:table-cell>"),
    *(b' table:number-columns-repeated="1000000"', b' table:number-rows-repeated="7"'),
    *(b' table:number-rows-spanned="9999"', b' office:value-type="float"', b"<text:p>"),
    *(b' office:value-type="date"', b"<text:s text:c='9999999'/>", b"_x0000_", b"PK"),
]


Mutation = Callable[[bytearray, random.Random], None]


class Case(NamedTuple):
    """A mutated file, and the marks that must be found in it when it is read."""

    name: str
    content: bytes
    marks: Callable[[], set[str]]


class Outcome(NamedTuple):
    """What became of one case."""

    kind: str
    answer: str
    seconds: float
    failure: str


def csv_case(rng: random.Random) -> Case:
    """Return a mutated delimited text."""
    encoding = rng.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    text = rng.choice(_texts())
    content = mutated(text.encode(encoding), rng)
    codec = "utf-16-le" if encoding == "utf-16" else "latin-1"

    def marks() -> set[str]:
        plain = content.decode(codec, "ignore").replace("\0", "")
        return set(_MARK.findall(plain))

    return Case("sheet.csv", content, marks)


def xlsx_case(rng: random.Random) -> Case:
    """Return a workbook with a mutated worksheet, or with mutated bytes."""
    parts = dict(_xlsx_parts())
    return _zip_case("sheet.xlsx", parts, "xl/worksheets/sheet1.xml", _xlsx_marks, rng)


def ods_case(rng: random.Random) -> Case:
    """Return a spreadsheet with a mutated content part, or with mutated bytes."""
    return _zip_case("sheet.ods", dict(_ods_parts()), "content.xml", _ods_marks, rng)


def xls_case(rng: random.Random) -> Case:
    """Return an Excel 97 workbook with mutated bytes."""
    content = mutated(_xls(), rng, rng.choice([_MUTATIONS, _IN_PLACE, _IN_PLACE]))
    return Case("sheet.xls", content, lambda: _xls_marks(content))


CASES = {"csv": csv_case, "xlsx": xlsx_case, "ods": ods_case, "xls": xls_case}
_WEIGHTS = {"csv": 7, "xlsx": 7, "ods": 4, "xls": 2}


def run(kind: str, seed: int) -> Outcome:
    """Read one mutated sheet of a kind and judge the answer.

    Parameters
    ----------
    kind : str
        A key of `CASES`.
    seed : int
        The same seed makes the same sheet.
    """
    case = CASES[kind](random.Random(f"{kind} {seed}"))  # noqa: S311 (no secret)
    began = time.perf_counter()
    try:
        book = read_workbook(case.name, case.content)
    except Refused:
        return Outcome(kind, "refused", time.perf_counter() - began, "")
    except Exception as error:
        failure = f"crash: {type(error).__name__}: {error}"
        return Outcome(kind, "crash", time.perf_counter() - began, failure)
    seconds = time.perf_counter() - began
    lost = case.marks() - _marks_of(book)
    failure = f"lost rows: {sorted(lost)}" if lost else ""
    if seconds > LIMIT_SECONDS:
        failure = f"took {seconds:.1f} s"
    return Outcome(kind, "read", seconds, failure)


def mutated(
    content: bytes, rng: random.Random, mutations: Sequence[Mutation] = ()
) -> bytes:
    """Return the bytes with one to eight mutations."""
    changed = bytearray(content)
    for _ in range(rng.choice([1, 1, 2, 3, 5, 8])):
        if not changed:
            break
        rng.choice(mutations or _MUTATIONS)(changed, rng)
    return bytes(changed)


def _flip(changed: bytearray, rng: random.Random) -> None:
    changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)


def _set(changed: bytearray, rng: random.Random) -> None:
    changed[rng.randrange(len(changed))] = rng.choice(b'\0\xff\x7f "<>,;0A')


def _overwrite(changed: bytearray, rng: random.Random) -> None:
    at, value = rng.randrange(len(changed)), rng.choice([0, 1, 0x7F, 0xFE, 0xFF])
    length = min(rng.choice([2, 4, 8]), len(changed) - at)
    changed[at : at + length] = bytes([value]) * length


def _paste(changed: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(changed) + 1)
    changed[at:at] = rng.choice(_WORDS)


def _cut(changed: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(changed))
    del changed[at : at + rng.choice([1, 2, 7, 60, 400])]


def _truncate(changed: bytearray, rng: random.Random) -> None:
    del changed[rng.randrange(len(changed)) :]


def _repeat(changed: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(changed))
    piece = changed[at : at + rng.choice([1, 9, 80, 300])]
    changed[at:at] = piece * rng.choice([1, 2, 30])


def _move(changed: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(changed))
    piece = changed[at : at + rng.choice([4, 40, 200])]
    del changed[at : at + len(piece)]
    to = rng.randrange(len(changed) + 1)
    changed[to:to] = piece


# Those that leave everything else in its place, as containers of sectors need it.
_IN_PLACE = [_flip, _set, _overwrite]
_MUTATIONS = [
    _flip,
    _flip,
    _set,
    _paste,
    _paste,
    _paste,
    _cut,
    _truncate,
    _repeat,
    _move,
]


def _zip_case(
    name: str,
    parts: dict[str, str | bytes],
    main: str,
    marks_in: Callable[[bytes], set[str]],
    rng: random.Random,
) -> Case:
    """Mutate the bytes of the archive, the bytes of a part, or the tree of a part."""
    way = rng.choice(["archive", "bytes", "tree", "tree", "other"])
    if way == "archive":
        content = mutated(zipped(parts), rng)
        return Case(name, content, lambda: _marks_in_zip(content, main, marks_in))
    part = rng.choice(list(parts)) if way == "other" else main
    source = parts[part]
    source = source.encode() if isinstance(source, str) else source
    changed = _shuffled(source, rng) if way == "tree" else mutated(source, rng)
    parts[part] = changed
    main_part = parts[main]
    xml = main_part.encode() if isinstance(main_part, str) else main_part
    found = marks_in if part == main else lambda _: set()
    return Case(name, zipped(parts), lambda: found(xml))


def _shuffled(source: bytes, rng: random.Random) -> bytes:
    """Return XML that is still well formed: elements moved, doubled or dropped."""
    root = ET.fromstring(source)  # noqa: S314 (written by this module)
    for _ in range(rng.choice([1, 1, 2, 4])):
        parents = [element for element in root.iter() if len(element)]
        parent, other = rng.choice(parents), rng.choice(parents)
        child = parent[rng.randrange(len(parent))]
        action = rng.randrange(6)
        if action == 0:
            parent.remove(child)
        elif action == 1:
            parent.insert(0, child)
        elif action == 2 and child is not other and other not in set(child.iter()):
            parent.remove(child)
            other.append(child)
        elif action == 3 and child.attrib:
            child.attrib.pop(rng.choice(list(child.attrib)))
        elif action == 4 and child.attrib:
            child.set(
                rng.choice(list(child.attrib)), rng.choice(["", "0", "-1", "1e9", "s"])
            )
        elif action == 5:
            child.text = rng.choice(["", "\n  ", "mark-999-end", "12", "\ud7ff😀"])
        if not len(root):
            break
    return ET.tostring(root, encoding="utf-8")


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _xlsx_marks(xml: bytes) -> set[str]:
    """Return the marks in the text cells of rows, where a reader has to look."""
    marks = set()
    for row in _elements(xml, "row"):
        for cell in (child for child in row if _local(child) == "c"):
            if cell.get("t", "n") in ("inlineStr", "str", "n"):
                texts = [_plain(part) for part in cell.iter() if _local(part) in "vt"]
                marks.update(_MARK.findall("".join(texts)))
    return marks


def _ods_marks(xml: bytes) -> set[str]:
    marks = set()
    for row in _elements(xml, "table-row"):
        for cell in (child for child in row if _local(child) == "table-cell"):
            texts = [_plain(part) for part in cell if _local(part) == "p"]
            marks.update(*(_MARK.findall(text) for text in texts))
    return marks


def _plain(element: ET.Element) -> str:
    return "".join(element.itertext())


def _elements(xml: bytes, name: str) -> list[ET.Element]:
    try:
        root = ET.fromstring(xml)  # noqa: S314 (small, and refused with a DOCTYPE)
    except ET.ParseError:
        return []
    return [element for element in root.iter() if _local(element) == name]


def _marks_in_zip(
    content: bytes, main: str, marks_in: Callable[[bytes], set[str]]
) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return marks_in(archive.read(main))
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, zlib.error):
        return set()  # no archive any more; its bytes were read as something else


def _xls_marks(content: bytes) -> set[str]:
    """Return the marks that xlrd reads without our filter of records."""
    try:
        book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO())
    except Exception:  # whatever it stumbles over, it has nothing to say
        return set()
    texts = [str(value) for sheet in book.sheets() for row in sheet.get_rows()
             for value in [cell.value for cell in row]]  # fmt: skip
    return set(_MARK.findall("\n".join(texts)))


def _marks_of(book: Workbook) -> set[str]:
    cells = [cell for sheet in book.sheets for row in sheet.rows for cell in row.cells]
    return set(_MARK.findall("\n".join(f"{cell.text}\n{cell.note}" for cell in cells)))


@cache
def _texts() -> list[str]:
    """Return the sheet as text with each delimiter and line end."""
    quoted = [['"' + text.replace('"', '""') + '"' for text in row] for row in _ROWS]
    return [
        end.join(mark.join(row) for row in quoted) + end
        for mark in ",;\t|"
        for end in ("\n", "\r\n", "\r")
    ]


@cache
def _xlsx_parts() -> dict[str, str | bytes]:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="17"/></cellXfs>'
    return dict(xlsx_parts(xlsx_rows(_ROWS), styles=styles))


@cache
def _ods_parts() -> dict[str, str | bytes]:
    table = f'<table:table table:name="Projects">{ods_rows(_ROWS)}</table:table>'
    return dict(ods_parts(ods_content(table)))


@cache
def _xls() -> bytes:
    return xls(_ROWS)


def _batch(seeds: range) -> list[tuple[int, Outcome]]:
    kinds = [kind for kind, weight in _WEIGHTS.items() for _ in range(weight)]
    return [(seed, run(kinds[seed % len(kinds)], seed)) for seed in seeds]


def main(arguments: list[str] | None = None) -> int:
    """Run the target and print a table; return 1 when a case failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    seeds = range(options.seed, options.seed + options.runs)
    batches = [seeds[start : start + 500] for start in range(0, len(seeds), 500)]
    with ProcessPoolExecutor(options.jobs) as pool:
        outcomes = [found for batch in pool.map(_batch, batches) for found in batch]
    return _report(outcomes)


def _report(outcomes: list[tuple[int, Outcome]]) -> int:
    counts = Counter((outcome.kind, outcome.answer) for _, outcome in outcomes)
    print(f"{'kind':6}{'read':>8}{'refused':>9}{'crash':>7}{'slowest':>10}")
    for kind in CASES:
        slowest = max((o.seconds for _, o in outcomes if o.kind == kind), default=0.0)
        numbers = [counts[kind, answer] for answer in ("read", "refused", "crash")]
        print(f"{kind:6}{numbers[0]:>8}{numbers[1]:>9}{numbers[2]:>7}{slowest:>9.2f}s")
    failed = [(seed, outcome) for seed, outcome in outcomes if outcome.failure]
    for seed, outcome in failed[:20]:
        print(f"seed {seed} ({outcome.kind}): {outcome.failure}")
    print(f"{len(outcomes)} mutated sheets, {len(failed)} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
