"""Whether an index on a cluster still holds what was written.

In: its address and its vocabulary. Out: faults, as notes. Never here: a repair.
"""

from collections.abc import Iterator
from typing import Any

from indexer.engines.opensearch.address import Address
from indexer.engines.opensearch.cluster import Cluster, is_partial
from indexer.engines.opensearch.coding import coded_key
from indexer.engines.opensearch.vocabulary import Vocabulary
from indexer.model.errors import PartialError
from indexer.model.notes import N_, Note, note
from indexer.model.schema import FACETS

MISCOUNTED = N_("the index %(index)s has %(there)s documents and should have %(wanted)s")


def index_faults(cluster: Cluster, address: Address, vocabulary: Vocabulary) -> list[Note]:
    """All faults; empty when the index is whole. Each facet is counted over all documents. Raises PartialError when a
    part of the index does not answer."""
    altered = list(vocabulary.faults())
    fault = address.fault(cluster)
    if altered or fault is not None:
        return [*altered, *([fault] if fault else [])]
    return list(_faults(cluster, address, vocabulary))


def _faults(cluster: Cluster, address: Address, vocabulary: Vocabulary) -> Iterator[Note]:
    index = address.index
    if cluster.is_red(index):
        raise PartialError
    settings = cluster.ask("GET", f"/{index}/_settings")[index]["settings"]["index"]
    if settings.get("blocks", {}).get("write") != "true":
        yield note("the index %(index)s can be written to; somebody removed its block", index=index)
    counts = {name: {"terms": {"field": name, "size": vocabulary.size(name) + 1}} for name in FACETS}
    (found,) = cluster.searches(index, [{"size": 0, "track_total_hits": True, "aggs": counts}])
    if is_partial(found):
        raise PartialError
    there = found["hits"]["total"]["value"]
    if there != address.documents:
        yield note(MISCOUNTED, index=index, there=there, wanted=address.documents)
    for name in FACETS:
        wanted = {coded_key(value): count for value, count in vocabulary.terms(name, "")}
        if _counted(found["aggregations"][name]) != wanted:
            yield note("the facet %(facet)s of %(index)s does not count what was written", facet=name, index=index)


def _counted(found: Any) -> dict[str, int]:
    return {one["key"]: one["doc_count"] for one in found["buckets"]}
