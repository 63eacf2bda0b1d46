"""Time the atlas: the shipped records, and many districts with several projects each.

``python -m benchmarks.bench_atlas [PAIRS]``
"""

import datetime
import resource
import sys
import time

from benchmarks.synthetic import synthetic_dataset
from spo_geo.atlas import make_atlas
from spo_geo.dataset import load
from spo_geo.view import View, make_view

DAY = datetime.date(2026, 11, 22)
PAIRS = 480

PAGE_TARGET = 0.3
"""Target for a page [s of processor time]."""

GROWTH_TARGET = 2.0
"""Memory may grow by this many times the size of the file while it is drawn."""


def main(pairs: int = PAIRS) -> int:
    """Print a line for each atlas; return 1 when a target is missed."""
    real = load()
    make_atlas(make_view(real), DAY)  # what is read once a process
    print(
        f"{'':24}{'pages':>7}{'wall':>9}{'CPU':>9}{'a page':>9}{'KB':>8}{'growth':>9}"
    )
    views = {
        "all shipped records": make_view(real),
        f"{pairs} synthetic pairs": make_view(synthetic_dataset(real, pairs)),
    }
    missed = [_row(name, view) for name, view in views.items()]
    targets = f"targets: {PAGE_TARGET} s a page, growth {GROWTH_TARGET} x file:"
    print(targets, "missed" if any(missed) else "kept")
    return int(any(missed))


def _row(name: str, view: View) -> bool:
    """Make an atlas, print its line, and tell whether it missed a target."""
    peaks: list[int] = []
    cpu, start = time.process_time(), time.perf_counter()
    atlas = make_atlas(view, DAY, progress=lambda *_: peaks.append(_peak_kb()))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - start
    size, growth = len(atlas.content) / 1024, peaks[-1] - peaks[0]
    page = cpu / atlas.n_pages
    print(
        f"{name:24}{atlas.n_pages:7}{wall:8.1f}s{cpu:8.1f}s{page:8.2f}s{size:8.0f}"
        f"{growth:7} KB"
    )
    return page > PAGE_TARGET or growth > GROWTH_TARGET * size


def _peak_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
