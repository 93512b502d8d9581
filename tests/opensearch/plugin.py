"""Fixtures of the tests that need a cluster."""

import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest

from indexer.model.cluster import ClusterSettings
from tests.opensearch.nodes import Nodes

PREFIXES = (f"test{number}" for number in count())


@pytest.fixture(scope="session")
def one_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """A cluster of one node; OPENSEARCH_TEST_NODE names one that runs already."""
    running = os.environ.get("OPENSEARCH_TEST_NODE")
    if running:
        yield Nodes.running(running)
        return
    nodes = Nodes(tmp_path_factory.mktemp("nodes"), 1)
    try:
        yield nodes.start()
    finally:
        nodes.stop()


@contextmanager
def project(node: Nodes) -> Iterator[ClusterSettings]:
    """The settings of a project of its own; its indexes are removed at the end."""
    settings = ClusterSettings(node.urls, prefix=next(PREFIXES), seconds=30.0)
    yield settings
    request = urllib.request.Request(f"{node.urls[0]}/{settings.prefix}-*", method="DELETE")
    urllib.request.urlopen(request, timeout=30).close()


@pytest.fixture
def cluster(one_node: Nodes) -> Iterator[ClusterSettings]:
    """A project for one test on the cluster of one node."""
    with project(one_node) as settings:
        yield settings


@pytest.fixture(scope="module")
def shared_cluster(one_node: Nodes) -> Iterator[ClusterSettings]:
    """A project for all tests of a module."""
    with project(one_node) as settings:
        yield settings
