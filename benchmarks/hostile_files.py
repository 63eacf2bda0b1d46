"""Files made to break a reader, as bytes."""

import io
import struct
import zipfile
from collections.abc import Iterable

import xlwt

from tests.workbooks import (
    inline,
    ods_cell,
    ods_content,
    ods_parts,
    ods_row,
    xls,
    xls_bytes,
    xlsx_parts,
    xlsx_rows,
    zipped,
)

MEGABYTE = 2**20
ONE_ROW = f'<sheetData><row r="1">{inline("A1", "x")}</row></sheetData>'
_SHEET = "xl/worksheets/sheet1.xml"


def streamed(name: str, parts: dict[str, str], pieces: Iterable[bytes]) -> bytes:
    """Return an archive whose part `name` is written piece by piece."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, content in parts.items():
            if other != name:
                archive.writestr(other, content)
        with archive.open(name, "w", force_zip64=True) as part:
            for piece in pieces:
                part.write(piece)
    return buffer.getvalue()


def worksheet(pieces: Iterable[bytes]) -> bytes:
    """Return a workbook whose rows are the pieces."""

    def whole() -> Iterable[bytes]:
        yield b"<worksheet><sheetData>"
        yield from pieces
        yield b"</sheetData></worksheet>"

    return streamed(_SHEET, xlsx_parts(""), whole())


def table(pieces: Iterable[bytes]) -> bytes:
    """Return an OpenDocument spreadsheet whose rows are the pieces."""
    before, _, after = ods_content("<table:table>|</table:table>").partition("|")

    def whole() -> Iterable[bytes]:
        yield before.encode()
        yield from pieces
        yield after.encode()

    return streamed("content.xml", ods_parts(""), whole())


def formatted_rows(n_rows: int, n_columns: int) -> Iterable[bytes]:
    """Yield rows of formatted cells without anything in them."""
    letters = "ABCDEFGHIJ"[:n_columns]
    for row in range(1, n_rows + 1):
        cells = "".join(f'<c r="{letter}{row}" s="1"/>' for letter in letters)
        yield f'<row r="{row}" s="1" customFormat="1">{cells}</row>'.encode()


def number_rows(n_rows: int, n_columns: int) -> Iterable[bytes]:
    """Yield rows of numbers, no two alike."""
    for row in range(n_rows):
        numbers = range(row * n_columns, (row + 1) * n_columns)
        cells = "".join(f"<c><v>{number}.5</v></c>" for number in numbers)
        yield f"<row>{cells}</row>".encode()


def ods_number_rows(n_rows: int, n_columns: int) -> Iterable[bytes]:
    """Yield rows of numbers for OpenDocument, no two alike."""
    for row in range(n_rows):
        numbers = range(row * n_columns, (row + 1) * n_columns)
        cells = [
            f'<table:table-cell office:value-type="float" office:value="{number}.5">'
            f"<text:p>{number}.5</text:p></table:table-cell>"
            for number in numbers
        ]
        yield ods_row(*cells).encode()


def csv_number_rows(n_rows: int, n_columns: int) -> bytes:
    """Return text with numbers, no two alike."""
    return b"".join(
        b",".join(b"%d.5" % (row * n_columns + column) for column in range(n_columns))
        + b"\n"
        for row in range(n_rows)
    )


def old_numbers() -> bytes:
    """Return an Excel 97 workbook with two sheets of 500,000 numbers."""
    book = xlwt.Workbook()
    for name in "AB":
        sheet = book.add_sheet(name)
        for row in range(50_000):
            for column in range(10):
                sheet.write(row, column, row * 10 + column + 0.25)
    return xls_bytes(book)


def many_texts(count: int) -> dict[str, str]:
    """Return the parts of a workbook with so many texts, all used once."""
    texts = "".join(f"<si><t>text {number}</t></si>" for number in range(count))
    rows = (
        "<row>"
        + "".join(f'<c t="s"><v>{n}</v></c>' for n in range(at, at + 10))
        + "</row>"
        for at in range(0, count, 10)
    )
    sheet = f"<sheetData>{''.join(rows)}</sheetData>"
    return xlsx_parts(sheet, sharedStrings=texts)


def lying_size() -> bytes:
    """Return a workbook whose directory says that its sheet unpacks to 10 bytes."""
    content = bytearray(worksheet([b" " * MEGABYTE] * 400))
    at = content.rfind(_SHEET.encode()) - 46  # its entry in the directory
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(content)


def billion_laughs(sheet: bool = False) -> bytes:
    """Return a workbook whose texts are entities of entities."""
    entities = "".join(
        f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10)
    )
    doctype = f'<!DOCTYPE x [<!ENTITY a0 "lol">{entities}]>'
    parts = xlsx_parts(ONE_ROW, sharedStrings="<si><t>x</t></si>")
    part = _SHEET if sheet else "xl/sharedStrings.xml"
    parts[part] = doctype + parts[part].replace(">x<", ">&a9;<")
    return zipped(parts)


def external_entity() -> bytes:
    """Return a workbook that wants a file of the machine as a text."""
    parts = xlsx_parts(ONE_ROW, sharedStrings="<si><t>&a;</t></si>")
    doctype = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    parts["xl/sharedStrings.xml"] = doctype + parts["xl/sharedStrings.xml"]
    return zipped(parts)


def with_part(name: str, content: bytes | str = b"x") -> bytes:
    """Return a workbook with one more part."""
    return zipped({**xlsx_parts(ONE_ROW), name: content})


def nested_zip() -> bytes:
    """Return a workbook in an archive in an archive."""
    return zipped({"a.zip": zipped({"b.xlsx": zipped(xlsx_parts(ONE_ROW))})})


def merged_over(reference: str, times: int) -> bytes:
    """Return a sheet with the same merged range again and again."""
    rows = xlsx_rows([["a", "", "b"]] * 3000)
    merged = f'<mergeCell ref="{reference}"/>' * times
    return zipped(xlsx_parts(f"{rows}<mergeCells>{merged}</mergeCells>"))


def far_cells() -> bytes:
    """Return rows whose one cell is far to the right."""
    return worksheet(
        f'<row r="{row}"><c r="ALK{row}"><v>1</v></c></row>'.encode()
        for row in range(1, 100_000)
    )


def repeated(attributes: str) -> bytes:
    """Return a table with a cell or row that is repeated."""
    return table(
        [ods_row(ods_cell("x", **{"table_" + attributes: "1000000"})).encode()]
    )


def repeated_rows() -> bytes:
    """Return a table with a filled row that is repeated a million times."""
    attributes = 'table:number-rows-repeated="1000000"'
    return table([ods_row(ods_cell("x"), attributes=attributes).encode()])


def old_cells() -> bytes:
    """Return an Excel 97 workbook with a cell in the first and in the last place."""
    rows = [[""] * 256 for _ in range(65_536)]
    rows[0][0] = rows[-1][-1] = "x"
    return xls(rows)


def spaces() -> str:
    """Return a cell of a table that says to hold billions of spaces."""
    many = '<text:s text:c="1000000000"/>'
    return f"<table:table-cell><text:p>{many * 20}</text:p></table:table-cell>"
