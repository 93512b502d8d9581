"""The words of a query that nothing curated knows, in the words of the other language.

In: words of a query, and which of them mean nothing else. Out: `Expansion`s, one for each word or phrase that the
lexicon has, with those of its translations that the collection has. Never here: names, or the glossary's concepts.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from analyzers.tokens import Form
from indexer.lexicon.renderings import Rendering
from indexer.lexicon.translations import LONGEST, Known, Translations
from indexer.model.errors import GenerationError
from search.compile.expansions import Expansion, Pattern
from search.compile.weighing import Weighing
from search.model.ranking import EXPANSION_WEIGHT, MAX_FORMS, MAX_TRANSLATED, MAX_TRANSLATIONS, TRANSLATION_WEIGHT
from search.query.words import QueryWord

log = logging.getLogger(__name__)

#: The id of a translated word is this and the word as typed.
WORD_ID = "word:"
#: So many translations of a word are the likeliest.
LIKELY = 3


class Meant(NamedTuple):
    """Words of a query that the lexicon has, and their translations, whether the collection has these or not.
    `as_written`: it has them as typed, and not only their stems."""

    first: int
    last: int
    patterns: tuple[Pattern, ...]
    as_written: bool
    forms: tuple[Pattern, ...]


class Translating:
    """Translates the words of queries to one generation. Its file is opened when first needed; if it is damaged,
    nothing is translated. `translations` stand in for those of the generation."""

    def __init__(self, directory: Path, translations: Translations | None = None) -> None:
        self._given = translations
        self._directory = directory

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

    def meant(self, words: Sequence[QueryWord], taken: Collection[int], longest: int = LONGEST) -> list[Meant]:
        """What the words may mean whose index is not taken, in phrases of at most `longest` words; nothing, and a line
        in the log, where the file is damaged further inside."""
        free = [index not in taken for index in range(len(words))]
        if self._translations is None or not any(free):
            return []
        try:
            found = self._translations.find([(word.typed, word.token.stem) for word in words], free, longest)
        except GenerationError as error:
            log.warning("words are not translated: %s", error)
            return []
        return [Meant(known.first, known.last, _patterns(known), known.as_written, _forms(known)) for known in found]

    def names(self, words: Sequence[QueryWord]) -> set[int]:
        """The places of the words that are names and have no row as words; none, where the file is damaged."""
        try:
            return self._translations.names([word.typed for word in words]) if self._translations else set()
        except GenerationError as error:
            log.warning("names are not known: %s", error)
            return set()

    def expansions(
        self, meant: Sequence[Meant], words: Sequence[QueryWord], without: Collection[str], weighing: Weighing
    ) -> Iterator[Expansion]:
        """The translations of at most MAX_TRANSLATED different words that the collection has, and the other forms of
        the words, each with its weight. What the collection has in no other words is looked for less closely: a phrase
        by its words, a word by its stem."""
        looked: set[str] = set()
        for found in meant:
            first, last, patterns, as_written, forms = found
            own = words[first:last]
            typed = " ".join([word.typed for word in own])
            if typed not in looked and len(looked) == MAX_TRANSLATED:
                continue
            looked.add(typed)
            if (concept := f"{WORD_ID}{typed}") in without:
                continue
            there = [one for one in patterns if weighing.having(one) > 0][:MAX_TRANSLATIONS]
            others = [one for one in forms if one.terms != typed_stems(own) and weighing.having(one) > 0][:MAX_FORMS]
            if there or others:
                weighed = weighing.weighed(there, own, [TRANSLATION_WEIGHT] * len(there))
                weighed += weighing.weighed(others, own, [EXPANSION_WEIGHT] * len(others))
                place = (first, last, own[0].start, own[-1].end)
                yield Expansion(concept, typed, *place, weighed, translated=True, as_written=as_written)
            else:
                yield from self.expansions(self._closer(found, words), words, without, weighing)

    def says_more(self, phrase: Meant, words: Sequence[QueryWord], known: Collection[int]) -> bool:
        """Whether a phrase surely has another translation than its words: none of the likeliest of a word whose index
        is not in `known`."""
        if not any(one.counted for one in phrase.patterns[:1]):
            return False
        held = {term for one in phrase.patterns[:1] for term in one.terms}
        rest = [
            word for index, word in enumerate(words[phrase.first : phrase.last], phrase.first) if index not in known
        ]
        alone = [one for word in rest if word.token.stem for one in self.meant([word], ())]
        return any(not any(held.issuperset(one.terms) for one in found.patterns[:LIKELY]) for found in alone)

    def _closer(self, meant: Meant, words: Sequence[QueryWord]) -> list[Meant]:
        """What the words of a phrase mean by themselves or in shorter phrases, and what the stem of a word means."""
        size = meant.last - meant.first
        outside = [*range(meant.first), *range(meant.last, len(words))]
        found = self.meant(words, outside, size - 1)
        return found if size > 1 or found != [meant] else []


def typed_stems(own: Sequence[QueryWord]) -> tuple[str | None, ...]:
    """The stems of words as typed."""
    return tuple([word.token.stem for word in own])


def _forms(known: Known) -> tuple[Pattern, ...]:
    """The other forms of words that have one meaning."""
    if len(known.meanings) != 1:
        return ()
    return tuple([Pattern(text, form, terms) for text, form, terms in known.meanings[0].forms])


def _patterns(known: Known) -> tuple[Pattern, ...]:
    """The translations of all meanings, the heaviest first, each once."""
    best: dict[tuple[str | None, ...], Rendering] = {}
    for one in sorted([one for meaning in known.meanings for one in meaning.renderings], key=lambda one: -one.weight):
        best.setdefault(one.terms, one)
    return tuple([Pattern(one.text, Form.STEM, one.terms, 0.0, one.sure, one.weight) for one in best.values()])
