"""Merging the postings of a field, some terms at a time.

In: the old postings of a field, and the new ordinal of each old term. Out: the arrays of the new ones. Never here: a
field's postings in memory as a whole, but for fields of exact values, whose postings are few. Terms stand in the same
order in all segments, so that some neighbouring new terms are neighbours in each old segment too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from indexer.engines.columnar.files.arrayfile import Array, Pieces
from indexer.engines.columnar.files.fieldindex import FieldIndex
from indexer.engines.columnar.files.postings import CODES, DOCS, LENGTH_MASK, NONE, POSITIONS, Postings, pack
from indexer.engines.columnar.files.small_numbers import LargeNumbers
from indexer.engines.columnar.files.termlist import offsets_of

#: Postings that are merged at a time, if no term alone has more.
AT_A_TIME = 1 << 20
#: The type of bytes.
BYTES = "|u1"


class OldPostings(NamedTuple):
    """A field of a segment to be merged: which documents are live, and their new numbers; for each term its new
    ordinal, rising. A term without live documents may have any ordinal that does not break the order."""

    source: FieldIndex
    live: Array
    numbers: Array
    ordinals: Array

    @property
    def starts(self) -> Array:
        """Where the postings of each term begin."""
        return self.source.postings.starts


class LivePostings(NamedTuple):
    """How many live documents each term has, and how many positions these are in all."""

    frequencies: Array
    positions: int


class _Piece(NamedTuple):
    """The live postings of some terms of one segment; `ranks` are ordinals among the terms at hand."""

    ranks: Array
    docs: Array
    weights: Array
    lengths: Array
    counts: Array
    positions: Array


def live_postings(index: FieldIndex, live: Array) -> LivePostings:
    """What is left of a field's postings without deleted documents."""
    postings = index.postings
    starts = postings.starts.astype(np.int64)
    if live.all():
        return LivePostings(np.diff(starts), len(postings.positions))
    frequencies, positions = np.zeros(len(starts) - 1, np.int64), 0
    for first, end in _ranges(np.diff(starts)):
        begin, stop = int(starts[first]), int(starts[end])
        alive = live[postings.docs[begin:stop]]
        owners = np.repeat(np.arange(end - first), np.diff(starts[first : end + 1]))
        frequencies[first:end] = np.bincount(owners[alive], minlength=end - first)
        if len(postings.positions):
            positions += int(postings.position_counts(begin, stop)[alive].sum())
    return LivePostings(frequencies, positions)


@dataclass
class MergedPostings:
    """The new postings of a field. `frequencies` has the documents of each new term, `positions` how many positions
    there are in all. Once its arrays were taken, `total` is the field's total weight."""

    old: Sequence[OldPostings]
    frequencies: Array
    positions: int
    total: int = 0
    _runs: list[Array] = field(default_factory=list)
    _odd: list[tuple[Array, Array]] = field(default_factory=list)
    _counts: list[Array] = field(default_factory=list)
    _large: LargeNumbers = field(default_factory=LargeNumbers)

    @property
    def plain(self) -> bool:
        """Whether the postings have no frequencies."""
        return all(one.source.is_set for one in self.old)

    def whole(self) -> Postings:
        """The postings of a field of exact values."""
        docs = np.concatenate([np.empty(0, np.int32), *(part.docs for part in self._parts())])
        self.total = len(docs)
        return pack(offsets_of(self.frequencies), docs, None, None, NONE, NONE, None)

    def arrays(self) -> Iterator[tuple[str, Array] | Pieces]:
        """The arrays of a field with frequencies, those without elements too."""
        yield "starts", offsets_of(self.frequencies)
        small, large, ranks = POSITIONS
        postings = int(self.frequencies.sum())
        sizes = {"docs": postings, "codes": postings, small: self.positions}
        kinds = {"docs": DOCS, "codes": CODES, small: BYTES}
        yield Pieces(kinds, sizes, self._pieces())
        yield "position_starts", offsets_of(_all(self._runs)) if self.positions else NONE
        yield "odd_at", _all([at for at, _ in self._odd])
        yield "odd_weights", _all([weights for _, weights in self._odd]).astype(np.float32)
        yield "counts", _all(self._counts).astype(np.uint32)
        yield large, self._large.large()
        yield ranks, self._large.ranks() if self.positions else NONE

    def _pieces(self) -> Iterator[Mapping[str, Array]]:
        counted = any(len(one.source.postings.counts) for one in self.old)
        begin = 0
        for part in self._parts():
            size = len(part.docs)
            piece = {"docs": part.docs, "codes": part.codes}
            self._odd.append((part.odd_at + begin, part.odd_weights))
            self.total += int(part.weights(0, size).sum(dtype=np.float64))
            if counted:
                self._counts.append(part.position_counts(0, size))
            if self.positions:
                self._runs.append(np.diff(part.position_starts.astype(np.int64)))
                self._large.add(part.positions.arrays.small, part.positions.arrays.large)
                piece[POSITIONS[0]] = part.positions.arrays.small
            begin += size
            yield piece

    def _parts(self) -> Iterator[Postings]:
        """The new postings, some terms at a time."""
        for first, end in _ranges(self.frequencies):
            yield _assembled([_piece(one, first, end) for one in self.old], end - first, self.plain)


def _ranges(sizes: Array) -> Iterator[tuple[int, int]]:
    """Runs of neighbouring terms that have AT_A_TIME postings in all, or one term with more."""
    ends, first = np.cumsum(sizes), 0
    while first < len(sizes):
        before = int(ends[first - 1]) if first else 0
        end = max(int(np.searchsorted(ends, before + AT_A_TIME, side="right")), first + 1)
        yield first, end
        first = end


def _piece(old: OldPostings, first: int, end: int) -> _Piece:
    """What a segment has of the new terms from `first` to `end`."""
    postings = old.source.postings
    low, high = np.searchsorted(old.ordinals, (first, end)).tolist()
    starts = old.starts[low : high + 1].astype(np.int64)
    begin, stop = (int(starts[0]), int(starts[-1])) if len(starts) else (0, 0)
    alive = old.live[postings.docs[begin:stop]]
    counts = postings.position_counts(begin, stop) if len(postings.codes) else NONE
    lengths = (postings.codes[begin:stop] & LENGTH_MASK).astype(np.uint8)
    return _Piece(
        ranks=np.repeat(old.ordinals[low:high] - first, np.diff(starts))[alive],
        docs=old.numbers[postings.docs[begin:stop][alive]],
        weights=postings.weights(begin, stop)[alive],
        lengths=lengths[alive] if len(lengths) else lengths,
        counts=counts[alive] if len(counts) else counts,
        positions=_positions(postings, low, high, alive, counts),
    )


def _positions(postings: Postings, low: int, high: int, alive: Array, counts: Array) -> Array:
    """The positions of some neighbouring terms in live documents."""
    if not len(postings.positions):
        return NONE
    positions = postings.positions.part(int(postings.position_starts[low]), int(postings.position_starts[high]))
    return positions if alive.all() else positions[np.repeat(alive, counts)]


def _assembled(pieces: Sequence[_Piece], terms: int, plain: bool) -> Postings:
    sizes = [np.bincount(piece.ranks, minlength=terms) for piece in pieces]
    targets, starts = _targets(sizes), offsets_of(np.sum(sizes, axis=0))
    docs = _spread(targets, [piece.docs for piece in pieces])
    if plain:
        return pack(starts, docs, None, None, NONE, NONE, None)
    runs = [np.bincount(piece.ranks, piece.counts, terms).astype(np.int64) for piece in pieces]
    positional = any(len(piece.positions) for piece in pieces)
    return pack(
        starts=starts,
        docs=docs,
        weights=_spread(targets, [piece.weights for piece in pieces]),
        lengths=_spread(targets, [piece.lengths for piece in pieces]),
        position_starts=offsets_of(np.sum(runs, axis=0)),
        positions=_spread(_targets(runs), [piece.positions for piece in pieces]) if positional else NONE,
        counts=_spread(targets, [piece.counts for piece in pieces]),
    )


def _targets(sizes: Sequence[Array]) -> list[Array]:
    """For each piece, the target indexes of its elements: term by term, and within a term piece by piece.

    `sizes` has, for each piece, the number of its elements under each term.
    """
    together = np.sum(sizes, axis=0)
    begins = np.cumsum(together) - together
    targets = []
    for own in sizes:
        shifts = begins - (np.cumsum(own) - own)
        targets.append(np.repeat(shifts, own) + np.arange(int(own.sum())))
        begins = begins + own
    return targets


def _spread(targets: Sequence[Array], values: Sequence[Array]) -> Array:
    out = np.empty(sum(map(len, values)), np.result_type(*values))
    for target, value in zip(targets, values, strict=True):
        out[target] = value
    return out


def _all(parts: Sequence[Array]) -> Array:
    return np.concatenate([np.empty(0, np.int64), *parts])
