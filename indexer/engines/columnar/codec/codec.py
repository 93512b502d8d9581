"""The codec, which Whoosh calls to write and read columnar segments.

In: a storage and a segment. Out: our writers and readers in place of Whoosh's. Never here: term vectors, which no part
of this project uses; a schema that asks for them is refused.
"""

from typing import Any

from indexer.engines.columnar.codec.documents_reader import ColumnarDocumentsReader
from indexer.engines.columnar.codec.documents_writer import ColumnarDocumentsWriter
from indexer.engines.columnar.codec.field_writer import ColumnarFieldWriter
from indexer.engines.columnar.codec.segment import ColumnarSegment
from indexer.engines.columnar.codec.terms_reader import ColumnarTermsReader
from indexer.engines.whoosh.parts import codecs
from indexer.model.errors import EngineError
from indexer.model.notes import note


class ColumnarCodec(codecs.Codec):  # type: ignore[misc]
    """`whoosh.codec.base.Codec` over array files."""

    def per_document_writer(self, storage: Any, segment: ColumnarSegment) -> ColumnarDocumentsWriter:
        """Writer of lengths, columns and stored fields."""
        return ColumnarDocumentsWriter(storage, segment)

    def field_writer(self, storage: Any, segment: ColumnarSegment) -> ColumnarFieldWriter:
        """Writer of terms and postings."""
        return ColumnarFieldWriter(storage, segment)

    def per_document_reader(self, storage: Any, segment: ColumnarSegment) -> ColumnarDocumentsReader:
        """Reader of lengths, columns and stored fields."""
        return ColumnarDocumentsReader(storage, segment)

    def terms_reader(self, storage: Any, segment: ColumnarSegment) -> ColumnarTermsReader:
        """Reader of terms and postings."""
        return ColumnarTermsReader(storage, segment)

    def new_segment(self, _storage: Any, indexname: str) -> ColumnarSegment:
        """A segment without documents."""
        return ColumnarSegment(indexname)

    def postings_writer(self, *_: Any, **__: Any) -> Any:
        """Unsupported: Whoosh asks for it only to write term vectors."""
        raise EngineError(note("the columnar codec stores no term vectors; make the field without vector="))

    def postings_reader(self, *_: Any, **__: Any) -> Any:
        """Unsupported: Whoosh asks for it only to read term vectors."""
        raise EngineError(note("the columnar codec stores no term vectors"))
