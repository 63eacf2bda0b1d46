"""Write a figure as a PDF whose layers a reader can switch off.

References
----------
ISO 32000-1:2008, 8.11 "Optional content".
"""

# mypy: allow-untyped-calls
# Matplotlib's backends carry no types.

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_pdf import Name, PdfFile, RendererPdf
from matplotlib.figure import Figure


def write_pdf(
    figure: Figure, layers: Mapping[str, str], info: Mapping[str, str | None]
) -> bytes:
    """Return a figure as the bytes of a PDF of one page.

    Parameters
    ----------
    figure : Figure
        Its layers call ``begin_layer`` and ``end_layer`` of the renderer's file.
    layers : mapping of str to str
        Id and name of each layer, in order.
    info : mapping of str to str
        The document information, such as ``Title``.

    Returns
    -------
    bytes
    """
    width, height = figure.get_size_inches()
    buffer = io.BytesIO()
    file = _LayeredFile(buffer, layers, info)
    file.newPage(width, height)
    page = RendererPdf(file, 72, height, width)
    renderer: Any = MixedModeRenderer(figure, width, height, 72, page)
    figure.draw(renderer)
    renderer.finalize()
    file.finalize()
    file.close()
    return buffer.getvalue()


class _LayeredFile(PdfFile):
    """A PDF whose catalogue and resources name the layers of its page."""

    def __init__(
        self, buffer: io.BytesIO, layers: Mapping[str, str], info: Mapping[str, Any]
    ) -> None:
        self._names = layers
        super().__init__(buffer, metadata=info)

    def begin_layer(self, gid: str) -> None:
        """Mark what follows as a part of a layer."""
        self.write(f"/OC /{gid} BDC\n".encode("ascii"))

    def end_layer(self) -> None:
        """Mark the end of a layer."""
        self.write(b"EMC\n")

    def writeObject(self, object: Any, contents: Any) -> None:  # noqa: N802
        """Write an object; the two that must know the layers are told of them."""
        if isinstance(contents, dict) and "Pages" in contents:
            contents = contents | {"OCProperties": self._write_groups()}
        elif isinstance(contents, dict) and "ProcSet" in contents:
            contents = contents | {"Properties": self._groups}
        super().writeObject(object, contents)

    def _write_groups(self) -> dict[str, Any]:
        """Write a group for each layer; return how a reader lists them."""
        self._groups = {gid: self.reserveObject(gid) for gid in self._names}
        for gid, group in self._groups.items():
            shown = {"Type": Name("OCG"), "Name": self._names[gid]}
            super().writeObject(group, shown)
        groups = list(self._groups.values())
        return {"OCGs": groups, "D": {"Order": groups, "ON": groups}}
