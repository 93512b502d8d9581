"""The tokens of each document of a segment: a row of bytes for their words, one for their places, one for sentences.

In: analysed texts, or a segment's documents file. Out: rows; the tokens of some documents as columns. Never here: which
forms a word has (`word_table.py`).

A place is `gap << 6 | size`: the characters since the token before, and those of the token; a token of 63 characters or
more has what goes beyond in a number behind the places of the document. A sentence is two numbers: its first token,
counted from that of the sentence before, and how far that token is from the start of the sentence.
"""

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from analyzers.tokens import Token
from indexer.engines.columnar.files.arrayfile import Array, ArrayFile
from indexer.engines.columnar.files.varints import decode, encode, joined
from indexer.engines.port.tokens import HEAD
from indexer.model.sentences import opened_by

#: Rows of bytes in the documents file, each with its offsets, and numbers of each document.
WORDS, PLACES, SENTENCES = "tokens/words", "tokens/places", "tokens/sentences"
TITLES, HEADS = "tokens/titles", "tokens/heads"
SIZE_BITS = 6
LONG = (1 << SIZE_BITS) - 1
START_OF, END_OF = (itemgetter(Token._fields.index(name)) for name in ("start", "end"))


class TokenRows(NamedTuple):
    """Of one document: its places and sentences as bytes, and the numbers of tokens in its title and in its head."""

    places: bytes
    sentences: bytes
    title: int
    head: int


def rows_of(text: str, title: Sequence[Token], body: Sequence[Token]) -> TokenRows:
    """The rows of a document from its text and its tokens, which must follow one another."""
    starts = list(map(START_OF, body))
    parts = [(list(map(START_OF, title)), list(map(END_OF, title))), (starts, list(map(END_OF, body)))]
    sentences = sorted(opened_by(text, starts).items())
    return TokenRows(
        places=_places(parts),
        sentences=_sentences(sentences, starts),
        title=len(title),
        head=len(title) + bisect_left(starts, HEAD),
    )


def _places(parts: Sequence[tuple[Sequence[int], Sequence[int]]]) -> bytes:
    starts = np.array([start for own, _ in parts for start in own], np.int64)
    ends = np.array([end for _, own in parts for end in own], np.int64)
    before = np.array([end for _, own in parts for end in [0, *own][: len(own)]], np.int64)
    sizes = ends - starts
    long = sizes >= LONG
    places = (starts - before) << SIZE_BITS | np.minimum(sizes, LONG)
    return encode(np.concatenate([places, sizes[long] - LONG]))[0].tobytes()


def _sentences(sentences: Sequence[tuple[int, int]], starts: Sequence[int]) -> bytes:
    flat, last = list[int](), 0
    for token, start in sentences:
        flat += [token - last, starts[token] - start]
        last = token
    return encode(np.array(flat, np.int64))[0].tobytes()


class DocumentTokens(NamedTuple):
    """Tokens of some documents of a segment, as in `indexer.engines.port.tokens.TokenTable`."""

    bounds: Array
    words: Array
    sentences: Array
    sentence_starts: Array
    starts: Array
    ends: Array


def read_tokens(file: ArrayFile, documents: Sequence[int], heads: bool) -> DocumentTokens:
    """The tokens of documents; if `heads`, of their heads alone."""
    chosen = np.array(documents, np.int64)
    first, end = _row_bounds(file, WORDS, chosen)
    if heads:
        end = np.minimum(end, first + file.array(HEADS)[chosen])
    words, last = decode(joined(file.array(f"{WORDS}/bytes"), first, end))
    ends = np.searchsorted(last, np.cumsum(end - first))
    bounds = np.zeros(2 * len(chosen) + 1, np.int64)
    bounds[2::2] = ends
    bounds[1::2] = np.minimum(bounds[:-1:2] + file.array(TITLES)[chosen], ends)
    if len(words) and int(words.max()) >= file.description["words"]:
        raise ValueError("the forward index names a word that the segment does not have")
    tokens, gaps = _read_sentences(file, chosen, bounds)
    none = np.empty(0, np.int64)
    if heads:
        return DocumentTokens(bounds, words, tokens, none, none, none)
    starts, token_ends = _read_places(file, chosen, bounds)
    return DocumentTokens(bounds, words, tokens, starts[tokens] - gaps, starts, token_ends)


def _read_sentences(file: ArrayFile, chosen: Array, bounds: Array) -> tuple[Array, Array]:
    """The tokens that open a sentence, and how far each is from where its sentence starts."""
    first, end = _row_bounds(file, SENTENCES, chosen)
    values, last = decode(joined(file.array(f"{SENTENCES}/bytes"), first, end))
    ends = np.searchsorted(last, np.cumsum(end - first)) // 2
    steps, gaps = values[0::2], values[1::2]
    counts = np.diff(ends, prepend=0)
    tokens = _restarted(steps, counts) + np.repeat(bounds[1::2], counts)
    inside = tokens < np.repeat(bounds[2::2], counts)
    return tokens[inside], gaps[inside]


def _read_places(file: ArrayFile, chosen: Array, bounds: Array) -> tuple[Array, Array]:
    """The starts and ends of tokens in their parts."""
    first, end = _row_bounds(file, PLACES, chosen)
    values, last = decode(joined(file.array(f"{PLACES}/bytes"), first, end))
    rows = np.searchsorted(last, np.cumsum(end - first))
    counts = np.diff(bounds[::2])
    begins = np.concatenate([[0], rows[:-1]])
    is_place = np.zeros(len(values) + 1, np.int64)
    np.add.at(is_place, begins, 1)
    np.add.at(is_place, begins + counts, -1)
    flags = np.cumsum(is_place)[:-1] > 0
    places, beyond = values[flags], values[~flags]
    sizes = places & LONG
    sizes[sizes == LONG] += beyond
    ends = _restarted((places >> SIZE_BITS) + sizes, np.diff(bounds))
    return ends - sizes, ends


def _restarted(steps: Array, counts: Array) -> Array:
    """Running totals that start anew with each group; `counts` are the sizes of the groups."""
    totals = np.cumsum(steps)
    begins = np.cumsum(counts) - counts
    before = np.concatenate([[0], totals])[begins]
    restarted: Array = totals - np.repeat(before, counts)
    return restarted


def _row_bounds(file: ArrayFile, name: str, chosen: Array) -> tuple[Array, Array]:
    offsets = file.array(f"{name}/offsets")
    return offsets[chosen].astype(np.int64), offsets[chosen + 1].astype(np.int64)
