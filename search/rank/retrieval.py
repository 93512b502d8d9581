"""The articles that a search asks for as one set, and the closest others to fill up a short first page.

In: a compiled query, the visitor's filters and page. Out: `Found`: the ids of the page, the total and the facet counts
of the set, and the ids of the others. Never here: stored articles, or labels.

The set is what has all the words, as typed or by other words and names; of a sentence, the articles that hold most of
it. The visitor may ask for those with some of the words instead. Only the set is counted, sorted and paged, and it is
the same whatever the page and its length.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.engines.port.port import Answer, Crossing, Match, Snapshot, Timeline
from indexer.engines.port.query import Or, Query, Term
from indexer.model.notes import Note
from indexer.model.schema import ID
from search.compile.compiled import Compiled
from search.model.notes import CAPPED_PREFIX, PAGE_PAST_END, PARTIAL, SHORTENED
from search.model.ranking import MOST_ARTICLES, MOST_LEADING, RERANK_WINDOW, WINDOW_OF_BOTH
from search.model.results import Matching, Parameters
from search.rank.ahead import Ahead
from search.rank.requests import Requests
from search.rank.rerank import Reranker


@dataclass(frozen=True, slots=True)
class Found:
    """The matches of one page of the set, and `others` that follow on the first page, all in order. `total`, `facets`,
    `timeline` and `crossed` count the set; `is_partial` says that articles are missing. `query` is what any of them
    matches; `with_all` counts the articles with all the words."""

    matches: tuple[Match, ...]
    others: tuple[Match, ...]
    total: int
    with_all: int
    matching: Matching
    page: int
    facets: Mapping[str, Mapping[str, int]]
    timeline: Timeline | None
    crossed: Mapping[tuple[str, str], Crossing]
    query: Query
    notes: tuple[Note, ...]
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class _Set:
    """A set as counted, its first matches in their final order, and the closest articles outside it."""

    matching: Matching
    counted: Answer
    matches: tuple[Match, ...]
    others: tuple[Match, ...] = ()


class Retrieval:
    """One visitor's search on one snapshot; without a `reranker`, the engine's order stays. `depth` is the
    least number of articles that the engine has to give of the set; `bars`, `crossed` and `entered_after` are those of
    the request. `ahead` are the answers that are known already; `beside` are searches that share them, asked at once
    with this one where the index is elsewhere."""

    def __init__(
        self,
        snapshot: Snapshot,
        compiled: Compiled,
        parameters: Parameters,
        reranker: Reranker | None = None,
        facets: bool = True,
        depth: int = 0,
        bars: int = 0,
        crossed: tuple[tuple[str, str], ...] = (),
        crossed_most: int = 0,
        entered_after: int = 0,
        ahead: Ahead | None = None,
        beside: Sequence["Retrieval"] = (),
    ) -> None:
        self._ahead = ahead or Ahead(snapshot)
        self._beside = beside
        self._compiled = compiled
        self._parameters = parameters
        self._requests = Requests(
            snapshot.count(),
            compiled,
            parameters,
            facets,
            depth,
            bars,
            crossed,
            crossed_most,
            entered_after,
            looks_twice=reranker is not None,
        )
        self._reranker = reranker if self._requests.looks_twice else None

    def search(self) -> Found:
        """The page that was asked for, or the last one when there are fewer."""
        limit = self._parameters.limit
        self._ahead.ask(request for one in (self, *self._beside) for request in one._requests.likely())
        strict = self._ahead.search(self._requests.with_all())
        closest = self._closest(strict)
        some = bool(closest) or self._requests.wants_some
        found = self._own_first(self._set(strict, closest))
        total = found.counted.total
        page = min(self._parameters.page, max(1, -(-total // limit)))
        others = found.others[: max(0, limit - total)] if page == 1 else ()
        return Found(
            matches=found.matches[limit * (page - 1) : limit * page],
            others=others,
            total=total,
            with_all=strict.total,
            matching=found.matching,
            page=page,
            facets=found.counted.facets,
            timeline=found.counted.timeline,
            crossed=found.counted.crossed,
            query=self._matched(some),
            notes=self._notes(found.counted, page),
            is_partial=self._ahead.is_partial,
        )

    def _matched(self, some: bool) -> Query:
        """What articles with all the words matched; if there are articles with `some`, or what these did. What may be
        searched beside a word is not the same for both."""
        strict, relaxed = self._compiled.strict, self._compiled.relaxed
        return Or((strict, relaxed)) if some and relaxed is not None else strict

    def whole(self) -> tuple[int, tuple[str, ...]]:
        """`(total, ids)`: how many articles the set has, and its first ones in the order of the pages."""
        self._ahead.ask(self._requests.likely())
        strict = self._ahead.search(self._requests.with_all())
        found = self._own_first(self._set(strict, self._closest(strict)))
        return found.counted.total, tuple(match.id for match in found.matches)

    def _closest(self, strict: Answer) -> tuple[Match, ...]:
        """The articles that have some of the words, best first; none if they are not needed."""
        if self._compiled.relaxed is None or self._requests.wants_some:
            return ()
        if self._requests.is_sentence or strict.total < self._parameters.limit:
            return self._ahead.search(self._requests.close(self._compiled.relaxed)).matches
        return ()

    def _set(self, strict: Answer, closest: tuple[Match, ...]) -> _Set:
        if self._requests.wants_some:
            return self._with_some(strict)
        if self._requests.is_sentence:
            return self._with_most(strict, closest)
        strict, *tiers = self._best_first(strict)
        if not self._requests.by_relevance:
            return _Set(Matching.ALL, strict, strict.matches, _without(closest, strict.matches))
        ranked = self._ordered(_joined(strict.matches, closest), *tiers, strict.total)
        return _Set(Matching.ALL, strict, ranked[: strict.total], ranked[strict.total :])

    def _own_first(self, found: _Set) -> _Set:
        """The same set with the articles in the language of the query before those in the other, if that is asked."""
        if not self._requests.wants_own_first:
            return found
        own = self._requests.own
        self._ahead.ask(self._requests.among(some, own) for some in (found.matches, found.others) if some)
        matches = self._partitioned(found.matches, own)
        if found.matching is Matching.ALL and found.counted.total > len(found.matches):
            more = self._ahead.search(self._requests.in_own(own)).matches
            ours = {match.id for match in more}
            matches = _joined(_joined([one for one in matches if one.id in ours], more), matches)
        return replace(found, matches=matches, others=self._partitioned(found.others, own))

    def _partitioned(self, matches: tuple[Match, ...], first: Query) -> tuple[Match, ...]:
        """The matches, those that a query finds first."""
        if not matches:
            return matches
        ids = {one.id for one in self._ahead.search(self._requests.among(matches, first)).matches}
        return (*(one for one in matches if one.id in ids), *(one for one in matches if one.id not in ids))

    def _with_some(self, strict: Answer) -> _Set:
        """The articles that have some of the words; those with all of them come first."""
        assert self._compiled.relaxed is not None
        counted = self._ask(self._compiled.relaxed)
        if not self._requests.by_relevance:
            return _Set(Matching.SOME, counted, counted.matches)
        first, *preferred = self._best_first(strict)
        tiers = () if self._requests.is_sentence else (*preferred, strict.total)
        return _Set(Matching.SOME, counted, self._ordered(_joined(first.matches, counted.matches), *tiers))

    def _with_most(self, strict: Answer, closest: tuple[Match, ...]) -> _Set:
        """The articles that hold most of what a sentence says, among the closest ones, and those of the very first that
        come before one of these."""
        assert self._compiled.most is not None
        ranked = self._ranked(strict, closest)
        held = self._ahead.among(self._requests.holding(self._compiled.most), [match.id for match in ranked])
        last = max((at for at, match in enumerate(ranked, 1) if match.id in held), default=0)
        held |= {match.id for match in ranked[: min(last, MOST_LEADING)]}
        kept = tuple(match for match in ranked if match.id in held)
        counted = self._counted(kept)
        return _Set(
            Matching.MOST, counted, kept if self._requests.by_relevance else counted.matches, _without(ranked, kept)
        )

    def _counted(self, kept: tuple[Match, ...]) -> Answer:
        """The answer that has just these articles, in the order of the page."""
        if self._requests.by_relevance and self._requests.counted == self._requests.uncounted:
            return Answer(len(kept), kept)
        return self._ahead.search(replace(self._requests.counted, query=Or(tuple(Term(ID, one.id) for one in kept))))

    def _ranked(self, strict: Answer, closest: tuple[Match, ...]) -> tuple[Match, ...]:
        """The first MOST_ARTICLES of the closest articles by relevance, whatever the order of the page."""
        if self._requests.by_relevance:
            return self._ordered(_joined(strict.matches, closest)[:MOST_ARTICLES])
        return closest[:MOST_ARTICLES]

    def _best_first(self, strict: Answer) -> tuple[Answer, *tuple[int, ...]]:
        """The articles with all the words, those first that have more than that, and after how many of them each tier
        ends."""
        if self._reranker is None or self._compiled.sentence or not strict.total:
            return strict, 0
        matches: tuple[Match, ...] = ()
        tiers = []
        for query in self._compiled.preferred:
            matches = _joined(matches, self._ahead.search(self._requests.alone(query)).matches)
            tiers.append(len(matches))
        return replace(strict, matches=_joined(matches, strict.matches)[: self._requests.counted.limit]), *tiers

    def _ordered(self, matches: tuple[Match, ...], *tiers: int) -> tuple[Match, ...]:
        """The first matches in their final order, each tier for itself; those behind stay in the engine's order."""
        if self._reranker is None:
            return matches
        window = WINDOW_OF_BOTH if any(one.patterns for one in self._compiled.expansions) else RERANK_WINDOW
        return self._reranker.order(matches[:window], *tiers) + matches[window:]

    def _ask(self, query: Query, *, by_relevance: bool = False, limit: int | None = None) -> Answer:
        """The answer to a query; `by_relevance`: its matches alone, best first."""
        return self._ahead.search(self._requests.requested(query, by_relevance=by_relevance, limit=limit))

    def _notes(self, answer: Answer, page: int) -> tuple[Note, ...]:
        notes = [Note(PARTIAL)] if self._ahead.is_partial else []
        notes += [Note(SHORTENED)] if answer.is_shortened else []
        notes += [Note(CAPPED_PREFIX, {"prefix": prefix}) for prefix in answer.capped]
        if page < self._parameters.page:
            notes.append(Note(PAGE_PAST_END, {"wanted": str(self._parameters.page)}))
        return tuple(notes)


def found_together(searches: Sequence[Retrieval]) -> list[Found]:
    """The pages of several searches that share what is known already; of an index elsewhere, what they are likely to
    need is asked for at once."""
    if searches:
        searches[0]._ahead.ask(request for one in searches for request in one._requests.likely())
    return [one.search() for one in searches]


def _joined(first: Sequence[Match], rest: Sequence[Match]) -> tuple[Match, ...]:
    """The first matches, and those of the rest that are not among them."""
    return (*first, *_without(rest, first))


def _without(matches: Sequence[Match], others: Sequence[Match]) -> tuple[Match, ...]:
    ids = {match.id for match in others}
    return tuple(match for match in matches if match.id not in ids)
