"""The page over a cluster that loses a part of the index, or is gone."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from indexer.__main__ import main
from indexer.model.cluster import ClusterSettings
from indexer.model.settings import read_settings
from tests.indexer.lexicon.lexicon_table import write_table
from tests.indexer.running import write_export
from tests.opensearch.proxy import Proxy

pytestmark = pytest.mark.cluster


#: Whoever searches for one of these words finds articles of the other language too.
TRANSLATED = ("memorandum;n;;مذكرة", "committee;n;;لجنة", "training;n;;تدريب", "لجنة;n;لجان;committee|commission")


@pytest.fixture(scope="module")
def newsroom(
    shared_cluster: ClusterSettings, small_seeds: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The settings of a web process without a data directory, on a cluster that a run has filled."""
    folder = tmp_path_factory.mktemp("newsroom")
    shutil.copytree(small_seeds, folder / "seeds")
    write_table(folder / "seeds" / "lexicon.tsv", rows=TRANSLATED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(folder))
        values = {"ENGINE": "opensearch", "RATE_LIMITS": "off", "SEEDS": str(folder / "seeds")}
        there = {"OPENSEARCH_URL": shared_cluster.urls[0], "OPENSEARCH_PREFIX": shared_cluster.prefix}
        for name, value in {**values, **there, "DATA": str(folder / "data")}.items():
            patch.setenv(f"MITHAQ_{name}", value)
        assert main(["reindex", "--quiet", "--source", str(write_export(folder / "export.jsonl"))]) == 0
        patch.setenv("MITHAQ_DATA", str(folder / "nowhere"))
        yield


@pytest.fixture
def proxy(shared_cluster: ClusterSettings) -> Iterator[Proxy]:
    with Proxy(shared_cluster.urls[0]).running() as running:
        yield running


@pytest.fixture
def client(newsroom: None, proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setenv("MITHAQ_OPENSEARCH_URL", proxy.url)
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


#: As parameters of a page: words, names, translations, closest others, a sentence, days, filters, orders, second pages.
SEARCHES = (
    {},
    {"q": "memorandum"},
    {"q": "memorandum Kuwait UNODC"},
    {"q": "الاتجار بالبشر"},
    {"q": "لجنة وطنية"},
    {"q": "committees"},
    {"q": "لجان وتدريب"},
    {"q": "memorandum committee training"},
    {"q": "memorandum committee", "some": "1"},
    {"q": "the ministry of justice signed a memorandum of understanding"},
    {"q": "memorandum", "country": "KW"},
    {"q": "memorandum", "country": "OM", "from": "2020"},
    {"q": "لجنة", "sort": "newest"},
    {"sort": "oldest", "page": "2"},
)
#: What was probably meant is searched too, if what was typed finds nothing.
MISSPELT = ({"q": "memorandom"}, {"q": "اجتماعع"})
CASES = [*((search, 3) for search in SEARCHES), *((search, 4) for search in MISSPELT)]


@pytest.mark.parametrize(("search", "most"), CASES, ids=range(len(CASES)))
def test_a_page_takes_few_round_trips(client: FlaskClient, proxy: Proxy, search: dict[str, str], most: int) -> None:
    """Three, once the words are known: whether new words are names is asked by itself, of a misspelt query twice."""

    def trips() -> list[str]:
        proxy.asked.clear()
        assert client.get("/", query_string=search).status_code == 200
        # Which generation is served is asked every two seconds, whatever is searched.
        return [path for _, path in proxy.asked if "_alias" not in path and "_mapping" not in path]

    client.get("/?q=Oman")  # what a generation needs once is read
    first = trips()
    assert len(first) <= most + (1 if most == 3 else 2), first
    again = trips()
    assert 1 <= len(again) <= most, again


def test_a_word_translated_is_found_in_the_other_language(client: FlaskClient) -> None:
    for query, other in (("committees", "اجتماع اللجنة"), ("مذكرة", "sign a memorandum")):
        page = client.get("/", query_string={"q": query, "ui": "en"}).text
        assert other in re.sub("</?mark>", "", page)
