"""Merging segments into one, array by array.

In: segments of this engine. Out: one new segment with their live documents, in order. Never here: analysis, or a
posting as a Python object. Terms are matched once; everything else shifts whole runs. What grows with the collection is
written piece by piece, so that memory does not grow with it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import log
from typing import Any, NamedTuple

import numpy as np

from indexer.engines.columnar.codec.segment import DOCUMENTS_FILE, TERMS_FILE, ColumnarSegment, open_arrays, save
from indexer.engines.columnar.files.arrayfile import Array, ArrayFile, Pieces
from indexer.engines.columnar.files.documents_file import description
from indexer.engines.columnar.files.fieldindex import FieldIndex
from indexer.engines.columnar.files.forward import forward_arrays, joined_arrays, joined_names
from indexer.engines.columnar.files.postings import Postings, postings_arrays
from indexer.engines.columnar.files.termlist import term_arrays
from indexer.engines.columnar.files.token_rows import PLACES, SENTENCES
from indexer.engines.columnar.writing.merging_documents import document_arrays, row_arrays
from indexer.engines.columnar.writing.merging_postings import MergedPostings, OldPostings, live_postings
from indexer.engines.columnar.writing.merging_words import (
    MergedTerms,
    MergedWords,
    OldPart,
    has_words,
    merged_numbers,
    merged_words,
)
from indexer.engines.port.tokens import NONE as NO_TERM
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

    def has(self, name: str) -> bool:
        """Whether the segment has a field."""
        return name in self.terms.description["fields"]


class Made:
    """What writing the terms file finds out for the documents file."""

    def __init__(self) -> None:
        self.totals: dict[str, int] = {}
        self.words: MergedWords | None = None


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
    old = [part.old for part in parts]
    arrays = chain(document_arrays(old, sorted(scored), sorted(columns)), _token_arrays(old, made.words))
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
) -> Iterator[tuple[str, Array] | Pieces]:
    joined = joined_names(names)
    texts: dict[str, MergedTerms] = {}
    facets: dict[str, Postings] = {}
    for name in names:
        fields = {number: FieldIndex(part.terms, name) for number, part in enumerate(parts) if part.has(name)}
        terms, merged = _merged_field(fields, parts)
        if name in TEXTS:
            texts[name] = terms
        yield from _named(name, term_arrays(terms.terms).items())
        if not merged.plain:
            yield from _named(name, merged.arrays())
        else:
            postings = merged.whole()
            yield from _named(name, postings_arrays(postings).items())
            if name in joined:
                facets[name] = postings
            elif any(field.has_forward for field in fields.values()):
                yield from forward_arrays(name, postings, documents).items()
        made.totals[name] = merged.total
    yield from joined_arrays(facets, documents).items()
    old = [part.old for part in parts]
    if has_words(old):
        made.words = merged_words(old, texts)
        yield from made.words.arrays.items()


def _merged_field(fields: Mapping[int, FieldIndex], parts: Sequence[SegmentPart]) -> tuple[MergedTerms, MergedPostings]:
    """The terms and postings of a field, from the old ones by the number of their segment."""
    terms, ranks = _united([list(index.terms) for index in fields.values()])
    left = [live_postings(index, parts[number].live) for number, index in fields.items()]
    frequencies = np.zeros(len(terms), np.int64)
    for own, one in zip(ranks, left, strict=True):
        frequencies[own] += one.frequencies
    there = frequencies > 0
    rising: Array = np.cumsum(there) - there
    ordinals = np.where(there, rising, NO_TERM)
    old = [
        OldPostings(index, parts[number].live, parts[number].numbers, rising[own])
        for (number, index), own in zip(fields.items(), ranks, strict=True)
    ]
    kept = terms if there.all() else [terms[rank] for rank in np.flatnonzero(there).tolist()]
    merged = MergedPostings(old, frequencies[there], sum(one.positions for one in left))
    return MergedTerms(kept, [ordinals[own] for own in ranks]), merged


def _named(field: str, arrays: Iterable[tuple[str, Array] | Pieces]) -> Iterator[tuple[str, Array] | Pieces]:
    """Arrays under their names in the file; those without elements are left out."""
    for array in arrays:
        if isinstance(array, Pieces):
            if any(array.sizes.values()):
                yield array.within(field)
        elif len(array[1]):
            yield f"{field}/{array[0]}", array[1]


def _token_arrays(parts: Sequence[OldPart], words: MergedWords | None) -> Iterator[tuple[str, Array] | Pieces]:
    """The forward index of the documents."""
    if words is not None:
        yield from merged_numbers(parts, words)
        for name in (PLACES, SENTENCES):
            yield from row_arrays(name, parts)


def _united(lists: Sequence[list[bytes]]) -> tuple[list[bytes], list[Array]]:
    """All terms in order, and for each list the new rank of each of its terms."""
    terms = sorted(set().union(*lists))
    rank_of = {term: rank for rank, term in enumerate(terms)}
    return terms, [np.fromiter(map(rank_of.__getitem__, own), np.int64, len(own)) for own in lists]
