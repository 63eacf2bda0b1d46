"""The sheet that a visitor loaded: kept in the visitor's own session, nowhere else."""

from dataclasses import replace

import streamlit as st

from spo_geo.dataset import Dataset
from spo_geo.errors import SpoGeoError
from spo_geo.intake.columns.mapping import Mapping
from spo_geo.intake.columns.settle import LISTS
from spo_geo.intake.repairs.repair import Repair, RepairLog
from spo_geo.ui.uploaddoor import STATE
from spo_geo.ui.uploadreading import Choices, Job, Reading, Tell, read_job
from spo_geo.ui.uploadrepair import now


class Upload:
    """What one visitor loaded and said of it.

    Attributes
    ----------
    reading : Reading or None
        The sheet that is worked on.
    good : Reading or None
        The last one that could be shown.
    is_shown : bool
        Whether the page shows the visitor's sheet.
    job : Job or None
        What is to be read next.
    message : str
        One sentence on what went wrong last.
    remembered : dict of str to Choices
        What was said of sheets of each shape.
    n_forgotten : int
        How often a sheet was let go.
    """

    def __init__(self) -> None:
        self.n_forgotten = -1
        self.forget()
        self.remembered: dict[str, Choices] = {}

    def forget(self) -> None:
        """Let go of the sheet; what was said of its shape is remembered."""
        self.n_forgotten += 1
        self.reading: Reading | None = None
        self.good: Reading | None = None
        self.is_shown = False
        self.job: Job | None = None
        self.message = ""

    def receive(self, file: str, content: bytes) -> None:
        """Take a file that was dropped on the page."""
        self.message = ""
        self.job = Job(file, content)

    def choose(self, choices: Choices) -> None:
        """Have the sheet read again with other choices."""
        self.message = ""
        if self.reading is not None:
            loaded = self.reading.loaded
            self.job = Job(loaded.file, loaded.content, loaded, choices)

    @property
    def choices(self) -> Choices:
        """What was said of the sheet so far, changes that wait among it."""
        if self.job is not None and self.job.choices is not None:
            return self.job.choices
        return self.reading.choices if self.reading else Choices()

    def take_column(self, index: int, field: str) -> None:
        """Have a column taken for something else."""
        if self.reading is None:
            return
        mapping = self.choices.mapping or self.reading.intake.mapping
        for use in mapping.of(field) if field else ():
            if field not in LISTS:  # a project has one title: the other stays as text
                mapping = mapping.choose(use.index, "kept")
        self.choose(replace(self.choices, mapping=mapping.choose(index, field)))

    def take_mapping(self, mapping: Mapping) -> None:
        """Have the columns read as a mapping says that was kept as a file."""
        layout = mapping.layout if mapping.layout != Mapping(()).layout else None
        self.choose(replace(self.choices, mapping=mapping, layout=layout))

    def take_log(self, log: RepairLog) -> None:
        """Have the sheet read by another repair log, in place of the present one."""
        self.choose(replace(self.choices, log=log))

    def decide(self, *repairs: Repair) -> None:
        """Add lines to the repair log."""
        file = self.reading.loaded.file if self.reading else ""
        lines = (replace(repair, file=repair.file or file) for repair in repairs)
        self.take_log(self.choices.log.add(*lines))

    def undo(self, number: int) -> None:
        """Take back a line of the repair log, the first being 1."""
        try:
            self.take_log(self.choices.log.undo(number, now()))
        except SpoGeoError as error:  # pressed twice before the page was drawn
            self.message = f"{error}."

    def switch(self) -> None:
        """Show the other records."""
        self.is_shown = not self.is_shown

    def records(self, shipped: Dataset) -> Dataset:
        """Return the records to show: the sheet, or those of SPO.

        Parameters
        ----------
        shipped : Dataset
            The records of SPO. When they change, the sheet is read by their new
            lists.

        Returns
        -------
        Dataset
        """
        reading = self.reading
        if reading and self.job is None and reading.shipped.version != shipped.version:
            self.choose(reading.choices)
        if self.job is not None and self.job.is_quick:
            self.work(shipped)
        return self.good.dataset if self.good and self.is_shown else shipped

    def work(self, shipped: Dataset, tell: Tell | None = None) -> None:
        """Do what is to be done; when it fails, all stays as it was.

        Parameters
        ----------
        shipped : Dataset
            The records of SPO.
        tell : function of float and str, optional
            Is told how far it is.
        """
        job, self.job = self.job, None
        if job is None:
            return
        try:
            reading = read_job(job, shipped, self.remembered, tell or _tell_nobody)
        except SpoGeoError as error:
            self.message = f"The sheet was not loaded: {error}."
            return
        self._take(reading)

    def _take(self, reading: Reading) -> None:
        """Work on what was understood, and show it unless nothing was."""
        intake = reading.intake
        if not intake.mapping.uses:  # there is not even a column to choose
            problem = next(p for p in intake.problems if p.severity == "refuse")
            words = f"{problem.rule}; in {intake.file}; {problem.suggestion}"
            self.message = f"The sheet was not loaded: {words}."
            return
        self.reading = reading
        self.remembered[intake.mapping.signature] = reading.choices
        if not intake.is_refused:
            is_new = self.good is None or self.good.loaded is not reading.loaded
            self.good, self.is_shown = reading, self.is_shown or is_new


def upload() -> Upload:
    """Return what this visitor loaded."""
    state: Upload = st.session_state.setdefault(STATE, Upload())
    return state


def _tell_nobody(share: float, words: str) -> None:
    """Take the place of a progress bar."""
