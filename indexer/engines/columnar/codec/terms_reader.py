"""Terms and postings of a segment, through the interface of Whoosh's readers.

In: field names and terms. Out: term statistics, cursors, matchers, for Whoosh's own `Searcher`. Never here: the
evaluator, which reads the arrays directly.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from indexer.engines.columnar.codec.matcher import PostingsMatcher
from indexer.engines.columnar.codec.segment import TERMS_FILE, ColumnarSegment, open_arrays
from indexer.engines.columnar.files.documents_file import LENGTHS
from indexer.engines.columnar.files.fieldindex import FieldIndex, Span
from indexer.engines.columnar.files.postings import LENGTH_MASK
from indexer.engines.whoosh.parts import TermInfo, TermNotFound, codecs


class ColumnarTermsReader(codecs.TermsReader):  # type: ignore[misc]
    """Whoosh's `TermsReader` over a terms file."""

    def __init__(self, storage: Any, segment: ColumnarSegment) -> None:
        self.file = open_arrays(storage, segment, TERMS_FILE)
        self._names = sorted(self.file.description["fields"])
        self.field = cache(self._field)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        """Names of the fields that have terms."""
        return list(self._names)

    def cursor(self, fieldname: str, fieldobj: Any) -> "ColumnarCursor":
        """A cursor over the terms of a field."""
        return ColumnarCursor(self, fieldname, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms, by field."""
        return ((name, term) for name in self._names for term in self.field(name).terms)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Terms of a field from `prefix` on."""
        terms = self.field(fieldname).terms
        return ((fieldname, terms[ordinal]) for ordinal in range(terms.first_from(prefix), len(terms)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], Any]]:
        """All terms with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], Any]]:
        """Terms of a field from `prefix` on, with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> Any:
        """Statistics of a term; reads all of its postings. Raises TermNotFound."""
        span = self._known(fieldname, text)
        index = self.field(fieldname)
        weights, docs = index.postings.weights(span.start, span.end), index.docs(span)
        lengths = LENGTHS[index.postings.codes[span.start : span.end] & LENGTH_MASK]
        return TermInfo(
            weight=float(weights.sum()),
            df=span.size,
            minlength=int(lengths.min()) if len(lengths) else None,
            maxlength=int(lengths.max()) if len(lengths) else 0,
            maxweight=float(weights.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Number of documents with a term."""
        span = self._find(fieldname, text)
        return span.size if span else 0

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Total weight of a term."""
        span = self._find(fieldname, text)
        return float(self.field(fieldname).postings.weights(span.start, span.end).sum()) if span else 0.0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> PostingsMatcher:
        """A matcher over a term's postings. Raises TermNotFound."""
        span = self._known(fieldname, text)
        return PostingsMatcher(self.field(fieldname), span, (fieldname, text), format_, scorer)

    def close(self) -> None:
        """Nothing to do: the memory map closes with the last array over it."""

    def _field(self, name: str) -> FieldIndex:
        return FieldIndex(self.file, name)

    def _find(self, fieldname: str, text: bytes) -> Span | None:
        return self.field(fieldname).find(text) if fieldname in self._names else None

    def _known(self, fieldname: str, text: bytes) -> Span:
        span = self._find(fieldname, text)
        if span is None:
            raise TermNotFound(f"no term {fieldname}:{text!r}")
        return span


class ColumnarCursor(codecs.FieldCursor):  # type: ignore[misc]
    """Whoosh's `FieldCursor`, used by its automata (fuzzy queries)."""

    def __init__(self, reader: ColumnarTermsReader, fieldname: str, fieldobj: Any) -> None:
        self._reader = reader
        self._name = fieldname
        self._field = fieldobj
        self._terms = reader.field(fieldname).terms
        self._at = 0

    def first(self) -> Any:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, term: Any) -> Any:
        """Go to the first term that is not less."""
        self._at = self._terms.first_from(term if isinstance(term, bytes) else self._field.to_bytes(term))
        return self.text()

    def next(self) -> Any:
        """Go to the next term."""
        self._at += 1
        return self.text()

    def text(self) -> Any:
        """The term here, or None after the last."""
        return self._field.from_bytes(self._terms[self._at]) if self.is_valid() else None

    term = text

    def term_info(self) -> Any:
        """Statistics of the term here, or None after the last."""
        return self._reader.term_info(self._name, self._terms[self._at]) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._at < len(self._terms)
