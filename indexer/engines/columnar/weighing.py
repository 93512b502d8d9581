"""Weights of terms: BM25F as stock Whoosh computes it, with the part that depends on a posting in one table.

In: the segments of a snapshot and a request's `Scoring`. Out: for each term where its postings lie and what they are
worth. Never here: documents being matched.

A posting's code has 16 bits, so `frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * length / average))` is a table
of 65,536 entries a field; a score is that entry times the term's idf and boost. (Robertson, Zaragoza: The Probabilistic
Relevance Framework, 2009; idf and the sum over fields are Whoosh's.)
"""

from collections.abc import Sequence
from functools import lru_cache
from math import log
from typing import Any, NamedTuple

import numpy as np

from indexer.engines.columnar.arrayfile import Array
from indexer.engines.columnar.documents_file import LENGTHS
from indexer.engines.columnar.fieldindex import FieldIndex, Span
from indexer.engines.columnar.postings import LARGEST_WEIGHT, LENGTH_BITS
from indexer.engines.columnar.segment_index import SegmentIndex
from indexer.engines.port import Scoring

TABLE_CACHE = 64
LENGTH_MASK = 0xFF


class Norm(NamedTuple):
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


class TermWeight(NamedTuple):
    """A term over all segments: its span in each (None where it is missing), its idf, its field's norm and table."""

    spans: tuple[Span | None, ...]
    idf: float
    norm: Norm
    table: Array

    def scores(self, index: FieldIndex, span: Span, factor: float, chosen: Array | None = None) -> Array:
        """Scores of a term's postings in one segment; `chosen` picks some by their place in the span."""
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


class FieldWeight(NamedTuple):
    """A field of one request: its part of each segment, its norm and table, and Whoosh's type of it."""

    indexes: tuple[FieldIndex, ...]
    norm: Norm
    table: Array
    kind: Any


class Weighing:
    """Term weights for one request; a term is looked up once."""

    def __init__(self, segments: Sequence[SegmentIndex], schema: Any, scoring: Scoring) -> None:
        self._segments = segments
        self._schema = schema
        self._scoring = scoring
        self._documents = sum(segment.documents for segment in segments)
        self._fields: dict[str, FieldWeight | None] = {}
        self._terms: dict[tuple[str, Any], TermWeight | None] = {}

    def term(self, field: str, text: Any) -> TermWeight | None:
        """Weight of a term, or None when no segment has it. Raises ValueError for a text that the field cannot have."""
        key = (field, text)
        if key not in self._terms:
            self._terms[key] = self._find(field, text)
        return self._terms[key]

    def _find(self, name: str, text: Any) -> TermWeight | None:
        if name not in self._fields:
            self._fields[name] = self._field(name) if name in self._schema else None
        field = self._fields[name]
        if field is None:
            return None
        term = text if isinstance(text, bytes) else field.kind.to_bytes(text)
        spans = tuple([index.find(term) for index in field.indexes])
        frequency = sum([span.size for span in spans if span])
        if not frequency:
            return None
        idf = log(self._documents / (frequency + 1)) + 1 if field.norm.average else 1.0
        return TermWeight(spans, idf, field.norm, field.table)

    def _field(self, name: str) -> FieldWeight:
        kind = self._schema[name]
        total = sum(segment.field_length(name) for segment in self._segments)
        average = (total / self._documents or 1.0) if kind.scorable else 0.0
        norm = Norm(self._scoring.k1, self._scoring.b.get(name, self._scoring.default_b), average)
        indexes = tuple(segment.field(name) for segment in self._segments)
        return FieldWeight(indexes, norm, impact_table(norm), kind)
