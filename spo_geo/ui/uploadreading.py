"""One reading of a sheet: the file, what a person said of it, what was understood."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from spo_geo.dataset import Dataset
from spo_geo.intake.columns import mapping as columns
from spo_geo.intake.columns.layout import find_tables
from spo_geo.intake.compare.repeats import Repeat
from spo_geo.intake.files.cells import Workbook
from spo_geo.intake.files.sheets import read_workbook
from spo_geo.intake.projects.result import Intake, Taken
from spo_geo.intake.projects.understand import understand
from spo_geo.intake.repairs import repair_file
from spo_geo.intake.repairs.repair import RepairLog
from spo_geo.ui.uploaddata import own_dataset
from spo_geo.ui.uploadheld import Held, held_values

QUICK_ROWS: Final = 2_000
"""Rows up to which a sheet is read again at once, without a progress bar."""

KEPT_CELLS: Final = 200_000
"""Cells up to which a sheet is kept as read; a larger one is kept as its bytes."""

Tell = Callable[[float, str], None]
"""Is told how far the reading is, from 0 to 1, and what is done."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person said of a sheet.

    Attributes
    ----------
    mapping : Mapping or None
        What the columns are; None while nobody changed anything.
    sheet : str or None
        The sheet to read; None for those that look alike.
    layout : {'project', 'project_district'} or None
        What a row is; None to find out.
    log : RepairLog
        How held words are read.
    """

    mapping: columns.Mapping | None = None
    sheet: str | None = None
    layout: columns.Layout | None = None
    log: RepairLog = field(default_factory=RepairLog)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as it came.

    Attributes
    ----------
    file : str
        Its name.
    content : bytes
        The file itself.
    sheets : tuple of str
        Names of its sheets.
    n_rows : int
        Rows of all sheets.
    workbook : Workbook or None
        Its cells, unless they are many.
    """

    file: str
    content: bytes
    sheets: tuple[str, ...]
    n_rows: int
    workbook: Workbook | None


@dataclass(frozen=True)
class Reading:
    """A sheet as it was understood with some choices.

    Attributes
    ----------
    loaded : Loaded
        The file.
    choices : Choices
        What a person said of it.
    intake : Intake
        What was understood.
    shipped : Dataset
        The records of SPO, by whose lists it was read.
    dataset : Dataset
        The projects of the sheet, joined to the districts.
    """

    loaded: Loaded
    choices: Choices
    intake: Intake
    shipped: Dataset
    dataset: Dataset

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """What waits for a person, rows that may be one project apart."""
        return held_values(self.intake, self.shipped)

    @property
    def asked(self) -> tuple[columns.ColumnUse, ...]:
        """The columns of which only a person can tell what they are."""
        return tuple(use for use in self.intake.mapping.uses if use.sure == "ask")

    @cached_property
    def has_several_sheets(self) -> bool:
        """Whether projects of more than one sheet were taken."""
        sheets = {sheet for taken in self.intake.projects for sheet, _ in taken.origin}
        return len(sheets) > 1

    def label(self, taken: Taken) -> str:
        """Say where a project stands, with the sheet where there are several."""
        return taken.label if self.has_several_sheets else f"row {taken.origin[0][1]}"

    @cached_property
    def repeats(self) -> tuple[Repeat, ...]:
        """Rows that may be one project and of which nobody has decided."""
        return tuple(one for one in self.intake.repeats if not one.decided)


@dataclass(frozen=True, slots=True)
class Job:
    """A file that is to be read, or one that is to be read again.

    Attributes
    ----------
    file : str
        Its name.
    content : bytes
        The file.
    loaded : Loaded or None
        The same file as it came, when it was read before.
    choices : Choices or None
        What a person said of it; None for a file that has just come.
    """

    file: str
    content: bytes
    loaded: Loaded | None = None
    choices: Choices | None = None

    @property
    def is_quick(self) -> bool:
        """Whether it takes no longer than any other change on the page."""
        return self.loaded is not None and self.loaded.n_rows <= QUICK_ROWS


def read_job(
    job: Job, shipped: Dataset, remembered: Mapping[str, Choices], tell: Tell
) -> Reading:
    """Read a sheet.

    Parameters
    ----------
    job : Job
        The file, with what a person said of it.
    shipped : Dataset
        Gives gazetteer and code lists.
    remembered : mapping of str to Choices
        What was said of sheets of each shape, for a file that has just come.
    tell : function of float and str
        Is told how far it is.

    Returns
    -------
    Reading

    Raises
    ------
    SpoGeoError
        When the file is refused.
    """
    tell(0.05, "Reading the file …")
    workbook = job.loaded.workbook if job.loaded else None
    workbook = workbook or read_workbook(job.file, job.content)
    loaded = job.loaded or _loaded(job, workbook)
    words = f"Understanding {loaded.n_rows:,} rows …"
    tell(0.2, words)
    choices = job.choices or _known(workbook, shipped, remembered)
    intake = understand(
        workbook,
        shipped,
        mapping=choices.mapping,
        sheet=choices.sheet,
        layout=choices.layout,
        repairs=choices.log,
        progress=lambda share: tell(0.2 + 0.4 * share, words),
    )
    tell(0.85, "Joining places to districts …")
    dataset = own_dataset(intake, shipped, _version(loaded, choices, shipped))
    return Reading(loaded, choices, intake, shipped, dataset)


def _known(
    workbook: Workbook, shipped: Dataset, remembered: Mapping[str, Choices]
) -> Choices:
    """Return what was said of sheets of this shape."""
    if not remembered:
        return Choices()
    areas = shipped.records.focus_areas
    funders = shipped.records.funders
    tables = find_tables(workbook, shipped.gazetteer, areas, funders=funders)
    shape = tables[0].mapping.signature if tables else ""
    known = remembered.get(shape, Choices())
    names = {sheet.name for sheet in workbook.sheets}
    return known if known.sheet in names else replace(known, sheet=None)


def _loaded(job: Job, workbook: Workbook) -> Loaded:
    rows = [row for sheet in workbook.sheets for row in sheet.rows]
    is_small = sum(len(row.cells) for row in rows) <= KEPT_CELLS
    names = tuple(sheet.name for sheet in workbook.sheets)
    kept = workbook if is_small else None
    return Loaded(workbook.file, job.content, names, len(rows), kept)


def _version(loaded: Loaded, choices: Choices, shipped: Dataset) -> str:
    """Hash everything that the reading depends on."""
    digest = hashlib.sha256(loaded.content)
    mapping = choices.mapping.to_json() if choices.mapping else ""
    said = (loaded.file, mapping, choices.sheet, choices.layout, shipped.version)
    digest.update(repr(said).encode(errors="replace"))
    digest.update(repair_file.to_csv(choices.log))
    return digest.hexdigest()
