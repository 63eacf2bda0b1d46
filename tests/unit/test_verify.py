import html
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter

from spo_geo.dataset import Dataset
from spo_geo.errors import SpoGeoError
from spo_geo.export import FORMATS, to_bytes, to_csv, write_export
from spo_geo.provenance import Stamp, make_stamp
from spo_geo.stamps import find_stamp, read_stamp
from spo_geo.verify import verify
from spo_geo.view import make_view
from tests.conftest import TINY, MakeDataset

MADE = date(2026, 11, 22)
HOSTILE = dict(TINY[0], funders='<b>&"{{7*7}}"</b>', focus_area="Education")


def png(stamp: str) -> bytes:
    info, buffer = PngInfo(), io.BytesIO()
    info.add_text("spo_geo", stamp)
    Image.new("L", (2, 2)).save(buffer, "png", pnginfo=info)
    return buffer.getvalue()


def svg(stamp: str) -> bytes:
    return f"<svg><metadata>{html.escape(stamp)}</metadata></svg>".encode()


def page(stamp: str) -> bytes:
    attribute = f'<meta name="spo_geo" content="{html.escape(stamp)}">'
    return f"<!doctype html><html><head>{attribute}</head></html>".encode()


def script(stamp: str) -> bytes:
    inert = stamp.replace("<", "\\u003c")
    return f'<script type="application/json">{inert}</script>'.encode()


def pdf(stamp: str) -> bytes:
    writer, buffer = PdfWriter(), io.BytesIO()
    writer.add_blank_page(72, 72)
    writer.add_metadata({"/Title": "Coverage", "/Keywords": f"SPO {stamp}"})
    writer.write(buffer)
    return buffer.getvalue()


def docx(stamp: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        text = html.escape(stamp)
        archive.writestr("docProps/custom.xml", f"<p><lpwstr>{text}</lpwstr></p>")
    return buffer.getvalue()


CARRIERS: list[tuple[str, Callable[[str], bytes]]] = [
    ("map.png", png),
    ("map.svg", svg),
    ("map.html", page),
    ("offline.html", script),
    ("map.pdf", pdf),
    ("brief.docx", docx),
]


@pytest.mark.parametrize(("name", "make"), CARRIERS)
def test_read_stamp_finds_it_in_every_carrier(
    make_dataset: MakeDataset,
    tmp_path: Path,
    name: str,
    make: Callable[[str], bytes],
) -> None:
    dataset = make_dataset([HOSTILE])
    filters = dataset.filter_reader.read({"funder": [HOSTILE["funders"]]})
    stamp = make_stamp(make_view(dataset, filters), MADE)
    path = tmp_path / name
    path.write_bytes(make(stamp.as_json()))
    assert read_stamp(path) == stamp
    verdict = verify(path, dataset)
    assert (verdict.outcome, verdict.holds) == ("exact", True)
    assert "Compared: its stamp alone" in verdict.lines()


@pytest.mark.parametrize("suffix", FORMATS)
def test_verify_says_that_a_table_is_exact(
    tiny: Dataset, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"table{suffix}"
    write_export(path, make_view(tiny), MADE)
    verdict = verify(path, tiny)
    assert verdict.holds
    assert verdict.lines()[:2] == (
        f"table{suffix}: the present data give it exactly",
        "Compared: its rows and its stamp",
    )
    assert verdict.as_dict()["compared"] == ["stamp", "rows"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_verify_knows_data_that_changed_elsewhere(
    make_dataset: MakeDataset, tmp_path: Path, suffix: str
) -> None:
    before = make_dataset(TINY)
    filters = before.filter_reader.read({"focus-area": ["Education"]})
    path = tmp_path / f"table{suffix}"
    write_export(path, make_view(before, filters), MADE)
    after = make_dataset([*TINY[:1], dict(TINY[1], title="Courts anew"), *TINY[2:]])
    verdict = verify(path, after)
    assert (verdict.outcome, verdict.holds) == ("same numbers", True)
    assert "still gives the same numbers" in verdict.lines()[0]
    assert verdict.edits == ()


@pytest.mark.parametrize("suffix", FORMATS)
def test_verify_says_which_numbers_differ(
    make_dataset: MakeDataset, tmp_path: Path, suffix: str
) -> None:
    before = make_dataset(TINY)
    path = tmp_path / f"table{suffix}"
    write_export(path, make_view(before), MADE)
    after = make_dataset([*TINY[1:], dict(TINY[0], project_id="T-5", districts="Swat")])
    verdict = verify(path, after)
    assert (verdict.outcome, verdict.holds) == ("differs", False)
    assert "n_project_districts: 4 in the file, 3 now" in verdict.differences
    assert "n_places_held: 1 in the file, 0 now" in verdict.differences
    assert "new projects: T-5" in verdict.differences
    assert "projects that are gone: T-1" in verdict.differences
    assert "new districts: PK532" in verdict.differences
    assert not any(line.startswith("n_projects:") for line in verdict.differences)
    assert verdict.edits == ()


def test_verify_says_when_the_data_no_longer_know_a_filter(
    make_dataset: MakeDataset, tmp_path: Path
) -> None:
    before = make_dataset(TINY)
    filters = before.filter_reader.read({"funder": ["Oxfam"]})
    path = tmp_path / "table.csv"
    write_export(path, make_view(before, filters), MADE)
    verdict = verify(path, make_dataset(TINY[:1]))
    assert verdict.outcome == "differs"
    assert "unknown funder" in verdict.differences[0]


def test_verify_names_the_cell_that_was_changed_in_a_csv(
    tiny: Dataset, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    content = to_csv(make_view(tiny), MADE)
    path.write_bytes(content.replace(b"Courts", b"Schools for all", 1))
    verdict = verify(path, tiny)
    assert not verdict.holds
    assert verdict.outcome == "exact"
    assert verdict.edits == (
        "places, T-2 / PK701 / Badin, title: 'Courts' is now 'Schools for all'",
    )
    assert verdict.lines()[0].endswith("the file was changed after it was written")


def test_verify_counts_the_rows_of_a_table(tiny: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    header, *rows = to_csv(make_view(tiny), MADE).splitlines(keepends=True)
    path.write_bytes(b"".join([header, *rows[:-1]]))
    verdict = verify(path, tiny)
    assert "its rows hold 3 projects, its stamp says 4" in verdict.edits
    assert "places, T-4: the row is gone" in verdict.edits


def test_verify_names_what_was_changed_in_a_workbook(
    tiny: Dataset, tmp_path: Path
) -> None:
    path = tmp_path / "table.xlsx"
    write_export(path, make_view(tiny), MADE)
    book = load_workbook(path)
    book["Districts"]["E3"] = 7
    book["About"].cell(7, 2).value = 99
    del book["Project × district"]
    book.save(path)
    verdict = verify(path, tiny)
    assert "Districts, PK701, n_projects: '2' is now '7'" in verdict.edits
    assert "Project × district: the whole table is gone" in verdict.edits
    assert any(line.startswith("About, ") and "'99'" in line for line in verdict.edits)


def test_verify_accepts_a_workbook_that_was_only_sorted_and_painted(
    tiny: Dataset, tmp_path: Path
) -> None:
    path = tmp_path / "table.xlsx"
    write_export(path, make_view(tiny), MADE)
    book = load_workbook(path)
    sheet = book["Districts"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value
    sheet.column_dimensions["A"].width = 50
    book.save(path)
    assert verify(path, tiny).holds


def test_verify_finds_a_moved_border(tiny: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "districts.geojson"
    found = json.loads(to_bytes(make_view(tiny), ".geojson", MADE))
    found["features"][0]["geometry"]["coordinates"][0][0][1] = [70.0, 30.0]
    path.write_text(json.dumps(found), encoding="utf-8")
    (edit,) = verify(path, tiny).edits
    assert edit.startswith("districts, PK622, geometry:")


def test_verify_finds_a_changed_stamp(tiny: Dataset, tmp_path: Path) -> None:
    stamp = make_stamp(make_view(tiny), MADE)
    path = tmp_path / "map.svg"
    path.write_bytes(svg(replace(stamp, n_projects=40, filters="more").as_json()))
    assert verify(path, tiny).differences == (
        "n_projects: 40 in the file, 4 now",
        "filters: 'more' in the file, 'all records' now",
    )
    path.write_bytes(svg(replace(stamp, selection="0").as_json()))
    assert verify(path, tiny).outcome == "differs"


def test_verify_cannot_name_cells_of_other_data(
    make_dataset: MakeDataset, tmp_path: Path
) -> None:
    before = make_dataset(TINY)
    path = tmp_path / "table.csv"
    content = to_csv(make_view(before), MADE)
    path.write_bytes(content.replace(b"Courts", b"Law"))
    verdict = verify(path, make_dataset([*TINY[:3], dict(TINY[3], title="New")]))
    assert verdict.outcome == "same numbers"
    assert verdict.edits == (
        "cells were changed; the data of that day would tell which",
    )


def test_verify_shortens_a_long_list_of_edits(tiny: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    content = to_csv(make_view(tiny), MADE)
    path.write_bytes(content.replace(b"Sindh", b"Sind"))
    edits = verify(path, tiny).edits
    assert len(edits) <= 21
    path.write_bytes(content.replace(b"T-", b"X-"))
    assert len(verify(path, tiny).edits) <= 22


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.txt", b"", "unknown kind of file; got 'notes.txt'; allowed: .csv"),
        ("plain.csv", b"a,b\n1,2\n", "carries no stamp"),
        ("plain.svg", b"<svg/>", "carries no stamp"),
        ("plain.html", b'{"boundaries": "x"} {"boundaries": "', "carries no stamp"),
        ("broken.png", b"PNG", "cannot be read"),
        ("broken.pdf", b"%PDF-1.4 junk", "cannot be read"),
        ("broken.docx", b"junk", "not a document"),
        ("latin.csv", "é,b\n".encode("latin-1"), "cannot be read"),
    ],
)
def test_verify_refuses_other_files_in_one_line(
    tiny: Dataset, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SpoGeoError, match=said) as caught:
        verify(path, tiny)
    assert "\n" not in str(caught.value)


def test_verify_says_that_a_file_is_missing(tiny: Dataset, tmp_path: Path) -> None:
    for name in ("none.csv", "none.png", "none.pdf", "none.docx"):
        with pytest.raises(SpoGeoError, match="No such file"):
            verify(tmp_path / name, tiny)


def test_stamp_survives_json(tiny: Dataset) -> None:
    stamp = replace(make_stamp(make_view(tiny), MADE), content="ab", filters='"{}<é')
    assert Stamp.from_json(stamp.as_json()) == stamp
    assert stamp.as_json().isascii()
    assert stamp.numbers["n_project_districts"] == 4


def test_stamp_of_a_later_or_earlier_version_is_read(tiny: Dataset) -> None:
    members = json.loads(make_stamp(make_view(tiny), MADE).as_json())
    del members["content"], members["numbers"]
    found = Stamp.from_json(json.dumps({**members, "later": 1}))
    assert (found.content, found.numbers, found.n_projects) == ("", {}, 4)


@pytest.mark.parametrize(
    "change",
    [{"made": "yesterday"}, {"n_projects": "4"}, {"numbers": []}, {"query": None}],
)
def test_stamp_refuses_what_is_none(tiny: Dataset, change: dict[str, object]) -> None:
    members = json.loads(make_stamp(make_view(tiny), MADE).as_json())
    with pytest.raises(ValueError):
        Stamp.from_json(json.dumps({**members, **change}))
    del members["query"]
    with pytest.raises(ValueError, match="not a stamp"):
        Stamp.from_json(json.dumps(members))


def test_find_stamp_passes_over_what_only_looks_like_one(tiny: Dataset) -> None:
    stamp = make_stamp(make_view(tiny), MADE)
    text = f'{{"boundaries": "no"}} {{"boundaries": "{stamp.as_json()}'
    assert find_stamp(text) == stamp
    assert find_stamp("nothing") is None
