"""The parts of an XLSX workbook around its worksheets.

Source of the element names: ECMA-376 part 1, 18.2 (workbook), 18.4 (shared texts) and
18.8 (styles); part 2, 9.3 (relationships).
"""

import posixpath
import re
from dataclasses import dataclass

from spo_geo.intake.files.archive import Archive
from spo_geo.intake.files.cells import EMPTY, Cell
from spo_geo.intake.files.celltext import text_cell
from spo_geo.intake.files.limits import (
    LIMIT_CELLS,
    Budget,
    check_sheets,
    damaged,
    too_much,
)
from spo_geo.intake.files.numberformats import (
    BUILT_IN,
    PLAIN,
    NumberFormat,
    number_format,
)
from spo_geo.intake.files.xlsxsheet import unescape
from spo_geo.intake.files.xmlparts import Attributes, Handler, TextHandler, parse

_TRUE = ("1", "true")
_NUMBER = re.compile(r"[0-9]{1,6}")
_MOST_STYLES = 70_000  # Excel stops at 65,490
_MOST_CODES = 5_000  # Excel stops at about 250
_MOST_RELATIONS = 5_000
_LONGEST = 1_000  # characters of a name or code that are kept
_PLAIN_FILLS = (None, "none", "gray125")


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points to.

    Attributes
    ----------
    kind : str
        Last word of the type, such as ``worksheet`` or ``sharedStrings``.
    target : str
        Name of the other part.
    """

    kind: str
    target: str


class _Relations(Handler):
    def __init__(self, folder: str, budget: Budget) -> None:
        super().__init__(budget)
        self.starts = {"Relationship": self._relation}
        self.found: dict[str, Relation] = {}
        self._folder = folder

    def _relation(self, attributes: Attributes) -> None:
        if attributes.get("TargetMode") == "External":
            return
        if len(self.found) < _MOST_RELATIONS:
            target = attributes.get("Target", "")[:_LONGEST].replace("\\", "/")
            path = posixpath.normpath(posixpath.join("/", self._folder, target))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = Relation(kind, path.lstrip("/"))


def relations(archive: Archive, part: str, budget: Budget) -> dict[str, Relation]:
    """Return where a part points to inside the archive, by relation id.

    Parameters
    ----------
    archive : Archive
    part : str
        Name of the part; empty for the package itself.
    budget : Budget
    """
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    handler = _Relations(folder, budget)
    if source in archive:
        parse(source, archive.pieces(source), handler)
    return handler.found


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it.

    Attributes
    ----------
    name : str
    relation : str
        Id of the relation that leads to its part.
    hidden : bool
    """

    name: str
    relation: str
    hidden: bool


class WorkbookHandler(Handler):
    """Reads the list of sheets and the first year of dates.

    Attributes
    ----------
    sheets : list of SheetEntry
    date_1904 : bool
    """

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.starts = {"sheet": self._sheet, "workbookPr": self._properties}
        self.sheets: list[SheetEntry] = []
        self.date_1904 = False

    def _sheet(self, attributes: Attributes) -> None:
        relation = next((key for key in attributes if key.endswith(":id")), "")
        hidden = attributes.get("state", "visible") != "visible"
        title, target = attributes.get("name", ""), attributes.get(relation, "")
        check_sheets(len(self.sheets) + 1)
        self.sheets.append(SheetEntry(title[:_LONGEST], target, hidden))

    def _properties(self, attributes: Attributes) -> None:
        self.date_1904 = attributes.get("date1904") in _TRUE


class StylesHandler(Handler):
    """Reads how each style shows numbers, and whether colours or strikes are used.

    Attributes
    ----------
    formats : list of NumberFormat
        By style number.
    decorated : bool
        Whether some style has a fill colour or strikes its text through.
    """

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.starts = {
            "numFmt": self._code,
            "cellXfs": self._start_styles,
            "xf": self._style,
            "strike": self._strike,
            "patternFill": self._fill,
        }
        self.ends = {"cellXfs": self._end_styles}
        self.formats: list[NumberFormat] = []
        self.decorated = False
        self._shapes = {key: number_format(code) for key, code in BUILT_IN.items()}
        self._in_styles = False

    def _code(self, attributes: Attributes) -> None:
        number = attributes.get("numFmtId", "")
        if _NUMBER.fullmatch(number) and len(self._shapes) < _MOST_CODES:
            self._shapes[int(number)] = number_format(attributes.get("formatCode", ""))

    def _start_styles(self, _: Attributes) -> None:
        self._in_styles = True

    def _end_styles(self) -> None:
        self._in_styles = False  # what follows are named styles

    def _style(self, attributes: Attributes) -> None:
        if not self._in_styles:
            return
        if len(self.formats) > _MOST_STYLES:
            raise damaged("styles", why="more styles than a workbook can have")
        number = attributes.get("numFmtId", "")
        known = _NUMBER.fullmatch(number)
        self.formats.append(self._shapes.get(int(number), PLAIN) if known else PLAIN)

    def _strike(self, attributes: Attributes) -> None:
        self.decorated |= attributes.get("val", "1") in _TRUE

    def _fill(self, attributes: Attributes) -> None:
        self.decorated |= attributes.get("patternType") not in _PLAIN_FILLS


class SharedTextsHandler(TextHandler):
    """Reads the texts that cells share; phonetic guides are no part of them.

    Attributes
    ----------
    texts : list of Cell
    """

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.starts = {
            "si": self._start_text,
            "t": self.open_text,
            "rPh": self._start_phonetic,
        }
        self.ends = {
            "si": self._end_text,
            "t": self._end_run,
            "rPh": self._end_phonetic,
        }
        self.texts: list[Cell] = []
        self._runs: list[str] = []
        self._length = 0
        self._phonetic = False

    def _start_text(self, _: Attributes) -> None:
        self._runs.clear()
        self._length = 0

    def _end_run(self) -> None:
        run = self.close_text()
        if not self._phonetic:
            self._runs.append(run)
            self._length += len(run)
            self.check_length(self._length)

    def _start_phonetic(self, _: Attributes) -> None:
        self._phonetic = True

    def _end_phonetic(self) -> None:
        self._phonetic = False

    def _end_text(self) -> None:
        if len(self.texts) >= LIMIT_CELLS:
            raise too_much(
                "the file holds too many texts",
                f"more than {LIMIT_CELLS:,}",
                [f"up to {LIMIT_CELLS:,}"],
            )
        self.budget.add_text(self._length)
        text = "".join(self._runs)
        self.texts.append(text_cell(unescape(text)) if text else EMPTY)
