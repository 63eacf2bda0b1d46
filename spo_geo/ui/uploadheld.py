"""What waits for a person in a sheet: each doubt once, with what could settle it."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from spo_geo.codelists import CodeList
from spo_geo.dataset import Dataset
from spo_geo.dates import PartialDate
from spo_geo.intake.columns.headnames import COLUMNS_OF
from spo_geo.intake.columns.mapping import HOUSE, MATRIX
from spo_geo.intake.compare.meaning import plain
from spo_geo.intake.projects.result import Intake
from spo_geo.intake.projects.rowplaces import NAMED_IN_TEXT
from spo_geo.intake.repairs.repair import same_words
from spo_geo.intake.words.dates import read_dates
from spo_geo.intake.words.names import NameRead, read_areas, read_funders
from spo_geo.intake.words.sdg import N_GOALS
from spo_geo.problems import Problem

Control = Literal["place", "value", "date", "sheet"]
"""How a doubt is settled; ``sheet`` where only the sheet itself can mend it."""

_CONTROLS: Final[Mapping[str, Control]] = {
    **dict.fromkeys(("districts", "pcode", "place", "tehsil", MATRIX), "place"),
    **dict.fromkeys(("start", "end", "period"), "date"),
    **dict.fromkeys(("funders", "partner", "focus_area"), "value"),
    **dict.fromkeys(("implementing_partners", "collaborators", "status"), "value"),
    "sdg": "value",
}
"""Control by what a column of the sheet is taken for."""

_ORDER: Final[tuple[Control, ...]] = ("place", "value", "date", "sheet")
_PCODE: Final = re.compile(r"\((PK\d+)\)")
_NAMED: Final = re.compile(r"are these meant: (.*)\?")
_PARTS: Final = re.compile(r"[()/,;|]|\b(?:through|via|under)\b", re.I)
_FIGURES: Final = re.compile(r"(\d{1,2})([-/.])\d{1,2}\2\d{2,4}")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a doubt stands.

    Attributes
    ----------
    sheet : str
        Name of the sheet; empty in a file that has none.
    row : int
        Row of the sheet.
    record : str
        Id or title of the project of that row; empty where it has none.
    """

    sheet: str
    row: int
    record: str


@dataclass(frozen=True, slots=True)
class Held:
    """Words that wait for a person.

    Attributes
    ----------
    control : {'place', 'value', 'date', 'sheet'}
        How it is settled.
    column : str
        Column of ``projects.csv`` that the words are for; empty for ``sheet``.
    header : str
        Column of the sheet, as written.
    written : str
        The words.
    rule : str
        Why they wait.
    suggestion : str
        The next step, in words.
    offers : tuple of str
        What to choose from first: P-codes, dates, or names.
    spots : tuple of Spot
        Every row with these words, in the order of the sheet.
    """

    control: Control
    column: str
    header: str
    written: str
    rule: str
    suggestion: str
    offers: tuple[str, ...]
    spots: tuple[Spot, ...] = ()

    @property
    def key(self) -> str:
        """What it is known by from one run of the page to the next."""
        words = "\n".join((self.control, self.header, self.written, self.rule))
        return hashlib.sha256(words.encode(errors="replace")).hexdigest()[:12]

    @property
    def can_be_all(self) -> bool:
        """Whether all that is offered may be meant together."""
        return len(self.offers) == 2 or self.rule == NAMED_IN_TEXT

    @property
    def is_day_or_month(self) -> bool:
        """Whether it is a date in figures of which the day or the month is first."""
        return len(self.offers) == 2 and bool(_FIGURES.fullmatch(self.written))


def held_values(intake: Intake, dataset: Dataset) -> tuple[Held, ...]:
    """Return the values that wait, columns in doubt and repeated projects apart.

    Parameters
    ----------
    intake : Intake
        What was understood.
    dataset : Dataset
        Its gazetteer and code lists say what could be meant.

    Returns
    -------
    tuple of Held
        Places first; the same words for the same reason once.
    """
    finder = _Finder(intake, dataset)
    found: dict[tuple[str, ...], Held] = {}
    spots: dict[tuple[str, ...], dict[Spot, None]] = {}
    for problem in intake.problems:
        if problem.severity == "hold" and finder.is_value(problem):
            key = finder.key(problem)
            if key not in found:
                found[key] = finder.held(problem)
            spots.setdefault(key, {})[finder.spot(problem)] = None
    held = (replace(one, spots=tuple(spots[key])) for key, one in found.items())
    return tuple(sorted(held, key=lambda one: _ORDER.index(one.control)))


class _Finder:
    """Finds out what a problem is about."""

    def __init__(self, intake: Intake, dataset: Dataset) -> None:
        self._dataset = dataset
        self._is_house = intake.mapping.house
        uses = [use for mapping in intake.mappings for use in mapping.uses]
        self._header_rows = {n for one in intake.mappings for n in one.header_rows}
        self._asked = {use.why for use in uses if use.sure == "ask"}
        self._fields: dict[str, str] = {}
        for use in uses:
            field = use.header if use.field == HOUSE else use.field
            self._fields.setdefault(use.header, field)
        named = any(problem.sheet for problem in intake.problems)
        self._records: dict[tuple[str, int], str] = {}
        self._repeats: set[tuple[str, int]] = set()
        for taken in intake.projects:
            title = taken.row["title"]
            name = taken.row["project_id"] or (title if plain(title) else "")
            places = [(sheet if named else "", row) for sheet, row in taken.origin]
            self._records.update(dict.fromkeys(places, name))
            if taken.repeats is not None:
                self._repeats.add(places[0])

    def is_value(self, problem: Problem) -> bool:
        """Tell whether a problem is about what a row says."""
        is_repeat = (problem.sheet, problem.row) in self._repeats and not problem.column
        is_column = problem.row in self._header_rows and problem.rule in self._asked
        return bool(problem.row) and not is_repeat and not is_column

    def key(self, problem: Problem) -> tuple[str, ...]:
        """Return what makes two problems one doubt."""
        is_shown = self._control(problem) != "sheet"
        words = same_words(problem.value) if is_shown else ""
        return (problem.column, words, problem.rule)

    def spot(self, problem: Problem) -> Spot:
        at = (problem.sheet, problem.row)
        return Spot(*at, self._records.get(at, ""))

    def held(self, problem: Problem) -> Held:
        """Return a problem as a doubt, without the rows that it stands in."""
        control, field = self._control(problem), self._field(problem.column)
        column = (
            "districts" if control == "place" else COLUMNS_OF.get(field, [field])[0]
        )
        written = self._words(problem, column)
        return Held(
            control=control,
            column="" if control == "sheet" else column,
            header=problem.column,
            written=written,
            rule=problem.rule,
            suggestion=problem.suggestion,
            offers=self._offers(control, column, written, problem.suggestion),
        )

    def _control(self, problem: Problem) -> Control:
        if problem.rule == NAMED_IN_TEXT:
            return "place"
        return _CONTROLS.get(self._field(problem.column), "sheet")

    def _field(self, column: str) -> str:
        """Return the field of a column, or of the first of several named together."""
        if column in self._fields:
            return self._fields[column]
        if self._is_house:  # an export holds places under another name
            return column
        names = (name for name in column.split(" + ") if name in self._fields)
        return self._fields.get(next(names, ""), "")

    def _words(self, problem: Problem, column: str) -> str:
        """Return the words in doubt: one name of a cell that holds several."""
        names = self._names(column, problem.value)
        doubted = (name.text for name in names if name.doubt == problem.rule)
        return next(doubted, problem.value)

    def _names(self, column: str, text: str) -> Iterable[NameRead]:
        records, gazetteer = self._dataset.records, self._dataset.gazetteer
        if column == "funders":
            return read_funders(text, records.funders, gazetteer)
        if column == "focus_area":
            return read_areas(text, records.focus_areas)
        return ()

    def _offers(
        self, control: Control, column: str, written: str, suggestion: str
    ) -> tuple[str, ...]:
        if control == "place":
            return self._districts(written, suggestion)
        if control == "date":
            return _dates(suggestion)
        if column == "sdg":
            return tuple(str(goal) for goal in range(1, N_GOALS + 1))
        codes = code_list(column, self._dataset)
        return _values(written, codes) if control == "value" and codes else ()

    def _districts(self, written: str, suggestion: str) -> tuple[str, ...]:
        """Return the P-codes that a suggestion names, then what the words may mean."""
        gazetteer = self._dataset.gazetteer
        named = _NAMED.match(suggestion)
        words = named[1].split(", ") if named else [written.rstrip("?")]
        matches = [gazetteer.match(one) for one in words]
        meant = (d for match in matches for d in (*match.districts, *match.candidates))
        codes = (*_PCODE.findall(suggestion), *(d.adm2_pcode for d in meant))
        return tuple(
            code for code in dict.fromkeys(codes) if code in gazetteer.districts
        )


def code_list(column: str, dataset: Dataset) -> CodeList | None:
    """Return the list that the words of a column are looked up in, if there is one."""
    records = dataset.records
    return {"funders": records.funders, "focus_area": records.focus_areas}.get(column)


def _dates(suggestion: str) -> tuple[str, ...]:
    """Read the dates that a suggestion names: ``4 May 2010 or 5 Apr 2010``."""
    readings = []
    for words in re.split(r" or |; ", suggestion):
        found = read_dates(words.strip(" ?")) if words.strip(" ?") else None
        if found and not found.held and found.start:
            readings.append(_period(found.start, found.end))
    return tuple(dict.fromkeys(readings))


def _period(start: PartialDate, end: PartialDate | None) -> str:
    return f"{start}; {end}" if end else str(start)


def _values(written: str, codes: CodeList) -> tuple[str, ...]:
    """Return what a list suggests for some words, and the names that are in them."""
    parts = (part.strip() for part in _PARTS.split(written))
    own = [part for part in parts if part]
    inside = own if len(own) > 1 else []
    return tuple(dict.fromkeys((*codes.read(written).suggestions, *inside)))
