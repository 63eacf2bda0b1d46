"""Many visitors at once, each with filters of its own, some with a sheet of their own.

``python -m benchmarks.load [--visitors 20 50 100] [--seconds 180]``

Every visitor is a session of the page over its websocket. It chooses other filters
every two to five seconds, and checks whatever the page sends against what the program
computes for these filters. Every fifth drops a sheet that carries a secret word; no
other visitor may ever be sent it. Memory is the resident memory of the server.
"""

import argparse
import asyncio
import gc
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.manyrecords import write_many
from benchmarks.person import Account, Person, WorkOut, remembered
from benchmarks.server import MEGABYTE, Server, copied_data, running
from benchmarks.visitor import Visitor, VisitorError
from spo_geo.dataset import Dataset, load

VISITORS = (20, 50, 100)
SECONDS = 180.0
PAUSE = (2.0, 5.0)
"""Shortest and longest time between two changes of a visitor [s]."""

SHEET_EVERY = 5
"""Every so many visitors, one drops a sheet of its own."""

COPIES = 100
"""How often the projects are repeated to show that records are held once."""

N_HELD_ONCE = 50


@dataclass
class Memory:
    """Resident memory of the server [MB].

    Attributes
    ----------
    alone : float
        With one visitor, who has been everywhere.
    opened : float
        Once all visitors are there, those with a sheet having dropped it.
    samples : list of tuple of float
        Seconds of the run, and the memory then.
    """

    alone: float = 0.0
    opened: float = 0.0
    samples: list[tuple[float, float]] = field(default_factory=list)

    def per_visitor(self, n_visitors: int) -> float:
        """Return what a visitor added, at the most that it was [MB]."""
        most = max(self.opened, *(value for _, value in self.samples))
        return (most - self.alone) / n_visitors

    @property
    def at_end(self) -> float:
        """Memory at the end of the run [MB]."""
        return statistics.median(value for _, value in self.samples[-5:])

    @property
    def slope(self) -> float:
        """Growth in the second half of the run [MB a minute]."""
        half = self.samples[len(self.samples) // 2 :]
        if len(half) < 2:
            return 0.0
        times, values = zip(*half, strict=True)
        return statistics.linear_regression(times, values).slope * 60


class Crowd:
    """Visitors who come to one server, stay for a while, and go.

    Parameters
    ----------
    server : Server
        Was just started.
    shipped : Dataset
        The records that it shows.
    seconds : float
        How long they stay once all are there.
    """

    def __init__(self, server: Server, shipped: Dataset, seconds: float) -> None:
        self._server = server
        self._shipped = shipped
        self._seconds = seconds
        self._work_out: WorkOut = remembered(shipped)
        self.account = Account()
        self.memory = Memory()

    async def visit(self, n_visitors: int) -> None:
        """Let so many visitors come at once."""
        await self._first_visit()
        self.memory.alone = self._server.memory()
        everyone = asyncio.Barrier(n_visitors + 1)
        visits = [
            asyncio.create_task(self._visit(number, everyone))
            for number in range(n_visitors)
        ]
        try:
            await everyone.wait()
            await self._watch()
            await everyone.wait()
        except asyncio.BrokenBarrierError:
            pass  # a visitor met an error, which the account holds
        await asyncio.gather(*visits, return_exceptions=True)
        self.account.errors.extend(self._server.complaints())

    async def _visit(self, number: int, everyone: asyncio.Barrier) -> None:
        try:
            async with Visitor(self._server.address, {}) as visitor:
                one = self._person(number, visitor, self.account)
                one.check()
                if number % SHEET_EVERY == SHEET_EVERY - 1:
                    await one.drop_sheet()
                await everyone.wait()
                await self._stay(one)
                await everyone.wait()
        except (VisitorError, OSError, TimeoutError) as error:
            self.account.errors.append(f"{type(error).__name__}: {error}")
            await everyone.abort()

    async def _stay(self, one: Person) -> None:
        end = time.monotonic() + self._seconds
        await asyncio.sleep(one.random.uniform(0, PAUSE[1]))
        while time.monotonic() < end:
            await one.change()
            await asyncio.sleep(one.random.uniform(*PAUSE))

    async def _first_visit(self) -> None:
        """Have everything loaded that a page needs, a sheet of one's own included."""
        async with Visitor(self._server.address, {}) as visitor:
            one = self._person(0, visitor, Account())
            for _ in range(10):
                await one.change()
        async with Visitor(self._server.address, {}) as visitor:
            await self._person(0, visitor, Account()).drop_sheet()

    def _person(self, number: int, visitor: Visitor, account: Account) -> Person:
        return Person(number, visitor, self._shipped, self._work_out, account)

    async def _watch(self) -> None:
        """Read the memory every second."""
        self.memory.opened = self._server.memory()
        before, start = self._server.work(), time.monotonic()
        while (passed := time.monotonic() - start) < self._seconds:
            self.memory.samples.append((passed, self._server.memory()))
            await asyncio.sleep(1)
        self.account.work = self._server.work() - before


HEAD = (
    "visitors  sheets  changes  errors  not theirs  leaked  median [ms]  95 % [ms]  "
    "work [ms]  alone [MB]  start [MB]  end [MB]  a visitor [MB]  growth [MB/min]"
)


def _line(n_visitors: int, account: Account, memory: Memory) -> str:
    times = sorted(seconds * 1000 for seconds in account.seconds)
    median = statistics.median(times)
    high = times[min(len(times) - 1, round(0.95 * len(times)))]
    return (
        f"{n_visitors:<10}{account.n_sheets:<8}{len(times):<9}{len(account.errors):<8}"
        f"{len(account.wrong):<12}{len(account.leaked):<8}{median:<13.0f}{high:<11.0f}"
        f"{account.work * 1000 / len(times):<11.0f}{memory.alone:<12.0f}"
        f"{memory.opened:<12.0f}{memory.at_end:<10.0f}"
        f"{memory.per_visitor(n_visitors):<16.2f}{memory.slope:.2f}"
    )


def run_one(n_visitors: int, seconds: float, folder: Path) -> bool:
    """Run visitors against a new server, print a line, and tell whether all is kept."""
    data = copied_data(folder / str(n_visitors))
    geo = data.with_name("geo")
    with running(folder / f"{n_visitors}.txt", data, geo) as server:
        crowd = Crowd(server, load(data, geo), seconds)
        asyncio.run(crowd.visit(n_visitors))
    if crowd.account.seconds and crowd.memory.samples:
        print(_line(n_visitors, crowd.account, crowd.memory), flush=True)
    for name in ("errors", "wrong", "leaked"):
        for text in getattr(crowd.account, name)[:3]:
            print(f"  {name}: {text}")
    return crowd.account.is_kept


def held_once(folder: Path) -> None:
    """Print the memory of records and of visitors, with few records and with many."""
    print(
        "\nprojects  records [MB]  a visitor that opens the page [MB], "
        f"{N_HELD_ONCE} at once"
    )
    few = copied_data(folder / "few")
    for data in (few, write_many(few, folder / "many", COPIES)):
        with running(folder / f"{data.name}-once.txt", data) as server:
            added = asyncio.run(_only_open(server))
        n_projects = len(load(data).projects)
        print(f"{n_projects:<10}{size_of_records(data):<14.1f}{added:.2f}", flush=True)


async def _only_open(server: Server) -> float:
    """Return what a visitor adds that opens the page and stays [MB]."""
    async with AsyncExitStack() as stack:
        for _ in range(5):  # the first ones bring what everybody shares
            await stack.enter_async_context(Visitor(server.address, {}))
        before = server.memory()
        for _ in range(N_HELD_ONCE):
            await stack.enter_async_context(Visitor(server.address, {}))
        return (server.memory() - before) / N_HELD_ONCE


def size_of_records(folder: Path) -> float:
    """Return the memory that the records of a folder take in Python [MB]."""
    gc.collect()
    tracemalloc.start()
    held = load(folder)
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del held
    return size / MEGABYTE


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 1 when a visitor saw what is not its own, or an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, nargs="+", default=list(VISITORS))
    parser.add_argument("--seconds", type=float, default=SECONDS)
    options = parser.parse_args(arguments)
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory() as name:
        kept = [run_one(n, options.seconds, Path(name)) for n in options.visitors]
        held_once(Path(name))
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main())
