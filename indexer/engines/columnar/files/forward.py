"""The values of each document, for fields that hold sets of exact values (facets, ids).

In: the postings of such fields. Out: arrays from document to ordinals of terms. Never here: text fields.
The facets share one pair of arrays, so that one pass counts a small result in all of them.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.columnar.files.postings import Postings
from indexer.engines.columnar.files.termlist import offsets_of
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


def _forward(fields: Sequence[Postings], documents: int) -> tuple[Array, Array]:
    frequencies = np.concatenate([np.diff(postings.starts) for postings in fields])
    owners = np.repeat(np.arange(len(frequencies), dtype=np.int32), frequencies)
    docs = np.concatenate([postings.docs for postings in fields])
    order = np.argsort(docs, kind="stable")
    return offsets_of(np.bincount(docs, minlength=documents)), owners[order]
