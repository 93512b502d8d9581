"""Tiers of results as one list: articles with all the words as typed, those with all of them by other words or names,
then those with some of them.

In: a compiled query, the visitor's filters and page. Out: `Found`: the ids of the page, and totals and facet counts
of everything that can be paged to. Never here: stored articles, or labels.

The second tier is added when all articles with all the words do not fill one page. Whether it is added does not
depend on which page is asked for, so page 2 continues where page 1 ended. In a query as long as a sentence the best
matches of both tiers are ordered together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from indexer.engines.port.port import Answer, Match, Request, Snapshot, Sort
from indexer.engines.port.query import Query
from indexer.model.notes import Note
from indexer.model.schema import SHOWN_FACETS
from search.compile.compiled import Compiled
from search.compile.filters import selections
from search.model.notes import (
    ALIKE_FOLLOW,
    CAPPED_PREFIX,
    CLOSEST,
    NONE_WITH_ALL_WORDS,
    ONLY_ALIKE,
    PAGE_PAST_END,
    SOME_WORDS,
)
from search.model.ranking import RERANK_WINDOW, SCORING
from search.model.results import Parameters
from search.rank.rerank import Reranker


@dataclass(frozen=True, slots=True)
class Found:
    """The matches of one page in order; `query` is the query that they match; `with_all` counts the first tier."""

    matches: tuple[Match, ...]
    total: int
    with_all: int
    page: int
    facets: Mapping[str, Mapping[str, int]]
    query: Query
    notes: tuple[Note, ...]


class Retrieval:
    """One visitor's search on one snapshot; without a `reranker`, the engine's order stays."""

    def __init__(
        self,
        snapshot: Snapshot,
        compiled: Compiled,
        parameters: Parameters,
        reranker: Reranker | None = None,
        facets: bool = True,
    ) -> None:
        self._snapshot = snapshot
        self._compiled = compiled
        self._parameters = parameters
        sort = parameters.sort or (Sort.RELEVANCE if compiled.scored else Sort.NEWEST)
        self._reranker = reranker if sort is Sort.RELEVANCE and compiled.scored else None
        self._request = Request(
            selections=selections(parameters),
            first_day=parameters.first_day,
            last_day=parameters.last_day,
            sort=sort,
            limit=self._depth(snapshot.count()),
            facets=SHOWN_FACETS if facets else (),
            scoring=SCORING,
        )

    def search(self) -> Found:
        """The page that was asked for, or the last one when there are fewer."""
        limit, query = self._parameters.limit, self._compiled.strict
        answer = self._ask(query)
        answer, as_typed = self._as_typed_first(answer)
        with_all = answer.total
        if with_all < limit and self._compiled.relaxed is not None:
            query = self._compiled.relaxed
            answer = self._some(answer)
        page = min(self._parameters.page, max(1, -(-answer.total // limit)))
        matches = self._reranked(answer.matches, (as_typed, with_all), page)[limit * (page - 1) : limit * page]
        notes = self._notes(answer, with_all, page)
        return Found(matches, answer.total, with_all, page, answer.facets, query, notes)

    def _depth(self, count: int) -> int:
        """How many matches the engine has to give, so that the page can be cut from them."""
        wanted = self._parameters.limit * self._parameters.page
        return max(self._parameters.limit, RERANK_WINDOW, min(wanted, count))

    def _as_typed_first(self, strict: Answer) -> tuple[Answer, int]:
        """The first tier with the articles that have the words as typed before the others, and how many these are."""
        if self._reranker is None or self._compiled.literal is None or self._compiled.sentence:
            return strict, strict.total
        literal = self._snapshot.search(replace(self._request, query=self._compiled.literal, facets=()))
        first = {match.id for match in literal.matches}
        rest = tuple(match for match in strict.matches if match.id not in first)
        return replace(strict, matches=(literal.matches + rest)[: self._request.limit]), literal.total

    def _some(self, strict: Answer) -> Answer:
        """The first tier followed by those that have some of the words."""
        assert self._compiled.relaxed is not None
        answer = self._ask(self._compiled.relaxed)
        first = {match.id for match in strict.matches}
        rest = tuple(match for match in answer.matches if match.id not in first)
        return replace(answer, matches=strict.matches + rest)

    def _reranked(self, matches: tuple[Match, ...], tiers: tuple[int, ...], page: int) -> tuple[Match, ...]:
        """The first matches in their final order; the pages behind follow in the engine's order."""
        if self._reranker is None:
            return matches
        first, rest = matches[:RERANK_WINDOW], matches[RERANK_WINDOW:]
        if self._parameters.limit * (page - 1) >= len(first):
            return matches
        return self._reranker.order(first, *(() if self._compiled.sentence else tiers)) + rest

    def _ask(self, query: Query) -> Answer:
        return self._snapshot.search(replace(self._request, query=query))

    def _told(self, with_all: int) -> Note:
        """The note on the articles that do not have all the words."""
        if self._compiled.alike:
            return Note(ALIKE_FOLLOW if with_all else ONLY_ALIKE)
        template = (CLOSEST if self._compiled.sentence else SOME_WORDS) if with_all else NONE_WITH_ALL_WORDS
        return Note(template, {"count": str(with_all)})

    def _notes(self, answer: Answer, with_all: int, page: int) -> tuple[Note, ...]:
        notes = [Note(CAPPED_PREFIX, {"prefix": prefix}) for prefix in answer.capped]
        if page < self._parameters.page:
            notes.append(Note(PAGE_PAST_END, {"wanted": str(self._parameters.page)}))
        if answer.total > with_all:
            notes.append(self._told(with_all))
            notes += self._compiled.loosened
        return tuple(notes)
