"""Query types that Whoosh lacks or gets wrong, as Whoosh queries.

In: Whoosh queries. Out: Whoosh matchers over their matches. Never here: a change to Whoosh itself.
Each evaluates its children for a whole segment and returns a list, which avoids faults of Whoosh's lazy matchers:
`Or(minmatch=...)` is "not yet implemented" in Whoosh 2.7.4, its `Not` adds 1 to a score and lets deleted documents
through, its constant score of 0 counts as 1, and its phrases cannot hold a gap.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from indexer.engines.whoosh.parts import matching, query
from indexer.engines.whoosh.schema import FIRST_DAY, LAST_DAY, UNKNOWN_DAY


class Constant(query.Query):  # type: ignore[misc]
    """Documents that the child matches, all with one score."""

    def __init__(self, child: Any, score: float = 0.0) -> None:
        self.child = child
        self.score = score

    def estimate_size(self, ixreader: Any) -> int:
        """Upper bound of the number of matches."""
        return int(self.child.estimate_size(ixreader))

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Matcher over one segment."""
        ids = [docnum for docnum, _ in drain(self.child.matcher(searcher, context))]
        return listed(ids, [self.score] * len(ids))


class Complement(query.Query):  # type: ignore[misc]
    """Live documents that the child does not match, with score 0."""

    def __init__(self, child: Any) -> None:
        self.child = child

    def estimate_size(self, ixreader: Any) -> int:
        """Upper bound of the number of matches."""
        return int(ixreader.doc_count())

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Matcher over one segment."""
        excluded = {docnum for docnum, _ in drain(self.child.matcher(searcher, context))}
        ids = [docnum for docnum in searcher.reader().all_doc_ids() if docnum not in excluded]
        return listed(ids, [0.0] * len(ids))


class Within(query.Query):  # type: ignore[misc]
    """Documents published from `first` to `last`, both included, with score 0; an unknown date is never inside."""

    def __init__(self, first: date, last: date) -> None:
        self.first = max(first.toordinal(), UNKNOWN_DAY + 1)
        self.last = last.toordinal()

    def estimate_size(self, ixreader: Any) -> int:
        """Upper bound of the number of matches."""
        return int(ixreader.doc_count())

    def matcher(self, searcher: Any, context: Any = None) -> Any:  # noqa: ARG002 - Whoosh passes it by name
        """Matcher over one segment."""
        reader = searcher.reader()
        if not reader.doc_count():
            return matching.NullMatcher()
        firsts, lasts = (reader.column_reader(name) for name in (FIRST_DAY, LAST_DAY))
        ids = [n for n in reader.all_doc_ids() if self.first <= firsts[n] and lasts[n] <= self.last]
        return listed(ids, [0.0] * len(ids))


class AtLeastOf(query.Query):  # type: ignore[misc]
    """Documents that at least `minimum` of the children match, each counted as often as its weight says; scores add
    up."""

    def __init__(self, subqueries: Sequence[Any], minimum: int, weights: Sequence[int] = ()) -> None:
        self.subqueries = list(subqueries)
        self.minimum = minimum
        self.weights = list(weights) or [1] * len(self.subqueries)

    def estimate_size(self, ixreader: Any) -> int:
        """Upper bound of the number of matches."""
        return int(min(sum(child.estimate_size(ixreader) for child in self.subqueries), ixreader.doc_count()))

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Matcher over one segment."""
        found: dict[int, int] = {}
        scores: dict[int, float] = {}
        for child, weight in zip(self.subqueries, self.weights, strict=True):
            for docnum, score in drain(child.matcher(searcher, context)):
                found[docnum] = found.get(docnum, 0) + weight
                scores[docnum] = scores.get(docnum, 0.0) + score
        ids = sorted(docnum for docnum, times in found.items() if times >= self.minimum)
        return listed(ids, [scores[docnum] for docnum in ids])


class BestOf(query.Query):  # type: ignore[misc]
    """Documents that any child matches, with the highest of the children's scores."""

    def __init__(self, subqueries: Sequence[Any]) -> None:
        self.subqueries = list(subqueries)

    def estimate_size(self, ixreader: Any) -> int:
        """Upper bound of the number of matches."""
        return int(min(sum(child.estimate_size(ixreader) for child in self.subqueries), ixreader.doc_count()))

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Matcher over one segment."""
        scores: dict[int, float] = {}
        for child in self.subqueries:
            for docnum, score in drain(child.matcher(searcher, context)):
                scores[docnum] = max(scores.get(docnum, score), score)
        ids = sorted(scores)
        return listed(ids, [scores[docnum] for docnum in ids])


class PhraseAt(query.Query):  # type: ignore[misc]
    """Documents with each term at its offset from the others; the terms' scores add up, times `boost`.

    `slots` are `(offset, term)` with distinct offsets.
    """

    def __init__(self, fieldname: str, slots: Sequence[tuple[int, str]], boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.slots = list(slots)
        self.boost = boost

    def estimate_size(self, ixreader: Any) -> int:
        """Upper bound of the number of matches."""
        return min(int(term.estimate_size(ixreader)) for term in self._terms())

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Matcher over one segment."""
        matchers = [term.matcher(searcher, context) for term in self._terms()]
        offsets = [offset for offset, _ in self.slots]
        ids, scores = [], []
        for docnum in _shared(matchers):
            if _adjacent(matchers, offsets):
                ids.append(docnum)
                scores.append(self.boost * sum(matcher.score() for matcher in matchers))
        return listed(ids, scores)

    def _terms(self) -> list[Any]:
        return [query.Term(self.fieldname, term) for _, term in self.slots]


def drain(matcher: Any) -> Iterator[tuple[int, float]]:
    """The remaining matches of a matcher, as `(document, score)`."""
    while matcher.is_active():
        yield matcher.id(), matcher.score()
        matcher.next()


def listed(ids: Sequence[int], scores: Sequence[float]) -> Any:
    """A matcher over documents in rising order with their scores."""
    return matching.ListMatcher(ids, weights=scores) if ids else matching.NullMatcher()


def _shared(matchers: Sequence[Any]) -> Iterator[int]:
    """Documents that all matchers have; when one is given, every matcher is at it."""
    while all(matcher.is_active() for matcher in matchers):
        target = max(matcher.id() for matcher in matchers)
        behind = [matcher for matcher in matchers if matcher.id() < target]
        if behind:
            for matcher in behind:
                matcher.skip_to(target)
            continue
        yield target
        for matcher in matchers:
            matcher.next()


def _adjacent(matchers: Sequence[Any], offsets: Sequence[int]) -> bool:
    starts: set[int] | None = None
    for matcher, offset in zip(matchers, offsets, strict=True):
        here = {position - offset for position in matcher.value_as("positions")}
        starts = here if starts is None else starts & here
        if not starts:
            return False
    return True
