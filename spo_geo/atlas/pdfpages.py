"""Matplotlib's PDF file for many pages that say much the same.

What a page costs is its text: it is measured, shaped and encoded glyph by glyph. Here a
line is measured once, when it is broken, and encoded once, however often the pages
repeat it. The file is the same for a reader.
"""

# mypy: allow-untyped-calls
# Matplotlib's backends carry no types.

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from matplotlib.backends.backend_pdf import Op, PdfFile, RendererPdf
from matplotlib.font_manager import FontProperties

from spo_geo.printmap.lettering import ASCENT, DESCENT, Style, width


class PagesFile(PdfFile):
    """A file that remembers the text it has encoded.

    It takes the layers of a `Sheet` and does not tell them apart: to switch layers is
    for single maps.

    Parameters
    ----------
    buffer : BytesIO
        Takes the file.
    info : mapping of str to str
        The document information, such as ``Title``.
    """

    def __init__(self, buffer: io.BytesIO, info: Mapping[str, str | None]) -> None:
        self.encoded: dict[object, bytes] = {}
        self._heard: list[bytes] | None = None
        super().__init__(buffer, metadata=info)

    def write(self, data: bytes) -> None:
        """Write to the page; while a text is recorded, to the record too."""
        if self._heard is not None:
            self._heard.append(data)
        super().write(data)

    def start_record(self) -> None:
        """Record what is written from now on."""
        self._heard = []

    def end_record(self) -> bytes:
        """Return what was written since the start of the record."""
        heard, self._heard = self._heard or [], None
        return b"".join(heard)

    def begin_layer(self, gid: str) -> None:
        """Do nothing."""

    def end_layer(self) -> None:
        """Do nothing."""


class PagesRenderer(RendererPdf):
    """Draws a page into a `PagesFile`."""

    file: PagesFile

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        """Return the sizes of a line: its width was measured when it was broken."""
        style = _style(prop)
        height = (ASCENT + DESCENT) * style.size
        return width(s, style), height, DESCENT * style.size

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Write a line, encoded now or before, from a point on."""
        self.check_gc(gc, gc._rgb)
        file, key = self.file, (s, _style(prop), angle)
        file.output(Op.gsave, 1, 0, 0, 1, x, y, Op.concat_matrix)
        if key in file.encoded:
            file.write(file.encoded[key])
        else:
            file.start_record()
            try:
                super().draw_text(gc, 0, 0, s, prop, angle, ismath, mtext)
            finally:
                record = file.end_record()
            file.encoded[key] = record
        file.output(Op.grestore)


def _style(prop: FontProperties) -> Style:
    """Return the style that the properties were made from, without its colour."""
    weight: Any = prop.get_weight()
    slant: Any = prop.get_style()
    return Style(prop.get_size_in_points(), weight=weight, slant=slant)
