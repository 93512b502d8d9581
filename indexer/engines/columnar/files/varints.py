"""Whole numbers in as few bytes as they need, small ones in one.

In: arrays of numbers from 0 on. Out: bytes, seven bits in each, the highest first; all but the last byte of a number
have the eighth bit set. Never here: a loop over numbers.
"""

import numpy as np

from indexer.engines.columnar.files.arrayfile import Array

BITS = 7
MORE = 1 << BITS
LOW = MORE - 1
#: Bytes of the largest number that an index holds.
LONGEST = 9


def encode(numbers: Array) -> tuple[Array, Array]:
    """The bytes of numbers, and how many each has."""
    values = np.asarray(numbers, np.int64)
    sizes = np.ones(len(values), np.int64)
    rest = values >> BITS
    while rest.any():
        sizes += rest > 0
        rest = rest >> BITS
    ends = np.cumsum(sizes) - 1
    content = np.empty(int(sizes.sum()), np.uint8)
    content[ends] = values & LOW
    for place in range(1, int(sizes.max(initial=0))):
        longer = sizes > place
        content[ends[longer] - place] = (values[longer] >> (BITS * place)) & LOW | MORE
    return content, sizes


def decode(content: Array) -> tuple[Array, Array]:
    """The numbers in some bytes, and the index of the last byte of each. Raises ValueError for a number that is too
    long."""
    last = (content < MORE).nonzero()[0]
    values = content.take(last).astype(np.int64)
    longer = np.ones(len(last), np.bool_)
    for place in range(1, LONGEST + 1):
        before = content.take(last - place, mode="wrap")
        longer &= (before >= MORE) & (last >= place)
        if not longer.any():
            return values, last
        if place < LONGEST:
            values |= ((before & LOW) * longer).astype(np.int64) << (BITS * place)
    raise ValueError("a number of the forward index is too long")


def joined(content: Array, starts: Array, ends: Array) -> Array:
    """Some parts of an array, one after the other."""
    if not len(starts):
        return content[:0]
    bounds = zip(starts.tolist(), ends.tolist(), strict=True)
    return np.concatenate([content[start:end] for start, end in bounds])
