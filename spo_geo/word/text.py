"""Text and fields in a paragraph."""

import unicodedata
from typing import Final

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from spo_geo.officefile import xml_text

# What stands behind `w:bidi` in a paragraph's properties (ISO/IEC 29500-1, 17.3.1.26).
_AFTER_BIDI: Final = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
)


def write_text(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    """Add text to a paragraph; Urdu and Sindhi run from right to left.

    Parameters
    ----------
    paragraph : Paragraph
        The paragraph.
    text : str
        Words of a record or of the program; what XML cannot hold is left out.
    bold : bool
        Whether it is set in bold type.
    """
    if not text:
        return
    run = paragraph.add_run(xml_text(text))
    if bold:
        run.bold = True
    if _runs_from_right(text):
        run.font.rtl = True
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)


def _runs_from_right(text: str) -> bool:
    """Tell by the first strong letter (Unicode Standard Annex 9, rules P2 and P3)."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field that Word works out itself, such as a page number.

    Parameters
    ----------
    paragraph : Paragraph
        The paragraph.
    instruction : str
        The field code, such as ``PAGE``.
    shown : str
        What stands there until Word has worked it out.
    """
    xml = (
        f'<w:fldSimple {nsdecls("w")} w:instr=" {instruction} ">'
        f"<w:r><w:t>{shown}</w:t></w:r></w:fldSimple>"
    )
    paragraph._p.append(parse_xml(xml))
