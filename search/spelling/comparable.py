"""Words that are compared with others again and again, and those of them near one.

In: folded words. Out: those near a word, as `search.spelling.nearness` has it. Never here: a distance of its own.

Most words are told to be too far by which letters they have, in no time: a letter put in or left out changes one of
them, another letter two, an exchange none. Only the others are compared.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.spelling.nearness import is_comparable, is_long, near

#: Letters are told apart by so many bits; two that share one only let more words through.
BITS = 64
#: A slip changes at most so many of the letters that a word has.
CHANGED = 2


class Comparable:
    """Words by their length, with the letters that each has."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)

    @cached_property
    def _by_length(self) -> dict[int, tuple[list[str], NDArray[np.uint64]]]:
        alike: dict[int, list[str]] = defaultdict(list)
        for word in self._words:
            alike[len(word)].append(word)
        return {length: (words, _letters(words, length)) for length, words in alike.items() if length}

    def near(self, word: str) -> list[tuple[str, int]]:
        """The words near a word, each with its distance, the nearest first."""
        if not is_comparable(word):
            return []
        slips = 1 + is_long(word)
        own = _letters([word], len(word))
        found: list[str] = []
        for length in range(len(word) - slips, len(word) + slips + 1):
            words, letters = self._by_length.get(length, ([], own[:0]))
            changed = np.bitwise_count(letters ^ own[0])
            found += [words[place] for place in np.flatnonzero(changed <= CHANGED * slips).tolist()]
        return near(word, found)


def _letters(words: list[str], length: int) -> NDArray[np.uint64]:
    """Which letters each of some words of one length has, as a number with a bit for each."""
    codes = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
    bits = np.left_shift(np.uint64(1), codes.astype(np.uint64) % np.uint64(BITS))
    found: NDArray[np.uint64] = np.bitwise_or.reduce(bits.reshape(len(words), length), axis=1)
    return found
