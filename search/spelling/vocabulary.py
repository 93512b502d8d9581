"""The words of one generation, for spelling: which there are, how frequent, and which are close to another.

In: a snapshot. Out: folded words. Never here: forms other than the exact one. Read from the index when first needed.
"""

from collections import defaultdict
from functools import cached_property

from analyzers.affixes import ARTICLE
from analyzers.tokens import Form
from indexer.engines.port.port import Snapshot
from indexer.model.schema import Part, field_name
from search.spelling.edits import one_slip_away
from search.spelling.letters import alphabet_of
from search.spelling.nearness import is_comparable, is_long, is_short, near

MAX_WORDS = 500_000
#: A short word is a candidate only if it occurs in so many articles.
COMMON_ARTICLES, COMMON_SHARE = 20, 0.001
#: Two letters may be wrong, but then no letter more or less than that is.
TWO = 2


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

    def one_letter_away(self, word: str) -> list[str]:
        """The words of which one slip makes this one. Of short words only those that begin alike, and for a short word
        only common ones."""
        alphabet = alphabet_of(word)
        if not is_comparable(word) or not alphabet:
            return []
        counts = self.counts
        found = {other for other in one_slip_away(word, alphabet) if other in counts and other != word}
        alike = [one for one in found if one[0] == word[0] or not (is_short(word) or is_short(one))]
        return [one for one in alike if not is_short(word) or self._is_common(one)]

    def two_letters_away(self, word: str) -> list[str]:
        """The words that two slips make a long word of; they begin alike."""
        if not is_comparable(word) or not is_long(word):
            return []
        alike = self._alike[_beginning(word)]
        lengths = range(len(word) - TWO, len(word) + TWO + 1)
        return [other for length in lengths for other, distance in near(word, alike.get(length, ())) if distance == TWO]

    @cached_property
    def _alike(self) -> dict[str, dict[int, list[str]]]:
        """The words by their beginning and their length."""
        alike: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for word in self.counts:
            alike[_beginning(word)][len(word)].append(word)
        return alike

    def _is_common(self, word: str) -> bool:
        return self.counts[word] >= max(COMMON_ARTICLES, COMMON_SHARE * self.articles)


def _beginning(word: str) -> str:
    """The first letter, with the article before it."""
    return word[: len(ARTICLE) + 1] if word.startswith(ARTICLE) else word[0]
