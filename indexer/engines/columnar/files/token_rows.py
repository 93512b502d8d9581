"""The tokens of each document of a segment: a row of bytes for their words, one for their places, one for sentences.

In: analysed texts, or a segment's documents file. Out: rows; the tokens of some documents as columns. Never here: which
forms a word has (`word_table.py`).

Places are kept where they are unlike most (`places.py`). A sentence is two numbers: its first token, counted from that
of the sentence before, and how far that token is from the start of the sentence.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from indexer.engines.columnar.files.arrayfile import Array, ArrayFile
from indexer.engines.columnar.files.number_rows import read_rows, restarted, row_bounds
from indexer.engines.columnar.files.places import places
from indexer.engines.columnar.files.varints import decode, joined

#: Rows of bytes in the documents file, each with its offsets, and numbers of each document.
WORDS, PLACES, SENTENCES = "tokens/words", "tokens/places", "tokens/sentences"
TITLES, HEADS = "tokens/titles", "tokens/heads"


class DocumentTokens(NamedTuple):
    """Tokens of some documents of a segment, as in `indexer.engines.port.tokens.TokenTable`."""

    bounds: Array
    words: Array
    sentences: Array
    sentence_starts: Array
    starts: Array
    ends: Array


def read_tokens(
    file: ArrayFile, documents: Sequence[int], forms: Callable[[Array], Array], heads: bool
) -> DocumentTokens:
    """The tokens of documents; if `heads`, of their heads alone. `forms` gives the number of characters in the exact
    form of each of some words."""
    chosen = np.array(documents, np.int64)
    first, end = row_bounds(file, WORDS, chosen)
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
    starts, token_ends = places(*read_rows(file, PLACES, chosen), bounds, forms(words))
    return DocumentTokens(bounds, words, tokens, starts[tokens] - gaps, starts, token_ends)


def _read_sentences(file: ArrayFile, chosen: Array, bounds: Array) -> tuple[Array, Array]:
    """The tokens that open a sentence, and how far each is from where its sentence starts."""
    values, rows = read_rows(file, SENTENCES, chosen)
    ends = rows // 2
    steps, gaps = values[0::2], values[1::2]
    counts = np.diff(ends, prepend=0)
    tokens = restarted(steps, counts) + np.repeat(bounds[1::2], counts)
    inside = tokens < np.repeat(bounds[2::2], counts)
    return tokens[inside], gaps[inside]
