"""Whether words stand in the same articles: what the words beside a misspelt one tell of it.

In: folded words. Out: how much more often they stand in one article than by chance. Never here: which words to ask for.
"""

from collections.abc import Sequence
from math import log

from analyzers.tokens import Form
from indexer.engines.port.port import Request, Snapshot
from indexer.engines.port.query import And, Or, Term
from indexer.model.schema import Part, field_name

#: Counts of a few articles prove little.
SMOOTHING = 1.0
MOST = 3.0
FIELDS = tuple(field_name(part, Form.EXACT) for part in Part)


def company(snapshot: Snapshot, words: Sequence[str], beside: str) -> float:
    """The logarithm of the number of articles that have all the words and the one beside them, against the number by
    chance; between -MOST and MOST."""
    both = _having_all(snapshot, (*words, beside))
    by_chance = min(_having(snapshot, word) for word in words) * _having(snapshot, beside) / max(1, snapshot.count())
    return max(-MOST, min(MOST, log((both + SMOOTHING) / (by_chance + SMOOTHING))))


def _having_all(snapshot: Snapshot, words: Sequence[str]) -> int:
    clauses = tuple(Or(tuple(Term(field, word) for field in FIELDS)) for word in words)
    return snapshot.search(Request(query=And(clauses), limit=1)).total


def _having(snapshot: Snapshot, word: str) -> int:
    return max(snapshot.document_frequency(field, word) for field in FIELDS)
