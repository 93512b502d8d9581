"""Three nodes and one copy of each part: any of them may be killed, the elected manager too, and answers stay right.

OPENSEARCH_TEST_KILLS says how many kills; by default each node is killed once.
"""

import os
import random
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.engines.opensearch.engine import OpenSearchEngine
from indexer.engines.port.port import Answer, Request, Snapshot
from indexer.engines.port.query import Or, Term
from indexer.model.cluster import ClusterSettings
from indexer.model.errors import ClusterError
from tests.indexer.engines.engine_model import article
from tests.opensearch.nodes import Nodes

pytestmark = pytest.mark.cluster

ARTICLES = [
    article(str(number), "مذكرة" if number % 2 else "memo", f"kuwait word{number % 7} تفاهم", countries=("KW",))
    for number in range(90)
]
QUERIES = (
    Term("title_exact", "مذكرة"),
    Or((Term("body_exact", "word3"), Term("title_exact", "memo", 2.0))),
    Term("country", "KW"),
)
#: A page may fail for so long after a kill.
SECONDS = 10.0


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    three = Nodes(tmp_path_factory.mktemp("three"), 3)
    try:
        yield three.start()
    finally:
        three.stop()


def manager(nodes: Nodes) -> str:
    """The name of the elected manager."""
    with urllib.request.urlopen(f"{nodes.urls[0]}/_cat/cluster_manager?h=node", timeout=30) as answer:
        return str(answer.read().decode().strip())


def answers(snapshot: Snapshot) -> list[Answer]:
    return snapshot.search_all([Request(query, facets=("country",), limit=20) for query in QUERIES])


def right_again(snapshot: Snapshot, expected: list[Answer], since: float) -> float:
    """Seconds since a kill until all answers are right; a wrong one, or a failure after SECONDS, fails the test."""
    while True:
        try:
            found = answers(snapshot)
        except ClusterError:
            assert time.monotonic() - since < SECONDS
            continue
        if not any(answer.is_partial for answer in found):
            assert found == expected
            return time.monotonic() - since
        assert time.monotonic() - since < SECONDS


def test_any_node_may_be_killed(nodes: Nodes, tmp_path: Path) -> None:
    engine = OpenSearchEngine(ClusterSettings(nodes.urls, prefix="three", shards=3, replicas=1, seconds=SECONDS))
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    assert engine.write(first, ARTICLES[:60]) == 60
    nodes.wait(3, "green")
    snapshot = engine.open(first)
    expected = answers(snapshot)
    assert [answer.total for answer in expected] == [30, 35, 60]
    draw = random.Random(1)
    kills = int(os.environ.get("OPENSEARCH_TEST_KILLS", "3"))
    victims = [manager(nodes), *(draw.choice(nodes.nodes).name for _ in range(kills))][:kills]
    for name in victims:
        (victim,) = (node for node in nodes.nodes if node.name == name)
        victim.kill()
        right_again(snapshot, expected, time.monotonic())
        nodes.wait(2)  # the others know that it is lost
        assert answers(snapshot) == expected
        victim.start(nodes.nodes)
        nodes.wait(3, "green")
        assert answers(snapshot) == expected
    second.mkdir()
    assert engine.write(second, ARTICLES[60:], base=first, deleted=["0"]) == 89
    assert engine.verify(second) == engine.verify(first) == []
    snapshot.close()
