"""Kill imports and exports at random moments and look at what they leave behind.

``python -m benchmarks.soak.kills [--kills 200]`` imports and undoes, or exports,
without end in a process of its own, kills that process, and looks whether what it was
writing is whole, the old or the new; and whether one can go on as if nothing had
happened. POSIX only: the processes are forked.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from benchmarks.soak.finding import Finding
from spo_geo.dataset import load
from spo_geo.errors import SpoGeoError
from spo_geo.export import write_export
from spo_geo.intake.merging import store
from spo_geo.intake.merging.plan import Listed, Plan
from spo_geo.intake.merging.table import Table, read_table
from spo_geo.view import View, make_view

KILLS = 200
COLUMNS = ("project_id", "title")
N_OLD, N_NEW = 1_000, 4_000
LONGEST = 0.25
"""Longest life of a process before it is killed [s]; a few imports long."""

DAY = date(2026, 1, 1)
SUFFIXES = (".csv", ".xlsx", ".geojson", ".gpkg")


def kills(folder: Path, n_kills: int = KILLS) -> Iterator[Finding]:
    """Kill imports, then exports, half of the times each.

    Parameters
    ----------
    folder : Path
        An empty folder.
    n_kills : int
        How often in all.

    Yields
    ------
    Finding
        Kept when what was there is whole after each kill, the old or the new.
    """
    for what, kill_some in (("import", kill_imports), ("export", kill_exports)):
        own = folder / what
        own.mkdir()
        chance = random.Random(7)  # noqa: S311 of the moments
        n_old, n_new, n_broken = kill_some(own, n_kills // 2, chance)
        yield Finding(
            f"an {what} killed at random moments",
            f"{n_kills // 2} kills: {n_old} old, {n_new} new, {n_broken} broken",
            not n_broken and n_old > 0 and n_new > 0,
        )


def kill_imports(
    folder: Path, n_kills: int, chance: random.Random
) -> tuple[int, int, int]:
    """Kill a process that imports and undoes, again and again.

    Parameters
    ----------
    folder : Path
        An empty folder.
    n_kills : int
        How often.
    chance : Random
        Chooses the moments.

    Returns
    -------
    tuple of int
        Kills after which the old projects were there; the new ones; neither, or with
        which one could not go on.
    """
    old, new = table(N_OLD), table(N_NEW)
    projects = folder / "projects.csv"
    projects.write_bytes(old.to_bytes())
    whole = [old.to_bytes(), new.to_bytes()]
    counts = [0, 0, 0]
    for _ in range(n_kills):
        kill_at(lambda: import_or_undo(folder, new), chance.uniform(0, LONGEST))
        found = projects.read_bytes()
        is_whole = found in whole and goes_on(folder)
        counts[whole.index(found) if is_whole else 2] += 1
    return counts[0], counts[1], counts[2]


def kill_exports(
    folder: Path, n_kills: int, chance: random.Random
) -> tuple[int, int, int]:
    """Kill a process that exports two selections in turn to one file.

    Parameters
    ----------
    folder : Path
        An empty folder.
    n_kills : int
        How often; each format in turn.
    chance : Random
        Chooses the moments.

    Returns
    -------
    tuple of int
        Kills after which the file was that of the one selection; of the other; neither.
    """
    dataset = load()
    span = dataset.years
    narrow = dataset.filter_reader.read({"years": [f"{span[0]}-{span[-1]}"]})
    views = (make_view(dataset), make_view(dataset, narrow))
    whole = {suffix: _exports(folder, suffix, views) for suffix in SUFFIXES}
    counts = [0, 0, 0]
    for number in range(n_kills):
        suffix = SUFFIXES[number % len(SUFFIXES)]
        path = folder / f"export{suffix}"
        path.write_bytes(whole[suffix][0])
        turns = _export_in_turn(path, views)
        kill_at(lambda turns=turns: next(turns), chance.uniform(0, LONGEST))
        found = path.read_bytes()
        counts[whole[suffix].index(found) if found in whole[suffix] else 2] += 1
    write_export(path, views[0], DAY)
    counts[2] += path.read_bytes() != whole[path.suffix][0]
    return counts[0], counts[1], counts[2]


def _exports(folder: Path, suffix: str, views: tuple[View, ...]) -> list[bytes]:
    path = folder / f"whole{suffix}"
    contents = []
    for view in views:
        write_export(path, view, DAY)
        contents.append(path.read_bytes())
    return contents


def _export_in_turn(path: Path, views: tuple[View, ...]) -> Iterator[None]:
    """Export the second selection, the first, the second, at each step once."""
    while True:
        for view in reversed(views):
            yield write_export(path, view, DAY)


def table(n_rows: int) -> Table:
    """Return projects of some hundred kilobytes, which take a while to write."""
    rows = ({"project_id": f"P-{n}", "title": "title " * 20} for n in range(n_rows))
    return Table(COLUMNS, tuple(rows))


def kill_at(act: Callable[[], object], seconds: float) -> None:
    """Let a process act without end, and kill it after a while."""
    child = os.fork()
    if child == 0:
        while True:
            act()
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def import_or_undo(folder: Path, new: Table) -> None:
    """Bring in the new projects, or take them back if they are there."""
    before = read_table(folder / "projects.csv")
    if before.rows == new.rows:
        store.undo(folder)
    else:
        store.apply(_plan(before, new), folder)


def goes_on(folder: Path) -> bool:
    """Tell whether an import and its undo work, and nothing unfinished is left."""
    before = (folder / "projects.csv").read_bytes()
    present = read_table(folder / "projects.csv")
    try:
        store.apply(_plan(present, table(1)), folder)
        store.undo(folder)
    except SpoGeoError as error:
        print(error, file=sys.stderr)
        return False
    unfinished = [path for path in folder.rglob("*") if path.suffix == ".tmp"]
    return (folder / "projects.csv").read_bytes() == before and not unfinished


def _plan(before: Table, after: Table) -> Plan:
    return Plan((), (Listed("P", "title"),), (), (), (), (), (), (), before, after)


def main() -> int:
    """Print a line for imports and one for exports; 1 when one is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    n_kills = parser.parse_args().kills
    with tempfile.TemporaryDirectory() as name:
        findings = list(kills(Path(name), n_kills))
    for finding in findings:
        print(finding.text())
    return int(not all(finding.is_kept for finding in findings))


if __name__ == "__main__":
    sys.exit(main())
