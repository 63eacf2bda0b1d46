"""XLSX workbooks (and XLSM, XLTX, XLTM), read as data.

The parts are streamed through expat. Of the ready-made readers, openpyxl takes too
long on a full sheet, and python-calamine keeps the whole rectangle between the first
and the last cell in memory and says nothing about hidden rows, merged ranges, formulas
or how a date is shown; the tests compare what is read here with what it reads.
"""

from spo_geo.intake.files.archive import Archive
from spo_geo.intake.files.cells import Sheet, Workbook
from spo_geo.intake.files.emptycells import without_empty_cells
from spo_geo.intake.files.grid import Grid
from spo_geo.intake.files.limits import Budget, check_sheets, damaged
from spo_geo.intake.files.xlsxparts import (
    Relation,
    SharedTextsHandler,
    SheetEntry,
    StylesHandler,
    WorkbookHandler,
    relations,
)
from spo_geo.intake.files.xlsxsheet import Lookups, SheetHandler
from spo_geo.intake.files.xmlparts import parse

_WORKSHEET = "worksheet"


def read_xlsx(name: str, archive: Archive) -> Workbook:
    """Return the sheets of an XLSX workbook.

    Macros, links to other workbooks, comments, colours and pictures are left alone and
    noted; formulas give the values that the file stores.

    Parameters
    ----------
    name : str
        Name of the file.
    archive : Archive
        The parts.

    Raises
    ------
    Refused
        When a part is missing or damaged, or a limit is passed.
    """
    budget = Budget()
    main = main_part(archive, budget)
    book = WorkbookHandler(budget)
    parse(main, archive.pieces(main), book)
    check_sheets(len(book.sheets))
    targets = relations(archive, main, budget)
    styles = _styles(archive, targets, budget)
    texts = _shared_texts(archive, targets, budget)
    lookups = Lookups(
        texts.texts,
        {str(number): shape for number, shape in enumerate(styles.formats)},
        book.date_1904,
    )
    sheets, notes = [], _notes(archive, styles)
    for entry in book.sheets:
        relation = targets.get(entry.relation)
        if relation is None or relation.kind == _WORKSHEET:
            sheets.append(_sheet(archive, entry, relation, lookups, budget))
        else:
            notes.append(f"sheet {entry.name!r} holds no cells ({relation.kind})")
    return Workbook(
        name, "xlsx", tuple(sheets), date_1904=book.date_1904, notes=tuple(notes)
    )


def main_part(archive: Archive, budget: Budget) -> str:
    """Return the name of the workbook part; empty where there is none."""
    for relation in relations(archive, "", budget).values():
        if relation.kind == "officeDocument":
            return relation.target
    return "xl/workbook.xml" if "xl/workbook.xml" in archive else ""


def _styles(
    archive: Archive, targets: dict[str, Relation], budget: Budget
) -> StylesHandler:
    handler = StylesHandler(budget)
    for part in _parts(targets, "styles", archive):
        parse(part, archive.pieces(part), handler)
    return handler


def _shared_texts(
    archive: Archive, targets: dict[str, Relation], budget: Budget
) -> SharedTextsHandler:
    handler = SharedTextsHandler(budget)
    for part in _parts(targets, "sharedStrings", archive):
        parse(part, archive.pieces(part), handler)
    return handler


def _parts(targets: dict[str, Relation], kind: str, archive: Archive) -> list[str]:
    found = [relation.target for relation in targets.values() if relation.kind == kind]
    return [part for part in found if part in archive][:1]


def _sheet(
    archive: Archive,
    entry: SheetEntry,
    relation: Relation | None,
    lookups: Lookups,
    budget: Budget,
) -> Sheet:
    if relation is None:
        raise damaged(f"sheet {entry.name!r}", why="this part is missing")
    grid = Grid(entry.name, budget)
    handler = SheetHandler(grid, lookups, budget)
    pieces = without_empty_cells(archive.pieces(relation.target))
    parse(relation.target, pieces, handler)
    return grid.sheet(entry.hidden)


def _notes(archive: Archive, styles: StylesHandler) -> list[str]:
    """Return what the workbook holds besides cells, each in a sentence."""
    names = archive.names("xl/")
    present = {
        "macros are not run and not read": "xl/vbaproject.bin",
        "links to other workbooks are not followed; stored values are used": (
            "xl/externallinks/"
        ),
        "data connections are not opened": "xl/connections.xml",
        "comments are not read": "xl/comments",
        "threaded comments are not read": "xl/threadedcomments/",
        "pictures are not read": "xl/media/",
        "embedded files are not opened": "xl/embeddings/",
    }
    notes = [
        text
        for text, start in present.items()
        if any(name.startswith(start) for name in names)
    ]
    if styles.decorated:
        notes.append("colours and strike-through carry no meaning here")
    return notes
