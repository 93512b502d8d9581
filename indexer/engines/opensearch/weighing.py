"""BM25F as Whoosh computes it, by a script that the cluster runs for each posting.

In: the vocabulary of an index and a request's `Scoring`. Out: a query that scores a term. Never here: the cluster's own
BM25, which has another idf, another average, and no exact lengths.

The similarity of the fields gives a term's frequency as its score; the script makes
`idf * frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * length / average))` of it. Idf and average come from here,
so that they are the same on every shard.
"""

from math import log
from typing import Any

from indexer.engines.opensearch.coding import coded_term
from indexer.engines.opensearch.mapping import LENGTH
from indexer.engines.opensearch.vocabulary import Vocabulary
from indexer.engines.port.port import Scoring

SCRIPT = "_score * params.worth / (_score + params.least + params.each * doc[params.length].value)"


class Weighing:
    """Weighs the terms of one request."""

    def __init__(self, vocabulary: Vocabulary, scoring: Scoring) -> None:
        self._vocabulary = vocabulary
        self._scoring = scoring

    def term(self, field: str, term: str, boost: float) -> dict[str, Any]:
        """The query that matches and scores a term that documents have."""
        documents, having = self._vocabulary.documents, self._vocabulary.frequency(field, term)
        k1 = self._scoring.k1
        b = self._scoring.b.get(field, self._scoring.default_b)
        values = {
            "worth": boost * (log(documents / (having + 1)) + 1) * (k1 + 1),
            "least": k1 * (1 - b),
            "each": k1 * b / self._vocabulary.average(field),
            "length": LENGTH + field,
        }
        wanted = {"term": {field: {"value": coded_term(term)}}}
        return {"script_score": {"query": wanted, "script": {"source": SCRIPT, "params": values}}}
