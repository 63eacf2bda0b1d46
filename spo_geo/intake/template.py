"""The sheet to download and fill in: columns that read back, with lists to choose from.

The lists help to write; they do not forbid: a cell may hold several districts or
funders, and a focus area that nobody used before. What is read out of a cell is
decided when the sheet comes back.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from spo_geo import __version__
from spo_geo.dataset import Dataset
from spo_geo.export.cells import to_workbook
from spo_geo.officefile import settle

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

FILE_NAME: Final = "spo-projects-template.xlsx"
PROJECTS: Final = "Projects"
LISTS: Final = "Lists"
HELP: Final = "How to fill in"

LAST_ROW: Final = 1001
"""Last row of the sheet that has lists and checks."""

STATUSES: Final = ("Completed", "On-going", "Planned")
WIDE: Final = ("Nationwide", "All four provinces", "Federal and provincial level")
"""Words for a coverage that names no district."""

# A year, a year and month, or a day; {0} is the cell. Excel evaluates all parts of
# AND and OR, so each part that can fail stands behind an IF.
_DATE: Final = (
    "IFERROR(IF(AND(VALUE(LEFT({0},4))>=1950,VALUE(LEFT({0},4))<=2100),"
    "IF(LEN({0})=4,TRUE,IF(OR(LEN({0})=7,LEN({0})=10),"
    'IF(MID({0},5,1)="-",AND(VALUE(MID({0},6,2))>=1,VALUE(MID({0},6,2))<=12),FALSE),'
    "FALSE)),FALSE),FALSE)"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet.

    Attributes
    ----------
    name : str
        As the importer knows it.
    help : str
        What to write; at most 255 characters, the limit of a spreadsheet's hint.
    example : str
        A good cell.
    width : int
        In characters.
    choices : str
        Which list of `LISTS` the cell offers, or empty.
    """

    name: str
    help: str
    example: str
    width: int
    choices: str = ""


COLUMNS: Final = (
    Column("Project ID", "Leave empty for a new project.", "SPO-03", 12),
    Column("Project title", "As it stands in the agreement.", "Citizen First", 44),
    Column("Status", "As stated.", "Completed", 14, "status"),
    Column(
        "Start date",
        "Year and month, YYYY-MM; the year alone if no more is known. Leave it empty "
        "if it is not stated.",
        "2015-04",
        12,
    ),
    Column(
        "End date",
        "Year and month, YYYY-MM, or the year alone; 'ongoing' if the project goes on. "
        "Leave it empty if it is not stated.",
        "2016-10",
        12,
    ),
    Column(
        "Coverage",
        "Where the project works, in the words of the agreement. If it names no "
        "district, one of the list or the provinces.",
        "4 districts in Sindh",
        34,
        "coverage",
    ),
    Column("Province", "Several: with semicolons.", "Sindh", 20, "province"),
    Column(
        "Districts",
        "Every district by its name; several: with semicolons. Only districts that "
        "the agreement or a report names.",
        "Khairpur; Larkana; Shikarpur; Sukkur",
        40,
        "district",
    ),
    Column(
        "Number of districts",
        "Only if a number is stated and the districts are not named.",
        "42",
        12,
    ),
    Column("Focus area", "Several: with semicolons.", "Governance", 28, "focus area"),
    Column("SDG", "Numbers of the goals, 1 to 17; with semicolons.", "5; 16", 10),
    Column(
        "Implementing partner",
        "Who carries the project out; several: with semicolons.",
        "SPO",
        24,
    ),
    Column("Collaborator", "With whom, funders apart.", "Ministry of Law", 24),
    Column(
        "Donor",
        "Every funder by its name; several: with semicolons.",
        "Royal Netherland Embassy; Oxfam",
        34,
        "funder",
    ),
    Column("Description", "Two sentences.", "Community members learn …", 50),
    Column("Notes", "What else to know.", "Dates from the agreement.", 30),
    Column("Source", "Document or web address.", "http://spopk.org/", 30),
)
"""The columns in their order."""


def template(dataset: Dataset) -> bytes:
    """Return the sheet to fill in.

    Parameters
    ----------
    dataset : Dataset
        Its provinces, districts, focus areas and funders are offered.

    Returns
    -------
    bytes
        An XLSX file of three sheets; the same dataset gives the same bytes.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    lists = choices(dataset)
    _fill_projects(book.create_sheet(PROJECTS), lists)
    _fill_table(book.create_sheet(LISTS), _across(lists), [24] * len(lists))
    lines = [("What", "What to write", "Such as")]
    lines += [(column.name, column.help, column.example) for column in COLUMNS]
    _fill_table(book.create_sheet(HELP), lines, [24, 100, 40])
    made = date.fromisoformat(dataset.records.date)
    _describe(book, made)
    buffer = io.BytesIO()
    book.save(buffer)
    return settle(buffer.getvalue(), made)


def choices(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """Return the words that the sheet offers, by list.

    Parameters
    ----------
    dataset : Dataset
        Gives provinces and districts, focus areas and funders.

    Returns
    -------
    dict of str to tuple of str
        Districts by province, then by name.
    """
    gazetteer, records = dataset.gazetteer, dataset.records
    districts = sorted(
        gazetteer.districts.values(), key=lambda d: (d.adm1_name, d.adm2_name)
    )
    return {
        "province": tuple(sorted(gazetteer.provinces.values())),
        "district": tuple(district.adm2_name for district in districts),
        "coverage": WIDE,
        "status": STATUSES,
        "focus area": tuple(area.name for area in records.focus_areas),
        "funder": tuple(funder.name for funder in records.funders),
    }


def _across(lists: dict[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the lists side by side, each under what it is a list of."""
    longest = max(map(len, lists.values()))
    heads = tuple(f"Offered: {name}" for name in lists)
    rows = (
        tuple(words[n] if n < len(words) else "" for words in lists.values())
        for n in range(longest)
    )
    return [heads, *rows]


def _fill_projects(sheet: Worksheet, lists: dict[str, tuple[str, ...]]) -> None:
    from openpyxl.utils import get_column_letter

    heads = tuple(column.name for column in COLUMNS)
    _fill_table(sheet, [heads], [column.width for column in COLUMNS])
    for number, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(number)
        # As text, so that a spreadsheet does not turn 2014-10 into a day.
        sheet.column_dimensions[letter].number_format = "@"
        check = _check(column, f"{letter}2", lists)
        check.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.add_data_validation(check)
    sheet.freeze_panes = "C2"


def _check(
    column: Column, cell: str, lists: dict[str, tuple[str, ...]]
) -> DataValidation:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    hint = f"{column.help} Such as: {column.example}"
    check = DataValidation(
        allow_blank=True,
        showInputMessage=True,
        promptTitle=column.name,
        prompt=hint if len(hint) <= 255 else column.help,
    )
    if column.choices:
        letter = get_column_letter(list(lists).index(column.choices) + 1)
        last = len(lists[column.choices]) + 1
        check.type, check.formula1 = "list", f"{LISTS}!${letter}$2:${letter}${last}"
    elif column.name.endswith("date"):
        right = _DATE.format(cell)
        if column.name == "End date":
            right = f'IF(LOWER({cell})="ongoing",TRUE,{right})'
        check.type, check.formula1 = "custom", right
        check.showErrorMessage = True
        check.errorTitle, check.error = column.name, column.help
    return check


def _fill_table(
    sheet: Worksheet, lines: Sequence[Sequence[str]], widths: Sequence[int]
) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    for row, line in enumerate(lines, start=1):
        for column, text in enumerate(line, start=1):
            if text:
                cell = sheet.cell(row, column, to_workbook(text))
                cell.data_type = "s"  # text, whatever it looks like
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                if row == 1:  # no colour: in a sheet that is read it means nothing
                    cell.font = Font(bold=True)
                    cell.border = Border(bottom=Side(style="medium"))
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"


def _describe(book: Workbook, made: date) -> None:
    properties = book.properties
    properties.title = "SPO projects: sheet to fill in"
    properties.creator = properties.lastModifiedBy = f"spo_geo {__version__}"
    properties.created = datetime(made.year, made.month, made.day)
