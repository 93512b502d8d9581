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

from analyzers.tokens import Form, Token
from indexer.engines.port.port import Match, Snapshot
from indexer.engines.port.tokens import TokenTable
from search.model.ranking import RERANK_WEIGHTS
from search.rank.letters import letters
from search.rank.rarity import Rarity

#: The lead: the title and this many words of the text.
LEAD_WORDS = 30

Column = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Reranker:
    """Reorders matches of one query."""

    def __init__(self, snapshot: Snapshot, words: Sequence[Token], rarity: Rarity) -> None:
        self._snapshot = snapshot
        self._words = words
        self._rarities = [rarity(word) for word in words]

    def order(self, matches: Sequence[Match], *tiers: int) -> tuple[Match, ...]:
        """The matches with their new scores, best first; ties keep the engine's order.

        Each of `tiers` is a number of matches that stay before all others, such as those that have all the words.
        """
        if len(matches) < 2 or not self._words:
            return tuple(matches)
        columns = self.features(matches)
        if columns is None:
            return tuple(matches)
        scores = weighed(columns)
        order = np.lexsort((-scores, tiers_of(len(matches), tiers)))
        return tuple(replace(matches[index], score=float(scores[index])) for index in order.tolist())

    def features(self, matches: Sequence[Match]) -> dict[str, Column] | None:
        """One column for each name in RERANK_WEIGHTS, one row for each match; None if a match cannot be read."""
        table = self._snapshot.tokens([match.id for match in matches], heads=True)
        if len(table) < len(matches):
            return None
        rows = np.array([table.rows[match.id] for match in matches], np.int64)
        heads = Heads(table)
        made = {
            "lead": self._covered(heads.lead(), heads),
            "first": self._early(heads),
            "sentence": self._best_sentence(heads),
            "pairs": self._joined(heads),
        }
        return {
            "engine": np.array([match.score for match in matches], dtype=float),
            **{name: column[rows] for name, column in made.items()},
            "letters": letters(table, rows, [word.exact for word in self._words]),
        }

    def _covered(self, tokens: Flags, heads: "Heads") -> Column:
        """Sum of the rarities of the query's words whose stem or skeleton is among some tokens of each article."""
        covered = np.zeros(heads.articles)
        for word, rarity in zip(self._words, self._rarities, strict=True):
            covered[_hit(heads.owners[heads.alike(word) & tokens], len(covered))] += rarity
        return covered

    def _best_sentence(self, heads: "Heads") -> Column:
        """The same for the sentence of each article where it is largest; a title is a sentence."""
        covered = np.zeros(heads.count_of_sentences)
        for word, rarity in zip(self._words, self._rarities, strict=True):
            covered[_hit(heads.sentences[heads.alike(word)], len(covered))] += rarity
        best = np.zeros(heads.articles)
        np.maximum.at(best, heads.owners, covered[heads.sentences])
        return best

    def _early(self, heads: "Heads") -> Column:
        """Sum of the rarities of the query's words among the stems, each divided by the log of its first position."""
        early = np.zeros(heads.articles)
        for word, rarity in zip(self._words, self._rarities, strict=True):
            owners, first = np.unique(heads.stem_owners[heads.stems_of(word)], return_index=True)
            places = heads.stem_places[heads.stems_of(word)][first]
            early[owners] += [rarity / math.log2(2 + place) for place in places.tolist()]
        return early

    def _joined(self, heads: "Heads") -> Column:
        """Sum of the rarities of the query's adjacent pairs that are adjacent here."""
        joined = np.zeros(heads.articles)
        for (word, rarity), (other, other_rarity) in pairwise(zip(self._words, self._rarities, strict=True)):
            both = heads.stems_of(word)[:-1] & heads.stems_of(other)[1:] & heads.stems_adjoin
            joined[_hit(heads.stem_owners[:-1][both], len(joined))] += rarity + other_rarity
        return joined


class Heads:
    """The heads of some articles, token by token; `stem_` columns leave out the tokens that have no stem."""

    def __init__(self, table: TokenTable) -> None:
        self._table = table
        self.articles = len(table)
        self.owners: Ints = np.repeat(np.arange(len(table)), np.diff(table.bounds[::2]))
        opened = np.zeros(table.size + 1, np.int64)
        opened[table.bounds[:-1]] = 1
        opened[table.sentences] = 1
        self.sentences: Ints = np.cumsum(opened[:-1])
        self.count_of_sentences = int(self.sentences[-1]) + 1 if len(self.sentences) else 0
        self._has_stem: Ints = np.flatnonzero(table.column(Form.STEM) >= 0)
        self.stem_owners: Ints = self.owners[self._has_stem]
        starts = np.searchsorted(self.stem_owners, np.arange(len(table)))
        self.stem_places: Ints = np.arange(len(self.stem_owners)) - starts[self.stem_owners]
        self.stems_adjoin: Flags = self.stem_owners[1:] == self.stem_owners[:-1]

    def lead(self) -> Flags:
        """The tokens of the titles, and the first LEAD_WORDS of the texts."""
        ends = self._table.bounds[1::2] + LEAD_WORDS
        lead: Flags = np.arange(len(self.owners)) < ends[self.owners]
        return lead

    def alike(self, word: Token) -> Flags:
        """The tokens that share the word's stem, or its skeleton."""
        found = self._table.having(Form.STEM, word.stem)
        return found | self._table.having(Form.SKELETON, word.skeleton) if word.skeleton else found

    def stems_of(self, word: Token) -> Flags:
        """Which of the tokens with a stem have the word's stem."""
        found: Flags = self._table.having(Form.STEM, word.stem)[self._has_stem]
        return found


def _hit(numbers: Ints, count: int) -> Flags:
    """For each number below `count`, whether it is among the numbers."""
    flags = np.zeros(count, np.bool_)
    flags[numbers] = True
    return flags


def weighed(columns: Mapping[str, Column]) -> Column:
    """The features of each match as one number."""
    return np.asarray(sum(columns[name] * weight for name, weight in RERANK_WEIGHTS.items()), dtype=float)


def tiers_of(count: int, ends: Sequence[int]) -> NDArray[np.int64]:
    """For each of `count` matches in order, how many of the tiers end before this match."""
    return np.searchsorted(np.sort(np.asarray(ends, dtype=np.int64)), np.arange(count), side="right").astype(np.int64)
