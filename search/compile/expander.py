"""Other words for what a query says: translations and synonyms of the glossary, names of countries, places and bodies;
the days of publication that a date means.

In: adjacent plain words of a query. Out: `Expansion`s: which of the words mean a concept or a date, and what
else an article may have instead. Never here: a phrase in quotation marks, a field, an excluded or required word, a
prefix; or more than MAX_CONCEPTS concepts a query, with MAX_WORDINGS wordings each.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from analyzers.pipeline import Analyzer
from indexer.engines.port.port import Snapshot
from indexer.engines.port.query import Query, Term
from indexer.gazetteers.concepts import Concepts, TypedWord
from indexer.lexicon.translations import Translations
from indexer.model.errors import GenerationError
from search.compile.attested import Attested
from search.compile.dated import dated_words
from search.compile.expansions import Expansion
from search.compile.named_concepts import NamedConcepts
from search.compile.other_spellings import ACROSS_ID, SPELLING_ID, OtherSpellings
from search.compile.translating import WORD_ID, Translating
from search.compile.weighing import Weighing
from search.dates.typed import BETWEEN, OR, read_typed
from search.model.ranking import MAX_CONCEPTS
from search.query.words import QueryWord

log = logging.getLogger(__name__)

#: The id of a date is this and its days.
DATE_ID = "date:"


class Expander:
    """Expands the queries to one generation. Its concepts are read when first needed; if they are damaged, only dates
    are expanded. `concepts` and `translations` stand in for those of the generation, to try others."""

    def __init__(
        self,
        directory: Path,
        analyzer: Analyzer,
        snapshot: Snapshot,
        concepts: Concepts | None = None,
        translations: Translations | None = None,
    ) -> None:
        self._given = concepts
        self._directory = directory
        self._analyzer = analyzer
        self._attested = Attested(snapshot)
        self._weighing = Weighing(snapshot)
        self._spellings = OtherSpellings(snapshot, analyzer, self._attested, self._weighing)
        self._translating = Translating(directory, self._weighing, translations)

    def close(self) -> None:
        """Release the files of the generation."""
        self._translating.close()

    @cached_property
    def _loaded(self) -> Concepts | None:
        """The concepts of the generation; None, and a line in the log, if they are damaged."""
        try:
            return self._given or Concepts.load(self._directory)
        except GenerationError as error:
            log.warning("queries are not expanded: %s", error)
            return None

    @property
    def concepts(self) -> Concepts:
        """The concepts of the generation; none if they are damaged."""
        return self._loaded or Concepts({}, {}, {})

    @cached_property
    def _named(self) -> NamedConcepts:
        return NamedConcepts(self.concepts, self._analyzer, self._attested, self._weighing)

    @property
    def is_damaged(self) -> bool:
        """Whether the generation's concepts or translations cannot be read."""
        return self._loaded is None or self._translating.is_damaged

    def expand(self, words: Sequence[QueryWord], without: Collection[str] = ()) -> list[Expansion]:
        """The expansions of a run of words, in order, none of them overlapping; `without` are ids of concepts to
        skip."""
        dates = [one for one in self._dates(words) if one.concept not in without]
        found = _apart([*dates, *self._named.find(words, without), *self._spellings.compounds(words, without)])
        meant = [*found, *self._named.find(words, ())] if without else found
        translated = list(self._translating.expansions(words, _taken(meant), without))
        found += self._spellings.in_other_script(words, without, _taken([*meant, *translated]))
        return sorted([*found[:MAX_CONCEPTS], *translated], key=lambda one: one.first)

    def unknown(self, words: Sequence[QueryWord]) -> list[QueryWord]:
        """The words of a run that no date, concept, name or translation covers, in the collection or not."""
        typed = [TypedWord(word.typed, word.token.stem or word.token.exact) for word in words]
        known = {index for found in self.concepts.find(typed) for index in range(found.first, found.last)}
        known |= {index for found in dated_words(words) for index in range(found.first, found.last)}
        known |= self._translating.known(words, known)
        return [word for index, word in enumerate(words) if index not in known]

    def named(self, words: Sequence[QueryWord], without: Collection[str] = ()) -> Query | None:
        """The articles about the one country or body that all of the words name, or None."""
        expansions = self.expand(words, without)
        if len(expansions) != 1 or not expansions[0].facet or len(words) != expansions[0].last - expansions[0].first:
            return None
        return Term(expansions[0].facet, expansions[0].value)

    def _dates(self, words: Sequence[QueryWord]) -> Iterator[Expansion]:
        """The dates among the words on which articles were published."""
        for found in dated_words(words):
            days = tuple(days for days in found.date.days if self._attested.published(days))
            if days:
                yield Expansion(
                    concept=f"{DATE_ID}{found.date}",
                    typed=found.typed,
                    first=found.first,
                    last=found.last,
                    start=words[found.first].start,
                    end=words[found.last - 1].end,
                    patterns=(),
                    days=days,
                )

    def label(self, id: str, language: str) -> str | None:
        """The label of a concept or the days of a date, or None when there is none with that id."""
        if id.startswith(DATE_ID):
            days = id.removeprefix(DATE_ID)
            return days if all(map(read_typed, days.replace(BETWEEN, OR).split(OR))) else None
        for typed in (SPELLING_ID, ACROSS_ID, WORD_ID):
            if id.startswith(typed):
                return id.removeprefix(typed) or None
        concept = self.concepts.get(id)
        return concept.label(language) if concept else None


def _taken(expansions: Sequence[Expansion]) -> set[int]:
    """The indices of the words that are expanded."""
    return {index for one in expansions for index in range(one.first, one.last)}


def _apart(expansions: Sequence[Expansion]) -> list[Expansion]:
    """The expansions without those that overlap an earlier one."""
    found: list[Expansion] = []
    taken: set[int] = set()
    for one in expansions:
        if taken.isdisjoint(range(one.first, one.last)):
            taken.update(range(one.first, one.last))
            found.append(one)
    return found
