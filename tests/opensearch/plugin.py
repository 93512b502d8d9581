"""Fixtures of the tests that need a cluster."""

import urllib.request
from collections.abc import Iterator
from itertools import count

import pytest

from indexer.model.cluster import ClusterSettings
from tests.opensearch.nodes import Nodes

PREFIXES = (f"test{number}" for number in count())


@pytest.fixture(scope="session")
def one_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """A cluster of one node."""
    nodes = Nodes(tmp_path_factory.mktemp("nodes"), 1)
    try:
        yield nodes.start()
    finally:
        nodes.stop()


@pytest.fixture
def cluster(one_node: Nodes) -> Iterator[ClusterSettings]:
    """The settings of a project of its own on the cluster of one node; its indexes are removed at the end."""
    settings = ClusterSettings(one_node.urls, prefix=next(PREFIXES), seconds=30.0)
    yield settings
    request = urllib.request.Request(f"{one_node.urls[0]}/{settings.prefix}-*", method="DELETE")
    urllib.request.urlopen(request, timeout=30).close()
