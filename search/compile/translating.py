"""The words of a query that nothing curated knows, in the words of the other language.

In: words of a query, and which of them mean nothing else. Out: `Expansion`s, one for each word or phrase that the
lexicon has, with those of its translations that the collection has. Never here: names, or the glossary's concepts.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from analyzers.tokens import Form
from indexer.lexicon.meanings import Rendering
from indexer.lexicon.translations import Known, Translations
from indexer.model.errors import GenerationError
from search.compile.expansions import Expansion, Pattern
from search.compile.weighing import Weighing
from search.model.ranking import MAX_TRANSLATED, MAX_TRANSLATIONS, TRANSLATION_WEIGHT
from search.query.words import QueryWord

log = logging.getLogger(__name__)

#: The id of a translated word is this and the word as typed.
WORD_ID = "word:"


class Translating:
    """Translates the words of queries to one generation. Its file is opened when first needed; if it is damaged,
    nothing is translated. `translations` stand in for those of the generation."""

    def __init__(self, directory: Path, weighing: Weighing, translations: Translations | None = None) -> None:
        self._given = translations
        self._directory = directory
        self._weighing = weighing

    @cached_property
    def _translations(self) -> Translations | None:
        try:
            return self._given or Translations.load(self._directory)
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
        for known in self._find([(word.typed, word.token.stem) for word in words], free)[:MAX_TRANSLATED]:
            typed = " ".join(word.typed for word in words[known.first : known.last])
            if f"{WORD_ID}{typed}" not in without and (patterns := self._patterns(known, words)):
                start, end = words[known.first].start, words[known.last - 1].end
                place = (known.first, known.last, start, end)
                yield Expansion(
                    f"{WORD_ID}{typed}", typed, *place, patterns, translated=True, as_written=known.as_written
                )

    def known(self, words: Sequence[QueryWord], taken: Collection[int]) -> set[int]:
        """The indices of the words that have translations, whether the collection has these or not. Words whose index
        is taken are not looked for."""
        free = [index not in taken for index in range(len(words))]
        found = self._find([(word.typed, word.token.stem) for word in words], free) if any(free) else []
        return {index for known in found for index in range(known.first, known.last)}

    def _find(self, words: Sequence[tuple[str, str | None]], free: Sequence[bool]) -> list[Known]:
        """What the free words may mean; nothing, and a line in the log, where the file is damaged further inside."""
        try:
            return self._translations.find(words, free) if self._translations is not None else []
        except GenerationError as error:
            log.warning("words are not translated: %s", error)
            return []

    def _patterns(self, known: Known, words: Sequence[QueryWord]) -> tuple[Pattern, ...]:
        """The translations that the collection has, each with its weight."""
        patterns = [Pattern(one.text, Form.STEM, one.terms, 0.0, one.sure, one.weight) for one in _renderings(known)]
        there = [one for one in patterns if self._weighing.having(one.form, one.terms) > 0][:MAX_TRANSLATIONS]
        return self._weighing.weighed(there, words[known.first : known.last], TRANSLATION_WEIGHT)


def _renderings(known: Known) -> list[Rendering]:
    """The renderings of all meanings, the heaviest first, each once."""
    best: dict[tuple[str | None, ...], Rendering] = {}
    for one in sorted((one for meaning in known.meanings for one in meaning.renderings), key=lambda one: -one.weight):
        best.setdefault(one.terms, one)
    return list(best.values())
