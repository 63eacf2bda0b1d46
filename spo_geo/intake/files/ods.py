"""OpenDocument spreadsheets (ODS), read as data."""

from spo_geo.intake.files.archive import Archive
from spo_geo.intake.files.cells import Workbook
from spo_geo.intake.files.limits import Budget, check_sheets
from spo_geo.intake.files.odscontent import ContentHandler
from spo_geo.intake.files.odsstyles import StylesHandler
from spo_geo.intake.files.xmlparts import parse

_CONTENT = "content.xml"
_STYLES = "styles.xml"


def read_ods(name: str, archive: Archive) -> Workbook:
    """Return the sheets of an OpenDocument spreadsheet.

    Macros, comments, colours and links are left alone and noted; formulas give the
    values that the file stores.

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
    styles = StylesHandler(budget)
    if _STYLES in archive:
        parse(_STYLES, archive.pieces(_STYLES), styles)
    handler = ContentHandler(styles, budget)
    parse(_CONTENT, archive.pieces(_CONTENT), handler)
    check_sheets(len(handler.sheets))
    notes = [*_notes(archive), *handler.notes()]
    return Workbook(name, "ods", tuple(handler.sheets), notes=tuple(notes))


def _notes(archive: Archive) -> list[str]:
    macros = archive.names("basic/") or archive.names("scripts/")
    pictures = archive.names("pictures/")
    return [
        *(["macros are not run and not read"] if macros else []),
        *(["pictures are not read"] if pictures else []),
    ]
