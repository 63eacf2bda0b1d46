"""One session that changes its filters for as long as a working day would."""

import asyncio
import statistics
from collections.abc import Iterator
from pathlib import Path

from benchmarks.person import Account, Person, remembered
from benchmarks.server import Server, copied_data, running
from benchmarks.soak.finding import Finding
from benchmarks.visitor import Visitor
from spo_geo.dataset import Dataset, load

CHANGES = 2_000
READ_EVERY = 50
MOST_GROWTH = 2.0
"""Growth of the server's memory that counts as flat [MB a thousand changes]."""


def steady_session(folder: Path) -> Iterator[Finding]:
    """Change filters 2,000 times in one session and watch the server's memory.

    The growth is that of the second half, when all that is loaded once is there.
    """
    data = copied_data(folder)
    geo = data.with_name("geo")
    with running(folder / "log.txt", data, geo) as server:
        account, memory = asyncio.run(_change_often(server, load(data, geo)))
        complaints = server.complaints()
    half = memory[len(memory) // 2 :]
    numbers = [READ_EVERY * i for i in range(len(half))]
    growth = statistics.linear_regression(numbers, half).slope * 1000
    median = statistics.median(account.seconds) * 1000
    yield Finding(
        f"{CHANGES:,} filter changes in one session",
        f"{memory[0]:.0f} to {memory[-1]:.0f} MB, {growth:+.2f} MB a 1,000 changes, "
        f"median {median:.0f} ms",
        account.is_kept and growth < MOST_GROWTH and not complaints,
        (*account.wrong, *account.errors, *complaints),
    )


async def _change_often(
    server: Server, dataset: Dataset
) -> tuple[Account, list[float]]:
    account, memory = Account(), []
    async with Visitor(server.address, {}) as visitor:
        one = Person(1, visitor, dataset, remembered(dataset), account)
        for number in range(CHANGES):
            await one.change()
            if number % READ_EVERY == READ_EVERY - 1:
                memory.append(server.memory())
    return account, memory
