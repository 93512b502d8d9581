"""A plan for what has to match in part, over one segment.

In: the plans of the children, with their weights. Out: a plan. Never here: what all children, or any one, decide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engines.columnar.asking.compounds import flagged, words_of
from indexer.engines.columnar.asking.hits import Hits, Probe
from indexer.engines.columnar.asking.leaves import Plan
from indexer.engines.columnar.asking.lookups import AT_ONCE, Asked, Word
from indexer.engines.columnar.files.arrayfile import Array


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
        """A match is in at least one of the rarest children."""
        return sum(child.size for child in self._rarest())

    @property
    def positive(self) -> bool:
        """True when all children are."""
        return all(child.positive for child in self.children)

    def full(self) -> Hits:
        """Of few postings, all documents of the rarest children are probed in all of them. Of many, matches are counted
        first, and only documents with enough of them are scored."""
        if sum(child.size for child in self.children) > AT_ONCE:
            docs = self._enough()
            return Hits(docs, self._scores(Asked(docs)))
        asked = Asked(flagged(self._rarest(), self.documents))
        answer = self.probe(asked)
        return Hits(asked.docs[answer.found], answer.scores[answer.found])

    def flag(self, flags: Array) -> None:
        """The flags of the matches."""
        flags[self._enough()] = True

    def words(self) -> Iterable[Word]:
        """All children's."""
        return words_of(self.children)

    def probe(self, asked: Asked) -> Probe:
        """The documents, probed in every child."""
        asked.look_up(self.words())
        times = np.zeros(len(asked), np.int32)
        scores = np.zeros(len(asked), np.float32)
        for child, weight in zip(self.children, self.weights, strict=True):
            answer = child.probe(asked)
            times += weight * answer.found
            scores += answer.scores
        found = times >= self.minimum
        scores[~found] = 0
        return Probe(found, scores)

    def _rarest(self) -> list[Plan]:
        """All children but the most frequent ones that are not enough."""
        pairs = sorted(zip(self.children, self.weights, strict=True), key=lambda pair: pair[0].size)
        together = 0
        while pairs and together + pairs[-1][1] < self.minimum:
            together += pairs.pop()[1]
        return [child for child, _ in pairs]

    def _enough(self) -> Array:
        times = np.zeros(self.documents, np.int32)
        flags = np.empty(self.documents, np.bool_)
        for child, weight in zip(self.children, self.weights, strict=True):
            flags[:] = False
            child.flag(flags)
            times += flags if weight == 1 else flags * np.int32(weight)
        return np.flatnonzero(times >= self.minimum).astype(np.int32)

    def _scores(self, asked: Asked) -> Array:
        asked.look_up(self.words())
        scores = np.zeros(len(asked), np.float32)
        for child in self.children:
            scores += child.probe(asked).scores
        return scores
