"""The stored fields of documents: rows of bytes, packed by zstd with a dictionary that they share.

In: the fields of documents, or a segment's documents file. Out: bytes that are not packed yet; the fields. Never here:
what a field means, or the packing (`stored_packing.py`).
"""

import io
import pickle
import threading
from collections.abc import Mapping
from typing import Any

import zstandard

from indexer.engines.columnar.files.arrayfile import ArrayFile
from indexer.engines.columnar.files.documents_file import Blobs
from indexer.model.errors import EngineError
from indexer.model.notes import note

STORED = "stored"
DICTIONARY = f"{STORED}/dictionary"
PICKLE_PROTOCOL = 4
#: No document has more, unpacked.
MOST_BYTES = 1 << 30


def fields_to_bytes(values: Mapping[str, Any]) -> bytes:
    """The stored fields of a document as bytes, not yet packed."""
    return pickle.dumps(dict(values), PICKLE_PROTOCOL) if values else b""


class Stored:
    """The stored fields of the documents of a segment; threads may share it."""

    def __init__(self, file: ArrayFile) -> None:
        self.dictionary = file.array(DICTIONARY).tobytes()
        self.rows = Blobs.read(file, STORED)
        self._known = dictionary_of(self.dictionary)
        self._own = threading.local()  # an unpacker of zstandard must not be shared

    def fields(self, document: int) -> dict[str, Any]:
        """The stored fields of a document. Raises EngineError for anything but packed plain values."""
        return fields_of(self.content(document))

    def content(self, document: int) -> bytes:
        """The same as bytes, unpacked."""
        row = self.rows[document]
        try:
            return self._unpacker().decompress(row) if row and _fits(row) else b""
        except zstandard.ZstdError as error:
            raise _unreadable(error) from error

    def _unpacker(self) -> zstandard.ZstdDecompressor:
        unpacker = getattr(self._own, "unpacker", None)
        if unpacker is None:
            unpacker = self._own.unpacker = zstandard.ZstdDecompressor(dict_data=self._known)
        return unpacker


def fields_of(content: bytes) -> dict[str, Any]:
    """The stored fields that `fields_to_bytes` was given. Raises EngineError for anything but plain values."""
    if not content:
        return {}
    try:
        return dict(_PlainUnpickler(io.BytesIO(content)).load())
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError) as error:
        raise _unreadable(error) from error


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"stored fields hold no {module}.{name}")


def _unreadable(error: Exception) -> EngineError:
    return EngineError(note("a document's stored fields cannot be read: %(fault)s", fault=error))


def _fits(row: bytes) -> bool:
    """True; raises EngineError for a row that claims to be larger than any is."""
    size = zstandard.frame_content_size(row)
    if not 0 <= size <= MOST_BYTES:
        raise _unreadable(ValueError(size))
    return True


def dictionary_of(content: bytes) -> zstandard.ZstdCompressionDict | None:
    """A dictionary from its bytes; None for no bytes."""
    return zstandard.ZstdCompressionDict(content) if content else None
