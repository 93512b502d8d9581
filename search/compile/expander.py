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
from search.compile.dated import DatedWords, dated_words
from search.compile.expansions import Expansion, of_the_first
from search.compile.frequencies import Frequencies
from search.compile.named_concepts import Named, NamedConcepts
from search.compile.other_spellings import ACROSS_ID, SPELLING_ID, OtherSpellings
from search.compile.translating import WORD_ID, Translating
from search.compile.weighing import Weighing
from search.compile.whole_names import within_names
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
        self._snapshot = snapshot
        self._spellings = OtherSpellings(snapshot, analyzer)
        self._translating = Translating(directory, translations)

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
        return NamedConcepts(self.concepts, self._analyzer)

    @property
    def is_damaged(self) -> bool:
        """Whether the generation's concepts or translations cannot be read."""
        return self._loaded is None or self._translating.is_damaged

    def expand(
        self, words: Sequence[QueryWord], without: Collection[str] = (), frequencies: Frequencies | None = None
    ) -> list[Expansion]:
        """The expansions of a run of words, in order, none of them overlapping; `without` are ids of concepts to
        skip. All numbers of articles are read at once."""
        frequencies = frequencies or Frequencies(self._snapshot)
        attested, weighing = Attested(self._snapshot, frequencies), Weighing(frequencies)
        dated, compounds = list(dated_words(words)), self._spellings.compounds(words)
        named = self._unbroken(self._named.named(words), words, weighing)
        likely = {index for one in dated for index in range(one.first, one.last)}
        likely |= {index for one in named for index in range(one.found.first, one.found.last)}
        meant = self._translating.meant(words, likely)
        frequencies.expect(self._named.expected(named))
        attested.expect([one.pattern for one in compounds])
        attested.expect([pattern for one in meant for pattern in (*one.patterns, *one.forms)])

        dates = [one for one in _dates(dated, words, attested) if one.concept not in without]
        known = self._named.expansions(named, words, without, attested, weighing)
        all_known = self._named.expansions(named, words, (), attested, weighing) if without else []
        in_lexicon = {index for one in meant for index in range(one.first, one.last)}
        taken = _taken([*dates, *known, *all_known])
        whole = list(self._spellings.whole(words, taken, in_lexicon, compounds, attested, weighing))
        asked = [one for one in whole if one.concept not in without]
        spelled = self._spellings.expansions(compounds, words, without, attested)
        found = _apart([*dates, *known, *asked, *spelled])
        taken = _taken([*found, *all_known, *whole]) | within_names(words, in_lexicon | taken)
        if taken != likely:
            meant = self._translating.meant(words, taken)
        translated = list(self._translating.expansions(meant, words, without, weighing))
        taken |= _taken(translated)
        found += self._spellings.in_other_script(words, without, taken, attested, weighing)
        return sorted([*of_the_first(found, MAX_CONCEPTS), *translated], key=lambda one: one.first)

    def names(self, words: Sequence[QueryWord]) -> set[int]:
        """The places of the words that are names, and not words too."""
        return self._translating.names(words)

    def _unbroken(self, named: list[Named], words: Sequence[QueryWord], weighing: Weighing) -> list[Named]:
        """The concepts, without words of the glossary inside a phrase of the lexicon that says more than its words, and
        that the collection has translated: *state of emergency*, though the glossary has *emergency*."""
        names = {index for one in named if one.is_name for index in range(one.found.first, one.found.last)}
        if len(words) == 1 or all(one.is_name for one in named):
            return named
        inside = {index for one in named for index in range(one.found.first, one.found.last)}
        phrases = [
            range(one.first, one.last)
            for one in self._translating.meant(words, names)
            if one.as_written and self._translating.says_more(one, words, inside)
            if any(weighing.having(pattern) > 0 for pattern in one.patterns)
        ]
        return [one for one in named if one.is_name or not any(one.is_within(phrase) for phrase in phrases)]

    def unknown(self, words: Sequence[QueryWord]) -> list[QueryWord]:
        """The words of a run that no date, concept, name or translation covers, in the collection or not."""
        typed = [TypedWord(word.typed, word.token.stem or word.token.exact) for word in words]
        known = {index for found in self.concepts.find(typed) for index in range(found.first, found.last)}
        known |= {index for found in dated_words(words) for index in range(found.first, found.last)}
        known |= {index for one in self._translating.meant(words, known) for index in range(one.first, one.last)}
        return [word for index, word in enumerate(words) if index not in known]

    def named(
        self, words: Sequence[QueryWord], without: Collection[str] = (), frequencies: Frequencies | None = None
    ) -> Query | None:
        """The articles about the one country or body that all of the words name, or None."""
        expansions = self.expand(words, without, frequencies)
        if len(expansions) != 1 or not expansions[0].facet or len(words) != expansions[0].last - expansions[0].first:
            return None
        return Term(expansions[0].facet, expansions[0].value)

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


def _dates(dated: Sequence[DatedWords], words: Sequence[QueryWord], attested: Attested) -> Iterator[Expansion]:
    """The dates among the words on which articles were published."""
    for found in dated:
        days = tuple([days for days in found.date.days if attested.published(days)])
        if days:
            start, end = words[found.first].start, words[found.last - 1].end
            place = (found.first, found.last, start, end)
            yield Expansion(f"{DATE_ID}{found.date}", found.typed, *place, patterns=(), days=days)


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
