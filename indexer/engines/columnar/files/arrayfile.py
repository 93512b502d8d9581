"""A file of named arrays, written once and read through a memory map.

In: arrays and a small JSON description. Out: the file; its arrays as read-only views; the faults of a damaged one.
Never here: the meaning of the arrays. The layout is that of `docs/codec.md`: head, aligned arrays, directory, trailer.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.engines.columnar.files.version import CODEC_VERSION
from indexer.model.errors import EngineError
from indexer.model.notes import Note, note, run

MAGIC = b"MITHAQCA"
ALIGNMENT = 64
HEAD = struct.Struct("<8sI52x")
#: Directory offset, directory length, CRC-32 of the directory, magic.
TRAILER = struct.Struct("<QQI4x8s")

Array = NDArray[Any]


class ByteSink(Protocol):
    """Anything with `write`."""

    def write(self, data: bytes) -> Any:
        """Append bytes."""
        ...


@dataclass(frozen=True, slots=True)
class ArrayEntry:
    """An array of the file: type, number of elements, offset in bytes, CRC-32."""

    dtype: str
    count: int
    offset: int
    crc32: int


def write_arrays(stream: ByteSink, description: Mapping[str, Any], arrays: Iterable[tuple[str, Array]]) -> None:
    """Write a whole file from named arrays, one after the other; `description` must be JSON."""
    stream.write(HEAD.pack(MAGIC, CODEC_VERSION))
    position = HEAD.size
    entries: dict[str, list[Any]] = {}
    for name, array in arrays:
        little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
        data = little.reshape(-1).view(np.uint8).data
        padding = -position % ALIGNMENT
        stream.write(bytes(padding))
        position += padding
        entries[name] = [little.dtype.str, little.size, position, zlib.crc32(data)]
        stream.write(data)  # type: ignore[arg-type]
        position += data.nbytes
    directory = json.dumps({"description": description, "arrays": entries}, separators=(",", ":")).encode("utf-8")
    stream.write(directory)
    stream.write(TRAILER.pack(position, len(directory), zlib.crc32(directory), MAGIC))


class ArrayFile:
    """The arrays of a file; `buffer` is its whole content (a memory map, or bytes)."""

    def __init__(self, name: str, buffer: Any) -> None:
        self.name = name
        self._buffer = buffer
        self._entries, self.description = self._read_directory()

    def __contains__(self, array: str) -> bool:
        return array in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def array(self, name: str) -> Array:
        """A read-only view of an array. Raises EngineError when the file has none of that name."""
        try:
            entry = self._entries[name]
        except KeyError as error:
            raise EngineError(note("%(name)s: array %(array)s is missing", name=self.name, array=name)) from error
        if entry.count == 0:
            return np.empty(0, np.dtype(entry.dtype))
        return np.frombuffer(self._buffer, np.dtype(entry.dtype), entry.count, entry.offset)

    def offset(self, name: str) -> int:
        """Offset of an array in `whole` of its own type, in elements; 0 for one that the file does not have."""
        entry = self._entries.get(name)
        return entry.offset // np.dtype(entry.dtype).itemsize if entry else 0

    def whole(self, dtype: str) -> Array:
        """The whole file as elements of one type, so that one call can take parts of several arrays."""
        kind = np.dtype(dtype)
        return np.frombuffer(self._buffer, kind, len(self._buffer) // kind.itemsize)

    def faults(self) -> list[Note]:
        """A note for every altered array."""
        return [
            note("%(name)s: array %(array)s was altered (CRC-32 differs)", name=self.name, array=name)
            for name, entry in self._entries.items()
            if zlib.crc32(self.array(name).view(np.uint8).data if entry.count else b"") != entry.crc32
        ]

    def _read_directory(self) -> tuple[dict[str, ArrayEntry], dict[str, Any]]:
        size = len(self._buffer)
        if size < HEAD.size + TRAILER.size:
            raise EngineError(note("%(name)s: %(size)s bytes are too few for an array file", name=self.name, size=size))
        magic, version = HEAD.unpack_from(self._buffer, 0)
        offset, length, crc32, end = TRAILER.unpack_from(self._buffer, size - TRAILER.size)
        if magic != MAGIC or end != MAGIC:
            raise EngineError(note("%(name)s: not a whole array file; it was cut short or altered", name=self.name))
        if version != CODEC_VERSION:
            raise EngineError(
                note(
                    "%(name)s: written by codec v%(version)s, this code reads v%(read_version)s",
                    name=self.name,
                    version=version,
                    read_version=CODEC_VERSION,
                ),
                run("python -m indexer reindex --full"),
            )
        directory = bytes(self._buffer[offset : offset + length])
        if offset + length + TRAILER.size != size or zlib.crc32(directory) != crc32:
            raise EngineError(note("%(name)s: its directory was cut short or altered", name=self.name))
        content = json.loads(directory)
        return {name: ArrayEntry(*entry) for name, entry in content["arrays"].items()}, content["description"]
