"""Sets of projects as bits, and counting many of them at once.

Bit *i* of a set stands for project *i*. Python's own integers hold a set, so that
a filter is ``|`` within and ``&`` between and reads like the rule it implements.
Counting is what takes the time: NumPy counts all sets of a field in one step.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Bits = int
K = TypeVar("K", bound=int | str)


def bit_positions(bits: Bits) -> list[int]:
    """Return the positions of the bits that are set, ascending.

    Examples
    --------
    >>> bit_positions(0b1010)
    [1, 3]
    """
    content = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
    digits = np.unpackbits(np.frombuffer(content, np.uint8), bitorder="little")
    positions: list[int] = np.flatnonzero(digits).tolist()
    return positions


def bits_at(positions: Iterable[int], n: int) -> Bits:
    """Return the set of many positions below `n`, in time linear in both.

    Examples
    --------
    >>> bin(bits_at([1, 3], 4))
    '0b1010'
    """
    buffer = bytearray(n // 8 + 1)
    for i in positions:
        buffer[i >> 3] |= 1 << (i & 7)
    return int.from_bytes(buffer, "little")


def has_bits(bits: Bits, positions: Iterable[int], n: int) -> list[bool]:
    """Tell of each position below `n` whether its bit is set.

    Examples
    --------
    >>> has_bits(0b1010, [0, 3], 4)
    [False, True]
    """
    buffer = bits.to_bytes(n // 8 + 1, "little")
    return [bool(buffer[i >> 3] >> (i & 7) & 1) for i in positions]


def union(sets: Iterable[Bits]) -> Bits:
    """Return the projects that are in any of the sets."""
    together = 0
    for bits in sets:
        together |= bits
    return together


class BitSets(Mapping[K, Bits]):
    """Values of one field, each with the projects that carry it. Immutable.

    Parameters
    ----------
    sets : mapping of str or int to int
        Value to bit set.
    n : int
        Number of projects.

    Examples
    --------
    >>> BitSets({"DFID": 0b011, "USAID": 0b100}, 3).counts(0b011)
    {'DFID': 2}
    """

    def __init__(self, sets: Mapping[K, Bits], n: int) -> None:
        self._sets = dict(sets)
        self._n_words = n // 64 + 1

    def __getitem__(self, value: K) -> Bits:
        return self._sets[value]

    def __iter__(self) -> Iterator[K]:
        return iter(self._sets)

    def __len__(self) -> int:
        return len(self._sets)

    def counts(self, selected: Bits) -> dict[K, int]:
        """Count the selected projects of each value, leaving out the empty ones."""
        if not self._sets:
            return {}
        both = self._rows & self._words(selected)
        numbers: list[int] = np.bitwise_count(both).sum(axis=1, dtype=np.int64).tolist()
        return {value: n for value, n in zip(self._sets, numbers, strict=True) if n}

    @cached_property
    def _rows(self) -> NDArray[np.uint64]:
        """The sets once more, one row each [values, words of 64 bits]."""
        return np.stack([self._words(bits) for bits in self._sets.values()])

    def _words(self, bits: Bits) -> NDArray[np.uint64]:
        return np.frombuffer(bits.to_bytes(8 * self._n_words, "little"), np.uint64)
