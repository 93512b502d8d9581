"""A sorted list of terms as arrays, searched without loading it.

In: terms as bytes, in byte order. Out: arrays, and ordinals found in them. Never here: the meaning of a term.
A term is looked up by its CRC-32 in a sorted list of hashes (one bisection in C), then compared byte by byte.
"""

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from indexer.engines.columnar.files.arrayfile import Array

LARGEST_BYTE = 0xFF


def term_arrays(terms: Sequence[bytes]) -> dict[str, Array]:
    """The arrays that a `TermList` reads: bytes, offsets, sorted hashes and the term of each hash."""
    hashes = np.fromiter(map(zlib.crc32, terms), np.uint32, len(terms))
    order = np.argsort(hashes, kind="stable").astype(np.uint32)
    return {
        "term_bytes": as_bytes(b"".join(terms)),
        "term_offsets": offsets_of([len(term) for term in terms]),
        "term_hashes": hashes[order],
        "term_of_hash": order,
    }


def as_bytes(content: bytes | bytearray) -> Array:
    """Bytes as an array, which may be empty."""
    return np.frombuffer(content, np.uint8) if content else np.empty(0, np.uint8)


def offsets_of(sizes: Sequence[int] | Array) -> Array:
    """Running totals from 0, one more than there are sizes; uint32 where they fit, otherwise int64."""
    totals = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=totals[1:])
    return totals.astype(np.uint32) if totals[-1] < 2**32 else totals


def narrow(numbers: Array) -> Array:
    """Numbers from 0 on in the narrowest type that holds all of them."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))


class TermList:
    """Terms by ordinal, ordinals by term."""

    def __init__(self, content: Array, offsets: Array, hashes: Array, of_hash: Array) -> None:
        self._bytes: Any = content.data
        self._offsets = offsets.data
        self._hashes = hashes.data
        self._sorted = hashes
        self._of_hash = of_hash.data
        self._count = max(len(offsets) - 1, 0)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, ordinal: int) -> bytes:
        return bytes(self._bytes[self._offsets[ordinal] : self._offsets[ordinal + 1]])

    def __iter__(self) -> Iterator[bytes]:
        return (self[ordinal] for ordinal in range(self._count))

    def texts(self, ordinals: Iterable[int]) -> list[str]:
        """The terms with some ordinals as text."""
        content, offsets = self._bytes, self._offsets
        return [str(content[offsets[ordinal] : offsets[ordinal + 1]], "utf-8") for ordinal in ordinals]

    def find(self, term: bytes) -> int:
        """Ordinal of a term, or -1."""
        wanted = zlib.crc32(term)
        at = bisect_left(self._hashes, wanted)
        while at < self._count and self._hashes[at] == wanted:
            ordinal = self._of_hash[at]
            if self[ordinal] == term:
                return int(ordinal)
            at += 1
        return -1

    def find_all(self, terms: Sequence[bytes]) -> list[int]:
        """Ordinals of terms, -1 for one that is not there; faster than to find each alone."""
        hashes = np.array(list(map(zlib.crc32, terms)), np.uint32)
        places = self._sorted.searchsorted(hashes).tolist()
        found = [self._of_hash[at] if at < self._count else -1 for at in places]
        return [
            int(ordinal) if ordinal >= 0 and self[ordinal] == term else self.find(term)
            for ordinal, term in zip(found, terms, strict=True)
        ]

    def first_from(self, term: bytes) -> int:
        """Ordinal of the first term that is not less than `term`."""
        return bisect_left(range(self._count), term, key=self.__getitem__)

    def with_prefix(self, prefix: bytes) -> range:
        """Ordinals of the terms that start with a prefix."""
        stem = prefix.rstrip(bytes([LARGEST_BYTE]))
        end = self.first_from(stem[:-1] + bytes([stem[-1] + 1])) if stem else self._count
        return range(self.first_from(prefix), end)
