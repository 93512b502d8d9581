"""Plans for the leaves of a query tree, over one segment.

In: a segment's arrays and term weights. Out: plans. A plan gives all its hits (`full`), flags its documents without
their scores (`flag`), or decides which of some documents match (`probe`). Never here: Whoosh's query types; the
compiler turns them into plans.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from indexer.engines.columnar.asking.hits import Hits, Probe, no_hits, probe_hits
from indexer.engines.columnar.asking.lookups import Asked, Word
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

    def flag(self, flags: Array) -> None:
        """Set the flags of all documents that match; `flags` has one for each document of the segment."""
        ...

    def probe(self, asked: Asked) -> Probe:
        """Which of some documents match."""
        ...

    def words(self) -> Iterable[Word]:
        """The words that `probe` looks for in the documents that it is asked about."""
        ...


class Wordless:
    """A plan that looks for no words when it is probed."""

    __slots__ = ()

    def words(self) -> Iterable[Word]:
        """None."""
        return ()


@dataclass(frozen=True, eq=False)
class NothingPlan(Wordless):
    """Matches nothing."""

    size: int = 0
    positive: bool = True

    def full(self) -> Hits:
        """No match."""
        return no_hits()

    def flag(self, flags: Array) -> None:
        """No flag."""

    def probe(self, asked: Asked) -> Probe:
        """None of them."""
        return Probe(np.zeros(len(asked), np.bool_), np.zeros(len(asked), np.float32))


@dataclass(frozen=True, eq=False)
class EveryPlan(Wordless):
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

    def flag(self, flags: Array) -> None:
        """All flags."""
        flags[:] = True

    def probe(self, asked: Asked) -> Probe:
        """All of them."""
        return Probe(np.ones(len(asked), np.bool_), np.full(len(asked), self.score, np.float32))


class TermPlan:
    """Matches the documents of one term."""

    __slots__ = ("docs", "factor", "index", "plain", "positive", "size", "span", "weight")

    def __init__(self, index: FieldIndex, span: Span, weight: TermWeight, factor: float) -> None:
        self.index = index
        self.span = span
        self.weight = weight
        self.factor = factor
        self.docs = index.postings.docs[span.start : span.end]
        self.size = span.end - span.start
        self.positive = factor > 0
        self.plain: tuple[TermPlan, ...] = (self,) if self.positive and index.coded else ()

    @property
    def codes(self) -> Array:
        """The codes of the term's postings."""
        return self.index.postings.codes[self.span.start : self.span.end]

    def full(self) -> Hits:
        """The term's postings."""
        return Hits(self.docs, self.weight.scores(self.index, self.span, self.factor))

    def flag(self, flags: Array) -> None:
        """The flags of the term's documents."""
        flags[self.docs] = True

    def probe(self, asked: Asked) -> Probe:
        """What is known of the term in these documents, or is found now."""
        return asked.known(self) or self.found_in(asked.docs)

    def words(self) -> Iterable[Word]:
        """The term itself."""
        return (self,) if self.plain else ()

    def found_in(self, docs: Array) -> Probe:
        """Look documents up in the term's list."""
        indices = self.docs.searchsorted(docs)
        found = self.docs.take(indices, mode="clip") == docs
        scores = np.zeros(len(docs), np.float32)
        if found.any():
            scores[found] = self.weight.scores(self.index, self.span, self.factor, indices[found])
        return Probe(found, scores)


@dataclass(frozen=True, eq=False)
class DocsPlan(Wordless):
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

    def flag(self, flags: Array) -> None:
        """The flags of the documents."""
        flags[self.docs] = True

    def probe(self, asked: Asked) -> Probe:
        """Those that are among the documents."""
        return probe_hits(self.full(), asked.docs)


@dataclass(frozen=True, eq=False)
class LatePlan(Wordless):
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

    def flag(self, flags: Array) -> None:
        """The flags of the hits of the function."""
        flags[self._hits.docs] = True

    def probe(self, asked: Asked) -> Probe:
        """Those that are among the hits of the function."""
        return probe_hits(self._hits, asked.docs)


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
