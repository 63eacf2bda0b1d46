import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from docx.shared import Cm
from PIL import Image

from spo_geo.brief import kit
from spo_geo.brief.content import write_brief
from spo_geo.brief.kit import brief_file
from spo_geo.brief.options import BriefOptions
from spo_geo.brief.parts import Brief, TextTable
from spo_geo.brief.picture import without_edge
from spo_geo.brief.render import render_brief
from spo_geo.dataset import Dataset
from spo_geo.errors import SpoGeoError
from spo_geo.view import make_view
from spo_geo.word import WordFile, read_stamp

MADE = date(2026, 11, 22)


def png(width: int = 120, height: int = 170) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "#2497be").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def brief(tiny: Dataset) -> Brief:
    view = make_view(tiny)
    return write_brief(view, view, BriefOptions(), MADE)


def render(brief: Brief, template: Path | None = None) -> bytes:
    return render_brief(brief, png(), MADE, WordFile(template))


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def cells(document: Document, number: int) -> list[list[str]]:
    rows = document.tables[number].rows
    return [[cell.text for cell in row.cells] for row in rows]


def test_render_brief_writes_title_caption_and_sentence(brief: Brief) -> None:
    document = opened(render(brief))
    by_style = {p.style.name: p.text for p in reversed(document.paragraphs)}
    assert by_style["Title"] == brief.title
    assert by_style["Caption"] == f"Figure . {brief.caption}"
    field = document.element.body.xpath(".//w:fldSimple")[0]
    assert field.get(qn("w:instr")).split()[:2] == ["SEQ", "Figure"]
    assert brief.sentence in [p.text for p in document.paragraphs]


def test_render_brief_writes_every_part_under_its_heading(brief: Brief) -> None:
    headings = [
        p.text for p in opened(render(brief)).paragraphs if p.style.name == "Heading 1"
    ]
    assert headings == [
        "Past performance",
        "Districts by province",
        "Projects that are not on the map",
        "Places held",
        "Places read with a note",
        "How these numbers were counted",
        "Sources",
        "Where this document comes from",
    ]


def test_render_brief_writes_the_tables_as_they_are(brief: Brief) -> None:
    document = opened(render(brief))
    past, districts, unnamed, held, read, sources = range(6)
    assert cells(document, past) == [
        list(brief.table.headings),
        *map(list, brief.table.rows),
    ]
    assert cells(document, districts)[1:3] == [
        ["Punjab: 1 district"] * 4,
        ["Multan", "PK622", "1", "T-2"],
    ]
    assert cells(document, unnamed)[2][1] == "“Punjab”"
    assert cells(document, held)[1][0] == "Karachi"
    assert cells(document, read)[1][:3] == ["Thatta", "T-1", "Thatta"]
    assert cells(document, sources)[0] == ["Record", "Project", "Sources"]


def test_tables_repeat_their_header_and_keep_rows_whole(brief: Brief) -> None:
    for table in opened(render(brief)).tables:
        headers = [row._tr.xpath("./w:trPr/w:tblHeader") for row in table.rows]
        assert [bool(found) for found in headers] == [True] + [False] * (
            len(headers) - 1
        )
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
        assert table.style.name == "Table Grid"
        assert table._tbl.xpath("./w:tblPr/w:tblCaption")


def test_map_fills_the_width_and_carries_a_text(brief: Brief) -> None:
    document = opened(render(brief))
    (shape,) = document.inline_shapes
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    assert 0.9 < shape.width / width <= 1
    assert shape._inline.docPr.get("descr") == brief.picture_text
    paragraph = document.paragraphs[1]
    assert paragraph.paragraph_format.keep_with_next
    wide = opened(render_brief(brief, png(200, 100), MADE, WordFile()))
    assert wide.inline_shapes[0].width == pytest.approx(width, rel=0.001)


def test_map_leaves_room_for_a_long_title(brief: Brief) -> None:
    long = replace(brief, title="A very long title of a proposal " * 9)
    document, usual = opened(render(long)), opened(render(brief))
    shrunk = document.inline_shapes[0].height / usual.inline_shapes[0].height
    assert 0.6 < shrunk < 0.95


def test_wide_table_stands_on_a_page_across(brief: Brief) -> None:
    sections = opened(render(brief)).sections
    across = [s.orientation == WD_ORIENTATION.LANDSCAPE for s in sections]
    assert across == [False, True, False]
    assert sections[1].page_width == sections[0].page_height
    narrow = replace(brief, table=TextTable(("Project", "Period"), (("A", "2014"),)))
    assert all(s.page_width < s.page_height for s in opened(render(narrow)).sections)


def test_sections_end_without_an_empty_paragraph(brief: Brief) -> None:
    body = opened(render(brief)).element.body
    ends = body.xpath("./w:p[w:pPr/w:sectPr]")
    assert len(ends) == 2
    assert all(end.xpath(".//w:t") for end in ends)


def test_document_carries_the_stamp_and_the_day(brief: Brief) -> None:
    content = render(brief)
    stamp = read_stamp(content)
    assert stamp is not None
    assert json.loads(stamp) == json.loads(brief.stamp.as_json())
    core = opened(content).core_properties
    assert core.title == brief.title
    assert core.created == core.modified == datetime(2026, 11, 22, tzinfo=UTC)
    footer = opened(content).sections[-1].footer.paragraphs[0].text
    assert brief.stamp.data_version[:12] in footer


def test_render_brief_gives_the_same_bytes_again(brief: Brief) -> None:
    assert render(brief) == render(brief)


def test_document_holds_hostile_words_as_text(brief: Brief) -> None:
    words = "<w:p/>&amp; \x00\x0b \ud800 {{x}} \U0001f600 " + "x" * 5000
    hostile = replace(brief, title=words, table=TextTable(("Project",), ((words,),)))
    document = opened(render(hostile))
    assert document.tables[0].rows[1].cells[0].text.startswith("<w:p/>&amp;")
    assert document.core_properties.title == "<w:p/>&amp;   {{x}} \U0001f600 ".ljust(
        255, "x"
    )


def test_urdu_runs_from_the_right(brief: Brief) -> None:
    table = TextTable(("Project", "Period"), (("سکول اور استاد", "2014"),))
    row = opened(render(replace(brief, table=table))).tables[0].rows[1]
    urdu, latin = (cell.paragraphs[0] for cell in row.cells)
    assert urdu.runs[0].font.rtl
    assert urdu._p.xpath("./w:pPr/w:bidi")
    assert not latin.runs[0].font.rtl


def template(path: Path, text: str = "") -> Path:
    document = docx.Document()
    document.styles["Heading 1"].font.name = "Georgia"
    document.sections[0].header.paragraphs[0].text = "Letterhead"
    if text:
        document.add_paragraph(text)
    document.core_properties.author = "A. Writer"
    document.save(str(path))
    return path


def test_template_gives_styles_header_page_and_author(
    brief: Brief, tmp_path: Path
) -> None:
    own = template(tmp_path / "own.docx")
    document = opened(render(brief, own))
    assert document.paragraphs[0].text == brief.title
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert document.sections[-1].header.paragraphs[0].text == "Letterhead"
    assert document.sections[-1].footer.paragraphs[0].text == ""
    assert document.sections[0].page_width == docx.Document(own).sections[0].page_width
    assert document.core_properties.author == "A. Writer"


def test_template_keeps_its_text_before_a_new_page(
    brief: Brief, tmp_path: Path
) -> None:
    own = template(tmp_path / "own.docx", "Annex B")
    first, second, *_ = opened(render(brief, own)).paragraphs
    assert (first.text, second.text) == ("Annex B", brief.title)
    assert second.paragraph_format.page_break_before


def test_template_without_the_styles_gets_plain_ones(
    brief: Brief, tmp_path: Path
) -> None:
    document = docx.Document()
    for name in ("Title", "Caption", "List Bullet", "Table Grid", "Heading 1"):
        style = document.styles[name]
        style.element.getparent().remove(style.element)
    document.save(str(tmp_path / "bare.docx"))
    made = opened(render(brief, tmp_path / "bare.docx"))
    assert made.paragraphs[0].style.name == "Title"
    assert made.tables[0].style.name == "Table Grid"
    assert made.tables[0].style.element.xpath(".//w:tblBorders/w:insideH")
    assert f"• {brief.counting[0]}" in [p.text for p in made.paragraphs]


def test_template_keeps_its_other_properties_and_one_stamp(
    brief: Brief, tmp_path: Path
) -> None:
    once = tmp_path / "once.docx"
    once.write_bytes(render(replace(brief, stamp=replace(brief.stamp, made="2020"))))
    content = render(brief, once)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        custom = archive.read("docProps/custom.xml").decode()
        assert len(archive.namelist()) == len(set(archive.namelist()))
    assert custom.count('name="spo_geo"') == 1
    assert read_stamp(content) == brief.stamp.as_json()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("text.docx", b"plain text", "not a Word document"),
        ("sheet.docx", None, "not a Word document"),
    ],
)
def test_template_that_is_no_document_is_one_clear_line(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    path = tmp_path / name
    if content is None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
    else:
        path.write_bytes(content)
    with pytest.raises(SpoGeoError, match=message) as error:
        WordFile(path)
    assert name in str(error.value)


def test_template_that_is_missing_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(SpoGeoError, match="template cannot be read"):
        WordFile(tmp_path / "none.docx")


def test_without_edge_cuts_white_and_texts() -> None:
    image = Image.new("RGB", (200, 100), "white")
    image.paste("#2497be", (50, 40, 90, 60))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    with Image.open(io.BytesIO(without_edge(buffer.getvalue()))) as cut:
        assert cut.size == (40 + 16, 20 + 16)
        assert cut.getpixel((8, 8)) == (0x24, 0x97, 0xBE)
        assert cut.text == {}


def test_brief_file_refuses_another_ending(tiny: Dataset) -> None:
    with pytest.raises(SpoGeoError, match=r"allowed: \.docx, \.pdf"):
        brief_file(make_view(tiny), ".odt", MADE)


def test_columns_share_the_width_and_break_no_usual_word(brief: Brief) -> None:
    headings = ("Record", "Status", "Summary")
    table = TextTable(headings, (("SPO-01", "Completed", "word " * 99),))
    word = WordFile()
    word.table(headings, table.rows, (1, 1, 30), title="T")
    (made,) = opened(word.to_bytes(title="T", author="A", stamp="{}", made=MADE)).tables
    widths = [cell.width for cell in made.rows[1].cells]
    assert sum(widths) == pytest.approx(word.text_width, abs=10)
    assert widths[1] > widths[0] > Cm(1.3)
    assert widths[2] > sum(widths[:2])
    word.table(headings, table.rows, (1, 2, 1), title="T")
    even = [cell.width for cell in word.document.tables[1].rows[1].cells]
    assert even[1] == pytest.approx(2 * even[0], rel=0.01)


def test_brief_file_makes_the_kind_that_the_ending_names(
    tiny: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kit, "docx_to_pdf", lambda content, made: b"%PDF" + content)
    view = make_view(tiny)
    as_docx = brief_file(view, ".DOCX", MADE)
    assert opened(as_docx).core_properties.title == "SPO’s recorded projects"
    assert brief_file(view, ".pdf", MADE) == b"%PDF" + as_docx
