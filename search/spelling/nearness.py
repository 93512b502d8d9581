"""Which words a misspelled word may mean, by the letters alone.

In: a folded word, and others. Out: those near it. Never here: which of them is meant, or how many articles have it.

The distance is that of optimal string alignment: letters put in, left out, exchanged, or in the wrong order.
"""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from analyzers.affixes import ARTICLE
from analyzers.lexicon import LONGEST_WORD

#: A shorter word is near to too many.
SHORTEST = 3
#: A word may differ by one letter, and from this length on (without the article) by two.
LONG = 6
#: A word of so few letters is near to many words, and only those with the same first letter are near enough (the first
#: letter is rarely the wrong one: Yannakoudakis and Fawthrop 1983).
SHORT = 4


def is_short(word: str) -> bool:
    """Whether a word has at most SHORT letters."""
    return len(word) <= SHORT


def is_long(word: str) -> bool:
    """Whether a word has so many letters that two may be wrong."""
    return len(word.removeprefix(ARTICLE)) >= LONG


def is_comparable(word: str) -> bool:
    """Whether a word has letters only, enough of them, and not more than words have."""
    return SHORTEST <= len(word) <= LONGEST_WORD and word.isalpha()


def near(word: str, others: Sequence[str]) -> list[tuple[str, int]]:
    """The others near a word, each with its distance, the nearest first."""
    if not is_comparable(word):
        return []
    found = process.extract(word, others, scorer=OSA.distance, score_cutoff=1 + is_long(word), limit=None)
    return [(other, int(distance)) for other, distance, _ in found if not is_short(word) or other[0] == word[0]]
