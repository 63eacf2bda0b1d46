"""What a user chooses of a print map, and the sizes of the papers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from spo_geo.errors import SpoGeoError

Format = Literal["png", "svg", "pdf"]
Paper = Literal["A4", "A3", "slide"]
Orientation = Literal["landscape", "portrait"]
Frame = Literal["country", "selection"] | tuple[str, ...]

MIN_DPI: Final = 50
MAX_DPI: Final = 600
"""An A3 sheet at 600 dpi takes 280 MB while it is drawn."""

_MM: Final = 72 / 25.4
_SIZES: Final[dict[str, tuple[float, float]]] = {
    "A4": (297 * _MM, 210 * _MM),  # ISO 216
    "A3": (420 * _MM, 297 * _MM),
    "slide": (960.0, 540.0),  # 16:9, 13.33 by 7.5 inches
}
_TYPE_SCALES: Final[dict[str, float]] = {"A4": 1.0, "A3": 1.3, "slide": 1.1}


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of paper.

    Attributes
    ----------
    width, height : float
        Size [points, 1/72 inch].
    scale : float
        Factor on every size of type and line; 1 for A4.
    """

    width: float
    height: float
    scale: float

    @property
    def is_wide(self) -> bool:
        """Whether the sheet is wider than high."""
        return self.width > self.height

    @property
    def margin(self) -> float:
        """Empty edge on every side [points]."""
        return 24 * self.scale


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """What a user chooses of a print map.

    Attributes
    ----------
    title, subtitle : str
        The user's own words; an empty title is made from the selection.
    fmt : {'png', 'svg', 'pdf'}
        Kind of file.
    paper : {'A4', 'A3', 'slide'}
        Size of the sheet.
    orientation : {'landscape', 'portrait'}
        How the sheet is held.
    frame : {'country', 'selection'} or tuple of str
        What the map fits: Pakistan, the districts and held places of the selection,
        or the provinces of these `adm1_pcode`.
    labels : bool
        Whether district names are written on the map.
    date : datetime.date
        The date printed as the day on which the map was made.
    dpi : int
        Dots per inch of a PNG.

    Raises
    ------
    SpoGeoError
        For a value that is not one of these.
    """

    title: str = ""
    subtitle: str = ""
    fmt: Format = "png"
    paper: Paper = "A4"
    orientation: Orientation = "landscape"
    frame: Frame = "country"
    labels: bool = False
    date: datetime.date = field(default_factory=datetime.date.today)
    dpi: int = 300

    def __post_init__(self) -> None:
        _require("format", self.fmt, get_args(Format))
        _require("paper", self.paper, get_args(Paper))
        _require("orientation", self.orientation, get_args(Orientation))
        if not self.frame or (
            isinstance(self.frame, str) and self.frame not in ("country", "selection")
        ):
            _require("frame", str(self.frame), ("country", "selection", "P-codes"))
        if not MIN_DPI <= self.dpi <= MAX_DPI:
            _require("dpi", str(self.dpi), (f"{MIN_DPI} to {MAX_DPI}",))

    @property
    def page(self) -> Page:
        """The sheet that was chosen."""
        width, height = (round(length, 2) for length in _SIZES[self.paper])
        if self.orientation == "portrait":
            width, height = height, width
        return Page(width, height, _TYPE_SCALES[self.paper])


def _require(name: str, value: str, allowed: Iterable[str]) -> None:
    if value not in allowed:
        raise SpoGeoError(
            f"unknown {name} of a print map", got=value, allowed=tuple(allowed)
        )
