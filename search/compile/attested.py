"""What the collection attests of a query's other words: terms, phrases, days of publication.

In: terms, patterns, days. Out: whether an article has them. Never here: scores, or which articles these are.
"""

from indexer.engines.port.port import Request, Snapshot
from indexer.engines.port.query import Phrase, Published
from indexer.model.schema import Part, field_name
from search.compile.combining import any_of
from search.compile.expansions import Pattern
from search.compile.weighing import FIELDS
from search.dates.typed import Days


class Attested:
    """The vocabulary of one generation."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def term(self, field: str, term: str) -> bool:
        """Whether an article has the term in the field."""
        return self._snapshot.document_frequency(field, term) > 0

    def terms(self, pattern: Pattern) -> bool:
        """Whether the collection has every term of a pattern in one part of its articles, side by side or not."""
        terms = [term for term in pattern.terms if term is not None]
        return any(
            all(self._snapshot.document_frequencies([(name, term) for term in terms])) for name in FIELDS[pattern.form]
        )

    def phrase(self, pattern: Pattern) -> bool:
        """Whether an article has the terms of a pattern next to each other."""
        if not self.terms(pattern):
            return False
        query = any_of([Phrase(field_name(part, pattern.form), pattern.terms) for part in Part])
        return len(pattern.terms) == 1 or self._snapshot.search(Request(query, limit=0)).total > 0

    def published(self, days: Days) -> bool:
        """Whether an article was published on one of the days."""
        return self._snapshot.search(Request(Published(days.first, days.last), limit=0)).total > 0
