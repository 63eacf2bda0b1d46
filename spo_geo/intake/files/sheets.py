"""The door of the intake: the bytes of any sheet to a workbook of raw cells.

Nothing in a file is evaluated, run, fetched or written to disk. What cannot be read, or
asks for more than the limits, is refused in one plain sentence.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath

from spo_geo.intake.files.archive import Archive
from spo_geo.intake.files.cells import (
    EMPTY,
    Cell,
    CellKind,
    CellValue,
    FileKind,
    Sheet,
    SheetRow,
    Workbook,
)
from spo_geo.intake.files.delimited import read_table
from spo_geo.intake.files.encodings import decode
from spo_geo.intake.files.limits import (
    LIMIT_BYTES,
    LIMIT_CELL_CHARS,
    LIMIT_CELLS,
    LIMIT_COLUMNS,
    LIMIT_INFLATED,
    LIMIT_ROWS,
    LIMIT_SHEETS,
    Budget,
    Refused,
)
from spo_geo.intake.files.ods import read_ods
from spo_geo.intake.files.packages import archive_kind
from spo_geo.intake.files.sniff import Container, container
from spo_geo.intake.files.xls import read_xls
from spo_geo.intake.files.xlsx import read_xlsx

__all__ = [
    "EMPTY",
    "LIMIT_BYTES",
    "LIMIT_CELLS",
    "LIMIT_CELL_CHARS",
    "LIMIT_COLUMNS",
    "LIMIT_INFLATED",
    "LIMIT_ROWS",
    "LIMIT_SHEETS",
    "Cell",
    "CellKind",
    "CellValue",
    "FileKind",
    "Refused",
    "Sheet",
    "SheetRow",
    "Workbook",
    "read_workbook",
]

_ENDINGS: dict[str, FileKind] = {
    **dict.fromkeys((".csv", ".tsv", ".tab", ".txt"), "csv"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), "xlsx"),
    **dict.fromkeys((".xls", ".xlt"), "xls"),
    **dict.fromkeys((".ods", ".ots"), "ods"),
}
_KIND_NAMES: dict[FileKind, str] = {
    "csv": "delimited text",
    "xlsx": "an Excel workbook (XLSX)",
    "xls": "an Excel 97 workbook (XLS)",
    "ods": "an OpenDocument spreadsheet (ODS)",
}


def read_workbook(name: str, content: bytes) -> Workbook:
    r"""Return the sheets of a file as raw cells.

    What the file is, its content decides; a name that says otherwise is noted.

    Parameters
    ----------
    name : str
        Name of the file, for messages; a path is cut to its last part.
    content : bytes
        The whole file.

    Returns
    -------
    Workbook
        Sheets with the rows that show something; row numbers are those of the file.

    Raises
    ------
    Refused
        In one sentence, when the file is empty, damaged, locked, of another kind,
        hostile, or beyond a limit.

    Examples
    --------
    >>> book = read_workbook("list.csv", b"Title;Districts\nSchools;Badin, Thatta")
    >>> book.delimiter, book.sheets[0].rows[1].cells[1].text
    (';', 'Badin, Thatta')
    """
    file = PurePosixPath(name.replace("\\", "/")).name or "the file"
    try:
        _check_size(content)
        with _without_collections():
            book = _READERS[container(content)](file, content)
        return _with_notes(_not_empty(book))
    except Refused as refusal:
        raise refusal.named(file) from refusal.__cause__


def _check_size(content: bytes) -> None:
    if not content:
        raise Refused(
            "the file is empty (0 bytes)",
            next_step="save it again and load the new copy",
        )
    if len(content) > LIMIT_BYTES:
        raise Refused(
            "the file is too big",
            got=f"{len(content) / 2**20:.1f} MB",
            allowed=[f"up to {LIMIT_BYTES // 2**20} MB"],
            next_step="leave out pictures, or copy the table to a new file",
        )


@contextmanager
def _without_collections() -> Iterator[None]:
    """Pause the search for reference cycles: a million cells make none.

    It would take a third of the time of a full sheet.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read_zip(file: str, content: bytes) -> Workbook:
    archive = Archive(content)
    reader = {"xlsx": read_xlsx, "ods": read_ods}[archive_kind(archive)]
    return reader(file, archive)


def _read_text(file: str, content: bytes) -> Workbook:
    decoded = decode(content)
    table = read_table(PurePosixPath(file).stem, decoded.text, Budget())
    return Workbook(
        file,
        "csv",
        (table.sheet,),
        encoding=decoded.encoding,
        delimiter=table.delimiter,
        notes=decoded.notes,
    )


_READERS: dict[Container, Callable[[str, bytes], Workbook]] = {
    "zip": _read_zip,
    "ole": read_xls,
    "text": _read_text,
}


def _not_empty(book: Workbook) -> Workbook:
    if not any(sheet.rows for sheet in book.sheets):
        raise Refused(
            "the file has no filled cell",
            next_step="check that the table was saved, and load the file again",
        )
    return book


def _with_notes(book: Workbook) -> Workbook:
    """Add what the name and the list of sheets have to say."""
    notes = list(book.notes)
    named = _ENDINGS.get(PurePosixPath(book.file).suffix.lower())
    if named and named != book.kind:
        notes.insert(
            0, f"the name says otherwise, but this is {_KIND_NAMES[book.kind]}"
        )
    hidden = [sheet.name for sheet in book.sheets if sheet.hidden]
    if hidden:
        notes.append(
            "sheets that the file hides, read like the others: " + ", ".join(hidden)
        )
    return replace(book, notes=tuple(notes))
