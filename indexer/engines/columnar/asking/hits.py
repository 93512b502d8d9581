"""Sets of documents with their scores, as pairs of arrays.

In: arrays. Out: `Hits`, and their unions. Never here: matching.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.engines.columnar.files.arrayfile import Array

#: Lists with at least this share (a sixteenth) of the segment's documents are united in an array over the segment.
DENSE_SHARE = 16


class Hits(NamedTuple):
    """Documents (int32, rising, each once) and their scores (float32)."""

    docs: Array
    scores: Array


class Probe(NamedTuple):
    """For each of some given documents: whether it is matched, and its score (0 where it is not)."""

    found: Array
    scores: Array


def no_hits() -> Hits:
    """The empty set of documents."""
    return Hits(np.empty(0, np.int32), np.empty(0, np.float32))


def union(parts: Sequence[Hits], documents: int, positive: bool) -> Hits:
    """Documents in any part; scores add up. `positive` promises that every score is above 0."""
    if len(parts) == 1:
        return parts[0]
    if sum(len(part.docs) for part in parts) * DENSE_SHARE < documents:
        return _sparse_union(parts)
    scores = np.zeros(documents, np.float32)
    flags = None if positive else np.zeros(documents, np.bool_)
    for part in parts:
        indices = part.docs.astype(np.intp)
        np.add.at(scores, indices, part.scores)
        if flags is not None:
            flags[indices] = True
    docs = np.flatnonzero(scores > 0 if flags is None else flags)
    return Hits(docs.astype(np.int32), scores[docs])


def best(parts: Sequence[Hits]) -> Hits:
    """Documents in any part, with the highest of their scores, none of which is below 0."""
    docs = np.concatenate([part.docs for part in parts])
    if len(parts) == 1 or not len(docs):
        return parts[0] if len(parts) == 1 else no_hits()
    order, heads = _grouped(docs)
    scores = np.concatenate([part.scores for part in parts])[order]
    return Hits(docs[order][heads], np.maximum.reduceat(scores, heads))


def distinct(docs: Array, documents: int) -> Array:
    """Each of the documents once, rising."""
    flags = np.zeros(documents, np.bool_)
    flags[docs.astype(np.intp)] = True
    return np.flatnonzero(flags).astype(np.int32)


def probe_hits(hits: Hits, docs: Array) -> Probe:
    """Which of `docs` are among the hits, and with what score."""
    scores = np.zeros(len(docs), np.float32)
    if not len(hits.docs):
        return Probe(np.zeros(len(docs), np.bool_), scores)
    indices = np.searchsorted(hits.docs, docs)
    indices[indices == len(hits.docs)] = 0
    found = hits.docs[indices] == docs
    scores[found] = hits.scores[indices[found]]
    return Probe(found, scores)


def _sparse_union(parts: Sequence[Hits]) -> Hits:
    docs = np.concatenate([part.docs for part in parts])
    if not len(docs):
        return no_hits()
    order, heads = _grouped(docs)
    scores = np.concatenate([part.scores for part in parts])[order]
    return Hits(docs[order][heads], np.add.reduceat(scores, heads))


def _grouped(docs: Array) -> tuple[Array, Array]:
    """The order in which documents rise, and where in it each one begins."""
    order = np.argsort(docs, kind="stable")
    ordered = docs[order]
    first = np.ones(len(docs), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return order, np.flatnonzero(first)
