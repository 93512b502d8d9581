"""A snapshot of a columnar index.

In: requests. Out: answers, stored articles, terms. Never here: locks. A search writes only to arrays of its own, so
threads can share a snapshot.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import islice
from typing import Any

import numpy as np

from indexer.engines.columnar.asking.collecting import Share, collect, page
from indexer.engines.columnar.asking.compiler import Compiler
from indexer.engines.columnar.asking.segment_index import SegmentIndex
from indexer.engines.columnar.asking.vocabulary import FromSegment, Tables
from indexer.engines.columnar.asking.weighing import Dictionary, Weighing
from indexer.engines.port.crossing import most_frequent
from indexer.engines.port.damage import reading
from indexer.engines.port.port import Answer, Crossing, Request, Scoring, Timeline
from indexer.engines.port.timelines import timeline_of
from indexer.engines.port.tokens import TokenTable
from indexer.engines.whoosh.parts import query
from indexer.engines.whoosh.schema import ARTICLE
from indexer.engines.whoosh.searcher import searcher
from indexer.engines.whoosh.translation import Translator
from indexer.model.article import Article
from indexer.model.article_row import article_from_bytes, outline_from_bytes


class ColumnarSnapshot:
    """Evaluates requests over the arrays of the segments; Whoosh's reader over the same segments does the rest."""

    is_remote = False

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        leaves = [leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]
        self._segments = [SegmentIndex(leaf) for leaf in leaves]
        self._dictionary = Dictionary(self._segments, reader.schema)
        self._counts: dict[str, Mapping[str, int]] = {}
        self._timelines: dict[int, Timeline] = {}
        self._translate = Translator(lambda field, prefix: query.Prefix(field, prefix))

    @reading
    def search(self, request: Request) -> Answer:
        """Matches, total and facet counts."""
        return self.evaluate(self._translate(request.query), request)

    def evaluate(self, tree: Any, request: Request) -> Answer:
        """The answer to a request whose query is this Whoosh query tree."""
        weighing = Weighing(self._dictionary, request.scoring)
        shares: list[Share] = []
        capped: list[str] = []
        for number, segment in enumerate(self._segments):
            compiler = Compiler(segment, number, weighing, partial(self._leaf, number, request.scoring))
            shares.append(collect(segment, compiler.plan(tree).full(), request))
            capped += compiler.capped
        return Answer(
            total=sum(share.total for share in shares),
            matches=page(shares, request.offset, request.offset + request.limit),
            facets=self._facets(request.facets, shares),
            capped=tuple(dict.fromkeys(capped)),
            timeline=self._timeline(shares, request.bars) if request.bars else None,
            crossed={pair: _crossings(pair, shares, request.crossed_most) for pair in request.crossed},
        )

    def _facets(self, names: Sequence[str], shares: Sequence[Share]) -> dict[str, Mapping[str, int]]:
        """The counts of facets. Those of the whole collection are the same for everyone, and are kept."""
        if not all(share.is_whole for share in shares):
            return {name: _summed(name, shares) for name in names}
        for name in names:
            if name not in self._counts:
                self._counts[name] = _summed(name, shares)
        return {name: self._counts[name] for name in names}

    def _timeline(self, shares: Sequence[Share], bars: int) -> Timeline:
        """The timeline of the matches; that of the whole collection is kept too."""
        whole = all(share.is_whole for share in shares)
        if whole and bars in self._timelines:
            return self._timelines[bars]
        timeline = _timeline(shares, bars)
        if whole:
            self._timelines[bars] = timeline
        return timeline

    def explain(self, tree: Any, scoring: Scoring) -> list[str]:
        """The types of Whoosh's queries in a tree that the evaluator leaves to Whoosh's own matchers."""
        weighing = Weighing(self._dictionary, scoring)
        compiler = Compiler(self._segments[0], 0, weighing, partial(self._leaf, 0, scoring))
        compiler.plan(tree)
        return compiler.delegated

    def search_all(self, requests: Sequence[Request]) -> list[Answer]:
        """The answers to several requests, in their order."""
        return [self.search(request) for request in requests]

    def matching(self, request: Request) -> list[Article]:
        """The stored articles of the matches of a request, in their order, as for a list."""
        return self.outlines([match.id for match in self.search(request).matches])

    def foresee(self, requests: Sequence[Request]) -> None:
        """Nothing: the index is here; see the port."""

    @reading
    def articles(self, ids: Sequence[str]) -> list[Article]:
        """Stored articles in the order of `ids`; ids that are not there are left out."""
        return [article_from_bytes(stored) for stored in self._stored(ids)]

    @reading
    def outlines(self, ids: Sequence[str]) -> list[Article]:
        """The same articles as a list shows them; see the port."""
        return [outline_from_bytes(stored) for stored in self._stored(ids)]

    @reading
    def tokens(self, ids: Sequence[str], *, heads: bool = False) -> TokenTable:
        """The tokens of articles, or of their heads alone; see the port."""
        parts = []
        for number, segment in enumerate(self._segments):
            found = segment.documents_of(ids)
            if found:
                names, documents = zip(*found, strict=True)
                parts.append(FromSegment(names, number, segment.tokens(documents, heads)))
        return self._tables.table(parts)

    @reading
    def terms(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Up to `limit` terms that start with `prefix`, with document frequency, in term order."""
        counts: Counter[bytes] = Counter()
        for segment in self._segments:
            index = segment.field(field)
            for ordinal in islice(index.terms.with_prefix(prefix.encode("utf-8", "surrogatepass")), limit):
                counts[index.terms[ordinal]] += index.span(ordinal).size
        return [(term.decode("utf-8"), counts[term]) for term in sorted(counts)[:limit]]

    @reading
    def document_frequency(self, field: str, term: str) -> int:
        """Number of documents with the term in the field; deleted ones count until they are merged away."""
        known = self._dictionary.known(field, term.encode("utf-8", "surrogatepass"))
        return known.frequency if known else 0

    @reading
    def document_frequencies(self, pairs: Sequence[tuple[str, str]]) -> list[int]:
        """Number of documents with each `(field, term)`, in their order."""
        found = [self._dictionary.known(field, term.encode("utf-8", "surrogatepass")) for field, term in pairs]
        return [known.frequency if known else 0 for known in found]

    @cached_property
    def _tables(self) -> Tables:
        return Tables(segment.words for segment in self._segments)

    def ids(self) -> Iterable[str]:
        """Ids of all live articles."""
        for segment in self._segments:
            for document in segment.live.nonzero()[0].tolist():
                yield segment.ids[document].decode("utf-8")

    def count(self) -> int:
        """Number of live articles."""
        return int(self._reader.doc_count())

    def close(self) -> None:
        """Release the arrays; the memory maps close with the last of them."""
        self._segments = []
        self._dictionary.clear()
        if not getattr(self._reader, "is_closed", False) and hasattr(self._reader, "is_closed"):
            self._reader.close()

    def _stored(self, ids: Sequence[str]) -> Iterator[bytes]:
        """The stored bytes of articles, in the order of `ids`; ids that are not there are left out."""
        found: dict[str, tuple[SegmentIndex, int]] = {}
        for segment in self._segments:
            for name, document in segment.documents_of(ids):
                found.setdefault(name, (segment, document))
        for segment, document in (found[name] for name in ids if name in found):
            if stored := segment.stored(document):
                yield stored[ARTICLE]

    def _leaf(self, number: int, chosen: Scoring) -> Any:
        """Whoosh's own searcher over one segment, for queries that the evaluator has no plan for."""
        root = searcher(self._reader, chosen)
        leaf = root.leaf_searchers()[number][0]
        leaf.root = root  # Whoosh's leaves refer to their parent weakly
        return leaf


def _timeline(shares: Sequence[Share], bars: int) -> Timeline:
    days = [share.days for share in shares if share.days is not None]
    none = np.empty(0, np.int32)
    first, last = (np.concatenate([none, *(pair[side] for pair in days)]) for side in (0, 1))
    return timeline_of(first, last, sum(share.undated for share in shares), bars)


def _crossings(pair: tuple[str, str], shares: Sequence[Share], most: int) -> Crossing:
    counts: Counter[str] = Counter()
    for share in shares:
        counts.update(share.crossed[pair].counts)
    found: dict[str, Counter[str]] = {value: Counter() for value in most_frequent(counts, most)}
    for value, by in found.items():
        for share in shares:
            by.update(share.crossed[pair].of(value))
    return {value: dict(by) for value, by in found.items() if by}


def _summed(name: str, shares: Sequence[Share]) -> Mapping[str, int]:
    if len(shares) == 1:
        return shares[0].facets[name]
    total: Counter[str] = Counter()
    for share in shares:
        total.update(share.facets[name])
    return dict(total)
