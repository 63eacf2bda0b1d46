"""A visitor whose server was started anew, over the websocket without a browser."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.answer import answer, chosen_keys, wrong_parts
from benchmarks.visitor import Visitor
from spo_geo.dataset import Dataset
from spo_geo.filters import Filters

pytestmark = pytest.mark.browser

WORDS = {"province": ["Sindh"], "years": ["2012-2016"]}


async def choose_after_return(address: str, dataset: Dataset) -> list[list[str]]:
    """Return what is wrong with the page before, and after the first two choices."""
    filters = dataset.filter_reader.read(WORDS)
    wrong = []
    async with Visitor(address, WORDS) as visitor:
        wrong.append(wrong_parts(visitor, answer(dataset, filters)))
        assert len(wrong_parts(visitor, answer(dataset, Filters()))) == 5
        await visitor.come_back(address)  # a session that knows nothing of this one
        area = list(visitor.page.lists["focus_areas"].options)[:1]
        areas = chosen_keys(dataset, "focus_areas", area)
        chosen = Filters(
            years=filters.years, provinces=filters.provinces, focus_areas=areas
        )
        await visitor.choose("focus_areas", [0])
        wrong.append(wrong_parts(visitor, answer(dataset, chosen)))
        await visitor.come_back(address)
        await visitor.choose_years(2013, 2014)
        chosen = Filters(
            years=(2013, 2014), provinces=filters.provinces, focus_areas=areas
        )
        wrong.append(wrong_parts(visitor, answer(dataset, chosen)))
    return wrong


def test_the_first_choice_after_a_restart_is_taken(atlas: str, real: Dataset) -> None:
    # In a thread of its own: Playwright has an event loop in this one.
    with ThreadPoolExecutor(1) as pool:
        wrong = pool.submit(asyncio.run, choose_after_return(atlas, real)).result()
    assert wrong == [[], [], []]
