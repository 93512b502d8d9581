"""What the collection attests of a query's other words: terms, phrases, days of publication.

In: terms, patterns, days. Out: whether an article has them. Never here: scores, or which articles these are.
"""

from collections.abc import Iterable, Sequence

from indexer.engines.port.port import Request, Snapshot
from indexer.engines.port.query import Published
from search.compile.expansions import Pattern
from search.compile.frequencies import FIELDS, Frequencies, pairs_of
from search.dates.typed import Days


class Attested:
    """What one generation has, for one request."""

    def __init__(self, snapshot: Snapshot, frequencies: Frequencies) -> None:
        self._snapshot = snapshot
        self._frequencies = frequencies

    def expect(self, patterns: Iterable[Pattern]) -> None:
        """Announce patterns whose terms may be asked for."""
        self._frequencies.expect([pair for one in patterns for pair in pairs_of(one.form, one.terms)])

    def term(self, field: str, term: str) -> bool:
        """Whether an article has the term in the field."""
        return self._frequencies.has(field, term)

    def terms(self, pattern: Pattern) -> bool:
        """Whether the collection has every term of a pattern in one part of its articles, side by side or not."""
        has = self._frequencies.has
        return any(all(has(name, term) for term in pattern.terms if term is not None) for name in FIELDS[pattern.form])

    def phrase(self, pattern: Pattern) -> bool:
        """Whether an article has the terms of a pattern next to each other."""
        return bool(self.having([pattern]))

    def having(self, patterns: Sequence[Pattern]) -> dict[Pattern, int]:
        """Those of the patterns of which articles have the terms next to each other, with the number of these articles;
        of a single term, the number in the part where most have it. Phrases are asked for at once."""
        self.expect(patterns)
        there = [one for one in patterns if self.terms(one)]
        phrases = [one for one in there if len(one.terms) > 1]
        totals = dict(zip(phrases, self._frequencies.totals([one.query() for one in phrases]), strict=True))
        for one in there:
            if one not in totals:
                totals[one] = self._frequencies.there(one.form, one.terms[0] or "").having
        return {one: number for one, number in totals.items() if number}

    def published(self, days: Days) -> bool:
        """Whether an article was published on one of the days."""
        return self._snapshot.search(Request(Published(days.first, days.last), limit=0)).total > 0
