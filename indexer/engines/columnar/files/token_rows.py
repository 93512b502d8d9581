"""The tokens of each document of a segment: a row of bytes for their words, one for their places, one for sentences.

In: analysed texts, or a segment's documents file. Out: rows; the tokens of some documents as columns. Never here: which
forms a word has (`word_table.py`).

A place is `gap << 6 | size`: the characters since the token before, and those of the token; a token of 63 characters or
more has what goes beyond in a number behind the places of the document. A sentence is two numbers: its first token,
counted from that of the sentence before, and how far that token is from the start of the sentence.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from indexer.engines.columnar.files.arrayfile import Array, ArrayFile
from indexer.engines.columnar.files.varints import decode, encode, joined

#: Rows of bytes in the documents file, each with its offsets, and numbers of each document.
WORDS, PLACES, SENTENCES = "tokens/words", "tokens/places", "tokens/sentences"
TITLES, HEADS = "tokens/titles", "tokens/heads"
SIZE_BITS = 6
LONG = (1 << SIZE_BITS) - 1


def place_rows(sizes: Array, starts: Array, ends: Array) -> list[bytes]:
    """The places of the tokens of each document, from their offsets in their parts; `sizes` are the numbers of tokens
    in the title and the text of each document, by turns."""
    before = np.empty(len(ends), np.int64)
    before[1:] = ends[:-1]
    begins = np.cumsum(sizes) - sizes
    before[begins[sizes > 0]] = 0
    lengths = ends - starts
    places = (starts - before) << SIZE_BITS | np.minimum(lengths, LONG)
    counts = sizes[::2] + sizes[1::2]
    long = np.flatnonzero(lengths >= LONG)
    if len(long):
        owners = np.repeat(np.arange(len(counts)), counts)
        owners = np.concatenate([owners, owners[long]])
        places = np.concatenate([places, lengths[long] - LONG])[np.argsort(owners, kind="stable")]
        counts = np.bincount(owners, minlength=len(counts))
    return number_rows(places, counts)


def number_rows(numbers: Array, counts: Array) -> list[bytes]:
    """The numbers of each document as bytes; `counts` says how many each has."""
    content, sizes = encode(numbers)
    ends = np.concatenate([[0], np.cumsum(sizes)])[np.cumsum(counts)].tolist()
    whole = content.tobytes()
    return [whole[start:end] for start, end in pairwise([0, *ends])]


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
