"""A person at the page: changes filters at random and checks what comes back."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from benchmarks.answer import (
    LISTS,
    Answer,
    answer,
    chosen_keys,
    sheet_as_records,
    wrong_parts,
)
from benchmarks.visitor import Visitor
from spo_geo.dataset import Dataset
from spo_geo.filters import Filters

SECRET = re.compile(rb"Confidential [0-9a-f]{8}")

WorkOut = Callable[[Filters], Answer]


@dataclass
class Account:
    """What one or many people saw.

    Attributes
    ----------
    seconds : list of float
        How long each change took [s].
    errors : list of str
        What was not answered, or answered with an error.
    wrong : list of str
        Parts of a page that were not those of the person's own filters.
    leaked : list of str
        Secret words of another person's sheet that were sent.
    n_sheets : int
        Sheets that were dropped.
    work : float
        Time that the processors gave the server for the changes [s].
    """

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    n_sheets: int = 0
    work: float = 0.0

    @property
    def is_kept(self) -> bool:
        """Whether every change was answered, and rightly."""
        return bool(self.seconds) and not (self.errors or self.wrong or self.leaked)


class Person:
    """Somebody who looks at the page.

    Parameters
    ----------
    number : int
        Seed of what is chosen.
    visitor : Visitor
        The session; opened by the caller, with no filter in its address.
    shipped : Dataset
        The records that the page shows.
    work_out : callable
        Returns what the page must show of them.
    account : Account
        Takes what is seen.
    """

    def __init__(
        self,
        number: int,
        visitor: Visitor,
        shipped: Dataset,
        work_out: WorkOut,
        account: Account,
    ) -> None:
        self.random = random.Random(number)  # noqa: S311 no secret is made
        self.visitor = visitor
        self._shipped = self._dataset = shipped
        self._work_out = work_out
        self._account = account
        self._filters = Filters()
        self._secret = f"Confidential {self.random.getrandbits(32):08x}"

    async def change(self) -> None:
        """Choose other years or other options of one filter, and check the page."""
        shown = [name for name in LISTS if name in self.visitor.page.lists]
        name = self.random.choice(("years", *shown))
        await (self._change_years() if name == "years" else self._change_list(name))
        self._account.seconds.append(self.visitor.seconds)
        self.check()

    async def drop_sheet(self) -> None:
        """Drop a sheet that carries a secret word, and check the page."""
        words = f"{self._secret},Badin and Thatta,{self._secret} Fund"
        secret = f"{words},Education,Mar 2012,Feb 2014"
        plain = "Courts,Dir,USAID,Human Rights,2013,Dec 2014"
        head = "Project Name,Area,Donor,Theme,Start,End"
        content = f"{head}\n{secret}\n{plain}\n".encode()
        self._dataset = sheet_as_records("own.csv", content, self._shipped)
        self._work_out = lambda filters: answer(self._dataset, filters)
        await self.visitor.drop("own.csv", content)
        self._account.n_sheets += 1
        self.check()

    def check(self) -> None:
        """Compare the page with what it must be, and look for others' secrets."""
        for part in wrong_parts(self.visitor, self._work_out(self._filters)):
            self._account.wrong.append(f"{part} of {self._filters}")
        found = {word.decode() for word in self.visitor.page.found(SECRET)}
        if self._dataset is not self._shipped and self._secret not in found:
            self._account.wrong.append("the funder of the own sheet is not offered")
        self._account.leaked.extend(found - {self._secret})

    async def _change_list(self, name: str) -> None:
        options = list(self.visitor.page.lists[name].options)
        n_chosen = min(self.random.choice((0, 1, 1, 2)), len(options))
        positions = self.random.sample(range(len(options)), n_chosen)
        keys = chosen_keys(self._dataset, name, [options[i] for i in positions])
        self._choose(name, keys)
        await self.visitor.choose(name, positions)

    async def _change_years(self) -> None:
        span = self._dataset.years
        first, last = sorted(self.random.choices(span, k=2))
        is_all = (first, last) == (span[0], span[-1])
        self._choose("years", () if is_all else tuple(range(first, last + 1)))
        await self.visitor.choose_years(first, last)

    def _choose(self, name: str, values: tuple[object, ...]) -> None:
        present = {one: getattr(self._filters, one) for one in ("years", *LISTS)}
        self._filters = Filters(**{**present, name: values})


def remembered(dataset: Dataset) -> WorkOut:
    """Return what works out the page of some records, each selection once."""
    return lru_cache(50_000)(lambda filters: answer(dataset, filters))
