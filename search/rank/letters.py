"""How alike the letters of a query and of articles are.

In: the tokens of articles, and words. Out: a number for each article, and which articles are in the script of the
words. Never here: stems, or the letters of the other script.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.engines.port.tokens import TokenTable
from search.model.ranking import GRAM, SCORING

Column = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Letters:
    """For each article, how alike its letters are, and whether it is in the script of the words."""

    alike: Column
    there: Flags


class LetterTable:
    """The letters of words in the articles of a table, counted at once for all the words that will be asked for."""

    def __init__(self, table: TokenTable, words: Iterable[str]) -> None:
        self._grams = sorted({gram for word in words for gram in _grams(f" {word} ")})
        self._at = {gram: number for number, gram in enumerate(self._grams)}
        self._counts, self._lengths = _counted(table, self._grams), _lengths(table)

    def of(self, rows: NDArray[np.int64], words: Sequence[str]) -> Letters:
        """BM25 over character n-grams of some words, in the order of `rows`, the numbers of articles in the table.
        Document frequencies are those among the articles in the script of the words: beside articles of another script,
        every letter would seem rare."""
        grams = sorted({gram for word in words for gram in _grams(f" {word} ")})
        columns, lengths = np.array([self._at[gram] for gram in grams], np.int64), self._lengths[rows]
        counts = self._counts.take(rows, axis=0).take(columns, axis=1)
        there = _in_script(grams, counts)
        having = np.count_nonzero(counts[there], axis=0)
        rarity = np.log(1 + (np.count_nonzero(there) - having + 0.5) / (having + 0.5))
        k1, b = SCORING.k1, SCORING.default_b
        norm = k1 * (1 - b + b * lengths / (lengths[there].mean() if there.any() else 1.0))
        saturated: Column = counts * (k1 + 1) / (counts + norm[:, None])
        return Letters(np.asarray(saturated @ rarity, dtype=float), there)


def _counted(table: TokenTable, grams: Sequence[str]) -> Column:
    """How often each article has each n-gram in its words, written one after the other with a space between them."""
    at, which = table.vocabulary.letters(grams)
    owners = table.owners.take(at)
    flat = owners * len(grams) + which
    if lone := [number for number, gram in enumerate(grams) if gram[0] == gram[-1] == " "]:
        kept = np.ones(len(at), np.bool_)
        for number in lone:
            own = np.flatnonzero(which == number)
            kept[own] = _every_other(at[own], owners[own])
        flat = flat[kept]
    return np.bincount(flat, minlength=len(table) * len(grams)).reshape(len(table), len(grams)).astype(float)


def _in_script(grams: Sequence[str], counts: Column) -> Flags:
    """The articles in the script of the words: those that have any of their letters; all of them for numbers alone."""
    lettered = [number for number, gram in enumerate(grams) if any(map(str.isalpha, gram))]
    if not lettered:
        return np.ones(len(counts), np.bool_)
    return np.asarray((counts if len(lettered) == len(grams) else counts[:, lettered]).any(axis=1))


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
    bounds, totals = table.bounds[::2], np.zeros(table.size + 1, np.int64)
    (table.vocabulary.sizes() + 1).cumsum(out=totals[1:])
    lengths = totals[bounds[1:]] - totals[bounds[:-1]] + 1.0
    return np.where(bounds[1:] == bounds[:-1], 2.0, lengths)


def _grams(padded: str) -> list[str]:
    return [padded[start : start + GRAM] for start in range(max(1, len(padded) - GRAM + 1))]
