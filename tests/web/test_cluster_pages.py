"""The page over a cluster that loses a part of the index, or is gone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from indexer.__main__ import main
from indexer.model.cluster import ClusterSettings
from indexer.model.settings import read_settings
from tests.indexer.running import write_export
from tests.opensearch.proxy import Proxy

pytestmark = pytest.mark.cluster


@pytest.fixture
def proxy(cluster: ClusterSettings) -> Iterator[Proxy]:
    with Proxy(cluster.urls[0]).running() as running:
        yield running


@pytest.fixture
def client(proxy: Proxy, cluster: ClusterSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    values = {"ENGINE": "opensearch", "OPENSEARCH_URL": proxy.url, "OPENSEARCH_PREFIX": cluster.prefix}
    for name, value in {**values, "DATA": str(tmp_path / "data"), "RATE_LIMITS": "off"}.items():
        monkeypatch.setenv(f"MITHAQ_{name}", value)
    assert main(["reindex", "--quiet", "--source", str(write_export(tmp_path / "export.jsonl"))]) == 0
    monkeypatch.setenv("MITHAQ_DATA", str(tmp_path / "nowhere"))
    return create_app(read_settings()).test_client()


def partly(_method: str, path: str, answer: Any) -> tuple[int, Any] | None:
    """The answers of a cluster of which a part does not answer."""
    if "_msearch" not in path:
        return None
    for one in answer["responses"]:
        one["_shards"] |= {"total": 2, "failed": 1}
    return 200, answer


@pytest.mark.parametrize("query", ["memorandum", "الاتجار"])
def test_a_partial_answer_says_so_and_is_kept_by_nobody(client: FlaskClient, proxy: Proxy, query: str) -> None:
    whole = client.get("/", query_string={"q": query, "ui": "en"})
    assert whole.status_code == 200
    assert "ETag" in whole.headers
    proxy.trouble = partly
    partial = client.get("/", query_string={"q": query, "ui": "en"})
    assert partial.status_code == 200
    assert "articles are missing here" in partial.text
    assert "articles are missing here" not in whole.text
    assert "no-store" in partial.headers["Cache-Control"]
    assert "ETag" not in partial.headers


def test_a_cluster_that_is_gone_is_503_until_it_is_back(client: FlaskClient, proxy: Proxy) -> None:
    assert client.get("/healthz").json["status"] == "ok"
    assert client.get("/status?ui=en").status_code == 200
    proxy.is_gone = True
    answer = client.get("/?q=memorandum")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    health = client.get("/healthz")
    assert (health.status_code, health.json["status"]) == (503, "unreachable")
    proxy.is_gone = False
    assert client.get("/?q=memorandum").status_code == 200


def test_a_page_takes_at_most_three_round_trips(client: FlaskClient, proxy: Proxy) -> None:
    for query in ("memorandum", "memorandum Kuwait UNODC", "الاتجار بالبشر", "لجنة وطنية", ""):
        client.get("/", query_string={"q": query})  # what a generation needs once is read
        proxy.asked.clear()
        assert client.get("/", query_string={"q": query}).status_code == 200
        # Which generation is served is asked every two seconds, whatever is searched.
        asked = [path for _, path in proxy.asked if "_alias" not in path and "_mapping" not in path]
        assert 1 <= len(asked) <= 3, (query, asked)
