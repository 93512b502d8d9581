"""Counting the values of facets over some documents of a segment.

In: a segment, and documents. Out: how many of them have each value of each facet.
Never here: a loop over documents. A small result is counted by its documents, in all facets at once; a large one by the
postings of each facet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indexer.engines.columnar.asking.segment_index import JoinedFacets, SegmentIndex
from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.columnar.files.fieldindex import FieldIndex

#: Documents are counted one by one while the postings of the facets are more than this many times as many.
FEW_SHARE = 32


@dataclass(frozen=True, eq=False)
class Members:
    """Some documents of a segment, which has `documents` in all."""

    docs: Array
    documents: int

    @cached_property
    def table(self) -> Array:
        """1 or 0 for each document of the segment, to be summed."""
        table = np.zeros(self.documents, np.int32)
        table[self.docs.astype(np.intp)] = 1
        return table


@dataclass(frozen=True, eq=False)
class Crossed:
    """How many documents have each value of a facet, and of these each value of another. A pair of values is one
    number, made of their ordinals; `pairs` rise, and `times` says how many documents have each."""

    counts: Mapping[str, int]
    first: FieldIndex
    second: FieldIndex
    pairs: Array
    times: Array

    def of(self, value: str) -> dict[str, int]:
        """The values of the other facet of the documents that have one of the first."""
        ordinal, size = self.first.terms.find(value.encode("utf-8")), len(self.second.terms)
        if ordinal < 0:
            return {}
        start, end = np.searchsorted(self.pairs, (ordinal * size, (ordinal + 1) * size)).tolist()
        others = (self.pairs[start:end] - ordinal * size).tolist()
        texts = self.second.texts
        return {texts[other]: count for other, count in zip(others, self.times[start:end].tolist(), strict=True)}


def count_values(segment: SegmentIndex, names: Sequence[str], members: Members) -> dict[str, dict[str, int]]:
    """Facet -> value -> number of the documents that have it; values without any are left out. The counts of a whole
    segment are the same for everyone and are kept as long as it is open."""
    if not len(members.docs):
        return {name: {} for name in names}
    if len(members.docs) == segment.count_of_live:
        kept = segment.counts_of_all
        missing = [name for name in names if name not in kept]
        kept |= _counted(segment, missing, members) if missing else {}
        return {name: kept[name] for name in names}
    return _counted(segment, names, members)


def _counted(segment: SegmentIndex, names: Sequence[str], members: Members) -> dict[str, dict[str, int]]:
    fields = {name: segment.field(name) for name in names}
    joined = segment.joined
    together = [name for name in names if name in joined.bases]
    postings = sum([len(fields[name].postings.docs) for name in together])
    if len(members.docs) * FEW_SHARE >= postings:
        return {name: _values(index, _by_postings(index, members.table)) for name, index in fields.items()}
    counts = _by_documents(joined, members.docs)
    found = {}
    for name, index in fields.items():
        base = joined.bases.get(name)
        own = counts[base : base + len(index.terms)] if base is not None else _by_postings(index, members.table)
        found[name] = _values(index, own)
    return found


def cross(segment: SegmentIndex, name: str, other: str, members: Members) -> Crossed:
    """How many of the documents have each value of a facet, and of these each value of another."""
    first, second = segment.field(name), segment.field(other)
    if not len(first.postings.docs) or not len(second.terms):
        return Crossed({}, first, second, np.empty(0, np.int64), np.empty(0, np.int64))
    joined, size = segment.joined, len(second.terms)
    if other not in joined.bases:
        joined = JoinedFacets({other: 0}, *second.forward, size)
    at = members.table.take(first.postings.docs).nonzero()[0]
    starts = first.postings.starts.astype(np.int64)
    ordinals = np.arange(len(first.terms)).repeat(starts[1:] - starts[:-1]).take(at)
    flat, sizes = _codes_of(joined, first.postings.docs[at])
    codes = joined.codes.take(flat).astype(np.int64) - joined.bases[other]
    pairs = (ordinals.repeat(sizes) * size + codes)[(codes >= 0) & (codes < size)]
    counts = np.bincount(ordinals, minlength=len(first.terms))
    return Crossed(_values(first, counts), first, second, *np.unique(pairs, return_counts=True))


def _values(index: FieldIndex, counts: Array) -> dict[str, int]:
    there, texts = counts.nonzero()[0], index.texts
    return {texts[term]: count for term, count in zip(there.tolist(), counts[there].tolist(), strict=True)}


def _by_documents(joined: JoinedFacets, docs: Array) -> Array:
    return np.bincount(joined.codes.take(_codes_of(joined, docs)[0]), minlength=joined.terms)


def _codes_of(joined: JoinedFacets, docs: Array) -> tuple[Array, Array]:
    """Where the codes of documents stand, one document after the other, and how many each has."""
    starts = joined.offsets.take(docs).astype(np.intp)
    sizes = joined.offsets[1:].take(docs) - starts
    ends = sizes.cumsum()
    flat = (starts - ends + sizes).repeat(sizes)
    flat += np.arange(len(flat))
    return flat, sizes


def _by_postings(index: FieldIndex, table: Array) -> Array:
    postings = index.postings
    if not index.is_set or not len(postings.docs):
        return np.zeros(0, np.int32)
    counts: Array = np.add.reduceat(table.take(postings.docs), postings.starts[:-1].astype(np.intp))
    return counts
