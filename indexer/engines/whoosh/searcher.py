"""Whoosh's own searcher with the scoring of a request.

In: a Whoosh reader and a request's `Scoring`. Out: a Whoosh searcher. Never here: a query.
"""

from typing import Any

from indexer.engines.port.port import Scoring
from indexer.engines.whoosh.parts import scoring, searching


def searcher(reader: Any, chosen: Scoring) -> Any:
    """A searcher that scores by BM25F with the parameters of `chosen`; it leaves the reader open when it is closed."""
    lengths = {f"{field}_B": b for field, b in chosen.b.items()}
    weighting = scoring.BM25F(B=chosen.default_b, K1=chosen.k1, **lengths)
    return searching.Searcher(reader, weighting=weighting, closereader=False)
