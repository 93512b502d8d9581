"""Merging segments into one, array by array.

In: segments of this engine. Out: one new segment with their live documents, in order. Never here: analysis, or a
posting as a Python object. Terms are matched once; everything else shifts whole runs.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from math import log
from typing import Any, NamedTuple

import numpy as np

from indexer.engines.columnar.codec.segment import DOCUMENTS_FILE, TERMS_FILE, ColumnarSegment, open_arrays, save
from indexer.engines.columnar.files.arrayfile import Array, ArrayFile
from indexer.engines.columnar.files.documents_file import Blobs, blob_arrays, description
from indexer.engines.columnar.files.fieldindex import FieldIndex
from indexer.engines.columnar.files.forward import forward_arrays, joined_arrays, joined_names
from indexer.engines.columnar.files.postings import LENGTH_MASK, NONE, Postings, field_arrays, pack
from indexer.engines.columnar.files.stored_rows import Stored, StoredRows
from indexer.engines.columnar.files.termlist import offsets_of
from indexer.engines.columnar.files.token_rows import PLACES, SENTENCES
from indexer.engines.columnar.writing.merging_words import (
    MergedTerms,
    MergedWords,
    OldPart,
    has_words,
    merged_numbers,
    merged_words,
)
from indexer.engines.port.tokens import NONE as NO_TERM
from indexer.model.errors import EngineError
from indexer.model.notes import note
from indexer.model.schema import TEXT_FIELDS

#: So many segments of like size are merged; one fewer is left alone.
MERGE_FACTOR = 8
TEXTS = {field.name for field in TEXT_FIELDS}
#: Share of deleted documents above which a segment is rewritten.
DELETED_SHARE = 0.3


class SegmentPart(NamedTuple):
    """A segment to be merged into another: its files, which documents are live, and their new numbers."""

    terms: ArrayFile
    documents: ArrayFile
    live: Array
    numbers: Array

    @property
    def old(self) -> OldPart:
        """The segment without the new numbers."""
        return OldPart(self.terms, self.documents, self.live)


class Made:
    """What writing the terms file finds out for the documents file."""

    def __init__(self) -> None:
        self.totals: dict[str, int] = {}
        self.words: MergedWords | None = None


class PostingsPiece(NamedTuple):
    """The live postings of one field of one part; `ranks` are those of the new term list."""

    ranks: Array
    docs: Array
    weights: Array
    lengths: Array
    counts: Array
    positions: Array


def merge(storage: Any, indexname: str, segments: Sequence[ColumnarSegment]) -> ColumnarSegment:
    """Write a new segment with the live documents of some; the old ones stay as they are."""
    parts = _parts(storage, segments)
    merged = ColumnarSegment(indexname)
    merged.set_doc_count(sum(int(part.live.sum()) for part in parts))
    names = list(dict.fromkeys(name for part in parts for name in part.terms.description["fields"]))
    made = Made()
    about = {"fields": names, "facets": joined_names(names)}
    save(storage, merged, TERMS_FILE, about, _terms_arrays(names, parts, merged.documents, made))
    scored = {name for part in parts for name in part.documents.description["lengths"]}
    columns = {name for part in parts for name in part.documents.description["columns"]}
    totals = {name: made.totals[name] for name in scored}
    about = description(merged.documents, totals, columns, made.words.distinct if made.words else 0)
    arrays = chain(_document_arrays(parts, sorted(scored), sorted(columns)), _token_arrays(parts, made.words))
    save(storage, merged, DOCUMENTS_FILE, about, arrays)
    return merged


def groups_to_merge(segments: Sequence[ColumnarSegment]) -> list[list[ColumnarSegment]]:
    """The groups of segments to merge at the end of a write.

    Segments of like size (by powers of `MERGE_FACTOR`) are merged once there are `MERGE_FACTOR` of them, so that a
    document is copied only a few times in its life. A segment with more than `DELETED_SHARE` deleted is rewritten.
    """
    tiers: dict[int, list[ColumnarSegment]] = {}
    groups = []
    for segment in segments:
        if segment.deleted_count() > DELETED_SHARE * segment.doc_count_all():
            groups.append([segment])
        else:
            tiers.setdefault(int(log(segment.doc_count(), MERGE_FACTOR)), []).append(segment)
    return groups + [tier for tier in tiers.values() if len(tier) >= MERGE_FACTOR]


def _parts(storage: Any, segments: Sequence[ColumnarSegment]) -> list[SegmentPart]:
    parts, base = [], 0
    for segment in segments:
        live = np.ones(segment.documents, np.bool_)
        live[sorted(segment.deleted)] = False
        numbers = np.cumsum(live, dtype=np.int32) + np.int32(base - 1)
        terms = open_arrays(storage, segment, TERMS_FILE)
        documents = open_arrays(storage, segment, DOCUMENTS_FILE)
        parts.append(SegmentPart(terms, documents, live, numbers))
        base += int(live.sum())
    return parts


def _terms_arrays(
    names: Sequence[str], parts: Sequence[SegmentPart], documents: int, made: Made
) -> Iterator[tuple[str, Array]]:
    joined = joined_names(names)
    old = [part.old for part in parts]
    texts: dict[str, MergedTerms] = {}
    facets: dict[str, Postings] = {}
    for name in names:
        fields = [FieldIndex(part.terms, name) for part in parts if name in part.terms.description["fields"]]
        owners = [part for part in parts if name in part.terms.description["fields"]]
        terms, ranks = _united([list(field.terms) for field in fields])
        pieces = [_piece(*row) for row in zip(fields, owners, ranks, strict=True)]
        terms, pieces, kept = _without_empty(terms, pieces)
        if name in TEXTS:
            texts[name] = MergedTerms(terms, [kept[own] for own in ranks])
        plain = all(field.is_set for field in fields)
        postings = _assembled(pieces, len(terms), plain)
        made.totals[name] = sum(int(piece.weights.sum(dtype=np.float64)) for piece in pieces)
        yield from field_arrays(name, terms, postings).items()
        if name in joined:
            facets[name] = postings
        elif any(field.has_forward for field in fields):
            yield from forward_arrays(name, postings, documents).items()
    yield from joined_arrays(facets, documents).items()
    if has_words(old):
        made.words = merged_words(old, texts)
        yield from made.words.arrays.items()


def _token_arrays(parts: Sequence[SegmentPart], words: MergedWords | None) -> Iterator[tuple[str, Array]]:
    """The forward index of the documents."""
    if words is not None:
        yield from merged_numbers([part.old for part in parts], words)
        for name in (PLACES, SENTENCES):
            yield from blob_arrays(name, _rows(name, parts)).items()


def _united(lists: Sequence[list[bytes]]) -> tuple[list[bytes], list[Array]]:
    """All terms in order, and for each list the new rank of each of its terms."""
    terms = sorted(set().union(*lists))
    rank_of = {term: rank for rank, term in enumerate(terms)}
    return terms, [np.fromiter(map(rank_of.__getitem__, own), np.int64, len(own)) for own in lists]


def _piece(field: FieldIndex, part: SegmentPart, ranks: Array) -> PostingsPiece:
    postings = field.postings
    total = len(postings.docs)
    alive = part.live[postings.docs]
    frequencies: Array = np.diff(postings.starts)
    counts = postings.position_counts(0, total) if len(postings.codes) else NONE
    lengths = (postings.codes & LENGTH_MASK).astype(np.uint8)
    positions = postings.positions
    if len(positions) and not alive.all():
        positions = positions[np.repeat(alive, counts)]
    return PostingsPiece(
        ranks=np.repeat(ranks, frequencies)[alive],
        docs=part.numbers[postings.docs[alive]],
        weights=postings.weights(0, total)[alive],
        lengths=lengths[alive] if len(lengths) else lengths,
        counts=counts[alive] if len(counts) else counts,
        positions=positions,
    )


def _without_empty(
    terms: list[bytes], pieces: Sequence[PostingsPiece]
) -> tuple[list[bytes], list[PostingsPiece], Array]:
    """Drop the terms that only deleted documents had; the last has the new ordinal of each term, NONE if dropped."""
    there = np.zeros(len(terms), np.bool_)
    for piece in pieces:
        there[piece.ranks] = True
    ranks = np.where(there, np.cumsum(there) - 1, NO_TERM)
    if there.all():
        return terms, list(pieces), ranks
    kept = [terms[rank] for rank in np.flatnonzero(there).tolist()]
    return kept, [piece._replace(ranks=ranks[piece.ranks]) for piece in pieces], ranks


def _assembled(pieces: Sequence[PostingsPiece], terms: int, plain: bool) -> Postings:
    targets = _targets([np.bincount(piece.ranks, minlength=terms) for piece in pieces])
    starts = offsets_of(np.sum([np.bincount(piece.ranks, minlength=terms) for piece in pieces], axis=0))
    if plain:
        return pack(starts, _spread(targets, [piece.docs for piece in pieces]), None, None, NONE, NONE, None)
    runs = [np.bincount(piece.ranks, piece.counts, terms).astype(np.int64) for piece in pieces]
    positional = any(len(piece.positions) for piece in pieces)
    return pack(
        starts=starts,
        docs=_spread(targets, [piece.docs for piece in pieces]),
        weights=_spread(targets, [piece.weights for piece in pieces]),
        lengths=_spread(targets, [piece.lengths for piece in pieces]),
        position_starts=offsets_of(np.sum(runs, axis=0)) if positional else NONE,
        positions=_spread(_targets(runs), [piece.positions for piece in pieces]) if positional else NONE,
        counts=_spread(targets, [piece.counts for piece in pieces]),
    )


def _targets(sizes: Sequence[Array]) -> list[Array]:
    """For each piece, the target indexes of its elements: term by term, and within a term piece by piece.

    `sizes` has, for each piece, the number of its elements under each term.
    """
    ends = np.cumsum(np.sum(sizes, axis=0))
    begins = ends - np.sum(sizes, axis=0)
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


def _document_arrays(
    parts: Sequence[SegmentPart], scored: Sequence[str], columns: Sequence[str]
) -> Iterator[tuple[str, Array]]:
    for name in scored:
        yield f"lengths/{name}", np.concatenate([_column(part, f"lengths/{name}", np.uint8) for part in parts])
    for name in columns:
        yield from _merged_column(f"columns/{name}", parts)
    yield from _stored(parts).arrays().items()


def _stored(parts: Sequence[SegmentPart]) -> StoredRows:
    """The stored fields of the live documents, packed with the dictionary of the largest segment."""
    fields = [Stored(part.documents) for part in parts]
    largest = max(zip(parts, fields, strict=True), key=lambda pair: len(pair[0].live))[1] if fields else None
    rows = StoredRows(largest.dictionary or None if largest else None)
    for part, own in zip(parts, fields, strict=True):
        documents = np.flatnonzero(part.live).tolist()
        if own.dictionary == rows.dictionary:
            rows.extend_packed(own.rows[document] for document in documents)
        else:
            rows.extend(own.content(document) for document in documents)
    return rows


def _column(part: SegmentPart, name: str, dtype: Any) -> Array:
    """A column of the live documents; zeros where the segment has no such column."""
    if name not in part.documents:
        return np.zeros(int(part.live.sum()), dtype)
    return part.documents.array(name)[part.live]


def _merged_column(name: str, parts: Sequence[SegmentPart]) -> Iterator[tuple[str, Array]]:
    if any(f"{name}/whoosh" in part.documents for part in parts):
        raise EngineError(
            note("%(name)s is in an encoding of Whoosh's own; merge with Whoosh: index.optimize()", name=name)
        )
    if any(f"{name}/numbers" in part.documents for part in parts):
        kind = next(
            part.documents.array(f"{name}/numbers").dtype for part in parts if f"{name}/numbers" in part.documents
        )
        yield f"{name}/numbers", np.concatenate([_column(part, f"{name}/numbers", kind) for part in parts])
        return
    yield from blob_arrays(name, _rows(name, parts)).items()


def _rows(name: str, parts: Sequence[SegmentPart]) -> list[bytes]:
    rows: list[bytes] = []
    for part in parts:
        numbers = np.flatnonzero(part.live).tolist()
        blobs = Blobs.read(part.documents, name) if f"{name}/bytes" in part.documents else None
        rows += [b"" if blobs is None else blobs[number] for number in numbers]
    return rows
