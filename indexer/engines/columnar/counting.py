"""Counting the values of a facet over some documents of a segment.

In: a field that holds sets of values, and documents. Out: how many of them have each value.
Never here: a loop over documents. A small result is counted by its documents, a large one by the field's postings.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indexer.engines.columnar.arrayfile import Array
from indexer.engines.columnar.fieldindex import FieldIndex

#: Documents are counted one by one while they are so many times fewer than the field's postings.
FEW_SHARE = 8


@dataclass(frozen=True, eq=False)
class Members:
    """Some documents of a segment that has `documents` of them."""

    docs: Array
    documents: int

    @cached_property
    def table(self) -> Array:
        """For each document of the segment 1 or 0, ready to be added up."""
        table = np.zeros(self.documents, np.int32)
        table[self.docs.astype(np.intp)] = 1
        return table


def count_terms(index: FieldIndex, members: Members) -> dict[str, int]:
    """Value -> number of the documents that have it; values without any are left out."""
    if not len(members.docs) or not index.has_forward or not len(index.terms):
        return {}
    few = len(members.docs) * FEW_SHARE < len(index.postings.docs)
    counts = _by_documents(index, members.docs) if few else _by_postings(index, members.table)
    there, texts = np.flatnonzero(counts), index.texts
    return {texts[term]: count for term, count in zip(there.tolist(), counts[there].tolist(), strict=True)}


def _by_documents(index: FieldIndex, docs: Array) -> Array:
    offsets, codes = index.forward
    starts = offsets[docs].astype(np.int64)
    sizes = offsets[docs + 1].astype(np.int64) - starts
    before = np.cumsum(sizes) - sizes
    flat = np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))
    return np.bincount(codes[flat], minlength=len(index.terms))


def _by_postings(index: FieldIndex, table: Array) -> Array:
    postings = index.postings
    counts: Array = np.add.reduceat(table.take(postings.docs), postings.starts[:-1].astype(np.intp))
    return counts
