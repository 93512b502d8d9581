"""The values of one facet by which another is counted, for every engine.

In: how many matches have each value. Out: the values that are shown. Never here: counting.
"""

from collections.abc import Mapping, Sequence
from heapq import nsmallest


def most_frequent(counts: Mapping[str, int], most: int) -> Sequence[str]:
    """The values that most matches have, at most so many, of equals the first; all of them for 0."""
    return nsmallest(most, counts, key=lambda value: (-counts[value], value)) if most else list(counts)
