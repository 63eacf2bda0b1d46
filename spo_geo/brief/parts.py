"""The parts of a proposal kit: words and tables, before they are set in Word."""

from dataclasses import dataclass

from spo_geo.provenance import Stamp


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of text.

    Attributes
    ----------
    headings : tuple of str
        Of the columns.
    rows : tuple of tuple of str
        Cells, as many a row as there are headings; lines parted by line breaks.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading, such as the districts of a province."""

    heading: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A proposal kit without its map.

    Attributes
    ----------
    title, caption, sentence : str
        Words over, under and after the map.
    picture_text : str
        What the map shows, for who cannot see it.
    table : TextTable
        Past performance, a row a project.
    table_notes : tuple of str
        Lines under that table: order, choice of results, references.
    districts : tuple of Group
        By province: district, P-code, number of projects, their ids.
    unnamed : tuple of Group
        By scope, the projects that shade no district: title and period, in their
        own words, id.
    held, read : TextTable
        Places that are held; places that were read with a note.
    counting : tuple of str
        How the numbers were counted.
    sources : TextTable
        Where each project of the selection is written.
    stamp : Stamp
        Where the kit comes from; names no hidden funder.
    """

    title: str
    caption: str
    picture_text: str
    sentence: str
    table: TextTable
    table_notes: tuple[str, ...]
    districts: tuple[Group, ...]
    unnamed: tuple[Group, ...]
    held: TextTable
    read: TextTable
    counting: tuple[str, ...]
    sources: TextTable
    stamp: Stamp
