"""The id, days and facet values of each document as arrays, and answers made from them.

In: the matching documents with their scores, and a request. Out: the answer: page, total, facet counts.
Never here: postings, terms, or matching.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.port.crossing import most_frequent
from indexer.engines.port.port import Answer, Crossing, Match, Request, Selection, Sort, Timeline
from indexer.engines.port.timelines import timeline_of

Ints = NDArray[Any]
Floats = NDArray[Any]
Flags = NDArray[np.bool_]
#: Scores are rounded before they are compared, so that the order of additions never decides between equals.
SCORE_DECIMALS = 5


@dataclass(frozen=True)
class FacetColumn:
    """The values of a facet: document `d` has `values[codes[offsets[d]:offsets[d + 1]]]`, each once."""

    values: Sequence[str]
    offsets: Ints
    codes: Ints

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]]) -> "FacetColumn":
        """From the values of each document, in document order."""
        numbers: dict[str, int] = {}
        codes: list[int] = []
        offsets = [0]
        for values in documents:
            codes += [numbers.setdefault(value, len(numbers)) for value in dict.fromkeys(values)]
            offsets.append(len(codes))
        return cls(list(numbers), np.array(offsets, np.int64), np.array(codes, np.int32))

    @cached_property
    def owners(self) -> Ints:
        """The document of each code."""
        return np.repeat(np.arange(len(self.offsets) - 1, dtype=np.int64), np.diff(self.offsets))

    def having(self, chosen: frozenset[str]) -> Flags:
        """For each document, whether it has any of the chosen values."""
        wanted = np.array([value in chosen for value in self.values], np.bool_)
        found = np.zeros(len(self.offsets) - 1, np.bool_)
        if len(wanted):
            found[self.owners[wanted[self.codes]]] = True
        return found

    def passing(self, selection: Selection) -> Flags:
        """For each document, whether the selection lets it through."""
        passes = ~self.having(selection.exclude)
        if selection.every:
            for value in selection.include:
                passes &= self.having(frozenset({value}))
            return passes
        return passes & self.having(selection.include) if selection.include else passes

    def counts(self, members: Flags) -> dict[str, int]:
        """Number of member documents under each value that has any."""
        numbers = np.bincount(self.codes[members[self.owners]], minlength=len(self.values))
        return {self.values[code]: int(numbers[code]) for code in np.flatnonzero(numbers).tolist()}


@dataclass(frozen=True)
class DocumentTable:
    """Arrays over all documents, deleted ones included; days are ordinals, 0 when unknown. `entered` are the numbers by
    which they came into the archive."""

    ids: Sequence[str]
    live: Flags
    first_days: Ints
    last_days: Ints
    entered: Ints
    facets: Mapping[str, FacetColumn]

    def answer(self, documents: Ints, scores: Floats, request: Request, capped: tuple[str, ...] = ()) -> Answer:
        """The answer to a request, from the documents (live, each once) that match its query and their scores."""
        if request.entered_after:
            new = self.entered[documents] > request.entered_after
            documents, scores = documents[new], scores[new]
        passes = {name: self.facets[name].passing(chosen) for name, chosen in request.selections.items()}
        undated = self._undated(documents, passes) if request.bars else 0
        inside = self._inside(documents, request)
        documents, scores = documents[inside], np.round(scores[inside], SCORE_DECIMALS)
        every = {name for name, selection in request.selections.items() if selection.every}
        facets = {name: self._count("" if name in every else name, name, documents, passes) for name in request.facets}
        chosen = np.ones(len(documents), np.bool_)
        for flags in passes.values():
            chosen &= flags[documents]
        documents, scores = documents[chosen], scores[chosen]
        page = self._page(documents, scores, request)
        timeline = self._timeline(documents, undated, request.bars) if request.bars else None
        crossed = {pair: self._crossed(documents, *pair, request.crossed_most) for pair in request.crossed}
        return Answer(len(documents), page, facets, capped, timeline, crossed)

    def _undated(self, documents: Ints, passes: Mapping[str, Flags]) -> int:
        """How many of the documents have no date, of those that pass all selections."""
        counted = self.first_days[documents] == 0
        for flags in passes.values():
            counted &= flags[documents]
        return int(np.count_nonzero(counted))

    def _timeline(self, documents: Ints, undated: int, bars: int) -> Timeline:
        dated = documents[self.first_days[documents] > 0]
        return timeline_of(self.first_days[dated], self.last_days[dated], undated, bars)

    def _crossed(self, documents: Ints, name: str, other: str, most: int) -> Crossing:
        """The documents under the most frequent values of a facet, counted by the values of another."""
        members = np.zeros(len(self.ids), np.bool_)
        members[documents] = True
        column = self.facets[name]
        values = most_frequent(column.counts(members), most)
        shares = {value: members & column.having(frozenset({value})) for value in values}
        return {value: counts for value, share in shares.items() if (counts := self.facets[other].counts(share))}

    def _inside(self, documents: Ints, request: Request) -> Flags:
        inside = np.ones(len(documents), np.bool_)
        if request.first_day is None and request.last_day is None:
            return inside
        inside &= self.first_days[documents] > 0
        if request.first_day is not None:
            inside &= self.last_days[documents] >= request.first_day.toordinal()
        if request.last_day is not None:
            inside &= self.first_days[documents] <= request.last_day.toordinal()
        return inside

    def _count(self, apart: str, name: str, documents: Ints, passes: Mapping[str, Flags]) -> dict[str, int]:
        """The counts of a facet; the selection of the facet `apart` is left aside."""
        members = np.zeros(len(self.ids), np.bool_)
        members[documents] = True
        for other, flags in passes.items():
            if other != apart:
                members &= flags
        return self.facets[name].counts(members)

    def _page(self, documents: Ints, scores: Floats, request: Request) -> tuple[Match, ...]:
        end = request.offset + request.limit
        if request.limit <= 0 or request.offset >= len(documents):
            return ()
        if request.sort is not Sort.RELEVANCE:
            scores = np.zeros(len(documents))
        keys = self._keys(documents, scores, request.sort)
        if end < len(documents):
            kept = keys <= np.partition(keys, end - 1)[end - 1]
            documents, scores, keys = documents[kept], scores[kept], keys[kept]
        rows = zip(keys.tolist(), (self.ids[document] for document in documents), scores.tolist(), strict=True)
        return tuple(Match(name, score) for _, name, score in sorted(rows)[request.offset : end])

    def _keys(self, documents: Ints, scores: Floats, sort: Sort) -> Floats:
        if sort is Sort.RELEVANCE:
            return -scores
        days = self.first_days[documents].astype(np.float64)
        return np.where(days == 0, np.inf, -days if sort is Sort.NEWEST else days)
