"""Packing the stored fields of documents by zstd, with a dictionary of what many of them have in common.

In: the fields of documents as bytes. Out: arrays of a segment. Never here: reading them (`stored_rows.py`).

An article alone repeats too little, but its labels, its addresses and the words of its outlet and of its language stand
in every other one. So the dictionary is trained (zstd(1), `--train`) once all documents of a segment are there, on some
that are evenly spread over them: the first ones may all be of one source.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import TypeVar

import numpy as np
import zstandard

from indexer.engines.columnar.files.arrayfile import Array, Pieces
from indexer.engines.columnar.files.stored_rows import DICTIONARY, STORED, dictionary_of
from indexer.engines.columnar.files.termlist import as_bytes, offsets_of

#: Of 17,500 articles of both languages; level 3 takes a quarter of the time for 9% more bytes, level 12 twice the time
#: for 2% less.
LEVEL = 7
#: Documents wait at this level, each packed alone.
WAITING_LEVEL = 1
#: Twice as many save a third of a percent.
SAMPLE_ROWS = 2000
#: A dictionary has at most so many bytes, and such a share of what it packs; a smaller one is not worth its bytes. With
#: this share, 100 to 4,000 articles take the fewest bytes in all.
LARGEST_DICTIONARY = 256 << 10
SHARE = 50
SMALLEST_DICTIONARY = 4 << 10
#: The same documents make the same dictionary.
SEED = 1
#: Documents that are packed at a time.
AT_A_TIME = 5000

Rows = TypeVar("Rows", list[bytes], Array)


class StoredRows:
    """Gathers the stored fields of documents."""

    def __init__(self) -> None:
        self._packer = zstandard.ZstdCompressor(level=WAITING_LEVEL, write_checksum=False)
        self._rows: list[bytes] = []

    def __len__(self) -> int:
        return len(self._rows)

    def extend(self, contents: Iterable[bytes]) -> None:
        """Further documents, each as `fields_to_bytes` gives it."""
        self._rows += [packed(self._packer, content) for content in contents]

    def waiting(self) -> list[bytes]:
        """The documents as they wait, to be sent to another process."""
        return self._rows

    def extend_waiting(self, rows: Sequence[bytes]) -> None:
        """Further documents that waited elsewhere."""
        self._rows += rows

    def arrays(self) -> Iterator[tuple[str, Array] | Pieces]:
        """The arrays of the documents file."""
        unpacker = zstandard.ZstdDecompressor()
        sample = [unpacker.decompress(row) for row in spread(self._rows) if row]
        dictionary = trained(sample, len(self._rows))
        packer = packer_of(dictionary)
        parts = (self._rows[first : first + AT_A_TIME] for first in range(0, len(self._rows), AT_A_TIME))
        batches = ([packed(packer, unpacker.decompress(row) if row else row) for row in part] for part in parts)
        return stored_arrays(batches, dictionary)


def stored_arrays(batches: Iterable[Sequence[bytes]], dictionary: bytes) -> Iterator[tuple[str, Array] | Pieces]:
    """The arrays of rows that are packed with a dictionary, some of them at a time."""
    sizes: list[Array] = [np.empty(0, np.int64)]

    def pieces() -> Iterator[Mapping[str, Array]]:
        for rows in batches:
            sizes.append(np.array(list(map(len, rows)), np.int64))
            yield {f"{STORED}/bytes": as_bytes(b"".join(rows))}

    yield Pieces({f"{STORED}/bytes": "|u1"}, {}, pieces())
    yield f"{STORED}/offsets", offsets_of(np.concatenate(sizes))
    yield DICTIONARY, as_bytes(dictionary)


def spread(rows: Rows) -> Rows:
    """At most SAMPLE_ROWS of some rows, evenly spread."""
    return rows[:: max(-(-len(rows) // SAMPLE_ROWS), 1)]


def trained(sample: Sequence[bytes], rows: int) -> bytes:
    """A dictionary of what a sample of so many rows has in common; empty if they are few. zstd tries on the last
    quarter of a sample what it made of the others, so the sample is shuffled."""
    size = min(LARGEST_DICTIONARY, sum(map(len, sample)) * rows // (SHARE * max(len(sample), 1)))
    if size < SMALLEST_DICTIONARY:
        return b""
    try:
        shuffled: list[bytes | bytearray | memoryview[int]] = [*Random(SEED).sample(sample, len(sample))]
        return zstandard.train_dictionary(size, shuffled, level=LEVEL).as_bytes()
    except zstandard.ZstdError:  # they have nothing in common
        return b""


def packer_of(dictionary: bytes) -> zstandard.ZstdCompressor:
    """Packs with a dictionary."""
    known = dictionary_of(dictionary)
    if known is not None:
        known.precompute_compress(level=LEVEL)
    return zstandard.ZstdCompressor(level=LEVEL, dict_data=known, write_checksum=False, write_dict_id=False)


def packed(packer: zstandard.ZstdCompressor, content: bytes) -> bytes:
    """A row; the one of a document without fields is empty."""
    return packer.compress(content) if content else b""
