"""Phrases over position arrays.

In: the terms of a phrase with their offsets. Out: the documents with the terms at these offsets. Never here: phrases
with a slop other than 1; they go to Whoosh's own matchers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indexer.engines.columnar.asking.hits import Hits, Probe, probe_hits
from indexer.engines.columnar.asking.leaves import TermPlan, Wordless, intersect_docs
from indexer.engines.columnar.asking.lookups import Asked
from indexer.engines.columnar.files.arrayfile import Array

#: Bits of a key that hold a position; the bits above hold the index of the document.
POSITION_BITS = 32


@dataclass(frozen=True, eq=False)
class PhrasePlan(Wordless):
    """Documents with each term at its offset from the others; the terms' scores add up."""

    slots: Sequence[tuple[int, TermPlan]]

    @property
    def size(self) -> int:
        """Documents of the rarest term."""
        return min(plan.size for _, plan in self.slots)

    @property
    def positive(self) -> bool:
        """True when all terms are."""
        return all(plan.positive for _, plan in self.slots)

    def full(self) -> Hits:
        """All documents with the phrase."""
        return self._hits

    def flag(self, flags: Array) -> None:
        """The flags of the documents with the phrase."""
        flags[self._hits.docs] = True

    @cached_property
    def _hits(self) -> Hits:
        return self._scored(self._among(intersect_docs([plan.docs for _, plan in self.slots])))

    def probe(self, asked: Asked) -> Probe:
        """Those of some documents that have the phrase; if all are known, among these."""
        if "_hits" in self.__dict__:
            return probe_hits(self._hits, asked.docs)
        lists = [asked.docs, *(plan.docs for _, plan in self.slots)]
        return probe_hits(self._scored(self._among(intersect_docs(lists))), asked.docs)

    def _among(self, docs: Array) -> Array:
        """Those of the documents, which have all terms, that have them at their offsets."""
        if not len(docs):
            return docs
        widest = max(offset for offset, _ in self.slots)
        keys: Array | None = None
        for offset, plan in sorted(self.slots, key=lambda slot: slot[1].size):
            own = _keys(plan, docs, widest - offset)
            keys = own if keys is None else keys[_contains(own, keys)]
            if not len(keys):
                return docs[:0]
        assert keys is not None
        found: Array = docs[np.unique(keys >> POSITION_BITS)]
        return found

    def _scored(self, docs: Array) -> Hits:
        asked, scores = Asked(docs), np.zeros(len(docs), np.float32)
        if len(docs):
            asked.look_up(word for _, plan in self.slots for word in plan.words())
            for _, plan in self.slots:
                scores += plan.probe(asked).scores
        return Hits(docs, scores)


def _keys(plan: TermPlan, docs: Array, shift: int) -> Array:
    """`index of the document in docs << 32 | position + shift` for each position of the term in these documents."""
    own = plan.docs
    positions, counts = plan.index.positions(plan.span)
    ends = np.cumsum(counts)
    chosen = np.searchsorted(own, docs)
    counts, starts = counts[chosen], ends[chosen] - counts[chosen]
    before = np.cumsum(counts) - counts
    flat = np.repeat(starts - before, counts) + np.arange(int(counts.sum()))
    documents = np.repeat(np.arange(len(docs), dtype=np.int64), counts)
    return (documents << POSITION_BITS) + positions[flat] + shift


def _contains(keys: Array, wanted: Array) -> Array:
    if not len(keys):
        return np.zeros(len(wanted), np.bool_)
    indices = np.searchsorted(keys, wanted)
    indices[indices == len(keys)] = 0
    found: Array = keys[indices] == wanted
    return found
