"""A trie over words, which finds the longest phrase at each word in one pass.

In: phrases with values, then the words of texts. Out: every phrase in the text, the longest first at each word.
Never here: the meaning of a phrase. A dictionary per node makes it fast: an automaton of pyahocorasick 2.3 over
sequences searches the children of its root one by one, which took ten times as long with ten thousand names.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from indexer.naming.forms import without_clitics
from indexer.naming.words import REMEMBERED_WORDS, NameWord

Value = TypeVar("Value")
#: Between the keys of a phrase's words; no key contains it, because it is a separator of words.
JOINT = "\x1f"


class TrieMatch(NamedTuple, Generic[Value]):
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


class _FirstNodes(dict[str, _Node[Value] | None], Generic[Value]):
    """The node of each first word, made when a text has the word; read by `map`, without a call in Python for a word
    that was met before. It may hold at most REMEMBERED_WORDS between two texts."""

    def __init__(self, find: Callable[[str], _Node[Value] | None]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: str) -> _Node[Value] | None:
        node = self[key] = self._find(key)
        return node


class WordTrie(Generic[Value]):
    """Phrases by their words. Only the first word of a phrase may carry Arabic clitics in a text.

    The nodes below a first word are built when a text has that word: few words of a large gazetteer occur.
    """

    def __init__(self, phrases: Mapping[str, Value] | None = None) -> None:
        """`phrases` are the first phrases, each as `joined` returns it."""
        self._phrases: dict[str, dict[str, Value]] = {}
        self._first_nodes = _FirstNodes(self._find_first_node)
        for phrase, value in (phrases or {}).items():
            self._phrases.setdefault(phrase.partition(JOINT)[0], {})[phrase] = value

    def get(self, words: Sequence[NameWord]) -> Value | None:
        """The value of a phrase that was added, or None."""
        return self._phrases.get(words[0].key, {}).get(joined(words)) if words else None

    def begins(self, word: str) -> bool:
        """Whether a phrase begins with a word as it is, without a clitic cut off."""
        return word in self._phrases

    def add(self, words: Sequence[NameWord], value: Value) -> None:
        """Add a phrase of at least one word, or give it a new value."""
        self._phrases.setdefault(words[0].key, {})[joined(words)] = value
        self._first_nodes.clear()

    def find(self, words: Sequence[NameWord]) -> Iterator[TrieMatch[Value]]:
        """The phrases in a text by their first word; of several with one first word, the longest first."""
        if len(self._first_nodes) > REMEMBERED_WORDS:
            self._first_nodes.clear()
        for first, node in enumerate(map(self._first_nodes.__getitem__, [word.key for word in words])):
            if node is not None:
                yield from reversed(list(_from(node, words, first)))

    def _find_first_node(self, key: str) -> _Node[Value] | None:
        """The node of a word as it is in the text, otherwise without its clitics."""
        phrases = self._phrases.get(key)
        if phrases is None and not key.isascii():
            found = (self._phrases.get(stem) for stem in without_clitics(key))
            phrases = next((some for some in found if some is not None), None)
        return _grown(phrases) if phrases else None


def joined(words: Sequence[NameWord]) -> str:
    """The key of a phrase: the keys of its words, joined."""
    return JOINT.join([word.key for word in words])


def _grown(phrases: Mapping[str, Value]) -> _Node[Value]:
    """The node of a first word, with all nodes below it."""
    top: _Node[Value] = _Node()
    for phrase, value in phrases.items():
        node = top
        for key in phrase.split(JOINT)[1:]:
            node = node.following.setdefault(key, _Node())
        node.value = value
    return top


def _from(node: _Node[Value], words: Sequence[NameWord], first: int) -> Iterator[TrieMatch[Value]]:
    """The phrases that begin at one word, shortest first."""
    last = first + 1
    following: _Node[Value] | None = node
    while following is not None:
        if following.value is not None:
            yield TrieMatch(first, last, following.value)
        following = following.following.get(words[last].key) if last < len(words) else None
        last += 1
