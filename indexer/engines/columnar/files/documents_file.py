"""The documents file of a segment: field lengths and columns; `stored_rows.py` has the stored fields.

In: values document by document, or arrays of them. Out: the arrays of the file, and the values read from them.
Never here: terms or postings.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from indexer.engines.columnar.files.arrayfile import Array, ArrayFile
from indexer.engines.columnar.files.termlist import as_bytes, offsets_of
from indexer.engines.whoosh.parts import numeric

#: Whoosh's one-byte lengths: byte -> length. Scores equal those of stock Whoosh only with exactly these.
LENGTHS = np.array([numeric.byte_to_length(code) for code in range(256)], np.float64)


def length_bytes(lengths: Array) -> Array:
    """Whoosh's length byte of each length."""
    return np.minimum(np.searchsorted(LENGTHS, lengths), 255).astype(np.uint8)


def blob_arrays(name: str, rows: Sequence[bytes]) -> dict[str, Array]:
    """Rows of bytes as two arrays."""
    return {f"{name}/bytes": as_bytes(b"".join(rows)), f"{name}/offsets": offsets_of([len(row) for row in rows])}


class Blobs:
    """Rows of bytes, read from two arrays."""

    def __init__(self, content: Array, offsets: Array) -> None:
        self._content: Any = content.data
        self._offsets = offsets.data

    @classmethod
    def read(cls, file: ArrayFile, name: str) -> "Blobs":
        """From a segment's documents file."""
        return cls(file.array(f"{name}/bytes"), file.array(f"{name}/offsets"))

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, row: int) -> bytes:
        return bytes(self._content[self._offsets[row] : self._offsets[row + 1]])


def description(documents: int, totals: Mapping[str, int], columns: Iterable[str], words: int = 0) -> dict[str, Any]:
    """The description of a documents file: number of documents, total length of each field, names of the columns,
    number of words in the forward index."""
    return {"documents": documents, "lengths": dict(totals), "columns": sorted(columns), "words": words}
