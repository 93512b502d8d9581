"""Whole numbers of which most are small, in a byte each.

In: an array of numbers from 0 on. Out: three arrays; parts of them as numbers again. Never here: what is counted.

A number below 255 is its byte. A byte of 255 stands for a larger one, which is the next of the `large` ones. Any part
can be read alone: `ranks` says how many of these come before each block of 256 numbers.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.columnar.files.termlist import offsets_of

#: The byte of a number that is too large for one.
LARGE = 255
#: Numbers in a block.
BLOCK = 256


class SmallArrays(NamedTuple):
    """The three arrays as they lie in a file."""

    small: Array
    large: Array
    ranks: Array


@dataclass(frozen=True, slots=True)
class SmallNumbers:
    """Numbers from 0 on; see above."""

    arrays: SmallArrays

    @classmethod
    def of(cls, numbers: Array) -> "SmallNumbers":
        """From plain numbers."""
        small, rest = np.minimum(numbers, LARGE).astype(np.uint8), LargeNumbers()
        rest.add(small, numbers[small == LARGE])
        return cls(SmallArrays(small, rest.large(), rest.ranks()))

    def __len__(self) -> int:
        return len(self.arrays.small)

    def part(self, start: int, end: int) -> Array:
        """Some neighbouring numbers, as plain ones. Raises ValueError when large ones are missing."""
        small, large, _ = self.arrays
        own = small[start:end]
        numbers = own.astype(large.dtype)
        if LARGE not in own.tobytes():  # bytes are searched faster than an array, and most parts have none
            return numbers
        at = (own == LARGE).nonzero()[0]
        first = self._rank(start)
        found = large[first : first + len(at)]
        if len(found) < len(at):
            raise ValueError("large numbers are missing")
        numbers[at] = found
        return numbers

    def _rank(self, number: int) -> int:
        """How many large numbers come before one."""
        small, _, ranks = self.arrays
        block = number // BLOCK
        return int(ranks[block]) + small[block * BLOCK : number].tobytes().count(LARGE)


class LargeNumbers:
    """The large ones of numbers that come part by part."""

    def __init__(self) -> None:
        self._size = 0
        self._large: list[Array] = [np.empty(0, np.uint16)]
        self._blocks: list[tuple[int, Array]] = []

    def add(self, small: Array, large: Array) -> None:
        """The bytes of the next part, and its large numbers."""
        first = self._size // BLOCK
        at = np.flatnonzero(small == LARGE)
        self._blocks.append((first, np.bincount((at + self._size) // BLOCK - first)))
        self._large.append(large)
        self._size += len(small)

    def large(self) -> Array:
        """All large numbers."""
        large = np.concatenate(self._large)
        return large.astype(np.uint16 if int(large.max(initial=0)) < 1 << 16 else np.uint32)

    def ranks(self) -> Array:
        """How many of them come before each block, and at the end how many there are."""
        counts = np.zeros(-(-self._size // BLOCK), np.int64)
        for first, own in self._blocks:
            counts[first : first + len(own)] += own
        return offsets_of(counts)
