"""How much a match of other words weighs, so that all words for one meaning count as one word.

In: patterns of one meaning, and how far each is trusted. Out: the patterns with their weights. Never here: which
patterns there are.

Each pattern is scored as if as many articles had it as have all of them, each in the measure of its trust, and the word
as typed (structured queries, after Darwish & Oard, Probabilistic structured query methods, 2003). So a rare wrong
translation of a common word weighs no more than the word.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from analyzers.tokens import Form
from indexer.engines.port.port import Snapshot
from indexer.model.schema import Part, field_name
from search.compile.expansions import Pattern
from search.model.rarity import rarity
from search.query.words import QueryWord

#: The share of the articles with its rarest term that are taken to have a phrase.
PHRASE_SHARE = 0.25
#: The fields of each form.
FIELDS = {form: tuple(field_name(part, form) for part in Part) for form in Form}
#: No word weighs less than this, however common it is.
LEAST_RARITY = 0.1


class Weighing:
    """Weighs other words by how many articles of one generation have them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def weighed(self, patterns: Sequence[Pattern], own: Sequence[QueryWord], weight: float) -> tuple[Pattern, ...]:
        """The patterns with weights relative to the words that they stand for, of which one that is trusted wholly has
        `weight`."""
        typed = min(self.having(Form.STEM, (word.token.stem,)) for word in own)
        having = typed + sum(one.trust * self.having(one.form, one.terms) for one in patterns)
        says = rarity(self._documents, min(int(having), self._documents))
        group = weight * len(own) * self._rarity(having)
        return tuple(replace(one, weight=group * one.trust / self._scored(one), rarity=says) for one in patterns)

    def having(self, form: Form, terms: Iterable[str | None]) -> float:
        """How many articles have terms next to each other, as far as their numbers tell."""
        frequencies = [self._frequency(form, term) for term in terms if term is not None]
        if not frequencies:
            return 0.0
        return min(frequencies) * (1.0 if len(frequencies) == 1 else PHRASE_SHARE)

    def _scored(self, pattern: Pattern) -> float:
        """What the engines make of a pattern's terms: their rarities, times their number."""
        terms = [term for term in pattern.terms if term is not None]
        return len(pattern.terms) * sum(self._rarity(self._frequency(pattern.form, term)) for term in terms)

    def _frequency(self, form: Form, term: str) -> int:
        return max(self._snapshot.document_frequencies([(name, term) for name in FIELDS[form]]))

    def _rarity(self, having: float) -> float:
        """The inverse document frequency as the engines compute it."""
        return max(math.log(self._documents / (having + 1)) + 1, LEAST_RARITY)

    @cached_property
    def _documents(self) -> int:
        return max(1, self._snapshot.count())
