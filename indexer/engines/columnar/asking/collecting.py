"""From the hits of one segment to its share of an answer: how many, the best of them, facet counts.

In: hits and a request. Out: a `Share`. Never here: matching. The work grows with the hits, not with the segment, except
where a table over the whole segment is cheaper for a large result.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from indexer.engines.columnar.asking.counting import Crossed, Members, count_values, cross
from indexer.engines.columnar.asking.hits import Hits
from indexer.engines.columnar.asking.segment_index import SegmentIndex
from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.port.documents import SCORE_DECIMALS
from indexer.engines.port.port import Match, Request, Selection, Sort
from indexer.engines.whoosh.schema import ENTERED, FIRST_DAY, LAST_DAY, UNKNOWN_DAY

#: Scores in a block. Only the largest score of a block is compared when the best scores are searched.
BLOCK = 64
#: A score this close below the last one of a page is kept until scores are rounded.
MARGIN = 2 * 10.0**-SCORE_DECIMALS


class Rows(NamedTuple):
    """The candidates of one segment for the page, in order: what the page sorts by, of equals the ids."""

    keys: list[float]
    ids: list[str]
    scores: list[float]


@dataclass(frozen=True, slots=True)
class Share:
    """One segment's part of an answer. `days` are the first and the last days of the dated matches, where a timeline is
    wanted. `is_whole`: these are all live documents of the segment, and nothing narrows them."""

    total: int
    rows: Rows
    facets: Mapping[str, Mapping[str, int]]
    days: tuple[Array, Array] | None = None
    undated: int = 0
    is_whole: bool = False
    crossed: Mapping[tuple[str, str], Crossed] = field(default_factory=dict)


def collect(segment: SegmentIndex, hits: Hits, request: Request) -> Share:
    """The share of a segment; `hits` are the matches of the query in it, deleted documents included."""
    live = _only_new(segment, _only_live(segment, hits), request.entered_after)
    hits = _in_window(segment, live, request)
    passes = {name: _passing(segment, hits.docs, name, chosen) for name, chosen in request.selections.items()}
    apart = [name for name in passes if not request.selections[name].every]
    members = {name: Members(_others(hits.docs, passes, name), segment.documents) for name in ("", *apart)}
    facets = _counted(segment, request.facets, members)
    if passes:
        kept = np.logical_and.reduce(list(passes.values()))
        hits = Hits(members[""].docs, hits.scores[kept])
    crossed = {(name, other): cross(segment, name, other, members[""]) for name, other in request.crossed}
    whole = not passes and len(hits.docs) == segment.count_of_live
    share = Share(len(hits.docs), _best(segment, hits, request), facets, crossed=crossed, is_whole=whole)
    if not request.bars:
        return share
    if whole:
        return replace(share, days=segment.days_of_live, undated=len(hits.docs) - len(segment.days_of_live[0]))
    return replace(share, days=segment.days_of(hits.docs), undated=_undated(segment, live.docs, request))


def _undated(segment: SegmentIndex, docs: Array, request: Request) -> int:
    """How many of the documents have no date, of those that pass all selections."""
    docs = docs[segment.column(FIRST_DAY)[docs] == UNKNOWN_DAY]
    for name, chosen in request.selections.items():
        docs = docs[_passing(segment, docs, name, chosen)]
    return len(docs)


def _counted(segment: SegmentIndex, facets: Sequence[str], members: Mapping[str, Members]) -> dict[str, dict[str, int]]:
    """The counts of the facets; facets over the same documents are counted together."""
    groups: dict[str, list[str]] = {}
    for name in facets:
        groups.setdefault(name if name in members else "", []).append(name)
    return {
        name: counts
        for group, names in groups.items()
        for name, counts in count_values(segment, names, members[group]).items()
    }


def _only_live(segment: SegmentIndex, hits: Hits) -> Hits:
    if not len(segment.deleted):
        return hits
    kept = segment.live[hits.docs]
    return Hits(hits.docs[kept], hits.scores[kept])


def _only_new(segment: SegmentIndex, hits: Hits, entered_after: int) -> Hits:
    if not entered_after:
        return hits
    new = segment.column(ENTERED)[hits.docs] > entered_after
    return Hits(hits.docs[new], hits.scores[new])


def _in_window(segment: SegmentIndex, hits: Hits, request: Request) -> Hits:
    if request.first_day is None and request.last_day is None:
        return hits
    first = segment.column(FIRST_DAY)[hits.docs]
    inside = first != UNKNOWN_DAY
    if request.first_day is not None:
        inside &= segment.column(LAST_DAY)[hits.docs] >= request.first_day.toordinal()
    if request.last_day is not None:
        inside &= first <= request.last_day.toordinal()
    return Hits(hits.docs[inside], hits.scores[inside])


def _passing(segment: SegmentIndex, docs: Array, facet: str, chosen: Selection) -> Array:
    passes: Array = ~_having(segment, docs, facet, chosen.exclude)
    if chosen.every:
        for value in chosen.include:
            passes &= _having(segment, docs, facet, [value])
        return passes
    return passes & _having(segment, docs, facet, chosen.include) if chosen.include else passes


def _having(segment: SegmentIndex, docs: Array, facet: str, values: Iterable[str]) -> Array:
    index = segment.field(facet)
    flags = np.zeros(segment.documents, np.bool_)
    for value in values:
        span = index.find(value.encode("utf-8"))
        if span:
            flags[index.docs(span)] = True
    return flags[docs]


def _others(docs: Array, passes: Mapping[str, Array], facet: str) -> Array:
    """Documents that pass the selections of all the other facets; of all facets for no name."""
    others = [flags for name, flags in passes.items() if name != facet]
    return docs[np.logical_and.reduce(others)] if others else docs


def page(shares: Sequence[Share], start: int, end: int) -> tuple[Match, ...]:
    """The matches of a page from the candidates of all segments."""
    parts = [share.rows for share in shares if share.rows.ids]
    if len(parts) == 1:
        return tuple(map(Match, parts[0].ids[start:end], parts[0].scores[start:end]))
    rows = sorted(row for part in parts for row in zip(*part, strict=True))
    return tuple(Match(id, score) for _, id, score in rows[start:end])


def _best(segment: SegmentIndex, hits: Hits, request: Request) -> Rows:
    wanted = request.offset + request.limit
    if request.limit <= 0 or not len(hits.docs):
        return Rows([], [], [])
    if request.sort is Sort.RELEVANCE:
        near = _near_best(hits.scores, wanted)
        docs = hits.docs[near]
        scores: Array = np.round(hits.scores[near].astype(np.float64), SCORE_DECIMALS)
        keys: Array = -scores
    else:
        docs = _first_by_day(segment, hits.docs, request.sort, wanted)
        scores = np.zeros(len(docs))
        keys = _day_keys(segment.column(FIRST_DAY)[docs], request.sort)
    ranks = segment.id_ranks[docs]
    chosen = _smallest(keys, ranks, wanted)
    return Rows(keys[chosen].tolist(), segment.names(docs[chosen].tolist()), scores[chosen].tolist())


def _first_by_day(segment: SegmentIndex, docs: Array, sort: Sort, wanted: int) -> Array:
    """The first documents in the order of their days; of all documents of a segment this order is kept."""
    if len(docs) != segment.documents:
        return docs
    ordered: Array = segment.newest if sort is Sort.NEWEST else segment.oldest
    return ordered[:wanted]


def _day_keys(days: Array, sort: Sort) -> Array:
    keys: Array = days.astype(np.float64)
    return np.where(days == UNKNOWN_DAY, np.inf, -keys if sort is Sort.NEWEST else keys)


def _near_best(scores: Array, wanted: int) -> Array:
    """Indices of the `wanted` largest scores, and of those that may equal the last of them once rounded.

    The `wanted`th largest of the blocks' maxima is at most the `wanted`th largest score, and far quicker to find.
    """
    blocks = len(scores) // BLOCK
    sample = scores[: blocks * BLOCK].reshape(blocks, BLOCK).max(axis=1) if blocks > wanted else scores
    if len(sample) <= wanted:
        return np.arange(len(scores))
    bound = np.partition(sample, len(sample) - wanted)[len(sample) - wanted]
    return np.flatnonzero(scores >= bound - MARGIN)


def _smallest(keys: Array, ranks: Array, wanted: int) -> Array:
    """Indices of the `wanted` smallest keys, in order; of equal ones, those whose ids come first."""
    if len(keys) <= wanted:
        return np.lexsort((ranks, keys))
    last = np.partition(keys, wanted - 1)[wanted - 1]
    before, equal = (keys < last).nonzero()[0], (keys == last).nonzero()[0]
    missing = wanted - len(before)
    if missing < len(equal):
        equal = equal[np.argpartition(ranks[equal], missing - 1)[:missing]]
    chosen = np.concatenate([before, equal])
    return chosen[np.lexsort((ranks[chosen], keys[chosen]))]
