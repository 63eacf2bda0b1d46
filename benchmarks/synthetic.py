"""Records of any size, made by a seed, as a data folder with the project's own tables.

``python -m benchmarks.synthetic FOLDER PAIRS [SEED]``
"""

import csv
import itertools
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from spo_geo.dataset import DATA_DIR, GEO_DIR, Dataset, load
from spo_geo.gazetteer import District

FIRST_YEAR, LAST_YEAR = 1995, 2025
MOST_PLACES = 30
MEAN_FURTHER_PLACES = 6

SCOPES = {"districts": 85, "provinces": 8, "national": 5, "count": 2}
"""Scopes with how often each occurs of 100 projects."""

STATUSES = {"Completed": 70, "Ongoing": 15, "Planned": 5, "": 10}
BASES = {"financial support": 70, "in collaboration": 30}

HELD_PLACE = "Karachi"
ONE_IN_HELD = 200
"""One project in so many also names a place that could be several districts."""

THEMES = (
    "Resilient schools",
    "Village development planning",
    "Women's political participation",
    "Legal aid",
    "Water and sanitation",
    "Youth leadership",
    "Relief and early recovery",
    "Accountable local government",
)

Cells = dict[str, str]


def synthetic_dataset(real: Dataset, n_pairs: int, seed: int = 1) -> Dataset:
    """Return records with `n_pairs` pairs of project and district, loaded.

    Parameters
    ----------
    real : Dataset
        Gives the districts and the code lists.
    n_pairs : int
        Pairs wanted.
    seed : int
        The same seed gives the same records.

    Returns
    -------
    Dataset
        Read from a folder that is gone afterwards.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        write_data_dir(folder, real, n_pairs, seed)
        return load(folder, GEO_DIR)


def write_data_dir(folder: Path, real: Dataset, n_pairs: int, seed: int = 1) -> int:
    """Write a data folder: synthetic projects, the shipped lists, no results.

    Parameters
    ----------
    folder : Path
        Made when it is missing.
    real : Dataset
        Gives the districts and the code lists.
    n_pairs : int
        Pairs of project and district; there are exactly so many.
    seed : int
        The same seed gives the same bytes.

    Returns
    -------
    int
        Number of projects.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in DATA_DIR.iterdir():
        if path.suffix in {".csv", ".json"}:
            shutil.copy(path, folder)
    _keep_head(folder / "results.csv")
    target = folder / "projects.csv"
    columns = _keep_head(target)
    with target.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        n_projects = 0
        for row in project_rows(real, n_pairs, seed):
            writer.writerow(row)
            n_projects += 1
    return n_projects


def _keep_head(path: Path) -> list[str]:
    """Cut a table down to its first row, and return that."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = next(csv.reader(file))
    path.write_text(",".join(head) + "\n", encoding="utf-8")
    return head


def project_rows(real: Dataset, n_pairs: int, seed: int = 1) -> Iterator[Cells]:
    """Yield rows of ``projects.csv`` until they hold `n_pairs` pairs.

    A project names one district to thirty, the first of a shuffled list far more
    often than the last (weights 1, 1/2, 1/3 ...), or provinces, or no place; it has
    up to three funders; some state no date, no status, no funder or no focus area.
    """
    maker = _RowMaker(real, random.Random(seed))  # noqa: S311, no secret is made
    left = n_pairs
    for number in itertools.count(1):
        if left <= 0:
            return
        row, n_places = maker.row(number, at_most=left)
        left -= n_places
        yield row


class _RowMaker:
    def __init__(self, real: Dataset, rng: random.Random) -> None:
        self.rng = rng
        self.districts = [
            district
            for district in real.gazetteer.districts.values()
            if real.gazetteer.match(district.adm2_name, district.adm1_name).districts
            == (district,)
        ]
        rng.shuffle(self.districts)
        ranks = range(1, len(self.districts) + 1)
        self.weights = list(itertools.accumulate(1 / rank for rank in ranks))
        self.funders = [code.name for code in real.records.funders]
        self.areas = [code.key for code in real.records.focus_areas]
        self.provinces = list(real.gazetteer.provinces.values())

    def row(self, number: int, at_most: int) -> tuple[Cells, int]:
        """Return a row and the number of districts in it."""
        rng = self.rng
        scope = _draw(rng, SCOPES)
        districts = self._districts(at_most) if scope == "districts" else []
        held = [HELD_PLACE] if districts and rng.randrange(ONE_IN_HELD) == 0 else []
        provinces = list(dict.fromkeys(d.adm1_name for d in districts))
        if scope == "provinces":
            provinces = rng.sample(self.provinces, rng.randint(1, 3))
        names = [district.adm2_name for district in districts] + held
        theme = rng.choice(THEMES)
        where = ", ".join(names or provinces) or "Pakistan"
        cells = {
            "project_id": f"SYN-{number:06d}",
            "title": f"{theme} in {(names or provinces or ['Pakistan'])[0]}, "
            f"phase {rng.randint(1, 4)}",
            "status": _draw(rng, STATUSES),
            "coverage": f"{where} (districts as the report lists them)",
            "scope": scope,
            "districts": "; ".join(names),
            "district_provinces": "; ".join(
                [*(d.adm1_name for d in districts), *("Sindh" for _ in held)]
            ),
            "provinces": "; ".join(provinces),
            "implementing_partners": "SPO",
            "summary": f"{theme} with communities, their organisations and the "
            f"offices of government in {where}; the report of phase "
            f"{rng.randint(1, 4)} lists what was done in each of them.",
            "sources": f"000:{number}",
            **self._dates(),
            **self._area(),
            **self._funding(),
        }
        return cells, len(districts)

    def _districts(self, at_most: int) -> list[District]:
        n = 1 + int(self.rng.expovariate(1 / MEAN_FURTHER_PLACES))
        chosen = self.rng.choices(
            self.districts, cum_weights=self.weights, k=min(n, MOST_PLACES)
        )
        return list(dict.fromkeys(chosen))[:at_most]

    def _dates(self) -> Cells:
        rng = self.rng
        if rng.random() < 0.05:
            return {}
        start = rng.randint(FIRST_YEAR, LAST_YEAR)
        end = min(LAST_YEAR, start + rng.randint(0, 4))
        return {"start": f"{start}-{rng.randint(1, 12):02d}", "end": f"{end}-12"}

    def _area(self) -> Cells:
        area, basis = self.rng.choice(self.areas), self.rng.random()
        if basis < 0.8:
            return {"focus_area": area, "focus_area_source": "000:1"}
        if basis < 0.9:
            reason = "its title"
            return {"focus_area_inferred": area, "focus_area_inferred_reason": reason}
        return {}

    def _funding(self) -> Cells:
        names = self.rng.sample(self.funders, self.rng.randint(0, 3))
        bases = [_draw(self.rng, BASES) for _ in names]
        return {"funders": "; ".join(names), "funding_as_stated": "; ".join(bases)}


def _draw(rng: random.Random, shares: dict[str, int]) -> str:
    return rng.choices(list(shares), list(shares.values()))[0]


def main(folder: str, pairs: str, seed: str = "1") -> None:
    """Write a folder and say what is in it."""
    n_projects = write_data_dir(Path(folder), load(), int(pairs), int(seed))
    print(f"{folder}: {n_projects} projects, {pairs} pairs of project and district")


if __name__ == "__main__":
    main(*sys.argv[1:4])
