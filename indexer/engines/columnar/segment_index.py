"""One segment as the evaluator sees it: fields, columns, live documents.

In: a leaf of Whoosh's reader. Out: arrays, read when they are first asked for. Never here: matching.
"""

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

import numpy as np

from indexer.engines.columnar.arrayfile import Array
from indexer.engines.columnar.documents_file import Blobs
from indexer.engines.columnar.fieldindex import FieldIndex
from indexer.engines.whoosh_schema import ID


class SegmentIndex:
    """Arrays of one segment of a snapshot."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self._terms = reader._terms
        self._values = reader._perdoc
        self.documents: int = self._values.doc_count_all()
        self.field: Callable[[str], FieldIndex] = cache(self._field)

    @cached_property
    def deleted(self) -> Array:
        """Numbers of the deleted documents, rising."""
        return np.array(sorted(self._values.deleted_docs()), np.int64)

    @cached_property
    def live(self) -> Array:
        """For each document, whether it is live."""
        live = np.ones(self.documents, np.bool_)
        live[self.deleted] = False
        return live

    @cached_property
    def ids(self) -> Blobs:
        """The id of each document."""
        return Blobs.read(self._values.file, f"columns/{ID}")

    @cached_property
    def id_ranks(self) -> Array:
        """The place of each document's id among the segment's ids in byte order."""
        _, codes = self.field(ID).forward
        return codes

    def column(self, name: str) -> Array:
        """A column of numbers."""
        numbers: Array = self._values.file.array(f"columns/{name}/numbers")
        return numbers

    def field_length(self, field: str) -> int:
        """Total length of a field."""
        return int(self._values.field_length(field))

    def stored(self, document: int) -> dict[str, Any]:
        """Stored fields of a document."""
        fields: dict[str, Any] = self._values.stored_fields(document)
        return fields

    def numbers(self, name: str) -> list[int]:
        """The live documents with an id."""
        span = self.field(ID).find(name.encode("utf-8", "surrogatepass"))
        documents = self.field(ID).docs(span).tolist() if span else []
        return [document for document in documents if self.live[document]]

    def _field(self, name: str) -> FieldIndex:
        return self._terms.field(name)  # type: ignore[no-any-return]
