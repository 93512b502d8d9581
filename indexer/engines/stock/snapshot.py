"""A snapshot of a stock Whoosh index.

In: requests. Out: answers, stored articles, terms. Never here: writing, or Whoosh's own collectors, which count a
facet by building a list of documents per value.
"""

import threading
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np

from indexer.engines.port.damage import reading
from indexer.engines.port.documents import DocumentTable, FacetColumn
from indexer.engines.port.packed_tokens import table_of
from indexer.engines.port.port import Answer, Request, Scoring
from indexer.engines.port.tokens import TokenTable
from indexer.engines.whoosh.parts import TermNotFound, query
from indexer.engines.whoosh.queries import AtLeastOf, drain
from indexer.engines.whoosh.schema import ARTICLE, ENTERED, FIRST_DAY, LAST_DAY, SEPARATOR, TOKENS
from indexer.engines.whoosh.searcher import searcher
from indexer.engines.whoosh.translation import Translator
from indexer.model.article import Article
from indexer.model.article_row import article_from_bytes, outline_from_bytes
from indexer.model.schema import FACETS, ID

#: A prefix expands to at most so many terms, the first in term order.
PREFIX_TERMS = 1024


class WhooshSnapshot:
    """Runs one search at a time, because Whoosh's readers share a file position."""

    is_remote = False

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._lock = threading.RLock()

    @reading
    def search(self, request: Request) -> Answer:
        """Matches, total and facet counts."""
        capped: list[str] = []
        with self._lock:
            tree = Translator(lambda field, prefix: self._expand(field, prefix, capped))(request.query)
            documents, scores = self._evaluate(tree, request.scoring)
            return self._table.answer(documents, scores, request, tuple(dict.fromkeys(capped)))

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
        return list(map(article_from_bytes, self._stored(ids, ARTICLE).values()))

    @reading
    def outlines(self, ids: Sequence[str]) -> list[Article]:
        """The same articles as a list shows them; see the port."""
        return list(map(outline_from_bytes, self._stored(ids, ARTICLE).values()))

    @reading
    def tokens(self, ids: Sequence[str], *, heads: bool = False) -> TokenTable:
        """The tokens of articles, or of their heads alone; see the port."""
        return table_of(self._stored(ids, TOKENS), heads)

    @reading
    def terms(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Up to `limit` terms that start with `prefix`, with document frequency, in term order."""
        with self._lock:
            found = [term.decode("utf-8") for term in islice(self._prefixed(field, prefix), limit)]
            return [(term, self.document_frequency(field, term)) for term in found]

    @reading
    def document_frequency(self, field: str, term: str) -> int:
        """Number of documents with the term in the field; deleted ones count until they are merged away."""
        with self._lock:
            return int(self._reader.doc_frequency(field, term))

    def document_frequencies(self, pairs: Sequence[tuple[str, str]]) -> list[int]:
        """Number of documents with each `(field, term)`, in their order."""
        return [self.document_frequency(field, term) for field, term in pairs]

    def ids(self) -> Iterable[str]:
        """Ids of all live articles."""
        with self._lock:
            return list(self._numbers)

    def count(self) -> int:
        """Number of live articles."""
        return int(self._reader.doc_count())

    def close(self) -> None:
        """Release the files."""
        with self._lock:
            if not getattr(self._reader, "is_closed", False):
                self._reader.close()

    def _prefixed(self, field: str, prefix: str) -> Any:
        try:
            yield from self._reader.expand_prefix(field, prefix)
        except TermNotFound:
            return

    def _expand(self, field: str, prefix: str, capped: list[str]) -> Any:
        terms = [term.decode("utf-8") for term in islice(self._prefixed(field, prefix), PREFIX_TERMS + 1)]
        if len(terms) > PREFIX_TERMS:
            capped.append(prefix)
        return AtLeastOf([query.Term(field, term) for term in terms[:PREFIX_TERMS]], 1)

    def _stored(self, ids: Sequence[str], field: str) -> dict[str, bytes]:
        with self._lock:
            numbers = {name: self._numbers[name] for name in ids if name in self._numbers}
            return {name: self._reader.stored_fields(number)[field] for name, number in numbers.items()}

    def _evaluate(self, tree: Any, chosen: Scoring) -> tuple[Any, Any]:
        documents: list[int] = []
        scores: list[float] = []
        root = searcher(self._reader, chosen)  # held here, because Whoosh's leaves refer to their parent weakly
        for leaf, offset in root.leaf_searchers():
            for number, score in drain(tree.matcher(leaf, leaf.context(needs_current=True))):
                documents.append(number + offset)
                scores.append(score)
        return np.array(documents, np.int64), np.array(scores, np.float64)

    @cached_property
    def _table(self) -> DocumentTable:
        values = {name: [text.split(SEPARATOR) if text else [] for text in self._column(name)] for name in FACETS}
        total = self._reader.doc_count_all()
        return DocumentTable(
            ids=self._column(ID),
            live=np.array([not self._reader.is_deleted(number) for number in range(total)], np.bool_),
            first_days=np.array(self._column(FIRST_DAY), np.int32),
            last_days=np.array(self._column(LAST_DAY), np.int32),
            entered=np.array(self._column(ENTERED), np.int32),
            facets={name: FacetColumn.build(rows) for name, rows in values.items()},
        )

    @cached_property
    def _numbers(self) -> dict[str, int]:
        table = self._table
        return {table.ids[number]: number for number in np.flatnonzero(table.live).tolist()}

    def _column(self, name: str) -> list[Any]:
        leaves = [leaf for leaf, _ in self._reader.leaf_readers() if leaf.doc_count_all()]
        return [value for leaf in leaves for value in leaf.column_reader(name)]
