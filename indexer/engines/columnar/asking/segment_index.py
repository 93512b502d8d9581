"""One segment for the evaluator: fields, columns, live documents.

In: a leaf of Whoosh's reader. Out: arrays, read when they are first needed. Never here: matching.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

import numpy as np

from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.columnar.files.fieldindex import FieldIndex
from indexer.engines.columnar.files.forward import JOINED, Ids
from indexer.engines.columnar.files.token_rows import DocumentTokens, read_tokens
from indexer.engines.columnar.files.word_table import WordTable
from indexer.engines.whoosh.schema import FIRST_DAY, LAST_DAY, UNKNOWN_DAY
from indexer.model.schema import ID

#: Ids whose documents are kept.
RECENT = 16_384


class JoinedFacets(NamedTuple):
    """The values of each document in all facets: document `d` has `codes[offsets[d]:offsets[d + 1]]`. The ordinals of a
    facet's terms are counted from its base; `terms` is their number in all facets."""

    bases: Mapping[str, int]
    offsets: Array
    codes: Array
    terms: int


class SegmentIndex:
    """Arrays of one segment of a snapshot."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self._terms = reader._terms
        self._values = reader._perdoc
        self.documents: int = self._values.doc_count_all()
        self.counts_of_all: dict[str, dict[str, int]] = {}
        self._recent: dict[str, int] = {}
        #: Plans of words, by what they ask for; see the compiler.
        self.plans: dict[Any, Any] = {}
        self.field: Callable[[str], FieldIndex] = cache(self._field)

    @cached_property
    def deleted(self) -> Array:
        """Numbers of the deleted documents, rising."""
        return np.array(sorted(self._values.deleted_docs()), np.int64)

    @cached_property
    def live(self) -> Array:
        """For each document, whether it is live."""
        live = np.ones(self.documents, np.bool_)
        live[self.deleted] = False
        return live

    @cached_property
    def count_of_live(self) -> int:
        """The number of live documents."""
        return self.documents - len(self.deleted)

    @cached_property
    def ids(self) -> Ids:
        """The id of each document."""
        return Ids(self.field(ID).terms, self.id_ranks)

    @cached_property
    def id_ranks(self) -> Array:
        """The rank of each document's id among the segment's ids in byte order."""
        _, codes = self.field(ID).forward
        return codes

    @cached_property
    def newest(self) -> Array:
        """All documents, the newest first, those without a date last; of one day, by their ids."""
        return self._by_day(-1)

    @cached_property
    def oldest(self) -> Array:
        """All documents, the oldest first, those without a date last; of one day, by their ids."""
        return self._by_day(1)

    def days_of(self, documents: Array) -> tuple[Array, Array]:
        """The first and the last days of those of the documents that have a date."""
        first = self.column(FIRST_DAY)[documents]
        dated = first != UNKNOWN_DAY
        return first[dated], self.column(LAST_DAY)[documents[dated]]

    @cached_property
    def days_of_live(self) -> tuple[Array, Array]:
        """The days of all live documents."""
        return self.days_of(np.flatnonzero(self.live))

    def _by_day(self, direction: int) -> Array:
        days = self.column(FIRST_DAY)
        keys = np.where(days == UNKNOWN_DAY, np.iinfo(np.int64).max, direction * days.astype(np.int64))
        return np.lexsort((self.id_ranks, keys)).astype(np.int32)

    @cached_property
    def joined(self) -> JoinedFacets:
        """The values of each document in the facets that are counted together."""
        file = self._terms.file
        bases, terms = {}, 0
        for name in file.description.get("facets", ()):
            bases[name], terms = terms, terms + len(self.field(name).terms)
        if not terms:
            return JoinedFacets({}, np.zeros(self.documents + 1, np.uint32), np.empty(0, np.int32), 0)
        return JoinedFacets(bases, file.array(f"{JOINED}/offsets"), file.array(f"{JOINED}/codes"), terms)

    def column(self, name: str) -> Array:
        """A column of numbers."""
        numbers: Array = self._values.file.array(f"columns/{name}/numbers")
        return numbers

    def field_length(self, field: str) -> int:
        """Total length of a field."""
        return int(self._values.field_length(field))

    def stored(self, document: int) -> dict[str, Any]:
        """Stored fields of a document."""
        fields: dict[str, Any] = self._values.stored_fields(document)
        return fields

    @cached_property
    def words(self) -> WordTable:
        """The words of the segment."""
        return WordTable.of(self._terms.file)

    def tokens(self, documents: Sequence[int], heads: bool) -> DocumentTokens:
        """The tokens of documents."""
        return read_tokens(self._values.file, documents, self.words.sizes, heads)

    def names(self, documents: Sequence[int]) -> list[str]:
        """The ids of live documents, whose places are kept for a while: who finds articles soon looks at them."""
        names = self.ids.texts(documents)
        if len(self._recent) > RECENT:
            self._recent = {}
        self._recent.update(zip(names, documents, strict=True))
        return names

    def documents_of(self, ids: Sequence[str]) -> list[tuple[str, int]]:
        """`(id, document)` of those of the ids that a live document has."""
        recent = self._recent
        known = [(name, recent[name]) for name in ids if name in recent]
        if len(known) == len(ids):
            return known
        return [*known, *self._looked_up([name for name in ids if name not in recent])]

    def _looked_up(self, ids: Sequence[str]) -> list[tuple[str, int]]:
        index = self.field(ID)
        ordinals = index.terms.find_all([name.encode("utf-8", "surrogatepass") for name in ids])
        spans = [(name, index.span(ordinal)) for name, ordinal in zip(ids, ordinals, strict=True) if ordinal >= 0]
        if all(span.size == 1 for _, span in spans):
            docs = index.postings.docs.take([span.start for _, span in spans]) if spans else np.empty(0, np.int32)
            found = zip([name for name, _ in spans], docs.tolist(), self.live.take(docs).tolist(), strict=True)
            return [(name, document) for name, document, is_live in found if is_live]
        rows = ((name, index.docs(span).tolist()) for name, span in spans)
        return [(name, document) for name, documents in rows for document in documents if self.live[document]]

    def numbers(self, name: str) -> list[int]:
        """The live documents with an id."""
        return [document for _, document in self.documents_of([name])]

    def _field(self, name: str) -> FieldIndex:
        return self._terms.field(name)  # type: ignore[no-any-return]
