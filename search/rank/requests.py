"""What a search asks the engine.

In: a compiled query, the visitor's filters and page. Out: `Request`s, and what kind of search it is. Never here: an
answer, or which articles make a set (`retrieval.py`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from analyzers.script import Script, script
from indexer.engines.port.port import Match, Request, Sort
from indexer.engines.port.query import Or, Query, Term
from indexer.model.schema import ID, SHOWN_FACETS
from search.compile.combining import all_of
from search.compile.compiled import Compiled
from search.compile.filters import selections
from search.model.ranking import MOST_ARTICLES, MOST_CANDIDATES, SCORING
from search.model.results import Parameters

#: The languages of articles by the script of a query, and that of articles in both.
LANGUAGES, BOTH = {Script.ARABIC: "ar", Script.LATIN: "en"}, "mixed"


class Requests:
    """The requests of one visitor's search in a collection of `count` articles; see `Retrieval`. `looks_twice`: a
    second look follows."""

    def __init__(
        self,
        count: int,
        compiled: Compiled,
        parameters: Parameters,
        facets: bool,
        depth: int,
        bars: int,
        crossed: tuple[tuple[str, str], ...],
        crossed_most: int,
        entered_after: int,
        looks_twice: bool,
    ) -> None:
        self._compiled = compiled
        self._parameters = parameters
        sort = parameters.sort or (Sort.RELEVANCE if compiled.scored else Sort.NEWEST)
        self.by_relevance = sort is Sort.RELEVANCE
        self.looks_twice = looks_twice and self.by_relevance and compiled.scored
        #: The request for the set, but for its query.
        self.counted = Request(
            selections=selections(parameters),
            first_day=parameters.first_day,
            last_day=parameters.last_day,
            sort=sort,
            limit=max(depth, self._depth(count)),
            facets=SHOWN_FACETS if facets else (),
            scoring=SCORING,
            bars=bars,
            crossed=crossed,
            crossed_most=crossed_most,
            entered_after=entered_after,
        )

    def _depth(self, count: int) -> int:
        """How many matches the engine has to give, so that the page can be cut from them."""
        wanted = self._parameters.limit * self._parameters.page
        ordered = self.by_relevance or self._compiled.relaxed is not None
        return max(self._parameters.limit, MOST_ARTICLES if ordered else 0, min(wanted, count))

    def close(self, relaxed: Query) -> Request:
        """The request for the articles that have some of the words."""
        return self.requested(relaxed, by_relevance=True, limit=max(self._parameters.limit, MOST_ARTICLES))

    def holding(self, most: Query) -> Request:
        """The request for the articles that hold most of what a sentence says."""
        return self.requested(most, by_relevance=True, limit=MOST_CANDIDATES)

    def likely(self) -> Iterator[Request]:
        """The requests that the page may need, but for those that depend on the answers to others."""
        compiled = self._compiled
        yield self.with_all()
        if compiled.relaxed is not None:
            yield self.requested(compiled.relaxed) if self.wants_some else self.close(compiled.relaxed)
        if self.is_sentence and not self.wants_some and compiled.most is not None:
            yield self.holding(compiled.most)
        if self.wants_own_first and not self.wants_some and not self.is_sentence:
            yield self.in_own(self.own)
        if self.looks_twice and not compiled.sentence:
            yield from map(self.alone, compiled.preferred)

    def with_all(self) -> Request:
        """The request for the articles with all the words, which are counted only if they are the set."""
        strict = self._compiled.strict
        return self.alone(strict) if self.wants_some or self.is_sentence else self.requested(strict)

    @property
    def is_sentence(self) -> bool:
        """Whether the set is what has most of the words."""
        return self._compiled.sentence and self._compiled.most is not None

    @property
    def wants_some(self) -> bool:
        """Whether the set is what has some of the words, as the visitor may ask."""
        return self._parameters.some and self._compiled.relaxed is not None

    @property
    def _written(self) -> Script:
        """The script of the query."""
        return script(self._compiled.words[0].typed) if self._compiled.words else Script.OTHER

    @property
    def wants_own_first(self) -> bool:
        """Whether articles in the language of the query come first."""
        return self._parameters.own_first and self.by_relevance and self._written in LANGUAGES

    @property
    def own(self) -> Query:
        """The articles in the language of the query, and those in both."""
        return Or((Term("language", LANGUAGES[self._written]), Term("language", BOTH)))

    def in_own(self, own: Query) -> Request:
        """The request for the articles with all the words in the language of the query."""
        return self.requested(all_of([self._compiled.strict, own]), by_relevance=True)

    def among(self, matches: Sequence[Match], first: Query) -> Request:
        """The request for those of some matches that a query finds."""
        among = Or(tuple(Term(ID, one.id) for one in matches))
        return self.requested(all_of([among, first]), by_relevance=True, limit=len(matches))

    def alone(self, query: Query) -> Request:
        """The request for the matches of a query without counts."""
        return replace(self.uncounted, query=query)

    def requested(self, query: Query, *, by_relevance: bool = False, limit: int | None = None) -> Request:
        """The request for a query; `by_relevance`: for its matches alone, best first."""
        request = self._best_first if by_relevance else self.counted
        return replace(request, query=query, limit=limit or request.limit)

    @cached_property
    def uncounted(self) -> Request:
        """The request for matches alone."""
        return replace(self.counted, facets=(), bars=0, crossed=())

    @cached_property
    def _best_first(self) -> Request:
        return replace(self.uncounted, sort=Sort.RELEVANCE)
