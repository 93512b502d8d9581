"""Which letters of the two scripts stand for each other, and how unusual each pair is.

In: `letters.tsv` in this folder, written from the romanisations of Arabic (ALA-LC, BGN/PCGN, the French of the Maghreb)
and from how newspapers write foreign names. Out: the pairs. Never here: a word.
"""

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from analyzers.shipped import path_of, rows_of


class Pair(NamedTuple):
    """Up to three letters of a folded Arabic word, up to five Latin letters, one side of which may be empty, and its
    cost: 0 for the usual spelling, up to 1."""

    arabic: str
    latin: str
    cost: float


@cache
def pairs() -> tuple[Pair, ...]:
    """All pairs, in the order of the table."""
    rows = rows_of(path_of("search.transliteration", "letters.tsv"))
    return tuple(Pair(arabic, latin, float(cost)) for arabic, latin, cost in rows)


@cache
def by_sides() -> dict[tuple[str, str], float]:
    """`(arabic, latin)` -> cost."""
    return {(pair.arabic, pair.latin): pair.cost for pair in pairs()}


@cache
def by_latin() -> dict[str, list[Pair]]:
    """The first Latin letter -> its pairs; "" for those without one."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs():
        found[pair.latin[:1]].append(pair)
    return found


@cache
def by_arabic() -> dict[str, list[Pair]]:
    """The first Arabic letter -> its pairs; "" for those without one."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs():
        found[pair.arabic[:1]].append(pair)
    return found
