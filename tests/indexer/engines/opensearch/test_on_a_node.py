"""The engine on a real node: odd texts, troubles of a cluster, and who may delete what."""

import json
import socket
import ssl
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import trustme

from indexer.engines.opensearch.address import Address
from indexer.engines.opensearch.cluster import Cluster
from indexer.engines.opensearch.engine import OpenSearchEngine
from indexer.engines.opensearch.refusals import Refused
from indexer.engines.port.port import AnalysedArticle, Request
from indexer.engines.port.query import Or, Phrase, Prefix, Term
from indexer.model.cluster import ClusterSettings
from indexer.model.errors import EngineError, PartialError
from tests.indexer.engines.engine_model import article
from tests.opensearch.proxy import Proxy

pytestmark = pytest.mark.cluster

ARABIC = article("ar", "مذكرة تفاهم", "وقعت الكويت مذكرة تفاهم", countries=("KW",), language="ar")
ENGLISH = article("en", "", "kuwait signs a memorandum", countries=("KW", "OM"), published="2023-05-02")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    folder.mkdir()
    return folder


@pytest.fixture
def proxy(cluster: ClusterSettings) -> Iterator[Proxy]:
    with Proxy(cluster.urls[0]).running() as running:
        yield running


def asked(url: str, method: str, body: Any = None) -> Any:
    """What a node answers to somebody else's request."""
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, content, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def total(engine: OpenSearchEngine, directory: Path, query: Any) -> int:
    snapshot = engine.open(directory)
    try:
        return snapshot.search(Request(query)).total
    finally:
        snapshot.close()


def test_odd_terms_are_found_and_nothing_else(cluster: ClusterSettings, directory: Path) -> None:
    odd = ("_", "a|b", "=x", "\ud800", "x" * 300, "a\u00a0b")
    plain = article("1", "", "a b x")
    body = [plain.body[0]._replace(position=at, exact=term, stem=None) for at, term in enumerate(odd)]
    engine = OpenSearchEngine(cluster)
    engine.write(directory, [AnalysedArticle(article("2", "", "other").article, [], body), plain])
    for term in odd:
        assert total(engine, directory, Term("body_exact", term)) == 1, term
    assert total(engine, directory, Phrase("body_exact", odd)) == 1
    assert total(engine, directory, Phrase("body_exact", (odd[1], None, odd[3]))) == 1
    assert total(engine, directory, Phrase("body_exact", (odd[1], odd[3]))) == 0
    assert total(engine, directory, Prefix("body_exact", "a|")) == 1
    assert total(engine, directory, Term("body_exact", "a")) == 1


def test_alternatives_at_one_position_are_each_part_of_a_phrase(cluster: ClusterSettings, directory: Path) -> None:
    words = article("1", "", "kuwait signed memo").body
    body = [words[0], words[1], words[1]._replace(exact="sign"), words[2]._replace(position=3)]
    engine = OpenSearchEngine(cluster)
    engine.write(directory, [AnalysedArticle(article("1", "", "").article, [], body)])
    for verb in ("signed", "sign"):
        assert total(engine, directory, Phrase("body_exact", ("kuwait", verb, None, "memo"))) == 1
        assert total(engine, directory, Phrase("body_exact", ("kuwait", verb, "memo"))) == 0
    assert total(engine, directory, Phrase("body_exact", ("signed", "sign"))) == 0


def test_a_query_of_too_many_clauses_is_shortened(cluster: ClusterSettings, directory: Path) -> None:
    words = [f"كلمة{number}" for number in range(1500)]
    engine = OpenSearchEngine(cluster)
    engine.write(directory, [article("1", "", " ".join(words)), ENGLISH])
    snapshot = engine.open(directory)
    terms = snapshot.search(Request(Or(tuple(Term("body_exact", word) for word in words))))
    assert (terms.total, terms.is_shortened) == (1, False)
    phrases = [Phrase("body_exact", pair) for pair in pairwise(words)]
    few, many = (snapshot.search(Request(Or(tuple(some)))) for some in (phrases[:100], phrases))
    assert (few.total, few.is_shortened) == (1, False)
    assert (many.total, many.is_shortened) == (1, True)
    assert few.matches[0].score > many.matches[0].score == 0
    snapshot.close()


def test_a_title_may_be_empty(cluster: ClusterSettings, directory: Path) -> None:
    engine = OpenSearchEngine(cluster)
    assert engine.write(directory, [ARABIC, ENGLISH]) == 2
    assert total(engine, directory, Term("title_exact", "مذكرة")) == 1
    assert total(engine, directory, Term("body_exact", "memorandum")) == 1
    assert engine.verify(directory) == []


def test_several_requests_take_one_round_trip(cluster: ClusterSettings, directory: Path) -> None:
    engine = OpenSearchEngine(cluster)
    engine.write(directory, [ARABIC, ENGLISH])
    snapshot = engine.open(directory)
    before = snapshot._cluster.trips
    answers = snapshot.search_all([Request(Term("body_exact", word)) for word in ("مذكرة", "memorandum", "nowhere")])
    assert [answer.total for answer in answers] == [1, 1, 0]
    assert set(snapshot.tokens(["ar", "en"]).ids) == {"ar", "en"}  # they came with the matches
    assert snapshot.document_frequencies([("body_exact", "مذكرة"), ("country", "KW")]) == [1, 2]
    assert snapshot.terms("body_exact", "مذ", 3) == [("مذكرة", 1)]
    assert snapshot._cluster.trips == before + 1
    snapshot.close()


def test_a_busy_cluster_is_asked_again_after_growing_pauses(cluster: ClusterSettings, proxy: Proxy) -> None:
    pauses: list[float] = []
    asker = Cluster(replace(cluster, urls=(proxy.url,)), pauses.append)
    index = f"{cluster.prefix}-index-busy"
    busy = {"type": "rejected_execution_exception", "reason": "the queue is full"}

    def trouble(_method: str, path: str, answer: Any) -> tuple[int, Any] | None:
        if "_bulk" not in path or len(pauses) == 3:
            return None
        if len(pauses) == 0:
            return 429, {"error": busy, "status": 429}
        items = [{"index": one["index"] | {"status": 429, "error": busy}} for one in answer["items"]]
        return 200, {"errors": True, "items": items}

    proxy.trouble = trouble
    asker.write(index, {"1": {"a": 1}, "2": {"a": 2}})
    assert len(pauses) == 3
    assert pauses == sorted(set(pauses))
    assert set(asker.documents(index, ["1", "2"], ["a"])) == {"1", "2"}
    asker.close()


def test_a_full_disk_ends_a_write_at_once(cluster: ClusterSettings) -> None:
    pauses: list[float] = []
    asker = Cluster(cluster, pauses.append)
    index = f"{cluster.prefix}-index-full"
    asker.write(index, {"1": {"a": 1}})
    asked(f"{cluster.urls[0]}/{index}/_settings", "PUT", {"index.blocks.read_only_allow_delete": True})
    with pytest.raises(Refused, match=r"disk is full.*free space"):
        asker.write(index, {"2": {"a": 2}})
    assert pauses == []
    asker.close()


def test_a_write_that_fails_leaves_no_index(cluster: ClusterSettings, directory: Path, proxy: Proxy) -> None:
    refusal = {"type": "cluster_block_exception", "reason": "index blocked by: [TOO_MANY_REQUESTS/12/flood stage]"}
    proxy.trouble = lambda _, path, __: (429, {"error": refusal, "status": 429}) if "_bulk" in path else None
    engine = OpenSearchEngine(replace(cluster, urls=(proxy.url,)))
    with pytest.raises(EngineError, match="disk is full"):
        engine.write(directory, [ARABIC])
    assert Cluster(cluster).ours(f"{cluster.prefix}-*") == {}


def test_a_mapping_that_somebody_changed_is_named(cluster: ClusterSettings, directory: Path) -> None:
    engine = OpenSearchEngine(cluster)
    engine.write(directory, [ARABIC])
    index = Address.load(directory).index
    asked(f"{cluster.urls[0]}/{index}/_mapping", "PUT", {"properties": {"mine": {"type": "keyword"}}})
    with pytest.raises(EngineError, match=rf"mapping of {index}.*was changed.*reindex --full"):
        engine.open(directory)
    assert any("mapping" in str(fault) for fault in engine.verify(directory))


def test_documents_that_somebody_removed_are_noticed(cluster: ClusterSettings, directory: Path) -> None:
    engine = OpenSearchEngine(cluster)
    engine.write(directory, [ARABIC, ENGLISH])
    index = Address.load(directory).index
    asked(f"{cluster.urls[0]}/{index}/_settings", "PUT", {"index.blocks.write": False})
    asked(f"{cluster.urls[0]}/{index}/_doc/en?refresh=true", "DELETE")
    faults = " ".join(map(str, engine.verify(directory)))
    assert "can be written to" in faults
    assert "1 documents and should have 2" in faults
    assert "facet country" in faults


def test_an_index_that_is_gone_or_another_one_is_refused(cluster: ClusterSettings, directory: Path) -> None:
    engine = OpenSearchEngine(cluster)
    engine.write(directory, [ARABIC])
    index = Address.load(directory).index
    asked(f"{cluster.urls[0]}/{index}", "DELETE")
    with pytest.raises(EngineError, match=f"has no index {index}"):
        engine.open(directory)
    asked(f"{cluster.urls[0]}/{index}", "PUT", {})
    with pytest.raises(EngineError, match="another one of that name"):
        engine.open(directory)


def test_what_this_program_did_not_make_is_not_deleted(cluster: ClusterSettings) -> None:
    mine, other = Cluster(cluster), Cluster(replace(cluster, prefix="somebody"))
    index = f"{cluster.prefix}-index-foreign"
    asked(f"{cluster.urls[0]}/{index}", "PUT", {"mappings": {"_meta": {"program": "mithaq", "prefix": "somebody"}}})
    assert not mine.remove(index)
    assert asked(f"{cluster.urls[0]}/{index}", "GET")
    assert other.remove(index)
    mine.close()
    other.close()


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def guarded(cluster: ClusterSettings, authority: trustme.CA) -> Iterator[Proxy]:
    """A node behind TLS and a password."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with Proxy(cluster.urls[0], "desk", "كلمة", context).running() as running:
        yield running


def test_tls_and_a_password(
    cluster: ClusterSettings, guarded: Proxy, authority: trustme.CA, tmp_path: Path, directory: Path
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
    right = replace(cluster, urls=(guarded.url,), user="desk", password="كلمة", ca=tmp_path / "ca.pem")
    assert OpenSearchEngine(right).write(directory, [ARABIC]) == 1
    with pytest.raises(Refused, match=r"MITHAQ_OPENSEARCH_USER.*does not accept") as refused:
        Cluster(replace(right, password="wrong")).ask("GET", "/")
    assert "wrong" not in str(refused.value)
    with pytest.raises(Refused, match="MITHAQ_OPENSEARCH_CA"):
        Cluster(replace(right, ca=tmp_path / "other.pem")).ask("GET", "/")


def test_an_old_cluster_is_refused(cluster: ClusterSettings, proxy: Proxy) -> None:
    proxy.trouble = lambda *_: (200, {"version": {"number": "7.10.2"}})
    with pytest.raises(Refused, match=r"7\.10\.2, and not OpenSearch"):
        Cluster(replace(cluster, urls=(proxy.url,))).ask("GET", "/")


def in_part(_method: str, path: str, answer: Any) -> tuple[int, Any] | None:
    """The answers of a cluster of which a part does not answer."""
    if "_msearch" not in path:
        return None
    for one in answer["responses"]:
        one["_shards"] |= {"total": 2, "failed": 1}
        one["hits"] |= {"total": {"value": 0, "relation": "eq"}, "hits": one["hits"]["hits"][1:]}
    return 200, answer


@pytest.mark.parametrize("articles", [[ARABIC], [ENGLISH]], ids=["ar", "en"])
def test_a_partial_answer_is_no_damage(
    cluster: ClusterSettings, proxy: Proxy, directory: Path, articles: list[AnalysedArticle]
) -> None:
    engine = OpenSearchEngine(replace(cluster, urls=(proxy.url,)))
    engine.write(directory, articles)
    assert engine.verify(directory) == []
    proxy.trouble = in_part
    with pytest.raises(PartialError, match="answered only in part, so nothing was judged"):
        engine.verify(directory)
    snapshot = engine.open(directory)
    with pytest.raises(PartialError):
        list(snapshot.ids())
    snapshot.close()
    proxy.trouble = lambda _, path, __: (200, {"status": "red"}) if "_cluster/health" in path else None
    with pytest.raises(PartialError):
        engine.verify(directory)
    proxy.trouble, proxy.is_gone = None, True
    with pytest.raises(Refused, match="no node answers"):
        engine.verify(directory)


def test_a_document_that_does_not_answer_is_not_taken_for_missing(cluster: ClusterSettings, proxy: Proxy) -> None:
    asker = Cluster(replace(cluster, urls=(proxy.url,)))
    index = f"{cluster.prefix}-index-half"
    asker.write(index, {"ar": {"a": "كلمة"}, "en": {"a": "word"}})
    lost = {"type": "no_shard_available_action_exception", "reason": "no copy of the part is there"}

    def trouble(_method: str, path: str, answer: Any) -> tuple[int, Any] | None:
        if "_mget" not in path:
            return None
        return 200, {
            "docs": [one if one["_id"] == "en" else {"_id": one["_id"], "error": lost} for one in answer["docs"]]
        }

    proxy.trouble = trouble
    for names in (["ar"], ["ar", "en"]):
        with pytest.raises(Refused, match="no_shard_available"):
            asker.documents(index, names, ["a"])
    assert asker.documents(index, ["ar", "en"], ["a"], partly=True) == {"en": {"a": "word"}}
    with pytest.raises(Refused):
        asker.documents(index, ["ar"], ["a"], partly=True)
    asker.close()


def test_a_node_that_hangs_is_passed_over(cluster: ClusterSettings) -> None:
    """It takes connections and never answers; the node beside it is asked, and after that alone."""
    with socket.create_server(("127.0.0.1", 0)) as hung:
        nodes = (f"http://127.0.0.1:{hung.getsockname()[1]}", *cluster.urls)
        asker = Cluster(replace(cluster, urls=nodes, seconds=1.0))
        for _ in range(4):
            assert asker.ask("GET", "/_cluster/health")["number_of_nodes"] == 1
        asker.close()
