"""The engines that the contract holds for; those on a cluster are asked by `make test-opensearch`."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexer.engines.factory import ENGINES, engine
from indexer.engines.port.port import Engine
from indexer.model.cluster import ClusterSettings

EMBEDDED = sorted(set(ENGINES) - {"opensearch"})
#: An embedded engine by its name, the engine on a cluster by the number of its shards.
ON_CLUSTERS: list[Any] = [
    pytest.param(1, marks=pytest.mark.cluster, id="opensearch-1-shard"),
    pytest.param(3, marks=pytest.mark.cluster, id="opensearch-3-shards"),
]
SUBJECTS = [*EMBEDDED, *ON_CLUSTERS]


def forget(subject: Engine, parent: Path) -> None:
    """Remove the indexes that directories in `parent` lead to; a node holds a thousand."""
    if subject.capabilities.name in EMBEDDED:
        return
    from indexer.engines.opensearch.address import ADDRESS, Address
    from indexer.engines.opensearch.cluster import Cluster

    cluster = Cluster(subject._settings)  # type: ignore[attr-defined]
    for path in parent.glob(f"*/{ADDRESS}"):
        cluster.remove(Address.load(path.parent).index)
    cluster.close()


def subject_of(parameter: str | int, request: pytest.FixtureRequest) -> Engine:
    """The engine of a parameter."""
    if isinstance(parameter, str):
        return engine(parameter)
    settings: ClusterSettings = request.getfixturevalue("cluster")
    return engine("opensearch", replace(settings, shards=parameter))
