"""Finding the words one slip away among few words, without trying every letter of the alphabet.

In: words. Out: those one slip away from another. Never here: how frequent a word is.

Two words are one slip apart only if they are the same word, or one is the other, once one letter is left out of either
(Garbe, SymSpell, 2012): so each word is kept under what is left of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA


class Frequent:
    """Some words, by what is left of each without one letter."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self._by_rest: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            for rest in _rests(word):
                self._by_rest[rest].append(word)

    def one_slip_away(self, word: str, alphabet: str) -> Iterator[str]:
        """The words of which one slip makes this one; what it has besides the letters of this one are letters of the
        alphabet."""
        tried = {other for rest in _rests(word) for other in self._by_rest.get(rest, ())}
        letters = set(word) | set(alphabet)
        return (other for other in tried if letters.issuperset(other) and OSA.distance(word, other) == 1)


def _rests(word: str) -> set[str]:
    """The word, and what is left of it without one letter."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
