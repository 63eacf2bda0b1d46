"""Text of the records and of a visitor stays text in every file that leaves."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from lxml import etree, html
from openpyxl import load_workbook
from pypdf import PdfReader

from spo_geo.boundaries import Layer, read_layer
from spo_geo.brief.kit import brief_file
from spo_geo.brief.options import BriefOptions
from spo_geo.call.check import CallCheck, check_call
from spo_geo.call.files import call_file
from spo_geo.call.reading import read_call
from spo_geo.dataset import DATA_DIR, GEO_DIR, Dataset, load
from spo_geo.errors import SpoGeoError
from spo_geo.export import to_bytes
from spo_geo.export.cells import FORMULA_STARTS, restore
from spo_geo.filters import PARAMETERS
from spo_geo.intake.files.sheets import read_workbook
from spo_geo.intake.projects.report import problems_csv
from spo_geo.intake.projects.understand import understand
from spo_geo.intake.repairs.repair import Repair, RepairLog
from spo_geo.intake.repairs.repair_file import from_csv, to_csv
from spo_geo.offline import offline_map
from spo_geo.printmap import draw_map
from spo_geo.ui.calltab import _read as read_upload
from spo_geo.ui.savemenu import TITLE_CHARACTERS
from spo_geo.view import View, make_view
from tests.conftest import write_data_dir
from tests.pdftext import words_of
from tests.probes import (
    ALL,
    CONTROLS,
    DIRECTIONS,
    ENTITIES,
    FORMULAS,
    LONG,
    MARKUP,
    PATHS,
    PROBES,
    TEMPLATES,
    TEXT,
    WRITING,
    fields,
    outside,
    parts_of,
    seen,
)

MADE = date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"
# Columns that say where a row is counted; every other one holds a probe as it is.
FIXED = {"scope": "districts", "start": "2014-01", "end": "2015-12"}


def columns(table: str) -> list[str]:
    with (DATA_DIR / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def row_of(table: str, n: int, probe: str, **cells: str) -> dict[str, str]:
    """Return a row with a probe in every column."""
    ids = {"project_id": f"H-{n:02d}", "result_id": f"H-{n:02d}-R1"}
    ids |= {"funder_id": f"f-{n}", "office_id": f"o-{n}", "record_id": f"web:{n}"}
    full = dict.fromkeys(columns(table), probe) | ids | cells
    return {name: cell for name, cell in full.items() if name in columns(table)}


def load_probes(folder: Path, probes: Iterable[str]) -> Dataset:
    """Return one project a probe, with it in every column of every table."""
    numbered = list(enumerate(probes))
    projects = [
        row_of("projects", n, probe, districts=f"Badin; {probe}", **FIXED)
        for n, probe in numbered
    ]
    tables = {
        name: [row_of(name, n, probe) for n, probe in numbered]
        for name in ("results", "offices", "presence")
    }
    return load(write_data_dir(folder / "data", projects, **tables), GEO_DIR)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return load_probes(tmp_path_factory.mktemp("probes"), ALL.values())


@pytest.fixture(scope="module")
def view(dataset: Dataset) -> View:
    return make_view(dataset)


@pytest.fixture(scope="module")
def layer() -> Layer:
    return read_layer(GEO_DIR / "pak_adm_web.topojson")


def test_every_probe_is_a_title_as_typed(dataset: Dataset) -> None:
    titles = [project.title for project in dataset.projects]
    assert titles == [probe.strip() for probe in ALL.values()]


# -- tables and layers ------------------------------------------------------------------


def test_csv_holds_every_probe_inert_and_whole(view: View) -> None:
    text = to_bytes(view, ".csv", MADE).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert_inert(cell for row in rows for cell in row.values())
    assert_whole(restore(row["title"]) for row in rows)


def test_workbook_holds_every_probe_inert(view: View) -> None:
    content = to_bytes(view, ".xlsx", MADE)
    assert outside(content) == []
    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    assert_inert(cell.value for cell in cells if isinstance(cell.value, str))
    assert not any(cell.hyperlink for cell in cells)
    titles = {restore(row[1]) for row in book["Projects"].values}
    assert_whole(titles, longest=32_000)


def test_layers_hold_every_probe_as_text(view: View, tmp_path: Path) -> None:
    features = json.loads(to_bytes(view, ".geojson", MADE))
    assert_whole(texts_in(features), inside=True)
    path = tmp_path / "layers.gpkg"
    path.write_bytes(to_bytes(view, ".gpkg", MADE))
    with sqlite3.connect(path) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = [
            name
            for (name,) in base.execute("SELECT table_name FROM gpkg_contents")
            if re.fullmatch(r"[a-z0-9_]+", name)
        ]
        cells = {
            cell
            for name in tables
            for row in base.execute(f"SELECT * FROM {name}")  # noqa: S608
            for cell in row
            if isinstance(cell, str)
        }
    assert_whole(cells, inside=True)


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_in(part)


def assert_inert(cells: Iterable[str]) -> None:
    """No cell begins as a formula does."""
    for cell in cells:
        assert not cell.startswith(FORMULA_STARTS), cell[:80]


def assert_whole(
    found: Iterable[str], *, inside: bool = False, longest: int = 10**6
) -> None:
    """Every probe is there as typed, alone in a text or within one."""
    texts = {seen(text) for text in found}
    everything = "\n".join(texts) if inside else texts
    for name, probe in ALL.items():
        if len(probe) <= longest:
            assert seen(probe) in everything, name


# -- documents and pictures -------------------------------------------------------------


@pytest.fixture(scope="module")
def kit(view: View, layer: Layer) -> bytes:
    options = BriefOptions(title=TEXT)
    return brief_file(view, ".docx", MADE, options, layer=layer)


def test_word_holds_every_probe_as_text(kit: bytes) -> None:
    assert outside(kit) == []
    assert fields(kit) <= {"SEQ", "PAGE", "NUMPAGES"}
    roots = dict(parts_of(kit))
    paragraphs = roots["word/document.xml"].iterfind(".//{*}p")
    texts = {"".join(p.itertext()) for p in paragraphs}
    words = " ".join(" ".join(texts).split())
    for name, probe in {**PROBES, **FORMULAS}.items():
        assert seen(probe) in words, name


def test_call_files_hold_every_probe_inert(dataset: Dataset, layer: Layer) -> None:
    check = checked(dataset, layer)
    text = call_file(check, ".csv", MADE).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert_inert(cell for row in rows for cell in row.values())
    for suffix in (".xlsx", ".docx"):
        content = call_file(check, suffix, MADE)
        assert outside(content) == []
        assert fields(content) <= {"SEQ", "PAGE", "NUMPAGES"}
    book = load_workbook(io.BytesIO(call_file(check, ".xlsx", MADE)))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert not [cell for cell in cells if cell.data_type in "fe"]
    assert_inert(cell.value for cell in cells if isinstance(cell.value, str))


def checked(dataset: Dataset, layer: Layer) -> CallCheck:
    lines = [probe for probe in ALL.values() if "\n" not in probe]
    rows = read_call("\n".join(("Badin", *lines)), dataset.gazetteer)
    assert len(rows) >= len(lines)
    return check_call(rows, make_view(dataset), layer)


def joined(*groups: dict[str, str]) -> str:
    return " ".join(probe for group in groups for probe in group.values())


@pytest.mark.parametrize(
    "words", [joined(MARKUP), joined(TEMPLATES, WRITING, PATHS, CONTROLS)]
)
def test_svg_of_a_map_holds_no_script_and_asks_nobody(
    view: View, layer: Layer, words: str
) -> None:
    title = words[:TITLE_CHARACTERS]
    drawn = draw_map(view, layer, title=title, subtitle=words, fmt="svg", date=MADE)
    root = etree.fromstring(drawn, etree.XMLParser(resolve_entities=False))
    for element in root.iter(etree.Element):
        assert element.tag not in {f"{SVG}script", f"{SVG}foreignObject", f"{SVG}a"}
        for name, value in element.attrib.items():
            local = etree.QName(name).localname
            assert not local.startswith("on")
            assert local != "href" or value.startswith(("#", "data:image/png;base64,"))
    styles = " ".join(element.text or "" for element in root.iter(f"{SVG}style"))
    assert "@import" not in styles
    assert "url(" not in styles


@pytest.mark.parametrize("name", LONG)
def test_text_of_any_length_is_refused_or_cut_to_the_paper(
    view: View, layer: Layer, name: str
) -> None:
    with pytest.raises(SpoGeoError, match="the title is too long for the paper"):
        draw_map(view, layer, title=LONG[name], fmt="pdf", date=MADE)
    drawn = draw_map(view, layer, subtitle=LONG[name], fmt="pdf", date=MADE)
    (page,) = PdfReader(io.BytesIO(drawn)).pages
    assert "…" in words_of(page)


def test_pdf_of_a_map_holds_no_action(view: View, layer: Layer) -> None:
    drawn = draw_map(view, layer, title=joined(TEMPLATES), fmt="pdf", date=MADE)
    reader = PdfReader(io.BytesIO(drawn))
    (page,) = reader.pages
    assert page["/Annots"] == []
    assert not {"/OpenAction", "/AA", "/Names"} & set(reader.root_object)
    assert "{{7*7}}" in words_of(page)


def test_map_in_one_file_holds_no_script_but_its_own(tmp_path: Path) -> None:
    view = make_view(load_probes(tmp_path, {**PROBES, **FORMULAS, **ENTITIES}.values()))
    page = html.document_fromstring(offline_map(view, title=TEXT, made=MADE))
    assert len(page.findall(".//script")) == 4
    names = {name for element in page.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on")]
    assert page.findtext(".//h1") == TEXT


# -- what a visitor sends ---------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_the_query_string_is_text(dataset: Dataset, name: str) -> None:
    """What is asked for and not known is named as typed, and chosen nowhere."""
    probe = f"no such value {ALL[name]}"
    query = {parameter: [probe] for parameter in (*PARAMETERS, "years")}
    filters, unknown = dataset.filter_reader.read_known(query)
    assert not filters
    assert {seen(error.got or "") for error in unknown} == {seen(probe)}


@pytest.mark.parametrize("name", ALL)
def test_a_repair_log_keeps_the_words(name: str) -> None:
    probe = ALL[name]
    line = Repair("title", probe, probe, "value", file=probe, record=probe)
    content = to_csv(RepairLog((line,)))
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert_inert(cell for row in rows for cell in row)
    log, problems = from_csv(content)
    assert [
        problem.severity for problem in problems if problem.severity != "note"
    ] == []
    assert [seen(found.written) for found in log.lines] == [seen(probe)]


def test_a_sheet_keeps_the_words_and_its_problems_are_inert(dataset: Dataset) -> None:
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer)
    table.writerow(("Title", "District", "Donor", "Start", "Status", "Remarks"))
    wanted = {**PROBES, **FORMULAS}
    for probe in wanted.values():
        table.writerow((f"T {probe}", f"Badin; {probe}", probe, probe, probe, probe))
    book = read_workbook("../../list.csv", buffer.getvalue().encode())
    intake = understand(book, dataset)
    assert intake.file == "list.csv"
    assert_inert(
        cell
        for row in csv.reader(
            io.StringIO(problems_csv(intake.problems).decode("utf-8-sig"), newline="")
        )
        for cell in row
    )
    titles = [seen(row["title"]) for row in intake.rows]
    invisible = set(DIRECTIONS)
    for name, probe in wanted.items():
        if name not in invisible:
            assert seen(f"T {probe}") in titles, name


# -- names of files ---------------------------------------------------------------------

NAMES = (
    "../../list.csv",
    r"..\..\list.csv",
    "/etc/list.csv",
    r"C:\Windows\list.csv",
    "a/../../list.csv",
    "..",
    "../",
    "NUL.csv",
    "list.csv\x00.xlsx",
    f"{TEXT}.csv",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_is_known_by_its_bare_name_and_written_nowhere(
    name: str, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    book = read_workbook(name, b"Title,District\nRoads,Badin\n")
    assert not {"/", "\\"} & set(book.file)
    assert understand(book, dataset).file == book.file
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_call_is_told_by_its_own_name_and_leaves_no_file(
    name: str, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    rows = read_upload(name, b"Badin\nThatta\n", dataset.gazetteer)
    assert [row.written for row in rows] == ["Badin", "Thatta"]
    with pytest.raises(SpoGeoError) as caught:
        read_upload(name, b"%PDF-1.7", dataset.gazetteer)
    assert caught.value.where == name
    assert str(tmp_path) not in str(caught.value)
    assert list(tmp_path.iterdir()) == []
