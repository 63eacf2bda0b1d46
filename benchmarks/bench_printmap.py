"""Time the print map: a cold command, and further maps in one process.

Run from the top folder: python -m benchmarks.bench_printmap [ROUNDS]
"""

import datetime
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from spo_geo.dataset import load
from spo_geo.printmap import draw_map
from spo_geo.view import make_view

ROOT = Path(__file__).resolve().parent.parent
DAY = datetime.date(2026, 11, 22)

COLD_TARGET = 3.0
SECOND_TARGET = 0.5
"""Targets for the cold command and for the second PNG, A4, 300 dpi [s]."""


def main(rounds: int = 7) -> int:
    """Print a table; leave with 1 when the best of the rounds misses a target."""
    view = make_view(load())
    options: dict[str, dict[str, object]] = {
        "PNG A4 300 dpi": {},
        "PNG A4 300 dpi, labels": {"labels": True},
        "PNG A3 300 dpi": {"paper": "A3"},
        "PNG slide 150 dpi": {"paper": "slide", "dpi": 150},
        "SVG A4": {"fmt": "svg"},
        "PDF A4": {"fmt": "pdf"},
    }
    print(f"{'':28}{'median':>9}{'best':>9}{'CPU':>9}{'KB':>8}")
    cold = _row("cold: python -m spo_geo map", _cold, min(rounds, 5))
    second = cold
    for i, (name, chosen) in enumerate(options.items()):
        draw_map(view, date=DAY, **chosen)  # type: ignore[arg-type]
        best = _row(
            name,
            lambda chosen=chosen: len(draw_map(view, date=DAY, **chosen)),
            rounds,
        )
        second = best if i == 0 else second
    missed = cold > COLD_TARGET or second > SECOND_TARGET
    print(f"targets: cold {COLD_TARGET} s, second PNG A4 {SECOND_TARGET} s:", end=" ")
    print("missed" if missed else "kept")
    return int(missed)


def _row(name: str, work: Callable[[], int], rounds: int) -> float:
    """Time some work, print it, and return the best time [s]."""
    walls, cpus, size = [], [], 0
    for _ in range(rounds):
        cpu, start = _cpu(), time.perf_counter()
        size = work()
        walls.append(time.perf_counter() - start)
        cpus.append(_cpu() - cpu)
    median = statistics.median(walls)
    cpu = statistics.median(cpus)
    print(f"{name:28}{median:8.2f}s{min(walls):8.2f}s{cpu:8.2f}s{size // 1024:8}")
    return min(walls)


def _cpu() -> float:
    """Return the processor time of this process and of those it waited for [s]."""
    return sum(os.times()[:4])


def _cold() -> int:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "map.png"
        command = [sys.executable, "-m", "spo_geo", "map", "-o", str(target)]
        subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603  (our own)
        return target.stat().st_size


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
