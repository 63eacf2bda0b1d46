"""The document that a Word file starts from: the user's own, or an empty A4 page."""

from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from spo_geo.errors import SpoGeoError
from spo_geo.officefile import require_sane

KIND: Final = "Word document (.docx)"
_PAGE: Final = (Cm(21.0), Cm(29.7))  # ISO 216, A4
_FONT: Final = "Calibri"


def blank_document() -> Document:
    """Return an empty A4 page with python-docx's own built-in styles."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = _PAGE
    section.left_margin = section.right_margin = Cm(2.0)
    section.top_margin = section.bottom_margin = Cm(1.6)
    section.footer_distance = Cm(0.7)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10.5)
    title, caption = document.styles["Title"], document.styles["Caption"]
    title.font.size, title.paragraph_format.space_after = Pt(20), Pt(6)
    caption.font.size, caption.font.bold = Pt(8.5), False
    return document


def open_template(path: Path) -> Document:
    """Open the user's document.

    Parameters
    ----------
    path : Path
        A DOCX. Its text stays; where it has none, its empty paragraphs go.

    Returns
    -------
    Document

    Raises
    ------
    SpoGeoError
        When it cannot be read as a Word document.
    """
    try:
        require_sane(path.read_bytes(), where=str(path), kind=KIND)
        document = docx.Document(str(path))
    except OSError as error:
        reason = error.strerror or str(error)
        raise SpoGeoError(
            "the template cannot be read", where=str(path), got=reason
        ) from error
    # lxml's errors of syntax are those of Python.
    except (OpcError, BadZipFile, SyntaxError, KeyError, ValueError) as error:
        raise SpoGeoError(
            f"the template is not a {KIND}",
            where=str(path),
            next_step="save it in Word as a document, not as a template or with macros",
        ) from error
    if not has_text(document):
        for paragraph in document.paragraphs:
            document.element.body.remove(paragraph._p)
    return document


def has_text(document: Document) -> bool:
    """Tell whether a document holds more than empty paragraphs."""
    return any(
        child.tag != qn("w:sectPr")
        and (child.tag != qn("w:p") or child.xpath(".//w:t|.//w:drawing|.//w:sectPr"))
        for child in document.element.body
    )
