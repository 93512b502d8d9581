"""The words of one generation, for spelling: which there are, how frequent, and which are close to another.

In: a snapshot. Out: folded words. Never here: forms other than the exact one. Read from the index when first needed.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analyzers.affixes import ARTICLE
from analyzers.tokens import Form
from indexer.engines.port.port import Snapshot
from indexer.model.schema import Part, field_name
from search.spelling.comparable import Comparable
from search.spelling.edits import calmed, one_slip_away
from search.spelling.frequent import Frequent
from search.spelling.letters import alphabet_of
from search.spelling.nearness import is_comparable, is_long, is_short

MAX_WORDS = 500_000
#: Behind every letter of a word.
LAST = "\U0010ffff"
#: A short word is a candidate only if it occurs in so many articles.
COMMON_ARTICLES, COMMON_SHARE = 20, 0.001
#: Two letters may be wrong, but then no letter more or less than that is.
TWO = 2
#: Words that so many articles have are few, so that they are found faster among themselves.
FREQUENT = 100


class Vocabulary:
    """Words of a snapshot with the number of articles that have them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @cached_property
    def counts(self) -> dict[str, int]:
        """Word -> articles that have it in the text or the title."""
        counts: dict[str, int] = {}
        for part in Part:
            for word, having in self._snapshot.terms(field_name(part, Form.EXACT), "", MAX_WORDS):
                if is_comparable(word):
                    counts[word] = max(having, counts.get(word, 0))
        return counts

    @cached_property
    def articles(self) -> int:
        """The number of articles."""
        return self._snapshot.count()

    def beginning(self, text: str, most: int) -> list[tuple[str, int]]:
        """The words in most articles that begin with a text and are longer, each with its articles."""
        words, having = self._ordered
        first, last = bisect_right(words, text), bisect_left(words, text + LAST)
        best = first + np.argsort(-having[first:last], kind="stable")[:most]
        return [(words[place], int(having[place])) for place in best.tolist()]

    @cached_property
    def _ordered(self) -> tuple[list[str], NDArray[np.int64]]:
        """The words in order, and how many articles have each."""
        words = sorted(self.counts)
        return words, np.array([self.counts[word] for word in words], np.int64)

    def one_letter_away(self, word: str, least: int = 0) -> list[str]:
        """The words of which one slip makes this one, or letters repeated for emphasis, and which at least so many
        articles have. Of short words only those that begin alike, and for a short word only common ones."""
        alphabet = alphabet_of(word)
        if not is_comparable(word) or not alphabet:
            return []
        counts = self.counts
        tried = self._frequent.one_slip_away(word, alphabet) if least >= FREQUENT else one_slip_away(word, alphabet)
        found = {other for other in (*tried, *calmed(word)) if counts.get(other, -1) >= least and other != word}
        alike = [one for one in found if one[0] == word[0] or not (is_short(word) or is_short(one))]
        return [one for one in alike if not is_short(word) or self._is_common(one)]

    def two_letters_away(self, word: str, least: int = 0) -> list[str]:
        """The words that two slips make a long word of, and which at least so many articles have; they begin alike."""
        if not is_comparable(word) or not is_long(word):
            return []
        alike = (self._frequently_alike if least >= FREQUENT else self._alike).get(_beginning(word))
        found = (other for other, slips in alike.near(word) if slips == TWO) if alike else ()
        return [other for other in found if self.counts[other] >= least]

    @cached_property
    def _alike(self) -> dict[str, Comparable]:
        return _by_beginning(self.counts)

    @cached_property
    def _frequently_alike(self) -> dict[str, Comparable]:
        return _by_beginning(self._frequent.words)

    @cached_property
    def _frequent(self) -> Frequent:
        return Frequent(word for word, having in self.counts.items() if having >= FREQUENT)

    def _is_common(self, word: str) -> bool:
        return self.counts[word] >= max(COMMON_ARTICLES, COMMON_SHARE * self.articles)


def _by_beginning(words: Iterable[str]) -> dict[str, Comparable]:
    """Words by their beginning."""
    alike: dict[str, list[str]] = defaultdict(list)
    for word in words:
        alike[_beginning(word)].append(word)
    return {beginning: Comparable(words) for beginning, words in alike.items()}


def _beginning(word: str) -> str:
    """The first letter, with the article before it."""
    return word[: len(ARTICLE) + 1] if word.startswith(ARTICLE) else word[0]
