"""Gathering the forward index: the tokens of each document, and the words that they are.

In: analysed texts; the words of both parts with their terms. Out: arrays of a segment. Never here: postings.
Words are numbered by how often they occur, so that most tokens take one byte or two.
"""

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from analyzers.tokens import Form, Token
from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.columnar.files.documents_file import blob_arrays
from indexer.engines.columnar.files.number_rows import number_rows
from indexer.engines.columnar.files.places import place_rows
from indexer.engines.columnar.files.termlist import as_bytes, narrow, offsets_of
from indexer.engines.columnar.files.token_rows import HEADS, PLACES, SENTENCES, TITLES, WORDS
from indexer.engines.columnar.files.varints import encode
from indexer.engines.columnar.files.word_table import FORMS, word_arrays
from indexer.engines.port.tokens import HEAD, NONE
from indexer.model.sentences import opened_by

#: Documents whose rows are made at a time.
AT_A_TIME = 256
START_OF, END_OF, EXACT_OF = (itemgetter(Token._fields.index(name)) for name in ("start", "end", "exact"))


class NumberedPart(NamedTuple):
    """A part of all documents: the number of tokens in each, the number of each token's word, the forms of each word,
    and for each form the terms and each word's ordinal among them."""

    sizes: Array
    numbers: Array
    words: Sequence[tuple[str | None, ...]]
    terms: Mapping[Form, Sequence[bytes]]
    ordinals: Mapping[Form, Array]


class ForwardColumns:
    """Where the tokens and sentences of documents are, gathered document by document; the rows of some hundred are made
    at a time."""

    def __init__(self) -> None:
        self._rows: dict[str, list[bytes]] = {PLACES: [], SENTENCES: []}
        self._sizes = {TITLES: array("I"), HEADS: array("I")}
        self._clear()

    def add(self, text: str, title: Sequence[Token], body: Sequence[Token]) -> None:
        """The tokens of the next document."""
        starts = list(map(START_OF, body))
        for tokens, own in ((title, map(START_OF, title)), (body, starts)):
            self._parts.append(len(tokens))
            self._starts.extend(own)
            self._ends.extend(map(END_OF, tokens))
            self._forms.extend(map(len, map(EXACT_OF, tokens)))
        self._sizes[TITLES].append(len(title))
        self._sizes[HEADS].append(len(title) + bisect_left(starts, HEAD))
        sentences, last = sorted(opened_by(text, starts).items()), 0
        for token, start in sentences:
            self._sentences += (token - last, starts[token] - start)
            last = token
        self._counts.append(2 * len(sentences))
        if len(self._counts) == AT_A_TIME:
            self._settle()

    def packed(self) -> tuple[Any, ...]:
        """The columns as they are sent to another process."""
        self._settle()
        return self._rows, self._sizes

    def absorb(self, packed: tuple[Any, ...]) -> None:
        """Add the documents of other columns after these."""
        self._settle()
        rows, sizes = packed
        for name, own in rows.items():
            self._rows[name].extend(own)
        for name, numbers in sizes.items():
            self._sizes[name].extend(numbers)

    def _settle(self) -> None:
        """Make rows of what was gathered since the last time."""
        if self._counts:
            columns = (np.array(own, np.int64) for own in (self._parts, self._starts, self._ends, self._forms))
            self._rows[PLACES] += place_rows(*columns)
            self._rows[SENTENCES] += number_rows(np.array(self._sentences), np.array(self._counts, np.int64))
            self._clear()

    def _clear(self) -> None:
        self._parts, self._counts = list[int](), list[int]()
        self._starts, self._ends, self._forms = array("I"), array("I"), array("I")
        self._sentences = list[int]()

    def arrays(self, segment: "Segment") -> dict[str, Array]:
        """The arrays of the documents file."""
        self._settle()
        titles, heads = (np.array(self._sizes[name], np.int64) for name in (TITLES, HEADS))
        return {
            **blob_arrays(PLACES, self._rows[PLACES]),
            **blob_arrays(SENTENCES, self._rows[SENTENCES]),
            **numbers_arrays(titles, heads, segment.bounds, segment.words),
        }


class Segment(NamedTuple):
    """The words of a segment: how many; the arrays of its terms file; the words of all tokens, each document's title
    first; where each part begins among them."""

    distinct: int
    arrays: Mapping[str, Array]
    words: Array
    bounds: Array


def numbered(title: NumberedPart, body: NumberedPart) -> Segment:
    """The words of both parts under one numbering, the most frequent first."""
    place = {word: number for number, word in enumerate(body.words)}
    of_title = np.array([place.setdefault(word, len(place)) for word in title.words], np.int64)
    only = np.flatnonzero(of_title >= len(body.words))
    tokens, bounds = _interleaved(title.sizes, of_title[title.numbers], body.sizes, body.numbers.astype(np.int64))
    order = np.argsort(-np.bincount(tokens, minlength=len(place)), kind="stable")
    numbers = {
        form: np.concatenate(
            [body.ordinals[form], _after(title.terms[form], body.terms[form], title.ordinals[form][only])]
        )[order]
        for form in FORMS
    }
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    words = list(place)
    exact = [str(words[number][FORMS.index(Form.EXACT)]) for number in order.tolist()]
    return Segment(len(words), word_arrays(numbers, exact), ranks[tokens], bounds)


def _after(titles: Sequence[bytes], texts: Sequence[bytes], ordinals: Array) -> Array:
    """The numbers of terms of titles, by their ordinals there; see `files/word_table.py`."""
    return numbers_of_titles(titles, {term: rank for rank, term in enumerate(texts)})[ordinals]


def numbers_of_titles(titles: Sequence[bytes], texts: Mapping[bytes, int]) -> Array:
    """The number of each term of titles, and NONE behind them; `texts` has the ordinals of the terms of texts."""
    base = len(texts)
    return np.array([*(texts.get(term, base + rank) for rank, term in enumerate(titles)), NONE], np.int64)


def _interleaved(title_sizes: Array, titles: Array, body_sizes: Array, bodies: Array) -> tuple[Array, Array]:
    """The tokens document by document, the title first; where each part begins."""
    sizes = np.stack([title_sizes, body_sizes], axis=1).astype(np.int64)
    bounds = np.concatenate([[0], np.cumsum(sizes)])
    tokens = np.empty(len(titles) + len(bodies), np.int64)
    for own, part, starts in ((titles, 0, bounds[:-1:2]), (bodies, 1, bounds[1::2])):
        counts = sizes[:, part]
        tokens[np.repeat(starts - (np.cumsum(counts) - counts), counts) + np.arange(len(own))] = own
    return tokens, bounds


def numbers_arrays(titles: Array, heads: Array, bounds: Array, words: Array) -> dict[str, Array]:
    """The arrays of the words of tokens; `heads` are numbers of tokens, written as numbers of bytes."""
    content, sizes = encode(words)
    ends = np.concatenate([[0], np.cumsum(sizes)])
    first = bounds[:-1:2]
    return {
        f"{WORDS}/bytes": content if len(content) else as_bytes(b""),
        f"{WORDS}/offsets": offsets_of(np.diff(ends[bounds[::2]])),
        TITLES: narrow(titles),
        HEADS: narrow(ends[first + heads] - ends[first]),
    }
