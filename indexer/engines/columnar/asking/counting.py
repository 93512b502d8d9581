"""Counting the values of facets over some documents of a segment.

In: a segment, and documents. Out: how many of them have each value of each facet.
Never here: a loop over documents. A small result is counted by its documents, in all facets at once; a large one by the
postings of each facet.
"""

from collections.abc import Sequence
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


def cross(segment: SegmentIndex, name: str, other: str, members: Members) -> dict[str, dict[str, int]]:
    """Value of a facet -> value of another -> number of the documents that have both."""
    index = segment.field(name)
    found: dict[str, dict[str, int]] = {}
    counts = _by_postings(index, members.table)
    for term in counts.nonzero()[0].tolist():
        docs = index.docs(index.span(term))
        share = Members(docs[members.table.take(docs) > 0], members.documents)
        if shared := count_values(segment, [other], share)[other]:
            found[index.texts[term]] = shared
    return found


def _values(index: FieldIndex, counts: Array) -> dict[str, int]:
    there, texts = counts.nonzero()[0], index.texts
    return {texts[term]: count for term, count in zip(there.tolist(), counts[there].tolist(), strict=True)}


def _by_documents(joined: JoinedFacets, docs: Array) -> Array:
    starts = joined.offsets.take(docs).astype(np.intp)
    sizes = joined.offsets[1:].take(docs) - starts
    ends = sizes.cumsum()
    flat = (starts - ends + sizes).repeat(sizes)
    flat += np.arange(len(flat))
    return np.bincount(joined.codes.take(flat), minlength=joined.terms)


def _by_postings(index: FieldIndex, table: Array) -> Array:
    postings = index.postings
    if not index.is_set or not len(postings.docs):
        return np.zeros(0, np.int32)
    counts: Array = np.add.reduceat(table.take(postings.docs), postings.starts[:-1].astype(np.intp))
    return counts
