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


#: Words that one misspelt word may mean, and a word beside it.
Pair = tuple[Sequence[str], str]


def companies(snapshot: Snapshot, pairs: Sequence[Pair]) -> list[float]:
    """For each pair the logarithm of the number of articles that have all the words and the one beside them, against
    the number by chance; between -MOST and MOST."""
    answers = snapshot.search_all([_having_all((*words, beside)) for words, beside in pairs])
    return [_company(snapshot, pair, answer.total) for pair, answer in zip(pairs, answers, strict=True)]


def together(snapshot: Snapshot, word: str, beside: Sequence[str]) -> list[int]:
    """The number of articles that have a word and each of those beside it."""
    return [answer.total for answer in snapshot.search_all([_having_all((word, other)) for other in beside])]


def _company(snapshot: Snapshot, pair: Pair, both: int) -> float:
    words, beside = pair
    by_chance = min(_having(snapshot, word) for word in words) * _having(snapshot, beside) / max(1, snapshot.count())
    return max(-MOST, min(MOST, log((both + SMOOTHING) / (by_chance + SMOOTHING))))


def _having_all(words: Sequence[str]) -> Request:
    """The request for the articles that have all of the words."""
    return Request(query=And(tuple(Or(tuple(Term(field, word) for field in FIELDS)) for word in words)), limit=1)


def _having(snapshot: Snapshot, word: str) -> int:
    return max(snapshot.document_frequency(field, word) for field in FIELDS)
