"""One field of one segment, read: its terms, its postings, and the terms of each document.

In: a segment's terms file. Out: parts of arrays. Never here: scores.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from indexer.engines.columnar.files.arrayfile import Array, ArrayFile
from indexer.engines.columnar.files.postings import Postings, read_postings, read_terms
from indexer.engines.columnar.files.termlist import TermList


class Span(NamedTuple):
    """The range of a term's postings in the arrays of its field."""

    ordinal: int
    start: int
    end: int

    @property
    def size(self) -> int:
        """Number of documents."""
        return self.end - self.start


@dataclass(frozen=True)
class FieldIndex:
    """A field's arrays, each read when it is first needed."""

    file: ArrayFile
    name: str

    @cached_property
    def terms(self) -> TermList:
        """The terms."""
        return read_terms(self.file, self.name)

    @cached_property
    def postings(self) -> Postings:
        """The postings."""
        return read_postings(self.file, self.name)

    @cached_property
    def _starts(self) -> memoryview:
        """A memoryview, because it gives whole numbers several times faster than an array."""
        return self.postings.starts.data

    @cached_property
    def _position_starts(self) -> memoryview:
        return self.postings.position_starts.data

    @cached_property
    def docs_offset(self) -> int:
        """Offset of the documents of all postings in the whole file, in elements."""
        return self.file.offset(f"{self.name}/docs")

    @cached_property
    def codes_offset(self) -> int:
        """Offset of the codes of all postings in the whole file, in elements."""
        return self.file.offset(f"{self.name}/codes")

    @cached_property
    def coded(self) -> bool:
        """Whether every posting's weight is in its code."""
        return bool(len(self.postings.codes)) and not len(self.postings.odd_at)

    @cached_property
    def texts(self) -> list[str]:
        """All terms as text; only for fields of exact values, whose terms are few."""
        return [term.decode("utf-8") for term in self.terms]

    @cached_property
    def forward(self) -> tuple[Array, Array]:
        """Offsets and term ordinals by document; only of fields that do not share them with the facets, such as ids."""
        return self.file.array(f"{self.name}/forward_offsets"), self.file.array(f"{self.name}/forward_codes")

    @property
    def has_forward(self) -> bool:
        """Whether the field has arrays of the terms of each document that it shares with no other field."""
        return f"{self.name}/forward_offsets" in self.file

    @cached_property
    def is_set(self) -> bool:
        """Whether the field holds sets of exact values, which have no frequencies."""
        return not len(self.postings.codes)

    def find(self, term: bytes) -> Span | None:
        """The span of a term, or None when the segment does not have the term."""
        ordinal = self.terms.find(term)
        return None if ordinal < 0 else self.span(ordinal)

    def span(self, ordinal: int) -> Span:
        """The span of the term with this ordinal."""
        return Span(ordinal, self._starts[ordinal], self._starts[ordinal + 1])

    def docs(self, span: Span) -> Array:
        """Documents of a term, rising."""
        return self.postings.docs[span.start : span.end]

    def positions(self, span: Span) -> tuple[Array, Array]:
        """Positions of a term in all its documents, concatenated, and the number in each document."""
        starts, postings = self._position_starts, self.postings
        counts = postings.position_counts(span.start, span.end)
        return postings.positions.part(starts[span.ordinal], starts[span.ordinal + 1]), counts
