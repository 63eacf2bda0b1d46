"""Several tables replaced at once while people look at the page."""

import asyncio
import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.answer import Answer, answer, wrong_parts
from benchmarks.server import Server, copied_data, running
from benchmarks.soak.finding import Finding
from benchmarks.soak.versions import (
    Tables,
    make_version,
    put_by_name,
    put_in_place,
)
from benchmarks.visitor import Visitor
from spo_geo.dataset import load
from spo_geo.filters import Filters

VERSIONS = 4
ROUNDS = 12
WATCHERS = 3

Put = Callable[[int], None]


@dataclass
class Seen:
    """What people saw while tables were replaced.

    Attributes
    ----------
    n_views : int
        Views that were drawn.
    n_while : int
        Of these, the ones begun while tables were being written.
    half : list of str
        Views that were no whole version, with the parts that were wrong.
    late : list of str
        Views begun after the last table was written that were not the new version.
    """

    n_views: int = 0
    n_while: int = 0
    half: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)


def replaced_files(folder: Path) -> Iterator[Finding]:
    """Replace three tables again and again, in three ways.

    Kept when every view is one whole version, and every view that is begun after
    the last table was written is the new one.
    """
    shipped = copied_data(folder / "shipped")
    versions = [make_version(shipped, number) for number in range(VERSIONS)]
    chance = random.Random(5)  # noqa: S311 no secret is made
    ways: dict[str, Callable[[Tables, Path, random.Random], None]] = {
        "renamed one after the other": put_by_name,
        "written over slowly": put_in_place,
    }
    for what, put in ways.items():
        data = folder / what.split()[0]
        shutil.copytree(shipped, data)

        def put_version(
            number: int, data: Path = data, put: Callable[..., None] = put
        ) -> None:
            put(versions[number], data, chance)

        put_version(0)
        yield _finding(what, data, put_version, _answers(shipped, versions, folder))
    data, put_link = _linked(folder, shipped, versions)
    answers = _answers(shipped, versions, folder)
    yield _finding("folder switched by a link", data, put_link, answers)


def _linked(folder: Path, shipped: Path, versions: list[Tables]) -> tuple[Path, Put]:
    """Return a link to a folder, and what lets it lead to another one."""
    link = folder / "link"

    def put(number: int) -> None:
        beside = folder / "link.new"
        beside.symlink_to(_folder_of(shipped, versions, folder, number))
        beside.replace(link)

    put(0)
    return link, put


def _folder_of(
    shipped: Path, versions: list[Tables], folder: Path, number: int
) -> Path:
    """Return a folder with all files of a version."""
    own = folder / f"version {number}"
    if not own.exists():
        shutil.copytree(shipped, own)
        for name, content in versions[number].items():
            (own / name).write_bytes(content)
    return own


def _answers(shipped: Path, versions: list[Tables], folder: Path) -> list[Answer]:
    """Return the page of each version."""
    numbers = range(len(versions))
    folders = [_folder_of(shipped, versions, folder, number) for number in numbers]
    return [answer(load(own), Filters()) for own in folders]


def _finding(what: str, data: Path, put: Put, answers: list[Answer]) -> Finding:
    log = data.with_name(f"{data.name}.txt")
    with running(log, data) as server:
        seen = asyncio.run(_watch(server, put, answers))
        complaints = server.complaints()
    return Finding(
        f"3 tables {what}",
        f"{ROUNDS} times, {seen.n_views} views ({seen.n_while} meanwhile): "
        f"{len(seen.half)} half, {len(seen.late)} late",
        not (seen.half or seen.late or complaints),
        (*seen.half, *seen.late, *complaints),
    )


async def _watch(server: Server, put: Put, answers: list[Answer]) -> Seen:
    """Have people draw the page all the time while versions are put in place."""
    seen, clock = Seen(), Clock()
    done = asyncio.Event()
    watchers = [
        asyncio.create_task(_look(server, answers, seen, clock, done))
        for _ in range(WATCHERS)
    ]
    for turn in range(1, ROUNDS + 1):
        number = turn % len(answers)
        await asyncio.sleep(0.5)
        clock.begin()
        await asyncio.to_thread(put, number)
        clock.end(number)
        await asyncio.sleep(1.5)
    done.set()
    await asyncio.gather(*watchers)
    return seen


@dataclass
class Clock:
    """Which version is in place since when; None while it is being written."""

    number: int | None = 0
    since: float = 0.0

    def begin(self) -> None:
        """Note that tables are being written."""
        self.number = None

    def end(self, number: int) -> None:
        """Note that all tables are those of a version."""
        self.number, self.since = number, time.monotonic()


async def _look(
    server: Server,
    answers: list[Answer],
    seen: Seen,
    clock: Clock,
    done: asyncio.Event,
) -> None:
    async with Visitor(server.address, {}) as visitor:
        while not done.is_set():
            asked = clock.number
            await visitor.run()
            _judge(visitor, answers, seen, asked, asked == clock.number)


def _judge(
    visitor: Visitor, answers: list[Answer], seen: Seen, asked: int | None, rests: bool
) -> None:
    """Find out which version a view is; `rests`: no other came in the meantime."""
    seen.n_views += 1
    seen.n_while += asked is None
    wrong = [wrong_parts(visitor, expected) for expected in answers]
    if all(wrong) or visitor.page.notices:
        fewest = min(wrong, key=len)
        seen.half.append(f"{fewest} {visitor.page.notices} {visitor.page.numbers}")
    elif asked is not None and rests and wrong[asked]:
        seen.late.append(f"version {wrong.index([])}, not {asked}")
