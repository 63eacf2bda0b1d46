"""Kill imports at random moments and look at what they leave behind.

``python -m benchmarks.kill_import [--kills 200]`` imports and undoes without end in a
process of its own, kills that process, and asserts that the projects are whole, the
old ones or the new ones; at the end, that import and undo go on as if nothing had
happened. POSIX only: the processes are forked.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from spo_geo.errors import SpoGeoError
from spo_geo.intake.merging import store
from spo_geo.intake.merging.plan import Listed, Plan
from spo_geo.intake.merging.table import Table, read_table

COLUMNS = ("project_id", "title")
N_OLD, N_NEW = 1_000, 4_000
LONGEST = 0.25
"""Longest life of a process before it is killed [s]; a few imports long."""


def main() -> int:
    """Run the kills and print what they did; 1 if one of them broke the projects."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        n_broken, n_new = kill_often(Path(name), options.kills, options.seed)
    print(
        f"{options.kills} kills, {n_broken} of them broke the projects; the new ones "
        f"were there after {n_new}, the old ones after the rest"
    )
    return int(n_broken > 0)


def kill_often(folder: Path, n_kills: int, seed: int) -> tuple[int, int]:
    """Kill a process that imports, again and again.

    Parameters
    ----------
    folder : Path
        An empty folder.
    n_kills : int
        How often.
    seed : int
        Of the moments.

    Returns
    -------
    n_broken : int
        Kills after which the projects were not whole, or could not be changed.
    n_new : int
        Kills after which the new projects were there.
    """
    chance = random.Random(seed)  # noqa: S311
    old, new = table(N_OLD), table(N_NEW)
    (folder / "projects.csv").write_bytes(old.to_bytes())
    n_broken = n_new = 0
    for _ in range(n_kills):
        kill_at(folder, new, chance.uniform(0, LONGEST))
        found = (folder / "projects.csv").read_bytes()
        n_new += found == new.to_bytes()
        if found not in (old.to_bytes(), new.to_bytes()) or not goes_on(folder):
            n_broken += 1
    return n_broken, n_new


def table(n_rows: int) -> Table:
    """Return projects of some hundred kilobytes, which take a while to write."""
    rows = ({"project_id": f"P-{n}", "title": "title " * 20} for n in range(n_rows))
    return Table(COLUMNS, tuple(rows))


def kill_at(folder: Path, new: Table, seconds: float) -> None:
    """Let a process import and undo, and kill it after a while."""
    child = os.fork()
    if child == 0:
        while True:
            import_or_undo(folder, new)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def import_or_undo(folder: Path, new: Table) -> None:
    """Bring in the new projects, or take them back if they are there."""
    before = read_table(folder / "projects.csv")
    if before.rows == new.rows:
        store.undo(folder)
    else:
        listed = (Listed("P", "title"),)
        store.apply(Plan((), listed, (), (), (), (), (), (), before, new), folder)


def goes_on(folder: Path) -> bool:
    """Tell whether an import and its undo work, and nothing unfinished is left."""
    before = (folder / "projects.csv").read_bytes()
    single = table(1)
    listed = (Listed("P", "title"),)
    present = read_table(folder / "projects.csv")
    try:
        plan = Plan((), listed, (), (), (), (), (), (), present, single)
        store.apply(plan, folder)
        store.undo(folder)
    except SpoGeoError as error:
        print(error, file=sys.stderr)
        return False
    unfinished = [path for path in folder.rglob("*") if path.suffix == ".tmp"]
    return (folder / "projects.csv").read_bytes() == before and not unfinished


if __name__ == "__main__":
    sys.exit(main())
