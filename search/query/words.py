"""The words that a query is about.

In: a syntax tree. Out: analysed words in the order typed. Never here: words that are excluded, filters, stop words.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analyzers.pipeline import Analyzer
from analyzers.tokens import Token
from indexer.model.schema import FACETS
from search.query.field_values import DATE
from search.query.syntax import All, Any, Excluded, Fielded, Group, Node, Phrase, Required, Word


class QueryWord(NamedTuple):
    """A word as typed, its offsets in the query (end exclusive), and its forms. `plain` is False in a phrase.
    `leaf` is the text of the node that the word was cut from, and `leaf_start` the offset of that text in the query."""

    typed: str
    start: int
    end: int
    token: Token
    plain: bool = True
    leaf: str = ""
    leaf_start: int = 0


def content_words(words: Sequence[QueryWord]) -> tuple[QueryWord, ...]:
    """Each word once; stop words only if there are no others."""
    content = [word for word in words if word.token.stem is not None] or list(words)
    return tuple({word.token.exact: word for word in reversed(content)}.values())[::-1]


def every_word(tree: Node, analyzer: Analyzer) -> Iterator[QueryWord]:
    """All words, each as often as it stands there, stop words among them."""
    for leaf in _leaves(tree):
        yield from words_of(leaf, analyzer)


def words_of(leaf: Word | Phrase, analyzer: Analyzer) -> Iterator[QueryWord]:
    """The analysed words of one leaf."""
    start = leaf.start if isinstance(leaf, Word) else leaf.start + 1
    for token in analyzer.analyze(leaf.text):
        typed = leaf.text[token.start : token.end]
        yield QueryWord(typed, start + token.start, start + token.end, token, isinstance(leaf, Word), leaf.text, start)


def _leaves(node: Node) -> Iterator[Word | Phrase]:
    match node:
        case Word() | Phrase():
            yield node
        case Group() | All() | Any():
            for child in node.children:
                yield from _leaves(child)
        case Required():
            yield from _leaves(node.child)
        case Fielded() if node.field not in FACETS and node.field != DATE:
            yield from _leaves(node.child)
        case Excluded() | Fielded():
            return
