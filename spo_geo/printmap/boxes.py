"""Rectangles on the page."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page [points from the lower left corner].

    Attributes
    ----------
    left, bottom, right, top : float
        Its edges.
    """

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Width [points]."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height [points]."""
        return self.top - self.bottom

    def shrunk(self, by: float) -> Box:
        """Return the box with each edge moved inwards [points]."""
        return Box(self.left + by, self.bottom + by, self.right - by, self.top - by)


def box_path(box: Box) -> Path:
    """Return a rectangle as a closed path."""
    corners = [
        (box.left, box.bottom),
        (box.right, box.bottom),
        (box.right, box.top),
        (box.left, box.top),
        (box.left, box.bottom),
    ]
    return Path(np.array(corners), closed=True)


def overlap(a: Box, b: Box, gap: float = 0.0) -> bool:
    """Tell whether two boxes come nearer than the gap [points]."""
    return (
        a.left < b.right + gap
        and a.right > b.left - gap
        and a.bottom < b.top + gap
        and a.top > b.bottom - gap
    )
