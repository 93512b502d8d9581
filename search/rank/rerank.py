"""A second look at the best matches: where their words occur, which of them are adjacent, and their letters.

In: the query's words, and the first matches with the engine's scores. Out: the same matches, better ordered. Never
here: an article that the engine did not find.

The features:
    engine    BM25F over the indexed forms
    lead      words in the lead, because news says first what it is about
    first     how early each word first occurs
    sentence  words that occur together in one sentence
    pairs     words that are adjacent, in the order of the query
    letters   BM25 over character trigrams, with document frequencies among these matches: finds spellings and endings
              that no stem joins (after McNamee & Mayfield, Character n-gram tokenization, 2004)
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from analyzers.tokens import Token
from indexer.engines.port.port import Match
from indexer.model.digest import SKELETON_SIGN, Digest
from search.model.ranking import GRAM, RERANK_WEIGHTS, SCORING
from search.rank.digests import Digests
from search.rank.rarity import Rarity

Column = NDArray[np.float64]


class Reranker:
    """Reorders matches of one query."""

    def __init__(self, digests: Digests, words: Sequence[Token], rarity: Rarity) -> None:
        self._digests = digests
        self._words = [word.exact for word in words]
        rare = [(word, rarity(word)) for word in words]
        self._stems = [(f" {word.stem} ", r) for word, r in rare]
        self._skeletons = [f" {SKELETON_SIGN}{word.skeleton} " if word.skeleton else f" {word.stem} " for word in words]
        self._pairs = [
            (f" {word.stem} {other.stem} ", rarity_of_word + rarity_of_other)
            for (word, rarity_of_word), (other, rarity_of_other) in pairwise(rare)
        ]

    def order(self, matches: Sequence[Match], *tiers: int) -> tuple[Match, ...]:
        """The matches with their new scores, best first; ties keep the engine's order.

        Each of `tiers` is a number of matches that stay before all others, such as those that have all the words.
        """
        found = self._digests.read([match.id for match in matches])
        if len(found) < max(2, len(matches)) or not self._words:
            return tuple(matches)
        columns = self.features([found[match.id] for match in matches], [match.score for match in matches])
        scores = weighed(columns)
        order = np.lexsort((-scores, tiers_of(len(matches), tiers)))
        return tuple(replace(matches[index], score=float(scores[index])) for index in order)

    def features(self, digests: Sequence[Digest], scores: Sequence[float]) -> dict[str, Column]:
        """One column for each name in RERANK_WEIGHTS, one row for each match."""
        return {
            "engine": np.array(scores, dtype=float),
            "lead": np.array([self._covered(digest.lead) for digest in digests]),
            "first": np.array([self._early(digest.stems) for digest in digests]),
            "sentence": np.array([max(map(self._covered, digest.sentences), default=0.0) for digest in digests]),
            "pairs": np.array([self._joined(digest.stems) for digest in digests]),
            "letters": letters([digest.letters for digest in digests], self._words),
        }

    def _covered(self, terms: str) -> float:
        """Sum of the rarities of the query's words whose stem or skeleton is among the terms."""
        return sum(
            rarity
            for (stem, rarity), skeleton in zip(self._stems, self._skeletons, strict=True)
            if stem in terms or skeleton in terms
        )

    def _early(self, stems: str) -> float:
        """Sum of the rarities of the query's words among the stems, each divided by the log of its first position."""
        offsets = [(stems.find(needle), rarity) for needle, rarity in self._stems]
        return sum(rarity / math.log2(2 + stems.count(" ", 0, offset)) for offset, rarity in offsets if offset >= 0)

    def _joined(self, stems: str) -> float:
        """Sum of the rarities of the query's adjacent pairs that are adjacent here."""
        return sum(rarity for pair, rarity in self._pairs if pair in stems)


def weighed(columns: Mapping[str, Column]) -> Column:
    """The features of each match as one number."""
    return np.asarray(sum(columns[name] * weight for name, weight in RERANK_WEIGHTS.items()), dtype=float)


def tiers_of(count: int, ends: Sequence[int]) -> NDArray[np.int64]:
    """For each of `count` matches in order, how many of the tiers end before this match."""
    return np.searchsorted(np.sort(np.asarray(ends, dtype=np.int64)), np.arange(count), side="right").astype(np.int64)


def letters(texts: Sequence[str], words: Sequence[str]) -> Column:
    """BM25 over character n-grams of the words, with document frequencies among these texts alone."""
    grams = sorted({gram for word in words for gram in _grams(f" {word} ")})
    counts = np.array([[text.count(gram) for gram in grams] for text in texts], dtype=float)
    lengths = np.array([len(text) for text in texts], dtype=float)
    having = np.count_nonzero(counts, axis=0)
    rarity = np.log(1 + (len(texts) - having + 0.5) / (having + 0.5))
    k1, b = SCORING.k1, SCORING.default_b
    norm = k1 * (1 - b + b * lengths / lengths.mean())
    saturated: Column = counts * (k1 + 1) / (counts + norm[:, None])
    return np.asarray(saturated @ rarity, dtype=float)


def _grams(padded: str) -> list[str]:
    return [padded[start : start + GRAM] for start in range(max(1, len(padded) - GRAM + 1))]
