"""The concepts, countries and bodies that words of a query name, and how else articles name them.

In: adjacent plain words of a query. Out: `Expansion`s. Never here: dates and other spellings (`expander.py`).
"""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from analyzers.pipeline import Analyzer
from analyzers.script import Script, script
from indexer.gazetteers.concepts import OTHER, Concept, Concepts, Found, TypedWord, is_name
from indexer.gazetteers.glossary import Wording
from search.compile.attested import Attested
from search.compile.expansions import Expansion, Pattern
from search.compile.frequencies import Pair, pairs_of
from search.compile.marked_names import chosen_by_marks
from search.compile.weighing import Weighing
from search.compile.wording_patterns import holds, is_other_word, patterns_of, stems_of
from search.model.ranking import EXPANSION_WEIGHT, MAX_CONCEPTS, MAX_WORDINGS, TRANSLATION_WEIGHT
from search.query.words import QueryWord

#: Concepts of which the patterns are kept.
REMEMBERED = 1024


class Written(NamedTuple):
    """A wording of a concept, its stems, and what it is looked for by."""

    wording: Wording
    stems: tuple[str | None, ...]
    patterns: tuple[Pattern, ...]


class Looked(NamedTuple):
    """A concept with its wordings, and all the terms that these may have."""

    concept: Concept
    written: tuple[Written, ...]
    pairs: tuple[Pair, ...]


class Named(NamedTuple):
    """Words of a query that name a concept, their places, and the country that their vowel marks choose, or ""."""

    found: Found
    looked: Looked
    country: str = ""

    @property
    def is_name(self) -> bool:
        """Whether it is a country, place or body, and not a concept of the glossary."""
        return is_name(self.looked.concept.id)

    def is_within(self, place: range) -> bool:
        """Whether it is a part of the words with these indices, and they are more."""
        size = self.found.last - self.found.first
        return self.found.first in place and self.found.last - 1 in place and size < len(place)


class NamedConcepts:
    """The concepts of one generation, looked up in queries."""

    def __init__(self, concepts: Concepts, analyzer: Analyzer) -> None:
        self._concepts = concepts
        self._analyzer = analyzer
        self._looked = lru_cache(REMEMBERED)(self._look)

    def named(self, words: Sequence[QueryWord]) -> list[Named]:
        """The concepts that the words name, the leftmost first and of these the longest, without overlap."""
        found = []
        for match in self._longest(words):
            marked = chosen_by_marks(words[match.first].typed) if match.last - match.first == 1 else None
            if looked := self._looked(marked.concept if marked else match.id):
                found.append(Named(match, looked, marked.country if marked else ""))
        return found

    def expected(self, named: Sequence[Named]) -> list[Pair]:
        """The terms that may be asked for to expand concepts."""
        looked = {one.looked.concept.id: one.looked for one in named}
        return [pair for one in list(looked.values())[:MAX_CONCEPTS] for pair in one.pairs]

    def expansions(
        self,
        named: Sequence[Named],
        words: Sequence[QueryWord],
        without: Collection[str],
        attested: Attested,
        weighing: Weighing,
    ) -> list[Expansion]:
        """The expansions by concepts and names."""
        found: list[Expansion] = []
        known: set[str] = set()
        for match, looked, country in named:
            concept = looked.concept
            if concept.id in without or (len(known) == MAX_CONCEPTS and concept.id not in known):
                continue
            own = words[match.first : match.last]
            patterns = self._weighed(self._patterns(looked.written, own, attested), own, weighing)
            about = bool(concept.facet) and attested.term(concept.facet, concept.value)
            if not (patterns or about):
                continue
            known.add(concept.id)
            found.append(
                Expansion(
                    concept=concept.id,
                    typed=" ".join([word.typed for word in own]),
                    first=match.first,
                    last=match.last,
                    start=own[0].start,
                    end=own[-1].end,
                    patterns=patterns,
                    facet=concept.facet if about else "",
                    value=concept.value if about else "",
                    country=country,
                    as_written=match.as_written and (len(own) > 1 or is_name(concept.id)),
                )
            )
        return found

    def _longest(self, words: Sequence[QueryWord]) -> Iterator[Found]:
        """The places of concepts; no country or body within a longer name of something else."""
        free_from = other_until = 0
        for match in self._concepts.find(
            [TypedWord(word.typed, word.token.stem or word.token.exact) for word in words]
        ):
            if match.id == OTHER:
                other_until = max(other_until, match.last)
            elif match.first < free_from or (match.first < other_until and is_name(match.id)):
                continue
            elif not is_other_word(words[match.first : match.last]):
                free_from = match.last
                yield match

    def _weighed(
        self, patterns: Sequence[Pattern], own: Sequence[QueryWord], weighing: Weighing
    ) -> tuple[Pattern, ...]:
        """The patterns with their weights: other words of the own language weigh less than translations."""
        written = script(own[0].typed)
        weights = [EXPANSION_WEIGHT if script(one.text) is written else TRANSLATION_WEIGHT for one in patterns]
        return weighing.weighed(patterns, own, weights)

    def _patterns(
        self, written: Sequence[Written], own: Sequence[QueryWord], attested: Attested
    ) -> tuple[Pattern, ...]:
        """The patterns of a concept's wordings that the collection has, those of the other language first.

        A wording that contains the typed words, or another pattern, is left out, because it finds no further article:
        جمهورية مصر العربية next to مصر. So is a wording that the typed words contain: Saudi next to Saudi Arabia."""
        language = "ar" if script(own[0].typed) is Script.ARABIC else "en"
        typed = stems_of([word.token for word in own])
        held = [typed, tuple([word.token.exact for word in own])]
        kept: list[Pattern] = []
        for one in sorted(written, key=lambda written: written.wording.language == language):
            if typed and holds(one.stems, typed):
                continue
            fresh = [
                pattern
                for pattern in one.patterns
                if attested.terms(pattern)
                and not any(holds(pattern.terms, terms) for terms in held)
                and not holds(typed, pattern.terms)
            ]
            held += [pattern.terms for pattern in fresh]
            kept += fresh
            if len({pattern.text for pattern in kept}) == MAX_WORDINGS:
                break
        return tuple(kept)

    def _look(self, id: str) -> Looked | None:
        """What the concept with an id is looked for by, whatever the query; None for an unknown id."""
        concept = self._concepts.get(id)
        if concept is None:
            return None
        written = [self._read(wording, is_name(id)) for wording in concept.wordings]
        about = [(concept.facet, concept.value)] if concept.facet else []
        pairs = [pair for one in written for pattern in one.patterns for pair in pairs_of(pattern.form, pattern.terms)]
        return Looked(concept, tuple(written), tuple(dict.fromkeys((*about, *pairs))))

    def _read(self, wording: Wording, name: bool) -> Written:
        stems = stems_of(self._analyzer.analyze(wording.text))
        return Written(wording, stems, tuple(patterns_of(wording, name, self._analyzer)))
