"""Sheets as bytes, written part by part, so that a test can break any of them."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

import xlwt

Parts = Mapping[str, str | bytes]

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TARGETS = {
    "worksheet": "worksheets/sheet1.xml",
    "sharedStrings": "sharedStrings.xml",
    "styles": "styles.xml",
}
_NAMESPACES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
    }.items()
)


def zipped(parts: Parts) -> bytes:
    """Return an archive of the parts, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            # OpenDocument wants its type readable in the first bytes of the file.
            way = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, way)
    return buffer.getvalue()


def xlsx_parts(sheet: str, *, workbook: str = "", **others: str) -> dict[str, str]:
    """Return the parts of a workbook with one worksheet, given what is in it.

    `others` are the contents of ``sharedStrings`` and ``styles``.
    """
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for kind, target in _TARGETS.items()
        if kind == "worksheet" or kind in others
    )
    sheets = '<sheet name="Projects" sheetId="1" r:id="worksheet"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r" Type="{_RELATION}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}">'
        f"{workbook or f'<sheets>{sheets}</sheets>'}</workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships"
        f' xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>',
    }
    tags = {"sharedStrings": "sst", "styles": "styleSheet"}
    for kind, content in others.items():
        tag = tags[kind]
        parts[f"xl/{_TARGETS[kind]}"] = f'<{tag} xmlns="{_MAIN}">{content}</{tag}>'
    return parts


def xlsx(sheet: str, *, workbook: str = "", **others: str) -> bytes:
    """Return a workbook with one worksheet, given the XML inside of it."""
    return zipped(xlsx_parts(sheet, workbook=workbook, **others))


def inline(reference: str, text: str) -> str:
    """Return the XML of a cell with a text of its own."""
    return (
        f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(text)}</t></is></c>"
    )


def xlsx_rows(rows: Iterable[Sequence[str]]) -> str:
    """Return the XML of rows of texts."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            inline(f"{chr(ord('A') + column)}{number}", text)
            for column, text in enumerate(row)
            if text
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData>"


def ods_content(tables: str, styles: str = "") -> str:
    """Return the content part of a spreadsheet, given its tables."""
    return (
        f"<office:document-content{_NAMESPACES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def ods_parts(content: str) -> dict[str, str]:
    """Return the parts of a spreadsheet, given its content part."""
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="m"/>',
        "content.xml": content,
    }


def ods(rows: str, styles: str = "", attributes: str = "") -> bytes:
    """Return a spreadsheet with one table, given the XML of its rows."""
    table = f'<table:table table:name="Projects" {attributes}>{rows}</table:table>'
    return zipped(ods_parts(ods_content(table, styles)))


def ods_row(*cells: str, attributes: str = "") -> str:
    """Return the XML of a row, given that of its cells."""
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def ods_cell(text: str = "", **values: str) -> str:
    """Return the XML of a cell; `values` such as ``office_value`` are attributes."""
    attributes = "".join(
        f" {name.replace('_', ':', 1).replace('_', '-')}={quoteattr(value)}"
        for name, value in values.items()
    )
    paragraph = f"<text:p>{escape(text)}</text:p>" if text else ""
    return f"<table:table-cell{attributes}>{paragraph}</table:table-cell>"


def ods_rows(rows: Iterable[Sequence[str]]) -> str:
    """Return the XML of rows of texts."""
    return "".join(
        ods_row(*(ods_cell(text, office_value_type="string") for text in row))
        for row in rows
    )


def xls(rows: Iterable[Sequence[object]]) -> bytes:
    """Return an Excel 97 workbook with one sheet of the rows."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Projects")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                sheet.write(number, column, value)
    return xls_bytes(book)


def xls_bytes(book: xlwt.Workbook) -> bytes:
    """Return a workbook of xlwt as bytes."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
