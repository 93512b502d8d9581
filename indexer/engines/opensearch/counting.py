"""What a request counts of its matches beside its facets: over time, and one facet by another.

In: a request. Out: aggregations, and what their answers say. Never here: a second round trip.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from indexer.engines.opensearch.coding import coded_key, decoded_key
from indexer.engines.opensearch.mapping import ENTERED, FIRST_DAY, LAST_DAY
from indexer.engines.opensearch.queries import EVERY, Dsl, Translator, every_of
from indexer.engines.opensearch.vocabulary import Vocabulary
from indexer.engines.port.port import Crossing, Request, Selection, Timeline
from indexer.engines.port.timelines import timeline_of

DAYS, UNDATED, CROSSED, WITHIN = "days", "undated", "crossed", "within"
#: The most different days that are counted; a cluster gives no more groups of one kind.
MOST_DAYS = 65_000


class Counting:
    """The counts of one request."""

    def __init__(self, request: Request, vocabulary: Vocabulary, translator: Translator) -> None:
        self._request = request
        self._vocabulary = vocabulary
        self._translator = translator

    def body(self) -> Dsl:
        """The aggregations; all of them honour every selection. Those without a date are counted beside the query,
        since its window of days leaves them out."""
        passing = every_of([passing_of(name, chosen) for name, chosen in self._request.selections.items()])
        found: Dsl = {
            f"{CROSSED}{number}": {
                "filter": passing,
                "aggs": {WITHIN: self._first(first) | {"aggs": {WITHIN: self._terms(second)}}},
            }
            for number, (first, second) in enumerate(self._request.crossed)
        }
        if self._request.bars:
            last = {WITHIN: {"terms": {"field": LAST_DAY, "size": MOST_DAYS}}}
            days = {"terms": {"field": FIRST_DAY, "size": MOST_DAYS}, "aggs": last}
            found[DAYS] = {"filter": passing, "aggs": {WITHIN: days}}
            found[UNDATED] = {"global": {}, "aggs": {WITHIN: {"filter": self._undated(passing)}}}
        return found

    def timeline(self, found: Mapping[str, Any]) -> Timeline | None:
        """The timeline of an answer; None if none was asked for."""
        if not self._request.bars:
            return None
        rows = [
            (first["key"], last["key"], last["doc_count"])
            for first in found[DAYS][WITHIN]["buckets"]
            for last in first[WITHIN]["buckets"]
        ]
        table = np.array(rows, np.int64).reshape(-1, 3)
        first_days, last_days = (np.repeat(table[:, column], table[:, 2]) for column in (0, 1))
        return timeline_of(first_days, last_days, int(found[UNDATED][WITHIN]["doc_count"]), self._request.bars)

    def crossed(self, found: Mapping[str, Any]) -> dict[tuple[str, str], Crossing]:
        """The counts of one facet by another."""
        return {
            pair: {
                decoded_key(one["key"]): {
                    decoded_key(other["key"]): int(other["doc_count"]) for other in one[WITHIN]["buckets"]
                }
                for one in found[f"{CROSSED}{number}"][WITHIN]["buckets"]
                if one[WITHIN]["buckets"]
            }
            for number, pair in enumerate(self._request.crossed)
        }

    def _terms(self, name: str) -> Dsl:
        return {"terms": {"field": name, "size": self._vocabulary.size(name) + 1}}

    def _first(self, name: str) -> Dsl:
        """The values of the first facet of a pair; each shard names all of its own, so that the most frequent are."""
        every = self._vocabulary.size(name) + 1
        most = min(self._request.crossed_most or every, every)
        return {
            "terms": {"field": name, "size": most, "shard_size": every, "order": [{"_count": "desc"}, {"_key": "asc"}]}
        }

    def _undated(self, passing: Dsl) -> Dsl:
        behind = self._request.entered_after
        entered: Dsl = {"range": {ENTERED: {"gt": behind}}} if behind else EVERY
        dated: Dsl = {"bool": {"must_not": [{"exists": {"field": FIRST_DAY}}]}}
        return every_of([self._translator.matching(self._request.query), passing, entered, dated])


def passing_of(name: str, selection: Selection) -> Dsl:
    """The filter that lets through what a selection does."""
    wanted, unwanted = (sorted(map(coded_key, values)) for values in (selection.include, selection.exclude))
    found: list[Dsl] = []
    if selection.every:
        found += [{"term": {name: value}} for value in wanted]
    elif wanted:
        found.append({"terms": {name: wanted}})
    if unwanted:
        found.append({"bool": {"must_not": [{"terms": {name: unwanted}}]}})
    return every_of(found)
