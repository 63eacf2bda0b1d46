"""The one door of ``import``: rows in, a plan shown, and the plan written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spo_geo.dataset import GEO_DIR, load
from spo_geo.intake.compare.meaning import Meaning
from spo_geo.intake.merging.merge import plan as make_plan
from spo_geo.intake.merging.plan import Plan
from spo_geo.intake.merging.store import Version, apply
from spo_geo.intake.merging.table import NAME, read_table
from spo_geo.intake.repairs.repair import RepairLog


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do.

    Attributes
    ----------
    plan : Plan
        New, changed, gone, the same, possibly twice.
    version : Version or None
        What was written, for `undo`; None when nothing was.
    dry_run : bool
        Whether nothing was to be written.
    """

    plan: Plan
    version: Version | None
    dry_run: bool

    @property
    def written(self) -> bool:
        """Whether the data were changed."""
        return self.version is not None

    def as_dict(self) -> dict[str, Any]:
        """Return the report as plain values, for JSON."""
        number = self.version.number if self.version else None
        own = {"written": self.written, "dry_run": self.dry_run, "version": number}
        return own | self.plan.as_dict()

    def text(self) -> str:
        """Return the report in lines; the last one says what was done."""
        return f"{self.plan.text()}\n{self._done()}"

    def _done(self) -> str:
        n_waiting = self.plan.counts["waits"]
        if self.version is not None:
            return (
                f"Written as change {self.version.number}; the projects before are "
                "kept, and 'undo' brings them back."
            )
        if not self.plan.changes_nothing:
            return "Dry run: nothing was written."
        if n_waiting:
            return f"Nothing was written: {n_waiting} waiting for a decision."
        return "Nothing to write: the data say all that the sheet says."


def import_rows(
    new_rows: Sequence[Mapping[str, str]],
    data_dir: Path,
    *,
    geo_dir: Path = GEO_DIR,
    columns: Collection[str] | None = None,
    labels: Sequence[str] = (),
    log: RepairLog | None = None,
    what: str = "import",
    dry_run: bool = False,
) -> ImportReport:
    """Bring the projects of a sheet into a folder of records.

    Parameters
    ----------
    new_rows : sequence of mapping of str to str
        One row a project, with columns of ``projects.csv``.
    data_dir, geo_dir : Path
        Folder of the records; folder of the gazetteer.
    columns : collection of str, optional
        Columns that the sheet has; see `merge.plan`.
    labels : sequence of str, optional
        Where each row stands in its file.
    log : RepairLog, optional
        What was decided about possible duplicates. Repairs of words are the part of
        whoever made the rows.
    what : str
        What is done, in words, such as ``import of projects 2027.xlsx``.
    dry_run : bool
        Plan, and write nothing at all.

    Returns
    -------
    ImportReport

    Raises
    ------
    SpoGeoError
        When the records cannot be read or written, or another process changes them
        at the same time. The data are then as they were.
    """
    present = read_table(data_dir / NAME)
    meaning = Meaning.of(load(data_dir, geo_dir))
    plan = make_plan(
        new_rows, present, meaning, columns=columns, labels=labels, log=log
    )
    version = None if dry_run else apply(plan, data_dir, what)
    return ImportReport(plan, version, dry_run)
