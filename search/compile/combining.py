"""How clauses and queries become one.

In: `Clause`s, engine queries. Out: the same, joined; stop words give way to other words. Never here: what a visitor
typed.
"""

from collections.abc import Callable, Sequence

from indexer.engines.port.query import And, AtLeast, Best, Every, Not, Nothing, Or, Published, Query, Term
from indexer.model.schema import FACETS
from search.compile.clauses import Clause


def meaningful(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses without the stop words, unless there is nothing else."""
    return [clause for clause in clauses if not clause.common] or list(clauses)


def as_typed(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses for the words as typed alone."""
    return [part for clause in clauses for part in clause.typed or (clause,)]


def both(clauses: Sequence[Clause]) -> Clause | None:
    """All of the clauses as one; None when there are none."""
    return _joined(clauses, all_of)


def either(clauses: Sequence[Clause]) -> Clause | None:
    """Any of the clauses as one; None when there are none."""
    return _joined(clauses, any_of)


def _joined(clauses: Sequence[Clause], join: Callable[[Sequence[Query]], Query]) -> Clause | None:
    kept = meaningful(clauses)
    if not kept:
        return None
    literal = _joined(as_typed(clauses), join) if any(clause.typed for clause in clauses) else None
    return Clause(join([clause.query for clause in kept]), kept[0].common, (literal,) if literal else ())


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
