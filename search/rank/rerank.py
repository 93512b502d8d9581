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

What an article has by translations of the lexicon is less sure than the words typed. If it has none of these, nor any
of their letters, all of its features count OTHERS_ALONE times: an article in the other language has to be much better.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from analyzers.script import Script, script
from analyzers.tokens import Form, Token
from indexer.engines.port.port import Match, Snapshot
from indexer.engines.port.tokens import HEAD, TokenTable
from search.model.ranking import OTHER_LETTERS, OTHERS_ALONE, RERANK_WEIGHTS
from search.model.rarity import Rarity
from search.rank.letters import LetterTable
from search.rank.others import Other
from search.rank.versions import Counterparts, own_first

#: The lead: the title and this many words of the text.
LEAD_WORDS = 30

Column = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Reranker:
    """Reorders matches of one query; `others` are other words, of both languages, for each of its words,
    `counterparts` the articles in the other language on the events of articles."""

    def __init__(
        self,
        snapshot: Snapshot,
        words: Sequence[Token],
        rarity: Rarity,
        others: Sequence[Sequence[Other]] = (),
        counterparts: Counterparts = lambda _: {},
    ) -> None:
        self._snapshot = snapshot
        self._words = words
        self._rarities = [rarity(word) for word in words]
        self._others = others or [()] * len(words)
        certain = all(other.certain for others in self._others for other in others)
        self._alone = 1.0 if certain else OTHERS_ALONE
        self._counterparts = counterparts
        scripts = [script(word.exact) for word in words]
        self._script = next((one for one in scripts if one is not Script.OTHER), Script.OTHER)

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
        tier = tiers_of(len(matches), tiers)
        order = np.lexsort((-scores, tier))
        ordered = [matches[at].id for at in order.tolist()]
        scored = dict(zip(ordered, map(Match, ordered, scores[order].tolist()), strict=True))
        ids = own_first(ordered, tier[order].tolist(), self._counterparts, self._own)
        return tuple(scored[id] for id in ids)

    def _own(self, ids: Sequence[str]) -> set[str]:
        """Those of the articles that are in the script of the query."""
        read = self._snapshot.outlines(ids) if ids else ()
        return {one.id for one in read if script(one.title + one.text[:HEAD]) is self._script}

    def features(self, matches: Sequence[Match]) -> dict[str, Column] | None:
        """One column for each name in RERANK_WEIGHTS, one row for each match; None if a match cannot be read."""
        table = self._snapshot.tokens([match.id for match in matches], heads=True)
        if len(table) < len(matches):
            return None
        rows = np.array([table.rows[match.id] for match in matches], np.int64)
        stems = [stem for others in self._others for other in others for stem in other.stems.split()]
        table.look_for(Form.STEM, [*(word.stem for word in self._words if word.stem), *stems])
        table.look_for(Form.SKELETON, [word.skeleton for word in self._words if word.skeleton])
        heads = Heads(table)
        typed, other = [word.exact for word in self._words], self._likeliest()
        letters = LetterTable(table, (*typed, *other))
        own = letters.of(rows, typed)
        having = self._having_others(heads)[rows]
        alone = having & ~own.there & ~self._having_typed(heads)[rows]
        made = {
            "lead": self._in_lead(heads),
            "first": self._early(heads),
            "sentence": self._best_sentence(heads),
            "pairs": self._joined(heads),
        }
        columns = {
            "engine": np.array([match.score for match in matches], dtype=float),
            **{name: column[rows] for name, column in made.items()},
            "letters": self._letters(letters, rows, own.alike, having, other),
        }
        return {name: np.where(alone, self._alone * column, column) for name, column in columns.items()}

    def _in_lead(self, heads: "Heads") -> Column:
        """The rarities of the query's words in the lead of each article."""
        lead = heads.lead()
        regions = np.where(lead, heads.owners, heads.articles)
        return self._covered(heads, regions, heads.articles)

    def _best_sentence(self, heads: "Heads") -> Column:
        """The same for the sentence of each article where it is largest; a title is a sentence."""
        covered = self._covered(heads, heads.sentences, heads.count_of_sentences)
        best = np.zeros(heads.articles)
        np.maximum.at(best, heads.owners, covered[heads.sentences])
        return best

    def _covered(self, heads: "Heads", regions: Ints, count: int) -> Column:
        """For each of `count` regions, the sum of the rarities of the query's words whose stem or skeleton it has, or
        another word for them; `regions` has the region of each token, `count` for none."""
        covered = np.zeros(count)
        for word, rarity, others in zip(self._words, self._rarities, self._others, strict=True):
            has = _hit(regions[heads.alike(word)], count)
            covered[has] += rarity
            for other in others:
                if not len(heads.places(other)):
                    continue
                first, last = (regions[tokens] for tokens in heads.ends_of(other))
                there = _hit(first[first == last], count)
                covered[there & ~has] += other.worth
                has |= there
        return covered

    def _early(self, heads: "Heads") -> Column:
        """Sum of the rarities of the query's words among the stems, each divided by the log of its first position."""
        early = np.zeros(heads.articles)
        for word, rarity, others in zip(self._words, self._rarities, self._others, strict=True):
            has = np.zeros(heads.articles, np.bool_)
            own = heads.stems_of(word)
            for places, worth in ((own, rarity), *((heads.places(other), other.worth) for other in others)):
                if not len(places):
                    continue
                first = places[_changes(heads.stem_owners[places])]
                owners, at = heads.stem_owners[first], heads.stem_places[first]
                new = ~has[owners]
                early[owners[new]] += [worth / math.log2(2 + place) for place in at[new].tolist()]
                has[owners] = True
        return early

    def _joined(self, heads: "Heads") -> Column:
        """Sum of the rarities of the query's adjacent pairs that are adjacent here, in the other language in any order:
        an Arabic adjective follows its noun."""
        joined = np.zeros(heads.articles)
        known = zip(self._words, self._rarities, self._others, strict=True)
        for (word, rarity, others), (next_word, next_rarity, next_others) in pairwise(known):
            has = _hit(heads.adjoining(heads.stems_of(word) + 1, heads.stems_of(next_word)), heads.articles)
            joined[has] += rarity + next_rarity
            for one, two in heads.side_by_side(heads.known(others), heads.known(next_others)):
                there = _hit(heads.beside(one, two), heads.articles)
                joined[there & ~has] += one.worth + two.worth
                has |= there
        return joined

    def _having_typed(self, heads: "Heads") -> Flags:
        """The articles that have any of the query's words."""
        every = [heads.owners[heads.alike(word)] for word in self._words]
        return _hit(np.concatenate(every), heads.articles)

    def _having_others(self, heads: "Heads") -> Flags:
        """The articles that have any of the other words."""
        every = [heads.stem_owners[heads.places(other)] for others in self._others for other in others]
        return _hit(np.concatenate([np.empty(0, np.int64), *every]), heads.articles)

    def _likeliest(self) -> list[str]:
        """The likeliest other words for each word."""
        return [word for others in self._others for other in others for word in other.words]

    def _letters(self, letters: LetterTable, rows: Ints, own: Column, having: Flags, words: Sequence[str]) -> Column:
        """The letters of the query's words, or if an article has more of them, those of the likeliest other words."""
        at = np.flatnonzero(having)
        found = own.copy()
        if len(at) and words:
            found[at] = np.maximum(found[at], OTHER_LETTERS * letters.of(rows[at], words).alike)
        return found


class Heads:
    """The heads of some articles, token by token; `stem_` columns leave out the tokens that have no stem."""

    def __init__(self, table: TokenTable) -> None:
        self._table = table
        self.articles = len(table)
        self.owners: Ints = table.owners
        opened = np.zeros(table.size + 1, np.int64)
        opened[table.bounds[:-1]] = 1
        opened[table.sentences] = 1
        self.sentences: Ints = np.cumsum(opened[:-1])
        self.count_of_sentences = int(self.sentences[-1]) + 1 if len(self.sentences) else 0
        stemmed = table.column(Form.STEM) >= 0
        self._has_stem: Ints = stemmed.nonzero()[0]
        self.stem_owners: Ints = self.owners[self._has_stem]
        starts = np.searchsorted(self.stem_owners, np.arange(len(table)))
        self.stem_places: Ints = np.arange(len(self.stem_owners)) - starts[self.stem_owners]
        self._stem_at: Ints = stemmed.cumsum() - 1
        self._places: dict[str, Ints] = {}
        self._ends: dict[str, tuple[Ints, Ints]] = {}
        self._alike: dict[tuple[str | None, str | None], Ints] = {}

    def lead(self) -> Flags:
        """The tokens of the titles, and the first LEAD_WORDS of the texts."""
        ends = self._table.bounds[1::2] + LEAD_WORDS
        lead: Flags = np.arange(len(self.owners)) < ends[self.owners]
        return lead

    def alike(self, word: Token) -> Ints:
        """The tokens that share the word's stem, or its skeleton; not each once."""
        key = word.stem, word.skeleton
        if key not in self._alike:
            found = [self._table.places(Form.STEM, word.stem)] if word.stem else []
            found += [self._table.places(Form.SKELETON, word.skeleton)] if word.skeleton else []
            self._alike[key] = np.concatenate(found) if found else np.empty(0, np.int64)
        return self._alike[key]

    def ends_of(self, other: Other) -> tuple[Ints, Ints]:
        """The first and the last token of other words, wherever they stand."""
        if other.stems not in self._ends:
            places = self.places(other)
            self._ends[other.stems] = self._has_stem[places], self._has_stem[places + other.size - 1]
        return self._ends[other.stems]

    def places(self, other: Other) -> Ints:
        """Where the stems of other words begin, side by side in one article, among the stems; rising."""
        if other.stems not in self._places:
            first, *rest = (self._stems(stem) for stem in other.stems.split())
            for step, following in enumerate(rest, 1):
                if not len(first):
                    break
                first = first[self._is_at(following, first + step)]
                first = first[self.stem_owners[first + step] == self.stem_owners[first]]
            self._places[other.stems] = first
        return self._places[other.stems]

    def known(self, others: Sequence[Other]) -> list[Other]:
        """Those of the other words that occur."""
        return [other for other in others if len(self.places(other))]

    def side_by_side(self, ones: Sequence[Other], twos: Sequence[Other]) -> Iterable[tuple[Other, Other]]:
        """The pairs of some other words and some others; none if nowhere one stands beside another."""
        return product(ones, twos) if self._meet(ones, twos) or self._meet(twos, ones) else ()

    def _meet(self, firsts: Sequence[Other], seconds: Sequence[Other]) -> bool:
        """Whether any of some other words ends where any of some others begins."""
        if not firsts or not seconds:
            return False
        begins = np.zeros(len(self.stem_owners) + 1, np.bool_)
        for one in seconds:
            begins[self.places(one)] = True
        return any(begins[self.places(one) + one.size].any() for one in firsts)

    def beside(self, one: Other, two: Other) -> Ints:
        """The articles in which two other words stand side by side, in either order; not each once."""
        pairs = ((one, two), (two, one))
        owners = [self.adjoining(self.places(first) + first.size, self.places(second)) for first, second in pairs]
        return np.concatenate(owners)

    def adjoining(self, ends: Ints, begins: Ints) -> Ints:
        """The articles of the stems at `ends`, rising, that are among those at `begins`, if the stem before each is of
        the same article."""
        ends = ends[self._is_at(begins, ends)]
        owners = self.stem_owners[ends]
        adjoin: Ints = owners[owners == self.stem_owners[ends - 1]]
        return adjoin

    def stems_of(self, word: Token) -> Ints:
        """Which of the tokens with a stem have the word's stem, rising."""
        return self._stems(word.stem) if word.stem else np.empty(0, np.int64)

    def _stems(self, stem: str) -> Ints:
        places: Ints = self._stem_at[self._table.places(Form.STEM, stem)]
        return places

    def _is_at(self, places: Ints, asked: Ints) -> Flags:
        """For each place asked for, whether it is among some rising ones."""
        if not len(places):
            return np.zeros(len(asked), np.bool_)
        found: Flags = places.take(places.searchsorted(asked), mode="clip") == asked
        return found


def _changes(numbers: Ints) -> Flags:
    """For each of some numbers, whether it is another one than that before it."""
    changed = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=changed[1:])
    return changed


def _hit(numbers: Ints, count: int) -> Flags:
    """For each number below `count`, whether it is among the numbers."""
    flags = np.zeros(count + 1, np.bool_)
    flags[numbers] = True
    return flags[:count]


def weighed(columns: Mapping[str, Column]) -> Column:
    """The features of each match as one number."""
    return np.asarray(sum(columns[name] * weight for name, weight in RERANK_WEIGHTS.items()), dtype=float)


def tiers_of(count: int, ends: Sequence[int]) -> NDArray[np.int64]:
    """For each of `count` matches in order, how many of the tiers end before this match."""
    return np.searchsorted(np.sort(np.asarray(ends, dtype=np.int64)), np.arange(count), side="right").astype(np.int64)
