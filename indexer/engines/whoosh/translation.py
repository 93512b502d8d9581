"""From the port's query tree to a Whoosh query tree; every engine on Whoosh's types uses it.

In: nodes of `indexer.engines.port.query`. Out: Whoosh queries, and those of `queries.py` where Whoosh has none.
Never here: an index. The engine passes in how a prefix is expanded.
"""

from collections.abc import Callable, Sequence
from typing import Any

from indexer.engines.port.query import (
    And,
    AtLeast,
    Best,
    Every,
    Maybe,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Term,
)
from indexer.engines.whoosh.parts import query as stock
from indexer.engines.whoosh.queries import AtLeastOf, BestOf, Complement, Constant, PhraseAt, Within
from indexer.model.schema import FACETS, ID

#: Above this many children, Whoosh's tree of two-way matchers costs more than it skips, and recurses too deep.
TREE_LIMIT = 64

Expand = Callable[[str, str], Any]


class Translator:
    """Translates query trees; `expand(field, prefix)` gives the Whoosh query for the terms with a prefix."""

    def __init__(self, expand: Expand) -> None:
        self._expand = expand
        self._rules: dict[type[Any], Callable[[Any], Any]] = {
            Term: self._term,
            Phrase: self._phrase,
            Prefix: self._prefix,
            And: self._and,
            Or: lambda node: self._any(node.children, 1),
            Best: lambda node: BestOf([self(child) for child in node.children]),
            AtLeast: lambda node: self._any(node.children, node.minimum, node.weights),
            Not: lambda node: Complement(self(node.child)),
            Maybe: lambda node: stock.AndMaybe(self(node.required), self(node.optional)),
            Published: lambda node: Constant(Within(node.first, node.last), node.boost),
            Every: lambda _: Constant(stock.Every()),
            Nothing: lambda _: stock.NullQuery,
        }

    def __call__(self, node: Query) -> Any:
        """The Whoosh query that matches and scores like `node`."""
        return self._rules[type(node)](node)

    def _term(self, node: Term) -> Any:
        if node.field in FACETS or node.field == ID:
            return Constant(stock.Term(node.field, node.text))
        return stock.Term(node.field, node.text, boost=node.boost)

    def _phrase(self, node: Phrase) -> Any:
        slots = [(offset, term) for offset, term in enumerate(node.terms) if term is not None]
        if not slots:
            return stock.NullQuery
        if len(slots) == 1:
            return self._term(Term(node.field, slots[0][1], node.boost))
        return PhraseAt(node.field, slots, node.boost)

    def _prefix(self, node: Prefix) -> Any:
        score = 0.0 if node.field in FACETS else node.boost
        return Constant(self._expand(node.field, node.text), score)

    def _and(self, node: And) -> Any:
        children = [self(child) for child in node.children]
        if len(children) > TREE_LIMIT:
            return AtLeastOf(children, len(children))
        return stock.And(children) if children else self(Every())

    def _any(self, nodes: Sequence[Query], minimum: int, weights: Sequence[int] = ()) -> Any:
        children = [self(child) for child in nodes]
        if minimum <= 0:
            everything = self(Every())
            return stock.AndMaybe(everything, self._any(nodes, 1)) if children else everything
        if minimum == 1 and len(children) <= TREE_LIMIT:
            return stock.Or(children) if children else stock.NullQuery
        return AtLeastOf(children, minimum, weights)
