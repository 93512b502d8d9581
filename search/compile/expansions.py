"""Expansions: what an article may have instead of some words of a query: other words, a facet value, a publication day.

In: a concept or a date with its wordings. Out: `Expansion`, and the engine's query for it. Never here: which expansions
a query has (`expander.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analyzers.tokens import Form
from indexer.engines.port.query import Best, Nothing, Phrase, Published, Query, Term
from search.compile.combining import any_of
from search.compile.frequencies import FIELDS
from search.dates.typed import Days
from search.model.ranking import FIELD_WEIGHTS, PUBLISHED_WEIGHT, SPELLING_WEIGHT
from search.query.words import QueryWord

#: The facet of the countries that an article is about.
COUNTRY = "country"


class Pattern(NamedTuple):
    """Terms of one form at consecutive positions (None is a gap), and the wording that they come from. `weight` is that
    of a match; `counted`: an article with it has the word; `trust` is how sure it is that the word means it; `rarity`
    is how much the word says, together with what else stands for it; `fields` are those that it is looked for in, None
    for all of its form."""

    text: str
    form: Form
    terms: tuple[str | None, ...]
    weight: float = SPELLING_WEIGHT
    counted: bool = True
    trust: float = 1.0
    rarity: float = 0.0
    fields: tuple[str, ...] | None = None

    def query(self) -> Query:
        """A query for the terms in any of the fields."""
        fields = FIELDS[self.form] if self.fields is None else self.fields
        first, size = self.terms[0], len(self.terms)
        if size == 1 and first is not None:
            return any_of([Term(name, first, FIELD_WEIGHTS[name] * self.weight) for name in fields])
        return any_of([Phrase(name, self.terms, FIELD_WEIGHTS[name] * self.weight * size) for name in fields])


@dataclass(frozen=True, slots=True)
class Expansion:
    """Words `first` to `last` (exclusive) of a run, characters `start` to `end` of the query, that mean a concept.
    `patterns` are what else the collection has for it; `facet` and `value` choose the articles about it, `days` those
    published on one of them; `country` is the one in which the vowel marks of a name place it. An expansion that is not
    `sure` finds articles with all the words, but not the closest others, where one word may be enough. If it is
    `translated`, its patterns are translations of the lexicon, which count as one word. If it is not `as_written`, no
    table has the word as it is typed, only its stem."""

    concept: str
    typed: str
    first: int
    last: int
    start: int
    end: int
    patterns: tuple[Pattern, ...]
    facet: str = ""
    value: str = ""
    country: str = ""
    days: tuple[Days, ...] = ()
    sure: bool = True
    translated: bool = False
    as_written: bool = True

    @property
    def is_counted(self) -> bool:
        """Whether an article may have all that was asked by this expansion."""
        return bool(self.facet or self.days) or any(pattern.counted for pattern in self.patterns)

    @property
    def forms(self) -> tuple[str, ...]:
        """The wordings searched in addition to what was typed, each once."""
        return tuple(dict.fromkeys(pattern.text for pattern in self.patterns))

    def covers(self, word: QueryWord) -> bool:
        """Whether a word of the query is among those expanded."""
        return self.start <= word.start and word.end <= self.end

    def query(self, published: float = PUBLISHED_WEIGHT) -> Query:
        """A query for any of the patterns, the facet value, or the days; `published` is the weight of the days."""
        return self.queries(published)[1]

    def queries(self, published: float = PUBLISHED_WEIGHT) -> tuple[Query, Query]:
        """A query for what counts as the words, and one for all, in which the days have the weight `published`."""
        words = [(query, one.counted) for one in self.patterns if not isinstance(query := one.query(), Nothing)]
        counted = self._any([query for query, is_counted in words if is_counted], PUBLISHED_WEIGHT)
        if not self.days and all(is_counted for _, is_counted in words):
            return counted, counted
        return counted, self._any([query for query, _ in words], published)

    def _any(self, words: Sequence[Query], published: float) -> Query:
        queries: list[Query] = [Best(tuple(words))] if len(words) > 1 else list(words)
        if self.facet:
            queries.append(Term(self.facet, self.value))
        queries += [Published(days.first, days.last, published) for days in self.days]
        return any_of(queries)


def of_the_first(expansions: Sequence[Expansion], most: int) -> list[Expansion]:
    """The expansions by the first `most` different concepts, each as often as it stands there: a word that is repeated
    means the same each time."""
    first = list(dict.fromkeys([one.concept for one in expansions]))[:most]
    return [one for one in expansions if one.concept in first]


def named_by(expansions: Sequence[Expansion]) -> list[Query]:
    """What chooses the articles about each country and body that words name, and of a place that vowel marks tell from
    another those about its country."""
    about = [(one.facet, one.value) if one.facet else (COUNTRY, one.country) for one in expansions]
    return [Term(facet, value) for facet, value in about if value]
