import re

import pytest

from spo_geo.dataset import Dataset
from spo_geo.filters import Filters
from spo_geo.summary import summarise
from spo_geo.view import make_view
from spo_geo.wording import filters_in_words, sentence
from tests.conftest import TINY, MakeDataset


def say(dataset: Dataset, **chosen: tuple[object, ...]) -> str:
    return sentence(make_view(dataset, Filters(**chosen)))  # type: ignore[arg-type]


def test_sentence_of_everything(tiny: Dataset) -> None:
    assert say(tiny) == (
        "Between 2012 and 2016 SPO implemented 2 recorded projects in 3 named "
        "districts of 2 provinces with 2 funders and 1 donor partner (funding not "
        "stated); 2 more were national or name no district."
    )


def test_sentence_in_the_singular_with_one_year(tiny: Dataset) -> None:
    assert say(tiny, years=(2016,)) == (
        "In 2016 SPO implemented 1 recorded project in 2 named districts of "
        "2 provinces with 1 funder and 1 donor partner (funding not stated)."
    )
    assert say(tiny, years=(2014,), districts=("PK727",)) == (
        "In 2014 SPO implemented 1 recorded project in 1 named district of "
        "1 province with 1 funder."
    )


def test_sentence_with_one_more(tiny: Dataset) -> None:
    assert say(tiny, years=(2014,)).endswith(
        "; 1 more was national or names no district."
    )


def test_sentence_with_separate_years(tiny: Dataset) -> None:
    assert say(tiny, years=(2012, 2013, 2016)).startswith("In 2012–2013 and 2016 SPO")


def test_sentence_without_any_district(tiny: Dataset) -> None:
    assert say(tiny, scopes=("national",)) == (
        "In 2014 SPO implemented 1 recorded project; it was national or names no "
        "district."
    )
    assert say(tiny, scopes=("national", "provinces")) == (
        "In 2014 SPO implemented 2 recorded projects with 1 funder; they were "
        "national or name no district."
    )


def test_sentence_of_nothing_names_the_filters(tiny: Dataset) -> None:
    assert say(tiny, years=(2012,), funders=("OXFAM",)) == (
        "No recorded project matches (year 2012; funder Oxfam)."
    )


def test_sentence_counts_territories_as_such(make_dataset: MakeDataset) -> None:
    bagh = dict(TINY[0], districts="Bagh", district_provinces="")
    assert " of 1 territory " in sentence(make_view(make_dataset([bagh])))
    both = dict(bagh, districts="Bagh; Badin")
    assert " of 2 provinces and territories " in sentence(
        make_view(make_dataset([both]))
    )


def test_sentence_of_undated_records_claims_no_year(tiny: Dataset) -> None:
    assert say(tiny, scopes=("provinces",)).startswith("SPO implemented 1 recorded")


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"years": (2014, 2015, 2016)},
        {"funders": ("USAID",)},
        {"provinces": ("PK7",)},
        {"focus_areas": ("Education",), "years": (2014,)},
        {"scopes": ("national",)},
    ],
)
def test_sentence_holds_no_number_that_the_summary_does_not_print(
    real: Dataset, chosen: dict[str, tuple[object, ...]]
) -> None:
    view = make_view(real, Filters(**chosen))  # type: ignore[arg-type]
    printed = {n for n in summarise(view).values() if isinstance(n, int)}
    printed.update(view.filters.years)
    said = {int(number) for number in re.findall(r"\d+", sentence(view))}
    assert said
    assert said <= printed


def test_filters_in_words(real: Dataset) -> None:
    assert filters_in_words(make_view(real)) == "all records"
    view = make_view(
        real,
        Filters(
            years=(2014, 2015), funders=("DFID", "FCO", "BHC"), districts=("PK701",)
        ),
    )
    assert filters_in_words(view) == (
        "years 2014–2015; funder Department for International Development (DFID), "
        "Foreign & Commonwealth Office (FCO) or British High Commission (BHC); "
        "district Badin"
    )
