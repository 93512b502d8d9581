"""Counting the values of facets over some documents of a segment.

In: a segment, and documents. Out: how many of them have each value of each facet.
Never here: a loop over documents. A small result is counted by its documents, in all facets at once; a large one by the
postings of each facet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from indexer.engines.columnar.asking.segment_index import JoinedFacets, SegmentIndex
from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.columnar.files.fieldindex import FieldIndex
from indexer.engines.port.port import Crossing

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


class Crossed(NamedTuple):
    """How many documents have each value of a facet, and of these each value of another."""

    counts: Mapping[str, int]
    by: Crossing


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
    index = segment.field(name)
    by: dict[str, dict[str, int]] = {}
    for pair, count in _pairs(segment, index, other, members):
        first, second = divmod(pair, len(segment.field(other).terms))
        by.setdefault(index.texts[first], {})[segment.field(other).texts[second]] = count
    return Crossed(_values(index, _by_postings(index, members.table)), by)


def _pairs(segment: SegmentIndex, index: FieldIndex, other: str, members: Members) -> Iterable[tuple[int, int]]:
    """The pairs of values that documents have, each as one number, and how many have them."""
    postings, size = index.postings, len(segment.field(other).terms)
    joined = segment.joined
    if other not in joined.bases:
        joined = JoinedFacets({other: 0}, *segment.field(other).forward, size)
    base = joined.bases[other]
    if not len(postings.docs) or not size:
        return ()
    starts = postings.starts.astype(np.int64)
    firsts = np.repeat(np.arange(len(index.terms)), starts[1:] - starts[:-1])
    taken = members.table.take(postings.docs) > 0
    docs = postings.docs[taken]
    flat, sizes = _codes_of(joined, docs)
    codes = joined.codes.take(flat).astype(np.int64) - base
    pairs = (firsts[taken].repeat(sizes) * size + codes)[(codes >= 0) & (codes < size)]
    found, counts = np.unique(pairs, return_counts=True)
    return zip(found.tolist(), counts.tolist(), strict=True)


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
