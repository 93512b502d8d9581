"""How alike the letters of a query and of articles are.

In: the tokens of articles, and words. Out: a number for each article. Never here: stems, or the letters of the other
script.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.engines.port.tokens import TokenTable
from search.model.ranking import GRAM, SCORING

Column = NDArray[np.float64]


def letters(table: TokenTable, rows: NDArray[np.int64], words: Sequence[str]) -> Column:
    """BM25 over character n-grams of the words, with document frequencies among these articles alone; in the order of
    `rows`, their numbers in the table."""
    grams = sorted({gram for word in words for gram in _grams(f" {word} ")})
    counts, lengths = _counted(table, grams)[rows], _lengths(table)[rows]
    having = np.count_nonzero(counts, axis=0)
    rarity = np.log(1 + (len(rows) - having + 0.5) / (having + 0.5))
    k1, b = SCORING.k1, SCORING.default_b
    norm = k1 * (1 - b + b * lengths / lengths.mean())
    saturated: Column = counts * (k1 + 1) / (counts + norm[:, None])
    return np.asarray(saturated @ rarity, dtype=float)


def _counted(table: TokenTable, grams: Sequence[str]) -> Column:
    """How often each article has each n-gram in its words, written one after the other with a space between them."""
    at, which = table.vocabulary.letters(grams)
    owners = np.repeat(np.arange(len(table)), np.diff(table.bounds[::2]))[at]
    lone = [number for number, gram in enumerate(grams) if gram[0] == gram[-1] == " "]
    kept = np.ones(len(at), np.bool_)
    for number in lone:
        own = np.flatnonzero(which == number)
        kept[own] = _every_other(at[own], owners[own])
    flat = owners[kept] * len(grams) + which[kept]
    return np.bincount(flat, minlength=len(table) * len(grams)).reshape(len(table), len(grams)).astype(float)


def _every_other(at: NDArray[np.int64], owners: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Words of one letter that stand side by side share the space between them, which counts for one of two."""
    opens = np.ones(len(at), np.bool_)
    opens[1:] = (np.diff(at) != 1) | (owners[1:] != owners[:-1])
    begins = np.flatnonzero(opens)
    places = np.arange(len(at)) - np.repeat(begins, np.diff(np.append(begins, len(at))))
    kept: NDArray[np.bool_] = places % 2 == 0
    return kept


def _lengths(table: TokenTable) -> Column:
    """The characters of each article's words, with a space before, between and after them."""
    totals = np.concatenate([[0], np.cumsum(table.vocabulary.sizes() + 1)])
    lengths = np.diff(totals[table.bounds[::2]]) + 1.0
    empty = np.diff(table.bounds[::2]) == 0
    return np.where(empty, 2.0, lengths)


def _grams(padded: str) -> list[str]:
    return [padded[start : start + GRAM] for start in range(max(1, len(padded) - GRAM + 1))]
