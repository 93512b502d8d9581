"""The words of one generation, for spelling: which there are, how frequent, and which are close to another.

In: a snapshot. Out: folded words. Never here: forms other than the exact one. Read from the index when first needed.
"""

from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from analyzers.affixes import ARTICLE
from analyzers.tokens import Form
from indexer.engines.port.port import Snapshot
from indexer.model.schema import Part, field_name

MAX_WORDS = 500_000
SHORTEST = 3
#: A word may differ by one letter, and from this length on (without the article) by two.
LONG = 6
#: A word of so few letters has other words for neighbours: it is meant as another only when that one begins alike (the
#: first letter is seldom the wrong one: Yannakoudakis and Fawthrop 1983) and stands in so many articles.
SHORT = 4
COMMON_ARTICLES, COMMON_SHARE = 20, 0.001


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
                if len(word) >= SHORTEST and word.isalpha():
                    counts[word] = max(having, counts.get(word, 0))
        return counts

    @cached_property
    def _words(self) -> list[str]:
        return list(self.counts)

    def near(self, word: str) -> list[tuple[str, int]]:
        """The words near a word, each with its distance (optimal string alignment)."""
        if len(word) < SHORTEST or not word.isalpha():
            return []
        limit = 1 if len(word.removeprefix(ARTICLE)) < LONG else 2
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=limit, limit=None)
        if len(word) <= SHORT:
            near = [found for found in near if found[0][0] == word[0] and self._is_common(found[0])]
        return [(found, int(distance)) for found, distance, _ in near]

    def _is_common(self, word: str) -> bool:
        return self.counts[word] >= max(COMMON_ARTICLES, COMMON_SHARE * self._snapshot.count())
