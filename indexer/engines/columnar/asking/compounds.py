"""Plans for the inner nodes of a query tree, over one segment.

In: the plans of the children. Out: plans. Never here: Whoosh's query types.
A conjunction starts from its rarest child and probes the others for the documents that remain. An alternative looks
documents up or walks its lists, whichever costs less.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engines.columnar.asking.hits import Hits, Probe, best, union
from indexer.engines.columnar.asking.leaves import SEARCH_SHARE, Plan, TermPlan
from indexer.engines.columnar.files.arrayfile import Array


class OrPlan:
    """Documents that any child matches; scores add up."""

    __slots__ = ("children", "documents", "positive", "size")

    def __init__(self, children: Sequence[Plan], documents: int) -> None:
        self.children = children
        self.documents = documents
        self.size = sum([child.size for child in children])
        self.positive = all(child.positive for child in children)

    def full(self) -> Hits:
        """The union."""
        return union([child.full() for child in self.children], self.documents, self.positive)

    def probe(self, docs: Array) -> Probe:
        """Each child is probed, or its list is walked, whichever is less work."""
        found = np.zeros(len(docs), np.bool_)
        scores = np.zeros(len(docs), np.float32)
        table: Array | None = None
        for child in self.children:
            if _walks(child, len(docs)):
                table = np.zeros(self.documents, np.float32) if table is None else table
                hits = child.full()
                np.add.at(table, hits.docs.astype(np.intp), hits.scores)
            else:
                answer = child.probe(docs)
                found |= answer.found
                scores += answer.scores
        if table is not None:
            worth = table[docs]
            found |= worth > 0
            scores += worth
        return Probe(found, scores)


@dataclass(frozen=True, eq=False)
class BestPlan:
    """Documents that any child matches, with the highest of their scores."""

    children: Sequence[Plan]

    @property
    def size(self) -> int:
        """All children's."""
        return sum([child.size for child in self.children])

    @property
    def positive(self) -> bool:
        """True when all children are."""
        return all(child.positive for child in self.children)

    def full(self) -> Hits:
        """The union."""
        return best([child.full() for child in self.children])

    def probe(self, docs: Array) -> Probe:
        """The documents, probed in every child."""
        found = np.zeros(len(docs), np.bool_)
        scores = np.zeros(len(docs), np.float32)
        for child in self.children:
            answer = child.probe(docs)
            found |= answer.found
            np.maximum(scores, answer.scores, out=scores)
        return Probe(found, scores)


def _walks(plan: Plan, documents: int) -> bool:
    return isinstance(plan, TermPlan) and plan.positive and plan.size < documents * SEARCH_SHARE


@dataclass(frozen=True, eq=False)
class AndPlan:
    """Documents that every child matches; scores add up."""

    children: Sequence[Plan]

    @property
    def size(self) -> int:
        """The smallest child's."""
        return min(child.size for child in self.children)

    @property
    def positive(self) -> bool:
        """True when any child is: no score is below 0."""
        return any(child.positive for child in self.children)

    def full(self) -> Hits:
        """The rarest child's matches, probed in the others."""
        first, *others = sorted(self.children, key=lambda child: child.size)
        return _narrow(first.full(), others)

    def probe(self, docs: Array) -> Probe:
        """The documents, probed in every child."""
        found = np.ones(len(docs), np.bool_)
        scores = np.zeros(len(docs), np.float32)
        for child in sorted(self.children, key=lambda child: child.size):
            answer = child.probe(docs)
            found &= answer.found
            scores += answer.scores
        scores[~found] = 0
        return Probe(found, scores)


def _narrow(hits: Hits, others: Sequence[Plan]) -> Hits:
    for other in others:
        if not len(hits.docs):
            return hits
        answer = other.probe(hits.docs)
        hits = Hits(hits.docs[answer.found], (hits.scores + answer.scores)[answer.found])
    return hits


@dataclass(frozen=True, eq=False)
class AtLeastPlan:
    """Documents that at least `minimum` children match, each counted as often as its weight says; no child alone is
    enough, nor are all needed. Scores add up."""

    children: Sequence[Plan]
    minimum: int
    documents: int
    weights: Sequence[int]

    @property
    def size(self) -> int:
        """A match is in at least one of the rarest children: all but the most frequent ones that are not enough."""
        return sum(child.size for child in self._rarest())

    @property
    def positive(self) -> bool:
        """True when all children are."""
        return all(child.positive for child in self.children)

    def full(self) -> Hits:
        """The rarest children's matches, probed in all children."""
        candidates = union([child.full() for child in self._rarest()], self.documents, positive=False).docs
        answer = self.probe(candidates)
        return Hits(candidates[answer.found], answer.scores[answer.found])

    def probe(self, docs: Array) -> Probe:
        """The documents, probed in every child."""
        times = np.zeros(len(docs), np.int32)
        scores = np.zeros(len(docs), np.float32)
        for child, weight in zip(self.children, self.weights, strict=True):
            answer = child.probe(docs)
            times += weight * answer.found
            scores += answer.scores
        found = times >= self.minimum
        scores[~found] = 0
        return Probe(found, scores)

    def _rarest(self) -> list[Plan]:
        pairs = sorted(zip(self.children, self.weights, strict=True), key=lambda pair: pair[0].size)
        together = 0
        while pairs and together + pairs[-1][1] < self.minimum:
            together += pairs.pop()[1]
        return [child for child, _ in pairs]


@dataclass(frozen=True, eq=False)
class MaybePlan:
    """Documents that `required` matches; `optional` adds to the score."""

    required: Plan
    optional: Plan

    @property
    def size(self) -> int:
        """The required child's."""
        return self.required.size

    @property
    def positive(self) -> bool:
        """True when the required child is."""
        return self.required.positive

    def full(self) -> Hits:
        """The required child's matches with both scores."""
        hits = self.required.full()
        return Hits(hits.docs, hits.scores + self.optional.probe(hits.docs).scores)

    def probe(self, docs: Array) -> Probe:
        """The documents, probed in both."""
        answer = self.required.probe(docs)
        more = self.optional.probe(docs).scores
        return Probe(answer.found, np.where(answer.found, answer.scores + more, np.float32(0)))


@dataclass(frozen=True, eq=False)
class WithoutPlan:
    """Documents that `wanted` matches and `unwanted` does not."""

    wanted: Plan
    unwanted: Plan

    @property
    def size(self) -> int:
        """The wanted child's."""
        return self.wanted.size

    @property
    def positive(self) -> bool:
        """True when the wanted child is."""
        return self.wanted.positive

    def full(self) -> Hits:
        """The wanted child's matches, less the unwanted ones."""
        hits = self.wanted.full()
        kept = ~self.unwanted.probe(hits.docs).found
        return Hits(hits.docs[kept], hits.scores[kept])

    def probe(self, docs: Array) -> Probe:
        """The documents, probed in both."""
        answer = self.wanted.probe(docs)
        found = answer.found & ~self.unwanted.probe(docs).found
        return Probe(found, np.where(found, answer.scores, np.float32(0)))


@dataclass(frozen=True, eq=False)
class ConstantPlan:
    """Documents that the child matches, all with one score."""

    child: Plan
    score: float

    @property
    def size(self) -> int:
        """The child's."""
        return self.child.size

    @property
    def positive(self) -> bool:
        """Whether the score is above 0."""
        return self.score > 0

    def full(self) -> Hits:
        """The child's matches with the score."""
        docs = self.child.full().docs
        return Hits(docs, np.full(len(docs), self.score, np.float32))

    def probe(self, docs: Array) -> Probe:
        """The documents, probed in the child."""
        found = self.child.probe(docs).found
        return Probe(found, np.where(found, np.float32(self.score), np.float32(0)))
