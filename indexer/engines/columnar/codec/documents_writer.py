"""Lengths, columns and stored fields, written through the interface of Whoosh's writers.

In: documents one by one. Out: the documents file of a segment. Never here: the engine's own writer, which gathers
whole columns (`writing/builder.py`).
"""

import io
from array import array
from itertools import chain
from typing import Any

import numpy as np

from indexer.engines.columnar.codec.segment import DOCUMENTS_FILE, ColumnarSegment, save
from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.columnar.files.documents_file import blob_arrays, description, length_bytes
from indexer.engines.columnar.files.stored_packing import StoredRows
from indexer.engines.columnar.files.stored_rows import fields_to_bytes
from indexer.engines.columnar.files.termlist import as_bytes
from indexer.engines.whoosh.parts import StructFile, codecs, columns
from indexer.model.errors import EngineError
from indexer.model.notes import note


class ColumnarDocumentsWriter(codecs.PerDocumentWriter):  # type: ignore[misc]
    """Whoosh's `PerDocumentWriter`, for documents that come one by one."""

    def __init__(self, storage: Any, segment: ColumnarSegment) -> None:
        self.is_closed = False
        self._storage = storage
        self._segment = segment
        self._documents = 0
        self._fields: dict[str, Any] = {}
        self._stored = StoredRows()
        self._lengths: dict[str, array[int]] = {}
        self._columns: dict[str, tuple[Any, dict[int, Any]]] = {}

    def start_doc(self, docnum: int) -> None:
        """Begin the next document."""
        self._documents = docnum + 1
        self._fields = {}

    def add_field(self, fieldname: str, _fieldobj: Any, value: Any, length: int) -> None:
        """Stored value and length of a field."""
        if value is not None:
            self._fields[fieldname] = value
        if length:
            lengths = self._lengths.setdefault(fieldname, array("I"))
            lengths.extend([0] * (self._documents - 1 - len(lengths)))
            lengths.append(length)

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:
        """Value of a column."""
        self._columns.setdefault(fieldname, (columnobj, {}))[1][self._documents - 1] = value

    def add_vector_items(self, fieldname: str, *_: Any) -> None:
        """Unsupported."""
        raise EngineError(note("field %(fieldname)s: the columnar codec stores no term vectors", fieldname=fieldname))

    def finish_doc(self) -> None:
        """End the document."""
        self._stored.extend([fields_to_bytes(self._fields)])

    def close(self) -> None:
        """Write the file."""
        self.is_closed = True
        arrays: dict[str, Array] = {}
        for name, lengths in self._lengths.items():
            lengths.extend([0] * (self._documents - len(lengths)))
            arrays[f"lengths/{name}"] = length_bytes(np.array(lengths))
        for name, (column, values) in self._columns.items():
            arrays |= _column_arrays(f"columns/{name}", column, values, self._documents)
        totals = {name: sum(lengths) for name, lengths in self._lengths.items()}
        about = description(self._documents, totals, self._columns)
        save(self._storage, self._segment, DOCUMENTS_FILE, about, chain(arrays.items(), self._stored.arrays()))


def _column_arrays(name: str, column: Any, values: dict[int, Any], documents: int) -> dict[str, Array]:
    default = column.default_value()
    if type(column) is columns.VarBytesColumn:
        return blob_arrays(name, [values.get(docnum, default) for docnum in range(documents)])
    if type(column) is columns.NumericColumn:
        numbers = np.full(documents, default, np.dtype(column._typecode))
        numbers[list(values)] = list(values.values())
        return {f"{name}/numbers": numbers}
    return {f"{name}/whoosh": as_bytes(_whoosh_bytes(column, values, documents))}


def _whoosh_bytes(column: Any, values: dict[int, Any], documents: int) -> bytes:
    """A column of any other kind in Whoosh's own encoding."""
    content = io.BytesIO()
    stream = StructFile(content)
    writer = column.writer(stream)
    for docnum, value in values.items():
        writer.add(docnum, value)
    writer.finish(documents)
    stream.flush()
    return content.getvalue()
