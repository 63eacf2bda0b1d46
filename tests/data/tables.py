"""The tables of the shipped records as they stand in the files, cell by cell."""

import csv
import re

from spo_geo.dataset import DATA_DIR

# Lines of the five documents that the records were compiled from.
LINES = {"000": 52, "001": 16, "002": 9, "003": 20, "004": 80}
REFERENCE = re.compile(r"(\d{3}):(\d+)(?:-(\d+))?")


def read(table: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with (DATA_DIR / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


TABLES = {
    name: read(name)
    for name in (
        "projects",
        "results",
        "funders",
        "focus_areas",
        "offices",
        "presence",
        "web_records",
    )
}
BY_ID = {row["project_id"]: row for row in TABLES["projects"]}


def parts(cell: str) -> list[str]:
    """Return the parts of a list in a cell."""
    return cell.split("; ") if cell else []


def fold(text: str) -> str:
    """Return a text without its spaces, signs and capitals."""
    return re.sub(r"[\W_]+", "", text.casefold())


def lines_of(reference: str) -> set[tuple[str, int]]:
    """Return the lines that a reference to a document names."""
    match = REFERENCE.fullmatch(reference)
    assert match, reference
    document, first, last = match[1], int(match[2]), int(match[3] or match[2])
    assert 1 <= first <= last <= LINES[document], reference
    return {(document, line) for line in range(first, last + 1)}
