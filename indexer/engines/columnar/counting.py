"""Counting the values of a facet over some documents of a segment.

In: a field that holds sets of values, and documents. Out: how many of them have each value.
Never here: a loop over documents. A small result is counted by its documents, a large one by the field's postings.
"""

import numpy as np

from indexer.engines.columnar.arrayfile import Array
from indexer.engines.columnar.fieldindex import FieldIndex

#: Documents are counted one by one while they are so many times fewer than the field's postings.
FEW_SHARE = 8


def count_terms(index: FieldIndex, docs: Array, documents: int) -> dict[str, int]:
    """Value -> number of the documents that have it; values without any are left out."""
    if not len(docs) or not index.has_forward or not len(index.terms):
        return {}
    counts = _by_documents(index, docs) if _is_few(index, docs) else _by_postings(index, docs, documents)
    return {text: count for text, count in zip(index.texts, counts.tolist(), strict=True) if count}


def _is_few(index: FieldIndex, docs: Array) -> bool:
    return len(docs) * FEW_SHARE < len(index.postings.docs)


def _by_documents(index: FieldIndex, docs: Array) -> Array:
    offsets, codes = index.forward
    starts = offsets[docs].astype(np.int64)
    sizes = offsets[docs + 1].astype(np.int64) - starts
    before = np.cumsum(sizes) - sizes
    flat = np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))
    return np.bincount(codes[flat], minlength=len(index.terms))


def _by_postings(index: FieldIndex, docs: Array, documents: int) -> Array:
    members = np.zeros(documents, np.uint8)
    members[docs.astype(np.intp)] = 1
    owned = members[index.postings.docs]
    return np.add.reduceat(owned, index.postings.starts[:-1].astype(np.intp), dtype=np.int64)
