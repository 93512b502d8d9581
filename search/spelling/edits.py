"""What has to change in a typed word so that it is another word, and how unlikely such a slip is.

In: folded words, and `confusions.tsv` in this folder. Out: all words one slip away; the cost of the slips between two
words. Never here: which words there are.

A slip leaves a letter out, puts one in, takes another one, or exchanges two (Damerau 1964).
"""

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz.distance import OSA, Levenshtein

from analyzers.shipped import path_of, rows_of
from search.spelling.keyboard import beside

#: To leave a letter out or to exchange two can be done in few ways. A letter put in, or another one, can be any letter
#: of the alphabet, and each of these is as much less likely. In units of the logarithm of a probability, as fitted with
#: the weights of `search.spelling.plausibility`.
ANY_LETTER = 3.5
#: A letter of a neighbouring key, the same letter twice, or one that is often confused, is more likely than any other.
LIKELY_LETTER = 3.25
#: A letter more than twice in a row, which no word has, and what it costs: it is typed on purpose.
REPEATED = re.compile(r"(.)\1{2,}")
EMPHASIS = 0.0
#: Four of five misspelt words have one slip (Damerau 1964); one more can also happen at any place.
ONE_MORE = 3.0


@cache
def confused(letter: str) -> frozenset[str]:
    """The letters that are written for a letter."""
    groups = (row[0] for row in rows_of(path_of("search.spelling", "confusions.tsv")))
    return frozenset().union(*(group for group in groups if letter in group)) - {letter}


def one_slip_away(word: str, alphabet: str) -> Iterator[str]:
    """All strings of which one slip makes the word, some of them twice."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        yield from (before + letter + after for letter in alphabet)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in alphabet)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def calmed(word: str) -> tuple[str, ...]:
    """A word in which letters are repeated for emphasis, with each of them once, and twice; nothing for any other."""
    if not REPEATED.search(word):
        return ()
    return REPEATED.sub(r"\1", word), REPEATED.sub(r"\1\1", word)


def cost(typed: str, meant: str) -> float:
    """How unlikely the slips are that make `typed` of `meant`."""
    if meant in calmed(typed):
        return EMPHASIS
    if typed == meant or (sorted(typed) == sorted(meant) and OSA.distance(typed, meant) == 1):
        return 0.0
    slips = Levenshtein.editops(typed, meant)
    each = [_cost(slip.tag, typed, slip.src_pos, meant[slip.dest_pos : slip.dest_pos + 1]) for slip in slips]
    return sum(each) + ONE_MORE * (len(slips) - 1)


def _cost(kind: str, typed: str, at: int, meant: str) -> float:
    """The cost of the slip at a place of the typed word, where a letter was meant."""
    if kind == "insert":
        return 0.0
    letter = typed[at]
    if kind == "delete":
        around = typed[max(0, at - 1) : at] + typed[at + 1 : at + 2]
        return LIKELY_LETTER if any(letter == near or letter in beside(near) for near in around) else ANY_LETTER
    return LIKELY_LETTER if letter in beside(meant) or letter in confused(meant) else ANY_LETTER
