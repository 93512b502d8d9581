"""The concepts, countries and bodies that words of a query name, and how else articles name them.

In: adjacent plain words of a query. Out: `Expansion`s. Never here: dates and other spellings (`expander.py`).
"""

from collections.abc import Collection, Iterator, Sequence

from analyzers.pipeline import Analyzer
from analyzers.script import Script, script
from indexer.gazetteers.concepts import OTHER, Concept, Concepts, Found, TypedWord, is_name
from search.compile.attested import Attested
from search.compile.expansions import Expansion, Pattern
from search.compile.marked_names import chosen_by_marks
from search.compile.weighing import Weighing
from search.compile.wording_patterns import holds, is_other_word, patterns_of, stems_of
from search.model.ranking import EXPANSION_WEIGHT, MAX_CONCEPTS, MAX_WORDINGS, TRANSLATION_WEIGHT
from search.query.words import QueryWord


class NamedConcepts:
    """The concepts of one generation, looked up in queries."""

    def __init__(self, concepts: Concepts, analyzer: Analyzer, attested: Attested, weighing: Weighing) -> None:
        self._concepts = concepts
        self._analyzer = analyzer
        self._attested = attested
        self._weighing = weighing

    def find(self, words: Sequence[QueryWord], without: Collection[str]) -> list[Expansion]:
        """The expansions by concepts and names."""
        typed = [TypedWord(word.typed, word.token.stem or word.token.exact) for word in words]
        found: list[Expansion] = []
        for match in self._longest(typed, words):
            marked = chosen_by_marks(words[match.first].typed) if match.last - match.first == 1 else ""
            concept = self._concepts.get(marked or match.id)
            if concept is None or concept.id in without:
                continue
            expansion = self._expansion(concept, words, match)
            if expansion.patterns or expansion.facet:
                found.append(expansion)
            if len(found) == MAX_CONCEPTS:
                break
        return found

    def _longest(self, typed: Sequence[TypedWord], words: Sequence[QueryWord]) -> Iterator[Found]:
        """The concepts found, the leftmost first and of these the longest, without overlap; no country or body within a
        longer name of something else."""
        free_from = other_until = 0
        for match in self._concepts.find(typed):
            if match.id == OTHER:
                other_until = max(other_until, match.last)
            elif match.first < free_from or (match.first < other_until and is_name(match.id)):
                continue
            elif not is_other_word(words[match.first : match.last]):
                free_from = match.last
                yield match

    def _expansion(self, concept: Concept, words: Sequence[QueryWord], match: Found) -> Expansion:
        own = words[match.first : match.last]
        about = bool(concept.facet) and self._attested.term(concept.facet, concept.value)
        return Expansion(
            concept=concept.id,
            typed=" ".join(word.typed for word in own),
            first=match.first,
            last=match.last,
            start=own[0].start,
            end=own[-1].end,
            patterns=self._weighed(self._patterns(concept, own), own),
            facet=concept.facet if about else "",
            value=concept.value if about else "",
            as_written=len(own) > 1 or is_name(concept.id),
        )

    def _weighed(self, patterns: Sequence[Pattern], own: Sequence[QueryWord]) -> tuple[Pattern, ...]:
        """The patterns with their weights: other words of the own language weigh less than translations."""
        synonyms = self._weighing.weighed(patterns, own, EXPANSION_WEIGHT)
        translations = self._weighing.weighed(patterns, own, TRANSLATION_WEIGHT)
        written = script(own[0].typed)
        both = zip(synonyms, translations, strict=True)
        return tuple(one if script(one.text) is written else other for one, other in both)

    def _patterns(self, concept: Concept, own: Sequence[QueryWord]) -> tuple[Pattern, ...]:
        """The patterns of a concept's wordings that the collection has, those of the other language first.

        A wording that contains the typed words, or another pattern, is left out, because it finds no further article:
        جمهورية مصر العربية next to مصر. So is a wording that the typed words contain: Saudi next to Saudi Arabia."""
        language = "ar" if script(own[0].typed) is Script.ARABIC else "en"
        typed = stems_of([word.token for word in own])
        held = [typed, tuple(word.token.exact for word in own)]
        kept: list[Pattern] = []
        for wording in sorted(concept.wordings, key=lambda wording: wording.language == language):
            if typed and holds(stems_of(self._analyzer.analyze(wording.text)), typed):
                continue
            fresh = [
                pattern
                for pattern in patterns_of(wording, is_name(concept.id), self._analyzer)
                if self._attested.terms(pattern)
                and not any(holds(pattern.terms, one) for one in held)
                and not holds(typed, pattern.terms)
            ]
            held += [pattern.terms for pattern in fresh]
            kept += fresh
            if len({pattern.text for pattern in kept}) == MAX_WORDINGS:
                break
        return tuple(kept)
