"""Merging the forward indexes of segments.

In: segments, and what became of the terms of their text fields. Out: the arrays of the words, and of the words of each
document. Never here: analysis. The documents are renumbered some thousand at a time, so that memory stays bounded.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analyzers.tokens import Form
from indexer.engines.columnar.files.arrayfile import Array, ArrayFile, Pieces
from indexer.engines.columnar.files.termlist import narrow, offsets_of
from indexer.engines.columnar.files.token_rows import HEADS, TITLES, WORDS
from indexer.engines.columnar.files.varints import decode, joined
from indexer.engines.columnar.files.word_table import FORMS, TABLE, WordTable, word_arrays
from indexer.engines.columnar.writing.forward_index import numbers_arrays, numbers_of_titles
from indexer.engines.port.tokens import NONE
from indexer.model.schema import Part, field_name

#: Documents that are renumbered, or whose rows are carried over, at a time.
AT_A_TIME = 5_000


class OldPart(NamedTuple):
    """A segment to be merged: its files, and which documents are live."""

    terms: ArrayFile
    documents: ArrayFile
    live: Array


class MergedTerms(NamedTuple):
    """The terms of a field in the new segment, and for each old one the new ordinal of each old term, NONE for a term
    that only deleted documents had."""

    terms: Sequence[bytes]
    ordinals: Sequence[Array]


class MergedWords(NamedTuple):
    """The words of the new segment: how many, their arrays, and for each old segment the new number of each word."""

    distinct: int
    arrays: Mapping[str, Array]
    numbers: Sequence[Array]


def some(part: OldPart) -> Iterator[Array]:
    """The numbers of the live documents, AT_A_TIME at a time."""
    live = np.flatnonzero(part.live)
    return (live[start : start + AT_A_TIME] for start in range(0, len(live), AT_A_TIME))


def has_words(parts: Sequence[OldPart]) -> bool:
    """Whether all segments have a forward index; those that Whoosh itself wrote have none."""
    return all(f"{TABLE}/{Form.EXACT.value}" in part.terms for part in parts)


def merged_words(parts: Sequence[OldPart], fields: Mapping[str, MergedTerms]) -> MergedWords:
    """The words of the live documents of some segments, the most frequent first."""
    counts = [_counts(part) for part in parts]
    used = [np.flatnonzero(own) for own in counts]
    forms = {form: _Form.of(form, fields) for form in FORMS}
    rows = [
        np.stack([forms[form].renumbered(index, part, words) for form in FORMS], axis=1)
        for index, (part, words) in enumerate(zip(parts, used, strict=True))
    ]
    distinct, places = np.unique(np.concatenate(rows), axis=0, return_inverse=True)
    places = places.reshape(-1)
    totals = np.bincount(places, np.concatenate([own[words] for own, words in zip(counts, used, strict=True)]))
    order = np.argsort(-totals[: len(distinct)], kind="stable")
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    numbers, begin = [], 0
    for own, words in zip(counts, used, strict=True):
        new = np.full(len(own), NONE, np.int64)
        new[words] = ranks[places[begin : begin + len(words)]]
        numbers.append(new)
        begin += len(words)
    columns = {form: distinct[order, at] for at, form in enumerate(FORMS)}
    exact = [forms[Form.EXACT].text(number) for number in columns[Form.EXACT].tolist()]
    return MergedWords(len(order), word_arrays(columns, exact), numbers)


def merged_numbers(parts: Sequence[OldPart], words: MergedWords) -> Iterator[tuple[str, Array] | Pieces]:
    """The arrays of the words of all live documents."""
    columns: dict[str, list[Array]] = {f"{WORDS}/offsets": [], TITLES: [], HEADS: []}
    yield Pieces({f"{WORDS}/bytes": "|u1"}, {}, _numbers_pieces(parts, words, columns))
    for name, made in columns.items():
        column = np.concatenate([np.empty(0, np.uint32), *made])
        yield name, offsets_of(column) if name == f"{WORDS}/offsets" else narrow(column)


def _numbers_pieces(
    parts: Sequence[OldPart], words: MergedWords, columns: dict[str, list[Array]]
) -> Iterator[Mapping[str, Array]]:
    for part, numbers in zip(parts, words.numbers, strict=True):
        for documents in some(part):
            made = _renumbered(part, documents, numbers)
            for name, own in columns.items():
                own.append(np.diff(made[name]) if name == f"{WORDS}/offsets" else made[name])
            yield {f"{WORDS}/bytes": made[f"{WORDS}/bytes"]}


class _Form(NamedTuple):
    """The terms of one form in the new segment, in texts and in titles."""

    form: Form
    texts: MergedTerms
    titles: MergedTerms
    title_ordinals: Mapping[bytes, int]
    title_numbers: Array

    @classmethod
    def of(cls, form: Form, fields: Mapping[str, MergedTerms]) -> "_Form":
        """From the fields of the new segment."""
        texts, titles = fields[field_name(Part.BODY, form)], fields[field_name(Part.TITLE, form)]
        title_ordinals = {term: rank for rank, term in enumerate(titles.terms)}
        numbers = numbers_of_titles(titles.terms, {term: rank for rank, term in enumerate(texts.terms)})
        return cls(form, texts, titles, title_ordinals, numbers)

    def renumbered(self, index: int, part: OldPart, words: Array) -> Array:
        """The new numbers of the terms of some words of the segment with this index."""
        table = WordTable.of(part.terms)
        old, base = table.numbers[self.form][words].astype(np.int64), len(table.texts[self.form].terms)
        new = np.full(len(old), NONE, np.int64)
        of_title, of_text = np.flatnonzero(old >= base), np.flatnonzero((old >= 0) & (old < base))
        new[of_title] = self.title_numbers[self.titles.ordinals[index][old[of_title] - base]]
        new[of_text] = self.texts.ordinals[index][old[of_text]]
        for at in of_text[new[of_text] == NONE].tolist():  # deleted texts had it; what is left stands in titles
            term = table.texts[self.form].terms[int(old[at])]
            new[at] = self.title_numbers[self.title_ordinals[term]]
        return new

    def text(self, number: int) -> str:
        """The term with a new number."""
        base = len(self.texts.terms)
        return (self.texts.terms[number] if number < base else self.titles.terms[number - base]).decode("utf-8")


def _counts(part: OldPart) -> Array:
    """How often the live documents have each word."""
    counts = np.zeros(len(WordTable.of(part.terms)), np.int64)
    for documents in some(part):
        words, _, _ = _read(part.documents, documents)
        counts += np.bincount(words, minlength=len(counts))
    return counts


def _read(file: ArrayFile, documents: Array) -> tuple[Array, Array, Array]:
    """The words of documents, the bounds of each document's, and the number of tokens in each one's head."""
    offsets = file.array(f"{WORDS}/offsets")
    first, end = offsets[documents].astype(np.int64), offsets[documents + 1].astype(np.int64)
    words, last = decode(joined(file.array(f"{WORDS}/bytes"), first, end))
    bytes_at = np.concatenate([[0], np.cumsum(end - first)])
    bounds = np.searchsorted(last, bytes_at)
    heads = np.searchsorted(last, bytes_at[:-1] + file.array(HEADS)[documents]) - bounds[:-1]
    return words, bounds, heads


def _renumbered(part: OldPart, documents: Array, numbers: Array) -> dict[str, Array]:
    words, bounds, heads = _read(part.documents, documents)
    titles = part.documents.array(TITLES)[documents].astype(np.int64)
    parts = np.zeros(2 * len(documents) + 1, np.int64)
    parts[::2], parts[1::2] = bounds, bounds[:-1] + titles
    return numbers_arrays(titles, heads, parts, numbers[words])
