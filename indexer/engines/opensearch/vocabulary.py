"""The terms of an index with the number of documents that have them, in one file beside the index.

In: what each document counts for. Out: the file; document frequencies and lengths read from it through a memory map.
Never here: the cluster. So no search has to ask it how rare a word is, or which words begin with these letters.
"""

import mmap
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from indexer.engines.columnar.files.arrayfile import ArrayFile, write_arrays
from indexer.engines.columnar.files.termlist import TermList, term_arrays
from indexer.engines.opensearch.packing import Forward
from indexer.model.schema import FACETS, TEXT_FIELDS

VOCABULARY = "vocabulary.terms"
ARRAYS = ("term_bytes", "term_offsets", "term_hashes", "term_of_hash")
FIELDS = (*(field.name for field in TEXT_FIELDS), *FACETS)


class Counting:
    """Counts documents while an index is written; it begins with what `base` has."""

    def __init__(self, base: "Vocabulary | None" = None) -> None:
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
        self._lengths: Counter[str] = Counter()
        self.documents = 0
        if base is not None:
            self.documents = base.documents
            self._lengths.update(base.lengths)
            for name in FIELDS:
                self._counts[name].update(dict(base.terms(name, "")))

    def add(self, forward: Forward) -> None:
        """Count one more document."""
        self.documents += 1
        self._lengths.update(forward.lengths)
        for name, terms in forward.terms.items():
            self._counts[name].update(terms)

    def drop(self, forward: Forward) -> None:
        """Count a document no more."""
        self.documents -= 1
        self._lengths.subtract(forward.lengths)
        for name, terms in forward.terms.items():
            self._counts[name].subtract(terms)

    def save(self, path: Path) -> None:
        """Write the file."""
        about = {"documents": self.documents, "lengths": dict(self._lengths)}
        with path.open("wb") as stream:
            write_arrays(stream, about, self._arrays())

    def _arrays(self) -> Iterator[tuple[str, Any]]:
        for name in FIELDS:
            counts = {term: count for term, count in self._counts[name].items() if count > 0}
            terms = sorted((term.encode("utf-8", "surrogatepass"), count) for term, count in counts.items())
            for array, content in term_arrays([term for term, _ in terms]).items():
                yield f"{name}/{array}", content
            yield f"{name}/counts", np.array([count for _, count in terms], np.uint32)


class Vocabulary:
    """The file of a whole index; safe for threads."""

    def __init__(self, content: ArrayFile) -> None:
        self._content = content
        self.documents = int(content.description["documents"])
        self.lengths: dict[str, int] = content.description["lengths"]
        self._terms = {name: TermList(*(content.array(f"{name}/{one}") for one in ARRAYS)) for name in FIELDS}
        self._counts = {name: content.array(f"{name}/counts") for name in FIELDS}

    @classmethod
    def load(cls, path: Path) -> "Vocabulary":
        """The file at `path`, mapped. Raises EngineError when it is damaged, OSError when it is missing."""
        with path.open("rb") as file:
            return cls(ArrayFile(path.name, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))

    def frequency(self, field: str, term: str) -> int:
        """Number of documents with a term; 0 for a field that has no terms."""
        if field not in self._terms:
            return 0
        at = self._terms[field].find(term.encode("utf-8", "surrogatepass"))
        return int(self._counts[field][at]) if at >= 0 else 0

    def terms(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """The terms that start with a prefix, in term order, with the number of documents."""
        terms, counts = self._terms[field], self._counts[field]
        for at in terms.with_prefix(prefix.encode("utf-8", "surrogatepass")):
            yield terms[at].decode("utf-8", "surrogatepass"), int(counts[at])

    def first(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """At most `limit` of them."""
        return list(islice(self.terms(field, prefix), limit))

    def size(self, field: str) -> int:
        """Number of terms of a field."""
        return len(self._terms[field])

    def average(self, field: str) -> float:
        """Average length of a field over all documents, as Whoosh scores by it."""
        return (self.lengths.get(field, 0) / self.documents if self.documents else 0.0) or 1.0

    def faults(self) -> Iterable[Any]:
        """Notes on altered arrays."""
        return self._content.faults()
