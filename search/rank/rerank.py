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
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from analyzers.tokens import Token
from indexer.engines.port.port import Match
from indexer.model.digest import SKELETON_SIGN, Digest
from search.model.ranking import GRAM, OTHER_LETTERS, RERANK_WEIGHTS, SCORING
from search.rank.digests import Digests
from search.rank.others import Other
from search.rank.rarity import Rarity

Column = NDArray[np.float64]


class Reranker:
    """Reorders matches of one query; `others` are other words, of both languages, for each of its words."""

    def __init__(
        self, digests: Digests, words: Sequence[Token], rarity: Rarity, others: Sequence[Sequence[Other]] = ()
    ) -> None:
        self._digests = digests
        self._others = others or [()] * len(words)
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
        there = [self._there(digest) for digest in digests]
        both = list(zip(digests, there, strict=True))
        return {
            "engine": np.array(scores, dtype=float),
            "lead": np.array([self._covered(digest.lead, others) for digest, others in both]),
            "first": np.array([self._early(digest.stems, others) for digest, others in both]),
            "sentence": np.array(
                [max((self._covered(one, others) for one in digest.sentences), default=0.0) for digest, others in both]
            ),
            "pairs": np.array([self._joined(digest.stems, others) for digest, others in both]),
            "letters": self._letters(digests, there),
        }

    def _there(self, digest: Digest) -> list[list[Other]]:
        """The other words that an article has, for each word of the query; [] if it has none."""
        found = [[one for one in others if one.stems in digest.stems] for others in self._others]
        return found if any(found) else []

    def _covered(self, terms: str, others: Sequence[Sequence[Other]]) -> float:
        """Sum of the rarities of the query's words whose stem or skeleton is among the terms, or another word for
        them."""
        covered = 0.0
        for index, ((stem, rarity), skeleton) in enumerate(zip(self._stems, self._skeletons, strict=True)):
            if stem in terms or skeleton in terms:
                covered += rarity
            elif others:
                covered += next((one.worth for one in others[index] if one.stems in terms), 0.0)
        return covered

    def _early(self, stems: str, others: Sequence[Sequence[Other]]) -> float:
        """Sum of the rarities of the query's words among the stems, each divided by the log of its first position."""
        early = 0.0
        for index, (needle, rarity) in enumerate(self._stems):
            at, worth = stems.find(needle), rarity
            if at < 0 and others and others[index]:
                at, worth = stems.find(others[index][0].stems), others[index][0].worth
            if at >= 0:
                early += worth / math.log2(2 + stems.count(" ", 0, at))
        return early

    def _joined(self, stems: str, others: Sequence[Sequence[Other]]) -> float:
        """Sum of the rarities of the query's adjacent pairs that are adjacent here, in the other language in any order:
        an Arabic adjective follows its noun."""
        joined = 0.0
        for index, (pair, rarity) in enumerate(self._pairs):
            if pair in stems:
                joined += rarity
            elif others and others[index] and others[index + 1]:
                sides = product(others[index], others[index + 1])
                joined += next((one.worth + two.worth for one, two in sides if _beside(one, two, stems)), 0.0)
        return joined

    def _letters(self, digests: Sequence[Digest], there: Sequence[Sequence[Sequence[Other]]]) -> Column:
        """The letters of the query's words, or if an article has more of them, those of the likeliest other words."""
        found = letters([digest.letters for digest in digests], self._words)
        rows = [row for row, others in enumerate(there) if others]
        words = [word for others in self._others if others for word in others[0].words]
        if rows and words:
            others_found = letters([digests[row].letters for row in rows], words)
            found[rows] = np.maximum(found[rows], OTHER_LETTERS * others_found)
        return found


def _beside(one: Other, two: Other, stems: str) -> bool:
    return one.stems + two.stems[1:] in stems or two.stems + one.stems[1:] in stems


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
