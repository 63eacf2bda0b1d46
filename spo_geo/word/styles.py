"""The Word styles that a document is written with.

Only names of built-in styles are used, so that a document takes on the look of the
template it starts from. What a template lacks is added in a plain form.
"""

from typing import Final, cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle, _TableStyle

SMALL: Final = "SPO Table"
"""Paragraphs in tables: the project's own style, based on Normal."""

NOTE: Final = "SPO Note"
"""Small print under tables and at the end."""

TABLE: Final = "Table Grid"

_SIZES: Final = {
    "Title": 24.0,
    "Heading 1": 15.0,
    "Heading 2": 12.0,
    "Caption": 8.5,
    SMALL: 8.5,
    NOTE: 8.5,
}
"""Size of the type of a style that is missing [points]."""

_INK: Final = RGBColor(0x1F, 0x3A, 0x5F)


def paragraph_style(document: Document, name: str) -> ParagraphStyle:
    """Return a paragraph style, added in a plain form where the document lacks it.

    Parameters
    ----------
    document : Document
        The document.
    name : str
        Name of the style in English, as files hold it in every language of Word.

    Returns
    -------
    ParagraphStyle
    """
    found = _find(document, name, WD_STYLE_TYPE.PARAGRAPH)
    if found is None:
        found = _add_paragraph_style(document, name)
    return cast(ParagraphStyle, found)


def table_style(document: Document) -> _TableStyle:
    """Return the built-in style of tables with a grid, added where it is missing."""
    found = _find(document, TABLE, WD_STYLE_TYPE.TABLE)
    if found is None:
        found = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE, builtin=True)
        found.element.append(_grid())
    return cast(_TableStyle, found)


def _find(document: Document, name: str, kind: WD_STYLE_TYPE) -> BaseStyle | None:
    """Find a style whatever the case of its name: programs differ in it."""
    for style in document.styles:
        if style.type == kind and (style.name or "").casefold() == name.casefold():
            return cast(BaseStyle, style)
    return None


def _add_paragraph_style(document: Document, name: str) -> BaseStyle:
    builtin = name not in (SMALL, NOTE)
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=builtin)
    style = cast(ParagraphStyle, style)
    style.base_style = _find(document, "Normal", WD_STYLE_TYPE.PARAGRAPH)
    style.hidden, style.unhide_when_used, style.quick_style = False, False, True
    style.paragraph_format.space_after = Pt(0 if name == SMALL else 3)
    style.paragraph_format.space_before = Pt(3 if name == NOTE else 0)
    style.paragraph_format.line_spacing = 1.0
    if name in _SIZES:
        style.font.size = Pt(_SIZES[name])
    if name == "Title" or name.startswith("Heading"):
        style.font.bold, style.font.color.rgb = True, _INK
        style.paragraph_format.space_before = Pt(12)
        style.paragraph_format.keep_with_next = True
    return style


def _grid() -> BaseOxmlElement:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in sides
    )
    xml = f"<w:tblPr {nsdecls('w')}><w:tblBorders>{lines}</w:tblBorders></w:tblPr>"
    return parse_xml(xml)
