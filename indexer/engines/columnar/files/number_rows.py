"""A row of numbers for each document, as bytes.

In: the numbers of all documents, or a segment's documents file. Out: rows; the numbers of some documents. Never here:
what the numbers mean.
"""

from itertools import pairwise

import numpy as np

from indexer.engines.columnar.files.arrayfile import Array, ArrayFile
from indexer.engines.columnar.files.varints import decode, encode, joined


def number_rows(numbers: Array, counts: Array) -> list[bytes]:
    """The numbers of each document as bytes; `counts` says how many each has."""
    content, sizes = encode(numbers)
    ends = np.concatenate([[0], np.cumsum(sizes)])[np.cumsum(counts)].tolist()
    whole = content.tobytes()
    return [whole[start:end] for start, end in pairwise([0, *ends])]


def read_rows(file: ArrayFile, name: str, documents: Array) -> tuple[Array, Array]:
    """The numbers of documents, and where those of each end."""
    first, end = row_bounds(file, name, documents)
    values, last = decode(joined(file.array(f"{name}/bytes"), first, end))
    return values, np.searchsorted(last, np.cumsum(end - first))


def row_bounds(file: ArrayFile, name: str, documents: Array) -> tuple[Array, Array]:
    """Where the rows of documents begin and end, in bytes."""
    offsets = file.array(f"{name}/offsets")
    return offsets[documents].astype(np.int64), offsets[documents + 1].astype(np.int64)


def restarted(steps: Array, counts: Array) -> Array:
    """Running totals that start anew with each group; `counts` are the sizes of the groups."""
    totals = np.cumsum(steps)
    begins = np.cumsum(counts) - counts
    before = np.concatenate([[0], totals])[begins]
    anew: Array = totals - np.repeat(before, counts)
    return anew
