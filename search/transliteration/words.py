"""The words of one generation by their beginnings.

In: a snapshot. Out: whether a word is there or begins so, and how many articles have it. Never here: a list of all
words, which would take half a second to read: the words of two letters are read when first needed.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from indexer.engines.port.port import Snapshot
from search.transliteration.evidence import BODY

#: Letters by which words are read, and words read for them.
LETTERS, MAX_WORDS = 2, 100_000


class Words:
    """The words of the texts of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._read: dict[str, Sequence[tuple[str, int]]] = {}

    def begins(self, text: str) -> bool:
        """Whether a word begins so; true of less than LETTERS letters."""
        if len(text) < LETTERS:
            return True
        words, at = self._place(text)
        return at < len(words) and words[at][0].startswith(text)

    def having(self, word: str) -> int:
        """The number of articles that have a word of at least LETTERS letters in their text."""
        if len(word) < LETTERS:
            return 0
        words, at = self._place(word)
        return words[at][1] if at < len(words) and words[at][0] == word else 0

    def alike(self, word: str) -> Iterator[tuple[str, int]]:
        """The words that begin with the same LETTERS letters, or with those after one slip: a letter more, or two in
        the wrong order. Each with its articles."""
        first, second, third = word[0], word[1:2], word[2:3]
        for beginning in dict.fromkeys((first + second, first + third, second + first)):
            yield from self._place(beginning)[0]

    def _place(self, text: str) -> tuple[Sequence[tuple[str, int]], int]:
        beginning = text[:LETTERS]
        words = self._read.get(beginning)
        if words is None:
            words = self._read[beginning] = sorted(self._snapshot.terms(BODY, beginning, MAX_WORDS))
        return words, bisect_left(words, (text, 0))
