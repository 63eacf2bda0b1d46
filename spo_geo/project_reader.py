"""Turn rows of ``projects.csv`` into projects, and report the cells that are bad."""

from collections.abc import Callable, Iterable

from spo_geo.codelists import CodeList, Reading
from spo_geo.dates import ONGOING, PartialDate, parse_date
from spo_geo.model import HELD, SCOPES, Funding, Project
from spo_geo.problems import Problem, Severity
from spo_geo.tables import Row


def read_projects(
    rows: Iterable[Row], funders: CodeList, focus_areas: CodeList, date: str
) -> tuple[tuple[Project, ...], tuple[Problem, ...]]:
    """Read the rows of the table of projects.

    Parameters
    ----------
    rows : iterable of Row
        With the columns of ``projects.csv``.
    funders, focus_areas : CodeList
        The lists that funders and focus areas are looked up in.
    date : str
        Date of the data (ISO 8601); an ongoing project was active up to its year.

    Returns
    -------
    tuple of (tuple of Project, tuple of Problem)
        One project a row, and what a person should look at. A cell that cannot be
        read is left empty; a value that no list knows is taken as a new one, or
        held where it may stand for a listed one.
    """
    problems: list[Problem] = []
    reader = _ProjectReader(funders, focus_areas, int(date[:4]), problems.append)
    projects = tuple(reader.read(row) for row in rows)
    return projects, tuple(problems)


class _ProjectReader:
    """Turns rows into projects and reports bad cells."""

    def __init__(
        self,
        funders: CodeList,
        areas: CodeList,
        year: int,
        report: Callable[[Problem], None],
    ) -> None:
        self.funders = funders
        self.areas = areas
        self.year = year
        self.report = report
        self.readings: dict[tuple[str, str], Reading] = {}

    def read(self, row: Row) -> Project:
        start, end = self._dates(row)
        areas, areas_held = self._areas(row, "focus_area")
        inferred, _ = self._areas(row, "focus_area_inferred")
        places = row.list("districts")
        return Project(
            project_id=row["project_id"],
            title=row["title"] or f"Untitled project (row {row.number})",
            title_as_written=row["title_as_written"],
            status=row["status"],
            status_source=row["status_source"],
            start=start,
            end=end,
            dates_note=row["dates_note"],
            coverage=row["coverage"],
            scope=self._scope(row),
            places=places,
            place_provinces=self._parallel(row, places, "district_provinces"),
            provinces=row.list("provinces"),
            n_districts_stated=row["n_districts_stated"],
            focus_areas=areas,
            focus_area_source=row["focus_area_source"],
            focus_area_inferred="; ".join(inferred),
            focus_area_inferred_reason=row["focus_area_inferred_reason"],
            sdg=self._sdg(row),
            sdg_as_written=row["sdg_as_written"],
            sdg_source=row["sdg_source"],
            implementing_partners=row.list("implementing_partners"),
            collaborators=row.list("collaborators"),
            funding=self._funding(row),
            summary=row["summary"],
            notes=row["notes"],
            sources=row.list("sources"),
            row=row.number,
            focus_areas_held=areas_held,
            ongoing_to=self.year if _is_ongoing(row) else 0,
        )

    def _dates(self, row: Row) -> tuple[PartialDate | None, PartialDate | None]:
        dates = []
        for column in ("start", "end"):
            date = parse_date(row[column])
            open_end = column == "end" and _is_ongoing(row)
            if row[column] and date is None and not open_end:
                rule = "YYYY-MM-DD, YYYY-MM or YYYY"
                self.report(row.problem(column, rule, "hold"))
            dates.append(date)
        start, end = dates
        if start and end and end.ends_before(start):
            self.report(
                row.problem("end", f"not before the start ({start})", "hold", "swap?")
            )
            return None, None
        return start, end

    def _scope(self, row: Row) -> str:
        scope = row["scope"]
        if scope not in SCOPES:
            self.report(row.problem("scope", f"one of {', '.join(SCOPES)}", "hold"))
            return "districts" if row["districts"] else "not-stated"
        if (scope == "districts") != bool(row["districts"]):
            rule = "'districts' when districts are named, else another scope"
            self.report(row.problem("scope", rule, "note"))
        return scope

    def _parallel(
        self, row: Row, values: tuple[str, ...], column: str
    ) -> tuple[str, ...]:
        parts = row.list(column)
        if len(parts) == len(values):
            return parts
        if parts:
            rule = f"as many parts as the list beside it ({len(values)}), or none"
            self.report(row.problem(column, rule, "hold"))
        return ("",) * len(values)

    def _areas(self, row: Row, column: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the focus areas of a cell, and the words that are held."""
        taken: dict[str, None] = {}
        held = []
        for word in row.list(column):
            reading = self._read(row, column, self.areas, word)
            if reading.status == "held":
                held.append(word)
            else:
                taken[reading.key] = None
        return tuple(taken), tuple(held)

    def _read(self, row: Row, column: str, codes: CodeList, word: str) -> Reading:
        """Look a word up; a new value is noted once, one in doubt in every row."""
        reading = self.readings.get((codes.name, word))
        if reading is None:
            reading = self.readings[codes.name, word] = codes.read(word)
            if reading.status == "new":
                rule = f"a new {codes.name}, in no list yet"
                suggestion = "list it with its spellings, or correct it"
                self._report_word(row, column, word, rule, "note", suggestion)
        if reading.status == "held":
            near = ", ".join(reading.suggestions or codes.nearest(word, 3))
            suggestion = f"write one of: {near}; or list it as its own"
            self._report_word(row, column, word, reading.reason, "hold", suggestion)
        return reading

    def _report_word(
        self,
        row: Row,
        column: str,
        word: str,
        rule: str,
        severity: Severity,
        suggestion: str,
    ) -> None:
        place = (row.file, row.number, column, word)
        self.report(Problem(*place, rule, severity, suggestion))

    def _sdg(self, row: Row) -> tuple[int, ...]:
        goals = []
        for part in row.list("sdg"):
            if part.isdecimal() and 1 <= int(part) <= 17:
                goals.append(int(part))
            else:
                self.report(row.problem("sdg", "goals 1 to 17", "hold"))
        return tuple(goals)

    def _funding(self, row: Row) -> tuple[Funding, ...]:
        names = row.list("funders")
        bases = self._parallel(row, names, "funding_as_stated")
        stated = {
            self._funder(row, "funders", name, basis): (name, basis or "not stated")
            for name, basis in zip(names, bases, strict=True)
        }
        web = {
            self._funder(row, "funders_web", name): name
            for name in row.list("funders_web")
        }
        funding = []
        for key, held in dict.fromkeys((*stated, *web)):
            name, basis = stated.get((key, held)) or (web[key, held], "not stated")
            address = row["funders_web_source"] if (key, held) in web else ""
            funding.append(Funding(key, name, HELD if held else basis, address))
        return tuple(funding)

    def _funder(
        self, row: Row, column: str, name: str, basis: str = ""
    ) -> tuple[str, bool]:
        """Return the key of a funder, or its name, and whether it is held."""
        if basis == HELD:
            rule = "who is meant waits for a decision"
            suggestion = "write the funder's name, and in funding_as_stated how it paid"
            self._report_word(row, column, name, rule, "hold", suggestion)
            return name, True
        reading = self._read(row, column, self.funders, name)
        return reading.key or name, reading.status == "held"


def _is_ongoing(row: Row) -> bool:
    return row["end"].casefold() == ONGOING
