"""How queries become one.

In: engine queries. Out: the same, joined. Never here: clauses (`joining.py`), or what a visitor typed.
"""

from collections.abc import Sequence

from indexer.engines.port.query import And, AtLeast, Best, Every, Not, Nothing, Or, Published, Query, Term
from indexer.model.schema import FACETS


def all_of(queries: Sequence[Query]) -> Query:
    """A query that matches articles that match all of the queries."""
    if any(isinstance(query, Nothing) for query in queries):
        return Nothing()
    return queries[0] if len(queries) == 1 else And(tuple(queries))


def any_of(queries: Sequence[Query]) -> Query:
    """A query that matches articles that match any of the queries."""
    found = [query for query in queries if not isinstance(query, Nothing)]
    if len(found) < 2:
        return found[0] if found else Nothing()
    return Or(tuple(found))


def is_filter(query: Query) -> bool:
    """Whether a clause only chooses articles, and says nothing of their relevance."""
    match query:
        case Term():
            return query.field in FACETS
        case Not() | Every() | Nothing() | Published():
            return True
        case And() | Or() | Best() | AtLeast():
            return all(is_filter(child) for child in query.children)
    return False
