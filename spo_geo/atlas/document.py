"""A PDF of many pages, with its outline and the links from page to page."""

# mypy: allow-untyped-calls
# Matplotlib's backends carry no types.

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.figure import Figure
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import Fit, NameObject, RectangleObject, TextStringObject

from spo_geo.atlas.pdfpages import PagesFile, PagesRenderer
from spo_geo.printmap.boxes import Box

_LANGUAGE: Final = "en-GB"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline.

    Attributes
    ----------
    title : str
        What it says.
    page : int
        Number of the page that it opens, from 1.
    below : tuple of Bookmark
        Entries under it.
    """

    title: str
    page: int
    below: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class PageLink:
    """A place on a page that opens another one.

    Attributes
    ----------
    page : int
        Number of the page on which it lies, from 1.
    box : Box
        Where [points].
    target : int
        Number of the page that it opens.
    """

    page: int
    box: Box
    target: int


class Document:
    """Takes pages one by one; the fonts are written once, for all of them.

    Parameters
    ----------
    info : mapping of str to str
        The document information, such as ``Title``.
    """

    def __init__(self, info: Mapping[str, str | None]) -> None:
        self._buffer = io.BytesIO()
        self._file = PagesFile(self._buffer, info)

    def add(self, figure: Figure) -> None:
        """Add a page; when this raises, the page is not in the document.

        Parameters
        ----------
        figure : Figure
            The page.
        """
        n = len(self._file.pageList)
        try:
            self._draw(figure)
        except BaseException:
            self._file.endStream()
            del self._file.pageList[n:]
            raise

    def _draw(self, figure: Figure) -> None:
        figure.set_dpi(72)
        width, height = figure.get_size_inches()
        self._file.newPage(width, height)
        page = PagesRenderer(self._file, 72, height, width)
        renderer: Any = MixedModeRenderer(figure, width, height, 72, page)
        figure.draw(renderer)
        renderer.finalize()

    def finish(self, outline: Iterable[Bookmark], links: Iterable[PageLink]) -> bytes:
        """Close the document.

        Parameters
        ----------
        outline : iterable of Bookmark
            Its upper level.
        links : iterable of PageLink
            From page to page.

        Returns
        -------
        bytes
            The file.
        """
        self._file.finalize()
        self._file.close()
        writer = PdfWriter(clone_from=PdfReader(self._buffer))
        _add_outline(writer, outline, None)
        for link in links:
            _add_link(writer, link)
        writer.page_mode = "/UseOutlines"
        writer.root_object[NameObject("/Lang")] = TextStringObject(_LANGUAGE)
        target = io.BytesIO()
        writer.write(target)
        return target.getvalue()


def _add_outline(writer: PdfWriter, entries: Iterable[Bookmark], parent: Any) -> None:
    for entry in entries:
        item = writer.add_outline_item(
            title=entry.title,
            page_number=entry.page - 1,
            parent=parent,
            fit=Fit.fit(),
            is_open=parent is None,
        )
        _add_outline(writer, entry.below, item)


def _add_link(writer: PdfWriter, link: PageLink) -> None:
    box = link.box
    rect = RectangleObject((box.left, box.bottom, box.right, box.top))
    annotation = Link(rect=rect, target_page_index=link.target - 1, fit=Fit.fit())
    writer.add_annotation(page_number=link.page - 1, annotation=annotation)
