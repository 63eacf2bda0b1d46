"""The offline map's filters, against the selections of the core."""

import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from spo_geo.classify import NO_RECORD, class_number, count_classes
from spo_geo.dataset import GEO_DIR, Dataset, load
from spo_geo.filters import Filters
from spo_geo.view import View, make_view
from spo_geo.wording import filters_in_words, sentence
from tests.browser.offlinepage import OfflinePage, open_file
from tests.conftest import TINY, write_data_dir

pytestmark = pytest.mark.browser

NONE = Filters()
# What a reader chooses in the file, by the records and the selection in it.
ON_EVERYTHING = (
    NONE,
    Filters(years=(2014,)),
    Filters(years=(2014, 2015, 2016)),
    Filters(years=(2017, 2018)),
    Filters(focus_areas=("Education", "Health")),
    Filters(focus_areas=("Human Rights",)),
    Filters(funders=("USAID",)),
    Filters(funders=("TFP",)),
    Filters(funders=("USAID", "DFID")),
    Filters(years=(2012, 2013), funders=("USAID",)),
    Filters(focus_areas=("Governance",), funders=("USAID", "DFID")),
    Filters(years=(2014, 2015, 2016), focus_areas=("Human Rights",), funders=("NED",)),
    Filters(focus_areas=("Education",), funders=("UNICEF",)),
    Filters(focus_areas=("Education",), funders=("PACKARD",)),
)
ON_A_PART = (NONE, Filters(years=(2016, 2017)), Filters(funders=("USAID",)))
PARTS = {
    "province": Filters(provinces=("PK7",)),
    "district": Filters(districts=("PK615",)),
    "separate years": Filters(years=(2011, 2016, 2017)),
    "scopes": Filters(scopes=("national", "count")),
    "funder": Filters(funders=("USAID",)),
}


@dataclass(frozen=True)
class Case:
    """A file and what a reader chooses in it."""

    base: View
    chosen: Filters

    @property
    def view(self) -> View:
        """The selection that Python makes of both."""
        given = {name: getattr(self.chosen, name) for name in self.set}
        filters = replace(self.base.filters, **given)
        index = self.base.dataset.index
        return View(self.base.dataset, filters, index.select(filters) & self.base.bits)

    @property
    def set(self) -> list[str]:
        names = ("years", "focus_areas", "funders")
        return [name for name in names if getattr(self.chosen, name)]

    def others(self, name: str) -> int:
        """The projects that the filters but one select."""
        index = self.base.dataset.index
        return index.select(self.chosen.without(name)) & self.base.bits

    def options(self, name: str) -> dict[str, str]:
        """Key to menu label of the values in the file."""
        sets = self.base.dataset.index.by[name]
        codes = self.base.dataset.lists[name]
        return {c.key: c.menu_label for c in codes if sets[c.key] & self.base.bits}

    def labels(self) -> tuple[str, ...]:
        return tuple(
            self.options(name)[key]
            for name in ("focus_areas", "funders")
            for key in getattr(self.chosen, name)
        )

    def expected(self) -> dict[str, Any]:
        """What the file must show, from the core alone."""
        view, index = self.view, self.base.dataset.index
        counts = {c.district.adm2_pcode: c.n_projects for c in view.district_counts}
        numbers = (
            "n_projects",
            "n_districts",
            "n_funders",
            "n_places_held",
            "n_projects_without_district",
        )
        undated = self.others("years") & ~index.dated if self.chosen.years else 0
        return {
            "numbers": {name: getattr(view, name) for name in numbers},
            "undated": undated.bit_count(),
            "districts": {
                c.district.adm2_pcode: list(c.project_ids) for c in view.district_counts
            },
            "counts": counts,
            "names": {
                c.district.adm2_pcode: [c.district.adm2_name, c.district.adm1_name]
                for c in view.district_counts
            },
            "off_map": off_map(view),
            "projects": [project.project_id for project in view.projects],
            "held": [[f"“{held.place}”", held.project_id] for held in view.held],
            "focus_areas": self.facet("focus_areas"),
            "funders": self.facet("funders"),
            "classes": [
                [c.lower, c.colour.removeprefix("#"), c.label]
                for c in count_classes(counts.values())
            ],
            "fills": fills(self.base.dataset, counts),
        }

    def facet(self, name: str) -> dict[str, int]:
        sets, others = self.base.dataset.index.by[name], self.others(name)
        options = self.options(name).items()
        return {label: (sets[key] & others).bit_count() for key, label in options}

    def by_year(self) -> dict[str, int]:
        sets, others = self.base.dataset.index.by_year, self.others("years")
        first, last = self.base.first_year, self.base.last_year
        assert first is not None
        assert last is not None
        chosen = self.base.filters.years
        years = [y for y in range(first, last + 1) if not chosen or y in chosen]
        if len(years) < 2:
            return {}
        return {str(year): (sets.get(year, 0) & others).bit_count() for year in years}


def off_map(view: View) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for code in view.dataset.lists["scopes"]:
        ids = [
            p.project_id for p in view.projects_without_district if p.scope == code.key
        ]
        if ids:
            groups[code.label] = ids
    return groups


def fills(dataset: Dataset, counts: dict[str, int]) -> dict[str, str]:
    classes = count_classes(counts.values())
    lowers = [c.lower for c in classes]
    numbers = {
        pcode: class_number(counts.get(pcode, 0), lowers)
        for pcode in dataset.gazetteer.districts
    }
    return {
        pcode: NO_RECORD if n is None else classes[n].colour
        for pcode, n in numbers.items()
    }


def assert_same(page: OfflinePage, case: Case) -> None:
    page.filter(years=case.chosen.years, options=case.labels())
    shown, expected = page.shown(), case.expected()
    assert {name: shown[name] for name in expected} == expected
    assert shown["by_year"] == case.by_year()
    if case.view.n_projects or not case.base.filters:
        assert shown["sentence"] == sentence(case.view)
    words = filters_in_words(replace(case.view, filters=case.chosen))
    assert (shown["narrowing"] or "all records") == words


def test_filters_give_the_numbers_of_the_view(
    opened: OfflinePage, real: Dataset
) -> None:
    base = make_view(real)
    for chosen in ON_EVERYTHING:
        case = Case(base, chosen)
        assert case.view.bits == make_view(real, chosen).bits
        assert_same(opened, case)
    totals = {Case(base, chosen).view.n_projects for chosen in ON_EVERYTHING}
    assert {0, 1, 5, 33} <= totals


@pytest.mark.parametrize("name", PARTS)
def test_filters_within_a_selection_give_the_numbers_of_the_view(
    context: BrowserContext, tmp_path: Path, real: Dataset, name: str
) -> None:
    base = make_view(real, PARTS[name])
    page = open_file(context, tmp_path, base)
    n_compared = 0
    for chosen in ON_A_PART:
        case = Case(base, chosen)
        if set(chosen.funders) <= set(case.options("funders")):
            years = tuple(y for y in chosen.years if str(y) in case.by_year())
            assert_same(page, replace(case, chosen=replace(chosen, years=years)))
            n_compared += 1
    assert n_compared >= 2
    assert page.complaints == []
    page.page.close()


def test_filters_give_the_numbers_of_the_view_on_other_records(
    context: BrowserContext, tmp_path: Path
) -> None:
    for rows, choices in (
        (TINY, (NONE, Filters(years=(2014,)), Filters(years=(2012, 2013)))),
        (many(), (NONE, Filters(funders=("DFID",)), Filters(years=(2010, 2011)))),
    ):
        data = write_data_dir(tmp_path / str(len(rows)), rows, results=[])
        base = make_view(load(data, GEO_DIR))
        page = open_file(context, tmp_path, base)
        for chosen in choices:
            assert_same(page, Case(base, chosen))
        page.page.close()
    largest = max(count.n_projects for count in base.district_counts)
    assert largest > 8  # so that classes are made of groups of counts


def many() -> list[dict[str, str]]:
    """Sixty projects in few districts, two of a funder's kind, some undated."""
    rng = random.Random(7)  # the same records each time
    places = (
        "Badin",
        "Thatta",
        "Multan",
        "Quetta",
        "Swat",
        "Skardu",
        "Karachi",
        "Kech",
    )
    weights = (30, 20, 12, 8, 5, 3, 2, 1)
    return [
        {
            "project_id": f"M-{i:02}",
            "title": f"Project {i}",
            "start": str(2008 + i % 7) if i % 5 else "",
            "end": str(2010 + i % 7) if i % 5 else "",
            "coverage": "as agreed",
            "scope": "districts",
            "districts": "; ".join(
                dict.fromkeys(rng.choices(places, weights, k=1 + i % 3))
            ),
            "focus_area": rng.choice(("Education", "Health", "Human Rights")),
            "funders": rng.choice(("DFID", "Oxfam", "TFP")),
            "funding_as_stated": rng.choice(("financial support", "in collaboration")),
        }
        for i in range(60)
    ]
