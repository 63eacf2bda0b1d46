"""The sheet that is drawn on: points from its lower left corner, in named layers.

There are no Matplotlib axes: the page is laid out once, in points, for every format.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from spo_geo.printmap.boxes import Box, box_path
from spo_geo.printmap.lettering import Style, clean, width
from spo_geo.printmap.options import Page
from spo_geo.printmap.projection import Points

LAYERS: Final = {
    "paper": "Paper",
    "neighbours": "Outside the chosen area",
    "districts": "Districts",
    "provinces": "Province borders",
    "country": "Country outline",
    "line-of-control": "Line of Control",
    "held": "Places held",
    "names": "Names of provinces and neighbours",
    "labels": "District names",
    "inset": "Inset",
    "furniture": "Scale bar and north arrow",
    "legend": "Legend and counts",
    "header": "Title and selection",
    "footer": "Sources",
}
"""Id and name of each layer, in the order in which they are drawn."""

HALO: Final = "#ffffff"


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn.

    Attributes
    ----------
    colour : str
        ``#rrggbb``.
    weight : float
        Its width [points at A4].
    dashes : tuple of float
        Lengths of dash and gap [widths of the line]; empty for a whole line.
    """

    colour: str
    weight: float
    dashes: tuple[float, ...] = ()

    def wider(self, factor: float, colour: str) -> Pen:
        """Return a whole line of another colour to lie below this one."""
        return Pen(colour, factor * self.weight)


class Group(Artist):
    """A named group of artists, drawn in their order.

    It is a group with an id in SVG and, in a file of `pdf.write_pdf`, a layer.

    Parameters
    ----------
    gid : str
        A key of `LAYERS`.
    """

    def __init__(self, gid: str) -> None:
        super().__init__()
        self.set_gid(gid)
        self.members: list[Artist] = []

    def get_children(self) -> list[Artist]:
        """Return the members, so that ``findobj`` finds them."""
        return self.members

    def draw(self, renderer: RendererBase) -> None:
        """Draw the members between the marks of the group."""
        gid = self.get_gid() or ""
        renderer.open_group("layer", gid=gid)
        pdf = getattr(renderer, "file", None)
        if pdf is not None:
            pdf.begin_layer(gid)
        for member in self.members:
            member.draw(renderer)
        if pdf is not None:
            pdf.end_layer()
        renderer.close_group("layer")


class Sheet:
    """A figure without axes.

    Parameters
    ----------
    page : Page
        Size of the sheet.

    Attributes
    ----------
    figure : Figure
        What is drawn in the end.
    scale : float
        Factor on sizes of type and line.
    """

    def __init__(self, page: Page) -> None:
        size = (page.width / 72, page.height / 72)
        self.figure = Figure(figsize=size, facecolor="white")
        self.scale = page.scale
        self._points = Affine2D().scale(1 / 72) + self.figure.dpi_scale_trans
        self._layers = {gid: Group(gid) for gid in LAYERS}
        for order, layer in enumerate(self._layers.values()):
            layer.set_zorder(order)
            self.figure.add_artist(layer)

    def text(
        self,
        layer: str,
        at: tuple[float, float],
        words: str,
        style: Style,
        *,
        align: Literal["left", "center", "right"] = "left",
        halo: float = 0.0,
    ) -> Text:
        """Write one line, as typed: no mathematics, no TeX.

        Parameters
        ----------
        layer : str
            Key of `LAYERS`.
        at : (float, float)
            Where the base line begins, is centred or ends [points].
        words : str
            The line.
        style : Style
            How it is set.
        align : {'left', 'center', 'right'}
            What `at` is.
        halo : float
            Width of a white edge around the letters [points].

        Returns
        -------
        Text
            What was added.

        Raises
        ------
        SpoGeoError
            The font has no sign for a character.
        """
        line = clean(words, where=repr(words), style=style)
        if halo:
            part = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
            start = (at[0] - part * width(line, style), at[1])
            self._halo(layer, start, line, style, halo)
        text = Text(
            *at,
            line,
            color=style.colour,
            fontproperties=style.font(),
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,
            usetex=False,
            transform=self._points,
        )
        self._add(layer, text)
        return text

    def _halo(
        self,
        layer: str,
        start: tuple[float, float],
        line: str,
        style: Style,
        edge: float,
    ) -> None:
        """Draw the outline of the letters; a path effect would turn text to paths."""
        vertices, codes = text_to_path.get_text_path(style.font(), line, ismath=False)
        if not len(vertices):
            return
        size = style.size / text_to_path.FONT_SCALE
        path = Path(np.round(np.asarray(vertices) * size + np.array(start), 2), codes)
        self.area(layer, path, HALO, Pen(HALO, edge / self.scale))

    def areas(
        self,
        layer: str,
        paths: Sequence[Path],
        fills: Sequence[str],
        pen: Pen,
        clip: Box,
    ) -> None:
        """Draw filled areas.

        Parameters
        ----------
        layer : str
            Key of `LAYERS`.
        paths : sequence of Path
            Outlines with their holes [points].
        fills : sequence of str
            A colour for each path.
        pen : Pen
            The outline.
        clip : Box
            Nothing outside it is drawn.
        """
        collection = PathCollection(
            paths,
            facecolors=fills,
            edgecolors=pen.colour,
            linewidths=pen.weight * self.scale,
            joinstyle="round",
            transform=self._points,
        )
        self._add(layer, collection, clip)

    def area(self, layer: str, path: Path, fill: str, pen: Pen | None = None) -> None:
        """Draw one filled area, with an outline or without."""
        patch = PathPatch(
            path,
            facecolor=fill,
            edgecolor=pen.colour if pen else "none",
            linewidth=pen.weight * self.scale if pen else 0,
            joinstyle="round",
            transform=self._points,
        )
        self._add(layer, patch)

    def box(self, layer: str, box: Box, fill: str, pen: Pen | None = None) -> None:
        """Draw a rectangle, with an outline or without."""
        self.area(layer, box_path(box), fill, pen)

    def lines(
        self, layer: str, lines: Iterable[Points], pen: Pen, clip: Box | None = None
    ) -> None:
        """Draw lines.

        Parameters
        ----------
        layer : str
            Key of `LAYERS`.
        lines : iterable of ndarray, (n, 2)
            Their vertices [points].
        pen : Pen
            How they are drawn.
        clip : Box, optional
            Nothing outside it is drawn.
        """
        style: Any = (0, pen.dashes) if pen.dashes else "solid"
        collection = LineCollection(
            list(lines),
            colors=pen.colour,
            linewidths=pen.weight * self.scale,
            linestyles=[style],
            capstyle="butt" if pen.dashes else "round",
            joinstyle="round",
            transform=self._points,
        )
        self._add(layer, collection, clip)

    def _add(self, layer: str, artist: Artist, clip: Box | None = None) -> None:
        artist.set_figure(self.figure)
        if clip is not None:
            corners = [[clip.left, clip.bottom], [clip.right, clip.top]]
            artist.set_clip_box(TransformedBbox(Bbox(corners), self._points))
        self._layers[layer].members.append(artist)
