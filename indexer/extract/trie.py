"""A trie over words, which finds the longest phrase at each place in one pass.

In: phrases with values, then the words of texts. Out: every phrase that stands there, longest first at each place.
Never here: what a phrase means. A dictionary per node is what makes it fast: an automaton of pyahocorasick 2.3 over
sequences looks through the children of its root one by one, which took ten times as long with ten thousand names.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from indexer.extract.forms import without_clitics
from indexer.extract.words import REMEMBERED_WORDS, Word

Value = TypeVar("Value")


class Found(NamedTuple, Generic[Value]):
    """A phrase in a text: words `first` to `last` (exclusive) and the value that it was added with."""

    first: int
    last: int
    value: Value


class _Node(Generic[Value]):
    """What may follow a word, and the value of the phrase that ends with it."""

    __slots__ = ("following", "value")

    def __init__(self) -> None:
        self.following: dict[str, _Node[Value]] = {}
        self.value: Value | None = None


class WordTrie(Generic[Value]):
    """Phrases by their words. Only the first word of a phrase may carry Arabic clitics in a text."""

    def __init__(self) -> None:
        self._root: _Node[Value] = _Node()
        self._first_node = lru_cache(REMEMBERED_WORDS)(self._find_first_node)

    def get(self, words: Sequence[Word]) -> Value | None:
        """The value of a phrase that was added, or None."""
        node: _Node[Value] | None = self._root
        for word in words:
            node = node.following.get(word.key) if node else None
        return node.value if node else None

    def add(self, words: Sequence[Word], value: Value) -> None:
        """Add a phrase, or give it a new value."""
        node = self._root
        for word in words:
            node = node.following.setdefault(word.key, _Node())
        node.value = value
        self._first_node.cache_clear()

    def find(self, words: Sequence[Word]) -> Iterator[Found[Value]]:
        """The phrases in a text by their first word, the longest at each place first."""
        first_node = self._first_node
        for first, word in enumerate(words):
            node = first_node(word.key)
            if node is not None:
                yield from reversed(list(_from(node, words, first)))

    def _find_first_node(self, key: str) -> _Node[Value] | None:
        """The node of a text's word as it stands, otherwise without its clitics."""
        node = self._root.following.get(key)
        if node is None and not key.isascii():
            stems = (self._root.following.get(stem) for stem in without_clitics(key))
            node = next((found for found in stems if found is not None), None)
        return node


def _from(node: _Node[Value], words: Sequence[Word], first: int) -> Iterator[Found[Value]]:
    """The phrases that begin at one word, shortest first."""
    last = first + 1
    following: _Node[Value] | None = node
    while following is not None:
        if following.value is not None:
            yield Found(first, last, following.value)
        following = following.following.get(words[last].key) if last < len(words) else None
        last += 1
