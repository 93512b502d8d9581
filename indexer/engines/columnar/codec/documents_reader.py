"""Lengths, columns and stored fields of a segment, through the interface of Whoosh's readers.

In: document numbers and field names. Out: values. Never here: terms or postings.
"""

from functools import cached_property
from typing import Any

from indexer.engines.columnar.codec.segment import DOCUMENTS_FILE, TERMS_FILE, ColumnarSegment, open_arrays
from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.columnar.files.documents_file import LENGTHS, Blobs
from indexer.engines.columnar.files.forward import Values, read_values
from indexer.engines.columnar.files.stored_rows import Stored
from indexer.engines.whoosh.parts import BufferFile, codecs, columns
from indexer.engines.whoosh.schema import SEPARATOR


class ColumnarDocumentsReader(codecs.PerDocumentReader):  # type: ignore[misc]
    """Whoosh's `PerDocumentReader` over a documents file."""

    def __init__(self, storage: Any, segment: ColumnarSegment) -> None:
        self.file = open_arrays(storage, segment, DOCUMENTS_FILE)
        self.segment = segment
        self._storage = storage

    def doc_count(self) -> int:
        """Number of live documents."""
        return self.doc_count_all() - self.segment.deleted_count()

    def doc_count_all(self) -> int:
        """Number of documents, deleted ones included."""
        return int(self.file.description["documents"])

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return bool(self.segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return self.segment.is_deleted(docnum)

    def deleted_docs(self) -> Any:
        """Numbers of the deleted documents."""
        return self.segment.deleted_docs()

    def supports_columns(self) -> bool:
        """There are columns."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether there is a column of this name."""
        return fieldname in self.file.description["columns"]

    def list_columns(self) -> list[str]:
        """Names of the columns."""
        return list(self.file.description["columns"])

    def column_reader(self, fieldname: str, column: Any) -> Any:
        """Reader of a column. The engine writes none for fields of exact values; their terms say the same."""
        name = f"columns/{fieldname}"
        if f"{name}/numbers" in self.file:
            return NumbersReader(self.file.array(f"{name}/numbers"), column.default_value())
        if f"{name}/bytes" in self.file:
            return BytesReader(Blobs.read(self.file, name))
        if f"{name}/whoosh" not in self.file:
            terms = open_arrays(self._storage, self.segment, TERMS_FILE)
            return ValuesReader(read_values(terms, fieldname, self.doc_count_all()))
        content = self.file.array(f"{name}/whoosh").data
        return column.reader(BufferFile(content), 0, len(content), self.doc_count_all())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> Any:
        """Length of a field in a document, as Whoosh rounds it."""
        lengths = self.lengths(fieldname)
        if lengths is None:
            return default
        return int(LENGTHS[lengths[docnum]]) or default

    def lengths(self, fieldname: str) -> Array | None:
        """Length bytes of a field, or None when no document has the field."""
        name = f"lengths/{fieldname}"
        return self.file.array(name) if name in self.file else None

    def field_length(self, fieldname: str) -> int:
        """Total length of a field."""
        return int(self.file.description["lengths"].get(fieldname, 0))

    def min_field_length(self, fieldname: str) -> int:
        """Shortest length of a field."""
        return self._extreme(fieldname, min)

    def max_field_length(self, fieldname: str) -> int:
        """Longest length of a field."""
        return self._extreme(fieldname, max)

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The stored fields of a document."""
        return self._stored.fields(docnum)

    @cached_property
    def _stored(self) -> Stored:
        return Stored(self.file)

    def _extreme(self, fieldname: str, of: Any) -> int:
        lengths = self.lengths(fieldname)
        return 0 if lengths is None or not len(lengths) else int(LENGTHS[of(lengths)])


class NumbersReader(columns.ColumnReader):  # type: ignore[misc]
    """A column of numbers."""

    def __init__(self, numbers: Array, default: Any) -> None:
        self._numbers = numbers
        self._doccount = len(numbers)
        self._default = default
        self._reverse = False

    def __getitem__(self, docnum: int) -> Any:
        return self._numbers[docnum].item()

    def sort_key(self, docnum: int) -> Any:
        """The key by which documents are sorted."""
        key = self[docnum]
        return 0 - key if self._reverse else key

    def load(self) -> Any:
        """All values."""
        return self._numbers

    def set_reverse(self) -> None:
        """Sort from the largest."""
        self._reverse = True


class BytesReader(columns.ColumnReader):  # type: ignore[misc]
    """A column of bytes."""

    def __init__(self, rows: Blobs) -> None:
        self._rows = rows
        self._doccount = len(rows)

    def __getitem__(self, docnum: int) -> bytes:
        return self._rows[docnum]


class ValuesReader(columns.ColumnReader):  # type: ignore[misc]
    """A column of exact values, made of the terms of each document."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._doccount = len(values)

    def __getitem__(self, docnum: int) -> bytes:
        return SEPARATOR.encode().join(self._values[docnum])
