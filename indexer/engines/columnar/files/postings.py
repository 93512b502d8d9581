"""The postings of one field as arrays.

In: terms in byte order with their documents, weights and positions. Out: the arrays of a segment, and views of one
term's part of them. Never here: a Python object for a posting.

A posting is a document number and a code: `weight << 8 | length`, where `length` is Whoosh's one-byte length of the
field in that document. A weight that is not a whole number from 1 to 255 is 0 in the code; it is kept in two small
"odd" arrays. Positions take a byte each where they fit (`small_numbers.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engines.columnar.files.arrayfile import Array, ArrayFile
from indexer.engines.columnar.files.small_numbers import SmallArrays, SmallNumbers
from indexer.engines.columnar.files.termlist import TermList, offsets_of, term_arrays

LENGTH_BITS = 8
#: The bits of a code that hold the length.
LENGTH_MASK = (1 << LENGTH_BITS) - 1
LARGEST_WEIGHT = 255
#: Types of documents and codes in a file.
DOCS = "<i4"
CODES = "<u2"
CODE_BITS = 16
NONE = np.empty(0, np.uint32)


@dataclass(frozen=True, slots=True)
class Postings:
    """Arrays of a field. Term `t` owns `docs[starts[t]:starts[t + 1]]`, and the codes there; its positions are
    `positions.part(position_starts[t], position_starts[t + 1])`. A posting has as many positions as its weight, or as
    its entry in `counts` where weights are not counts. A field without frequencies has no codes."""

    starts: Array
    docs: Array
    codes: Array
    odd_at: Array
    odd_weights: Array
    position_starts: Array
    counts: Array
    positions: SmallNumbers

    def weights(self, start: int, end: int) -> Array:
        """Weights of some postings, as float32."""
        if not len(self.codes):
            return np.ones(end - start, np.float32)
        weights = (self.codes[start:end] >> LENGTH_BITS).astype(np.float32)
        if len(self.odd_at):
            low, high = np.searchsorted(self.odd_at, (start, end))
            weights[self.odd_at[low:high] - start] = self.odd_weights[low:high]
        return weights

    def position_counts(self, start: int, end: int) -> Array:
        """Number of positions of some postings."""
        if len(self.counts):
            return self.counts[start:end].astype(np.int64)
        if not len(self.odd_at) and len(self.codes):
            return (self.codes[start:end] >> LENGTH_BITS).astype(np.int64)
        return self.weights(start, end).astype(np.int64)


#: The arrays of a field's postings, but for those of the positions.
PARTS = ("starts", "docs", "codes", "odd_at", "odd_weights", "position_starts", "counts")
#: Those of the positions, in the order of `SmallArrays`.
POSITIONS = ("positions", "positions_large", "positions_ranks")


def pack(
    starts: Array,
    docs: Array,
    weights: Array | None,
    lengths: Array | None,
    position_starts: Array,
    positions: Array,
    counts: Array | None,
) -> Postings:
    """Postings from plain columns; `lengths` has the length byte of each posting, `counts` its number of positions."""
    odd_at: Array = NONE
    odd_weights: Array = NONE
    codes: Array = NONE
    if weights is not None:
        whole = np.clip(weights, 0, LARGEST_WEIGHT).astype(np.uint16)
        odd = np.flatnonzero(whole != weights)
        whole[odd] = 0
        codes = whole << LENGTH_BITS
        if lengths is not None:
            codes |= lengths
        odd_at, odd_weights = odd.astype(np.int64), np.asarray(weights[odd], np.float32)
    same = counts is None or (weights is not None and np.array_equal(counts, weights))
    return Postings(
        starts=starts,
        docs=docs.astype(np.int32, copy=False),
        codes=codes,
        odd_at=odd_at,
        odd_weights=odd_weights,
        position_starts=position_starts,
        counts=NONE if same or counts is None else counts.astype(np.uint32),
        positions=SmallNumbers.of(positions),
    )


def invert(ranks: Array, docs: Array, positions: Array | None, terms: int, lengths: Array | None) -> Postings:
    """Postings from occurrences in document order: the rank of each one's term, its document, its position.

    `lengths` is the length byte of each document. Without positions the postings have no frequencies.
    """
    order = _stable_order(ranks)
    ranks, docs = ranks[order], docs[order]
    first = np.ones(len(ranks), np.bool_)
    first[1:] = (ranks[1:] != ranks[:-1]) | (docs[1:] != docs[:-1])
    heads = np.flatnonzero(first)
    frequency = offsets_of(np.bincount(ranks[heads], minlength=terms))
    if positions is None:
        return pack(frequency, docs[heads], None, None, NONE, NONE, None)
    weights = np.diff(np.append(heads, len(ranks)))
    return pack(
        starts=frequency,
        docs=docs[heads],
        weights=weights,
        lengths=None if lengths is None else lengths[docs[heads]],
        position_starts=offsets_of(np.bincount(ranks, minlength=terms)),
        positions=positions[order],
        counts=None,
    )


def field_arrays(name: str, terms: Sequence[bytes], postings: Postings) -> dict[str, Array]:
    """The arrays of a field under their names in a segment's file."""
    arrays = term_arrays(terms) | postings_arrays(postings)
    return {f"{name}/{part}": array for part, array in arrays.items() if len(array)}


def postings_arrays(postings: Postings) -> dict[str, Array]:
    """The arrays of postings, those without elements too."""
    arrays: dict[str, Array] = {part: getattr(postings, part) for part in PARTS}
    return arrays | dict(zip(POSITIONS, postings.positions.arrays, strict=True))


def read_terms(file: ArrayFile, name: str) -> TermList:
    """The terms of a field."""
    parts = ("term_bytes", "term_offsets", "term_hashes", "term_of_hash")
    return TermList(*(_read(file, name, part) for part in parts))


def read_postings(file: ArrayFile, name: str) -> Postings:
    """The postings of a field."""
    positions = SmallNumbers(SmallArrays(*(_read(file, name, part) for part in POSITIONS)))
    return Postings(**{part: _read(file, name, part) for part in PARTS}, positions=positions)


def _read(file: ArrayFile, name: str, part: str) -> Array:
    key = f"{name}/{part}"
    return file.array(key) if key in file else NONE


def _stable_order(ranks: Array) -> Array:
    """Like a stable argsort; sorting rank and index packed into one integer is several times faster."""
    packed = (ranks.astype(np.uint64) << np.uint64(32)) | np.arange(len(ranks), dtype=np.uint64)
    packed.sort()
    return (packed & np.uint64(0xFFFFFFFF)).astype(np.int64)
