"""Records of any size, made by a seed: skewed districts, several funders a project."""

import random
from dataclasses import replace

from spo_geo.coverage import Coverage, Located
from spo_geo.dataset import Dataset, join
from spo_geo.dates import PartialDate
from spo_geo.index import build_index
from spo_geo.model import Funding, Project

PLACES_A_PROJECT = 5
FIRST_YEAR, LAST_YEAR = 1995, 2025


def synthetic_dataset(real: Dataset, n_pairs: int, seed: int = 1) -> Dataset:
    """Return records with about `n_pairs` pairs of project and district.

    Parameters
    ----------
    real : Dataset
        Gives the gazetteer and the code lists.
    n_pairs : int
        Pairs wanted; a project names five places, the first districts far more
        often than the last (weights 1, 1/2, 1/3 ...).
    seed : int
        The same seed gives the same records.

    Returns
    -------
    Dataset
        Joined; its places are already districts, so no name is matched.
    """
    rng = random.Random(seed)  # noqa: S311, no secret is made
    districts = list(real.gazetteer.districts.values())
    weights = [1 / (rank + 1) for rank in range(len(districts))]
    funders = [code.key for code in real.records.funders]
    areas = [code.key for code in real.records.focus_areas]
    projects, located = [], []
    for number in range(max(1, n_pairs // PLACES_A_PROJECT)):
        project = _project(rng, real.projects[0], number, funders, areas)
        projects.append(project)
        chosen = rng.choices(districts, weights, k=PLACES_A_PROJECT)
        located += [
            Located(project.project_id, district.adm2_name, district, "name", "")
            for district in dict.fromkeys(chosen)
        ]
    coverage = Coverage(tuple(located), (), ())
    records = replace(real.records, projects=tuple(projects), results=(), problems=())
    index = build_index(
        records.projects,
        coverage,
        records.funders,
        records.focus_areas,
        real.lists["provinces"],
    )
    empty = join(replace(records, projects=()), real.gazetteer, "synthetic")
    return replace(empty, records=records, coverage=coverage, index=index)


def _project(
    rng: random.Random,
    like: Project,
    number: int,
    funders: list[str],
    areas: list[str],
) -> Project:
    start = rng.randint(FIRST_YEAR, LAST_YEAR)
    end = min(LAST_YEAR, start + rng.randint(0, 4))
    return replace(
        like,
        project_id=f"SYN-{number}",
        start=PartialDate(start, rng.randint(1, 12)),
        end=PartialDate(end, 12),
        scope="districts",
        places=(),
        place_provinces=(),
        provinces=(),
        focus_areas=(rng.choice(areas),),
        funding=tuple(
            Funding(key, key, "financial support")
            for key in rng.sample(funders, rng.randint(1, 3))
        ),
    )
