"""Weights of terms: BM25F as stock Whoosh computes it, with the part that depends on a posting in one table.

In: the segments of a snapshot and a request's `Scoring`. Out: for each term the spans of its postings and their
weights. Never here: matching.

A posting's code has 16 bits, so `frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * length / average))` is a table
of 65,536 entries a field; a score is that entry times the term's idf and boost. (Robertson, Zaragoza: The Probabilistic
Relevance Framework, 2009; idf and the sum over fields are Whoosh's.)
"""

from collections.abc import Sequence
from functools import lru_cache
from math import log
from typing import Any, NamedTuple

import numpy as np

from indexer.engines.columnar.asking.segment_index import SegmentIndex
from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.columnar.files.documents_file import LENGTHS
from indexer.engines.columnar.files.fieldindex import FieldIndex, Span
from indexer.engines.columnar.files.postings import LARGEST_WEIGHT, LENGTH_BITS, LENGTH_MASK
from indexer.engines.port.port import Scoring

TABLE_CACHE = 64
#: Terms whose spans are cached.
TERM_CACHE = 16_384


class Norm(NamedTuple):
    """How postings of a field are weighed: `k1`, `b` and the average length; `average` is 0 for unscored fields."""

    k1: float
    b: float
    average: float

    def weigh(self, weights: Array, lengths: Array) -> Array:
        """Scores of postings, before idf and boost, from their weights and length bytes."""
        if not self.average:
            return weights
        norms = self.k1 * ((1 - self.b) + self.b * LENGTHS[lengths] / self.average)
        return weights * (self.k1 + 1) / (weights + norms)


@lru_cache(maxsize=TABLE_CACHE)
def impact_table(norm: Norm) -> Array:
    """The score of every posting code, before idf and boost."""
    weights = np.repeat(np.arange(LARGEST_WEIGHT + 1, dtype=np.float64), 1 << LENGTH_BITS)
    lengths = np.tile(np.arange(1 << LENGTH_BITS), LARGEST_WEIGHT + 1)
    table = norm.weigh(weights, lengths).astype(np.float32)
    table.setflags(write=False)
    return table


@lru_cache(maxsize=TABLE_CACHE)
def joined_tables(norms: tuple[Norm, ...]) -> Array:
    """The tables of some norms, concatenated, so that terms of several fields are weighed in one call."""
    table = np.concatenate([impact_table(norm) for norm in norms])
    table.setflags(write=False)
    return table


class TermWeight(NamedTuple):
    """A term over all segments: its span in each (None where it is missing), its idf, its field's norm and table."""

    spans: tuple[Span | None, ...]
    idf: float
    norm: Norm
    table: Array

    def scores(self, index: FieldIndex, span: Span, factor: float, chosen: Array | None = None) -> Array:
        """Scores of a term's postings in one segment; `chosen` picks some by their index in the span."""
        postings = index.postings
        worth = np.float32(self.idf * factor)
        if not len(postings.codes):
            size = span.size if chosen is None else len(chosen)
            return np.full(size, worth if not self.norm.average else 0, np.float32)
        codes = postings.codes[span.start : span.end]
        if len(postings.odd_at):
            weights = postings.weights(span.start, span.end)
            exact = self.norm.weigh(weights, codes & LENGTH_MASK).astype(np.float32) * worth
            return exact if chosen is None else exact[chosen]
        scores: Array = self.table.take(codes if chosen is None else codes[chosen])
        scores *= worth
        return scores


class Known(NamedTuple):
    """A term of the dictionary: its span in each segment, its document frequency, and its idf."""

    spans: tuple[Span | None, ...]
    frequency: int
    idf: float


class Dictionary:
    """Terms and fields over all segments of a snapshot, shared by threads. Recent look-ups are cached: a search asks
    for the same words several times, and visitors repeat each other's words."""

    def __init__(self, segments: Sequence[SegmentIndex], schema: Any) -> None:
        self._documents = sum(segment.documents for segment in segments)
        self._segments = segments
        self._schema = schema
        self.known = lru_cache(maxsize=TERM_CACHE)(self._known)
        self.weight = lru_cache(maxsize=TERM_CACHE)(self._weight)
        self._norm = lru_cache(maxsize=TABLE_CACHE)(self._new_norm)

    def clear(self) -> None:
        """Release the segments."""
        self._segments = ()
        for remembered in (self.known, self.weight, self._norm):
            remembered.cache_clear()

    def _known(self, name: str, text: Any) -> Known | None:
        """A term of a field of the schema. Raises ValueError for a text that the field cannot hold."""
        kind = self._schema[name]
        term = text if isinstance(text, bytes) else kind.to_bytes(text)
        spans = tuple([segment.field(name).find(term) for segment in self._segments])
        frequency = sum([span.end - span.start for span in spans if span])
        if not frequency:
            return None
        return Known(spans, frequency, log(self._documents / (frequency + 1)) + 1 if kind.scorable else 1.0)

    def _weight(self, name: str, text: Any, k1: float, b: float) -> TermWeight | None:
        known = self.known(name, text) if name in self._schema else None
        if known is None:
            return None
        norm = self._norm(name, k1, b)
        return TermWeight(known.spans, known.idf, norm, impact_table(norm))

    def _new_norm(self, name: str, k1: float, b: float) -> Norm:
        total = sum(segment.field_length(name) for segment in self._segments)
        return Norm(k1, b, (total / self._documents or 1.0) if self._schema[name].scorable else 0.0)


class Weighing:
    """Term weights for one request."""

    def __init__(self, dictionary: Dictionary, scoring: Scoring) -> None:
        self._weight = dictionary.weight
        self._k1, self._b, self._default_b = scoring.k1, scoring.b, scoring.default_b
        #: The same for all requests that weigh alike.
        self.key = (scoring.k1, scoring.default_b, tuple(sorted(scoring.b.items())))

    def term(self, name: str, text: Any) -> TermWeight | None:
        """Weight of a term, or None when no segment has it. Raises ValueError for a text that the
        field cannot hold."""
        return self._weight(name, text, self._k1, self._b.get(name, self._default_b))
