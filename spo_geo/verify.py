"""Tell whether the present data still give a file that the program wrote.

The stamp of a file is no signature: it finds honest mistakes and stale files, not a
forger who rewrites rows and stamp together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import parse_qs

from spo_geo.dataset import GEO_DIR, Dataset
from spo_geo.edits import districts_in, find_edits, projects_in
from spo_geo.export.content import Tables
from spo_geo.export.formats import FORMATS, read_tables
from spo_geo.provenance import COUNTED_IF_ANY, Stamp, make_stamp
from spo_geo.stamps import read_stamp
from spo_geo.view import View, make_view

Outcome = Literal["exact", "same numbers", "differs"]

IN_WORDS: Final[dict[Outcome, str]] = {
    "exact": "the present data give it exactly",
    "same numbers": "the data changed since; this selection still gives the same "
    "numbers",
    "differs": "the present data no longer give it",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing a file with the present data gave.

    Attributes
    ----------
    path : Path
        The file.
    stamp : Stamp
        What the file says about itself.
    outcome : {'exact', 'same numbers', 'differs'}
        Whether the present data give the numbers of the stamp.
    differences : tuple of str
        Which of them differ, the file's and the present one.
    edits : tuple of str
        What was changed in the file's own rows after it was written.
    has_rows : bool
        Whether the file has rows that were compared; of a picture or a document only
        the stamp is.
    """

    path: Path
    stamp: Stamp
    outcome: Outcome
    differences: tuple[str, ...]
    edits: tuple[str, ...]
    has_rows: bool

    @property
    def holds(self) -> bool:
        """Whether every number in the file still stands."""
        return self.outcome != "differs" and not self.edits

    def lines(self) -> tuple[str, ...]:
        """Return the verdict in words, a line an item."""
        name = self.path.name
        compared = "its rows and its stamp" if self.has_rows else "its stamp alone"
        if self.edits:
            first = [f"{name}: the file was changed after it was written"]
            first += [f"  {line}" for line in self.edits]
            first.append(f"Its stamp: {IN_WORDS[self.outcome]}")
        else:
            first = [f"{name}: {IN_WORDS[self.outcome]}"]
        return (
            *first,
            *(f"  {line}" for line in self.differences),
            f"Compared: {compared}",
            *self.stamp.lines(),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the verdict as plain values, ready for JSON."""
        return {
            "file": self.path.name,
            "holds": self.holds,
            "outcome": self.outcome,
            "in_words": IN_WORDS[self.outcome],
            "differences": list(self.differences),
            "edits": list(self.edits),
            "compared": ["stamp", "rows"] if self.has_rows else ["stamp"],
            "made": self.stamp.made,
            "filters": self.stamp.filters,
            "data_version": self.stamp.data_version,
        }


def verify(path: Path, dataset: Dataset, *, geo_dir: Path = GEO_DIR) -> Verdict:
    """Compare a file with the present data.

    Parameters
    ----------
    path : Path
        Any file of the program that carries a stamp; see `stamps.read_stamp`.
    dataset : Dataset
        The present data.
    geo_dir : Path, optional
        Folder of the boundary layer, to name changed cells of an outline.

    Returns
    -------
    Verdict

    Raises
    ------
    SpoGeoError
        When the file cannot be read or carries no stamp.
    """
    stamp = read_stamp(path)
    filters, unknown = dataset.filter_reader.read_known(parse_qs(stamp.query))
    view = make_view(dataset, filters)
    present = make_stamp(view, date.fromisoformat(stamp.made))
    tables, fresh = _rows(path, stamp, present, view, geo_dir)
    differences = tuple(str(error) for error in unknown)
    if not unknown:
        differences = tuple(_differences(stamp, present, tables, view))
    edits = tuple(find_edits(stamp, tables, fresh)) if tables else ()
    outcome = _outcome(stamp, present, differences)
    return Verdict(path, stamp, outcome, differences, edits, bool(tables))


def _rows(
    path: Path, stamp: Stamp, present: Stamp, view: View, geo_dir: Path
) -> tuple[Tables, Tables]:
    """Return the rows of the file, and where they can be told those it began with."""
    if not stamp.content or path.suffix.lower() not in FORMATS:
        return {}, {}
    if not _same_origin(stamp, present) or stamp.query != present.query:
        return read_tables(path), {}
    fresh = FORMATS[path.suffix.lower()].tables(view, present, geo_dir)
    return read_tables(path), fresh


def _same_origin(stamp: Stamp, present: Stamp) -> bool:
    """Tell whether the present data and program are those of the file."""
    return (stamp.data_version, stamp.program) == (
        present.data_version,
        present.program,
    )


def _outcome(stamp: Stamp, present: Stamp, differences: tuple[str, ...]) -> Outcome:
    if differences:
        return "differs"
    same_data = stamp.data_version == present.data_version
    return "exact" if same_data else "same numbers"


def _differences(
    stamp: Stamp, present: Stamp, tables: Tables, view: View
) -> Iterator[str]:
    """Say what the present data give otherwise than the stamp."""
    pairs = (*_shared(stamp.numbers, present.numbers), *_printed(stamp, present))
    changed = sorted(pair for pair in set(pairs) if pair[1] != pair[2])
    yield from (f"{name}: {then} in the file, {now} now" for name, then, now in changed)
    if _same_origin(stamp, present) and stamp.filters != present.filters:
        yield f"filters: {stamp.filters!r} in the file, {present.filters!r} now"
    if stamp.selection != present.selection:
        yield from _moves(tables, view)
        yield "the projects, districts or places behind the numbers are not the same"


def _shared(
    then: Mapping[str, int], now: Mapping[str, int]
) -> Iterator[tuple[str, int, int]]:
    names = then.keys() & now.keys()
    if then:  # a stamp leaves these out while there are none
        names |= COUNTED_IF_ANY & (then.keys() | now.keys())
    return ((name, then.get(name, 0), now.get(name, 0)) for name in names)


def _printed(stamp: Stamp, present: Stamp) -> Iterator[tuple[str, int, int]]:
    """Return the numbers that a file prints, by their keys in a summary."""
    yield "n_projects", stamp.n_projects, present.n_projects
    yield "n_districts", stamp.n_districts, present.n_districts
    yield "n_projects_without_district", stamp.n_not_on_map, present.n_not_on_map


def _moves(tables: Tables, view: View) -> Iterator[str]:
    """Name the projects and districts that came or went, where a file has rows."""
    if not tables:
        return
    districts = {count.district.adm2_pcode for count in view.district_counts}
    now = {"project": {p.project_id for p in view.projects}, "district": districts}
    then = {"project": projects_in(tables), "district": districts_in(tables)}
    for noun, ids in now.items():
        if more := sorted(ids - then[noun]):
            yield f"new {noun}s: {', '.join(more)}"
        if fewer := sorted(then[noun] - ids):
            yield f"{noun}s that are gone: {', '.join(fewer)}"
