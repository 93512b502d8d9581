"""How much a match of other words weighs, so that all words for one meaning count as one word.

In: patterns of one meaning, and how far each is trusted. Out: the patterns with their weights. Never here: which
patterns there are.

Each pattern is scored as if as many articles had it as have all of them, each in the measure of its trust, and the word
as typed (structured queries, after Darwish & Oard, Probabilistic structured query methods, 2003). So a rare wrong
translation of a common word weighs no more than the word.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from analyzers.tokens import Form
from search.compile.expansions import Pattern
from search.compile.frequencies import Frequencies
from search.model.rarity import rarity
from search.query.words import QueryWord

#: The share of the articles with its rarest term that are taken to have a phrase.
PHRASE_SHARE = 0.25
#: No word weighs less than this, however common it is.
LEAST_RARITY = 0.1


class _Number(NamedTuple):
    """How many articles have a pattern, what the engines make of its terms, their rarities times their number, and the
    fields that have all of them."""

    having: float
    scored: float
    fields: tuple[str, ...]


class Weighing:
    """Weighs other words by how many articles of one generation have them, for one request."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._frequencies = frequencies
        self._known: dict[tuple[Form, tuple[str | None, ...]], _Number] = {}

    def weighed(
        self, patterns: Sequence[Pattern], own: Sequence[QueryWord], weights: Sequence[float]
    ) -> tuple[Pattern, ...]:
        """The patterns with weights relative to the words that they stand for; `weights` has what each would weigh if
        it were trusted wholly. They look only in the fields that have their terms."""
        if not patterns:
            return ()
        each = [self._number(one) for one in patterns]
        there, documents = self._frequencies.there, self._frequencies.documents
        typed = min([there(Form.STEM, stem).having if (stem := word.token.stem) else 0 for word in own])
        having = typed + sum([one.trust * number.having for one, number in zip(patterns, each, strict=True)])
        says = rarity(documents, min(int(having), documents))
        group = len(own) * self._rarity(having)
        found = []
        for (text, form, terms, _, counted, trust, *_), number, weight in zip(patterns, each, weights, strict=True):
            worth = weight * group * trust / number.scored
            found.append(Pattern(text, form, terms, worth, counted, trust, says, number.fields))
        return tuple(found)

    def having(self, pattern: Pattern) -> float:
        """How many articles have the terms of a pattern next to each other, as far as their numbers tell."""
        return self._number(pattern).having

    def _number(self, pattern: Pattern) -> _Number:
        known = self._known.get((pattern.form, pattern.terms))
        if known is None:
            known = self._known[pattern.form, pattern.terms] = self._count(pattern)
        return known

    def _count(self, pattern: Pattern) -> _Number:
        there, form = self._frequencies.there, pattern.form
        found = [there(form, term) for term in pattern.terms if term is not None]
        having = min([one.having for one in found], default=0) * (1.0 if len(found) == 1 else PHRASE_SHARE)
        scored = len(pattern.terms) * sum([self._rarity(one.having) for one in found])
        fields = [name for name in found[0].fields if all(name in one.fields for one in found[1:])] if found else []
        return _Number(having, scored, tuple(fields))

    def _rarity(self, having: float) -> float:
        """The inverse document frequency as the engines compute it."""
        return max(math.log(max(1, self._frequencies.documents) / (having + 1)) + 1, LEAST_RARITY)
