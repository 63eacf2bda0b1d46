"""What is shared while one file is understood."""

from dataclasses import dataclass
from functools import cached_property

from spo_geo.boundaries import PRINT_LAYER
from spo_geo.codelists import CodeList, fold
from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.intake.files.cells import Workbook
from spo_geo.intake.projects.report import Report
from spo_geo.intake.repairs.repair import Decisions, Repair
from spo_geo.intake.words.coordinates import DistrictFinder, read_finder
from spo_geo.intake.words.places import PlaceReader


@dataclass(frozen=True)
class Run:
    """One file, the lists it is read by, and what is found out on the way.

    Attributes
    ----------
    workbook : Workbook
        Raw cells.
    dataset : Dataset
        Gives gazetteer, funders and focus areas.
    decisions : Decisions
        What a person decided before.
    report : Report
        Collects the problems.
    spellings : dict of str to dict of str to str
        By column, the first spelling of each value that is in no list.
    """

    workbook: Workbook
    dataset: Dataset
    decisions: Decisions
    report: Report
    spellings: dict[str, dict[str, str]]

    @property
    def funders(self) -> CodeList:
        """The listed funders."""
        return self.dataset.records.funders

    @property
    def areas(self) -> CodeList:
        """The listed focus areas."""
        return self.dataset.records.focus_areas

    @cached_property
    def places(self) -> PlaceReader:
        """The reader of places, which remembers what it read."""
        return PlaceReader(self.dataset.gazetteer)

    @cached_property
    def finder(self) -> DistrictFinder:
        """The districts as shapes, read when a sheet has coordinates."""
        return read_finder(GEO_DIR / PRINT_LAYER)

    @cached_property
    def has_decisions(self) -> bool:
        """Whether there is anything to ask for."""
        return bool(self.decisions.idle or self.decisions.idle_pairs)

    def decision(self, column: str, written: str, *keys: str) -> Repair | None:
        """Return what a person decided about some words, else None."""
        if not self.has_decisions:
            return None
        return self.decisions.decision(column, written, *keys)

    def spelling(self, column: str, text: str) -> str:
        """Return the first spelling of a value: ``WASH`` for ``W.A.S.H.``."""
        return self.spellings.setdefault(column, {}).setdefault(fold(text), text)
