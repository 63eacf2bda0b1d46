"""Tables that read well over several pages: repeated header, no row torn apart."""

from collections.abc import Iterable
from typing import Final

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Length, Pt
from docx.table import Table, _Cell, _Row

from spo_geo.officefile import xml_text
from spo_geo.word.styles import SMALL, paragraph_style, table_style
from spo_geo.word.text import write_text

_LONG_WORD: Final = 13
"""A longer word, such as an address, may be broken [letters]."""

_LETTER: Final = 5.1  # mean width of a letter in a table, bold ones too [points]
_EDGES: Final = 11.0  # padding and lines on both sides of a cell [points]
_HEADER_FILL: Final = "DCE6F0"
_GROUP_FILL: Final = "F2F5F9"
# Space inside a cell [twentieths of a point].
_PADDING: Final = {"top": 40, "left": 80, "bottom": 40, "right": 80}


def add_table(
    document: Document,
    headings: tuple[str, ...],
    rows: Iterable[tuple[str, ...]],
    shares: tuple[float, ...],
    *,
    width: Length,
    title: str,
) -> Table:
    """Add a table at the end of a document.

    Parameters
    ----------
    document : Document
        The document.
    headings : tuple of str
        Of the columns; the row is repeated on every page.
    rows : iterable of tuple of str
        As many cells as there are headings, each line of a cell a paragraph; or a
        single cell, which is a heading over the rows that follow.
    shares : tuple of float
        Of the width, a column each; made to add up to 1.
    width : Length
        Of the table.
    title : str
        What the table holds, for who cannot see it.

    Returns
    -------
    Table
        The table; no row is split between pages.
    """
    rows = tuple(rows)
    table: Table = document.add_table(1, len(headings), table_style(document))
    full = tuple(cells for cells in rows if len(cells) == len(headings))
    least = tuple(map(_least_width, zip(headings, *full, strict=True)))
    widths = _widths(shares, least, width)
    _lay_out(table, widths, title)
    writer = _Writer(document, widths)
    writer.header(table.rows[0], headings)
    for cells in rows:
        row: _Row = table.add_row()  # type: ignore[no-untyped-call]
        if len(cells) == len(headings):
            writer.row(row, cells)
        else:
            writer.group(row, cells[0])
    return table


def _least_width(texts: Iterable[str]) -> float:
    """Return the width that a column needs to break no usual word [EMU]."""
    longest = max(len(word) for text in texts for word in text.split() or [""])
    return Pt(min(longest, _LONG_WORD) * _LETTER + _EDGES)


def _widths(
    shares: tuple[float, ...], least: tuple[float, ...], width: float
) -> tuple[Length, ...]:
    """Share the width out; a column that gets too little takes from the others."""
    widths = [width * share / sum(shares) for share in shares]
    spare = [max(w - n, 0.0) for w, n in zip(widths, least, strict=True)]
    lacking = sum(max(n - w, 0.0) for w, n in zip(widths, least, strict=True))
    taken = min(lacking / sum(spare), 1.0) if sum(spare) else 0.0
    widths = [
        max(w, n) - s * taken for w, n, s in zip(widths, least, spare, strict=True)
    ]
    return tuple(Emu(int(w * width / sum(widths))) for w in widths)


def _lay_out(table: Table, widths: tuple[Length, ...], title: str) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    properties = table._tbl.tblPr
    sides = "".join(
        f'<w:{side} w:w="{space}" w:type="dxa"/>' for side, space in _PADDING.items()
    )
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        look.addprevious(margins)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), xml_text(title))
    properties.append(caption)


class _Writer:
    """Writes rows of known widths."""

    def __init__(self, document: Document, widths: tuple[Length, ...]) -> None:
        self.widths = widths
        # By its id: python-docx would look the default style up for every cell.
        self.style = paragraph_style(document, SMALL).style_id

    def header(self, row: _Row, headings: tuple[str, ...]) -> None:
        _mark(row, "w:cantSplit", "w:tblHeader")
        for cell, text in self._cells(row, headings):
            self._write(cell, text, bold=True)
            _fill(cell, _HEADER_FILL)

    def row(self, row: _Row, cells: tuple[str, ...]) -> None:
        _mark(row, "w:cantSplit")
        for cell, text in self._cells(row, cells):
            self._write(cell, text)

    def group(self, row: _Row, text: str) -> None:
        """Write one cell over all columns; it stays on the page of the next row."""
        _mark(row, "w:cantSplit")
        cells = row.cells
        merged = cells[0].merge(cells[-1])
        self._write(merged, text, bold=True)
        _fill(merged, _GROUP_FILL)
        merged.paragraphs[0].paragraph_format.keep_with_next = True

    def _cells(self, row: _Row, texts: tuple[str, ...]) -> Iterable[tuple[_Cell, str]]:
        for cell, width, text in zip(row.cells, self.widths, texts, strict=True):
            cell.width = width
            yield cell, text

    def _write(self, cell: _Cell, text: str, *, bold: bool = False) -> None:
        for number, line in enumerate(text.split("\n")):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            paragraph._p.style = self.style
            write_text(paragraph, line, bold=bold)


def _mark(row: _Row, *names: str) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in names:
        properties.append(OxmlElement(name))


def _fill(cell: _Cell, colour: str) -> None:
    xml = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>'
    cell._tc.get_or_add_tcPr().append(parse_xml(xml))
