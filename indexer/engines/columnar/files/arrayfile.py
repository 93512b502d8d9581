"""A file of named arrays, written once and read through a memory map.

In: arrays and a small JSON description. Out: the file; its arrays as read-only views; the faults of a damaged one.
Never here: the meaning of the arrays. The layout is that of `docs/codec.md`: head, aligned arrays, directory, trailer.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
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
    """Anything with `write` and `seek`."""

    def write(self, data: bytes) -> Any:
        """Write bytes."""
        ...

    def seek(self, offset: int) -> Any:
        """Go on writing there."""
        ...


@dataclass(frozen=True, slots=True)
class ArrayEntry:
    """An array of the file: type, number of elements, offset in bytes, CRC-32."""

    dtype: str
    count: int
    offset: int
    crc32: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """Arrays that come piece by piece and side by side, so that none of them is ever whole in memory. `kinds` has the
    type of each, `sizes` its number of elements; the last one may be without."""

    kinds: Mapping[str, str]
    sizes: Mapping[str, int]
    pieces: Iterable[Mapping[str, Array]]

    def within(self, field: str) -> "Pieces":
        """Those of them that have elements, under their names in a field."""
        names = {name: f"{field}/{name}" for name, size in self.sizes.items() if size}
        return Pieces(
            kinds={new: self.kinds[name] for name, new in names.items()},
            sizes={new: self.sizes[name] for name, new in names.items()},
            pieces=({names[name]: array for name, array in piece.items()} for piece in self.pieces),
        )


def write_arrays(
    stream: ByteSink, description: Mapping[str, Any], arrays: Iterable[tuple[str, Array] | Pieces]
) -> None:
    """Write a whole file from named arrays, one after the other; `description` must be JSON."""
    stream.write(HEAD.pack(MAGIC, CODEC_VERSION))
    writer = _Writer(stream)
    for array in arrays:
        if isinstance(array, Pieces):
            writer.add_pieces(array)
        else:
            writer.add(*array)
    entries = {name: [own.dtype, own.count, own.offset, own.crc32] for name, own in writer.entries.items()}
    directory = json.dumps({"description": description, "arrays": entries}, separators=(",", ":")).encode("utf-8")
    stream.write(directory)
    stream.write(TRAILER.pack(writer.end, len(directory), zlib.crc32(directory), MAGIC))


@dataclass
class _Writer:
    """Lays arrays one after the other. `end` is that of what is written, and where the stream stands."""

    stream: ByteSink
    end: int = HEAD.size
    entries: dict[str, ArrayEntry] = field(default_factory=dict)

    def add(self, name: str, array: Array) -> None:
        """A whole array."""
        kind = array.dtype.newbyteorder("<").str
        self._place(name, kind, array.size)
        self._append(name, array)

    def add_pieces(self, several: Pieces) -> None:
        """Some arrays side by side. Raises ValueError for one that has not as many elements as were announced."""
        for name, kind in several.kinds.items():
            self._place(name, kind, several.sizes.get(name, 0))
        for piece in several.pieces:
            for name, array in piece.items():
                self._append(name, array)
        for name, size in several.sizes.items():
            if self.entries[name].count != size:
                raise ValueError(f"{name} has {self.entries[name].count} elements, not {size}")

    def _place(self, name: str, kind: str, size: int) -> None:
        offset = self.end + -self.end % ALIGNMENT
        self.stream.write(bytes(offset - self.end))
        self.entries[name] = ArrayEntry(kind, 0, offset, 0)
        self.end = offset + size * np.dtype(kind).itemsize
        self.stream.seek(self.end)

    def _append(self, name: str, array: Array) -> None:
        own = self.entries[name]
        data = np.ascontiguousarray(array, dtype=own.dtype).reshape(-1).view(np.uint8).data
        begin = own.offset + own.count * np.dtype(own.dtype).itemsize
        self.entries[name] = replace(own, count=own.count + array.size, crc32=zlib.crc32(data, own.crc32))
        self.end = max(self.end, begin + data.nbytes)
        self.stream.seek(begin)
        self.stream.write(data)  # type: ignore[arg-type]
        self.stream.seek(self.end)


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
