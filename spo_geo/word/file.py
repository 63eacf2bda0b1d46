"""A Word document that is written from top to bottom, in the user's own styles."""

import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.image import Image
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Emu, Length, Pt
from docx.text.paragraph import Paragraph

from spo_geo.officefile import settle
from spo_geo.word.properties import set_properties, set_stamp
from spo_geo.word.styles import NOTE, paragraph_style
from spo_geo.word.table import add_table
from spo_geo.word.template import blank_document, has_text, open_template
from spo_geo.word.text import add_field, write_text

_LEADING: Final = 1.35
_LETTER: Final = 0.55
"""Height of a line and mean width of a letter [sizes of the type]."""

_SPARE: Final = Cm(0.7)
"""Room left beside a picture: the heights of texts are only estimated."""


class WordFile:
    """A document under construction.

    Parameters
    ----------
    template : Path, optional
        A Word document to start from: its styles, page, header, footer and text
        stay, and what is written follows on a new page. Without one it is an empty
        A4 page.

    Raises
    ------
    SpoGeoError
        When the template cannot be read as a Word document.
    """

    def __init__(self, template: Path | None = None) -> None:
        self.is_blank = template is None
        self.document = open_template(template) if template else blank_document()
        self._on_new_page = has_text(self.document)

    @property
    def _section(self) -> Section:
        return self.document.sections[-1]

    @property
    def text_width(self) -> Length:
        """Width of a line of the page at hand."""
        page = self._section
        edges = (page.left_margin or 0) + (page.right_margin or 0)
        return Emu((page.page_width or Cm(21)) - edges)

    @property
    def text_height(self) -> Length:
        """Height between the margins of the page at hand."""
        page = self._section
        edges = abs(page.top_margin or 0) + abs(page.bottom_margin or 0)
        return Emu((page.page_height or Cm(29.7)) - edges)

    @property
    def is_wide(self) -> bool:
        """Whether the page at hand is wider than high."""
        return self.text_width > self.text_height

    def write(self, text: str, style: str = "Normal") -> Paragraph:
        """Add a paragraph and return it."""
        named = paragraph_style(self.document, style)
        paragraph = self.document.add_paragraph(style=named)
        if self._on_new_page:
            paragraph.paragraph_format.page_break_before = True
            self._on_new_page = False
        write_text(paragraph, text)
        return paragraph

    def bullets(self, items: Iterable[str]) -> None:
        """Add a list; where the template has no style for it, with plain bullets."""
        form = paragraph_style(self.document, "List Bullet").element.pPr
        mark = "" if form is not None and form.numPr is not None else "• "
        for item in items:
            self.write(f"{mark}{item}", "List Bullet")

    def notes(self, items: Iterable[str]) -> None:
        """Add lines in small print."""
        for item in items:
            self.write(item, NOTE)

    def caption(self, label: str, text: str) -> None:
        """Add a caption such as ``Figure 1. …``, whose number Word keeps right."""
        paragraph = self.write(f"{label} ", "Caption")
        add_field(paragraph, f"SEQ {label} \\* ARABIC", "1")
        write_text(paragraph, f". {text}")

    def picture(self, png: bytes, text: str, *, above: str, below: str) -> None:
        """Add a picture at full text width, less where the page is not high enough.

        Parameters
        ----------
        png : bytes
            The picture.
        text : str
            What it shows, for who cannot see it.
        above, below : str
            Title and caption that share the page with it.
        """
        image = Image.from_blob(png)
        texts = self._height(above, "Title") + self._height(below, "Caption")
        room = self.text_height - texts - _SPARE
        at_most = room * image.px_width // image.px_height
        width = max(min(self.text_width, at_most), self.text_width // 2)
        paragraph = self.write("")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Pt(4)
        shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Emu(width))
        shape._inline.docPr.set("descr", text)

    def _height(self, text: str, style: str) -> int:
        """Return about how high a paragraph is, with the space around it [EMU]."""
        named = paragraph_style(self.document, style)
        size = named.font.size or Pt(11)
        letters_a_line = max(1, int(self.text_width / (size * _LETTER)))
        n_lines = -(-len(text) // letters_a_line)
        form = named.paragraph_format
        around = (form.space_before or 0) + (form.space_after or 0)
        return int(n_lines * size * _LEADING) + around

    def table(
        self,
        headings: Iterable[str],
        rows: Iterable[tuple[str, ...]],
        shares: Iterable[float],
        *,
        title: str,
    ) -> None:
        """Add a table over the whole text width; see `table.add_table`."""
        add_table(
            self.document,
            tuple(headings),
            rows,
            tuple(shares),
            width=self.text_width,
            title=title,
        )

    def turn(self, *, wide: bool) -> None:
        """Begin a new page that is wider than high, or higher than wide."""
        self.document.add_section(WD_SECTION.NEW_PAGE)
        self._save_a_line()
        self.lay_out(wide=wide)

    def lay_out(self, *, wide: bool) -> None:
        """Make the page at hand wider than high, or higher than wide."""
        section = self._section
        width, height = section.page_width, section.page_height
        if width and height and wide != (width > height):
            section.page_width, section.page_height = height, width
        section.orientation = (
            WD_ORIENTATION.LANDSCAPE if wide else WD_ORIENTATION.PORTRAIT
        )

    def _save_a_line(self) -> None:
        """Let the last paragraph end the section, not an empty one after it.

        On a full page the empty one would fall on a page of its own.
        """
        empty = self.document.element.body.xpath("./w:p[w:pPr/w:sectPr]")[-1]
        before = empty.getprevious()
        if before is not None and before.tag == qn("w:p"):
            end = empty.pPr.find(qn("w:sectPr"))
            before.get_or_add_pPr().append(end)
            empty.getparent().remove(empty)

    def footer(self, text: str) -> None:
        """Write a footer with page numbers; a template keeps its own."""
        if not self.is_blank:
            return
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.style = paragraph_style(self.document, NOTE)
        write_text(paragraph, f"{text} · page ")
        add_field(paragraph, "PAGE", "1")
        write_text(paragraph, " of ")
        add_field(paragraph, "NUMPAGES", "1")

    def to_bytes(self, *, title: str, author: str, stamp: str, made: date) -> bytes:
        """Return the file.

        Parameters
        ----------
        title, author : str
            For the properties of the file; a template keeps its own author.
        stamp : str
            `Stamp.as_json`, for the custom property.
        made : date
            Day of making.

        Returns
        -------
        bytes
            A DOCX; the same content gives the same bytes.
        """
        author = author if self.is_blank else ""
        set_properties(self.document, title=title, author=author, made=made)
        set_stamp(self.document, stamp)
        buffer = io.BytesIO()
        self.document.save(buffer)
        return settle(buffer.getvalue(), made)
