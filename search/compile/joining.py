"""How clauses become one.

In: `Clause`s. Out: the same, joined; stop words give way to other words. Never here: what a visitor typed.
"""

from collections.abc import Callable, Sequence

from indexer.engines.port.query import Query
from search.compile.clauses import Clause
from search.compile.combining import all_of, any_of


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
