"""Merging what a segment has document by document: lengths, columns, stored fields, rows of the forward index.

In: segments, and which of their documents are live. Out: arrays. Never here: terms or postings. Rows are carried over
some thousand at a time, as bytes; no row becomes an object, but for stored fields that need another dictionary.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from indexer.engines.columnar.files.arrayfile import Array, ArrayFile, Pieces
from indexer.engines.columnar.files.stored_packing import packed, packer_of, spread, stored_arrays, trained
from indexer.engines.columnar.files.stored_rows import Stored
from indexer.engines.columnar.files.termlist import offsets_of
from indexer.engines.columnar.files.varints import joined
from indexer.engines.columnar.writing.merging_words import AT_A_TIME, OldPart, some
from indexer.model.errors import EngineError
from indexer.model.notes import note
from indexer.model.schema import FACETS, ID

#: The type of bytes.
BYTES = "|u1"
#: Columns that are read from the terms of a segment.
DERIVED = {f"columns/{name}" for name in (ID, *FACETS)}


def document_arrays(
    parts: Sequence[OldPart], scored: Sequence[str], columns: Sequence[str]
) -> Iterator[tuple[str, Array] | Pieces]:
    """The lengths, columns and stored fields of the live documents."""
    for name in scored:
        yield f"lengths/{name}", np.concatenate([_column(part, f"lengths/{name}", np.uint8) for part in parts])
    for name in columns:
        yield from _merged_column(f"columns/{name}", parts)
    yield from _stored(parts)


def row_arrays(name: str, parts: Sequence[OldPart]) -> Iterator[tuple[str, Array] | Pieces]:
    """Rows of bytes of the live documents; empty ones where a segment has none of that name."""
    bounds = [_bounds(part, name) for part in parts]
    sizes = np.concatenate([np.empty(0, np.int64), *(ends - starts for starts, ends in bounds)])
    files = [part.documents for part in parts]
    pieces = ({f"{name}/bytes": piece} for piece in _row_pieces(name, files, bounds))
    yield Pieces({f"{name}/bytes": BYTES}, {f"{name}/bytes": int(sizes.sum())}, pieces)
    yield f"{name}/offsets", offsets_of(sizes)


def _bounds(part: OldPart, name: str) -> tuple[Array, Array]:
    """Where the rows of the live documents begin and end."""
    if f"{name}/bytes" not in part.documents:
        none = np.zeros(int(part.live.sum()), np.int64)
        return none, none
    offsets = part.documents.array(f"{name}/offsets").astype(np.int64)
    return offsets[:-1][part.live], offsets[1:][part.live]


def _row_pieces(name: str, files: Sequence[ArrayFile], bounds: Sequence[tuple[Array, Array]]) -> Iterator[Array]:
    for file, (starts, ends) in zip(files, bounds, strict=True):
        for first in range(0, len(starts), AT_A_TIME):
            own = slice(first, first + AT_A_TIME)
            if ends[own][-1] > starts[own][0]:
                yield _rows(file.array(f"{name}/bytes"), starts[own], ends[own])


def _rows(content: Array, starts: Array, ends: Array) -> Array:
    """Some rows, one after the other; neighbours are taken as they lie."""
    if int(ends[-1] - starts[0]) == int((ends - starts).sum()):
        return content[int(starts[0]) : int(ends[-1])]
    return joined(content, starts, ends)


def _column(part: OldPart, name: str, dtype: Any) -> Array:
    """A column of the live documents; zeros where the segment has no such column."""
    if name not in part.documents:
        return np.zeros(int(part.live.sum()), dtype)
    return part.documents.array(name)[part.live]


def _merged_column(name: str, parts: Sequence[OldPart]) -> Iterator[tuple[str, Array] | Pieces]:
    if name in DERIVED:
        return
    if any(f"{name}/whoosh" in part.documents for part in parts):
        raise EngineError(
            note("%(name)s is in an encoding of Whoosh's own; merge with Whoosh: index.optimize()", name=name)
        )
    numbers = f"{name}/numbers"
    if any(numbers in part.documents for part in parts):
        kind = next(part.documents.array(numbers).dtype for part in parts if numbers in part.documents)
        yield numbers, np.concatenate([_column(part, numbers, kind) for part in parts])
        return
    yield from row_arrays(name, parts)


def _stored(parts: Sequence[OldPart]) -> Iterator[tuple[str, Array] | Pieces]:
    """The stored fields of the live documents. If most of them are of one segment, they are packed with its dictionary,
    otherwise with a new one."""
    fields = [Stored(part.documents) for part in parts]
    sizes = [int(part.live.sum()) for part in parts]
    largest = sizes.index(max(sizes))
    if fields[largest].dictionary and 2 * sizes[largest] > sum(sizes):
        dictionary = fields[largest].dictionary
    else:
        dictionary = _trained(parts, fields, sum(sizes))
    return stored_arrays(_packed(parts, fields, dictionary), dictionary)


def _trained(parts: Sequence[OldPart], fields: Sequence[Stored], documents: int) -> bytes:
    """A dictionary for the live documents of all segments."""
    live = [np.flatnonzero(part.live) for part in parts]
    owners = np.repeat(np.arange(len(parts)), list(map(len, live)))
    chosen = zip(spread(owners).tolist(), spread(np.concatenate(live)).tolist(), strict=True)
    contents = [fields[owner].content(document) for owner, document in chosen]
    return trained([content for content in contents if content], documents)


def _packed(parts: Sequence[OldPart], fields: Sequence[Stored], dictionary: bytes) -> Iterator[list[bytes]]:
    """The rows of the live documents; those that are packed with the dictionary are taken as they are."""
    packer = packer_of(dictionary)
    for part, own in zip(parts, fields, strict=True):
        for documents in some(part):
            if own.dictionary == dictionary:
                yield [own.rows[document] for document in documents.tolist()]
            else:
                yield [packed(packer, own.content(document)) for document in documents.tolist()]
