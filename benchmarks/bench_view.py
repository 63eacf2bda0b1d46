"""Filter and count: every number of the page, at four sizes of records.

``python -m benchmarks.bench_view [PAIRS ...]``
"""

import resource
import statistics
import sys
import time

from benchmarks.synthetic import synthetic_dataset
from spo_geo.dataset import Dataset, load
from spo_geo.filters import Filters
from spo_geo.view import View, make_view

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ROUNDS = 25
CHOSEN = Filters(
    years=(2014, 2015),
    focus_areas=("Education", "Health"),
    funders=("DFID", "USAID", "OXFAM"),
)


def read_everything(view: View) -> None:
    """Compute every number that the page shows."""
    _ = view.n_projects, view.n_districts, view.n_provinces, view.n_project_districts
    _ = view.n_projects_with_district, view.n_undated_left_out
    _ = view.n_funders, view.n_donor_partners, view.n_funders_on_map, view.held
    _ = view.by_year, view.by_scope, view.by_focus_area, view.by_funder
    _ = view.year_facet, view.facets


def median_ms(dataset: Dataset, filters: Filters) -> float:
    """Return the median time of a view with all its numbers [ms]."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        read_everything(make_view(dataset, filters))
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Print a line for each size."""
    real = load()
    print("pairs     projects  build [s]  filtered [ms]  unfiltered [ms]  peak [MB]")
    for n_pairs in sizes:
        start = time.perf_counter()
        dataset = synthetic_dataset(real, n_pairs)
        build = time.perf_counter() - start
        filtered = median_ms(dataset, CHOSEN)
        everything = median_ms(dataset, Filters())
        print(_line(n_pairs, dataset, build, filtered, everything))


def _line(
    n_pairs: int, dataset: Dataset, build: float, filtered: float, everything: float
) -> str:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{n_pairs:<10}{len(dataset.projects):<10}{build:<11.2f}{filtered:<15.3f}"
        f"{everything:<17.3f}{peak}"
    )


if __name__ == "__main__":
    main(tuple(int(word) for word in sys.argv[1:]) or SIZES)
