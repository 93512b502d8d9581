"""Other words for what a query says: translations and synonyms of the glossary, names of countries, places and bodies;
the days of publication that a date means.

In: adjacent plain words of a query. Out: `Expansion`s: which of the words mean a concept or a date, and
what else an article may have instead. Never here: a phrase in quotation marks, a field, an excluded or required word, a
prefix; or more than MAX_CONCEPTS concepts a query, with MAX_WORDINGS wordings each.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path

from analyzers.folding import fold
from analyzers.pipeline import Analyzer
from analyzers.script import Script, script
from analyzers.shipped import lines_of, path_of
from analyzers.tokens import Form, Token
from indexer.engines.port.port import Request, Snapshot
from indexer.engines.port.query import Phrase, Published, Query, Term
from indexer.gazetteers.concepts import OTHER, Concept, Concepts, Found, TypedWord, is_name
from indexer.gazetteers.glossary import Wording
from indexer.model.errors import GenerationError
from indexer.model.schema import Part, field_name
from indexer.naming.forms import nisba_forms, with_clitics, without_clitics
from search.compile.combining import any_of
from search.compile.compounds import other_spellings
from search.compile.dated import dated_words
from search.compile.expansions import Expansion, Pattern
from search.compile.marked_names import chosen_by_marks
from search.compile.translating import WORD_ID, Translating
from search.compile.weighing import Weighing
from search.dates.typed import BETWEEN, OR, Days, read_typed
from search.model.ranking import (
    EXPANSION_WEIGHT,
    MAX_CONCEPTS,
    MAX_WORDINGS,
    NAMES_ALONE,
    TRANSLATION_WEIGHT,
)
from search.query.words import QueryWord
from search.spelling.published import published
from search.transliteration.across import OtherScript

log = logging.getLogger(__name__)

#: The id of a date is this and its days.
DATE_ID = "date:"
#: The id of a compound name is this and the name as typed.
SPELLING_ID = "spelling:"
#: The id of a name in the other script is this and the name as typed.
ACROSS_ID = "name:"


class Expander:
    """Expands the queries to one generation. Its concepts are read when first needed; if they are damaged, only dates
    are expanded."""

    def __init__(self, directory: Path, analyzer: Analyzer, snapshot: Snapshot) -> None:
        self._directory = directory
        self._analyzer = analyzer
        self._snapshot = snapshot
        self._across = OtherScript(snapshot, analyzer)
        self._weighing = Weighing(snapshot)
        self._translating = Translating(directory, self._weighing)

    def close(self) -> None:
        """Release the files of the generation."""
        self._translating.close()

    @cached_property
    def _loaded(self) -> Concepts | None:
        """The concepts of the generation; None, and a line in the log, if they are damaged."""
        try:
            return Concepts.load(self._directory)
        except GenerationError as error:
            log.warning("queries are not expanded: %s", error)
            return None

    @property
    def concepts(self) -> Concepts:
        """The concepts of the generation; none if they are damaged."""
        return self._loaded or Concepts({}, {}, {})

    @property
    def is_damaged(self) -> bool:
        """Whether the generation's concepts or translations cannot be read."""
        return self._loaded is None or self._translating.is_damaged

    def expand(self, words: Sequence[QueryWord], without: Collection[str] = ()) -> list[Expansion]:
        """The expansions of a run of words, in order, none of them overlapping; `without` are ids of concepts to
        skip."""
        dates = [one for one in self._dates(words) if one.concept not in without]
        found = _apart([*dates, *self._named(words, without), *self._spelled(words, without)])
        meant = [*found, *self._named(words, ())] if without else found
        translated = list(self._translating.expansions(words, _taken(meant), without))
        found += self._in_other_script(words, without, [*meant, *translated])
        return sorted([*found[:MAX_CONCEPTS], *translated], key=lambda one: one.first)

    def _in_other_script(
        self, words: Sequence[QueryWord], without: Collection[str], meant: Sequence[Expansion]
    ) -> Iterator[Expansion]:
        """The names among the words that mean nothing else, as articles in the other script write
        them."""
        taken = _taken(meant)
        for index, word in enumerate(words):
            concept = f"{ACROSS_ID}{word.typed}"
            if index in taken or word.token.stem is None or concept in without:
                continue
            patterns = [one for name in self._across.spellings(word.token.exact) for one in self._written(name)]
            if patterns:
                own = (index, index + 1, word.start, word.end)
                weighed = self._weighing.weighed(patterns, [word], TRANSLATION_WEIGHT)
                yield Expansion(concept, word.typed, *own, weighed, sure=len(words) > NAMES_ALONE)

    def _written(self, name: str) -> list[Pattern]:
        """The patterns of a name that the collection has, in Arabic letters with each proclitic."""
        shown = published(self._snapshot, name, name)
        heads = (name,) if name.isascii() else with_clitics(name)
        patterns = (Pattern(shown, Form.EXACT, (head,)) for head in heads)
        return [pattern for pattern in patterns if self._has(pattern)]

    def _spelled(self, words: Sequence[QueryWord], without: Collection[str]) -> Iterator[Expansion]:
        """The compound names that the collection spells otherwise too."""
        found: dict[tuple[int, int], list[Pattern]] = {}
        for spelling in other_spellings(words):
            head, *rest = spelling.terms
            for clitic in ("",) if head.isascii() else with_clitics(head):
                pattern = Pattern(" ".join(spelling.terms), Form.EXACT, (clitic or head, *rest))
                if self._has(pattern) and self._stands(pattern):
                    found.setdefault((spelling.first, spelling.last), []).append(pattern)
        for (first, last), patterns in found.items():
            typed = " ".join(word.typed for word in words[first:last])
            if (concept := f"{SPELLING_ID}{typed}") not in without:
                start, end = words[first].start, words[last - 1].end
                yield Expansion(concept, typed, first, last, start, end, tuple(patterns[:MAX_WORDINGS]))

    def _stands(self, pattern: Pattern) -> bool:
        """Whether an article has the terms of a pattern next to each other."""
        query = any_of([Phrase(field_name(part, pattern.form), pattern.terms) for part in Part])
        return len(pattern.terms) == 1 or self._snapshot.search(Request(query, limit=0)).total > 0

    def _named(self, words: Sequence[QueryWord], without: Collection[str]) -> list[Expansion]:
        """The expansions by concepts and names."""
        typed = [TypedWord(word.typed, word.token.stem or word.token.exact) for word in words]
        found: list[Expansion] = []
        for match in self._longest(typed, words):
            marked = chosen_by_marks(words[match.first].typed) if match.last - match.first == 1 else ""
            concept = self.concepts.get(marked or match.id)
            if concept is None or concept.id in without:
                continue
            expansion = self._expansion(concept, words, match)
            if expansion.patterns or expansion.facet:
                found.append(expansion)
            if len(found) == MAX_CONCEPTS:
                break
        return found

    def named(self, words: Sequence[QueryWord], without: Collection[str] = ()) -> Query | None:
        """The articles about the one country or body that all of the words name, or None."""
        expansions = self.expand(words, without)
        if len(expansions) != 1 or not expansions[0].facet or len(words) != expansions[0].last - expansions[0].first:
            return None
        return Term(expansions[0].facet, expansions[0].value)

    def _dates(self, words: Sequence[QueryWord]) -> Iterator[Expansion]:
        """The dates among the words on which articles were published."""
        for found in dated_words(words):
            days = tuple(days for days in found.date.days if self._published(days))
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

    def _published(self, days: Days) -> bool:
        return self._snapshot.search(Request(Published(days.first, days.last), limit=0)).total > 0

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

    def _longest(self, typed: Sequence[TypedWord], words: Sequence[QueryWord]) -> Iterator[Found]:
        """The concepts found, the leftmost first and of these the longest, without overlap; no country or body within a
        longer name of something else."""
        free_from = other_until = 0
        for match in self.concepts.find(typed):
            if match.id == OTHER:
                other_until = max(other_until, match.last)
            elif match.first < free_from or (match.first < other_until and is_name(match.id)):
                continue
            elif not _is_other_word(words[match.first : match.last]):
                free_from = match.last
                yield match

    def _expansion(self, concept: Concept, words: Sequence[QueryWord], match: Found) -> Expansion:
        own = words[match.first : match.last]
        about = bool(concept.facet) and self._exists(concept.facet, concept.value)
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
        typed = _stems([word.token for word in own])
        held = [typed, tuple(word.token.exact for word in own)]
        kept: list[Pattern] = []
        for wording in sorted(concept.wordings, key=lambda wording: wording.language == language):
            if typed and _holds(_stems(self._analyzer.analyze(wording.text)), typed):
                continue
            fresh = [
                pattern
                for pattern in self._of(wording, is_name(concept.id))
                if self._has(pattern)
                and not any(_holds(pattern.terms, one) for one in held)
                and not _holds(typed, pattern.terms)
            ]
            held += [pattern.terms for pattern in fresh]
            kept += fresh
            if len({pattern.text for pattern in kept}) == MAX_WORDINGS:
                break
        return tuple(kept)

    def _of(self, wording: Wording, name: bool) -> Iterator[Pattern]:
        """The patterns of a wording: its stems, or for a fixed wording and a name of one word its exact terms, with
        each Arabic proclitic. A name that is a common word too (مالي, Mali or financial) has none."""
        tokens = self._analyzer.analyze(wording.text)
        single = name and len(tokens) == 1
        if not tokens or (single and tokens[0].exact in _other_words()):
            return
        exact = wording.fixed or (single and not self._analyzer.distinguished_by_case(tokens[0]))
        if not exact and any(token.stem for token in tokens):
            yield Pattern(wording.text, Form.STEM, _stems(tokens))
            return
        heads = with_clitics(tokens[0].exact) if wording.language == "ar" else (tokens[0].exact,)
        for head in heads:
            yield Pattern(wording.text, Form.EXACT, (head, *(token.exact for token in tokens[1:])))

    def _exists(self, field: str, term: str) -> bool:
        return self._snapshot.document_frequency(field, term) > 0

    def _has(self, pattern: Pattern) -> bool:
        return any(
            all(term is None or self._exists(field_name(part, pattern.form), term) for term in pattern.terms)
            for part in Part
        )


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


def _stems(tokens: Sequence[Token]) -> tuple[str | None, ...]:
    """Stems, without the gaps (stop words) at either end."""
    stems = [token.stem for token in tokens]
    while stems and stems[0] is None:
        stems.pop(0)
    while stems and stems[-1] is None:
        stems.pop()
    return tuple(stems)


def _holds(terms: Sequence[str | None], others: Sequence[str | None]) -> bool:
    """Whether other terms occur among the terms, adjacent and in this order."""
    size = len(others)
    return any(tuple(terms[start : start + size]) == tuple(others) for start in range(len(terms) - size + 1))


def _is_other_word(words: Sequence[QueryWord]) -> bool:
    """Whether a single word, as typed, is a common word rather than a name: `us`, `polish`, مالي."""
    if len(words) > 1:
        return False
    word = words[0]
    if word.token.stem is None:
        return True
    key = fold(word.typed)
    return not word.typed[0].isupper() and not _other_words().isdisjoint((key, *without_clitics(key)))


@cache
def _other_words() -> frozenset[str]:
    """The words of the table, the Arabic ones in all forms that a demonym has."""
    words = lines_of(path_of("search.compile", "other_words.txt"))
    return frozenset(fold(form) for word in words for form in (word, *nisba_forms(word)))
