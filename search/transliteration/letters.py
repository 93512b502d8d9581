"""Which letters of the two scripts stand for each other, and how unusual each pair is.

In: `letters.tsv` in this folder, written from the romanisations of Arabic (ALA-LC, BGN/PCGN, the French of the Maghreb)
and from how newspapers write foreign names. Out: the pairs. Never here: a word.
"""

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from analyzers.shipped import path_of, rows_of

#: A short vowel at the start of an Arabic word is written, on an alef; the end -a of a feminine name is ه, folded.
START, END, INSIDE, ANYWHERE = "start", "end", "inside", ""


class Pair(NamedTuple):
    """Up to three letters of a folded Arabic word, up to five Latin letters, one side of which may be empty, and its
    cost: 0 for the usual spelling, up to 1. `where` in a name: START, END, INSIDE, or ANYWHERE."""

    arabic: str
    latin: str
    cost: float
    where: str = ANYWHERE

    def fits(self, *, start: bool, end: bool) -> bool:
        """Whether the pair may stand where a name starts, or ends."""
        match self.where:
            case "start":
                return start
            case "end":
                return end
            case "inside":
                return not start
        return True

    def turned(self) -> "Pair":
        """The same with its sides exchanged."""
        return self._replace(arabic=self.latin, latin=self.arabic)


@cache
def pairs() -> tuple[Pair, ...]:
    """All pairs, in the order of the table."""
    rows = rows_of(path_of("search.transliteration", "letters.tsv"))
    return tuple(Pair(arabic, latin, float(cost), *where) for arabic, latin, cost, *where in rows)


@cache
def by_sides() -> dict[tuple[str, str, str], float]:
    """`(arabic, latin, where)` -> cost."""
    return {(pair.arabic, pair.latin, pair.where): pair.cost for pair in pairs()}


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
