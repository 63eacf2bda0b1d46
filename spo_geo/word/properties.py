"""What a Word file says of itself out of sight: title, day, and the stamp."""

import io
from datetime import date, datetime
from typing import Final
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from spo_geo.officefile import PROPERTY, xml_text

_LONGEST: Final = 255  # of a core property (ISO/IEC 29500-2, as Word enforces it)
_VT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
)
# The format id of properties that a user defines (ISO/IEC 29500-1, 22.3.2.2).
_FMTID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def set_properties(document: Document, *, title: str, author: str, made: date) -> None:
    """Set what a file manager shows of the document.

    Parameters
    ----------
    document : Document
        The document.
    title, author : str
        Cut at the length that Word allows; an empty author leaves the template's.
    made : date
        Day of making and of the last change.
    """
    core = document.core_properties
    day = datetime(made.year, made.month, made.day)
    core.title = xml_text(title)[:_LONGEST]
    core.created = core.modified = day
    core.revision = 1
    core.comments = ""
    if author:
        core.author = core.last_modified_by = xml_text(author)[:_LONGEST]


def set_stamp(document: Document, stamp: str) -> None:
    """Write the stamp as the custom document property `officefile.PROPERTY`.

    Parameters
    ----------
    document : Document
        The document; a stamp that its template carries is replaced, its other
        custom properties stay.
    stamp : str
        `Stamp.as_json`.
    """
    package = document.part.package
    name = PackURI("/docProps/custom.xml")
    properties = parse_xml(f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}"/>')
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES:
            part = package.rels.pop(key).target_part
            properties, name = parse_xml(part.blob), part.partname
    _put(properties, stamp)
    content_type = CONTENT_TYPE.OFC_CUSTOM_PROPERTIES
    part = XmlPart(name, content_type, properties, package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _put(properties: BaseOxmlElement, stamp: str) -> None:
    """Put the stamp among the properties, under a number that is free."""
    for item in list(properties):
        if item.get("name") == PROPERTY:
            properties.remove(item)
    # Numbers begin at 2 (ISO/IEC 29500-1, 22.3.2.2).
    number = max((int(item.get("pid", "1")) for item in properties), default=1) + 1
    properties.append(
        parse_xml(
            f'<property xmlns="{_CUSTOM}" xmlns:vt="{_VT}" fmtid="{_FMTID}" '
            f'pid="{number}" name="{PROPERTY}">'
            f"<vt:lpwstr>{escape(stamp)}</vt:lpwstr></property>"
        )
    )


def with_subject(content: bytes, subject: str) -> bytes:
    """Return a Word file whose subject is a text of any length.

    LibreOffice carries the subject, but no custom property, over into a PDF.

    Parameters
    ----------
    content : bytes
        A DOCX.
    subject : str
        The text; longer than Word itself would write.

    Returns
    -------
    bytes
        The DOCX with that subject.
    """
    document = docx.Document(io.BytesIO(content))
    document.core_properties.subject = ""
    element = document.core_properties._element.find(qn("dc:subject"))
    element.text = xml_text(subject)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read_stamp(content: bytes) -> str | None:
    """Return the stamp that `set_stamp` wrote into a Word file, or None."""
    document = docx.Document(io.BytesIO(content))
    for relation in document.part.package.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES:
            for item in parse_xml(relation.target_part.blob):
                if item.get("name") == PROPERTY and len(item):
                    return str(item[0].text)
    return None
