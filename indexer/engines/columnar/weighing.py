"""Weights of terms: BM25F as stock Whoosh computes it, with the part that depends on a posting in one table.

In: the segments of a snapshot and a request's `Scoring`. Out: for each term where its postings lie and what they are
worth. Never here: documents being matched.

A posting's code has 16 bits, so `frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * length / average))` is a table
of 65,536 entries a field; a score is that entry times the term's idf and boost. (Robertson, Zaragoza: The Probabilistic
Relevance Framework, 2009; idf and the sum over fields are Whoosh's.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Any

import numpy as np

from indexer.engines.columnar.arrayfile import Array
from indexer.engines.columnar.documents_file import LENGTHS
from indexer.engines.columnar.fieldindex import FieldIndex, Span
from indexer.engines.columnar.postings import LARGEST_WEIGHT, LENGTH_BITS
from indexer.engines.columnar.segment_index import SegmentIndex
from indexer.engines.port import Scoring

TABLE_CACHE = 64
LENGTH_MASK = 0xFF


@dataclass(frozen=True, slots=True)
class Norm:
    """How postings of a field are weighed: `k1`, `b` and the average length; `average` is 0 for unscored fields."""

    k1: float
    b: float
    average: float

    def weigh(self, weights: Array, lengths: Array) -> Array:
        """Worth of postings, before idf and boost, from their weights and length bytes."""
        if not self.average:
            return weights
        norms = self.k1 * ((1 - self.b) + self.b * LENGTHS[lengths] / self.average)
        return weights * (self.k1 + 1) / (weights + norms)


@lru_cache(maxsize=TABLE_CACHE)
def impact_table(norm: Norm) -> Array:
    """Worth of every posting code."""
    weights = np.repeat(np.arange(LARGEST_WEIGHT + 1, dtype=np.float64), 1 << LENGTH_BITS)
    lengths = np.tile(np.arange(1 << LENGTH_BITS), LARGEST_WEIGHT + 1)
    table = norm.weigh(weights, lengths).astype(np.float32)
    table.setflags(write=False)
    return table


@dataclass(frozen=True, slots=True)
class TermWeight:
    """A term over all segments: its span in each (None where it is missing), its idf, and the norm of its field."""

    spans: tuple[Span | None, ...]
    idf: float
    norm: Norm

    def scores(self, index: FieldIndex, span: Span, factor: float, chosen: Array | None = None) -> Array:
        """Scores of a term's postings in one segment; `chosen` picks some by their place in the span."""
        postings = index.postings
        worth = np.float32(self.idf * factor)
        if not len(postings.codes):
            size = span.size if chosen is None else len(chosen)
            return np.full(size, worth if not self.norm.average else 0, np.float32)
        codes = postings.codes[span.start : span.end]
        scores: Array = impact_table(self.norm).take(codes if chosen is None else codes[chosen])
        if len(postings.odd_at):
            scores = self._exact(index, span, codes)
            scores = scores if chosen is None else scores[chosen]
        scores *= worth
        return scores

    def _exact(self, index: FieldIndex, span: Span, codes: Array) -> Array:
        weights = index.postings.weights(span.start, span.end)
        return self.norm.weigh(weights, codes & LENGTH_MASK).astype(np.float32)


class Weighing:
    """Term weights for one request; a term is looked up once."""

    def __init__(self, segments: Sequence[SegmentIndex], schema: Any, scoring: Scoring) -> None:
        self._segments = segments
        self._schema = schema
        self._scoring = scoring
        self._documents = sum(segment.documents for segment in segments)
        self._norms: dict[str, Norm] = {}
        self._terms: dict[tuple[str, bytes], TermWeight | None] = {}

    def term(self, field: str, text: Any) -> TermWeight | None:
        """Weight of a term, or None when no segment has it."""
        key = (field, self._to_bytes(field, text))
        if key not in self._terms:
            self._terms[key] = self._find(*key) if field in self._schema else None
        return self._terms[key]

    def _to_bytes(self, field: str, text: Any) -> bytes:
        if isinstance(text, bytes) or field not in self._schema:
            return text if isinstance(text, bytes) else str(text).encode("utf-8", "surrogatepass")
        return bytes(self._schema[field].to_bytes(text))

    def _find(self, field: str, text: bytes) -> TermWeight | None:
        spans = tuple(segment.field(field).find(text) for segment in self._segments)
        frequency = sum(span.size for span in spans if span)
        if not frequency:
            return None
        norm = self._norm(field)
        idf = log(self._documents / (frequency + 1)) + 1 if norm.average else 1.0
        return TermWeight(spans, idf, norm)

    def _norm(self, field: str) -> Norm:
        if field not in self._norms:
            total = sum(segment.field_length(field) for segment in self._segments)
            average = (total / self._documents or 1.0) if self._schema[field].scorable else 0.0
            b = self._scoring.b.get(field, self._scoring.default_b)
            self._norms[field] = Norm(self._scoring.k1, b, average)
        return self._norms[field]
