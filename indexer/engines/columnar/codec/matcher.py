"""A Whoosh matcher over the postings of one term.

In: a term's part of a field's arrays. Out: its postings one by one, for Whoosh's matcher trees.
Never here: the evaluator, which uses whole arrays.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np

from indexer.engines.columnar.files.documents_file import LENGTHS
from indexer.engines.columnar.files.fieldindex import FieldIndex, Span
from indexer.engines.columnar.files.postings import LENGTH_MASK
from indexer.engines.whoosh.parts import matching

BEHIND_ALL = 2**31 - 1


class PostingsMatcher(matching.LeafMatcher):  # type: ignore[misc]
    """Whoosh's `LeafMatcher`; all postings of the term count as one block."""

    def __init__(self, index: FieldIndex, span: Span, term: tuple[str, bytes], format_: Any, scorer: Any) -> None:
        self.format = format_
        self.scorer = scorer
        self._index = index
        self._span = span
        self._term = term
        self._at = 0
        self._ids: list[int] = index.docs(span).tolist()

    def is_active(self) -> bool:
        """Whether there is a posting here."""
        return self._at < len(self._ids)

    def reset(self) -> None:
        """Back to the first posting."""
        self._at = 0

    def copy(self) -> "PostingsMatcher":
        """Another matcher at the same posting."""
        other = PostingsMatcher(self._index, self._span, self._term, self.format, self.scorer)
        other._at = self._at
        return other

    def id(self) -> int:
        """The document here; after the last posting a number above all documents, as `AndNotMatcher` asks there too."""
        return self._ids[self._at] if self._at < len(self._ids) else BEHIND_ALL

    def all_ids(self) -> Iterator[int]:
        """The documents from here on."""
        return iter(self._ids[self._at :])

    def next(self) -> bool:
        """Move to the next posting; returns whether that left the block."""
        self._at += 1
        return self._at >= len(self._ids)

    def skip_to(self, targetid: int) -> None:
        """Move to the first document that is not before the target."""
        if not self.is_active():
            raise matching.ReadTooFar
        self._at = bisect_left(self._ids, targetid, self._at)

    def skip_to_quality(self, minquality: float) -> int:
        """Leave the block when nothing in it can score more."""
        if self.block_quality() > minquality:
            return 0
        self._at = len(self._ids)
        return 1

    def weight(self) -> float:
        """The weight here."""
        return float(self._weights[self._at])

    def value(self) -> bytes:
        """The payload here, as the field's format encodes it."""
        if self.format.supports("positions"):
            return bytes(self.format.encode(self._positions()))
        if self.format.posting_size == 0:
            return b""
        return int(self._counts[self._at]).to_bytes(self.format.posting_size, "big")

    def value_as(self, astype: str) -> Any:
        """The payload here, decoded."""
        return self._positions() if astype == "positions" else super().value_as(astype)

    def block_min_length(self) -> float:
        """Shortest length of the field among the postings."""
        return float(self._lengths.min())

    def block_max_length(self) -> float:
        """Longest length of the field among the postings."""
        return float(self._lengths.max())

    def block_max_weight(self) -> float:
        """Largest weight among the postings."""
        return float(self._weights.max())

    @cached_property
    def _weights(self) -> Any:
        return self._index.postings.weights(self._span.start, self._span.end)

    @cached_property
    def _lengths(self) -> Any:
        codes = self._index.postings.codes[self._span.start : self._span.end]
        return LENGTHS[codes & LENGTH_MASK] if len(codes) else np.ones(1)

    @cached_property
    def _counts(self) -> Any:
        return self._index.postings.position_counts(self._span.start, self._span.end)

    @cached_property
    def _position_ends(self) -> Any:
        return np.cumsum(self._counts)

    def _positions(self) -> list[int]:
        positions, _ = self._index.positions(self._span)
        end = int(self._position_ends[self._at])
        return [int(position) for position in positions[end - int(self._counts[self._at]) : end]]
