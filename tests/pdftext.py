"""The words of a PDF page, without waiting for its map."""

import re

from pypdf import PageObject
from pypdf.generic import DecodedStreamObject, NameObject

# One operator of a path a line, as Matplotlib writes them (ISO 32000-1, 8.5.2).
_PATH = re.compile(rb"^[-\d. ]+ (?:m|l|c|v|y|re)\n(?:h\n)?", re.MULTILINE)


def words_of(page: PageObject) -> str:
    """Return the text of a page with one space between words.

    The lines of shapes, most of what a page with a map holds, are taken out before
    pypdf reads it: no text lies in them.
    """
    whole = page.get_contents()
    if whole is None:
        return ""
    written, cut = page["/Contents"], DecodedStreamObject()
    cut.set_data(_PATH.sub(b"", whole.get_data()))
    page[NameObject("/Contents")] = cut
    try:
        return " ".join(page.extract_text().split())
    finally:
        page[NameObject("/Contents")] = written
