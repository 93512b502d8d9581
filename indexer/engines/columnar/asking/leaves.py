"""Plans for the leaves of a query tree, over one segment.

In: a segment's arrays and term weights. Out: plans. A plan gives all its hits (`full`) or decides which of some
documents match (`probe`). Never here: Whoosh's query types; the compiler turns them into plans.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from indexer.engines.columnar.asking.hits import Hits, Probe, no_hits, probe_hits
from indexer.engines.columnar.asking.weighing import TermWeight
from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.columnar.files.fieldindex import FieldIndex, Span

#: Looking documents up in a term's list pays while the list is at least this many times as long.
SEARCH_SHARE = 16


class Plan(Protocol):
    """How a query node is evaluated. `size` bounds the number of matches, or the work to find them; `positive` promises
    that every score is above 0."""

    @property
    def size(self) -> int:
        """Upper bound of the number of matches."""
        ...

    @property
    def positive(self) -> bool:
        """Whether every score is above 0."""
        ...

    def full(self) -> Hits:
        """All matches."""
        ...

    def probe(self, docs: Array) -> Probe:
        """Which of some documents (rising, int32) match."""
        ...


@dataclass(frozen=True, eq=False)
class NothingPlan:
    """Matches nothing."""

    size: int = 0
    positive: bool = True

    def full(self) -> Hits:
        """No match."""
        return no_hits()

    def probe(self, docs: Array) -> Probe:
        """None of them."""
        return Probe(np.zeros(len(docs), np.bool_), np.zeros(len(docs), np.float32))


@dataclass(frozen=True, eq=False)
class EveryPlan:
    """Matches every document with one score."""

    size: int
    score: float

    @property
    def positive(self) -> bool:
        """Whether the score is above 0."""
        return self.score > 0

    def full(self) -> Hits:
        """All documents."""
        return Hits(np.arange(self.size, dtype=np.int32), np.full(self.size, self.score, np.float32))

    def probe(self, docs: Array) -> Probe:
        """All of them."""
        return Probe(np.ones(len(docs), np.bool_), np.full(len(docs), self.score, np.float32))


class TermPlan:
    """Matches the documents of one term."""

    __slots__ = ("docs", "factor", "index", "positive", "size", "span", "weight")

    def __init__(self, index: FieldIndex, span: Span, weight: TermWeight, factor: float) -> None:
        self.index = index
        self.span = span
        self.weight = weight
        self.factor = factor
        self.docs = index.postings.docs[span.start : span.end]
        self.size = span.end - span.start
        self.positive = factor > 0

    def full(self) -> Hits:
        """The term's postings."""
        return Hits(self.docs, self.weight.scores(self.index, self.span, self.factor))

    def probe(self, docs: Array) -> Probe:
        """Look the documents up in the term's list."""
        indices = self.docs.searchsorted(docs)
        found = self.docs.take(indices, mode="clip") == docs
        scores = np.zeros(len(docs), np.float32)
        if found.any():
            scores[found] = self.weight.scores(self.index, self.span, self.factor, indices[found])
        return Probe(found, scores)


@dataclass(frozen=True, eq=False)
class DocsPlan:
    """Matches given documents (rising) with one score."""

    docs: Array
    score: float

    @property
    def size(self) -> int:
        """Number of documents."""
        return len(self.docs)

    @property
    def positive(self) -> bool:
        """Whether the score is above 0."""
        return self.score > 0

    def full(self) -> Hits:
        """The documents."""
        return Hits(self.docs, np.full(len(self.docs), self.score, np.float32))

    def probe(self, docs: Array) -> Probe:
        """Those that are among the documents."""
        return probe_hits(self.full(), docs)


@dataclass(frozen=True, eq=False)
class LatePlan:
    """Matches the hits of a function, which is called when they are first needed."""

    size: int
    evaluate: Callable[[], Hits]
    positive: bool = False

    @cached_property
    def _hits(self) -> Hits:
        return self.evaluate()

    def full(self) -> Hits:
        """The hits of the function."""
        return self._hits

    def probe(self, docs: Array) -> Probe:
        """Those that are among the hits of the function."""
        return probe_hits(self._hits, docs)


def intersect_docs(lists: Sequence[Array]) -> Array:
    """Documents in every list, starting from the shortest."""
    first, *others = sorted(lists, key=len)
    for other in others:
        if not len(first) or not len(other):
            return first[:0]
        indices = np.searchsorted(other, first)
        indices[indices == len(other)] = 0
        first = first[other[indices] == first]
    return first
