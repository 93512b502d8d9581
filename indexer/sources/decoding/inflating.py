"""The content of a gzip file as a stream, with a limit against decompression bombs.

In: an open gzip file. Out: its content, unpacked as it is read. Never here: the whole content in memory.
"""

import gzip
import io
from typing import BinaryIO

from indexer.model.notes import note
from indexer.sources.found.origin import Unreadable

#: News in JSONL packs to a third or a tenth of its size; a bomb comes near deflate's limit of 1032.
MAX_RATIO = 200
BUFFER_BYTES = 65536


class Inflating(io.RawIOBase):
    """Reads a gzip file until it has given `limit` bytes, then raises Unreadable."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._content = gzip.GzipFile(fileobj=file)
        self._limit = limit
        self._given = 0

    def readable(self) -> bool:
        """A stream for reading only."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer from the content; 0 at its end."""
        data = self._content.read(len(buffer))
        self._given += len(data)
        if self._given > self._limit:
            raise Unreadable(note("is a gzip file that expands to more than %(number)s bytes", number=self._limit))
        buffer[: len(data)] = data
        return len(data)


def inflate(file: BinaryIO, size: int, max_bytes: int) -> io.BufferedReader:
    """The content of a gzip file of `size` bytes: up to `max_bytes`, or MAX_RATIO times its size if that is more."""
    return io.BufferedReader(Inflating(file, max(max_bytes, size * MAX_RATIO)), BUFFER_BYTES)
