"""Conjunctions of words, each of which is an alternative of terms: the usual query of a visitor.

In: for each word the plans of its terms. Out: one plan for all words. Never here: children that are not terms.
The documents are narrowed word by word, from the rarest, without a score. Once few remain, they are looked up in all
terms of all fields in one call, so that the cost of a call is paid once and not once a term.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from indexer.engines.columnar.asking.compounds import OrPlan
from indexer.engines.columnar.asking.hits import Hits, Probe, distinct
from indexer.engines.columnar.asking.leaves import Plan, TermPlan, Wordless
from indexer.engines.columnar.asking.lookups import FEW, Asked, searched, worths
from indexer.engines.columnar.files.arrayfile import Array

#: Looking a document up in a list costs as much as walking over so many documents of the list.
SEARCH_STEPS = 10
#: The same where their scores are added up on the way.
SCORE_STEPS = 4
#: Up to so many scores (documents times terms) are looked up at once.
AT_ONCE = 1 << 13
#: Lists with fewer documents in all than this share of the segment are united by sorting.
SORTED_SHARE = 32


class WordTerms(NamedTuple):
    """The terms of a word, and the total of their postings."""

    size: int
    terms: Sequence[TermPlan]


def terms_of(plan: Plan) -> Sequence[TermPlan]:
    """The terms of a plan that is a term, or an alternative of terms, with positive scores; [] for any other plan."""
    if isinstance(plan, TermPlan):
        return [plan] if plan.positive else []
    if isinstance(plan, OrPlan) and plan.positive:
        terms = [child for child in plan.children if isinstance(child, TermPlan)]
        return terms if len(terms) == len(plan.children) else []
    return []


class WordsPlan(Wordless):
    """Documents with at least one term of every word; scores of all terms add up."""

    positive = True

    def __init__(self, words: Sequence[Sequence[TermPlan]], documents: int) -> None:
        sized = [WordTerms(sum([term.size for term in terms]), terms) for terms in words]
        self._words = sorted(sized, key=lambda word: word.size)
        self._terms = [term for word in self._words for term in word.terms]
        self._documents = documents
        self.size = self._words[0].size

    def full(self) -> Hits:
        """Start from the documents of the rarest word."""
        rarest, *others = self._words
        return self._among(self._united(rarest), others)

    def flag(self, flags: Array) -> None:
        """The flags of all matches."""
        rarest, *others = self._words
        docs = self._united(rarest)
        for word in others:
            docs = self._narrowed(docs, word)
        flags[docs] = True

    def probe(self, asked: Asked) -> Probe:
        """The documents, narrowed by every word."""
        docs = asked.docs
        hits = self._among(docs, self._words)
        found = np.zeros(len(docs), np.bool_)
        scores = np.zeros(len(docs), np.float32)
        indices = np.searchsorted(docs, hits.docs)
        found[indices] = True
        scores[indices] = hits.scores
        return Probe(found, scores)

    def _among(self, docs: Array, words: Sequence[WordTerms]) -> Hits:
        for word in words:
            if len(docs) <= FEW:
                return self._few(docs)
            docs = self._narrowed(docs, word)
        return self._few(docs) if len(docs) <= FEW else Hits(docs, self._scores(docs))

    def _narrowed(self, docs: Array, word: WordTerms) -> Array:
        """Those of the documents that have a word."""
        walk = word.size < len(docs) * len(word.terms) * SEARCH_STEPS
        narrowed: Array = docs[self._walked(docs, word.terms) if walk else _searched(docs, word.terms)]
        return narrowed

    def _united(self, word: WordTerms) -> Array:
        if len(word.terms) == 1:
            return word.terms[0].docs
        docs = np.concatenate([term.docs for term in word.terms])
        if word.size * SORTED_SHARE > self._documents:
            return distinct(docs, self._documents)
        docs.sort(kind="stable")
        first = np.ones(word.size, np.bool_)
        np.not_equal(docs[1:], docs[:-1], out=first[1:])
        return docs[first]

    def _walked(self, docs: Array, terms: Sequence[TermPlan]) -> Array:
        wanted = np.zeros(self._documents, np.bool_)
        wanted[docs] = True
        found = np.zeros(self._documents, np.bool_)
        for term in terms:
            found[term.docs[wanted.take(term.docs)]] = True
        return found.take(docs)

    def _few(self, docs: Array) -> Hits:
        """The documents that have all words; one look-up both decides this and scores them."""
        if not len(docs):
            return Hits(docs, np.empty(0, np.float32))
        found, scores = _looked_up(docs, self._terms)
        first_terms = [0, *accumulate([len(word.terms) for word in self._words[:-1]])]
        complete = np.logical_or.reduceat(found, first_terms, axis=0).all(axis=0)
        return Hits(docs[complete], scores[complete])

    def _scores(self, docs: Array) -> Array:
        if len(docs) * len(self._terms) <= AT_ONCE:
            return _looked_up(docs, self._terms)[1]
        walked = [term for term in self._terms if term.size < len(docs) * SCORE_STEPS]
        table = np.zeros(self._documents, np.float32)
        for term in walked:
            hits = term.full()
            np.add.at(table, hits.docs.astype(np.intp), hits.scores)
        scores: Array = table.take(docs)
        for term in self._terms:
            if term.size >= len(docs) * SCORE_STEPS:
                scores += term.found_in(docs).scores
        return scores


def _searched(docs: Array, terms: Sequence[TermPlan]) -> Array:
    found = np.zeros(len(docs), np.bool_)
    for term in terms:
        found |= term.docs.take(term.docs.searchsorted(docs), mode="clip") == docs
    return found


def _looked_up(docs: Array, terms: Sequence[TermPlan]) -> tuple[Array, Array]:
    """A flag for each term and document (whether it has the term), and the total score of each document."""
    if not all(term.index.coded for term in terms):
        answers = [term.found_in(docs) for term in terms]
        return np.array([answer.found for answer in answers]), np.sum([answer.scores for answer in answers], axis=0)
    found, worth = searched(docs, terms)
    return found, worths(terms) @ worth
