"""Scale of records: opening, filtering, counting and memory at four sizes.

``python -m benchmarks.bench_scale [PAIRS ...]``

Every figure is of a process of its own; other ways to filter and count do the same
work on the same records in one process, and must give the same counts.
"""

import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.synthetic import write_data_dir
from spo_geo.dataset import GEO_DIR, load
from spo_geo.filters import Filters
from spo_geo.recordcache import LEAST_BYTES
from spo_geo.view import View, make_view

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ROUNDS = 25
PROCESSES = 3
"""Each figure is the median over so many: the clock of a processor changes."""
CHOSEN = Filters(
    years=(2014, 2015),
    focus_areas=("Education", "Health"),
    funders=("DFID", "USAID", "OXFAM"),
)

VIEW_MARKS = {1_000: 0.5, 1_000_000: 10.0}
"""Pairs to the longest median of a view with all its numbers [ms]."""

OPEN_MARKS = {1_000_000: 2.0}
"""Pairs to the longest time of opening the kept copy [s]."""

GROWTH_MARK = 1.1
"""Ten times the pairs may take ten times as long, with a tenth for the clock."""

COLUMNS = (
    ("projects", "projects"),
    ("tables [s]", "tables_s"),
    ("peak [MB]", "tables_mb"),
    ("copy [s]", "copy_s"),
    ("peak [MB]", "copy_mb"),
    ("filtered [ms]", "filtered_ms"),
    ("all [ms]", "all_ms"),
)

Figures = dict[str, float]


def main(*sizes: int) -> int:
    """Print a line for each size; return 1 when a mark is missed."""
    real = load()
    figures: dict[int, Figures] = {}
    ways: dict[int, Figures] = {}
    with tempfile.TemporaryDirectory() as name:
        for n_pairs in sizes or SIZES:
            folder = Path(name) / str(n_pairs) / "data"
            n_projects = write_data_dir(folder, real, n_pairs)
            figures[n_pairs] = {"projects": n_projects, **_measure(folder)}
            ways[n_pairs] = _run("ways", folder, cached=True)
    _print_figures(figures)
    _print_ways(ways)
    return _print_marks(figures)


def _measure(folder: Path) -> Figures:
    """Load from the tables, from the copy if one is kept, and make views."""
    figures = _median("tables", folder, cached=False)
    if (folder / "projects.csv").stat().st_size >= LEAST_BYTES:
        _run("tables", folder, cached=True)  # writes the copy
        figures |= _median("copy", folder, cached=True)
    return figures | _median("view", folder, cached=True)


def _median(what: str, folder: Path, *, cached: bool) -> Figures:
    """Return the median of each figure over some processes."""
    runs = [_run(what, folder, cached=cached) for _ in range(PROCESSES)]
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def _run(what: str, folder: Path, *, cached: bool) -> Figures:
    """Measure in a process of its own; without a cache its folder cannot be made."""
    home = folder.parent / ("cache" if cached else "projects.csv/cache")
    (folder.parent / "projects.csv").touch()
    command = [sys.executable, "-m", "benchmarks.bench_scale", "--measure", what]
    answer = subprocess.run(  # noqa: S603, this very program
        [*command, str(folder)],
        env={**os.environ, "XDG_CACHE_HOME": str(home)},
        check=True,
        stdout=subprocess.PIPE,
    )
    figures: Figures = json.loads(answer.stdout)
    return figures


# -- in a process of its own ---------------------------------------------------------


def measure_load(name: str, folder: Path) -> Figures:
    """Time `load` and say how much memory the process took at most."""
    start = time.perf_counter()
    load(folder, GEO_DIR)
    return {f"{name}_s": time.perf_counter() - start, f"{name}_mb": _peak_mb()}


def measure_view(folder: Path) -> Figures:
    """Time a view with all its numbers, with filters and without."""
    dataset = load(folder, GEO_DIR)
    gc.freeze()  # as the page does

    def timed(filters: Filters) -> float:
        return median_ms(lambda: read_everything(make_view(dataset, filters)))

    return {"filtered_ms": timed(CHOSEN), "all_ms": timed(Filters())}


def read_everything(view: View) -> None:
    """Compute every number that the page shows."""
    _ = view.n_projects, view.n_districts, view.n_provinces, view.n_project_districts
    _ = view.n_projects_with_district, view.n_undated_left_out, view.n_without_district
    _ = view.n_funders, view.n_donor_partners, view.n_funders_on_map, view.held
    _ = view.by_year, view.by_scope, view.by_focus_area, view.by_funder, view.by_source
    _ = view.first_year_on_map, view.last_year_on_map, view.n_donor_partners_on_map
    _ = view.n_planned, view.n_planned_with_district, view.n_districts_planned
    _ = view.year_facet, view.facets, view.district_counts


def measure_ways(folder: Path) -> Figures:
    """Time every way to filter and count, and make sure that they agree."""
    from benchmarks.otherways import all_ways

    ways = all_ways(load(folder, GEO_DIR))
    for filters in (CHOSEN, Filters()):
        expected = ways[0].count(filters)
        for way in ways[1:]:
            if way.count(filters) != expected:
                raise AssertionError(f"{way.name} counts otherwise for {filters}")
    return {way.name: median_ms(lambda way=way: way.count(CHOSEN)) for way in ways}


def median_ms(work: Callable[[], object]) -> float:
    """Return the median time of a piece of work [ms]."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# -- the tables ----------------------------------------------------------------------


def _print_figures(figures: dict[int, Figures]) -> None:
    print(f"{'pairs':>9}" + "".join(f"{title:>14}" for title, _ in COLUMNS))
    for n_pairs, row in figures.items():
        cells = (_cell(row.get(key), key) for _, key in COLUMNS)
        print(f"{n_pairs:>9,}" + "".join(f"{cell:>14}" for cell in cells))


def _cell(value: float | None, key: str) -> str:
    if value is None:
        return "-"
    places = {"s": 2, "ms": 3}.get(key.rpartition("_")[2], 0)
    return f"{value:,.{places}f}"


def _print_ways(ways: dict[int, Figures]) -> None:
    names = list(next(iter(ways.values())))
    print("\nthe same counts in other ways, filtered [ms]; all agree")
    print(f"{'pairs':>9}" + "".join(f"{name:>21}" for name in names))
    for n_pairs, row in ways.items():
        print(f"{n_pairs:>9,}" + "".join(f"{row[name]:>21.2f}" for name in names))


def _print_marks(figures: dict[int, Figures]) -> int:
    print()
    kept = [
        *(_view_mark(n, figures[n]) for n in VIEW_MARKS if n in figures),
        *(_open_mark(n, figures[n]) for n in OPEN_MARKS if n in figures),
        *(
            _growth_mark(n, figures[n], figures[10 * n])
            for n in figures
            if 10 * n in figures
        ),
    ]
    return int(not all(kept))


def _view_mark(n_pairs: int, row: Figures) -> bool:
    longest = max(row["filtered_ms"], row["all_ms"])
    mark = VIEW_MARKS[n_pairs]
    return _say(
        f"view at {n_pairs:,}: {longest:.2f} ms, mark {mark} ms", longest < mark
    )


def _open_mark(n_pairs: int, row: Figures) -> bool:
    mark = OPEN_MARKS[n_pairs]
    words = f"opening the copy of {n_pairs:,}: {row['copy_s']:.2f} s, mark {mark} s"
    return _say(words, row["copy_s"] < mark)


def _growth_mark(n_pairs: int, small: Figures, large: Figures) -> bool:
    """Tell whether no time grows more than the records do."""
    times = {
        key: large[key] / small[key]
        for key in ("tables_s", "copy_s", "filtered_ms", "all_ms")
        if key in small and key in large
    }
    worst = max(times, key=times.__getitem__)
    words = (
        f"growth from {n_pairs:,} to {10 * n_pairs:,}: at most "
        f"{times[worst]:.1f} times ({worst}), mark 10 times"
    )
    return _say(words, times[worst] <= 10 * GROWTH_MARK)


def _say(words: str, is_kept: bool) -> bool:
    print(f"{words}: {'kept' if is_kept else 'MISSED'}")
    return is_kept


MEASURES: dict[str, Callable[[Path], Figures]] = {
    "tables": lambda folder: measure_load("tables", folder),
    "copy": lambda folder: measure_load("copy", folder),
    "view": measure_view,
    "ways": measure_ways,
}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(MEASURES[sys.argv[2]](Path(sys.argv[3]))))
    else:
        sys.exit(main(*map(int, sys.argv[1:])))
