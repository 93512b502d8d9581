"""The words of a query that nothing curated knows, in the words of the other language.

In: words of a query, and which of them mean nothing else. Out: `Expansion`s, one for each word or phrase that the
lexicon has, with those of its translations that the collection has. Never here: names, or the glossary's concepts.

The translations of a word count as one word: each is scored as if as many articles had it as have all of them, each in
the measure of its weight, and the word as typed (structured queries, after Darwish & Oard, Probabilistic structured
query methods, 2003). So a rare wrong translation of a common word weighs no more than the word.
"""

import logging
import math
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from analyzers.tokens import Form
from indexer.engines.port.port import Snapshot
from indexer.lexicon.meanings import Rendering
from indexer.lexicon.translations import Known, Translations
from indexer.model.errors import GenerationError
from indexer.model.schema import Part, field_name
from search.compile.expansions import Expansion, Pattern
from search.model.ranking import MAX_TRANSLATED, MAX_TRANSLATIONS, TRANSLATION_WEIGHT
from search.query.words import QueryWord

log = logging.getLogger(__name__)

#: The id of a translated word is this and the word as typed.
WORD_ID = "word:"
#: The share of the articles with its rarest term that are taken to have a phrase.
PHRASE_SHARE = 0.25


class Translating:
    """Translates the words of queries to one generation. Its file is opened when first needed; if it is damaged,
    nothing is translated."""

    def __init__(self, directory: Path, snapshot: Snapshot) -> None:
        self._directory = directory
        self._snapshot = snapshot

    @cached_property
    def _translations(self) -> Translations | None:
        try:
            return Translations.load(self._directory)
        except GenerationError as error:
            log.warning("words are not translated: %s", error)
            return None

    @property
    def is_damaged(self) -> bool:
        """Whether the generation's translations cannot be read."""
        return self._translations is None

    def close(self) -> None:
        """Release the file."""
        if "_translations" in self.__dict__ and self._translations is not None:
            self._translations.close()

    def expansions(
        self, words: Sequence[QueryWord], taken: Collection[int], without: Collection[str]
    ) -> Iterator[Expansion]:
        """The translations of the words whose index is not taken, at most MAX_TRANSLATED."""
        if self._translations is None:
            return
        free = [index not in taken for index in range(len(words))]
        found = self._translations.find([(word.typed, word.token.stem) for word in words], free)
        for known in found[:MAX_TRANSLATED]:
            typed = " ".join(word.typed for word in words[known.first : known.last])
            if f"{WORD_ID}{typed}" not in without and (patterns := self._patterns(known, words)):
                start, end = words[known.first].start, words[known.last - 1].end
                place = (known.first, known.last, start, end)
                yield Expansion(f"{WORD_ID}{typed}", typed, *place, patterns, translated=True)

    def _patterns(self, known: Known, words: Sequence[QueryWord]) -> tuple[Pattern, ...]:
        """The translations that the collection has, each with its weight; one that a surer one is part of is left out,
        as it finds nothing more."""
        renderings = [(one, having) for one in _renderings(known) if (having := self._having(one.terms)) > 0]
        own = min(self._having((word.token.stem,)) for word in words[known.first : known.last])
        group = self._rarity(own + sum(one.weight * having for one, having in renderings))
        patterns = []
        for one, _ in renderings[:MAX_TRANSLATIONS]:
            scored = sum(self._rarity(self._having((term,))) for term in one.terms if term is not None)
            weight = TRANSLATION_WEIGHT * one.weight * (known.last - known.first) * group / (scored * len(one.terms))
            patterns.append(Pattern(one.text, Form.STEM, one.terms, weight, one.sure, one.weight))
        return tuple(patterns)

    def _having(self, terms: Sequence[str | None]) -> float:
        """How many articles have terms next to each other, as far as their numbers tell."""
        frequencies = [self._frequency(term) for term in terms if term is not None]
        if not frequencies:
            return 0.0
        return min(frequencies) * (1.0 if len(frequencies) == 1 else PHRASE_SHARE)

    def _frequency(self, term: str) -> int:
        return max(self._snapshot.document_frequency(field_name(part, Form.STEM), term) for part in Part)

    def _rarity(self, having: float) -> float:
        """The inverse document frequency as the engines compute it."""
        return max(math.log(self._documents / (having + 1)) + 1, 0.1)

    @cached_property
    def _documents(self) -> int:
        return max(1, self._snapshot.count())


def _renderings(known: Known) -> list[Rendering]:
    """The renderings of all meanings, the heaviest first, each once."""
    best: dict[tuple[str | None, ...], Rendering] = {}
    for one in sorted((one for meaning in known.meanings for one in meaning.renderings), key=lambda one: -one.weight):
        best.setdefault(one.terms, one)
    return list(best.values())
