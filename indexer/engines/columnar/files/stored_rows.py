"""The stored fields of documents, packed by zstd with a dictionary of what many of them have in common.

In: the fields of documents, or a segment's documents file. Out: rows of bytes and the dictionary; the fields. Never
here: what a field means. The dictionary is trained on the first rows (zstd(1), `--train`): an article alone repeats too
little, but its labels, its addresses and the words of its outlet stand in every other one.
"""

import io
import pickle
import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import zstandard

from indexer.engines.columnar.files.arrayfile import Array, ArrayFile
from indexer.engines.columnar.files.documents_file import Blobs, blob_arrays
from indexer.engines.columnar.files.termlist import as_bytes
from indexer.model.errors import EngineError
from indexer.model.notes import note

STORED = "stored"
DICTIONARY = f"{STORED}/dictionary"
PICKLE_PROTOCOL = 4
#: Level 6 saves 4% more bytes and takes four times as long.
LEVEL = 3
#: The dictionary is trained on this many rows. It is at most so large, in bytes, and such a share of what it is trained
#: on; a smaller one is not worth its bytes.
SAMPLE_ROWS = 1000
LARGEST_DICTIONARY = 112 << 10
SHARE_OF_SAMPLE = 25
SMALLEST_DICTIONARY = 4 << 10
#: No document has more, unpacked.
MOST_BYTES = 1 << 30


def fields_to_bytes(values: Mapping[str, Any]) -> bytes:
    """The stored fields of a document as bytes, not yet packed."""
    return pickle.dumps(dict(values), PICKLE_PROTOCOL) if values else b""


class StoredRows:
    """Gathers the stored fields of documents. The first rows wait for the dictionary; the others are packed at once. A
    `dictionary` that was made before may be given."""

    def __init__(self, dictionary: bytes | None = None) -> None:
        self.dictionary = dictionary
        self._packer = None if dictionary is None else _packer(dictionary)
        self._rows: list[bytes] = []

    def __len__(self) -> int:
        return len(self._rows)

    def extend(self, contents: Iterable[bytes]) -> None:
        """Further documents, each as `fields_to_bytes` gives it."""
        for content in contents:
            self._rows.append(content if self._packer is None else _packed(self._packer, content))
            if self._packer is None and len(self._rows) == SAMPLE_ROWS:
                self._settle()

    def extend_packed(self, rows: Iterable[bytes]) -> None:
        """Further documents that were packed with the same dictionary."""
        self._rows.extend(rows)

    def contents(self) -> list[bytes]:
        """The documents as they came, to be sent to another process."""
        if self._packer is None:
            return self._rows
        unpacker = zstandard.ZstdDecompressor(dict_data=_dictionary(self.dictionary or b""))
        return [unpacker.decompress(row) if row else row for row in self._rows]

    def take(self) -> list[bytes]:
        """The rows that are packed, which are given out once; none while they wait for the dictionary."""
        if self._packer is None:
            return []
        rows, self._rows = self._rows, []
        return rows

    def rest(self) -> list[bytes]:
        """The rows that were not taken yet; no further ones come."""
        if self._packer is None:
            self._settle()
        return self.take()

    def arrays(self) -> dict[str, Array]:
        """The arrays of the documents file."""
        if self._packer is None:
            self._settle()
        return {**blob_arrays(STORED, self._rows), DICTIONARY: as_bytes(self.dictionary or b"")}

    def _settle(self) -> None:
        """Train the dictionary, and pack what waited for it."""
        self.dictionary = _trained(self._rows)
        packer = self._packer = _packer(self.dictionary)
        self._rows = [_packed(packer, content) for content in self._rows]


class Stored:
    """The stored fields of the documents of a segment; threads may share it."""

    def __init__(self, file: ArrayFile) -> None:
        self.dictionary = file.array(DICTIONARY).tobytes()
        self.rows = Blobs.read(file, STORED)
        self._known = _dictionary(self.dictionary)
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


def _trained(rows: Sequence[bytes]) -> bytes:
    """A dictionary of what the rows have in common; empty if they are few."""
    size = min(LARGEST_DICTIONARY, sum(map(len, rows)) // SHARE_OF_SAMPLE)
    if size < SMALLEST_DICTIONARY:
        return b""
    try:
        return zstandard.train_dictionary(size, list(rows)).as_bytes()
    except zstandard.ZstdError:  # they have nothing in common
        return b""


def _dictionary(content: bytes) -> zstandard.ZstdCompressionDict | None:
    return zstandard.ZstdCompressionDict(content) if content else None


def _packer(dictionary: bytes) -> zstandard.ZstdCompressor:
    known = _dictionary(dictionary)
    if known is not None:
        known.precompute_compress(level=LEVEL)
    return zstandard.ZstdCompressor(level=LEVEL, dict_data=known, write_checksum=False, write_dict_id=False)


def _packed(packer: zstandard.ZstdCompressor, content: bytes) -> bytes:
    return packer.compress(content) if content else b""
