"""The proposal kit on SPO's own records: what is written is what the view says."""

import io
import zipfile
from datetime import date

import docx
import pytest
from docx.document import Document
from PIL import Image

from spo_geo.brief.kit import make_brief
from spo_geo.brief.options import COLUMNS, BriefOptions, read_brief_options
from spo_geo.brief.redact import NOT_NAMED
from spo_geo.dataset import Dataset
from spo_geo.provenance import Stamp, make_stamp
from spo_geo.view import View, make_view
from spo_geo.word import read_stamp
from spo_geo.wording import sentence

MADE = date(2026, 11, 22)

SELECTIONS = {
    "all records": {},
    "Education and DFID": {"focus-area": ["Education"], "funder": ["DFID"]},
    "Sindh": {"province": ["Sindh"]},
    "one project": {"district": ["Quetta"]},
    "no district": {"scope": ["national"]},
}


def select(dataset: Dataset, **words: list[str]) -> View:
    return make_view(dataset, dataset.filter_reader.read(words))


def table(document: Document, *headings: str) -> list[list[str]]:
    """Return the rows of the first table with these headings, without its header."""
    for found in document.tables:
        rows = [[cell.text for cell in row.cells] for row in found.rows]
        if set(headings) <= set(rows[0]):
            return rows[1:]
    return []


def body(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.fixture(scope="module", params=list(SELECTIONS))
def kit(request: pytest.FixtureRequest, real: Dataset) -> tuple[View, bytes]:
    view = select(real, **SELECTIONS[request.param])
    return view, make_brief(view, MADE)


def test_kit_names_every_selected_project_with_its_period(
    kit: tuple[View, bytes],
) -> None:
    view, content = kit
    rows = table(docx.Document(io.BytesIO(content)), COLUMNS["title"])
    expected = [
        [f"{project.title}\n{project.project_id}", project.period]
        for project in view.projects
    ]
    assert [[row[0], row[2]] for row in rows[: len(expected)]] == expected


def test_kit_counts_districts_as_the_view_does(kit: tuple[View, bytes]) -> None:
    view, content = kit
    rows = table(docx.Document(io.BytesIO(content)), "District")
    counted = {row[1]: (int(row[2]), row[3]) for row in rows if row[0] != row[1]}
    assert counted == {
        count.district.adm2_pcode: (count.n_projects, ", ".join(count.project_ids))
        for count in view.district_counts
    }


def test_kit_says_the_sentence_and_the_source_of_every_project(
    kit: tuple[View, bytes],
) -> None:
    view, content = kit
    document = docx.Document(io.BytesIO(content))
    assert sentence(view) in body(document)
    sources = {
        row[0]: row[2].split("\n") for row in table(document, "Record", "Sources")
    }
    assert sources == {p.project_id: list(p.sources) for p in view.projects}


def test_kit_carries_stamp_and_map(kit: tuple[View, bytes]) -> None:
    view, content = kit
    assert Stamp.from_json(read_stamp(content) or "") == make_stamp(view, MADE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (name,) = (n for n in archive.namelist() if n.startswith("word/media/"))
        picture = archive.read(name)
    with Image.open(io.BytesIO(picture)) as image:
        assert image.width > 1400
        assert 1.3 < image.height / image.width < 1.5
    assert len(content) < 2_000_000


def test_kit_shows_results_as_stated(real: Dataset) -> None:
    content = make_brief(select(real, district=["Bahawalpur"]), MADE)
    (row,) = table(docx.Document(io.BytesIO(content)), COLUMNS["title"])
    assert row[-1] == (
        "• around 30,000 out-of-school children enrolled and retained in schools "
        "(000:15)"
    )


def test_kit_never_shades_what_is_only_counted(real: Dataset) -> None:
    content = make_brief(select(real, scope=["count"]), MADE)
    document = docx.Document(io.BytesIO(content))
    assert table(document, "District") == []
    words_heading = "Where, in the words of the source"
    _, *rows = table(document, words_heading)
    assert {record: words.rpartition("; ")[2] for _, words, record in rows} == {
        "SPO-13": "42 districts stated, none named",
        "SPO-16": "13 districts stated, none named",
        "SPO-27": "8 districts stated, none named",
        "SPO-32": "4 districts stated, none named",
    }


def test_kit_is_the_same_again(real: Dataset) -> None:
    options = BriefOptions(at_most=3)
    view = select(real, province=["Sindh"])
    assert make_brief(view, MADE, options) == make_brief(view, MADE, options)


def test_kit_with_a_hidden_funder_names_it_in_no_part(real: Dataset) -> None:
    view = select(real, funder=["USAID"])
    content = make_brief(view, MADE, read_brief_options(real, hide_funders=["USAID"]))
    said = b""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            said += archive.read(name)
    folded = said.decode("utf-8", errors="ignore").casefold()
    for spelling in ("usaid", "gender equity pro", "citizen voice", "citizen-voice"):
        assert spelling not in folded, spelling
    assert NOT_NAMED in folded
    assert sentence(view).casefold() in folded
