"""A request of the port as one search of the cluster, and its answer.

In: `Request`. Out: the body of a search; from what came back, `Answer`. Never here: a connection.

The query and the range of days choose the documents; the selections come after, so that the counts of a facet can leave
its own aside. A facet is counted with room for all of its values: then no shard leaves one out, and counts are exact.
"""

from collections.abc import Mapping
from typing import Any

from indexer.engines.opensearch.cluster import is_partial
from indexer.engines.opensearch.coding import decoded_key
from indexer.engines.opensearch.counting import Counting, passing_of
from indexer.engines.opensearch.mapping import ARTICLE, ENTERED, FIRST_DAY, LARGEST_WINDOW, LAST_DAY, TOKENS
from indexer.engines.opensearch.queries import EVERY, Dsl, Translator, every_of
from indexer.engines.opensearch.vocabulary import Vocabulary
from indexer.engines.port.documents import SCORE_DECIMALS
from indexer.engines.port.port import Answer, Match, Request, Sort
from indexer.model.schema import ID

VALUES, GROUP, FIRST = "values", "group", "first"
#: The matches of a request for at most so many by relevance come with their tokens: a second look at them follows.
WITH_TOKENS = 100
#: Of such a request in an order of days, so many of the first bring their articles: their order is final.
WITH_ARTICLES = 20
BY_DAY: Mapping[Sort, str] = {Sort.NEWEST: "desc", Sort.OLDEST: "asc"}


class Search:
    """One request, ready to be sent as often as its answer needs."""

    def __init__(self, request: Request, vocabulary: Vocabulary) -> None:
        self.request = request
        self._vocabulary = vocabulary
        self._translator = Translator(vocabulary, request.scoring)
        self._by_score = request.sort is Sort.RELEVANCE
        self._rows: list[Match] = []
        self.tokens: dict[str, str] = {}
        self.articles: dict[str, str] = {}
        self._last: list[Any] | None = None
        self._first: dict[str, Any] = {}
        self._is_partial = False

    def body(self) -> Dsl:
        """The search to send next."""
        request = self.request
        scored = self._by_score and request.limit > 0
        query = self._translator.scored(request.query) if scored else self._translator.matching(request.query)
        passing = every_of([passing_of(name, chosen) for name, chosen in request.selections.items()])
        narrowed = {"bool": {"must": [query], "filter": [_window(request)]}} if _window(request) else query
        body: Dsl = {
            "query": narrowed if scored else {"constant_score": {"filter": narrowed, "boost": 0.0}},
            "size": self._missing(),
            "track_total_hits": self._last is None,
            "_source": False,
            "stored_fields": "_none_",
            "sort": self._sort(),
        }
        if passing is not EVERY:
            body["post_filter"] = passing
        if scored and request.limit <= WITH_TOKENS:
            body["docvalue_fields"] = [TOKENS]
        if self._last is not None:
            return body | {"search_after": self._last}
        counts = self._counts() | self._counting().body() | self._first_articles(passing)
        return body | {"aggs": counts} if counts else body

    def _first_articles(self, passing: Dsl) -> Dsl:
        """What makes the first articles come with an answer, if they are those of a page."""
        size = min(self.request.limit, WITH_ARTICLES)
        if self._by_score or not 0 < self.request.limit <= WITH_TOKENS:
            return {}
        first = {"top_hits": {"size": size, "sort": self._sort(), "_source": [ARTICLE]}}
        return {FIRST: {"filter": passing, "aggs": {VALUES: first}}}

    def _counting(self) -> "Counting":
        """What is counted of the matches beside facets."""
        return Counting(self.request, self._vocabulary, self._translator)

    def take(self, found: Mapping[str, Any]) -> bool:
        """Take what the cluster answered; says whether `body` has to be sent again."""
        if not self._first:
            self._first = dict(found)
        self._is_partial |= is_partial(found)
        hits = found["hits"]["hits"]
        for hit in hits:
            id = decoded_key(hit["sort"][-1])
            self._rows.append(Match(id, self._score(hit)))
            if "fields" in hit:
                self.tokens[id] = hit["fields"][TOKENS][0]
        if FIRST in found.get("aggregations", {}):
            first = found["aggregations"][FIRST][VALUES]["hits"]["hits"]
            self.articles = {decoded_key(hit["sort"][-1]): hit["_source"][ARTICLE] for hit in first}
        if hits:
            self._last = hits[-1]["sort"]
        return len(hits) == LARGEST_WINDOW and self._missing() > 0

    def answer(self) -> Answer:
        """The answer, when all was taken."""
        request = self.request
        counting, found = self._counting(), self._first.get("aggregations", {})
        rows = sorted(self._rows, key=lambda row: (-row.score, row.id)) if self._by_score else self._rows
        return Answer(
            total=int(self._first["hits"]["total"]["value"]),
            matches=tuple(rows[request.offset : request.offset + request.limit]),
            facets=self._counted(),
            timeline=counting.timeline(found),
            crossed=counting.crossed(found),
            capped=tuple(dict.fromkeys(self._translator.capped)),
            is_partial=self._is_partial,
            is_shortened=self._translator.is_shortened,
        )

    def _missing(self) -> int:
        """How many rows the next answer has to give."""
        end = self.request.offset + self.request.limit if self.request.limit > 0 else 0
        return min(end - len(self._rows), LARGEST_WINDOW)

    def _score(self, hit: Mapping[str, Any]) -> float:
        return round(float(hit["sort"][0]), SCORE_DECIMALS) if self._by_score else 0.0

    def _sort(self) -> list[Dsl]:
        by_id: Dsl = {ID: "asc"}
        if self._by_score:
            return [{"_score": "desc"}, by_id]
        return [{FIRST_DAY: {"order": BY_DAY[self.request.sort], "missing": "_last"}}, by_id]

    def _counts(self) -> Dsl:
        """The facets in groups that leave out the same selections."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for name in self.request.facets:
            groups.setdefault(self._beside(name), []).append(name)
        return {
            f"{GROUP}{number}": {
                "filter": every_of([passing_of(one, self.request.selections[one]) for one in beside]),
                "aggs": {name: {"terms": {"field": name, "size": self._vocabulary.size(name) + 1}} for name in names},
            }
            for number, (beside, names) in enumerate(groups.items())
        }

    def _beside(self, name: str) -> tuple[str, ...]:
        """The facets whose selections the counts of this one honour."""
        chosen = self.request.selections
        return tuple(sorted(other for other in chosen if other != name or chosen[other].every))

    def _counted(self) -> dict[str, dict[str, int]]:
        every = self._first.get("aggregations", {})
        groups = [group for name, group in every.items() if name.startswith(GROUP)]
        found = {name: counts["buckets"] for group in groups for name, counts in group.items() if name != "doc_count"}
        return {
            name: {decoded_key(one["key"]): int(one["doc_count"]) for one in found.get(name, ())}
            for name in self.request.facets
        }


def _window(request: Request) -> Dsl:
    """The filter of a range of days, and of what came into the archive behind a change; {} for none. A document without
    days is inside no range of days."""
    bounds: list[Dsl] = []
    if request.entered_after:
        bounds.append({"range": {ENTERED: {"gt": request.entered_after}}})
    if request.first_day is not None:
        bounds.append({"range": {LAST_DAY: {"gte": request.first_day.toordinal()}}})
    if request.last_day is not None:
        bounds.append({"range": {FIRST_DAY: {"lte": request.last_day.toordinal()}}})
    return {"bool": {"filter": bounds}} if bounds else {}
