"""The words that a query is about.

In: a syntax tree. Out: analysed words in the order typed. Never here: words that are excluded, filters, stop words.
"""

from collections.abc import Iterator

from analyzers.pipeline import Analyzer
from analyzers.tokens import Token
from indexer.schema import FACETS
from search.query.syntax import All, Any, Excluded, Fielded, Group, Node, Phrase, Required, Word


def query_words(tree: Node, analyzer: Analyzer) -> tuple[Token, ...]:
    """Each word once; stop words only when there is nothing else."""
    tokens = [token for text in _texts(tree) for token in analyzer.analyze(text)]
    content = [token for token in tokens if token.stem is not None] or tokens
    return tuple({token.exact: token for token in content}.values())


def _texts(node: Node) -> Iterator[str]:
    match node:
        case Word() | Phrase():
            yield node.text
        case Group() | All() | Any():
            for child in node.children:
                yield from _texts(child)
        case Required():
            yield from _texts(node.child)
        case Fielded() if node.field not in FACETS:
            yield from _texts(node.child)
        case Excluded() | Fielded():
            return
