"""How the cell styles of an OpenDocument spreadsheet show dates, and what they hide.

Source of the names: OpenDocument 1.3 part 3, 16 (styles) and 16.29 (data styles).
"""

from functools import partial

from spo_geo.intake.files.limits import Budget
from spo_geo.intake.files.xmlparts import Attributes, Handler

_DATE_PARTS = ("day", "month", "year")
_MOST_STYLES = 70_000
_LONGEST = 255  # characters of a name of a style


class StylesHandler(Handler):
    """Reads styles, in whichever part they stand.

    Attributes
    ----------
    hidden_tables : set of str
        Styles of tables that are not displayed.
    decorated : bool
        Whether some style has a background or strikes text through.
    """

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.starts = {
            "style": self._style,
            "date-style": self._date_style,
            **{part: partial(self._date_part, part) for part in _DATE_PARTS},
            "table-properties": self._table,
            "table-cell-properties": self._cell,
            "text-properties": self._text,
        }
        self.ends = {"date-style": self._end_date_style}
        self.hidden_tables: set[str] = set()
        self.decorated = False
        self._name = ""
        self._parts: set[str] | None = None
        self._data_style_of: dict[str, str] = {}
        self._parts_of: dict[str, set[str]] = {}

    def _style(self, attributes: Attributes) -> None:
        self._name = attributes.get("style:name", "")
        if len(self._data_style_of) < _MOST_STYLES and len(self._name) <= _LONGEST:
            shown = attributes.get("style:data-style-name", "")
            self._data_style_of[self._name] = shown[:_LONGEST]

    def _date_style(self, attributes: Attributes) -> None:
        self._parts = set()
        name = attributes.get("style:name", "")
        if len(self._parts_of) < _MOST_STYLES and len(name) <= _LONGEST:
            self._parts_of[name] = self._parts

    def _date_part(self, part: str, _: Attributes) -> None:
        if self._parts is not None:
            self._parts.add(part)

    def _end_date_style(self) -> None:
        self._parts = None

    def _table(self, attributes: Attributes) -> None:
        hidden = attributes.get("table:display") == "false"
        if hidden and len(self.hidden_tables) < _MOST_STYLES:
            self.hidden_tables.add(self._name[:_LONGEST])

    def _cell(self, attributes: Attributes) -> None:
        colour = attributes.get("fo:background-color", "transparent")
        self.decorated |= colour != "transparent"

    def _text(self, attributes: Attributes) -> None:
        line = attributes.get("style:text-line-through-style", "none")
        self.decorated |= line != "none"

    def precision(self, style: str) -> str:
        """Return ``date``, ``month`` or ``year``: what cells of a style show of one."""
        parts = self._parts_of.get(self._data_style_of.get(style, ""))
        if not parts or "day" in parts:
            return "date"
        return "month" if "month" in parts else "year"
