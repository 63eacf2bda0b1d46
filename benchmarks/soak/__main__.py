"""Run every long run and fault: ``python -m benchmarks.soak [NAME ...]``."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.soak.broken import broken_files
from benchmarks.soak.disks import failing_disks
from benchmarks.soak.finding import HEAD, Finding
from benchmarks.soak.kills import kills
from benchmarks.soak.replacing import replaced_files
from benchmarks.soak.restart import restarted_server
from benchmarks.soak.steady import steady_session
from benchmarks.soak.together import imports_at_once

LONGEST = 600
"""Time in which everything must be done [s]."""

RUNS: dict[str, Callable[[Path], Iterator[Finding]]] = {
    "steady": steady_session,
    "restart": restarted_server,
    "replacing": replaced_files,
    "broken": broken_files,
    "disks": failing_disks,
    "kills": kills,
    "together": imports_at_once,
}
"""What can be run: each takes an empty folder and yields what came of it."""


def main() -> int:
    """Print a line for each; 1 when one is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(RUNS))
    names = parser.parse_args().names or list(RUNS)
    start, n_missed = time.monotonic(), 0
    print(HEAD, flush=True)
    for name in names:
        with tempfile.TemporaryDirectory(prefix="spo_geo_soak_") as folder:
            for finding in RUNS[name](Path(folder)):
                print(finding.text(), flush=True)
                n_missed += not finding.is_kept
    seconds = time.monotonic() - start
    print(f"{n_missed} missed, in {seconds:.0f} s (at most {LONGEST} s)")
    return int(n_missed > 0 or seconds > LONGEST)


if __name__ == "__main__":
    sys.exit(main())
