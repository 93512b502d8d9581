"""The terms of each document, for fields that hold a set of exact values (facets, ids).

In: the postings of such a field. Out: arrays from document to ordinals of terms. Never here: text fields.
"""

import numpy as np

from indexer.engines.columnar.arrayfile import Array
from indexer.engines.columnar.postings import Postings
from indexer.engines.columnar.termlist import offsets_of


def forward_arrays(name: str, postings: Postings, documents: int) -> dict[str, Array]:
    """Document `d` has the terms `forward_codes[forward_offsets[d]:forward_offsets[d + 1]]`, in term order."""
    frequencies: Array = np.diff(postings.starts)
    owners = np.repeat(np.arange(len(frequencies), dtype=np.int32), frequencies)
    order = np.argsort(postings.docs, kind="stable")
    return {
        f"{name}/forward_offsets": offsets_of(np.bincount(postings.docs, minlength=documents)),
        f"{name}/forward_codes": owners[order],
    }
