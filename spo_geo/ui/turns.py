"""Turns: a few runs of the page at a time, the others wait for theirs.

Python works on one run at a moment. Runs that are all begun at once only take the
processor, and memory, from each other, so that all of them end late.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2
"""Runs at a time: one works while another reads or sends."""


class Turns:
    """Hands out turns in the order in which they are asked for.

    Parameters
    ----------
    at_once : int
        How many may have one at a time.
    """

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._waiting: deque[threading.Event] = deque()
        self._lock = threading.Lock()

    def take(self, *, first: bool = False) -> None:
        """Wait for a turn; `first`: before those who have not begun."""
        with self._lock:
            if self._free:
                self._free -= 1
                return
            called = threading.Event()
            if first:
                self._waiting.appendleft(called)
            else:
                self._waiting.append(called)
        called.wait()

    def leave(self) -> None:
        """Let the next one have the turn."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1


_turns = Turns(AT_ONCE)


@contextmanager
def turn() -> Iterator[None]:
    """Wait until it is this run's turn, and let the next one have it afterwards."""
    _turns.take()
    try:
        yield
    finally:
        _turns.leave()


@contextmanager
def turn_given_up() -> Iterator[None]:
    """Let others go on while this run, whose turn it is, does something long."""
    _turns.leave()
    try:
        yield
    finally:
        _turns.take(first=True)
