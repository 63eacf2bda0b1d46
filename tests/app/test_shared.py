"""What visitors share is held once, and they take turns."""

import threading
from pathlib import Path

import pytest

from spo_geo.dataset import Dataset
from spo_geo.ui import maptab, page, turns
from spo_geo.ui.store import store
from spo_geo.view import View, make_view
from tests.app.conftest import FakeMap, OpenPage


def test_all_sessions_share_one_dataset_and_one_map(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    datasets, maps = [], []
    shared = maptab._map_assets

    def spy_view(dataset: Dataset, *arguments: object) -> View:
        datasets.append(dataset)
        return make_view(dataset, *arguments)  # type: ignore[arg-type]

    def spy_map(*arguments: object, **named: object) -> object:
        found = shared(*arguments, **named)
        maps.append(found)
        return found

    monkeypatch.setattr(page, "make_view", spy_view)
    monkeypatch.setattr(maptab, "_map_assets", spy_map)
    for query in ({}, {"province": ["Sindh"]}, {"funder": ["DFID"]}):
        open_page(query)
    assert len(datasets) == len(maps) == 3
    assert {id(dataset) for dataset in datasets} == {id(store().dataset())}
    assert len({id(part) for found in maps for part in found[:1]}) == 1


def test_a_map_that_cannot_be_written_leaves_the_rest_of_the_page(
    open_page: OpenPage, fake_map: FakeMap, tmp_path: Path
) -> None:
    maptab._map_assets.clear()
    (tmp_path / "static").write_text("a file is in the way", "utf-8")
    opened = open_page()
    (said,) = opened.notices
    assert said.startswith("The map cannot be shown. the map's files cannot be written")
    assert opened.numbers["Projects"] > 0
    assert len(opened.open_tab("Projects").at.dataframe) == 1


def test_only_a_few_runs_work_at_a_time() -> None:
    inside = threading.Semaphore(0)
    leave = threading.Event()
    late = threading.Event()

    def run() -> None:
        with turns.turn():
            inside.release()
            leave.wait(10)

    def run_late() -> None:
        with turns.turn():
            late.set()

    threads = [threading.Thread(target=run) for _ in range(turns.AT_ONCE)]
    threads.append(threading.Thread(target=run_late))
    for thread in threads[:-1]:
        thread.start()
    for _ in threads[:-1]:
        assert inside.acquire(timeout=10)
    threads[-1].start()
    assert not late.wait(0.1)
    leave.set()
    assert late.wait(10)
    for thread in threads:
        thread.join()


def test_a_long_run_lets_others_go_on() -> None:
    done = threading.Event()

    def run() -> None:
        with turns.turn():
            done.set()

    with turns.turn(), turns.turn():
        with turns.turn_given_up():
            thread = threading.Thread(target=run)
            thread.start()
            assert done.wait(10)
        thread.join()


def test_turns_go_by_the_order_of_asking_and_who_has_begun_goes_first() -> None:
    waiting = turns.Turns(1)
    waiting.take()
    served: list[str] = []

    def run(name: str, first: bool) -> None:
        waiting.take(first=first)
        served.append(name)
        waiting.leave()

    threads = []
    for name, first in (("one", False), ("two", False), ("begun", True)):
        threads.append(threading.Thread(target=run, args=(name, first)))
        threads[-1].start()
        while len(waiting._waiting) < len(threads):
            threading.Event().wait(0.001)
    waiting.leave()
    for thread in threads:
        thread.join()
    assert served == ["begun", "one", "two"]
