"""The words of one generation, for spelling: which there are, how frequent, and which are close to another.

In: a snapshot. Out: folded words. Never here: forms other than the exact one. Read from the index when first needed.
"""

from functools import cached_property

from analyzers.tokens import Form
from indexer.engines.port.port import Snapshot
from indexer.model.schema import Part, field_name
from search.spelling.nearness import is_comparable, is_short, near

MAX_WORDS = 500_000
#: A short word is a candidate only if it occurs in so many articles.
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
                if is_comparable(word):
                    counts[word] = max(having, counts.get(word, 0))
        return counts

    @cached_property
    def _words(self) -> list[str]:
        return list(self.counts)

    def near(self, word: str) -> list[tuple[str, int]]:
        """The words near a word, each with its distance; to a short word, only common ones."""
        found = near(word, self._words) if is_comparable(word) else []
        return [one for one in found if not is_short(word) or self._is_common(one[0])]

    def _is_common(self, word: str) -> bool:
        return self.counts[word] >= max(COMMON_ARTICLES, COMMON_SHARE * self._snapshot.count())
