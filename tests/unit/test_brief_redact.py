from dataclasses import astuple

import pytest

from spo_geo.brief.redact import ADDRESS, AMOUNT, MONEY, NOT_NAMED, redacted
from spo_geo.dataset import Dataset
from spo_geo.summary import summarise
from spo_geo.view import View, make_view
from tests.conftest import TINY, MakeDataset

NUMBERS = (
    "sentence",
    "n_projects",
    "n_districts",
    "n_funders",
    "n_donor_partners",
    "n_places_held",
    "projects",
    "districts",
    "by_year",
    "by_focus_area",
)


def hide(view: View, *funders: str, amounts: bool = False) -> View:
    return redacted(view, funders, amounts=amounts)


def select(dataset: Dataset, funder: str) -> View:
    return make_view(dataset, dataset.filter_reader.read({"funder": [funder]}))


def everything_said(view: View) -> str:
    dataset = view.dataset
    codes = [astuple(code) for name in dataset.lists for code in dataset.lists[name]]
    return repr(
        (
            *map(astuple, dataset.projects),
            *map(astuple, dataset.records.results),
            *map(astuple, dataset.records.funders),
            codes,
            view.filters,
            summarise(view),
            sorted(dataset.index.by["funders"]),
        )
    )


@pytest.mark.parametrize("funder", ["USAID", "DFID", "PACKARD", "CARE", "RAF", "FCO"])
def test_redacted_names_the_funder_nowhere(real: Dataset, funder: str) -> None:
    code = real.records.funders[funder]
    said = everything_said(hide(select(real, funder), funder))
    assert NOT_NAMED in said
    for key in real.records.funders.family(funder):
        hidden = real.records.funders[key]
        for spelling in (hidden.name, *hidden.aliases):
            assert spelling not in said, spelling
    assert f"'{code.key}'" not in said


@pytest.mark.parametrize("funder", ["USAID", "DFID", "OXFAM"])
def test_redacted_changes_no_number(real: Dataset, funder: str) -> None:
    for view in (make_view(real), select(real, funder)):
        before, after = summarise(view), summarise(hide(view, funder))
        assert {k: after[k] for k in NUMBERS} == {k: before[k] for k in NUMBERS}
        assert sorted(after["by_funder"].values()) == sorted(
            before["by_funder"].values()
        )


def test_redacted_hides_the_programmes_of_a_funder_but_not_its_parent(
    tiny: Dataset,
) -> None:
    labels = hide(make_view(tiny), "USAID").by_funder
    assert set(labels) == {
        "Department for International Development (DFID)",
        "Oxfam",
        NOT_NAMED,
        f"{NOT_NAMED} (2)",
        "Not stated",
    }
    programme = hide(make_view(tiny), "USAID-GEP").by_funder
    assert "United States Agency for International Development (USAID)" in programme
    assert NOT_NAMED in programme


def test_redacted_leaves_out_addresses_that_name_the_funder(real: Dataset) -> None:
    hidden = hide(make_view(real), "USAID").dataset
    assert hidden.project("SPO-07").sources == ("000:20-22", ADDRESS)
    assert hidden.project("SPO-05").sources == real.project("SPO-05").sources


def test_redacted_takes_only_the_capitals_of_an_acronym(real: Dataset) -> None:
    hidden = hide(make_view(real), "CARE").dataset
    assert hidden.project("SPO-14").title.startswith("We Care; Financial")


def test_redacted_without_anything_to_hide_is_the_view(tiny: Dataset) -> None:
    view = make_view(tiny)
    assert hide(view) is view


def test_redacted_cannot_hide_that_no_funder_is_stated(tiny: Dataset) -> None:
    view = select(tiny, "not-stated")
    assert hide(view, "not-stated") is view


def test_redacted_hides_a_funder_that_is_not_listed(make_dataset: MakeDataset) -> None:
    rows = [{**TINY[0], "funders": "Acme Fund", "summary": "Paid by the acme fund."}]
    dataset = make_dataset(rows)
    view = hide(make_view(dataset), "Acme Fund")
    assert view.by_funder == {NOT_NAMED: 1}
    assert view.projects[0].summary == f"Paid by the {NOT_NAMED}."


@pytest.mark.parametrize(
    "text",
    ["PKR 5,945,000", "Rs. 8.5 M", "USD 69,940", "$5 million", "8,470,200/- rupees"],
)
def test_money_is_found_as_people_write_it(text: str) -> None:
    assert MONEY.sub("X", f"cost {text} in all") == "cost X in all"


@pytest.mark.parametrize("text", ["60 plans", "2015 people", "42 districts in Punjab"])
def test_money_is_not_found_in_other_numbers(text: str) -> None:
    assert MONEY.search(text) is None


def test_redacted_hides_amounts_in_results_and_words(make_dataset: MakeDataset) -> None:
    rows = [{**TINY[0], "summary": "It cost Rs. 8.5 million."}]
    money = {
        "result_id": "T-1-R01",
        "project_id": "T-1",
        "indicator": "Grants given",
        "value": "5000000",
        "unit": "PKR",
        "qualifier": "around",
    }
    people = {**money, "result_id": "T-1-R02", "unit": "people", "value": "30"}
    dataset = make_dataset(rows, results=[money, people])
    hidden = hide(make_view(dataset), amounts=True).dataset
    assert hidden.project("T-1").summary == f"It cost {AMOUNT}."
    shown = [(r.value, r.unit, r.qualifier) for r in hidden.records.results]
    assert shown == [(AMOUNT, "", ""), ("30", "people", "around")]
