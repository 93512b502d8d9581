"""The values of each document, for fields that hold sets of exact values (facets, ids).

In: the postings of such fields. Out: arrays from document to ordinals of terms; the values read from them. Never here:
text fields. The facets share one pair of arrays, so that one pass counts a small result in all of them.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from indexer.engines.columnar.files.arrayfile import Array, ArrayFile
from indexer.engines.columnar.files.postings import Postings, read_terms
from indexer.engines.columnar.files.termlist import TermList, narrow, offsets_of
from indexer.model.schema import SHOWN_FACETS

#: Prefix of the arrays that facets share; no field's name begins with it.
JOINED = "_facets"


def forward_arrays(name: str, postings: Postings, documents: int) -> dict[str, Array]:
    """Document `d` has the terms `forward_codes[forward_offsets[d]:forward_offsets[d + 1]]`, in term order."""
    offsets, codes = _forward([postings], documents)
    return {f"{name}/forward_offsets": offsets, f"{name}/forward_codes": codes}


def joined_names(names: Sequence[str]) -> list[str]:
    """Those of a segment's fields whose values are counted together."""
    return [name for name in names if name in SHOWN_FACETS]


def joined_arrays(postings: Mapping[str, Postings], documents: int) -> dict[str, Array]:
    """The same for all facets together: the ordinals of each field continue those of the field before."""
    if not postings:
        return {}
    offsets, codes = _forward(list(postings.values()), documents)
    return {f"{JOINED}/offsets": offsets, f"{JOINED}/codes": codes}


class Ids:
    """The one value of each document, such as its id."""

    def __init__(self, terms: TermList, codes: Array) -> None:
        self._terms = terms
        self._codes = codes.data

    def __len__(self) -> int:
        return len(self._codes)

    def __getitem__(self, document: int) -> bytes:
        return self._terms[self._codes[document]]

    def texts(self, documents: Iterable[int]) -> list[str]:
        """The values of some documents as text."""
        return self._terms.texts([self._codes[document] for document in documents])


class Values:
    """The values of each document in a field, in term order; the ordinals of its terms are counted from `base`."""

    def __init__(self, terms: TermList, offsets: Array, codes: Array, base: int) -> None:
        self._terms = terms
        self._offsets = offsets.data
        self._codes = codes.data
        self._base = base

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, document: int) -> list[bytes]:
        codes = self._codes[self._offsets[document] : self._offsets[document + 1]].tolist()
        ordinals = [code - self._base for code in codes]
        return [self._terms[ordinal] for ordinal in ordinals if 0 <= ordinal < len(self._terms)]


def read_ids(file: ArrayFile, name: str) -> Ids:
    """The values of a field that every document has one of."""
    return Ids(read_terms(file, name), file.array(f"{name}/forward_codes"))


def read_values(file: ArrayFile, name: str, documents: int) -> Values:
    """The values of a field, from a segment's terms file; none where it has none of that field."""
    terms, facets = read_terms(file, name), file.description.get("facets", [])
    if f"{name}/forward_offsets" in file:
        return Values(terms, file.array(f"{name}/forward_offsets"), file.array(f"{name}/forward_codes"), 0)
    if name in facets and f"{JOINED}/offsets" in file:
        base = sum(len(read_terms(file, other)) for other in facets[: facets.index(name)])
        return Values(terms, file.array(f"{JOINED}/offsets"), file.array(f"{JOINED}/codes"), base)
    return Values(terms, np.zeros(documents + 1, np.uint32), np.empty(0, np.int32), 0)


def _forward(fields: Sequence[Postings], documents: int) -> tuple[Array, Array]:
    frequencies = np.concatenate([np.diff(postings.starts) for postings in fields])
    owners = np.repeat(np.arange(len(frequencies), dtype=np.int32), frequencies)
    docs = np.concatenate([postings.docs for postings in fields])
    order = np.argsort(docs, kind="stable")
    return offsets_of(np.bincount(docs, minlength=documents)), narrow(owners[order])
